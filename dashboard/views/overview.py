"""The home page: what changed, and what is newest."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from analysis import timelines
from dashboard import charts
from dashboard.views.guard import checked, now
from dashboard.views.home_filters import HomeForm
from dashboard.visits import note_visit


@login_required
def overview(request: HttpRequest) -> HttpResponse:
    form = HomeForm(request.GET)
    checked(form)
    at = now()
    assert request.user.is_authenticated  # login_required
    last_visit = note_visit(request.user.pk, at)
    learnt_after = form.learnt_after(at, last_visit)
    filters = form.filters(at.date())
    record = timelines.overview(filters, now=at, learnt_after=learnt_after)
    context = {
        "form": form,
        "record": record,
        "news": record.news,
        "chart": charts.volume(record.volume, record.period),
        "last_visit": last_visit,
        "learnt_after": learnt_after,
        "new": form.cleaned_data["new"],
    }
    return render(request, "dashboard/overview.html", context)
