"""Reads what a person types into the search.

    truce idlib              both words, in any order and form
    "cease fire"             words that follow one another
    truce OR ceasefire       either; OR joins its two neighbours only
    -football                not this word; -"…", -(…) and -source:… work alike
    ceas*                    words that begin so
    actor:turkey             a field: its names, and those of its values, are also known in Arabic
    date:2019-10             also since:, until:, after:, before:, 2019-10-01..2019-10-15, 7d
    (a OR b) -c              brackets

What is not a query raises a QueryError that says where and why.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Any

from analysis.timelines.search_records import (
    AllOf,
    AnyOf,
    Days,
    Narrow,
    Part,
    SearchField,
    Without,
    Words,
)
from dashboard.search.days import FIELDS as DAY_FIELDS
from dashboard.search.days import NoDate, TurnedDates, read_days
from newsmon.lib.search_words import asked_keys, prefix_of
from newsmon.lib.text import fold, fold_name

_DATA: Mapping[str, Any] = json.loads(
    (Path(__file__).parent.parent / "data" / "search.json").read_text(encoding="utf-8")
)
# More parts than these are pasted text, and brackets within more brackets nobody reads.
MOST_PARTS = 40
DEEPEST = 8
SHORTEST_PREFIX = 2
_LONGEST_STORY = 15


class Problem(StrEnum):
    """Why a query cannot be read (dashboard/search/wording.py says it in words)."""

    UNCLOSED_QUOTE = "UNCLOSED_QUOTE"
    EMPTY_QUOTE = "EMPTY_QUOTE"
    UNCLOSED_BRACKET = "UNCLOSED_BRACKET"
    STRAY_BRACKET = "STRAY_BRACKET"
    EMPTY_BRACKETS = "EMPTY_BRACKETS"
    LOOSE_OR = "LOOSE_OR"
    LOOSE_MINUS = "LOOSE_MINUS"
    ONLY_MINUS = "ONLY_MINUS"
    UNKNOWN_FIELD = "UNKNOWN_FIELD"
    EMPTY_FIELD = "EMPTY_FIELD"
    BAD_DATE = "BAD_DATE"
    TURNED_DATES = "TURNED_DATES"
    UNKNOWN_CLAIM = "UNKNOWN_CLAIM"
    UNKNOWN_LANGUAGE = "UNKNOWN_LANGUAGE"
    BAD_STORY = "BAD_STORY"
    SHORT_PREFIX = "SHORT_PREFIX"
    STAR_NOT_LAST = "STAR_NOT_LAST"
    TOO_MANY_PARTS = "TOO_MANY_PARTS"
    TOO_DEEP = "TOO_DEEP"


class QueryError(ValueError):
    """A query cannot be read: what is wrong with `text[start:end]`, and words that are near."""

    def __init__(
        self, problem: Problem, start: int, end: int, word: str = "", near: Sequence[str] = ()
    ) -> None:
        super().__init__(f"{problem} at {start}: {word}")
        self.problem, self.start, self.end = problem, start, end
        self.word, self.near = word, tuple(near)


class _Kind(StrEnum):
    OPEN = "("
    CLOSE = ")"
    OR = "OR"
    AND = "AND"
    MINUS = "-"
    FIELD = "FIELD"
    QUOTED = "QUOTED"
    BARE = "BARE"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Token:
    kind: _Kind
    text: str
    start: int
    end: int


# One character for one, so that a place in the query stays where it is.
_ALIKE = str.maketrans(
    dict.fromkeys("“”„‟«»〝〞＂", '"')
    | dict.fromkeys("‐‑‒–−﹣－", "-")
    | dict.fromkeys("\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", " ")
    | {"：": ":", "（": "(", "）": ")", "｜": "|"}
)
_TOKEN = re.compile(
    r"(?P<BLANK>\s+)"
    r"|(?P<OPEN>\()|(?P<CLOSE>\))|(?P<OR>\|+)"
    r"|(?P<MINUS>(?<![^\s(|])-+(?=[^\s-]))"
    r'|"(?P<QUOTED>[^"]*)"|(?P<UNCLOSED>")'
    r"|(?P<FIELD>[^\W\d_]+(?:_[^\W\d_]+)*)[ \t]*:(?!//)"
    r'|(?P<BARE>[^\s()|"]+)'
)


def _by_name(table: Mapping[str, Iterable[str]]) -> dict[str, str]:
    return {fold_name(name): key for key, names in table.items() for name in names}


FIELDS = _by_name(_DATA["fields"])
LANGUAGES = _by_name(_DATA["languages"])
CLAIMS = _by_name({key: [key, *names] for key, names in _DATA["claims"].items()})
CLAIM_KEYS = frozenset(_DATA["claims"])
_OR, _AND, _NOT = (frozenset(_DATA[name]) for name in ("or", "and", "not"))


def parse(text: str, *, today: date, is_narrowed: bool = False) -> Part | None:
    """Read a query; None where it asks for nothing. `is_narrowed` says that other filters already
    say what to find, so that a query may only leave out. Raises QueryError."""
    tokens = _tokens(text)
    reading = _Reading(tokens, today)
    part = reading.read()
    if part is not None and not is_narrowed and not asks_for_something(part):
        raise QueryError(Problem.ONLY_MINUS, 0, len(text))
    return part


def asks_for_something(part: Part) -> bool:
    """Say whether a part finds by what is there, and not only by what is not."""
    if isinstance(part, Without):
        return False
    if isinstance(part, AllOf):
        return any(map(asks_for_something, part.parts))
    if isinstance(part, AnyOf):
        return all(map(asks_for_something, part.parts))
    return True


def words_in(part: Part | None) -> tuple[Words, ...]:
    """Give the words that a query asks for, without those to be left out."""
    if isinstance(part, Words):
        return (part,)
    if isinstance(part, AllOf | AnyOf):
        return tuple(words for each in part.parts for words in words_in(each))
    return ()


def _tokens(text: str) -> list[_Token]:
    plain = text.translate(_ALIKE)
    found: list[_Token] = []
    at = 0
    while match := _TOKEN.match(plain, at):
        at = match.end()
        token = _token(match, text)
        if token is not None and token.kind is _Kind.FIELD and not _is_field(token, plain):
            # A colon within running text: the word alone counts.
            token = _Token(kind=_Kind.BARE, text=token.text, start=token.start, end=token.end)
        if token is not None:
            found.append(token)
    return found


def _token(match: re.Match[str], text: str) -> _Token | None:
    kind = match.lastgroup or ""
    start, end = match.span()
    if kind == "BLANK":
        return None
    if kind == "UNCLOSED":
        raise QueryError(Problem.UNCLOSED_QUOTE, start, len(text), text[end:].strip())
    said = match.group(kind)
    if kind == "BARE" and said in _OR:
        kind = "OR"
    elif kind == "BARE" and said in _AND:
        kind = "AND"
    elif kind == "BARE" and said in _NOT:
        kind = "MINUS"
    return _Token(kind=_Kind[kind], text=said, start=start, end=end)


def _is_field(token: _Token, text: str) -> bool:
    """Say whether a word with a colon is a field; a name that is none is one mistyped where a value
    follows at once."""
    if fold_name(token.text) in FIELDS:
        return True
    if token.end < len(text) and not text[token.end].isspace():
        near = get_close_matches(fold_name(token.text), list(FIELDS), n=3)
        raise QueryError(Problem.UNKNOWN_FIELD, token.start, token.end, token.text, near)
    return False


class _Reading:
    """Goes through the tokens of one query, once."""

    def __init__(self, tokens: Sequence[_Token], today: date) -> None:
        self._tokens = tokens
        self._today = today
        self._at = 0
        self._depth = 0
        self._parts = 0

    def read(self) -> Part | None:
        part = self._all()
        if self._at < len(self._tokens):
            token = self._tokens[self._at]
            raise QueryError(Problem.STRAY_BRACKET, token.start, token.end, ")")
        return part

    def _next(self) -> _Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _all(self) -> Part | None:
        found: list[Part] = []
        while (token := self._next()) is not None and token.kind is not _Kind.CLOSE:
            if token.kind is _Kind.AND:
                self._at += 1
                continue
            part = self._any()
            if part is not None:
                found.append(part)
        if not found:
            return None
        return found[0] if len(found) == 1 else AllOf(parts=tuple(found))

    def _any(self) -> Part | None:
        found = [self._one()]
        while (token := self._next()) is not None and token.kind is _Kind.OR:
            self._at += 1
            after = self._next()
            if after is None or after.kind in (_Kind.CLOSE, _Kind.OR, _Kind.AND):
                raise QueryError(Problem.LOOSE_OR, token.start, token.end, token.text)
            found.append(self._one())
        parts = tuple(part for part in found if part is not None)
        if len(parts) < 2:
            return parts[0] if parts else None
        return AnyOf(parts=parts)

    def _one(self) -> Part | None:
        token = self._tokens[self._at]
        self._at += 1
        self._parts += 1
        if self._parts > MOST_PARTS:
            raise QueryError(Problem.TOO_MANY_PARTS, token.start, token.end, str(MOST_PARTS))
        if token.kind is _Kind.OR:
            raise QueryError(Problem.LOOSE_OR, token.start, token.end, token.text)
        if token.kind is _Kind.MINUS:
            return self._without(token)
        if token.kind is _Kind.OPEN:
            return self._bracketed(token)
        if token.kind is _Kind.FIELD:
            return self._field(token)
        if token.kind is _Kind.QUOTED:
            return _phrase(token)
        return _bare(token)

    def _without(self, token: _Token) -> Part | None:
        following = self._next()
        if following is None or following.kind in (_Kind.CLOSE, _Kind.OR, _Kind.AND, _Kind.MINUS):
            raise QueryError(Problem.LOOSE_MINUS, token.start, token.end, token.text)
        part = self._one()
        return None if part is None else Without(part=part)

    def _bracketed(self, token: _Token) -> Part:
        self._depth += 1
        if self._depth > DEEPEST:
            raise QueryError(Problem.TOO_DEEP, token.start, token.end)
        part = self._all()
        closing = self._next()
        if closing is None:
            raise QueryError(Problem.UNCLOSED_BRACKET, token.start, token.end, "(")
        if part is None:
            raise QueryError(Problem.EMPTY_BRACKETS, token.start, closing.end)
        self._at += 1
        self._depth -= 1
        return part

    def _field(self, token: _Token) -> Part:
        value = self._next()
        said = value.text.strip() if value and value.kind in (_Kind.QUOTED, _Kind.BARE) else ""
        if value is None or not said:
            raise QueryError(Problem.EMPTY_FIELD, token.start, token.end, token.text)
        self._at += 1
        name = FIELDS[fold_name(token.text)]
        if name == "title":
            return _in_title(value)
        if name in DAY_FIELDS:
            return _days(name, value, self._today)
        field = SearchField[name.upper()]
        return Narrow(field=field, value=_value(field, value))


def _phrase(token: _Token) -> Words:
    keys = asked_keys(token.text)
    if not keys:
        raise QueryError(Problem.EMPTY_QUOTE, token.start, token.end)
    return Words(keys=keys)


def _bare(token: _Token) -> Words | None:
    """Read a word; of "al-Bab" both parts in their order. Signs without a letter ask nothing."""
    star = token.text.find("*")
    if star == -1:
        keys = asked_keys(token.text)
        return Words(keys=keys) if keys else None
    if star < len(token.text.rstrip("*")):
        raise QueryError(Problem.STAR_NOT_LAST, token.start, token.end, token.text)
    *before, last = asked_keys(token.text) or ("",)
    begun = prefix_of(re.split(r"[^\w'’]", token.text.rstrip("*"))[-1])
    if len(begun) < SHORTEST_PREFIX or not last:
        raise QueryError(Problem.SHORT_PREFIX, token.start, token.end, token.text)
    return Words(keys=(*before, begun), is_prefix=True)


def _in_title(token: _Token) -> Words:
    words = _phrase(token) if token.kind is _Kind.QUOTED else _bare(token)
    if words is None:
        raise QueryError(Problem.EMPTY_FIELD, token.start, token.end, token.text)
    return Words(keys=words.keys, is_prefix=words.is_prefix, in_title=True)


def _value(field: SearchField, token: _Token) -> str:
    said, key = token.text.strip(), fold_name(token.text)
    if field is SearchField.LANGUAGE:
        return _known(LANGUAGES, key, token, Problem.UNKNOWN_LANGUAGE)
    if field is SearchField.CLAIM:
        return _known(CLAIMS, key, token, Problem.UNKNOWN_CLAIM)
    if field is SearchField.STORY:
        number = fold(said)
        if not number.isdecimal() or len(number) > _LONGEST_STORY:
            raise QueryError(Problem.BAD_STORY, token.start, token.end, said)
        return number
    return said


def _known(table: Mapping[str, str], key: str, token: _Token, problem: Problem) -> str:
    if key in table:
        return table[key]
    near = get_close_matches(key, list(table), n=3)
    raise QueryError(problem, token.start, token.end, token.text, near)


def _days(name: str, token: _Token, today: date) -> Days:
    try:
        return read_days(name, token.text, today)
    except TurnedDates as error:
        raise QueryError(Problem.TURNED_DATES, token.start, token.end, token.text) from error
    except NoDate as error:
        raise QueryError(Problem.BAD_DATE, token.start, token.end, token.text) from error
