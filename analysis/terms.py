"""The closed lists of terms in which analysis writes down what it finds.

They follow IDMC Helix (displacement), the ETH/PRIO ceasefire dataset and PLOVER; each has UNCLEAR
(or INSUFFICIENT) and none defaults to a real value. See docs/glossary.md.
"""

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
