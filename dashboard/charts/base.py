"""What all charts share: the record, the axes and the ground they stand on.

A string that begins with "--" names a colour of static/css/variables.css; `renderItem` and
`formatter` name functions of static/js/charts.js. Under `newsmon` stands what that script needs.
The legend is not drawn: the script writes it above the chart, where it wraps as text does.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.utils.translation import get_language_bidi, ngettext

from dashboard import wording

Option = dict[str, Any]

LONGEST_QUOTE = 280

# More dates than this along an axis cannot be read on a laptop.
MOST_TICKS = 11

# Room beside a plot, in pixels: for counts, and for half of the last date. The room is fixed, as
# ECharts' own measuring squeezes a plot whose dates are long.
COUNT_WIDTH = 44
EDGE_WIDTH = 48
DATES_HEIGHT = 30
# Half of the uppermost number.
TOP = 10
TICK_STEPS = (1, 2, 3, 5, 7, 14)
# Longer spans have the firsts of months under them, with the year.
MONTH_STEPS = (1, 2, 3, 6, 12, 24)
YEAR_DAYS = 300

# An axis of orders of magnitude ends at round numbers, with room of this share beyond the lowest
# and the highest one, and shows as many of them as can be read.
ROOM = 1.2
MOST_NUMBERS = 9
ROUND_NUMBERS = ((1, 2, 5), (1, 3), (1,))


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """A row of the table under a chart; `url` leads to what it counts."""

    url: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart with its summary in a sentence, and the same numbers as a table where the page has
    no table of its own. `height` in pixels; `is_empty` when there is nothing to draw."""

    name: str
    option: Option
    summary: str
    height: int
    is_empty: bool
    headings: tuple[str, ...] = ()
    table: tuple[TableRow, ...] = ()


def ground() -> Option:
    is_rtl = get_language_bidi()
    return {
        "animation": False,
        "useUTC": True,
        "grid": {**sides(COUNT_WIDTH), "top": TOP, "bottom": DATES_HEIGHT},
        "legend": {"show": False},
        "tooltip": {"trigger": "item", "formatter": "tip", "confine": True},
        "newsmon": {
            "isRtl": is_rtl,
            "months": list(wording.months()),
            "numbers": wording.number_locale(),
        },
    }


def sides(labels_width: int) -> Option:
    """Give the room beside a plot; its labels stand left, or right in a right-to-left page."""
    begin, end = ("right", "left") if get_language_bidi() else ("left", "right")
    return {begin: labels_width, end: EDGE_WIDTH, "outerBoundsMode": "none"}


def day_axis(days: Sequence[date]) -> Option:
    return {
        "type": "category",
        "inverse": get_language_bidi(),
        "data": [_short(day, days) for day in days],
        "axisTick": {"show": False},
        "axisLine": {"lineStyle": {"color": "--line-strong"}},
        "axisLabel": {"color": "--muted", "hideOverlap": True},
    }


def _short(on: date, days: Sequence[date]) -> str:
    return wording.month(on) if (days[-1] - days[0]).days > YEAR_DAYS else wording.short_day(on)


def count_axis() -> Option:
    return {
        "type": "value",
        "minInterval": 1,
        "position": "right" if get_language_bidi() else "left",
        "axisLabel": {"color": "--muted"},
        "splitLine": {"lineStyle": {"color": "--line"}},
    }


def time_axis(low: date, high: date, *, first: date | None = None) -> Option:
    """Give an axis from `low` to `high` with dates under it from `first` on, else from `low`."""
    days = tick_days(first or low, high)
    ticks = [milliseconds(on) for on in days]
    is_monthly = len(days) > 1 and all(on.day == 1 for on in days)
    return {
        "type": "time",
        "inverse": get_language_bidi(),
        "min": milliseconds(low),
        "max": milliseconds(high),
        "axisLine": {"lineStyle": {"color": "--line-strong"}},
        "axisTick": {"customValues": ticks},
        "axisLabel": {
            "color": "--muted",
            "formatter": "month" if is_monthly else "day",
            "hideOverlap": True,
            "customValues": ticks,
        },
        "splitLine": {"show": True, "customValues": ticks, "lineStyle": {"color": "--line"}},
    }


def milliseconds(on: date | None) -> int:
    """Give a day's first moment in UTC, in milliseconds, as ECharts wants it."""
    if on is None:
        raise ValueError("a point on a time axis needs a date")
    return int(datetime.combine(on, time.min, UTC).timestamp() * 1000)


def quoted(text: str, language: str, direction: str) -> Option:
    short = text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE]}…"
    return {"quote": short, "lang": language, "dir": direction}


def outlets_text(count: int) -> str:
    return ngettext("%(count)s outlet", "%(count)s outlets", count) % {
        "count": wording.number(count)
    }


def number_axis(numbers: Iterable[int]) -> list[int]:
    """Give the round numbers along a logarithmic axis that holds these; the first and the last one
    are its ends."""
    found = list(numbers) or [1]
    low, high = min(found) / ROOM, max(found) * ROOM
    orders = range(max(math.floor(math.log10(low)), 0), math.ceil(math.log10(high)) + 1)
    for steps in ROUND_NUMBERS:
        every = [step * 10**order for order in orders for step in steps]
        first = max((n for n in every if n <= low), default=every[0])
        last = min(n for n in every if n >= high)
        shown = [n for n in every if first <= n <= last]
        if len(shown) <= MOST_NUMBERS:
            break
    return shown


def tick_days(low: date, high: date) -> tuple[date, ...]:
    """Give the days that stand under an axis: evenly spaced, few enough to be read; the firsts of
    months where the span is long."""
    span = (high - low).days
    for step in TICK_STEPS:
        if span / step <= MOST_TICKS:
            return tuple(low + timedelta(days=days) for days in range(0, span + 1, step))
    months = range(low.year * 12 + low.month, high.year * 12 + high.month)
    for step in MONTH_STEPS:
        shown = tuple(date(at // 12, at % 12 + 1, 1) for at in months if at % step == 0)
        if len(shown) <= MOST_TICKS:
            break
    return shown
