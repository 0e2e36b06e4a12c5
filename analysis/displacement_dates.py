"""From when a figure counts: a running total ("since 9 October") is not a new flow."""

from dataclasses import dataclass
from datetime import date

from analysis.displacement_figures import Figure
from analysis.displacement_links import words_between
from analysis.displacement_words import Frame
from analysis.records import Measure
from newsmon.lib.dates import FoundDate, find_dates

# How far before a date "since" may stand ("since the war began in March 2011"), in characters.
_SINCE_REACH = 45

# A date farther from the figure, in words, dates something else.
_NEAR_WORDS = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """Whether a figure is a running total; `on` its first day, None when that is not said."""

    is_cumulative: bool = False
    on: date | None = None
    accuracy: str = "UNCLEAR"


def since_of(frame: Frame, figure: Figure, measure: Measure, published_on: date | None) -> Since:
    """Tell whether a figure adds up since a day: said ("since"), or since what caused it began."""
    dates = [d for d in find_dates(frame.text, frame.lang, published_on) if d.on is not None]
    for found in dates:
        lead = max(0, found.start - _SINCE_REACH)
        if frame.has("since", lead, found.start) and _is_near(frame, figure, found):
            return _counted(found)
    if measure is Measure.FLOW:
        for found in dates:
            if found.end <= figure.number.start and _is_cause(frame, figure, found):
                return _counted(found)
    has_since = frame.has("since", figure.np_end) or frame.has("so_far")
    return Since(is_cumulative=has_since and measure is Measure.FLOW)


def _is_near(frame: Frame, figure: Figure, found: FoundDate) -> bool:
    if found.end <= figure.number.start:
        return words_between(frame, found.end, figure.number.start) <= _NEAR_WORDS
    return words_between(frame, figure.np_end, found.start) <= _NEAR_WORDS


def _counted(found: FoundDate) -> Since:
    return Since(is_cumulative=True, on=found.on, accuracy=str(found.accuracy))


def _is_cause(frame: Frame, figure: Figure, found: FoundDate) -> bool:
    """Find "began an operation on 9 October, causing ... to flee": the date begins the count."""
    began = frame.has("began", 0, found.start)
    return began and frame.has("caused", found.end, figure.number.start)
