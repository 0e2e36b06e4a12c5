"""Who says a figure: named or not, before it, after it, in the middle or in a headline."""

from typing import Any

import pytest

from analysis.terms import ActorKind, EntityType
from analysis.tests.displacement_texts import actor, figures, place

Names = list[tuple[str, dict[str, Any]]]
PERSON = {**actor("Filippo Grandi", ActorKind.PERSON), "type": EntityType.PER}
UNKNOWN_ORG = {"type": EntityType.ORG, "reason": "not in the registry"}
UNKNOWN_PERSON = {"type": EntityType.PER, "reason": "not in the registry"}


def reporters(text: str, lang: str, names: Names) -> list[str]:
    """Give who says the last figure of a text."""
    return [each.name for each in figures(text, lang, *names)[-1].reported_by]


@pytest.mark.parametrize(
    ("lang", "text", "names", "expected"),
    [
        ("en", "Some 900 people fled, said UNRWA, while others stayed.",
         [("UNRWA", actor("UNRWA"))], "UNRWA"),
        ("en", "Up to 900 people have fled the town since May, said UNRWA.",
         [("UNRWA", actor("UNRWA"))], "UNRWA"),
        ("en", "Over 900 people fled, the head of UNHCR, Filippo Grandi, said.",
         [("UNHCR", actor("UNHCR")), ("Filippo Grandi", PERSON)], "Filippo Grandi"),
        ("en", "Over 900 people fled, according to the Displacement Tracking Matrix.",
         [("Tracking Matrix", UNKNOWN_ORG)], "Displacement Tracking Matrix"),
        ("en", "Over 900 people fled, the municipality said.", [], "municipality"),
        ("en", "Over 900 people fled, two aid officials said.", [], "two aid officials"),
        ("en", "Over 900 people fled, the governor's office said.", [], "governor's office"),
        ("en", "Over 900 people fled, by the count of local volunteers.", [], "local volunteers"),
        ("en", "Over 900 people fled, an Iraqi officer at the Makhmur checkpoint said.",
         [("Makhmur", UNKNOWN_ORG)], "Iraqi officer"),
        ("en", "Prime Minister Aya Nour said 900 people had fled.",
         [("Prime Minister Aya Nour", UNKNOWN_PERSON)], "Aya Nour"),
        ("en", "UNHCR: 900 people fled their homes", [("UNHCR", actor("UNHCR"))], "UNHCR"),
        ("ar", "المفوضية: نزوح 900 شخص من البلدة", [("المفوضية", actor("UNHCR"))], "UNHCR"),
        ("ar", "قال المجلس البلدي إن 900 أسرة نزحت.",
         [("المجلس البلدي", UNKNOWN_ORG)], "municipal council"),
        ("ar", "أحصت مصفوفة تتبع النزوح فرار 900 أسرة.", [], "Displacement Tracking Matrix"),
        ("ar", "وكانت المنظمة أحصت 900 نازح.", [("المنظمة", actor("IOM"))], "IOM"),
        ("ar", "نزح 900 شخص، هذا ما أوردته المنظمة.", [("المنظمة", actor("IOM"))], "IOM"),
        ("ar", "نزح 900 شخص، على حد قول مسؤول محلي.", [], "local official"),
        ("ar", "نزح 900 شخص، وفقا للهلال الأحمر.", [], "red crescent"),
        ("ar", "نزح 900 شخص، نقلا عن قائممقام القضاء.", [], "district governor"),
        ("ar", "فر ربع مليون شخص، قالت الشرطة.", [], "police"),
    ],
)  # fmt: skip
def test_reporter_is_who_says_the_figure(lang: str, text: str, names: Names, expected: str) -> None:
    assert reporters(text, lang, names) == [expected]


@pytest.mark.parametrize(
    ("lang", "text", "names"),
    [
        ("en", "Over 900 people fled the police.", []),
        ("en", "Sudan: 900 people fled", [("Sudan", place("Sudan", "SDN"))]),
        ("en", "Over 900 people fled toward the municipality.", []),
        ("ar", "السودان: فر 900 شخص", [("السودان", place("Sudan", "SDN"))]),
        ("ar", "فر 900 شخص من الشرطة.", []),
        ("ar", "نزحت ألفا أسرة من البلدة.", [("ألفا", UNKNOWN_PERSON)]),
    ],
)
def test_nobody_is_named_where_nobody_says_it(lang: str, text: str, names: Names) -> None:
    assert reporters(text, lang, names) == []


