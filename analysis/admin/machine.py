"""A look at what the machine made, and at what people corrected in it."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from analysis import store
from analysis.models import (
    AnalysisRun,
    CeasefireClaim,
    Correction,
    DisplacementFigure,
)


class MadeByMachine:
    """Rows that the machine writes: to be read here, never edited."""

    def has_add_permission(self, *_args: Any, **_options: Any) -> bool:
        return False

    def has_change_permission(self, *_args: Any, **_options: Any) -> bool:
        return False


@admin.register(AnalysisRun)
class AnalysisRunAdmin(MadeByMachine, admin.ModelAdmin[AnalysisRun]):
    list_display = ("article", "state", "reason", "attempts", "finished_at", "figures_changed")
    list_filter = ("state", "figures_changed")
    list_select_related = ("version__article",)
    actions = ("analyse_again",)

    @admin.display(description=_("article"))
    def article(self, run: AnalysisRun) -> str:
        return str(run.version.article)

    def has_requeue_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("analysis.change_analysisrun")

    @admin.action(description=_("Analyse again"), permissions=("requeue",))
    def analyse_again(self, request: HttpRequest, runs: QuerySet[AnalysisRun]) -> None:
        count = store.requeue(runs.values_list("version__article_id", flat=True))
        self.message_user(
            request, ngettext("%d article queued.", "%d articles queued.", count) % count
        )


@admin.register(CeasefireClaim)
class CeasefireClaimAdmin(MadeByMachine, admin.ModelAdmin[CeasefireClaim]):
    list_display = ("kind", "quote", "factuality", "effective_on", "duration_hours", "article")
    list_filter = ("kind", "factuality")
    list_select_related = ("article",)
    search_fields = ("quote",)


@admin.register(DisplacementFigure)
class DisplacementFigureAdmin(MadeByMachine, admin.ModelAdmin[DisplacementFigure]):
    list_display = ("reported", "quantifier", "unit", "category", "quote", "article")
    list_filter = ("unit", "category", "quantifier")
    list_select_related = ("article",)
    search_fields = ("quote",)


@admin.register(Correction)
class CorrectionAdmin(MadeByMachine, admin.ModelAdmin[Correction]):
    list_display = ("decided_at", "decided_by", "decision", "kind", "field", "article", "undone_at")
    list_filter = ("decision", "kind")
    list_select_related = ("decided_by", "article")
