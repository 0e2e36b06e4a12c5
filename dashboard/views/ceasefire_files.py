"""Ceasefires as a file, in the columns of the ETH/PRIO Civil Conflict Ceasefire dataset.

A row is one actor's declaration of one ceasefire, as there; -1 stands for what is not known. The
columns that begin with `nm_` are newsmon's own.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, StreamingHttpResponse
from django.urls import reverse

from analysis import timelines
from analysis.timelines.ceasefire_records import CodedCeasefire, Declaration
from dashboard.views.ceasefire_codes import COUNTRY_NUMBERS
from dashboard.views.ceasefire_filters import CeasefireListForm
from dashboard.views.csv_lines import csv_lines
from dashboard.views.guard import checked, now

UNKNOWN = -1
# A spreadsheet takes a cell that begins with one of these for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
COLUMNS = (
    "uniq_id", "cc", "location", "acid", "actor_name",
    "cf_dec_yr", "cf_dec_month", "cf_dec_day",
    "cf_effect_yr", "cf_effect_month", "cf_effect_day",
    "cf_end_yr", "cf_end_month", "cf_end_day",
    "side", "mediated", "mediator_nm", "written", "class", "purpose", "scope", "provisions",
    "nm_status", "nm_status_reason", "nm_parties", "nm_places", "nm_term_hours",
    "nm_planned_end", "nm_first_reported", "nm_violations_alleged", "nm_is_sample",
    "nm_sentence", "nm_outlet", "nm_url",
)  # fmt: skip

Cell = str | int


@login_required
def ceasefire_csv(request: HttpRequest) -> StreamingHttpResponse:
    form = CeasefireListForm(request.GET)
    checked(form)
    found = timelines.ceasefire_export(form.filters(now().date()))
    rows = (row for page in found for row in _rows(page, request))
    lines = csv_lines(chain((COLUMNS,), rows))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="newsmon-ceasefires.csv"'
    return response


def _rows(page: CodedCeasefire, request: HttpRequest) -> Iterator[tuple[Cell, ...]]:
    """Give one row for each declaration; one for the ceasefire where nobody is named."""
    for declaration in page.declarations or (None,):
        yield tuple(map(_safe, _cells(page, declaration, request)))


def _cells(
    page: CodedCeasefire, declaration: Declaration | None, request: HttpRequest
) -> Iterator[Cell]:
    bar, coded = page.bar, page.coded
    code = str(page.country.slug) if page.country else ""
    yield from (bar.key, COUNTRY_NUMBERS.get(code, UNKNOWN))
    yield page.country.en if page.country else ""
    actor = declaration.actor if declaration else None
    yield from (str(actor.slug or "") if actor else "", actor.en if actor else "")
    yield from _date(declaration.on if declaration else bar.declared_on)
    yield from _date(bar.effective_on)
    yield from _date(bar.ended_on)
    yield bar.side.value
    yield int(bool(bar.mediators))
    yield _joined(name.en for name in bar.mediators)
    yield int(coded.written is not None)
    yield _joined(found.value for found, _ in coded.ceasefire_class)
    yield _joined(found.value for found, _ in coded.purposes)
    yield coded.scope.value
    yield _joined(found.value for found, _ in coded.provisions)
    yield from (bar.status.value, bar.status_reason)
    yield from (_joined(n.en for n in bar.parties), _joined(n.en for n in bar.places))
    yield bar.duration_hours or UNKNOWN
    yield from (_iso(bar.planned_end_on), _iso(bar.first_reported_on))
    yield from (len(page.violations), int(bar.is_sample))
    row = declaration.row if declaration else next(iter(page.behind["status"]), None)
    yield from (row.evidence.quote, row.evidence.source.en) if row else ("", "")
    yield request.build_absolute_uri(reverse("dashboard:ceasefire", args=[bar.key]))


def _date(on: date | None) -> tuple[int, int, int]:
    return (on.year, on.month, on.day) if on else (UNKNOWN, UNKNOWN, UNKNOWN)


def _iso(on: date | None) -> str:
    return on.isoformat() if on else ""


def _joined(parts: Iterable[str]) -> str:
    return "; ".join(parts)


def _safe(cell: Cell) -> Cell:
    is_formula = isinstance(cell, str) and cell.startswith(_FORMULA)
    return f"'{cell}" if is_formula else cell
