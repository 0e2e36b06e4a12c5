"""A model that has been opened, whichever library runs it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from analysis.nlp.tuning import Tuning
from analysis.nlp.windows import BATCH_PIECES, Ids
from analysis.nlp.words import Vocabulary

Scores = npt.NDArray[np.float32]
# Ids and mask, both (windows, pieces), to raw scores by the name of the output.
Run = Callable[[Ids, Ids], Mapping[str, Scores]]


PLAIN = Tuning()


class ModelError(RuntimeError):
    """A model cannot be opened; the message says which and why."""


class Output(StrEnum):
    """What models answer with, by the name that it has in an ONNX file."""

    NAMES = "logits"  # (windows, pieces, labels)
    RELEVANCE = "relevance"  # (windows, topics), independent of each other
    VECTOR = "vector"  # (windows, size)
    STANCE = "stance"  # (windows, stances), of a text with marks


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Model:
    """`labels` are those of names and `size` that of a vector (0: it gives none). `window` is the
    most pieces of one text that it takes; a run takes about `batch_pieces`, but at least one
    window, and `workers` runs may go on side by side."""

    name: str
    vocabulary: Vocabulary
    run: Run
    outputs: frozenset[Output]
    labels: tuple[str, ...] = ()
    tuning: Tuning = PLAIN
    size: int = 0
    window: int
    workers: int = 1
    batch_pieces: int = BATCH_PIECES
