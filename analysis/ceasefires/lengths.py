"""Lengths and ends that only a truce has ("هدنة الأسبوع", "until the end of the year"), and plain
counts of the languages that have no grammar of dates. Words are in ceasefire_lengths.json."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

_DATA: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "data" / "ceasefire_lengths.json").read_text("utf-8")
)
_HALF = 0.5
_SUNDAY = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """A length in hours at a place of a folded sentence."""

    start: int
    end: int
    hours: int


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """The last day of a term at a place of a folded sentence."""

    start: int
    end: int
    on: date


@cache
def _fixed(lang: str) -> tuple[tuple[re.Pattern[str], int], ...]:
    words = _DATA.get(lang, {}).get("lengths", {})
    return tuple((re.compile(rf"(?<!\w)(?:{p})(?!\w)"), hours) for p, hours in words.items())


@cache
def _ends(lang: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    words = _DATA.get(lang, {}).get("ends", {})
    return tuple((re.compile(rf"(?<!\w)(?:{p})(?!\w)"), period) for p, period in words.items())


@cache
def _counted(lang: str) -> tuple[tuple[re.Pattern[str], float], ...]:
    """Compile a pattern for each count of each unit; digits are read where they stand."""
    words: Mapping[str, Any] = _DATA.get(lang, {})
    numbers, clitics = words.get("numbers", {}), words.get("clitics", "")
    found: list[tuple[re.Pattern[str], float]] = []
    for unit, hours in words.get("units", {}).items():
        digits = rf"(?<!\w){clitics}-?(?P<n>\d{{1,3}})[\s-]+(?:{unit})(?!\w)"
        found.append((re.compile(digits), hours))
        found += [
            (re.compile(rf"(?<!\w){clitics}(?:{n})[\s-]+(?:{unit})(?!\w)"), hours * count)
            for n, count in numbers.items()
        ]
    for unit, hours in words.get("definite", {}).items():
        found += [
            (re.compile(rf"(?<!\w)ال(?:{unit})\s+ال(?:{n})(?!\w)"), hours * count)
            for n, count in numbers.items()
        ]
    for unit, hours in words.get("halves", {}).items():
        for n, count in numbers.items():
            half = rf"(?<!\w)(?:{n})[- ]and[- ]a[- ]half[- ](?:{unit})(?!\w)"
            found.append((re.compile(half), hours * (count + _HALF)))
            ahead = rf"{words['next']} (?:{n}) (?:{unit})(?!\w)"
            found.append((re.compile(ahead), hours * count))
        digits = rf"{words['next']} (?P<n>\d{{1,3}}) (?:{unit})(?!\w)"
        found.append((re.compile(digits), hours))
    return tuple(found)


def find_lengths(text: str, lang: str) -> list[Length]:
    """Find such lengths in a folded sentence."""
    found = [
        Length(start=m.start(), end=m.end(), hours=hours)
        for pattern, hours in _fixed(lang)
        if hours
        for m in pattern.finditer(text)
    ]
    for pattern, hours in _counted(lang):
        for m in pattern.finditer(text):
            count = int(m["n"]) if "n" in pattern.groupindex else 1
            found.append(Length(start=m.start(), end=m.end(), hours=round(count * hours)))
    return sorted((length for length in found if length.hours), key=lambda length: length.start)


def find_end(text: str, lang: str, published_on: date | None) -> End | None:
    """Find "until the end of the month" in a folded sentence; it is of the day of publication."""
    if published_on is None:
        return None
    for pattern, period in _ends(lang):
        m = pattern.search(text)
        if m:
            return End(start=m.start(), end=m.end(), on=_last_day(period, published_on))
    return None


def _last_day(period: str, on: date) -> date:
    if period == "week":
        return on + timedelta(days=_SUNDAY - on.weekday())
    if period == "year":
        return date(on.year, 12, 31)
    following = date(on.year + on.month // 12, on.month % 12 + 1, 1)
    return following - timedelta(days=1)
