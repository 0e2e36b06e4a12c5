"""The words of dates and durations of one language, compiled from `data/dates.json`."""

import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from newsmon.lib.text import Folded, alternation, fold

HOURS = {"hour": 1, "day": 24, "week": 168, "month": 720, "year": 8760}
_DATA = json.loads((Path(__file__).parent / "data" / "dates.json").read_text("utf-8"))
_CONTEXT = 80  # characters before a date in which its verb is looked for
_SEPARATORS = re.compile(r"[;:!?؟؛\n]|\.(?=\s)")


class Grammar:
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
        self.named_days = _any([*self.weekdays, *self.months])
        self.names_need_capital = lang == "en"
        joined = r"(?<!\w)[وفبل]{0,2}(?:ال)?" if words["clitics"] else r"(?<!\w)"
        self.future = re.compile(rf"{joined}(?:{words['future_before']})(?!\w)")
        self.past = re.compile(rf"{joined}(?:{words['past_before']})(?!\w)")
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


def _any(words: Iterable[str]) -> str:
    """Match any of the words; nothing where there are none."""
    listed = list(words)
    return alternation(listed) if listed else "(?!)"


def _date_patterns(words: Mapping[str, Any], g: Grammar) -> list[tuple[str, re.Pattern[str]]]:
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
    counted = rf"(?P<count>{number})[\s-]+(?P<unit>{unit})"
    ago = rf"(?:{counted}|(?P<dual>{dual})|(?:an?\s+)?(?P<one>{unit}))"
    again = ago.replace("?P<", "?P<p")
    ago_before, ago_after = _any(words["ago_before"]), _any(words["ago_after"])
    of, lead_in = r"(?:(?:of|من|de)\s+)?(?:شهر\s+)?", _any(words["month_lead"])
    after = rf"(?:\s+(?P<after>{tense}))?"
    relative = rf"(?:{parts}\s+)?(?P<relative>{_any(g.relative_days)})"
    forms = {
        "iso": r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})",
        "numeric": r"(?P<d>\d{1,2})[/.](?P<m>\d{1,2})[/.](?P<y>\d{4})",
        "day_month": rf"{day}\s+{of}{month}{year}?{after}",
        "month_day": rf"{month}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|:){year}?",
        "relative_day": rf"{relative}(?:[\s,(-]+(?P<weekday>{weekday})\)?)?",
        "weekday": rf"(?:(?P<before>{this})\s+)?(?:{_any(words['day_words'])}\s+)?(?:{parts}\s+)?"
        rf"(?:{_any(words['day_words'])}\s+)?(?P<weekday>{weekday})"
        rf"(?:\s+{parts_after})?(?:\s+(?P<after>{tense}))?",
        "phrase": rf"(?P<phrase>{_any(g.phrases)})",
        "period": rf"(?:(?P<before>{this})\s+(?P<period>{_any(g.periods)})"
        rf"|(?P<period2>{_any(g.periods)})\s+(?P<after>{tense}))",
        "ago": rf"(?:{ago_before}\s+{ago}|{again}\s+{ago_after})",
        "ahead": rf"{_any(words['in_before'])}\s+{ago}",
        "month": rf"(?:{lead_in}\s+)?(?P<before>{this}\s+)?{month}{year}?{after}",
        "year": rf"{_any(words['year_words'])}\s+(?P<year>(?:19|20)\d\d)",
    }
    # "2019م": the year is that of the common calendar.
    end = r"(?!\w)|(?<=\d{4})(?=م(?!\w))"
    return [(k, re.compile(rf"{lead}(?P<date>{form})(?:{end})")) for k, form in forms.items()]


def _number(g: Grammar) -> str:
    word = _any(g.numbers)
    return rf"\d{{1,3}}|{word}(?:[\s-]+و?{word}){{0,2}}"


def _duration_patterns(words: Mapping[str, Any], g: Grammar) -> list[re.Pattern[str]]:
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


@cache
def grammar_of(lang: str) -> Grammar:
    """Give the grammar of a language (ISO 639-1); English where there is none."""
    return Grammar(lang if lang in _DATA else "en")
