"""Finds names with a token classifier: words in, exact character spans out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from analysis.nlp.loading import TokenModel
from analysis.records import EntityType, Span

# Words as in the training corpora: punctuation stands alone, marks and hyphens belong to the word.
WORD = re.compile(r"[\w\u0640\u064b-\u065f\u0670]+(?:[-'’.][\w\u064b-\u065f]+)*|[^\w\s]")
# A window of 192 pieces with 48 shared keeps every name whole and the batch small.
WINDOW_PIECES = 192
SHARED_PIECES = 48
# Measured: batches of about a thousand pieces run fastest on two cores.
BATCH_PIECES = 1024

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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Window:
    """A run of pieces of one text; `word_ids` is each piece's word, None for special pieces."""

    text: int
    ids: list[int]
    word_ids: list[int | None]


class TokenNer:
    """A name finder over a token classifier; it satisfies `analysis.components.Ner`."""

    def __init__(self, model: TokenModel) -> None:
        self._model = model
        self._tags = tuple(_tag(label) for label in model.labels)

    @property
    def version(self) -> str:
        return self._model.name

    def tag(self, texts: Sequence[str]) -> list[list[Span]]:
        """Return each text's name spans in order, with offsets into that text."""
        words = [list(WORD.finditer(text)) for text in texts]
        best: list[list[tuple[int, float] | None]] = [[None] * len(found) for found in words]
        for batch in _batches(self._windows(words)):
            for window, scores in zip(batch, self._scores(batch), strict=True):
                _keep_best(best[window.text], window, scores)
        return [
            _spans(text, found, labels, self._tags)
            for text, found, labels in zip(texts, words, best, strict=True)
        ]

    def _windows(self, words: Sequence[Sequence[re.Match[str]]]) -> list[_Window]:
        filled = [index for index, found in enumerate(words) if found]
        if not filled:
            return []
        encoded: Any = self._model.tokenizer(
            [[word.group() for word in words[index]] for index in filled],
            is_split_into_words=True,
            truncation=True,
            max_length=WINDOW_PIECES,
            stride=SHARED_PIECES,
            return_overflowing_tokens=True,
        )
        return [
            _Window(
                text=filled[encoded["overflow_to_sample_mapping"][row]],
                ids=ids,
                word_ids=encoded.word_ids(row),
            )
            for row, ids in enumerate(encoded["input_ids"])
        ]

    def _scores(self, batch: Sequence[_Window]) -> Iterator[npt.NDArray[np.float32]]:
        width = max(len(window.ids) for window in batch)
        ids = np.full((len(batch), width), self._model.tokenizer.pad_token_id, dtype=np.int64)
        mask = np.zeros_like(ids)
        for row, window in enumerate(batch):
            ids[row, : len(window.ids)] = window.ids
            mask[row, : len(window.ids)] = 1
        logits = self._model.logits(ids, mask)
        exp = np.exp(logits - logits.max(axis=-1, keepdims=True))
        return iter(exp / exp.sum(axis=-1, keepdims=True))


def _tag(label: str) -> tuple[str, EntityType | None]:
    prefix, _, name = label.partition("-")
    return prefix, TYPES.get(name.upper())


def _batches(windows: list[_Window]) -> Iterator[list[_Window]]:
    """Yield windows of like length together, about BATCH_PIECES pieces at a time."""
    batch: list[_Window] = []
    for window in sorted(windows, key=lambda w: len(w.ids)):
        if batch and len(window.ids) * (len(batch) + 1) > BATCH_PIECES:
            yield batch
            batch = []
        batch.append(window)
    if batch:
        yield batch


def _keep_best(
    best: list[tuple[int, float] | None], window: _Window, scores: npt.NDArray[np.float32]
) -> None:
    """Label each word by its first piece; where windows overlap, the surer one counts."""
    seen: set[int] = set()
    for position, word in enumerate(window.word_ids):
        if word is None or word in seen:
            continue
        seen.add(word)
        label = int(scores[position].argmax())
        score = float(scores[position, label])
        kept = best[word]
        if kept is None or score > kept[1]:
            best[word] = (label, score)


def _spans(
    text: str,
    words: Sequence[re.Match[str]],
    labels: Sequence[tuple[int, float] | None],
    tags: Sequence[tuple[str, EntityType | None]],
) -> list[Span]:
    runs: list[tuple[EntityType, list[int]]] = []
    previous: EntityType | None = None
    for index, label in enumerate(labels):
        prefix, kind = tags[label[0]] if label else ("O", None)
        if kind is not None:
            if prefix == "B" or kind != previous:
                runs.append((kind, []))
            runs[-1][1].append(index)
        previous = kind
    return [_span(text, words, labels, kind, run) for kind, run in runs]


def _span(
    text: str,
    words: Sequence[re.Match[str]],
    labels: Sequence[tuple[int, float] | None],
    kind: EntityType,
    run: Sequence[int],
) -> Span:
    start, end = words[run[0]].start(), words[run[-1]].end()
    scores = [label[1] for index in run if (label := labels[index])]
    return Span(
        start=start, end=end, text=text[start:end], type=kind, score=sum(scores) / len(scores)
    )
