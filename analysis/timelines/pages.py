"""What each page reads: one frozen record for one page."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from analysis.edits import EditedSentence
from analysis.terms import ActorKind
from analysis.timelines.figure_records import Band, FlowSum, Spread
from analysis.timelines.framing_records import FramingRow
from analysis.timelines.records import (
    ActorRow,
    ArticleRow,
    CeasefireBar,
    CeasefireRow,
    DayCount,
    FigureGroup,
    FigureRow,
    Name,
    Page,
    Period,
    PlaceRow,
    Relation,
    StanceCell,
    StanceRow,
)
from ingest.records import PublishedOrigin


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    reports: int
    reprints: int
    outlets: int
    ceasefire_claims: int
    figures: int
    stances: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorList:
    period: Period
    page: Page[ActorRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorTimeline:
    period: Period
    name: Name
    kind: ActorKind
    country: str
    wikidata: str
    parent: Name | None
    nation: Name | None
    names: tuple[tuple[str, tuple[str, ...]], ...]  # language, names in it
    relations: tuple[Relation, ...]
    mentions: tuple[DayCount, ...]  # by country of the outlet
    countries: Mapping[str, Name]
    received_by_day: tuple[DayCount, ...]
    given_by_day: tuple[DayCount, ...]
    given: tuple[StanceRow, ...]
    received: tuple[StanceRow, ...]
    ceasefires: tuple[CeasefireBar, ...]
    mediated: tuple[CeasefireBar, ...]
    figures: tuple[FigureGroup, ...]
    framings: tuple[FramingRow, ...]  # loaded words that outlets use for it
    together_with: tuple[ActorRow, ...]
    together_in: int  # who is named together is counted in so many of the newest reports
    articles: tuple[ArticleRow, ...]

    @property
    def reports(self) -> int:
        return sum(item.count for item in self.mentions)


@dataclass(frozen=True, slots=True, kw_only=True)
class StanceMatrix:
    """Who stands how toward whom: `cells` by the slugs of holder and target. `pairs` counts the
    pairs of the period, shown or not; `unnamed` the reports whose holder or target the registry
    does not know."""

    period: Period
    holders: tuple[Name, ...]
    targets: tuple[Name, ...]
    cells: Mapping[tuple[str, str], StanceCell]
    pairs: int
    unnamed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StanceQuotes:
    """The sentences behind a cell or a bar: those of one holder, target and polarity, or any.
    `counts` are their reports by day and polarity."""

    period: Period
    holder: Name | None
    target: Name | None
    counts: tuple[DayCount, ...]
    page: Page[StanceRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMap:
    """`is_cut` says that more places are named than are shown."""

    period: Period
    places: tuple[PlaceRow, ...]
    countries: Mapping[str, Name]
    is_cut: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceTimeline:
    """One place with what lies within it."""

    period: Period
    place: PlaceRow
    nation: Name | None
    names: tuple[str, ...]
    mentions: tuple[DayCount, ...]  # by language of the report
    figures: tuple[FigureGroup, ...]
    ceasefires: tuple[CeasefireBar, ...]
    articles: Page[ArticleRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class CeasefireTimeline:
    """`loose` are the newest claims that no ceasefire could be built from; `last_before` names the
    latest ceasefire when the period has none."""

    period: Period
    page: Page[CeasefireBar]
    loose: tuple[CeasefireRow, ...]
    last_before: CeasefireBar | None
    has_more_loose: bool = False

    @property
    def bars(self) -> tuple[CeasefireBar, ...]:
        return self.page.rows

    @property
    def has_joined_marks(self) -> bool:
        return any(mark.is_joined for bar in self.bars for mark in bar.marks)


@dataclass(frozen=True, slots=True, kw_only=True)
class DisplacementTimeline:
    """A page of figures out of so many `sentences`. `bands` are those of the chosen place, none
    where no place is chosen: figures of two places are not set side by side.

    `drawn` are the figures of the chart: all or, where `days_of_run` is not 0, the lowest and the
    highest of so many days. `spread` gives the lowest and highest flow and stock of persons.
    `is_cut` says that what is set side by side or sorted by outlets are the newest figures."""

    period: Period
    page: Page[FigureGroup]
    drawn: tuple[FigureGroup, ...]
    sentences: int
    bands: tuple[Band, ...]
    sums: tuple[FlowSum, ...]
    spread: Spread
    days_of_run: int = 0
    is_cut: bool = False

    @property
    def groups(self) -> tuple[FigureGroup, ...]:
        return self.page.rows


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleList:
    period: Period
    page: Page[ArticleRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionSpan:
    """A linked name in a text: an actor, a place or both."""

    start: int
    end: int
    actor: Name | None
    place: Name | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FramedWords:
    """Loaded words of the outlet itself; `plain` says the same without load, `actor` is the slug of
    whom they are about."""

    start: int
    end: int
    term: str
    plain: Name
    actor: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """An article as published, in one of its versions, with everything claimed from it.

    `duplicate_of` is the article that this one reprints; `text` is then that article's. `edits`
    are the sentences that the version before it had otherwise; `claims_gone` and `claims_new` the
    words of figures and truces that this version claims no more, or anew. `is_feed_text` says that
    the page could not be read, and this is what the feed tells of it."""

    id: int
    title: str
    url: str
    author: str
    source: Name
    published_at: datetime | None
    published_origin: PublishedOrigin
    fetched_at: datetime | None
    language: str
    direction: str
    is_sample: bool
    text: str
    version: int
    versions: tuple[int, ...]
    reprinted_by: tuple[Name, ...]
    duplicate_of: int | None
    ceasefires: tuple[CeasefireRow, ...]
    figures: tuple[FigureRow, ...]
    stances: tuple[StanceRow, ...]
    mentions: tuple[MentionSpan, ...]
    framed: tuple[FramedWords, ...]
    declined: tuple[tuple[int, int, str], ...]  # start, end, reason
    told_elsewhere: tuple[ArticleRow, ...] = ()  # other reports of the event, first printed first
    told_in_words: Mapping[int, tuple[str, ...]] = field(default_factory=dict)  # of those, by id
    read_at: Mapping[int, datetime] = field(default_factory=dict)  # by number of the version
    is_feed_text: bool = False
    has_vector: bool = False
    edits: tuple[EditedSentence, ...] = ()
    claims_gone: tuple[str, ...] = ()
    claims_new: tuple[str, ...] = ()
