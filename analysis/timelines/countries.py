"""Countries by name: the registry's places name what actors and outlets carry as a code."""

from collections.abc import Iterable

from analysis import models
from analysis.terms import PlaceFeature
from analysis.timelines.records import Name
from ingest.models import Source


def named(codes: Iterable[str]) -> dict[str, Name]:
    """Name countries by their ISO 3166 alpha-3 codes; one that no registry has keeps its code."""
    wanted = set(codes) - {""}
    found = {code: Name(slug=code, en=code) for code in sorted(wanted)}
    countries = models.Place.objects.filter(feature=PlaceFeature.COUNTRY, country__in=wanted)
    for place in countries.order_by("pk"):
        found[place.country] = Name(slug=place.country, en=place.name_en, ar=place.name_ar)
    return found


def of_actors() -> tuple[Name, ...]:
    """Give the countries that actors belong to."""
    codes = models.Actor.objects.order_by().values_list("country", flat=True).distinct()
    return tuple(named(codes).values())


def of_outlets() -> tuple[Name, ...]:
    """Give the countries that outlets print in."""
    codes = Source.objects.order_by().values_list("country", flat=True).distinct()
    return tuple(named(codes).values())
