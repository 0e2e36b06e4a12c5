"""Judgements of how a source fares: what is broken, silent or odd, and what only seems so."""

from datetime import UTC, datetime, timedelta

import pytest

from ingest.health import (
    BAND_DAYS,
    Concern,
    FeedFacts,
    SourceFacts,
    gravest_first,
    judge,
    usual_band,
)
from ingest.records import Outcome

NOW = datetime(2024, 3, 1, 12, tzinfo=UTC)
LONG_AGO = NOW - timedelta(days=90)
STEADY = (10,) * (BAND_DAYS + 1)


def feed(
    state: str = Outcome.OK, *, silent_for: float = 0.1, failing_for: float = 0.0
) -> FeedFacts:
    return FeedFacts(
        url="http://x/feed",
        state=state,
        failing_since=NOW - timedelta(days=failing_for) if failing_for else None,
        last_new_at=NOW - timedelta(days=silent_for),
    )


def source(*feeds: FeedFacts, days: tuple[int, ...] = STEADY, **fields: object) -> SourceFacts:
    values = {"name": "x", "is_enabled": True, "created_at": LONG_AGO, "first_at": LONG_AGO}
    return SourceFacts(source_id=1, feeds=feeds, days=days, **{**values, **fields})  # type: ignore[arg-type]


def concern(*feeds: FeedFacts, days: tuple[int, ...] = STEADY, **fields: object) -> Concern:
    return judge(source(*feeds, days=days, **fields), NOW).concern


def test_a_steady_source_is_well() -> None:
    assert concern(feed()) is Concern.WELL


def test_a_source_of_which_one_feed_fails_is_broken_and_names_the_oldest_failure() -> None:
    young, old = feed(Outcome.GONE, failing_for=1), feed(Outcome.TIMEOUT, failing_for=3)
    health = judge(source(feed(), feed(Outcome.NOT_FOUND), young, old), NOW)
    assert (health.concern, health.feed, health.failing) == (Concern.BROKEN, old, 3)


@pytest.mark.parametrize("state", [Outcome.OK, Outcome.NOT_MODIFIED])
def test_unchanged_is_not_broken(state: Outcome) -> None:
    assert concern(feed(state)) is Concern.WELL


def test_a_valid_feed_without_items_is_a_state_of_its_own() -> None:
    assert concern(feed(Outcome.EMPTY_FEED)) is Concern.EMPTY
    assert concern(feed(Outcome.EMPTY_FEED), feed()) is Concern.WELL


def test_what_was_not_asked_yet_waits() -> None:
    assert concern(feed(""), created_at=NOW, first_at=None) is Concern.WAITING


def test_sources_that_are_off_or_kept_by_hand_are_no_concern() -> None:
    assert concern(feed(Outcome.GONE), is_enabled=False) is Concern.OFF
    assert concern() is Concern.BY_HAND


@pytest.mark.parametrize(
    ("per_day", "days_silent", "is_silent"),
    [
        (10, 1.9, False),  # the week's end of a busy outlet
        (10, 2.1, True),
        (1, 4.9, False),
        (1, 6.9, True),
    ],
)
def test_silence_is_measured_by_what_is_usual(
    per_day: int, days_silent: float, is_silent: bool
) -> None:
    quiet = int(days_silent) + 1
    days = (0,) * quiet + (per_day,) * (BAND_DAYS + 1)
    found = concern(feed(silent_for=days_silent), days=days[: BAND_DAYS + 1])
    assert (found is Concern.SILENT) == is_silent


def test_an_outlet_that_prints_weekly_is_not_silent_after_ten_days() -> None:
    days = tuple(int(day % 7 == 3) for day in range(BAND_DAYS + 1))
    assert concern(feed(silent_for=10), days=days) is Concern.WELL


def test_a_source_that_never_brought_anything_is_silent_after_two_days() -> None:
    never = FeedFacts(url="u", state=Outcome.OK)
    nothing = {"days": (0,) * 29, "first_at": None}
    young, old = NOW - timedelta(days=1), NOW - timedelta(days=3)
    assert concern(never, created_at=young, **nothing) is Concern.WELL  # type: ignore[arg-type]
    assert concern(never, created_at=old, **nothing) is Concern.SILENT  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("today", "found"),
    [
        (10, Concern.WELL),
        (4, Concern.WELL),
        (3, Concern.ODD),
        (16, Concern.WELL),
        (17, Concern.ODD),
        (0, Concern.ODD),
    ],
)
def test_a_day_outside_of_the_band_is_odd(today: int, found: Concern) -> None:
    assert concern(feed(), days=(today, *STEADY[1:])) is found


def test_days_that_vary_widen_the_band() -> None:
    days = (25, *((2, 20) * 14))
    assert concern(feed(), days=days) is Concern.WELL


def test_the_day_on_which_a_source_is_added_is_not_usual() -> None:
    days = (3, *(3,) * 9, 200)
    facts = source(feed(), days=days, first_at=NOW - timedelta(days=10, hours=1))
    band = usual_band(facts, NOW)
    assert band is not None
    assert (band.usual, band.holds(3)) == (3.0, True)


@pytest.mark.parametrize("age", [0, 1, 7])
def test_less_than_a_week_tells_nothing_usual(age: int) -> None:
    facts = source(feed(), days=(5,) * 29, first_at=NOW - timedelta(days=age, hours=1))
    assert usual_band(facts, NOW) is None


def test_what_has_been_broken_for_longest_comes_first() -> None:
    names = {"b": 1.0, "a": 2.0, "c": 30.0}
    failing = [source(feed(Outcome.GONE, failing_for=d), name=n) for n, d in names.items()]
    order = [health.facts.name for health in gravest_first([judge(s, NOW) for s in failing])]
    assert order == ["c", "a", "b"]


def test_what_needs_a_look_comes_first() -> None:
    sources = [
        source(feed(), name="b"),
        source(feed(), name="a"),
        source(feed(), name="odd", days=(99, *STEADY[1:])),
        source(feed(silent_for=9), name="silent"),
        source(feed(Outcome.GONE), name="broken"),
        source(feed(Outcome.EMPTY_FEED), name="empty"),
        source(feed(), name="off", is_enabled=False),
    ]
    order = [health.facts.name for health in gravest_first([judge(s, NOW) for s in sources])]
    assert order == ["broken", "silent", "odd", "empty", "a", "b", "off"]
