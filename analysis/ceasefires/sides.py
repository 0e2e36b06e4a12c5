"""How many sides there are to a claim: one accepts, two agree, a third announces for both."""

import re
from dataclasses import replace

from analysis.ceasefires.breaches import Roles
from analysis.ceasefires.lists import Scene
from analysis.ceasefires.reading import Kind, Reading
from analysis.terms import ActorKind

_CLAUSE = re.compile(
    r"[,;:،؛]|(?<!\w)(?:that|says?|said|announced|and said|adds?|added|after|before|as|when)(?!\w)"
)
_BEFORE = 40  # characters before a verb in which its subject "the parties" stands
_SAYS = re.compile(r"(?<!\w)(?:said|says|announced|vowed|pledged)(?!\w)")
_STATES = frozenset({ActorKind.STATE, ActorKind.STATE_FORCE})
_ONE_SIDED = re.compile(r"unilateral|من (?:جانب|طرف) واحد")
SAID_THAT = re.compile(
    r"(?<!\w)(?:said|says?|confirm(?:s|ed)|announced?s?|declared?s?)(?: on \w+day)? that "
    r"(?:an?|the) (?:[\w-]+ ){0,3}$"
)
_PLEDGE = re.compile(r"pledg|promis|[وف]?[يت]?تعهد")  # what two sides do together
_ALONE = re.compile(r"(?P<aux>\w*)\s*agree(?:s|d)(?: to| on)?$")


def settle(scene: Scene, reading: Reading, roles: Roles) -> Reading:
    """Tell acceptance by one party from agreement by all, and announcing for others from
    declaring for oneself."""
    if reading.kind is Kind.AGREED and reading.mention.act is None and len(roles.parties) == 1:
        return _single(scene, reading, roles)
    if reading.kind is Kind.ACCEPTED and reading.cue:
        before = scene.text[max(0, reading.cue.start - _BEFORE) : reading.cue.start]
        joint = [m for m in scene.words.joint.finditer(before + " ") if m.end() >= len(before)]
        both = scene.words.sides_agree.match(scene.text, reading.cue.start) or joint
        signed = len(roles.parties) > 1 and scene.text.startswith("sign", reading.cue.start)
        return replace(reading, kind=Kind.AGREED) if both or signed else reading
    if reading.kind is Kind.DECLARED and reading.mention.act is None:
        return _for_others(scene, reading, roles)
    if reading.kind is Kind.DECLARED and (len(roles.parties) > 1 or _is_joint(scene, reading)):
        # "A and B will stop shooting" is what they agreed.
        own = {a.name for a in roles.source}
        together = not own or len(own & {a.name for a in roles.parties}) > 1
        return replace(reading, kind=Kind.AGREED) if together else reading
    said = _said_to_begin(scene, reading)
    if said and roles.parties:
        made = Kind.AGREED if len(roles.parties) > 1 else Kind.DECLARED
        return replace(reading, kind=made, factuality=reading.factuality.ASSERTED)
    if _begins_it(scene, reading, roles):
        return replace(reading, kind=Kind.DECLARED, factuality=reading.factuality.ASSERTED)
    return reading


def _single(scene: Scene, reading: Reading, roles: Roles) -> Reading:
    """Where one party alone "agrees to" a truce, it accepts what is offered."""
    cue = reading.cue
    before = scene.text[: cue.end] if cue else ""
    alone = _ALONE.search(before)
    if alone is None or not roles.source or scene.words.plural.search(before):
        return reading
    if alone["aux"] == "have" or _are_many(before[: alone.start()]):
        return reading
    return replace(reading, kind=Kind.ACCEPTED)


def _are_many(before: str) -> bool:
    """Say whether the subject that ends here is joined by "and", though one name is unknown."""
    clause = _CLAUSE.split(before)[-1]
    if clause.rstrip().endswith("they"):
        return True
    return bool(re.search(r"\w\s+and\s+(?:the |its |an? )?\w", clause))


def _for_others(scene: Scene, reading: Reading, roles: Roles) -> Reading:
    """Whoever announces a truce between two others tells of an agreement of theirs."""
    if len(roles.parties) < 2:
        return reading
    names = {a.name for a in roles.parties}
    own = any(a.name in names for a in roles.source)
    if reading.cue and _PLEDGE.match(scene.text, reading.cue.start):
        return replace(reading, kind=Kind.AGREED)
    both = own and _are_foes(scene, roles)
    return replace(reading, kind=Kind.AGREED) if both or not own else reading


def _are_foes(scene: Scene, roles: Roles) -> bool:
    """Say whether two states, or a state and an armed group, declare one truce together; states
    that fight side by side are told by "the forces of"."""
    own = {a.name for a in roles.source} & {a.name for a in roles.parties}
    kinds = {p.actor.name: p.kind for p in scene.actors if p.actor.name in own}
    states = [n for n, kind in kinds.items() if kind in _STATES]
    groups = [n for n, kind in kinds.items() if kind is ActorKind.ARMED_GROUP]
    alone = _ONE_SIDED.search(scene.text)
    return len(own) > 1 and bool(states) and len(states) + len(groups) > 1 and not alone


def _is_joint(scene: Scene, reading: Reading) -> bool:
    before = scene.text[max(0, reading.mention.start - 2 * _BEFORE) : reading.mention.start]
    return bool(scene.words.sides.search(before))


def _said_to_begin(scene: Scene, reading: Reading) -> bool:
    """Say whether parties tell that a truce of theirs will begin: "A and B confirmed that a truce
    would start on Sunday"."""
    if reading.kind is not Kind.ENTERED_INTO_FORCE:
        return False
    is_to_come = reading.factuality is reading.factuality.FUTURE
    return is_to_come and bool(SAID_THAT.search(scene.text[: reading.mention.start]))


def _begins_it(scene: Scene, reading: Reading, roles: Roles) -> bool:
    """Say whether a party says that it will begin a truce, which declares it."""
    cue = reading.cue
    return (
        reading.kind is Kind.ENTERED_INTO_FORCE
        and reading.factuality is reading.factuality.FUTURE
        and scene.words.lang == "en"
        and cue is not None
        and cue.end <= reading.mention.start
        and (bool(roles.source) or _SAYS.search(scene.text[: cue.start]) is not None)
    )
