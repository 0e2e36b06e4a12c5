"""A page of a long list is found by the counts of its days."""

from datetime import date, timedelta

import pytest

from analysis.timelines.day_pages import by_day, day_page
from analysis.timelines.records import DayCount

FIRST = date(2019, 10, 1)
# Rows of six days, one of them without any, the newest last.
DAILY = {FIRST + timedelta(days=n): count for n, count in enumerate((4, 1, 0, 7, 2, 3))}


@pytest.mark.parametrize("undated", [0, 1, 9])
@pytest.mark.parametrize("per_page", [1, 4, 5, 30])
def test_pages_together_hold_every_row_once_and_in_order(undated: int, per_page: int) -> None:
    rows = [(day, n) for day in sorted(DAILY, reverse=True) for n in range(DAILY[day])]
    told: list[tuple[date, int] | int] = [*rows, *range(undated)]
    found: list[tuple[date, int] | int] = []
    pages = day_page(DAILY, undated, 1, per_page).pages
    for number in range(1, pages + 1):
        page = day_page(DAILY, undated, number, per_page)
        own = [row for row in rows if row[0] in page.days]
        found += own[page.skipped : page.skipped + page.dated]
        found += range(page.undated_from, page.undated_from + page.undated)
        assert page.number == number
        assert page.total == len(told)
    assert found == told


def test_a_page_reads_no_day_beyond_its_rows() -> None:
    assert day_page(DAILY, 0, 1, 3).days == (FIRST + timedelta(days=5),)
    page = day_page(DAILY, 0, 2, 3)
    assert page.days == (FIRST + timedelta(days=3), FIRST + timedelta(days=4))
    assert page.skipped == 0


def test_beyond_the_last_page_comes_the_last_and_nothing_is_one_empty_page() -> None:
    assert day_page(DAILY, 0, 99, 5).number == 4
    empty = day_page({}, 0, 3, 5)
    assert (empty.number, empty.pages, empty.total, empty.days) == (1, 1, 0, ())
    assert (empty.dated, empty.undated) == (0, 0)


def test_the_series_of_a_day_are_added_up() -> None:
    counts = [DayCount(on=FIRST, series=code, count=n) for code, n in (("ar", 2), ("en", 3))]
    assert by_day(counts) == {FIRST: 5}
