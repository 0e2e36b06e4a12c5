"""What may stand in an address: each list page checks its query string with one of these."""

from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from analysis.models import Actor
from analysis.terms import (
    ActorKind,
    Cause,
    CeasefireStatus,
    Hazard,
    PlaceFeature,
    PlaceRole,
    Polarity,
)
from analysis.timelines import countries
from analysis.timelines.displacement import CAUSES, KINDS, ORDERS
from analysis.timelines.figure_map import LEVELS
from analysis.timelines.figure_records import Window
from analysis.timelines.records import Filters, Precision
from analysis.timelines.regions import places_of_figures, places_of_truces, regions
from dashboard import choices
from dashboard.choices import ChoiceField, NamedChoiceField, NamedChoicesField
from dashboard.labels import LABELS, LANGUAGES
from ingest.models import Article, Source

LONGEST_QUERY = 200
# A note says why in a sentence or two.
LONGEST_NOTE = 500
# How many actors a matrix sets against each other: a dozen fit a laptop's screen.
SHOWN = (6, 20, 30)
USUALLY_SHOWN = 12
# More chosen actors than this make a matrix that nobody reads.
MOST_CHOSEN = 40
# Pages beyond this come from a robot or a typing error, and so do days outside these.
MOST_PAGES = 100_000
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=DayInput(),
        input_formats=["%Y-%m-%d"],
        validators=[MinValueValidator(FIRST_DAY), MaxValueValidator(LAST_DAY)],
    )


class PeriodForm(forms.Form):
    """The filters that every page has: days, source and language of the articles."""

    since = _day(_("From"))
    until = _day(_("To"))
    source = NamedChoiceField(
        Source.objects.filter(Exists(Article.objects.filter(source=OuterRef("pk")))),
        kept_as="sources",
        label=_("Source"),
        empty_label=_("all sources"),
    )
    language = ChoiceField(
        label=_("Language"), required=False, choices=[("", _("all languages")), *LANGUAGES.items()]
    )
    page = forms.IntegerField(
        required=False, min_value=1, max_value=MOST_PAGES, widget=forms.HiddenInput()
    )

    def clean(self) -> dict[str, object]:
        data = super().clean() or {}
        since, until = data.get("since"), data.get("until")
        if since and until and since > until:
            raise forms.ValidationError(_("The first day lies after the last."))
        return data

    def filters(self, today: date) -> Filters:
        """Give the filters of a valid form; `today` ends the usual period."""
        data = self.cleaned_data
        return Filters(
            today=today,
            since=data["since"],
            until=data["until"],
            source=data["source"].slug if data["source"] else "",
            language=data["language"],
            page=data["page"] or 1,
            actor=data["actor"].slug if data.get("actor") else "",
            place=data["place"].slug if data.get("place") else "",
            query=data.get("q", ""),
            kind=data.get("kind", ""),
            country=data.get("country", ""),
            outlet_country=data.get("outlet_country", ""),
            order=data.get("order", ""),
            holder=data["holder"].slug if data.get("holder") else "",
            target=data["target"].slug if data.get("target") else "",
            polarity=data.get("polarity", ""),
            actors=tuple(actor.slug for actor in data.get("actors") or ()),
            most=int(data.get("most") or USUALLY_SHOWN),
            role=data.get("role", ""),
            window=data.get("window", ""),
            series=data.get("series", ""),
            region=data["region"].slug if data.get("region") else "",
            places=tuple(place.slug for place in data.get("places") or ()),
            cause=data.get("cause", ""),
        )


def region_field() -> NamedChoiceField:
    return NamedChoiceField(
        regions(), kept_as="regions", label=_("Region"), empty_label=_("all regions")
    )


def _query() -> forms.CharField:
    return forms.CharField(
        label=_("Search"),
        required=False,
        max_length=LONGEST_QUERY,
        widget=forms.TextInput(attrs={"type": "search", "dir": "auto"}),
    )


def _outlet_country(**options: Any) -> ChoiceField:
    return ChoiceField(
        label=_("Country of the outlet"),
        required=False,
        choices=choices.countries("countries-of-outlets", countries.of_outlets),
        **options,
    )


