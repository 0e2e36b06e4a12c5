"""How many reports there are, by day, language, actor and place: exact, without reading articles.

Whole months come from monthly counts, other days from daily ones, and days that changed since they
were counted (analysis/rollup_store.py) from the articles themselves. So does everything when one
source is asked for, as counts are not kept by source.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, timedelta
from typing import Any

from django.db import models as fields
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import TruncDate

from analysis.models import (
    EVERY,
    ActorDay,
    ActorMonth,
    ArticleDay,
    CeasefireClaim,
    DisplacementFigure,
    Mention,
    Place,
    PlaceDay,
    PlaceMonth,
    RegionDay,
    SourceMonth,
    StaleDay,
    Stance,
)
from analysis.querysets import day_bounds, in_articles, printed_by
from analysis.timelines.pages import Totals
from analysis.timelines.records import DayCount, Filters, Period
from analysis.timelines.regions import places_within
from ingest.models import Article, Source
from ingest.records import Outcome

_MONTHLY: dict[str, type[fields.Model]] = {"actor": ActorMonth, "place": PlaceMonth}
_DAILY: dict[str, type[fields.Model]] = {"actor": ActorDay, "place": PlaceDay}
_TOTALS = ("reports", "reprints", "ceasefire_claims", "figures", "stances")
# More changed days than this are near to all: one walk over the period is faster.
MOST_STALE = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    """The days of a period by where their counts come from; `months` by their first day."""

    months: Sequence[date]
    days: Sequence[date]
    stale: Sequence[date]


def reports_by_actor(filters: Filters, period: Period) -> Counter[int]:
    """Count the period's reports of every actor that it names, by the actor's key."""
    return _named("actor", filters, period)


def reports_by_place(filters: Filters, period: Period) -> Counter[int]:
    """Count the period's reports of every place that it names, by the place's key."""
    return _named("place", filters, period)


def reports_by_source() -> Counter[int]:
    """Count the articles of all time that were read of every outlet, by the outlet's key."""
    marked = StaleDay.objects.values_list("day", flat=True).distinct()
    months = sorted({day.replace(day=1) for day in marked})
    kept = SourceMonth.objects.exclude(day__in=months).values_list("source")
    counts = Counter(dict(kept.annotate(Sum("reports"))))
    changed = Q(published_at=None)
    for month in months:
        start, end = day_bounds(month, _last_of(month))
        changed |= Q(published_at__gte=start, published_at__lt=end)
    raw = Article.objects.filter(changed, outcome=Outcome.OK).order_by().values_list("source")
    counts.update(dict(raw.annotate(Count("pk"))))
    return counts


