"""Households become persons only by a dated and cited size, and only as an estimate."""

import pytest

from analysis.timelines.households import household_sizes, persons_of


def test_every_household_size_has_a_year_and_a_source() -> None:
    for size in household_sizes().values():
        assert len(size.country) == 3 and 2 < size.size < 10
        assert 2000 <= size.year <= 2026 and len(size.source) > 10


def test_households_of_a_known_country_are_estimated() -> None:
    found = persons_of(900, 900, ["SYR"])
    assert found is not None
    assert (found.low, found.high, found.by.year) == (4_500, 4_500, 2009)


def test_a_range_keeps_both_ends() -> None:
    found = persons_of(100, 200, ["AFG", "AFG"])
    assert found is not None
    assert (found.low, found.high) == (740, 1_500)


def test_an_estimate_is_rounded_to_what_it_can_know() -> None:
    found = persons_of(1_234, 1_234, ["AFG"])
    assert found is not None and found.low == 9_100


@pytest.mark.parametrize("countries", [[], [""], ["SYR", "LBN"], ["XXX"]])
def test_no_country_two_countries_or_an_unknown_one_give_no_estimate(countries: list[str]) -> None:
    assert persons_of(900, 900, countries) is None