def _kind() -> ChoiceField:
    return ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[("", _("all kinds")), *LABELS[ActorKind].items()],
    )


class ActorListForm(PeriodForm):
    q = _query()
    kind = _kind()
    country = ChoiceField(
        label=_("Country"),
        required=False,
        choices=choices.countries("countries-of-actors", countries.of_actors),
    )
    order = ChoiceField(
        label=_("Order"),
        required=False,
        choices=[("", _("most reports first")), ("name", _("by name"))],
    )
    field_order = ("q", "kind", "country", "order")

    def filters(self, today: date) -> Filters:
        """Sort names as the reader's language writes them."""
        filters = super().filters(today)
        language = "ar" if get_language() == "ar" else "en"
        order = f"name_{language}" if filters.order == "name" else ""
        return replace(filters, order=order)


class ActorForm(PeriodForm):
    outlet_country = _outlet_country()
    field_order = ("since", "until", "source", "outlet_country")


class StanceMatrixForm(PeriodForm):
    actors = NamedChoicesField(
        Actor.objects.with_stances(), kept_as="actors-with-stances", label=_("Actors")
    )
    most = ChoiceField(
        label=_("Most active"),
        required=False,
        choices=[("", USUALLY_SHOWN), *((number, number) for number in SHOWN)],
    )
    kind = _kind()
    region = region_field()
    outlet_country = _outlet_country()
    field_order = ("actors", "most", "kind")

    def clean_actors(self) -> QuerySet[Actor]:
        chosen: QuerySet[Actor] = self.cleaned_data["actors"]
        if len(chosen) > MOST_CHOSEN:
            raise forms.ValidationError(_("Choose fewer actors."))
        return chosen


def _hidden_actor() -> forms.ModelChoiceField[Actor]:
    return forms.ModelChoiceField(
        Actor.objects.all(), required=False, to_field_name="slug", widget=forms.HiddenInput()
    )


class StanceQuotesForm(PeriodForm):
    polarity = ChoiceField(
        label=_("Stance"),
        required=False,
        choices=[
            ("", _("for, against and neutral")),
            *(
                (item.value, LABELS[Polarity][item.value])
                for item in (Polarity.SUPPORT, Polarity.OPPOSE, Polarity.NEUTRAL)
            ),
        ],
    )
    region = region_field()
    outlet_country = _outlet_country()
    holder = _hidden_actor()
    target = _hidden_actor()
    field_order = ("polarity",)


class FramingForm(PeriodForm):
    actor = NamedChoiceField(
        Actor.objects.framed(),
        kept_as="framed-actors",
        label=_("About"),
        empty_label=_("anybody"),
    )
    outlet_country = _outlet_country()
    q = forms.SlugField(required=False, max_length=40, widget=forms.HiddenInput())
    field_order = ("actor",)


class MapForm(PeriodForm):
    kind = ChoiceField(
        label=_("Precision"),
        required=False,
        choices=[("", _("all places")), *LABELS[Precision].items()],
    )
    outlet_country = _outlet_country()
    field_order = ("kind",)


class ArticleListForm(PeriodForm):
    q = _query()
    region = region_field()
    actor = _hidden_actor()
    outlet_country = _outlet_country(widget=forms.HiddenInput())
    field_order = ("q",)


class CeasefireForm(PeriodForm):
    region = region_field()
    actor = NamedChoiceField(
        Actor.objects.parties(),
        kept_as="parties",
        label=_("Party"),
        empty_label=_("all parties"),
    )
    place = NamedChoiceField(
        places_of_truces(),
        kept_as="places-of-ceasefires",
        label=_("Place"),
        empty_label=_("all places"),
    )
    kind = ChoiceField(
        label=_("Status"),
        required=False,
        choices=[("", _("any status")), *LABELS[CeasefireStatus].items()],
    )
    field_order = ("actor", "place", "kind")


def _measure() -> ChoiceField:
    return ChoiceField(
        label=_("Measure"),
        required=False,
        choices=[
            ("", _("flow, stock and returns")),
            *zip(KINDS, (_("flow"), _("stock"), _("returns")), strict=True),
        ],
    )


