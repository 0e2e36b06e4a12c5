"""When something was published, as feeds and pages say it: in ISO form, or in words.

A date without a time becomes noon UTC: that is the same calendar day everywhere the news of the
region is read. A time without a zone is taken as UTC. Words are those of the press: months of all
Arab countries, Hijri dates (the calendar of Umm al-Qura), "two hours ago". The time of the fetch
only serves to count back from; it is never the answer.
"""

import json
import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

from hijridate import Hijri

from newsmon.lib.dates import FoundDate, find_dates
from newsmon.lib.text import alternation, fold, normalise

NOON = time(12, tzinfo=UTC)
EARLIEST_YEAR = 1990
# Outlets label their local time UTC; in the region that runs ahead by five hours at most.
FUTURE_TOLERANCE = timedelta(hours=5)
# A date stands in a line of its own, with a name or a place; a sentence is longer.
MAX_LINE_LENGTH = 160
# Languages in whose words dates are printed; the first that finds one is believed.
_LANGUAGES = ("ar", "en", "tr", "fr", "fa", "ru")
_WORDS = json.loads(
    (Path(__file__).parent / "data" / "printed_dates.json").read_text(encoding="utf-8")
)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_COMPACT_DAY = re.compile(r"(?:19|20)\d{6}")
_HIJRI_MONTHS = {
    fold(name): number for number, names in enumerate(_WORDS["hijri_months"], 1) for name in names
}
_HIJRI = re.compile(
    rf"(?<!\d)(\d{{1,2}})\s*(?:من\s+)?({alternation(_HIJRI_MONTHS)})"
    r"\s*(?:سنه|عام|،|,|-|/)?\s*(1[345]\d\d)(?!\d)"
)
_HIJRI_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](1[345]\d\d)\s*ه")
_UNITS = _WORDS["units"]
_NUMBERS = {fold(word): value for word, value in _WORDS["numbers"].items()}
_NUMBER = rf"\d{{1,3}}|{alternation(_NUMBERS)}"


def _length_pattern(unit: str, words: dict[str, list[str]]) -> str:
    named = {form: alternation(words[form]) if words[form] else "(?!)" for form in words}
    return (
        rf"(?P<{unit}_count>{_NUMBER})\s*(?P<{unit}_many>{named['many']})"
        rf"|(?P<{unit}_two>{named['two']})|(?P<{unit}_one>{named['one']})"
    )


_LENGTH = "|".join(_length_pattern(unit, words) for unit, words in _UNITS.items())
_BEFORE, _AFTER = (alternation(_WORDS["ago"][place]) for place in ("before", "after"))
_AGO = (
    re.compile(rf"(?<!\w){_BEFORE}\s+(?:{_LENGTH})(?!\w)"),
    re.compile(rf"(?<!\w)(?:{_LENGTH})\s+{_AFTER}(?!\w)"),
)
_MORNING, _EVENING = alternation(_WORDS["morning"]), alternation(_WORDS["evening"])
_CLOCK = re.compile(
    r"(?<![\d:.])(?P<hour>[01]?\d|2[0-3])(?::|h|س)(?P<minute>[0-5]\d)(?::[0-5]\d)?\s*"
    rf"(?:(?P<morning>{_MORNING})|(?P<evening>{_EVENING}))?(?!\w)"
)
_OFFSET = re.compile(r"(?:gmt|utc|غرينتش|جرينتش)?\s*([+-])(\d{1,2})(?::?([0-5]\d))?(?!\d)")
_SHIFTED_UTC = re.compile(r"\s*utc\s*[+-]\d")
_ZONES = {fold(name): zone for name, zone in _WORDS["zones"].items()}
_ZONE = re.compile(rf"(?<!\w)ب?({alternation(_ZONES)})(?!\w)")
_UPDATED = re.compile(rf"(?<!\w){alternation(_WORDS['updated'])}(?!\w)")
_SLASHED_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)[/.](\d{1,2})[/.](\d{1,2})(?!\d)")
_HYPHENED_DAY = re.compile(r"(?<!\d)(\d{1,2})-(\d{1,2})-((?:19|20)\d\d)(?!\d)")
_NUMERIC_DAY = re.compile(r"(?<!\d)(\d{1,2})[/.](\d{1,2})[/.](?:19|20)\d\d(?!\d)")
_ISO_MOMENT = re.compile(
    r"(?<!\d)\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:?\d\d)?(?!\d)"
)
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_TODAY = re.compile(rf"(?<!\w){alternation(_WORDS['today'])}(?!\w)")
# After a date whose year was not understood ("30 Nov -0001").
_NO_YEAR = re.compile(r"[\s,.-]*(?!(?:19|20)\d\d)\d{4}(?![\d:])")
_HYPHENED_NAME = re.compile(r"(?<=\d)-(?=[^\W\d_])|(?<=[^\W\d_])-(?=\d)")


