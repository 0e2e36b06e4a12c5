"""What is new: the page an analyst opens in the morning."""

from datetime import UTC, datetime

from django.db.models import Count, Q
from django.db.models.functions import TruncDate

from analysis import models
from analysis.timelines import period as periods
from analysis.timelines import rows
from analysis.timelines.actors import in_period, most_mentioned
from analysis.timelines.articles import newest
from analysis.timelines.ceasefires import newest_first as newest_claims
from analysis.timelines.displacement import newest_first as newest_figures
from analysis.timelines.pages import Overview, Totals
from analysis.timelines.records import (
    DayCount,
    Filters,
    Period,
)
from analysis.timelines.status import troubled_sources
from ingest.models import Article
from ingest.records import Outcome

MOST_ARTICLES = 12
MOST_CLAIMS = 7
MOST_ACTORS = 12


def overview(filters: Filters, *, now: datetime) -> Overview:
    """Give the newest of everything in the period. `now` dates the sources' troubles."""
    period = periods.resolve(filters)
    found = Article.objects.readable().filter(in_period("", filters, period))
    claims = models.CeasefireClaim.objects.filter(in_period("article__", filters, period))
    figures = models.DisplacementFigure.objects.filter(in_period("article__", filters, period))
    return Overview(
        period=period,
        totals=_totals(filters, period),
        volume=volume(filters, period),
        articles=newest(found, MOST_ARTICLES),
        ceasefires=tuple(
            map(rows.ceasefire_row, newest_claims(claims).with_evidence()[:MOST_CLAIMS])
        ),
        figures=tuple(map(rows.figure_row, newest_figures(figures).with_evidence()[:MOST_CLAIMS])),
        actors=most_mentioned(filters, period, MOST_ACTORS),
        troubled=troubled_sources(now),
    )


def volume(filters: Filters, period: Period) -> tuple[DayCount, ...]:
    """Count reports by day and language; reprints are not counted again."""
    counts = (
        Article.objects.readable()
        .filter(in_period("", filters, period))
        .order_by()
        .values("language", on=TruncDate("published_at", tzinfo=UTC))
        .annotate(reports=Count("pk"))
        .order_by("on", "language")
    )
    return tuple(
        DayCount(on=item["on"], series=item["language"], count=item["reports"]) for item in counts
    )


def _totals(filters: Filters, period: Period) -> Totals:
    printed = Article.objects.filter(in_period("", filters, period))
    in_text = in_period("article__", filters, period)
    counted = printed.aggregate(
        reprints=Count("pk", filter=Q(outcome=Outcome.DUPLICATE)),
        reports=Count("pk", filter=Q(outcome=Outcome.OK)),
        outlets=Count("source", distinct=True),
    )
    return Totals(
        **counted,
        ceasefire_claims=models.CeasefireClaim.objects.filter(in_text).count(),
        figures=models.DisplacementFigure.objects.filter(in_text).count(),
        stances=models.Stance.objects.telling().filter(in_text).count(),
    )
