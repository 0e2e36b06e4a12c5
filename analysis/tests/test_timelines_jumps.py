"""When an actor is in the news more than is usual for it."""

from collections import Counter
from datetime import date, timedelta

import pytest

from analysis.timelines.jumps import (
    LEAST_WEEKS,
    WEEKS_BEFORE,
    find_jumps,
    upper_bound,
    weeks_to_compare,
)

UNTIL = date(2026, 3, 29)


def weekly(now: int, *before: int) -> Counter[date]:
    """Put the counts of the last week and of the weeks before it, nearest first, on single days."""
    return Counter(
        {UNTIL - timedelta(days=7 * back + 3): count for back, count in enumerate((now, *before))}
    )


def jumps_of(now: int, *before: int) -> bool:
    weeks = weeks_to_compare(weekly(100, *[100] * len(before)), UNTIL)
    return bool(find_jumps({1: weekly(now, *before)}, weeks, UNTIL))


@pytest.mark.parametrize(
    ("now", "before", "is_jump"),
    [
        (30, (10, 9, 11, 10, 12, 8, 10, 10), True),
        (13, (10, 9, 11, 10, 12, 8, 10, 10), False),
        (20, (2, 30, 1, 25, 3, 18, 2, 15), False),  # it is always up and down
        (20, (10, 9, 11, 10, 12, 8, 10, 10), True),
        (5, (0, 0, 0, 0, 0, 0, 0, 0), True),  # new in the news
        (4, (0, 0, 0, 0, 0, 0, 0, 0), False),  # too few to speak of
        (4, (1, 0, 0, 1, 0, 0, 0, 0), False),
        (1100, (1000, 990, 1010, 1000, 1005, 995, 1000, 1000), True),  # 10 % are much of many
        (1040, (1000, 990, 1010, 1000, 1005, 995, 1000, 1000), False),
        (2, (30, 31, 29, 30, 30, 30, 30, 30), False),  # a fall is no jump
        (8, (3, 3, 3, 3), False),
        (12, (3, 3, 3, 3), True),  # four weeks are enough to compare with
        (99, (3, 3, 3), False),  # three are not
    ],
)
def test_a_jump_leaves_what_is_usual_for_the_actor(
    now: int, before: tuple[int, ...], is_jump: bool
) -> None:
    assert jumps_of(now, *before) == is_jump


def test_the_bound_is_that_of_the_rule() -> None:
    # 10 * (1 + 2/3 * 2.58 * sqrt(1.125 / 10)) ** 1.5, the spread of these weeks being below 1
    assert upper_bound([10, 9, 11, 10, 12, 8, 10, 10]) == pytest.approx(19.80, abs=0.01)
    assert upper_bound([0] * 8) == 0


def test_weeks_that_vary_widen_the_bound() -> None:
    assert upper_bound([0, 20, 0, 20, 0, 20, 0, 20]) > upper_bound([10] * 8)


def test_weeks_before_the_sources_came_are_no_measure() -> None:
    totals = weekly(100, 90, 95, 80, 100, 24, 0, 3, 1)
    assert weeks_to_compare(totals, UNTIL) == tuple(
        UNTIL - timedelta(days=6 + 7 * back) for back in (1, 2, 3, 4)
    )
    assert weeks_to_compare(weekly(100, 90, 95, 80, 10, 5), UNTIL) == ()
    assert weeks_to_compare(Counter(), UNTIL) == ()


def test_a_newsroom_of_long_standing_compares_with_eight_weeks() -> None:
    assert LEAST_WEEKS < WEEKS_BEFORE == len(weeks_to_compare(weekly(9, *[9] * 12), UNTIL))


def test_days_outside_of_the_weeks_are_not_counted() -> None:
    counts = weekly(6, *[0] * 8) + Counter({UNTIL + timedelta(days=1): 50})
    (jump,) = find_jumps({1: counts}, weeks_to_compare(weekly(9, *[9] * 8), UNTIL), UNTIL)
    assert (jump.reports, jump.usual, jump.times) == (6, 0, None)


def test_the_farthest_jump_comes_first() -> None:
    daily = {1: weekly(30, *[10] * 8), 2: weekly(60, *[10] * 8), 3: weekly(9, *[10] * 8)}
    found = find_jumps(daily, weeks_to_compare(weekly(99, *[99] * 8), UNTIL), UNTIL)
    assert [(jump.actor, jump.times) for jump in found] == [(2, 6.0), (1, 3.0)]
