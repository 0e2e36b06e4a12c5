"""One pass of a model over texts: words in, raw scores by word and by text out."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, chain

import numpy as np

from analysis.nlp.model import Model, Output, Scores
from analysis.nlp.tuning import TOPICS
from analysis.nlp.windows import Window, batches, cut, padded
from analysis.nlp.words import Pieces

# A text without words speaks of nothing: a raw score whose probability is 0.
NOTHING = -np.inf
# Keeps the vector of a text without words at zeros.
TINY = np.float32(1e-12)


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoded:
    """Raw scores of some texts. `kept` are each text's words that have pieces, by number;
    `names` has one row for each of these, text after text; `relevance` and `vectors` have one
    row for each text. What the model does not give is left as for a text without words."""

    kept: list[list[int]]
    names: Scores
    relevance: Scores
    vectors: Scores


def encode(model: Model, texts: Sequence[Sequence[str]]) -> Encoded:
    """Run the model over texts of words, long ones in overlapping windows."""
    pieces = model.vocabulary.pieces(texts)
    kept = [[i for i, word in enumerate(words) if word] for words in pieces]
    windows = [
        window
        for text, words in enumerate(pieces)
        if kept[text]
        for window in cut(text, _with_pieces(words, kept[text]), model.vocabulary, model.window)
    ]
    answers = list(run(model, windows))
    return Encoded(
        kept=kept,
        names=_by_word(answers, [len(words) for words in kept], len(model.labels)),
        relevance=_highest(answers, len(texts)),
        vectors=_mean(answers, len(texts), model.size),
    )


def _with_pieces(words: list[Pieces], kept: Sequence[int]) -> list[Pieces]:
    return words if len(kept) == len(words) else [words[index] for index in kept]


Answer = tuple[list[Window], Mapping[str, Scores]]


def run(model: Model, windows: Sequence[Window]) -> Iterator[Answer]:
    """Yield batches of windows with their raw scores; those of pieces only for first pieces."""
    grouped = batches(windows, model.batch_pieces)

    def answer(batch: list[Window]) -> Answer:
        return batch, _scores(model, batch)

    if model.workers == 1 or len(grouped) == 1:
        return map(answer, grouped)
    return _pool(model.workers).map(answer, grouped)


def _scores(model: Model, batch: Sequence[Window]) -> Mapping[str, Scores]:
    found = dict(model.run(*padded(batch, model.vocabulary.pad)))
    if Output.NAMES in found:
        rows = np.repeat(np.arange(len(batch)), [len(window.starts) for window in batch])
        starts = np.fromiter(chain.from_iterable(w.starts for w in batch), dtype=np.intp)
        found[Output.NAMES] = found[Output.NAMES][rows, starts]
    return found


@lru_cache
def _pool(workers: int) -> Executor:
    return ThreadPoolExecutor(workers, thread_name_prefix="nlp")


def _by_word(answers: Sequence[Answer], counts: Sequence[int], labels: int) -> Scores:
    begins = [0, *accumulate(counts)]
    scores = np.zeros((begins[-1], labels), dtype=np.float32)
    for batch, found in answers:
        if Output.NAMES in found:
            firsts = [begins[window.text] + window.first for window in batch]
            rows = [
                np.arange(first, first + len(window.starts))
                for first, window in zip(firsts, batch, strict=True)
            ]
            scores[np.concatenate(rows)] = found[Output.NAMES]
    return scores


def _highest(answers: Sequence[Answer], texts: int) -> Scores:
    """Return each text's highest scores: what one of its windows speaks of, it speaks of."""
    scores = np.full((texts, len(TOPICS)), NOTHING, dtype=np.float32)
    for batch, found in answers:
        if Output.RELEVANCE in found:
            np.maximum.at(scores, [window.text for window in batch], found[Output.RELEVANCE])
    return scores


def _mean(answers: Sequence[Answer], texts: int, size: int) -> Scores:
    """Return each text's vector, of length 1: its windows count by their pieces."""
    sums = np.zeros((texts, size), dtype=np.float32)
    for batch, found in answers:
        if Output.VECTOR in found:
            weights = np.array([[len(window.ids)] for window in batch], dtype=np.float32)
            np.add.at(sums, [window.text for window in batch], found[Output.VECTOR] * weights)
    lengths = np.linalg.norm(sums, axis=1, keepdims=True)
    vectors: Scores = sums / np.maximum(lengths, TINY)
    return vectors
