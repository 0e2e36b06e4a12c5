"""Where a sentence that names no place is set: only what the text itself says is taken.

A word that points back ("the town", "هناك"), an event told on from the sentence before, or the
one scene that the headline names. The seat of talks, a dateline and who speaks are never the
scene; with none of these the figure has no place.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from analysis.displacement.words import Frame, read_sentence
from analysis.records import Entity, Sentence, TaggedDocument
from analysis.terms import EntityType
from newsmon.lib.romanise import romanise
from newsmon.lib.tokens import TokenKind

# Countries of the gazetteer have an id of their ISO code.
_COUNTRY = "iso-"
_FINAL = ".!؟?…"
_CLAUSE_MARKS = frozenset(",،;؛.:")
# One event is set in so many places at most; more are a list of others.
_MOST_PLACES = 2
_DATELINE = re.compile(r"\s*[A-Z\u0600-\u06ff][^.،!?\d]{1,45}? ?[-\u2013\u2014] ")
_MOVES = frozenset({"FLEE", "DISPLACE", "MOVE", "EVACUATE", "RETURN"})
_EVENTS = ("event_operation", "event_fighting")
_ANY_EVENT = (*_EVENTS, "event_war")

Before = tuple[tuple[Sentence, Frame], ...]


def entities_in(tagged: TaggedDocument, sentence: Sentence) -> Iterator[Entity]:
    """Give the named places of a sentence in their order."""
    for entity in tagged.entities:
        if sentence.start <= entity.start and entity.end <= sentence.end and entity.place_name:
            yield entity


def unlinked_in(tagged: TaggedDocument, sentence: Sentence) -> Iterator[Entity]:
    """Give the places of a sentence that no registry knows, named as the text names them."""
    for entity in tagged.entities:
        is_unknown = entity.place_name is None and entity.actor_name is None
        is_inside = sentence.start <= entity.start and entity.end <= sentence.end
        if is_inside and is_unknown and entity.type is EntityType.LOC and not entity.acts:
            yield replace(entity, place_name=romanise(entity.text))


def is_country(entity: Entity) -> bool:
    """Say whether an entity is a country as a whole."""
    return (entity.place or "").startswith(_COUNTRY)


def is_venue(frame: Frame, start: int) -> bool:
    """Say whether the name at `start` is where something is said, signed or talked over."""
    clause = 0
    for token in frame.tokens:
        if token.end <= start and token.text in _CLAUSE_MARKS:
            clause = token.end
    return frame.has("venue", clause, start)


def is_dateline(frame: Frame, end: int) -> bool:
    """Say whether a name that ends at `end` stands in a dateline ("GENEVA, Switzerland -")."""
    match = _DATELINE.match(frame.text)
    return match is not None and end <= match.end() and frame.text.rstrip()[-1:] in _FINAL


def scene_of(tagged: TaggedDocument, before: Before, frame: Frame) -> tuple[Entity, ...]:
    """Give the places that a sentence without one is set in; empty when nothing names them."""
    if frame.has("whole_country"):
        country = _country(tagged, before, frame)
        return () if country is None else (country,)
    if frame.has("points_back"):
        for sentence, read in reversed(before):
            if named := _settings(tagged, sentence, read) or _only_place(tagged, sentence, read):
                return named[-1:]
    if before and _continues(frame, before[-1][1]):
        named = _settings(tagged, *before[-1])
        if named and len(named) <= _MOST_PLACES and len({e.place_country for e in named}) == 1:
            return named
    return _headline(tagged, frame)


def own_places(tagged: TaggedDocument, before: Before, country: str | None) -> tuple[Entity, ...]:
    """Give the last place that the sentences before set in a country (an ISO code)."""
    for sentence, read in reversed(before):
        named = [e for e in _settings(tagged, sentence, read) if e.place_country == country]
        parts = tuple(e for e in named if not is_country(e))
        if parts and country is not None:
            return parts[-1:]
    return ()


def part_before(
    tagged: TaggedDocument, before: Before, frame: Frame, country: str | None
) -> Entity | None:
    """Give the one part of a country that the sentence directly before names for the same event
    ("the operation"); None where it names none or several."""
    if not before or country is None or frame.has("whole_country"):
        return None
    sentence, read = before[-1]
    if not any(frame.has(event) and read.has(event) for event in _EVENTS):
        return None
    named = [e for e in _settings(tagged, sentence, read) if not is_country(e)]
    parts = {e.place_name: e for e in named}
    only = next(iter(parts.values()), None)
    return only if len(parts) == 1 and only and only.place_country == country else None


def _continues(frame: Frame, before: Frame) -> bool:
    """Say whether a sentence tells on what the one before tells."""
    if _has_event(before) and (_has_event(frame) or not frame.has("since")):
        return True
    if before.has("conflict") and not frame.has("since"):
        return True
    return before.has("context") or _has_move(before)


def _has_move(frame: Frame) -> bool:
    return any(cue.kind in _MOVES for cue in frame.cues)


def _has_event(frame: Frame) -> bool:
    return any(frame.has(event) for event in _ANY_EVENT)


def _settings(tagged: TaggedDocument, sentence: Sentence, frame: Frame) -> tuple[Entity, ...]:
    """Give the places where the events of a sentence are set, a country only where no part is."""
    named = [
        entity
        for entity in tagged.entities
        if sentence.start <= entity.start and entity.end <= sentence.end
        if _is_named(frame, entity, entity.start - sentence.start)
    ]
    led = [e for e in named if _is_led(frame, e.start - sentence.start)]
    if not led and len(named) == 1 and _is_told_of(frame, named[0], sentence.start):
        led = named
    parts = {e.place_country for e in led if not is_country(e)}
    return tuple(e for e in led if not (is_country(e) and e.place_country in parts))


def _only_place(tagged: TaggedDocument, sentence: Sentence, frame: Frame) -> tuple[Entity, ...]:
    """Give the one place that a sentence names, which "the town" after it then points to."""
    named = [
        e for e in entities_in(tagged, sentence) if _is_named(frame, e, e.start - sentence.start)
    ]
    return tuple(named) if len({e.place_name for e in named}) == 1 and len(named) == 1 else ()


def _is_told_of(frame: Frame, entity: Entity, offset: int) -> bool:
    """Say whether an event is told of a place without a word of place: "Fallujah's people have
    gone", "يشهد جنوب السودان حربا"."""
    end = entity.end - offset
    if frame.text[end : end + 1] in ("'", "\u2019"):
        return _has_event(frame) or _has_move(frame)
    return is_country(entity) and _has_event(frame)


