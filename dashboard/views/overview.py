"""The page of what is new."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from analysis import timelines
from dashboard import charts
from dashboard.forms import PeriodForm
from dashboard.views.guard import checked, now


@login_required
def overview(request: HttpRequest) -> HttpResponse:
    form = PeriodForm(request.GET)
    checked(form)
    at = now()
    record = timelines.overview(form.filters(at.date()), now=at)
    chart = charts.volume(record.volume, record.period)
    return render(
        request, "dashboard/overview.html", {"form": form, "record": record, "chart": chart}
    )
