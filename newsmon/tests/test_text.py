"""Spellings of one word meet, spans lead back to the original."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsmon.lib.text import (
    alternation,
    direction_of,
    fold,
    fold_name,
    fold_text,
    normalise,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("أردوغان", "اردوغان"),
        ("إدلب", "ادلب"),
        ("آلاف", "الاف"),
        ("حلبَ", "حلب"),
        ("مُحَمَّد", "محمد"),
        ("ســـوريا", "سوريا"),
        ("الحسكة", "الحسكه"),
        ("شمالى", "شمالي"),
        ("کردستان", "كردستان"),
        ("ﻻجئون", "لاجئون"),
        ("\u202bسوريا\u202c", "سوريا"),
        ("٣٠٠", "300"),
        ("۳۰۰", "300"),
        ("Erdoğan", "erdogan"),
        ("Diyarbakır", "DIYARBAKIR"),
        ("Sana’a", "sana'a"),
        ("São", "Sa\u0303o"),
        ("Deir\u00a0ez‑Zor", "deir ez-zor"),
    ],
)
def test_spellings_of_one_word_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("سوريا", "سورية"), ("قطر", "قطار"), ("Iran", "Iraq"), ("2½", "21/2"), ("3.5", "35")],
)
def test_different_words_stay_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_persian_joiner_stays_in_stored_text_and_not_in_keys() -> None:
    assert "\u200c" in normalise("می\u200cشود")
    assert "\u200c" not in fold("می\u200cشود")


def test_stored_text_keeps_vowels_and_lines_but_no_invisible_marks() -> None:
    assert normalise("مُـدن\u200f\r\nسطر\u00ad") == "مُدن\nسطر"


def test_name_key_ignores_points_quotes_and_hyphens() -> None:
    assert fold_name("  Deir  ez-Zor ") == "deir ez zor"
    assert fold_name("U.N.") == fold_name("UN")
    assert fold_name("«الوفاق»") == "الوفاق"


def test_span_of_a_match_is_the_original_word_with_its_inner_marks() -> None:
    text = "قالت \u200fالحُــكومة\u200f إنّ ٣٠٠ ألف"
    folded = fold_text(text)
    match = re.search("الحكومه", folded.text)
    assert match is not None
    start, end = folded.span(match.start(), match.end())
    assert text[start:end] == "الحُــكومة"


def test_span_covers_a_ligature_and_a_letter_that_grows() -> None:
    text = "Straße ﷺ end"
    folded = fold_text(text)
    match = re.search("strasse", folded.text)
    assert match is not None
    assert folded.span(match.start(), match.end()) == (0, 6)


def test_empty_span_and_end_of_text_lead_back() -> None:
    folded = fold_text("ab\u200f")
    assert folded.span(1, 1) == (1, 1)
    assert folded.origin(2) == 3
    assert fold_text("").span(0, 0) == (0, 0)


def test_position_finds_the_folded_place_of_an_offset() -> None:
    folded = fold_text("مُدن")
    assert folded.text[folded.position(2)] == "د"


def test_alternation_folds_escapes_and_prefers_the_longest() -> None:
    pattern = re.compile(alternation(["ألف", "الفي", "U.S.", "at  least"]))
    found = pattern.search("الفي")
    assert found is not None and found.group() == "الفي"
    assert pattern.search("at \n least")
    assert pattern.search("uxsx") is None


@pytest.mark.parametrize(
    ("language", "direction"),
    [("ar", "rtl"), ("he", "rtl"), ("ckb", "rtl"), ("ar-SY", "rtl"), ("en", "ltr"), ("ku", "ltr")],
)
def test_direction_follows_the_language(language: str, direction: str) -> None:
    assert direction_of(language) == direction


def test_direction_of_an_unknown_language_is_left_to_the_text() -> None:
    assert direction_of(None) == "auto"
    assert direction_of("") == "auto"


@given(st.text())
def test_every_folded_character_leads_to_one_original_character(text: str) -> None:
    folded = fold_text(text)
    assert len(folded.text) == len(folded.origins)
    assert list(folded.origins) == sorted(folded.origins)
    assert folded.text == fold(text)
    for start in range(len(folded.text)):
        low, high = folded.span(start, start + 1)
        assert 0 <= low < high <= len(text)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=st.characters(min_codepoint=0x600, max_codepoint=0x6FF)))
def test_normal_forms_of_arabic_fold_alike(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))
