"""Figures of displaced people: who says how many people fled, were moved, returned or shelter.

The counted noun decides first ("300 خيمة" is nobody); then the nearest word that says what happens
to those counted. Killed, wounded, captured, fighters, patients, money and plans are declined with
the reason. The limits are in docs/methods.
"""

from dataclasses import dataclass, replace

from analysis.displacement_dates import When, since_of, when_of
from analysis.displacement_figures import (
    DISPLACED_NOUNS,
    Figure,
    asides,
    figures_of,
    follows_sign,
)
from analysis.displacement_kinds import Kind, kind_of
from analysis.displacement_links import Spans, governor_of, is_denied, modal_of
from analysis.displacement_places import leaves_country, places_of
from analysis.displacement_reporters import reporters_of
from analysis.displacement_words import (
    POSITIVE,
    Cue,
    Frame,
    languages,
    nation_of,
    noun_class,
    read_sentence,
)
from analysis.records import (
    Category,
    DateAccuracy,
    Declined,
    DisplacementClaim,
    EntityType,
    Factuality,
    Measure,
    Quantifier,
    Sentence,
    TaggedDocument,
    Term,
    Unit,
)

# "killed" this near to "displaced people" speaks of them; farther off it speaks of others.
_DIRECT = 3.5
# A part of a figure ("including 500 ...") counts anew only with a word of its own this near.
_OWN_WORD = 3.0
_CONTEXT_SENTENCES = 2
_CAMP_REACH = 30
_PLACE_REACH = 60
_RIVAL_SLACK = 2
_NOUN_BEFORE_COLON = 2
_SURE, _UNSURE, _SCORE_STEP = 0.95, 0.5, 0.03

_HARM = frozenset({"KILL", "WOUND", "ARREST", "MISSING", "PROTEST", "STATUS", "MEDICAL", "ATTEMPT"})
# So many people do not leave a town at once for their affairs.
_MASS = 500

_LIST_WORDS = frozenset({"and", "و", ",", "،", "as", "well", "or"})
_MODALS = ("ORDER", "THREAT", "PLAN")
_FLIGHT = frozenset({"FLEE", "DISPLACE", "EVACUATE"})

