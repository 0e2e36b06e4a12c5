"""Why a figure says nothing of displacement, told in words."""

from dataclasses import dataclass

from analysis.displacement.figures import Figure
from analysis.displacement.kinds import Kind
from analysis.displacement.words import POSITIVE, Cue, Frame, country_code, noun_class
from analysis.records import Sentence, TaggedDocument
from analysis.terms import EntityType, Unit
from newsmon.lib.numerals import Quantity

# "killed" this near to "displaced people" speaks of them; farther off it speaks of others.
_DIRECT = 3.5
_CAMP_REACH = 30
# "received 3,361 survivors of the attack ..., who came by boat".
_CAME_REACH = 60
# "... evacuated 2,000 people from the shopping centre": how far after its verb it stands.
_BRIEF_REACH = 60
_PLACE_REACH = 60
# So many people do not leave a town at once for their affairs.
_MASS = 500
HARM = frozenset({"KILL", "WOUND", "ARREST", "MISSING", "PROTEST", "STATUS", "MEDICAL", "ATTEMPT"})
# What is done to some of the displaced counts those, not the displaced.
_DONE_TO_SOME = HARM | {"GIVEN", "STUDY"}


REASONS = {
    "KILL": "people killed are not displaced people",
    "WOUND": "people wounded are not displaced people",
    "ARREST": "people captured or released are not displaced people",
    "MISSING": "people missing are not displaced people",
    "PROTEST": "a crowd or a force is not displaced people",
    "AID": "people who get aid are not said to be displaced",
    "GIVEN": "people who are helped may be few of the displaced",
    "ROOM": "room for people shelters nobody yet",
    "STUDY": "people who are asked or listed may be few of the displaced",
    "NEED": "people in need are not said to be displaced",
    "RESIDE": "residents of a place are not displaced people",
    "DEAD": "people killed are not displaced people",
    "WOUNDED": "people wounded are not displaced people",
    "FIGHTER": "fighters and soldiers are not displaced people",
    "CAPTIVE": "escaped or held prisoners are not displaced people",
    "OTHER_PEOPLE": "the people counted are not said to be displaced",
    "THING": "what is counted is not people",
    "UNKNOWN": "what is counted is not known to be people",
    "ORDER": "an order or a call to leave moves nobody yet",
    "THREAT": "people threatened with displacement have not moved",
    "PLAN": "a plan or a forecast is not a displacement",
    "SUBSET": "a part of a figure already counted",
    "BRIEF": "people who leave a building or a scene are not displaced people",
    "FORMER": "an earlier number, in whose place another has come",
    "SHARE": "only a share of the people counted is said to have moved",
    "STATUS": "asylum or papers given or asked for are not displacement",
    "RESETTLE": "people to be settled or sent back are not said to be displaced",
    "MEDICAL": "patients moved for treatment are not displaced people",
    "STAY": "people who stay are not displaced people",
    "MOVE": "people moving are not said to be displaced",
    "HOST": "people in a place are not said to be displaced",
    "ATTEMPT": "people who try to move have not moved",
    "NONE": "no word of displacement governs the number",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A figure with what governs it, and why it says nothing of displacement ("": it does).
    `kind` is set where the figure only corrects another and takes what that one tells."""

    figure: Figure
    governor: Cue | None = None
    cost: float = 0
    reason: str = ""
    kind: Kind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The sentence being read and the sentences before it, the nearest last, and the one `after`
    it; `told` is what the last figure of the sentence right before tells, `is_sure` whether the
    sentence classifier is sure that people on the move are counted."""

    tagged: TaggedDocument
    sentence: Sentence
    frame: Frame
    before: tuple[tuple[Sentence, Frame], ...]
    told: Kind | None = None
    after: Frame | None = None
    is_sure: bool = False


def why_not(context: Context, reading: Reading) -> str:
    """Give the reason to decline a figure whose noun could be displaced people, "" for none."""
    figure, governor = reading.figure, reading.governor
    kind = governor.kind if governor is not None else "NONE"
    if figure.displaced:
        return REASONS[kind] if kind in _DONE_TO_SOME and reading.cost <= _DIRECT else ""
    if kind not in POSITIVE or kind == "RESETTLE":
        return REASONS[kind]
    if kind == "COUNTED" and (others := _counted_others(context.frame, governor)):
        return REASONS[others]
    if kind in ("MOVE", "CROSS") and context.frame.has("not_refuge"):
        return REASONS["MOVE"]
    if kind in ("FLEE", "EVACUATE") and _is_brief(context.frame, governor):
        return REASONS["BRIEF"]
    if kind == "HOST" and not _is_hosting(context, governor, figure):
        return REASONS["HOST"]
    if kind == "SITE" and not (_has_context(context) or context.frame.has("conflict")):
        return REASONS["HOST"]
    if kind == "MOVE" and not (_has_context(context) or _is_exit(context, reading)):
        return REASONS["MOVE"]
    return ""


def _counted_others(frame: Frame, governor: Cue | None) -> str:
    """Give the class of those who are no displaced people in "the number of fighters who left"."""
    if governor is None:
        return ""
    inside = [t for t in frame.tokens if governor.start <= t.start < governor.end]
    classes = [noun_class(token, frame.words) or "" for token in inside]
    return next((name for name in classes if name in ("FIGHTER", "CAPTIVE", "OTHER_PEOPLE")), "")


def _is_exit(context: Context, reading: Reading) -> bool:
    """Say whether those who move flee: families or fighters with theirs leave, a mass leaves a
    named place, people reach a camp, come over a border or get away from
    a fight."""
    frame, governor, figure = context.frame, reading.governor, reading.figure
    if governor is None or frame.has("not_refuge"):
        return False
    is_leaving = frame.says(governor, "leave")
    goes_together = figure.unit is Unit.HOUSEHOLD or figure.has_companions
    if (is_leaving and goes_together) or frame.has("camp"):
        return True
    begin = context.sentence.start
    if not is_leaving:
        begin += min(governor.start, figure.number.start)
    after = context.sentence.start + max(governor.end, figure.np_end)
    places = [
        e
        for e in context.tagged.entities
        if e.type is EntityType.LOC
        and begin <= e.start <= min(after + _PLACE_REACH, context.sentence.end)
    ]
    has_place = bool(places) or (is_leaving and frame.has("points_back", figure.number.end))
    named = {e.place_country for e in places if e.reason != "demonym"}
    home = country_code(figure.nation) if figure.nation is not None else None
    comes_from_afar = len((named | {home}) - {None}) > 1
    is_vague = figure.number.quantity is Quantity.VAGUE
    is_mass = (figure.number.value >= _MASS or is_vague) and (has_place or bool(figure.nation))
    is_told = is_leaving or comes_from_afar or frame.has("own_territory")
    return is_mass and (is_told or frame.has("conflict"))


def _is_brief(frame: Frame, governor: Cue | None) -> bool:
    """Say whether people only leave a building or the scene of something."""
    if governor is None:
        return False
    return frame.has("brief", governor.start, governor.end + _BRIEF_REACH)


def _is_hosting(context: Context, governor: Cue | None, figure: Figure) -> bool:
    """Say whether those who are held, taken in or registered are displaced: in a camp, taken in by
    a town, or families where displacement is spoken of."""
    frame = context.frame
    if governor is None or _is_camp(frame, governor, figure):
        return governor is not None
    if frame.says(governor, "takes_in"):
        return figure.head in ("PERSON", "HOUSEHOLD", "")
    came = frame.has("came_from", figure.np_end, figure.np_end + _CAME_REACH)
    is_told = frame.has("conflict") or frame.has("context") or frame.has("camp")
    if came and is_told and frame.says(governor, "takes_record"):
        return figure.head in ("PERSON", "HOUSEHOLD", "")
    is_family = figure.unit is Unit.HOUSEHOLD and governor.text.startswith(_REGISTERED)
    return is_family and _has_context(context)


_REGISTERED = ("regist", "receiv", "استقبل", "سجل")


def _is_camp(frame: Frame, governor: Cue | None, figure: Figure) -> bool:
    """Say whether what is "home to" people is a camp, or what "holds" them a convoy."""
    if governor is None:
        return False
    start = max(0, governor.start - _CAMP_REACH)
    is_camp = frame.has("camp", start, max(governor.start, figure.number.start))
    if figure.unit is Unit.HOUSEHOLD and frame.has("building", start, governor.start):
        return True
    return is_camp or frame.has("convoy", 0, governor.start)


def _has_context(context: Context) -> bool:
    """Say whether the sentence or those before it speak of displacement."""
    ahead = [context.after] if context.after is not None else []
    frames = [context.frame, *(frame for _, frame in context.before), *ahead]
    return context.frame.has("convoy") or any(frame.has("context") for frame in frames)
