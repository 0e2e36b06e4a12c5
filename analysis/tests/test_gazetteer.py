"""A name leads to one place, or to none with a reason."""

import pytest

from analysis.gazetteer import Gazetteer, PlaceContext, by_cell, is_beside
from analysis.records import PlaceEntry
from analysis.terms import PlaceFeature


def place(
    place_id: str,
    name: str,
    feature: PlaceFeature = PlaceFeature.SETTLEMENT,
    *,
    country: str = "SYR",
    at: tuple[float, float] | None = None,
    population: int = 0,
    admin: tuple[str, ...] = (),
    aliases: tuple[str, ...] = (),
) -> PlaceEntry:
    return PlaceEntry(
        id=place_id,
        name_en=name,
        name_ar="",
        feature=feature,
        country=country,
        latitude=at[0] if at else None,
        longitude=at[1] if at else None,
        population=population,
        admin=admin,
        aliases=aliases,
    )


OMAN = place("iso-OMN", "Oman", PlaceFeature.COUNTRY, country="OMN", aliases=("عمان",))
AMMAN = place("amman", "Amman", country="JOR", population=1_200_000, aliases=("عمان",))
HOMS_CITY = place("homs", "Homs", at=(34.73, 36.71), population=700_000, aliases=("حمص",))
HOMS_UNIT = place("homs-adm1", "Homs", PlaceFeature.ADM1, at=(34.5, 37.3), aliases=("حمص",))
TRIPOLI_LBY = place("tripoli-lby", "Tripoli", country="LBY", at=(32.9, 13.2), population=1_100_000)
TRIPOLI_LBN = place("tripoli-lbn", "Tripoli", country="LBN", at=(34.4, 35.8), population=300_000)
VILLAGE_A = place("rawda-a", "Rawda", at=(36.1, 37.1), admin=("Aleppo",))
VILLAGE_B = place("rawda-b", "Rawda", at=(33.1, 36.1), admin=("Daraa",))
CAMP = place("camp", "Hol camp", PlaceFeature.CAMP, aliases=("مخيم الهول", "the Hol camp"))
NORTH = place("reg-SYR-north", "northern Syria", PlaceFeature.REGION)

GAZETTEER = Gazetteer(
    [OMAN, AMMAN, HOMS_CITY, HOMS_UNIT, TRIPOLI_LBY, TRIPOLI_LBN, VILLAGE_A, VILLAGE_B, CAMP, NORTH]
)


@pytest.mark.parametrize("name", ["Homs", "homs", "حِمص", "الحمص", "HOMS"])
def test_spellings_of_a_name_find_it(name: str) -> None:
    assert {found.id for found in GAZETTEER.candidates(name)} == {"homs", "homs-adm1"}


def test_a_city_and_its_governorate_are_not_ambiguous() -> None:
    assert GAZETTEER.lookup("حمص").place == HOMS_CITY


def test_a_cue_word_asks_for_the_governorate() -> None:
    assert GAZETTEER.lookup("حمص", feature=PlaceFeature.ADM1).place == HOMS_UNIT


def test_namesakes_far_apart_are_ambiguous_and_the_reason_names_both() -> None:
    lookup = GAZETTEER.lookup("Tripoli")
    assert lookup.place is None
    assert lookup.reason == "ambiguous: Tripoli (LBY) or Tripoli (LBN)"


def test_the_country_of_the_text_decides() -> None:
    context = PlaceContext(countries={"LBN": 3, "SYR": 1})
    assert GAZETTEER.lookup("Tripoli", context=context).place == TRIPOLI_LBN
    jordan = PlaceContext(countries={"JOR": 2})
    assert GAZETTEER.lookup("عمان", context=jordan).place == AMMAN
    assert GAZETTEER.lookup("عمان").place == OMAN


def test_a_governorate_named_beside_decides_between_villages() -> None:
    context = PlaceContext(countries={"SYR": 1}, units=frozenset({"daraa"}))
    assert GAZETTEER.lookup("Rawda", context=context).place == VILLAGE_B
    assert GAZETTEER.lookup("Rawda").place is None


@pytest.mark.parametrize(
    ("point", "near"),
    [
        ((36.1, 37.1), True),
        ((35.55, 37.1), True),
        ((36.65, 36.55), True),
        ((35.45, 37.1), False),
        ((36.1, 37.75), False),
        ((-36.1, 37.1), False),
    ],
)
def test_a_place_is_beside_what_lies_near_in_whatever_square(
    point: tuple[float, float], near: bool
) -> None:
    context = PlaceContext(points=by_cell([(0.0, 0.0), point]))
    assert is_beside(VILLAGE_A, context) is near
    assert not is_beside(OMAN, context)


def test_an_unknown_name_gives_no_place() -> None:
    lookup = GAZETTEER.lookup("Nowhere")
    assert lookup.place is None
    assert lookup.reason == "not in the gazetteer"


def test_names_are_found_by_id_and_by_first_word() -> None:
    assert GAZETTEER.place("camp") == CAMP
    assert GAZETTEER.place("none") is None
    assert GAZETTEER.lengths("مخيم") == (2,)
    assert GAZETTEER.lengths("hol") == (2,)
    assert GAZETTEER.named("hol camp") == (CAMP,)


def test_a_part_of_a_country_exists_where_the_file_has_it() -> None:
    assert GAZETTEER.region("SYR", "north") == NORTH
    assert GAZETTEER.region("SYR", "northeast") is None
