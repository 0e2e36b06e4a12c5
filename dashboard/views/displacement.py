"""The figures of people on the move, side by side."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from analysis import timelines
from dashboard import charts
from dashboard.forms import DisplacementForm
from dashboard.views.guard import checked, now


@login_required
def displacement(request: HttpRequest) -> HttpResponse:
    form = DisplacementForm(request.GET)
    checked(form)
    filters = form.filters(now().date())
    record = timelines.displacement_timeline(filters)
    chart = charts.displacement(record.groups, record.bands, record.period)
    context = {"form": form, "record": record, "chart": chart, "has_place": bool(filters.place)}
    return render(request, "dashboard/displacement.html", context)
