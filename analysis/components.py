"""What the pipeline is handed: models behind protocols, so that tests hand it fakes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from analysis.records import Span

Vector = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relevance:
    """How probably, in 0..1, a sentence speaks of either topic; `topics` are those over their
    thresholds, of "ceasefire" and "displacement"."""

    ceasefire: float
    displacement: float
    topics: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Reading:
    """What one pass over a text gives: its names in order, with offsets into that text, what it
    speaks of and a vector of length 1 (zeros for a text without words).

    None means that the model in use does not tell.
    """

    names: tuple[Span, ...] = ()
    relevance: Relevance | None = None
    vector: Vector | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StanceQuestion:
    """How does the holder stand to the target? Both are given as start and end in the text."""

    text: str
    holder: tuple[int, int]
    target: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class StanceScores:
    """Probabilities of the three stances; together they make 1."""

    oppose: float
    neutral: float
    support: float


class Ner(Protocol):
    """Finds names. `version` is stored with every result."""

    @property
    def version(self) -> str: ...

    def tag(self, texts: Sequence[str]) -> list[list[Span]]:
        """Return each text's name spans in order, with offsets into that text."""
        ...


class Reader(Ner, Protocol):
    """Finds names and, where its models can, what sentences speak of and their vectors."""

    def __hash__(self) -> int: ...

    @property
    def has_relevance(self) -> bool: ...

    @property
    def has_vectors(self) -> bool: ...

    def read(self, texts: Sequence[str]) -> list[Reading]:
        """Return one reading for each text, in their order."""
        ...


class StanceJudge(Protocol):
    """Tells how a holder stands to a target in one sentence."""

    @property
    def version(self) -> str: ...

    def judge(self, questions: Sequence[StanceQuestion]) -> list[StanceScores | None]:
        """Answer each question; None where the model is not sure enough or cannot be asked:
        the two overlap, or stand too far apart for one look."""
        ...
