"""How the sources fare and how much work waits."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from analysis import timelines
from dashboard.views.guard import now


@login_required
def status(request: HttpRequest) -> HttpResponse:
    record = timelines.status(now())
    return render(request, "dashboard/status.html", {"record": record})
