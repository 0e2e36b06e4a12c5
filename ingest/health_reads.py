"""What is known of sources, read for the judgement of how they fare."""

from datetime import datetime, timedelta

from django.db.models import Count, F, Min, QuerySet, Value
from django.db.models.functions import Extract, Floor

from ingest.health import BAND_DAYS, FeedFacts, Health, SourceFacts, judge
from ingest.models import Article, Feed, Source

_DAY_SECONDS = 24 * 3600


def healths(sources: "QuerySet[Source]", now: datetime) -> list[Health]:
    """Judge each of these sources; the number of queries does not grow with theirs."""
    chosen = list(sources.prefetch_related("feeds"))
    days = _days_of(chosen, now)
    firsts = _firsts_of(chosen)
    return [
        judge(_facts(source, days.get(source.pk, {}), firsts.get(source.pk)), now)
        for source in chosen
    ]


def _facts(source: Source, days: dict[int, int], first_at: datetime | None) -> SourceFacts:
    return SourceFacts(
        source_id=source.pk,
        name=source.name,
        is_enabled=source.is_enabled,
        created_at=source.created_at,
        feeds=tuple(map(_feed, source.feeds.all())),
        days=tuple(days.get(day, 0) for day in range(BAND_DAYS + 1)),
        first_at=first_at,
    )


def _feed(feed: Feed) -> FeedFacts:
    return FeedFacts(
        url=feed.url,
        state=feed.state,
        reason=feed.state_reason,
        failing_since=feed.failing_since,
        last_new_at=feed.last_new_at,
    )


def _days_of(sources: list[Source], now: datetime) -> dict[int, dict[int, int]]:
    """Count new articles by source and by how many whole days ago they came."""
    came = Article.objects.filter(
        source__in=sources,
        discovered_at__gt=now - timedelta(days=BAND_DAYS + 1),
        discovered_at__lte=now,
    )
    seconds = Extract(Value(now) - F("discovered_at"), "epoch")
    rows = (
        came.annotate(day=Floor(seconds / _DAY_SECONDS))
        .values_list("source", "day")
        .annotate(count=Count("pk"))
        .order_by()
    )
    days: dict[int, dict[int, int]] = {}
    for source, day, count in rows:
        days.setdefault(source, {})[int(day)] = count
    return days


def _firsts_of(sources: list[Source]) -> dict[int, datetime]:
    rows = Article.objects.filter(source__in=sources).values_list("source")
    return dict(rows.annotate(first=Min("discovered_at")).order_by())
