"""Pages of long lists by the counts of their days: a page far back reads its own days alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from analysis.timelines.records import DayCount


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPage:
    """Where the rows of a page are: so many on these `days`, after the first `skipped` of them;
    then so many `undated` ones from `undated_from` on."""

    number: int
    pages: int
    total: int
    days: tuple[date, ...]
    skipped: int
    dated: int
    undated_from: int
    undated: int


def by_day(counts: Iterable[DayCount]) -> dict[date, int]:
    """Add up the series of each day."""
    daily: dict[date, int] = {}
    for item in counts:
        daily[item.on] = daily.get(item.on, 0) + item.count
    return daily


def day_page(daily: Mapping[date, int], undated: int, number: int, per_page: int) -> DayPage:
    """Find the page of a list, newest first and those without a date last; the last page where
    there are fewer."""
    dated = sum(daily.values())
    total = dated + undated
    pages = max(1, -(-total // per_page))
    number = min(number, pages)
    first, last = (number - 1) * per_page, min(number * per_page, total)
    days, skipped = _days_between(daily, first, last)
    own = max(0, min(last, dated) - first)
    return DayPage(
        number=number,
        pages=pages,
        total=total,
        days=days,
        skipped=skipped,
        dated=own,
        undated_from=max(0, first - dated),
        undated=last - first - own,
    )


def _days_between(daily: Mapping[date, int], first: int, last: int) -> tuple[tuple[date, ...], int]:
    """Give the days that hold the rows from `first` to `last`, oldest first, and how many rows of
    the newest of them come before."""
    days: list[date] = []
    skipped = passed = 0
    for day in sorted((day for day, count in daily.items() if count), reverse=True):
        if passed >= last:
            break
        if passed + daily[day] > first:
            if not days:
                skipped = first - passed
            days.append(day)
        passed += daily[day]
    return tuple(reversed(days)), skipped
