"""How the reader wants numbers and days written."""

from datetime import date

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dashboard.preferences import (
    COOKIE,
    COOKIE_SECONDS,
    Digits,
    Months,
    Preferences,
    active,
    to_cookie,
)

# What the page shows as an example: a day and a number.
DAY, NUMBER = date(2019, 10, 17), 160_000


class PreferencesForm(forms.Form):
    digits = forms.ChoiceField(
        label=_("Digits on Arabic pages"),
        choices=[(Digits.LATIN, "1 2 3"), (Digits.ARABIC, "١ ٢ ٣")],
        widget=forms.RadioSelect,
    )
    months = forms.ChoiceField(
        label=_("Months on Arabic pages"),
        choices=[
            (Months.LEVANTINE, _("as in the Levant: كانون الثاني، شباط، آذار")),
            (Months.EGYPTIAN, _("as in Egypt: يناير، فبراير، مارس")),
        ],
        widget=forms.RadioSelect,
    )
    has_hijri = forms.BooleanField(label=_("Hijri days beside the others"), required=False)

    def wanted(self) -> Preferences:
        """Give what a valid form asks for."""
        data = self.cleaned_data
        return Preferences(
            digits=Digits(data["digits"]),
            months=Months(data["months"]),
            has_hijri=data["has_hijri"],
        )


@login_required
def preferences(request: HttpRequest) -> HttpResponse:
    now = active()
    initial = {"digits": now.digits, "months": now.months, "has_hijri": now.has_hijri}
    form = PreferencesForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        response = redirect("dashboard:preferences")
        response.set_cookie(
            COOKIE,
            to_cookie(form.wanted()),
            max_age=COOKIE_SECONDS,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
        messages.success(request, gettext("Saved for this browser."))
        return response
    example = {"day": DAY, "number": NUMBER}
    return render(request, "dashboard/preferences.html", {"form": form, "example": example})
