"""What the pipeline is handed: models behind protocols, so that tests hand it fakes."""

from collections.abc import Sequence
from typing import Protocol

from analysis.records import Span


class Ner(Protocol):
    """Finds names. `version` is stored with every result."""

    @property
    def version(self) -> str: ...

    def tag(self, texts: Sequence[str]) -> list[list[Span]]:
        """Return each text's name spans in order, with offsets into that text."""
        ...
