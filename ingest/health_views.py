"""Pages on how sources fare: all of them, the gravest first, and one with its last fetches."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _

from ingest.health import Health, gravest_first
from ingest.health_reads import healths
from ingest.models import FetchLog, Source
from ingest.wording import CONCERN_WORDS, band_in_words, days_drawn, in_words, reason_in_words

FETCHES_SHOWN = 30


class HealthViews(admin.ModelAdmin[Source]):
    """What the administration of sources tells of how they fare."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.health)
        return [path("health/", view, name="ingest_source_health"), *super().get_urls()]

    def health(self, request: HttpRequest) -> HttpResponse:
        """Show every source that is switched on, the silent and the odd before the others."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        judged = gravest_first(healths(Source.objects.enabled(), timezone.now()))
        frame = {**self.admin_site.each_context(request), "opts": self.opts}
        context = {**frame, "title": _("How the sources fare"), "rows": list(map(_row, judged))}
        return TemplateResponse(request, "admin/ingest/source/health.html", context)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        told = _told(object_id) if object_id.isdecimal() else {}
        return super().change_view(request, object_id, form_url, {**told, **(extra_context or {})})


def _told(source_id: str) -> dict[str, Any]:
    """Say how one source fares, with its last fetches."""
    fetches = FetchLog.objects.of_source(source_id)
    judged = healths(Source.objects.filter(pk=source_id), timezone.now())
    return {
        "health": _row(judged[0]) if judged else None,
        "polls": [_fetch(log) for log in fetches.polls()[:FETCHES_SHOWN]],
        "pages": [_fetch(log) for log in fetches.pages()[:FETCHES_SHOWN]],
    }


def _row(health: Health) -> dict[str, Any]:
    return {
        "health": health,
        "concern": CONCERN_WORDS[health.concern],
        "reason": reason_in_words(health),
        "band": band_in_words(health),
        "drawn": days_drawn(health),
    }


def _fetch(log: FetchLog) -> dict[str, Any]:
    return {"log": log, "words": in_words(log.outcome), "article": log.article, "feed": log.feed}
