"""Reads the days that a search asks for: a year, a month, a day, two with dots between them, today,
or the last days, in digits of any script."""

import json
import re
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from analysis.timelines.search_records import Days
from newsmon.lib.text import fold, fold_name

_DATA: Mapping[str, Any] = json.loads(
    (Path(__file__).parent.parent / "data" / "search.json").read_text(encoding="utf-8")
)
FIELDS = ("date", "since", "until", "after", "before")
FIRST_YEAR, LAST_YEAR = 1900, 2199

_NAMED_DAYS = {fold_name(name): int(ago) for ago, names in _DATA["days"].items() for name in names}
_LAST_DAYS = re.compile(rf"(\d{{1,4}}) ?(?:{'|'.join(map(fold, _DATA['day_letters']))})")
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


class NoDate(ValueError):
    """A text names no day."""


class TurnedDates(NoDate):
    """The first day lies after the last."""


def read_days(name: str, said: str, today: date) -> Days:
    """Read what stands behind a field of days. Raises NoDate."""
    first, dots, last = fold(said).strip().partition("..")
    if dots and not first and not last:
        raise NoDate(said)
    since = _bounds(first, today) if first or not dots else (None, None)
    until = _bounds(last, today) if last else ((None, None) if dots else since)
    days = _meant(name, since[0], until[1])
    if days.since and days.until and days.since > days.until:
        raise TurnedDates(said)
    return days


def _meant(name: str, since: date | None, until: date | None) -> Days:
    if name == "since":
        return Days(since=since)
    if name == "until":
        return Days(until=until)
    if name == "after":
        return Days(since=until + timedelta(days=1) if until else since)
    if name == "before":
        return Days(until=since - timedelta(days=1) if since else until)
    return Days(since=since, until=until)


def _bounds(said: str, today: date) -> tuple[date, date]:
    """Give the first and the last day of a year, a month, a day, or of the last days."""
    if fold_name(said) in _NAMED_DAYS:
        day = today - timedelta(days=_NAMED_DAYS[fold_name(said)])
        return day, day
    last_days, stated = _LAST_DAYS.fullmatch(said), _DAY.fullmatch(said)
    if last_days:
        return today - timedelta(days=max(int(last_days[1]) - 1, 0)), today
    if stated is None or not FIRST_YEAR <= int(stated[1]) <= LAST_YEAR:
        raise NoDate(said)
    try:
        return _calendar(stated)
    except ValueError as error:
        raise NoDate(said) from error


def _calendar(stated: re.Match[str]) -> tuple[date, date]:
    if stated[2] is None:
        return date(int(stated[1]), 1, 1), date(int(stated[1]), 12, 31)
    year, month, day = int(stated[1]), int(stated[2]), int(stated[3] or 1)
    if stated[3] is None:
        following = date(year + month // 12, month % 12 + 1, 1)
        return date(year, month, 1), following - timedelta(days=1)
    return date(year, month, day), date(year, month, day)
