"""When to try again: failures push the next attempt away in a straight line, and never end it."""

from datetime import datetime, timedelta

from ingest.records import Outcome

# A server that says no counts in full, one that may have meant something else half, and trouble on
# the way a quarter (the weights that Media Cloud settled on).
HARD, SOFT, TEMPORARY = 1.0, 0.5, 0.25
FAILURE_WEIGHTS = {
    Outcome.BAD_URL: HARD,
    Outcome.BLOCKED_ADDRESS: HARD,
    Outcome.BLOCKED_BY_ROBOTS: HARD,
    Outcome.CLIENT_ERROR: HARD,
    Outcome.FORBIDDEN: HARD,
    Outcome.GONE: HARD,
    Outcome.MALFORMED_FEED: HARD,
    Outcome.NOT_A_FEED: HARD,
    Outcome.NO_LINKS: HARD,
    Outcome.QUARANTINED: HARD,
    Outcome.TOO_LARGE: HARD,
    Outcome.TOO_MANY_REDIRECTS: HARD,
    Outcome.UNDECODABLE: HARD,
    Outcome.UNSUPPORTED_TYPE: HARD,
    Outcome.NOT_FOUND: SOFT,
    Outcome.RATE_LIMITED: SOFT,
    Outcome.TLS_FAILED: SOFT,
    Outcome.CONNECTION_FAILED: TEMPORARY,
    Outcome.DNS_FAILED: TEMPORARY,
    Outcome.SERVER_ERROR: TEMPORARY,
    Outcome.TIMEOUT: TEMPORARY,
}
# What passes by itself: an article's page is asked for again.
PASSING = frozenset(
    {
        Outcome.CONNECTION_FAILED,
        Outcome.DNS_FAILED,
        Outcome.RATE_LIMITED,
        Outcome.SERVER_ERROR,
        Outcome.TIMEOUT,
        Outcome.TLS_FAILED,
    }
)
# Trouble on the way is often over in minutes: the first three times a feed is asked again soon.
QUICK_RETRY = timedelta(minutes=1)
# One hard failure postpones a feed by two hours more; one that counts a quarter by half an hour.
BACKOFF_STEP = timedelta(hours=2)
MAX_BACKOFF = timedelta(days=30)
# A feed is asked no oftener than this, however much it brings, and no more seldom than once a day.
MIN_INTERVAL_MINUTES, MAX_INTERVAL_MINUTES = 10, 24 * 60
# A poll that brings nothing lengthens the interval, one that brings something shortens it, so that
# it settles where every second poll brings something. Where a third of the items is new the feed
# may already have dropped some: then it is halved.
LONGER, SHORTER, HALF = 1.25, 0.8, 0.5
MANY_NEW_SHARE = 1 / 3
# Attempts at an article's page before its outcome stands: half a minute apart, then four times as
# long each time. A hiccup costs a minute, and an outlet may be down for a day.
MAX_ARTICLE_ATTEMPTS = 8
ARTICLE_BACKOFF = timedelta(seconds=30)
ARTICLE_BACKOFF_GROWTH = 4
# Outlets mend most reports within hours: so long after it was read, a page is read again for edits.
REVISITS = (timedelta(hours=2), timedelta(hours=24))
# A feed that words an item anew asks for one more look, but not for ever.
MAX_REVISITS = 10
# Up to this share of the delay is added, so that feeds of one host drift apart.
JITTER_SHARE = 0.1


def is_failure(outcome: str) -> bool:
    """Say whether a feed that ended so is unwell (one that is empty, unchanged or was never polled,
    "", is not)."""
    return outcome in FAILURE_WEIGHTS


def next_failure_score(score: float, outcome: Outcome) -> float:
    """Add a failure's weight; a fetched feed starts anew. A 304 proves nothing about what failed
    before, so it leaves the score alone."""
    if outcome is Outcome.NOT_MODIFIED:
        return score
    return score + FAILURE_WEIGHTS[outcome] if outcome in FAILURE_WEIGHTS else 0.0


def next_interval_minutes(minutes: int, *, seen: int, known: int) -> int:
    """Adapt the interval of a feed to the share of its items that were known already; an unchanged
    or empty feed (`seen` 0) brought nothing."""
    new_share = (seen - known) / seen if seen else 0.0
    factor = LONGER if new_share == 0 else HALF if new_share > MANY_NEW_SHARE else SHORTER
    return min(max(round(minutes * factor), MIN_INTERVAL_MINUTES), MAX_INTERVAL_MINUTES)


def next_poll_at(
    now: datetime,
    *,
    interval_minutes: int,
    failure_score: float,
    outcome: Outcome,
    jitter: float,
    retry_after_seconds: int | None = None,
) -> datetime:
    """Give the next poll of a feed; `jitter` is a random number in 0..1, passed in.

    A Retry-After is a floor: the server may ask for more patience, never for less.
    """
    interval = timedelta(minutes=max(interval_minutes, 1))
    if FAILURE_WEIGHTS.get(outcome) == TEMPORARY and failure_score < HARD:
        delay = min(interval, QUICK_RETRY * (failure_score / TEMPORARY))
    else:
        delay = min(interval + BACKOFF_STEP * failure_score, max(MAX_BACKOFF, interval))
    return now + _patient(delay, jitter, retry_after_seconds)


def next_article_attempt_at(
    now: datetime, *, attempts: int, jitter: float, retry_after_seconds: int | None = None
) -> datetime | None:
    """Give the next attempt at a page that failed in passing `attempts` times; None: enough."""
    if attempts >= MAX_ARTICLE_ATTEMPTS:
        return None
    delay = ARTICLE_BACKOFF * ARTICLE_BACKOFF_GROWTH ** max(attempts - 1, 0)
    return now + _patient(delay, jitter, retry_after_seconds)


def next_revisit_at(now: datetime, *, revisits: int) -> datetime | None:
    """Give when a page that was read again `revisits` times is read once more; None: no more."""
    return now + REVISITS[revisits] if revisits < len(REVISITS) else None


def _patient(delay: timedelta, jitter: float, retry_after_seconds: int | None) -> timedelta:
    asked = timedelta(seconds=retry_after_seconds or 0)
    return max(delay * (1 + JITTER_SHARE * jitter), min(asked, MAX_BACKOFF))
