"""The list of figures: all of a period, a page at a time, and what its chart draws of them.

Sentences that give one figure are joined. Where a period has few sentences, all are read. Where it
has many, a page reads its own sentences with those that repeat them, and the chart draws the
lowest and the highest figure of every few days.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from django.db import models as fields
from django.db.models import (
    Case,
    ExpressionWrapper,
    F,
    Func,
    Max,
    Min,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
    Window,
)
from django.db.models.functions import Cast, Coalesce, Concat, Lower, LPad, RowNumber

from analysis import models
from analysis.querysets import FigureQuerySet
from analysis.terms import Factuality, Measure, Quantifier, Unit
from analysis.timelines import figure_bands
from analysis.timelines import period as periods
from analysis.timelines.claim_rows import figure_rows, figures_by_key
from analysis.timelines.displacement import (
    MOST_ROWS,
    RETURNS,
    asked_for,
    newest_first,
    ordered,
    place_of,
    recommended_figures,
    window_of,
    with_replaced,
)
from analysis.timelines.figure_bands import with_roles
from analysis.timelines.figure_groups import group
from analysis.timelines.figure_records import Spread
from analysis.timelines.pages import DisplacementTimeline
from analysis.timelines.records import FigureGroup, FigureRow, Filters, Page, Period, Row

PER_PAGE = 50
# As many runs of days as stand apart on a chart: the lowest and the highest of each are drawn.
MOST_RUNS = 60
# So many figures can be named by their keys in one query.
MOST_KEYS = 5_000
# So many sentences at once go into a file; fewer would be read again for those that repeat them.
PER_CHUNK = 5_000
_DRAWN = Q(
    reported__gt=0,
    printed_at__isnull=False,
    factuality__in=(Factuality.ASSERTED, Factuality.UNCLEAR),
) & ~Q(unit=Unit.UNCLEAR)

_IS_RETURN = ExpressionWrapper(RETURNS, output_field=fields.BooleanField())


def displacement_timeline(filters: Filters) -> DisplacementTimeline:
    """Give a page of the period's figures, in the order asked for, and those that a chart draws."""
    period = periods.resolve(filters)
    found, sentences = _narrowed(asked_for(filters, period), filters)
    if sentences > MOST_ROWS:
        return _of_many(filters, period, found, sentences)
    groups = group(with_replaced(figure_rows(newest_first(found))))
    place = place_of(filters)
    bands = figure_bands.bands(groups, window_of(filters), place=place) if place else ()
    return DisplacementTimeline(
        period=period,
        page=_with_roles(page_of(ordered(groups, filters.order), filters.page, PER_PAGE)),
        drawn=groups,
        sentences=sentences,
        bands=figure_bands.disputed(bands),
        sums=figure_bands.flow_sums(groups, place=place) if place else (),
        spread=figure_bands.spread(groups),
    )


def _narrowed(found: FigureQuerySet, filters: Filters) -> tuple[FigureQuerySet, int]:
    """Count what is asked for. Where few of a period's figures are, they are found once and named
    by their keys from then on."""
    if not any((filters.place, filters.region, filters.actor, filters.source, filters.language)):
        return found, found.count()
    keys = list(found.order_by().values_list("pk", flat=True))
    if len(keys) > MOST_KEYS:
        return found, len(keys)
    return models.DisplacementFigure.objects.filter(pk__in=keys), len(keys)


def displacement_export(filters: Filters) -> tuple[Period, Iterator[FigureGroup]]:
    """Give all figures of the period, newest first, read as they are asked for."""
    period = periods.resolve(filters)
    found = asked_for(filters, period)
    keys = list(newest_first(found).values_list("pk", flat=True))
    return period, _exported(found, keys)


def _exported(found: FigureQuerySet, keys: Sequence[int]) -> Iterator[FigureGroup]:
    recommended = recommended_figures()
    for first in range(0, len(keys), PER_CHUNK):
        yield from with_roles(_led_by(found, keys[first : first + PER_CHUNK]), recommended)


def _of_many(
    filters: Filters, period: Period, found: FigureQuerySet, sentences: int
) -> DisplacementTimeline:
    place = place_of(filters)
    # What is set side by side or added up has to be read; more than this is not.
    newest = (
        group(figure_rows(newest_first(found)[:MOST_ROWS]))
        if place or filters.order.endswith("outlets")
        else ()
    )
    bands = figure_bands.bands(newest, window_of(filters), place=place) if place else ()
    days = run_of(period, MOST_RUNS)
    return DisplacementTimeline(
        period=period,
        page=_with_roles(_page_of_many(filters, found, sentences, newest)),
        drawn=tuple(lowest_and_highest(found, period, days)),
        sentences=sentences,
        bands=figure_bands.disputed(bands),
        sums=figure_bands.flow_sums(newest, place=place) if place else (),
        spread=_spread(found),
        days_of_run=days,
        is_cut=bool(newest),
    )


def _with_roles(page: Page[FigureGroup]) -> Page[FigureGroup]:
    return replace(page, rows=with_roles(page.rows, recommended_figures()))


