"""Reads the administrative units and places of any country from a table of the OCHA COD-AB.

Columns are told by their names, whatever their order, case, blanks and underscores, and others are
passed over. N is the level, 0 (the country) to 4 (a settlement):

    admNName_en, adminN_name_en, ADMN_EN      the name in Latin letters (also admN_name, ADMN_FR …)
    admNName_ar, adminN_name_ar, ADMN_AR      the name in Arabic
    admNPcode, adminN_pcode, ADMN_PCODE       the p-code
    lat, latitude, center_lat, y; lon, long, longitude, center_lon, x

A row is the unit of the deepest level that has a p-code of its own column. Its id is the p-code
after "ocha-", unless the registry knows the p-code by another id.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from analysis.records import PlaceEntry
from analysis.registry_rows import LONGEST, Row, made_of, read_header, read_rows
from analysis.terms import PlaceFeature
from newsmon.lib.text import fold_name

_NAME = re.compile(r"(?:adm|admin)(\d)(?:name)?(en|ar|fr|es|pt)?")
_PCODE = re.compile(r"(?:adm|admin)(\d)p?code")
_LATITUDES = frozenset({"lat", "latitude", "centerlat", "latitudey", "pointy", "y"})
_LONGITUDES = frozenset({"lon", "long", "longitude", "centerlon", "longitudex", "pointx", "x"})
_LATIN = ("en", "", "fr", "es", "pt")
_NOISE = re.compile(r"[\s_.-]+")
FEATURES = (
    *(PlaceFeature.COUNTRY, PlaceFeature.ADM1, PlaceFeature.ADM2, PlaceFeature.ADM3),
    PlaceFeature.SETTLEMENT,
)
_ARABIC = re.compile(r"[\u0600-\u06ff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Which column says what: by level and language, by level, and the two of the point."""

    names: Mapping[tuple[int, str], str] = field(default_factory=dict)
    pcodes: Mapping[int, str] = field(default_factory=dict)
    latitude: str = ""
    longitude: str = ""


class Known:
    """The places that a registry has already, by what a table may call them."""

    def __init__(self, places: Iterable[PlaceEntry]) -> None:
        self.by_pcode: dict[str, PlaceEntry] = {}
        self.by_id: dict[str, PlaceEntry] = {}
        self.countries: dict[str, str] = {}
        for place in places:
            self.by_id[place.id] = place
            if place.pcode:
                self.by_pcode.setdefault(place.pcode, place)
            if place.feature is PlaceFeature.COUNTRY:
                for name in (place.country, place.name_en, place.name_ar, *place.aliases):
                    self.countries.setdefault(fold_name(name), place.country)


def columns_of(header: Sequence[str]) -> Columns:
    """Tell which column of a table says what."""
    names: dict[tuple[int, str], str] = {}
    pcodes: dict[int, str] = {}
    point = {"latitude": "", "longitude": ""}
    for column in header:
        plain = _NOISE.sub("", column).casefold()
        if (match := _PCODE.fullmatch(plain)) and int(match[1]) < len(FEATURES):
            pcodes.setdefault(int(match[1]), column)
        elif (match := _NAME.fullmatch(plain)) and int(match[1]) < len(FEATURES):
            names.setdefault((int(match[1]), match[2] or ""), column)
        elif plain in _LATITUDES:
            point["latitude"] = point["latitude"] or column
        elif plain in _LONGITUDES:
            point["longitude"] = point["longitude"] or column
    return Columns(names=names, pcodes=pcodes, **point)


def is_cod(path: Path) -> bool:
    """Tell whether a file's columns are those of a table of units."""
    columns = columns_of(read_header(path))
    return bool(columns.pcodes and columns.names)


