"""Pages on how sources fare: the list of all, those that need a curator first; a page of those that
are switched on, with their volume; and one source with its last fetches."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ORDER_VAR, ChangeList
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import PermissionDenied
from django.db.models import BigIntegerField, F, Func, QuerySet, Value
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from ingest.health import Concern, Health, gravest_first
from ingest.health_reads import healths
from ingest.models import FetchLog, Source
from ingest.wording import (
    CONCERN_WORDS,
    band_in_words,
    days_drawn,
    in_words,
    reason_in_words,
    reason_said,
)

FETCHES_SHOWN = 30


# Of these the last poll says more than the concern does.
_TOLD_WITH_LAST_POLL = (Concern.SILENT, Concern.ODD, Concern.WELL)


class GravestFirst(ChangeList):
    """The list of sources in the order of `gravest_first`, unless a column is chosen; each row has
    its `health`."""

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        judged = gravest_first(healths(Source.objects.all(), timezone.now()))
        self.healths = {health.facts.source_id: health for health in judged}
        request.healths = judged  # type: ignore[attr-defined]  # for the filter below
        super().__init__(request, *args, **kwargs)

    def get_ordering(self, request: HttpRequest, queryset: "QuerySet[Source]") -> Any:
        if ORDER_VAR in self.params:
            return super().get_ordering(request, queryset)
        order = Value(list(self.healths), output_field=ArrayField(BigIntegerField()))
        return [Func(order, F("pk"), function="array_position"), "pk"]

    def get_ordering_field_columns(self) -> Any:
        """Mark no column as sorted by which none is."""
        return super().get_ordering_field_columns() if ORDER_VAR in self.params else {}

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        for source in self.result_list:
            source.health = self.healths.get(source.pk)


class ConcernFilter(admin.SimpleListFilter):
    """Narrows the list of sources to those of one concern."""

    title = pgettext_lazy("feed", "state")
    parameter_name = "concern"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(CONCERN_WORDS.items())

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Source]") -> "QuerySet[Source]":
        if self.value() is None:
            return queryset
        judged: list[Health] = request.healths  # type: ignore[attr-defined]
        chosen = [h.facts.source_id for h in judged if h.concern == self.value()]
        return queryset.filter(pk__in=chosen)


class HealthViews(admin.ModelAdmin[Source]):
    """What the administration of sources tells of how they fare."""

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return GravestFirst

    @admin.display(description=pgettext_lazy("feed", "state"))
    def how_it_fares(self, source: Source) -> SafeString | str:
        """Say in the list what there is to say of a source, with the reason."""
        health: Health | None = getattr(source, "health", None)
        if health is None:  # added in this moment
            return ""
        parts = [reason_in_words(health)]
        if health.concern in _TOLD_WITH_LAST_POLL:
            feeds = health.facts.feeds
            parts += [in_words(feeds[0].state, feeds[0].reason)] if len(feeds) == 1 else []
        return format_html(
            '<strong class="concern {}">{}</strong> <span dir="auto">{}</span>',
            health.concern.lower(),
            CONCERN_WORDS[health.concern],
            " · ".join(filter(None, parts)),
        )

    @admin.display(description=gettext_lazy("last new article"))
    def last_new(self, source: Source) -> Any:
        health: Health | None = getattr(source, "health", None)
        return health.last_new_at if health else None

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
    return {
        "log": log,
        "words": in_words(log.outcome),
        "reason": reason_said(log.reason),
        "article": log.article,
        "feed": log.feed,
    }
