"""The actors, and one actor's timeline."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from analysis import timelines
from dashboard import charts
from dashboard.forms import ActorListForm, PeriodForm
from dashboard.views.guard import checked, now


@login_required
def actor_list(request: HttpRequest) -> HttpResponse:
    form = ActorListForm(request.GET)
    checked(form)
    record = timelines.actor_list(form.filters(now().date()))
    return render(request, "dashboard/actors.html", {"form": form, "record": record})


@login_required
def actor(request: HttpRequest, slug: str) -> HttpResponse:
    form = PeriodForm(request.GET)
    checked(form)
    record = timelines.actor_timeline(slug, form.filters(now().date()))
    if record is None:
        raise Http404
    context = {
        "form": form,
        "record": record,
        "mentions_chart": charts.volume(record.mentions, record.period),
        "stances_chart": charts.stances(record.received_by_day, record.period),
        "ceasefires_chart": charts.ceasefires(record.ceasefires, record.period),
        "figures_chart": charts.displacement(record.figures, (), record.period),
    }
    return render(request, "dashboard/actor.html", context)
