"""What the pages read: frozen rows, each with the sentence behind it.

Dates on an axis are publication dates in UTC. A row whose article has no publication date keeps
None there: it stands in tables and is on no axis.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Generic, TypeVar

from analysis.terms import (
    Act,
    ActorKind,
    AffiliationKind,
    Category,
    Cause,
    CauseBasis,
    CeasefireKind,
    CeasefireSide,
    CeasefireStatus,
    DateAccuracy,
    Factuality,
    FigureRole,
    Hazard,
    Measure,
    PlaceFeature,
    PlaceRole,
    Polarity,
    Quantifier,
    Term,
    Unit,
)
from analysis.timelines.households import PersonEstimate
from ingest.records import Outcome

Row = TypeVar("Row")


class PeriodNote(StrEnum):
    """Why the period is what it is."""

    GIVEN = "GIVEN"
    LAST_DAYS = "LAST_DAYS"
    LATEST_DATA = "LATEST_DATA"  # nothing in the last days: the latest days that have something
    NO_DATA = "NO_DATA"


class ClaimType(StrEnum):
    CEASEFIRE = "CEASEFIRE"
    DISPLACEMENT = "DISPLACEMENT"
    STANCE = "STANCE"


class Review(StrEnum):
    """What people decided on a machine's row. Machine rows start unreviewed."""

    UNREVIEWED = "UNREVIEWED"
    APPROVED = "APPROVED"
    REFUSED = "REFUSED"


