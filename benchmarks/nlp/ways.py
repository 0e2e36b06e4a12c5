"""The four ways of reading articles that are compared; each loads its libraries when opened.

A way is opened once and then turns articles, each a list of sentences, into the names found in
each sentence.
"""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from analysis.records import Document, Span
from analysis.terms import EntityType

Article = list[str]
Read = Callable[[Sequence[Article]], list[list[Span]]]
# Longer batches were no faster on a processor, and this many is what most manuals show.
PIPELINE_BATCH = 16
# As NEWSMON_ANALYSIS_BATCH has it, unless an operator changes that.
NEWSMON_BATCH = 16


def open_pipeline(weights: Path, threads: int, *, batch: int) -> Read:
    """Open `transformers.pipeline` on torch in float32; `batch` sentences go through at once."""
    import torch
    from transformers import pipeline

    torch.set_num_threads(threads)
    # "first": a word has the label of its first piece, as newsmon's own decoding has it.
    finder: Any = pipeline(
        "token-classification", model=str(weights), aggregation_strategy="first", device="cpu"
    )

    def read(articles: Sequence[Article]) -> list[list[Span]]:
        sentences = [sentence for article in articles for sentence in article]
        if batch == 1:
            return [_spans(finder(sentence), sentence) for sentence in sentences]
        answers = finder(sentences, batch_size=batch)
        return [_spans(*pair) for pair in zip(answers, sentences, strict=True)]

    return read


def _spans(found: Sequence[dict[str, Any]], text: str) -> list[Span]:
    return [
        Span(
            start=one["start"],
            end=one["end"],
            text=text[one["start"] : one["end"]],
            type=EntityType(one["entity_group"]),
            score=float(one["score"]),
        )
        for one in found
    ]


def open_names(weights: Path, threads: int) -> Read:
    """Open newsmon's name finder alone."""
    from analysis.nlp.loading import open_model
    from analysis.nlp.ner import TokenNer

    ner = TokenNer(open_model(str(weights), threads=threads))

    def read(articles: Sequence[Article]) -> list[list[Span]]:
        return ner.tag([sentence for article in articles for sentence in article])

    return read


def open_analysis(weights: Path, threads: int) -> Read:
    """Open newsmon's whole analysis: names, links, ceasefires, displacement, stances."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsmon.settings")
    import django

    django.setup()
    from analysis.nlp.opening import ModelNames
    from analysis.pipeline import analyse_documents
    from analysis.resources import from_files

    name = str(weights)
    models = ModelNames(names=name, relevance=name, embedding=name, stance=name)
    resources = from_files(models, threads=threads)

    def read(articles: Sequence[Article]) -> list[list[Span]]:
        documents = [
            Document(id=str(number), text="\n".join(article))
            for number, article in enumerate(articles)
        ]
        found: list[list[Span]] = []
        for first in range(0, len(documents), NEWSMON_BATCH):
            batch = analyse_documents(documents[first : first + NEWSMON_BATCH], resources)
            for article, analysis in zip(articles[first:], batch, strict=False):
                found += _by_sentence(article, analysis.entities)
        return found

    return read


def _by_sentence(article: Article, entities: Sequence[Any]) -> list[list[Span]]:
    """Hand the entities of a whole text back to the sentences that it was made of."""
    found, start = [], 0
    for sentence in article:
        inside = [e for e in entities if start <= e.start < start + len(sentence)]
        found.append(
            [
                Span(
                    start=e.start - start,
                    end=e.end - start,
                    text=e.text,
                    type=e.type,
                    score=e.score,
                )
                for e in inside
            ]
        )
        start += len(sentence) + 1
    return found


WAYS: dict[str, tuple[str, bool, Callable[[Path, int], Read]]] = {
    # name: (in words, takes the float weights, how it is opened)
    "single": (
        "transformers.pipeline, torch float32, one sentence at a time",
        True,
        lambda weights, threads: open_pipeline(weights, threads, batch=1),
    ),
    "batched": (
        f"transformers.pipeline, torch float32, batches of {PIPELINE_BATCH}",
        True,
        lambda weights, threads: open_pipeline(weights, threads, batch=PIPELINE_BATCH),
    ),
    "names": ("newsmon, names alone (int8)", False, open_names),
    "analysis": ("newsmon, the whole analysis (int8)", False, open_analysis),
}