def is_credible(moment: datetime, now: datetime) -> bool:
    """Say whether something may have been published then: not before the web, nor in the future
    (a day at noon counts as the day that it stands for)."""
    latest = now + FUTURE_TOLERANCE
    is_day = moment.timetz() == NOON and moment.date() <= latest.date()
    return moment.year >= EARLIEST_YEAR and (moment <= latest or is_day)


def declared_moment(value: str) -> datetime | None:
    """Read an ISO 8601 date or time, as machines write them; None for anything else."""
    text = value.strip()
    try:
        if _DAY.fullmatch(text) or _COMPACT_DAY.fullmatch(text):
            return datetime.combine(date.fromisoformat(text), NOON)
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    try:
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except OverflowError:  # year 1 or 9999 at the edge of a zone
        return None


def printed_moment(text: str, now: datetime, language: str = "") -> datetime | None:
    """Read when a line such as a byline says that something was published; `now` is when the page
    was fetched, from which "two hours ago" counts; `language` is that of the page (ISO 639-1), ""
    where it does not say, and decides what "02/03/2024" means. None where the line does not say,
    says it of an update only, or names the future."""
    line = " ".join(normalise(text).split())
    if len(line) > MAX_LINE_LENGTH:
        return None
    line = _before_update(line)
    folded = fold(line)
    machine = _ISO_MOMENT.search(line)
    moment = declared_moment(machine[0]) if machine else None
    moment = moment or _ago(folded, now) or _dated(line, folded, now, language)
    return moment if moment is not None and is_credible(moment, now) else None


def has_local_clock(text: str) -> bool:
    """Say whether a line's time stands in halves of the day ("10:15 PM", "10:15 م") or in a zone by
    its name ("EET", "UTC+3"), which parsers of machines' dates pass over."""
    folded = fold(" ".join(normalise(text[:MAX_LINE_LENGTH]).split()))
    clock = _CLOCK.search(folded)
    if clock is None:
        return False
    zone = _ZONE.search(folded)
    is_named = zone is not None and _ZONES[re.sub(r"\s+", " ", zone[1])] != "UTC"
    is_shifted = _SHIFTED_UTC.match(folded, clock.end()) is not None
    return bool(clock["morning"] or clock["evening"] or is_named or is_shifted)


def _before_update(line: str) -> str:
    """Cut a line where it begins to speak of an update."""
    for match in re.finditer(r"\w+", line):
        if _UPDATED.match(fold(line[match.start() :])):
            return line[: match.start()]
    return line


def _ago(folded: str, now: datetime) -> datetime | None:
    for pattern in _AGO:
        match = pattern.search(folded)
        if match is None:
            continue
        for unit in _UNITS:
            count = _count(match, unit)
            if count is None:
                continue
            moment = now - timedelta(**{f"{unit}s": count})
            return moment if unit in ("minute", "hour") else datetime.combine(moment.date(), NOON)
    return None


