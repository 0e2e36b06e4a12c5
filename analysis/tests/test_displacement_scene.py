"""Where a figure is set when its own sentence names no place, or only the country."""

from typing import Any

import pytest

from analysis.terms import PlaceRole
from analysis.tests.displacement_texts import actor, figures, place

Names = list[tuple[str, dict[str, Any]]]
SYRIA = place("Syria", "SYR", place="iso-SYR")
NORTH = place("northern Syria", "SYR", place="reg-SYR-north")
SUDAN = place("Sudan", "SDN", place="iso-SDN")


def named(text: str, lang: str, *names: tuple[str, dict[str, Any]]) -> list[str]:
    """Give the places of the last figure of a text."""
    return [each.name for each in figures(text, lang, *names)[-1].places]


@pytest.mark.parametrize(
    ("lang", "text", "names", "expected"),
    [
        ("en", "Clashes went on in Manbij. Hundreds of people fled the town.",
         [("Manbij", place("Manbij"))], ["Manbij"]),
        ("en", "Most of Manbij's 90,000 people have gone. Some 200 families fled on Sunday.",
         [("Manbij", place("Manbij"))], ["Manbij"]),
        ("ar", "اندلعت معارك في منبج. وفر نحو ثلاثة آلاف شخص من المدينة.",
         [("منبج", place("Manbij"))], ["Manbij"]),
        ("ar", "يشهد السودان حربا منذ عام. ونزح أكثر من مليوني شخص جراء القتال.",
         [("السودان", SUDAN)], ["Sudan"]),
        ("en", "A truce in Sudan begins\nThey signed.\nOver a million people fled since April.",
         [("Sudan", SUDAN)], ["Sudan"]),
    ],
)  # fmt: skip
def test_place_is_taken_where_the_text_goes_on_from_it(
    lang: str, text: str, names: Names, expected: list[str]
) -> None:
    assert named(text, lang, *names) == expected


@pytest.mark.parametrize(
    ("lang", "text", "names"),
    [
        ("en", "Envoys met in Astana. The war has displaced six million people.",
         [("Astana", place("Astana", "KAZ"))]),
        ("en", "GENEVA, Switzerland - Two million people have been uprooted by the war.",
         [("GENEVA", place("Geneva", "CHE")), ("Switzerland", place("Switzerland", "CHE"))]),
        ("en", "The sides signed a truce in Pretoria; the war has displaced two million people.",
         [("Pretoria", place("Pretoria", "ZAF"))]),
        ("en", "Riyadh and Doha will watch the truce. Over a million people have fled since April.",
         [("Riyadh", place("Riyadh", "SAU")), ("Doha", place("Doha", "QAT"))]),
        ("en", "Fighting was reported in Omdurman. A million people have fled since April.",
         [("Omdurman", place("Omdurman", "SDN"))]),
        ("ar", "اجتمع الوفدان في أستانا. وشردت الحرب ستة ملايين شخص.",
         [("أستانا", place("Astana", "KAZ"))]),
        ("ar", "تضم اللجنة ممثلين للرياض والدوحة. ونزح مليون شخص منذ أبريل.",
         [("للرياض", place("Riyadh", "SAU")), ("الدوحة", place("Doha", "QAT"))]),
        ("en", "Leaders sign Sochi deal\nThe pause ended.\nNearly 180,000 people fled.",
         [("Sochi", place("Sochi", "RUS"))]),
    ],
)  # fmt: skip
def test_seats_datelines_and_other_events_are_no_place_of_a_figure(
    lang: str, text: str, names: Names
) -> None:
    assert named(text, lang, *names) == []


OPERATION = "وأوقف الاتفاق العملية العسكرية في شمالي سوريا. "
FLIGHT = "وتسببت العملية في أزمة بسوريا مع نزوح نحو 300 ألف مدني."


