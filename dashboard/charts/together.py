"""Actors, ceasefires and displacement above each other, on one axis of time.

Each kind keeps the marks of its own chart; what is drawn here is put into panels with the same
first and last day. A lane of an actor or a place has its reports as bars and stances above them.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from django.utils.translation import get_language_bidi, gettext

from analysis.terms import Polarity
from analysis.timelines.records import Period, StanceRow
from analysis.timelines.together_records import Lane, Together
from dashboard import links, wording
from dashboard.charts.base import (
    Chart,
    Option,
    TableRow,
    ground,
    milliseconds,
    quoted,
    sides,
    time_axis,
)
from dashboard.charts.ceasefires import NAMES_WIDTH, ceasefires, row_height
from dashboard.charts.counts import POLARITY_COLOURS, bins
from dashboard.charts.displacement import displacement
from dashboard.labels import label

DAY = timedelta(days=1)
LABELS_WIDTH = NAMES_WIDTH + 14

# Heights in pixels. Above the first panel and below the last one stand the dates.
TOP, BOTTOM = 34, 34
LANE_HEIGHT, LANE_GAP = 58, 12
# Between kinds there is room for the name of an axis.
KIND_GAP = 34
# Bars take the lower half of a lane; the marks of stances stand above them at these heights.
BARS_SHARE = 0.5
STANCE_MARKS: dict[Polarity, tuple[str, int, float]] = {
    Polarity.SUPPORT: ("triangle", 0, 0.92),
    Polarity.OPPOSE: ("triangle", 180, 0.76),
    Polarity.NEUTRAL: ("rect", 0, 0.62),
}
# A line through all panels where the pointer is.
POINTER: Option = {
    "show": True,
    "type": "line",
    "triggerTooltip": False,
    "label": {"show": False},
    "lineStyle": {"color": "--line-strong"},
}
# A bar leads to these reports: of its lane, from its first to its last day.
Span = tuple[date, date]


class Stack:
    """Panels on one axis of time, from top to bottom, as one option of ECharts."""

    def __init__(self, low: date, high: date) -> None:
        self.low, self.high = low, high
        self.grids: list[Option] = []
        self.x_axes: list[Option] = []
        self.y_axes: list[Option] = []
        self.series: list[Option] = []
        self.below = TOP

    def add(
        self, height: int, y_axes: Sequence[Option], series: Iterable[Option], *, gap: int
    ) -> None:
        """Put a panel below the others; `yAxisIndex` of a series counts within the panel."""
        at, first_axis = len(self.grids), len(self.y_axes)
        top = self.below + (gap if self.grids else 0)
        self.grids.append({**sides(LABELS_WIDTH), "top": top, "height": height})
        # Bars would widen the axis of their panel alone, and days no longer stand above each other.
        same = {"gridIndex": at, "containShape": False}
        axis = time_axis(self.low, self.high, first=self.low + DAY)
        self.x_axes.append({**axis, **same})
        self.y_axes += [{**axis, "gridIndex": at} for axis in y_axes]
        self.series += [
            {
                **made,
                "xAxisIndex": at,
                "yAxisIndex": first_axis + made.get("yAxisIndex", 0),
                "clip": True,
            }
            for made in series
        ]
        self.below = top + height

    def option(self) -> Option:
        """Give the option: dates stand above the first panel and below the last."""
        for axis in self.x_axes[1:-1]:
            axis["axisLabel"] = {**axis["axisLabel"], "show": False}
            axis["axisTick"] = {**axis["axisTick"], "show": False}
        if len(self.x_axes) > 1:
            self.x_axes[0]["position"] = "top"
        pointer = {
            "type": "line",
            "label": {"show": False},
            "lineStyle": {"color": "--line-strong"},
        }
        for axis in self.x_axes:
            axis["axisPointer"] = {"show": True, "triggerTooltip": False, **pointer}
        return {
            **ground(),
            "grid": self.grids,
            "xAxis": self.x_axes,
            "yAxis": self.y_axes,
            "series": self.series,
            "axisPointer": {"link": [{"xAxisIndex": "all"}]},
        }


def together(record: Together, query: Mapping[str, object]) -> Chart:
    """Draw a lane for each actor and place, a row for each ceasefire and a point for each figure.

    `query` are the filters that go along to the reports behind a bar."""
    period = record.period
    stack = Stack(period.since - DAY, period.until + DAY)
    for lane in (*record.actors, *record.places):
        axes = _lane_axes(lane_name(lane, record), _most(lane, period))
        stack.add(LANE_HEIGHT, axes, _lane_series(lane, record, query), gap=LANE_GAP)
    if record.bars:
        drawn = ceasefires(record.bars, period).option
        height = row_height(record.bars) * len(record.bars)
        stack.add(height, [drawn["yAxis"]], drawn["series"], gap=KIND_GAP)
    for panel in _figure_panels(record):
        stack.add(*panel, gap=KIND_GAP)
    return Chart(
        name="together",
        option=stack.option(),
        summary=summary(record),
        height=stack.below + BOTTOM,
        is_empty=not stack.grids,
        headings=_headings(record),
        table=_table(record, query),
    )


def lane_name(lane: Lane, record: Together) -> str:
    """Name a lane; a place that has the name of one of the actors says that it is a place."""
    name = wording.name_text(lane.name)
    if lane in record.places and name in {wording.name_text(one.name) for one in record.actors}:
        return gettext("%(name)s (place)") % {"name": name}
    return name


def _most(lane: Lane, period: Period) -> int:
    return max(_by_span(lane, bins(period)).values(), default=0) or 1


def _lane_axes(title: str, top: int) -> tuple[Option, Option, Option]:
    """Give the axis of the name, that of the counts up to `top`, and that of the stances."""
    is_rtl = get_language_bidi()
    begin, end = ("right", "left") if is_rtl else ("left", "right")
    plain = {"axisLine": {"show": False}, "axisTick": {"show": False}}
    name = {
        **plain,
        "type": "category",
        "position": begin,
        "data": [title],
        "axisLabel": {"color": "--ink", "width": NAMES_WIDTH, "overflow": "truncate"},
    }
    counts = {
        **plain,
        "type": "value",
        "position": end,
        "min": 0,
        "max": top / BARS_SHARE,
        "interval": top,
        "axisLabel": {"color": "--muted", "formatter": "number", "showMaxLabel": False},
        "splitLine": {"show": False},
    }
    return name, counts, {"type": "value", "min": 0, "max": 1, "show": False}


def _by_span(lane: Lane, spans: Sequence[Span]) -> dict[date, int]:
    return {
        first: sum(count for on, count in lane.reports.items() if first <= on <= last)
        for first, last in spans
    }


def _lane_series(lane: Lane, record: Together, query: Mapping[str, object]) -> list[Option]:
    spans = bins(record.period)
    found = _by_span(lane, spans)
    bars = {
        "type": "bar",
        "name": gettext("reports"),
        "yAxisIndex": 1,
        "barMaxWidth": 18,
        "barMinWidth": 1.5,
        "itemStyle": {"color": "--series-1"},
        "data": [
            _bar(lane, span, found[span[0]], query, is_place=lane in record.places)
            for span in spans
        ],
    }
    return [bars, *_stance_series(lane.stances, spans)]


def _bar(
    lane: Lane, span: Span, count: int, query: Mapping[str, object], *, is_place: bool
) -> Option:
    value = [milliseconds(_middle(span)), count]
    if not count:  # no bar: nothing to point at
        return {"value": value}
    noun = gettext("reports")
    lines = [f"{noun}: {wording.number(count)}"]
    tip = {"title": f"{wording.name_text(lane.name)} · {_span_text(span)}", "lines": lines}
    return {"value": value, "tip": tip, "url": reports_url(lane, span, query, is_place=is_place)}


def reports_url(lane: Lane, span: Span, query: Mapping[str, object], *, is_place: bool) -> str:
    """Give the address of the reports of a lane in a run of days."""
    if is_place:
        return links.between(links.place(lane.name, **query), *span)
    return links.between(links.listed("articles", actor=lane.name.slug, **query), *span)


def _middle(span: Span) -> date:
    return span[0] + (span[1] - span[0]) // 2


def _span_text(span: Span) -> str:
    first, last = span
    return wording.day(first) if first == last else f"{wording.day(first)} – {wording.day(last)}"


def _stance_series(held: Iterable[StanceRow], spans: Sequence[Span]) -> list[Option]:
    """Give for each polarity a mark for every span that has such stances."""
    grouped: dict[Polarity, dict[Span, list[StanceRow]]] = defaultdict(lambda: defaultdict(list))
    for row in held:
        span = _span_of(row, spans)
        if span and row.polarity in STANCE_MARKS:
            grouped[row.polarity][span].append(row)
    return [
        {
            "type": "scatter",
            "name": label(polarity),
            "yAxisIndex": 2,
            "symbol": symbol,
            "symbolRotate": turn,
            "symbolSize": [11, 3] if polarity is Polarity.NEUTRAL else 11,
            "itemStyle": {"color": POLARITY_COLOURS[polarity], "opacity": 1},
            "data": [_stance_mark(rows, span, at) for span, rows in grouped[polarity].items()],
            "z": 4,
        }
        for polarity, (symbol, turn, at) in STANCE_MARKS.items()
        if polarity in grouped
    ]


def _span_of(row: StanceRow, spans: Sequence[Span]) -> Span | None:
    on = row.evidence.published_on
    return next((span for span in spans if on and span[0] <= on <= span[1]), None)


def _stance_mark(rows: Sequence[StanceRow], span: Span, at: float) -> Option:
    """Mark stances of one polarity; the newest is quoted, and opens."""
    newest = rows[0]
    evidence = newest.evidence
    pair = gettext("{holder} on {target}: {polarity}").format(
        holder=wording.name_text(newest.holder),
        target=wording.name_text(newest.target),
        polarity=label(newest.polarity),
    )
    lines = [wording.name_text(evidence.source), wording.day(evidence.published_on)]
    if len(rows) > 1:
        lines.append(
            gettext("newest of %(count)s, %(days)s")
            % {"count": wording.number(len(rows)), "days": _span_text(span)}
        )
    return {
        "value": [milliseconds(_middle(span)), at],
        "url": links.sentence(evidence),
        "tip": {
            "title": pair,
            "lines": lines,
            **quoted(evidence.quote, evidence.language, evidence.direction),
        },
    }


def _figure_panels(record: Together) -> list[tuple[int, list[Option], list[Option]]]:
    """Give height, axes and series of each unit's panel of the chart of figures."""
    chart = displacement(record.figures, (), record.period)
    if chart.is_empty:
        return []
    option = chart.option
    return [
        (
            grid["height"],
            [axis for axis in option["yAxis"] if axis["gridIndex"] == at],
            [{**made, "yAxisIndex": 0} for made in option["series"] if made["xAxisIndex"] == at],
        )
        for at, grid in enumerate(option["grid"])
    ]


