"""Administration of the unknown names: a queue, and a page for each to decide on it."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from analysis import candidates_decisions, candidates_store
from analysis.admin.access import person
from analysis.candidates_decisions import DecisionError
from analysis.models import Actor, Candidate, CandidateState, Place
from analysis.romanise import romanise
from analysis.terms import ActorKind, AliasKind, EntityType

CONTEXTS_SHOWN = 12
NEAREST_IN_LIST = 3
_KINDS = {EntityType.PER: ActorKind.PERSON, EntityType.ORG: ActorKind.ORGANIZATION}
_ALL = "ALL"
_NEW_LINE = SafeString("<br>")


class StateFilter(admin.SimpleListFilter):
    """The queue itself, unless something else is asked for."""

    title = gettext_lazy("decision")
    parameter_name = "state"

    def lookups(self, _request: HttpRequest, _admin: Any) -> list[tuple[str, Any]]:
        return [*CandidateState.choices, (_ALL, gettext_lazy("all"))]

    def queryset(self, _request: HttpRequest, queryset: QuerySet[Candidate]) -> QuerySet[Candidate]:
        state = self.value() or CandidateState.OPEN
        return queryset if state == _ALL else queryset.filter(state=state)

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        chosen = self.value() or CandidateState.OPEN
        for value, title in self.lookup_choices:
            yield {
                "selected": chosen == value,
                "query_string": changelist.get_query_string({self.parameter_name: value}),
                "display": title,
            }


class AddForm(forms.ModelForm[Actor]):
    """A new actor of the registry."""

    note = forms.CharField(label=gettext_lazy("note"), required=False)

    class Meta:
        model = Actor
        fields = ("name_en", "name_ar", "kind", "country", "wikidata")


class MergeForm(forms.Form):
    """The actor or the place that a name belongs to."""

    actor = forms.ModelChoiceField(
        Actor.objects.all(),
        label=gettext_lazy("actor"),
        required=False,
        widget=AutocompleteSelect(Candidate._meta.get_field("actor"), admin.site),
    )
    place = forms.ModelChoiceField(
        Place.objects.all(),
        label=gettext_lazy("place"),
        required=False,
        widget=AutocompleteSelect(Candidate._meta.get_field("place"), admin.site),
    )
    alias_kind = forms.ChoiceField(
        label=gettext_lazy("kind of alias"),
        choices=[(kind.value, kind.value) for kind in AliasKind],
        required=False,
        help_text=gettext_lazy("NAME means the actor wherever it stands; SHORT only near its name"),
    )
    note = forms.CharField(label=gettext_lazy("note"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if bool(data.get("actor")) is bool(data.get("place")) and not self.errors:
            raise forms.ValidationError(_("Choose an actor or a place."))
        return data


@admin.register(Candidate)
class CandidateAdmin(admin.ModelAdmin[Candidate]):
    list_display = (
        *("shown_name", "article_count", "nearest_names", "latest_context", "type"),
        *("languages_in_words", "last_seen_on"),
    )
    list_filter = (StateFilter, "type")
    search_fields = ("name", "key")
    list_per_page = 50
    actions = ("dismiss_selected", "undo_selected")

    def has_add_permission(self, _request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, _request: HttpRequest, _obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Candidate]:
        return candidates_store.with_context(super().get_queryset(request))

    @admin.display(description=gettext_lazy("name"), ordering="name")
    def shown_name(self, candidate: Candidate) -> SafeString:
        return format_html("<bdi>{}</bdi>", candidate.name)

    @admin.display(description=gettext_lazy("languages"))
    def languages_in_words(self, candidate: Candidate) -> str:
        return ", ".join(candidate.languages)

    @admin.display(description=gettext_lazy("nearest known names"))
    def nearest_names(self, candidate: Candidate) -> SafeString:
        rows = ((n["text"], n["name_en"]) for n in candidate.nearest[:NEAREST_IN_LIST])
        return format_html_join(_NEW_LINE, "<bdi>{}</bdi> (<bdi>{}</bdi>)", rows)

    @admin.display(description=gettext_lazy("latest context"))
    def latest_context(self, candidate: Candidate) -> SafeString:
        text = " ".join(str(getattr(candidate, "context", None) or "").split())
        return format_html('<span dir="auto">{}</span>', f"…{text}…" if text else "")

    @admin.action(description=gettext_lazy("Dismiss"), permissions=("change",))
    def dismiss_selected(self, request: HttpRequest, rows: QuerySet[Candidate]) -> None:
        done = candidates_decisions.dismiss(
            rows.values_list("pk", flat=True), user=person(request), now=timezone.now()
        )
        for candidate in done:
            self.log_change(request, candidate, _("dismissed"))
        text = ngettext("%d name dismissed.", "%d names dismissed.", len(done)) % len(done)
        self.message_user(request, text)

    @admin.action(description=gettext_lazy("Undo the decision"), permissions=("change",))
    def undo_selected(self, request: HttpRequest, rows: QuerySet[Candidate]) -> None:
        for candidate in rows:
            self._try(request, candidate, "undo")

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show a name where it stands, with what may be done about it, and do it."""
        candidate = get_object_or_404(Candidate, pk=object_id)
        if not self.has_view_permission(request, candidate):
            raise PermissionDenied
        chosen = request.POST.get("decision", "")
        forms_ = self._forms(request, candidate, chosen)
        if request.method == "POST":
            if not self.has_change_permission(request, candidate):
                raise PermissionDenied
            form = forms_.get(chosen)
            if form is None or form.is_valid():
                return self._decided(request, candidate, chosen, form)
        context = {
            **self.admin_site.each_context(request),
            "title": candidate.name,
            "opts": self.opts,
            "candidate": candidate,
            "sightings": candidates_store.sightings(candidate, limit=CONTEXTS_SHOWN),
            "decisions": candidate.decisions.select_related("decided_by", "undone_by"),
            "may_decide": self.has_change_permission(request, candidate),
            "add_form": forms_["add"],
            "merge_form": forms_["merge"],
        }
        return TemplateResponse(request, "admin/analysis/candidate.html", context)

    def _forms(
        self, request: HttpRequest, candidate: Candidate, chosen: str
    ) -> dict[str, forms.BaseForm]:
        data = request.POST if request.method == "POST" else None
        return {
            "add": AddForm(
                data if chosen == "add" else None, initial=_first_guess(candidate), prefix="add"
            ),
            "merge": MergeForm(data if chosen == "merge" else None, prefix="merge"),
        }

    def _decided(
        self, request: HttpRequest, candidate: Candidate, chosen: str, form: forms.BaseForm | None
    ) -> HttpResponse:
        if not self._try(request, candidate, chosen, form):
            return HttpResponseRedirect(request.path)
        return HttpResponseRedirect(reverse("admin:analysis_candidate_changelist"))

    def _try(
        self,
        request: HttpRequest,
        candidate: Candidate,
        chosen: str,
        form: forms.BaseForm | None = None,
    ) -> bool:
        """Take a decision and tell of it, or tell why it cannot be taken."""
        try:
            words = self._take(request, candidate, chosen, form)
        except DecisionError as error:
            self.message_user(request, f"{candidate.name}: {error}", messages.ERROR)
            return False
        self.log_change(request, candidate, words)
        self.message_user(request, f"{candidate.name}: {words}")
        return True

    def _take(
        self, request: HttpRequest, candidate: Candidate, chosen: str, form: forms.BaseForm | None
    ) -> str:
        by: dict[str, Any] = {"user": person(request), "now": timezone.now()}
        data = form.cleaned_data if form else {}
        note = data.get("note", request.POST.get("note", ""))
        if chosen == "add" and isinstance(form, AddForm):
            new = form.save(commit=False)
            actor = candidates_decisions.add_actor(candidate.pk, new, note=note, **by)
            return _("added as %(name)s") % {"name": actor}
        if chosen in ("merge", "near"):
            target = data.get("actor") or data.get("place") or _near(request.POST.get("near", ""))
            kind = AliasKind(data.get("alias_kind") or AliasKind.NAME)
            _merge(candidate, target, kind, note=note, **by)
            return _("merged into %(name)s") % {"name": target}
        if chosen == "dismiss":
            if not candidates_decisions.dismiss([candidate.pk], note=note, **by):
                raise DecisionError(_("Somebody else has decided on this name meanwhile."))
            return _("dismissed")
        if chosen == "undo":
            candidates_decisions.undo(candidate.pk, **by)
            return _("waits again: the decision was undone")
        raise PermissionDenied


def _first_guess(candidate: Candidate) -> dict[str, Any]:
    """Fill in a new actor's names as far as the name itself tells them."""
    latin = romanise(candidate.name)
    is_arabic = latin != candidate.name
    return {
        "name_en": latin if not is_arabic or candidate.type == EntityType.PER else "",
        "name_ar": candidate.name if is_arabic else "",
        "kind": _KINDS.get(EntityType(candidate.type), ""),
    }


def _near(value: str) -> Actor | Place:
    """Find the known name that was clicked; a registry may have lost it meanwhile."""
    kind, _sep, slug = value.partition(":")
    rows: QuerySet[Actor] | QuerySet[Place] = (
        Actor.objects.filter(slug=slug) if kind == "actor" else Place.objects.filter(slug=slug)
    )
    found = rows.first()
    if found is None:
        raise DecisionError(_("This actor or place is no longer in the registry."))
    return found


def _merge(candidate: Candidate, target: Actor | Place, kind: AliasKind, **by: Any) -> None:
    if isinstance(target, Actor):
        candidates_decisions.merge_into_actor(candidate.pk, target, alias_kind=kind, **by)
    else:
        candidates_decisions.merge_into_place(candidate.pk, target, **by)
