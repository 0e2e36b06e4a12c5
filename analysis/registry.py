"""Reads and writes the registry of actors and places as CSV files.

Files hold a header row with exactly the columns below, UTF-8, dates as YYYY-MM-DD; an empty cell
is unknown. A reader tells all complaints of a file at once, each with its line.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from pathlib import Path

from analysis.records import ActorEntry, AffiliationEntry, AliasEntry, PlaceEntry
from analysis.registry_rows import RegistryError as RegistryError
from analysis.registry_rows import Row, made_of, read_rows, unique, write_rows
from analysis.terms import ActorKind, AffiliationKind, AliasKind, PlaceFeature

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

_ACTOR_ID = re.compile(r"[-a-zA-Z0-9_]+")


def read_actors(folder: Path) -> tuple[ActorEntry, ...]:
    """Read actors.csv and actor_aliases.csv of a folder, in the order of the file.

    Raises RegistryError for a duplicate or unknown id, a bad kind or date, or a missing name.
    """
    complaints: list[str] = []
    actors = _actors(folder, complaints)
    _refuse(complaints)
    return tuple(actors)


def read_affiliations(folder: Path, actors: Collection[str]) -> tuple[AffiliationEntry, ...]:
    """Read actor_affiliations.csv of a folder; `actors` are the ids that may be named."""
    complaints: list[str] = []
    affiliations = _affiliations(folder, actors, complaints)
    _refuse(complaints)
    return tuple(affiliations)


def read_folder(folder: Path) -> tuple[tuple[ActorEntry, ...], tuple[AffiliationEntry, ...]]:
    """Read the three actor files of a folder; one RegistryError tells all complaints."""
    complaints: list[str] = []
    actors = _actors(folder, complaints)
    rows = read_rows(folder / ACTORS_FILE, [], columns=ACTOR_COLUMNS)
    affiliations = _affiliations(folder, {row["id"] for row in rows}, complaints)
    _refuse(complaints)
    return tuple(actors), tuple(affiliations)


def read_places(path: Path) -> tuple[PlaceEntry, ...]:
    """Read a file of places, in its order; raises RegistryError with all complaints."""
    places, complaints = survey_places(path)
    _refuse(complaints)
    return places


def survey_places(path: Path) -> tuple[tuple[PlaceEntry, ...], tuple[str, ...]]:
    """Read the places of a file whose rows are good, and complain of the others."""
    complaints: list[str] = []
    rows = unique(read_rows(path, complaints, columns=PLACE_COLUMNS), "id", complaints)
    return tuple(made_of(rows, _place, complaints)), tuple(complaints)


def _refuse(complaints: Iterable[str]) -> None:
    told = tuple(complaints)
    if told:
        raise RegistryError(*told)


def write_actors(
    folder: Path, actors: Iterable[ActorEntry], affiliations: Iterable[AffiliationEntry]
) -> None:
    """Write the three actor files into a folder, replacing what was there."""
    listed = tuple(actors)
    write_rows(folder / ACTORS_FILE, ACTOR_COLUMNS, map(_actor_cells, listed))
    write_rows(
        folder / ALIASES_FILE,
        ALIAS_COLUMNS,
        (_alias_cells(actor.id, alias) for actor in listed for alias in actor.aliases),
    )
    write_rows(
        folder / AFFILIATIONS_FILE, AFFILIATION_COLUMNS, map(_affiliation_cells, affiliations)
    )


def write_places(path: Path, places: Iterable[PlaceEntry]) -> None:
    """Write a file of places, replacing what was there."""
    write_rows(path, PLACE_COLUMNS, map(_place_cells, places))


def _actors(folder: Path, complaints: list[str]) -> list[ActorEntry]:
    read = read_rows(folder / ACTORS_FILE, complaints, columns=ACTOR_COLUMNS)
    rows = unique(read, "id", complaints)
    parents = {row["id"]: row["parent"] for row in rows}
    aliases = _aliases_by_actor(folder / ALIASES_FILE, parents, complaints)
    return made_of(rows, lambda row: _actor(row, parents, aliases.get(row["id"], ())), complaints)


def _affiliations(
    folder: Path, actors: Collection[str], complaints: list[str]
) -> list[AffiliationEntry]:
    rows = read_rows(folder / AFFILIATIONS_FILE, complaints, columns=AFFILIATION_COLUMNS)
    return made_of(rows, lambda row: _affiliation(row, actors), complaints)


def _aliases_by_actor(
    path: Path, known: Collection[str], complaints: list[str]
) -> dict[str, tuple[AliasEntry, ...]]:
    found: dict[str, tuple[AliasEntry, ...]] = {}
    rows = read_rows(path, complaints, columns=ALIAS_COLUMNS)
    for actor, alias in made_of(rows, lambda row: (_known(row, known), _alias(row)), complaints):
        found[actor] = (*found.get(actor, ()), alias)
    return found


def _known(row: Row, known: Collection[str]) -> str:
    if row["actor"] not in known:
        raise row.error(f"unknown actor {row['actor']!r}")
    return row["actor"]


def _alias(row: Row) -> AliasEntry:
    first, last = row.period()
    return AliasEntry(
        text=row.required("text"),
        language=row.required("language"),
        kind=row.choice("kind", AliasKind),
        valid_from=first,
        valid_to=last,
    )


def _actor(row: Row, parents: Mapping[str, str], aliases: tuple[AliasEntry, ...]) -> ActorEntry:
    if not _ACTOR_ID.fullmatch(row["id"]):
        raise row.error(f"id {row['id']!r} is not letters, digits, - and _ alone")
    if row["parent"] and row["parent"] not in parents:
        raise row.error(f"unknown parent {row['parent']!r}")
    if row["id"] in _above(row["id"], parents):
        raise row.error(f"{row['id']!r} stands above itself")
    return ActorEntry(
        id=row.required("id"),
        name_en=row.required("name_en"),
        name_ar=row.text("name_ar"),
        kind=row.choice("kind", ActorKind),
        country=row.text("country"),
        parent=row["parent"],
        wikidata=row.text("wikidata"),
        aliases=aliases,
    )


def _above(actor: str, parents: Mapping[str, str]) -> list[str]:
    """Give the actors above one, up to the first that comes again."""
    found: list[str] = []
    while (actor := parents.get(actor, "")) and actor not in found:
        found.append(actor)
    return found


def _affiliation(row: Row, known: Collection[str]) -> AffiliationEntry:
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


def _place(row: Row) -> PlaceEntry:
    latitude, longitude = row.point("latitude", "longitude")
    return PlaceEntry(
        id=row.required("id"),
        name_en=row.required("name_en"),
        name_ar=row.text("name_ar"),
        feature=row.choice("feature", PlaceFeature),
        country=row.text("country"),
        admin=row.units_above((row["admin1"], row["admin2"], row["admin3"])),
        latitude=latitude,
        longitude=longitude,
        population=row.count("population"),
        pcode=row.text("pcode"),
        aliases=tuple(filter(None, (name.strip() for name in row["aliases"].split("|")))),
    )


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
