"""Arabic names in Latin letters."""

import pytest

from newsmon.lib.romanise import personal_part, romanise


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("محمد جرار", "Mohammad Jarar"),
        ("رأفت الصباغ", "Rafat al-Sabagh"),
        ("صباح كرحوت", "Sabah Karhout"),
        ("رامي عبد الرحمن", "Rami Abdul Rahman"),
        ("عدنان أبو حسنة", "Adnan Abu Hasna"),
        ("مُحَمَّد", "Mohammad"),
    ],
)
def test_arabic_name_is_written_in_latin_letters(name: str, expected: str) -> None:
    assert romanise(name) == expected


@pytest.mark.parametrize("name", ["Tarun Gogoi", "Жанна", "", "42"])
def test_name_of_another_script_is_kept(name: str) -> None:
    assert romanise(name) == name


def test_title_before_a_given_name_is_no_part_of_it() -> None:
    assert personal_part("للمركز رأفت الصباغ") == "رأفت الصباغ"
    assert personal_part("محمد جرار") == "محمد جرار"


@pytest.mark.parametrize("name", ["منسقو الاستجابة", "مركز محمد", "OCHA", ""])
def test_body_has_no_personal_part(name: str) -> None:
    assert personal_part(name) is None
