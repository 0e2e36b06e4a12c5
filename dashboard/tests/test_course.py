"""How stances went, step by step."""

from datetime import date, timedelta

from analysis.timelines.records import DayCount
from dashboard.charts.course import MOST_STEPS, course

ADDRESS = "/stances/quotes/?holder=russia"


def told(on: date, polarity: str, count: int = 1) -> DayCount:
    return DayCount(on=on, series=polarity, count=count)


def test_a_step_is_a_day_with_what_was_for_and_against_the_earliest_first() -> None:
    later, first = date(2021, 3, 1), date(2019, 10, 18)
    counts = (told(later, "SUPPORT"), told(first, "OPPOSE", 2), told(first, "NEUTRAL"))
    one, other = course(counts, ADDRESS)
    assert (one.when, one.support, one.oppose, one.neutral) == ("18 Oct 2019", 0, 2, 1)
    assert (other.when, other.support, other.oppose) == ("1 Mar 2021", 1, 0)
    assert one.url == f"{ADDRESS}&since=2019-10-18&until=2019-10-18"


def test_many_days_are_told_by_the_month_and_lose_no_report() -> None:
    days = [date(2019, 12, 1) + timedelta(days=each) for each in range(MOST_STEPS + 10)]
    steps = course([told(on, "OPPOSE") for on in days], ADDRESS)
    assert [(step.when, step.oppose) for step in steps] == [("Dec 2019", 31), ("Jan 2020", 9)]
    assert steps[0].url.endswith("since=2019-12-01&until=2019-12-31")


def test_without_stances_there_is_no_step() -> None:
    assert course((), ADDRESS) == ()
