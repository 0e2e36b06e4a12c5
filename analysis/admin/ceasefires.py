"""Ceasefires: what the machine built, and how people put them together or take them apart."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from analysis import ceasefire_store
from analysis.admin.access import person
from analysis.models import Ceasefire


@admin.register(Ceasefire)
class CeasefireAdmin(admin.ModelAdmin[Ceasefire]):
    list_display = ("name", "status", "country", "first_reported_on", "sentences", "advice")
    list_filter = ("status", "is_sample")
    search_fields = ("name",)
    list_per_page = 50
    actions = ("merge_selected",)

    def has_add_permission(self, _request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, _request: HttpRequest, _obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Ceasefire]:
        return super().get_queryset(request).annotate(told=Count("claims"))

    @admin.display(description=gettext_lazy("sentences"), ordering="told")
    def sentences(self, row: Ceasefire) -> int:
        return int(getattr(row, "told", 0))

    @admin.display(description=gettext_lazy("to be looked at"), boolean=True)
    def advice(self, row: Ceasefire) -> bool:
        return bool(row.suggestions)

    @admin.action(description=gettext_lazy("Put together"), permissions=("change",))
    def merge_selected(self, request: HttpRequest, rows: QuerySet[Ceasefire]) -> None:
        keys = list(rows.values_list("key", flat=True))
        self._try(request, lambda by: ceasefire_store.merge(keys, **by), _("put together"))

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.decide)
        own = path("of/<slug:key>/", view, name="analysis_ceasefire_decide")
        return [own, *super().get_urls()]

    def decide(self, request: HttpRequest, key: str) -> HttpResponse:
        """Lead from a ceasefire's stable key to its page here."""
        row = get_object_or_404(Ceasefire, key=key)
        return HttpResponseRedirect(reverse("admin:analysis_ceasefire_change", args=[row.pk]))

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show a ceasefire's sentences, those that may be one with it, and what people decided."""
        row = get_object_or_404(Ceasefire, pk=int(object_id) if object_id.isdecimal() else 0)
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        if request.method == "POST":
            if not self.has_change_permission(request, row):
                raise PermissionDenied
            return self._decided(request, row)
        context = {
            **self.admin_site.each_context(request),
            "title": row.name,
            "opts": self.opts,
            "row": row,
            "claims": row.claims.select_related("article__source").order_by(
                "article__published_at", "pk"
            ),
            "near": self._near(row),
            "decisions": ceasefire_store.decisions_on(row),
            "may_decide": self.has_change_permission(request, row),
        }
        return TemplateResponse(request, "admin/analysis/ceasefire.html", context)

    def _near(self, row: Ceasefire) -> QuerySet[Ceasefire]:
        keys = [s["other"] for s in row.suggestions if s.get("other")]
        return Ceasefire.objects.filter(key__in=keys)

    def _decided(self, request: HttpRequest, row: Ceasefire) -> HttpResponse:
        chosen, note = request.POST.get("decision", ""), request.POST.get("note", "")
        picked = request.POST.getlist("chosen")
        numbers = [int(value) for value in picked if value.isdecimal()]
        if chosen == "split":
            self._try(
                request,
                lambda by: ceasefire_store.split(row.key, numbers, note=note, **by),
                _("taken apart"),
            )
        elif chosen == "merge":
            keys = [row.key, *picked]
            self._try(
                request,
                lambda by: ceasefire_store.merge(keys, note=note, **by),
                _("put together"),
            )
        elif chosen == "undo" and numbers:
            self._try(
                request,
                lambda by: ceasefire_store.undo(numbers[0], **by),
                _("the decision was undone"),
            )
        else:
            raise PermissionDenied
        is_left = Ceasefire.objects.filter(pk=row.pk).exists()
        page = "admin:analysis_ceasefire_" + ("change" if is_left else "changelist")
        return HttpResponseRedirect(reverse(page, args=[row.pk] if is_left else []))

    def _try(self, request: HttpRequest, act: Callable[[dict[str, Any]], Any], words: str) -> None:
        """Take a decision and tell of it, or tell why it cannot be taken."""
        try:
            act({"user": person(request), "now": timezone.now()})
        except ceasefire_store.CeasefireError as error:
            self.message_user(request, str(error), messages.ERROR)
        else:
            self.message_user(request, words, messages.SUCCESS)
