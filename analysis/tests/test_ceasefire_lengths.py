"""How long a truce lasts, in every usual wording and language."""

from datetime import date

import pytest

from analysis.ceasefires.lengths import find_end, find_lengths
from newsmon.lib.text import fold


@pytest.mark.parametrize(
    ("lang", "text", "hours"),
    [
        ("ar", "اتفق الطرفان على هدنة الأسبوع", 168),
        ("ar", "أعلن الجيش هدنة لأسبوع واحد", 168),
        ("ar", "هدنة الأيام الثلاثة", 72),
        ("ar", "هدنة الساعات الخمس", 5),
        ("ar", "هدنة مدتها شهر ونصف", 1080),
        ("en", "a three-and-a-half-day truce", 84),
        ("en", "a truce for the next 48 hours", 48),
        ("en", "a pause lasting a month and a half", 1080),
        ("en", "a weekend truce", 48),
        ("he", "הפסקת אש של ארבעה ימים", 96),
        ("he", "הפסקת אש של 72 שעות", 72),
        ("he", "הפסקת אש לשבוע", 168),
        ("he", "הפסקת אש של יומיים", 48),
        ("ku", "agirbesta pênc rojan", 120),
        ("ku", "agirbesta 30 saetan", 30),
        ("ku", "agirbesta du mehan", 1440),
        ("ru", "двухмесячное перемирие", 1440),
        ("ru", "недельное перемирие", 168),
    ],
)
def test_length_in_hours(lang: str, text: str, hours: int) -> None:
    assert [length.hours for length in find_lengths(fold(text), lang)] == [hours]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ar", "هدنة شهر رمضان"),
        ("ar", "هدنة يوم الأحد"),
        ("ar", "بدأت الهدنة الأسبوع الماضي"),
        ("en", "a truce after ten days of war"),
        ("en", "a truce was signed at the weekend"),
        ("he", "הפסקת האש נכנסה לתוקף"),
        ("ku", "agirbest hat ragihandin"),
        ("ru", "перемирие объявлено в пятницу"),
    ],
)
def test_days_and_months_by_name_are_no_length(lang: str, text: str) -> None:
    assert find_lengths(fold(text), lang) == []


@pytest.mark.parametrize(
    ("lang", "text", "on"),
    [
        ("ar", "هدنة حتى نهاية العام", date(2023, 12, 31)),
        ("ar", "هدنة حتى نهاية الشهر الجاري", date(2023, 11, 30)),
        ("en", "a ceasefire until the end of the year", date(2023, 12, 31)),
        ("en", "a truce through the end of the week", date(2023, 11, 26)),
        ("fr", "une trêve jusqu'à la fin du mois", date(2023, 11, 30)),
        ("tr", "yıl sonuna kadar ateşkes", date(2023, 12, 31)),
        ("ru", "перемирие до конца месяца", date(2023, 11, 30)),
        ("he", "הפסקת אש עד סוף החודש", date(2023, 11, 30)),
        ("ku", "agirbest heta dawiya mehê", date(2023, 11, 30)),
    ],
)
def test_the_end_of_a_period_is_its_last_day(lang: str, text: str, on: date) -> None:
    end = find_end(fold(text), lang, date(2023, 11, 22))
    assert end is not None and end.on == on


def test_an_end_without_a_day_of_publication_or_of_the_war_is_none() -> None:
    assert find_end("a truce until the end of the year", "en", None) is None
    assert find_end("a truce until the end of the war", "en", date(2023, 11, 22)) is None


def test_the_last_day_of_december_is_in_december() -> None:
    end = find_end("a truce until the end of the month", "en", date(2023, 12, 5))
    assert end is not None and end.on == date(2023, 12, 31)
