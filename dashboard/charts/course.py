"""How stances went, step by step: what was for and what against, in the order of days."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from analysis.terms import Polarity
from analysis.timelines.records import DayCount
from dashboard import links, wording

# More steps than this are told by the month.
MOST_STEPS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """The reports of a day, or of a month, for, against and neutral; `url` leads to them."""

    when: str
    support: int
    oppose: int
    neutral: int
    url: str


def course(counts: Iterable[DayCount], address: str) -> tuple[Step, ...]:
    """Give the steps from the first day to the last; `address` is the list of their sentences."""
    found = sorted(counts, key=lambda item: item.on)
    days = {item.on for item in found}
    if len(days) <= MOST_STEPS:
        spans = {on: (on, on) for on in days}
    else:
        spans = {on: _month(on) for on in days}
    return tuple(
        _step(span, items, address)
        for span, items in groupby(found, key=lambda item: spans[item.on])
    )


def _month(on: date) -> tuple[date, date]:
    following = (on.replace(day=1) + timedelta(days=32)).replace(day=1)
    return on.replace(day=1), following - timedelta(days=1)


def _step(span: tuple[date, date], items: Iterable[DayCount], address: str) -> Step:
    tally: Counter[str] = Counter()
    for item in items:
        tally[item.series] += item.count
    first, last = span
    return Step(
        when=wording.day(first) if first == last else wording.month(first),
        support=tally[Polarity.SUPPORT],
        oppose=tally[Polarity.OPPOSE],
        neutral=tally[Polarity.NEUTRAL],
        url=links.between(address, first, last),
    )
