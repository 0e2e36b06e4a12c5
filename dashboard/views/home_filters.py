"""What may stand in the address of the home page."""

from datetime import datetime, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from analysis.timelines.regions import regions
from dashboard.forms import NamedChoiceField, PeriodForm

# What counts as new, beside "" for what came since the last visit.
SINCE_DAY, SINCE_WEEK, IN_PERIOD = "day", "week", "period"
_SPANS = {SINCE_DAY: timedelta(days=1), SINCE_WEEK: timedelta(days=7)}


def region_field() -> NamedChoiceField:
    return NamedChoiceField(regions(), label=_("Region"), empty_label=_("all regions"))


class HomeForm(PeriodForm):
    region = region_field()
    new = forms.ChoiceField(
        required=False,
        choices=[("", ""), *((name, "") for name in (SINCE_DAY, SINCE_WEEK, IN_PERIOD))],
        widget=forms.HiddenInput(),
    )
    field_order = ("since", "until", "region")

    def learnt_after(self, now: datetime, last_visit: datetime | None) -> datetime | None:
        """Give the moment after which things are new to a reader; None where what the period's
        articles say is new: days were asked for, or there was no visit before."""
        new = self.cleaned_data["new"]
        if new in _SPANS:
            return now - _SPANS[new]
        if new == IN_PERIOD or self.cleaned_data["since"] or self.cleaned_data["until"]:
            return None
        return last_visit
