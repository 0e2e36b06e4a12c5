"""Puts what a search asks for into conditions on the search's entries.

The words of a query are one condition on the index of words wherever it can be so: that index is
what keeps a search fast. It knows which words a text has and not where they stand. So of a phrase,
or of words in the headline, there is a loose form, which it answers, and a strict one for the few
texts that are left.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from functools import reduce
from operator import and_
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from analysis import models
from analysis.querysets import in_place
from analysis.terms import PlaceFeature
from analysis.timelines.claim_rows import RETURN_CATEGORIES
from analysis.timelines.search_records import (
    AllOf,
    AnyOf,
    Days,
    Narrow,
    Part,
    SearchField,
    Without,
    Words,
)
from ingest.models import Article, SearchEntry, Source
from ingest.querysets import KeyQuery

NOTHING = Q(pk__in=())
# So many ids go into a query by themselves.
LISTED = 4_000


def among(ids: Sequence[int]) -> RawSQL:
    """Give many ids to a query as one value: each by itself takes longer to write than to find."""
    return RawSQL("SELECT unnest(%s::bigint[])", (list(ids),))


def word_query(part: Part, *, is_loose: bool) -> str | None:
    """Write a part that asks for words alone as PostgreSQL's tsquery; None where it says nothing
    (as a phrase to be left out does in the loose form)."""
    if isinstance(part, Words):
        return _words(part, is_loose=is_loose)
    if isinstance(part, Without):
        if is_loose and not is_exact(part.part):
            return None
        inner = word_query(part.part, is_loose=is_loose)
        return f"!({inner})" if inner else None
    if isinstance(part, AllOf | AnyOf):
        found = [word_query(each, is_loose=is_loose) for each in part.parts]
        if isinstance(part, AnyOf) and None in found:
            return None
        joint = " & " if isinstance(part, AllOf) else " | "
        return "(" + joint.join(said for said in found if said) + ")" if any(found) else None
    return None


def _words(part: Words, *, is_loose: bool) -> str:
    keys = [f"'{key}'" for key in part.keys]
    if part.is_prefix:
        keys[-1] += ":*"
    if is_loose:
        return "(" + " & ".join(keys) + ")"
    if part.in_title:
        keys = [f"{key}A" if ":" in key else f"{key}:A" for key in keys]
    return "(" + " <-> ".join(keys) + ")"


def is_exact(part: Part) -> bool:
    """Say whether the loose form of a part finds the same as the strict one."""
    if isinstance(part, Words):
        return len(part.keys) == 1 and not part.in_title
    if isinstance(part, Without):
        return is_exact(part.part)
    if isinstance(part, AllOf | AnyOf):
        return all(map(is_exact, part.parts))
    return True


def is_wordy(part: Part) -> bool:
    """Say whether a part asks for words alone."""
    if isinstance(part, Without):
        return is_wordy(part.part)
    if isinstance(part, AllOf | AnyOf):
        return all(map(is_wordy, part.parts))
    return isinstance(part, Words)


def has_words(part: Part) -> bool:
    """Say whether a part asks for words anywhere."""
    if isinstance(part, Without):
        return has_words(part.part)
    if isinstance(part, AllOf | AnyOf):
        return any(map(has_words, part.parts))
    return isinstance(part, Words)


def condition(part: Part, *, is_loose: bool) -> Q:
    """Put all that is asked for into one condition on entries."""
    parts = part.parts if isinstance(part, AllOf) else (part,)
    query = word_query(AllOf(parts=tuple(filter(is_wordy, parts))), is_loose=is_loose)
    found = Q(words=KeyQuery(query)) if query else Q()
    for each in parts:
        if not is_wordy(each):
            found &= _one(each, is_loose=is_loose)
    return found


def _one(part: Part, *, is_loose: bool) -> Q:
    """Put a part into a condition that may stand beside others in any way."""
    if is_wordy(part):
        query = word_query(part, is_loose=is_loose)
        # A select of its own, so that it is answered by the index of words beside an "or", too.
        return Q(pk__in=SearchEntry.objects.saying(query).values("pk")) if query else Q()
    if isinstance(part, AllOf):
        return reduce(and_, (_one(each, is_loose=is_loose) for each in part.parts))
    if isinstance(part, AnyOf):
        return _any_of(part, is_loose=is_loose)
    if isinstance(part, Without):
        if is_loose and not is_exact(part.part):
            return Q()
        return ~_one(part.part, is_loose=is_loose)
    if isinstance(part, Days):
        return _days(part)
    assert isinstance(part, Narrow)
    return _narrow(part)


def _any_of(part: AnyOf, *, is_loose: bool) -> Q:
    found = NOTHING
    for each in part.parts:
        one = _one(each, is_loose=is_loose)
        if not one:
            return Q()
        found |= one
    return found


def _days(days: Days) -> Q:
    found = Q()
    if days.since:
        found &= Q(published_at__gte=datetime.combine(days.since, time.min, UTC))
    if days.until:
        end = datetime.combine(days.until + timedelta(days=1), time.min, UTC)
        found &= Q(published_at__lt=end)
    return found


def _narrow(part: Narrow) -> Q:
    if part.field is SearchField.LANGUAGE:
        return Q(language=part.value)
    if part.field is SearchField.SOURCE:
        return _printed_by(Source.objects.filter(slug=part.value))
    if part.field is SearchField.COUNTRY:
        return _printed_by(Source.objects.filter(country=part.value))
    if part.field is SearchField.STORY:
        return Q(pk__in=Article.objects.filter(story=int(part.value)).values("pk"))
    if part.field is SearchField.ACTOR:
        # By its id, whose frequency the planner knows.
        actor = models.Actor.objects.filter(slug=part.value).values_list("pk", flat=True).first()
        return _with_rows(models.Mention.objects.filter(actor=actor or 0))
    if part.field is SearchField.PLACE:
        return _with_rows(models.Mention.objects.filter(place__in=_places_in(part.value)))
    return _with_rows(_claimed(part.value))


def _with_rows(found: "QuerySet[Any]") -> Q:
    """Select the articles of mentions or claims: by their ids where they are few, as the planner
    guesses badly how many there are of a long list of places."""
    articles = found.order_by().values_list("article", flat=True)
    first = list(articles[: LISTED + 1])
    return Q(pk__in=among(sorted({*first})) if len(first) <= LISTED else articles)


def _printed_by(sources: "QuerySet[Source]") -> Q:
    """Select reports of these outlets, also those of others that they printed again."""
    keys = list(sources.values_list("pk", flat=True))
    reprints = Article.objects.filter(source__in=keys, duplicate_of__isnull=False)
    return Q(source__in=keys) | Q(pk__in=reprints.order_by().values("duplicate_of"))


def _places_in(slug: str) -> list[int]:
    """Give the ids of a place and of all that lies within it: the index of mentions knows them."""
    place = models.Place.objects.filter(slug=slug).first()
    if place is None:
        return []
    inside = in_place(
        "",
        slug=place.slug,
        name_en=place.name_en,
        country=place.country,
        is_country=place.feature == PlaceFeature.COUNTRY,
    )
    return list(models.Place.objects.filter(inside).order_by().values_list("pk", flat=True))


def _claimed(value: str) -> "QuerySet[Any]":
    kind, _, detail = value.partition(".")
    if kind == "CEASEFIRE":
        claims = models.CeasefireClaim.objects.all()
        return claims.filter(kind=detail) if detail else claims
    if kind == "STANCE":
        stances = models.Stance.objects.telling()
        return stances.filter(polarity=detail) if detail else stances
    return _figures(detail)


def _figures(detail: str) -> "QuerySet[models.DisplacementFigure]":
    figures = models.DisplacementFigure.objects.all()
    returns = Q(category__in=RETURN_CATEGORIES) | Q(term="RETURNS")
    if detail == "RETURN":
        return figures.filter(returns)
    return figures.exclude(returns).filter(measure=detail) if detail else figures
