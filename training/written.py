"""Reads what was written for training: sentences with labels, templates, marked stances."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any
from zlib import crc32

from analysis.nlp.words import WORD
from training.names import Pool

WRITTEN = Path(__file__).with_name("written")
RELEVANCE = ("ceasefire", "displacement")
HOLDER = ("{", "}")
TARGET = ("[", "]")
# One in so many written sentences calibrates what was trained on the others.
HELD_BACK = 10
# What the slots of templates are filled with beside names, by language.
SLOTS = json.loads((WRITTEN / "slots.json").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A sentence and which of RELEVANCE it speaks of."""

    language: str
    text: str
    labels: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A sentence with slots in braces, and the labels of every sentence made from it."""

    language: str
    text: str
    labels: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A sentence in words; holder and target stand between marks that are words themselves."""

    language: str
    words: tuple[str, ...]
    label: str


def is_held_back(text: str) -> bool:
    """Say whether a written sentence, its marks aside, is for calibrating and never trained on.

    All markings of one sentence fall on the same side.
    """
    letters = "".join(sign for sign in text if sign.isalnum())
    return crc32(letters.encode()) % HELD_BACK == 0


def read_labelled(folder: Path = WRITTEN) -> list[Labelled]:
    """Return the written sentences in all languages."""
    return [
        Labelled(language=_language(path), text=row["text"], labels=frozenset(row["labels"]))
        for path in sorted(folder.glob("relevance_*.jsonl"))
        for row in _rows(path)
    ]


def read_templates(folder: Path = WRITTEN) -> list[Template]:
    """Return the templates in all languages."""
    return [
        Template(language=_language(path), text=row["template"], labels=frozenset(row["labels"]))
        for path in sorted(folder.glob("relevance_templates_*.json"))
        for row in json.loads(path.read_text(encoding="utf-8"))
    ]


def read_marked(files: Iterable[Path]) -> list[Marked]:
    """Return the marked sentences of these files."""
    return [
        Marked(
            language=_language(path),
            words=tuple(match.group() for match in WORD.finditer(row["text"])),
            label=row["label"],
        )
        for path in files
        for row in _rows(path)
    ]


def filled(template: Template, pools: Mapping[tuple[str, str], Pool], random: Random) -> Labelled:
    """Return a sentence made from a template, with names, numbers and dates drawn for its slots."""
    language = template.language
    places, actors, persons = (pools[language, kind] for kind in ("LOC", "ORG", "PER"))
    slots = SLOTS[language]
    month = random.choice(slots["months"])
    values = {
        "place": places.draw(random),
        "place2": places.draw(random),
        "actor": _actor(actors, places, random),
        "actor2": _actor(actors, places, random),
        "person": persons.draw(random),
        "number": _number(slots["numbers"], random),
        "people": random.choice(slots["people"]),
        "duration": random.choice(slots["durations"]),
        "weekday": random.choice(slots["weekdays"]),
        "month": month,
        "date": f"{random.randint(1, 28)} {month}",
    }
    return Labelled(
        language=language, text=template.text.format_map(values), labels=template.labels
    )


def renamed(marked: Marked, pools: Mapping[tuple[str, str], Pool], random: Random) -> Marked:
    """Return the sentence with other names between the marks: who it is decides nothing."""
    words = list(marked.words)
    for opening, closing in (HOLDER, TARGET):
        kind = random.choice(("LOC", "ORG", "PER"))
        pool = pools.get((marked.language, kind))
        if pool is None or opening not in words or closing not in words:
            continue
        first, last = words.index(opening) + 1, words.index(closing)
        words[first:last] = [match.group() for match in WORD.finditer(pool.draw(random))]
    return Marked(language=marked.language, words=tuple(words), label=marked.label)


def _actor(actors: Pool, places: Pool, random: Random) -> str:
    return (actors if random.random() < 0.6 else places).draw(random)


def _number(wordings: Sequence[str], random: Random) -> str:
    wording = random.choice(wordings)
    number = random.randint(3, 90) * 10 ** random.randint(0, 3)
    return wording.format(n=f"{number:,}" if random.random() < 0.5 else number, k=number % 90 + 3)


def _rows(path: Path) -> list[dict[str, Any]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def _language(path: Path) -> str:
    return path.stem.rpartition("_")[2]
