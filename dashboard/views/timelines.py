"""Actors, ceasefires and displacement together, on one axis of time."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from analysis import timelines
from dashboard import charts, links
from dashboard.views.guard import checked, now
from dashboard.views.together_filters import TogetherForm, actor_options, place_options


@login_required
def together(request: HttpRequest) -> HttpResponse:
    form = TogetherForm(request.GET)
    checked(form)
    record = timelines.together(form.filters(now().date()))
    chosen = form.cleaned_data
    context = {
        "form": form,
        "record": record,
        "chart": charts.together(record, links.narrowing(request.GET)),
        "actor_options": actor_options(chosen["actors"]),
        "place_options": place_options(chosen["places"]),
    }
    return render(request, "dashboard/timelines.html", context)
