"""Ceasefires: a bar each on one axis of time, with marks for what was said."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import get_language_bidi, gettext

from analysis.terms import CeasefireKind, CeasefireStatus, Factuality
from analysis.timelines.ceasefire_records import Violation
from analysis.timelines.records import CeasefireBar, Mark, Period, PeriodNote, PlaceRow
from dashboard import links, wording
from dashboard.charts.base import (
    DATES_HEIGHT,
    EDGE_WIDTH,
    TOP,
    Chart,
    Option,
    count_axis,
    ground,
    milliseconds,
    outlets_text,
    quoted,
    sides,
    time_axis,
)
from dashboard.charts.places import places
from dashboard.labels import label

# Kind of mark: ECharts symbol, colour, size. A colour never stands without its shape.
MARKS: dict[CeasefireKind, tuple[str, str, int]] = {
    CeasefireKind.PROPOSED: ("emptyCircle", "--ceasefire", 10),
    CeasefireKind.DECLARED: ("circle", "--ceasefire", 10),
    CeasefireKind.AGREED: ("diamond", "--ceasefire", 14),
    CeasefireKind.ACCEPTED: ("emptyDiamond", "--ceasefire", 12),
    CeasefireKind.REJECTED: ("emptyDiamond", "--end", 11),
    CeasefireKind.ENTERED_INTO_FORCE: ("triangle", "--ceasefire", 12),
    CeasefireKind.EXTENDED: ("roundRect", "--ceasefire", 11),
    CeasefireKind.VIOLATED: ("path://M0,2 2,0 5,3 8,0 10,2 7,5 10,8 8,10 5,7 2,10 0,8 3,5Z",
                             "--violation", 12),
    CeasefireKind.SUSPENDED: ("emptyRect", "--end", 10),
    CeasefireKind.ENDED: ("rect", "--end", 10),
    CeasefireKind.UNCLEAR: ("emptyCircle", "--end", 8),
}  # fmt: skip

ENDED = frozenset(
    {
        CeasefireStatus.LAPSED,
        CeasefireStatus.ENDED_OTHER,
        CeasefireStatus.ENDED_SUPERSEDED,
        CeasefireStatus.ENDED_VIOLENCE,
        CeasefireStatus.ENDED_WITHDRAWN,
    }
)

# A truce that began or ends this near to the period is drawn whole; one farther off is clipped.
NEAR = timedelta(days=45)
ROW_HEIGHT = 46
# Beside a plot: names of parties and places, broken into lines of about so many letters.
NAMES_WIDTH, NAMES_LETTERS, LINE_HEIGHT = 240, 38, 17
AXIS_HEIGHT = TOP + DATES_HEIGHT
ZOOM_HEIGHT = 36
# A single truce of fewer days is seen whole: there is nothing to zoom into.
SHORT_DAYS = 60
# Marks of one day stand one below the other, so many pixels apart.
MARKS_APART = 15
VIOLATIONS_HEIGHT = 170
# Sides that are accused have a colour each; a third and further ones share the last.
ACCUSED_COLOURS = ("--violation", "--series-2", "--series-other")


def ceasefires(bars: Sequence[CeasefireBar], period: Period | None) -> Chart:
    """Draw a bar for each ceasefire with its marks; without a period, all its dates are shown."""
    low, high = _bounds(bars, period)
    has_zoom = period is not None or (high - low).days > SHORT_DAYS
    zoom_height = ZOOM_HEIGHT if has_zoom else 0
    option = ground()
    option["grid"] = {
        **sides(NAMES_WIDTH + 14 if period else EDGE_WIDTH),
        "top": TOP,
        "bottom": DATES_HEIGHT + zoom_height,
    }
    option["xAxis"] = time_axis(low, high, first=low + timedelta(days=1))
    if has_zoom:
        option["dataZoom"] = _zoom()
    # A page of one ceasefire names it in its heading.
    option["yAxis"] = _names_axis([_bar_title(bar) if period else "" for bar in bars])
    option["series"] = [_bar_series(bars, low, high), *_mark_series(bars, low, high)]
    drawn = [bar for bar in bars if _dates(bar)]
    return Chart(
        name="ceasefires",
        option=option,
        summary=_ceasefires_summary(bars) if period else _one_summary(bars[0]),
        height=AXIS_HEIGHT + zoom_height + row_height(bars) * max(len(bars), 1),
        is_empty=not drawn,
    )


def row_height(bars: Iterable[CeasefireBar]) -> int:
    """Give the height of a row in pixels: room for all lines of the longest name."""
    lines = (
        sum(math.ceil(len(line) / NAMES_LETTERS) for line in _bar_title(bar).split("\n"))
        for bar in bars
    )
    return max(ROW_HEIGHT, max(lines, default=0) * LINE_HEIGHT + 12)


def _zoom() -> list[Option]:
    """Zoom by a slider below the axis, by the wheel with Ctrl, and move by dragging."""
    own = {"xAxisIndex": 0, "filterMode": "none", "minValueSpan": 3 * 24 * 60 * 60 * 1000}
    slider = {
        "type": "slider",
        "height": 18,
        "bottom": 8,
        "showDataShadow": False,
        "showDetail": False,
        "brushSelect": False,
        "borderColor": "--line",
        "fillerColor": "--tint-ceasefire",
        "handleStyle": {"color": "--raised", "borderColor": "--line-strong"},
        "moveHandleStyle": {"color": "--line-strong"},
    }
    inside = {"type": "inside", "zoomOnMouseWheel": "ctrl", "moveOnMouseWheel": False}
    return [{**own, **inside}, {**own, **slider}]


def violations(found: Sequence[Violation]) -> Chart:
    """Stack the breaches told of each day by who is accused, as many as outlets tell them."""
    dated = [v for v in found if v.on]
    days = sorted({v.on for v in dated if v.on})
    accused = Counter(_accused(v) for v in dated)
    low, high = (min(days), max(days)) if days else (date(1970, 1, 1), date(1970, 1, 1))
    option = ground()
    option["xAxis"] = time_axis(low - timedelta(days=1), high + timedelta(days=1))
    option["yAxis"] = count_axis()
    option["series"] = [
        _accused_series(name, ACCUSED_COLOURS[min(rank, len(ACCUSED_COLOURS) - 1)], dated, days)
        for rank, (name, _) in enumerate(accused.most_common())
    ]
    return Chart(
        name="violations",
        option=option,
        summary=_violations_summary(accused, low, high),
        height=VIOLATIONS_HEIGHT,
        is_empty=not dated,
    )


def _accused(violation: Violation) -> str:
    return wording.names_text(violation.perpetrators) or gettext("nobody named")


def _accused_series(
    name: str, colour: str, found: Iterable[Violation], days: Iterable[date]
) -> Option:
    """Give every series every day: bars are stacked by their place in the list."""
    own = {v.on: v for v in found if _accused(v) == name}
    return {
        "type": "bar",
        "stack": "violations",
        "name": name,
        "barMaxWidth": 18,
        "itemStyle": {"color": colour},
        "data": [_accused_item(name, on, own.get(on)) for on in days],
    }


def _accused_item(name: str, on: date, violation: Violation | None) -> Option:
    if violation is None:
        return {"value": [milliseconds(on), 0]}
    first = violation.rows[0].evidence
    return {
        "value": [milliseconds(on), len(violation.rows)],
        "url": links.sentence(first),
        "tip": {
            "title": f"{name} · {wording.day(on)}",
            "lines": [label(violation.standing)],
            **quoted(first.quote, first.language, first.direction),
        },
    }


def _violations_summary(accused: Counter[str], low: date, high: date) -> str:
    if not accused:
        return gettext("No violation is alleged.")
    told = gettext(", ").join(
        f"{name} ({wording.number(count)})" for name, count in accused.most_common()
    )
    said = gettext("Violations alleged from %(first)s to %(last)s, by who is accused: %(told)s.")
    return said % {"first": wording.day(low), "last": wording.day(high), "told": told}


def places_of(rows: Sequence[PlaceRow]) -> Chart:
    """Draw where a ceasefire is to hold and where it was broken."""
    # The places of one ceasefire have no period of their own: links lead to all of it.
    whole = Period(since=date.min, until=date.max, note=PeriodNote.NO_DATA)
    chart = places(rows, whole, {})
    names = gettext(", ").join(wording.name_text(row.name) for row in rows)
    said = gettext("Places that the sentences name: %(names)s.") % {"names": names}
    return replace(chart, summary=said if rows else gettext("No place is named."))


def _dates(bar: CeasefireBar) -> list[date]:
    stated = (bar.declared_on, bar.effective_on, bar.planned_end_on, bar.ended_on)
    return [on for on in (*stated, *(mark.on for mark in bar.marks)) if on]


def _bounds(bars: Iterable[CeasefireBar], period: Period | None) -> tuple[date, date]:
    dates = [on for bar in bars for on in _dates(bar)]
    if period is None:
        if not dates:
            return date(1970, 1, 1), date(1970, 1, 2)
        return min(dates) - timedelta(days=2), max(dates) + timedelta(days=2)
    near = [on for on in dates if period.since - NEAR <= on <= period.until + NEAR]
    low, high = min([period.since, *near]), max([period.until, *near])
    return low - timedelta(days=1), high + timedelta(days=1)


def _names_axis(titles: list[str]) -> Option:
    return {
        "type": "category",
        "inverse": True,
        "position": "right" if get_language_bidi() else "left",
        "data": titles,
        "axisLine": {"show": False},
        "axisTick": {"show": False},
        "splitLine": {"show": True, "lineStyle": {"color": "--line"}},
        "axisLabel": {
            "color": "--ink",
            "width": NAMES_WIDTH,
            "overflow": "break",
            "lineHeight": LINE_HEIGHT,
        },
    }


def bar_title(bar: CeasefireBar) -> str:
    """Name a ceasefire by its parties, else by its places, else by neither."""
    named = wording.names_text(bar.parties) or wording.names_text(bar.places)
    return named or gettext("parties not named")


def _bar_title(bar: CeasefireBar) -> str:
    where = gettext(", ").join(map(wording.name_text, bar.places)) if bar.parties else ""
    return f"{bar_title(bar)}\n{where}" if where else bar_title(bar)


def _bar_series(bars: Sequence[CeasefireBar], low: date, high: date) -> Option:
    data = [
        {
            "value": [milliseconds(max(start, low)), milliseconds(min(end, high)), row, style],
            "url": reverse("dashboard:ceasefire", args=[bar.key]),
            "tip": _bar_tip(bar),
        }
        for row, bar in enumerate(bars)
        for start, end, style in segments(bar, high)
        if start <= high and end >= low
    ]
    return {
        "type": "custom",
        "renderItem": "ceasefireBar",
        "name": gettext("ceasefire"),
        "itemStyle": {"color": "--ceasefire"},
        "encode": {"x": [0, 1], "y": 2},
        "data": data,
        "z": 2,
    }


def segments(bar: CeasefireBar, until: date) -> tuple[tuple[date, date, str], ...]:
    """Cut a ceasefire's life into parts: `declared` (said, not yet in force), `effect` (in force to
    a known end), `open` (in force, no end known: drawn to `until`)."""
    end = bar.ended_on or bar.planned_end_on
    found: list[tuple[date, date, str]] = []
    begins = bar.effective_on
    if bar.declared_on and (begins is None or bar.declared_on < begins):
        last = begins or end or max(_dates(bar))
        found.append((bar.declared_on, max(last, bar.declared_on), "declared"))
    if begins is None:
        return tuple(found)
    if end:
        found.append((begins, max(end, begins), "effect"))
    elif bar.status in ENDED:
        found.append((begins, max(begins, *_dates(bar)), "effect"))
    else:
        found.append((begins, max(until, begins), "open"))
    return tuple(found)


def _bar_tip(bar: CeasefireBar) -> Option:
    dates = (
        (gettext("declared: %(day)s"), bar.declared_on),
        (gettext("in force from: %(day)s"), bar.effective_on),
        (gettext("planned end: %(day)s"), bar.planned_end_on),
        (gettext("ended: %(day)s"), bar.ended_on),
    )
    lines = [gettext("status: %(status)s") % {"status": label(bar.status)}]
    lines += [said % {"day": wording.day(on)} for said, on in dates if on]
    return {"title": bar_title(bar), "lines": lines}


def _mark_series(bars: Sequence[CeasefireBar], low: date, high: date) -> list[Option]:
    grouped: dict[CeasefireKind, list[Option]] = defaultdict(list)
    for row, bar in enumerate(bars):
        shown = [mark for mark in bar.marks if mark.on and low <= mark.on <= high]
        for mark, down in zip(shown, _stacked([mark.on for mark in shown]), strict=True):
            grouped[mark.kind].append(_mark_item(mark, row, down))
    return [
        {
            "type": "scatter",
            "name": label(kind),
            "symbol": MARKS[kind][0],
            "symbolSize": MARKS[kind][2],
            "itemStyle": mark_style(kind),
            "data": grouped[kind],
            "z": 4,
        }
        for kind in CeasefireKind
        if grouped[kind]
    ]


def _stacked(days: Sequence[date | None]) -> Iterator[float]:
    """Give how many pixels below its row each mark stands: those of one day share the row."""
    of_day, seen = Counter(days), Counter[date | None]()
    for on in days:
        yield (seen[on] - (of_day[on] - 1) / 2) * MARKS_APART
        seen[on] += 1


def _mark_item(mark: Mark, row: int, down: float) -> Option:
    first = mark.rows[0]
    said = label(mark.kind)
    if mark.factuality not in (Factuality.ASSERTED, Factuality.UNCLEAR):
        said = f"{said} ({label(mark.factuality)})"
    item: Option = {
        "value": [milliseconds(mark.on), row],
        "url": links.sentence(first.evidence),
        "tip": {
            "title": f"{said} · {wording.day(mark.on)}",
            "lines": [wording.name_text(first.evidence.source), _told_by(mark)],
            **quoted(first.evidence.quote, first.evidence.language, first.evidence.direction),
        },
    }
    if down:
        item["symbolOffset"] = [0, down]
    if mark.factuality is Factuality.DENIED:
        item["itemStyle"] = {"opacity": 0.45}
    return item


def _told_by(mark: Mark) -> str:
    if not mark.is_joined:
        return outlets_text(mark.outlets)
    return gettext("first of %(count)s, %(days)s") % {
        "count": wording.number(mark.sentences),
        "days": wording.days_text(mark.on, mark.until),
    }


def _one_summary(bar: CeasefireBar) -> str:
    said = gettext("; ").join(_bar_tip(bar)["lines"])
    return f"{said[:1].upper()}{said[1:]}."


def _ceasefires_summary(bars: Sequence[CeasefireBar]) -> str:
    if not bars:
        return gettext("No ceasefire in this period.")
    violations = sum(1 for bar in bars for mark in bar.marks if mark.kind is CeasefireKind.VIOLATED)
    in_force = sum(
        1 for bar in bars if bar.status in (CeasefireStatus.IN_EFFECT, CeasefireStatus.EXTENDED)
    )
    return gettext(
        "Ceasefires: %(count)s; in force: %(in_force)s; alleged violations marked: %(violations)s."
    ) % {
        "count": wording.number(len(bars)),
        "in_force": wording.number(in_force),
        "violations": wording.number(violations),
    }


def mark_style(kind: CeasefireKind) -> Option:
    """Give a mark its colour; a filled one stands off its bar by an edge of the ground's colour."""
    symbol, colour, _size = MARKS[kind]
    if symbol.startswith("empty"):
        return {"color": colour, "borderColor": colour, "borderWidth": 2.5, "opacity": 1}
    return {"color": colour, "borderColor": "--surface", "borderWidth": 1.5, "opacity": 1}
