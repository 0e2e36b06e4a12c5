"""The places that articles speak of, and one place."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from analysis import timelines
from dashboard import charts, links
from dashboard.charts.places import drawn_at
from dashboard.forms import ActorForm, MapForm
from dashboard.views.guard import checked, now


@login_required
def place_map(request: HttpRequest) -> HttpResponse:
    form = MapForm(request.GET)
    checked(form)
    record = timelines.place_map(form.filters(now().date()))
    query = {
        **links.narrowing(request.GET),
        "since": record.period.since,
        "until": record.period.until,
    }
    chart = charts.places(record.places, record.period, query)
    context = {
        "form": form,
        "record": record,
        "chart": chart,
        "off_map": {row.name.slug for row in record.places if drawn_at(row) is None},
    }
    return render(request, "dashboard/map.html", context)


@login_required
def place(request: HttpRequest, slug: str) -> HttpResponse:
    form = ActorForm(request.GET)
    checked(form)
    record = timelines.place_timeline(slug, form.filters(now().date()))
    if record is None:
        raise Http404
    context = {
        "form": form,
        "record": record,
        "volume_chart": charts.volume(record.mentions, record.period, place=record.place.name),
        "ceasefires_chart": charts.ceasefires(record.ceasefires, record.period),
        "figures_chart": charts.displacement(record.figures, (), record.period),
    }
    return render(request, "dashboard/place.html", context)
