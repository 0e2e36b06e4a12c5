"""Figures of displaced people: who says how many people fled, were moved, returned or shelter.

The counted noun decides first ("300 خيمة" is nobody); then the nearest word that says what happens
to those counted. Killed, wounded, captured, fighters, patients, money and plans are declined with
the reason. The limits are in docs/methods.
"""

from collections.abc import Collection
from dataclasses import replace

from analysis.displacement.borders import is_abroad, leaves_country
from analysis.displacement.causes import cause_of
from analysis.displacement.dates import When, since_of, when_of
from analysis.displacement.figures import (
    DISPLACED_NOUNS,
    VERB_LAST,
    Figure,
    asides,
    figures_of,
    follows_sign,
    is_census,
)
from analysis.displacement.kinds import Kind, kind_of
from analysis.displacement.links import Spans, governor_of, is_denied, modal_of
from analysis.displacement.lists import heading, shared_reading
from analysis.displacement.parts import is_left_over, own_part, unworded
from analysis.displacement.places import places_of
from analysis.displacement.reasons import HARM, REASONS, Context, Reading, why_not
from analysis.displacement.reporters import reporters_of
from analysis.displacement.words import (
    POSITIVE,
    Cue,
    Frame,
    languages,
    nation_of,
    noun_class,
    read_sentence,
)
from analysis.records import Declined, DisplacementClaim, Sentence, TaggedDocument
from analysis.terms import Category, DateAccuracy, EntityType, Factuality, Measure, Quantifier, Term
from newsmon.lib.numerals import Quantity

# A part of a figure ("including 500 ...") counts anew only with a word of its own this near.
_OWN_WORD = 3.0
_CONTEXT_SENTENCES = 2
_RIVAL_SLACK = 2
_NOUN_BEFORE_COLON = 3
# "the villagers, numbering 900": how far before it the word of moving stands, in words.
_NUMBERED_REACH = 7
_SURE, _UNSURE, _SCORE_STEP = 0.95, 0.5, 0.03

# "of them" follows a number within so many characters.
_OF_THEM = 10
_THEM = frozenset({"of", "them", "whom", "منهم", "منها", "منهن"})
_OF = frozenset({"of", "من", "from"})
_NOT_DISPLACED = frozenset({"FIGHTER", "CAPTIVE", "OTHER_PEOPLE", "DEAD", "WOUNDED"})
# "the protesters numbered 20,000": how far before the number they stand, in words.
_SUBJECT_REACH = 4
# "the 90,000 who have since fled": how near the pronoun and its verb stand, in characters.
_RELATIVE_REACH, _RELATIVE_VERB = 6, 24
# A headline before its colon is short.
_HEADLINE_WORDS = 20
# Sorani, Southern Kurdish and Kurmanji share one table.
_KURDISH = frozenset({"ckb", "sdh", "kmr"})
_MIGRANTS = ("migrant", "مهاجر")
_PEOPLE_ENDINGS = ("ين", "ون", "يا", "ي")
_MODALS = ("ORDER", "THREAT", "PLAN")
# "a colon: 8.6 million": how far before it the noun counted may stand, in words.
_NOUN_BEFORE_TOTAL = 12
_ENDS = ("", ",", ".", ";", "،")
_FLIGHT = frozenset({"FLEE", "DISPLACE", "EVACUATE"})
_HEADED = _FLIGHT | {"RETURN", "CROSS", "SHELTER"}
_OTHERS = frozenset({"FIGHTER", "CAPTIVE", "OTHER_PEOPLE"})

_LIST_WORDS = frozenset({"and", "و", ",", "،", "as", "well", "or"})


def extract(
    tagged: TaggedDocument, *, sure: Collection[int] = ()
) -> tuple[tuple[DisplacementClaim, ...], tuple[Declined, ...]]:
    """Find the figures of displacement in a document, and what was looked at and declined.

    `sure` are the starts of the sentences of which the sentence classifier is sure that they count
    people on the move; empty where no model tells.
    """
    lang = _language(tagged)
    claims: list[tuple[DisplacementClaim, str]] = []
    declined: list[Declined] = []
    told: Kind | None = None
    read = [(s, read_sentence(s.text, lang)) for s in tagged.sentences if s.is_body]
    for at, (sentence, frame) in enumerate(read):
        near = tuple(read[max(0, at - _CONTEXT_SENTENCES) : at])
        after = read[at + 1][1] if at + 1 < len(read) else None
        context = Context(
            tagged=tagged,
            sentence=sentence,
            frame=frame,
            before=near,
            after=after,
            told=told,
            is_sure=sentence.start in sure,
        )
        told = None
        for reading in _readings(context):
            if not reading.reason:
                told = _kind(context, reading)
                claims.append((_claim(context, reading), reading.figure.noun))
            elif _is_candidate(frame, reading):
                declined.append(_declined(sentence, reading))
    return _distinct(claims), tuple(declined)