def _cause() -> ChoiceField:
    return ChoiceField(
        label=_("Cause"),
        required=False,
        choices=[
            ("", _("all causes")),
            *((item.value, LABELS[Cause][item.value]) for item in CAUSES),
        ],
    )


def _figure_place(empty_label: Any) -> NamedChoiceField:
    return NamedChoiceField(
        places_of_figures(),
        kept_as="places-of-figures",
        label=_("Place"),
        empty_label=empty_label,
    )


def _reporter() -> NamedChoiceField:
    return NamedChoiceField(
        Actor.objects.reporters(),
        kept_as="reporters",
        label=_("Reporter"),
        empty_label=_("all reporters"),
    )


def _window() -> ChoiceField:
    return ChoiceField(
        label=_("Side by side"),
        required=False,
        choices=[
            ("", _("figures of a week")),
            (Window.DAY.value, _("figures of a day")),
            (Window.MONTH.value, _("figures of a month")),
        ],
    )


class DisplacementForm(PeriodForm):
    region = region_field()
    place = _figure_place(_("all places"))
    role = ChoiceField(
        label=_("Place is"),
        required=False,
        choices=[
            ("", _("left or reached")),
            (PlaceRole.ORIGIN.value, _("where people left")),
            (PlaceRole.DESTINATION.value, _("where people went")),
        ],
    )
    actor = _reporter()
    kind = _measure()
    cause = _cause()
    series = ChoiceField(
        label=_("Colours"),
        required=False,
        choices=[("", _("none")), ("reporter", _("by reporter")), ("place", _("by place"))],
    )
    window = _window()
    order = ChoiceField(
        required=False,
        choices=[("", ""), *((sign + name, "") for name in ORDERS for sign in ("", "-"))],
        widget=forms.HiddenInput(),
    )
    field_order = ("place", "role", "actor", "kind", "cause", "series", "window")


class FigureMapForm(PeriodForm):
    region = region_field()
    role = ChoiceField(
        label=_("Places"),
        required=False,
        choices=[
            ("", _("where people left")),
            (PlaceRole.DESTINATION.value, _("where people went")),
        ],
    )
    level = ChoiceField(
        label=_("Level"),
        required=False,
        choices=[
            ("", _("as named")),
            *((item.value, LABELS[PlaceFeature][item.value]) for item in LEVELS),
        ],
    )
    kind = _measure()
    cause = _cause()
    actor = _reporter()
    field_order = ("role", "level", "kind", "cause", "actor")


class FigureComparisonForm(PeriodForm):
    place = _figure_place(_("choose a place"))
    role = DisplacementForm.base_fields["role"]
    kind = _measure()
    cause = _cause()
    window = _window()
    field_order = ("place", "role", "kind", "cause", "window")


class FigureDecisionForm(forms.Form):
    """What a reviewer decides on a figure: that it is the recommended one, why people moved, or
    that decision `number` is undone."""

    RECOMMEND, SET_CAUSE, UNDO = "recommend", "cause", "undo"

    decision = forms.ChoiceField(choices=[(name, name) for name in (RECOMMEND, SET_CAUSE, UNDO)])
    cause = forms.ChoiceField(
        label=_("Cause"),
        required=False,
        choices=[(i.value, LABELS[Cause][i.value]) for i in CAUSES],
    )
    hazard = forms.ChoiceField(
        label=_("Hazard"),
        required=False,
        choices=[(item.value, LABELS[Hazard][item.value]) for item in reversed(Hazard)],
    )
    note = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    number = forms.IntegerField(required=False, min_value=1)

    def clean(self) -> dict[str, object]:
        data = super().clean() or {}
        wanted = {self.SET_CAUSE: "cause", self.UNDO: "number"}.get(data.get("decision", ""))
        if wanted and not data.get(wanted):
            raise forms.ValidationError(_("The decision is not complete."))
        return data


class ReaderForm(forms.Form):
    """Where in an article to look: the sentence that begins `at`, in version `v`."""

    at = forms.IntegerField(required=False, min_value=0)
    v = forms.IntegerField(required=False, min_value=1, max_value=32767)
