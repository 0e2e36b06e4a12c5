"""Where a truce is to hold, or where it was broken."""

import re
from collections.abc import Sequence

from analysis.ceasefires.breaches import Roles
from analysis.ceasefires.cues import distance
from analysis.ceasefires.lists import Scene
from analysis.ceasefires.reading import Kind, Reading
from analysis.records import Entity, NamedPlace, Sentence
from analysis.terms import ActorKind
from newsmon.lib.text import Folded

_ADJECTIVE = "demonym"  # linking's mark for nationalities that only hint at a place
_TO = re.compile(r"\s+(?:الي|ل)")
_PLACE_AFTER = 7  # words between a truce and the place that it is for
_PLACE_BEFORE = 1  # words between a place and the truce that it names


def find_places(
    scene: Scene,
    reading: Reading,
    roles: Roles,
    entities: Sequence[Entity],
    sentence: Sentence,
    folded: Folded,
) -> tuple[NamedPlace, ...]:
    """Give the places of one reading out of the entities of its sentence."""
    return _places(scene, _near(scene, reading, entities, sentence, folded), roles)


def _near(
    scene: Scene, reading: Reading, entities: Sequence[Entity], sentence: Sentence, folded: Folded
) -> Sequence[Entity]:
    """Keep the places that stand by the truce, where any do: "a truce in Aleppo", "Gaza truce".
    A breach happens where the fire falls, which may be anywhere in the sentence."""
    if reading.kind is Kind.VIOLATED:
        return entities
    term, free = reading.mention, [(p.start, p.end) for p in scene.actors]
    by: list[Entity] = []
    for entity in entities:
        at = folded.position(entity.start - sentence.start)
        end = folded.position(entity.end - sentence.start)
        after = at >= term.end and distance(scene.text, term.end, at, free) <= _PLACE_AFTER
        before = end <= term.start and distance(scene.text, end, term.start, free) <= _PLACE_BEFORE
        if entity.place_name and not entity.acts and (after or before):
            by.append(entity)
    return by or [e for e in entities if not _is_addressed(scene, e, sentence, folded)]


def _is_addressed(scene: Scene, entity: Entity, sentence: Sentence, folded: Folded) -> bool:
    """Say whether a state is whom another one turns to («دعت فرنسا تركيا إلى»), not where."""
    at = folded.position(entity.start - sentence.start)
    called = any(scene.text[p.end : at].isspace() for p in scene.actors if p.is_state)
    to = _TO.match(scene.text, folded.position(entity.end - sentence.start))
    return entity.actor_kind is ActorKind.STATE and called and bool(to)


def _places(scene: Scene, entities: Sequence[Entity], roles: Roles) -> tuple[NamedPlace, ...]:
    """Give the places of the sentence; a country that acts or makes the truce is its party."""
    parties = {actor.name for actor in (*roles.parties, *roles.mediators, *roles.source)}
    named = [e for e in entities if e.place_name and e.reason != _ADJECTIVE]
    where = [e for e in named if not e.acts and e.actor_name not in parties]
    where = where or [e for e in named if e.actor_name not in parties]
    if where or not scene.words.nationwide.search(scene.text):
        return tuple({e.place_name: _place(e) for e in where}.values())
    return tuple({p.name: p for p in _countries(scene, entities, roles)}.values())


def _countries(scene: Scene, entities: Sequence[Entity], roles: Roles) -> list[NamedPlace]:
    """Give the country of a nationwide truce: the one that is hinted at, or the state itself."""
    hinted = [_place(e) for e in entities if e.place_name]
    parties = {actor.name for actor in roles.parties}
    states = [p for p in scene.actors if p.is_state and (not parties or p.actor.name in parties)]
    return hinted or [NamedPlace(place=None, name=p.actor.name) for p in states]


def _place(entity: Entity) -> NamedPlace:
    return NamedPlace(place=entity.place, name=entity.place_name or "")
