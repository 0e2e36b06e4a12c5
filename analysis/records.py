"""Records that the analysis stages hand to each other: frozen, without Django.

Offsets count Unicode code points of `Document.text`, and `text[start:end]` is always the quote.
Enumerations follow IDMC Helix (displacement), the ETH/PRIO ceasefire dataset and PLOVER; each has
UNCLEAR (or INSUFFICIENT) and none defaults to a real value. See docs/glossary.md.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class EntityType(StrEnum):
    PER = "PER"
    ORG = "ORG"
    LOC = "LOC"


class ActorKind(StrEnum):
    PERSON = "PERSON"
    ORGANIZATION = "ORGANIZATION"
    ARMED_GROUP = "ARMED_GROUP"
    STATE = "STATE"
    STATE_FORCE = "STATE_FORCE"
    IGO = "IGO"
    NGO = "NGO"
    MEDIA = "MEDIA"
    COMMUNITY = "COMMUNITY"
    UNCLEAR = "UNCLEAR"


class AliasKind(StrEnum):
    """How far a name may be trusted to mean its actor (rules in analysis/linking/linker.py)."""

    NAME = "NAME"  # links wherever it stands
    SHORT = "SHORT"  # a surname or clipped name: needs the full name nearby or a fitting tag
    METONYM = "METONYM"  # a capital or palace: links only where it acts
    DEMONYM = "DEMONYM"  # an adjective: links only beside a noun of government or forces
    TITLE = "TITLE"  # an office: links to its holder at the article's date


class LinkMethod(StrEnum):
    ALIAS = "ALIAS"
    CONTEXT = "CONTEXT"
    HUMAN = "HUMAN"


class AffiliationKind(StrEnum):
    COMPONENT_OF = "COMPONENT_OF"
    ALLY_OF = "ALLY_OF"
    PROXY_OF = "PROXY_OF"
    SPLINTER_OF = "SPLINTER_OF"
    RENAMED_TO = "RENAMED_TO"
    LEADS = "LEADS"
    SPEAKS_FOR = "SPEAKS_FOR"


class PlaceFeature(StrEnum):
    COUNTRY = "COUNTRY"
    REGION = "REGION"  # no administrative unit: "northern Syria", "the Gaza Strip"
    ADM1 = "ADM1"
    ADM2 = "ADM2"
    ADM3 = "ADM3"
    SETTLEMENT = "SETTLEMENT"
    CAMP = "CAMP"
    SITE = "SITE"  # a crossing, base or road
    UNCLEAR = "UNCLEAR"


class DateAccuracy(StrEnum):
    DAY = "DAY"
    WEEK = "WEEK"
    MONTH = "MONTH"
    YEAR = "YEAR"
    UNCLEAR = "UNCLEAR"


class Factuality(StrEnum):
    ASSERTED = "ASSERTED"
    DENIED = "DENIED"
    FUTURE = "FUTURE"
    HYPOTHETICAL = "HYPOTHETICAL"
    HISTORICAL = "HISTORICAL"
    UNCLEAR = "UNCLEAR"


class CeasefireKind(StrEnum):
    PROPOSED = "PROPOSED"
    DECLARED = "DECLARED"
    AGREED = "AGREED"
    ACCEPTED = "ACCEPTED"
    REJECTED = "REJECTED"
    ENTERED_INTO_FORCE = "ENTERED_INTO_FORCE"
    EXTENDED = "EXTENDED"
    VIOLATED = "VIOLATED"
    SUSPENDED = "SUSPENDED"
    ENDED = "ENDED"
    UNCLEAR = "UNCLEAR"


class CeasefireStatus(StrEnum):
    PROPOSED = "PROPOSED"
    DECLARED = "DECLARED"
    IN_EFFECT = "IN_EFFECT"
    EXTENDED = "EXTENDED"
    SUSPENDED = "SUSPENDED"
    LAPSED = "LAPSED"
    ENDED_VIOLENCE = "ENDED_VIOLENCE"
    ENDED_SUPERSEDED = "ENDED_SUPERSEDED"
    ENDED_WITHDRAWN = "ENDED_WITHDRAWN"
    ENDED_OTHER = "ENDED_OTHER"
    UNCLEAR = "UNCLEAR"


class CeasefireSide(StrEnum):
    UNILATERAL = "UNILATERAL"
    BILATERAL = "BILATERAL"
    MULTILATERAL = "MULTILATERAL"
    UNCLEAR = "UNCLEAR"


class RulingKind(StrEnum):
    """What a person decides on ceasefires."""

    MERGE = "MERGE"
    SPLIT = "SPLIT"


class PartyRole(StrEnum):
    PARTY = "PARTY"
    MEDIATOR = "MEDIATOR"
    PERPETRATOR = "PERPETRATOR"  # the alleged one of a violation
    ALLEGED_BY = "ALLEGED_BY"
    DENIED_BY = "DENIED_BY"


class Quantifier(StrEnum):
    EXACT = "EXACT"
    APPROXIMATELY = "APPROXIMATELY"
    MORE_THAN = "MORE_THAN"
    LESS_THAN = "LESS_THAN"
    RANGE = "RANGE"
    VAGUE = "VAGUE"
    UNCLEAR = "UNCLEAR"


class Unit(StrEnum):
    PERSON = "PERSON"
    HOUSEHOLD = "HOUSEHOLD"
    UNCLEAR = "UNCLEAR"


class Term(StrEnum):
    EVACUATED = "EVACUATED"
    DISPLACED = "DISPLACED"
    FORCED_TO_FLEE = "FORCED_TO_FLEE"
    RELOCATED = "RELOCATED"
    SHELTERED = "SHELTERED"
    IN_RELIEF_CAMP = "IN_RELIEF_CAMP"
    DESTROYED_HOUSING = "DESTROYED_HOUSING"
    PARTIALLY_DESTROYED_HOUSING = "PARTIALLY_DESTROYED_HOUSING"
    UNINHABITABLE_HOUSING = "UNINHABITABLE_HOUSING"
    HOMELESS = "HOMELESS"
    AFFECTED = "AFFECTED"
    RETURNS = "RETURNS"
    MULTIPLE_OR_OTHER = "MULTIPLE_OR_OTHER"
    UNCLEAR = "UNCLEAR"


class Category(StrEnum):
    NEW_DISPLACEMENT = "NEW_DISPLACEMENT"
    MULTIPLE_DISPLACEMENT = "MULTIPLE_DISPLACEMENT"
    RETURN = "RETURN"
    PARTIAL_FLOW = "PARTIAL_FLOW"
    CROSS_BORDER_FLIGHT = "CROSS_BORDER_FLIGHT"
    CROSS_BORDER_RETURN = "CROSS_BORDER_RETURN"
    RELOCATION_ELSEWHERE = "RELOCATION_ELSEWHERE"
    UNVERIFIED_FLOW = "UNVERIFIED_FLOW"
    IDPS = "IDPS"
    RETURNEES = "RETURNEES"
    PEOPLE_DISPLACED_ACROSS_BORDERS = "PEOPLE_DISPLACED_ACROSS_BORDERS"
    PARTIAL_STOCK = "PARTIAL_STOCK"
    UNVERIFIED_STOCK = "UNVERIFIED_STOCK"
    UNCLEAR = "UNCLEAR"


class Cause(StrEnum):
    CONFLICT = "CONFLICT"
    DISASTER = "DISASTER"
    OTHER = "OTHER"
    UNCLEAR = "UNCLEAR"


class Hazard(StrEnum):
    """What kind of disaster it was."""

    FLOOD = "FLOOD"
    EARTHQUAKE = "EARTHQUAKE"
    STORM = "STORM"
    DROUGHT = "DROUGHT"
    WILDFIRE = "WILDFIRE"
    LANDSLIDE = "LANDSLIDE"
    VOLCANO = "VOLCANO"
    TSUNAMI = "TSUNAMI"
    EXTREME_TEMPERATURE = "EXTREME_TEMPERATURE"
    UNCLEAR = "UNCLEAR"


class CauseBasis(StrEnum):
    """Where the cause of a figure is said, or why there is none."""

    SENTENCE = "SENTENCE"
    SENTENCE_BEFORE = "SENTENCE_BEFORE"
    HUMAN = "HUMAN"
    NOT_SAID = "NOT_SAID"
    SEVERAL = "SEVERAL"
    NOT_READ = "NOT_READ"  # analysed before causes were read


class FigureRole(StrEnum):
    """What a figure is used for, in Helix's terms; the machine's rows are not assessed."""

    RECOMMENDED = "RECOMMENDED"
    TRIANGULATION = "TRIANGULATION"
    UNASSESSED = "UNASSESSED"


class Measure(StrEnum):
    FLOW = "FLOW"
    STOCK = "STOCK"
    UNCLEAR = "UNCLEAR"


class PlaceRole(StrEnum):
    ORIGIN = "ORIGIN"
    DESTINATION = "DESTINATION"
    ORIGIN_AND_DESTINATION = "ORIGIN_AND_DESTINATION"
    UNCLEAR = "UNCLEAR"


class Polarity(StrEnum):
    SUPPORT = "SUPPORT"
    OPPOSE = "OPPOSE"
    NEUTRAL = "NEUTRAL"
    INSUFFICIENT = "INSUFFICIENT"


class Act(StrEnum):
    """PLOVER's event types, and NONE."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"
    NONE = "NONE"


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
