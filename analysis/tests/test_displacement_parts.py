"""Parts of a figure that count anew, and figures whose verb no rule knows."""

import pytest

from analysis.displacement.extraction import extract
from analysis.records import DisplacementClaim
from analysis.terms import Category, Quantifier, Unit
from analysis.tests.displacement_texts import figures, tag


def _sure(text: str, lang: str) -> list[DisplacementClaim]:
    """Read a text of whose first sentence the classifier is sure."""
    claims, _ = extract(tag(text, lang), sure={0})
    return list(claims)


PARTS = [
    ("en", "Clashes displaced 25,000 people, including 4,500 in one day.", [25000, 4500]),
    ("en", "Buses evacuated 9,000 villagers, 1,200 of them in the past 24 hours.", [9000, 1200]),
    ("ar", "نزح 960 ألف شخص منذ الاتفاق، بينهم 98 ألفا في الأيام العشرة الأخيرة.", [960000, 98000]),
]
NO_PARTS = [
    ("en", "Clashes displaced 25,000 people, including 4,500 children.", [25000]),
    ("en", "Clashes displaced 25,000 people, including 40 killed in one day.", [25000]),
    ("ar", "نزح 960 ألف شخص منذ الاتفاق، بينهم 98 ألف طفل.", [960000]),
]


@pytest.mark.parametrize(("lang", "text", "values"), [*PARTS, *NO_PARTS])
def test_a_part_counts_anew_only_with_days_of_its_own(
    lang: str, text: str, values: list[int]
) -> None:
    assert [claim.reported for claim in figures(text, lang)] == values


def test_a_part_keeps_the_unit_of_its_whole() -> None:
    text = "تضررت 4200 أسرة من السيول، وباتت 1300 منها بلا مأوى."
    (claim,) = figures(text, "ar")
    assert (claim.reported, claim.unit) == (1300, Unit.HOUSEHOLD)


def test_part_beyond_the_border_is_a_stock_abroad() -> None:
    text = "The war displaced 8 million people, of whom 1.8 million are abroad."
    claims = figures(text, "en")
    assert claims[-1].reported == 1_800_000
    assert claims[-1].category is Category.PEOPLE_DISPLACED_ACROSS_BORDERS


def test_people_who_are_left_have_not_gone() -> None:
    assert (
        figures("The town, which had 17,000 people before the war, has some 500 left.", "en") == []
    )
    (claim,) = figures("Some 500 families left the camp.", "en")
    assert claim.reported == 500


UNWORDED = [
    ("en", "Soldierless and silent, the valley has lost 90,000 to the war.", 90000),
    ("en", "Pakistan expatriated 8,000 Afghans in a day.", 8000),
    ("ar", "ربع مليون مدني انسلوا مع الدواب وراء التلال.", 250000),
]


@pytest.mark.parametrize(("lang", "text", "value"), UNWORDED)
def test_a_sure_classifier_vouches_for_a_verb_that_no_rule_knows(
    lang: str, text: str, value: int
) -> None:
    assert figures(text, lang) == []
    (claim,) = _sure(text, lang)
    assert (claim.reported, claim.category) == (value, Category.UNVERIFIED_FLOW)
    assert claim.factuality.value == "ASSERTED"


NOT_VOUCHED = [
    ("en", "Officials ordered 8,000 Afghans into the valley."),
    ("en", "The valley has flour for 8,000 Afghans."),
    ("en", "The blast killed 8,000 Afghans."),
    ("en", "Of the valley's 8,000 Afghans, nobody slept."),
    ("en", "The valley lost 80 Afghans."),
    ("en", "The valley lost thousands of Afghans."),
    ("en", "The resolution 1701 was read in the valley."),
    ("ar", "تتسع الملاجئ لـ8000 شخص."),
    ("ar", "أمهل الجيش 8000 شخص حتى الظهر."),
    ("ar", "قتل 8000 شخص في الوادي."),
]


@pytest.mark.parametrize(("lang", "text"), NOT_VOUCHED)
def test_orders_harm_aid_and_wholes_are_never_vouched_for(lang: str, text: str) -> None:
    assert _sure(text, lang) == []


def test_arabic_verb_before_the_count_gives_its_quantifier() -> None:
    more, near = (
        figures(f"{verb} عدد النازحين من المدينة منذ الجمعة مئتي ألف.", "ar")[0]
        for verb in ("تجاوز", "ناهز")
    )
    assert more.quantifier is Quantifier.MORE_THAN
    assert near.quantifier is Quantifier.APPROXIMATELY
    (exact,) = figures("بلغ عدد النازحين من المدينة منذ الجمعة مئتي ألف.", "ar")
    assert exact.quantifier is Quantifier.EXACT
