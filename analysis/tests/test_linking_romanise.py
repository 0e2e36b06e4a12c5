"""Arabic names are spelled so that a reader of English knows them again."""

import pytest

from analysis.romanise import romanise


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [
        ("محمد جرار", "Mohammed Jarar"),
        ("سامي الخطيب", "Sami al-Khatib"),
        ("عبد الرحمن القحطاني", "Abdulrahman al-Qahtani"),
        ("وليد بن علي", "Walid bin Ali"),
        ("ماطر", "Mater"),
        ("أوبران", "Obran"),
        ("كرحوت", "Karhout"),
        ("مُحَمَّد", "Mohammed"),
        ("يمنى", "Yamna"),
    ],
)
def test_arabic_names_are_spelled_in_latin_letters(arabic: str, latin: str) -> None:
    assert romanise(arabic) == latin


@pytest.mark.parametrize("name", ["Omar Qasoun", "Мария", "", "דוד"])
def test_other_scripts_are_left_alone(name: str) -> None:
    assert romanise(name) == name
