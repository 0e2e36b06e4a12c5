"""Figures that take what they tell from another one, and numbers that only look as if they did."""

import pytest

from analysis.terms import EntityType
from analysis.tests.displacement_texts import actor, figures, place, refused


def told(text: str, lang: str, *names: str) -> list[tuple[int | None, str, str]]:
    """Read a text in which the names that stand in it are towns, and "Uganda" a country."""
    country = {"country": "UGA", "place": "iso-UGA"}
    tagged = [
        (name, place(name, **(country if name == "Uganda" else {})))
        for name in names
        if name in text
    ]
    return [(c.reported, c.unit.value, c.category.value) for c in figures(text, lang, *tagged)]


NEW, CROSS, RETURN, IDPS = "NEW_DISPLACEMENT", "CROSS_BORDER_FLIGHT", "RETURN", "IDPS"


def test_a_verb_said_once_holds_for_every_item_of_a_list() -> None:
    found = told("Some 350 families fled Larnaca, 200 Paphos.", "en", "Larnaca", "Paphos")
    assert found == [(350, "HOUSEHOLD", NEW), (200, "HOUSEHOLD", NEW)]
    found = told("نزح 300 شخص من بابنوسة و500 من النهود.", "ar", "بابنوسة", "النهود")
    assert found == [(300, "PERSON", NEW), (500, "PERSON", NEW)]


def test_the_places_of_a_list_stay_with_their_figures() -> None:
    names = [("Larnaca", place("Larnaca")), ("Paphos", place("Paphos"))]
    first, second = figures("Some 350 families fled Larnaca, 200 Paphos.", "en", *names)
    assert [p.name for p in first.places] == ["Larnaca"]
    assert [p.name for p in second.places] == ["Paphos"]


def test_states_that_fly_people_out_are_counted_one_by_one() -> None:
    text = "France evacuated 388 people, Germany 313 and Italy 96."
    states = [(name, actor(name)) for name in ("France", "Germany", "Italy")]
    assert [claim.reported for claim in figures(text, "en", *states)] == [388, 313, 96]


@pytest.mark.parametrize(
    "text",
    [
        "Some 350 families fled Larnaca; 200 voted in Paphos.",
        "Some 350 families fled Larnaca and 200 were killed in Paphos.",
        "Some 350 families fled Larnaca in 200 cars.",
        "Some 350 families fled Larnaca and 200 soldiers reached Paphos.",
    ],
)
def test_a_number_with_a_word_of_its_own_is_no_item_of_a_list(text: str) -> None:
    assert [reported for reported, _, _ in told(text, "en", "Larnaca", "Paphos")] == [350]


def test_a_direction_alone_tells_a_flight_where_one_is_spoken_of() -> None:
    text = "About 700 of them into Uganda: the refugees kept coming."
    assert told(text, "en", "Uganda") == [(700, "PERSON", CROSS)]
    assert told("About 700 went into Uganda to trade.", "en", "Uganda") == []


def test_what_others_did_is_what_those_before_them_did() -> None:
    text = "About 300 families fled the town. Another 200 have since followed."
    assert [reported for reported, _, _ in told(text, "en")] == [300, 200]
    assert told("Another 200 have since followed.", "en") == []


def test_others_are_more_of_the_same_people() -> None:
    found = told("تؤوي المدارس 17 ألف نازح، وتستضيف صيدا 22 ألفا آخرين.", "ar", "صيدا")
    assert [(reported, category) for reported, _, category in found][1] == (22_000, IDPS)


@pytest.mark.parametrize(
    ("text", "lang", "now"),
    [
        ("The number of displaced rose to 7.1 million, up from 6.3 million.", "en", 7_100_000),
        ("تراجع عدد اللاجئين في البلاد إلى 750 ألفا بعدما كان 1.5 مليون.", "ar", 750_000),
    ],
)
def test_an_earlier_number_is_not_counted_again(text: str, lang: str, now: int) -> None:
    assert [reported for reported, _, _ in told(text, lang)] == [now]
    assert [d.reason for d in refused(text, lang)] == [
        "an earlier number, in whose place another has come"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Some 2,000 people were evacuated from a shopping centre after a bomb threat.",
        "About 300 people fled the cinema when shots were heard.",
    ],
)
def test_people_who_leave_a_building_are_not_displaced(text: str) -> None:
    assert told(text, "en") == []


