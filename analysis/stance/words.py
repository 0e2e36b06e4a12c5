"""The words of stance: verbs, nouns and patterns of two languages, read from data/stance.json.

Patterns match the spelled text of a `Line` (analysis.stance.tokens): folded words with a blank
between, an actor item as "§n§".
"""

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from analysis.terms import Act, Polarity

WORDS: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "data" / "stance.json").read_text("utf-8")
)
LANGUAGES = ("ar", "en")

_GAP = r"(?:(?!(?:to|as|that|who|which|says?|said) )[^\s§+.,،;:!?؟]+ ){0,%s}"
_GAP_MARK = re.compile(r"<(\d+)>")
_ACTOR_MARK = re.compile(r"\{([HTABM])\}")
_VERB_PREFIX_AR = "[وف]?س?"
# A perfect without ending spells like its verbal noun («دعمها», her support): one must stand.
_SUFFIXED = (
    r"[وف]?س?(?=[يتن]|\S*(?:ت|و)(?:ه|ها|هم)(?!\w)|[وف]?(?:اتهم|هدد|هاجم|استهدف|حمل))"
    r"(?:%s)(?:ه|ها|هم|هما)"
)
_NOUN_PREFIX_AR = "[وف]?[بلك]?(?:ال)?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sense:
    """What a cue says of holder and target; `score` in 0..1."""

    act: Act
    polarity: Polarity
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A verb, participle or verbal noun of stance.

    `via`: the prepositions before its target ("" is none). `stops`: prepositions that end its
    object. `is_agentive`: the target did what is condemned. `is_flipped`: words such as
    "withdrawal of" before the target turn support round, or drop it where `is_dropped`.
    `needs`: a word that must stand between cue and target. `after`: what must follow the target.
    `form`: verb, participle, noun. `has_object`: the target is the verb's own pronoun («اتهمتها»).
    """

    pattern: re.Pattern[str]
    sense: Sense
    via: frozenset[str]
    form: str = "verb"
    stops: frozenset[str] = frozenset()
    is_agentive: bool = False
    is_flipped: bool = False
    is_dropped: bool = False
    is_strict: bool = False
    needs: re.Pattern[str] | None = None
    after: re.Pattern[str] | None = None
    has_object: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A pattern that holds both actors: {H} holds towards {T}; {A} and {B}, or the members of {M},
    hold it against each other."""

    pattern: re.Pattern[str]
    sense: Sense
    is_first: bool = False  # of several targets named together only the first is meant


@cache
def word_set(key: str) -> frozenset[str]:
    """Give a list of words of the data as a set."""
    return frozenset(WORDS[key])


@cache
def pattern(key: str, language: str) -> re.Pattern[str]:
    """Compile a pattern of the data, whole words only."""
    value = WORDS[key]
    return compile_pattern(value[language] if isinstance(value, dict) else value)


def compile_pattern(text: str) -> re.Pattern[str]:
    """Compile a pattern with gaps <n> and actors {H} {T} {A} {B} {M}."""
    spelled = _GAP_MARK.sub(lambda mark: _GAP % mark[1], text)
    spelled = _ACTOR_MARK.sub(r"§(?P<\1>\\d+)§", spelled)
    return re.compile(rf"(?<!\S)(?:{spelled})(?!\w)")


@cache
def pairs(language: str) -> tuple[Pair, ...]:
    """Give the patterns that hold both actors, in the order of the data."""
    return tuple(
        Pair(
            pattern=compile_pattern(row["re"]),
            sense=_sense(row),
            is_first=bool(row.get("first")),
        )
        for row in WORDS["pairs"][language]
    )


@cache
def cues(language: str) -> tuple[Cue, ...]:
    """Give every form of every cue of a language."""
    found: list[Cue] = []
    for row in WORDS["verbs"][language]:
        prefix = _VERB_PREFIX_AR if language == "ar" else ""
        found.append(_cue(row, f"{prefix}(?:{row['re']})", "verb"))
        if row.get("participle"):
            found.append(_cue(row, f"[وف]?(?:{row['participle']})", "participle"))
        if language == "ar" and _takes_suffix(row):
            found.append(_cue(row, _SUFFIXED % row["re"], "verb", has_object=True))
        if row.get("noun"):
            found.append(_cue(row, f"{_NOUN_PREFIX_AR}(?:{row['noun']})", "noun"))
    return tuple(found)


def _takes_suffix(row: dict[str, Any]) -> bool:
    """«اتهمتها», «تدعمه»: only where the verb takes a plain object and is one word."""
    return "" in row["via"] and not row.get("agentive") and not re.search(r"[ §=]", row["re"])


def _cue(row: dict[str, Any], text: str, form: str, *, has_object: bool = False) -> Cue:
    stops = frozenset(row.get("stops", ())) | ({"ب"} if row.get("stops_b") else set())
    after = row.get("after")
    return Cue(
        pattern=compile_pattern(text),
        sense=_sense(row),
        form=form,
        via=frozenset(row["noun_via"] if form == "noun" else row["via"]),
        stops=stops,
        is_agentive=bool(row.get("agentive")),
        is_flipped=bool(row.get("flips")),
        is_dropped=bool(row.get("drops")),
        is_strict=bool(row.get("strict")),
        needs=compile_pattern(f"(?:{row['needs']})") if row.get("needs") else None,
        after=re.compile(rf"\W*(?:{after})") if after else None,
        has_object=has_object,
    )


def _sense(row: dict[str, Any]) -> Sense:
    return Sense(act=Act(row["act"]), polarity=Polarity(row["polarity"]), score=float(row["score"]))
