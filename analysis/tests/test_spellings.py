"""Names are brought together that are spelled otherwise, and no others."""

import pytest

from analysis.records import PlaceEntry
from analysis.spellings import core, cores
from analysis.terms import PlaceFeature
from newsmon.lib.text import fold_name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Habbaniyah", "Habbaniya"),
        ("Shuja'iyya", "Shujaiya"),
        ("Kfar Zeita", "Kafr Zeita"),
        ("Urum al-Kubra", "Urum Kubra"),
        ("Deir Hafer", "Dayr Hafer"),
        ("Qamishli", "Kamishli"),
        ("ستيباناكرت", "ستيباناكيرت"),
        ("سيمفيروبول", "سيمفروبول"),
    ],
)
def test_spellings_of_one_name_share_their_core(one: str, other: str) -> None:
    assert core(fold_name(one)) == core(fold_name(other)) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [("Hama", "Homs"), ("Sarmin", "Sarmada"), ("Karama", "Kirkuk"), ("دونيتسك", "لوغانسك")],
)
def test_other_names_do_not(one: str, other: str) -> None:
    assert core(fold_name(one)) != core(fold_name(other))


@pytest.mark.parametrize("name", ["Hit", "Sur", "صور", "شوشا", "عين عيسى", "Харьков", "חיפה"])
def test_short_names_and_those_of_other_scripts_have_none(name: str) -> None:
    assert core(fold_name(name)) == ""


def test_a_place_is_respelled_only_in_the_script_that_is_foreign_to_it() -> None:
    town = PlaceEntry(
        id="t",
        name_en="Habbaniyah",
        name_ar="الحبانية",
        feature=PlaceFeature.SETTLEMENT,
        country="IRQ",
    )
    assert cores(town) == {core("habbaniyah")}
    assert (
        cores(
            PlaceEntry(
                id="c",
                name_en="Iraq",
                name_ar="العراق",
                feature=PlaceFeature.COUNTRY,
                country="IRQ",
            )
        )
        == set()
    )