def _is_candidate(frame: Frame, reading: Reading) -> bool:
    """Say whether the sentence speaks of displacement or flight and the number counts somebody or
    something known, so that a refusal is told."""
    if reading.reason in (REASONS["NONE"], REASONS["UNKNOWN"]):
        return False
    return frame.has("context") or any(cue.kind in _FLIGHT for cue in frame.cues)


def _language(tagged: TaggedDocument) -> str:
    lang = (tagged.document.lang or "").split("-")[0]
    lang = "ku" if lang in _KURDISH else lang
    if lang in languages():
        return lang
    arabic = sum("\u0600" <= character <= "\u06ff" for character in tagged.document.text)
    return "ar" if arabic * 3 > len(tagged.document.text) else "en"


def _readings(context: Context) -> list[Reading]:
    figures = figures_of(context.frame)
    skipped = asides(context.frame, figures)
    readings: list[Reading] = []
    for figure in figures:
        reading = _reading(context, figure, figures, skipped, readings)
        reading = _as_rival(context, _as_told(context, reading, readings), readings)
        readings.append(unworded(context, reading))
    return readings


def _as_told(context: Context, reading: Reading, earlier: list[Reading]) -> Reading:
    """Read a figure without a verb by the one that it stands in a list with, or that it goes on
    from."""
    if follows_sign(context.frame, "formerly", reading.figure.number.start, 1):
        return replace(reading, reason=REASONS["FORMER"])
    if not reading.reason:
        return reading
    last = earlier[-1] if earlier else None
    shared = shared_reading(context, reading, last)
    if shared is not None and last is not None:
        return replace(shared, kind=_kind(context, last))
    kind = heading(context, reading)
    return reading if kind is None else replace(reading, governor=None, reason="", kind=kind)


def _as_rival(context: Context, reading: Reading, earlier: list[Reading]) -> Reading:
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


def _kind(context: Context, reading: Reading) -> Kind:
    before = tuple(frame for _, frame in context.before)
    return reading.kind or kind_of(context.frame, reading.figure, reading.governor, before)


def _reading(
    context: Context,
    figure: Figure,
    figures: tuple[Figure, ...],
    skipped: Spans,
    earlier: list[Reading],
) -> Reading:
    """Decide what a figure says."""
    frame = context.frame
    figure = _without_place(context, figure)
    governor, cost = governor_of(frame, figure, figures, skipped)
    if governor is not None and governor.kind in POSITIVE and _is_after_all(frame, figure):
        figure = replace(figure, head="")
    if _are_migrants(frame, figure, governor):
        figure = replace(figure, head="PERSON")
    if figure.head in REASONS and not (figure.head == "FIGHTER" and figure.has_companions):
        reason = REASONS[figure.head]
        return Reading(figure=figure, governor=governor, cost=cost, reason=reason)
    if displaced := _noun_before(frame, figure):
        return Reading(figure=replace(figure, displaced=displaced))
    if figure.head == "" and (others := _others_before(frame, figure)):
        return Reading(figure=figure, governor=governor, cost=cost, reason=REASONS[others])
    if governor is None and (event := _event_before(frame, figure)):
        return Reading(figure=figure, governor=event)
    if figure.is_share and not _is_followed_by_flight(frame, figure):
        return Reading(figure=figure, reason="" if figure.displaced else REASONS["SHARE"])
    if moved := _numbered(frame, figure):
        return Reading(figure=replace(figure, np_end=figure.number.end), governor=moved)
    if _opens_with_whole(frame, figure, figures):
        return Reading(figure=figure, governor=governor, cost=cost, reason=REASONS["SHARE"])
    if follows_sign(frame, "whole_of", figure.number.start, 1) and not figure.displaced:
        return Reading(figure=figure, governor=governor, cost=cost, reason=REASONS["SHARE"])
    if is_census(frame, figure):
        return Reading(figure=figure, governor=governor, cost=cost, reason=REASONS["RESIDE"])
    last = earlier[-1] if earlier else None
    if last and (part := own_part(context, figure, governor, last, _kind(context, last))):
        return part
    if figure.is_recount and not figure.displaced:
        return Reading(figure=figure, governor=governor, cost=cost, reason=REASONS["SUBSET"])
    if governor is not None and governor.kind == "COUNTED":
        figure = _without_adverb(frame, figure)
    figure = _named_before(frame, figure, governor)
    reading = Reading(figure=figure, governor=governor, cost=cost)
    if others := _goes_on(reading, earlier):
        return replace(reading, reason=others)
    if _inherits(frame, figure, earlier):
        return replace(reading, governor=earlier[-1].governor)
    own = governor is not None and governor.kind in POSITIVE and cost < _OWN_WORD
    own = own and not figure.is_recount
    if _is_told_apart(frame, figure):
        return replace(reading, reason=REASONS["SUBSET"])
    if is_left_over(frame, figure, governor):
        return replace(reading, reason=REASONS["STAY"])
    if figure.is_subset and not own and not figure.displaced:
        return replace(reading, reason=REASONS["SUBSET"])
    if harm := _shared_harm(frame, reading, earlier):
        return replace(reading, reason=REASONS[harm])
    modal = None
    if not _is_named_displaced(frame, figure, governor):
        modal = modal_of(frame, figure, governor) or _shared_modal(reading, earlier)
    return replace(reading, reason=REASONS[modal] if modal else why_not(context, reading))


