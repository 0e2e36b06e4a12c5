"""The cue words of displacement, found in one sentence.

A `Frame` holds a sentence with its tokens, numbers and cues, every offset counted in the sentence
as written. The words themselves are data (data/displacement.json).
"""

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from newsmon.lib.numerals import Number, NumberKind, find_in_tokens
from newsmon.lib.text import Folded, fold, fold_text
from newsmon.lib.tokens import Token, TokenKind, tokenise

_DATA = Path(__file__).parents[1] / "data" / "displacement.json"

# Enough text for the second half of "forced ... to flee their homes".
_NEEDS_REACH = 160

_SIGNS = (
    *("subset", "among", "share", "made_of", "aside_comma", "companions", "border", "inside"),
    *("home", "deal", "convoy", "since", "truce", "context", "began", "caused", "so_far"),
    *("camp", "participle", "refuge", "hosts", "leave", "more", "venue", "whole_country"),
    *("points_back", "event_operation", "event_fighting", "event_war", "scene_after"),
    *("counted_flee", "counted_cross", "counted_return", "counted_shelter", "counted_displace"),
    *("rival", "own_territory", "conflict", "not_refuge", "receives", "of_them"),
    *("at_event", "into_territory", "fled_from", "with_unhcr", "is_border", "said_next"),
    *("corrected", "arrives", "count_is", "looks_back", "census", "said_forecast"),
    *("counted_evacuate", "newcomers", "is_who", "own_country", "apposed", "with_refugees"),
    *("formerly", "likewise", "way_home", "numbering", "scene_of", "building", "brief", "abroad"),
    *("whole_of", "takes_in", "relative", "into_where", "has_people", "own_places"),
    *("scene_before", "part_when", "part_where", "by_means", "exceeds", "nears"),
    *("left_over", "as_of", "takes_record", "came_from", "exceeds_next", "expels"),
    *("unmoved",),
)
_MONTHS_AND_NAMES = frozenset({"may", "march", "will"})
_PLACE_LISTS = ("origin", "destination", "inside", "soil")

