"""What is new: the page an analyst opens in the morning."""

from datetime import datetime

from analysis import models
from analysis.timelines import counts, rows
from analysis.timelines import period as periods
from analysis.timelines.actors import in_period, most_mentioned
from analysis.timelines.articles import newest
from analysis.timelines.ceasefires import newest_first as newest_claims
from analysis.timelines.displacement import newest_first as newest_figures
from analysis.timelines.pages import Overview
from analysis.timelines.records import (
    Filters,
)
from analysis.timelines.status import troubled_sources
from ingest.models import Article

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
        totals=counts.totals(filters, period),
        volume=counts.volume(filters, period),
        articles=newest(found, MOST_ARTICLES),
        ceasefires=tuple(
            map(rows.ceasefire_row, newest_claims(claims).with_evidence()[:MOST_CLAIMS])
        ),
        figures=tuple(map(rows.figure_row, newest_figures(figures).with_evidence()[:MOST_CLAIMS])),
        actors=most_mentioned(filters, period, MOST_ACTORS),
        troubled=troubled_sources(now),
    )
