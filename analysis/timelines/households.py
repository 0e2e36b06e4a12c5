"""How many persons a number of households may be: only with a dated and cited household size.

The sizes are national means of a census or survey (data/household_sizes.csv). The people who flee
are no sample of their country, so that what is made with them is an estimate and called one.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent.parent / "data" / "household_sizes.csv"

# An estimate is no more exact than this many leading digits.
_DIGITS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdSize:
    """The mean number of persons in a household of a country (ISO 3166 alpha-3), with the year
    that it was counted for and where it is published."""

    country: str
    size: float
    year: int
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonEstimate:
    """Persons that households may be; `low` and `high` differ where a range was printed."""

    low: int
    high: int
    by: HouseholdSize


@cache
def household_sizes() -> dict[str, HouseholdSize]:
    """Give the known household sizes by country; raise ValueError where one lacks a source."""
    with _DATA.open(encoding="utf-8", newline="") as lines:
        rows = [
            HouseholdSize(
                country=row["country"],
                size=float(row["size"]),
                year=int(row["year"]),
                source=row["source"].strip(),
            )
            for row in csv.DictReader(lines)
        ]
    for row in rows:
        if not row.source or row.size <= 1:
            raise ValueError(f"{row.country}: a household size needs a source and more than one")
    return {row.country: row for row in rows}


def persons_of(low: int, high: int, countries: Iterable[str]) -> PersonEstimate | None:
    """Estimate the persons of a number of households; None unless the places named lie in one
    country whose household size is known."""
    found = {country for country in countries if country}
    size = household_sizes().get(found.pop()) if len(found) == 1 else None
    if size is None:
        return None
    return PersonEstimate(low=_rounded(low * size.size), high=_rounded(high * size.size), by=size)


def _rounded(value: float) -> int:
    step = 10 ** max(len(str(int(value))) - _DIGITS, 0)
    return int(round(value / step) * step)
