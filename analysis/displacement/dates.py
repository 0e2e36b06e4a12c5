"""When people moved, and from when a figure counts: a running total ("since 9 October") is not a
new flow."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from analysis.displacement.figures import Figure
from analysis.displacement.links import words_between
from analysis.displacement.words import Cue, Frame
from analysis.terms import Measure
from newsmon.lib.dates import FoundDate, find_dates

# How far before a date "since" may stand ("since the war began in March 2011"), in characters.
_SINCE_REACH = 45

# A date farther from the figure, in words, dates something else.
_NEAR_WORDS = 18
# The day of a movement stands this near after its verb, in words ("fled their homes on Monday").
_DAY_WORDS = 6
_TO = frozenset({"to", "-", "until", "and", "الي", "حتي", "و"})


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """The days of a movement, first and last; None and UNCLEAR when they are not said."""

    start_on: date | None = None
    end_on: date | None = None
    accuracy: str = "UNCLEAR"


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


def when_of(frame: Frame, figure: Figure, governor: Cue | None, published_on: date | None) -> When:
    """Tell when the people of a flow moved, from the date that follows closely in the clause."""
    end = max(figure.np_end, governor.end if governor is not None else 0)
    dates = [d for d in find_dates(frame.text, frame.lang, published_on) if d.on is not None]
    for at, found in enumerate(dates):
        if found.start < end or found.on is None:
            continue
        between = frame.between(end, found.start)
        if any(mark in between for mark in ',،;؛"('):
            break
        if words_between(frame, end, found.start) <= _DAY_WORDS:
            last = _span_end(frame, found, dates[at + 1 : at + 2])
            return When(
                start_on=found.on,
                end_on=None if _runs_on(frame, last) else _last_day(last),
                accuracy=str(found.accuracy),
            )
    return When()


def _span_end(frame: Frame, found: FoundDate, following: list[FoundDate]) -> FoundDate:
    """Give the second date of "from 1986 to 2005", the date itself where there is none."""
    for second in following:
        if words_between(frame, found.end, second.start) <= 1 and second.on is not None:
            return second if found.on is None or second.on >= found.on else found
    return found


def _runs_on(frame: Frame, found: FoundDate) -> bool:
    """Find "from 1986 to 2005", where no date is read after "to": the last day is not known."""
    following = [token.text for token in frame.tokens if token.start >= found.end][:2]
    return len(following) > 1 and following[0] in _TO and following[1][:1].isdigit()


def _last_day(found: FoundDate) -> date | None:
    first, accuracy = found.on, found.accuracy
    if first is None or accuracy == "DAY":
        return first
    if accuracy == "WEEK":
        return first + timedelta(days=6)
    if accuracy == "MONTH":
        return first.replace(day=monthrange(first.year, first.month)[1])
    return first.replace(month=12, day=31)
