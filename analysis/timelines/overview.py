"""What is new: the page an analyst opens in the morning."""

from datetime import datetime

from analysis import models
from analysis.timelines import home_counts
from analysis.timelines import period as periods
from analysis.timelines.actor_jumps import actor_jumps
from analysis.timelines.actors import in_period, most_mentioned
from analysis.timelines.articles import newest
from analysis.timelines.claim_rows import ceasefire_rows, figure_rows
from analysis.timelines.home_records import Horizon, Overview
from analysis.timelines.news import NEWEST, news
from analysis.timelines.records import ArticleRow, Filters, Period
from analysis.timelines.regions import figures_in, in_region, truces_in
from analysis.timelines.status import troubled_sources
from ingest.models import Article

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
    volume = home_counts.volume(filters, period)
    reports = sum(item.count for item in volume)
    outlets = home_counts.outlets(filters, period, reports=reports)
    last = min(period.until, now.date())
    return Overview(
        period=period,
        news=news(filters, horizon, now.date(), printed=(reports, outlets)),
        jumps=None if filters.region else actor_jumps(filters, last),
        totals=home_counts.totals(filters, period, reports=reports, outlets=outlets),
        volume=volume,
        articles=_newest_articles(filters, period),
        ceasefires=tuple(ceasefire_rows(claims.order_by(*NEWEST)[:MOST_CLAIMS])),
        figures=tuple(figure_rows(figures.order_by(*NEWEST)[:MOST_CLAIMS])),
        actors=() if filters.region else most_mentioned(filters, period, MOST_ACTORS),
        troubled=troubled_sources(now),
    )


def _newest_articles(filters: Filters, period: Period) -> tuple[ArticleRow, ...]:
    """Give the newest reports: found in the order of the index over their dates, and read then."""
    found = Article.objects.readable().filter(
        in_period("", filters, period), in_region("", filters.region)
    )
    keys = list(found.order_by("-published_at").values_list("pk", flat=True)[:MOST_ARTICLES])
    return newest(Article.objects.filter(pk__in=keys), MOST_ARTICLES)
