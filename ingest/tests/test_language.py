"""Languages of the region are told apart, and a few words are not forced into one."""

import pytest

from ingest.language import identify
from ingest.records import Direction


@pytest.mark.parametrize(
    ("text", "code", "direction"),
    [
        ("أعلنت المنظمة نزوح مئات العائلات من القرى الحدودية", "ar", "rtl"),
        ("گروهی از آوارگان به اردوگاه‌های نزدیک مرز رسیدند", "fa", "rtl"),
        ("هێزەکان هێرشیان کردە سەر گوندەکانی باکووری وڵات", "ku", "rtl"),
        ("Hêzan êrîşî gundên bakurê welêt kirin û xelk reviyan", "ku", "ltr"),
        ("Yüzlerce aile sınır köylerinden ayrılmak zorunda kaldı", "tr", "ltr"),
        ("מאות משפחות עזבו את הכפרים הסמוכים לגבול", "he", "rtl"),
        ("Hundreds of families left the villages near the border", "en", "ltr"),
        ("Des centaines de familles ont quitté les villages frontaliers", "fr", "ltr"),
        ("Сотни семей покинули деревни у границы", "ru", "ltr"),
        ("سرحد کے قریب کے دیہات سے سینکڑوں خاندان چلے گئے", "ur", "rtl"),
    ],
)
def test_languages_of_the_region_are_told_apart(text: str, code: str, direction: str) -> None:
    guess = identify(text)
    assert (guess.code, guess.direction) == (code, direction)
    assert guess.score > 0.5


@pytest.mark.parametrize("text", ["", "   ", "12/10/2019", "Ankara", "أنقرة", "🙂🙂🙂", "—"])
def test_a_word_or_nothing_is_undetermined(text: str) -> None:
    guess = identify(text)
    assert guess.code == "und"
    assert guess.score < 0.5


def test_direction_of_a_short_text_follows_its_script() -> None:
    assert identify("أنقرة").direction is Direction.RTL
    assert identify("Ankara").direction is Direction.LTR


def test_arabic_with_foreign_names_stays_arabic() -> None:
    text = "قالت وكالة Example News Agency إن مئات العائلات وصلت إلى المخيم قرب الحدود"
    assert identify(text).code == "ar"


def test_tatweel_and_vowel_marks_change_nothing() -> None:
    assert identify("أَعْلَنَتِ المُنَظَّمَةُ نُزُوحَ مِئَاتِ العـــائلات").code == "ar"
