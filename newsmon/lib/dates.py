"""Dates and durations as the press writes them, resolved against the day of publication.

A small grammar of our own, fed by `data/dates.json`: no library reads "أمس الجمعة" or
"9 أكتوبر/تشرين الأول الجاري". Nothing is guessed: what cannot be resolved has `on=None` and a reason.
"""

import json
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Literal

from newsmon.lib.text import Folded, alternation, fold, fold_text

Accuracy = Literal["DAY", "WEEK", "MONTH", "YEAR"]

HOURS = {"hour": 1, "day": 24, "week": 168, "month": 720, "year": 8760}
_ACCURACY: dict[str, Accuracy] = {"day": "DAY", "week": "WEEK", "month": "MONTH", "year": "YEAR"}
_DATA = json.loads((Path(__file__).parent / "data" / "dates.json").read_text("utf-8"))
_CONTEXT = 80  # characters before a date in which its verb is looked for
_SEPARATORS = re.compile(r"[;:!?؟؛\n]|\.(?=\s)")
_NO_PUBLICATION = "relative to a publication date that is unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDate:
    """A date in a text. `on` is the day, or the first day of the week, month or year that
    `accuracy` names; None where it cannot be told, with the reason in words."""

    start: int
    end: int
    on: date | None
    accuracy: Accuracy
    is_relative: bool
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDuration:
    """A length of time in a text, in hours (a month counts 720, a year 8760)."""

    start: int
    end: int
    hours: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Resolved:
    on: date | None
    accuracy: Accuracy
    is_relative: bool = True
    reason: str | None = None


def find_dates(text: str, lang: str, published_on: date | None) -> list[FoundDate]:
    """Find the dates of a text in its order; relative ones count from `published_on`."""
    grammar = _grammar(lang)
    folded = fold_text(text)
    found: list[FoundDate] = []
    blocked = [m.span() for m in grammar.blocked.finditer(folded.text)] if grammar.blocked else []
    for name, pattern in grammar.patterns:
        for match in pattern.finditer(folded.text):
            if any(match.start() < end and start < match.end() for start, end in blocked):
                continue
            if not grammar.is_written_as_name(text, folded, match):
                continue
            resolved = _RESOLVERS[name](grammar, match, published_on)
            if resolved is not None:
                blocked.append(match.span())
                found.append(_found(folded, match, resolved))
    return sorted(found, key=lambda item: item.start)


def find_durations(text: str, lang: str) -> list[FoundDuration]:
    """Find the lengths of time of a text; ages ("month-old") and looks back are left out."""
    grammar = _grammar(lang)
    folded = fold_text(text)
    found: list[FoundDuration] = []
    taken: list[tuple[int, int]] = []
    for pattern in grammar.durations:
        for match in pattern.finditer(folded.text):
            span = match.span("length")
            if any(span[0] < end and start < span[1] for start, end in taken):
                continue
            hours = grammar.hours_of(match)
            if hours and not grammar.looks_back(folded.text, match):
                taken.append(span)
                start, end = folded.span(*span)
                found.append(FoundDuration(start=start, end=end, hours=hours))
    return sorted(found, key=lambda item: item.start)


def _found(folded: Folded, match: re.Match[str], resolved: _Resolved) -> FoundDate:
    start, end = folded.span(*match.span("date"))
    return FoundDate(
        start=start,
        end=end,
        on=resolved.on,
        accuracy=resolved.accuracy,
        is_relative=resolved.is_relative,
        reason=resolved.reason,
    )


