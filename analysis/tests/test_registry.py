"""The registry files are read whole or refused with file and line."""

from datetime import date
from pathlib import Path

import pytest

from analysis.records import ActorEntry, AffiliationEntry, AliasEntry, PlaceEntry
from analysis.registry import (
    ACTORS_FILE,
    AFFILIATIONS_FILE,
    ALIASES_FILE,
    DATA_DIR,
    PLACES_FILE,
    RegistryError,
    read_actors,
    read_affiliations,
    read_places,
    write_actors,
    write_places,
)
from analysis.terms import ActorKind, AffiliationKind, AliasKind, PlaceFeature

ACTORS = "id,kind,country,parent,wikidata,name_en,name_ar\n"
ALIASES = "actor,language,kind,text,valid_from,valid_to\n"
AFFILIATIONS = "actor,kind,related,valid_from,valid_to\n"
PLACES = (
    "id,name_en,name_ar,feature,country,admin1,admin2,admin3,"
    "latitude,longitude,population,pcode,aliases\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / ACTORS_FILE).write_text(ACTORS + "a,STATE,SYR,,Q1,A,أ\nb,PERSON,,a,,B,\n")
    (tmp_path / ALIASES_FILE).write_text(ALIASES + "b,en,TITLE,the chief,2001-02-03,\n")
    (tmp_path / AFFILIATIONS_FILE).write_text(AFFILIATIONS + "b,LEADS,a,2001-02-03,2002-01-01\n")
    return tmp_path


def test_actors_carry_their_aliases(folder: Path) -> None:
    first, second = read_actors(folder)
    assert (first.id, first.kind, first.country, first.aliases) == ("a", "STATE", "SYR", ())
    assert second.parent == "a"
    assert second.aliases == (
        AliasEntry(
            text="the chief",
            language="en",
            kind=AliasKind.TITLE,
            valid_from=date(2001, 2, 3),
            valid_to=None,
        ),
    )


def test_affiliations_are_read_with_their_period(folder: Path) -> None:
    (entry,) = read_affiliations(folder, ["a", "b"])
    assert entry.kind is AffiliationKind.LEADS
    assert entry.valid_to == date(2002, 1, 1)


@pytest.mark.parametrize(
    ("file", "line", "complaint"),
    [
        (ACTORS_FILE, "c,KING,,,,C,", "line 4: kind 'KING' is none of"),
        (ACTORS_FILE, "a,STATE,,,,A,", "line 4: id 'a' stands twice"),
        (ACTORS_FILE, "c,STATE,,nobody,,C,", "line 4: unknown parent 'nobody'"),
        (ACTORS_FILE, "c,STATE,,,,,", "line 4: name_en is empty"),
        (ACTORS_FILE, "c,STATE", "line 4: 2 cells instead of 7"),
        (ALIASES_FILE, "nobody,en,NAME,N,,", "line 3: unknown actor 'nobody'"),
        (ALIASES_FILE, "a,en,NICK,N,,", "line 3: kind 'NICK' is none of"),
        (ALIASES_FILE, "a,en,NAME,,,", "line 3: text is empty"),
        (ALIASES_FILE, "a,en,NAME,N,2001-13-01,", "line 3: valid_from '2001-13-01' is no date"),
        (ALIASES_FILE, "a,en,NAME,N,2002-01-01,2001-01-01", "is after valid_to"),
    ],
)
def test_a_wrong_actor_line_is_refused_with_its_place(
    folder: Path, file: str, line: str, complaint: str
) -> None:
    with (folder / file).open("a") as lines:
        lines.write(line + "\n")
    with pytest.raises(RegistryError, match=f"^{file}, .*{complaint}"):
        read_actors(folder)


def test_an_affiliation_of_an_unknown_actor_is_refused(folder: Path) -> None:
    with pytest.raises(RegistryError, match=r"actor_affiliations\.csv, line 2: unknown actor 'b'"):
        read_affiliations(folder, ["a"])


def test_other_columns_are_refused(folder: Path) -> None:
    (folder / ACTORS_FILE).write_text("id,name\n")
    with pytest.raises(RegistryError, match=r"actors.csv, line 1: columns must be id,kind"):
        read_actors(folder)


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("x,X,,HAMLET,SYR,,,,,,,,", "line 2: feature 'HAMLET' is none of"),
        ("x,X,,SETTLEMENT,SYR,,,,north,,,,", "line 2: latitude 'north' is no number"),
        ("x,X,,SETTLEMENT,SYR,,,,,,,,\nx,Y,,SETTLEMENT,SYR,,,,,,,,", "line 3: id 'x' stands twice"),
    ],
)
def test_a_wrong_place_line_is_refused(tmp_path: Path, line: str, complaint: str) -> None:
    path = tmp_path / PLACES_FILE
    path.write_text(PLACES + line + "\n")
    with pytest.raises(RegistryError, match=complaint):
        read_places(path)


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    actor = ActorEntry(
        id="a",
        name_en='The "Front", new',
        name_ar="الجبهة",
        kind=ActorKind.ARMED_GROUP,
        aliases=(AliasEntry(text="TF", language="en", valid_to=date(2020, 5, 6)),),
    )
    leads = AffiliationEntry(actor="a", kind=AffiliationKind.ALLY_OF, related="a")
    write_actors(tmp_path, [actor], [leads])
    assert read_actors(tmp_path) == (actor,)
    assert read_affiliations(tmp_path, ["a"]) == (leads,)


def test_places_are_written_and_read_back(tmp_path: Path) -> None:
    place = PlaceEntry(
        id="p",
        name_en="Tell",
        name_ar="تل",
        feature=PlaceFeature.SETTLEMENT,
        country="SYR",
        admin=("Idlib", "Harem"),
        latitude=36.5,
        longitude=-0.25,
        population=1200,
        pcode="C1",
        aliases=("Tall", "التل"),
    )
    area = PlaceEntry(id="r", name_en="North", name_ar="", feature=PlaceFeature.REGION)
    write_places(tmp_path / PLACES_FILE, [place, area])
    assert read_places(tmp_path / PLACES_FILE) == (place, area)


def test_the_shipped_registry_is_whole() -> None:
    actors = read_actors(DATA_DIR)
    read_affiliations(DATA_DIR, [actor.id for actor in actors])
    places = read_places(DATA_DIR / PLACES_FILE)
    assert {"iso-SYR", "ocha-SY07", "ocha-C3871", "reg-SYR-north"} <= {place.id for place in places}