def survey_units(
    path: Path, known: Known, *, country: str = ""
) -> tuple[tuple[PlaceEntry, ...], tuple[str, ...]]:
    """Read the units of a table whose rows are good, and complain of the others.

    `country` (ISO alpha-3) is that of rows that do not name theirs in a name the registry knows. A
    place that is known keeps its names, feature and id; the table adds to them.
    """
    complaints: list[str] = []
    columns = columns_of(read_header(path))
    rows = read_rows(path, complaints)
    units = made_of(rows, lambda row: (row, _unit(row, columns, known, country)), complaints)
    kept: dict[str, PlaceEntry] = {}
    for row, unit in units:
        if unit.id in kept and kept[unit.id] != unit:
            complaints += row.error(f"p-code {unit.pcode!r} stands twice").complaints
        kept.setdefault(unit.id, unit)
    return tuple(kept.values()), tuple(complaints)


def _unit(row: Row, columns: Columns, known: Known, country: str) -> PlaceEntry:
    level = _level(row, columns)
    pcode = row.text_within(columns.pcodes[level], LONGEST["pcode"])
    latin, arabic = _names(row, columns, level)
    if not latin:
        raise row.error(f"no name of level {level}")
    latitude, longitude = (
        row.point(columns.latitude, columns.longitude)
        if columns.latitude and columns.longitude
        else (None, None)
    )
    unit = PlaceEntry(
        id=f"ocha-{pcode}",
        name_en=latin,
        name_ar=arabic,
        feature=FEATURES[level],
        country=_country(row, columns, known, country),
        admin=_above(row, columns, known, level),
        latitude=latitude,
        longitude=longitude,
        pcode=pcode,
    )
    met = known.by_pcode.get(pcode) or known.by_id.get(unit.id)
    return _added_to(met, unit) if met and met.country == unit.country else unit


def _level(row: Row, columns: Columns) -> int:
    levels = [level for level, column in columns.pcodes.items() if row[column]]
    if not levels:
        raise row.error("no p-code")
    return max(levels)


def _names(row: Row, columns: Columns, level: int) -> tuple[str, str]:
    """Give the name in Latin letters, or any there is, and the name in Arabic ones."""
    arabic = _name(row, columns, level, "ar")
    found = (_name(row, columns, level, language) for language in _LATIN)
    latin = next(filter(None, found), "")
    if _ARABIC.search(latin):
        arabic = arabic or latin
    return latin or arabic, arabic


def _name(row: Row, columns: Columns, level: int, language: str) -> str:
    column = columns.names.get((level, language))
    return row.text_within(column, LONGEST["name_en"]) if column else ""


def _country(row: Row, columns: Columns, known: Known, country: str) -> str:
    if country:
        return country
    named = (*_names(row, columns, 0), row[columns.pcodes[0]] if 0 in columns.pcodes else "")
    found = (known.countries.get(fold_name(name)) for name in named if name)
    code = next(filter(None, found), None)
    if code is None:
        raise row.error("names no country of the registry; say which with --country")
    return code


def _above(row: Row, columns: Columns, known: Known, level: int) -> tuple[str, ...]:
    """Give the names of the units above, as the registry writes them where it has them."""
    found: list[str] = []
    for upper in range(1, level):
        column = columns.pcodes.get(upper)
        met = known.by_pcode.get(row[column]) if column else None
        found.append(met.name_en if met else _names(row, columns, upper)[0])
    return row.units_above(found)


def _added_to(known: PlaceEntry, unit: PlaceEntry) -> PlaceEntry:
    names = {fold_name(name) for name in (known.name_en, known.name_ar, *known.aliases)}
    name_ar = known.name_ar or unit.name_ar
    names.add(fold_name(name_ar))
    further = tuple(n for n in (unit.name_en, unit.name_ar) if n and fold_name(n) not in names)
    return replace(
        known,
        name_ar=name_ar,
        admin=known.admin or unit.admin,
        latitude=known.latitude if unit.latitude is None else unit.latitude,
        longitude=known.longitude if unit.longitude is None else unit.longitude,
        pcode=unit.pcode,
        aliases=(*known.aliases, *further),
    )