class _Grammar:
    """The compiled patterns and look-up tables of one language."""

    def __init__(self, lang: str) -> None:
        words = _DATA[lang]
        self.months = _indexed(words["months"], first=1)
        self.weekdays = _indexed(words["weekdays"], first=0)
        self.relative_days = {fold(k): v for k, v in words["relative_days"].items()}
        self.phrases = {fold(k): v for k, v in words["period_phrases"].items()}
        self.tense = {
            word: value
            for value, key in ((-1, "past"), (1, "next"), (0, "this"), (0, "this_words"))
            for word in map(fold, words[key])
        }
        self.units = {fold(w): u for u, forms in words["units"].items() for w in forms}
        self.duals = {fold(w): u for u, forms in words["dual_units"].items() for w in forms}
        self.periods = {fold(w): u for u, forms in words["period_words"].items() for w in forms}
        numbers = _DATA["numbers"].get(lang, {})
        self.numbers = {fold(w): int(n) for n, forms in numbers.items() for w in forms}
        ordinals = _DATA["ordinals"].get(lang, {})
        self.ordinals = {fold(w): int(n) for n, forms in ordinals.items() for w in forms}
        self.names_need_capital = lang == "en"
        self.future = re.compile(rf"(?<!\w)(?:{words['future_before']})(?!\w)")
        self.past = re.compile(rf"(?<!\w)(?:{words['past_before']})(?!\w)")
        self.of_another = re.compile(rf"\s+(?:{words.get('ago_of', '(?!)')})(?!\w)")
        self.blocked = re.compile(words["not_relative"]) if words["not_relative"] else None
        self.patterns = _date_patterns(words, self)
        self.durations = _duration_patterns(words, self)
        self._back = re.compile(rf"(?<!\w){_any(words['look_back'])}\s+(?:\w+\s+)?$")
        self._back_near = re.compile(rf"(?<!\w){_any(words['look_back'])}\s+$")
        self._back_after = re.compile(rf"[\s-]*{_any(words['look_back_after'])}(?!\w)")

    def is_written_as_name(self, text: str, folded: Folded, match: re.Match[str]) -> bool:
        """Say whether month and weekday names have their capital ("may", "march", "sat")."""
        if not self.names_need_capital:
            return True
        for group in ("month", "weekday"):
            start = match.start(group) if group in match.re.groupindex else -1
            if start >= 0 and not text[folded.origin(start)].isupper():
                return False
        return True

    def number(self, words: str) -> int | None:
        """Read a count from digits or number words joined by "and"."""
        if words.isdigit():
            return int(words)
        total = 0
        for part in re.split(r"[\s-]+", re.sub(r"(?<=\s)و", "", words)):
            value = self.numbers.get(part)
            if value is None:
                return self.numbers.get(words)
            total += value
        return total

    def hours_of(self, match: re.Match[str]) -> int | None:
        groups = match.groupdict()
        unit = self.duals.get(groups.get("dual") or "")
        if unit:
            return 2 * HOURS[unit]
        hours = HOURS[self.units[match["unit"]]]
        if not groups.get("count"):
            return hours
        count = self.number(match["count"].strip("()"))
        return count * hours if count else None

    def looks_back(self, text: str, match: re.Match[str]) -> bool:
        """Say whether a count of days looks back or forth from now instead of lasting."""
        is_compound = self.names_need_capital and not re.search(r"\s", match["length"])
        if "-" in match["length"] or is_compound:
            return bool(re.match(r"[-\s]old\b", text[match.end() :]))
        before = text[max(0, match.start("length") - 30) : match.start("length")]
        if self._back_near.search(before) or self._back_after.match(text, match.end("length")):
            return True
        return bool(self._back.search(before)) and self.names_need_capital

    def is_future(self, match: re.Match[str]) -> bool:
        """Say whether the words before a date put it after publication."""
        at = match.start()
        before = match.string[max(0, at - _CONTEXT) : at]
        cuts = [m.end() for m in _SEPARATORS.finditer(before)]
        before = before[cuts[-1] :] if cuts else before
        future = [m.start() for m in self.future.finditer(before)]
        past = [m.start() for m in self.past.finditer(before)]
        return bool(future) and (not past or future[-1] >= past[-1])

    def tense_of(self, match: re.Match[str]) -> int | None:
        """Give -1 for "last", 0 for "this", 1 for "next", None where nothing of it is said."""
        groups = match.groupdict()
        for name in ("before", "after"):
            if groups.get(name):
                return self.tense.get(re.sub(r"\s+", " ", groups[name].strip()))
        return None


def _indexed(groups: list[list[str]], *, first: int) -> dict[str, int]:
    return {fold(w): at for at, words in enumerate(groups, first) for w in words}


def _any(words: Any) -> str:
    listed = list(words)
    return alternation(listed) if listed else "(?!)"


