"""Ceasefires as bars with marks, every mark down to its sentences."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import Coalesce, RowNumber

from analysis import models
from analysis.querysets import ClaimQuerySet
from analysis.terms import CeasefireKind, CeasefireSide, CeasefireStatus
from analysis.timelines import countries, rows
from analysis.timelines import period as periods
from analysis.timelines.ceasefire_marks import MOST_CLAIMS, joined_marks, marks
from analysis.timelines.ceasefire_records import CeasefireFilters
from analysis.timelines.claim_rows import ceasefire_rows
from analysis.timelines.pages import CeasefireTimeline
from analysis.timelines.records import (
    CeasefireBar,
    CeasefireRow,
    Filters,
    Mark,
    Name,
    Page,
    Period,
)
from analysis.timelines.regions import keys_within, truces_in

# More bars than this on one axis cannot be told apart.
PER_PAGE = 25
MOST_LOOSE = 50
# What the list may be sorted by; "-" before it turns the order round. Unknown comes last.
ORDERS = {
    "name": F("name"),
    "status": F("status"),
    "declared": F("declared_on"),
    "begun": F("effective_on"),
    "term": F("duration_hours"),
    "end": Coalesce("ended_on", "planned_end_on"),
    "violations": Count("claims", filter=Q(claims__kind=CeasefireKind.VIOLATED), distinct=True),
}


def ceasefire_timeline(filters: Filters) -> CeasefireTimeline:
    """Give the ceasefires that the period's articles speak of, newest first, and the claims that
    belong to none."""
    period = periods.resolve(filters)
    found = asked_for(filters, period)
    total = found.count()
    pages = max(1, -(-total // PER_PAGE))
    number = min(filters.page, pages)
    first = (number - 1) * PER_PAGE
    shown = bars(found[first : first + PER_PAGE], are_joined=True)
    loose = _claims(filters, period).filter(ceasefire=None)
    mediator = filters.mediator if isinstance(filters, CeasefireFilters) else ""
    if filters.kind or filters.country or mediator:
        loose = loose.none()
    if filters.actor:
        loose = loose.filter(
            pk__in=models.ClaimActor.objects.filter(actor__slug=filters.actor).values("claim")
        )
    said = ceasefire_rows(loose[: MOST_LOOSE + 1])
    return CeasefireTimeline(
        period=period,
        page=Page(rows=shown, number=number, pages=pages, total=total),
        loose=tuple(said[:MOST_LOOSE]),
        has_more_loose=len(said) > MOST_LOOSE,
        last_before=None if shown else _last(filters),
    )


def asked_for(filters: Filters, period: Period) -> QuerySet[models.Ceasefire]:
    """Select the ceasefires that the filters ask for, in the order asked for."""
    spoken_of = _claims(filters, period).exclude(ceasefire=None).values("ceasefire")
    found = models.Ceasefire.objects.filter(pk__in=spoken_of.order_by())
    return _ordered(_filtered(found, filters), filters.order)


def _claims(filters: Filters, period: Period) -> ClaimQuerySet:
    return newest_first(
        models.CeasefireClaim.objects.filter(
            periods.of_claims(filters, period, with_undated=True),
            truces_in(filters.region),
        )
    )


def newest_first(claims: ClaimQuerySet) -> ClaimQuerySet:
    return claims.order_by(F("printed_at").desc(nulls_last=True), "-article_id", "start")


def _filtered(found: QuerySet[models.Ceasefire], filters: Filters) -> QuerySet[models.Ceasefire]:
    if filters.actor:
        found = found.filter(parties__slug=filters.actor)
    if filters.kind:
        found = found.filter(status=filters.kind)
    if filters.country:
        found = found.filter(country=filters.country)
    if isinstance(filters, CeasefireFilters) and filters.mediator:
        found = found.filter(mediator_names__contains=[filters.mediator])
    place = models.Place.objects.filter(slug=filters.place).first() if filters.place else None
    if place:
        parts = models.ClaimPlace.objects.filter(place__in=keys_within(place))
        named = parts.values("claim__ceasefire").exclude(claim__ceasefire=None)
        found = found.filter(pk__in=named.order_by())
    return found


def _ordered(found: QuerySet[models.Ceasefire], order: str) -> QuerySet[models.Ceasefire]:
    """Sort by a name of ORDERS; as the table is sorted where there is none."""
    known = ORDERS.get(order.removeprefix("-"))
    if known is None:
        return found
    by = found.annotate(sorted_by=known)
    field = F("sorted_by")
    first = field.desc(nulls_last=True) if order.startswith("-") else field.asc(nulls_last=True)
    return by.order_by(first, "-first_reported_on", "key")


def mediators() -> tuple[Name, ...]:
    """Give those who mediate some ceasefire."""
    told = models.Ceasefire.objects.order_by().values_list("mediator_names", flat=True)
    names = sorted({name for some in told for name in some})
    known = _registered(models.Actor.objects.all(), names)
    return tuple(known.get(name) or Name(slug=None, en=name) for name in names)


def lands() -> tuple[Name, ...]:
    """Give the countries in which there is some ceasefire, by code."""
    codes = models.Ceasefire.objects.order_by().values_list("country", flat=True).distinct()
    return tuple(countries.named(codes).values())


def _last(filters: Filters) -> CeasefireBar | None:
    found = _filtered(models.Ceasefire.objects.all(), filters)
    last = bars(found.exclude(first_reported_on=None).order_by("-first_reported_on")[:1])
    return last[0] if last else None


def ceasefire_detail(key: str) -> CeasefireBar | None:
    """Give one ceasefire by its key, with every claim behind it, or None if there is none."""
    found = bars(models.Ceasefire.objects.filter(key=key))
    return found[0] if found else None


def bars(
    found: QuerySet[models.Ceasefire], *, most_claims: int | None = None, are_joined: bool = False
) -> tuple[CeasefireBar, ...]:
    """Turn ceasefires into bars, in a number of queries that does not depend on how many.

    Each has the marks of its first `most_claims` claims, of all where that is None; those of very
    many claims are joined where `are_joined`."""
    ceasefires = list(found.prefetch_related("parties"))
    keys = [row.pk for row in ceasefires]
    claims = models.CeasefireClaim.objects.filter(ceasefire__in=keys)
    if are_joined and claims.count() > MOST_CLAIMS:
        made = joined_marks(keys)
    else:
        made = _marks(ceasefires, most_claims)
    names = _names_of(ceasefires)
    return tuple(_bar(row, made.get(row.pk, ()), *names) for row in ceasefires)


def _names_of(ceasefires: Sequence[models.Ceasefire]) -> tuple[dict[str, Name], dict[str, Name]]:
    """Give the mediators and the places that the registries have, by their English names."""
    mediators = (name for row in ceasefires for name in row.mediator_names)
    places = (name for row in ceasefires for name in row.place_names)
    return (
        _registered(models.Actor.objects.all(), mediators),
        _registered(models.Place.objects.order_by("-population"), places),
    )


def told_bars(
    ceasefires: Sequence[models.Ceasefire],
) -> list[tuple[CeasefireBar, Sequence[CeasefireRow]]]:
    """Turn ceasefires into bars, each with all its claims, the first printed first."""
    said = _said(ceasefires, None)
    names = _names_of(ceasefires)
    return [(_bar(row, marks(said[row.key]), *names), said[row.key]) for row in ceasefires]


def _said(
    ceasefires: Iterable[models.Ceasefire], most: int | None
) -> Mapping[str | None, Sequence[CeasefireRow]]:
    said: dict[str | None, list[CeasefireRow]] = defaultdict(list)
    for claim in ceasefire_rows(_first_claims([row.pk for row in ceasefires], most)):
        said[claim.ceasefire].append(claim)
    return said


def _marks(
    ceasefires: Sequence[models.Ceasefire], most: int | None
) -> Mapping[int, tuple[Mark, ...]]:
    said = _said(ceasefires, most)
    return {row.pk: marks(said[row.key]) for row in ceasefires}


def _first_claims(ceasefires: Sequence[int], most: int | None) -> ClaimQuerySet:
    """Select the claims of ceasefires, oldest first: all, or so many of each."""
    printed = ("printed_at", "pk")
    claims = models.CeasefireClaim.objects.filter(ceasefire__in=ceasefires)
    if most == 0:
        return claims.none()
    if most is not None:
        rank = Window(RowNumber(), partition_by=F("ceasefire"), order_by=printed)
        first = claims.order_by().annotate(rank=rank).filter(rank__lte=most)
        claims = models.CeasefireClaim.objects.filter(
            pk__in=list(first.values_list("pk", flat=True))
        )
    return claims.order_by(*printed)


def _registered(
    registry: QuerySet[models.Actor] | QuerySet[models.Place], names: Iterable[str]
) -> dict[str, Name]:
    found: dict[str, Name] = {}
    for row in registry.filter(name_en__in=set(names)):
        found.setdefault(row.name_en, Name(slug=row.slug, en=row.name_en, ar=row.name_ar))
    return found


def _named(names: Iterable[str], known: dict[str, Name]) -> tuple[Name, ...]:
    return tuple(known.get(name) or Name(slug=None, en=name) for name in names)


def _bar(
    row: models.Ceasefire,
    made: tuple[Mark, ...],
    mediators: dict[str, Name],
    places: dict[str, Name],
) -> CeasefireBar:
    parties = {actor.name_en: rows.actor_name(actor) for actor in row.parties.all()}
    return CeasefireBar(
        key=row.key,
        parties=_named(row.party_names or parties, parties),
        mediators=_named(row.mediator_names, mediators),
        places=_named(row.place_names, places),
        name=row.name,
        status=CeasefireStatus(row.status),
        status_reason=row.status_reason,
        side=CeasefireSide(row.side),
        first_reported_on=row.first_reported_on,
        declared_on=row.declared_on,
        effective_on=row.effective_on,
        planned_end_on=row.planned_end_on,
        ended_on=row.ended_on,
        duration_hours=row.duration_hours,
        is_sample=row.is_sample,
        marks=made,
    )
