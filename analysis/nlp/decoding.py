"""Scores of words to spans of names: the most probable labelling that begins before it goes on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np
import numpy.typing as npt

from analysis.terms import EntityType

# Other models' names for our three types; types not listed here are dropped.
TYPES = {
    "PER": EntityType.PER,
    "PERS": EntityType.PER,
    "PERSON": EntityType.PER,
    "ORG": EntityType.ORG,
    "ORGANIZATION": EntityType.ORG,
    "LOC": EntityType.LOC,
    "LOCATION": EntityType.LOC,
    "GPE": EntityType.LOC,
}
# A name that goes on without having begun is a slip of the model in one word or the other; at one
# in ten, a plainly seen name still counts and a doubtful beginning is put right.
ORPHAN = float(np.log(0.1))

Floats = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A name over the words `first` to `last`, both in it; `score` in 0..1."""

    first: int
    last: int
    type: EntityType
    score: float


class Decoder:
    """Reads labels of the kind B-PER, I-PER and O, in the order of the model's columns.

    Raises ValueError where none of them names a person, an organisation or a place.
    """

    def __init__(self, labels: Sequence[str], temperature: float) -> None:
        tags = [label.partition("-")[::2] for label in labels]
        self._types = [TYPES.get(name.upper()) if name else None for _, name in tags]
        if not any(self._types):
            raise ValueError(
                "expected labels such as O, B-PER, I-PER, B-ORG, B-LOC; "
                f"found {', '.join(labels) or 'none'}"
            )
        self._begins = [prefix == "B" for prefix, _ in tags]
        self._moves, self._start = _moves(tags)
        self._temperature = temperature

    def runs(self, scores: Floats, counts: Sequence[int]) -> list[list[Run]]:
        """Return the names of each text; `scores` has one row a word, text after text."""
        logs = _log_softmax(scores / self._temperature)
        labels = self.labels(logs, counts)
        sure = np.exp(np.take_along_axis(logs, labels[:, None], axis=1)[:, 0])
        return [
            list(self._named(labels[start:end].tolist(), sure[start:end]))
            for start, end in pairwise([0, *accumulate(counts)])
        ]

    def labels(self, logs: Floats, counts: Sequence[int]) -> Numbers:
        """Return the best labels: each word's own, unless a move between them costs something."""
        labels: Numbers = logs.argmax(axis=1)
        costs = np.zeros(len(labels) + 1)
        costs[1:-1] = self._moves[labels[:-1], labels[1:]]
        bounds = np.array([0, *accumulate(counts)])
        for start, end in pairwise(bounds.tolist()):
            if start == end:
                continue
            if self._start[labels[start]] < 0 or costs[start + 1 : end].any():
                labels[start:end] = _viterbi(logs[start:end], self._moves, self._start)
        return labels

    def _named(self, labels: Sequence[int], sure: Floats) -> Iterator[Run]:
        first = 0
        for index, label in enumerate(labels):
            kind = self._types[label]
            if kind is None:
                continue
            if self._is_new(labels, index):
                first = index
            if index + 1 == len(labels) or self._is_new(labels, index + 1):
                score = float(sure[first : index + 1].mean())
                yield Run(first=first, last=index, type=kind, score=score)

    def _is_new(self, labels: Sequence[int], index: int) -> bool:
        """Tell whether something else than the name before goes on at this word."""
        kind = self._types[labels[index]]
        return index == 0 or self._begins[labels[index]] or kind != self._types[labels[index - 1]]


def _moves(tags: Sequence[tuple[str, str]]) -> tuple[Floats, Floats]:
    """Return what each move from label to label costs, and each label as a text's first."""
    beginnings = {name for prefix, name in tags if prefix == "B"}
    start = np.array(
        [ORPHAN if prefix == "I" and name in beginnings else 0.0 for prefix, name in tags],
        dtype=np.float32,
    )
    goes_on = np.array([[here == name for _, name in tags] for _, here in tags])
    return np.where(goes_on, np.float32(0), start[None, :]), start


def _viterbi(logs: Floats, moves: Floats, start: Floats) -> list[int]:
    best, back = logs[0] + start, []
    for row in logs[1:]:
        paths = best[:, None] + moves
        back.append(paths.argmax(axis=0))
        best = paths.max(axis=0) + row
    labels = [int(best.argmax())]
    for came_from in reversed(back):
        labels.append(int(came_from[labels[-1]]))
    return labels[::-1]


def _log_softmax(scores: Floats) -> Floats:
    shifted = scores - scores.max(axis=1, keepdims=True)
    logs: Floats = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return logs