def _date_patterns(words: dict[str, Any], g: _Grammar) -> list[tuple[str, re.Pattern[str]]]:
    lead = f"(?<!\\w)(?:[{''.join(words['clitics'])}]{{0,2}})" if words["clitics"] else r"(?<!\w)"
    parts, weekday = _any(words["day_parts"]), _any(g.weekdays)
    parts_after = _any(words.get("day_parts_after", []))
    tense = _any([*words["past"], *words["next"], *words["this"]])
    this = _any([*words["this_words"], *words["this"], *words["past"], *words["next"]])
    one = _any(g.months)
    month = rf"\(?(?P<month>{one})\.?\)?(?:\s*[/(-]\s*{one}\s*\)?|\s+\(?{one}\)?)?"
    year = rf"(?:[\s,]*(?:{_any(words['of'])})?\s*(?P<year>(?:19|20)\d\d))"
    number = _number(g)
    day = rf"(?P<day>\d{{1,2}}|{_any(g.ordinals)})(?:st|nd|rd|th|er)?"
    unit, dual = _any(g.units), _any(g.duals)
    ago = rf"(?:(?P<count>{number})[\s-]+(?P<unit>{unit})|(?P<dual>{dual})|(?:an?\s+)?(?P<one>{unit}))"
    relative = rf"(?:{parts}\s+)?(?P<relative>{_any(g.relative_days)})"
    forms = {
        "iso": r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})",
        "numeric": r"(?P<d>\d{1,2})[/.](?P<m>\d{1,2})[/.](?P<y>\d{4})",
        "day_month": rf"{day}\s+(?:(?:of|من|de)\s+)?(?:شهر\s+)?{month}{year}?(?:\s+(?P<after>{tense}))?",
        "month_day": rf"{month}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|:){year}?",
        "relative_day": rf"{relative}(?:[\s,(-]+(?P<weekday>{weekday})\)?)?",
        "weekday": rf"(?:(?P<before>{this})\s+)?(?:{_any(words['day_words'])}\s+)?(?:{parts}\s+)?"
        rf"(?:{_any(words['day_words'])}\s+)?(?P<weekday>{weekday})"
        rf"(?:\s+{parts_after})?(?:\s+(?P<after>{tense}))?",
        "phrase": rf"(?P<phrase>{_any(g.phrases)})",
        "period": rf"(?:(?P<before>{this})\s+(?P<period>{_any(g.periods)})"
        rf"|(?P<period2>{_any(g.periods)})\s+(?P<after>{tense}))",
        "ago": rf"(?:{_any(words['ago_before'])}\s+{ago}|{ago.replace('?P<', '?P<p')}\s+{_any(words['ago_after'])})",
        "ahead": rf"{_any(words['in_before'])}\s+{ago}",
        "month": rf"(?:(?:{_any(words['month_lead'])})\s+)?(?P<before>{this}\s+)?{month}{year}?(?:\s+(?P<after>{tense}))?",
        "year": rf"{_any(words['year_words'])}\s+(?P<year>(?:19|20)\d\d)",
    }
    return [(k, re.compile(rf"{lead}(?P<date>{form})(?!\w)")) for k, form in forms.items()]


def _number(g: _Grammar) -> str:
    word = _any(g.numbers)
    return rf"\d{{1,3}}|{word}(?:[\s-]+و?{word}){{0,2}}"


def _duration_patterns(words: dict[str, Any], g: _Grammar) -> list[re.Pattern[str]]:
    number, unit, dual = _number(g), _any(g.units), _any(g.duals)
    clitic, between = words["one_clitic"] or "(?!)", _any(words.get("between", []))
    count = rf"(?:\(?(?P<count>{number})\)?)(?:\s*\(\d+\))?"
    no_date = rf"(?!\w|\s+\(?{_any([*g.weekdays, *g.months])}|\s*\d)"
    prefix = r"(?<!\w)(?:[وفبلك]{0,2}(?:ال)?-?)?" if words["clitics"] else r"(?<![\w.,])"
    return [
        re.compile(
            rf"{prefix}(?P<length>{count}[\s-]*(?:{between}\s+)?(?P<unit>{unit}))(?:[\s-]*long)?(?!\w|-old)"
        ),
        re.compile(rf"(?<!\w)[وفبلك]?(?P<length>(?P<dual>{dual}))(?!\w)"),
        re.compile(rf"(?<!\w)(?P<length>(?P<unit>{unit})-?long)(?!\w)"),
        re.compile(
            rf"(?<!\w){_any(words['one_before'])}\s+(?:an?\s+|one\s+)?(?P<length>(?P<unit>{unit})){no_date}"
        ),
        re.compile(rf"(?<!\w)(?P<length>(?P<unit>{unit})\s+{_any(words['one_after'])})(?!\w)"),
        re.compile(rf"(?<!\w){clitic}(?P<length>(?P<unit>{unit}))(?=\s*(?:$|[،,.\n]))"),
    ]


