"""Finds what a search names: actors, places, outlets and countries, by id or by name."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Q, QuerySet
from django.db.models.functions import Greatest

from analysis.models import Actor, ActorAlias, Place
from analysis.terms import PlaceFeature
from analysis.timelines import countries, rows
from analysis.timelines.records import Name
from analysis.timelines.search import name_patterns
from analysis.timelines.search_records import (
    AllOf,
    AnyOf,
    Narrow,
    Part,
    SearchField,
    UnknownName,
    Without,
)
from ingest.models import Source, Story
from newsmon.lib.text import fold_name

# A name that fits more than these says nothing.
MOST_NAMED = 50
NEAR = 3
# Of 1: less is no misspelling.
LEAST_LIKENESS = 0.3
_ISO_LETTERS = 3
_ARTICLE = re.compile(r"^(?:ال(?=\w{3})|al )")


def resolved(part: Part) -> Part:
    """Put ids in the place of names, several as alternatives. Raises UnknownName."""
    if isinstance(part, Narrow):
        found = tuple(replace(part, value=value) for value in _ids(part))
        return found[0] if len(found) == 1 else AnyOf(parts=found)
    if isinstance(part, Without):
        return Without(part=resolved(part.part))
    if isinstance(part, AllOf):
        return AllOf(parts=tuple(map(resolved, part.parts)))
    if isinstance(part, AnyOf):
        return AnyOf(parts=tuple(map(resolved, part.parts)))
    return part


def _ids(part: Narrow) -> list[str]:
    if part.field is SearchField.ACTOR:
        return _actors(part)
    if part.field is SearchField.PLACE:
        return _places(part)
    if part.field is SearchField.SOURCE:
        return _sources(part)
    if part.field is SearchField.COUNTRY:
        return [_country(part)]
    if part.field is SearchField.STORY and not Story.objects.filter(pk=part.value).exists():
        raise UnknownName(part.field, part.value)
    return [part.value]


def _actors(part: Narrow) -> list[str]:
    every = Actor.objects.all()
    exact = list(every.filter(slug=part.value).values_list("slug", flat=True))
    if exact:
        return exact
    pattern = _whole(part.value)
    aliases = ActorAlias.objects.filter(text__iregex=pattern).values("actor")
    named = every.filter(
        Q(name_en__iregex=pattern) | Q(name_ar__iregex=pattern) | Q(pk__in=aliases)
    )
    found = sorted(named.values_list("slug", flat=True)[:MOST_NAMED])
    if not found:
        near = _alike(every, part.value, "name_en", "name_ar")
        raise UnknownName(part.field, part.value, tuple(map(rows.actor_name, near)))
    return found


def _places(part: Narrow) -> list[str]:
    """Find places of that name; where a town and its district share it, both."""
    every = Place.objects.all()
    exact = list(every.filter(slug=part.value).values_list("slug", flat=True))
    if exact:
        return exact
    pattern = _whole(part.value)
    named = every.filter(
        Q(name_en__iregex=pattern)
        | Q(name_ar__iregex=pattern)
        | Q(aliases__iregex=f"(?n){pattern}")
    )
    found = sorted(named.values_list("slug", flat=True)[:MOST_NAMED])
    if not found:
        near = _alike(every, part.value, "name_en", "name_ar")
        raise UnknownName(part.field, part.value, tuple(map(rows.place_name, near)))
    return found


def _sources(part: Narrow) -> list[str]:
    every = Source.objects.all()
    exact = list(every.filter(slug=part.value).values_list("slug", flat=True))
    if exact:
        return exact
    words = name_patterns(part.value)
    named = every.all()
    for pattern in words:
        named = named.filter(Q(name__iregex=pattern) | Q(name_ar__iregex=pattern))
    found = sorted(named.values_list("slug", flat=True)[:MOST_NAMED]) if words else []
    if not found:
        near = _alike(every, part.value, "name", "name_ar")
        raise UnknownName(part.field, part.value, tuple(map(rows.source_name, near)))
    return found


def _country(part: Narrow) -> str:
    code = part.value.upper()
    if len(code) == _ISO_LETTERS and code.isascii() and _has_outlets(code):
        return code
    countries = Place.objects.filter(feature=PlaceFeature.COUNTRY)
    pattern = _whole(part.value)
    named = countries.filter(
        Q(name_en__iregex=pattern)
        | Q(name_ar__iregex=pattern)
        | Q(aliases__iregex=f"(?n){pattern}")
    )
    found = named.exclude(country="").values_list("country", flat=True).first()
    if found is None:
        near = _alike(countries, part.value, "name_en", "name_ar")
        raise UnknownName(part.field, part.value, tuple(map(rows.place_name, near)))
    return found


def _has_outlets(code: str) -> bool:
    return Source.objects.filter(country=code).exists()


def _whole(name: str) -> str:
    """Write the pattern of a whole name however it is spelt, with or without the article; one that
    nothing fits for no word."""
    words = name_patterns(_ARTICLE.sub("", fold_name(name)))
    return "^((ال|al)[ -]?)?" + "[ -]+".join(words) + "$" if words else "^(?!)"


def _alike(every: "QuerySet[Any]", name: str, *fields: str) -> Iterable[Any]:
    likeness = Greatest(*(TrigramSimilarity(field, fold_name(name)) for field in fields))
    found = every.annotate(likeness=likeness).order_by("-likeness")[:NEAR]
    return [row for row in found if row.likeness > LEAST_LIKENESS]


def name_of(field: SearchField, value: str) -> Name | None:
    """Name what an id stands for; None where no registry has it."""
    if field is SearchField.ACTOR:
        actor = Actor.objects.filter(slug=value).first()
        return rows.actor_name(actor) if actor else None
    if field is SearchField.PLACE:
        place = Place.objects.filter(slug=value).first()
        return rows.place_name(place) if place else None
    if field is SearchField.SOURCE:
        source = Source.objects.filter(slug=value).first()
        return rows.source_name(source) if source else None
    return countries.named([value]).get(value) if field is SearchField.COUNTRY else None
