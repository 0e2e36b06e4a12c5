"""Names to put into training sentences: those that newsmon itself knows, by type and language."""

import csv
import itertools
import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random

DATA = Path(__file__).resolve().parent.parent / "analysis" / "data"
LANGUAGES = ("ar", "en")
# Actors of these kinds are no organisations; a state is a place to a name finder.
NOT_ORGANISATIONS = frozenset({"PERSON", "STATE", "COMMUNITY"})
NAME_KINDS = frozenset({"NAME", "SHORT"})
# The corpora leave titles out of names.
TITLES = ("King ", "Queen ", "Prince ", "Sheikh ", "Mr ", "الملك ", "الملكة ", "الأمير ", "الشيخ ")
# A city of four million is drawn a hundred times as often as a village, as the press does.
POPULATION_SCALE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """Names with running weights; `draw` picks one."""

    names: tuple[str, ...]
    weights: tuple[float, ...]

    def draw(self, random: Random) -> str:
        return random.choices(self.names, cum_weights=self.weights)[0]


def pool(weighted: Mapping[str, float]) -> Pool:
    """Return a pool of names by weight."""
    return Pool(names=tuple(weighted), weights=tuple(itertools.accumulate(weighted.values())))


def read_pools(folder: Path = DATA) -> dict[tuple[str, str], Pool]:
    """Return pools by (language, type) from the actor registry and the gazetteer."""
    found: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    kinds = {row["id"]: row["kind"] for row in _rows(folder / "actors.csv")}
    for row in _rows(folder / "actor_aliases.csv"):
        kind = _type(kinds.get(row["actor"], "STATE"))
        if kind and row["language"] in LANGUAGES and _is_plain_name(row):
            found[row["language"], kind][row["text"]] = 1.0
    for row in _rows(folder / "places.csv"):
        weight = 1 + math.sqrt(float(row["population"] or 0)) / POPULATION_SCALE
        for language in LANGUAGES:
            if name := row[f"name_{language}"]:
                found[language, "LOC"][name] = weight
    return {key: pool(names) for key, names in found.items()}


def read_place_names(folder: Path = DATA) -> frozenset[str]:
    """Return English names of places, with their other spellings."""
    names = set()
    for row in _rows(folder / "places.csv"):
        names.update((row["name_en"], *row["aliases"].split("|")))
    return frozenset(names - {""})


def _is_plain_name(row: dict[str, str]) -> bool:
    """Say whether an alias is a proper name: no title, no description («rebel fighters»)."""
    text = row["text"]
    proper = row["language"] == "ar" or text[0].isupper() or text.startswith("al-")
    return row["kind"] in NAME_KINDS and proper and not text.startswith(TITLES)


def _type(kind: str) -> str | None:
    if kind == "PERSON":
        return "PER"
    return None if kind in NOT_ORGANISATIONS else "ORG"


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