class DateBasis(StrEnum):
    """Whether a mark's date is said in the sentence or is the day that it was printed."""

    STATED = "STATED"
    PUBLISHED = "PUBLISHED"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What an analyst asked for. `today` ends the usual period; slugs and codes are "" for any;
    `page` counts from 1. `country` is an actor's, `outlet_country` that of who printed; `actors`
    and `places` are slugs of a chosen set, and `most` is how many are shown where none is chosen.
    `role`, `window` and `series` are those of figures: whether people left or reached a place, how
    many days are set side by side, and what a chart parts its points by. `region` is the slug of a
    country or a part of one (analysis/timelines/regions.py)."""

    today: date
    since: date | None = None
    until: date | None = None
    source: str = ""
    language: str = ""
    actor: str = ""
    place: str = ""
    query: str = ""
    kind: str = ""
    country: str = ""
    outlet_country: str = ""
    order: str = ""
    holder: str = ""
    target: str = ""
    polarity: str = ""
    actors: tuple[str, ...] = ()
    most: int = 12
    page: int = 1
    role: str = ""
    window: str = ""
    series: str = ""
    region: str = ""
    places: tuple[str, ...] = ()
    cause: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A run of days, both ends included."""

    since: date
    until: date
    note: PeriodNote

    def days(self) -> tuple[date, ...]:
        span = (self.until - self.since).days + 1
        return tuple(self.since + timedelta(days=step) for step in range(span))


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """An actor, place or outlet in both languages. `slug` is None when no registry has it."""

    slug: str | None
    en: str
    ar: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The sentence behind a row: `quote` is the version's text at `start:end`. `reprinted_by`
    names the outlets that printed the same report again."""

    claim_type: ClaimType
    article_id: int
    version: int
    is_current: bool
    start: int
    end: int
    quote: str
    title: str
    source: Name
    published_on: date | None
    language: str
    direction: str
    is_sample: bool
    reprinted_by: tuple[Name, ...] = ()
    review: Review = Review.UNREVIEWED


@dataclass(frozen=True, slots=True, kw_only=True)
class CeasefireRow:
    """One sentence that says something of a ceasefire. Durations in hours."""

    evidence: Evidence
    kind: CeasefireKind
    factuality: Factuality
    parties: tuple[Name, ...]
    mediators: tuple[Name, ...]
    perpetrators: tuple[Name, ...]
    alleged_by: tuple[Name, ...]
    denied_by: tuple[Name, ...]
    places: tuple[Name, ...]
    duration_hours: int | None
    declared_on: date | None
    effective_on: date | None
    ends_on: date | None
    date_accuracy: DateAccuracy
    ceasefire: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacePart:
    """A place of a figure. `country` is ISO 3166 alpha-3, `within` the English names of the units
    above it, widest first, `pcode` OCHA's; empty when unknown."""

    place: Name
    role: PlaceRole
    country: str = ""
    within: tuple[str, ...] = ()
    pcode: str = ""
    feature: PlaceFeature = PlaceFeature.UNCLEAR


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A decision of a person that stands; `id` is what undoes it."""

    id: int
    by: str
    at: datetime
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """One figure of people on the move, as printed. Its number stands at `figure_start:figure_end`
    of the text of the version; `replaces` are the words that an earlier version of the article had
    in its place; `estimate` the persons that households may be, None for what is no household or
    has no household size that can be cited."""

    evidence: Evidence
    reported: int | None
    reported_high: int | None
    quantifier: Quantifier
    unit: Unit
    term: Term
    category: Category
    measure: Measure
    is_return: bool
    is_cumulative: bool
    since_on: date | None
    start_on: date | None
    end_on: date | None
    date_accuracy: DateAccuracy
    factuality: Factuality
    places: tuple[PlacePart, ...]
    reporters: tuple[Name, ...]
    figure_start: int = 0
    figure_end: int = 0
    replaces: tuple[str, ...] = ()
    estimate: PersonEstimate | None = None
    cause: Cause = Cause.UNCLEAR
    hazard: Hazard = Hazard.UNCLEAR
    cause_basis: CauseBasis = CauseBasis.NOT_READ
    cause_words: str = ""
    cause_decided: Decided | None = None
    recommended: Decided | None = None

    @property
    def high(self) -> int | None:
        """The upper end of a range, else the number itself."""
        return self.reported_high or self.reported

    @property
    def words(self) -> str:
        """The number in the words of the sentence."""
        start = self.evidence.start
        return self.evidence.quote[self.figure_start - start : self.figure_end - start]


@dataclass(frozen=True, slots=True, kw_only=True)
class StanceRow:
    """A holder for or against a target, in one sentence."""

    evidence: Evidence
    holder: Name
    target: Name
    polarity: Polarity
    act: Act


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A dated point on a ceasefire's bar, with the sentences that make it. Where it stands for more
    `sentences` than are read, `rows` has the first of them, and they are of the days to `until`."""

    kind: CeasefireKind
    factuality: Factuality
    on: date | None
    basis: DateBasis
    rows: tuple[CeasefireRow, ...]
    until: date | None = None
    sentences: int = 0

    @property
    def is_joined(self) -> bool:
        return self.sentences > len(self.rows)

    @property
    def outlets(self) -> int:
        return count_outlets(row.evidence for row in self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class CeasefireBar:
    """A ceasefire: its fields as the claims add up to them, and its marks in order of date."""

    key: str
    parties: tuple[Name, ...]
    mediators: tuple[Name, ...]
    places: tuple[Name, ...]
    name: str
    status: CeasefireStatus
    status_reason: str
    side: CeasefireSide
    first_reported_on: date | None
    declared_on: date | None
    effective_on: date | None
    planned_end_on: date | None
    ended_on: date | None
    duration_hours: int | None
    is_sample: bool
    marks: tuple[Mark, ...]

    @property
    def rows(self) -> tuple[CeasefireRow, ...]:
        return tuple(row for mark in self.marks for row in mark.rows)

    @property
    def outlets(self) -> int:
        return count_outlets(row.evidence for row in self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureGroup:
    """One figure with every sentence that repeats it: same reporter, number, unit, measure, window
    and place. `first` is the earliest sentence; five reprints are one group. Two causes never meet
    in one: `cause` is the one that some of the sentences say."""

    first: FigureRow
    rows: tuple[FigureRow, ...]
    role: FigureRole = FigureRole.UNASSESSED

    @property
    def cause(self) -> Cause:
        return self._causal.cause

    @property
    def hazard(self) -> Hazard:
        return self._causal.hazard

    @property
    def cause_basis(self) -> CauseBasis:
        return self._causal.cause_basis

    @property
    def cause_words(self) -> str:
        return self._causal.cause_words

    @property
    def _causal(self) -> FigureRow:
        """Give the sentence that says the cause most fully, the first where none does."""
        told = (row for row in self.rows if row.cause is not Cause.UNCLEAR)
        best = max(told, key=lambda row: row.hazard is not Hazard.UNCLEAR, default=self.first)
        return best

    @property
    def recommended(self) -> Decided | None:
        """Give the decision that recommends the figure, by whichever of its sentences."""
        return next((row.recommended for row in self.rows if row.recommended), None)

    @property
    def outlets(self) -> int:
        return count_outlets(row.evidence for row in self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCount:
    """How many reports of one language or outlet country (or stances of one polarity) a day
    has."""

    on: date
    series: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRow:
    id: int
    title: str
    source: Name
    published_on: date | None
    language: str
    direction: str
    is_sample: bool
    reprinted_by: tuple[Name, ...]
    ceasefires: int
    figures: int
    stances: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[Row]):
    """A page of rows; `number` and `pages` count from 1."""

    rows: tuple[Row, ...]
    number: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorRow:
    """An actor with the number of reports that name it, in all and by day of the period."""

    name: Name
    kind: ActorKind
    country: str
    reports: int
    by_day: tuple[int, ...] = ()
    nation: Name | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A dated relation of an actor; `is_outgoing` says that the actor is its subject."""

    kind: AffiliationKind
    other: Name
    is_outgoing: bool
    valid_from: date | None
    valid_to: date | None

    def holds_on(self, day: date) -> bool:
        """Say whether the relation holds on a day; its last day is the first of the next."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class StanceCell:
    """In how many reports a holder stands for, against or neutral to a target."""

    holder: Name
    target: Name
    support: int = 0
    oppose: int = 0
    neutral: int = 0

    @property
    def reports(self) -> int:
        return self.support + self.oppose + self.neutral


class Precision(StrEnum):
    """How much ground a place's point stands for."""

    SPOT = "SPOT"  # a settlement, camp or site
    ADMIN = "ADMIN"  # an administrative unit within a country
    REGION = "REGION"
    COUNTRY = "COUNTRY"
    UNCLEAR = "UNCLEAR"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """A place with the reports that name it and the claims about it. A place without usable
    coordinates has no `latitude` and `longitude`: it stands in tables and on no map."""

    name: Name
    feature: PlaceFeature
    precision: Precision
    country: str
    admin_path: str
    latitude: float | None
    longitude: float | None
    reports: int = 0
    figures: int = 0
    ceasefires: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedRow:
    url: str
    state: Outcome | None
    reason: str
    failure_score: float
    last_fetched_at: datetime | None
    last_new_at: datetime | None
    next_attempt_at: datetime | None


class SourceState(StrEnum):
    """How a source fares, from its feeds: the worst of them says it."""

    OK = "OK"
    TROUBLE = "TROUBLE"
    NEVER_POLLED = "NEVER_POLLED"
    NO_FEED = "NO_FEED"
    DISABLED = "DISABLED"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """A source, its feeds and its latest fetches, oldest first."""

    name: Name
    state: SourceState
    is_sample: bool
    languages: str
    reports: int
    last_new_at: datetime | None
    feeds: tuple[FeedRow, ...]
    fetches: tuple[Outcome, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Queues:
    """How much work waits, and what failed."""

    feeds_due: int
    articles_due: int
    analyses_due: int
    analyses_failed: int
    articles_without_text: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    sources: tuple[SourceRow, ...]
    queues: Queues

    @property
    def enabled(self) -> tuple[SourceRow, ...]:
        return tuple(row for row in self.sources if row.state is not SourceState.DISABLED)

    @property
    def disabled(self) -> tuple[SourceRow, ...]:
        return tuple(row for row in self.sources if row.state is SourceState.DISABLED)


def count_outlets(evidence: Iterable[Evidence]) -> int:
    """Count the outlets that printed a sentence, reprints among them."""
    found: set[str] = set()
    for item in evidence:
        found.add(item.source.en)
        found.update(name.en for name in item.reprinted_by)
    return len(found)
