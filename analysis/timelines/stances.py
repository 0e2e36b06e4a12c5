"""Stances: by day, by pair of actors, and down to their sentences.

Reports are counted, not sentences: a holder's polarity toward a target counts once a report.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import UTC

from django.core.paginator import Paginator
from django.db.models import Case, Count, F, Func, Q, TextField, When
from django.db.models.functions import TruncDate

from analysis import models
from analysis.querysets import StanceQuerySet
from analysis.terms import Polarity
from analysis.timelines import period as periods
from analysis.timelines import rows
from analysis.timelines.claim_rows import stance_rows
from analysis.timelines.pages import StanceMatrix, StanceQuotes
from analysis.timelines.records import (
    DayCount,
    Filters,
    Name,
    Page,
    Period,
    StanceCell,
    StanceRow,
)
from analysis.timelines.regions import in_region

PER_PAGE = 25


class Row(Func):
    """Join values into one, so that they can be counted together."""

    function = "ROW"
    output_field = TextField()


def telling(
    filters: Filters, period: Period, who: Q, *, with_undated: bool = False
) -> StanceQuerySet:
    """Select the period's stances that say something."""
    articles = periods.of_claims(filters, period, with_undated=with_undated)
    about = in_region("article__", filters.region)
    return models.Stance.objects.telling().filter(who, articles, about)


def newest_first(found: StanceQuerySet) -> StanceQuerySet:
    newest = F("printed_at").desc(nulls_last=True)
    return found.order_by(newest, "-article_id", "start", "pk")


def newest(filters: Filters, period: Period, who: Q, limit: int) -> tuple[StanceRow, ...]:
    """Give the newest sentences. They are found by their dates first and read after that: a sort
    of whole rows would carry every quote of a busy actor along."""
    found = newest_first(telling(filters, period, who, with_undated=True))
    first = list(found.values_list("pk", flat=True)[:limit])
    return tuple(stance_rows(newest_first(models.Stance.objects.filter(pk__in=first))))


def by_day(filters: Filters, period: Period, who: Q, other: str) -> tuple[DayCount, ...]:
    """Count by day and polarity the reports and, in them, the actors at the `other` end:
    "holder" or "target". One that the registry does not know counts by its name."""
    unknown = Case(When(**{f"{other}__isnull": True}, then=F(f"{other}_name")), default=None)
    counts = (
        telling(filters, period, who)
        .order_by()
        .values("polarity", on=TruncDate("printed_at", tzinfo=UTC))
        .annotate(reports=Count(Row("article_id", f"{other}_id", unknown), distinct=True))
        .order_by("on", "polarity")
    )
    return tuple(
        DayCount(on=item["on"], series=item["polarity"], count=item["reports"]) for item in counts
    )


def stance_matrix(filters: Filters) -> StanceMatrix:
    """Set the actors that take or receive most stances against each other."""
    period = periods.resolve(filters)
    kind = Q(holder__kind=filters.kind, target__kind=filters.kind) if filters.kind else Q()
    known = Q(holder__isnull=False, target__isnull=False)
    tallies = _tallies(telling(filters, period, kind & known, with_undated=True))
    chosen = _chosen(tallies, filters)
    shown = {pair: tally for pair, tally in tallies.items() if chosen.keys() >= set(pair)}
    names = _names(chosen)
    nameless = telling(filters, period, ~known, with_undated=True)
    return StanceMatrix(
        period=period,
        holders=_along(chosen, names, {holder for holder, _target in shown}),
        targets=_along(chosen, names, {target for _holder, target in shown}),
        cells={
            (str(names[holder].slug), str(names[target].slug)): _cell(
                names[holder], names[target], tally
            )
            for (holder, target), tally in shown.items()
        },
        pairs=len(tallies),
        unnamed=nameless.order_by().values("article").distinct().count(),
    )


def _tallies(found: StanceQuerySet) -> dict[tuple[int, int], Counter[str]]:
    counts = (
        found.order_by()
        .values_list("holder", "target", "polarity")
        .annotate(reports=Count("article", distinct=True))
    )
    tallies: dict[tuple[int, int], Counter[str]] = defaultdict(Counter)
    for holder, target, polarity, reports in counts:
        if holder != target:
            tallies[holder, target][polarity] = reports
    return tallies


def _chosen(tallies: Mapping[tuple[int, int], Counter[str]], filters: Filters) -> dict[int, int]:
    """Give the actors to show with their reports, the most active first: the asked for, else the
    most active. An actor alone has no pair, so an asked for one brings those it speaks of."""
    active: Counter[int] = Counter()
    asked = set(models.Actor.objects.filter(slug__in=filters.actors).values_list("pk", flat=True))
    for pair, tally in tallies.items():
        if len(asked) != 1 or asked & set(pair):
            for actor in pair:
                active[actor] += tally.total()
    if len(asked) > 1:
        return {actor: active[actor] for actor, _count in _ranked(active) if actor in asked}
    return dict(_ranked(active)[: filters.most])


def _ranked(active: Counter[int]) -> list[tuple[int, int]]:
    return sorted(active.items(), key=lambda item: (-item[1], item[0]))


def _names(chosen: Mapping[int, int]) -> dict[int, Name]:
    found = models.Actor.objects.filter(pk__in=chosen)
    return {actor.pk: rows.actor_name(actor) for actor in found}


def _along(
    chosen: Mapping[int, int], names: Mapping[int, Name], present: set[int]
) -> tuple[Name, ...]:
    return tuple(names[actor] for actor in chosen if actor in present)


def _cell(holder: Name, target: Name, tally: Counter[str]) -> StanceCell:
    return StanceCell(
        holder=holder,
        target=target,
        support=tally[Polarity.SUPPORT],
        oppose=tally[Polarity.OPPOSE],
        neutral=tally[Polarity.NEUTRAL],
    )


def stance_quotes(filters: Filters) -> StanceQuotes:
    """List the sentences of a holder, a target or both, newest first."""
    period = periods.resolve(filters)
    who = Q()
    for field in ("holder", "target"):
        slug = getattr(filters, field)
        if slug:
            who &= Q(**{f"{field}__slug": slug})
    if filters.polarity:
        who &= Q(polarity=filters.polarity)
    found = newest_first(telling(filters, period, who, with_undated=True))
    paginator = Paginator(found, PER_PAGE)
    page = paginator.get_page(filters.page)
    return StanceQuotes(
        period=period,
        holder=_asked(filters.holder),
        target=_asked(filters.target),
        counts=by_day(filters, period, who, "target" if filters.holder else "holder"),
        page=Page(
            rows=tuple(stance_rows(found[max(page.start_index() - 1, 0) : page.end_index()])),
            number=page.number,
            pages=paginator.num_pages,
            total=paginator.count,
        ),
    )


def _asked(slug: str) -> Name | None:
    actor = models.Actor.objects.filter(slug=slug).first() if slug else None
    return rows.actor_name(actor) if actor else None
