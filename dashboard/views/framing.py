"""The outlets' own loaded words, and the sentences with them."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from analysis import timelines
from dashboard import links
from dashboard.forms import FramingForm
from dashboard.views.guard import checked, now


@login_required
def framing(request: HttpRequest) -> HttpResponse:
    form = FramingForm(request.GET)
    checked(form)
    record = timelines.framing_list(form.filters(now().date()))
    query = {
        **links.narrowing(request.GET),
        "since": record.period.since,
        "until": record.period.until,
    }
    rows = [(row, links.framing(row, query)) for row in record.rows]
    shown = next((row for row in record.rows if row.term == record.term), None)
    context = {"form": form, "record": record, "rows": rows, "shown": shown}
    return render(request, "dashboard/framing.html", context)
