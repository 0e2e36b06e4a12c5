"""Counts what the results of a search can be narrowed to."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from django.db.models import Count, QuerySet
from django.db.models.expressions import RawSQL

from analysis import models
from analysis.timelines import countries, rows
from analysis.timelines.records import Name
from analysis.timelines.search_records import FacetValue, Hit
from analysis.timelines.search_sql import among
from ingest.models import Source

SHOWN = 8
MONTHS_SHOWN = 12

CLAIMS: Mapping[str, type[models.Quoted]] = {
    "CEASEFIRE": models.CeasefireClaim,
    "DISPLACEMENT": models.DisplacementFigure,
    "STANCE": models.Stance,
}

# What a kind of claim is in particular.
DETAILS = {"CEASEFIRE": "kind", "STANCE": "polarity"}
VAGUE = ("UNCLEAR", "NEUTRAL")


def facets_of(hits: Sequence[Hit]) -> dict[str, tuple[FacetValue, ...]]:
    """Count results by all that they can be narrowed to: the most frequent first, months and
    years in their order."""
    ids = among([hit.article for hit in hits])
    by_source = Counter(hit.source for hit in hits)
    sources = Source.objects.in_bulk(list(by_source))
    by_country = Counter[str]()
    for key, count in by_source.items():
        by_country[sources[key].country] += count
    names = countries.named(by_country)
    return {
        "claim": _claims(ids),
        "actor": _actors(ids),
        "place": _places(ids),
        "source": tuple(
            FacetValue(key=sources[key].slug, name=rows.source_name(sources[key]), count=count)
            for key, count in by_source.most_common(SHOWN)
        ),
        "country": tuple(
            FacetValue(key=code, name=names[code], count=count)
            for code, count in by_country.most_common(SHOWN)
            if code
        ),
        "language": tuple(
            FacetValue(key=code, name=Name(slug=code, en=code), count=count)
            for code, count in Counter(hit.language for hit in hits).most_common(SHOWN)
        ),
        "date": _dates([hit.published_at for hit in hits if hit.published_at]),
    }


def _dates(moments: Sequence[datetime]) -> tuple[FacetValue, ...]:
    """Count by month, or by year where the months would be too many; the newest first."""
    months = Counter(f"{at.astimezone(UTC):%Y-%m}" for at in moments)
    if len(months) > MONTHS_SHOWN:
        months = Counter(f"{at.astimezone(UTC):%Y}" for at in moments)
    found = sorted(months.items(), reverse=True)[:MONTHS_SHOWN]
    return tuple(FacetValue(key=key, name=Name(slug=key, en=key), count=n) for key, n in found)


def _actors(ids: RawSQL) -> tuple[FacetValue, ...]:
    counts = _named(ids, "actor")
    found = models.Actor.objects.in_bulk(list(counts))
    return tuple(_value(rows.actor_name(found[key]), count) for key, count in counts.items())


def _places(ids: RawSQL) -> tuple[FacetValue, ...]:
    counts = _named(ids, "place")
    found = models.Place.objects.in_bulk(list(counts))
    return tuple(_value(rows.place_name(found[key]), count) for key, count in counts.items())


def _named(ids: RawSQL, what: str) -> dict[int, int]:
    """Count the reports that name an actor or a place, the most frequent first."""
    mentions = models.Mention.objects.filter(article__in=ids, **{f"{what}__isnull": False})
    counts = mentions.order_by().values_list(what).annotate(n=Count("article", distinct=True))
    return dict(counts.order_by("-n", what)[:SHOWN])


def _value(name: Name, count: int) -> FacetValue:
    return FacetValue(key=str(name.slug), name=name, count=count)


def _claims(ids: RawSQL) -> tuple[FacetValue, ...]:
    """Count reports by what they claim, each kind followed by what it is in particular."""
    found: list[FacetValue] = []
    for key, model in CLAIMS.items():
        claims = model._default_manager.filter(article__in=ids)
        if model is models.Stance:
            claims = models.Stance.objects.telling().filter(article__in=ids)
        reports = claims.aggregate(reports=Count("article", distinct=True))["reports"]
        if reports:
            found.append(_claim(key, reports))
            found += _details(key, claims) if key in DETAILS else []
    return tuple(found)


def _details(key: str, claims: "QuerySet[models.Quoted]") -> list[FacetValue]:
    counts = (
        claims.order_by()
        .values_list(DETAILS[key])
        .annotate(reports=Count("article", distinct=True))
        .order_by("-reports", DETAILS[key])
    )
    return [_claim(f"{key}.{detail}", reports) for detail, reports in counts if detail not in VAGUE]


def _claim(key: str, count: int) -> FacetValue:
    return FacetValue(key=key, name=Name(slug=key, en=key), count=count)