def test_the_part_named_for_the_same_operation_right_before_stands_for_the_country() -> None:
    names = [("شمالي سوريا", NORTH), ("سوريا", SYRIA)]
    (claim,) = figures(OPERATION + FLIGHT, "ar", *names)
    assert [(p.name, p.place, p.role) for p in claim.places] == [
        ("northern Syria", "reg-SYR-north", PlaceRole.ORIGIN)
    ]


def test_the_part_is_read_in_english_too() -> None:
    text = "The offensive in northern Syria went on. The offensive displaced 9,000 people in Syria."
    assert named(text, "en", ("northern Syria", NORTH), ("in Syria.", SYRIA)) == ["northern Syria"]


@pytest.mark.parametrize(
    "before",
    [
        "وبحث الوفدان الأزمة في شمالي سوريا. ",
        "وانتهت العملية في حمص وفي حلب. ",
        "وبدأت العملية في الموصل. ",
    ],
)
def test_the_country_stays_where_the_sentence_before_tells_of_something_else(before: str) -> None:
    names = {
        "شمالي سوريا": NORTH,
        "حمص": place("Homs"),
        "حلب": place("Aleppo"),
        "الموصل": place("Mosul", "IRQ"),
    }
    found = [(surface, fields) for surface, fields in names.items() if surface in before]
    assert named(before + FLIGHT, "ar", *found, ("سوريا", SYRIA)) == ["Syria"]


def test_a_war_in_one_part_does_not_narrow_what_is_counted_in_the_whole_country() -> None:
    text = "The battle in northern Syria went on. The battle displaced 9,000 across the country."
    assert named(text, "en", ("northern Syria", NORTH)) != ["northern Syria"]


def test_inside_the_country_is_the_country_that_the_headline_names() -> None:
    text = "هدنة في السودان\nوقع الاتفاق في جدة.\nونزح أكثر من 843 ألف شخص داخل البلاد."
    names = [("السودان", SUDAN), ("جدة", place("Jeddah", "SAU"))]
    assert named(text, "ar", *names) == ["Sudan"]


def test_the_narrower_of_nested_places_is_kept() -> None:
    text = "Some 9,000 people fled Idlib in Syria."
    names = [("Idlib", place("Idlib")), ("Syria", SYRIA)]
    assert named(text, "en", *names) == ["Idlib"]


def test_where_an_unnamed_officer_stands_is_not_where_people_fled() -> None:
    text = "Some 8,000 people left Mosul, an officer at the Makhmur checkpoint said."
    names = [("Mosul", place("Mosul", "IRQ")), ("Makhmur", place("Makhmur", "IRQ"))]
    assert named(text, "en", *names) == ["Mosul"]


def test_where_unnamed_officials_sit_is_not_where_people_left() -> None:
    text = "أعلن مسؤولون في كييف إخراج 1100 شخص من ماريوبول بالحافلات."
    names = [("كييف", place("Kyiv", "UKR")), ("ماريوبول", place("Mariupol", "UKR"))]
    assert named(text, "ar", *names) == ["Mariupol"]


def test_a_border_that_towns_are_near_is_not_where_people_went() -> None:
    text = "Some 9,000 people fled towns near the Lebanese border."
    lebanon = place("Lebanon", "LBN", place="iso-LBN", reason="demonym")
    assert named(text, "en", ("Lebanese", lebanon)) == []


def test_families_arrive_at_a_camp_from_where_they_lived() -> None:
    text = "Some 2,700 families arrived at Zamzam camp from El Fasher."
    zamzam, fasher = place("Zamzam camp", "SDN"), place("El Fasher", "SDN")
    (claim,) = figures(text, "en", ("Zamzam camp", zamzam), ("El Fasher", fasher))
    assert {p.name: p.role for p in claim.places} == {
        "Zamzam camp": PlaceRole.DESTINATION,
        "El Fasher": PlaceRole.ORIGIN,
    }


def test_a_country_that_speaks_is_no_place() -> None:
    turkey = {**place("Turkey", "TUR"), **actor("Turkey")}
    assert named("Turkey said 900 people had fled.", "en", ("Turkey", turkey)) == []
