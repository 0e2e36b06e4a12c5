"""The word lists of linking, read once from analysis/data/linking.json."""

import json
from functools import cache
from pathlib import Path

from analysis.terms import PlaceFeature
from newsmon.lib.text import fold

_DATA = Path(__file__).parents[1] / "data" / "linking.json"


@cache
def _data() -> dict[str, str | dict[str, str]]:
    loaded: dict[str, str | dict[str, str]] = json.loads(_DATA.read_text(encoding="utf-8"))
    return loaded


def words(*lists: str) -> frozenset[str]:
    """Give the folded words of one or more lists together; an underscore stands for a blank."""
    found: set[str] = set()
    for name in lists:
        value = _data()[name]
        if not isinstance(value, str):
            raise TypeError(f"{name} in {_DATA.name} is no list of words")
        found.update(map(_folded, value.split()))
    return frozenset(found)


def spelled_words(name: str) -> tuple[str, ...]:
    """Give the words of a list as they are written, for codes."""
    value = _data()[name]
    return tuple(value.split()) if isinstance(value, str) else ()


def by_word(name: str) -> dict[str, str]:
    """Give a table of lists turned round: each word with the name of its list."""
    value = _data()[name]
    if isinstance(value, str):
        raise TypeError(f"{name} in {_DATA.name} is no table")
    return {_folded(word): key for key, listed in value.items() for word in listed.split()}


def by_code(name: str) -> dict[str, str]:
    """Give a table of lists of codes turned round: each code with the name of its list."""
    value = _data()[name]
    if isinstance(value, str):
        raise TypeError(f"{name} in {_DATA.name} is no table")
    return {code: key for key, listed in value.items() for code in listed.split()}


def features(name: str) -> dict[str, PlaceFeature]:
    """Give a table of cue words with the feature that each asks for."""
    return {word: PlaceFeature(feature) for word, feature in by_word(name).items()}


def _folded(word: str) -> str:
    return fold(word).replace("_", " ")
