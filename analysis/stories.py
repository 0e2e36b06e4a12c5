"""Which reports tell of the same event, across outlets and languages.

Two reports are compared by what they open with, headline and lead: the angle between their vectors,
the places and actors that both name, and the figures that both print. A vector is the mean of those
of the opening's sentences, less what all sentences of its language have in common: else two reports
in one language seem more alike than a report and its translation. A report joins the story to whose
reports it is most alike on average, if it is alike enough.
"""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np

from analysis.components import Reading, Vector
from analysis.records import Analysis, Entity, Sentence
from newsmon.lib.numerals import find_numbers
from newsmon.lib.text import fold_name

# Ordinary sentences of news, the same ones in each language: their mean is what is taken away.
ORDINARY: Mapping[str, Sequence[str]] = json.loads(
    (Path(__file__).parent / "data" / "ordinary_sentences.json").read_text(encoding="utf-8")
)
# Reports of one event follow each other within days; what comes later tells of what came of it.
WINDOW = timedelta(hours=72)
# The opening: the headline and as much of the text as says who, where and what.
_LEAD_SENTENCES = 2
_LEAD_LETTERS = 400
# Weights of a logistic regression over benchmarks/gold/stories_ar_en.jsonl in units of the cosine,
# less a quarter: a week of real news has more reports that share a place and an actor.
THRESHOLD = 0.88
_SAME_PLACE, _OTHER_PLACE = 0.45, -0.38
_SAME_ACTORS = 0.32
_OTHER_COUNTRY = -0.38
_SAME_FIGURE, _OTHER_FIGURE = 0.34, -0.19
# Whatever they share, reports that say things as different as this tell of two events.
_MIN_COSINE = 0.4
# Countries and regions are named in too many reports to tell an event.
_WIDE = ("iso-", "reg-")
# One, two and the year stand everywhere.
_SMALLEST_FIGURE = 3
_YEARS = range(1900, 2100)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Opening:
    """What a report opens with: its vector, and what it names and counts there. Places are called
    by their names, as one name often is a town's and its province's."""

    vector: Vector
    actors: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    figures: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Neighbour:
    """A report that is already in a story."""

    story: int
    seen_at: datetime
    opening: Opening


def opening_vector(
    sentences: Sequence[Sentence], readings: Sequence[Reading | None]
) -> tuple[float, ...] | None:
    """Return the mean vector of the opening's sentences; None where the model makes none."""
    opening = _opening(sentences)
    vectors = [
        reading.vector
        for sentence, reading in zip(sentences, readings, strict=True)
        if sentence in opening and reading is not None and reading.vector is not None
    ]
    return tuple(map(float, np.mean(vectors, axis=0))) if vectors else None


def centres_of(vectors: Mapping[str, Sequence[Vector]]) -> dict[str, Vector]:
    """Return what the sentences of each language have in common; "" is for all other languages."""
    centres: dict[str, Vector] = {
        language: np.mean(rows, axis=0).astype(np.float32) for language, rows in vectors.items()
    }
    if centres:
        centres[""] = np.mean(list(centres.values()), axis=0).astype(np.float32)
    return centres


def opening_of(analysis: Analysis, centres: Mapping[str, Vector]) -> Opening | None:
    """Gather what a report opens with; None where the model makes no vectors."""
    if analysis.opening is None or not centres:
        return None
    sentences = _opening(analysis.sentences)
    end = sentences[-1].end if sentences else 0
    entities = [entity for entity in analysis.entities if entity.start < end]
    centre = centres.get(analysis.lang, centres[""])
    return Opening(
        vector=_unit(np.asarray(analysis.opening, dtype=np.float32) - centre),
        actors=frozenset(entity.actor for entity in entities if entity.actor),
        places=frozenset(filter(None, map(_place, entities))),
        countries=frozenset(entity.place_country for entity in entities if entity.place_country),
        figures=_figures(sentences, analysis.lang),
    )


def likeness(one: Opening, other: Opening) -> float:
    """Say how alike two openings are: over `THRESHOLD` they tell of one event."""
    cosine = float(np.dot(one.vector, other.vector))
    if cosine < _MIN_COSINE:
        return min(cosine, 0.0)
    score = cosine + _SAME_ACTORS * _overlap(one.actors, other.actors)
    score += _told(one.places, other.places, _SAME_PLACE, _OTHER_PLACE)
    score += _told(one.countries, other.countries, 0.0, _OTHER_COUNTRY)
    return score + _told(one.figures, other.figures, _SAME_FIGURE, _OTHER_FIGURE)


def story_for(opening: Opening, neighbours: Sequence[Neighbour]) -> int | None:
    """Choose the story to whose reports the opening is most alike; None: to none enough."""
    scores: dict[int, list[float]] = defaultdict(list)
    for neighbour in neighbours:
        scores[neighbour.story].append(likeness(opening, neighbour.opening))
    means = {story: sum(told) / len(told) for story, told in scores.items()}
    best = max(means, key=lambda story: means[story], default=None)
    return best if best is not None and means[best] >= THRESHOLD else None


def grouped(openings: Sequence[tuple[datetime, Opening]]) -> list[int]:
    """Put reports into stories one after the other, as they come in; the story of each, called
    after the place of its first report."""
    placed: list[Neighbour] = []
    for number, (seen_at, opening) in enumerate(openings):
        near = [other for other in placed if abs(seen_at - other.seen_at) <= WINDOW]
        found = story_for(opening, near)
        story = number if found is None else found
        placed.append(Neighbour(story=story, seen_at=seen_at, opening=opening))
    return [neighbour.story for neighbour in placed]


def _opening(sentences: Sequence[Sentence]) -> list[Sentence]:
    body = [sentence for sentence in sentences if sentence.is_body]
    chosen: list[Sentence] = []
    for sentence in body[: _LEAD_SENTENCES + 1]:
        if chosen and sentence.end - chosen[0].start > _LEAD_LETTERS:
            break
        chosen.append(sentence)
    return chosen


def _unit(vector: Vector) -> Vector:
    length = float(np.linalg.norm(vector))
    return vector / np.float32(length) if length else vector


def _place(entity: Entity) -> str:
    if not entity.place or entity.place.startswith(_WIDE):
        return ""
    return fold_name(entity.place_name or entity.place)


def _told(one: Set[object], other: Set[object], same: float, different: float) -> float:
    if not one or not other:
        return 0.0
    return different if one.isdisjoint(other) else same


def _figures(sentences: Sequence[Sentence], lang: str) -> frozenset[int]:
    values = (n.value for s in sentences for n in find_numbers(s.text, lang))
    return frozenset(v for v in values if v >= _SMALLEST_FIGURE and v not in _YEARS)


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0