@pytest.mark.parametrize(
    "text",
    [
        "وفرت الجمعية وجبات لـ 8 آلاف عائلة.",
        "المتظاهرون بلغوا 20 ألفا أمام مقر المفوضية.",
        "فر 40 شخصا من السوق بعد الانفجار.",
    ],
)
def test_arabic_words_that_only_look_like_flight_are_none(text: str) -> None:
    assert told(text, "ar") == []


def test_only_those_who_came_back_of_a_whole_are_counted() -> None:
    found = told("لم يعد إلى القرية سوى 17 عائلة من أصل 400.", "ar")
    assert found == [(17, "HOUSEHOLD", RETURN)]
    text = "Of the town's 430,000 people, some 320,000 have fled."
    assert [reported for reported, _, _ in told(text, "en")] == [320_000]
    assert told("Half of Ofakim's 36,000 people have fled.", "en") == []


def test_a_people_whose_number_is_given_beside_their_flight_is_counted() -> None:
    assert told("هجر أهالي القرية البالغ عددهم 900 نسمة.", "ar") == [(900, "PERSON", NEW)]
    assert told("تقع القرية البالغ عدد سكانها 900 نسمة قرب الحدود.", "ar") == []


def test_who_leaves_for_home_returns() -> None:
    found = told("غادرت 90 عائلة المخيم عائدة إلى سنجار.", "ar", "سنجار")
    assert found == [(90, "HOUSEHOLD", RETURN)]


def test_who_goes_abroad_from_within_a_country_left_it() -> None:
    text = "داخل السودان نزح ثمانية ملايين شخص، ولجأ نصف مليون إلى الخارج."
    names = [("السودان", place("Sudan", country="SDN"))]
    _, abroad = figures(text, "ar", *names)
    assert [(p.name, p.role.value) for p in abroad.places] == [("Sudan", "ORIGIN")]


def test_a_platform_is_where_somebody_writes_and_not_who() -> None:
    person = {"type": EntityType.PER}
    names = [("Prokudin", person), ("Telegram", {"type": EntityType.ORG})]
    text = "Some 17,000 people fled, the governor, Prokudin, wrote on Telegram."
    (claim,) = figures(text, "en", *names)
    assert [name.name for name in claim.reported_by] == ["Prokudin"]


def test_figures_in_brackets_beside_their_places_go_on_counting() -> None:
    text = (
        "عبر 900 ألف أوكراني إلى بولندا، وتوزع الباقون بين سلوفاكيا (165 ألفا) والمجر (214 ألفا)."
    )
    names = [(name, place(name, "XXX")) for name in ("بولندا", "سلوفاكيا", "المجر")]
    assert [c.reported for c in figures(text, "ar", *names)] == [900_000, 165_000, 214_000]


def test_bracketed_dead_and_years_are_not_counted_on() -> None:
    text = "عبر 900 ألف أوكراني إلى بولندا، وقتل كثيرون في سلوفاكيا (165) والمجر (2014)."
    names = [(name, place(name, "XXX")) for name in ("بولندا", "سلوفاكيا", "المجر")]
    assert [c.reported for c in figures(text, "ar", *names)] == [900_000]


def test_verb_is_left_out_after_a_semicolon() -> None:
    text = "Poland had let in 900,000 people; Moldova, the smallest neighbour, 337,000."
    names = [(name, place(name, "XXX")) for name in ("Poland", "Moldova")]
    assert [c.reported for c in figures(text, "en", *names)] == [900_000, 337_000]
    other = "Poland had let in 900,000 people; prices rose, the bank said, 337,000."
    assert [c.reported for c in figures(other, "en", *names[:1])] == [900_000]
