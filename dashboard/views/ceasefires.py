"""The ceasefires on one axis, one ceasefire, and all of them as a file."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from analysis import timelines
from analysis.timelines.ceasefire_page import ceasefire_page
from dashboard import charts
from dashboard.charts.ceasefires import places_of, violations
from dashboard.charts.places import drawn_at
from dashboard.views.ceasefire_filters import CeasefireListForm
from dashboard.views.guard import checked, now


@login_required
def ceasefire_list(request: HttpRequest) -> HttpResponse:
    form = CeasefireListForm(request.GET)
    checked(form)
    filters = form.filters(now().date())
    record = timelines.ceasefire_timeline(filters)
    context = {
        "form": form,
        "record": record,
        "chart": charts.ceasefires(record.bars, record.period),
        "order": filters.order,
        "query": request.GET.urlencode(),
    }
    return render(request, "dashboard/ceasefires.html", context)


@login_required
def ceasefire(request: HttpRequest, key: str) -> HttpResponse:
    record = ceasefire_page(key)
    if record is None:
        raise Http404
    context = {
        "record": record,
        "bar": record.bar,
        "chart": charts.ceasefires((record.bar,), None),
        "violations_chart": violations(record.violations),
        "map_chart": places_of(record.places),
        "off_map": [place for place in record.places if drawn_at(place) is None],
        "decide_url": _decide_url(request, key),
    }
    return render(request, "dashboard/ceasefire.html", context)


def _decide_url(request: HttpRequest, key: str) -> str:
    """Give where a curator puts ceasefires together and takes them apart; "" for others."""
    if not request.user.has_perm("analysis.change_ceasefire"):
        return ""
    return reverse("admin:analysis_ceasefire_decide", args=[key])
