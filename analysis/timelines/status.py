"""How the sources fare, in words, and how much work waits."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Q

from analysis.models import AnalysisRun, RunState
from analysis.timelines import counts
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
    reports, fetches = counts.reports_by_source(), _fetches(now)
    found = Source.objects.prefetch_related("feeds")
    listed = [
        _source_row(source, reports[source.pk], fetches.get(source.pk, ())) for source in found
    ]
    order = (SourceState.TROUBLE, SourceState.NEVER_POLLED, SourceState.OK)
    listed.sort(key=lambda row: (order.index(row.state) if row.state in order else 9, row.name.en))
    return Status(sources=tuple(listed), queues=queues(now))


def troubled_sources(now: datetime) -> tuple[SourceRow, ...]:
    """Give the enabled sources of which a feed fails."""
    unhealed = Q(state=Outcome.NOT_MODIFIED, failure_score__gt=0)
    failing = Feed.objects.filter(unhealed | ~Q(state__in=[*WELL, ""]))
    found = Source.objects.enabled().filter(pk__in=failing.values("source"))
    if not (listed := list(found.prefetch_related("feeds"))):
        return ()
    reports = counts.reports_by_source()
    return tuple(_source_row(source, reports[source.pk], ()) for source in listed)


def _fetches(now: datetime) -> dict[int, Sequence[Outcome]]:
    """Give the outcomes of each source's latest fetches, oldest first: found source by source, as
    the log of a week of all sources is long."""
    latest = FetchLog.objects.filter(
        source=OuterRef("pk"), started_at__gte=now - FETCHES_WITHIN
    ).order_by("-started_at", "-pk")
    found = Source.objects.order_by().values_list(
        "pk", ArraySubquery(latest.values("outcome")[:FETCHES_SHOWN])
    )
    return {key: tuple(map(Outcome, reversed(outcomes))) for key, outcomes in found}


def _source_row(source: Source, reports: int, fetches: Sequence[Outcome]) -> SourceRow:
    feeds = tuple(map(_feed_row, source.feeds.all()))
    return SourceRow(
        name=source_name(source),
        state=source_state(feeds, is_enabled=source.is_enabled),
        is_sample=source.is_sample,
        languages=source.languages,
        reports=reports,
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
    # Those that were analysed are not in the index that answers this.
    states = AnalysisRun.objects.exclude(state=RunState.OK).values_list("state")
    runs = dict(states.annotate(Count("pk")).order_by())
    unread = Article.objects.filter(outcome__in=set(Outcome) - {Outcome.OK, Outcome.DUPLICATE})
    return Queues(
        feeds_due=Feed.objects.due(now).count(),
        articles_due=Article.objects.due(now).count(),
        analyses_due=runs.get(RunState.DUE, 0),
        analyses_failed=runs.get(RunState.FAILED, 0),
        articles_without_text=unread.count(),
    )
