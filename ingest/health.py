"""How a source fares, judged from its feeds' states and from what came in, day by day.

The usual band of a day is two standard deviations around the mean of the days before, as Media
Cloud has it; a source that prints little varies at least as chance does.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from statistics import mean, pstdev

from ingest.records import Outcome
from ingest.scheduling import is_failure

# The days of which the band is made, before the last one; fewer than a week tell nothing usual.
BAND_DAYS = 28
LEAST_DAYS = 7
DEVIATIONS = 2
# A source is silent when it should have printed this many articles since the last one; and never
# sooner than after two days, as some outlets rest at the week's end.
EXPECTED_WHILE_SILENT = 5
SHORTEST_SILENCE = timedelta(days=2)


class Concern(StrEnum):
    """What there is to say of a source, the gravest first."""

    BROKEN = "BROKEN"
    SILENT = "SILENT"
    ODD = "ODD"
    EMPTY = "EMPTY"
    WAITING = "WAITING"
    WELL = "WELL"
    BY_HAND = "BY_HAND"
    OFF = "OFF"


_GRAVEST_FIRST = tuple(Concern)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedFacts:
    """A feed as its last polls left it; `state` is an Outcome, "" before the first poll.
    `failing_since` is None while it does not fail, or where that was not noted."""

    url: str
    state: str
    reason: str = ""
    failing_since: datetime | None = None
    last_new_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFacts:
    """What is known of a source. `days` counts its new articles of each of the last days, of 24
    hours, the latest first; `first_at` is when the first one came, None where none has."""

    source_id: int
    name: str
    is_enabled: bool
    created_at: datetime
    feeds: tuple[FeedFacts, ...]
    days: tuple[int, ...]
    first_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """How many new articles a day is usual."""

    low: float
    high: float
    usual: float

    def holds(self, count: int) -> bool:
        """Say whether a day with so many is a usual one."""
        return self.low <= count <= self.high


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How a source fares. `feed` is the one that the concern is about, None where it is about all;
    `band` is None before a week's history; `failing` counts the feeds that fail."""

    facts: SourceFacts
    concern: Concern
    feed: FeedFacts | None
    failing: int
    last_new_at: datetime | None
    today: int
    band: Band | None


def judge(facts: SourceFacts, now: datetime) -> Health:
    """Say how a source fares."""
    failing = [feed for feed in facts.feeds if is_failure(feed.state)]
    moments = [feed.last_new_at for feed in facts.feeds if feed.last_new_at is not None]
    band = usual_band(facts, now)
    last_new_at = max(moments, default=None)
    concern = _concern(facts, failing, band, last_new_at, now)
    return Health(
        facts=facts,
        concern=concern,
        feed=_feed_of(facts, failing, concern),
        failing=len(failing),
        last_new_at=last_new_at,
        today=facts.days[0] if facts.days else 0,
        band=band,
    )


def gravest_first(healths: Sequence[Health]) -> list[Health]:
    """Order sources by what curators have to look at first: what has been broken for longest stands
    on top; otherwise by name."""
    return sorted(healths, key=_urgency)


def _urgency(health: Health) -> tuple[int, float, str]:
    since = health.feed.failing_since if health.feed is not None else None
    moment = since.timestamp() if since is not None else 0.0
    return _GRAVEST_FIRST.index(health.concern), moment, health.facts.name


def usual_band(facts: SourceFacts, now: datetime) -> Band | None:
    """Return what is usual for a day. The first day does not count: it brings all that a feed
    holds."""
    if facts.first_at is None:
        return None
    whole_days = (now - facts.first_at) // timedelta(days=1) - 1
    history = facts.days[1 : 1 + min(whole_days, BAND_DAYS)] if whole_days > 0 else ()
    if len(history) < LEAST_DAYS:
        return None
    usual = mean(history)
    margin = DEVIATIONS * max(pstdev(history), usual**0.5)
    return Band(low=max(usual - margin, 0.0), high=usual + margin, usual=usual)


def _concern(
    facts: SourceFacts,
    failing: Sequence[FeedFacts],
    band: Band | None,
    last_new_at: datetime | None,
    now: datetime,
) -> Concern:
    if not facts.is_enabled:
        return Concern.OFF
    if not facts.feeds:
        return Concern.BY_HAND
    if failing:
        return Concern.BROKEN
    if not any(feed.state for feed in facts.feeds):
        return Concern.WAITING
    if all(feed.state == Outcome.EMPTY_FEED for feed in facts.feeds):
        return Concern.EMPTY
    if _is_silent(facts, band, last_new_at, now):
        return Concern.SILENT
    return Concern.WELL if band is None or band.holds(facts.days[0]) else Concern.ODD


def _is_silent(
    facts: SourceFacts, band: Band | None, last_new_at: datetime | None, now: datetime
) -> bool:
    """A source that has not printed for much longer than usual; with no band yet, for two days."""
    silence = now - (last_new_at or facts.created_at)
    if band is None or last_new_at is None:
        return silence > SHORTEST_SILENCE
    expected_gap = timedelta(days=EXPECTED_WHILE_SILENT / band.usual) if band.usual else None
    return expected_gap is None or silence > max(expected_gap, SHORTEST_SILENCE)


def _feed_of(
    facts: SourceFacts, failing: Sequence[FeedFacts], concern: Concern
) -> FeedFacts | None:
    if concern is Concern.BROKEN:
        return min(failing, key=lambda feed: (feed.failing_since is None, feed.failing_since or 0))
    return facts.feeds[0] if len(facts.feeds) == 1 else None
