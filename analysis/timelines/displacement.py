"""Figures of people on the move: one point per figure, however many outlets repeat it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Q

from analysis import models
from analysis.querysets import FigureQuerySet, in_articles
from analysis.records import Factuality, Measure, Quantifier, Unit
from analysis.timelines import period as periods
from analysis.timelines import rows
from analysis.timelines.ceasefires import place_part
from analysis.timelines.pages import DisplacementTimeline
from analysis.timelines.records import (
    Band,
    FigureGroup,
    FigureRow,
    Filters,
    Period,
)

# A page of more sentences than this is not read; the page says that it was cut.
MOST_ROWS = 500

# Values of the filter `kind`, beside "" for all.
KINDS = ("FLOW", "STOCK", "RETURN")


def displacement_timeline(filters: Filters) -> DisplacementTimeline:
    """Give the figures of the period, newest first, joined where they are one figure repeated."""
    period = periods.resolve(filters)
    found = newest_first(_filtered(filters, period)).with_evidence()[: MOST_ROWS + 1]
    read = [rows.figure_row(figure) for figure in found]
    groups = group(_of_kind(read[:MOST_ROWS], filters.kind))
    return DisplacementTimeline(
        period=period, groups=groups, bands=bands(groups), is_cut=len(read) > MOST_ROWS
    )


def newest_first(figures: FigureQuerySet) -> FigureQuerySet:
    return figures.order_by("-article__published_at", "-article_id", "figure_start")


def _filtered(filters: Filters, period: Period) -> FigureQuerySet:
    found = models.DisplacementFigure.objects.filter(
        in_articles(
            "article__",
            since=period.since,
            until=period.until,
            source=filters.source,
            language=filters.language,
            with_undated=True,
        )
    )
    if filters.actor:
        reporters = models.FigureReporter.objects.filter(actor__slug=filters.actor)
        found = found.filter(pk__in=reporters.values("figure"))
    place = models.Place.objects.filter(slug=filters.place).first() if filters.place else None
    if place:
        parts = models.FigurePlace.objects.filter(place_part("place__", place))
        found = found.filter(pk__in=parts.values("figure"))
    return found


def _of_kind(read: Iterable[FigureRow], kind: str) -> list[FigureRow]:
    if kind == "RETURN":
        return [row for row in read if row.is_return]
    if kind:
        return [row for row in read if row.measure == kind and not row.is_return]
    return list(read)


def group(read: Iterable[FigureRow]) -> tuple[FigureGroup, ...]:
    """Join rows with the same reporter, number, unit, measure and places; newest group first."""
    grouped: dict[tuple[object, ...], list[FigureRow]] = defaultdict(list)
    for row in read:
        grouped[_identity(row)].append(row)
    made = [_group(found) for found in grouped.values()]
    return tuple(sorted(made, key=lambda item: _order(item.first), reverse=True))


def _identity(row: FigureRow) -> tuple[object, ...]:
    """Say what makes a figure the same figure. A vague one is never the same as another: "tens of
    thousands" twice may be two crowds; nor are two figures without a reporter printed apart."""
    number = (row.reported, row.reported_high, row.unit, row.measure, row.is_return)
    reporters = tuple(sorted(name.en for name in row.reporters))
    places = tuple(sorted((part.place.en, part.role) for part in row.places))
    if row.quantifier is Quantifier.VAGUE or row.reported is None or not reporters:
        return (*number, row.evidence.article_id, row.evidence.version, row.evidence.start)
    return (*number, row.is_cumulative, row.factuality, reporters, places)


def _group(found: Sequence[FigureRow]) -> FigureGroup:
    ordered = tuple(sorted(found, key=_order))
    return FigureGroup(first=ordered[0], rows=ordered)


def _order(row: FigureRow) -> tuple[bool, date, int, int]:
    on = row.evidence.published_on
    return on is not None, on or date.min, -row.evidence.article_id, -row.evidence.start


def bands(groups: Iterable[FigureGroup]) -> tuple[Band, ...]:
    """Give for each day and measure the lowest and highest number of persons, where a day has two
    figures or more. Households, vague and denied figures are left out."""
    numbers: dict[tuple[date, Measure, bool], list[int]] = defaultdict(list)
    for item in groups:
        row = item.first
        if row.evidence.published_on and _is_comparable(row) and row.reported is not None:
            key = (row.evidence.published_on, row.measure, row.is_return)
            numbers[key] += [row.reported, row.reported_high or row.reported]
    return tuple(
        Band(on=on, measure=measure, is_return=is_return, low=min(found), high=max(found))
        for (on, measure, is_return), found in sorted(numbers.items())
        if min(found) < max(found)
    )


def _is_comparable(row: FigureRow) -> bool:
    return (
        row.unit is Unit.PERSON
        and row.quantifier is not Quantifier.VAGUE
        and row.factuality is Factuality.ASSERTED
    )


def of_reporter(slug: str) -> Q:
    return Q(pk__in=models.FigureReporter.objects.filter(actor__slug=slug).values("figure"))