def summary(record: Together) -> str:
    """Say in sentences what stands on the axis."""
    comma = gettext(", ")
    named = comma.join(
        f"{lane_name(lane, record)} {wording.number(sum(lane.reports.values()))}"
        for lane in (*record.actors, *record.places)
    )
    said = [f"{wording.period_text(record.period)}."]
    if named:
        said.append(gettext("Reports that name: %(named)s.") % {"named": named})
    said.append(
        gettext(
            "Ceasefires: %(ceasefires)s; figures of displacement: %(figures)s; "
            "stances: %(stances)s."
        )
        % {
            "ceasefires": wording.number(len(record.bars)),
            "figures": wording.number(len(record.figures)),
            "stances": wording.number(sum(len(lane.stances) for lane in record.actors)),
        }
    )
    if record.days_of_run:
        count = {"count": wording.number(record.sentences)}
        said.append(gettext("Sentences with a figure: %(count)s.") % count)
    return " ".join(said)


def _headings(record: Together) -> tuple[str, ...]:
    names = (lane_name(lane, record) for lane in (*record.actors, *record.places))
    return gettext("day"), *names


def _table(record: Together, query: Mapping[str, object]) -> tuple[TableRow, ...]:
    """Give the reports of all lanes by span; a span leads to all reports of its days."""
    spans = bins(record.period)
    counted = [_by_span(lane, spans) for lane in (*record.actors, *record.places)]
    every = links.listed("articles", **query)
    return tuple(
        TableRow(
            url=links.between(every, *span),
            cells=(_span_text(span), *(wording.number(found[span[0]]) for found in counted)),
        )
        for span in spans
        if any(found[span[0]] for found in counted)
    )