def _is_followed_by_flight(frame: Frame, figure: Figure) -> bool:
    """Say whether a whole is itself told to have moved ("a third of the 90,000 who fled")."""
    end = figure.np_end
    if not frame.has("relative", end, end + _RELATIVE_REACH):
        return False
    return any(c.kind in _FLIGHT and 0 <= c.start - end <= _RELATIVE_VERB for c in frame.cues)


def _opens_with_whole(frame: Frame, figure: Figure, figures: tuple[Figure, ...]) -> bool:
    """Say whether "Of the town's 430,000 people, some 320,000 left" gives only the whole here."""
    first = [token.text for token in frame.tokens[:1]]
    is_first = bool(figures) and figures[0] is figure and len(figures) > 1
    return is_first and first in (["of"], ["من"]) and not figure.displaced


def _numbered(frame: Frame, figure: Figure) -> Cue | None:
    """Give what befell the people whom "numbering 900" counts ("they drove out the villagers,
    numbering 900"), None where it is only how many live there."""
    if not follows_sign(frame, "numbering", figure.number.start, 1):
        return None
    near = [c for c in frame.cues if c.end <= figure.number.start and c.kind in _FLIGHT][-1:]
    between = frame.between(near[0].end, figure.number.start) if near else "."
    is_near = len(between.split()) <= _NUMBERED_REACH
    return near[0] if is_near and not any(mark in between for mark in ".;؛:") else None


def _without_place(context: Context, figure: Figure) -> Figure:
    """Drop a place that is no counted noun ("40 ألفا من سنجة", "200 Paphos")."""
    offset = context.sentence.start
    end = figure.number.end
    is_place = figure.head == "UNKNOWN" and any(
        e.type is EntityType.LOC
        and e.reason != "demonym"
        and end <= e.start - offset < figure.np_end
        and not set(context.frame.between(end, e.start - offset).split()) - _OF
        for e in context.tagged.entities
    )
    return replace(figure, head="", np_end=figure.number.end, noun="") if is_place else figure


def _without_adverb(frame: Frame, figure: Figure) -> Figure:
    """Drop an unknown word after "the count of the displaced stands at 332,000": it counts them."""
    is_told = follows_sign(frame, "count_is", figure.number.start, 0)
    if figure.head == "UNKNOWN" and is_told:
        return replace(figure, head="", np_end=figure.number.end)
    return figure


def _is_told_apart(frame: Frame, figure: Figure) -> bool:
    """Say whether "nine of them minors" only tells who some of the people counted are."""
    number = figure.number
    if not frame.has("of_them", number.number_end, number.end + _OF_THEM):
        return False
    after = [token for token in frame.tokens if token.start >= number.end]
    following = [token for token in after if token.text not in _THEM][:1]
    names = [noun_class(token, frame.words) for token in following]
    return bool(names) and names[0] in ("PERSON", "DEAD", "WOUNDED", "OTHER_PEOPLE")


