"""Displacement: figures side by side, never added together."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import groupby, pairwise
from typing import NamedTuple

from django.utils.translation import get_language_bidi, gettext, ngettext

from analysis.terms import FigureRole, Measure, Quantifier, Unit
from analysis.timelines.figure_bands import is_drawn, spread
from analysis.timelines.figure_groups import is_cause_alike
from analysis.timelines.figure_records import Band, Spread
from analysis.timelines.pages import DisplacementTimeline
from analysis.timelines.records import FigureGroup, FigureRow, Period
from dashboard import links, wording
from dashboard.charts.base import (
    DATES_HEIGHT,
    Chart,
    Option,
    ground,
    milliseconds,
    number_axis,
    outlets_text,
    quoted,
    sides,
    time_axis,
)
from dashboard.labels import label

# With more points than this, numbers beside them would cover each other.
MOST_LABELS = 40

# Points of the first and last day stand off the edges.
DAY = timedelta(days=1)
# In milliseconds; a day is drawn around its point.
HALF_DAY = 43_200_000
# A point is 11 wide; a recommended one stands out by more than its edge.
BEST_SIZE = 16

# The unit's name over the first plot.
UNIT_HEIGHT = 26
PLOT_HEIGHTS = {Unit.PERSON: 300, Unit.HOUSEHOLD: 130}
# Between two plots: the dates under the upper one and the unit's name over the lower.
GAP = 44
# "10,000,000" and its tick.
FIGURE_WIDTH = 84

# As many colours as can be told apart; whoever has fewer figures shares the last.
MOST_COLOURS = 8
# "": one colour, and the shapes tell flow, stock and returns apart.
SERIES = ("", "reporter", "place")


def displacement(
    groups: Sequence[FigureGroup], bands: Sequence[Band], period: Period, *, series: str = ""
) -> Chart:
    """Set figures side by side: persons on one axis, households on an axis of their own below.

    With a `series` each reporter, or each first place, has a colour and a name in the legend."""
    drawn = [item for item in groups if is_drawn(item.first)]
    units = [
        unit
        for unit in (Unit.PERSON, Unit.HOUSEHOLD)
        if any(item.first.unit is unit for item in drawn)
    ]
    has_labels = len(drawn) <= MOST_LABELS
    option = ground()
    option["grid"] = [_figure_grid(units, place) for place in range(len(units))]
    option["xAxis"] = [
        {
            **time_axis(period.since - DAY, period.until + DAY, first=period.since),
            "gridIndex": place,
        }
        for place in range(len(units))
    ]
    option["yAxis"] = [
        _figure_axis(unit, place, _numbers(drawn, bands, unit)) for place, unit in enumerate(units)
    ]
    colours = _colours(drawn, series)
    option["series"] = [
        *(_band_series(bands, unit, place) for place, unit in enumerate(units)),
        *(_best_series(bands, unit, place) for place, unit in enumerate(units)),
        *(_total_series(drawn, unit, place) for place, unit in enumerate(units)),
        *(
            made
            for place, unit in enumerate(units)
            for made in _figure_series(drawn, unit, place, colours, has_labels=has_labels)
        ),
    ]
    option["series"] = [made for made in option["series"] if made["data"] or "name" not in made]
    return Chart(
        name="displacement",
        option=option,
        summary=displacement_summary(groups, len(drawn)),
        height=UNIT_HEIGHT + sum(PLOT_HEIGHTS[unit] + GAP for unit in units) - GAP,
        is_empty=not drawn,
    )


def _figure_grid(units: Sequence[Unit], place: int) -> Option:
    above = sum(PLOT_HEIGHTS[unit] + GAP for unit in units[:place])
    return {
        **sides(FIGURE_WIDTH),
        "top": UNIT_HEIGHT + above,
        "height": PLOT_HEIGHTS[units[place]] - DATES_HEIGHT,
    }


def _figure_axis(unit: Unit, place: int, numbers: Iterable[int]) -> Option:
    begin, end = ("right", "left") if get_language_bidi() else ("left", "right")
    shown = number_axis(numbers)
    return {
        "type": "log",
        "gridIndex": place,
        "name": label(unit),
        "nameTextStyle": {"color": "--muted", "align": end, "padding": [0, 8]},
        "position": begin,
        "min": shown[0],
        "max": shown[-1],
        "axisTick": {"customValues": shown},
        "axisLabel": {"color": "--muted", "formatter": "number", "customValues": shown},
        "splitLine": {"customValues": shown, "lineStyle": {"color": "--line"}},
    }


def _numbers(drawn: Iterable[FigureGroup], bands: Iterable[Band], unit: Unit) -> list[int]:
    """Give every number that an axis has to have room for."""
    rows = [item.first for item in drawn if item.first.unit is unit]
    ends = [end for row in rows for end in (row.reported, row.reported_high)]
    ends += [end for band in bands if band.kind.unit is unit for end in (band.low, band.high)]
    return [end for end in ends if end]


class Colours(NamedTuple):
    """What the points are parted by, and the colour of each name; others share the last one."""

    series: str
    by_name: dict[str, str]


def _colours(drawn: Iterable[FigureGroup], series: str) -> Colours:
    """Give the names that have a colour of their own, the most frequent first."""
    if not series:
        return Colours("", {})
    counts = Counter(part_name(item.first, series) for item in drawn)
    named = [name for name, _ in counts.most_common(MOST_COLOURS)]
    return Colours(series, {name: f"--series-{at}" for at, name in enumerate(named, start=1)})


def part_name(row: FigureRow, series: str) -> str:
    """Name the reporter or the first place of a figure, in words where it has none."""
    if series == "reporter":
        return wording.names_text(row.reporters) or gettext("no reporter named")
    return wording.name_text(row.places[0].place) if row.places else gettext("no place named")


def _figure_series(
    drawn: Sequence[FigureGroup],
    unit: Unit,
    place: int,
    colours: Colours,
    *,
    has_labels: bool,
) -> list[Option]:
    chosen = [item for item in drawn if item.first.unit is unit]
    made = [_whisker_series(chosen, place)]
    if colours.series:
        return [*made, *_coloured_series(chosen, place, colours, has_labels=has_labels)]
    for kind, symbol in SYMBOLS.items():
        data = [
            _figure_item(item, has_label=has_labels)
            for item in chosen
            if _shape(item.first) == kind
        ]
        if data:
            made.append(_points(_kind_title(kind), symbol, "--displacement", data, place))
    return made


# Flow, stock and returns have shapes of their own, whatever their colour.
SYMBOLS = {
    "FLOW": "circle",
    "STOCK": "rect",
    "UNCLEAR": "emptyTriangle",
    "RETURN": "emptyCircle",
}


def _shape(row: FigureRow) -> str:
    return "RETURN" if row.is_return else row.measure.value


def _kind_title(kind: str) -> str:
    return {
        "FLOW": gettext("flow"),
        "STOCK": gettext("stock"),
        "UNCLEAR": gettext("measure unclear"),
        "RETURN": gettext("returns"),
    }[kind]


def _coloured_series(
    chosen: Sequence[FigureGroup], place: int, colours: Colours, *, has_labels: bool
) -> list[Option]:
    """Draw a series for each name with a colour; the shape of a point still says what it counts."""
    held: dict[str, list[Option]] = {name: [] for name in (*colours.by_name, "")}
    for item in chosen:
        name = part_name(item.first, colours.series)
        point = _figure_item(item, has_label=has_labels)
        point["symbol"] = SYMBOLS[_shape(item.first)]
        held[name if name in held else ""].append(point)
    return [
        _points(
            name or gettext("others"),
            "circle",
            colours.by_name.get(name, "--series-other"),
            data,
            place,
        )
        for name, data in held.items()
        if data
    ]


def _points(title: str, symbol: str, colour: str, data: list[Option], place: int) -> Option:
    return {
        "type": "scatter",
        "name": title,
        "symbol": symbol,
        "symbolSize": 11,
        "xAxisIndex": place,
        "yAxisIndex": place,
        "itemStyle": {"color": colour, "borderColor": colour, "borderWidth": 2},
        "data": data,
        "z": 4,
    }


def _figure_item(item: FigureGroup, *, has_label: bool) -> Option:
    row = item.first
    reporters = wording.names_text(row.reporters) or gettext("no reporter named")
    lines = [reporters, wording.name_text(row.evidence.source), outlets_text(item.outlets)]
    if row.is_cumulative:
        lines.insert(1, wording.cumulative_text(row))
    lines.append(wording.cause_text(item.cause, item.hazard))
    made: Option = {
        "value": [milliseconds(row.evidence.published_on), row.reported],
        "url": links.figure(row),
        "tip": {
            "title": f"{wording.figure_text(row)} · {label(row.term)}",
            "lines": lines,
            **quoted(row.evidence.quote, row.evidence.language, row.evidence.direction),
        },
    }
    if row.quantifier is Quantifier.VAGUE:
        made["itemStyle"] = {"opacity": 0.55}
    if item.recommended:
        lines.append(label(FigureRole.RECOMMENDED))
        made |= {"symbolSize": BEST_SIZE, "itemStyle": {"borderColor": "--ink", "borderWidth": 3}}
    if has_label:
        made["label"] = {
            "show": True,
            "formatter": wording.figure_mark(row) + (" Σ" if row.is_cumulative else ""),
            "position": "left" if get_language_bidi() else "right",
            "color": "--ink",
            "fontSize": 11,
            "opacity": 1,
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
            data.append(
                {"value": [milliseconds(row.evidence.published_on), row.reported, high, style]}
            )
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


def _band_series(bands: Sequence[Band], unit: Unit, place: int) -> Option:
    """Draw from the lowest to the highest of a window, over its days."""
    return {
        "type": "custom",
        "renderItem": "band",
        "name": gettext("lowest to highest"),
        "xAxisIndex": place,
        "yAxisIndex": place,
        "encode": {"x": [0, 3], "y": [1, 2]},
        "itemStyle": {"color": "--displacement-band"},
        "silent": True,
        "data": [
            {
                "value": [
                    milliseconds(band.since),
                    max(band.low, 1),
                    band.high,
                    milliseconds(band.until + DAY),
                ]
            }
            for band in bands
            if band.kind.unit is unit
        ],
        "z": 1,
    }


def _best_series(bands: Sequence[Band], unit: Unit, place: int) -> Option:
    """Draw the number that people recommend as a line over the days of its window."""
    return {
        "type": "custom",
        "renderItem": "level",
        "name": gettext("recommended figure"),
        "xAxisIndex": place,
        "yAxisIndex": place,
        "encode": {"x": [0, 2], "y": [1, 3]},
        "itemStyle": {"color": "--ink"},
        "silent": True,
        "data": [
            {
                "value": [
                    milliseconds(band.since) - HALF_DAY,
                    item.first.reported or 1,
                    milliseconds(band.until) + HALF_DAY,
                    item.first.reported or 1,
                ]
            }
            for band in bands
            for item in band.recommended
            if band.kind.unit is unit
        ],
        "z": 2,
    }


def _total_series(drawn: Sequence[FigureGroup], unit: Unit, place: int) -> Option:
    """Draw a line through the running totals of one reporter, place and first day: they are one
    count that goes on, apart from new flows."""
    totals = [item for item in drawn if item.first.is_cumulative and item.first.unit is unit]
    totals.sort(key=lambda item: (_total_of(item.first), item.first.evidence.published_on))
    return {
        "type": "custom",
        "renderItem": "segment",
        "name": gettext("running total"),
        "xAxisIndex": place,
        "yAxisIndex": place,
        "encode": {"x": [0, 2], "y": [1, 3]},
        "itemStyle": {"color": "--displacement"},
        "silent": True,
        "data": [
            {"value": [*_at(one.first), *_at(other.first)]}
            for _, items in groupby(totals, key=lambda item: _total_of(item.first))
            for one, other in pairwise(items)
            if is_cause_alike(one.cause, other.cause)
        ],
        "z": 2,
    }


def _total_of(row: FigureRow) -> tuple[str, ...]:
    """Say which running total a figure continues."""
    place = row.places[0].place.en if row.places else ""
    reporters = ",".join(sorted(name.en for name in row.reporters))
    return reporters, place, str(row.since_on), row.measure, str(row.is_return)


def _at(row: FigureRow) -> tuple[int, int]:
    return milliseconds(row.evidence.published_on), row.reported or 1


def displacement_of_many(record: DisplacementTimeline, *, series: str = "") -> Chart:
    """Draw what stands for more figures than can be told apart; the summary tells of all."""
    chart = displacement(record.drawn, record.bands, record.period, series=series)
    count = {"count": wording.number(record.sentences)}
    said = [gettext("Sentences with a figure: %(count)s.") % count]
    said += _spread_text(record.spread, record.drawn)
    return replace(chart, summary=" ".join(said))


def displacement_summary(groups: Sequence[FigureGroup], drawn: int) -> str:
    """Say how many figures there are and, for persons, the lowest and highest flow and stock."""
    if not groups:
        return gettext("No figure in this period.")
    said = [gettext("Figures: %(count)s.") % {"count": wording.number(len(groups))}]
    said += _spread_text(spread(groups), groups)
    missing = len(groups) - drawn
    if missing:
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


def _spread_text(found: Spread, groups: Iterable[FigureGroup]) -> list[str]:
    titles = {Measure.FLOW: gettext("Flow"), Measure.STOCK: gettext("Stock")}
    said = gettext("%(measure)s: %(low)s to %(high)s persons; no recommended figure.")
    if any(item.recommended for item in groups):
        said = gettext("%(measure)s: %(low)s to %(high)s persons; some figures are recommended.")
    return [
        said
        % {
            "measure": title,
            "low": wording.number(found[measure][0]),
            "high": wording.number(found[measure][1]),
        }
        for measure, title in titles.items()
        if measure in found
    ]
