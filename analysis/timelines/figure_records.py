"""What is made of figures of displacement side by side: bands, sums of flows, comparisons."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from analysis.terms import Cause, Hazard, Measure, Unit
from analysis.timelines.records import FigureGroup, Name, Period, PlaceRow


class Window(StrEnum):
    """How many days are set side by side."""

    DAY = "DAY"
    WEEK = "WEEK"
    MONTH = "MONTH"


class BandKind(NamedTuple):
    """What may stand in one band: figures of one place (None: no place is said), measure, kind of
    count, unit and cause. A running total is never set against a new flow, nor people who fled a
    war against those who fled a flood; figures that name no cause stand with those of the one cause
    that is named, and apart where two are."""

    place: Name | None
    measure: Measure
    is_return: bool
    is_cumulative: bool
    unit: Unit
    cause: Cause = Cause.UNCLEAR


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """The figures of one kind that were printed in one window (both days included), side by side.
    `recommended` are the figures that a person recommended: one of a week, yet a longer window may
    hold several. `reporters` are the independent ones, `unattributed` counts figures without any,
    `without_cause` those that name no cause. Nothing is added up."""

    since: date
    until: date
    kind: BandKind
    low: int
    high: int
    recommended: tuple[FigureGroup, ...]
    reporters: tuple[Name, ...]
    unattributed: int
    without_cause: int
    groups: tuple[FigureGroup, ...]

    @property
    def best(self) -> int | None:
        """Give the recommended number; None where there is none, or several that differ."""
        numbers = {item.first.reported for item in self.recommended}
        return numbers.pop() if len(numbers) == 1 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowSum:
    """New movements that one reporter gives for runs of days that do not overlap, added up.
    `groups` are those added, in order of their days; `left_out` those whose days overlap."""

    kind: BandKind
    reporter: Name
    low: int
    high: int
    groups: tuple[FigureGroup, ...]
    left_out: tuple[FigureGroup, ...]

    @property
    def since(self) -> date | None:
        return self.groups[0].first.start_on

    @property
    def until(self) -> date | None:
        return self.groups[-1].first.end_on


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureDecision:
    """What a person decided on a figure: its role, or its `cause` (None: it is of the role). It
    stands unless `undone_at` says otherwise."""

    id: int
    is_of_role: bool
    cause: Cause | None
    hazard: Hazard
    by: str
    at: datetime
    note: str
    undone_by: str
    undone_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureDetail:
    """One figure with all that repeats it, the band of its place, measure and window that it stands
    in (None: it may stand in none), and the sums that it is a part of or was left out of."""

    group: FigureGroup
    band: Band | None
    sums: tuple[FlowSum, ...]
    decisions: tuple[FigureDecision, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedWindow:
    """One window: the figures of each reporter, in the order of the section's, and their band."""

    band: Band
    cells: tuple[tuple[FigureGroup, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedKind:
    """The figures of one kind of count; the last of `reporters` is None where figures have none.
    Windows stand newest first."""

    kind: BandKind
    reporters: tuple[Name | None, ...]
    windows: tuple[ComparedWindow, ...]
    sums: tuple[FlowSum, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Reporters side by side over the figures of one place; `place` is None until one is chosen.
    `apart` are figures that no table can hold: denied, vague, undated or without a unit."""

    period: Period
    window: Window
    place: Name | None
    kinds: tuple[ComparedKind, ...]
    groups: tuple[FigureGroup, ...]
    apart: tuple[FigureGroup, ...]
    is_cut: bool


# The lowest and highest number of persons by what is measured.
Spread = Mapping[Measure, tuple[int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceFigures:
    """A place, or the unit that holds it, with the figures of people who left or reached it. The
    lowest and highest number of persons are of single figures: none are added up."""

    row: PlaceRow
    groups: tuple[FigureGroup, ...]
    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureMap:
    """`unplaced` counts figures that name no place with this role in the registry."""

    period: Period
    places: tuple[PlaceFigures, ...]
    countries: Mapping[str, Name]
    unplaced: int
    is_cut: bool
