"""What the shared timeline reads: actors, ceasefires and displacement of one choice."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from analysis.timelines.records import (
    CeasefireBar,
    CeasefireRow,
    FigureGroup,
    FigureRow,
    Name,
    Page,
    Period,
    StanceRow,
)

Told = CeasefireRow | FigureRow | StanceRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """An actor or a place with the reports that name it, by day, and the stances that an actor
    takes toward the others of the choice, or toward anybody where it is alone."""

    name: Name
    reports: Mapping[date, int]
    stances: tuple[StanceRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """Everything of a choice on one axis of time. `is_chosen` is False where nothing was chosen:
    then `actors` are the most mentioned, and ceasefires and figures those of the whole period.
    `told` are the sentences behind all marks, oldest first; `is_cut` says that older stances are
    not shown, `days_of_run` that the figures are the lowest and highest of so many days."""

    period: Period
    actors: tuple[Lane, ...]
    places: tuple[Lane, ...]
    bars: tuple[CeasefireBar, ...]
    figures: tuple[FigureGroup, ...]
    told: Page[Told]
    is_chosen: bool
    is_cut: bool
    sentences: int = 0  # that give a figure
    days_of_run: int = 0

    @property
    def has_joined_marks(self) -> bool:
        return any(mark.is_joined for bar in self.bars for mark in bar.marks)
