"""Who stands how toward whom, and the sentences that say so."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from analysis import timelines
from dashboard import links
from dashboard.charts import matrix
from dashboard.charts.course import course
from dashboard.forms import StanceMatrixForm, StanceQuotesForm
from dashboard.views.guard import checked, now


@login_required
def stance_matrix(request: HttpRequest) -> HttpResponse:
    form = StanceMatrixForm(request.GET)
    checked(form)
    record = timelines.stance_matrix(form.filters(now().date()))
    period = record.period
    query = {
        **links.narrowing(request.GET),
        "region": request.GET.get("region", ""),
        "since": period.since,
        "until": period.until,
    }
    context = {
        "form": form,
        "record": record,
        "rows": matrix.rows(record, query),
        "summary": matrix.summary(record),
    }
    return render(request, "dashboard/stances.html", context)


@login_required
def quotes(request: HttpRequest) -> HttpResponse:
    """List sentences; asked by htmx, only the list, to be put into the page that asks."""
    form = StanceQuotesForm(request.GET)
    checked(form)
    record = timelines.stance_quotes(form.filters(now().date()))
    is_part = request.headers.get("HX-Request") == "true"
    template = "dashboard/partials/_quotes.html" if is_part else "dashboard/quotes.html"
    query = {name: request.GET.get(name, "") for name in ("holder", "target", "polarity", "region")}
    every = links.listed("quotes", **links.narrowing(request.GET), **query)
    context = {
        "form": form,
        "record": record,
        "is_part": is_part,
        "steps": course(record.counts, every),
    }
    response = render(request, template, context)
    response.headers["Vary"] = "HX-Request, Cookie, Accept-Language"
    return response
