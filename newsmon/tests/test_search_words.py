"""Words as the search keeps and asks for them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsmon.lib.search_words import (
    LONGEST_KEY,
    MOST_PLACES,
    asked_keys,
    prefix_of,
    vector_of,
    words_of,
)


def is_found(asked: str, printed: str) -> bool:
    kept = {key for word in words_of(printed) for key in word.keys}
    return set(asked_keys(asked)) <= kept


@pytest.mark.parametrize(
    ("asked", "printed"),
    [
        ("إطلاق", "اطلاق"),
        ("اطلاق", "إِطْلَاق"),
        ("هدنة", "هدنه"),
        ("هدنة", "الهدنة"),
        ("الهدنة", "هدنة"),
        ("هدنة", "وبالهدنة"),
        ("هدنة", "للهدنة"),
        ("الهدنة", "لهدنة"),
        ("هدنة", "هدنتهم"),
        ("قوات", "وقواته"),
        ("نازحين", "النازحين"),
        ("دمشق", "بدمشق"),
        ("سوريا", "سـوريا"),
        ("مستشفى", "مستشفي"),
        ("سيادة", "وسيادتها"),
        ("150", "١٥٠"),
        ("300,000", "٣٠٠٬٠٠٠"),
        ("ceasefire", "Ceasefires"),
        ("ceasefires", "ceasefire"),
        ("Turkey", "Turkey’s"),
        ("Turkey's", "Turkey"),
        ("Baath", "Ba'ath"),
        ("Ba‘ath", "Baath"),
        ("UN", "U.N."),
        ("armee", "l'armée"),
        ("Ankara", "Ankara'da"),
        ("clash", "clashes"),
        ("country", "countries"),
    ],
)
def test_another_form_of_a_word_is_found(asked: str, printed: str) -> None:
    assert is_found(asked, printed)


@pytest.mark.parametrize(
    ("asked", "printed"),
    [
        ("لد", "ولد"),
        ("له", "الله"),
        ("Hama", "Hamas"),
        ("حلب", "حلبجة"),
        ("هدنة", "مهادنة"),
        ("truce", "truculent"),
        ("15", "150"),
        ("pres", "press"),
        ("قصف", "قصة"),
    ],
)
def test_another_word_is_not_found(asked: str, printed: str) -> None:
    assert not is_found(asked, printed)


def test_offsets_are_those_of_the_text_as_it_is() -> None:
    text = "قالَ: الهُدنةُ صامدة"
    assert [text[word.start : word.end] for word in words_of(text)] == ["قال", "الهُدنة", "صامدة"]


def test_a_vector_gives_the_headline_more_weight_and_the_other_forms_the_same_place() -> None:
    assert vector_of("Truce\nThe الهدنة") == "'truce':1A 'the':2 'الهدنه':3 'هدنه':3"


def test_a_text_of_one_line_has_no_headline() -> None:
    assert vector_of("Truce holds") == "'truce':1 'holds':2 'hold':2"


def test_a_text_without_words_has_an_empty_vector() -> None:
    assert vector_of(" … ، \n") == ""


def test_a_word_keeps_no_more_places_than_the_database_does() -> None:
    assert vector_of("war " * 1000).count(",") == MOST_PLACES - 1


def test_a_text_without_end_is_found_by_its_beginning() -> None:
    vector = vector_of("\n".join(f"{number:060}x" for number in range(20_000)))
    assert len(vector) < 1_100_000 and f"{0:059}" in vector


def test_a_prefix_is_one_word_in_its_own_spelling() -> None:
    assert prefix_of("النازح") == "النازح"
    assert prefix_of("two words") == "" and prefix_of("…") == ""


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80))
def test_every_text_is_found_by_its_own_words(text: str) -> None:
    assert is_found(text, text)
    for word in words_of(text):
        assert 0 <= word.start < word.end <= len(text)
        assert all(0 < len(key) <= LONGEST_KEY and "'" not in key for key in word.keys)


@given(st.text(alphabet="ابتهةمنكلوفيىأإآا'سحع ", max_size=60))
def test_every_arabic_text_is_found_by_its_own_words(text: str) -> None:
    assert is_found(text, text)
