"""What may stand in the address of the list of ceasefires."""

from dataclasses import fields
from datetime import date

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from analysis.timelines import ceasefires
from analysis.timelines.ceasefire_records import CeasefireFilters
from analysis.timelines.ceasefires import ORDERS
from analysis.timelines.records import Filters
from dashboard.choices import offered
from dashboard.forms import CeasefireForm
from dashboard.wording import name_text

Choices = list[tuple[str, str | Promise]]


def _countries() -> Choices:
    named = [(str(name.slug), name_text(name)) for name in offered("lands", ceasefires.lands)]
    return [("", _("all countries")), *sorted(named, key=lambda item: item[1])]


def _mediators() -> Choices:
    named = [(name.en, name_text(name)) for name in offered("mediators", ceasefires.mediators)]
    return [("", _("all mediators")), *sorted(named, key=lambda item: item[1])]


class CeasefireListForm(CeasefireForm):
    country = forms.ChoiceField(label=_("Country"), required=False, choices=_countries)
    mediator = forms.ChoiceField(label=_("Mediator"), required=False, choices=_mediators)
    order = forms.ChoiceField(
        required=False,
        choices=[("", ""), *((f"{sign}{name}", "") for name in ORDERS for sign in ("", "-"))],
        widget=forms.HiddenInput(),
    )
    field_order = ("actor", "place", "country", "kind", "mediator")  # type: ignore[assignment]

    def filters(self, today: date) -> CeasefireFilters:
        """Give the filters of a valid form; `today` ends the usual period."""
        usual = super().filters(today)
        told = {field.name: getattr(usual, field.name) for field in fields(Filters)}
        return CeasefireFilters(**told, mediator=self.cleaned_data["mediator"])
