"""Words are cut and read with their clitics, and lead back to the text."""

import pytest

from analysis.word_forms import forms_of, tokenise


def words(text: str) -> list[str]:
    return [token.word for token in tokenise(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The U.S. and U.N. said", ["the", "us", "and", "un", "said"]),
        ("Sana'a, Ta'izz", ["sanaa", "taizz"]),
        ("Turkey's and the rebels' towns", ["turkey", "and", "the", "rebels", "towns"]),
        ("Israel-Hamas", ["israel", "hamas"]),
        ("«الجزيرة» وأنقرة", ["الجزيره", "وانقره"]),
        ("مُـــدن", ["مدن"]),
        ("٣٠٠ ألف", ["300", "الف"]),
        ("", []),
    ],
)
def test_text_is_cut_into_folded_words(text: str, found: list[str]) -> None:
    assert words(text) == found


@pytest.mark.parametrize(
    ("word", "rest"),
    [
        ("وانقره", "انقره"),
        ("بسوريا", "سوريا"),
        ("وبدمشق", "دمشق"),
        ("لليمن", "اليمن"),
        ("وللجيش", "الجيش"),
        ("فالجيش", "الجيش"),
        ("كتركيا", "تركيا"),
        ("وتل", "تل"),
        ("Syrians".lower(), "syrian"),
    ],
)
def test_clitics_come_off(word: str, rest: str) -> None:
    assert rest in [form.text for form in forms_of(word)]


@pytest.mark.parametrize("word", ["دمشق", "him", "us", "في"])
def test_words_without_clitics_have_one_reading(word: str) -> None:
    assert [form.text for form in forms_of(word)] == [word]


def test_a_form_begins_after_its_clitics_in_the_original() -> None:
    text = "\u200fوبِدمشق"
    (token,) = tokenise(text)
    form = next(form for form in token.forms if form.text == "دمشق")
    assert (form.conjunction, form.preposition) == ("و", "ب")
    assert text[token.start_of(form) : token.end] == "دمشق"


def test_the_written_off_article_keeps_the_whole_word() -> None:
    text = "لليمن"
    (token,) = tokenise(text)
    form = next(form for form in token.forms if form.text == "اليمن")
    assert text[token.start_of(form) : token.end] == text


def test_stops_and_lines_part_words_and_quotes_do_not() -> None:
    joined = [token.is_joined for token in tokenise('تنظيم "داعش" انسحب. وعاد\nالأهالي')]
    assert joined == [True, True, True, False, False]


def test_capitals_and_possessives_are_told() -> None:
    first, second = tokenise("SDF's men")
    assert (first.is_upper, first.is_possessive) == (True, True)
    assert (second.is_capital, second.is_possessive) == (False, False)
