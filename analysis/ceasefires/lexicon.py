"""The cue words of truces by language, compiled, and the terms found in a sentence."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from analysis.terms import CeasefireKind

_DATA: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "data" / "ceasefire_cues.json").read_text("utf-8")
)
LANGUAGES = frozenset(_DATA) - {"about"}

# The kind of claim that each family of cues makes.
KINDS = {
    "REQUEST": CeasefireKind.PROPOSED,
    "PROPOSE": CeasefireKind.PROPOSED,
    "ANNOUNCE": CeasefireKind.DECLARED,
    "AGREE": CeasefireKind.AGREED,
    "ACCEPT": CeasefireKind.ACCEPTED,
    "REJECT": CeasefireKind.REJECTED,
    "START": CeasefireKind.ENTERED_INTO_FORCE,
    "EXTEND": CeasefireKind.EXTENDED,
    "VIOLATE": CeasefireKind.VIOLATED,
    "SUSPEND": CeasefireKind.SUSPENDED,
    "END": CeasefireKind.ENDED,
    "WELCOME": CeasefireKind.AGREED,
}

FAMILIES = (*KINDS, "UPHOLD", "PASSING", "CONDITION", "CONCESSIVE", "THREAT", "DENY")

# What an outer cue makes of the one that it governs; None: nothing is said to have happened.
_MADE = ("ANNOUNCE", "AGREE", "ACCEPT", "EXTEND", "START", "PROPOSE", "REQUEST", "WELCOME")
COMPOSED: dict[tuple[str, str], str | None] = {
    **{("REQUEST", inner): "REQUEST" for inner in _MADE},
    **{("PROPOSE", inner): "PROPOSE" for inner in _MADE},
    **{(outer, inner): None for outer in ("REQUEST", "PROPOSE") for inner in ("END", "SUSPEND")},
    **{("REJECT", inner): "REJECT" for inner in _MADE},
    **{("ACCEPT", inner): "ACCEPT" for inner in ("PROPOSE", "REQUEST", "AGREE", "START")},
    ("ACCEPT", "EXTEND"): "EXTEND",
    ("AGREE", "PROPOSE"): "ACCEPT",
    ("AGREE", "START"): "AGREE",
    ("AGREE", "ACCEPT"): "ACCEPT",
    ("AGREE", "ANNOUNCE"): "AGREE",
    ("AGREE", "EXTEND"): "EXTEND",
    ("AGREE", "AGREE"): "AGREE",
    ("ANNOUNCE", "START"): "ANNOUNCE",
    **{("ANNOUNCE", same): same for same in KINDS if same not in ("START", "WELCOME")},
    **{("WELCOME", same): same for same in KINDS if same != "WELCOME"},
    **{("END", inner): None for inner in ("AGREE", "PROPOSE", "REQUEST", "START")},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    family: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A term for a truce in a folded sentence. A weak one needs a strong cue beside it, a pact
    ("the deal") a truce named before as well; an `act` is cue and term at once; where the
    sentence before named the truce, "it" is `is_carried`."""

    start: int
    end: int
    is_weak: bool = False
    is_pact: bool = False
    is_carried: bool = False
    act: Cue | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """The compiled cue words of one language; what a language lacks matches nothing."""

    lang: str
    terms: re.Pattern[str]
    weak_terms: re.Pattern[str]
    not_terms: re.Pattern[str]
    pacts: re.Pattern[str]
    acts: Mapping[str, Sequence[re.Pattern[str]]]
    before: Mapping[str, re.Pattern[str]]
    after: Mapping[str, re.Pattern[str]]
    pronoun: Mapping[CeasefireKind, re.Pattern[str]]
    related: Mapping[CeasefireKind, re.Pattern[str]]
    accuse: re.Pattern[str]
    adjuncts: re.Pattern[str]
    armed: re.Pattern[str]
    at_once: re.Pattern[str]
    auxiliary: re.Pattern[str]
    between: re.Pattern[str]
    boundary: re.Pattern[str]
    by: re.Pattern[str]
    conditional: re.Pattern[str]
    domain: re.Pattern[str]
    each_other: re.Pattern[str]
    elsewhere: re.Pattern[str]
    end_lead: re.Pattern[str]
    figurative: re.Pattern[str]
    figurative_after: re.Pattern[str]
    finite: re.Pattern[str]
    fire: re.Pattern[str]
    future: re.Pattern[str]
    gerund: re.Pattern[str]
    governs: re.Pattern[str]
    hangs_on: re.Pattern[str]
    hypothesis: re.Pattern[str]
    intended: re.Pattern[str]
    is_not: re.Pattern[str]
    itself: re.Pattern[str]
    joins: re.Pattern[str]
    joint: re.Pattern[str]
    lapsed: re.Pattern[str]
    loose: re.Pattern[str]
    mediated: re.Pattern[str]
    mediated_adjective: re.Pattern[str]
    mediated_after: re.Pattern[str]
    modal: re.Pattern[str]
    nationwide: re.Pattern[str]
    negation: re.Pattern[str]
    on_terms: re.Pattern[str]
    parts: re.Pattern[str]
    plural: re.Pattern[str]
    present_start: re.Pattern[str]
    relative: re.Pattern[str]
    reports: re.Pattern[str]
    sides: re.Pattern[str]
    sides_agree: re.Pattern[str]
    since: re.Pattern[str]
    start_lead: re.Pattern[str]
    us: re.Pattern[str]
    violence: re.Pattern[str]
    with_: re.Pattern[str]


