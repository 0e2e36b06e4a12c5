"""What the encoder is taught: a task yields batches and scores the network on one.

The names task is here, those that judge sentences in `training.sentences`, the sentence vector in
`training.vectors`. One more is a class with `name`, `batches` and `loss` and a line in
`training.train.tasks`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, Protocol

import torch
from torch.nn import functional

from training.augment import FIRST, REPEATED, as_read, joined, vary
from training.corpora import Sentence, Source, read_sources
from training.heads import NewsModel
from training.names import Pool, read_place_names, read_pools
from training.splits import load

LABELS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC")
IGNORED = -100
MAX_PIECES = 192
# Sentences without a name teach less than they cost: two fifths of them rest in each pass.
KEEP_NAMELESS = 0.6
# Corpora part "Iraq 's", running text does not.
JOINED = 0.7
# Silver labels and annotators err; a little doubt keeps scores from running to 0 and 1.
SMOOTHING = 0.05
# Batches of near lengths waste no padding; the jitter keeps them from being the same each pass.
LENGTH_JITTER = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Padded (rows, pieces) tensors; `targets` mean what the task makes of them."""

    task: str
    ids: torch.Tensor
    mask: torch.Tensor
    targets: torch.Tensor


class Task(Protocol):
    """One thing to teach; batches of a pass depend on seed and pass only."""

    name: str

    def batches(self, turn: int) -> list[Batch]: ...

    def loss(self, model: NewsModel, batch: Batch) -> torch.Tensor: ...


Encoded = tuple[list[int], list[int]]


class NamesTask:
    """Labels words with BIO over PER, ORG and LOC, on each word's first piece."""

    name = "names"

    def __init__(
        self,
        corpora: Path,
        tokenizer: Any,
        *,
        seed: int,
        pieces: int,
        without: frozenset[str] = frozenset(),
        part: float = 1.0,
    ) -> None:
        places = read_place_names()
        chosen = [source for source in read_sources() if source.name not in without]
        self._pairs = [(source, load(source, corpora, places)[0]) for source in chosen]
        self._pools = read_pools()
        self._tokenizer = tokenizer
        self._seed = seed
        self._pieces = pieces
        self._part = part

    def batches(self, turn: int) -> list[Batch]:
        """Return the batches of one pass over `part` of the corpora, in the order to train on."""
        random = Random(f"{self._seed}/{turn}")
        sentences = list(turn_sentences(self._pairs, self._pools, turn, random))
        sentences = random.sample(sentences, round(self._part * len(sentences)))
        groups = buckets(self._encoded(sentences), self._pieces, random)
        pad = self._tokenizer.pad_token_id
        return [padded(self.name, group, pad) for group in groups]

    def loss(self, model: NewsModel, batch: Batch) -> torch.Tensor:
        """Return the mean cross entropy over the words of a batch."""
        scores = model(self.name, batch.ids, batch.mask)
        return functional.cross_entropy(
            scores.flatten(0, 1),
            batch.targets.flatten(),
            ignore_index=IGNORED,
            label_smoothing=SMOOTHING,
        )

    def _encoded(self, sentences: Sequence[Sentence]) -> list[Encoded]:
        encoded = self._tokenizer(
            [list(sentence.words) for sentence in sentences],
            is_split_into_words=True,
            truncation=True,
            max_length=MAX_PIECES,
        )
        return [
            (ids, piece_labels(encoded.word_ids(row), sentence.tags))
            for row, (ids, sentence) in enumerate(zip(encoded["input_ids"], sentences, strict=True))
        ]


def turn_sentences(
    pairs: Iterable[tuple[Source, Sequence[Sentence]]],
    pools: Mapping[tuple[str, str], Pool],
    turn: int,
    random: Random,
) -> Iterator[Sentence]:
    """Yield the sentences of one pass: each corpus its share, repeated and varied."""
    for source, sentences in pairs:
        for sentence in share(sentences, source.limit, turn):
            if not any(tag != "O" for tag in sentence.tags) and random.random() > KEEP_NAMELESS:
                continue
            for copy in range(source.repeat):
                rates = REPEATED if copy else FIRST
                written = joined(sentence) if random.random() < JOINED else sentence
                yield vary(as_read(written), pools, rates, random)


def share(sentences: Sequence[Sentence], limit: int | None, turn: int) -> list[Sentence]:
    """Return what one pass takes of a corpus: all, or the next `limit` in a mixed order."""
    if limit is None or limit >= len(sentences):
        return list(sentences)
    mixed = list(sentences)
    Random(0).shuffle(mixed)
    start = turn * limit % len(mixed)
    return (mixed + mixed)[start : start + limit]


def piece_labels(word_ids: Sequence[int | None], tags: Sequence[str]) -> list[int]:
    """Return a label id for the first piece of each word and IGNORED for the others."""
    labels = []
    previous: int | None = None
    for word in word_ids:
        first = word is not None and word != previous
        labels.append(LABELS.index(tags[word]) if first and word is not None else IGNORED)
        previous = word
    return labels


def buckets(examples: Iterable[Encoded], pieces: int, random: Random) -> list[list[Encoded]]:
    """Group examples of like length into batches of at most so many pieces, then mix them."""
    ordered = sorted(examples, key=lambda e: len(e[0]) + random.random() * LENGTH_JITTER)
    groups: list[list[Encoded]] = [[]]
    width = 0
    for example in ordered:
        width = max(width, len(example[0]))
        if groups[-1] and width * (len(groups[-1]) + 1) > pieces:
            groups.append([])
            width = len(example[0])
        groups[-1].append(example)
    random.shuffle(groups)
    return groups


def padded(task: str, group: Sequence[Encoded], pad: int) -> Batch:
    """Return the examples of a group as one batch."""
    width = max(len(ids) for ids, _labels in group)
    ids = [row + [pad] * (width - len(row)) for row, _labels in group]
    mask = [[1] * len(row) + [0] * (width - len(row)) for row, _labels in group]
    targets = [row + [IGNORED] * (width - len(row)) for _ids, row in group]
    return Batch(
        task=task,
        ids=torch.tensor(ids),
        mask=torch.tensor(mask),
        targets=torch.tensor(targets),
    )
