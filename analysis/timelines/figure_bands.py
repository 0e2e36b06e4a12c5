"""Figures side by side: the lowest and highest of a window, and what may be added up.

Stocks are never added up, and flows only where one reporter gives them for runs of days that do not
overlap. A band holds one place, one measure, one unit and one cause; running totals have bands of
their own.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from analysis.terms import Cause, Factuality, FigureRole, Measure, Quantifier, Unit
from analysis.timelines.figure_groups import is_cause_alike, reporters_of
from analysis.timelines.figure_records import Band, BandKind, FlowSum, Spread, Window
from analysis.timelines.records import FigureGroup, FigureRow, Name

WEEK = timedelta(days=6)
_LONGEST_MONTH = timedelta(days=32)


def window_of(on: date, window: Window) -> tuple[date, date]:
    """Give the first and last day of the window that a day lies in; weeks begin on Monday."""
    if window is Window.DAY:
        return on, on
    if window is Window.WEEK:
        first = on - timedelta(days=on.weekday())
        return first, first + WEEK
    first = on.replace(day=1)
    return first, (first + _LONGEST_MONTH).replace(day=1) - timedelta(days=1)


def is_comparable(row: FigureRow) -> bool:
    """Say whether a figure may stand in a band: a number, a unit and a date, and asserted."""
    return (
        row.reported is not None
        and row.unit is not Unit.UNCLEAR
        and row.quantifier is not Quantifier.VAGUE
        and row.factuality is Factuality.ASSERTED
        and row.evidence.published_on is not None
    )


def bands(
    groups: Iterable[FigureGroup],
    window: Window | None,
    *,
    place: Name | None = None,
) -> tuple[Band, ...]:
    """Set figures of one window (None: all of them) side by side, oldest first. All are taken to
    speak of `place` where it is given; else each place that a figure names first has its own."""
    chosen = [item for item in groups if is_comparable(item.first)]
    days = [item.first.evidence.published_on for item in chosen]
    whole = (min(filter(None, days), default=date.min), max(filter(None, days), default=date.max))
    kinds = _kinds(chosen, place)
    found: dict[tuple[date, date, BandKind], list[FigureGroup]] = defaultdict(list)
    for item, on, kind in zip(chosen, days, kinds, strict=True):
        span = window_of(on, window) if window and on else whole
        found[(*span, kind)].append(item)
    made = [_band(since, until, kind, items) for (since, until, kind), items in found.items()]
    return tuple(sorted(made, key=lambda band: (band.since, band.kind.measure, -band.high)))


def is_drawn(row: FigureRow) -> bool:
    """Say whether a figure has a place on a chart: a number, a unit, a date, and nobody denies it
    or only supposes it. The others stand in tables."""
    return bool(
        row.reported
        and row.unit is not Unit.UNCLEAR
        and row.evidence.published_on
        and row.factuality in (Factuality.ASSERTED, Factuality.UNCLEAR)
    )


def spread(groups: Iterable[FigureGroup]) -> Spread:
    """Give the lowest and highest number of persons of each measure that a chart draws; returns
    and vague numbers have none."""
    numbers: dict[Measure, list[int]] = defaultdict(list)
    for row in (item.first for item in groups):
        is_persons = row.unit is Unit.PERSON and row.quantifier is not Quantifier.VAGUE
        if is_drawn(row) and is_persons and not row.is_return:
            numbers[row.measure] += filter(None, (row.reported, row.reported_high))
    return {measure: (min(found), max(found)) for measure, found in numbers.items()}


def disputed(found: Iterable[Band]) -> tuple[Band, ...]:
    """Return the bands whose ends differ: the others are a single number."""
    return tuple(band for band in found if band.low < band.high)


def kind_of(row: FigureRow, place: Name | None) -> BandKind:
    """Say which figures one may be set beside, but for their cause; `place` None means the first
    that it names."""
    named = place or (row.places[0].place if row.places else None)
    return BandKind(named, row.measure, row.is_return, row.is_cumulative, row.unit)


def _kinds(groups: Sequence[FigureGroup], place: Name | None) -> list[BandKind]:
    """Say of each figure in which kind of band it stands: with its cause, but one that names none
    with the only cause that figures of its kind name."""
    kinds = [kind_of(item.first, place) for item in groups]
    named: dict[BandKind, set[Cause]] = defaultdict(set)
    for kind, item in zip(kinds, groups, strict=True):
        if item.cause is not Cause.UNCLEAR:
            named[kind].add(item.cause)
    return [
        kind._replace(cause=next(iter(named[kind])) if len(named[kind]) == 1 else item.cause)
        for kind, item in zip(kinds, groups, strict=True)
    ]


def _band(since: date, until: date, kind: BandKind, items: Sequence[FigureGroup]) -> Band:
    numbers = [number for item in items for number in ends_of(item.first)]
    return Band(
        since=since,
        until=until,
        kind=kind,
        low=min(numbers),
        high=max(numbers),
        recommended=tuple(item for item in items if item.recommended),
        reporters=reporters_of(items),
        unattributed=sum(not item.first.reporters for item in items),
        without_cause=sum(item.cause is Cause.UNCLEAR for item in items),
        groups=tuple(items),
    )


def ends_of(row: FigureRow) -> tuple[int, int]:
    """Give both ends of a figure as printed; 0 where it has no number."""
    return row.reported or 0, row.high or 0


def with_roles(
    groups: Iterable[FigureGroup], recommended: Sequence[FigureGroup]
) -> tuple[FigureGroup, ...]:
    """Say of each figure what it is used for: recommended, to check the one that people recommend
    for its week and place, or not assessed."""
    weeks = [(_week(item), item) for item in recommended if _week(item)]
    return tuple(replace(item, role=_role(item, weeks)) for item in groups)


def _week(item: FigureGroup) -> tuple[BandKind, date] | None:
    """Give the week and the kind of band that a figure stands in, None where it stands in none."""
    on = item.first.evidence.published_on
    if on is None or not is_comparable(item.first):
        return None
    return kind_of(item.first, None), window_of(on, Window.WEEK)[0]


def _role(
    item: FigureGroup, weeks: Iterable[tuple[tuple[BandKind, date] | None, FigureGroup]]
) -> FigureRole:
    if item.recommended:
        return FigureRole.RECOMMENDED
    own = _week(item)
    is_checking = own is not None and any(
        own == week and is_cause_alike(item.cause, best.cause) for week, best in weeks
    )
    return FigureRole.TRIANGULATION if is_checking else FigureRole.UNASSESSED


def flow_sums(groups: Iterable[FigureGroup], *, place: Name | None = None) -> tuple[FlowSum, ...]:
    """Add up each reporter's new movements of a place whose stated days do not overlap. A sum of
    one figure is none."""
    found: dict[tuple[str, BandKind], list[FigureGroup]] = defaultdict(list)
    usable = [item for item in groups if _is_summable(item.first)]
    for item, kind in zip(usable, _kinds(usable, place), strict=True):
        found[(item.first.reporters[0].en, kind)].append(item)
    made = (_sum(items, kind) for (_, kind), items in found.items())
    return tuple(item for item in made if item is not None)


def _is_summable(row: FigureRow) -> bool:
    """Say whether a figure is a new movement of known days that one reporter gives."""
    return (
        is_comparable(row)
        and row.measure is Measure.FLOW
        and not row.is_cumulative
        and len(row.reporters) == 1
        and row.start_on is not None
        and row.end_on is not None
    )


def _sum(items: Sequence[FigureGroup], kind: BandKind) -> FlowSum | None:
    added: list[FigureGroup] = []
    left_out: list[FigureGroup] = []
    last = date.min
    for item in sorted(items, key=lambda item: (item.first.end_on or date.max, _first_day(item))):
        if _first_day(item) > last:
            added.append(item)
            last = item.first.end_on or date.max
        else:
            left_out.append(item)
    if len(added) < 2:
        return None
    ends = [ends_of(item.first) for item in added]
    return FlowSum(
        kind=kind,
        reporter=added[0].first.reporters[0],
        low=sum(low for low, _ in ends),
        high=sum(high for _, high in ends),
        groups=tuple(added),
        left_out=tuple(left_out),
    )


def _first_day(item: FigureGroup) -> date:
    return item.first.start_on or date.min
