"""The one place where the stages of analysis read top to bottom.

`analyse_documents` needs no database; `analyse_versions` runs it over stored article versions.
"""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache

from django.db import transaction

from analysis import ceasefire_store, sieve, store, stories, story_store
from analysis.ceasefires import extraction as ceasefires
from analysis.components import Reader, Reading, StanceJudge, Vector
from analysis.displacement import extraction as displacement
from analysis.documents import split_sentences
from analysis.linking import linker
from analysis.records import (
    Analysis,
    Document,
    Entity,
    NamedActor,
    Sentence,
    Span,
    StanceTag,
    TaggedDocument,
)
from analysis.resources import Resources
from analysis.stance import extraction as stance
from analysis.stance import framing, judging
from ingest.language import identify

# Raised by hand whenever a rule changes what is extracted; stored with every row.
RULES_VERSION = "7"

logger = logging.getLogger(__name__)


def analyse_documents(documents: Sequence[Document], resources: Resources) -> list[Analysis]:
    """Analyse texts in one batch; the answers stand in the order of the documents."""
    known = [replace(d, lang=d.lang or identify(d.text).code) for d in documents]
    cut = [split_sentences(document.text) for document in known]
    return [
        _analyse(document, sentences, readings, resources)
        for document, sentences, readings in zip(
            known, cut, _read(cut, resources.reader), strict=True
        )
    ]


def _analyse(
    document: Document,
    sentences: tuple[Sentence, ...],
    readings: Sequence[Reading | None],
    resources: Resources,
) -> Analysis:
    spans = _names(sentences, readings)
    linked = linker.link(document, sentences, spans, resources.registry, resources.gazetteer)
    entities = _of_the_body(linked, sentences)
    tagged = TaggedDocument(document=document, sentences=sentences, entities=entities)
    governments = stance.governments_of(
        resources.registry.actors, resources.registry.affiliations, document.published_on
    )
    claims, claims_declined = ceasefires.extract(tagged)
    sure = sieve.sure_of(sieve.DISPLACEMENT, sentences, readings)
    figures, figures_declined = displacement.extract(tagged, sure=sure)
    claims, claims_doubted = sieve.confirmed(claims, sieve.CEASEFIRE, sentences, readings)
    figures, figures_doubted = sieve.confirmed(figures, sieve.DISPLACEMENT, sentences, readings)
    return Analysis(
        document=document,
        lang=document.lang or "und",
        versions={"ner": resources.reader.version, "rules": RULES_VERSION},
        sentences=sentences,
        entities=entities,
        stances=_stances(tagged, governments, resources.stance_judge),
        framings=framing.find(tagged),
        ceasefires=claims,
        displacements=figures,
        declined=claims_declined + claims_doubted + figures_declined + figures_doubted,
        opening=stories.opening_vector(sentences, readings),
    )


def _stances(
    tagged: TaggedDocument, governments: Mapping[str, NamedActor], judge: StanceJudge | None
) -> tuple[StanceTag, ...]:
    tags = stance.extract(tagged, governments=governments)
    return judging.judged(tags, tagged, judge) if judge else tags


def _of_the_body(entities: tuple[Entity, ...], sentences: Sequence[Sentence]) -> tuple[Entity, ...]:
    """Leave out names in links to other stories: this article does not speak of them."""
    aside = [(s.start, s.end) for s in sentences if not s.is_body]
    return tuple(e for e in entities if not any(a <= e.start < b for a, b in aside))


def _read(cut: Sequence[tuple[Sentence, ...]], reader: Reader) -> list[list[Reading | None]]:
    """Read the body sentences of all documents together; None stands for every other sentence."""
    texts = [sentence.text for sentences in cut for sentence in sentences if sentence.is_body]
    readings = iter(reader.read(texts))
    return [[next(readings) if s.is_body else None for s in sentences] for sentences in cut]


def _names(sentences: Sequence[Sentence], readings: Sequence[Reading | None]) -> list[Span]:
    """Return the names of all sentences; they count from the document's start."""
    return [
        replace(span, start=span.start + sentence.start, end=span.end + sentence.start)
        for sentence, reading in zip(sentences, readings, strict=True)
        for span in (reading.names if reading else ())
    ]


def analyse_versions(version_ids: Sequence[int], resources: Resources) -> dict[str, int]:
    """Analyse those versions that are still due and replace their machine rows.

    Counts "done" and "failed". A text that breaks a stage is set aside with the reason; a lost
    database raises, and what was due stays due.
    """
    counts = {"done": 0, "failed": 0}
    for version_id, result in _analyse_safely(store.due_documents(version_ids), resources):
        if isinstance(result, Analysis):
            _keep(version_id, result, resources.reader)
            counts["done"] += 1
        else:
            store.mark_failed(version_id, f"{type(result).__name__}: {result}")
            counts["failed"] += 1
    if counts["done"]:
        ceasefire_store.rebuild(datetime.now(UTC).date())
    return counts


@transaction.atomic
def _keep(version_id: int, analysis: Analysis, reader: Reader) -> None:
    store.replace_analysis(version_id, analysis, now=datetime.now(UTC))
    opening = stories.opening_of(analysis, centres_of(reader))
    if opening is not None:
        model = f"{len(opening.vector)} {reader.version}"
        story_store.place(version_id, opening, model=model)


@lru_cache(maxsize=2)
def centres_of(reader: Reader) -> dict[str, Vector]:
    """Return what a model's vectors of each language have in common; {} if it makes none."""
    if not reader.has_vectors:
        return {}
    read = {language: reader.read(texts) for language, texts in stories.ORDINARY.items()}
    return stories.centres_of(
        {
            language: [reading.vector for reading in readings if reading.vector is not None]
            for language, readings in read.items()
        }
    )


def _analyse_safely(
    documents: Sequence[tuple[int, Document]], resources: Resources
) -> Iterator[tuple[int, Analysis | Exception]]:
    try:
        analyses = analyse_documents([document for _, document in documents], resources)
    except Exception as error:  # any text of the web may come; the reason is kept with the row
        if len(documents) == 1:
            logger.exception("version %d cannot be analysed", documents[0][0])
            yield documents[0][0], error
            return
        for document in documents:
            yield from _analyse_safely([document], resources)
        return
    for (version_id, _), analysis in zip(documents, analyses, strict=True):
        yield version_id, analysis
