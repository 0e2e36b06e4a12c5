"""What stands beside a place tells which place it is, and whether it is one."""

import pytest

from analysis.tests.test_linking import Linker, gazetteer, linker, registry

__all__ = ["gazetteer", "linker", "registry"]


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Shells fell on Tripoli, and people fled to Sidon and Tyre in Lebanon.", "Tripoli", "LBN"),
        ("Shells fell on Tripoli, and people fled to Misrata in Libya.", "Tripoli", "LBY"),
        ("سقطت القذائف على طرابلس ونزح الناس إلى مصراتة في ليبيا.", "طرابلس", "LBY"),
    ],
)
def test_a_namesake_lies_where_the_other_places_lie(
    linker: Linker, text: str, name: str, country: str
) -> None:
    found = [e for e in linker(text, None, {name: "LOC"}) if e.text == name]
    assert [e.place_country for e in found] == [country]


def test_a_town_within_another_country_is_not_ours(linker: Linker) -> None:
    text = "The mayor of Palmyra in upstate New York wants the canal back."
    found = linker(text, None, {"Palmyra": "LOC", "New York": "LOC"})
    assert [e.place for e in found if e.text == "Palmyra"] == [None]
    text = "The museum of Palmyra in central Syria opened."
    assert "Palmyra" in linker.places(text, **{"Palmyra": "LOC", "Syria": "LOC"})


def test_who_fled_a_town_into_another_country_still_fled_it(linker: Linker) -> None:
    text = "Families from Aleppo in Turkey wait for papers."
    assert "Aleppo" in linker.places(text, Aleppo="LOC", Turkey="LOC")


@pytest.mark.parametrize(
    ("text", "is_place"),
    [
        ("سيطر الجيش على القصير بعد أسبوعين.", True),
        ("كان الثوب القصير ممزقا.", False),
        ("وقف الناس حماة الديار في الصف.", False),
        ("قصفت المدفعية حماة في سوريا.", True),
    ],
)
def test_a_common_word_is_a_town_where_one_fights_for_it(
    linker: Linker, text: str, is_place: bool
) -> None:
    found = [e for e in linker(text) if e.text in ("القصير", "حماة") and e.place]
    assert bool(found) == is_place


@pytest.mark.parametrize("text", ["يصب نهر الأردن في البحر.", "The River Jordan is thin."])
def test_a_river_is_not_the_country_of_its_name(linker: Linker, text: str) -> None:
    assert "iso-JOR" not in [e.place for e in linker(text)]


def test_one_is_near_a_city_not_near_a_country(linker: Linker) -> None:
    places = [e.place_country for e in linker("انقلبت حافلة قرب عمان أمس.") if e.text == "عمان"]
    assert places == ["JOR"]
