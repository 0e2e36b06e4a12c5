"""Who makes, breaks or brokers a truce: roles of the actors around a cue.

Wordings in order of trust: "between A and B", "A-B truce", "with B", the subject of the verb,
"both sides", and only then the armed groups that the sentence names.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from analysis.ceasefire_actors import USUAL_MEDIATORS, Party
from analysis.ceasefire_cues import Kind, Reading, distance
from analysis.ceasefire_lexicon import Cue, Lexicon
from analysis.records import ActorKind, NamedActor

_NOT_PARTIES = frozenset({ActorKind.IGO, ActorKind.NGO, ActorKind.MEDIA})
_FIGHTERS = frozenset({ActorKind.ARMED_GROUP, ActorKind.COMMUNITY})
_LIST_GAP = 4  # words between two names of one list ("Israel's army and the Hamas movement")
_WITH_REACH = 6  # words between a truce and the "with" that names the other side
_VERB_LAST = ("tr", "fa")  # here the subject stands before the truce, the verb after it
_BROKER_REACH = 30  # words between a truce and the "brokered by" that belongs to it
_AGENT_REACH = 30  # characters between a passive verb and its "by"
_TITLE_WORDS = 4  # words between a state and the name of its leader
_SUBJECT_REACH = 9  # words between a verb and its subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    parties: tuple[NamedActor, ...] = ()
    mediators: tuple[NamedActor, ...] = ()
    perpetrators: tuple[NamedActor, ...] = ()
    alleged_by: tuple[NamedActor, ...] = ()
    denied_by: tuple[NamedActor, ...] = ()
    source: tuple[NamedActor, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One folded sentence with the actors in it and those named before it, latest last."""

    text: str
    words: Lexicon
    actors: tuple[Party, ...]
    places: tuple[Party, ...] = ()
    earlier: tuple[Party, ...] = ()


def find_roles(scene: Scene, reading: Reading) -> Roles:
    """Say who plays which part in what a reading tells."""
    mediators = _mediators(scene, reading)
    if reading.kind is Kind.VIOLATED:
        return _violation(scene, reading, mediators)
    scene = _without(scene, mediators)
    pair = _pair(scene, reading) or _hyphen_pair(scene)
    subject = _subject(scene, reading)
    parties = _unique([*pair, *([] if pair else _with(scene, reading))])
    return _assembled(scene, reading, parties, bool(pair), subject, mediators)


def _without(scene: Scene, mediators: Sequence[Party]) -> Scene:
    """Leave the mediators' mentions out, that Russia the broker is not Russia the party."""
    names = {p.actor.name for p in mediators}
    start = min((p.start for p in mediators), default=0)
    end = max((p.end for p in mediators), default=0) + 9
    kept = (p for p in scene.actors if not (p.actor.name in names and start <= p.start <= end))
    return replace(scene, actors=tuple(kept))


def _assembled(
    scene: Scene,
    reading: Reading,
    parties: list[Party],
    is_pair: bool,
    subject: list[Party],
    mediators: list[Party],
) -> Roles:
    if not is_pair and len(parties) == 1 and not subject:
        parties = _unique([*_list_before(scene, reading.mention.start)[-1:], *parties])
    speaks = [
        p
        for p in subject
        if p.kind in _NOT_PARTIES or _brokers(p, reading, parties, alone=len(subject) == 1)
    ]
    if reading.kind in (Kind.ACCEPTED, Kind.REJECTED):
        if subject:
            parties = _unique([*subject, *([] if is_pair else parties)])
    elif not is_pair and not reading.is_welcomed:
        parties = _unique([*[p for p in subject if p not in speaks], *parties])
    if reading.kind is Kind.EXTENDED or reading.kind is Kind.AGREED:
        mediators = _unique([*mediators, *(p for p in speaks if p.actor.name in USUAL_MEDIATORS)])
    excluded = {p.actor.name for p in mediators}
    if reading.kind not in (Kind.ACCEPTED, Kind.REJECTED):
        excluded |= {p.actor.name for p in scene.actors if p.kind in _NOT_PARTIES}
    parties = [p for p in parties if p.actor.name not in excluded]
    if not parties and reading.kind not in (Kind.ACCEPTED, Kind.REJECTED):
        parties = _fallback(scene, reading, excluded)
    elif reading.kind is Kind.PROPOSED and len(parties) == 1:
        parties = _unique([*parties, *_fallback(scene, reading, excluded)])
    return Roles(
        parties=_named(parties),
        mediators=_named(mediators),
        source=_named(subject),
        denied_by=_named(subject) if reading.factuality == "DENIED" else (),
    )