def _is_named(frame: Frame, entity: Entity, start: int) -> bool:
    """Say whether a place is named for itself: not who acts, a people, or where they talk."""
    is_place = entity.place_name is not None and not entity.acts and entity.reason != "demonym"
    end = start + len(entity.text)
    return is_place and not is_venue(frame, start) and not is_dateline(frame, end)


def _is_led(frame: Frame, start: int) -> bool:
    """Say whether a word of place leads to a name ("in X", "بمدينة X", "X and Y")."""
    places = frame.words.places
    leads = places["inside"] | places["origin"] | places["destination"] | places["soil"]
    glued = next((t.start for t in frame.tokens if t.start < start < t.end), start)
    if glued < start:
        return True
    before = [t.text for t in frame.tokens if t.end <= start and t.kind is TokenKind.WORD][-3:]
    return any(word in leads for word in before)


def _country(tagged: TaggedDocument, before: Before, frame: Frame) -> Entity | None:
    """Give the country that "inside the country" speaks of: the last one named, or the scene."""
    for sentence, read in reversed(before):
        named = [e for e in _settings(tagged, sentence, read) if is_country(e)]
        named = named or _peoples(tagged, sentence, read)
        if named:
            return named[-1]
    return next((e for e in _headline(tagged, frame) if is_country(e)), None)


def _peoples(tagged: TaggedDocument, sentence: Sentence, frame: Frame) -> list[Entity]:
    """Give the countries whose displaced people a sentence speaks of ("Syrian refugees")."""
    inside = [e for e in tagged.entities if sentence.start <= e.start and e.end <= sentence.end]
    return [e for e in inside if e.reason == "demonym" and is_country(e) and frame.has("context")]


def _headline(tagged: TaggedDocument, frame: Frame) -> tuple[Entity, ...]:
    """Give the one place that the headline, where the text begins with one, sets its event in."""
    first = tagged.sentences[0]
    is_headline = first.text.rstrip()[-1:] not in _FINAL and len(tagged.sentences) > 1
    if not is_headline or tagged.sentences[1].paragraph == first.paragraph:
        return ()
    read = read_sentence(first.text, frame.lang)
    named = [
        e
        for e in tagged.entities
        if e.end <= first.end and _is_named(read, e, e.start) and _is_scene(read, e)
    ]
    return tuple(named) if len({e.place_name for e in named}) == 1 else ()


def _is_scene(frame: Frame, entity: Entity) -> bool:
    """Say whether a headline sets its event at a name: "in Sudan", "Libya truce begins"."""
    last = [t.text for t in frame.tokens if t.end <= entity.start][-1:]
    is_led = bool(last) and last[0] in frame.words.places["inside"] - {"on", "at", "علي"}
    glued = any(t.start < entity.start < t.end and t.text[0] == "ب" for t in frame.tokens)
    return is_led or glued or frame.has("scene_after", entity.end, len(frame.text))
