"""Finds which place a name means, from the name and from what else the text names.

A name leads to its candidates by its folded form. Several candidates are told apart by the
country that the text is about, by the feature that a cue word asks for ("محافظة", "camp"), then
by weight (feature and population). Namesakes at the same spot (a city, its district and its
governorate) never make a name ambiguous; far ones of like weight do, and then no place is given.
"""

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import product

from analysis.records import PlaceEntry
from analysis.spellings import core, cores
from analysis.terms import PlaceFeature
from newsmon.lib.text import fold_name

# Weight of a feature when nothing else speaks, in powers of ten of population.
_FEATURE_WEIGHT = {
    PlaceFeature.COUNTRY: 7.8,
    PlaceFeature.REGION: 6.2,
    PlaceFeature.ADM1: 5.6,
    PlaceFeature.SITE: 4.6,
    PlaceFeature.CAMP: 4.6,
    PlaceFeature.ADM2: 4.4,
    PlaceFeature.ADM3: 3.6,
    PlaceFeature.SETTLEMENT: 0.0,
    PlaceFeature.UNCLEAR: 0.0,
}
_VILLAGE_WEIGHT = 3.0  # a settlement without a population counts as one of a thousand people
_COUNTRY_BONUS = 3.0  # the country that the text is about outweighs a thousandfold population
_UNIT_BONUS = 1.5  # a unit above the candidate is named too
# Of two namesakes the one in the countries that newsmon watches is meant a little oftener.
HOME_COUNTRIES = frozenset(
    {"SYR", "IRQ", "LBN", "JOR", "PSE", "ISR", "YEM", "LBY", "SDN", "SSD", "SOM", "KWT", "QAT"}
    | {"BHR", "ARE", "OMN", "SAU", "EGY", "TUN", "DZA", "MAR", "TUR", "IRN", "AFG", "UKR"}
)
_HOME_BONUS = 0.5
_NEAR_BONUS = 2.0  # another place of the text is a day's walk away
_NEAR_DEGREES = 0.6
_FEATURE_BONUS = 6.0  # a cue word asks for this feature
_MARGIN = 0.75  # candidates nearer than this in weight are ambiguous
_SAME_SPOT_DEGREES = 0.7

Point = tuple[float, float]  # degrees north and east
Cell = tuple[int, int]  # a square of _NEAR_DEGREES a side, counted from the equator and Greenwich