POSITIVE = frozenset(
    {"FLEE", "DISPLACE", "EVACUATE", "RETURN", "CROSS", "SHELTER", "MOVE", "DISPLACED_STATE"}
    | {"HOST", "COUNTED", "RESETTLE", "SITE"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A word that says what happens to the people counted. `side`: L it stands before its
    number, R after it, B either."""

    kind: str
    side: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The cue words of one language, compiled."""

    nouns: dict[str, re.Pattern[str]]
    cues: tuple[tuple[str, str, re.Pattern[str], re.Pattern[str] | None], ...]
    modals: dict[str, re.Pattern[str]]
    signs: dict[str, re.Pattern[str]]
    stop: frozenset[str]
    of: frozenset[str]
    nations: tuple[tuple[str, re.Pattern[str]], ...]
    places: dict[str, frozenset[str]]
    directions: dict[str, frozenset[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One sentence, read. `lang` is the language whose words were used."""

    text: str
    folded: Folded
    lang: str
    words: Words
    tokens: tuple[Token, ...]
    numbers: tuple[Number, ...]
    cues: tuple[Cue, ...]
    modals: tuple[Cue, ...]

    def has(self, sign: str, start: int = 0, end: int | None = None) -> bool:
        """Say whether a sign (a named pattern of the language) stands in `text[start:end]`."""
        pattern = self.words.signs.get(sign)
        if pattern is None:
            return False
        stop = len(self.text) if end is None else end
        return pattern.search(self.between(start, stop)) is not None

    def says(self, cue: Cue, sign: str) -> bool:
        """Say whether a cue is one of the words of a sign."""
        pattern = self.words.signs.get(sign)
        return pattern is not None and pattern.match(cue.text) is not None

    def between(self, start: int, end: int) -> str:
        """Give the folded text of a span of the sentence."""
        return self.folded.text[self.folded.position(start) : self.folded.position(end)]


def languages() -> frozenset[str]:
    """Give the languages that have cue words."""
    return frozenset(_data()) - {"version", "about", "nationalities", "country_codes"}


def read_sentence(text: str, lang: str) -> Frame:
    """Find tokens, numbers and cues in one sentence; `lang` must be one of `languages()`.

    A sentence with neither a number nor a word of displacement has its cues left unread.
    """
    words, folded = words_of(lang), fold_text(text)
    tokens = tokenise(text, lang)
    numbers = tuple(n for n in find_in_tokens(tokens, lang) if n.kind is NumberKind.COUNT)
    context = words.signs.get("context")
    is_read = bool(numbers) or (context is not None and context.search(folded.text) is not None)
    return Frame(
        text=text,
        folded=folded,
        lang=lang,
        words=words,
        tokens=tokens,
        numbers=numbers,
        cues=_cues(text, folded, words) if is_read else (),
        modals=_modals(text, folded, words) if numbers else (),
    )


def _cues(text: str, folded: Folded, words: Words) -> tuple[Cue, ...]:
    found = []
    for kind, side, pattern, needs in words.cues:
        for match in pattern.finditer(folded.text):
            rest = folded.text[match.end() : match.end() + _NEEDS_REACH]
            if (needs is None or needs.search(rest)) and not _is_name(text, folded, match):
                found.append(_cue(folded, match, kind, side))
    return tuple(sorted(found, key=lambda cue: (cue.start, -cue.end)))


def _modals(text: str, folded: Folded, words: Words) -> tuple[Cue, ...]:
    return tuple(
        _cue(folded, match, kind, "L")
        for kind, pattern in words.modals.items()
        for match in pattern.finditer(folded.text)
        if not _is_name(text, folded, match)
    )


def _is_name(text: str, folded: Folded, match: re.Match[str]) -> bool:
    """Tell the months May and March, and Will, from the verbs."""
    first = folded.origin(match.start())
    return match.group() in _MONTHS_AND_NAMES and first > 0 and text[first].isupper()


def _cue(folded: Folded, match: re.Match[str], kind: str, side: str) -> Cue:
    start, end = folded.span(match.start(), match.end())
    return Cue(kind=kind, side=side, start=start, end=end, text=match.group())


def noun_class(token: Token, words: Words) -> str | None:
    """Give the class of a noun (PERSON, HOUSEHOLD, THING ...), None when it is in no list."""
    if token.kind is not TokenKind.WORD:
        return None
    for name, pattern in words.nouns.items():
        if pattern.fullmatch(token.text):
            return name
    return "PERSON" if nation_of(token, words) else None


def nation_of(token: Token, words: Words) -> str | None:
    """Give the country whose people a word names ("Syrians", "يمني"), None for no such word."""
    for country, pattern in words.nations:
        if pattern.fullmatch(token.text):
            return country
    return None


def country_code(country: str) -> str | None:
    """Give the ISO 3166 alpha-3 code of a country of `nation_of`."""
    code: str | None = _data()["country_codes"].get(country)
    return code


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(_DATA.read_text(encoding="utf-8"))
    return data


@cache
def words_of(lang: str) -> Words:
    """Compile the cue words of a language once."""
    table = _data()[lang]
    prefix = fold(table.get("prefix", ""))
    return Words(
        nouns={name: _pattern(forms, prefix) for name, forms in table["nouns"].items()},
        cues=tuple(
            (cue["class"], cue["side"], _pattern(cue["forms"], prefix), _needs(cue.get("needs")))
            for cue in table["cues"]
        ),
        modals={name: _pattern(forms, prefix) for name, forms in table["modals"].items()},
        signs={name: _sign(table[name], prefix) for name in _SIGNS if name in table},
        stop=frozenset(fold(word) for word in table["stop"]),
        of=frozenset(fold(word) for word in table["of"]),
        nations=tuple(
            (country, _pattern(forms, prefix))
            for country, forms in _data()["nationalities"].items()
        ),
        places={name: _folded(table["places"][name]) for name in _PLACE_LISTS},
        directions={name: _folded(words) for name, words in table["places"]["directions"].items()},
    )


def _folded(words: list[str]) -> frozenset[str]:
    return frozenset(fold(word) for word in words)


def _pattern(forms: list[str], prefix: str) -> re.Pattern[str]:
    body = "|".join(fold(form) for form in sorted(forms, key=len, reverse=True))
    return re.compile(rf"(?<!\w){prefix}(?:{body})(?!\w)")


def _needs(pattern: str | None) -> re.Pattern[str] | None:
    return re.compile(rf"(?<!\w){fold(pattern)}".replace("(?<!\\w)", "", 1)) if pattern else None


def _sign(value: str | list[str], prefix: str) -> re.Pattern[str]:
    if isinstance(value, list):
        return _pattern(value, prefix)
    if value[0] in ",[^":  # a sign that begins with a mark follows a word
        return re.compile(fold(value))
    return re.compile(rf"(?<![^\W\d]){prefix}(?:{fold(value)})")