def _are_migrants(frame: Frame, figure: Figure, governor: Cue | None) -> bool:
    """Say whether migrants are moved out or given shelter: that displaces them, or shelters them
    as it does others; migrants on their way are no displaced people."""
    if governor is None or governor.text.startswith(("rescu", "أنقذ", "إنقاذ")):
        return False
    is_moved = governor.kind in ("EVACUATE", "SHELTER", "DISPLACE", "SITE")
    is_cleared = governor.kind in ("FLEE", "MOVE") and frame.has("camp")
    is_one = figure.head == "OTHER_PEOPLE" and figure.noun.startswith(_MIGRANTS)
    return is_one and (is_moved or is_cleared)


def _is_after_all(frame: Frame, figure: Figure) -> bool:
    """Say whether an Arabic word after a number tells of those counted ("190 ألفا موزعين") or
    names a people that no list knows ("3000 فلبيني")."""
    is_people = figure.noun.endswith(_PEOPLE_ENDINGS)
    is_counted = not frame.between(figure.number.end, figure.np_end).startswith(" من ")
    return frame.lang == "ar" and figure.head == "UNKNOWN" and is_people and is_counted


def _is_named_displaced(frame: Frame, figure: Figure, governor: Cue | None) -> bool:
    """Say whether the people are called displaced ("the 750,000 people uprooted"): what is
    planned for them does not undo it."""
    if governor is None or governor.kind != "DISPLACE" or not figure.displaced:
        return False
    if frame.lang in VERB_LAST:
        return False
    return 0 <= governor.start - figure.np_end <= 1


def _named_before(frame: Frame, figure: Figure, governor: Cue | None) -> Figure:
    """Take the people of "the number of refugees exceeded half a million" from before it."""
    if governor is None or figure.displaced:
        return figure
    is_hosted = frame.has("context") or frame.says(governor, "hosts")
    if governor.kind == "HOST" and figure.nation is not None and is_hosted:
        return replace(figure, displaced="REFUGEE")
    if governor.kind == "DISPLACED_STATE" and (
        "refugee" in governor.text or "exile" in governor.text
    ):
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


def _shared_harm(frame: Frame, reading: Reading, earlier: list[Reading]) -> str | None:
    """Find "the death of 40 civilians and hundreds of displaced people": one word governs both."""
    last = earlier[-1] if earlier else None
    if last is None or last.governor is None or last.governor.kind not in HARM:
        return None
    between = frame.between(last.figure.np_end, reading.figure.number.start).split()
    governor, number = reading.governor, reading.figure.number
    has_own = governor is not None and governor.start >= number.end
    is_list = all(word in _LIST_WORDS for word in between)
    is_object = last.governor.end <= last.figure.number.start
    return last.governor.kind if is_list and is_object and not has_own else None


def _shared_modal(reading: Reading, earlier: list[Reading]) -> str | None:
    """Give the modal of the figure before where both stand in one list ("for the return of 500
    and for the return of 700")."""
    last = earlier[-1] if earlier else None
    if last is None or last.governor is None or reading.governor is None:
        return None
    same = (last.governor.kind, last.governor.text) == (
        reading.governor.kind,
        reading.governor.text,
    )
    return next((m for m in _MODALS if same and last.reason == REASONS[m]), None)


def _goes_on(reading: Reading, earlier: list[Reading]) -> str:
    """Give why the figure before counts no displaced people, where a bare one goes on counting
    them ("1,000 soldiers leave, while 200 stay"); "" where it has an event of its own."""
    counted = [each for each in earlier if each.figure.head and each.figure.head != "THING"]
    is_bare = not reading.figure.head and not reading.figure.displaced
    if not counted or not is_bare or counted[-1].figure.head not in _OTHERS:
        return ""
    is_flight = reading.governor is not None and reading.governor.kind in _FLIGHT | {"COUNTED"}
    return "" if is_flight else counted[-1].reason


def _inherits(frame: Frame, figure: Figure, earlier: list[Reading]) -> bool:
    """Say whether a bare figure is the whole of the figure before ("400 ألف بين ثلاثة ملايين")."""
    among = follows_sign(frame, "among", figure.number.start, 1)
    return among and bool(figure.displaced) and bool(earlier) and not earlier[-1].reason


