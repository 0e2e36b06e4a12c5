"""The log of fetches: how each feed and each page fared, kept for a month."""

from datetime import datetime, timedelta

from ingest.models import Article, Feed, FetchLog
from ingest.records import FetchResult, Outcome, PollCounts
from newsmon.lib.text import normalise

FETCHES_KEPT_FOR = timedelta(days=30)
FETCHES_KEPT_PER_FEED = 30


def log_fetch(
    source_id: int,
    fetched: FetchResult,
    outcome: Outcome,
    reason: str,
    now: datetime,
    *,
    feed: Feed | None = None,
    article: Article | None = None,
    counts: PollCounts | None = None,
) -> None:
    """Write how a fetch of a feed or of an article's page ended."""
    FetchLog.objects.create(
        source_id=source_id,
        feed=feed,
        article=article,
        url=fetched.url[:1000],
        started_at=now,
        duration_ms=fetched.duration_ms,
        outcome=outcome,
        reason=normalise(reason),
        http_status=fetched.status,
        size_bytes=len(fetched.body),
        entries_seen=counts.seen if counts else 0,
        articles_new=counts.new if counts else 0,
        articles_known=counts.known if counts else 0,
    )


def trim_log(feed: Feed, now: datetime) -> None:
    """Keep a month of the source's log, and the last polls of a feed however old they are."""
    old = FetchLog.objects.filter(source=feed.source_id, started_at__lt=now - FETCHES_KEPT_FOR)
    last = feed.fetches.order_by("-started_at", "-pk").values("pk")[:FETCHES_KEPT_PER_FEED]
    old.filter(feed=feed).exclude(pk__in=list(last.values_list("pk", flat=True))).delete()
    old.filter(feed__isnull=True).delete()
