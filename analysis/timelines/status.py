"""How the sources fare, in words, and how much work waits."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from analysis.models import AnalysisRun, RunState
from analysis.timelines.records import (
    FeedRow,
    Queues,
    SourceRow,
    SourceState,
    Status,
)
from analysis.timelines.rows import source_name
from ingest.models import Article, Feed, FetchLog, Source
from ingest.records import Outcome

FETCHES_SHOWN = 30
# How far back the strip of fetches looks: the log of a month is large, and older news is stale.
FETCHES_WITHIN = timedelta(days=7)

WELL = frozenset({Outcome.OK, Outcome.NOT_MODIFIED, Outcome.EMPTY_FEED})


def status(now: datetime) -> Status:
    """Give every source with its state and its latest fetches, those in trouble first."""
    found = _sources(Source.objects.all())
    fetches = _fetches(now)
    listed = [_source_row(source, fetches[source.pk]) for source in found]
    order = (SourceState.TROUBLE, SourceState.NEVER_POLLED, SourceState.OK)
    listed.sort(key=lambda row: (order.index(row.state) if row.state in order else 9, row.name.en))
    return Status(sources=tuple(listed), queues=queues(now))


def troubled_sources(now: datetime) -> tuple[SourceRow, ...]:
    """Give the enabled sources of which a feed fails."""
    unhealed = Q(state=Outcome.NOT_MODIFIED, failure_score__gt=0)
    failing = Feed.objects.filter(unhealed | ~Q(state__in=[*WELL, ""]))
    found = _sources(Source.objects.enabled().filter(pk__in=failing.values("source")))
    return tuple(_source_row(source, ()) for source in found)


def _sources(found: QuerySet[Source]) -> QuerySet[Source]:
    return found.prefetch_related("feeds").annotate(
        reports=Count("articles", filter=Q(articles__outcome=Outcome.OK))
    )


def _fetches(now: datetime) -> dict[int, Sequence[Outcome]]:
    latest = (
        FetchLog.objects.filter(started_at__gte=now - FETCHES_WITHIN)
        .annotate(
            place=Window(RowNumber(), partition_by="source_id", order_by=F("started_at").desc())
        )
        .filter(place__lte=FETCHES_SHOWN)
        .order_by("started_at", "pk")
        .values_list("source_id", "outcome")
    )
    found: dict[int, list[Outcome]] = defaultdict(list)
    for source_id, outcome in latest:
        found[source_id].append(Outcome(outcome))
    return defaultdict(tuple, found)


def _source_row(source: Source, fetches: Sequence[Outcome]) -> SourceRow:
    feeds = tuple(map(_feed_row, source.feeds.all()))
    return SourceRow(
        name=source_name(source),
        state=source_state(feeds, is_enabled=source.is_enabled),
        is_sample=source.is_sample,
        languages=source.languages,
        reports=getattr(source, "reports", 0),
        last_new_at=max((feed.last_new_at for feed in feeds if feed.last_new_at), default=None),
        feeds=feeds,
        fetches=tuple(fetches),
    )


def _feed_row(feed: Feed) -> FeedRow:
    return FeedRow(
        url=feed.url,
        state=Outcome(feed.state) if feed.state else None,
        reason=feed.state_reason,
        failure_score=feed.failure_score,
        last_fetched_at=feed.last_fetched_at,
        last_new_at=feed.last_new_at,
        next_attempt_at=feed.next_attempt_at,
    )


def source_state(feeds: Sequence[FeedRow], *, is_enabled: bool) -> SourceState:
    """Give the worst that a source's feeds say. A 304 after a failure heals nothing: while the
    failure score is above zero the source stays in trouble."""
    if not is_enabled:
        return SourceState.DISABLED
    if not feeds:
        return SourceState.NO_FEED
    if any(feed.state is not None and not _is_well(feed) for feed in feeds):
        return SourceState.TROUBLE
    if all(feed.state is None for feed in feeds):
        return SourceState.NEVER_POLLED
    return SourceState.OK


def _is_well(feed: FeedRow) -> bool:
    if feed.state is Outcome.NOT_MODIFIED and feed.failure_score > 0:
        return False
    return feed.state in WELL


def queues(now: datetime) -> Queues:
    """Count what waits and what failed."""
    runs = AnalysisRun.objects.aggregate(
        due=Count("pk", filter=Q(state=RunState.DUE)),
        failed=Count("pk", filter=Q(state=RunState.FAILED)),
    )
    unread = Article.objects.exclude(outcome__in=["", Outcome.OK, Outcome.DUPLICATE])
    return Queues(
        feeds_due=Feed.objects.due(now).count(),
        articles_due=Article.objects.due(now).count(),
        analyses_due=runs["due"],
        analyses_failed=runs["failed"],
        articles_without_text=unread.count(),
    )