def _brokers(party: Party, reading: Reading, parties: Sequence[Party], *, alone: bool) -> bool:
    """Say whether a subject only speaks of other people's truce."""
    is_usual = party.actor.name in USUAL_MEDIATORS
    if reading.kind is Kind.PROPOSED:
        asks = any(c is not None and c.family == "REQUEST" for c in (reading.cue, reading.outer))
        return is_usual or (asks and not parties and party.kind not in _FIGHTERS)
    told = reading.outer is not None and reading.outer.family == "ANNOUNCE"
    return is_usual and told and reading.kind is not Kind.DECLARED and (alone or bool(parties))


def _mediators(scene: Scene, reading: Reading) -> list[Party]:
    text, words, found = scene.text, scene.words, list[Party]()
    term, free = reading.mention, _spans(scene)
    for m in words.mediated.finditer(text):
        if distance(text, *sorted((m.start(), term.end)), free) > _BROKER_REACH:
            continue
        found += _list_from(scene, m.end())
        found += [p for p in scene.actors if m.end() <= p.start <= m.end() + 2 and p.is_adjective]
    for m in words.mediated_after.finditer(text):
        if re.search(r"\b(?:that|which)\s", text[max(0, m.start() - 60) : m.start()]):
            found += _list_before(scene, m.start())
    for m in words.mediated_adjective.finditer(text):
        found += [p for p in scene.actors if p.end == m.start()]
    return _unique(found)


def _pair(scene: Scene, reading: Reading) -> list[Party]:
    """Read "between A and B" or "both sides" nearest to the term."""
    at = reading.mention
    options: list[tuple[int, list[Party]]] = []
    free = [(p.start, p.end) for p in scene.actors]
    for m in scene.words.between.finditer(scene.text):
        listed = _list_from(scene, m.end())
        gap = (m.end(), at.start) if m.end() <= at.start else (at.end, m.start())
        if len(listed) >= 2 or (listed and scene.words.us.match(scene.text, m.start())):
            options.append((distance(scene.text, *gap, free), listed))
    if options:
        reach, listed = min(options, key=lambda option: option[0])
        if reach <= 12:
            return listed
    leading = _list_before(scene, at.start)
    if len(leading) > 1 and re.fullmatch(r"\s*\w*\s*", scene.text[leading[-1].end : at.start]):
        return leading
    for m in scene.words.sides.finditer(scene.text):
        named = [p for p in scene.actors if p.is_adjective and m.end() <= p.start <= m.end() + 25]
        if len(named) > 1:
            return named
    if scene.words.sides.search(scene.text, max(0, at.start - 60), at.end + 60):
        return _context_pair(scene, at.start)
    return []


def _context_pair(scene: Scene, before: int) -> list[Party]:
    """Give the last two different actors named before a place, who may be "both sides"."""
    named = [*scene.earlier, *(p for p in scene.actors if p.end <= before)]
    named = [p for p in named if p.kind not in _NOT_PARTIES and not p.is_adjective]
    last = _unique(reversed(named))[:2]
    return last if len(last) == 2 else []


def _hyphen_pair(scene: Scene) -> list[Party]:
    """Read "A-B truce" and "A's war with B"; a territory may stand for who rules it."""
    named = (*scene.actors, *scene.places)
    for first in named:
        for second in named:
            gap = scene.text[first.end : second.start] if first.end < second.start else ""
            if gap == "-" or re.fullmatch(r"'?s?'? war (?:with|on|against) (?:the )?", gap):
                return [first, second]
    return []


def _with(scene: Scene, reading: Reading) -> list[Party]:
    """Read "with B" after the truce, or between the verb and the truce."""
    term, cue = reading.mention, reading.outer or reading.cue
    start = cue.end if cue and cue.end <= term.start else term.end
    if reading.kind is Kind.PROPOSED:
        start = max(0, min(start, term.start) - 60)
    for m in scene.words.with_.finditer(scene.text, start, term.end + 120):
        listed = _list_from(scene, m.end())
        if not listed or m.end() <= term.start < listed[0].start:
            continue
        hangs = scene.words.hangs_on.search(scene.text, term.end, max(term.end, m.start()))
        reach = _WITH_REACH + (_SUBJECT_REACH if hangs else 0)
        if distance(scene.text, term.end, m.start(), _spans(scene)) <= reach:
            return listed
    return []


def _spans(scene: Scene) -> list[tuple[int, int]]:
    return [(p.start, p.end) for p in scene.actors]


def _subject(scene: Scene, reading: Reading) -> list[Party]:
    """Give who does what the governing verb says; a leader stands for the state."""
    cue = reading.outer or reading.cue
    if cue is None:
        return []
    if cue.start >= reading.mention.end:
        found = _subject_of_predicate(scene, reading, cue)
    elif scene.words.lang == "ar":
        found = _arabic_subject(scene, cue.start, cue.end, reading)
    else:
        owner = _owner(scene, cue.start) if reading.kind is Kind.PROPOSED else []
        found = owner or _list_before(scene, cue.start) or _passive_agent(scene, cue.end)
    return [_led_by(scene, party) for party in found]