def test_each_of_two_figures_has_its_own_reporter() -> None:
    text = "The agency said 900 people had fled, while local authorities speak of 1,200."
    claims = figures(text, "en")
    assert [[r.name for r in c.reported_by] for c in claims] == [["agency"], ["local authorities"]]


@pytest.mark.parametrize(
    "text",
    [
        "OCHA said 4,000 people fled the town.",
        "Some 4,000 people fled the town, OCHA said.",
        "Some 4,000 people fled the town, according to OCHA.",
        "Some 4,000 people fled the town (OCHA, 2019).",
    ],
)
def test_reporter_is_named_wherever_it_stands(text: str) -> None:
    (claim,) = figures(text, "en", ("OCHA", actor("OCHA")))
    assert [(a.actor, a.name) for a in claim.reported_by] == [("ocha", "OCHA")]


@pytest.mark.parametrize(
    "text",
    [
        "قالت الأمم المتحدة إن 4 آلاف شخص نزحوا.",
        "نزح 4 آلاف شخص، بحسب الأمم المتحدة.",
        "نزح 4 آلاف شخص، كما أعلنت الأمم المتحدة.",
        "بعد إعلان الأمم المتحدة أن 4 آلاف شخص نزحوا.",
    ],
)
def test_arabic_reporter_is_named_wherever_it_stands(text: str) -> None:
    (claim,) = figures(text, "ar", ("الأمم المتحدة", actor("United Nations")))
    assert [a.name for a in claim.reported_by] == ["United Nations"]


def test_common_noun_may_report() -> None:
    (claim,) = figures("Hundreds of people fled, residents said.", "en")
    assert [(a.actor, a.name) for a in claim.reported_by] == [(None, "residents")]


def test_outlet_that_passes_on_is_not_the_reporter() -> None:
    text = "نقلت وكالة أخبار الغد عن مسؤول محلي قوله إن 45 ألف شخص فروا."
    (claim,) = figures(text, "ar", ("أخبار الغد", actor("Tomorrow News", ActorKind.MEDIA)))
    assert [a.name for a in claim.reported_by] == ["local official"]


def test_announcement_of_something_else_does_not_report() -> None:
    text = "نزح 4 آلاف شخص بعد إعلان الجيش بدء العملية."
    (claim,) = figures(text, "ar", ("الجيش", actor("Army", ActorKind.STATE_FORCE)))
    assert claim.reported_by == ()


def test_pronoun_takes_the_speaker_of_the_sentence_before() -> None:
    text = "OCHA said the roads were closed. It said 4,000 people had fled."
    (claim,) = figures(text, "en", ("OCHA", actor("OCHA")))
    assert [a.name for a in claim.reported_by] == ["OCHA"]


def test_unlinked_person_is_named_in_latin_letters() -> None:
    person = {"type": EntityType.PER, "acts": True}
    (claim,) = figures("قال محمد جرار إن 15 ألف شخص نزحوا.", "ar", ("محمد جرار", person))
    assert [a.name for a in claim.reported_by] == ["Mohammad Jarar"]


def test_people_spoken_of_do_not_report() -> None:
    text = "Some 4,000 people fled, Palestinians said to be from the north."
    names = ("Palestinians", actor("Palestinians", ActorKind.COMMUNITY))
    (claim,) = figures(text, "en", names)
    assert claim.reported_by == ()


@pytest.mark.parametrize(
    ("lang", "text", "names", "expected"),
    [
        ("en", "More than 900 people fled the town - UNRWA", [("UNRWA", actor("UNRWA"))], "UNRWA"),
        ("en", 'Aya Nour, a spokeswoman in Amman: "Since May 900 people have fled."',
         [("Aya Nour", UNKNOWN_PERSON)], "Aya Nour"),
        ("en", "UNRWA's Situation Report 83: 900 people fled the town.",
         [("UNRWA", actor("UNRWA"))], "UNRWA"),
        ("en", "Over 900 people fled, the security region said.", [], "security region"),
        ("ar", "نزحت 900 أسرة من البلدة، وفق مطرانية السريان.", [], "مطرانية السريان"),
    ],
)  # fmt: skip
def test_speaker_whom_only_the_form_of_the_text_names_is_found(
    lang: str, text: str, names: Names, expected: str
) -> None:
    assert reporters(text, lang, names) == [expected]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The study concluded that 900 people fled the town."),
        ("en", "The town near the river and the hill said nothing; 900 people fled."),
        ("ar", "نزحت 900 أسرة من البلدة، وفق ما هو متوقع."),
    ],
)
def test_what_is_no_speaker_reports_nothing(lang: str, text: str) -> None:
    assert reporters(text, lang, []) == []
