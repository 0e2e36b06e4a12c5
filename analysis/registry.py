"""Reads and writes the registry of actors and places as CSV files.

Files hold a header row with exactly the columns below, UTF-8, dates as YYYY-MM-DD; an empty cell
is unknown. Every complaint names file and line.
"""

import csv
import dataclasses
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from analysis.records import (
    ActorEntry,
    ActorKind,
    AffiliationEntry,
    AffiliationKind,
    AliasEntry,
    AliasKind,
    PlaceEntry,
    PlaceFeature,
)

# The registry that newsmon ships.
DATA_DIR = Path(__file__).parent / "data"
ACTORS_FILE = "actors.csv"
ALIASES_FILE = "actor_aliases.csv"
AFFILIATIONS_FILE = "actor_affiliations.csv"
PLACES_FILE = "places.csv"

ACTOR_COLUMNS = ("id", "kind", "country", "parent", "wikidata", "name_en", "name_ar")
ALIAS_COLUMNS = ("actor", "language", "kind", "text", "valid_from", "valid_to")
AFFILIATION_COLUMNS = ("actor", "kind", "related", "valid_from", "valid_to")
PLACE_COLUMNS = (
    *("id", "name_en", "name_ar", "feature", "country", "admin1", "admin2", "admin3"),
    *("latitude", "longitude", "population", "pcode", "aliases"),
)

_Choice = TypeVar("_Choice", bound=StrEnum)


