"""Records that the analysis stages hand to each other: frozen, without Django.

Offsets count Unicode code points of `Document.text`, and `text[start:end]` is always the quote.
"""

from dataclasses import dataclass, field
from datetime import date

from analysis.terms import (
    Act,
    ActorKind,
    AffiliationKind,
    AliasKind,
    Category,
    Cause,
    CauseBasis,
    CeasefireKind,
    DateAccuracy,
    EntityType,
    Factuality,
    Hazard,
    LinkMethod,
    Measure,
    PlaceFeature,
    PlaceRole,
    Polarity,
    Quantifier,
    Term,
    Unit,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AliasEntry:
    """A name of an actor in one language (ISO 639-1), valid between two dates (None: open)."""

    text: str
    language: str
    kind: AliasKind = AliasKind.NAME
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AffiliationEntry:
    """A dated relation of one actor to another, both by registry id."""

    actor: str
    kind: AffiliationKind
    related: str
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorEntry:
    """An actor as linking sees it. `country` is ISO 3166 alpha-3, `parent` a registry id,
    `wikidata` a Q-number; each empty string when unknown."""

    id: str
    name_en: str
    name_ar: str
    kind: ActorKind
    country: str = ""
    parent: str = ""
    wikidata: str = ""
    aliases: tuple[AliasEntry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceEntry:
    """A place as linking sees it. `country` is ISO 3166 alpha-3; `admin` the English names of the
    units above it, widest first; `aliases` other names in any language; latitude and longitude in
    degrees (WGS 84), None where the place is an area without a point."""

    id: str
    name_en: str
    name_ar: str
    feature: PlaceFeature
    country: str = ""
    admin: tuple[str, ...] = ()
    latitude: float | None = None
    longitude: float | None = None
    population: int = 0
    pcode: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One text to analyse. `lang` is an ISO 639-1 code or None (unknown); `published_on` the
    publication date in the outlet's words, None when unknown (relative dates then stay null)."""

    id: str
    text: str
    title: str | None = None
    lang: str | None = None
    published_on: date | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of a document. `is_body` is False for link lists, captions and datelines, which
    are shown but never analysed; `paragraph` counts from 0."""

    start: int
    end: int
    text: str
    paragraph: int
    is_body: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """What a name recogniser found: type and score in 0..1 over `text[start:end]`."""

    start: int
    end: int
    text: str
    type: EntityType
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A span after linking. It names an actor, a place, both (a state that is also a country) or
    neither; `reason` says why a link is missing. `acts` is True where the name stands for who does
    or says something, not for where it happens."""

    start: int
    end: int
    text: str
    type: EntityType
    score: float
    actor: str | None = None
    actor_name: str | None = None
    actor_kind: ActorKind | None = None
    place: str | None = None
    place_name: str | None = None
    place_country: str | None = None
    acts: bool = False
    method: LinkMethod | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaggedDocument:
    """What every extractor is handed: the document, its sentences and its linked entities, both
    in the order of the text."""

    document: Document
    sentences: tuple[Sentence, ...]
    entities: tuple[Entity, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedActor:
    """An actor by its English name; `actor` is the registry id, None when the name is not in it."""

    actor: str | None
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPlace:
    """A place by its English name; `place` is the registry id, None when it is not in it."""

    place: str | None
    name: str
    role: PlaceRole = PlaceRole.UNCLEAR


@dataclass(frozen=True, slots=True, kw_only=True)
class StanceTag:
    holder: NamedActor
    target: NamedActor
    polarity: Polarity
    act: Act
    score: float
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FramingTag:
    """An outlet's own loaded words in one sentence: `term` is their key in the list of such words,
    `actor` whom they are about (None: nobody named). `words` begin at `words_start` of the text,
    inside of the sentence `quote`."""

    term: str
    actor: str | None
    words: str
    words_start: int
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CeasefireClaim:
    """One sentence says something of a ceasefire. Durations in hours; dates null when unsaid."""

    kind: CeasefireKind
    parties: tuple[NamedActor, ...] = ()
    mediators: tuple[NamedActor, ...] = ()
    perpetrators: tuple[NamedActor, ...] = ()
    alleged_by: tuple[NamedActor, ...] = ()
    denied_by: tuple[NamedActor, ...] = ()
    places: tuple[NamedPlace, ...] = ()
    duration_hours: int | None = None
    declared_on: date | None = None
    effective_on: date | None = None
    ends_on: date | None = None
    date_accuracy: DateAccuracy = DateAccuracy.UNCLEAR
    factuality: Factuality = Factuality.ASSERTED
    score: float
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DisplacementClaim:
    """One figure of people on the move. `reported` is the number as printed (the smallest order
    for a vague one), never computed; `figure_start..figure_end` is the number within the quote's
    sentence, `quote` the sentence or clause that says it. `hazard` is UNCLEAR but for a disaster
    of one kind; `cause_words` name the event, and `cause_basis` says why there is no cause."""

    reported: int | None
    reported_high: int | None = None
    quantifier: Quantifier
    unit: Unit
    term: Term
    category: Category
    measure: Measure
    cause: Cause = Cause.UNCLEAR
    hazard: Hazard = Hazard.UNCLEAR
    cause_basis: CauseBasis = CauseBasis.NOT_SAID
    cause_words: str = ""
    cumulative: bool = False
    since_on: date | None = None
    places: tuple[NamedPlace, ...] = ()
    reported_by: tuple[NamedActor, ...] = ()
    start_on: date | None = None
    end_on: date | None = None
    date_accuracy: DateAccuracy = DateAccuracy.UNCLEAR
    factuality: Factuality = Factuality.ASSERTED
    score: float
    figure_start: int
    figure_end: int
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Declined:
    """A candidate that was looked at and refused, with the reason in words."""

    kind: str
    start: int
    end: int
    quote: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """Everything that one document says. `versions` names the extractors that said so; `opening` is
    the vector of what it opens with (None: no model for it), and no part of what it says."""

    document: Document
    lang: str
    versions: dict[str, str]
    sentences: tuple[Sentence, ...] = ()
    entities: tuple[Entity, ...] = ()
    stances: tuple[StanceTag, ...] = ()
    ceasefires: tuple[CeasefireClaim, ...] = ()
    displacements: tuple[DisplacementClaim, ...] = ()
    declined: tuple[Declined, ...] = field(default=())
    framings: tuple[FramingTag, ...] = ()
    opening: tuple[float, ...] | None = field(default=None, compare=False, repr=False)
