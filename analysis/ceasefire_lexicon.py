"""The cue words of truces by language, compiled, and the terms found in a sentence."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from analysis.records import CeasefireKind

_DATA: dict[str, Any] = json.loads(
    (Path(__file__).parent / "data" / "ceasefire_cues.json").read_text("utf-8")
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
    ("the deal") a truce named before as well; an `act` is cue and term at once."""

    start: int
    end: int
    is_weak: bool = False
    is_pact: bool = False
    act: Cue | None = None


class Lexicon:
    """The compiled cue words of one language."""

    def __init__(self, lang: str) -> None:
        words = _DATA[lang]
        self.lang = lang
        clitics = r"[وفبلك]{0,2}(?:ال|ل)?" if lang == "ar" else ""
        verb = r"[وفبلك]{0,2}" if lang == "ar" else ""
        self.terms = _pattern(words["terms"], clitics)
        self.weak_terms = _pattern(words["weak_terms"], clitics)
        self.not_terms = _pattern(words["not_terms"], clitics)
        self.pacts = _pattern(words.get("pacts", ()), verb)
        self.acts = {
            f: [_pattern([p], verb) for p in ps] for f, ps in words.get("acts", {}).items()
        }
        related = words.get("related", {})
        self.related = {CeasefireKind(k): _pattern([p], "") for k, p in related.items()}
        self.before = {f: _pattern(p, verb) for f, p in words["before"].items()}
        self.after = {f: _pattern(p, verb) for f, p in words["after"].items()}
        said_of_it = {k: p for k, p in words["pronoun"].items() if p}
        self.pronoun = {CeasefireKind(k): _pattern(p, verb) for k, p in said_of_it.items()}
        self.boundary = re.compile(words["boundary"])
        for name in ("violence", "fire", "figurative", "negation", "modal", "future"):
            setattr(self, name, _pattern([words[name]], verb))
        for name in (
            "armed",
            "domain",
            "adjuncts",
            "sides_agree",
            "parts",
            "lapsed",
            "since",
            "joint",
            "at_once",
        ):
            setattr(self, name, _pattern([words.get(name, "(?!)")], verb))
        for name in ("between", "sides", "each_other", "accuse", "by", "mediated"):
            setattr(self, name, _pattern([words[name]], verb))
        self.joins = re.compile(rf"(?<!\w)(?:{words['and']})(?!\w)|[,&]")
        self.with_ = _pattern([words["with"]], verb)
        self.mediated_after = _pattern([words["mediated_after"] or "(?!)"], "")
        self.mediated_adjective = re.compile(words["mediated_adjective"] or "(?!)")
        self.start_lead = re.compile(rf"(?<!\w){verb}(?:{words['start_lead']})\s+(?:\w+\s+)?$")
        self.end_lead = re.compile(rf"(?<!\w){verb}(?:{words['end_lead']})\s+(?:\w+\s+)?$")
        self.nationwide = _pattern([words["nationwide"]], verb)
        self.us = re.compile(words["us"])
        for name in (
            "auxiliary",
            "finite",
            "plural",
            "itself",
            "elsewhere",
            "hypothesis",
            "relative",
            "conditional",
            "on_terms",
        ):
            setattr(self, name, _pattern([words.get(name, "(?!)")], verb))
        self.intended = re.compile(words.get("intended", "(?!)"))
        self.is_not = re.compile(words.get("is_not", "(?!)"))
        self.gerund = re.compile(words.get("gerund", "(?!)"))
        self.reports = re.compile(words["reports"])
        self.governs = re.compile(words["governs"])
        self.hangs_on = _pattern([words["hangs_on"]], verb)
        self.present_start = _pattern([words["present_start"]], verb)

    auxiliary: re.Pattern[str]
    finite: re.Pattern[str]
    itself: re.Pattern[str]
    elsewhere: re.Pattern[str]
    hypothesis: re.Pattern[str]
    plural: re.Pattern[str]
    relative: re.Pattern[str]
    conditional: re.Pattern[str]
    on_terms: re.Pattern[str]
    armed: re.Pattern[str]
    domain: re.Pattern[str]
    adjuncts: re.Pattern[str]
    parts: re.Pattern[str]
    since: re.Pattern[str]
    at_once: re.Pattern[str]
    joint: re.Pattern[str]
    lapsed: re.Pattern[str]
    sides_agree: re.Pattern[str]
    violence: re.Pattern[str]
    fire: re.Pattern[str]
    figurative: re.Pattern[str]
    negation: re.Pattern[str]
    modal: re.Pattern[str]
    future: re.Pattern[str]
    between: re.Pattern[str]
    sides: re.Pattern[str]
    each_other: re.Pattern[str]
    accuse: re.Pattern[str]
    by: re.Pattern[str]
    mediated: re.Pattern[str]


def _pattern(parts: Sequence[str], prefix: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){prefix}(?:{'|'.join(parts) or '(?!)'})(?!\w)")


@cache
def lexicon(lang: str) -> Lexicon:
    return Lexicon(lang)


def find_mentions(text: str, words: Lexicon, *, is_known: bool = False) -> list[Mention]:
    """Find the terms for a truce in a folded sentence, in order. `is_known`: a truce was named in
    an earlier sentence, so that "the deal" may mean it."""
    barred = [m.span() for m in words.not_terms.finditer(text)]
    found = _acts(text, words, barred)
    for pattern, is_weak in ((words.terms, False), (words.weak_terms, True)):
        for match in pattern.finditer(text):
            if _is_free(match, barred):
                found.append(Mention(start=match.start(), end=match.end(), is_weak=is_weak))
    found = [m for m in found if m.act is None or m.act.family != "VIOLATE" or len(found) > 1]
    if is_known or any(m.act is None for m in found):
        pacts = [m for m in words.pacts.finditer(text) if _is_free(m, barred)]
        found += [Mention(start=m.start(), end=m.end(), is_weak=True, is_pact=True) for m in pacts]
    return sorted(found, key=lambda mention: mention.start)


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
