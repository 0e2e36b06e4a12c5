"""Dates and durations as the press writes them, resolved against the day of publication.

A small grammar of our own, fed by `data/dates.json`: no library reads "أمس الجمعة" or
"9 أكتوبر/تشرين الأول الجاري". Nothing is guessed: what cannot be resolved has `on=None` and a
reason.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from newsmon.lib.date_grammar import Grammar, grammar_of
from newsmon.lib.text import Folded, fold_text

Accuracy = Literal["DAY", "WEEK", "MONTH", "YEAR"]

_ACCURACY: dict[str, Accuracy] = {"day": "DAY", "week": "WEEK", "month": "MONTH", "year": "YEAR"}
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
    grammar = grammar_of(lang)
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
    grammar = grammar_of(lang)
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


def _iso(g: Grammar, m: re.Match[str], published: date | None) -> _Resolved | None:
    return _calendar(int(m["y"]), int(m["m"]), int(m["d"]))


def _numeric(g: Grammar, m: re.Match[str], published: date | None) -> _Resolved | None:
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


def _day_of_month(g: Grammar, m: re.Match[str], published: date | None) -> _Resolved | None:
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


def _relative_day(g: Grammar, m: re.Match[str], published: date | None) -> _Resolved | None:
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


def _weekday(g: Grammar, m: re.Match[str], published: date | None) -> _Resolved | None:
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


def _period(g: Grammar, m: re.Match[str], published: date | None) -> _Resolved | None:
    unit = g.periods[m["period"] or m["period2"]]
    return _shifted(published, unit, g.tense_of(m) or 0)


def _phrase(g: Grammar, m: re.Match[str], published: date | None) -> _Resolved | None:
    unit, shift = g.phrases[re.sub(r"\s+", " ", m["phrase"])]
    return _shifted(published, unit, shift)


def _ago(g: Grammar, m: re.Match[str], published: date | None) -> _Resolved | None:
    return _away(g, m, published, -1)


def _ahead(g: Grammar, m: re.Match[str], published: date | None) -> _Resolved | None:
    return _away(g, m, published, 1)


def _away(g: Grammar, m: re.Match[str], published: date | None, direction: int) -> _Resolved | None:
    groups = {k.removeprefix("p") if k[0] == "p" else k: v for k, v in m.groupdict().items() if v}
    word = groups.get("unit") or groups.get("one") or ""
    unit = g.duals.get(groups.get("dual", "")) or g.units.get(word, "")
    if unit in ("", "hour") or _names_a_date(g, m):
        return None
    if g.of_another.match(m.string, m.end()):
        return _Resolved(on=None, accuracy=_ACCURACY[unit], reason="counted from another event")
    count = 2 if "dual" in groups else g.number(groups["count"]) if "count" in groups else 1
    return _shifted(published, unit, direction * count) if count else None


def _names_a_date(g: Grammar, m: re.Match[str]) -> bool:
    """Say whether a unit only opens a date: "since the year 2014", "since the month of May"."""
    opens = rf"\s+(?:\d|\(?{g.named_days}(?!\w))"
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


def _month(g: Grammar, m: re.Match[str], published: date | None) -> _Resolved | None:
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


def _year(g: Grammar, m: re.Match[str], published: date | None) -> _Resolved | None:
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