class RegistryError(ValueError):
    """A registry file says something that cannot be; the message names file and line."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    path: Path
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def error(self, complaint: str) -> RegistryError:
        return RegistryError(f"{self.path.name}, line {self.line}: {complaint}")

    def required(self, column: str) -> str:
        if not self.cells[column]:
            raise self.error(f"{column} is empty")
        return self.cells[column]

    def choice(self, column: str, choices: type[_Choice]) -> _Choice:
        try:
            return choices(self.cells[column])
        except ValueError as error:
            known = ", ".join(choices)
            raise self.error(f"{column} {self.cells[column]!r} is none of {known}") from error

    def day(self, column: str) -> date | None:
        if not self.cells[column]:
            return None
        try:
            return date.fromisoformat(self.cells[column])
        except ValueError as error:
            raise self.error(f"{column} {self.cells[column]!r} is no date YYYY-MM-DD") from error

    def period(self) -> tuple[date | None, date | None]:
        first, last = self.day("valid_from"), self.day("valid_to")
        if first and last and first > last:
            raise self.error(f"valid_from {first} is after valid_to {last}")
        return first, last

    def number(self, column: str) -> float | None:
        if not self.cells[column]:
            return None
        try:
            return float(self.cells[column])
        except ValueError as error:
            raise self.error(f"{column} {self.cells[column]!r} is no number") from error


def read_actors(folder: Path) -> tuple[ActorEntry, ...]:
    """Read actors.csv and actor_aliases.csv of a folder, in the order of the file.

    Raises RegistryError for a duplicate or unknown id, a bad kind or date, or a missing name.
    """
    rows = list(_rows(folder / ACTORS_FILE, ACTOR_COLUMNS))
    known = _unique(rows, "id")
    aliases = _aliases_by_actor(folder / ALIASES_FILE, known)
    return tuple(_actor(row, known, aliases.get(row["id"], ())) for row in rows)


def read_affiliations(folder: Path, actors: Collection[str]) -> tuple[AffiliationEntry, ...]:
    """Read actor_affiliations.csv of a folder; `actors` are the ids that may be named."""
    return tuple(
        _affiliation(row, frozenset(actors))
        for row in _rows(folder / AFFILIATIONS_FILE, AFFILIATION_COLUMNS)
    )


def read_places(path: Path) -> tuple[PlaceEntry, ...]:
    """Read a file of places, in its order."""
    rows = list(_rows(path, PLACE_COLUMNS))
    _unique(rows, "id")
    return tuple(map(_place, rows))


def write_actors(
    folder: Path, actors: Iterable[ActorEntry], affiliations: Iterable[AffiliationEntry]
) -> None:
    """Write the three actor files into a folder, replacing what was there."""
    listed = tuple(actors)
    _write(folder / ACTORS_FILE, ACTOR_COLUMNS, map(_actor_cells, listed))
    _write(
        folder / ALIASES_FILE,
        ALIAS_COLUMNS,
        (_alias_cells(actor.id, alias) for actor in listed for alias in actor.aliases),
    )
    _write(folder / AFFILIATIONS_FILE, AFFILIATION_COLUMNS, map(_affiliation_cells, affiliations))


def write_places(path: Path, places: Iterable[PlaceEntry]) -> None:
    """Write a file of places, replacing what was there."""
    _write(path, PLACE_COLUMNS, map(_place_cells, places))


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[_Row]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.reader(lines, strict=True)
        header = tuple(next(reader, ()))
        if header != columns:
            raise RegistryError(f"{path.name}, line 1: columns must be {','.join(columns)}")
        for cells in reader:
            if not cells:
                continue
            if len(cells) != len(columns):
                complaint = f"{len(cells)} cells instead of {len(columns)}"
                raise RegistryError(f"{path.name}, line {reader.line_num}: {complaint}")
            named = {column: cell.strip() for column, cell in zip(columns, cells, strict=True)}
            yield _Row(path=path, line=reader.line_num, cells=named)


def _unique(rows: Iterable[_Row], column: str) -> frozenset[str]:
    seen: set[str] = set()
    for row in rows:
        value = row.required(column)
        if value in seen:
            raise row.error(f"{column} {value!r} stands twice")
        seen.add(value)
    return frozenset(seen)


def _aliases_by_actor(path: Path, known: frozenset[str]) -> dict[str, tuple[AliasEntry, ...]]:
    found: dict[str, tuple[AliasEntry, ...]] = {}
    for row in _rows(path, ALIAS_COLUMNS):
        actor = row["actor"]
        if actor not in known:
            raise row.error(f"unknown actor {actor!r}")
        found[actor] = (*found.get(actor, ()), _alias(row))
    return found


def _alias(row: _Row) -> AliasEntry:
    first, last = row.period()
    return AliasEntry(
        text=row.required("text"),
        language=row.required("language"),
        kind=row.choice("kind", AliasKind),
        valid_from=first,
        valid_to=last,
    )


def _actor(row: _Row, known: frozenset[str], aliases: tuple[AliasEntry, ...]) -> ActorEntry:
    if row["parent"] and row["parent"] not in known:
        raise row.error(f"unknown parent {row['parent']!r}")
    return ActorEntry(
        id=row["id"],
        name_en=row.required("name_en"),
        name_ar=row["name_ar"],
        kind=row.choice("kind", ActorKind),
        country=row["country"],
        parent=row["parent"],
        wikidata=row["wikidata"],
        aliases=aliases,
    )


def _affiliation(row: _Row, known: frozenset[str]) -> AffiliationEntry:
    for column in ("actor", "related"):
        if row[column] not in known:
            raise row.error(f"unknown {column} {row[column]!r}")
    first, last = row.period()
    return AffiliationEntry(
        actor=row["actor"],
        kind=row.choice("kind", AffiliationKind),
        related=row["related"],
        valid_from=first,
        valid_to=last,
    )


def _place(row: _Row) -> PlaceEntry:
    return PlaceEntry(
        id=row["id"],
        name_en=row.required("name_en"),
        name_ar=row["name_ar"],
        feature=row.choice("feature", PlaceFeature),
        country=row["country"],
        admin=tuple(filter(None, (row["admin1"], row["admin2"], row["admin3"]))),
        latitude=row.number("latitude"),
        longitude=row.number("longitude"),
        population=int(row.number("population") or 0),
        pcode=row["pcode"],
        aliases=tuple(filter(None, row["aliases"].split("|"))),
    )


def _write(path: Path, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def _actor_cells(actor: ActorEntry) -> tuple[str, ...]:
    return (
        *(actor.id, actor.kind, actor.country, actor.parent),
        *(actor.wikidata, actor.name_en, actor.name_ar),
    )


def _alias_cells(actor: str, alias: AliasEntry) -> tuple[str, ...]:
    period = (_day_cell(alias.valid_from), _day_cell(alias.valid_to))
    return (actor, alias.language, alias.kind, alias.text, *period)


def _affiliation_cells(entry: AffiliationEntry) -> tuple[str, ...]:
    period = (_day_cell(entry.valid_from), _day_cell(entry.valid_to))
    return (entry.actor, entry.kind, entry.related, *period)


def _place_cells(place: PlaceEntry) -> tuple[str, ...]:
    admin = (*place.admin, "", "", "")[:3]
    return (
        *(place.id, place.name_en, place.name_ar, place.feature, place.country, *admin),
        *(_degrees_cell(place.latitude), _degrees_cell(place.longitude)),
        *(str(place.population or ""), place.pcode, "|".join(place.aliases)),
    )


def _day_cell(day: date | None) -> str:
    return day.isoformat() if day else ""


def _degrees_cell(degrees: float | None) -> str:
    return "" if degrees is None else f"{degrees:.4f}".rstrip("0").rstrip(".")
