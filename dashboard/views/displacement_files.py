"""The figures of people on the move as files: CSV with HXL hashtags, and JSON, in Helix's terms.

Persons and households have columns of their own; an estimate of persons stands apart from both,
with the household size and its source.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain

from django.contrib.auth.decorators import login_required
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, StreamingHttpResponse

from analysis import timelines
from analysis.terms import Cause, PlaceRole, Unit
from analysis.timelines.records import FigureGroup, FigureRow, Name, Period, PlacePart
from dashboard import links
from dashboard.forms import DisplacementForm
from dashboard.views.csv_lines import csv_lines
from dashboard.views.guard import checked, now

Cell = str | int | float | bool | None

# Spreadsheets run a cell that begins with one of these as a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

# Columns with their HXL hashtags, in order.
COLUMNS: dict[str, str] = {
    "id": "#meta+id",
    "iso3": "#country+code",
    "figure_role": "#status+role",
    "figure_category": "#indicator+category",
    "figure_type": "#indicator+type",
    "cause": "#cause",
    "hazard": "#cause+hazard",
    "cause_basis": "#cause+basis",
    "term": "#indicator+term",
    "quantifier": "#indicator+quantifier",
    "unit": "#indicator+unit",
    "printed_as": "#indicator+printed",
    "persons_reported": "#affected+ind+reported",
    "persons_reported_high": "#affected+ind+reported+max",
    "households_reported": "#affected+hh+reported",
    "households_reported_high": "#affected+hh+reported+max",
    "household_size": "#indicator+hh+size",
    "household_size_year": "#date+hh+year",
    "household_size_source": "#meta+hh+source",
    "persons_estimated": "#affected+ind+estimated",
    "persons_estimated_high": "#affected+ind+estimated+max",
    "is_running_total": "#indicator+cumulative",
    "since_date": "#date+since",
    "start_date": "#date+start",
    "end_date": "#date+end",
    "date_accuracy": "#date+accuracy",
    "factuality": "#status+factuality",
    "role_note": "#status+role+note",
    "origin": "#loc+origin+name",
    "origin_admin": "#loc+origin+admin",
    "origin_pcode": "#loc+origin+code",
    "destination": "#loc+destination+name",
    "destination_admin": "#loc+destination+admin",
    "destination_pcode": "#loc+destination+code",
    "other_places": "#loc+name",
    "reported_by": "#org+source+name",
    "publisher": "#org+publisher+name",
    "outlets": "#meta+outlets+num",
    "published": "#date+published",
    "replaces": "#meta+replaced",
    "is_sample": "#meta+sample",
    "language": "#meta+lang",
    "excerpt": "#description+excerpt",
    "url": "#meta+url",
}


@login_required
def csv_file(request: HttpRequest) -> StreamingHttpResponse:
    _period, groups = _read(request)
    written = (figure_fields(item, request) for item in groups)
    rows = ([_cell(fields[name]) for name in COLUMNS] for fields in written)
    # The mark tells Excel that this is UTF-8; every other reader knows it.
    text = chain(("\ufeff",), csv_lines(chain((COLUMNS, COLUMNS.values()), rows)))
    answer = StreamingHttpResponse(text, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="newsmon-displacement.csv"'
    return answer


@login_required
def json_file(request: HttpRequest) -> StreamingHttpResponse:
    period, groups = _read(request)
    head = json.dumps({"since": period.since, "until": period.until}, cls=DjangoJSONEncoder)
    figures = (_json_of(item, request) for item in groups)
    text = chain((f'{head[:-1]}, "figures": [',), _separated(figures), ("]}",))
    answer = StreamingHttpResponse(text, content_type="application/json")
    answer["Content-Disposition"] = 'attachment; filename="newsmon-displacement.json"'
    return answer


def _json_of(item: FigureGroup, request: HttpRequest) -> str:
    fields = {**figure_fields(item, request), "quotes": _quotes(item, request)}
    return json.dumps(fields, ensure_ascii=False, cls=DjangoJSONEncoder)


def _separated(parts: Iterable[str]) -> Iterator[str]:
    for place, part in enumerate(parts):
        yield f",\n{part}" if place else part


def _read(request: HttpRequest) -> tuple[Period, Iterator[FigureGroup]]:
    form = DisplacementForm(request.GET)
    checked(form)
    return timelines.displacement_export(form.filters(now().date()))


def figure_fields(item: FigureGroup, request: HttpRequest) -> dict[str, Cell]:
    """Give one figure under the names of COLUMNS."""
    row, evidence = item.first, item.first.evidence
    origin, destination, other = _places(row)
    return {
        "id": f"{evidence.article_id}-{row.figure_start}",
        "iso3": _joined(dict.fromkeys(part.country for part in row.places)),
        "figure_role": item.role.value,
        "figure_category": row.category.value,
        "figure_type": row.measure.value,
        "cause": item.cause.value,
        "hazard": item.hazard.value if item.cause is Cause.DISASTER else None,
        "cause_basis": item.cause_basis.value,
        "term": row.term.value,
        "quantifier": row.quantifier.value,
        "unit": row.unit.value,
        "printed_as": row.words,
        **_counts(row),
        "is_running_total": row.is_cumulative,
        "since_date": _day(row.since_on),
        "start_date": _day(row.start_on),
        "end_date": _day(row.end_on),
        "date_accuracy": row.date_accuracy.value,
        "factuality": row.factuality.value,
        "role_note": item.recommended.note if item.recommended else "",
        **_place_fields("origin", origin),
        **_place_fields("destination", destination),
        "other_places": _joined(part.place.en for part in other),
        "reported_by": _named(row.reporters),
        "publisher": evidence.source.en,
        "outlets": item.outlets,
        "published": _day(evidence.published_on),
        "replaces": _joined(row.replaces),
        "is_sample": evidence.is_sample,
        "language": evidence.language,
        "excerpt": evidence.quote,
        "url": request.build_absolute_uri(links.sentence(evidence)),
    }


def _counts(row: FigureRow) -> dict[str, Cell]:
    """Give the number under its unit; the other unit's columns stay empty."""
    persons = row.unit is Unit.PERSON
    households = row.unit is Unit.HOUSEHOLD
    estimate = row.estimate
    return {
        "persons_reported": row.reported if persons else None,
        "persons_reported_high": row.reported_high if persons else None,
        "households_reported": row.reported if households else None,
        "households_reported_high": row.reported_high if households else None,
        "household_size": estimate.by.size if estimate else None,
        "household_size_year": estimate.by.year if estimate else None,
        "household_size_source": estimate.by.source if estimate else None,
        "persons_estimated": estimate.low if estimate else None,
        "persons_estimated_high": estimate.high if estimate and row.reported_high else None,
    }


