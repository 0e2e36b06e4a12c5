"""What the home page reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from analysis.terms import CeasefireStatus
from analysis.timelines.figure_records import Band
from analysis.timelines.pages import Totals
from analysis.timelines.records import (
    ActorRow,
    ArticleRow,
    CeasefireBar,
    CeasefireRow,
    DayCount,
    Evidence,
    FigureGroup,
    FigureRow,
    Name,
    Period,
    SourceRow,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Horizon:
    """What counts as new: what was learnt after a moment or, where that is None, what was printed
    in the period."""

    period: Period
    learnt_after: datetime | None = None


class ChangeKind(StrEnum):
    """What became of a ceasefire."""

    NEW = "NEW"
    STATUS = "STATUS"
    LAPSED = "LAPSED"  # its term ran out; no report needs to say so
    VIOLATED = "VIOLATED"


@dataclass(frozen=True, slots=True, kw_only=True)
class CeasefireChange:
    """A ceasefire that is new or changed, with the sentence that says so. `before` is None for a
    new one; `rows` are all sentences that say it, the telling one first."""

    kind: ChangeKind
    bar: CeasefireBar
    before: CeasefireStatus | None
    after: CeasefireStatus
    rows: tuple[CeasefireRow, ...]

    @property
    def row(self) -> CeasefireRow:
        return self.rows[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutOfBand:
    """A new figure outside of what was known of its place and measure before: the band."""

    group: FigureGroup
    band: Band
    is_above: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorJump:
    """An actor that more reports of a week name than is usual for it, with the newest sentence.
    `usual` is the mean of the weeks before, `bound` the number that a usual week stays below."""

    name: Name
    reports: int
    usual: float
    bound: float
    times: float | None
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Jumps:
    """The jumps of the week that ends with `until`; `weeks` counts the weeks compared with, 0 where
    too few are stored."""

    until: date
    weeks: int
    actors: tuple[ActorJump, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What is new within a horizon; `reports` and `outlets` count what came in."""

    horizon: Horizon
    reports: int
    outlets: int
    ceasefires: tuple[CeasefireChange, ...]
    figures: tuple[OutOfBand, ...]
    is_cut: bool

    @property
    def is_empty(self) -> bool:
        return not self.ceasefires and not self.figures


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """`jumps` is None and `actors` empty where a region is asked for: actors have none."""

    period: Period
    news: News
    jumps: Jumps | None
    totals: Totals
    volume: Sequence[DayCount]
    articles: tuple[ArticleRow, ...]
    ceasefires: tuple[CeasefireRow, ...]
    figures: tuple[FigureRow, ...]
    actors: tuple[ActorRow, ...]
    troubled: tuple[SourceRow, ...]
