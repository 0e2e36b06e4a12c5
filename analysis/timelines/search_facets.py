"""Counts what the results of a search can be narrowed to."""

from collections import Counter
from collections.abc import Mapping, Sequence

from django.db.models import Count

from analysis import models
from analysis.timelines import countries, rows
from analysis.timelines.records import Name
from analysis.timelines.search_records import FacetValue
from ingest.models import Source

SHOWN = 8

CLAIMS: Mapping[str, type[models.Quoted]] = {
    "CEASEFIRE": models.CeasefireClaim,
    "DISPLACEMENT": models.DisplacementFigure,
    "STANCE": models.Stance,
}


def facets_of(hits: Sequence[tuple[int, int, str]]) -> dict[str, tuple[FacetValue, ...]]:
    """Count results, each an article, its source and its language, by all that they can be
    narrowed to; the most frequent first."""
    ids = [article for article, _source, _language in hits]
    by_source = Counter(source for _article, source, _language in hits)
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
            for code, count in Counter(language for *_, language in hits).most_common(SHOWN)
        ),
    }


def _actors(ids: Sequence[int]) -> tuple[FacetValue, ...]:
    found = (
        models.Mention.objects.filter(article__in=ids, actor__isnull=False)
        .order_by()
        .values_list("actor__slug", "actor__name_en", "actor__name_ar")
        .annotate(reports=Count("article", distinct=True))
        .order_by("-reports", "actor__slug")[:SHOWN]
    )
    return tuple(_value(*row) for row in found)


def _places(ids: Sequence[int]) -> tuple[FacetValue, ...]:
    found = (
        models.Mention.objects.filter(article__in=ids, place__isnull=False)
        .order_by()
        .values_list("place__slug", "place__name_en", "place__name_ar")
        .annotate(reports=Count("article", distinct=True))
        .order_by("-reports", "place__slug")[:SHOWN]
    )
    return tuple(_value(*row) for row in found)


def _value(slug: str, english: str, arabic: str, reports: int) -> FacetValue:
    return FacetValue(key=slug, name=Name(slug=slug, en=english, ar=arabic), count=reports)


def _claims(ids: Sequence[int]) -> tuple[FacetValue, ...]:
    found = {}
    for key, model in CLAIMS.items():
        claims = model._default_manager.filter(article__in=ids)
        if model is models.Stance:
            claims = models.Stance.objects.telling().filter(article__in=ids)
        found[key] = claims.aggregate(reports=Count("article", distinct=True))["reports"]
    return tuple(
        FacetValue(key=key, name=Name(slug=key, en=key), count=count)
        for key, count in found.items()
        if count
    )
