"""Spellings of an unknown name meet in one key, and known names that come near are found."""

import pytest

from analysis.candidates import (
    NO_NAME,
    KnownName,
    KnownNames,
    context_of,
    key_of,
    language_of,
    most_common,
)

NAMES = KnownNames(
    [
        KnownName(is_actor=True, id="abdi", text="Mazloum Abdi", name_en="Mazloum Abdi"),
        KnownName(is_actor=True, id="abdi", text="مظلوم عبدي", name_en="Mazloum Abdi"),
        KnownName(is_actor=True, id="sdf", text="Syrian Democratic Forces", name_en="SDF"),
        KnownName(is_actor=True, id="farhan", text="Faisal bin Farhan", name_en="Faisal"),
        KnownName(is_actor=False, id="ras", text="رأس العين", name_en="Ras al-Ain"),
    ]
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Liwa al-Shamal", "LIWA AL SHAMAL"),
        ("the Orchard Council’s", "Orchard Council"),
        ("«مجلس البستان»", "مجلسُ البستان"),
        ("إدارة الجسر", "ادارة الجســر"),
        ("\u200fقوات الوادي\u200f", "قوات الوادي"),
    ],
)
def test_spellings_of_a_name_have_one_key(one: str, other: str) -> None:
    assert key_of(one) == key_of(other) != NO_NAME


@pytest.mark.parametrize(
    ("one", "other"),
    [("Liwa al-Shamal", "Liwa al-Janoub"), ("مجلس البستان", "مجالس البساتين"), ("Hamas", "Hama")],
)
def test_different_names_have_different_keys(one: str, other: str) -> None:
    assert key_of(one) != key_of(other)


@pytest.mark.parametrize(
    "text",
    ["", "12", "٣٠", "-", "»«", "x", "one two three four five six seven eight nine", "و" * 300],
)
def test_what_is_no_name_has_no_key(text: str) -> None:
    assert key_of(text) == NO_NAME


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Mazlum Abdi", "abdi"),
        ("مظلوم عبدى", "abdi"),
        ("Syrian Democratic Force", "sdf"),
        ("فيصل بن فرحان", "farhan"),
        ("راس العين", "ras"),
    ],
)
def test_the_nearest_known_name_is_found(name: str, expected: str) -> None:
    assert NAMES.nearest(name)[0].known.id == expected


def test_an_actor_comes_once_with_the_spelling_that_is_nearest() -> None:
    near = NAMES.nearest("مظلوم عبدي")
    assert [one.known.id for one in near] == ["abdi"]
    assert (near[0].known.text, near[0].score) == ("مظلوم عبدي", 1.0)


@pytest.mark.parametrize("name", ["Orchard Council", "مجلس البستان", "", "7"])
def test_no_known_name_comes_near_to_a_strange_one(name: str) -> None:
    assert NAMES.nearest(name) == ()


def test_a_name_is_shown_in_its_own_paragraph() -> None:
    text = "Headline\nYesterday the Orchard Council met.\nAnother day"
    start = text.index("Orchard")
    shown = context_of(text, start, start + 15, width=160)
    assert (shown.before, shown.quote, shown.after) == (
        "Yesterday the ",
        "Orchard Council",
        " met.",
    )


def test_a_long_paragraph_is_cut_at_words() -> None:
    text = "مرحبا " * 20 + "مجلس البستان" + " وداعا" * 20
    start = text.index("مجلس")
    shown = context_of(text, start, start + 12, width=20)
    assert shown.before == "…مرحبا مرحبا مرحبا "
    assert shown.after == " وداعا وداعا وداعا…"
    assert context_of(text, 0, 5, width=20).before == ""


def test_counted_values_are_ordered_by_count_and_then_by_spelling() -> None:
    assert most_common([("b", 1), ("a", 1), ("c", 1), ("c", 1)]) == ["c", "a", "b"]


def test_a_name_has_its_articles_language_or_that_of_its_letters() -> None:
    assert language_of("مجلس", "fa") == "fa"
    assert language_of("مجلس", "und") == "ar"
    assert language_of("Council", "und") == "en"
