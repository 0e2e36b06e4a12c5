"""Leases: which worker has which row, and until when. Rows are the queue.

Of the rows of one host one is given out at a time, and none while the host rests, so that no
worker waits at a host while others have work.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TypeVar

from django.conf import settings
from django.db import transaction
from django.db.models import F, Func, Model, Q, QuerySet, TextField, Value, Window
from django.db.models.functions import Lower, RowNumber

from ingest import scheduling
from ingest.models import Article, Feed, Host
from ingest.records import Outcome
from ingest.store import close_article

# So long a worker waits for its turn at a host; what takes longer is put off, and others go first.
LONGEST_WAIT_SECONDS = 1.0
Rows = TypeVar("Rows", bound=Model)


def lease_due_feeds(now: datetime, *, limit: int) -> list[int]:
    """Take due feeds for this worker: nobody else is given them before the lease ends."""
    return _lease(Feed.objects.due(now), "url", "next_attempt_at", now, limit)


def lease_due_articles(now: datetime, *, limit: int) -> list[int]:
    """Take articles whose pages are to be read, as `lease_due_feeds` takes feeds."""
    return _lease(Article.objects.due(now), "canonical_url", "next_attempt_at", now, limit)


def lease_revisits(now: datetime, *, limit: int) -> list[int]:
    """Take articles whose pages are to be read again, as `lease_due_feeds` takes feeds."""
    return _lease(Article.objects.to_revisit(now), "canonical_url", "revisit_at", now, limit)


@transaction.atomic
def _lease(due: QuerySet[Rows], address: str, moment: str, now: datetime, limit: int) -> list[int]:
    chosen = _one_per_host(due, address, moment, now).values_list("pk", flat=True)[:limit]
    # Another worker may have chosen the same in this moment: what it has locked or taken is left.
    locked = due.filter(pk__in=list(chosen)).select_for_update(skip_locked=True, of=("self",))
    ids = list(locked.values_list("pk", flat=True))
    due.model._default_manager.filter(pk__in=ids).update(**{moment: now + settings.LEASE})
    return ids


def _one_per_host(due: QuerySet[Rows], address: str, moment: str, now: datetime) -> QuerySet[Rows]:
    """Return the row of each host that waits longest, but for hosts that rest; of our own origins
    return all."""
    own = Q(pk__in=[])
    for origin in settings.HTTP_ALLOWED_PRIVATE_ORIGINS:
        own |= Q(**{f"{address}__startswith": f"{origin}/"})
    order = (F(moment).asc(nulls_first=True), F("pk").asc())
    since = now - timedelta(seconds=settings.HOST_GAP_SECONDS - LONGEST_WAIT_SECONDS)
    resting = Host.objects.filter(asked_at__gt=since).values("name")
    free = due.annotate(host=_host(address)).filter(own | ~Q(host__in=resting))
    place = Window(RowNumber(), partition_by=F("host"), order_by=order)
    chosen: QuerySet[Rows] = free.annotate(place=place).filter(own | Q(place=1)).order_by(*order)
    return chosen


def _host(address: str) -> Lower:
    text = TextField()
    part = Func(F(address), Value("/"), Value(3), function="split_part", output_field=text)
    # A user before the host and a port after it are no part of it.
    bare = (part, Value("^.*@|:[0-9]*$"), Value(""), Value("g"))
    return Lower(Func(*bare, function="regexp_replace", output_field=text))


def give_back_articles(ids: Iterable[int], now: datetime) -> None:
    """Let articles that were leased and not begun be taken by others."""
    Article.objects.filter(pk__in=list(ids), outcome="").update(next_attempt_at=now)


def put_off_article(article_id: int, until: datetime) -> None:
    """Let an article wait for its host's turn; this counts as no attempt."""
    article = Article.objects.filter(pk=article_id)
    article.filter(outcome="").update(next_attempt_at=until)
    article.filter(revisit_at__isnull=False).update(revisit_at=until)


def put_off_feed(feed_id: int, until: datetime) -> None:
    """Let a feed wait for its host's turn."""
    Feed.objects.filter(pk=feed_id).update(next_attempt_at=until)


@transaction.atomic
def begin_revisit(article_id: int, now: datetime) -> Article | None:
    """Put off the next revisit before this one is made. None: it is gone or in other hands."""
    readable = Article.objects.readable().filter(pk=article_id, revisit_at__isnull=False)
    locked = readable.select_for_update(skip_locked=True, of=("self",))
    article = locked.select_related("source", "feed").first()
    if article is not None:
        article.revisit_at = scheduling.next_revisit_at(now, revisits=article.revisits + 1)
        article.revisits += 1
        article.save(update_fields=["revisit_at", "revisits"])
    return article


@transaction.atomic
def begin_attempt(article_id: int, now: datetime) -> Article | None:
    """Count an attempt at an article's page before it is made, so that a page which kills its
    worker is quarantined in the end. None: it is done, gone, or in another worker's hands."""
    waiting = Article.objects.select_for_update(skip_locked=True, of=("self",)).filter(outcome="")
    article = waiting.select_related("source", "feed").filter(pk=article_id).first()
    if article is None:
        return None
    if article.attempts >= scheduling.MAX_ARTICLE_ATTEMPTS:
        reason = f"{article.attempts} attempts ended without a result, as if the page broke them"
        close_article(article, Outcome.QUARANTINED, reason, now)
        return None
    article.attempts += 1
    article.next_attempt_at = now + settings.LEASE
    article.save(update_fields=["attempts", "next_attempt_at"])
    return article
