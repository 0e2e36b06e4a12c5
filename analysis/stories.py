"""Which reports tell of the same event, across outlets and languages.

Two reports are compared by what they open with, headline and lead: the angle between the vectors of
their sentences, the actors and places that both name, and the figures that both print. A report
joins the story to whose reports it is most alike on average, if it is alike enough.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from analysis.components import Vector
from analysis.records import Analysis, Sentence
from newsmon.lib.numerals import find_numbers

# Reports of one event follow each other within days; what comes later tells of what came of it.
WINDOW = timedelta(hours=72)
# The opening: the headline and as much of the text as says who, where and what.
_LEAD_SENTENCES = 2
_LEAD_LETTERS = 400
# Measured on benchmarks/gold/stories_ar_en.jsonl (docs/methods.md).
THRESHOLD = 0.66
_SHARED_NAMES = 0.12
_OTHER_PLACES = 0.12
_SHARED_FIGURES = 0.04
# One, two and the year stand everywhere.
_SMALLEST_FIGURE = 3
_YEARS = range(1900, 2100)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Opening:
    """What a report opens with: its vector, and the ids of what it names and the figures there."""

    vector: Vector
    actors: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    figures: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Neighbour:
    """A report that is already in a story."""

    story: int
    seen_at: datetime
    opening: Opening


def opening_text(analysis: Analysis) -> str:
    """Return the headline and the first sentences of the body, one a line; "" for no body."""
    return "\n".join(sentence.text for sentence in _opening_sentences(analysis))


def opening_of(analysis: Analysis, vector: Vector) -> Opening:
    """Gather what a report opens with; `vector` is that of `opening_text`."""
    sentences = _opening_sentences(analysis)
    end = sentences[-1].end if sentences else 0
    entities = [entity for entity in analysis.entities if entity.start < end]
    return Opening(
        vector=vector,
        actors=frozenset(entity.actor for entity in entities if entity.actor),
        places=frozenset(entity.place for entity in entities if entity.place),
        figures=_figures(sentences, analysis.lang),
    )


def likeness(one: Opening, other: Opening) -> float:
    """Say how alike two openings are: about 0 for unlike ones, about 1 for the same."""
    score = float(np.dot(one.vector, other.vector))
    score += _SHARED_NAMES * _overlap(one.actors | one.places, other.actors | other.places)
    if one.places and other.places and not one.places & other.places:
        score -= _OTHER_PLACES
    if one.figures & other.figures:
        score += _SHARED_FIGURES
    return score


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


def _opening_sentences(analysis: Analysis) -> list[Sentence]:
    body = [sentence for sentence in analysis.sentences if sentence.is_body]
    chosen: list[Sentence] = []
    for sentence in body[: _LEAD_SENTENCES + 1]:
        if chosen and sentence.end - chosen[0].start > _LEAD_LETTERS:
            break
        chosen.append(sentence)
    return chosen


def _figures(sentences: Sequence[Sentence], lang: str) -> frozenset[int]:
    values = (n.value for s in sentences for n in find_numbers(s.text, lang))
    return frozenset(v for v in values if v >= _SMALLEST_FIGURE and v not in _YEARS)


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0
