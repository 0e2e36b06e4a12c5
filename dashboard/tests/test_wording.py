"""Numbers, dates, names and claims in words."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.utils import translation

from analysis.terms import (
    Act,
    CeasefireKind,
    CeasefireStatus,
    Factuality,
    PlaceRole,
    Polarity,
    Quantifier,
    Unit,
)
from analysis.timelines.records import Name, PlacePart
from dashboard import wording
from dashboard.labels import LABELS, label, language_label
from dashboard.templatetags.newsdesk import sparkline
from dashboard.tests.records import IDLIB, RUSSIA, TURKEY, a_bar, a_claim, a_figure, a_stance


def test_days_are_written_as_the_press_writes_them() -> None:
    on = date(2019, 10, 17)
    assert wording.day(on) == "17 Oct 2019"
    with translation.override("ar"):
        assert wording.day(on) == "17 تشرين الأول 2019"


def test_an_unknown_day_is_never_made_up() -> None:
    assert wording.day(None) == "no date"
    assert wording.moment(None) == "never"


def test_moments_are_in_utc_and_say_so() -> None:
    assert wording.moment(datetime(2019, 10, 17, 9, 5, tzinfo=UTC)) == "17 Oct 2019 09:05 UTC"


def test_numbers_have_latin_digits_and_parted_thousands_in_both_languages() -> None:
    assert wording.number(1_234_567) == "1,234,567"
    with translation.override("ar"):
        assert wording.number(1_234_567) == "1,234,567"
    assert wording.number(None) == "—"


@pytest.mark.parametrize(
    ("hours", "english", "arabic"),
    [
        (1, "1 hour", "ساعة واحدة"),
        (2, "2 hours", "ساعتان"),
        (5, "5 hours", "5 ساعات"),
        (72, "72 hours", "72 ساعة"),
        (150, "150 hours", "150 ساعة"),
        (720, "30 days", "30 يوماً"),
    ],
)
def test_durations_are_hours_up_to_a_week_and_days_beyond(
    hours: int, english: str, arabic: str
) -> None:
    assert wording.duration(hours) == english
    with translation.override("ar"):
        assert wording.duration(hours) == arabic


def test_no_duration_is_no_text() -> None:
    assert wording.duration(None) == ""


@pytest.mark.parametrize(
    ("fields", "english", "arabic"),
    [
        ({}, "300,000 persons", "300,000 شخص"),
        (
            {"quantifier": Quantifier.APPROXIMATELY, "reported": 5},
            "about 5 persons",
            "نحو 5 أشخاص",
        ),
        ({"quantifier": Quantifier.MORE_THAN}, "more than 300,000 persons", "أكثر من 300,000 شخص"),
        ({"quantifier": Quantifier.LESS_THAN}, "up to 300,000 persons", "ما يصل إلى 300,000 شخص"),
        (
            {"quantifier": Quantifier.RANGE, "reported": 100, "reported_high": 130},
            "100 to 130 persons",
            "من 100 إلى 130 شخصاً",
        ),
        (
            {"quantifier": Quantifier.VAGUE, "reported": 10_000},
            "tens of thousands of persons",
            "عشرات الآلاف من الأشخاص",
        ),
        (
            {"quantifier": Quantifier.VAGUE, "reported": 1000, "unit": Unit.HOUSEHOLD},
            "thousands of households",
            "الآلاف من الأسر",
        ),
        ({"unit": Unit.HOUSEHOLD, "reported": 1}, "1 household", "أسرة واحدة"),
        ({"unit": Unit.UNCLEAR, "reported": 9}, "9 (unit unclear)", "9 (الوحدة غير واضحة)"),
        ({"reported": None}, "no number", "بلا رقم"),
        (
            {"quantifier": Quantifier.VAGUE, "reported": 7},
            "an unknown number of persons",
            "عدد غير معروف من الأشخاص",
        ),
    ],
)
def test_figures_are_written_with_quantifier_and_unit(
    fields: dict[str, Any], english: str, arabic: str
) -> None:
    row = a_figure(**fields)
    assert wording.figure_text(row) == english
    with translation.override("ar"):
        assert wording.figure_text(row) == arabic


def test_the_mark_of_a_vague_figure_has_no_digits() -> None:
    row = a_figure(quantifier=Quantifier.VAGUE, reported=10_000)
    assert wording.figure_mark(row) == "tens of thousands of persons"


def test_the_mark_of_a_figure_carries_its_sign() -> None:
    row = a_figure(quantifier=Quantifier.MORE_THAN)
    assert ">300,000" in wording.figure_mark(row)
    assert wording.figure_mark(a_figure(reported=None)) == ""


def test_a_name_falls_back_to_the_language_that_it_has() -> None:
    english, arabic = Name(slug=None, en="Only English"), Name(slug=None, en="", ar="عربي فقط")
    assert (wording.name_text(english), wording.name_text(arabic)) == ("Only English", "عربي فقط")
    with translation.override("ar"):
        assert wording.name_text(english) == "Only English"


def test_names_are_isolated_and_escaped() -> None:
    assert wording.names((TURKEY, Name(slug=None, en="<b>"))) == (
        "<bdi>Turkey</bdi> – <bdi>&lt;b&gt;</bdi>"
    )


def test_a_ceasefire_line_says_what_who_how_long_and_where() -> None:
    line = wording.claim_line(
        a_claim(parties=(TURKEY, RUSSIA), duration_hours=120, places=(IDLIB,))
    )
    for said in ("agreed", "Turkey", "Russia", "120 hours", "Idlib"):
        assert said in line


def test_a_denied_ceasefire_is_not_told_as_agreed() -> None:
    assert "agreed (denied)" in wording.claim_line(a_claim(factuality=Factuality.DENIED))


def test_a_violation_line_keeps_doer_teller_and_denier_apart() -> None:
    line = wording.claim_line(
        a_claim(
            kind=CeasefireKind.VIOLATED,
            perpetrators=(TURKEY,),
            alleged_by=(RUSSIA,),
            denied_by=(TURKEY,),
        )
    )
    assert "against <bdi>Turkey</bdi>" in line
    assert "alleged by <bdi>Russia</bdi>" in line and "denied by <bdi>Turkey</bdi>" in line


def test_a_figure_line_says_from_where_to_where() -> None:
    places = (
        PlacePart(place=IDLIB, role=PlaceRole.ORIGIN),
        PlacePart(place=Name(slug=None, en="Afrin"), role=PlaceRole.DESTINATION),
    )
    line = wording.claim_line(a_figure(places=places, is_cumulative=True))
    assert "from <bdi>Idlib</bdi>" in line and "to <bdi>Afrin</bdi>" in line
    assert "running total" in line


def test_a_denied_figure_says_so() -> None:
    assert "denied" in wording.claim_line(a_figure(factuality=Factuality.DENIED))
    assert "denied" not in wording.claim_line(a_figure())


def test_a_stance_line_says_holder_target_and_polarity() -> None:
    line = wording.claim_line(a_stance())
    assert line.startswith("<bdi>Turkey</bdi> on <bdi>Russia</bdi>: <strong>oppose</strong>")
    assert "accuse" in line
    assert "no act" not in wording.claim_line(a_stance(act=Act.NONE, polarity=Polarity.NEUTRAL))


def test_who_says_it_is_told_and_so_is_that_nobody_does() -> None:
    assert wording.said_by(a_figure(reporters=(TURKEY,))) == "according to <bdi>Turkey</bdi>"
    assert wording.said_by(a_figure()) == "no reporter named"
    assert wording.said_by(a_claim(mediators=(RUSSIA,))) == "mediated by <bdi>Russia</bdi>"
    assert wording.said_by(a_claim()) == ""


def test_a_ceasefire_without_parties_is_named_by_its_place() -> None:
    assert wording.ceasefire_title(a_bar(parties=())) == "<bdi>Idlib</bdi>"
    assert wording.ceasefire_title(a_bar(parties=(), places=())) == "parties not named"


def test_why_a_ceasefire_has_its_status_is_told_in_the_readers_language() -> None:
    bar = a_bar(
        status=CeasefireStatus.LAPSED,
        status_reason="its term ran out on 2019-10-22 without word",
        ended_on=date(2019, 10, 22),
    )
    said = "its term ran out on 22 Oct 2019 without word"
    assert wording.status_reason(bar) == f'<span lang="en" dir="ltr">{said}</span>'
    with translation.override("ar"):
        assert "انقضى أجله في 22 تشرين الأول 2019" in wording.status_reason(bar)


def test_a_reason_that_dates_do_not_tell_is_shown_as_stored() -> None:
    bar = a_bar(status=CeasefireStatus.SUSPENDED, status_reason="suspended by <x>")
    with translation.override("ar"):
        assert "suspended by &lt;x&gt;</span>" in wording.status_reason(bar)
        assert wording.status_reason(a_bar(status=CeasefireStatus.UNCLEAR)) == ""


def test_every_value_of_every_enumeration_has_a_label() -> None:
    for kind, labels in LABELS.items():
        assert set(labels) == {item.value for item in kind}


def test_labels_follow_the_language() -> None:
    assert label(CeasefireKind.VIOLATED) == "violation alleged"
    with translation.override("ar"):
        assert label(CeasefireKind.VIOLATED) == "خرق مزعوم"
        assert language_label("ku") == "الكردية"
    assert language_label("xx") == "xx"


def test_a_sparkline_has_a_bar_for_each_day_with_any() -> None:
    assert sparkline((0, 1, 2)) == "M48.0,20v-10.0M80.0,20v-20.0"
    assert sparkline(()) == sparkline((0, 0)) == ""


def test_a_sparkline_of_a_long_time_sums_days_that_share_a_pixel() -> None:
    assert sparkline((1,) * 480).count("M") == 48
