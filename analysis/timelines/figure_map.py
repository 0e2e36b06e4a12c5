"""Where people left and where they went: figures by place, or by the unit that holds it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db.models import Q

from analysis import models
from analysis.terms import PlaceFeature, PlaceRole
from analysis.timelines import countries, figure_bands
from analysis.timelines import period as periods
from analysis.timelines.displacement import groups_of
from analysis.timelines.figure_records import FigureMap, PlaceFigures
from analysis.timelines.places import place_row
from analysis.timelines.records import FigureGroup, Filters, PlacePart

ROLES = (PlaceRole.ORIGIN, PlaceRole.DESTINATION)
# Values of the filter `kind` of a map, beside "" for places as they are named.
LEVELS = (PlaceFeature.COUNTRY, PlaceFeature.ADM1, PlaceFeature.ADM2)

# A unit of the registry: its country, English name and feature.
_Unit = tuple[str, str, PlaceFeature]


def figure_map(filters: Filters, level: str = "") -> FigureMap:
    """Give the places that people left (or reached, by `filters.role`), the largest figure first.

    At a `level` the figures of places within a unit stand at that unit, and those that name only
    something larger are counted as unplaced."""
    period = periods.resolve(filters)
    groups, is_cut = groups_of(filters, period)
    role = PlaceRole(filters.role or PlaceRole.ORIGIN)
    parts = [(item, part) for item in groups for part in _parts(item, role)]
    keys = [(item, _key(part, level)) for item, part in parts]
    found = _places(key for _, key in keys if key)
    held: dict[models.Place, list[FigureGroup]] = defaultdict(list)
    for item, key in keys:
        place = found.get(key) if key else None
        if place is not None and item not in held[place]:
            held[place].append(item)
    placed = {id(item) for items in held.values() for item in items}
    made = [_figures(place, items) for place, items in held.items() if items]
    return FigureMap(
        period=period,
        places=tuple(sorted(made, key=_largest, reverse=True)),
        countries=countries.named(place.country for place in held),
        unplaced=sum(id(item) not in placed for item in groups),
        is_cut=is_cut,
    )


def _parts(item: FigureGroup, role: PlaceRole) -> list[PlacePart]:
    roles = (role, PlaceRole.ORIGIN_AND_DESTINATION)
    return [part for part in item.first.places if part.role in roles and part.place.slug]


def _key(part: PlacePart, level: str) -> str | _Unit | None:
    """Give the slug of a place as named, or the unit of a level that holds it."""
    if not level:
        return part.place.slug
    feature = PlaceFeature(level)
    if part.feature is feature:
        return part.place.slug
    if feature is PlaceFeature.COUNTRY:
        return (part.country, "", feature) if part.country else None
    depth = LEVELS.index(feature) - 1
    return (part.country, part.within[depth], feature) if len(part.within) > depth else None


def _places(keys: Iterable[str | _Unit]) -> Mapping[str | _Unit, models.Place]:
    wanted = set(keys)
    slugs = Q(slug__in=[key for key in wanted if isinstance(key, str)])
    units = [key for key in wanted if not isinstance(key, str)]
    named = Q(
        country__in={country for country, _, _ in units},
        feature__in={feature for _, _, feature in units},
    )
    found: dict[str | _Unit, models.Place] = {}
    for place in models.Place.objects.filter(slugs | named):
        found[place.slug] = place
        feature = PlaceFeature(place.feature)
        name = "" if feature is PlaceFeature.COUNTRY else place.name_en
        found.setdefault((place.country, name, feature), place)
    return found


def _figures(place: models.Place, items: list[FigureGroup]) -> PlaceFigures:
    row = place_row(place, figures=len(items))
    return PlaceFigures(
        row=row, groups=tuple(items), bands=figure_bands.bands(items, None, place=row.name)
    )


def _largest(item: PlaceFigures) -> tuple[int, int]:
    return max((band.high for band in item.bands), default=0), len(item.groups)