def _last_of(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def daily_reports(
    actors: Iterable[int], filters: Filters, period: Period
) -> dict[int, Counter[date]]:
    """Count the reports that name these actors, by actor and day."""
    asked = list(actors)
    daily: dict[int, Counter[date]] = defaultdict(Counter)
    parts = _parts(filters, period, with_months=False)
    kept = ActorDay.objects.filter(_together(filters), _of(parts.days), actor__in=asked)
    for actor, day, reports in kept.values_list("actor", "day", "reports"):
        daily[actor][day] = reports
    if parts.stale:
        raw = _mentions(filters, parts.stale).filter(actor__in=asked)
        counted = raw.values_list("actor", TruncDate("article__published_at", tzinfo=UTC))
        for actor, day, reports in counted.annotate(Count("article", distinct=True)):
            daily[actor][day] = reports
    return daily


def volume_of_actor(actor: int, filters: Filters, period: Period) -> tuple[DayCount, ...]:
    """Count the reports that name an actor by day and the country of the outlet."""
    kept = ActorDay.objects.filter(actor=actor).filter(_apart("country", filters))
    raw = Q(actor=actor)
    return _by_series(kept, raw, "country", "article__source__country", filters, period)


def volume_of_place(place: int, filters: Filters, period: Period) -> tuple[DayCount, ...]:
    """Count the reports that name a place, and not what lies within it, by day and language."""
    kept = PlaceDay.objects.filter(place=place).filter(_apart("language", filters))
    return _by_series(kept, Q(place=place), "language", "article__language", filters, period)


def volume_of_region(place: Place, filters: Filters, period: Period) -> tuple[DayCount, ...]:
    """Count the reports that name a country or region or a place within it, by day and language."""
    kept = RegionDay.objects.filter(place=place).filter(_apart("language", filters))
    raw = Q(place__in=places_within(place).values("pk"))
    return _by_series(kept, raw, "language", "article__language", filters, period)


def _by_series(
    kept: QuerySet[Any], named: Q, series: str, in_article: str, filters: Filters, period: Period
) -> tuple[DayCount, ...]:
    counts: Counter[tuple[date, str]] = Counter()
    parts = _parts(filters, period, with_months=False)
    for day, key, reports in kept.filter(_of(parts.days)).values_list("day", series, "reports"):
        counts[day, key] += reports
    if parts.stale:
        raw = _mentions(filters, parts.stale).filter(named)
        by_day = raw.values_list(TruncDate("article__published_at", tzinfo=UTC), in_article)
        for day, key, reports in by_day.annotate(Count("article", distinct=True)):
            counts[day, key] += reports
    return _series(counts)


def _series(counts: Counter[tuple[date, str]]) -> tuple[DayCount, ...]:
    return tuple(
        DayCount(on=day, series=series, count=reports)
        for (day, series), reports in sorted(counts.items())
    )


def volume(filters: Filters, period: Period) -> tuple[DayCount, ...]:
    """Count reports by day and language; reprints are not counted again."""
    counts: Counter[tuple[date, str]] = Counter()
    parts = _parts(filters, period, with_months=False)
    kept = ArticleDay.objects.filter(_dims(filters), _of(parts.days), reports__gt=0)
    for day, language, reports in kept.values_list("day", "language").annotate(Sum("reports")):
        counts[day, language] += reports
    raw = Article.objects.readable().filter(on_days(filters, "", parts.stale)).order_by()
    by_day = raw.values_list(TruncDate("published_at", tzinfo=UTC), "language")
    for day, language, reports in by_day.annotate(Count("pk")):
        counts[day, language] += reports
    return _series(counts)


def totals(filters: Filters, period: Period) -> Totals:
    """Count the period's reports, reprints, claims and the outlets that print them."""
    parts = _parts(filters, period, with_months=False)
    kept = ArticleDay.objects.filter(_dims(filters), _of(parts.days))
    counted = kept.aggregate(**{name: Sum(name, default=0) for name in _TOTALS})
    printed = on_days(filters, "", parts.stale)
    in_text = on_days(filters, "article__", parts.stale, dated="printed_at")
    outlets = Article.objects.filter(_asked("", filters, period), source=OuterRef("pk"))
    return Totals(
        reports=counted["reports"] + Article.objects.readable().filter(printed).count(),
        reprints=counted["reprints"]
        + Article.objects.filter(printed, outcome=Outcome.DUPLICATE).count(),
        outlets=Source.objects.filter(Exists(outlets)).count(),
        ceasefire_claims=counted["ceasefire_claims"]
        + CeasefireClaim.objects.filter(in_text).count(),
        figures=counted["figures"] + DisplacementFigure.objects.filter(in_text).count(),
        stances=counted["stances"] + Stance.objects.telling().filter(in_text).count(),
    )


def _named(kind: str, filters: Filters, period: Period) -> Counter[int]:
    counts: Counter[int] = Counter()
    parts = _parts(filters, period, with_months=True)
    for model, days in ((_MONTHLY[kind], parts.months), (_DAILY[kind], parts.days)):
        if days:
            kept = model._default_manager.filter(_together(filters), day__in=days)
            counts.update(dict(kept.values_list(kind).annotate(Sum("reports"))))
    if parts.stale:
        raw = _mentions(filters, parts.stale, **{f"{kind}__isnull": False}).values_list(kind)
        counts.update(dict(raw.annotate(Count("article", distinct=True))))
    return counts


def _parts(filters: Filters, period: Period, *, with_months: bool) -> _Parts:
    days = list(period.days())
    if filters.source:
        return _Parts(months=(), days=(), stale=days)
    marked = StaleDay.objects.filter(day__gte=period.since, day__lte=period.until)
    stale = set(marked.values_list("day", flat=True).distinct())
    if len(stale) > MOST_STALE:
        return _Parts(months=(), days=(), stale=days)
    months = [day for day in days if with_months and _is_whole(day, period, stale)]
    inside = set(months)
    return _Parts(
        months=months,
        days=[day for day in days if day not in stale and day.replace(day=1) not in inside],
        stale=sorted(stale),
    )


def _is_whole(day: date, period: Period, stale: set[date]) -> bool:
    """Say whether a month begins with the day, lies in the period and has no changed day."""
    after = (day.replace(day=1) + timedelta(days=31)).replace(day=1)
    if day.day != 1 or after - timedelta(days=1) > period.until:
        return False
    return not any(day <= other < after for other in stale)


def _dims(filters: Filters) -> Q:
    asked = Q()
    if filters.language:
        asked &= Q(language=filters.language)
    if filters.outlet_country:
        asked &= Q(country=filters.outlet_country)
    return asked


def _together(filters: Filters) -> Q:
    """Select the counts of all languages and countries together, or of those asked for."""
    return Q(language=filters.language or EVERY, country=filters.outlet_country or EVERY)


def _apart(series: str, filters: Filters) -> Q:
    """Select the counts of each language or country; of the other all together."""
    asked = {"language": filters.language, "country": filters.outlet_country}
    found = Q(**{name: value or EVERY for name, value in asked.items() if name != series})
    return found & (Q(**{series: asked[series]}) if asked[series] else ~Q(**{series: EVERY}))


def _of(days: Sequence[date]) -> Q:
    runs = _runs(days)
    return Q(day__range=runs[0]) if len(runs) == 1 else Q(day__in=days)


def _mentions(filters: Filters, days: Sequence[date], **named: Any) -> QuerySet[Mention]:
    readable = {"article__outcome": Outcome.OK, "article__current__isnull": False}
    found = Mention.objects.filter(on_days(filters, "article__", days), **readable, **named)
    return found.order_by()


def on_days(filters: Filters, prefix: str, days: Sequence[date], *, dated: str = "") -> Q:
    """Select rows of articles of these days, runs of days as one span each; `dated` as
    `in_articles` takes it."""
    at = dated or f"{prefix}published_at"
    spans = Q(pk__in=[])
    for first, last in _runs(days):
        start, end = day_bounds(first, last)
        spans |= Q(**{f"{at}__gte": start, f"{at}__lt": end})
    if not days:
        return spans
    return spans & printed_by(
        prefix,
        source=filters.source,
        language=filters.language,
        outlet_country=filters.outlet_country,
    )


def _asked(prefix: str, filters: Filters, period: Period) -> Q:
    return in_articles(
        prefix,
        since=period.since,
        until=period.until,
        source=filters.source,
        language=filters.language,
        outlet_country=filters.outlet_country,
    )


def _runs(days: Sequence[date]) -> list[tuple[date, date]]:
    runs: list[tuple[date, date]] = []
    for day in days:
        if runs and day - runs[-1][1] == timedelta(days=1):
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return runs
