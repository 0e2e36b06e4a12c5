"""When a feed or a page is asked for again."""

from datetime import UTC, datetime, timedelta

import pytest

from ingest.records import Outcome
from ingest.scheduling import (
    MAX_ARTICLE_ATTEMPTS,
    MAX_BACKOFF,
    MAX_INTERVAL_MINUTES,
    MIN_INTERVAL_MINUTES,
    is_failure,
    next_article_attempt_at,
    next_failure_score,
    next_interval_minutes,
    next_poll_at,
)

NOW = datetime(2024, 3, 1, 12, tzinfo=UTC)


def delay_of(
    score: float,
    *,
    outcome: Outcome = Outcome.NOT_FOUND,
    jitter: float = 0.0,
    retry_after: int | None = None,
) -> timedelta:
    return (
        next_poll_at(
            NOW,
            interval_minutes=30,
            failure_score=score,
            outcome=outcome,
            jitter=jitter,
            retry_after_seconds=retry_after,
        )
        - NOW
    )


def test_a_healthy_feed_is_polled_at_its_interval() -> None:
    assert delay_of(0.0) == timedelta(minutes=30)


def test_failures_push_away_in_a_straight_line() -> None:
    assert delay_of(3.0) - delay_of(2.0) == delay_of(2.0) - delay_of(1.0)


def test_trouble_on_the_way_is_looked_at_again_within_minutes() -> None:
    delays = [delay_of(score, outcome=Outcome.CONNECTION_FAILED) for score in (0.25, 0.5, 0.75)]
    assert delays == [timedelta(minutes=minutes) for minutes in (1, 2, 3)]


def test_trouble_that_lasts_is_pushed_away_like_any_failure() -> None:
    lasting = delay_of(1.0, outcome=Outcome.CONNECTION_FAILED)
    assert lasting == delay_of(1.0, outcome=Outcome.GONE)


def test_an_answer_that_refuses_is_not_asked_again_within_minutes() -> None:
    assert delay_of(0.5, outcome=Outcome.RATE_LIMITED) > timedelta(minutes=30)


def test_backoff_never_exceeds_thirty_days_and_never_gives_up() -> None:
    assert delay_of(10_000.0) == MAX_BACKOFF


def test_jitter_only_adds() -> None:
    assert delay_of(0.0, jitter=1.0) == timedelta(minutes=33)


def test_retry_after_is_a_floor_not_a_ceiling() -> None:
    assert delay_of(0.0, retry_after=7200) == timedelta(hours=2)
    assert delay_of(0.0, retry_after=5) == timedelta(minutes=30)


@pytest.mark.parametrize(
    ("outcome", "added"),
    [
        (Outcome.GONE, 1.0),
        (Outcome.NOT_A_FEED, 1.0),
        (Outcome.NOT_FOUND, 0.5),
        (Outcome.RATE_LIMITED, 0.5),
        (Outcome.TIMEOUT, 0.25),
        (Outcome.SERVER_ERROR, 0.25),
    ],
)
def test_failures_weigh_by_kind(outcome: Outcome, added: float) -> None:
    assert next_failure_score(2.0, outcome) == 2.0 + added
    assert is_failure(outcome)


@pytest.mark.parametrize("outcome", [Outcome.OK, Outcome.EMPTY_FEED])
def test_a_fetched_feed_starts_anew(outcome: Outcome) -> None:
    assert next_failure_score(2.0, outcome) == 0.0
    assert not is_failure(outcome)


def test_an_unchanged_feed_keeps_its_failures() -> None:
    assert next_failure_score(2.0, Outcome.NOT_MODIFIED) == 2.0


def test_a_page_is_tried_a_few_times_further_apart_each_time() -> None:
    moments = [
        next_article_attempt_at(NOW, attempts=attempts, jitter=0.0)
        for attempts in range(1, MAX_ARTICLE_ATTEMPTS + 1)
    ]
    delays = [moment - NOW for moment in moments if moment]
    assert delays == sorted(set(delays))
    assert moments[-1] is None


@pytest.mark.parametrize(
    ("seen", "known", "minutes"),
    [
        (20, 20, 75),  # nothing new: ask more seldom
        (0, 0, 75),  # unchanged or empty
        (20, 19, 48),  # something new: ask sooner
        (20, 14, 48),
        (20, 13, 30),  # more than a third new: some may have been missed
        (20, 0, 30),
    ],
)
def test_the_interval_follows_the_share_of_known_items(seen: int, known: int, minutes: int) -> None:
    assert next_interval_minutes(60, seen=seen, known=known) == minutes


def test_the_interval_keeps_within_ten_minutes_and_a_day() -> None:
    busy = quiet = 30
    for _ in range(50):
        busy = next_interval_minutes(busy, seen=10, known=0)
        quiet = next_interval_minutes(quiet, seen=10, known=10)
    assert (busy, quiet) == (MIN_INTERVAL_MINUTES, MAX_INTERVAL_MINUTES) == (10, 1440)


def test_the_interval_settles_where_every_second_poll_brings_something() -> None:
    minutes, brought = 30, []
    for _ in range(200):
        brought.append(minutes > 120)  # an outlet that prints something every two hours
        minutes = next_interval_minutes(minutes, seen=20, known=20 - brought[-1])
    assert 90 <= minutes <= 160
    assert 0.3 < sum(brought[100:]) / 100 < 0.7
