"""The cue words that govern a term for a truce, left of it and right of it, within reach."""

import re
from collections.abc import Mapping, Sequence
from itertools import takewhile

from analysis.ceasefires.lexicon import Cue, Lexicon, Mention

Spans = Sequence[tuple[int, int]]

# Words that may stand between a cue and the term: far for verbs of saying, near for the rest.
_REACH = {
    "PROPOSE": 12,
    "REQUEST": 12,
    "ANNOUNCE": 16,
    "AGREE": 16,
    "ACCEPT": 12,
    "REJECT": 12,
    "WELCOME": 8,
}
_REACH |= {"PASSING": 3, "CONDITION": 4, "UPHOLD": 6, "DENY": 12, "THREAT": 10, "CONCESSIVE": 9}
_REACH_DEFAULT = 7
_REACH_AFTER = {"PROPOSE": 2, "UPHOLD": 3, "AGREE": 6, "ANNOUNCE": 6, "ACCEPT": 6, "REJECT": 7}
_REACH_OUTER = 6  # words between a cue and the cue that governs it
_REACH_LEAD = 3  # words between "after" or "if" and the verb that it opens
_REACH_CLAUSE = 10  # words more where a phrase or a relative clause hangs on the term
_FAR_OUTER = {
    False: ("DENY", "THREAT", "REJECT", "ANNOUNCE", "ACCEPT", "REQUEST"),
    True: ("DENY", "THREAT", "REJECT", "ACCEPT", "REQUEST"),
}
_FAR_CHARACTERS = 500  # nothing that far apart belongs together, however many names lie between
_DONE = ("AGREE", "ANNOUNCE", "ACCEPT", "REJECT")
_WORD = re.compile(r"\w[\w'-]*")
_COMMAS = re.compile(r"[,،]")
_CLITICS = 2  # letters written onto the front of a name: "والدعم السريع"
_COMMA = 2  # words that a comma counts for


def left_edge(text: str, mention: Mention, others: Sequence[Mention], words: Lexicon) -> int:
    """Give where the clause of a mention begins: after a boundary or another mention."""
    stops = [m.end() for m in words.boundary.finditer(text, 0, mention.start)]
    stops += [m.end for m in others if m.end <= mention.start]
    return max(stops, default=0)


def right_edge(text: str, mention: Mention, others: Sequence[Mention], words: Lexicon) -> int:
    """Give where the clause of a mention ends."""
    stops = [m.start() for m in words.boundary.finditer(text, mention.end)]
    stops += [m.start for m in others if m.start >= mention.end]
    return min(stops, default=len(text))


def distance(text: str, start: int, end: int, free: Spans) -> int:
    """Count the words between two places, names and dates left out, commas counted as words."""
    if end - start > _FAR_CHARACTERS:
        return _FAR_CHARACTERS
    gap = text[start:end]
    for first, last in free:
        if first < end and start < last:
            a, b = max(first, start) - start, min(last, end) - start
            gap = f"{gap[:a]}{' ' * (b - a)}{gap[b:]}"
    return len(_WORD.findall(gap)) + _COMMA * len(_COMMAS.findall(gap))


def chain_before(text: str, left: int, mention: Mention, words: Lexicon, free: Spans) -> list[Cue]:
    """Give the cues that govern the mention, nearest first, each within reach of the next."""
    cues = _governing(_cues(words.before, text, left, mention.start, free), text, words)
    cues.sort(key=lambda c: (-c.end, c.start))
    chain: list[Cue] = []
    at = mention.start
    for cue in cues:
        if cue.end > at:
            continue
        reach = _REACH.get(cue.family, _REACH_DEFAULT) if not chain else _REACH_OUTER
        if chain and cue.family in _FAR_OUTER[words.lang == "ar"]:
            reach += 4
        elif chain and cue.family in ("PASSING", "CONDITION"):
            reach = _REACH_LEAD
        if cue.family == "ANNOUNCE" and _only_reports(text, cue, at, words, free):
            continue
        if distance(text, cue.end, at, free) <= reach:
            chain.append(cue)
            at = cue.start
        elif chain:
            break
    return chain


def _governing(cues: list[Cue], text: str, words: Lexicon) -> list[Cue]:
    """Leave out talks that only tell when something else was done: "agreed after talks"."""
    aside = [m.span() for m in words.adjuncts.finditer(text)]
    done = [c.start for c in cues if c.family in _DONE]
    return [
        c
        for c in cues
        if c.family not in ("PROPOSE", "PASSING")
        or not done
        or not any(s <= c.start and c.end <= e for s, e in aside)
    ]


def _only_reports(text: str, cue: Cue, at: int, words: Lexicon, free: Spans) -> bool:
    """Say whether a far "announced that …" tells of something else than the truce."""
    far = distance(text, cue.end, at, free) > _REACH_OUTER
    return far and bool(words.reports.search(text[cue.end : at]))


def _cues(
    families: Mapping[str, re.Pattern[str]], text: str, start: int, end: int, names: Spans
) -> list[Cue]:
    """Find cue words, names and ends of compounds left out: "قوات الدعم السريع" supports nothing,
    an "open-ended" truce has not ended."""
    return [
        Cue(family=family, start=m.start(), end=m.end())
        for family, pattern in families.items()
        for m in takewhile(lambda m: m.end() <= end, pattern.finditer(text, start))
        if text[max(0, m.start() - 1) : m.start()] != "-"
        and not any(s - _CLITICS <= m.start() and m.end() <= e for s, e in names)
    ]


def predicates_after(
    text: str, right: int, mention: Mention, words: Lexicon, free: Spans, actors: Spans
) -> list[Cue]:
    """Give the cues right of the mention that are said of it, nearest first."""
    cues = _cues(words.after, text, mention.end, right, free)
    cues.sort(key=lambda c: (c.start, -c.end))
    return [cue for cue in cues if _is_within(text, mention, cue, words, free)]


def _is_within(text: str, mention: Mention, cue: Cue, words: Lexicon, free: Spans) -> bool:
    reach = _REACH_AFTER.get(cue.family, _REACH_DEFAULT)
    if cue.family != "PROPOSE" and words.hangs_on.search(text, mention.end, cue.start):
        reach += _REACH_CLAUSE
    return distance(text, mention.end, cue.start, free) <= reach
