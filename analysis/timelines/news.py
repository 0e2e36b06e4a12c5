"""What changed: which claims are new, and what they make of ceasefires and figures.

A claim is new that was learnt after a reader's last visit or, without one, was printed in the
period. An edited article is read anew; what it said before is no news.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TypeVar

from django.db.models import Count, Exists, OuterRef, Q

from analysis import models
from analysis.querysets import in_articles, source_keys
from analysis.timelines import ceasefire_changes, figure_news
from analysis.timelines import period as periods
from analysis.timelines.actors import in_period
from analysis.timelines.ceasefires import bars
from analysis.timelines.claim_rows import ceasefire_rows, figure_rows
from analysis.timelines.figure_bands import is_comparable
from analysis.timelines.figure_groups import group
from analysis.timelines.home_records import CeasefireChange, Horizon, News, OutOfBand
from analysis.timelines.records import CeasefireRow, FigureRow, Filters, Period
from analysis.timelines.regions import figures_in, in_region, truces_in
from ingest.models import Article, ArticleVersion

Row = TypeVar("Row", CeasefireRow, FigureRow)
NEWEST = ("-printed_at", "-article_id", "start", "pk")

# News older than this when it came in is no news: an archive was read.
FRESH = timedelta(days=30)
# Analysis follows a fetch within minutes; what was fetched longer before is only analysed anew.
LAG = timedelta(days=3)
# More new sentences than these are not read in a morning; the page says that there are more.
MOST_CLAIMS = 300
MOST_KNOWN = 1_000
# What a truce's term was is told in its first sentences.
MOST_TOLD = 40
MOST_TRUCES = 20
MOST_FIGURES = 10


def news(filters: Filters, horizon: Horizon, today: date, *, printed: tuple[int, int]) -> News:
    """Give what is new within a horizon; `printed` counts the reports of its period and their
    outlets."""
    claims = models.CeasefireClaim.objects.filter(
        new_claims(filters, horizon), truces_in(filters.region)
    )
    figures = models.DisplacementFigure.objects.filter(
        new_claims(filters, horizon), figures_in(filters.region)
    )
    said = ceasefire_rows(claims.order_by(*NEWEST)[:MOST_CLAIMS])
    numbers = figure_rows(figures.order_by(*NEWEST)[:MOST_CLAIMS])
    reports, outlets = _came_in(filters, horizon) or printed
    return News(
        horizon=horizon,
        reports=reports,
        outlets=outlets,
        ceasefires=_ceasefires(_unsaid(said), filters, horizon, today),
        figures=_figures(_unsaid(numbers)),
        is_cut=MOST_CLAIMS in (len(said), len(numbers)),
    )


def new_claims(filters: Filters, horizon: Horizon) -> Q:
    """Select the claims that are new within a horizon."""
    if horizon.learnt_after is None:
        return periods.of_claims(filters, horizon.period)
    after = horizon.learnt_after
    return (
        periods.of_claims(filters, _fresh(horizon, after))
        & Q(version__fetched_at__gte=after - LAG)
        & Q(version__analysis_run__finished_at__gte=after)
    )


def _came_in(filters: Filters, horizon: Horizon) -> tuple[int, int] | None:
    """Count the reports that came in after a moment, and their outlets; None without a moment."""
    if horizon.learnt_after is None:
        return None
    after = horizon.learnt_after
    found = Article.objects.readable().filter(
        in_period("", filters, _fresh(horizon, after)),
        in_region("", filters.region),
        fetched_at__gte=after,
    )
    counted = found.aggregate(reports=Count("pk"), outlets=Count("source", distinct=True))
    return counted["reports"], counted["outlets"]


def _fresh(horizon: Horizon, after: datetime) -> Period:
    """Give the days of which news is news at a moment; what is dated ahead is."""
    return replace(horizon.period, since=(after - FRESH).date(), until=date.max - timedelta(days=1))


def _unsaid(found: Sequence[Row]) -> list[Row]:
    """Leave out what an earlier version of the same article said in the same words."""
    edited = {row.evidence.article_id for row in found if row.evidence.version > 1}
    texts: dict[int, list[tuple[int, str]]] = defaultdict(list)
    if edited:
        earlier = ArticleVersion.objects.filter(article__in=edited)
        for article, number, text in earlier.values_list("article", "number", "text"):
            texts[article].append((number, text))
    return [row for row in found if not _was_said(row, texts[row.evidence.article_id])]


def _was_said(row: Row, versions: Iterable[tuple[int, str]]) -> bool:
    evidence = row.evidence
    return any(number < evidence.version and evidence.quote in text for number, text in versions)


def _ceasefires(
    said: Sequence[CeasefireRow], filters: Filters, horizon: Horizon, today: date
) -> tuple[CeasefireChange, ...]:
    """Give the ceasefires that the new claims are of and those whose term ran out, the latest
    change first."""
    by_key: dict[str, list[CeasefireRow]] = defaultdict(list)
    for row in said:
        if row.ceasefire:
            by_key[row.ceasefire].append(row)
    since, until = _days(horizon, today)
    ran_out = models.Ceasefire.objects.filter(
        _of_region(filters), status="LAPSED", ended_on__gte=since, ended_on__lte=until
    )
    found = models.Ceasefire.objects.filter(
        Q(key__in=by_key) | Q(pk__in=ran_out.order_by().values("pk"))
    )
    history = dict(found.values_list("key", "history"))
    # Only of a term that ran out are older sentences told; the latest such are shown.
    lapsed = list(ran_out.order_by("-ended_on", "key").values_list("key", flat=True)[:MOST_TRUCES])
    shown = (
        *bars(found.exclude(key__in=lapsed), most_claims=0),
        *bars(models.Ceasefire.objects.filter(key__in=lapsed), most_claims=MOST_TOLD),
    )
    changes = [
        change
        for bar in shown
        for change in ceasefire_changes.changes_of(
            bar, history.get(bar.key, ()), by_key[bar.key], since=since, until=until
        )
    ]
    changes.sort(key=ceasefire_changes.order, reverse=True)
    return tuple(changes[:MOST_TRUCES])


def _of_region(filters: Filters) -> Q:
    """Select ceasefires by the filters that their claims are selected by."""
    if not (filters.region or filters.source or filters.language):
        return Q()
    claims = models.CeasefireClaim.objects.filter(truces_in(filters.region))
    if filters.source:
        claims = claims.filter(article__source__in=source_keys(filters.source))
    if filters.language:
        claims = claims.filter(article__language=filters.language)
    return Q(pk__in=claims.exclude(ceasefire=None).order_by().values("ceasefire"))


def _days(horizon: Horizon, today: date) -> tuple[date, date]:
    if horizon.learnt_after is None:
        return horizon.period.since, horizon.period.until
    return horizon.learnt_after.date(), today


def _figures(new: Sequence[FigureRow]) -> tuple[OutOfBand, ...]:
    """Give the new figures that lie outside of what was known before of their place."""
    fresh = {_identity(row) for row in new}
    known = [row for row in _known_before(new) if _identity(row) not in fresh]
    groups = group([*new, *known])
    return figure_news.out_of_band(groups, lambda row: _identity(row) in fresh)[:MOST_FIGURES]


def _identity(row: FigureRow) -> tuple[int, int, int]:
    return row.evidence.article_id, row.evidence.version, row.figure_start


def _known_before(new: Iterable[FigureRow]) -> list[FigureRow]:
    """Read the figures of the same places that were printed in the month before the new ones."""
    usable = [row for row in new if is_comparable(row) and row.places]
    places = {part.place.slug for row in usable for part in row.places[:1]}
    days = [row.evidence.published_on for row in usable if row.evidence.published_on]
    first, last = min(days, default=date.min), max(days, default=date.min)
    since = first - figure_news.KNOWN_FOR if days else first
    keys = list(models.Place.objects.filter(slug__in=places).values_list("pk", flat=True))
    known = models.DisplacementFigure.objects.filter(
        in_articles("article__", dated="printed_at", since=since, until=last),
        Exists(models.FigurePlace.objects.filter(figure=OuterRef("pk"), place__in=keys)),
    )
    return figure_rows(known.order_by(*NEWEST)[:MOST_KNOWN])
