"""Administration of the registries, and a look at what the machine made."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from analysis import store
from analysis.models import (
    Actor,
    ActorAffiliation,
    ActorAlias,
    AnalysisRun,
    Ceasefire,
    CeasefireClaim,
    Correction,
    DisplacementFigure,
    Place,
)


class AliasInline(admin.TabularInline[ActorAlias, Actor]):
    model = ActorAlias
    extra = 1


class AffiliationInline(admin.TabularInline[ActorAffiliation, Actor]):
    model = ActorAffiliation
    fk_name = "actor"
    autocomplete_fields = ("related",)
    extra = 0


@admin.register(Actor)
class ActorAdmin(admin.ModelAdmin[Actor]):
    list_display = ("name_en", "name_ar", "kind", "country", "parent", "alias_count", "is_curated")
    list_filter = ("kind", "is_curated", "country")
    search_fields = ("name_en", "name_ar", "slug", "aliases__text", "wikidata")
    autocomplete_fields = ("parent",)
    list_select_related = ("parent",)
    readonly_fields = ("is_curated",)
    prepopulated_fields = {"slug": ("name_en",)}  # noqa: RUF012
    inlines = (AliasInline, AffiliationInline)
    actions = ("give_back",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Actor]:
        return super().get_queryset(request).annotate(aliases_n=Count("aliases"))

    @admin.display(description=_("aliases"), ordering="aliases_n")
    def alias_count(self, actor: Actor) -> int:
        return int(getattr(actor, "aliases_n", 0))

    def save_model(
        self, request: HttpRequest, obj: Actor, form: ModelForm[Actor], change: bool
    ) -> None:
        """Mark what a person edited, so that loading the files leaves it alone."""
        obj.is_curated = True
        super().save_model(request, obj, form, change)

    @admin.action(description=_("Let the registry files decide again"))
    def give_back(self, request: HttpRequest, actors: QuerySet[Actor]) -> None:
        count = actors.update(is_curated=False)
        self.message_user(
            request, ngettext("%d actor given back.", "%d actors given back.", count) % count
        )


@admin.register(Place)
class PlaceAdmin(admin.ModelAdmin[Place]):
    list_display = ("name_en", "name_ar", "feature", "country", "admin_path", "population")
    list_filter = ("feature", "country")
    search_fields = ("name_en", "name_ar", "slug", "pcode", "aliases")
    show_full_result_count = False


class MadeByMachine:
    """Rows that the machine writes: to be read here, never edited."""

    def has_add_permission(self, *_args: Any, **_options: Any) -> bool:
        return False

    def has_change_permission(self, *_args: Any, **_options: Any) -> bool:
        return False


@admin.register(AnalysisRun)
class AnalysisRunAdmin(MadeByMachine, admin.ModelAdmin[AnalysisRun]):
    list_display = ("article", "state", "reason", "attempts", "finished_at")
    list_filter = ("state",)
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


@admin.register(Ceasefire)
class CeasefireAdmin(MadeByMachine, admin.ModelAdmin[Ceasefire]):
    list_display = ("name", "status", "side", "effective_on", "ended_on", "is_sample")
    list_filter = ("status", "side", "is_sample")
    search_fields = ("name",)


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
    list_display = ("decided_at", "decided_by", "decision", "kind", "field", "article")
    list_filter = ("decision", "kind")
    list_select_related = ("decided_by", "article")
