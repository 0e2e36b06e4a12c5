"""Keeps sentence vectors where the base model has them, while the encoder learns other things.

The base model puts a sentence and its translation close to each other. Its vectors, taken with the
prefix that it was trained with, are what the vector head has to return without a prefix. Where a
translation is at hand, both sides are taught the middle of their two vectors, which brings them
closer; and among the sentences of a batch each has to be nearest to its own.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

import torch
from torch.nn import functional

from analysis.nlp.words import WORD
from training.corpora import read_sources
from training.heads import NewsModel, load_encoder, mean_state
from training.splits import load
from training.tasks import Batch, buckets, padded

# multilingual-e5 was trained with a prefix; without one its vectors are less exact.
PREFIX = "query: "
MAX_PIECES = 96
PARALLEL = "stance/un_quadclass/{language}.tsv"
PARALLEL_LANGUAGES = ("ar", "en")
# These rows of the parallel file are for measuring retrieval and are never trained on.
HELD_ROWS = 1000
# Vectors of one model lie within a narrow cone: small angles count.
WEIGHT = 10.0
# How much nearer than the others a sentence has to be to its own vector.
TEMPERATURE = 0.05
BASE_BATCH = 32


class VectorTask:
    """Teaches the vector head the base model's vectors; `share` sentences in each pass."""

    name = "vector"

    def __init__(
        self, base: Path, corpora: Path, tokenizer: Any, *, seed: int, pieces: int, share: int
    ) -> None:
        self._seed = seed
        self._pieces = pieces
        self._share = share
        self._tokenizer = tokenizer
        texts = list(sentences(corpora))
        Random(seed).shuffle(texts)
        taken = texts[: 3 * share]
        self._ids = encode_words(tokenizer, [text for text, _ in taken])
        middles = base_vectors(base, tokenizer, [text for text, _ in taken])
        others = base_vectors(base, tokenizer, [other for _, other in taken])
        self._targets = functional.normalize(middles + others, dim=-1)

    def batches(self, turn: int) -> list[Batch]:
        """Return the batches of one pass; a later pass takes other sentences."""
        random = Random(f"{self._seed}/{turn}/vector")
        start = turn * self._share % len(self._ids)
        chosen = [(start + offset) % len(self._ids) for offset in range(self._share)]
        # Each row's number travels as its label, so that its target is found again.
        rows = [(self._ids[index], [index]) for index in chosen]
        groups = buckets(rows, self._pieces, random)
        return [padded(self.name, group, self._tokenizer.pad_token_id) for group in groups]

    def loss(self, model: NewsModel, batch: Batch) -> torch.Tensor:
        """Return the mean angle, one less the cosine, to the vectors taught, and how far each is
        from being nearest to its own."""
        vectors = functional.normalize(model(self.name, batch.ids, batch.mask), dim=-1)
        targets = self._targets[batch.targets[:, 0]]
        angle = 1 - (vectors * targets).sum(dim=-1).mean()
        own = torch.arange(len(vectors))
        apart = functional.cross_entropy(vectors @ targets.T / TEMPERATURE, own)
        return WEIGHT * angle + apart


def sentences(corpora: Path) -> Iterator[tuple[str, str]]:
    """Yield sentences to teach vectors of, each with its translation or else with itself."""
    sides = [parallel_rows(corpora, language)[HELD_ROWS:] for language in PARALLEL_LANGUAGES]
    for own, other in (sides, sides[::-1]):
        yield from zip(own, other, strict=True)
    for source in read_sources():
        for sentence in load(source, corpora, frozenset())[0]:
            if len(sentence.words) > 4:
                text = " ".join(sentence.words)
                yield text, text


def parallel_rows(corpora: Path, language: str) -> list[str]:
    """Return the rows of one side of the parallel file; row n of both sides says the same."""
    path = corpora / PARALLEL.format(language=language)
    lines = path.read_text(encoding="utf-8").splitlines()[1:]
    return [line.rpartition("\t")[0] for line in lines]


def encode(tokenizer: Any, texts: Sequence[str]) -> list[list[int]]:
    """Return the pieces of each text as the base model wants it, cut at MAX_PIECES."""
    ids: list[list[int]] = tokenizer(list(texts), truncation=True, max_length=MAX_PIECES)[
        "input_ids"
    ]
    return ids


def encode_words(tokenizer: Any, texts: Sequence[str]) -> list[list[int]]:
    """Return the pieces of each text cut into words first, as newsmon reads it."""
    words = [[word.group() for word in WORD.finditer(text)] for text in texts]
    ids: list[list[int]] = tokenizer(
        words, is_split_into_words=True, truncation=True, max_length=MAX_PIECES
    )["input_ids"]
    return ids


def base_vectors(base: Path, tokenizer: Any, texts: Sequence[str]) -> torch.Tensor:
    """Return the base model's vectors of the texts, (texts, hidden), of length 1."""
    encoder = load_encoder(str(base)).eval()
    ids = encode(tokenizer, [PREFIX + text for text in texts])
    vectors = torch.zeros(len(texts), encoder.config.hidden_size)
    order = sorted(range(len(ids)), key=lambda index: len(ids[index]))
    for rows in _runs(order):
        batch = padded("base", [(ids[row], [0]) for row in rows], tokenizer.pad_token_id)
        with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
            states = encoder(input_ids=batch.ids, attention_mask=batch.mask).last_hidden_state
        vectors[rows] = functional.normalize(mean_state(states.float(), batch.mask), dim=-1)
    return vectors


def _runs(order: Sequence[int]) -> Iterable[list[int]]:
    return (list(order[start : start + BASE_BATCH]) for start in range(0, len(order), BASE_BATCH))
