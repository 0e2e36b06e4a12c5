"""The tasks that judge whole sentences: what they speak of, and who is for or against whom."""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

import torch
from torch.nn import functional

from analysis.nlp.words import WORD
from training.heads import NewsModel
from training.names import read_pools
from training.tasks import SMOOTHING, Batch, buckets, padded
from training.vectors import HELD_ROWS, parallel_rows
from training.written import (
    HOLDER,
    RELEVANCE,
    TARGET,
    WRITTEN,
    Labelled,
    Marked,
    filled,
    is_held_back,
    read_labelled,
    read_marked,
    read_templates,
    renamed,
)

MAX_PIECES = 160
# Every template is filled this often in a pass.
FILLINGS = 3
# A pass takes each marked sentence so often, and gives this share of them other names.
MARKED_REPEAT = 2
RENAMED = 0.5
# People differ over stances, and the scores ran ahead of what was right.
STANCE_SMOOTHING = 0.1
STANCES = ("oppose", "neutral", "support")
QUADS = 5
NEWSMTSC = "stance/newsmtsc/hf_mt_train.jsonl"
NEWSMTSC_LABELS = {-1: "oppose", 0: "neutral", 1: "support"}
UNSCON = "stance/unscon/conflict_annotations.csv"
# How many of each corpus a pass takes: they are of other kinds than the written sentences.
NEWSMTSC_SHARE = 700
UNSCON_SHARE = 300
QUAD_SHARE = 700
# How UN speeches call the countries that they are about.
COUNTRIES = {
    "russian_federation": ("Russia", "Russian Federation"),
    "ukraine": ("Ukraine",),
    "united_states_of_america": ("United States",),
    "egypt": ("Egypt",),
    "israel": ("Israel",),
    "syria": ("Syria",),
}
SPEAKER = re.compile(r"spch\d+_(?P<country>[A-Z][A-Za-z_]*?)_(?:\d|neg|pos|GD|[a-z])")


class RelevanceTask:
    """Says whether a sentence speaks of a ceasefire, of a displacement figure, of both or none."""

    name = "relevance"

    def __init__(self, tokenizer: Any, *, seed: int, pieces: int) -> None:
        self._tokenizer = tokenizer
        self._seed = seed
        self._pieces = pieces
        self._written = [row for row in read_labelled() if not is_held_back(row.text)]
        self._templates = read_templates()
        self._pools = read_pools()

    def batches(self, turn: int) -> list[Batch]:
        """Return the batches of one pass: all that was written, and each template filled anew."""
        random = Random(f"{self._seed}/{turn}/relevance")
        made = [
            filled(template, self._pools, random)
            for template in self._templates
            for _ in range(FILLINGS)
        ]
        examples = [*self._written, *made]
        rows = zip(
            encode(self._tokenizer, [_words(example.text) for example in examples]),
            [_truth(example) for example in examples],
            strict=True,
        )
        groups = buckets(rows, self._pieces, random)
        return [padded(self.name, group, self._tokenizer.pad_token_id) for group in groups]

    def loss(self, model: NewsModel, batch: Batch) -> torch.Tensor:
        """Return the mean binary cross entropy over both labels."""
        scores = model(self.name, batch.ids, batch.mask)
        truth = batch.targets[:, : len(RELEVANCE)].float()
        soft = truth * (1 - SMOOTHING) + SMOOTHING / 2
        return functional.binary_cross_entropy_with_logits(scores, soft)


class StanceTask:
    """Says how a marked holder stands towards a marked target."""

    name = "stance"

    def __init__(self, corpora: Path, tokenizer: Any, *, seed: int, pieces: int) -> None:
        self._tokenizer = tokenizer
        self._seed = seed
        self._pieces = pieces
        written = read_marked(sorted(WRITTEN.glob("stance_*.jsonl")))
        self._written = [row for row in written if not is_held_back(" ".join(row.words))]
        self._shares = (
            (list(newsmtsc(corpora)), NEWSMTSC_SHARE),
            (list(unscon(corpora)), UNSCON_SHARE),
        )
        self._pools = read_pools()

    def batches(self, turn: int) -> list[Batch]:
        """Return the batches of one pass: all that was written, and a share of each corpus."""
        random = Random(f"{self._seed}/{turn}/stance")
        examples = [
            renamed(example, self._pools, random) if random.random() < RENAMED else example
            for example in self._written * MARKED_REPEAT
        ]
        for corpus, share in self._shares:
            examples += random.sample(corpus, min(share, len(corpus)))
        rows = zip(
            encode(self._tokenizer, [example.words for example in examples]),
            [[STANCES.index(example.label)] for example in examples],
            strict=True,
        )
        groups = buckets(rows, self._pieces, random)
        return [padded(self.name, group, self._tokenizer.pad_token_id) for group in groups]

    def loss(self, model: NewsModel, batch: Batch) -> torch.Tensor:
        """Return the mean cross entropy over the marked pairs."""
        scores = model(self.name, batch.ids, batch.mask)
        return functional.cross_entropy(
            scores, batch.targets[:, 0], label_smoothing=STANCE_SMOOTHING
        )


