"""Celery tasks of ingest. Rows are the queue: a lost message is found again when its lease ends."""

from celery import shared_task
from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.utils import timezone

from ingest import pipeline, store
from ingest.fetching import shared_client
from ingest.records import Outcome

# What one tick hands out; ticks are seconds apart, and a full queue only grows stale.
FEEDS_PER_TICK = 20
ARTICLES_PER_TICK = 20
REVISITS_PER_TICK = 5
# A message that waited longer than its lease has been handed out again.
_EXPIRES = settings.LEASE.total_seconds()


@shared_task
def poll_due_feeds() -> int:
    """Hand out the feeds that are due; return how many."""
    ids = store.lease_due_feeds(timezone.now(), limit=FEEDS_PER_TICK)
    for feed_id in ids:
        poll_feed.apply_async(args=(feed_id,), expires=_EXPIRES)
    return len(ids)


@shared_task
def fetch_due_articles() -> int:
    """Hand out the articles whose pages are to be read, for the first time or again; return how
    many."""
    now = timezone.now()
    ids = store.lease_due_articles(now, limit=ARTICLES_PER_TICK)
    for article_id in ids:
        fetch_article.apply_async(args=(article_id,), expires=_EXPIRES)
    again = store.lease_revisits(now, limit=REVISITS_PER_TICK)
    for article_id in again:
        revisit_article.apply_async(args=(article_id,), expires=_EXPIRES)
    return len(ids) + len(again)


@shared_task
def poll_feed(feed_id: int) -> dict[str, str | int]:
    """Poll one feed; return its counts, nothing for a feed that was removed meanwhile."""
    try:
        counts = pipeline.poll_feed(feed_id, timezone.now(), shared_client())
    except ObjectDoesNotExist:
        return {}
    return {"outcome": counts.outcome, "seen": counts.seen, "new": counts.new}


@shared_task
def fetch_article(article_id: int) -> Outcome | None:
    """Fetch and read one article; return its outcome, None while it waits or was removed."""
    try:
        return pipeline.fetch_article(article_id, timezone.now(), shared_client())
    except ObjectDoesNotExist:
        return None


@shared_task
def revisit_article(article_id: int) -> bool:
    """Read one article's page again; say whether it was edited."""
    try:
        return pipeline.revisit_article(article_id, timezone.now(), shared_client())
    except ObjectDoesNotExist:
        return False