def _subject_of_predicate(scene: Scene, reading: Reading, cue: Cue) -> list[Party]:
    if scene.words.lang in _VERB_LAST:
        return _list_before(scene, reading.mention.start)
    agent = _passive_agent(scene, cue.end)
    if agent or reading.kind is not Kind.REJECTED and cue.family != "PRONOUN":
        return agent
    if scene.words.lang == "ar":
        return _list_from(scene, cue.end)
    start = cue.start if cue.family == "PRONOUN" else reading.mention.start
    return _list_before(scene, start)


def _owner(scene: Scene, at: int) -> list[Party]:
    """Read "X's" before a noun."""
    return [p for p in scene.actors if re.fullmatch(r"(?:'s|s') ", scene.text[p.end : at])]


def _led_by(scene: Scene, person: Party) -> Party:
    if person.kind is not ActorKind.PERSON:
        return person
    for party in reversed(scene.actors):
        gap = scene.text[party.end : person.start]
        near = party.end <= person.start and len(gap.split()) <= _TITLE_WORDS
        if near and party.kind is not ActorKind.PERSON and not re.search(r"[,،.;:]", gap):
            return party
    return person


def _arabic_subject(scene: Scene, start: int, end: int, reading: Reading) -> list[Party]:
    """Read the subject after the verb, after "كان … قد", or before the verb as in headlines."""
    own = [p for p in scene.actors if end <= p.start < reading.mention.start]
    own = [p for p in own if not p.is_adjective]
    if own and distance(scene.text, end, own[0].start, _spans(scene)) <= 5:
        return _list_from(scene, end)
    qualified = [p for p in scene.actors if end <= p.start < reading.mention.start]
    if qualified and distance(scene.text, end, qualified[0].start, _spans(scene)) <= 3:
        return qualified[:1]
    had = re.search(r"(?<!\w)[وف]?كانت?\s(?P<gap>.*)\sقد\s+$", scene.text[:start])
    if had:
        return _list_from(scene, had.start("gap"))
    return _list_before(scene, start)


def _list_from(scene: Scene, at: int) -> list[Party]:
    """Read a list of names that begins near a place: "A", "A and B", "A, B and C"."""
    return _listed(scene, [p for p in scene.actors if p.start >= at and not p.is_adjective], at)


def _listed(scene: Scene, ahead: Sequence[Party], at: int) -> list[Party]:
    found: list[Party] = []
    for party in ahead:
        gap = scene.text[at : party.start]
        again = bool(found) and found[-1].actor.name == party.actor.name
        if re.search(r"[.;:؛]\s", gap) or len(re.findall(r"\w+", gap)) > _LIST_GAP + 1:
            break
        if found and not again and not _joins(scene, gap, party):
            break
        found.append(party)
        at = party.end
    return _unique(found)


def _joins(scene: Scene, gap: str, party: Party) -> bool:
    """Say whether only "and" or a comma with a short apposition lies between two names."""
    if scene.words.lang == "ar":
        ahead = gap + scene.text[party.start : party.start + 1]
        return bool(
            re.fullmatch(r"[\s)\]\"،]*(?:و(?!ي)\w*|،)(?:\s+\w+){0,2}\s*\w?", ahead.rstrip())
        )
    return bool(scene.words.joins.search(gap)) or gap == "-"


def _list_before(scene: Scene, at: int) -> list[Party]:
    """Read the list of names that ends before a verb, the nearest name within reach."""
    stops = [m.end() for m in scene.words.boundary.finditer(scene.text, 0, at)]
    left = max(stops, default=0)
    behind = [p for p in scene.actors if left <= p.start and p.end <= at and p.acts]
    behind = [p for p in behind if not p.is_adjective]
    if not behind or not _reaches(scene, behind[-1].end, at):
        return []
    among = re.search(r"(?:one of|among)(?: the)? $", scene.text[: behind[-1].start])
    if among and len(behind) > 1:
        behind = behind[:-1]
    found = [behind[-1]]
    for party in reversed(behind[:-1]):
        gap = scene.text[party.end : found[0].start]
        if len(gap.split()) > _LIST_GAP or not _joins(scene, gap, found[0]):
            break
        found.insert(0, party)
    return found


def _reaches(scene: Scene, start: int, at: int) -> bool:
    """Say whether a subject is near its verb, an apposition between commas left out."""
    gap = scene.text[start:at].strip()
    if gap.startswith(",") and gap.endswith(","):
        return True
    return distance(scene.text, start, at, _spans(scene)) <= _SUBJECT_REACH


