"""Who broke a truce, who says so: accusations, fire in spite of it, breaches by name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from analysis.ceasefires.actors import Party
from analysis.ceasefires.cues import distance
from analysis.ceasefires.lexicon import Cue
from analysis.ceasefires.lists import (
    NOT_PARTIES,
    Scene,
    find_pair,
    groups_named,
    hyphen_pair,
    led_by,
    list_before,
    list_from,
    named,
    passive_agent,
    spans_of,
    unique,
)
from analysis.ceasefires.reading import Reading
from analysis.records import NamedActor

# Nothing, or a verb of committing with a number: "ارتكب 194 خرقا".
_COMMITTED = re.compile(r"\s*(?:[يت]?(?:ارتكب|رتكب|نفذ|اقترف|واصل)\w*\s+(?:\S+\s+){0,3})?")


_TELLS = re.compile(
    r"(?:'s)?(?: \w+){0,2} (?:says|said|claims|claimed|reports|reported)(?: on \w+day)?(?: that)?"
    r" (?!it |they |he |she )\w"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    parties: tuple[NamedActor, ...] = ()
    mediators: tuple[NamedActor, ...] = ()
    perpetrators: tuple[NamedActor, ...] = ()
    alleged_by: tuple[NamedActor, ...] = ()
    denied_by: tuple[NamedActor, ...] = ()
    source: tuple[NamedActor, ...] = ()


def without(scene: Scene, mediators: Sequence[Party]) -> Scene:
    """Leave the mediators' mentions out, that Russia the broker is not Russia the party."""
    names = {p.actor.name for p in mediators}
    start = min((p.start for p in mediators), default=0)
    end = max((p.end for p in mediators), default=0) + 9
    kept = (p for p in scene.actors if not (p.actor.name in names and start <= p.start <= end))
    return replace(scene, actors=tuple(kept))


def find_breach(scene: Scene, reading: Reading, mediators: list[Party]) -> Roles:
    """Tell the accused from the accuser; fire in spite of a truce accuses who fires."""
    accuser, accused = _accusation(scene, reading)
    if not accused:
        accused = _violators(scene, reading, mediators)
        if accused and not accuser and _only_says(scene, reading, accused[-1]):
            accuser, accused = accused, []
    # A person breaks no truce, a state or a group does; who speaks of it is often the one named.
    accused = [p for p in accused if p.kind not in NOT_PARTIES and not p.is_person]
    return Roles(
        parties=named(accused),
        perpetrators=named(accused),
        mediators=named(mediators),
        alleged_by=named(accuser),
    )


def _only_says(scene: Scene, reading: Reading, party: Party) -> bool:
    """Say whether a name is of who tells of the breach: "X says that fighters broke the truce"."""
    stop = reading.cue.start if reading.cue else reading.mention.start
    return bool(_TELLS.match(scene.text[party.end : stop])) if party.end < stop else False


def _accusation(scene: Scene, reading: Reading) -> tuple[list[Party], list[Party]]:
    text, words = scene.text, scene.words
    m, mutual = words.accuse.search(text), words.each_other.search(text)
    if m is None:
        return [], []
    if mutual:
        near = list_before(scene, m.start())
        both = near if len(near) > 1 else list_from(scene, mutual.end())
        return both, both
    if words.lang == "ar":
        after = [p for p in scene.actors if p.start >= m.end() and not p.is_adjective]
        before = list_before(scene, m.start())
        if before and after:
            return before, after[:1]
        return (after[:1], after[1:2]) if len(after) > 1 else (before, after)
    return list_before(scene, m.start()), list_from(scene, m.end())


def _violators(scene: Scene, reading: Reading, mediators: list[Party]) -> list[Party]:
    """Give who is said to break the truce: named outright, firing, or last named before."""
    cue, at = reading.cue, reading.mention.start
    barred = {p.actor.name for p in mediators}
    scene = without(scene, mediators)
    firing = _firing(scene)
    by_firing = cue is not None and scene.text[: cue.end].endswith("ing")
    if firing and by_firing:  # "X fired at Y, breaking the truce"
        return firing[:1]
    if cue is not None and not reading.is_concessive:
        stop = at if cue.end <= at else None
        agent = passive_agent(scene, cue.end, stop) or _own(scene, cue, reading)
        if agent:
            return [led_by(scene, party) for party in agent]
    if firing:
        return firing
    if reading.is_concessive and cue is not None:
        promised = [p for p in scene.actors if cue.end <= p.start < at and p.acts]
        if promised:
            return promised[-1:]
    pair = find_pair(scene, reading) or hyphen_pair(scene)
    if pair or cue is None or cue.start < at:
        return pair or groups_named(scene, reading, barred)
    return list_before(scene, cue.start) or groups_named(scene, reading, barred)


def _firing(scene: Scene) -> list[Party]:
    return unique(
        p
        for p in scene.actors
        for m in scene.words.fire.finditer(scene.text)
        if p.acts and _beside(scene.text, p, m, scene)
    )


def _own(scene: Scene, cue: Cue, reading: Reading) -> list[Party]:
    """Give whose breach it is: "X violated", "violations by X", "خروقات X للهدنة"."""
    for party in scene.actors:
        follows = scene.words.lang == "ar" and party.start >= cue.end
        gap = (cue.end, party.start) if follows else (party.end, cue.start)
        if party.is_adjective and scene.text[slice(*gap)].isspace():
            return [party]
    if scene.words.lang == "ar":
        inside = [p for p in scene.actors if cue.end <= p.start <= cue.end + 40]
        inside = [p for p in inside if not p.is_adjective]
        if inside and distance(scene.text, cue.end, inside[0].start, spans_of(scene)) <= 2:
            return list_from(scene, cue.end)
        before = list_before(scene, cue.start)
        close = bool(before) and _COMMITTED.fullmatch(scene.text, before[-1].end, cue.start)
        return before if close else []
    if cue.start >= reading.mention.end and cue.family != "PRONOUN":
        return []
    return list_before(scene, cue.start)


def _beside(text: str, party: Party, fire: re.Match[str], scene: Scene) -> bool:
    """Say whether a name qualifies or leads a word of violence."""
    if scene.words.lang == "ar":
        if party.start < fire.end() and fire.start() < party.end:
            return True
        if party.end <= fire.start():
            return not text[party.end : fire.start()].strip()
        gap = text[fire.end() : party.start]
        return fire.end() <= party.start and len(gap.split()) <= 2
    if party.start < fire.end() and fire.start() < party.end:
        return True
    gap = text[party.end : fire.start()]
    names = [p for p in scene.actors if party.end <= p.start < fire.start()]
    return party.end <= fire.start() and len(gap.split()) <= 3 + 2 * len(names) and "," not in gap
