"""Places: where the filtered articles speak of, and one place with what lies within it.

A place without usable coordinates is listed like any other; only the map leaves it out.
"""

import math
from collections import Counter
from collections.abc import Iterable
from datetime import UTC

from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate

from analysis import models
from analysis.querysets import in_place
from analysis.records import PlaceFeature
from analysis.timelines import articles, ceasefires, countries, counts, displacement, rows
from analysis.timelines import period as periods
from analysis.timelines.actors import in_period
from analysis.timelines.claim_rows import figure_rows
from analysis.timelines.pages import PlaceMap, PlaceTimeline
from analysis.timelines.records import (
    ArticleRow,
    CeasefireBar,
    DayCount,
    FigureGroup,
    Filters,
    Page,
    Period,
    PlaceRow,
    Precision,
)
from ingest.models import Article

# More points than this cover each other, and a table of more rows is not read.
MOST_PLACES = 300
MOST_FIGURES = 60
MOST_CEASEFIRES = 20
MOST_CLAIMS = 12
PER_PAGE = 30

PRECISION = {
    PlaceFeature.SETTLEMENT: Precision.SPOT,
    PlaceFeature.CAMP: Precision.SPOT,
    PlaceFeature.SITE: Precision.SPOT,
    PlaceFeature.ADM1: Precision.ADMIN,
    PlaceFeature.ADM2: Precision.ADMIN,
    PlaceFeature.ADM3: Precision.ADMIN,
    PlaceFeature.REGION: Precision.REGION,
    PlaceFeature.COUNTRY: Precision.COUNTRY,
    PlaceFeature.UNCLEAR: Precision.UNCLEAR,
}


def place_map(filters: Filters) -> PlaceMap:
    """Give the places that the period's articles name, the most reported first."""
    period = periods.resolve(filters)
    ranked = _reports_by_place(filters, period)
    reports = dict(ranked[:MOST_PLACES])
    found = models.Place.objects.in_bulk(list(reports))
    figures = _parts(models.FigurePlace, "figure", found, filters, period)
    truces = _parts(models.ClaimPlace, "claim", found, filters, period)
    return PlaceMap(
        period=period,
        places=tuple(
            place_row(
                found[key],
                reports=count,
                figures=figures.get(key, 0),
                ceasefires=truces.get(key, 0),
            )
            for key, count in reports.items()
        ),
        countries=countries.named(place.country for place in found.values()),
        is_cut=len(ranked) > MOST_PLACES,
    )


def _reports_by_place(filters: Filters, period: Period) -> list[tuple[int, int]]:
    """Give (place's key, its reports), the most reported first, one more than are shown."""
    reports = counts.reports_by_place(filters, period)
    if filters.kind:
        asked = models.Place.objects.filter(feature__in=_features(filters.kind))
        kept = set(asked.values_list("pk", flat=True))
        reports = Counter({key: count for key, count in reports.items() if key in kept})
    ranked = sorted(reports.items(), key=lambda item: (-item[1], item[0]))
    return ranked[: MOST_PLACES + 1]


def _features(precision: str) -> list[PlaceFeature]:
    return [feature for feature, value in PRECISION.items() if value == precision]


def _parts(
    model: type[models.FigurePlace] | type[models.ClaimPlace],
    claim: str,
    places: Iterable[int],
    filters: Filters,
    period: Period,
) -> dict[int, int]:
    counts = (
        model._default_manager.filter(
            in_period(f"{claim}__article__", filters, period, with_undated=True),
            place__in=list(places),
        )
        .order_by()
        .values_list("place")
        .annotate(claims=Count(claim, distinct=True))
    )
    return dict(counts)


def place_row(place: models.Place, **counts: int) -> PlaceRow:
    """Make a row of a place, with `reports`, `figures` and `ceasefires` where they are known."""
    latitude, longitude = point(place.latitude, place.longitude)
    return PlaceRow(
        name=rows.place_name(place),
        feature=PlaceFeature(place.feature),
        precision=PRECISION[PlaceFeature(place.feature)],
        country=place.country,
        admin_path=place.admin_path,
        latitude=latitude,
        longitude=longitude,
        **counts,
    )


