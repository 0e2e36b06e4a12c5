"""What sort of ceasefire a sentence speaks of, in the terms of the ETH/PRIO dataset: its class, its
purposes, what it provides for, and whether it is written down. Words are in ceasefire_terms.json;
nothing found means that the sentence does not say."""

import json
import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from newsmon.lib.text import fold

_DATA: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "data" / "ceasefire_terms.json").read_text("utf-8")
)


class CeasefireClass(StrEnum):
    """How much is settled: fire stops, monitored terms on the way to peace, or the end of war."""

    CESSATION_OF_HOSTILITIES = "CESSATION_OF_HOSTILITIES"
    PRELIMINARY = "PRELIMINARY"
    DEFINITIVE = "DEFINITIVE"


class Purpose(StrEnum):
    HUMANITARIAN = "HUMANITARIAN"
    PEACE_PROCESS = "PEACE_PROCESS"
    HOLIDAY = "HOLIDAY"
    ELECTION = "ELECTION"


class Provision(StrEnum):
    EVACUATION = "EVACUATION"
    PRISONER_EXCHANGE = "PRISONER_EXCHANGE"
    AID_ACCESS = "AID_ACCESS"
    WITHDRAWAL = "WITHDRAWAL"
    HEAVY_WEAPONS = "HEAVY_WEAPONS"
    ROAD_OPENING = "ROAD_OPENING"
    MONITORING = "MONITORING"


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a sentence says of a ceasefire's sort."""

    classes: tuple[CeasefireClass, ...] = ()
    purposes: tuple[Purpose, ...] = ()
    provisions: tuple[Provision, ...] = ()
    is_written: bool = False


def _compiled(part: str) -> dict[str, re.Pattern[str]]:
    return {
        name: re.compile(rf"(?<!\w)(?:{'|'.join(words)})") for name, words in _DATA[part].items()
    }


_CLASSES, _PURPOSES, _PROVISIONS = map(_compiled, ("classes", "purposes", "provisions"))
_WRITTEN = re.compile(rf"(?<!\w)(?:{'|'.join(_DATA['written'])})")


def find_terms(sentence: str) -> Terms:
    """Read what a sentence about a ceasefire says of its sort."""
    text = fold(sentence)
    return Terms(
        classes=tuple(CeasefireClass(name) for name, p in _CLASSES.items() if p.search(text)),
        purposes=tuple(Purpose(name) for name, p in _PURPOSES.items() if p.search(text)),
        provisions=tuple(Provision(name) for name, p in _PROVISIONS.items() if p.search(text)),
        is_written=bool(_WRITTEN.search(text)),
    )
