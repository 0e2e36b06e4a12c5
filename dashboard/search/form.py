"""What may stand in the address of a search."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from analysis.timelines.search_records import (
    AllOf,
    Days,
    Narrow,
    Order,
    Part,
    SearchField,
)
from dashboard.choices import ChoiceField
from dashboard.forms import PeriodForm
from dashboard.search.language import CLAIM_KEYS, parse, words_in

LONGEST_QUERY = 500
LONGEST_VALUE = 200
# Each of these stands in the address by itself and is taken away by itself.
NARROWING = ("claim", "actor", "place", "source", "country", "language")


def _hidden(*validators: Any) -> forms.CharField:
    return forms.CharField(
        required=False,
        max_length=LONGEST_VALUE,
        widget=forms.HiddenInput(),
        validators=list(validators),
    )


class SearchForm(PeriodForm):
    q = forms.CharField(
        label=_("Search"),
        required=False,
        max_length=LONGEST_QUERY,
        widget=forms.TextInput(
            attrs={"type": "search", "dir": "auto", "autocomplete": "off", "data-shortcut": "/"}
        ),
    )
    order = ChoiceField(
        label=_("Order"),
        required=False,
        choices=[("", _("best first")), ("date", _("newest first"))],
    )
    source = _hidden()  # type: ignore[assignment]
    actor = _hidden()
    place = _hidden()
    country = _hidden(RegexValidator(r"^[A-Z]{3}$"))
    claim = ChoiceField(
        required=False,
        choices=[("", ""), *((key, key) for key in sorted(CLAIM_KEYS))],
        widget=forms.HiddenInput(),
    )
    field_order = ("q", "since", "until", "language", "order")

    def part(self, today: date) -> Part:
        """Give all that is asked for; an empty form asks for every article. Raises QueryError."""
        data = self.cleaned_data
        filters: list[Part] = [
            Narrow(field=SearchField[name.upper()], value=data[name])
            for name in NARROWING
            if data[name]
        ]
        if data["since"] or data["until"]:
            filters.append(Days(since=data["since"], until=data["until"]))
        asked = parse(data["q"], today=today, is_narrowed=bool(filters))
        parts = asked.parts if isinstance(asked, AllOf) else (asked,)
        return AllOf(parts=(*(part for part in parts if part is not None), *filters))

    def order_of(self, part: Part) -> Order:
        """Say how to sort: what asks for no words has no best."""
        by_date = self.cleaned_data["order"] == "date" or not words_in(part)
        return Order.DATE if by_date else Order.RELEVANCE
