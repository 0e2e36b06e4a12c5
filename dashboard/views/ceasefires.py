"""The ceasefires on one axis, and one ceasefire."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from analysis import timelines
from dashboard import charts
from dashboard.forms import CeasefireForm
from dashboard.views.guard import checked, now


@login_required
def ceasefire_list(request: HttpRequest) -> HttpResponse:
    form = CeasefireForm(request.GET)
    checked(form)
    record = timelines.ceasefire_timeline(form.filters(now().date()))
    chart = charts.ceasefires(record.bars, record.period)
    return render(
        request, "dashboard/ceasefires.html", {"form": form, "record": record, "chart": chart}
    )


@login_required
def ceasefire(request: HttpRequest, key: str) -> HttpResponse:
    bar = timelines.ceasefire_detail(key)
    if bar is None:
        raise Http404
    chart = charts.ceasefires((bar,), None)
    return render(request, "dashboard/ceasefire.html", {"bar": bar, "chart": chart})