_NEVER = "(?!)"
# Conjunctions and prepositions that are written onto a verb, and onto a noun with its article.
_ARABIC_VERB, _HEBREW = "[وفبلك]{0,2}", "[ושהבלכמ]{0,3}"
_CLITICS = {"ar": (_ARABIC_VERB, rf"{_ARABIC_VERB}(?:ال|ل)?"), "he": (_HEBREW, _HEBREW)}

# How an entry of the data file that is one expression is compiled. The rest are whole words.
_SHAPES = {
    "joins": r"(?<!\w)(?:{words})(?!\w)|[,&]",
    "start_lead": r"(?<!\w){prefix}(?:{words})\s+(?:\w+\s+)?$",
    "end_lead": r"(?<!\w){prefix}(?:{words})\s+(?:\w+\s+)?$",
    "mediated_after": r"(?<!\w)(?:{words})(?!\w)",
} | dict.fromkeys(
    (
        "boundary",
        "gerund",
        "governs",
        "intended",
        "is_not",
        "mediated_adjective",
        "reports",
        "us",
    ),
    "{words}",
)
_SHAPE = r"(?<!\w){prefix}(?:{words})(?!\w)"
_KEYS = {"joins": "and", "with_": "with"}  # entries whose name is a word of Python or another's
_TERMS = ("terms", "weak_terms", "not_terms")
_LISTED = frozenset({"lang", *_TERMS, "pacts", "acts", "before", "after", "pronoun", "related"})


def _compiled(lang: str, words: Mapping[str, Any]) -> Lexicon:
    verb, noun = _CLITICS.get(lang, ("", ""))
    told = {name: _of_kinds(words.get(name, {}), verb) for name in ("pronoun", "related")}
    parts = {name: _pattern(words.get(name, ()), noun) for name in _TERMS}
    single = {
        f.name: _shaped(f.name, words, verb) for f in fields(Lexicon) if f.name not in _LISTED
    }
    return Lexicon(
        lang=lang,
        pacts=_pattern(words.get("pacts", ()), verb),
        acts={f: [_pattern([p], verb) for p in ps] for f, ps in words.get("acts", {}).items()},
        before={f: _pattern(words["before"].get(f, ()), verb) for f in FAMILIES},
        after={f: _pattern(words["after"].get(f, ()), verb) for f in FAMILIES},
        pronoun=told["pronoun"],
        related=told["related"],
        **parts,
        **single,
    )


def _shaped(name: str, words: Mapping[str, Any], prefix: str) -> re.Pattern[str]:
    expression = words.get(_KEYS.get(name, name)) or _NEVER
    shape = _SHAPES.get(name, _SHAPE)
    return re.compile(shape.replace("{prefix}", prefix).replace("{words}", expression))


def _of_kinds(
    words: Mapping[str, Sequence[str]], prefix: str
) -> dict[CeasefireKind, re.Pattern[str]]:
    return {CeasefireKind(kind): _pattern(parts, prefix) for kind, parts in words.items() if parts}


def _pattern(parts: Sequence[str], prefix: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){prefix}(?:{'|'.join(parts) or _NEVER})(?!\w)")


@cache
def lexicon(lang: str) -> Lexicon:
    return _compiled(lang, _DATA[lang])


def find_mentions(
    text: str, words: Lexicon, *, is_known: bool = False, follows: bool = False
) -> list[Mention]:
    """Find the terms for a truce in a folded sentence, in order. `is_known`: a truce was named in
    an earlier sentence, so that "the deal" may mean it; `follows`: in the one just before, so that
    "violations" are of it."""
    barred = [m.span() for m in words.not_terms.finditer(text)]
    found = _acts(text, words, barred)
    for pattern, is_weak in ((words.terms, False), (words.weak_terms, True)):
        for match in pattern.finditer(text):
            if _is_free(match, barred):
                found.append(Mention(start=match.start(), end=match.end(), is_weak=is_weak))
    alone = len(found) == 1 and not follows
    found = [m for m in found if m.act is None or m.act.family != "VIOLATE" or not alone]
    if is_known or any(m.act is None for m in found):
        pacts = [m for m in words.pacts.finditer(text) if _is_free(m, barred)]
        found += [Mention(start=m.start(), end=m.end(), is_weak=True, is_pact=True) for m in pacts]
    return sorted(found, key=lambda mention: mention.start)


def find_pronouns(text: str, words: Lexicon) -> list[Mention]:
    """Find what a sentence says of "it", the truce of the sentence before."""
    found = [p.search(text) for p in words.pronoun.values()]
    starts = {m.start() for m in found if m}
    return [Mention(start=at, end=at, is_carried=True) for at in sorted(starts)[:1]]


def _acts(text: str, words: Lexicon, barred: list[tuple[int, int]]) -> list[Mention]:
    return [
        Mention(start=m.start("term"), end=m.end("term"), act=_cue(family, m))
        for family, patterns in words.acts.items()
        for pattern in patterns
        for m in pattern.finditer(text)
        if _is_free(m, barred)
    ]


def _cue(family: str, match: re.Match[str]) -> Cue:
    return Cue(family=family, start=match.start("verb"), end=match.end("verb"))


def _is_free(match: re.Match[str], barred: list[tuple[int, int]]) -> bool:
    """Say whether no other term stands there, and take the place."""
    start, end = match.span()
    if any(start < e and s < end for s, e in barred):
        return False
    barred.append((start, end))
    return True