class QuadTask:
    """Parts UN sentences by quad class: it teaches the encoder what acts are; not exported."""

    name = "quad"

    def __init__(self, corpora: Path, tokenizer: Any, *, seed: int, pieces: int) -> None:
        self._tokenizer = tokenizer
        self._seed = seed
        self._pieces = pieces
        self._rows = list(quads(corpora))

    def batches(self, turn: int) -> list[Batch]:
        """Return the batches of one pass, a share of the rows."""
        random = Random(f"{self._seed}/{turn}/quad")
        chosen = random.sample(self._rows, min(QUAD_SHARE, len(self._rows)))
        ids = encode(self._tokenizer, [_words(text) for text, _ in chosen])
        rows = zip(ids, [[quad] for _, quad in chosen], strict=True)
        groups = buckets(rows, self._pieces, random)
        return [padded(self.name, group, self._tokenizer.pad_token_id) for group in groups]

    def loss(self, model: NewsModel, batch: Batch) -> torch.Tensor:
        """Return the mean cross entropy, at a third of its weight: the labels are rough."""
        scores = model(self.name, batch.ids, batch.mask)
        return functional.cross_entropy(scores, batch.targets[:, 0], label_smoothing=0.1) / 3


def encode(tokenizer: Any, texts: Iterable[Sequence[str]]) -> list[list[int]]:
    """Return the pieces of each text of words, cut at MAX_PIECES."""
    encoded = tokenizer(
        [list(words) for words in texts],
        is_split_into_words=True,
        truncation=True,
        max_length=MAX_PIECES,
    )
    ids: list[list[int]] = encoded["input_ids"]
    return ids


def newsmtsc(corpora: Path) -> Iterator[Marked]:
    """Yield sentences of NewsMTSC: a marked target, and no holder but the writer."""
    for line in (corpora / NEWSMTSC).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text, start, end = row["sentence"], row["from"], row["to"]
        marked = f"{text[:start]} {TARGET[0]} {text[start:end]} {TARGET[1]} {text[end:]}"
        label = NEWSMTSC_LABELS[int(row["polarity"])]
        yield Marked(language="en", words=_words(marked), label=label)


def unscon(corpora: Path) -> Iterator[Marked]:
    """Yield clauses of speeches that name another country: the speaker's is the holder."""
    with (corpora / UNSCON).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            speaker = SPEAKER.search(row["file_id"])
            if speaker is None:
                continue
            holder = speaker["country"].replace("_", " ")
            critical = row["A0"] == "Direct_NegEval"
            for country, names in COUNTRIES.items():
                name = next((name for name in names if name in row["EDU_text"]), None)
                if name is None or name in holder or (critical and row["A4"] != country):
                    continue
                target = row["EDU_text"].replace(name, f"{TARGET[0]} {name} {TARGET[1]}", 1)
                text = f"{HOLDER[0]} {holder} {HOLDER[1]}: {target}"
                label = "oppose" if critical else "neutral"
                yield Marked(language="en", words=_words(text), label=label)


def quads(corpora: Path) -> Iterator[tuple[str, int]]:
    """Yield (sentence, quad class 0 to 4) in both languages, less the rows held for retrieval."""
    for language in ("ar", "en"):
        texts = parallel_rows(corpora, language)
        path = corpora / f"stance/un_quadclass/{language}.tsv"
        classes = [line.rpartition("\t")[2] for line in path.read_text("utf-8").splitlines()[1:]]
        rows = list(zip(texts, classes, strict=True))[HELD_ROWS:]
        yield from ((text, int(quad)) for text, quad in rows if quad.isdigit())


def _words(text: str) -> tuple[str, ...]:
    return tuple(match.group() for match in WORD.finditer(text))


def _truth(example: Labelled) -> list[int]:
    return [int(label in example.labels) for label in RELEVANCE]