def _passive_agent(scene: Scene, at: int, stop: int | None = None) -> list[Party]:
    """Read "by X" soon after a verb, and before `stop`."""
    end = min(len(scene.text), at + _AGENT_REACH, stop or len(scene.text))
    m = scene.words.by.search(scene.text, at, end)
    return _list_from(scene, m.end()) if m else []


def _fallback(scene: Scene, reading: Reading, excluded: set[str]) -> list[Party]:
    """Give who announced the truce in a relative clause, and the armed groups of the sentence."""
    told = scene.words.after["ANNOUNCE"].search(scene.text, reading.mention.end)
    announcers = _arabic_subject_after(scene, told.end()) if told else []
    groups = [p for p in scene.actors if p.kind in _FIGHTERS and p.acts]
    found = [*announcers, *groups]
    return _unique(p for p in found if p.actor.name not in excluded and p.kind not in _NOT_PARTIES)


def _arabic_subject_after(scene: Scene, at: int) -> list[Party]:
    return _list_from(scene, at) if scene.words.lang == "ar" else []


def _violation(scene: Scene, reading: Reading, mediators: list[Party]) -> Roles:
    """Tell the accused from the accuser; fire in spite of a truce accuses who fires."""
    accuser, accused = _accusation(scene, reading)
    if not accused:
        accused = _violators(scene, reading, mediators)
    accused = [p for p in accused if p.kind not in _NOT_PARTIES]
    return Roles(
        parties=_named(accused),
        perpetrators=_named(accused),
        mediators=_named(mediators),
        alleged_by=_named(accuser),
    )


def _accusation(scene: Scene, reading: Reading) -> tuple[list[Party], list[Party]]:
    text, words = scene.text, scene.words
    m, mutual = words.accuse.search(text), words.each_other.search(text)
    if m is None:
        return [], []
    if mutual:
        near = _list_before(scene, m.start())
        both = near if len(near) > 1 else _list_from(scene, mutual.end())
        return both, both
    if words.lang == "ar":
        after = [p for p in scene.actors if p.start >= m.end() and not p.is_adjective]
        before = _list_before(scene, m.start())
        if before and after:
            return before, after[:1]
        return (after[:1], after[1:2]) if len(after) > 1 else (before, after)
    return _list_before(scene, m.start()), _list_from(scene, m.end())


def _violators(scene: Scene, reading: Reading, mediators: list[Party]) -> list[Party]:
    """Give who is said to break the truce: named outright, firing, or last named before."""
    cue, at = reading.cue, reading.mention.start
    barred = {p.actor.name for p in mediators}
    scene = _without(scene, mediators)
    if cue is not None and not reading.is_concessive:
        stop = at if cue.end <= at else None
        agent = _passive_agent(scene, cue.end, stop) or _own(scene, cue, reading)
        if agent:
            return [_led_by(scene, party) for party in agent]
    firing = _firing(scene)
    if firing:
        return firing
    if reading.is_concessive and cue is not None:
        promised = [p for p in scene.actors if cue.end <= p.start < at and p.acts]
        if promised:
            return promised[-1:]
    pair = _pair(scene, reading) or _hyphen_pair(scene)
    if pair or cue is None or cue.start < at:
        return pair or _fallback(scene, reading, barred)
    return _list_before(scene, cue.start) or _fallback(scene, reading, barred)


def _firing(scene: Scene) -> list[Party]:
    return _unique(
        p
        for p in scene.actors
        for m in scene.words.fire.finditer(scene.text)
        if p.acts and _beside(scene.text, p, m, scene)
    )


def _own(scene: Scene, cue: Cue, reading: Reading) -> list[Party]:
    """Give whose breach it is: "X violated", "violations by X", "خروقات X للهدنة"."""
    if scene.words.lang == "ar":
        inside = [p for p in scene.actors if cue.end <= p.start <= cue.end + 40]
        inside = [p for p in inside if not p.is_adjective]
        if inside and distance(scene.text, cue.end, inside[0].start, _spans(scene)) <= 2:
            return _list_from(scene, cue.end)
        before = _list_before(scene, cue.start)
        close = bool(before) and not scene.text[before[-1].end : cue.start].strip()
        return before if close else []
    if cue.start >= reading.mention.end and cue.family != "PRONOUN":
        return []
    return _list_before(scene, cue.start)


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


def _unique(parties: Iterable[Party]) -> list[Party]:
    return list({p.actor.name: p for p in parties}.values())


def _named(parties: Iterable[Party]) -> tuple[NamedActor, ...]:
    return tuple(p.actor for p in _unique(parties))
