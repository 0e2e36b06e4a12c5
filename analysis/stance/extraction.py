"""Who stands where towards whom, sentence by sentence.

A stance is said where a holder accuses, supports, threatens, attacks, sanctions … a target. What
is denied, asked of others or only possible gives nothing; an outlet that reports holds no stance.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import permutations

from analysis.records import (
    ActorEntry,
    AffiliationEntry,
    Entity,
    NamedActor,
    Sentence,
    StanceTag,
    TaggedDocument,
)
from analysis.stance.clause import Actors
from analysis.stance.reference import PLACE_OF_COUNTRY, resolve, sides
from analysis.stance.tokens import Line, read_line
from analysis.stance.verbs import Finding, Reader
from analysis.stance.words import Sense, pairs, pattern, word_set
from analysis.terms import Act, ActorKind, AffiliationKind, Polarity

_STATE = ActorKind.STATE
_OFFICES = frozenset({AffiliationKind.LEADS, AffiliationKind.SPEAKS_FOR})
_REPORTERS = frozenset({ActorKind.MEDIA})
# Bodies that report what others do: their account of it is no stance of theirs.
_OBSERVERS = frozenset({ActorKind.MEDIA, ActorKind.NGO, ActorKind.IGO})
_LONGEST_SENTENCE = 4000  # characters; longer ones are lists or attacks, and cost their square
_DEMAND_REACH = 16  # words between a demand and the withdrawal that it demands
_BLAME_REACH = 8  # words between an actor and what a speaker blames it for

_WITHDRAWAL = Sense(act=Act.REQUEST, polarity=Polarity.OPPOSE, score=0.85)
_BLAME = Sense(act=Act.ACCUSE, polarity=Polarity.OPPOSE, score=0.65)
_RETORT = Sense(act=Act.ACCUSE, polarity=Polarity.OPPOSE, score=0.75)
_CLASH = Sense(act=Act.ASSAULT, polarity=Polarity.OPPOSE, score=0.75)
_BACKING = Sense(act=Act.SUPPORT, polarity=Polarity.SUPPORT, score=0.75)
_BROKEN = Sense(act=Act.REJECT, polarity=Polarity.OPPOSE, score=0.7)
_WARRANT = Sense(act=Act.SANCTION, polarity=Polarity.OPPOSE, score=0.75)
_SAID_OF = {
    "retorts": _RETORT,
    "clashes": _CLASH,
    "own_support": _BACKING,
    "fights": _CLASH,
    "broken_truce": _BROKEN,
    "left_truce": _BROKEN,
    "no_talks": _BROKEN,
    "warrants": _WARRANT,
}
_WELCOMED = Sense(act=Act.SUPPORT, polarity=Polarity.SUPPORT, score=0.7)

_MUTUAL = Sense(act=Act.ACCUSE, polarity=Polarity.OPPOSE, score=0.75)
_NO_WARS = ("sport", "no_war")  # matches and tariffs have their battles too

_REASONS = word_set("reasons")  # before them stands who is blamed for what follows
_COUNCIL = "unsc"


def extract(
    tagged: TaggedDocument, *, governments: Mapping[str, NamedActor] | None = None
) -> tuple[StanceTag, ...]:
    """Give the stances of a document in the order of its sentences, one per pair and paragraph.

    `governments` maps a person's registry id to the government that the person speaks for, used
    where the speaker says "my country supports"; without it the person is the holder. It maps a
    country's place id to its state, used beside what a state does («المبادرة التركية»).
    """
    best: dict[tuple[int, str, str, Polarity], StanceTag] = {}
    entities = sorted(tagged.entities, key=lambda entity: entity.start)
    speaker: Actors = ()
    before: Actors = ()
    for sentence in tagged.sentences:
        if not sentence.is_body or len(sentence.text) > _LONGEST_SENTENCE:
            continue
        inside = _inside(sentence, entities)
        inside = resolve(sentence, inside, governments or {}, before, speaker)
        line = read_line(sentence, inside)
        reader = Reader(line, speaker if _continues(line) else (), before)
        for tag in _tags(sentence, _findings(line, reader), governments or {}):
            key = (sentence.paragraph, tag.holder.name, tag.target.name, tag.polarity)
            if key not in best or best[key].score < tag.score:
                best[key] = tag
        speaker = reader.subjects[-1].actors if reader.subjects else ()
        before = tuple(inside)
    return tuple(sorted(best.values(), key=lambda tag: (tag.start, -tag.score)))


def governments_of(
    actors: Iterable[ActorEntry], affiliations: Iterable[AffiliationEntry], on: date | None
) -> dict[str, NamedActor]:
    """Give the state of each country (by place id), and that which each person leads or speaks
    for on a day (None: on any day)."""
    known = [a for a in actors if a.kind == _STATE]
    states = {a.id: NamedActor(actor=a.id, name=a.name_en) for a in known}
    return {f"{PLACE_OF_COUNTRY}{a.country}": states[a.id] for a in known if a.country} | {
        link.actor: states[link.related]
        for link in affiliations
        if link.kind in _OFFICES and link.related in states and _holds(link, on)
    }


def _holds(link: AffiliationEntry, on: date | None) -> bool:
    if on is None:
        return True
    began = link.valid_from is None or link.valid_from <= on
    return began and (link.valid_to is None or on <= link.valid_to)


def _inside(sentence: Sentence, entities: Sequence[Entity]) -> list[Entity]:
    first = bisect_left(entities, sentence.start, key=lambda entity: entity.start)
    last = bisect_left(entities, sentence.end, key=lambda entity: entity.start)
    return [entity for entity in entities[first:last] if entity.end <= sentence.end]


def _continues(line: Line) -> bool:
    """Arabic goes on with "and he added", «كما شدد»: who spoke is in the sentence before."""
    first = line.items[0].text if line.items else ""
    return line.is_arabic and (first.startswith("و") or first == "كما")


def _findings(line: Line, reader: Reader) -> list[Finding]:
    if not any(True for _ in line.groups()):
        return list(_sides_against(line, reader))
    found = reader.read()
    found += _sides_against(line, reader)
    blamed = {actor for finding in found for actor in finding.targets if _is_blame(finding)}
    found += [pair for pair in _pairs(line, reader) if not blamed & set(pair.holders)]
    found += _withdrawals(line, reader)
    found += _blames(line, reader)
    found += _own_attacks(line, reader)
    for key, sense in _SAID_OF.items():
        found += _said_of(line, reader, key, sense)
    found += _welcomed_resolutions(line, reader)
    if any(pattern(key, reader.language).search(line.text) for key in _NO_WARS):
        return [finding for finding in found if finding.sense.act is not Act.ASSAULT]
    return found


def _is_blame(finding: Finding) -> bool:
    """What a condemned attack was against is part of what is condemned."""
    return finding.sense.act is Act.ACCUSE


def _pairs(line: Line, reader: Reader) -> Iterator[Finding]:
    for pair in pairs(reader.language):
        for match in pair.pattern.finditer(line.text):
            first, last = line.at(match.start()), line.at(match.end() - 1)
            if reader.is_negated(first) or reader.has_negation(first, last):
                continue
            if reader.has_doubt(first, last):
                continue
            if any(reader.is_modifier(int(v)) for k, v in match.groupdict().items() if k in "TAB"):
                continue
            named = {k: line.items[int(v)].actors for k, v in match.groupdict().items() if v}
            for holders, targets in _sides(named):
                targets = targets[:1] if pair.is_first else targets
                yield Finding(holders=holders, targets=targets, sense=pair.sense)


def _sides_against(line: Line, reader: Reader) -> Iterator[Finding]:
    """ "each side accused the other": the two who were named just before."""
    for match in pattern("sides", reader.language).finditer(line.text):
        at = line.at(match.start())
        named = [e for i in line.groups() if i < at for e in line.items[i].actors]
        for first, second in permutations(sides(reader.before, named), 2):
            if not reader.is_negated(at):
                yield Finding(holders=(first,), targets=(second,), sense=_MUTUAL)


def _sides(named: Mapping[str, Actors]) -> list[tuple[Actors, Actors]]:
    if "M" in named:
        return [((first,), (second,)) for first, second in permutations(named["M"], 2)]
    if "A" in named:
        return [(named["A"], named["B"]), (named["B"], named["A"])]
    return [(named["H"], named["T"])]


def _withdrawals(line: Line, reader: Reader) -> Iterator[Finding]:
    """ "demands the withdrawal of Turkish forces": against those who are to leave."""
    language = reader.language
    for match in pattern(f"withdrawal_{language}", language).finditer(line.text):
        at = line.at(match.start())
        window = _words(line, max(0, at - _DEMAND_REACH), at)
        if pattern(f"demand_{language}", language).search(window) is None:
            continue
        targets = _leavers(line, at)
        if targets and not reader.is_negated(at, 1):
            yield Finding(holders=reader.governor(at), targets=targets, sense=_WITHDRAWAL)


def _leavers(line: Line, at: int) -> Actors:
    before = line.items[at - 1] if at else None
    if before is not None and before.is_group and before.is_possessive:
        return before.actors
    for item in line.items[at + 1 : at + 6]:
        if item.is_group:
            return () if item.preposition in ("ب", "ك") else item.actors
        if item.text in {"من", "from", ",", "،", "الي", "to", "في", "in", "ان", "that"}:
            return ()
    return ()


def _blames(line: Line, reader: Reader) -> Iterator[Finding]:
    """ "X said that Y refuses peace": a party that says so accuses."""
    language = reader.language
    for index in line.groups():
        item = line.items[index]
        speakers = reader.governor(index)
        if not reader.may_act(index) or not speakers or set(speakers) & set(item.actors):
            continue
        if any(s.actor_kind in _OBSERVERS for s in speakers) or _has_spoken(
            reader, item.actors, index
        ):
            continue
        words = _words(line, index + 1, index + 1 + _BLAME_REACH, stop=True)
        if pattern(f"blame_{language}", language).match(words):
            yield Finding(holders=speakers, targets=item.actors, sense=_BLAME)


def _has_spoken(reader: Reader, actors: Actors, before: int) -> bool:
    return any(subject.actors == actors for subject in reader.subjects if subject.at < before)


def _said_of(line: Line, reader: Reader, key: str, sense: Sense) -> Iterator[Finding]:
    for match in pattern(key, reader.language).finditer(line.text):
        at = line.at(match.start())
        if reader.is_negated(at) or reader.is_denied(at) or reader.word(at - 1) == "في":
            continue
        if reader.is_modifier(int(match["T"])):
            continue
        holders = reader.governor(at) or reader.first_actor(at)
        targets = line.items[int(match["T"])].actors
        yield Finding(holders=holders, targets=targets, sense=sense)


def _own_attacks(line: Line, reader: Reader) -> Iterator[Finding]:
    """ "pressed on with its war on X"; after "over", «بسبب» the war is the one just named."""
    for match in pattern("own_attacks", reader.language).finditer(line.text):
        at = line.at(match.start())
        if reader.is_negated(at):
            continue
        holders = _possessor(line, at) if reader.word(at - 1) in _REASONS else ()
        holders = holders or reader.governor(at) or reader.first_actor(at)
        yield Finding(holders=holders, targets=line.items[int(match["T"])].actors, sense=_CLASH)


def _possessor(line: Line, at: int) -> Actors:
    """Give the name right before "over its …", «بسبب هجومها»."""
    before = line.items[at - 2] if at > 1 else None
    return before.actors if before is not None else ()


def _welcomed_resolutions(line: Line, reader: Reader) -> Iterator[Finding]:
    """ "The Council adopted … and Hamas welcomed the resolution": the Council is welcomed."""
    council = next(
        (e for i in line.groups() for e in line.items[i].actors if e.actor == _COUNCIL), None
    )
    if council is None:
        return
    for match in pattern("welcomed_resolution", reader.language).finditer(line.text):
        last = line.at(match.end() - 1)
        holders = reader.governor(last + 1)
        if holders and council not in holders and not reader.is_negated(line.at(match.start())):
            yield Finding(holders=holders, targets=(council,), sense=_WELCOMED)


def _words(line: Line, start: int, end: int, *, stop: bool = False) -> str:
    words = []
    for item in line.items[start:end]:
        if stop and (item.is_group or item.text in {";", "."}):
            break
        words.append(item.text or "§")
    return " ".join(words)


def _tags(
    sentence: Sentence, findings: Iterable[Finding], governments: Mapping[str, NamedActor]
) -> Iterator[StanceTag]:
    for finding in findings:
        for holder in finding.holders:
            country = governments.get(holder.actor or "") if finding.is_national else None
            for target in finding.targets:
                if _may_hold(holder, target):
                    yield _tag(sentence, finding.sense, country or _named(holder), _named(target))


def _may_hold(holder: Entity, target: Entity) -> bool:
    if not _is_known(holder) or not _is_known(target):
        return False
    if _named(holder) == _named(target) or _is_own_force(holder, target):
        return False
    return holder.actor_kind not in _REPORTERS and target.actor_kind not in _REPORTERS


def _is_known(entity: Entity) -> bool:
    return bool(entity.actor or entity.actor_name)


def _is_own_force(first: Entity, second: Entity) -> bool:
    """A state and its army ("Israel", "Israeli army") hold nothing against each other."""
    kinds = {first.actor_kind, second.actor_kind}
    if kinds != {ActorKind.STATE, ActorKind.STATE_FORCE}:
        return False
    return (first.actor_name or "")[:4] == (second.actor_name or "")[:4]


def _named(entity: Entity) -> NamedActor:
    return NamedActor(actor=entity.actor, name=entity.actor_name or entity.text)


def _tag(sentence: Sentence, sense: Sense, holder: NamedActor, target: NamedActor) -> StanceTag:
    return StanceTag(
        holder=holder,
        target=target,
        polarity=sense.polarity,
        act=sense.act,
        score=round(sense.score, 3),
        start=sentence.start,
        end=sentence.end,
        quote=sentence.text,
    )
