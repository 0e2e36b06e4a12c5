"""Actors, ceasefires and displacement of one choice of actors and places, on one axis of time."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Exists, OuterRef, Q

from analysis import models
from analysis.querysets import FigureQuerySet
from analysis.terms import PartyRole
from analysis.timelines import counts, displacement, rows, stances
from analysis.timelines import period as periods
from analysis.timelines.ceasefires import bars
from analysis.timelines.claim_rows import figure_rows, stance_rows
from analysis.timelines.figure_list import lowest_and_highest, page_of, run_of
from analysis.timelines.records import CeasefireBar, FigureGroup, Filters, Period, StanceRow
from analysis.timelines.regions import figures_in, keys_within, truces_in
from analysis.timelines.together_records import Lane, Together, Told

# Lanes of as many actors and as many places fit on a screen with what happened between them.
MOST_LANES = 6
USUAL_LANES = 3
# More rows or marks than these cover each other; the pages of each kind have them all.
MOST_BARS = 12
MOST_FIGURES = 150
MOST_STANCES = 150
# Of more figures than these the lowest and highest of so many runs of days are drawn.
RUNS = 30
PER_PAGE = 50

ROLES = (PartyRole.PARTY, PartyRole.MEDIATOR)


def together(filters: Filters) -> Together:
    """Join what the period says of the chosen actors and places.

    Ceasefires are those that a chosen actor is party to or mediates and that speak of a chosen
    place; figures those of a chosen place or, without one, those in reports that name a chosen
    actor. Places count with what lies within them."""
    period = periods.resolve(filters)
    chosen = _ranked(filters.actors)
    actors = chosen or _most_mentioned(filters, period)
    places = list(models.Place.objects.filter(slug__in=filters.places))
    held = _stances(actors, filters, period)
    shown = _bars(chosen, places, filters, period)
    said = _figures_said(chosen, places, filters, period)
    sentences = said.count()
    days_of_run = run_of(period, RUNS) if sentences > MOST_FIGURES else 0
    figures = _figures(said, period, days_of_run)
    told = _told(shown, figures, held, period)
    return Together(
        period=period,
        actors=_actor_lanes(actors, held, filters, period),
        places=tuple(_place_lane(place, filters, period) for place in places),
        bars=shown,
        figures=figures,
        told=page_of(told, filters.page, PER_PAGE),
        is_chosen=bool(chosen or places),
        is_cut=len(held) == MOST_STANCES,
        sentences=sentences,
        days_of_run=days_of_run,
    )


def _ranked(slugs: Sequence[str]) -> list[models.Actor]:
    """Read actors in the order in which they were chosen."""
    found = {actor.slug: actor for actor in models.Actor.objects.filter(slug__in=slugs)}
    return [found[slug] for slug in slugs if slug in found]


def _most_mentioned(filters: Filters, period: Period) -> list[models.Actor]:
    first = [
        actor for actor, _ in counts.reports_by_actor(filters, period).most_common(USUAL_LANES)
    ]
    found = models.Actor.objects.in_bulk(first)
    return [found[actor] for actor in first if actor in found]


def _actor_lanes(
    actors: Sequence[models.Actor], held: Iterable[StanceRow], filters: Filters, period: Period
) -> tuple[Lane, ...]:
    daily = counts.daily_reports([actor.pk for actor in actors], filters, period)
    return tuple(
        Lane(
            name=rows.actor_name(actor),
            reports=daily.get(actor.pk, {}),
            stances=tuple(row for row in held if row.holder.slug == actor.slug),
        )
        for actor in actors
    )


def _place_lane(place: models.Place, filters: Filters, period: Period) -> Lane:
    reports: Counter[date] = Counter()
    for item in counts.volume_of_place(place.pk, filters, period):
        reports[item.on] += item.count
    return Lane(name=rows.place_name(place), reports=reports)


def _stances(
    actors: Sequence[models.Actor], filters: Filters, period: Period
) -> tuple[StanceRow, ...]:
    who = Q(holder__in=actors)
    if len(actors) > 1:
        who &= Q(target__in=actors)
    found = stances.telling(filters, period, who)
    newest = stances.newest_first(found.exclude(article__published_at=None))
    first = list(newest.values_list("pk", flat=True)[:MOST_STANCES])
    return tuple(stance_rows(stances.newest_first(models.Stance.objects.filter(pk__in=first))))


def _bars(
    actors: Sequence[models.Actor],
    places: Sequence[models.Place],
    filters: Filters,
    period: Period,
) -> tuple[CeasefireBar, ...]:
    claims = models.CeasefireClaim.objects.filter(
        periods.of_claims(filters, period), truces_in(filters.region)
    ).exclude(ceasefire=None)
    found = models.Ceasefire.objects.filter(pk__in=claims.order_by().values("ceasefire"))
    if actors:
        parts = models.ClaimActor.objects.filter(actor__in=actors, role__in=ROLES)
        told = models.Ceasefire.objects.filter(claims__in=parts.values("claim"))
        found = found.filter(Q(parties__in=actors) | Q(pk__in=told.values("pk")))
    if places:
        named = models.ClaimPlace.objects.filter(_within(places))
        found = found.filter(
            pk__in=models.Ceasefire.objects.filter(claims__in=named.values("claim")).values("pk")
        )
    first = list(found.distinct().values_list("pk", flat=True)[:MOST_BARS])
    return bars(models.Ceasefire.objects.filter(pk__in=first), are_joined=True)


def _within(places: Iterable[models.Place]) -> Q:
    """Select claims' places that are one of these or lie within one."""
    return Q(place__in={key for place in places for key in keys_within(place)})


def _figures_said(
    actors: Sequence[models.Actor],
    places: Sequence[models.Place],
    filters: Filters,
    period: Period,
) -> FigureQuerySet:
    found = models.DisplacementFigure.objects.filter(
        periods.of_claims(filters, period), figures_in(filters.region)
    )
    if places:
        parts = models.FigurePlace.objects.filter(_within(places))
        found = found.filter(pk__in=parts.values("figure"))
    elif actors:
        naming = models.Mention.objects.filter(article=OuterRef("article"), actor__in=actors)
        found = found.filter(Exists(naming))
    return found


def _figures(found: FigureQuerySet, period: Period, days: int) -> tuple[FigureGroup, ...]:
    """Give the figures to draw: all or, where `days` is not 0, the lowest and highest of so many
    days."""
    if days:
        return lowest_and_highest(found, period, days)
    return displacement.group(figure_rows(displacement.newest_first(found)))


def _told(
    shown: Iterable[CeasefireBar],
    figures: Iterable[FigureGroup],
    held: Iterable[StanceRow],
    period: Period,
) -> tuple[Told, ...]:
    """Give the first sentence behind each mark of the period, oldest first."""
    found: list[Told] = [mark.rows[0] for bar in shown for mark in bar.marks]
    found += [item.first for item in figures]
    found += held
    dated = [(row.evidence.published_on, row) for row in found]
    inside = [(on, row) for on, row in dated if on and period.since <= on <= period.until]
    inside.sort(key=lambda item: (item[0], item[1].evidence.article_id, item[1].evidence.start))
    return tuple(row for _, row in inside)
