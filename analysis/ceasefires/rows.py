"""The records between stored claims and the ceasefires that they add up to."""

import hashlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from analysis.records import NamedActor
from analysis.terms import CeasefireKind, CeasefireSide, CeasefireStatus, Factuality, RulingKind


class Standing(StrEnum):
    """How well a violation is attested; CONFIRMED and DENIED are for a reviewer to say."""

    ALLEGED = "ALLEGED"
    CORROBORATED = "CORROBORATED"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRef:
    """A place by its key (registry id, else its English name); `country` is ISO 3166 alpha-3,
    empty when unknown."""

    key: str
    name: str
    country: str = ""
    is_country: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """A stored claim about a truce. `key` is unique and survives re-analysis; `anchor` names its
    sentence and survives an edit of the text around it; `story` is shared by reprints and
    translations of one report; `published_on` None means unknown; `home` is the country that the
    article is about, None when unclear."""

    key: str
    article: str
    story: str
    kind: CeasefireKind
    published_on: date | None = None
    parties: tuple[NamedActor, ...] = ()
    mediators: tuple[NamedActor, ...] = ()
    perpetrators: tuple[NamedActor, ...] = ()
    alleged_by: tuple[NamedActor, ...] = ()
    places: tuple[PlaceRef, ...] = ()
    duration_hours: int | None = None
    declared_on: date | None = None
    effective_on: date | None = None
    ends_on: date | None = None
    factuality: Factuality = Factuality.ASSERTED
    home: PlaceRef | None = None
    anchor: str = ""


def anchor_of(address: str, quote: str) -> str:
    """Name a sentence by its article's address and its words, which stay when the article is
    analysed anew."""
    return f"{address}#{hashlib.sha256(quote.encode()).hexdigest()[:16]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """A person's decision: the claims of these sentences are of one ceasefire (MERGE), or of one
    of their own (SPLIT)."""

    kind: RulingKind
    anchors: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """What a person may want to decide on a ceasefire: to put it together with `other`, or to take
    `claims` out of it."""

    kind: RulingKind
    reason: str
    other: str = ""
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What the reports up to a day changed in what is known of a ceasefire, and which claim did;
    dates as ISO text, empty for unknown."""

    on: date
    field: str
    before: str
    after: str
    claim: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What is said to have happened to a ceasefire on a day, with the claims that say so.
    `stories` counts independent reports, reprints once."""

    on: date | None
    kind: CeasefireKind
    factuality: Factuality
    claims: tuple[str, ...]
    stories: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """A breach on a day by the same perpetrators, as told by so many claims."""

    on: date | None
    perpetrators: tuple[NamedActor, ...]
    alleged_by: tuple[NamedActor, ...]
    standing: Standing
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CeasefireEvent:
    """A ceasefire, or a lead to one (PROPOSED). `key` stays while its first claim stays;
    `fixed_term_hours` is the term first given, without extensions; `planned_end_on` counts them."""

    key: str
    parties: tuple[NamedActor, ...]
    mediators: tuple[NamedActor, ...]
    places: tuple[PlaceRef, ...]
    country: str
    status: CeasefireStatus
    status_reason: str
    side: CeasefireSide
    first_reported_on: date | None
    declared_on: date | None
    effective_on: date | None
    planned_end_on: date | None
    ended_on: date | None
    fixed_term_hours: int | None
    extensions: int
    claims: tuple[str, ...]
    marks: tuple[Mark, ...]
    violations: tuple[Violation, ...]
