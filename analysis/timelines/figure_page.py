"""One figure with all that repeats it, and the reporters of a place side by side."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from analysis import models
from analysis.timelines import figure_bands
from analysis.timelines import period as periods
from analysis.timelines.claim_rows import figure_rows
from analysis.timelines.decisions import history
from analysis.timelines.displacement import (
    groups_of,
    newest_first,
    ordered,
    place_of,
    recommended_figures,
    window_of,
    with_replaced,
)
from analysis.timelines.figure_bands import is_comparable, with_roles
from analysis.timelines.figure_groups import group
from analysis.timelines.figure_records import (
    Band,
    BandKind,
    ComparedKind,
    ComparedWindow,
    Comparison,
    FigureDetail,
    FlowSum,
    Window,
)
from analysis.timelines.records import FigureGroup, FigureRow, Filters, Name

# Sentences with the same number that are read to find those that repeat a figure, and figures of
# a place among which it stands.
MOST_ALIKE, MOST_NEAR = 200, 300
# Sums reach over so much time on both sides of a figure.
SUM_DAYS = timedelta(days=366)
# A table of more windows is not read, nor one of more reporters.
MOST_WINDOWS, MOST_REPORTERS = 26, 6


def figure_detail(article_id: int, figure_start: int) -> FigureDetail | None:
    """Read the figure whose number stands at an offset of an article's text, None for none."""
    figures = models.DisplacementFigure.objects
    found = figures.filter(article_id=article_id, figure_start=figure_start).order_by("pk")[:1]
    row = next(iter(figure_rows(found)), None)
    if row is None:
        return None
    same = newest_first(figures.filter(reported=row.reported, unit=row.unit, measure=row.measure))[
        :MOST_ALIKE
    ]
    read = with_replaced([*figure_rows(same), row])
    groups = group(dict.fromkeys(read))
    own = next(item for item in groups if _stands_in(item, row))
    near = _near(own)
    (own,) = with_roles([own], recommended_figures())
    return FigureDetail(
        group=own,
        band=_band_of(own, near),
        sums=_sums_with(own, near),
        decisions=history(article_id, row.evidence.quote, figure_start - row.evidence.start),
    )


def _stands_in(item: FigureGroup, row: FigureRow) -> bool:
    at = (row.evidence.article_id, row.figure_start)
    return any((each.evidence.article_id, each.figure_start) == at for each in item.rows)


def _near(item: FigureGroup) -> tuple[FigureGroup, ...]:
    """Read the figures of the same first place within a year."""
    row = item.first
    on = row.evidence.published_on
    if on is None or not row.places:
        return (item,)
    parts = models.FigurePlace.objects.filter(name=row.places[0].place.en)
    if row.places[0].place.slug:
        parts = models.FigurePlace.objects.filter(place__slug=row.places[0].place.slug)
    found = models.DisplacementFigure.objects.filter(
        pk__in=parts.values("figure"),
        article__published_at__date__gte=on - SUM_DAYS,
        article__published_at__date__lte=on + SUM_DAYS,
        measure=row.measure,
        unit=row.unit,
    )
    return group(figure_rows(newest_first(found)[:MOST_NEAR]))


def _band_of(item: FigureGroup, near: Sequence[FigureGroup]) -> Band | None:
    if not is_comparable(item.first) or not item.first.places:
        return None
    place = item.first.places[0].place
    found = figure_bands.bands(near, Window.WEEK, place=place)
    mine = (band for band in found if any(_stands_in(each, item.first) for each in band.groups))
    return next(mine, None)


def _sums_with(item: FigureGroup, near: Sequence[FigureGroup]) -> tuple[FlowSum, ...]:
    if not item.first.places:
        return ()
    found = figure_bands.flow_sums(near, place=item.first.places[0].place)
    return tuple(
        each
        for each in found
        if any(_stands_in(other, item.first) for other in (*each.groups, *each.left_out))
    )


def figure_comparison(filters: Filters) -> Comparison:
    """Set the reporters of the chosen place side by side, kind of count by kind of count."""
    period = periods.resolve(filters)
    place, window = place_of(filters), window_of(filters)
    groups, is_cut = groups_of(filters, period) if place else ((), False)
    bands = figure_bands.bands(groups, window, place=place)
    sums = figure_bands.flow_sums(groups, place=place)
    kinds = dict.fromkeys(band.kind for band in sorted(bands, key=_most_first, reverse=True))
    return Comparison(
        period=period,
        window=window,
        place=place,
        kinds=tuple(_compared(kind, bands, sums) for kind in kinds),
        groups=ordered(groups, ""),
        apart=tuple(item for item in groups if not is_comparable(item.first)),
        is_cut=is_cut,
    )


def _most_first(band: Band) -> tuple[int, int]:
    return len(band.reporters), len(band.groups)


def _compared(kind: BandKind, bands: Iterable[Band], sums: Iterable[FlowSum]) -> ComparedKind:
    own = sorted(
        (band for band in bands if band.kind == kind), key=lambda band: band.since, reverse=True
    )[:MOST_WINDOWS]
    reporters = _columns(own)
    return ComparedKind(
        kind=kind,
        reporters=reporters,
        windows=tuple(_window(band, reporters) for band in own),
        sums=tuple(item for item in sums if item.kind == kind),
    )


def _columns(bands: Iterable[Band]) -> tuple[Name | None, ...]:
    """Name the reporters with the most figures, and None where some figures have none."""
    counts: dict[Name, int] = {}
    unnamed = False
    for item in (item for band in bands for item in band.groups):
        unnamed = unnamed or not item.first.reporters
        for name in item.first.reporters:
            counts[name] = counts.get(name, 0) + 1
    named = sorted(counts, key=lambda name: (-counts[name], name.en))[:MOST_REPORTERS]
    return (*named, None) if unnamed else tuple(named)


def _window(band: Band, reporters: Sequence[Name | None]) -> ComparedWindow:
    cells = tuple(
        tuple(item for item in band.groups if _is_said_by(item, reporter)) for reporter in reporters
    )
    return ComparedWindow(band=band, cells=cells)


def _is_said_by(item: FigureGroup, reporter: Name | None) -> bool:
    named = item.first.reporters
    return reporter in named if reporter is not None else not named