def page_of(rows: Sequence[Row], asked: int, size: int) -> Page[Row]:
    """Give one page of rows, the last where a later one is asked for."""
    pages = max(1, -(-len(rows) // size))
    number = min(asked, pages)
    first = (number - 1) * size
    return Page(rows=tuple(rows[first : first + size]), number=number, pages=pages, total=len(rows))


def run_of(period: Period, most: int) -> int:
    """Give how many days a run has where a period is cut into so many runs at most."""
    return -(-((period.until - period.since).days + 1) // most)


def _page_of_many(
    filters: Filters, found: FigureQuerySet, sentences: int, newest: Sequence[FigureGroup]
) -> Page[FigureGroup]:
    """Give the figures whose first sentence is among those of the page."""
    if filters.order.endswith("outlets"):
        return page_of(ordered(newest, filters.order), filters.page, PER_PAGE)
    pages = -(-sentences // PER_PAGE)
    number = min(filters.page, pages)
    first = (number - 1) * PER_PAGE
    inside = _sorted(found, filters.order).values_list("pk", flat=True)
    rows = tuple(_led_by(found, list(inside[first : first + PER_PAGE])))
    return Page(rows=rows, number=number, pages=pages, total=sentences)


def _sorted(found: FigureQuerySet, order: str) -> FigureQuerySet:
    """Sort sentences as `ordered` sorts figures: what has nothing to be sorted by comes last."""
    name = order.removeprefix("-")
    if name not in _SORTED_BY:
        return newest_first(found)
    key = F("sorted_by")
    first = key.desc(nulls_last=True) if order.startswith("-") else key.asc(nulls_last=True)
    newest = F("printed_at").desc(nulls_last=True)
    return found.annotate(sorted_by=_SORTED_BY[name]).order_by(
        first, newest, "-article_id", "figure_start", "pk"
    )


def _first_name(part: type[fields.Model], registry: str) -> Lower:
    named = part._default_manager.filter(figure=OuterRef("pk")).order_by("pk")
    return Lower(Subquery(named.values(first=Coalesce(f"{registry}__name_en", "name"))[:1]))


_SORTED_BY = {
    "date": F("printed_at"),
    "number": Case(
        When(
            reported__gt=0,
            then=Concat(F("unit"), LPad(Cast("reported", fields.CharField()), 20, Value("0"))),
        ),
        default=None,
        output_field=fields.CharField(),
    ),
    "place": _first_name(models.FigurePlace, "place"),
    "reporter": _first_name(models.FigureReporter, "actor"),
}


def _led_by(found: FigureQuerySet, keys: Sequence[int]) -> Iterator[FigureGroup]:
    """Give the figures that begin with one of some sentences, in their order."""
    rows, groups = _joined(found, keys)
    led = {id(item.first): item for item in groups}
    return (led[id(row)] for row in rows if id(row) in led)


def _joined(
    found: FigureQuerySet, keys: Sequence[int]
) -> tuple[Sequence[FigureRow], Sequence[FigureGroup]]:
    """Read some sentences and join them with all others of the list that give the same figures."""
    own = figures_by_key(keys)
    alike = figures_by_key(_repeating(found, own, keys))
    rows = with_replaced([*own, *alike])
    return rows[: len(own)], group(rows)


def _repeating(found: FigureQuerySet, rows: Iterable[FigureRow], keys: Sequence[int]) -> list[int]:
    """Find the sentences, beside those of `keys`, that may repeat some: one of their numbers, by
    one of who said them."""
    told = [row for row in rows if row.reporters and row.reported is not None]
    names = {name for row in told for name in row.reporters}
    same = found.filter(reported__in={row.reported for row in told}).exclude(pk__in=keys)
    said = models.FigureReporter.objects.filter(
        Q(actor__slug__in={name.slug for name in names if name.slug})
        | Q(name__in={name.en for name in names if not name.slug}),
        # Two steps: joined, they would be planned as if few figures had such a reporter.
        figure__in=list(same.order_by().values_list("pk", flat=True)),
    )
    return list(said.order_by("figure").values_list("figure", flat=True).distinct())


class _Run(Func):
    """Count the runs of so many days between a day and a moment."""

    template = "((%(expressions)s AT TIME ZONE 'UTC')::date - DATE '%(since)s') / %(days)s"
    output_field = fields.IntegerField()


def lowest_and_highest(found: FigureQuerySet, period: Period, days: int) -> tuple[FigureGroup, ...]:
    """Give the lowest and the highest figure of every run of days, measure and unit."""
    run = _Run("printed_at", since=period.since.isoformat(), days=days)
    alike = (run, "measure", "unit", _IS_RETURN)
    ranked = (
        found.order_by()
        .filter(_DRAWN)
        .annotate(top=Coalesce("reported_high", "reported"))
        .annotate(
            lowest=Window(RowNumber(), partition_by=alike, order_by=("reported", "pk")),
            highest=Window(RowNumber(), partition_by=alike, order_by=("-top", "pk")),
        )
    )
    keys = ranked.filter(Q(lowest=1) | Q(highest=1)).values_list("pk", flat=True)
    rows, groups = _joined(found, list(keys))
    drawn = {id(row) for row in rows}
    return tuple(item for item in groups if any(id(row) in drawn for row in item.rows))


def _spread(found: FigureQuerySet) -> Spread:
    counted = found.filter(_DRAWN, ~RETURNS, unit=Unit.PERSON).exclude(quantifier=Quantifier.VAGUE)
    lowest = Min("reported"), Min("reported_high")
    highest = Max("reported"), Max("reported_high")
    ends = (
        counted.order_by()
        .values("measure")
        .annotate(low=Func(*lowest, function="LEAST"), high=Func(*highest, function="GREATEST"))
    )
    return {Measure(item["measure"]): (item["low"], item["high"]) for item in ends}
