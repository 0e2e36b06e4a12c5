"""Digits, months and Hijri days as the reader wants them."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.utils import translation

from dashboard import wording
from dashboard.preferences import (
    COOKIE,
    Digits,
    Months,
    Preferences,
    from_cookie,
    to_cookie,
    writing_for,
)
from dashboard.tests.asking import assert_login_asked

ON = date(2019, 10, 17)
ARABIC = Preferences(digits=Digits.ARABIC)
EGYPTIAN = Preferences(months=Months.EGYPTIAN)
HIJRI = Preferences(has_hijri=True)


def test_arabic_digits_are_written_on_arabic_pages_alone() -> None:
    with writing_for(ARABIC):
        assert wording.number(160_000) == "160,000"
        assert wording.day(ON) == "17 Oct 2019"
        with translation.override("ar"):
            assert wording.number(160_000) == "١٦٠٬٠٠٠"
            assert wording.day(ON) == "١٧ تشرين الأول ٢٠١٩"
            assert wording.number(None) == "—"
            at = datetime(2019, 10, 17, 9, 5, tzinfo=UTC)
            assert wording.moment(at) == "١٧ تشرين الأول ٢٠١٩ ٠٩:٠٥ UTC"
            assert wording.duration(120) == "١٢٠ ساعة"
    with translation.override("ar"):
        assert wording.number(160_000) == "160,000"


def test_egyptian_months_are_written_on_arabic_pages_alone() -> None:
    with writing_for(EGYPTIAN):
        assert wording.day(ON) == "17 Oct 2019"
        with translation.override("ar"):
            assert wording.day(ON) == "17 أكتوبر 2019"
            assert wording.months()[0] == "يناير"


def test_a_hijri_day_stands_beside_in_every_language() -> None:
    with writing_for(HIJRI):
        assert wording.day(ON) == "17 Oct 2019 / 18 Safar 1441 AH"
        with translation.override("ar"):
            assert wording.day(ON) == "17 تشرين الأول 2019 / 18 صفر 1441 هـ"
        assert wording.day(None) == "no date"
        assert wording.short_day(ON) == "17 Oct"


def test_no_hijri_day_is_made_up_where_the_calendar_is_not_known() -> None:
    with writing_for(HIJRI):
        assert wording.day(date(1850, 1, 1)) == "1 Jan 1850"
        assert wording.day(date(2150, 1, 1)) == "1 Jan 2150"


@pytest.mark.parametrize("wanted", [Preferences(), ARABIC, EGYPTIAN, HIJRI])
def test_a_cookie_says_what_was_wanted(wanted: Preferences) -> None:
    assert from_cookie(to_cookie(wanted)) == wanted


@pytest.mark.parametrize("text", ["", "nonsense", "<script>.hij", "." * 500])
def test_a_cookie_of_nonsense_changes_nothing(text: str) -> None:
    assert from_cookie(text) == Preferences()


def test_what_one_reader_wants_is_not_what_the_next_one_gets() -> None:
    with writing_for(HIJRI):
        pass
    assert wording.day(ON) == "17 Oct 2019"


@pytest.mark.django_db
def test_a_visitor_is_asked_to_log_in(outsider: Client) -> None:
    assert_login_asked(outsider.get("/preferences/"))


@pytest.mark.django_db
def test_what_is_saved_is_what_pages_are_written_with(reader: Client) -> None:
    wanted = {"digits": "arabic", "months": "egyptian", "has_hijri": "on"}
    answer = reader.post("/preferences/", wanted)
    assert answer.status_code == 302
    cookie = reader.cookies[COOKIE]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"
    reader.cookies["django_language"] = "ar"
    said = reader.get("/preferences/").content.decode()
    assert "١٧ أكتوبر ٢٠١٩ / ١٨ صفر ١٤٤١ هـ" in said
    assert "١٦٠٬٠٠٠" in said


@pytest.mark.django_db
def test_digits_that_do_not_exist_are_not_saved(reader: Client) -> None:
    answer = reader.post("/preferences/", {"digits": "roman", "months": "egyptian"})
    assert answer.status_code == 200
    assert COOKIE not in reader.cookies


def test_thousands_of_french_are_parted_by_a_space_that_does_not_break() -> None:
    with translation.override("fr"), writing_for(ARABIC):
        assert wording.number(1_400_000) == "1\u00a0400\u00a0000"
        assert wording.number_locale() == "fr"