def _noun_before(frame: Frame, figure: Figure) -> str:
    """Give the class of the noun that a bare figure in brackets or after a colon counts:
    "IDPs live here (1.5 million)", "Refugees: 5,000"; "" for none."""
    start = figure.number.start
    before = [token for token in frame.tokens if token.end <= start]
    if figure.head or not before or before[-1].text not in "(:":
        return ""
    near = before
    if before[-1].text == ":":
        following = frame.between(figure.number.end, figure.number.end + 1)
        near = before[-_NOUN_BEFORE_TOTAL if following in _ENDS else -_NOUN_BEFORE_COLON :]
    names = [noun_class(token, frame.words) for token in near]
    return next((name for name in reversed(names) if name in DISPLACED_NOUNS), None) or ""


def _others_before(frame: Frame, figure: Figure) -> str:
    """Give the class of those whom a bare figure counts before their verb ("the protesters, who
    numbered 20,000", "المتظاهرين بلغوا 20 ألفا"); "" for no such people."""
    if not follows_sign(frame, "count_is", figure.number.start, 2):
        return ""
    before = [t for t in frame.tokens if t.end <= figure.number.start][-_SUBJECT_REACH:]
    names = [noun_class(token, frame.words) or "" for token in before]
    named = [name for name in names if name and name != "THING"]
    return named[-1] if named and named[-1] in _NOT_DISPLACED else ""


def _event_before(frame: Frame, figure: Figure) -> Cue | None:
    """Give the noun of moving that opens a headline whose figure stands after a colon: "Exodus
    from Rafah: 80,000 in two days"."""
    before = [token for token in frame.tokens if token.end <= figure.number.start]
    if figure.head not in ("", "PERSON", "HOUSEHOLD") or not before:
        return None
    if before[-1].text != ":" or len(before) > _HEADLINE_WORDS:
        return None
    events = [c for c in frame.cues if c.side in "LB" and c.kind in _HEADED]
    return next((c for c in events if c.end <= before[-1].start), None)


def _claim(context: Context, reading: Reading) -> DisplacementClaim:
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
    if kind.category is Category.IDPS and is_abroad(tagged, sentence, places, figure):
        kind = replace(kind, category=Category.PEOPLE_DISPLACED_ACROSS_BORDERS)
    before = context.before[-1][1] if context.before else None
    is_new = kind.measure is Measure.FLOW and kind.term is not Term.RETURNS
    cause = cause_of(frame, before, number.number_start, is_new=is_new)
    return DisplacementClaim(
        reported=number.value,
        reported_high=number.high,
        quantifier=_quantifier(frame, reading),
        unit=figure.unit,
        term=kind.term,
        category=kind.category,
        measure=kind.measure,
        cause=cause.cause,
        hazard=cause.hazard,
        cause_basis=cause.basis,
        cause_words=cause.words,
        cumulative=since.is_cumulative,
        since_on=since.on,
        places=places,
        reported_by=reporters_of(
            tagged,
            context.before,
            sentence,
            frame,
            number.number_start,
            goes_on=figure.is_subset or figure.is_them or _is_likewise(context, reading),
        ),
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


def _is_likewise(context: Context, reading: Reading) -> bool:
    """Say whether a figure tells again what the sentence before told ("another 3,000 did so")."""
    return context.told is not None and reading.kind is context.told


def _quantifier(frame: Frame, reading: Reading) -> Quantifier:
    """Read "تجاوز عدد النازحين ... مئة ألف", whose verb stands before who is counted."""
    number, governor = reading.figure.number, reading.governor
    is_count = governor is not None and governor.kind == "COUNTED"
    if number.quantity is Quantity.EXACT and governor is not None and is_count:
        if frame.says(governor, "exceeds") or follows_sign(frame, "exceeds", governor.start, 0):
            return Quantifier.MORE_THAN
        if frame.says(governor, "nears") or follows_sign(frame, "nears", governor.start, 0):
            return Quantifier.APPROXIMATELY
    if number.quantity is Quantity.EXACT and follows_sign(frame, "exceeds_next", number.start, 0):
        return Quantifier.MORE_THAN
    return Quantifier(number.quantity.value)


def _factuality(frame: Frame, reading: Reading) -> Factuality:
    return Factuality.DENIED if is_denied(frame, reading.governor) else Factuality.ASSERTED


def _score(reading: Reading) -> float:
    """Give a score that falls with the distance between the number and what governs it."""
    if reading.figure.displaced:
        return _SURE
    return round(max(_UNSURE, _SURE - _SCORE_STEP * max(reading.cost, 0)), 2)


def _declined(sentence: Sentence, reading: Reading) -> Declined:
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
