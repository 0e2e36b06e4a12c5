"""Places on a map: a point each, its shape the precision, its size the number of reports."""

import json
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from django.utils.translation import gettext, ngettext

from analysis.timelines.records import Period, PlaceRow, Precision
from dashboard import links, wording
from dashboard.charts.base import Chart, Option, ground
from dashboard.labels import label

# Precision: ECharts symbol and smallest size.
SHAPES: dict[Precision, tuple[str, int]] = {
    Precision.COUNTRY: ("circle", 16),
    Precision.REGION: ("diamond", 14),
    Precision.ADMIN: ("rect", 11),
    Precision.SPOT: ("circle", 7),
    Precision.UNCLEAR: ("triangle", 10),
}
LARGEST_GROWTH = 18

# Where a country's name stands on a map: the middle of its largest piece of land.
COUNTRY_POINTS: dict[str, tuple[float, float]] = {
    code: (latitude, longitude)
    for code, (latitude, longitude) in json.loads(
        (Path(__file__).parent / "country_points.json").read_text(encoding="utf-8")
    )["points"].items()
}

HEIGHT = 520
MOST_NAMED = 25
# The view leaves out this share of the reports on each side, so that a capital far away does not
# shrink the region.
OUTLYING = 0.1
# Room for names: this share of the view, and so many degrees.
MARGIN_SHARE, MARGIN_DEGREES = 0.08, 1.5
# A town is seen with what lies around it, a country with its neighbours.
SMALLEST_SPAN, SPAN_OF_AREAS = 6.0, 18.0
AREAS = (Precision.COUNTRY, Precision.REGION)
# West, south, east and north of the lands that newsmon reads about: where any place lies there,
# the view leaves out those that do not.
HOME = (-18.0, 2.0, 78.0, 48.0)
# What is shown where nothing is: the region that newsmon reads about.
USUAL_VIEW = (25.0, 12.0, 60.0, 42.0)

# Latitude and longitude.
Point = tuple[float, float]
Located = tuple[PlaceRow, Point]


def drawn_at(row: PlaceRow) -> Point | None:
    """Give latitude and longitude of a place's point; a country without any stands at its middle;
    None where nothing is known."""
    if row.latitude is not None and row.longitude is not None:
        return row.latitude, row.longitude
    return COUNTRY_POINTS.get(row.country) if row.precision is Precision.COUNTRY else None


def places(rows: Sequence[PlaceRow], period: Period, query: Mapping[str, object]) -> Chart:
    """Draw the places that have a point; those without are counted in the summary.

    A point leads to its place, with the filters of `query`."""
    drawn = [(row, at) for row in rows if (at := drawn_at(row))]
    option = ground()
    del option["grid"]
    option["geo"] = geo(drawn)
    by_precision: dict[Precision, list[Located]] = defaultdict(list)
    for row, at in drawn:
        by_precision[row.precision].append((row, at))
    option["series"] = [
        _series(precision, by_precision[precision], rows, query)
        for precision in SHAPES
        if by_precision[precision]
    ]
    return Chart(
        name="places",
        option=option,
        summary=_summary(rows, [at for _row, at in drawn], period),
        height=HEIGHT,
        is_empty=not drawn,
    )


def geo(drawn: Sequence[Located]) -> Option:
    """Give the map that the places lie on, seen where most of the reports are."""
    west, south, east, north = bounds(drawn)
    return {
        "map": "countries",
        "roam": "move",
        "silent": True,
        "boundingCoords": [[west, north], [east, south]],
        "preserveAspect": "contain",
        "top": 4,
        "bottom": 4,
        "left": 4,
        "right": 4,
        "scaleLimit": {"min": 0.2, "max": 40},
        "itemStyle": {"areaColor": "--land", "borderColor": "--line-strong", "borderWidth": 0.6},
        "emphasis": {"disabled": True},
    }


def bounds(drawn: Sequence[Located]) -> tuple[float, float, float, float]:
    """Give west, south, east and north of the view."""
    if not drawn:
        return USUAL_VIEW
    seen = [item for item in drawn if is_home(item[1])] or drawn
    weights = [row.reports or 1 for row, _at in seen]
    is_coarse = all(row.precision in AREAS for row, _at in seen)
    least = SPAN_OF_AREAS if is_coarse else SMALLEST_SPAN
    south, north = _span([at[0] for _row, at in seen], weights, least)
    west, east = _span([at[1] for _row, at in seen], weights, least)
    return max(west, -180.0), max(south, -85.0), min(east, 180.0), min(north, 85.0)


