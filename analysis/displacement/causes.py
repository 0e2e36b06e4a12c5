"""Why people are on the move, in IDMC's terms: conflict, disaster (with the hazard) or other.

An event counts by what ties it to the figure: one that is told to move people before one that is
merely named, and that before what only describes a place ("quake-hit"). Of the figure's clause, its
sentence and the sentence before, the first that names an event decides. Two causes alike are none.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from pathlib import Path
from typing import Any

from analysis.displacement.words import Frame
from analysis.terms import Cause, CauseBasis, Hazard
from newsmon.lib.text import fold

_DATA = Path(__file__).parents[1] / "data" / "displacement_causes.json"
# Words that tie an event to people stand within so many characters of it.
_REACH = 120


class Tie(IntEnum):
    """How an event stands to the people who move; NONE: it is told to be no cause, or past."""

    NONE = 0
    PLACE = 1
    NAMED = 2
    MOVING = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundCause:
    """`hazard` is UNCLEAR but for a disaster with one kind of hazard; `words` are those of the
    text that name the event, and `basis` says where they stand, or why there is no cause."""

    cause: Cause = Cause.UNCLEAR
    hazard: Hazard = Hazard.UNCLEAR
    basis: CauseBasis = CauseBasis.NOT_SAID
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Event:
    cause: Cause
    hazard: Hazard
    start: int
    end: int
    tie: Tie


_Kind = tuple[Cause, Hazard]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lexicon:
    """`patterns` find events and what only sounds like one: that has no kind in `kinds`."""

    patterns: tuple[re.Pattern[str], ...]
    kinds: dict[re.Pattern[str], _Kind]
    weak: frozenset[re.Pattern[str]]
    before: re.Pattern[str]
    after: re.Pattern[str]
    dimmed_before: re.Pattern[str]
    dimmed_after: re.Pattern[str]
    past: re.Pattern[str]
    past_after: re.Pattern[str]
    denied: re.Pattern[str]
    clauses: re.Pattern[str]
    elsewhere: re.Pattern[str]


def cause_of(frame: Frame, before: Frame | None, at: int, *, is_new: bool) -> FoundCause:
    """Give why the people moved whose number stands at offset `at` of a sentence.

    `before` is the sentence before it, None for none. Of people who are displaced already or who
    return (`is_new` False), only an event told to move people is the cause: fighting beside a camp
    is not why it was set up."""
    words = _lexicon(frame.lang)
    least = Tie.PLACE if is_new else Tie.MOVING
    position = frame.folded.position(at)
    events = list(_events(frame.folded.text, words))
    start, end = _clause(frame.folded.text, position, words)
    for part in ([e for e in events if start <= e.start < end], events):
        found = _decided(frame, part, least, CauseBasis.SENTENCE)
        if found is not None:
            return found
    if before is None or not is_new or words.elsewhere.match(frame.folded.text):
        return FoundCause()
    told = list(_events(before.folded.text, _lexicon(before.lang)))
    return _decided(before, told, Tie.NAMED, CauseBasis.SENTENCE_BEFORE) or FoundCause()


def _decided(
    frame: Frame, events: Iterable[_Event], least: Tie, basis: CauseBasis
) -> FoundCause | None:
    """Decide by the events with the strongest tie; None where none has even the `least`."""
    tied = [event for event in events if event.tie >= least]
    strongest = max((event.tie for event in tied), default=Tie.NONE)
    chosen = sorted((e for e in tied if e.tie is strongest), key=lambda event: event.start)
    if not chosen:
        return None
    causes = {event.cause for event in chosen}
    words = "; ".join(dict.fromkeys(_written(frame, event) for event in chosen))
    if len(causes) > 1:
        return FoundCause(basis=CauseBasis.SEVERAL, words=words)
    hazards = {event.hazard for event in chosen} - {Hazard.UNCLEAR}
    hazard = hazards.pop() if len(hazards) == 1 else Hazard.UNCLEAR
    return FoundCause(cause=causes.pop(), hazard=hazard, basis=basis, words=words)


def _written(frame: Frame, event: _Event) -> str:
    start, end = frame.folded.span(event.start, event.end)
    return frame.text[start:end]


def _clause(text: str, at: int, words: _Lexicon) -> tuple[int, int]:
    """Give the clause of a sentence in which a position lies."""
    cuts = [match.start() for match in words.clauses.finditer(text)]
    start = max((cut for cut in cuts if cut < at), default=0)
    return start, min((cut for cut in cuts if cut >= at), default=len(text))


def _events(text: str, words: _Lexicon) -> Iterator[_Event]:
    """Find the events that a sentence names; where two overlap the longer one counts, and none
    within a figure of speech ("trade war")."""
    taken: list[tuple[int, int]] = []
    found = [match for pattern in words.patterns for match in pattern.finditer(text)]
    for match in sorted(found, key=lambda match: match.start() - match.end()):
        start, end = match.span()
        if any(start < b and a < end for a, b in taken):
            continue
        taken.append((start, end))
        kind = words.kinds.get(match.re)
        if kind is None:
            continue
        tie = Tie.PLACE if match.re in words.weak else _tie(text, start, end, words)
        yield _Event(cause=kind[0], hazard=kind[1], start=start, end=end, tie=tie)


def _tie(text: str, start: int, end: int, words: _Lexicon) -> Tie:
    """Say how an event stands to those who move, by the words right before and after it."""
    before, after = text[max(0, start - _REACH) : start], text[end : end + _REACH]
    if words.denied.search(before):
        return Tie.NONE
    is_past = bool(words.past.search(before) or words.past_after.match(after))
    if words.dimmed_before.search(before) or words.dimmed_after.match(after):
        return Tie.NONE if is_past else Tie.PLACE
    if words.before.search(before) or words.after.match(after):
        return Tie.MOVING
    return Tie.NONE if is_past else Tie.NAMED


@cache
def _lexicon(lang: str) -> _Lexicon:
    table = _data()[lang]
    prefix = fold(table["prefix"])
    masked = _whole(table["masked"], prefix)
    weak = {_whole(forms, prefix): _kind(name) for name, forms in table["weak"].items()}
    kinds = {
        _whole(table["conflict"], prefix): (Cause.CONFLICT, Hazard.UNCLEAR),
        _whole(table["other"], prefix): (Cause.OTHER, Hazard.UNCLEAR),
        **{_whole(forms, prefix): _kind(name) for name, forms in table["hazards"].items()},
        **weak,
    }
    return _Lexicon(
        patterns=(masked, *kinds),
        kinds=kinds,
        weak=frozenset(weak),
        before=_ending(table["before"], prefix),
        after=_opening(table["after"]),
        dimmed_before=_ending(table["dimmed_before"], prefix),
        dimmed_after=_opening(table["dimmed_after"]),
        past=_ending(table["past"], prefix),
        past_after=_opening(table["past_after"]),
        denied=_ending(table["denied"], prefix),
        clauses=re.compile("|".join(map(fold, table["clauses"]))),
        elsewhere=_opening(table["elsewhere"]),
    )


def _kind(name: str) -> _Kind:
    """Give the cause that a name of the word lists stands for: CONFLICT, or a hazard."""
    if name == Cause.CONFLICT:
        return Cause.CONFLICT, Hazard.UNCLEAR
    return Cause.DISASTER, Hazard(name)


def _whole(forms: list[str], prefix: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){prefix}(?:{_either(forms)})(?!\w)")


def _ending(forms: list[str], prefix: str) -> re.Pattern[str]:
    """Match right before an event, but for blanks, quotes and the particles written onto it."""
    return re.compile(rf"(?<!\w){prefix}(?:{_either(forms)})[ \"'(-]*$")


def _opening(forms: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?:{_either(forms)})(?!\w)")


def _either(forms: list[str]) -> str:
    body = "|".join(map(fold, sorted(forms, key=len, reverse=True)))
    return body or "(?!)"


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(_DATA.read_text(encoding="utf-8"))
    return data
