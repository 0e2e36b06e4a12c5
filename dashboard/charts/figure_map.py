"""Where people left or went on a map: a point's size is the largest single figure of its place."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.utils.translation import gettext, ngettext

from analysis.terms import Unit
from analysis.timelines.figure_records import Band, PlaceFigures
from analysis.timelines.records import Period
from dashboard import links, wording
from dashboard.charts.base import Chart, Option, ground
from dashboard.charts.places import HEIGHT, MOST_NAMED, SHAPES, drawn_at, geo, style_of
from dashboard.labels import label

SMALLEST, GROWTH = 7, 26


def figure_map(
    places: Sequence[PlaceFigures], period: Period, query: Mapping[str, object], *, unplaced: int
) -> Chart:
    """Draw the places that have a point. A point leads to the figures of its place, with the
    filters of `query`."""
    drawn = [(item, at) for item in places if (at := drawn_at(item.row))]
    option = ground()
    del option["grid"]
    option["geo"] = geo([(replace(item.row, reports=len(item.groups)), at) for item, at in drawn])
    top = max((largest(item) for item in places), default=1) or 1
    named = {item.row.name for item in places[:MOST_NAMED]}
    option["series"] = [
        {
            "type": "scatter",
            "coordinateSystem": "geo",
            "name": label(precision),
            "symbol": symbol,
            "itemStyle": style_of(precision, "--displacement"),
            "labelLayout": {"hideOverlap": True},
            "data": [
                _point(item, at, top, query, is_named=item.row.name in named)
                for item, at in drawn
                if item.row.precision is precision
            ],
            "z": 3,
        }
        for precision, (symbol, _) in SHAPES.items()
        if any(item.row.precision is precision for item, _ in drawn)
    ]
    return Chart(
        name="displacement-map",
        option=option,
        summary=_summary(places, period, unplaced),
        height=HEIGHT,
        is_empty=not drawn,
    )


def largest(item: PlaceFigures) -> int:
    """Give the largest number of persons that one figure of a place says, 0 for none."""
    return max((b.high for b in item.bands if b.kind.unit is Unit.PERSON), default=0)


def _point(
    item: PlaceFigures,
    at: tuple[float, float],
    top: int,
    query: Mapping[str, object],
    *,
    is_named: bool,
) -> Option:
    latitude, longitude = at
    name = wording.name_text(item.row.name)
    made: Option = {
        "value": [longitude, latitude, largest(item)],
        "symbolSize": round(SMALLEST + GROWTH * math.sqrt(largest(item) / top), 1),
        "tip": {"title": name, "lines": [label(item.row.feature), *map(band_line, item.bands)]},
        "url": links.figures_of(item.row.name, query),
    }
    if is_named:
        made["label"] = {
            "show": True,
            "formatter": name,
            "position": "bottom",
            "color": "--ink",
            "fontSize": 11,
            "textBorderColor": "--surface",
            "textBorderWidth": 2,
        }
    return made


def band_line(band: Band) -> str:
    """Write a band in one line: what is counted, and from the lowest to the highest figure."""
    figures = ngettext("%(count)s figure", "%(count)s figures", len(band.groups))
    return gettext("%(kind)s: %(span)s (%(figures)s)") % {
        "kind": wording.kind_text(band.kind),
        "span": wording.band_text(band),
        "figures": figures % {"count": wording.number(len(band.groups))},
    }


def _summary(places: Sequence[PlaceFigures], period: Period, unplaced: int) -> str:
    said = [
        ngettext(
            "%(period)s: %(count)s place with figures; no figures are added up.",
            "%(period)s: %(count)s places with figures; no figures are added up.",
            len(places),
        )
        % {"period": wording.period_text(period), "count": wording.number(len(places))}
    ]
    if unplaced:
        said.append(
            ngettext(
                "%(count)s figure names no such place.",
                "%(count)s figures name no such place.",
                unplaced,
            )
            % {"count": wording.number(unplaced)}
        )
    return " ".join(said)
