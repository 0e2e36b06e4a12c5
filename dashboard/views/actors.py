"""The actors, and one actor's timeline."""

from dataclasses import replace

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from analysis import timelines
from dashboard import charts, links
from dashboard.forms import ActorForm, ActorListForm
from dashboard.views.guard import checked, now


@login_required
def actor_list(request: HttpRequest) -> HttpResponse:
    form = ActorListForm(request.GET)
    checked(form)
    record = timelines.actor_list(form.filters(now().date()))
    return render(request, "dashboard/actors.html", {"form": form, "record": record})


@login_required
def actor(request: HttpRequest, slug: str) -> HttpResponse:
    form = ActorForm(request.GET)
    checked(form)
    record = timelines.actor_timeline(slug, form.filters(now().date()))
    if record is None:
        raise Http404
    query, period = links.narrowing(request.GET), record.period
    until = period.until
    to, by = {**query, "target": slug}, {**query, "holder": slug}
    days = {"since": period.since, "until": until}
    context = {
        "form": form,
        "record": record,
        "standing": [item for item in record.relations if item.holds_on(until)],
        "other_times": [item for item in record.relations if not item.holds_on(until)],
        "mentions_chart": charts.reports_by_country(
            record.mentions, record.countries, period, {**query, "actor": slug}
        ),
        "received_chart": charts.stances(record.received_by_day, period, name="received", query=to),
        "given_chart": charts.stances(record.given_by_day, period, name="given", query=by),
        "ceasefires_chart": charts.ceasefires(record.ceasefires, period),
        "mediated_chart": replace(charts.ceasefires(record.mediated, period), name="mediated"),
        "figures_chart": charts.displacement(record.figures, (), period),
        "ceasefires_url": links.listed("ceasefires", **query, actor=slug, **days),
        "received_url": links.listed("quotes", **to, **days),
        "given_url": links.listed("quotes", **by, **days),
        "framings": [(row, links.framing(row, {**query, **days})) for row in record.framings],
        "articles_url": links.listed("articles", **query, actor=slug, **days),
    }
    return render(request, "dashboard/actor.html", context)
