"""What is new: the page an analyst opens in the morning."""

from collections.abc import Sequence
from datetime import UTC, datetime

from django.db.models import Count, Q
from django.db.models.functions import TruncDate

from analysis import models
from analysis.timelines import counts
from analysis.timelines import period as periods
from analysis.timelines.actor_jumps import actor_jumps
from analysis.timelines.actors import in_period, most_mentioned
from analysis.timelines.articles import newest
from analysis.timelines.ceasefires import newest_first as newest_claims
from analysis.timelines.claim_rows import ceasefire_rows, figure_rows
from analysis.timelines.displacement import newest_first as newest_figures
from analysis.timelines.home_records import Horizon, Overview
from analysis.timelines.news import news
from analysis.timelines.pages import Totals
from analysis.timelines.records import DayCount, Filters, Period
from analysis.timelines.regions import figures_in, in_region, truces_in
from analysis.timelines.status import troubled_sources
from ingest.models import Article
from ingest.records import Outcome

MOST_ARTICLES = 10
MOST_CLAIMS = 5
MOST_ACTORS = 10


def overview(filters: Filters, *, now: datetime, learnt_after: datetime | None = None) -> Overview:
    """Give what changed and what is newest: what was learnt after a moment or, where that is None,
    what the period's articles say. `now` dates the sources' troubles.

    Actors are counted over all regions, and only where none is asked for."""
    period = periods.resolve(filters)
    claims = models.CeasefireClaim.objects.filter(
        periods.of_claims(filters, period), truces_in(filters.region)
    )
    figures = models.DisplacementFigure.objects.filter(
        periods.of_claims(filters, period), figures_in(filters.region)
    )
    horizon = Horizon(period=period, learnt_after=learnt_after)
    last = min(period.until, now.date())
    return Overview(
        period=period,
        news=news(filters, horizon, now.date()),
        jumps=None if filters.region else actor_jumps(filters, last),
        totals=_totals(filters, period),
        volume=volume(filters, period),
        articles=newest(Article.objects.readable().filter(_in(filters, period)), MOST_ARTICLES),
        ceasefires=tuple(ceasefire_rows(newest_claims(claims)[:MOST_CLAIMS])),
        figures=tuple(figure_rows(newest_figures(figures)[:MOST_CLAIMS])),
        actors=() if filters.region else most_mentioned(filters, period, MOST_ACTORS),
        troubled=troubled_sources(now),
    )


def _in(filters: Filters, period: Period) -> Q:
    return in_period("", filters, period) & in_region("", filters.region)


def volume(filters: Filters, period: Period) -> Sequence[DayCount]:
    """Count reports by day and language; reprints are not counted again."""
    if not filters.region:
        return counts.volume(filters, period)
    counted = (
        Article.objects.readable()
        .filter(_in(filters, period))
        .order_by()
        .values_list(TruncDate("published_at", tzinfo=UTC), "language")
        .annotate(reports=Count("pk"))
    )
    return [DayCount(on=on, series=code, count=reports) for on, code, reports in sorted(counted)]


def _totals(filters: Filters, period: Period) -> Totals:
    if not filters.region:
        return counts.totals(filters, period)
    of_claims = in_period("article__", filters, period)
    told = models.Stance.objects.telling().filter(of_claims, in_region("article__", filters.region))
    truces = models.CeasefireClaim.objects.filter(of_claims, truces_in(filters.region))
    figures = models.DisplacementFigure.objects.filter(of_claims, figures_in(filters.region))
    printed = Article.objects.filter(_in(filters, period)).aggregate(
        reports=Count("pk", filter=Q(outcome=Outcome.OK, current__isnull=False)),
        reprints=Count("pk", filter=Q(outcome=Outcome.DUPLICATE)),
        outlets=Count("source", distinct=True),
    )
    return Totals(
        **printed,
        ceasefire_claims=truces.count(),
        figures=figures.count(),
        stances=told.count(),
    )