def _iso(g: _Grammar, m: re.Match[str], published: date | None) -> _Resolved | None:
    return _calendar(int(m["y"]), int(m["m"]), int(m["d"]))


def _numeric(g: _Grammar, m: re.Match[str], published: date | None) -> _Resolved | None:
    first, second = int(m["d"]), int(m["m"])
    if g.names_need_capital and first <= 12 and second <= 12 and first != second:
        return _Resolved(
            on=None, accuracy="DAY", is_relative=False, reason="day and month cannot be told apart"
        )
    if second > 12:
        first, second = second, first
    return _calendar(int(m["y"]), second, first)


def _calendar(year: int, month: int, day: int) -> _Resolved | None:
    try:
        return _Resolved(on=date(year, month, day), accuracy="DAY", is_relative=False)
    except ValueError:
        return None


def _day_of_month(g: _Grammar, m: re.Match[str], published: date | None) -> _Resolved | None:
    day = int(m["day"]) if m["day"].isdigit() else g.ordinals[m["day"]]
    month = g.months[re.sub(r"\s+", " ", m["month"])]
    if m["year"]:
        return _calendar(int(m["year"]), month, day)
    if published is None:
        return _Resolved(on=None, accuracy="DAY", reason=_NO_PUBLICATION)
    tense = g.tense_of(m)
    if tense == 0 and month != published.month:
        return _Resolved(on=None, accuracy="DAY", reason="not the month of publication")
    future = tense == 1 or (tense is None and g.is_future(m))
    for year in (published.year, published.year + (1 if future else -1)):
        found = _calendar(year, month, day)
        if found and found.on and _fits(found.on, published, tense=tense, future=future):
            return found
    return _calendar(2000, month, day) and _Resolved(on=None, accuracy="DAY", reason="no such day")


def _fits(on: date, published: date, *, tense: int | None, future: bool) -> bool:
    if tense == 0:
        return True
    return on >= published if future else on <= published


def _relative_day(g: _Grammar, m: re.Match[str], published: date | None) -> _Resolved | None:
    if published is None:
        return _Resolved(on=None, accuracy="DAY", reason=_NO_PUBLICATION)
    on = published + timedelta(days=g.relative_days[re.sub(r"\s+", " ", m["relative"])])
    if m["weekday"]:
        off = (g.weekdays[re.sub(r"\s+", " ", m["weekday"])] - on.weekday() + 3) % 7 - 3
        # A day off is a story filed before midnight; more is a contradiction.
        if abs(off) > 1:
            return _Resolved(on=None, accuracy="DAY", reason="weekday and date contradict")
        on += timedelta(days=off)
    return _Resolved(on=on, accuracy="DAY")


def _weekday(g: _Grammar, m: re.Match[str], published: date | None) -> _Resolved | None:
    if published is None:
        return _Resolved(on=None, accuracy="DAY", reason=_NO_PUBLICATION)
    weekday, tense = g.weekdays[re.sub(r"\s+", " ", m["weekday"])], g.tense_of(m)
    if tense == 1 or (tense != -1 and g.is_future(m)):
        ahead = (weekday - published.weekday()) % 7
        return _Resolved(
            on=published + timedelta(days=ahead or (7 if tense == 1 else 0)), accuracy="DAY"
        )
    back = (published.weekday() - weekday) % 7
    return _Resolved(
        on=published - timedelta(days=back or (7 if tense == -1 else 0)), accuracy="DAY"
    )


