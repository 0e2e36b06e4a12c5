"""Cuts texts into windows that a model can take, and groups windows of like length."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, pairwise

import numpy as np
import numpy.typing as npt

from analysis.nlp.words import Pieces, Vocabulary

# A window of 192 pieces with 48 shared keeps every name whole and the batch small.
WINDOW_PIECES = 192
SHARED_PIECES = 48
# Measured: about nine sentences a batch; larger ones fall out of the processor's cache.
BATCH_PIECES = 320
# Every window by itself: about a tenth slower.
ALONE = 1

Ids = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A run of words of one text. It answers for the words from `first` on, whose first pieces
    stand at `starts`; the other words are there for their neighbours' sake."""

    text: int
    ids: list[int]
    first: int
    starts: list[int]


def cut(text: int, words: Sequence[Pieces], vocabulary: Vocabulary, size: int) -> Iterator[Window]:
    """Yield windows of at most `size` pieces that answer for each word once.

    `words` are words with at least one piece.
    """
    room = size - len(vocabulary.prefix) - len(vocabulary.suffix)
    pieces = [word[:room] for word in words]
    ranges = list(_ranges([len(word) for word in pieces], room, min(SHARED_PIECES, room // 4)))
    # Where two windows overlap, each answers for the half that is farther from its edge.
    seams = [(end + start) // 2 for (_, end), (start, _) in pairwise(ranges)]
    for (start, end), (first, last) in zip(ranges, pairwise([0, *seams, len(pieces)]), strict=True):
        yield _window(
            text, pieces[start:end], vocabulary, first, slice(first - start, last - start)
        )


def _ranges(counts: Sequence[int], room: int, shared: int) -> Iterator[tuple[int, int]]:
    """Yield starts and ends of runs of words with at most `room` pieces in each."""
    ends = [0, *accumulate(counts)]
    start, end = 0, 0
    while end < len(counts):
        end = start + 1
        while end < len(counts) and ends[end + 1] - ends[start] <= room:
            end += 1
        yield start, end
        following = end
        while following > start + 1 and ends[end] - ends[following - 1] <= shared:
            following -= 1
        start = following


def _window(
    text: int, words: Sequence[Pieces], vocabulary: Vocabulary, first: int, own: slice
) -> Window:
    ids = [*vocabulary.prefix, *chain.from_iterable(words), *vocabulary.suffix]
    starts = list(accumulate(map(len, words[:-1]), initial=len(vocabulary.prefix)))
    return Window(text=text, ids=ids, first=first, starts=starts[own])


def batches(windows: Sequence[Window], most: int) -> list[list[Window]]:
    """Return windows of like length together, about `most` pieces at a time.

    The longest come first, so that no thread is left alone with them at the end.
    """
    grouped: list[list[Window]] = []
    for window in sorted(windows, key=lambda w: -len(w.ids)):
        if not grouped or len(grouped[-1][0].ids) * (len(grouped[-1]) + 1) > most:
            grouped.append([])
        grouped[-1].append(window)
    return grouped


def padded(batch: Sequence[Window], pad: int) -> tuple[Ids, Ids]:
    """Return ids and mask, both (windows, pieces of the longest)."""
    width = max(len(window.ids) for window in batch)
    ids = np.full((len(batch), width), pad, dtype=np.int64)
    mask = np.zeros_like(ids)
    for row, window in enumerate(batch):
        ids[row, : len(window.ids)] = window.ids
        mask[row, : len(window.ids)] = 1
    return ids, mask