_REASONS = {
    "KILL": "people killed are not displaced people",
    "WOUND": "people wounded are not displaced people",
    "ARREST": "people captured or released are not displaced people",
    "MISSING": "people missing are not displaced people",
    "PROTEST": "a crowd or a force is not displaced people",
    "AID": "people who get aid are not said to be displaced",
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
class _Reading:
    """A figure with what governs it, and why it says nothing of displacement ("": it does).
    `kind` is set where the figure only corrects another and takes what that one tells."""

    figure: Figure
    governor: Cue | None = None
    cost: float = 0
    reason: str = ""
    kind: Kind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Context:
    """The sentence being read and the sentences before it, the nearest last; `told` is what the
    last figure of the sentence right before tells."""

    tagged: TaggedDocument
    sentence: Sentence
    frame: Frame
    before: tuple[tuple[Sentence, Frame], ...]
    told: Kind | None = None


def extract(
    tagged: TaggedDocument,
) -> tuple[tuple[DisplacementClaim, ...], tuple[Declined, ...]]:
    """Find the figures of displacement in a document, and what was looked at and declined."""
    lang = _language(tagged)
    claims: list[tuple[DisplacementClaim, str]] = []
    declined: list[Declined] = []
    before: list[tuple[Sentence, Frame]] = []
    told: Kind | None = None
    for sentence in (s for s in tagged.sentences if s.is_body):
        frame = read_sentence(sentence.text, lang)
        near = tuple(before[-_CONTEXT_SENTENCES:])
        context = _Context(tagged=tagged, sentence=sentence, frame=frame, before=near, told=told)
        told = None
        for reading in _readings(context):
            if not reading.reason:
                told = _kind(context, reading)
                claims.append((_claim(context, reading), reading.figure.noun))
            elif _is_candidate(frame, reading):
                declined.append(_declined(sentence, reading))
        before.append((sentence, frame))
    return _distinct(claims), tuple(declined)


def _is_candidate(frame: Frame, reading: _Reading) -> bool:
    """Say whether the sentence speaks of displacement or flight and the number counts somebody or
    something known, so that a refusal is told."""
    if reading.reason in (_REASONS["NONE"], _REASONS["UNKNOWN"]):
        return False
    return frame.has("context") or any(cue.kind in _FLIGHT for cue in frame.cues)


def _language(tagged: TaggedDocument) -> str:
    lang = (tagged.document.lang or "").split("-")[0]
    if lang in languages():
        return lang
    arabic = sum("\u0600" <= character <= "\u06ff" for character in tagged.document.text)
    return "ar" if arabic * 3 > len(tagged.document.text) else "en"


def _readings(context: _Context) -> list[_Reading]:
    figures = figures_of(context.frame)
    skipped = asides(context.frame, figures)
    readings: list[_Reading] = []
    for figure in figures:
        reading = _reading(context, figure, figures, skipped, readings)
        readings.append(_as_rival(context, reading, readings))
    return readings


def _as_rival(context: _Context, reading: _Reading, earlier: list[_Reading]) -> _Reading:
    """Read another's count of the same people ("while local authorities speak of 90,000 families")
    as what the figure before it tells."""
    figure, number = reading.figure, reading.figure.number
    is_people = figure.head in ("", "PERSON", "HOUSEHOLD") or bool(figure.displaced)
    if not is_people or not follows_sign(context.frame, "rival", number.start, _RIVAL_SLACK):
        return reading
    counted = [each for each in earlier if each.figure.head != "THING"][-1:]
    if counted and counted[0].reason and not figure.head:
        return replace(reading, reason=counted[0].reason)
    if not reading.reason:
        return reading
    accepted = [each for each in earlier if not each.reason]
    kind = _kind(context, accepted[-1]) if accepted else context.told
    return reading if kind is None else replace(reading, governor=None, reason="", kind=kind)


def _kind(context: _Context, reading: _Reading) -> Kind:
    before = tuple(frame for _, frame in context.before)
    return reading.kind or kind_of(context.frame, reading.figure, reading.governor, before)


def _reading(
    context: _Context,
    figure: Figure,
    figures: tuple[Figure, ...],
    skipped: Spans,
    earlier: list[_Reading],
) -> _Reading:
    """Decide what a figure says."""
    frame = context.frame
    governor, cost = governor_of(frame, figure, figures, skipped)
    if governor is not None and governor.kind == "COUNTED" and _is_after_all(frame, figure):
        figure = replace(figure, head="")
    if figure.head in _REASONS and not (figure.head == "FIGHTER" and figure.has_companions):
        reason = _REASONS[figure.head]
        return _Reading(figure=figure, governor=governor, cost=cost, reason=reason)
    if displaced := _noun_before(frame, figure):
        return _Reading(figure=replace(figure, displaced=displaced))
    if figure.is_share:
        return _Reading(figure=figure, reason="" if figure.displaced else _REASONS["SHARE"])
    figure = _named_before(frame, figure, governor)
    reading = _Reading(figure=figure, governor=governor, cost=cost)
    if _inherits(frame, figure, earlier):
        return replace(reading, governor=earlier[-1].governor)
    own = governor is not None and governor.kind in POSITIVE and cost < _OWN_WORD
    own = own and not figure.is_recount
    if figure.is_subset and not own and not figure.displaced:
        return replace(reading, reason=_REASONS["SUBSET"])
    if harm := _shared_harm(frame, reading, earlier):
        return replace(reading, reason=_REASONS[harm])
    modal = None
    if not _is_named_displaced(figure, governor):
        modal = modal_of(frame, figure, governor) or _shared_modal(reading, earlier)
    return replace(reading, reason=_REASONS[modal] if modal else _why_not(context, reading))


def _is_after_all(frame: Frame, figure: Figure) -> bool:
    """Say whether an Arabic word after a number tells of those counted ("190 ألفا موزعين")."""
    return frame.lang == "ar" and figure.head == "UNKNOWN" and figure.noun.endswith(("ين", "ون"))


def _is_named_displaced(figure: Figure, governor: Cue | None) -> bool:
    """Say whether the people are called displaced ("the 750,000 people uprooted"): what is
    planned for them does not undo it."""
    if governor is None or governor.kind != "DISPLACE" or not figure.displaced:
        return False
    return 0 <= governor.start - figure.np_end <= 1


def _named_before(frame: Frame, figure: Figure, governor: Cue | None) -> Figure:
    """Take the people of "the number of refugees exceeded half a million" from before it."""
    if governor is None or figure.displaced:
        return figure
    is_hosted = frame.has("context") or frame.says(governor, "hosts")
    if governor.kind == "HOST" and figure.nation is not None and is_hosted:
        return replace(figure, displaced="REFUGEE")
    if governor.kind == "DISPLACED_STATE" and "refugee" in governor.text:
        return replace(figure, displaced="REFUGEE")
    if governor.kind != "COUNTED":
        return figure
    if frame.has("with_unhcr", governor.start, figure.number.start):
        return replace(figure, displaced="REFUGEE")
    people = [t for t in frame.tokens if governor.start <= t.start]
    nouns = [noun_class(token, frame.words) for token in people]
    named = next((name for name in nouns if name in DISPLACED_NOUNS), "")
    counted = [t for t in people if t.end <= max(governor.end, figure.number.start)]
    nation = next((n for t in counted if (n := nation_of(t, frame.words))), None)
    return replace(figure, displaced=named, nation=figure.nation or nation)


def _shared_harm(frame: Frame, reading: _Reading, earlier: list[_Reading]) -> str | None:
    """Find "the death of 40 civilians and hundreds of displaced people": one word governs both."""
    last = earlier[-1] if earlier else None
    if last is None or last.governor is None or last.governor.kind not in _HARM:
        return None
    between = frame.between(last.figure.np_end, reading.figure.number.start).split()
    governor, number = reading.governor, reading.figure.number
    has_own = governor is not None and governor.start >= number.end
    is_list = all(word in _LIST_WORDS for word in between)
    is_object = last.governor.end <= last.figure.number.start
    return last.governor.kind if is_list and is_object and not has_own else None


def _shared_modal(reading: _Reading, earlier: list[_Reading]) -> str | None:
    """Give the modal of the figure before where both stand in one list ("for the return of 500
    and for the return of 700")."""
    last = earlier[-1] if earlier else None
    if last is None or last.governor is None or reading.governor is None:
        return None
    same = (last.governor.kind, last.governor.text) == (
        reading.governor.kind,
        reading.governor.text,
    )
    return next((m for m in _MODALS if same and last.reason == _REASONS[m]), None)


def _inherits(frame: Frame, figure: Figure, earlier: list[_Reading]) -> bool:
    """Say whether a bare figure is the whole of the figure before ("400 ألف بين ثلاثة ملايين")."""
    among = follows_sign(frame, "among", figure.number.start, 1)
    return among and bool(figure.displaced) and bool(earlier) and not earlier[-1].reason


def _why_not(context: _Context, reading: _Reading) -> str:
    """Give the reason to decline a figure whose noun could be displaced people, "" for none."""
    figure, governor = reading.figure, reading.governor
    kind = governor.kind if governor is not None else "NONE"
    if figure.displaced:
        return _REASONS[kind] if kind in _HARM and reading.cost <= _DIRECT else ""
    if kind not in POSITIVE or kind == "RESETTLE":
        return _REASONS[kind]
    if kind == "COUNTED" and (others := _counted_others(context.frame, governor)):
        return _REASONS[others]
    if kind in ("MOVE", "CROSS") and context.frame.has("not_refuge"):
        return _REASONS["MOVE"]
    if kind == "HOST" and not _is_camp(context.frame, governor):
        return _REASONS["HOST"]
    if kind == "MOVE" and not (_has_context(context) or _is_exit(context, reading)):
        return _REASONS["MOVE"]
    return ""


def _counted_others(frame: Frame, governor: Cue | None) -> str:
    """Give the class of those who are no displaced people in "the number of fighters who left"."""
    if governor is None:
        return ""
    inside = [t for t in frame.tokens if governor.start <= t.start < governor.end]
    classes = [noun_class(token, frame.words) or "" for token in inside]
    return next((name for name in classes if name in ("FIGHTER", "CAPTIVE", "OTHER_PEOPLE")), "")


def _is_exit(context: _Context, reading: _Reading) -> bool:
    """Say whether those who move flee: families or fighters with theirs leave, a mass leaves a
    named place, people come over a border or get away from a fight."""
    frame, governor, figure = context.frame, reading.governor, reading.figure
    if governor is None or frame.has("not_refuge"):
        return False
    is_leaving = frame.says(governor, "leave")
    goes_together = figure.unit is Unit.HOUSEHOLD or figure.has_companions
    if is_leaving and goes_together:
        return True
    after = context.sentence.start + max(governor.end, figure.np_end)
    has_place = any(
        e.type is EntityType.LOC and after <= e.start <= after + _PLACE_REACH
        for e in context.tagged.entities
    )
    is_mass = figure.number.value >= _MASS and has_place
    return is_mass and (is_leaving or frame.has("own_territory") or frame.has("conflict"))


def _is_camp(frame: Frame, governor: Cue | None) -> bool:
    """Say whether what is "home to" people is a camp, or what "holds" them a convoy."""
    if governor is None:
        return False
    start = max(0, governor.start - _CAMP_REACH)
    is_camp = frame.has("camp", start, governor.start)
    return is_camp or frame.has("convoy", 0, governor.start)


def _has_context(context: _Context) -> bool:
    """Say whether the sentence or those before it speak of displacement."""
    frames = [context.frame, *(frame for _, frame in context.before)]
    return context.frame.has("convoy") or any(frame.has("context") for frame in frames)


def _noun_before(frame: Frame, figure: Figure) -> str:
    """Give the class of the noun that a bare figure in brackets or after a colon counts:
    "IDPs live here (1.5 million)", "Refugees: 5,000"; "" for none."""
    start = figure.number.start
    before = [token for token in frame.tokens if token.end <= start]
    if figure.head or not before or before[-1].text not in "(:":
        return ""
    near = before[-_NOUN_BEFORE_COLON:] if before[-1].text == ":" else before
    names = [noun_class(token, frame.words) for token in near]
    return next((name for name in reversed(names) if name in DISPLACED_NOUNS), None) or ""


def _claim(context: _Context, reading: _Reading) -> DisplacementClaim:
    tagged, sentence, frame = context.tagged, context.sentence, context.frame
    figure, number = reading.figure, reading.figure.number
    kind = _kind(context, reading)
    since = since_of(frame, figure, kind.measure, tagged.document.published_on)
    when = When()
    if kind.measure is Measure.FLOW and not since.is_cumulative:
        when = when_of(frame, figure, reading.governor, tagged.document.published_on)
    at = (sentence.start + number.number_start, sentence.start + number.number_end)
    places = places_of(
        tagged, context.before, sentence, frame, figure, reading.governor, kind.measure
    )
    if kind.term is Term.FORCED_TO_FLEE and leaves_country(tagged, sentence, frame, places, figure):
        kind = replace(kind, category=Category.CROSS_BORDER_FLIGHT)
    return DisplacementClaim(
        reported=number.value,
        reported_high=number.high,
        quantifier=Quantifier(number.quantity.value),
        unit=figure.unit,
        term=kind.term,
        category=kind.category,
        measure=kind.measure,
        cumulative=since.is_cumulative,
        since_on=since.on,
        places=places,
        reported_by=reporters_of(tagged, context.before, sentence, frame, number.number_start),
        start_on=when.start_on,
        end_on=when.end_on,
        date_accuracy=DateAccuracy(since.accuracy if since.is_cumulative else when.accuracy),
        factuality=_factuality(frame, reading),
        score=_score(reading),
        figure_start=at[0],
        figure_end=at[1],
        start=sentence.start,
        end=sentence.end,
        quote=tagged.document.text[sentence.start : sentence.end],
    )


def _factuality(frame: Frame, reading: _Reading) -> Factuality:
    return Factuality.DENIED if is_denied(frame, reading.governor) else Factuality.ASSERTED


def _score(reading: _Reading) -> float:
    """Give a score that falls with the distance between the number and what governs it."""
    if reading.figure.displaced:
        return _SURE
    return round(max(_UNSURE, _SURE - _SCORE_STEP * max(reading.cost, 0)), 2)


def _declined(sentence: Sentence, reading: _Reading) -> Declined:
    return Declined(
        kind="displacement",
        start=sentence.start,
        end=sentence.end,
        quote=sentence.text,
        reason=reading.reason,
    )


def _distinct(claims: list[tuple[DisplacementClaim, str]]) -> tuple[DisplacementClaim, ...]:
    """Keep one of the claims that say the same figure of the same people at the same place."""
    kept: dict[tuple[object, ...], DisplacementClaim] = {}
    for claim, noun in claims:
        key = (claim.reported, claim.reported_high, claim.unit, claim.category, claim.places, noun)
        kept.setdefault(key, claim)
    return tuple(kept.values())
