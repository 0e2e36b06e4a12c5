"""Actors: who is named how often."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet

from analysis import models
from analysis.querysets import in_articles
from analysis.terms import ActorKind
from analysis.timelines import countries, counts, rows, search
from analysis.timelines import period as periods
from analysis.timelines.pages import ActorList
from analysis.timelines.records import ActorRow, Filters, Page, Period
from newsmon.lib.text import fold_name

PER_PAGE = 50


def in_period(prefix: str, filters: Filters, period: Period, *, with_undated: bool = False) -> Q:
    """Select rows of the period's articles, of the source and language asked for."""
    return in_articles(
        prefix,
        since=period.since,
        until=period.until,
        source=filters.source,
        language=filters.language,
        outlet_country=filters.outlet_country,
        with_undated=with_undated,
    )


def actor_list(filters: Filters) -> ActorList:
    """List actors in the order asked for; `filters.actor` is not used here.

    Without a search only those are listed that the period names."""
    period = periods.resolve(filters)
    reports = counts.reports_by_actor(filters, period)
    found = list(_asked(filters).values_list("pk", "name_en", "name_ar"))
    if not filters.query:
        found = [actor for actor in found if reports[actor[0]]]
    found.sort(key=_order(filters.order, reports))
    paginator = Paginator(found, PER_PAGE)
    page = paginator.get_page(filters.page)
    shown = models.Actor.objects.in_bulk([pk for pk, *_names in page.object_list])
    return ActorList(
        period=period,
        page=Page(
            rows=with_days(
                [shown[pk] for pk, *_names in page.object_list], reports, filters, period
            ),
            number=page.number,
            pages=paginator.num_pages,
            total=paginator.count,
        ),
    )


def _asked(filters: Filters) -> QuerySet[models.Actor]:
    found = models.Actor.objects.order_by()
    for pattern in search.name_patterns(filters.query):
        found = found.named(pattern)
    if filters.kind:
        found = found.filter(kind=filters.kind)
    if filters.country:
        found = found.filter(country=filters.country)
    return found


def _order(order: str, reports: Counter[int]) -> Callable[[tuple[int, str, str]], Any]:
    """Put the most reported first, or sort by the name in a language: "name_en", "name_ar"."""
    if order == "name_ar":  # one without an Arabic name stands by its English one, at the end
        return lambda actor: (not actor[2], fold_name(actor[2] or actor[1]), actor[0])
    if order == "name_en":
        return lambda actor: (fold_name(actor[1]), actor[0])
    return lambda actor: (-reports[actor[0]], actor[1], actor[0])


def most_mentioned(filters: Filters, period: Period, limit: int) -> tuple[ActorRow, ...]:
    """Give the actors that most reports of the period name."""
    reports = counts.reports_by_actor(filters, period)
    found = models.Actor.objects.filter(pk__in=reports).values_list("pk", "name_en", "name_ar")
    first = [pk for pk, *_names in sorted(found, key=_order("", reports))[:limit]]
    shown = models.Actor.objects.in_bulk(first)
    return with_days([shown[pk] for pk in first], reports, filters, period)


def with_days(
    listed: list[models.Actor], reports: Counter[int], filters: Filters, period: Period
) -> tuple[ActorRow, ...]:
    """Make rows of actors with their reports, in all and by day."""
    daily = counts.daily_reports([actor.pk for actor in listed], filters, period)
    nations = countries.named(actor.country for actor in listed)
    return tuple(
        ActorRow(
            name=rows.actor_name(actor),
            kind=ActorKind(actor.kind),
            country=actor.country,
            reports=reports[actor.pk],
            by_day=tuple(daily[actor.pk][day] for day in period.days()),
            nation=nations.get(actor.country),
        )
        for actor in listed
    )
