"""The number words of each language (data/numerals.json), folded and looked up by token."""

import json
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cache
from pathlib import Path
from typing import Any

from newsmon.lib.text import fold
from newsmon.lib.tokens import Token, tokenise

_TABLES = Path(__file__).parent / "data" / "numerals.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Glue:
    """What a language writes onto the word: conjunctions ("and" first), prepositions, article."""

    conjunctions: tuple[str, ...]
    prepositions: tuple[str, ...]
    article: str
    contractions: dict[str, str] = field(default_factory=dict)


_GLUE = {
    "ar": _Glue(
        conjunctions=("و", "ف", ""),
        prepositions=("", "ب", "ل", "ك"),
        article="ال",
        contractions={"ل": "لل"},
    ),
    "he": _Glue(conjunctions=("ו", ""), prepositions=("", "כ", "ל", "ב", "מ"), article="ה"),
}
# "لست" is "I am not", "فست" and "كست" are nothing; a bare "الف" may follow any preposition.
_CLITICS = frozenset("وفلب")
_NEVER_GLUED = frozenset({"ست", "سته", "سي"})

Phrases = tuple[tuple[str, ...], ...]


class WordKind(Enum):
    UNIT = auto()
    TEN = auto()
    HUNDRED = auto()
    SCALE = auto()
    DUAL = auto()
    PLURAL = auto()
    HALF = auto()
    ROUND = auto()
    DUAL_NOUN = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What a number word may mean, by kind. `joined`: an Arabic "and" is glued to it; `definite`:
    the article is."""

    values: dict[WordKind, float]
    joined: bool = False
    definite: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """The number words and phrases of one language, all folded."""

    words: dict[str, Word]
    phrases: dict[str, dict[str, Phrases]]
    lists: dict[str, frozenset[str]]
    few: Phrases
    plural_phrases: tuple[tuple[tuple[str, ...], int], ...]
    fixed_phrases: tuple[tuple[tuple[str, ...], int], ...]
    suffixes: dict[str, int] = field(default_factory=dict)
    compounds: tuple[tuple[tuple[str, ...], int], ...] = ()


@cache
def lexicon(lang: str) -> Lexicon:
    """Give the number words of a language (ISO 639-1); English for one that has no table."""
    tables = _tables()
    return _lexicon(tables.get(lang, tables["en"]), _GLUE.get(lang))


def languages() -> frozenset[str]:
    """Give the languages that have a table."""
    return frozenset(_tables())


def match_phrase(tokens: tuple[Token, ...], at: int, phrases: Phrases) -> int:
    """Give how many tokens the longest phrase beginning at `at` takes, 0 for none."""
    best = 0
    first = tokens[at].text if at < len(tokens) else ""
    for phrase in phrases:
        size = len(phrase)
        if phrase[0] != first or size <= best:
            continue
        if size == 1 or tuple(t.text for t in tokens[at : at + size]) == phrase:
            best = size
    return best


def match_phrase_before(tokens: tuple[Token, ...], end: int, phrases: Phrases) -> int:
    """Give how many tokens the longest phrase ending at `end` takes, 0 for none."""
    best = 0
    last = tokens[end - 1].text if 0 < end <= len(tokens) else ""
    for phrase in phrases:
        size = len(phrase)
        if phrase[-1] == last and best < size <= end:
            said = tuple(t.text for t in tokens[end - size : end])
            best = size if _same_phrase(said, phrase) else best
    return best


def _same_phrase(said: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    """Compare phrases; the first word of several may carry an Arabic clitic ("وأكثر من")."""
    if said == phrase:
        return True
    first = said[0]
    glued = len(phrase) > 1 and len(first) > 2 and first[0] in _CLITICS and first[1:] == phrase[0]
    return glued and said[1:] == phrase[1:]


def as_phrases(words: list[str]) -> Phrases:
    """Fold phrases and cut them as texts are cut."""
    return tuple(tuple(token.text for token in tokenise(word)) for word in words)


@cache
def _tables() -> dict[str, Any]:
    tables: dict[str, Any] = json.loads(_TABLES.read_text(encoding="utf-8"))
    return tables


def _lexicon(table: dict[str, Any], glue: _Glue | None) -> Lexicon:
    base = _base_words(table)
    listed: tuple[str, ...] = ("joiner", "article", "of", "plural_not_alone", "change")
    listed += ("fillers", "estimate", "and_a_half")
    lists = {name: frozenset(fold(w) for w in table.get(name, ())) for name in listed}
    lists["glued"] = frozenset({"glued"} if glue else ())
    kinds = ("quantifier_before", "quantifier_after", "kind_after", "kind_before")
    phrases = {
        name: {key: as_phrases(value) for key, value in table.get(name, {}).items()}
        for name in kinds
    }
    flat: tuple[str, ...] = ("between", "range_and", "range_from", "range_to", "ratio")
    flat += ("quantifier_count", "fillers", "or_more", "outdone_by", "three_quarters")
    phrases["flat"] = {name: as_phrases(table.get(name, [])) for name in flat}
    return Lexicon(
        words=_glued(base, glue) if glue else {w: Word(values=v) for w, v in base.items()},
        phrases=phrases,
        lists=lists,
        few=as_phrases(table.get("few", [])),
        plural_phrases=_phrase_values(table, "plural"),
        fixed_phrases=_phrase_values(table, "fixed"),
        suffixes=table.get("suffix", {}),
        compounds=_compounds(table),
    )


def _base_words(table: dict[str, Any]) -> dict[str, dict[WordKind, float]]:
    base: dict[str, dict[WordKind, float]] = {}
    names = {
        "unit": WordKind.UNIT, "ten": WordKind.TEN, "hundred": WordKind.HUNDRED,
        "scale": WordKind.SCALE, "dual": WordKind.DUAL, "plural": WordKind.PLURAL,
        "half": WordKind.HALF, "round": WordKind.ROUND, "fixed": WordKind.ROUND,
        "dual_nouns": WordKind.DUAL_NOUN,
    }  # fmt: skip
    for name, kind in names.items():
        for value, words in table.get(name, {}).items():
            for word in words:
                if " " not in word:
                    base.setdefault(fold(word), {})[kind] = float(value)
    return base


def _phrase_values(table: dict[str, Any], name: str) -> tuple[tuple[tuple[str, ...], int], ...]:
    """Cut what several words say as one number, the longest first."""
    found = [
        (phrase, int(value))
        for value, words in table.get(name, {}).items()
        for phrase in as_phrases([w for w in words if " " in w or "\u200c" in w])
    ]
    return tuple(sorted(found, key=lambda item: -len(item[0])))


def _compounds(table: dict[str, Any]) -> tuple[tuple[tuple[str, ...], int], ...]:
    """Cut the tens of several words, the longest first."""
    found = [
        (phrase, int(value))
        for value, words in table.get("compound", {}).items()
        for phrase in as_phrases(words)
    ]
    return tuple(sorted(found, key=lambda item: -len(item[0])))


def _glued(base: dict[str, dict[WordKind, float]], glue: _Glue) -> dict[str, Word]:
    """Write out the glued forms: and / so + preposition + article + word."""
    words: dict[str, Word] = {}
    for text, values in base.items():
        for conjunction in glue.conjunctions:
            joined = bool(conjunction) and conjunction == glue.conjunctions[0]
            for preposition in glue.prepositions:
                if preposition and text in _NEVER_GLUED:
                    continue
                bare = conjunction + preposition + text
                article = glue.contractions.get(preposition, preposition + glue.article)
                words.setdefault(bare, Word(values=values, joined=joined))
                words.setdefault(
                    conjunction + article + text, Word(values=values, joined=joined, definite=True)
                )
    return words