def _period(g: _Grammar, m: re.Match[str], published: date | None) -> _Resolved | None:
    unit = g.periods[m["period"] or m["period2"]]
    return _shifted(published, unit, g.tense_of(m) or 0)


def _phrase(g: _Grammar, m: re.Match[str], published: date | None) -> _Resolved | None:
    unit, shift = g.phrases[re.sub(r"\s+", " ", m["phrase"])]
    return _shifted(published, unit, shift)


def _ago(g: _Grammar, m: re.Match[str], published: date | None) -> _Resolved | None:
    return _away(g, m, published, -1)


def _ahead(g: _Grammar, m: re.Match[str], published: date | None) -> _Resolved | None:
    return _away(g, m, published, 1)


def _away(
    g: _Grammar, m: re.Match[str], published: date | None, direction: int
) -> _Resolved | None:
    groups = {k.removeprefix("p") if k[0] == "p" else k: v for k, v in m.groupdict().items() if v}
    word = groups.get("unit") or groups.get("one") or ""
    unit = g.duals.get(groups.get("dual", "")) or g.units.get(word, "")
    if unit in ("", "hour") or _names_a_date(g, m):
        return None
    if g.of_another.match(m.string, m.end()):
        return _Resolved(on=None, accuracy=_ACCURACY[unit], reason="counted from another event")
    count = 2 if "dual" in groups else g.number(groups["count"]) if "count" in groups else 1
    return _shifted(published, unit, direction * count) if count else None


def _names_a_date(g: _Grammar, m: re.Match[str]) -> bool:
    """Say whether a unit only opens a date: "since the year 2014", "since the month of May"."""
    opens = rf"\s+(?:\d|\(?{_any([*g.weekdays, *g.months])}(?!\w))"
    return bool(re.match(opens, m.string[m.end() :]))


def _shifted(published: date | None, unit: str, count: int) -> _Resolved | None:
    """Give the day, or the first day of the period, `count` units away from publication."""
    if published is None:
        return _Resolved(on=None, accuracy=_ACCURACY[unit], reason=_NO_PUBLICATION)
    if unit == "day":
        return _Resolved(on=published + timedelta(days=count), accuracy="DAY")
    if unit == "week":
        monday = published - timedelta(days=published.weekday())
        return _Resolved(on=monday + timedelta(weeks=count), accuracy="WEEK")
    if unit == "month":
        months = published.year * 12 + published.month - 1 + count
        return _Resolved(on=date(months // 12, months % 12 + 1, 1), accuracy="MONTH")
    return _Resolved(on=date(published.year + count, 1, 1), accuracy="YEAR")


def _month(g: _Grammar, m: re.Match[str], published: date | None) -> _Resolved | None:
    month, tense = g.months[re.sub(r"\s+", " ", m["month"])], g.tense_of(m)
    if m["year"]:
        return _Resolved(on=date(int(m["year"]), month, 1), accuracy="MONTH", is_relative=False)
    # A bare name may be another word ("May", "آب"): something must say that it is a month.
    if tense is None and m["date"].strip() == m["month"]:
        return None
    if published is None:
        return _Resolved(on=None, accuracy="MONTH", reason=_NO_PUBLICATION)
    future = tense == 1 or (tense is None and g.is_future(m))
    year = published.year
    if future and month < published.month:
        year += 1
    elif not future and month > published.month:
        year -= 1
    return _Resolved(on=date(year, month, 1), accuracy="MONTH")


def _year(g: _Grammar, m: re.Match[str], published: date | None) -> _Resolved | None:
    return _Resolved(on=date(int(m["year"]), 1, 1), accuracy="YEAR", is_relative=False)


_RESOLVERS = {
    "iso": _iso,
    "numeric": _numeric,
    "day_month": _day_of_month,
    "month_day": _day_of_month,
    "relative_day": _relative_day,
    "weekday": _weekday,
    "phrase": _phrase,
    "period": _period,
    "ago": _ago,
    "ahead": _ahead,
    "month": _month,
    "year": _year,
}


@cache
def _grammar(lang: str) -> _Grammar:
    return _Grammar(lang if lang in _DATA else "en")
