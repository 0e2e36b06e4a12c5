"""Which of a sentence's dates and durations belong to the truce that it speaks of."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from analysis.ceasefires.cues import distance
from analysis.ceasefires.lengths import find_end, find_lengths
from analysis.ceasefires.lexicon import Lexicon
from analysis.ceasefires.reading import Kind, Reading
from analysis.terms import DateAccuracy
from newsmon.lib.dates import FoundDate, find_dates, find_durations
from newsmon.lib.text import Folded

_NEAR = 6  # words between a date and the verb that it dates
_NEAR_TERM = 9  # words between a date and the term for the truce
_NEAR_START = 5  # words between "takes effect" and its day: an hour and whose time it is
_NEAR_LENGTH = 8
_FROM = re.compile(r"(?<!\w)from (?:\w+ )?$")
_MIDNIGHT = re.compile(r"منتصف ليل|midnight")
_LEAD = 20  # characters before a day in which "midnight" stands
# An hour and whose time it is: between "takes effect" and its day it counts for nothing.
_CLOCK = re.compile(
    r"(?<!\w)(?:at )?(?:\d{1,2}(?:[:.]\d\d)? ?(?:[ap]\.?m\.?(?!\w)|o'clock|gmt)?|midnight|noon)"
    r"(?: (?:\w+ )?time(?!\w)| gmt)?"
)
_REPORTED = re.compile(r"(?<!\w)(?:said|says|told|announced|قال\w*|اعلن\w*)(?!\w)")
_HOUR = re.compile(
    r"(?<!\w)(?:at|from|after|past) (?:midnight|noon|dawn|dusk|daybreak|sunrise|sunset"
    r"|\d{1,2}(?:[:.]\d\d)? ?(?:[ap]\.?m|gmt|o'clock)|\d{4} gmt)"
)
_WEEK = timedelta(days=7)
_TO_START = re.compile(
    r"(?<!\w)(?:a partir de|a compter de|will|would|(?:is|are|due|set) to|takes|comes|begins"
    r"|starts|س[يت]\w+)(?!\w)"
    r"[^,;]{0,50}$"
)
_MADE = (Kind.PROPOSED, Kind.DECLARED, Kind.AGREED, Kind.ACCEPTED, Kind.ENTERED_INTO_FORCE)
_YEAR_BEFORE = re.compile(r"(?<!\w)(1[89]\d\d|20\d\d) (?:\w+ )?$")
_YEAR_AFTER = re.compile(r" (?:ل|في )?(?:عام|سنه) (1[89]\d\d|20\d\d)(?!\w)")
_SAID = (Kind.DECLARED, Kind.AGREED)
_PLAIN = ("he", "ku")  # languages whose lengths are read in ceasefire_lengths alone
_SINCE = re.compile(r"since|منذ|depuis|с ")
_SINCE_BEFORE = re.compile(r"(?<!\w)(?:since|منذ|depuis|с) (?:\w+ )?$")
_ADDED_BEFORE = re.compile(
    r"(?<!\w)(?:by|another|further|additional|more|extra)\s+(?:an?\s+|the\s+)?(?:\w+\s+)?$"
)
_ADDED_AFTER = re.compile(r"\s(?:اضافي\w*|اخر(?:ي|ين)?(?!\w))")
_OLD_YEARS = 10  # what lies longer back is told as history


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    duration_hours: int | None = None
    declared_on: date | None = None
    effective_on: date | None = None
    ends_on: date | None = None
    accuracy: DateAccuracy = DateAccuracy.UNCLEAR
    is_old: bool = False
    is_past_year: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Dated:
    start: int
    end: int
    found: FoundDate


def find_times(
    sentence: str,
    folded: Folded,
    reading: Reading,
    words: Lexicon,
    spans: Sequence[tuple[int, int]],
    published_on: date | None,
) -> Times:
    """Read the dates and the duration of one reading; what is not said stays None."""
    found = [
        _Dated(start=folded.position(d.start), end=folded.position(d.end), found=d)
        for d in find_dates(sentence, words.lang, published_on)
    ]
    days = _nights([d for d in found if d.found.accuracy == "DAY" and d.found.on], folded.text)
    free = [*spans, *((d.start, d.end) for d in found)]
    free.append((reading.mention.start, reading.mention.end))
    free += [m.span() for m in _CLOCK.finditer(folded.text)]
    ends = next((d for d in days if words.end_lead.search(folded.text[: d.start])), None)
    starts = [d for d in days if d is not ends]
    effective, declared = _starts(folded.text, reading, words, starts, free)
    if effective is None and reading.kind is Kind.ENTERED_INTO_FORCE and not starts:
        effective = _today(folded.text, reading, words, published_on)
        if effective is None and reading.factuality == "ASSERTED":
            # "Began at dawn" without a day is of the day of the paper.
            effective = published_on if _HOUR.search(folded.text) else None
    if effective is None and words.at_once.search(folded.text, reading.mention.end):
        effective = published_on
    if effective and published_on and effective < published_on:
        effective = _ahead(folded.text, effective, days, published_on)
    ends_on = ends.found.on if ends else None
    if ends_on is None and reading.kind is not Kind.ENDED:
        last = find_end(folded.text, words.lang, published_on)
        ends_on = last.on if last else None
    dated = bool(effective or declared or ends_on)
    return Times(
        duration_hours=_duration(sentence, folded, reading, words, free),
        declared_on=declared,
        effective_on=effective,
        ends_on=ends_on,
        accuracy=DateAccuracy.DAY if dated else DateAccuracy.UNCLEAR,
        is_old=_is_old(sentence, _told(found, folded.text), published_on)
        or _is_of_a_year(folded.text, reading, published_on),
        is_past_year=_is_past_year(found, folded.text, published_on),
    )


def _ahead(text: str, on: date, days: Sequence[_Dated], published_on: date) -> date:
    """Take the coming weekday where a truce "would start on Friday" and the last one is meant
    only by the grammar of dates."""
    for day in days:
        named = day.found.on == on and day.found.is_relative
        if named and published_on - on <= _WEEK and _TO_START.search(text[: day.start]):
            return on + _WEEK
    return on


def _nights(days: Sequence[_Dated], text: str) -> list[_Dated]:
    """Take the later of the two days of a midnight: "منتصف ليل الجمعة السبت"."""
    later = {d.end + 1: d for d in days}
    earlier = {
        day.start
        for at, day in later.items()
        for other in days
        if at <= other.start <= at + 1
        and _MIDNIGHT.search(text, max(0, day.start - _LEAD), day.end)
        and day.found.on
        and other.found.on == day.found.on + timedelta(days=1)
    }
    return [d for d in days if d.start not in earlier]


def _starts(
    text: str,
    reading: Reading,
    words: Lexicon,
    days: Sequence[_Dated],
    free: Sequence[tuple[int, int]],
) -> tuple[date | None, date | None]:
    """Give the day of effect and the day of declaration."""
    term, cue = reading.mention, reading.outer or reading.cue
    spoken = _nearest(text, days, (cue.start, cue.end), free, _NEAR) if cue else None
    begun = _begun(text, reading, words, days, free)
    if begun is not None:
        return begun, spoken.found.on if spoken and spoken.found.on != begun else None
    if reading.kind is Kind.VIOLATED:
        return None, None
    after = [d for d in days if d.start >= term.end]
    own = _nearest(text, after, (term.start, term.end), free, _NEAR_TERM)
    if reading.kind is Kind.ENTERED_INTO_FORCE:
        chosen = spoken or own or (days[0] if len(days) == 1 else None)
        return (chosen.found.on if chosen else None), None
    if reading.kind in _SAID:
        said = spoken or own or (days[0] if len(days) == 1 else None)
        effective = own or said
        return _on(effective), _on(said)
    since = next((d for d in after if _FROM.search(text[: d.start])), None)
    if since is not None and reading.kind in (Kind.PROPOSED, Kind.ACCEPTED):
        return _on(since), _on(spoken) if spoken is not since else None
    before = [d for d in days if d.end <= term.start]
    if reading.kind is Kind.ACCEPTED and own and before:
        return _on(own), _on(_nearest(text, before, (term.start, term.start), free, 99))
    return None, _on(spoken)


def _on(dated: _Dated | None) -> date | None:
    return dated.found.on if dated else None


def _begun(
    text: str,
    reading: Reading,
    words: Lexicon,
    days: Sequence[_Dated],
    free: Sequence[tuple[int, int]],
) -> date | None:
    """Read "took effect on …", "starting Monday", "اعتبارا من …": a start said outright."""
    for day in days:
        if re.search(words.start_lead, text[: day.start]) and _is_said_start(text, day, words):
            return day.found.on
    for pattern in (words.before["START"], words.after["START"], words.after["ANNOUNCE"]):
        for m in pattern.finditer(text):
            if abs(m.start() - reading.mention.start) > 160:
                continue
            ahead = [
                d
                for d in days
                if d.start >= m.end() and not _REPORTED.search(text, m.end(), d.start)
            ]
            near = _nearest(text, ahead, m.span(), free, _NEAR_START)
            near = near or _nearest(text, days, m.span(), free, _NEAR_START)
            after = m.start() >= reading.mention.end or pattern is words.before["START"]
            if near and after and (reading.cue is None or m.start() != reading.cue.start):
                return near.found.on
    return None


def _is_said_start(text: str, day: _Dated, words: Lexicon) -> bool:
    lead = re.search(words.start_lead, text[: day.start])
    return lead is not None and lead.group().split()[0] not in ("on", "from", "من", "منذ")


def _nearest(
    text: str,
    days: Sequence[_Dated],
    anchor: tuple[int, int],
    free: Sequence[tuple[int, int]],
    reach: int,
) -> _Dated | None:
    def away(day: _Dated) -> int:
        gap = (day.end, anchor[0]) if day.end <= anchor[0] else (anchor[1], day.start)
        return distance(text, *gap, free)

    near = [d for d in days if away(d) <= reach]
    return min(near, key=away, default=None)


def _today(text: str, reading: Reading, words: Lexicon, published_on: date | None) -> date | None:
    """A start told in the present tense, as headlines do, is of the day of publication."""
    cue = reading.cue
    if cue and words.present_start.fullmatch(text, cue.start, cue.end):
        return published_on
    return None


def _duration(
    sentence: str,
    folded: Folded,
    reading: Reading,
    words: Lexicon,
    free: Sequence[tuple[int, int]],
) -> int | None:
    """Give the length that the sentence gives the truce; None if it gives two."""
    term, cue = reading.mention, reading.cue
    anchor = (term.start, term.end)
    if cue is not None and cue.family == "PRONOUN":
        anchor = (cue.start, cue.end)
    near: list[tuple[int, int]] = []
    told = [
        (folded.position(d.start), folded.position(d.end), d.hours)
        for d in (() if words.lang in _PLAIN else find_durations(sentence, words.lang))
    ]
    own = find_lengths(folded.text, words.lang)
    told = [d for d in told if not any(n.start < d[1] and d[0] < n.end for n in own)]
    for at, stop, hours in [*told, *((n.start, n.end, n.hours) for n in own)]:
        if at < term.end and term.start < stop:
            return hours  # "هدنة الأسبوع" names the truce by its length
        gap = (stop, anchor[0]) if stop <= anchor[0] else (anchor[1], at)
        away = distance(folded.text, *gap, free)
        if words.boundary.search(folded.text, *gap):
            continue
        if reading.kind is Kind.EXTENDED and _is_added(folded.text, at, stop):
            return hours
        if away <= (3 if stop <= anchor[0] else 16):
            near.append((away, hours))
    return min(near, key=lambda pair: pair[0])[1] if near else None


def _is_added(text: str, at: int, stop: int) -> bool:
    """Say whether a length is that of an extension: "by five days", "يومين اضافيين"."""
    return bool(_ADDED_BEFORE.search(text[:at]) or _ADDED_AFTER.match(text, stop))


def _is_old(sentence: str, found: Sequence[_Dated], published_on: date | None) -> bool:
    """Say whether the sentence is an entry of a calendar of history."""
    opening = re.match(r"\W*(1\d{3}|20\d\d)\s*[-:–—]", sentence)
    years = [d.found.on.year for d in found if d.found.on]
    if opening:
        years.append(int(opening[1]))
    return bool(published_on and years and max(years) < published_on.year - _OLD_YEARS)


def _is_of_a_year(text: str, reading: Reading, published_on: date | None) -> bool:
    """Say whether the truce is named by a year long gone: "the 1953 armistice was signed"."""
    if reading.kind not in _MADE or published_on is None:
        return False
    year = _YEAR_BEFORE.search(text[: reading.mention.start])
    year = year or _YEAR_AFTER.match(text, reading.mention.end)
    return bool(year) and int(year[1]) < published_on.year - 1 if year else False


def _is_past_year(found: Sequence[_Dated], text: str, published_on: date | None) -> bool:
    """Say whether all is told of years gone by; "since 2002" lasts until today."""
    years = [d.found.on.year for d in _told(found, text) if d.found.on]
    return bool(published_on and years and max(years) < published_on.year - 1)


def _told(found: Sequence[_Dated], text: str) -> list[_Dated]:
    """Leave out days since which something is so: it lasts until today."""
    return [
        d
        for d in found
        if not _SINCE.match(text, d.start) and not _SINCE_BEFORE.search(text[: d.start])
    ]
