"""Records to chart options: plain dictionaries that static/js/charts.js hands to ECharts.

A string that begins with "--" names a colour of static/css/variables.css; `renderItem` and
`formatter` name functions of charts.js. Under `newsmon` stands what the script itself needs.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language_bidi, gettext, ngettext

from analysis.records import (
    CeasefireKind,
    CeasefireStatus,
    Factuality,
    Measure,
    Polarity,
    Quantifier,
    Unit,
)
from analysis.timelines.records import (
    Band,
    CeasefireBar,
    DayCount,
    FigureGroup,
    Mark,
    Period,
)
from dashboard import links, wording
from dashboard.labels import label, language_label

Option = dict[str, Any]

# Languages keep their colour from chart to chart; others share the last.
LANGUAGE_COLOURS = {
    "ar": "--series-1",
    "en": "--series-2",
    "tr": "--series-3",
    "fa": "--series-4",
    "he": "--series-5",
    "ku": "--series-6",
}
OTHER_COLOUR = "--series-7"

POLARITY_COLOURS = {
    Polarity.SUPPORT: "--support",
    Polarity.OPPOSE: "--oppose",
    Polarity.NEUTRAL: "--neutral",
}

# Kind of mark: ECharts symbol, colour, size. A colour never stands without its shape.
MARKS: dict[CeasefireKind, tuple[str, str, int]] = {
    CeasefireKind.PROPOSED: ("emptyCircle", "--ceasefire", 10),
    CeasefireKind.DECLARED: ("circle", "--ceasefire", 10),
    CeasefireKind.AGREED: ("circle", "--ceasefire", 12),
    CeasefireKind.ACCEPTED: ("circle", "--ceasefire", 8),
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
AXIS_HEIGHT = 64
BAR_HEIGHT = 220
# With more points than this, numbers beside them would cover each other.
MOST_LABELS = 40
LONGEST_QUOTE = 280


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


def volume(counts: Sequence[DayCount], period: Period) -> Chart:
    """Stack reports by day and language."""
    codes = sorted({item.series for item in counts}, key=lambda code: (_rank(code), code))
    series = [
        (code, language_label(code), LANGUAGE_COLOURS.get(code, OTHER_COLOUR)) for code in codes
    ]
    return _stacked("volume", counts, period, series, gettext("reports"))


def _rank(code: str) -> int:
    known = list(LANGUAGE_COLOURS)
    return known.index(code) if code in known else len(known)


def stances(counts: Sequence[DayCount], period: Period) -> Chart:
    """Stack stances by day and polarity, counted by report and holder."""
    shown = [(item.value, label(item), colour) for item, colour in POLARITY_COLOURS.items()]
    present = {item.series for item in counts}
    series = [item for item in shown if item[0] in present]
    return _stacked("stances", counts, period, series, gettext("stances"), links_days=False)


def _stacked(
    name: str,
    counts: Sequence[DayCount],
    period: Period,
    series: Sequence[tuple[str, str, str]],
    noun: str,
    *,
    links_days: bool = True,
) -> Chart:
    days = period.days()
    found: dict[tuple[date, str], int] = defaultdict(int)
    for item in counts:
        found[item.on, item.series] += item.count
    option = _base()
    option["xAxis"] = _day_axis(days)
    option["yAxis"] = _count_axis()
    option["series"] = [
        {
            "type": "bar",
            "stack": "all",
            "name": title,
            "barMaxWidth": 22,
            "itemStyle": {"color": colour},
            "data": [_bar_item(day, found[day, key], title, links_days) for day in days],
        }
        for key, title, colour in series
    ]
    return Chart(
        name=name,
        option=option,
        summary=_counts_summary(counts, period, noun),
        height=BAR_HEIGHT,
        is_empty=not counts,
        headings=(gettext("day"), *(title for _key, title, _colour in series)),
        table=_counts_table(days, series, found, links_days=links_days),
    )


def _bar_item(day: date, count: int, title: str, links_days: bool) -> Option:
    tip = {"title": wording.day(day), "lines": [f"{title}: {wording.number(count)}"]}
    item: Option = {"value": count, "tip": tip}
    if links_days:
        item["url"] = _day_url(day)
    return item


def _day_url(day: date) -> str:
    return f"{reverse('dashboard:articles')}?since={day}&until={day}"


def _counts_table(
    days: Iterable[date],
    series: Sequence[tuple[str, str, str]],
    found: dict[tuple[date, str], int],
    *,
    links_days: bool,
) -> tuple[TableRow, ...]:
    return tuple(
        TableRow(
            url=_day_url(day) if links_days else "",
            cells=(wording.day(day), *(wording.number(found[day, key]) for key, _t, _c in series)),
        )
        for day in days
        if any(found[day, key] for key, _t, _c in series)
    )


def _counts_summary(counts: Sequence[DayCount], period: Period, noun: str) -> str:
    total = sum(item.count for item in counts)
    if not total:
        return gettext("Nothing to count from %(period)s.") % {
            "period": wording.period_text(period)
        }
    by_day: dict[date, int] = defaultdict(int)
    for item in counts:
        by_day[item.on] += item.count
    top = max(by_day, key=lambda day: by_day[day])
    return gettext("%(total)s %(noun)s from %(period)s; most on %(day)s (%(most)s).") % {
        "total": wording.number(total),
        "noun": noun,
        "period": wording.period_text(period),
        "day": wording.day(top),
        "most": wording.number(by_day[top]),
    }


def ceasefires(bars: Sequence[CeasefireBar], period: Period | None) -> Chart:
    """Draw a bar for each ceasefire with its marks; without a period, all its dates are shown."""
    low, high = _bounds(bars, period)
    option = _base()
    option["grid"] = {"left": 8, "right": 24, "top": 34, "bottom": 8, "containLabel": True}
    option["xAxis"] = _time_axis(low, high)
    option["yAxis"] = _names_axis(bars)
    option["series"] = [_bar_series(bars, low, high), *_mark_series(bars, low, high)]
    drawn = [bar for bar in bars if _dates(bar)]
    return Chart(
        name="ceasefires",
        option=option,
        summary=_ceasefires_summary(bars),
        height=AXIS_HEIGHT + ROW_HEIGHT * max(len(bars), 1),
        is_empty=not drawn,
    )


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


def _names_axis(bars: Sequence[CeasefireBar]) -> Option:
    return {
        "type": "category",
        "inverse": True,
        "position": "right" if get_language_bidi() else "left",
        "data": [_bar_title(bar) for bar in bars],
        "axisLine": {"show": False},
        "axisTick": {"show": False},
        "splitLine": {"show": True, "lineStyle": {"color": "--line"}},
        "axisLabel": {"color": "--ink", "width": 210, "overflow": "truncate", "lineHeight": 17},
    }


def bar_title(bar: CeasefireBar) -> str:
    """Name a ceasefire by its parties, else by its places, else as it is stored."""
    return wording.names_text(bar.parties) or wording.names_text(bar.places) or bar.name


def _bar_title(bar: CeasefireBar) -> str:
    where = wording.names_text(bar.places) if bar.parties else ""
    return f"{bar_title(bar)}\n{where}" if where else bar_title(bar)


def _bar_series(bars: Sequence[CeasefireBar], low: date, high: date) -> Option:
    data = [
        {
            "value": [_ms(max(start, low)), _ms(min(end, high)), row, style],
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
    lines = [f"{gettext('status')}: {label(bar.status)}"]
    if bar.declared_on:
        lines.append(f"{gettext('declared')}: {wording.day(bar.declared_on)}")
    if bar.effective_on:
        lines.append(f"{gettext('in force from')}: {wording.day(bar.effective_on)}")
    if bar.planned_end_on:
        lines.append(f"{gettext('planned end')}: {wording.day(bar.planned_end_on)}")
    if bar.ended_on:
        lines.append(f"{gettext('ended')}: {wording.day(bar.ended_on)}")
    return {"title": bar_title(bar), "lines": lines}


def _mark_series(bars: Sequence[CeasefireBar], low: date, high: date) -> list[Option]:
    grouped: dict[CeasefireKind, list[Option]] = defaultdict(list)
    for row, bar in enumerate(bars):
        for mark in bar.marks:
            if mark.on and low <= mark.on <= high:
                grouped[mark.kind].append(_mark_item(mark, row))
    return [
        {
            "type": "scatter",
            "name": label(kind),
            "symbol": MARKS[kind][0],
            "symbolSize": MARKS[kind][2],
            "itemStyle": {"color": MARKS[kind][1], "borderColor": MARKS[kind][1]},
            "data": grouped[kind],
            "z": 4,
        }
        for kind in CeasefireKind
        if grouped[kind]
    ]


def _mark_item(mark: Mark, row: int) -> Option:
    first = mark.rows[0]
    said = label(mark.kind)
    if mark.factuality not in (Factuality.ASSERTED, Factuality.UNCLEAR):
        said = f"{said} ({label(mark.factuality)})"
    item: Option = {
        "value": [_ms(mark.on), row],
        "url": links.sentence(first.evidence),
        "tip": {
            "title": f"{said} · {wording.day(mark.on)}",
            "lines": [wording.name_text(first.evidence.source), _outlets_text(mark.outlets)],
            **_quote(first.evidence.quote, first.evidence.language, first.evidence.direction),
        },
    }
    if mark.factuality is Factuality.DENIED:
        item["itemStyle"] = {"opacity": 0.45}
    return item


def _quote(text: str, language: str, direction: str) -> Option:
    short = text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE]}…"
    return {"quote": short, "lang": language, "dir": direction}


def _outlets_text(count: int) -> str:
    return ngettext("%(count)s outlet", "%(count)s outlets", count) % {"count": count}


def _ceasefires_summary(bars: Sequence[CeasefireBar]) -> str:
    if not bars:
        return gettext("No ceasefire in this period.")
    violations = sum(1 for bar in bars for mark in bar.marks if mark.kind is CeasefireKind.VIOLATED)
    in_force = sum(
        1 for bar in bars if bar.status in (CeasefireStatus.IN_EFFECT, CeasefireStatus.EXTENDED)
    )
    return gettext(
        "Ceasefires: %(count)s; in force: %(in_force)s; alleged violations marked: %(violations)s."
    ) % {"count": len(bars), "in_force": in_force, "violations": violations}


def displacement(groups: Sequence[FigureGroup], bands: Sequence[Band], period: Period) -> Chart:
    """Set figures side by side: persons on one axis, households on an axis of their own below."""
    drawn = [item for item in groups if is_drawn(item)]
    units = [
        unit
        for unit in (Unit.PERSON, Unit.HOUSEHOLD)
        if any(item.first.unit is unit for item in drawn)
    ]
    has_labels = len(drawn) <= MOST_LABELS
    option = _base()
    option["grid"] = [_figure_grid(place, len(units)) for place in range(len(units))]
    option["xAxis"] = [
        {**_time_axis(period.since, period.until + timedelta(days=1)), "gridIndex": place}
        for place in range(len(units))
    ]
    option["yAxis"] = [_figure_axis(unit, place) for place, unit in enumerate(units)]
    option["series"] = [
        *([_band_series(bands)] if bands and Unit.PERSON in units else []),
        *(
            series
            for place, unit in enumerate(units)
            for series in _figure_series(drawn, unit, place, has_labels=has_labels)
        ),
    ]
    return Chart(
        name="displacement",
        option=option,
        summary=displacement_summary(groups, drawn),
        height=60 + 300 * ("PERSON" in units) + 170 * ("HOUSEHOLD" in units),
        is_empty=not drawn,
    )


def is_drawn(item: FigureGroup) -> bool:
    """Say whether a figure has a place on the chart: a number, a unit, a date, and nobody denies
    it or only supposes it. The others stand in the table."""
    row = item.first
    return bool(
        row.reported
        and row.unit is not Unit.UNCLEAR
        and row.evidence.published_on
        and row.factuality in (Factuality.ASSERTED, Factuality.UNCLEAR)
    )


def _figure_grid(place: int, count: int) -> Option:
    sides = {"left": 8, "right": 28, "containLabel": True}
    if count == 1:
        return {**sides, "top": 40, "bottom": 8}
    if place == 0:
        return {**sides, "top": 40, "height": "50%"}
    return {**sides, "bottom": 8, "height": "24%"}


def _figure_axis(unit: Unit, place: int) -> Option:
    return {
        "type": "log",
        "gridIndex": place,
        "name": label(unit),
        "nameTextStyle": {"color": "--muted"},
        "position": "right" if get_language_bidi() else "left",
        "axisLabel": {"color": "--muted", "formatter": "number"},
        "splitLine": {"lineStyle": {"color": "--line"}},
    }


def _figure_series(
    drawn: Sequence[FigureGroup], unit: Unit, place: int, *, has_labels: bool
) -> list[Option]:
    chosen = [item for item in drawn if item.first.unit is unit]
    kinds = (
        (Measure.FLOW, False, gettext("flow"), "circle"),
        (Measure.STOCK, False, gettext("stock"), "rect"),
        (Measure.UNCLEAR, False, gettext("measure unclear"), "emptyTriangle"),
        (None, True, gettext("returns"), "emptyCircle"),
    )
    made = [_whisker_series(chosen, place)]
    for measure, is_return, title, symbol in kinds:
        data = [
            _figure_item(item, has_label=has_labels)
            for item in chosen
            if item.first.is_return is is_return and measure in (None, item.first.measure)
        ]
        if data:
            made.append(_points(title, symbol, data, place))
    return made


def _points(title: str, symbol: str, data: list[Option], place: int) -> Option:
    return {
        "type": "scatter",
        "name": title,
        "symbol": symbol,
        "symbolSize": 11,
        "xAxisIndex": place,
        "yAxisIndex": place,
        "itemStyle": {"color": "--displacement", "borderColor": "--displacement", "borderWidth": 2},
        "labelLayout": {"hideOverlap": True},
        "data": data,
        "z": 4,
    }


def _figure_item(item: FigureGroup, *, has_label: bool) -> Option:
    row = item.first
    reporters = wording.names_text(row.reporters) or gettext("no reporter named")
    lines = [reporters, wording.name_text(row.evidence.source), _outlets_text(item.outlets)]
    if row.is_cumulative:
        lines.insert(1, wording.cumulative_text(row))
    made: Option = {
        "value": [_ms(row.evidence.published_on), row.reported],
        "url": links.sentence(row.evidence),
        "tip": {
            "title": f"{wording.figure_text(row)} · {label(row.term)}",
            "lines": lines,
            **_quote(row.evidence.quote, row.evidence.language, row.evidence.direction),
        },
    }
    if row.quantifier is Quantifier.VAGUE:
        made["itemStyle"] = {"opacity": 0.55}
    if has_label:
        made["label"] = {
            "show": True,
            "formatter": wording.figure_mark(row) + (" Σ" if row.is_cumulative else ""),
            "position": "left" if get_language_bidi() else "right",
            "color": "--ink",
            "fontSize": 11,
        }
    return made


def _whisker_series(chosen: Sequence[FigureGroup], place: int) -> Option:
    """Draw what a quantifier says: a bar to the upper end of a range, an arrow up for "more than"
    and for vague numbers, an arrow down for "up to"."""
    arrows = {Quantifier.MORE_THAN: "up", Quantifier.VAGUE: "up", Quantifier.LESS_THAN: "down"}
    data = []
    for item in chosen:
        row = item.first
        is_range = bool(row.reported_high and row.reported_high != row.reported)
        style = "range" if is_range else arrows.get(row.quantifier, "")
        if style:
            high = row.reported_high if is_range else row.reported
            data.append({"value": [_ms(row.evidence.published_on), row.reported, high, style]})
    return {
        "type": "custom",
        "renderItem": "whisker",
        "xAxisIndex": place,
        "yAxisIndex": place,
        "encode": {"x": 0, "y": [1, 2]},
        "itemStyle": {"color": "--displacement"},
        "silent": True,
        "data": data,
        "z": 3,
    }


def _band_series(bands: Sequence[Band]) -> Option:
    return {
        "type": "custom",
        "renderItem": "band",
        "name": gettext("lowest to highest of a day"),
        "encode": {"x": 0, "y": [1, 2]},
        "itemStyle": {"color": "--displacement-band"},
        "silent": True,
        "data": [{"value": [_ms(band.on), max(band.low, 1), band.high]} for band in bands],
        "z": 1,
    }


def displacement_summary(groups: Sequence[FigureGroup], drawn: Sequence[FigureGroup]) -> str:
    """Say how many figures there are and, for persons, the lowest and highest flow and stock."""
    if not groups:
        return gettext("No figure in this period.")
    said = [gettext("Figures: %(count)s.") % {"count": wording.number(len(groups))}]
    for measure, title in ((Measure.FLOW, gettext("Flow")), (Measure.STOCK, gettext("Stock"))):
        numbers = [
            number
            for item in drawn
            if item.first.unit is Unit.PERSON
            and item.first.measure is measure
            and not item.first.is_return
            and item.first.quantifier is not Quantifier.VAGUE
            for number in (item.first.reported, item.first.reported_high)
            if number
        ]
        if numbers:
            said.append(
                gettext("%(measure)s: %(low)s to %(high)s persons; no recommended figure.")
                % {
                    "measure": title,
                    "low": wording.number(min(numbers)),
                    "high": wording.number(max(numbers)),
                }
            )
    if len(drawn) < len(groups):
        missing = len(groups) - len(drawn)
        said.append(
            ngettext(
                "%(count)s figure stands in the table alone: it has no date, no number or no unit, "
                "or is not asserted.",
                "%(count)s figures stand in the table alone: they have no date, no number or no "
                "unit, or are not asserted.",
                missing,
            )
            % {"count": missing}
        )
    return " ".join(said)


def _base() -> Option:
    is_rtl = get_language_bidi()
    return {
        "animation": False,
        "useUTC": True,
        "grid": {"left": 8, "right": 16, "top": 34, "bottom": 8, "containLabel": True},
        "legend": {
            "top": 0,
            "left": None if is_rtl else 0,
            "right": 0 if is_rtl else None,
            "align": "right" if is_rtl else "left",
            "itemWidth": 12,
            "itemHeight": 10,
            "textStyle": {"color": "--muted"},
        },
        "tooltip": {"trigger": "item", "formatter": "tip", "confine": True},
        "newsmon": {"isRtl": is_rtl, "months": [str(month) for month in wording.MONTHS]},
    }


def _day_axis(days: Sequence[date]) -> Option:
    return {
        "type": "category",
        "inverse": get_language_bidi(),
        "data": [wording.short_day(day) for day in days],
        "axisTick": {"show": False},
        "axisLine": {"lineStyle": {"color": "--line-strong"}},
        "axisLabel": {"color": "--muted", "hideOverlap": True},
    }


def _count_axis() -> Option:
    return {
        "type": "value",
        "minInterval": 1,
        "position": "right" if get_language_bidi() else "left",
        "axisLabel": {"color": "--muted"},
        "splitLine": {"lineStyle": {"color": "--line"}},
    }


def _time_axis(low: date, high: date) -> Option:
    return {
        "type": "time",
        "inverse": get_language_bidi(),
        "min": _ms(low),
        "max": _ms(high),
        "minInterval": 86_400_000,
        "axisLine": {"lineStyle": {"color": "--line-strong"}},
        "axisLabel": {"color": "--muted", "formatter": "day", "hideOverlap": True},
        "splitLine": {"show": True, "lineStyle": {"color": "--line"}},
    }


def _ms(on: date | None) -> int:
    """Give a day's first moment in UTC, in milliseconds, as ECharts wants it."""
    if on is None:
        raise ValueError("a point on a time axis needs a date")
    return int(datetime.combine(on, time.min, UTC).timestamp() * 1000)
