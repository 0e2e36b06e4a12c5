"""What may stand in the address of the home page."""

from datetime import datetime, timedelta

from django import forms

from dashboard.forms import PeriodForm, region_field

# What counts as new; "" is what came since the last visit, unless days are asked for.
SINCE_VISIT, SINCE_DAY, SINCE_WEEK, IN_PERIOD = "visit", "day", "week", "period"
CHOICES = (SINCE_VISIT, SINCE_DAY, SINCE_WEEK, IN_PERIOD)
_SPANS = {SINCE_DAY: timedelta(days=1), SINCE_WEEK: timedelta(days=7)}


class HomeForm(PeriodForm):
    region = region_field()
    new = forms.ChoiceField(
        required=False,
        choices=[("", ""), *((name, "") for name in CHOICES)],
        widget=forms.HiddenInput(),
    )
    field_order = ("since", "until", "region")

    def learnt_after(self, now: datetime, last_visit: datetime | None) -> datetime | None:
        """Give the moment after which things are new to a reader; None where what the period's
        articles say is new: days were asked for, or there was no visit before."""
        new = self.cleaned_data["new"]
        if new in _SPANS:
            return now - _SPANS[new]
        has_days = self.cleaned_data["since"] or self.cleaned_data["until"]
        if new == IN_PERIOD or (has_days and new != SINCE_VISIT):
            return None
        return last_visit
