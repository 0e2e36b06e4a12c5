"""How much came in, over all regions or in one: what the home page counts."""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from analysis import models
from analysis.timelines import counts
from analysis.timelines import period as periods
from analysis.timelines.actors import in_period
from analysis.timelines.pages import Totals
from analysis.timelines.records import DayCount, Filters, Period
from analysis.timelines.regions import figures_in, in_region, keys_within, truces_in
from ingest.models import Article, Source
from ingest.records import Outcome

# A region that more reports than these name is found soon among those of any outlet; where fewer
# name it, they are found by its name.
MANY_REPORTS = 2_000


def volume(filters: Filters, period: Period) -> Sequence[DayCount]:
    """Count reports by day and language; reprints are not counted again."""
    region = _region(filters)
    if region is None:
        return counts.volume(filters, period)
    return counts.volume_of_region(region, filters, period)


def totals(filters: Filters, period: Period, *, reports: int, outlets: int) -> Totals:
    """Count what the period's articles say; `reports` are those that `volume` counts, and
    `outlets` theirs."""
    if _region(filters) is None:
        return counts.totals(filters, period)
    claims = periods.of_claims(filters, period)
    told = models.Stance.objects.telling().filter(claims, in_region("article__", filters.region))
    printed = Article.objects.filter(in_period("", filters, period))
    again = printed.filter(in_region("", filters.region), outcome=Outcome.DUPLICATE)
    return Totals(
        reports=reports,
        reprints=again.count(),
        outlets=outlets,
        ceasefire_claims=models.CeasefireClaim.objects.filter(
            claims, truces_in(filters.region)
        ).count(),
        figures=models.DisplacementFigure.objects.filter(
            claims, figures_in(filters.region)
        ).count(),
        stances=told.count(),
    )


def outlets(filters: Filters, period: Period, *, reports: int) -> int:
    """Count the outlets of the reports that `volume` counts."""
    printed = Article.objects.readable().filter(in_period("", filters, period))
    if _region(filters) is not None:
        return _outlets_of_region(filters, printed, reports)
    return Source.objects.filter(Exists(printed.filter(source=OuterRef("pk")))).count()


def _outlets_of_region(filters: Filters, printed: QuerySet[Article], reports: int) -> int:
    """Count the outlets of the articles that name a place of the region."""
    if reports > MANY_REPORTS:
        naming = printed.filter(in_region("", filters.region), source=OuterRef("pk")).order_by()
        # One report of each outlet is enough; as a plain condition, all would be looked through.
        found = Source.objects.annotate(one=Subquery(naming.values("pk")[:1]))
        return found.exclude(one=None).count()
    region = _region(filters)
    named = models.Mention.objects.filter(place__in=keys_within(region) if region else ())
    articles = named.order_by().values_list("article", flat=True).distinct()
    return printed.filter(pk__in=list(articles)).order_by().values("source").distinct().count()


def _region(filters: Filters) -> models.Place | None:
    return models.Place.objects.filter(slug=filters.region).first() if filters.region else None
