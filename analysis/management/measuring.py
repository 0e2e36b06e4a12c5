"""Runs the models over gold files; what comes out is measured by `analysis.evaluation`."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import numpy as np
from django.conf import settings

from analysis import pipeline
from analysis.components import StanceQuestion, Vector
from analysis.documents import split_sentences
from analysis.evaluation import (
    duplicates,
    facts,
    links,
    names,
    relevance,
    stance,
    story_groups,
    vectors,
)
from analysis.evaluation.report import Result
from analysis.nlp.opening import ModelNames
from analysis.nlp.words import WORD
from analysis.resources import Resources, chosen_models, from_files
from analysis.stories import Opening, grouped, opening_of
from ingest import reprints


class NotMeasured(Exception):
    """A task cannot be measured here; the message says what is missing."""


Run = Callable[[Mapping[str, Path], Resources], Iterator[Result]]


@lru_cache(maxsize=1)
def _open(models: ModelNames, threads: int) -> Resources:
    return from_files(models, threads=threads)


def chosen_resources() -> Resources:
    """Return the models of the settings and the registries as shipped, opened once a process."""
    return _open(chosen_models(), settings.NLP_THREADS)


def read_lines(path: Path) -> list[str]:
    """Return the lines of a JSON Lines file; only a line feed ends one."""
    return path.read_text(encoding="utf-8").split("\n")


def _run_names(sets: Mapping[str, Path], resources: Resources) -> Iterator[Result]:
    for name, path in sets.items():
        sentences = names.read(read_lines(path))
        found = resources.ner.tag([sentence.text for sentence in sentences])
        yield names.measure(name, sentences, found, word=WORD)


def _run_facts(sets: Mapping[str, Path], resources: Resources) -> Iterator[Result]:
    for name, path in sets.items():
        passages = facts.read_passages(read_lines(path))
        documents = [passage.document for passage in passages]
        yield facts.measure(name, passages, pipeline.analyse_documents(documents, resources))


def _run_links(sets: Mapping[str, Path], resources: Resources) -> Iterator[Result]:
    """Yield two results a file: of the texts that rules are tuned on, and of those held back."""
    for name, path in sets.items():
        texts = links.read(read_lines(path))
        answers = pipeline.analyse_documents([text.document for text in texts], resources)
        for suffix, is_unseen in (("", False), ("_unseen", True)):
            half = [
                pair for pair in zip(texts, answers, strict=True) if pair[0].is_unseen == is_unseen
            ]
            if half:
                yield links.measure(name + suffix, [t for t, _ in half], [a for _, a in half])


def _run_relevance(sets: Mapping[str, Path], resources: Resources) -> Iterator[Result]:
    """Yield one result a language, over all its files: a single file holds too few sentences."""
    if not resources.reader.has_relevance:
        raise NotMeasured("the chosen model does not judge the relevance of sentences")
    judged: dict[str, list[relevance.JudgedSentence]] = defaultdict(list)
    for name, path in sets.items():
        prefix = "given relevance" if name.startswith("given ") else "relevance"
        for one in _judged(facts.read_passages(read_lines(path)), resources):
            judged[f"{prefix}_{one.passage.document.lang}"].append(one)
    for language, sentences in judged.items():
        yield relevance.measure(language, sentences)


def _judged(
    passages: Sequence[facts.Passage], resources: Resources
) -> Iterator[relevance.JudgedSentence]:
    pairs = [
        (passage, sentence)
        for passage in passages
        for sentence in split_sentences(passage.document.text)
        if sentence.is_body
    ]
    readings = resources.reader.read([sentence.text for _, sentence in pairs])
    for (passage, sentence), reading in zip(pairs, readings, strict=True):
        topics = reading.relevance.topics if reading.relevance else frozenset()
        yield relevance.JudgedSentence(passage=passage, sentence=sentence, topics=topics)


def _run_stance(sets: Mapping[str, Path], resources: Resources) -> Iterator[Result]:
    if resources.stance_judge is None:
        raise NotMeasured("no model for stances is there")
    for name, path in sets.items():
        pairs = stance.read(read_lines(path))
        scores = resources.stance_judge.judge(
            [StanceQuestion(text=p.text, holder=p.holder, target=p.target) for p in pairs]
        )
        yield stance.measure(name, pairs, [stance.answer(one) for one in scores])


def _run_vectors(sets: Mapping[str, Path], resources: Resources) -> Iterator[Result]:
    if not resources.reader.has_vectors:
        raise NotMeasured("the chosen model makes no sentence vectors")
    for name, path in sets.items():
        rows = vectors.read(read_lines(path))
        languages = list(rows[0].texts) if rows else []
        found = {lang: _vectors([r.texts[lang] for r in rows], resources) for lang in languages}
        yield vectors.measure(name, rows, found)


def _vectors(texts: Sequence[str], resources: Resources) -> Vector:
    readings = resources.reader.read(texts)
    return np.stack([reading.vector for reading in readings if reading.vector is not None])


def _run_duplicates(sets: Mapping[str, Path], _resources: Resources) -> Iterator[Result]:
    for name, path in sets.items():
        pairs = duplicates.read(read_lines(path))
        yield duplicates.measure(name, pairs, [_is_reprint(p.first, p.second) for p in pairs])


def _run_stories(sets: Mapping[str, Path], resources: Resources) -> Iterator[Result]:
    if not resources.reader.has_vectors:
        raise NotMeasured("the chosen model makes no sentence vectors")
    for name, path in sets.items():
        reports = story_groups.read(read_lines(path))
        yield story_groups.measure(name, reports, grouped(openings(reports, resources)))


def openings(
    reports: Sequence[story_groups.Report], resources: Resources
) -> list[tuple[datetime, Opening]]:
    """Return when each report was printed and what it opens with, as a store would keep them."""
    analyses = pipeline.analyse_documents([report.document for report in reports], resources)
    centres = pipeline.centres_of(resources.reader)
    found = [opening_of(analysis, centres) for analysis in analyses]
    return [
        (report.published_at, opening)
        for report, opening in zip(reports, found, strict=True)
        if opening is not None
    ]


def _is_reprint(first: str, second: str) -> bool:
    """Judge as a store does: only texts that share a bucket are compared."""
    original, words = reprints.words_of(first), reprints.words_of(second)
    meet = not set(reprints.buckets(original)).isdisjoint(reprints.buckets(words))
    return meet and reprints.is_reprint(words, original)


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """`gold` begins the names of its gold files, `field` tells their rows, `sets` begins the names
    of its results."""

    run: Run
    gold: str
    field: str
    sets: str

    def files(self, given: Sequence[Path], folder: Path) -> dict[str, Path]:
        """Return the gold files by the name of what is measured on them; raise NotMeasured."""
        if given:
            return {f"given {path.stem}": path for path in given if self._is_gold(path)}
        sets = {path.stem: path for path in sorted(folder.glob(f"{self.gold}_*.jsonl"))}
        if not sets:
            raise NotMeasured(f"there is no gold: {folder.name}/{self.gold}_*.jsonl")
        return sets

    def _is_gold(self, path: Path) -> bool:
        first = next((line for line in read_lines(path) if line.strip()), "{}")
        return self.field in json.loads(first)


TASKS = {
    "names": Task(run=_run_names, gold="names", field="marked", sets="names"),
    "relevance": Task(run=_run_relevance, gold="facts", field="displacements", sets="relevance"),
    "stance-model": Task(run=_run_stance, gold="stance", field="label", sets="stance"),
    "vectors": Task(run=_run_vectors, gold="parallel", field="texts", sets="parallel"),
    "links": Task(run=_run_links, gold="links", field="mentions", sets="links"),
    "duplicates": Task(
        run=_run_duplicates, gold="duplicates", field="is_reprint", sets="duplicates"
    ),
    "stories": Task(run=_run_stories, gold="stories", field="story", sets="stories"),
    "facts": Task(run=_run_facts, gold="facts", field="displacements", sets="facts"),
}
