"""Who makes, breaks or brokers a truce: roles of the actors around a cue.

Wordings in order of trust: "between A and B", "A-B truce", "with B", the subject of the verb,
"both sides", and only then the armed groups that the sentence names.
"""

import re
from collections.abc import Sequence

from analysis.ceasefires.actors import USUAL_MEDIATORS, Party
from analysis.ceasefires.breaches import Roles, find_breach, without
from analysis.ceasefires.cues import distance
from analysis.ceasefires.lexicon import Cue
from analysis.ceasefires.lists import (
    FIGHTERS,
    NOT_PARTIES,
    SUBJECT_REACH,
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
from analysis.ceasefires.reading import Kind, Reading
from analysis.ceasefires.sides import SAID_THAT
from analysis.terms import ActorKind

_HOST = "Saudi Arabia"  # broker of some truces and party to others
_WITH_REACH = 6  # words between a truce and the "with" that names the other side
_VERB_LAST = ("tr", "fa", "ku")  # here the subject stands before the truce, the verb after it
_REPORTED = frozenset({"AGREE", "ACCEPT", "REJECT", "END", "SUSPEND", "EXTEND"})
_NOUN = re.compile(r"[وفبلك]?(?:ال)?(?:اعلان|قبول|توقيع)")  # who does it never stands before it
_THEY = re.compile(
    r"(?<!\w)(?:said|says?|announced|confirmed)(?!\w)(?:(?!said).){0,80}(?<!\w)they (?:\w+ )?$"
)
_TOLD = frozenset(
    {Kind.ENTERED_INTO_FORCE, Kind.ENDED, Kind.SUSPENDED, Kind.EXTENDED, Kind.DECLARED}
)
_TELLERS = FIGHTERS | {ActorKind.STATE_FORCE}
_SAID_AFTER = re.compile(r"(?:'s)?(?: \w+){0,2} (?:said|says|announced|confirmed|declared)(?!\w)")
_SAID_BEFORE = re.compile(r"(?<!\w)(?:[وف]?(?:اعلن|قال|اكد|ذكر)\w*|[يت](?:علن|قول|وكد))\s+$")
_QUOTED = re.compile(r"(?:\s+(?:في|من|in|from)\s+\S+?)?\s*:")  # "X in Y: we will not …"
# "A US-brokered truce" has a broker; "Turkish-backed fighters broke the truce" has none.
_BEFORE_TERM = re.compile(r"\s(?:(?!fighters|rebels|forces|troops|militia)[\w-]+\s){0,4}")
_BROKER_REACH = 30  # words between a truce and the "brokered by" that belongs to it


def find_roles(scene: Scene, reading: Reading) -> Roles:
    """Say who plays which part in what a reading tells."""
    mediators = _mediators(scene, reading)
    if reading.kind is Kind.VIOLATED:
        return find_breach(scene, reading, mediators)
    scene = without(scene, mediators)
    pair = find_pair(scene, reading) or hyphen_pair(scene)
    subject = _subject(scene, reading)
    parties = unique([*pair, *([] if pair else _with(scene, reading))])
    return _assembled(scene, reading, parties, bool(pair), subject, mediators)


def _assembled(
    scene: Scene,
    reading: Reading,
    parties: list[Party],
    is_pair: bool,
    subject: list[Party],
    mediators: list[Party],
) -> Roles:
    if not is_pair and len(parties) == 1 and not subject:
        before = list_before(scene, reading.mention.start) or _first_actor(scene, reading)
        parties = unique([*before[-1:], *parties])
    if _is_joint_word(reading, subject, parties if is_pair else subject):
        mediators, subject, parties = unique([*mediators, *subject]), [], []
    speaks = [
        p
        for p in subject
        if p.kind in NOT_PARTIES or _brokers(scene, p, reading, parties, alone=len(subject) == 1)
    ]
    if reading.kind in (Kind.ACCEPTED, Kind.REJECTED):
        if subject:
            parties = unique([*subject, *([] if is_pair else parties)])
    elif not is_pair and not reading.is_welcomed:
        parties = unique([*[p for p in subject if p not in speaks], *parties])
    if reading.kind is Kind.EXTENDED or reading.kind is Kind.AGREED:
        mediators = unique([*mediators, *(p for p in speaks if p.actor.name in USUAL_MEDIATORS)])
    excluded = {p.actor.name for p in mediators}
    if reading.kind not in (Kind.ACCEPTED, Kind.REJECTED):
        excluded |= {p.actor.name for p in scene.actors if p.kind in NOT_PARTIES}
    parties = [p for p in parties if p.actor.name not in excluded]
    if not parties and reading.kind not in (Kind.ACCEPTED, Kind.REJECTED):
        parties = _teller(scene, reading) or groups_named(scene, reading, excluded)
        parties = parties or _fighters(scene, reading, excluded)
    elif reading.kind is Kind.PROPOSED and len(parties) == 1:
        parties = unique([*parties, *groups_named(scene, reading, excluded)])
    return Roles(
        parties=named(parties),
        mediators=named(mediators),
        source=named(subject),
        denied_by=named(subject) if reading.factuality == "DENIED" else (),
    )


def _fighters(scene: Scene, reading: Reading, excluded: set[str]) -> list[Party]:
    """Give the armed groups that another clause names: "the truce was extended, while X said …"."""
    if reading.kind not in (Kind.EXTENDED, Kind.ENDED):
        return []
    named = [p for p in scene.actors if p.kind in FIGHTERS and p.acts]
    return unique(p for p in named if p.actor.name not in excluded)


def _first_actor(scene: Scene, reading: Reading) -> list[Party]:
    """Give who acts at the head of the clause in which "a truce with B" is named far off."""
    stop = reading.mention.start
    acting = [p for p in scene.actors if p.end <= stop and p.acts and not p.is_adjective]
    own = [p for p in acting if p.kind not in NOT_PARTIES and p.actor.name not in USUAL_MEDIATORS]
    return [] if reading.kind is Kind.PROPOSED else own[:1]


def _teller(scene: Scene, reading: Reading) -> list[Party]:
    """Give the force or group that tells of its own truce: "the army said it was over"."""
    if reading.kind not in _TOLD:
        return []
    told = SAID_THAT.search(scene.text[: reading.mention.start])
    if told and reading.kind is Kind.ENTERED_INTO_FORCE:
        by = [p for p in list_before(scene, told.start()) if p.actor.name not in USUAL_MEDIATORS]
        if by:
            return by
    for party in scene.actors:
        if party.kind not in _TELLERS or party.end > reading.mention.start:
            continue
        lead, rest = scene.text[: party.start], scene.text[party.end : reading.mention.start]
        said = _SAID_AFTER.match(rest) if scene.words.lang != "ar" else _SAID_BEFORE.search(lead)
        if said:
            return [party]
    return []


def _is_joint_word(reading: Reading, subject: Sequence[Party], said_of: Sequence[Party]) -> bool:
    """Say whether two brokers together announce a truce, which is not their own."""
    brokers = {*USUAL_MEDIATORS, _HOST}
    return (
        reading.kind is Kind.DECLARED
        and len(subject) > 1
        and {p.actor.name for p in subject} == {p.actor.name for p in said_of}
        and all(p.actor.name in brokers for p in subject)
    )


def _brokers(
    scene: Scene, party: Party, reading: Reading, parties: Sequence[Party], *, alone: bool
) -> bool:
    """Say whether a subject only speaks of other people's truce."""
    cue, outer, is_usual = reading.cue, reading.outer, party.actor.name in USUAL_MEDIATORS
    if reading.kind is Kind.PROPOSED:
        asks = any(c is not None and c.family == "REQUEST" for c in (cue, outer))
        if party.is_person:
            return True
        return is_usual or (asks and not parties and party.kind not in FIGHTERS)
    if not is_usual or cue is None or outer is None or outer.family != "ANNOUNCE":
        return False
    of_itself = scene.words.itself.search(scene.text, outer.end, max(outer.end, cue.start))
    return reading.kind is not Kind.DECLARED and not of_itself and (alone or bool(parties))


def _mediators(scene: Scene, reading: Reading) -> list[Party]:
    text, words, found = scene.text, scene.words, list[Party]()
    term, free = reading.mention, spans_of(scene)
    for m in words.mediated.finditer(text):
        gap = sorted((m.start(), term.end))
        if distance(text, gap[0], gap[1], free) > _BROKER_REACH:
            continue
        found += list_from(scene, m.end())
        found += [p for p in scene.actors if m.end() <= p.start <= m.end() + 2 and p.is_adjective]
        found += [p for p in scene.actors if m.start() <= p.start < m.end() < p.end]
    for m in words.mediated_after.finditer(text):
        if re.search(r"\b(?:that|which)\s", text[max(0, m.start() - 60) : m.start()]):
            found += list_before(scene, m.start())
    for m in words.mediated_adjective.finditer(text):
        if not _BEFORE_TERM.fullmatch(text, m.end(), max(m.end(), term.start)):
            continue
        found += [p for p in scene.actors if p.end == m.start()]
    return unique(found)


def _with(scene: Scene, reading: Reading) -> list[Party]:
    """Read "with B" after the truce, or between the verb and the truce."""
    term, cue = reading.mention, reading.outer or reading.cue
    start = cue.end if cue and cue.end <= term.start else term.end
    if reading.kind is Kind.PROPOSED:
        start = max(0, min(start, term.start) - 60)
    for m in scene.words.with_.finditer(scene.text, start, term.end + 120):
        listed = list_from(scene, m.end())
        if not listed or m.end() <= term.start < listed[0].start:
            continue
        if scene.words.elsewhere.search(scene.text, term.end, max(term.end, m.start())):
            continue
        hangs = scene.words.hangs_on.search(scene.text, term.end, max(term.end, m.start()))
        reach = _WITH_REACH + (SUBJECT_REACH if hangs else 0)
        if distance(scene.text, term.end, m.start(), spans_of(scene)) <= reach:
            return listed
    return []


def _subject(scene: Scene, reading: Reading) -> list[Party]:
    """Give who does what the governing verb says; a leader stands for the state."""
    cue = reading.outer or reading.cue
    if cue is None:
        return []
    own = _reported_subject(scene, reading)
    if own:
        return [led_by(scene, party) for party in own]
    if cue.start >= reading.mention.end:
        found = _subject_of_predicate(scene, reading, cue)
    elif scene.words.lang == "ar":
        found = _arabic_subject(scene, cue.start, cue.end, reading)
    else:
        owner = _owner(scene, cue.start) if reading.kind is Kind.PROPOSED else []
        found = owner or list_before(scene, cue.start) or passive_agent(scene, cue.end)
    return [led_by(scene, party) for party in found or _they(scene, cue) or _speaker(scene, cue)]


def _reported_subject(scene: Scene, reading: Reading) -> list[Party]:
    """Give who acts in what another announces: "A announced that B and C had agreed"."""
    outer, cue = reading.outer, reading.cue
    if outer is None or cue is None or outer.family not in ("ANNOUNCE", "WELCOME"):
        return []
    if cue.family not in _REPORTED or not outer.end <= cue.start < reading.mention.start:
        return []
    if scene.words.lang == "ar":
        after = [p for p in scene.actors if cue.end <= p.start < reading.mention.start]
        if after and distance(scene.text, cue.end, after[0].start, spans_of(scene)) <= 1:
            return [p for p in list_from(scene, cue.end) if p.start < reading.mention.start]
    return [p for p in list_before(scene, cue.start) if p.start >= outer.end]


def _they(scene: Scene, cue: Cue) -> list[Party]:
    """Read who "they" are in "A and B said that they had agreed"."""
    said = _THEY.search(scene.text[: cue.start])
    return list_before(scene, said.start()) if said else []


def _speaker(scene: Scene, cue: Cue) -> list[Party]:
    """Read "X: we will not …", as headlines quote."""
    before = [p for p in scene.actors if p.end <= cue.start]
    named = [p for p in before if _QUOTED.match(scene.text, p.end)]
    return named[:1] if named and not scene.text[: named[0].start].strip() else []


def _subject_of_predicate(scene: Scene, reading: Reading, cue: Cue) -> list[Party]:
    if scene.words.lang in _VERB_LAST:
        return list_before(scene, reading.mention.start)
    inside = [p for p in scene.actors if cue.start < p.start < cue.end]
    if cue.family == "PRONOUN" and inside:
        return inside
    beside = [p for p in scene.actors if scene.text[p.end : cue.start].isspace()]
    if cue.family == "PRONOUN" and beside:
        return beside
    agent = passive_agent(scene, cue.end)
    if not agent and scene.words.lang == "ar" and cue.family in ("ANNOUNCE", "PROPOSE"):
        return list_from(scene, cue.end)
    if agent or (reading.kind is not Kind.REJECTED and cue.family != "PRONOUN"):
        return agent
    if scene.words.lang == "ar":
        return list_from(scene, cue.end) or list_before(scene, cue.start)
    start = cue.start if cue.family == "PRONOUN" else reading.mention.start
    return list_before(scene, start)


def _owner(scene: Scene, at: int) -> list[Party]:
    """Read "X's" before a noun."""
    return [p for p in scene.actors if re.fullmatch(r"(?:'s|s')? ", scene.text[p.end : at])]


def _arabic_subject(scene: Scene, start: int, end: int, reading: Reading) -> list[Party]:
    """Read the subject after the verb, after "كان … قد", or before the verb as in headlines."""
    own = [p for p in scene.actors if end <= p.start < reading.mention.start]
    own = [p for p in own if not p.is_adjective]
    if own and scene.words.with_.search(scene.text, end, own[0].start):
        return list_before(scene, start)
    if own and distance(scene.text, end, own[0].start, spans_of(scene)) <= 5:
        return list_from(scene, end)
    qualified = [p for p in scene.actors if end <= p.start < reading.mention.start]
    if qualified and distance(scene.text, end, qualified[0].start, spans_of(scene)) == 0:
        return qualified[:1]
    if _NOUN.fullmatch(scene.text, start, end):
        return []
    had = re.search(r"(?<!\w)[وف]?كانت?\s(?P<gap>.{,200})\sقد\s+$", scene.text[:start])
    if had:
        return list_from(scene, had.start("gap"))
    return list_before(scene, start)
