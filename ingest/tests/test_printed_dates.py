"""Publication times in words: what they say, and what they do not."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.printed_dates import declared_moment, is_credible, printed_moment
from ingest.tests.factories import NOW


def day(year: int, month: int, on: int) -> datetime:
    return datetime(year, month, on, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "moment"),
    [
        # Levantine, Egyptian, Maghrebi and Moroccan names, and two names side by side
        ("الجمعة 09 شباط 2024", day(2024, 2, 9)),
        ("الخميس، 29 فبراير 2024", day(2024, 2, 29)),
        ("7 جانفي 2024", day(2024, 1, 7)),
        ("نشر في 14 جويلية 2023", day(2023, 7, 14)),
        ("5 غشت 2023", day(2023, 8, 5)),
        ("9 دجنبر 2023", day(2023, 12, 9)),
        ("١٧ تشرين الأول/أكتوبر ٢٠٢٣", day(2023, 10, 17)),
        # Hijri, alone and beside the Gregorian date, which is the surer one
        ("20 شعبان 1445 هـ", day(2024, 3, 1)),
        ("٢٠ شعبان ١٤٤٥", day(2024, 3, 1)),
        ("1/9/1444 هـ", day(2023, 3, 23)),
        ("19 شعبان 1445هـ الموافق 1 مارس 2024م", day(2024, 3, 1)),
        ("20 شعبان 1440هـ الموافق 25 أبريل 2019م", day(2019, 4, 25)),
        # Other languages and figures alone
        ("Published: February 29, 2024", day(2024, 2, 29)),
        ("29-Feb-2024", day(2024, 2, 29)),
        ("12 Şubat 2024", day(2024, 2, 12)),
        ("Publié le 12 février 2024", day(2024, 2, 12)),
        ("2024/02/29", day(2024, 2, 29)),
        ("29.02.2024", day(2024, 2, 29)),
        # With a time, in its zone
        ("01 آذار 2024 - 02:30 ص", datetime(2024, 3, 1, 2, 30, tzinfo=UTC)),
        ("29 شباط 2024، 02:30 م", datetime(2024, 2, 29, 14, 30, tzinfo=UTC)),
        (
            "29 فبراير 2024 الساعة 10:15 بتوقيت مكة المكرمة",
            datetime(2024, 2, 29, 7, 15, tzinfo=UTC),
        ),
        ("29 فبراير 2024 10:15 (بتوقيت غرينتش)", datetime(2024, 2, 29, 10, 15, tzinfo=UTC)),
        ("15 تموز 2023 10:15 بتوقيت القدس", datetime(2023, 7, 15, 7, 15, tzinfo=UTC)),
        ("February 29, 2024 at 3:05 pm", datetime(2024, 2, 29, 15, 5, tzinfo=UTC)),
        ("29 February 2024 10:15 GMT+3", datetime(2024, 2, 29, 7, 15, tzinfo=UTC)),
        ("12 février 2024 à 10h32", datetime(2024, 2, 12, 10, 32, tzinfo=UTC)),
        ("2024-02-29T10:15:00+03:00", datetime(2024, 2, 29, 7, 15, tzinfo=UTC)),
        ("Thu Feb 29 2024 10:15:00 GMT+0300", datetime(2024, 2, 29, 7, 15, tzinfo=UTC)),
        ("٢٩-٢-٢٠٢٤ ٠٢:١٥ م", datetime(2024, 2, 29, 14, 15, tzinfo=UTC)),
        ("اليوم 09:45", datetime(2024, 3, 1, 9, 45, tzinfo=UTC)),
        # Counted back from the fetch
        ("5h ago", NOW - timedelta(hours=5)),
        ("منذ ساعتين", NOW - timedelta(hours=2)),
        ("قبل 35 دقيقة", NOW - timedelta(minutes=35)),
        ("منذ ثلاث ساعات", NOW - timedelta(hours=3)),
        ("3 hours ago", NOW - timedelta(hours=3)),
        ("an hour ago", NOW - timedelta(hours=1)),
        ("2 saat önce", NOW - timedelta(hours=2)),
        ("il y a 20 minutes", NOW - timedelta(minutes=20)),
        ("منذ يومين", day(2024, 2, 28)),
        ("منذ أسبوع", day(2024, 2, 23)),
        ("أمس", day(2024, 2, 29)),
        # Published and updated
        ("نشر: 27 شباط 2024 - آخر تحديث: 29 شباط 2024", day(2024, 2, 27)),
        ("27 February 2024, updated 29 February 2024", day(2024, 2, 27)),
    ],
)
def test_a_line_that_says_when_is_read(line: str, moment: datetime) -> None:
    assert printed_moment(line, NOW) == moment


@pytest.mark.parametrize(
    "line",
    [
        *("", "الآن", "just now", "الجمعة", "شباط 2024", "2024", "14:30", "منذ قليل"),
        *("02/01/2024", "02-01-2024", "اليوم", "Today"),
        *("31 شباط 2024", "33 رجب 1445 هـ", "02/03/2024", "آخر تحديث: 29 شباط 2024"),
        *("Updated 29 February 2024", "5 آذار 2024", "1 رمضان 1446 هـ", "بعد ساعتين"),
        *(
            "30 Nov -0001",
            "12 آذار 0001",
            "5 March 2025",
            "عدد القتلى 2023 شخصاً",
            "12 غارة منذ الفجر",
        ),
        "مضت ثلاثة أيام على إعلان الهدنة في 12 شباط 2024 حين قالت الأطراف إنها ستلتزم بها وإن لجنة "
        "مشتركة ستراقب تنفيذها في القرى والبلدات التي شهدت معارك طوال الأشهر الماضية من دون توقف",
    ],
)
def test_a_line_that_says_no_publication_time_gives_none(line: str) -> None:
    assert printed_moment(line, NOW) is None


@pytest.mark.parametrize(
    ("line", "language", "moment"),
    [
        ("02/01/2024", "ar", day(2024, 1, 2)),
        ("02/01/2024", "fr", day(2024, 1, 2)),
        ("في 02/01/2024", "", day(2024, 1, 2)),
        ("02/01/2024", "en", None),
        ("29/01/2024", "en", day(2024, 1, 29)),
        ("02/02/2024", "", day(2024, 2, 2)),
    ],
)
def test_day_and_month_in_figures_go_by_the_language(
    line: str, language: str, moment: datetime | None
) -> None:
    assert printed_moment(line, NOW, language) == moment


def test_a_future_time_is_refused_but_not_a_local_clock_ahead() -> None:
    assert not is_credible(NOW + timedelta(hours=6), NOW)
    assert not is_credible(day(2024, 3, 2), NOW)
    assert is_credible(NOW + timedelta(hours=3), NOW)
    assert is_credible(day(2024, 3, 1), NOW - timedelta(hours=11))


@pytest.mark.parametrize("value", ["", "soon", "2024-13-01", "29 Feb", "9999-12-31T23:59-23:59"])
def test_what_is_no_iso_time_is_none(value: str) -> None:
    assert declared_moment(value) is None


PIECES = st.lists(
    st.sampled_from(
        [
            *("منذ", "قبل", "ساعة", "دقائق", "يومين", "29", "٣١", "999", "شباط", "شعبان", "هـ"),
            *("1445", "2024", "0000", "9999", "/", "-", ":", "14:30", "م", "GMT+99", "+14:00"),
            *(
                "ago",
                "hours",
                "May",
                "آخر تحديث",
                "بتوقيت القدس",
                "\u200f",
                "ـ",
                "\x00",
                "2024-02-30",
            ),
        ]
    ),
    max_size=12,
).map(" ".join)


@pytest.mark.fuzz
@settings(deadline=None)
@given(st.one_of(st.text(max_size=60), PIECES))
def test_any_line_gives_a_credible_time_or_none(line: str) -> None:
    for moment in (printed_moment(line, NOW), declared_moment(line)):
        assert moment is None or moment.tzinfo is UTC or moment.utcoffset() == timedelta(0)
    printed = printed_moment(line, NOW)
    assert printed is None or is_credible(printed, NOW)
