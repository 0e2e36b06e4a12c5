"""Administration of the registries of actors and places."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from analysis.admin.uploads import RegistryFiles
from analysis.models import Actor, ActorAffiliation, ActorAlias, Place
from analysis.registry import PLACES_FILE
from analysis.registry_uploads import ACTOR_FILES


class AliasInline(admin.TabularInline[ActorAlias, Actor]):
    model = ActorAlias
    extra = 1
    readonly_fields = ("is_curated",)


class AffiliationInline(admin.TabularInline[ActorAffiliation, Actor]):
    model = ActorAffiliation
    fk_name = "actor"
    autocomplete_fields = ("related",)
    extra = 0


class Curated(RegistryFiles):
    """Rows that registry files bring and people edit."""

    readonly_fields = ("is_curated",)
    actions = ("give_back",)

    def save_model(
        self, request: HttpRequest, obj: Any, form: ModelForm[Any], change: bool
    ) -> None:
        """Mark what a person edited, so that loading the files leaves it alone."""
        obj.is_curated = True
        super().save_model(request, obj, form, change)

    @admin.action(description=_("Let the registry files decide again"), permissions=("change",))
    def give_back(self, request: HttpRequest, rows: QuerySet[Any]) -> None:
        if rows.model is Actor:
            ActorAlias.objects.filter(actor__in=rows).update(is_curated=False)
        count = rows.update(is_curated=False)
        text = ngettext("%d row given back.", "%d rows given back.", count) % count
        self.message_user(request, text)


@admin.register(Actor)
class ActorAdmin(Curated):
    file_names = ACTOR_FILES
    ordering = ("name_en",)
    list_display = ("name_en", "name_ar", "kind", "country", "parent", "alias_count", "is_curated")
    list_filter = ("kind", "is_curated", "country")
    search_fields = ("name_en", "name_ar", "slug", "aliases__text", "wikidata")
    autocomplete_fields = ("parent",)
    list_select_related = ("parent",)
    prepopulated_fields = {"slug": ("name_en",)}  # noqa: RUF012
    inlines = (AliasInline, AffiliationInline)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Actor]:
        actors: QuerySet[Actor] = super().get_queryset(request)
        return actors.annotate(aliases_n=Count("aliases"))

    @admin.display(description=_("aliases"), ordering="aliases_n")
    def alias_count(self, actor: Actor) -> int:
        return int(getattr(actor, "aliases_n", 0))


@admin.register(Place)
class PlaceAdmin(Curated):
    file_names = (PLACES_FILE,)
    list_display = ("name_en", "name_ar", "feature", "country", "admin_path", "population")
    list_filter = ("feature", "is_curated", "country")
    search_fields = ("name_en", "name_ar", "slug", "pcode", "aliases")
    show_full_result_count = False