def is_home(at: Point) -> bool:
    west, south, east, north = HOME
    return south <= at[0] <= north and west <= at[1] <= east


def _span(values: Sequence[float], weights: Sequence[int], least: float) -> tuple[float, float]:
    ordered = sorted(zip(values, weights, strict=True))
    total, passed = sum(weights), 0
    low, high = ordered[0][0], ordered[-1][0]
    for value, weight in ordered:
        if passed <= total * OUTLYING:
            low = value
        if passed < total * (1 - OUTLYING):
            high = value
        passed += weight
    room = MARGIN_DEGREES + (high - low) * MARGIN_SHARE + max(least - (high - low), 0.0) / 2
    return low - room, high + room


def _series(
    precision: Precision,
    drawn: Sequence[Located],
    rows: Sequence[PlaceRow],
    query: Mapping[str, object],
) -> Option:
    top = max((row.reports for row in rows), default=1) or 1
    named = {row.name for row in rows[:MOST_NAMED]}
    return {
        "type": "scatter",
        "coordinateSystem": "geo",
        "name": label(precision),
        "symbol": SHAPES[precision][0],
        "itemStyle": style_of(precision, "--series-1"),
        "labelLayout": {"hideOverlap": True},
        "data": [
            {
                **_point(row, at, top, is_named=row.name in named),
                "url": links.place(row.name, **query),
            }
            for row, at in drawn
        ],
        "z": 3 + list(SHAPES).index(precision),
    }


def style_of(precision: Precision, colour: str) -> Option:
    """Give a full shape to a spot and a hollow one to the ground that a point stands for."""
    if precision is Precision.SPOT:
        return {"color": colour, "borderColor": "--surface", "borderWidth": 1, "opacity": 0.9}
    return {"color": "transparent", "borderColor": colour, "borderWidth": 2.5, "opacity": 0.9}


def _point(row: PlaceRow, at: tuple[float, float], top: int, *, is_named: bool) -> Option:
    latitude, longitude = at
    growth = LARGEST_GROWTH * math.sqrt(row.reports / top)
    item: Option = {
        "value": [longitude, latitude, row.reports],
        "symbolSize": round(SHAPES[row.precision][1] + growth, 1),
        "tip": {"title": wording.name_text(row.name), "lines": tip_lines(row)},
    }
    if row.figures:
        item["itemStyle"] = style_of(row.precision, "--displacement")
    if is_named:
        item["label"] = {
            "show": True,
            "formatter": wording.name_text(row.name),
            "position": "bottom",
            "color": "--ink",
            "fontSize": 11,
            "textBorderColor": "--surface",
            "textBorderWidth": 2,
        }
    return item


def tip_lines(row: PlaceRow) -> list[str]:
    """Say what a place is and what is reported of it."""
    reports = ngettext("%(count)s report", "%(count)s reports", row.reports)
    said = [label(row.feature), reports % {"count": wording.number(row.reports)}]
    if row.figures:
        said.append(
            gettext("displacement figures: %(count)s") % {"count": wording.number(row.figures)}
        )
    if row.ceasefires:
        said.append(
            gettext("sentences on ceasefires: %(count)s")
            % {"count": wording.number(row.ceasefires)}
        )
    return said


def _summary(rows: Sequence[PlaceRow], points: Sequence[Point], period: Period) -> str:
    if not rows:
        return gettext("%(period)s: no place is named.") % {"period": wording.period_text(period)}
    said = [
        ngettext(
            "%(period)s: %(count)s place, %(names)s.",
            "%(period)s: %(count)s places, most often %(names)s.",
            len(rows),
        )
        % {
            "period": wording.period_text(period),
            "count": wording.number(len(rows)),
            "names": gettext(", ").join(_counted(row) for row in rows[:3]),
        }
    ]
    away = sum(not is_home(at) for at in points)
    if 0 < away < len(points):
        said.append(
            ngettext(
                "%(count)s place lies far outside the view.",
                "%(count)s places lie far outside the view.",
                away,
            )
            % {"count": wording.number(away)}
        )
    missing = len(rows) - len(points)
    if missing:
        said.append(
            ngettext(
                "%(count)s place has no usable coordinates and stands in the table alone.",
                "%(count)s places have no usable coordinates and stand in the table alone.",
                missing,
            )
            % {"count": missing}
        )
    return " ".join(said)


def _counted(row: PlaceRow) -> str:
    return f"{wording.name_text(row.name)} ({wording.number(row.reports)})"