def _count(match: re.Match[str], unit: str) -> int | None:
    if match[f"{unit}_many"]:
        word = match[f"{unit}_count"]
        return int(word) if word.isdigit() else _NUMBERS[word]
    if match[f"{unit}_two"]:
        return 2
    return 1 if match[f"{unit}_one"] else None


def _dated(line: str, folded: str, now: datetime, language: str) -> datetime | None:
    day = _gregorian(line, now, language) or _hijri(folded)
    clock = _clock(folded)
    if day is None and clock is not None and _TODAY.search(folded):
        day = now.date()
    if day is None:
        return None
    if clock is None:
        return datetime.combine(day, NOON)
    return datetime.combine(day, clock, _zone(folded, clock, day)).astimezone(UTC)


def _gregorian(line: str, now: datetime, language: str) -> date | None:
    latin = "".join(str(int(c)) if c.isdecimal() else c for c in line)
    plain = _HYPHENED_NAME.sub(" ", _SLASHED_ISO.sub(_iso, latin))
    plain = _HYPHENED_DAY.sub(r"\1/\2/\3", plain)
    if _may_be_american(line, language) and _either_order(plain):
        return None
    for words in _LANGUAGES:
        found = [f for f in find_dates(plain, words, now.date()) if f.accuracy == "DAY"]
        found = [f for f in found if not _NO_YEAR.match(plain, f.end)]
        days = [f.on for f in found if f.on is not None and not f.is_relative]
        days += [f.on for f in found if f.on is not None and _is_told_from_today(plain, f)]
        # "1/9/1444" is a Hijri day.
        if days and days[0].year >= EARLIEST_YEAR:
            return days[0]
    return None


def _may_be_american(line: str, language: str) -> bool:
    """Say whether figures alone may be month first: the press writes so in English only."""
    return language == "en" or (not language and _ARABIC.search(line) is None)


def _either_order(line: str) -> bool:
    match = _NUMERIC_DAY.search(line)
    return match is not None and match[1] != match[2] and max(int(match[1]), int(match[2])) <= 12


def _iso(match: re.Match[str]) -> str:
    return f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}"


def _is_told_from_today(line: str, found: FoundDate) -> bool:
    """Say whether a date counts from today ("أمس"); a weekday alone may be any week's."""
    return found.is_relative and fold(line[found.start : found.end]).split()[0] in _FROM_TODAY


_FROM_TODAY = frozenset(map(fold, ("أمس", "امبارح", "yesterday", "dün", "hier")))


def _hijri(folded: str) -> date | None:
    match = _HIJRI.search(folded)
    if match is not None:
        month = _HIJRI_MONTHS[re.sub(r"\s+", " ", match[2])]
    else:
        match = _HIJRI_NUMERIC.search(folded)
        if match is None:
            return None
        month = int(match[2])
    try:
        gregorian = Hijri(int(match[3]), month, int(match[1])).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return date(gregorian.year, gregorian.month, gregorian.day)


def _clock(folded: str) -> time | None:
    match = _CLOCK.search(folded)
    if match is None:
        return None
    hour = int(match["hour"])
    if match["evening"] and hour < 12:
        hour += 12
    if match["morning"] and hour == 12:
        hour = 0
    return time(hour, int(match["minute"]))


def _zone(folded: str, clock: time, day: date) -> tzinfo:
    after = folded[_CLOCK.search(folded).end() :]  # type: ignore[union-attr]  # _clock found it
    offset = _OFFSET.match(after.lstrip(" ()"))
    if offset is not None and int(offset[2]) <= 14:
        minutes = int(offset[2]) * 60 + int(offset[3] or 0)
        return timezone(timedelta(minutes=minutes if offset[1] == "+" else -minutes))
    named = _ZONE.search(folded)
    return ZoneInfo(_ZONES[re.sub(r"\s+", " ", named[1])]) if named else UTC