ARTICLES = ("ال", "al ", "el ", "the ")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceContext:
    """What a text says around a name: countries by ISO alpha-3 with the number of their mentions,
    the folded names of other places in it, and where those lie that can only be one place (see
    `by_cell`). The outlet's own country is no context."""

    countries: Mapping[str, int] = field(default_factory=dict)
    units: frozenset[str] = frozenset()
    points: Mapping[Cell, Collection[Point]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup:
    """The place that a name means, or None and why."""

    place: PlaceEntry | None = None
    reason: str | None = None


NO_CONTEXT = PlaceContext()


class Gazetteer:
    """Places by id and by folded name."""

    def __init__(self, places: Iterable[PlaceEntry]) -> None:
        self._by_id: dict[str, PlaceEntry] = {}
        self._by_name: dict[str, list[PlaceEntry]] = defaultdict(list)
        self._by_core: dict[str, list[PlaceEntry]] = defaultdict(list)
        for place in places:
            self._by_id[place.id] = place
            for key in _keys(place):
                self._by_name[key].append(place)
            for key in cores(place):
                self._by_core[key].append(place)
        self._lengths = _lengths_by_first_word(self._by_name)

    def place(self, place_id: str) -> PlaceEntry | None:
        """Give a place by its id."""
        return self._by_id.get(place_id)

    def countries(self) -> tuple[PlaceEntry, ...]:
        """Give every country, in the order of the file."""
        return tuple(p for p in self._by_id.values() if p.feature is PlaceFeature.COUNTRY)

    def region(self, country: str, direction: str) -> PlaceEntry | None:
        """Give the part of a country (ISO alpha-3, or an area's code) in a direction: "north"."""
        return self._by_id.get(f"reg-{country}-{direction}")

    def candidates(self, name: str) -> tuple[PlaceEntry, ...]:
        """Give every place of this name, with or without the article."""
        return self.candidates_of_key(fold_name(name))

    def candidates_of_key(self, key: str) -> tuple[PlaceEntry, ...]:
        """Give every place whose name folds to `key` (see `newsmon.lib.text.fold_name`)."""
        found = self._by_name.get(key)
        if found:
            return tuple(found)
        for article in ARTICLES:
            bare = key.removeprefix(article)
            if bare != key and bare in self._by_name:
                return tuple(self._by_name[bare])
        return ()

    def named(self, key: str) -> tuple[PlaceEntry, ...]:
        """Give every place whose name folds exactly to `key`."""
        return tuple(self._by_name.get(key, ()))

    def respelled(self, key: str) -> tuple[PlaceEntry, ...]:
        """Give every place with a name that is a folded name in another spelling."""
        return tuple(self._by_core.get(core(key), ()))

    def lengths(self, first_word: str) -> tuple[int, ...]:
        """Give the lengths, in words and longest first, of the names that begin with a word."""
        return self._lengths.get(first_word, ())

    def lookup(
        self,
        name: str,
        *,
        context: PlaceContext = NO_CONTEXT,
        feature: PlaceFeature | None = None,
    ) -> Lookup:
        """Choose the place that a name means; `feature` is what a cue word beside it asks for."""
        return self.choose(self.candidates(name), context=context, feature=feature)

    def choose(
        self,
        candidates: tuple[PlaceEntry, ...],
        *,
        context: PlaceContext = NO_CONTEXT,
        feature: PlaceFeature | None = None,
    ) -> Lookup:
        """Choose among candidates; see `lookup`."""
        if not candidates:
            return Lookup(reason="not in the gazetteer")
        ranked = sorted(candidates, key=lambda p: (-_weight(p, context, feature), p.id))
        best = ranked[0]
        threshold = _weight(best, context, feature) - _MARGIN
        for other in ranked[1:]:
            if _weight(other, context, feature) < threshold:
                break
            if not same_spot(best, other):
                return Lookup(reason=f"ambiguous: {_described(best)} or {_described(other)}")
        return Lookup(place=best)


def _keys(place: PlaceEntry) -> set[str]:
    names = (place.name_en, place.name_ar, *place.aliases)
    return {key for name in names if (key := fold_name(name).removeprefix("the "))}


def _lengths_by_first_word(names: Iterable[str]) -> dict[str, tuple[int, ...]]:
    found: dict[str, set[int]] = defaultdict(set)
    for name in names:
        first, _, rest = name.partition(" ")
        found[first].add(rest.count(" ") + 2 if rest else 1)
    return {first: tuple(sorted(lengths, reverse=True)) for first, lengths in found.items()}


def _weight(place: PlaceEntry, context: PlaceContext, feature: PlaceFeature | None) -> float:
    weight = _own_weight(place)
    if place.country in context.countries:
        most = max(context.countries.values())
        weight += _COUNTRY_BONUS * (0.5 + 0.5 * context.countries[place.country] / most)
    if any(fold_name(unit) in context.units for unit in place.admin):
        weight += _UNIT_BONUS
    if is_beside(place, context):
        weight += _NEAR_BONUS
    if feature is not None and place.feature is feature:
        weight += _FEATURE_BONUS
    return weight


def _own_weight(place: PlaceEntry) -> float:
    return _size(place) + (_HOME_BONUS if place.country in HOME_COUNTRIES else 0.0)


def _size(place: PlaceEntry) -> float:
    if place.feature is PlaceFeature.SETTLEMENT:
        return max(_VILLAGE_WEIGHT, math.log10(place.population or 1)) + 0.5
    return _FEATURE_WEIGHT[place.feature]


def by_cell(points: Iterable[Point]) -> dict[Cell, set[Point]]:
    """Sort points into squares, so that few of them are asked whether they lie near a place."""
    found: dict[Cell, set[Point]] = defaultdict(set)
    for point in points:
        found[_cell(*point)].add(point)
    return dict(found)


def _cell(north: float, east: float) -> Cell:
    return math.floor(north / _NEAR_DEGREES), math.floor(east / _NEAR_DEGREES)


def is_beside(place: PlaceEntry, context: PlaceContext) -> bool:
    """Say whether a place lies beside another one that the text names."""
    if place.latitude is None or place.longitude is None or not context.points:
        return False
    here = (place.latitude, place.longitude)
    row, column = _cell(*here)
    return any(
        _is_near(here, point)
        for cell in product((row, row - 1, row + 1), (column, column - 1, column + 1))
        for point in context.points.get(cell, ())
    )


def _is_near(one: Point, other: Point) -> bool:
    return abs(one[0] - other[0]) < _NEAR_DEGREES and abs(one[1] - other[1]) < _NEAR_DEGREES


def same_spot(one: PlaceEntry, other: PlaceEntry) -> bool:
    """Say whether two places of a country lie together; one without a point lies anywhere."""
    if one.country != other.country:
        return False
    if one.latitude is None or other.latitude is None:
        return True
    if one.longitude is None or other.longitude is None:
        return True
    return (
        abs(one.latitude - other.latitude) < _SAME_SPOT_DEGREES
        and abs(one.longitude - other.longitude) < _SAME_SPOT_DEGREES
    )


def _described(place: PlaceEntry) -> str:
    above = place.admin[0] if place.admin else place.country
    return f"{place.name_en} ({above})"
