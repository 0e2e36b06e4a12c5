"""Places: where the filtered articles speak of, and one place with what lies within it.

A place without usable coordinates is listed like any other; only the map leaves it out.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from analysis import models
from analysis.querysets import SPOTS
from analysis.terms import PlaceFeature
from analysis.timelines import articles, ceasefires, countries, counts, displacement, rows
from analysis.timelines import period as periods
from analysis.timelines.day_pages import by_day
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
from analysis.timelines.regions import places_within
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
            periods.of_claims(filters, period, prefix=f"{claim}__", with_undated=True),
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
    mentions = _mentions(place, filters, period)
    return PlaceTimeline(
        period=period,
        place=place_row(place, reports=sum(item.count for item in mentions)),
        nation=countries.named([place.country]).get(place.country),
        names=tuple(name for name in place.aliases.splitlines() if name.strip()),
        mentions=mentions,
        figures=_figures(inside, filters, period),
        ceasefires=_ceasefires(inside, filters, period),
        articles=_articles(inside, by_day(mentions), filters),
    )


def _is_spot(place: models.Place) -> bool:
    return place.feature in SPOTS


def _inside(place: models.Place) -> QuerySet[models.Place]:
    return models.Place.objects.filter(pk=place.pk) if _is_spot(place) else places_within(place)


def _mentions(place: models.Place, filters: Filters, period: Period) -> tuple[DayCount, ...]:
    if _is_spot(place):
        return counts.volume_of_place(place.pk, filters, period)
    return counts.volume_of_region(place, filters, period)


def _figures(
    inside: QuerySet[models.Place], filters: Filters, period: Period
) -> tuple[FigureGroup, ...]:
    parts = models.FigurePlace.objects.filter(place__in=inside.values("pk"))
    found = models.DisplacementFigure.objects.filter(
        periods.of_claims(filters, period, with_undated=True), pk__in=parts.values("figure")
    )
    return displacement.newest(found, MOST_FIGURES)


def _ceasefires(
    inside: QuerySet[models.Place], filters: Filters, period: Period
) -> tuple[CeasefireBar, ...]:
    parts = models.ClaimPlace.objects.filter(
        periods.of_claims(filters, period, prefix="claim__", with_undated=True),
        Q(claim__ceasefire__isnull=False),
        place__in=inside.values("pk"),
    )
    found = models.Ceasefire.objects.filter(pk__in=parts.values("claim__ceasefire"))
    return ceasefires.bars(found[:MOST_CEASEFIRES], most_claims=MOST_CLAIMS)


def _articles(
    inside: QuerySet[models.Place], daily: Mapping[date, int], filters: Filters
) -> Page[ArticleRow]:
    # By their keys: what lies within is not to be asked for each name of each article.
    places = list(inside.values_list("pk", flat=True))
    named = models.Mention.objects.filter(place__in=places, article=OuterRef("pk"))
    found = Article.objects.readable().filter(Exists(named), published_at__isnull=False)
    return articles.listed(found, daily, filters, PER_PAGE)
