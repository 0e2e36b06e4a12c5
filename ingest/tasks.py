"""Celery tasks of ingest. Rows are the queue: a lost message is found again when its lease ends."""

from contextlib import suppress

from celery import shared_task
from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.utils import timezone
from kombu.exceptions import OperationalError

from ingest import health_mail, leases, pipeline
from ingest.fetching import shared_client

# What one tick hands out; ticks are seconds apart, and a full queue only grows stale.
FEEDS_PER_TICK = 50
# A message that waited longer than its lease has been handed out again.
_EXPIRES = settings.LEASE.total_seconds()


@shared_task
def poll_due_feeds() -> int:
    """Hand out the feeds that are due; return how many."""
    ids = leases.lease_due_feeds(timezone.now(), limit=FEEDS_PER_TICK)
    for feed_id in ids:
        poll_feed.apply_async(args=(feed_id,), expires=_EXPIRES)
    return len(ids)


@shared_task
def fetch_due_articles() -> int:
    """Read some of the pages that are due, and call the next worker while there are more; return
    how many were taken."""
    return pipeline.read_due_articles(timezone.now, shared_client(), call_next=_call_next)


def _call_next() -> None:
    # Without a broker nobody hears the call; this worker reads what it took all the same.
    with suppress(OperationalError):
        fetch_due_articles.apply_async(expires=settings.POLL_SECONDS)


@shared_task
def poll_feed(feed_id: int) -> dict[str, str | int]:
    """Poll one feed; return its counts, nothing for one that waits or was removed meanwhile."""
    try:
        counts = pipeline.poll_feed_in_turn(feed_id, timezone.now(), shared_client())
    except ObjectDoesNotExist:
        return {}
    return {"outcome": counts.outcome, "seen": counts.seen, "new": counts.new} if counts else {}


@shared_task
def tell_of_broken_feeds() -> int:
    """Write to the curators about feeds that have failed for a day; return how many."""
    return health_mail.tell_of_broken_feeds(timezone.now())
