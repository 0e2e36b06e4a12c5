"""Names are found under the endings and prefixes of the languages that inflect them."""

import pytest

from analysis.word_endings import nominatives
from analysis.word_forms import tokenise


@pytest.mark.parametrize(
    ("inflected", "name"),
    [
        ("пальмире", "пальмира"),
        ("мариуполе", "мариуполь"),
        ("москвы", "москва"),
        ("грузии", "грузия"),
        ("дамаска", "дамаск"),
        ("путиным", "путин"),
        ("южную", "южная"),
        ("хуситам", "хуситы"),
        ("талибами", "талибы"),
        ("курдах", "курды"),
        ("сирийскими", "сирийские"),
    ],
)
def test_a_russian_case_leads_back_to_the_name(inflected: str, name: str) -> None:
    assert name in nominatives(inflected)


@pytest.mark.parametrize("word", ["сша", "оон", "баку", "киев"])
def test_a_name_that_is_none_of_them_stays_itself(word: str) -> None:
    assert word in [form.text for form in tokenise(word)[0].forms]


@pytest.mark.parametrize(
    ("text", "form", "preposition"),
    [
        ("בדמשק", "דמשק", "ب"),
        ("ואשקלון", "אשקלון", ""),
        ("לביירות", "ביירות", "ل"),
        ("Ankara'da", "ankara", "ب"),
        ("İran'ın", "iran", ""),
        ("Minbicê", "minbic", ""),
    ],
)
def test_prefixes_and_endings_come_off(text: str, form: str, preposition: str) -> None:
    found = {one.text: one.preposition for one in tokenise(text)[0].forms}
    assert found[form] == preposition


@pytest.mark.parametrize(
    ("language", "text", "form"),
    [
        ("tr", "Kuvvetlerinin", "kuvvetleri"),
        ("tr", "ordusuna", "ordusu"),
        ("tr", "Bakanlığından", "bakanligi"),
        ("tr", "Hatay'daki", "hatay"),
        ("ku", "Efrîna", "efrin"),
        ("ku", "Hewlêra", "hewler"),
        ("ku", "Kobanêyê", "kobane"),
        ("ku", "HSD'ê", "hsd"),
        ("ku", "کوردستاندا", "كوردستان"),
        ("ku", "تورکیاوە", "توركيا"),
        ("ku", "حووسییەکان", "حووسي"),
        ("fa", "حوثی‌ها", "حوثي"),
        ("fa", "آمریکای", "امريكا"),
    ],
)
def test_endings_come_off_in_the_language_that_has_them(
    language: str, text: str, form: str
) -> None:
    assert form in [one.text for one in tokenise(text, language)[0].forms]


@pytest.mark.parametrize(
    ("language", "text", "form"),
    [
        (None, "Efrîna", "efrin"),
        ("en", "ordusuna", "ordusu"),
        ("en", "Cuba", "cub"),
        ("ar", "كوردستاندا", "كوردستان"),
        ("ar", "أخباری", "اخبار"),
        ("fa", "ایرانی", "ايران"),
        ("ku", "ئێرانی", "ييران"),
        ("ku", "wan", "w"),
    ],
)
def test_an_ending_of_another_language_stays(language: str | None, text: str, form: str) -> None:
    assert form not in [one.text for one in tokenise(text, language)[0].forms]


@pytest.mark.parametrize("text", ["Sana'a", "O'Brien", "D'Souza"])
def test_an_apostrophe_within_a_name_stays(text: str) -> None:
    token = tokenise(text)[0]
    assert token.surface == text
    assert token.word == text.casefold().replace("'", "")


def test_a_french_elision_is_no_part_of_the_name() -> None:
    tokens = tokenise("dit que l'Arménie et d'Israël")
    assert [token.word for token in tokens] == ["dit", "que", "armenie", "et", "israel"]
    assert tokens[2].is_capital
    assert tokens[2].surface == "Arménie"


@pytest.mark.parametrize(("text", "word"), [("L'armée", "armee"), ("D'après", "apres")])
def test_an_elision_may_begin_a_sentence(text: str, word: str) -> None:
    assert tokenise(text)[0].word == word


def test_a_hebrew_geresh_is_an_apostrophe() -> None:
    assert tokenise("צ׳אד")[0].word == tokenise("צ'אד")[0].word
