"""Who says a figure: named or not, before it, after it, in the middle or in a headline."""

from typing import Any

import pytest

from analysis.records import ActorKind, EntityType
from analysis.tests.test_displacement import actor, figures, place

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
