"""Relative dates and durations, as Arabic and English papers write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsmon.lib.dates import find_dates, find_durations

SATURDAY = date(2019, 10, 19)


def only_date(text: str, lang: str, published_on: date | None = SATURDAY) -> date | None:
    found = find_dates(text, lang, published_on)
    assert len(found) == 1, found
    return found[0].on


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("أمس الجمعة", date(2019, 10, 18)),
        ("أمس", date(2019, 10, 18)),
        ("الخميس", date(2019, 10, 17)),
        ("يوم الخميس الماضي", date(2019, 10, 17)),
        ("مساء الأحد المقبل", date(2019, 10, 20)),
        ("يوم السبت", date(2019, 10, 19)),
        ("السبت الماضي", date(2019, 10, 12)),
        ("أول من أمس", date(2019, 10, 17)),
        ("أمس الأول", date(2019, 10, 17)),
        ("اليوم السبت", date(2019, 10, 19)),
        ("غدا الأحد", date(2019, 10, 20)),
        ("قبل يومين", date(2019, 10, 17)),
        ("قبل ثلاثة أيام", date(2019, 10, 16)),
        ("9 أكتوبر/تشرين الأول الجاري", date(2019, 10, 9)),
        ("٩ تشرين الأول", date(2019, 10, 9)),
        ("9 تشرين الأول / أكتوبر", date(2019, 10, 9)),
        ("17 شباط", date(2019, 2, 17)),
        ("17 شباط 2017م", date(2017, 2, 17)),
        ("17/2/2017م", date(2017, 2, 17)),
        ("29 ديسمبر (كانون الأول) 2016", date(2016, 12, 29)),
        ("28 (يونيو) حزيران", date(2019, 6, 28)),
        ("5 غشت", date(2019, 8, 5)),
        ("12 جويلية", date(2019, 7, 12)),
        ("3 يونيه", date(2019, 6, 3)),
        ("الأول من تشرين الثاني 2018", date(2018, 11, 1)),
        ("20 ديسمبر", date(2018, 12, 20)),
        ("10 سبتمبر الماضي", date(2019, 9, 10)),
        ("أُعلنت الهدنةُ الخميسَ", date(2019, 10, 17)),
        ("سيبدأ وقف إطلاق النار الأحد", date(2019, 10, 20)),
        ("ومن المقرر أن تجتمع اللجنة الاثنين", date(2019, 10, 21)),
    ],
)
def test_arabic_day_resolves_against_publication(text: str, expected: date) -> None:
    assert only_date(text, "ar") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thursday", date(2019, 10, 17)),
        ("last Thursday", date(2019, 10, 17)),
        ("last Saturday", date(2019, 10, 12)),
        ("on Saturday", date(2019, 10, 19)),
        ("next Monday", date(2019, 10, 21)),
        ("late on Wednesday evening", date(2019, 10, 16)),
        ("on Oct. 9", date(2019, 10, 9)),
        ("9 October", date(2019, 10, 9)),
        ("the 9th of October", date(2019, 10, 9)),
        ("December 29 2016", date(2016, 12, 29)),
        ("December 29, 2016", date(2016, 12, 29)),
        ("July 22", date(2019, 7, 22)),
        ("November 3", date(2018, 11, 3)),
        ("yesterday", date(2019, 10, 18)),
        ("two days ago", date(2019, 10, 17)),
        ("2019-10-09", date(2019, 10, 9)),
        ("The truce will begin Monday", date(2019, 10, 21)),
        ("It is due to expire on Tuesday", date(2019, 10, 22)),
        ("said the truce would begin on Oct. 25", date(2019, 10, 25)),
        ("in place since Oct. 18, it will continue", date(2019, 10, 18)),
    ],
)
def test_english_day_resolves_against_publication(text: str, expected: date) -> None:
    assert only_date(text, "en") == expected


def test_each_date_takes_the_tense_of_its_own_verb() -> None:
    text = "Moscow said on Tuesday that planes had left to prepare a truce starting on Thursday."
    found = find_dates(text, "en", date(2016, 10, 19))
    assert [d.on for d in found] == [date(2016, 10, 18), date(2016, 10, 20)]


@pytest.mark.parametrize(
    ("text", "lang", "accuracy", "on"),
    [
        ("last week", "en", "WEEK", date(2019, 10, 7)),
        ("الأسبوع الماضي", "ar", "WEEK", date(2019, 10, 7)),
        ("الشهر الماضي", "ar", "MONTH", date(2019, 9, 1)),
        ("يناير/كانون الثاني الماضي", "ar", "MONTH", date(2019, 1, 1)),
        ("in December", "en", "MONTH", date(2018, 12, 1)),
        ("February 2015", "en", "MONTH", date(2015, 2, 1)),
        ("عام 2014", "ar", "YEAR", date(2014, 1, 1)),
        ("since 2011", "en", "YEAR", date(2011, 1, 1)),
        ("last year", "en", "YEAR", date(2018, 1, 1)),
    ],
)
def test_wide_date_gives_its_first_day_and_says_how_wide_it_is(
    text: str, lang: str, accuracy: str, on: date
) -> None:
    (found,) = find_dates(text, lang, SATURDAY)
    assert (found.accuracy, found.on) == (accuracy, on)


@pytest.mark.parametrize(
    ("text", "lang"),
    [("أمس الجمعة", "ar"), ("الخميس", "ar"), ("on Thursday", "en"), ("9 October", "en")],
)
def test_relative_date_without_publication_is_null_with_a_reason(text: str, lang: str) -> None:
    (found,) = find_dates(text, lang, None)
    assert found.on is None
    assert found.reason


def test_full_date_needs_no_publication() -> None:
    (found,) = find_dates("17 تشرين الأول 2019", "ar", None)
    assert (found.on, found.is_relative) == (date(2019, 10, 17), False)


def test_weekday_that_contradicts_its_relative_day_is_null() -> None:
    (found,) = find_dates("أمس الثلاثاء", "ar", SATURDAY)
    assert found.on is None


def test_day_and_month_that_cannot_be_told_apart_are_null() -> None:
    (found,) = find_dates("10/11/2019", "en", SATURDAY)
    assert found.on is None


def test_count_from_another_event_is_null() -> None:
    (found,) = find_dates("قبل يومين من الموعد", "ar", SATURDAY)
    assert found.on is None


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("they may march in the streets", "en"),
        ("a sun hat and a wed couple", "en"),
        ("في اليوم الـ171 للحرب", "ar"),
        ("اليوم الثاني من المعارك", "ar"),
        ("قال أب لثلاثة أطفال", "ar"),
        ("لمدة 120 ساعة", "ar"),
        ("30 شباطا من الخشب", "ar"),
        ("score of 2-1 in the derby", "en"),
    ],
)
def test_what_is_no_date_is_left_alone(text: str, lang: str) -> None:
    assert find_dates(text, lang, SATURDAY) == []


@pytest.mark.parametrize("text", ["31 نيسان", "February 30"])
def test_day_that_does_not_exist_is_not_invented(text: str) -> None:
    lang = "en" if text.isascii() else "ar"
    assert all(found.on is None for found in find_dates(text, lang, SATURDAY))


@pytest.mark.parametrize(
    ("text", "lang", "hours"),
    [
        ("لمدة 120 ساعة", "ar", 120),
        ("هدنة الـ72 ساعة", "ar", 72),
        ("اثنتين وسبعين ساعة", "ar", 72),
        ("ولمدة (خمسة) أيام", "ar", 120),
        ("5 أيام إضافية", "ar", 120),
        ("ليومين إضافيين", "ar", 48),
        ("يوما واحدا إضافيا", "ar", 24),
        ("هدنة لأسبوع", "ar", 168),
        ("أسبوعين", "ar", 336),
        ("مدتها ثلاثة أشهر", "ar", 2160),
        ("لمدة شهر", "ar", 720),
        ("ثلاثين يوماً", "ar", 720),
        ("72-hour", "en", 72),
        ("eight-hour", "en", 8),
        ("twenty-four hours", "en", 24),
        ("week-long", "en", 168),
        ("weeklong", "en", 168),
        ("after a weeklong truce", "en", 168),
        ("for a month", "en", 720),
        ("extended by a day", "en", 24),
        ("six-week", "en", 1008),
        ("three-year", "en", 26280),
        ("an additional two days", "en", 48),
        ("two more days", "en", 48),
        ("üç günlük ateşkes", "tr", 72),
        ("آتش‌بس سه روزه", "fa", 72),
        ("une trêve de 48 heures", "fr", 48),
        ("72-часовое перемирие", "ru", 72),
    ],
)
def test_duration_is_counted_in_hours(text: str, lang: str, hours: int) -> None:
    assert [found.hours for found in find_durations(text, lang)] == [hours]


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("قبل يومين", "ar"),
        ("خلال 24 ساعة", "ar"),
        ("ليوم الخميس", "ar"),
        ("month-old ceasefire", "en"),
        ("in the past 24 hours", "en"),
        ("two days ago", "en"),
        ("over the next 60 days", "en"),
        ("on the fifth day of the truce", "en"),
    ],
)
def test_age_or_look_back_is_no_duration(text: str, lang: str) -> None:
    assert find_durations(text, lang) == []


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("dün", "tr", date(2019, 10, 18)),
        ("17 Ekim 2019", "tr", date(2019, 10, 17)),
        ("hier", "fr", date(2019, 10, 18)),
        ("le 9 octobre", "fr", date(2019, 10, 9)),
        ("jeudi dernier", "fr", date(2019, 10, 17)),
        ("в четверг", "ru", date(2019, 10, 17)),
        ("9 октября", "ru", date(2019, 10, 9)),
        ("دیروز", "fa", date(2019, 10, 18)),
        ("پنجشنبه گذشته", "fa", date(2019, 10, 17)),
    ],
)
def test_plain_dates_of_other_languages_resolve(text: str, lang: str, expected: date) -> None:
    assert only_date(text, lang) == expected


def test_span_is_exact_in_text_with_marks_and_bidi() -> None:
    text = "قال \u200fأمسِ الجُمعة\u200e إن"
    (found,) = find_dates(text, "ar", SATURDAY)
    assert text[found.start : found.end].startswith("أمس")
    assert found.on == date(2019, 10, 18)


@given(st.text(max_size=80), st.sampled_from(["ar", "en", "tr", "fa", "fr", "ru", "xx"]))
def test_any_text_gives_spans_inside_it_and_no_error(text: str, lang: str) -> None:
    dates = [(d.start, d.end) for d in find_dates(text, lang, SATURDAY)]
    for start, end in dates + [(d.start, d.end) for d in find_durations(text, lang)]:
        assert 0 <= start < end <= len(text)
