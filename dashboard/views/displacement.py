"""The figures of people on the move: side by side, on a map, by reporter, and one figure."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from analysis import corrections, timelines
from analysis.models import DisplacementFigure
from analysis.terms import Cause, Hazard
from analysis.timelines.figure_records import FigureDetail
from dashboard import charts, links
from dashboard.charts.places import drawn_at
from dashboard.forms import (
    DisplacementForm,
    FigureComparisonForm,
    FigureDecisionForm,
    FigureMapForm,
)
from dashboard.views.guard import checked, now, person

# Who may say whether a claim is right.
DECIDE = "analysis.add_correction"


@login_required
def displacement(request: HttpRequest) -> HttpResponse:
    form = DisplacementForm(request.GET)
    checked(form)
    filters = form.filters(now().date())
    record = timelines.displacement_timeline(filters)
    if record.days_of_run:
        chart = charts.displacement_of_many(record, series=filters.series)
    else:
        chart = charts.displacement(
            record.drawn, record.bands, record.period, series=filters.series
        )
    context = {
        "form": form,
        "record": record,
        "chart": chart,
        "has_place": bool(filters.place),
        "order": filters.order or "-date",
        "query": request.GET.urlencode(),
    }
    return render(request, "dashboard/displacement.html", context)


@login_required
def displacement_map(request: HttpRequest) -> HttpResponse:
    form = FigureMapForm(request.GET)
    checked(form)
    filters = form.filters(now().date())
    record = timelines.figure_map(filters, form.cleaned_data["level"])
    query = {
        **links.narrowing(request.GET),
        "since": record.period.since,
        "until": record.period.until,
        "role": filters.role or "ORIGIN",
        "kind": filters.kind,
    }
    chart = charts.figure_map(record.places, record.period, query, unplaced=record.unplaced)
    context = {
        "form": form,
        "record": record,
        "chart": chart,
        "places": [(item, links.figures_of(item.row.name, query)) for item in record.places],
        "off_map": {item.row.name.slug for item in record.places if drawn_at(item.row) is None},
    }
    return render(request, "dashboard/displacement_map.html", context)


@login_required
def comparison(request: HttpRequest) -> HttpResponse:
    form = FigureComparisonForm(request.GET)
    checked(form)
    record = timelines.figure_comparison(form.filters(now().date()))
    best = [w.band for kind in record.kinds for w in kind.windows if w.band.recommended]
    chart = charts.displacement(record.groups, best, record.period, series="reporter")
    context = {"form": form, "record": record, "chart": chart}
    return render(request, "dashboard/figure_comparison.html", context)


@login_required
def figure(request: HttpRequest, article_id: int, at: int) -> HttpResponse:
    record = timelines.figure_detail(article_id, at)
    if record is None:
        raise Http404
    row = record.group.first
    asked = {"cause": record.group.cause.value, "hazard": record.group.hazard.value}
    context = {
        "record": record,
        "address": links.decide_figure(article_id, at),
        "form": FigureDecisionForm(initial=asked),
        "may_decide": request.user.has_perm(DECIDE),
        "may_recommend": record.band is not None and record.group.recommended is None,
        "row": row,
    }
    return render(request, "dashboard/figure.html", context)


@login_required
@permission_required(DECIDE, raise_exception=True)
@require_POST
def decide(request: HttpRequest, article_id: int, at: int) -> HttpResponse:
    """Take a reviewer's decision on a figure, and lead back to its page."""
    record = timelines.figure_detail(article_id, at)
    found = corrections.figure_at(article_id, at)
    if record is None or found is None:
        raise Http404
    form = FigureDecisionForm(request.POST)
    checked(form)
    try:
        words = _decided(form, record, found, person(request))
    except corrections.CorrectionError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, words)
    return redirect("dashboard:figure", article_id, at)


def _decided(
    form: FigureDecisionForm, record: FigureDetail, figure: DisplacementFigure, user: User
) -> str:
    """Take the decision of a valid form; raise CorrectionError where it cannot be taken."""
    data = form.cleaned_data
    at = now()
    if data["decision"] == form.UNDO:
        corrections.undo(figure, data["number"], user=user, now=at)
        return gettext("The decision was undone.")
    if data["decision"] == form.SET_CAUSE:
        cause, hazard = Cause(data["cause"]), Hazard(data["hazard"] or Hazard.UNCLEAR)
        corrections.set_cause(figure, cause, hazard, note=data["note"], user=user, now=at)
        return gettext("The cause was set.")
    if record.band is None:
        raise corrections.CorrectionError(
            gettext("Only a figure with a number, a unit, a date and a place can be recommended.")
        )
    rivals = [item.recommended.id for item in record.band.recommended if item.recommended]
    corrections.recommend(figure, instead_of=rivals, note=data["note"], user=user, now=at)
    return gettext("The figure is recommended.")