def _places(row: FigureRow) -> tuple[list[PlacePart], list[PlacePart], list[PlacePart]]:
    both = PlaceRole.ORIGIN_AND_DESTINATION
    origin = [part for part in row.places if part.role in (PlaceRole.ORIGIN, both)]
    destination = [part for part in row.places if part.role in (PlaceRole.DESTINATION, both)]
    other = [part for part in row.places if part.role is PlaceRole.UNCLEAR]
    return origin, destination, other


def _place_fields(role: str, parts: Iterable[PlacePart]) -> dict[str, Cell]:
    named = list(parts)
    return {
        role: _joined(part.place.en for part in named),
        f"{role}_admin": _joined(" / ".join(part.within) for part in named),
        f"{role}_pcode": _joined(part.pcode for part in named),
    }


def _quotes(item: FigureGroup, request: HttpRequest) -> list[dict[str, Cell]]:
    return [
        {
            "publisher": row.evidence.source.en,
            "published": _day(row.evidence.published_on),
            "language": row.evidence.language,
            "excerpt": row.evidence.quote,
            "reprinted_by": _named(row.evidence.reprinted_by),
            "url": request.build_absolute_uri(links.sentence(row.evidence)),
        }
        for row in item.rows
    ]


def _named(names: Iterable[Name]) -> str:
    return _joined(name.en or name.ar for name in names)


def _joined(parts: Iterable[str]) -> str:
    return "; ".join(part for part in parts if part)


def _day(on: date | None) -> str:
    return on.isoformat() if on else ""


def _cell(value: Cell) -> Cell:
    """Write a value so that no spreadsheet takes it for a formula."""
    if value is None or value is False:
        return ""
    if value is True:
        return "yes"
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value