def point(latitude: float | None, longitude: float | None) -> tuple[float | None, float | None]:
    """Give coordinates that lie on Earth; (None, None) for others, and for 0, 0, which stands in
    tables of places for "not known"."""
    if latitude is None or longitude is None:
        return None, None
    if not (math.isfinite(latitude) and math.isfinite(longitude)):
        return None, None
    if abs(latitude) > 90 or abs(longitude) > 180 or (latitude == 0 and longitude == 0):
        return None, None
    return latitude, longitude


def place_timeline(slug: str, filters: Filters) -> PlaceTimeline | None:
    """Join what the period says of one place and of what lies within it, or None where no place
    has this slug."""
    place = models.Place.objects.filter(slug=slug).first()
    if place is None:
        return None
    period = periods.resolve(filters)
    inside = _inside(place)
    reports = _reports(inside, filters, period)
    mentions = _by_day(reports)
    return PlaceTimeline(
        period=period,
        place=place_row(place, reports=sum(item.count for item in mentions)),
        nation=countries.named([place.country]).get(place.country),
        names=tuple(name for name in place.aliases.splitlines() if name.strip()),
        mentions=mentions,
        figures=_figures(inside, filters, period),
        ceasefires=_ceasefires(inside, filters, period),
        articles=_articles(reports, filters.page),
    )


def _inside(place: models.Place) -> QuerySet[models.Place]:
    if PRECISION[PlaceFeature(place.feature)] is Precision.SPOT:
        return models.Place.objects.filter(pk=place.pk)
    within = in_place(
        "",
        slug=place.slug,
        name_en=place.name_en,
        country=place.country,
        is_country=place.feature == PlaceFeature.COUNTRY,
    )
    return models.Place.objects.filter(within).order_by()


def _reports(inside: QuerySet[models.Place], filters: Filters, period: Period) -> QuerySet[Article]:
    named = models.Mention.objects.filter(place__in=inside.values("pk"), article=OuterRef("pk"))
    return Article.objects.readable().filter(in_period("", filters, period), Exists(named))


def _by_day(reports: QuerySet[Article]) -> tuple[DayCount, ...]:
    counts = (
        reports.order_by()
        .values("language", on=TruncDate("published_at", tzinfo=UTC))
        .annotate(reports=Count("pk"))
        .order_by("on", "language")
    )
    return tuple(
        DayCount(on=item["on"], series=item["language"], count=item["reports"]) for item in counts
    )


def _figures(
    inside: QuerySet[models.Place], filters: Filters, period: Period
) -> tuple[FigureGroup, ...]:
    parts = models.FigurePlace.objects.filter(place__in=inside.values("pk"))
    found = models.DisplacementFigure.objects.filter(
        in_period("article__", filters, period, with_undated=True), pk__in=parts.values("figure")
    )
    return displacement.group(figure_rows(displacement.newest_first(found)[:MOST_FIGURES]))


def _ceasefires(
    inside: QuerySet[models.Place], filters: Filters, period: Period
) -> tuple[CeasefireBar, ...]:
    parts = models.ClaimPlace.objects.filter(
        in_period("claim__article__", filters, period, with_undated=True),
        Q(claim__ceasefire__isnull=False),
        place__in=inside.values("pk"),
    )
    found = models.Ceasefire.objects.filter(pk__in=parts.values("claim__ceasefire"))
    return ceasefires.bars(found[:MOST_CEASEFIRES], most_claims=MOST_CLAIMS)


def _articles(reports: QuerySet[Article], number: int) -> Page[ArticleRow]:
    paginator = Paginator(articles.with_counts(reports), PER_PAGE)
    page = paginator.get_page(number)
    return Page(
        rows=tuple(map(articles.article_row, page.object_list)),
        number=page.number,
        pages=paginator.num_pages,
        total=paginator.count,
    )
