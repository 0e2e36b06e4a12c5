"""Who may act in a sentence about a truce: linked names, groups named by a noun, nationalities."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from analysis.records import Entity, NamedActor, TaggedDocument
from analysis.terms import ActorKind, EntityType
from newsmon.lib.text import Folded, fold

_DATA: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "data" / "ceasefire_groups.json").read_text("utf-8")
)
_FIGHTING_ALLIANCES = frozenset(_DATA["fighting_alliances"])
_BYSTANDERS = frozenset(_DATA["not_parties"])
# Bare "the coalition" in reports on Yemen.
_COALITION, _COALITION_COUNTRY, _COALITION_FOE = "Saudi-led coalition", "YEM", "Houthis"
_BACKED = re.compile(r"-(?:backed|led|held|controlled|allied|aligned|linked|run|ruled)\b")
_BACKED_BY = re.compile(
    r"(?:(?:ال)?(?:موالي|مويد)\w*\s+ل?|(?:ال)?مدعوم\w*\s+(?:من\s+)?|backed by (?:the )?|\bpro-)$"
)
USUAL_MEDIATORS = frozenset(_DATA["usual_mediators"])
_FORCE = re.compile(_DATA["force_names"])
_ADJECTIVE = r"(?:(?:[A-Z][\w'’]+|non-\w+|pro-[A-Z]\w+|armed)\s+){0,2}"
_FORCES_OF = re.compile(
    r"(?<!\w)(?:arm(?:y|ies)|forces|troops|leaders?|presidents?|governments?|ministers?|generals"
    r"|representatives|delegates) of (?:the )?$"
)
_SIDES_OF = re.compile(
    r"'s? (?:(?:rival|warring|opposing|feuding|two|main|competing)(?: \w+){0,2}|generals|sides"
    r"|parties|factions|rivals|camps|foes|warlords|belligerents)(?!\w)"
)
_TURKISH_IN = re.compile(r"['’]?[dt][ae](?:ki)?(?!\w)")
_FRENCH_TOPIC = re.compile(r"\s?:\s")
# «طرفا النزاع في ليبيا», «الجانبان باليمن»: the state is where they are.
_ARABIC_IN = re.compile(
    r"(?<!\w)[وف]?في\s+$"
    r"|(?<!\w)(?:(?:ال|لل)?(?:طرف|جانب|فريق)(?:ي|ا|ان|ين)|(?:ال|لل)?(?:اطراف|فرقاء|فصايل))(?:\s+\S+)?\s+ب?$"
)
_DEFINITE = re.compile(r"[وفبك]{0,2}(?:ال|لل)")
_RUSSIAN_SIDES = re.compile(r"(?<!\w)сторон\w*\s+(?:конфликта\s+)?(?:в\s+)?$")
_APPOSITION = re.compile(
    r" (?:(?:group|movement|militia|army|party|force|faction|alliance|organi[sz]ation),? )?"
    r"(?:the )?"
)
_BROKERS = re.compile(r"[ -](?:mediators?|facilitators?|brokers?|observers?|monitors?)(?!\w)")
_LOCATIVE = re.compile(
    r"(?<!\w)(?:in|at|from|to|into|across|near|over|inside|outside|of|northern|southern|eastern"
    r"|western|within|throughout|(?:في|الي|من|علي|داخل|شمال|جنوب|شرق|غرب|شمالي|جنوبي|شرقي|غربي)"
    r"|(?<!\w)ب)\s*(?:the )?$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """An actor at a place of the folded sentence."""

    start: int
    end: int
    actor: NamedActor
    kind: ActorKind
    acts: bool
    is_adjective: bool = False

    @property
    def is_state(self) -> bool:
        return self.kind is ActorKind.STATE

    @property
    def is_person(self) -> bool:
        return self.kind is ActorKind.PERSON


def find_actors(
    tagged: TaggedDocument, start: int, end: int, folded: Folded, lang: str
) -> tuple[Party, ...]:
    """Find who may act in `text[start:end]`: linked entities, then groups named by a noun."""
    entities = [e for e in tagged.entities if start <= e.start and e.end <= end]
    words = _DATA.get(lang, _DATA["other"])
    known = {e.actor_name: e.actor for e in tagged.entities if e.actor_name}
    found = [_from_entity(e, start, folded) for e in entities if _takes_part(e, start, folded)]
    found = [_for_state(party, folded.text, words, known) for party in found]
    quote = tagged.document.text[start:end]
    for at, stop, raw in _groups(quote, folded, words, lang, entities, start):
        name = _resolved(raw, tagged)
        if name is None or _is_taken(at, stop, found, whole=raw[0] == "@"):
            continue
        found = [p for p in found if not (p.start < stop and at < p.end)]
        actor = NamedActor(actor=known.get(name), name=name)
        kind = (
            ActorKind.STATE
            if name in known or (name[0].isupper() and " " not in name)
            else ActorKind.ARMED_GROUP
        )
        found.append(Party(start=at, end=stop, actor=actor, kind=kind, acts=True))
    found = [p for p in found if not _is_land_of_sides(folded.text, p, lang)]
    found += _demonyms(folded.text, words, found, known)
    return tuple(_joined(folded.text, sorted(found, key=lambda p: p.start)))


def _is_land_of_sides(text: str, party: Party, lang: str) -> bool:
    """Say whether a state is only where its sides are: "Libya's rival forces", «في ليبيا»,
    "Libya'da taraflar", "Soudan : les deux camps", "сторон Ливии"."""
    if not party.is_state or party.is_adjective:
        return False
    if lang == "tr":
        return bool(_TURKISH_IN.match(text, party.end))
    if lang == "fr":
        return bool(_FRENCH_TOPIC.match(text, party.end)) and not text[: party.start].strip()
    if lang == "ar":
        return bool(_ARABIC_IN.search(text[: party.start]))
    if lang == "ru":
        return bool(_RUSSIAN_SIDES.search(text[: party.start]))
    return lang == "en" and bool(_SIDES_OF.match(text, party.end))


def _joined(text: str, found: Sequence[Party]) -> list[Party]:
    """Make one of an owner and the noun owned: "Sudan's army" is Sudan's, "Assad's regime" the
    regime."""
    kept: list[Party] = []
    for party in found:
        last = kept[-1] if kept else None
        if last is not None and re.fullmatch(r"(?:'s?)? ", text[last.end : party.start]):
            is_noun = party.actor.actor is None and not party.is_adjective
            if is_noun and last.kind is ActorKind.STATE:
                kept[-1] = replace(last, end=party.end, is_adjective=False, acts=True)
                continue
            if is_noun and last.actor.actor is None and last.kind is not ActorKind.ARMED_GROUP:
                kept.pop()
        elif last is not None and _is_apposition(text, last, party):
            kept.pop()
        kept.append(party)
    return kept


def _is_apposition(text: str, noun: Party, named: Party) -> bool:
    """Say whether a noun only tells what sort of group is named next: "the rebel group M23"."""
    if noun.actor.actor is not None or named.actor.actor is None:
        return False
    kinds = noun.kind, named.kind
    fighters = kinds == (ActorKind.ARMED_GROUP, ActorKind.ARMED_GROUP)
    return fighters and bool(_APPOSITION.fullmatch(text[noun.end : named.start]))


def _is_taken(at: int, stop: int, found: Sequence[Party], *, whole: bool) -> bool:
    """Say whether a linked name already stands there; "Syrian rebels" is more than "Syrian"."""
    return any(
        p.start < stop
        and at < p.end
        and (whole or p.kind is not ActorKind.STATE)
        and (p.actor.actor is not None or stop - at < p.end - p.start)
        for p in found
    )


def _takes_part(entity: Entity, start: int, folded: Folded) -> bool:
    """Say whether a name is an actor's own, not of its backers ("Iran-backed", "موالية لـ")."""
    if _is_unknown_force(entity):
        return True
    if not entity.actor_name or entity.actor_name in _BYSTANDERS:
        return False
    if _BROKERS.match(folded.text, folded.position(entity.end - start)):
        return False
    if entity.actor is None and entity.type is EntityType.PER:
        return False
    return not is_backer(entity, start, folded)


def _is_unknown_force(entity: Entity) -> bool:
    """Say whether a name that no registry knows is an armed group's by its own words."""
    return (
        entity.actor_name is None
        and entity.place_name is None
        and entity.type is EntityType.ORG
        and entity.text.isascii()  # what has no English name is left unnamed
        and bool(_FORCE.search(fold(entity.text)))
    )


def is_backer(entity: Entity, start: int, folded: Folded) -> bool:
    """Say whether a name only tells who stands behind another."""
    at, stop = folded.position(entity.start - start), folded.position(entity.end - start)
    return bool(_BACKED_BY.search(folded.text[:at]) or _BACKED.match(folded.text, stop))


def _from_entity(entity: Entity, start: int, folded: Folded) -> Party:
    actor = NamedActor(actor=entity.actor, name=entity.actor_name or entity.text)
    at, stop = folded.position(entity.start - start), folded.position(entity.end - start)
    unknown = ActorKind.ARMED_GROUP if _is_unknown_force(entity) else ActorKind.UNCLEAR
    kind = entity.actor_kind or unknown
    if actor.name in _FIGHTING_ALLIANCES:
        kind = ActorKind.STATE_FORCE
    acts = entity.acts or not entity.place or not _is_located(folded.text[:at])
    return Party(start=at, end=stop, actor=actor, kind=kind, acts=acts)


def find_territories(
    tagged: TaggedDocument, start: int, end: int, folded: Folded
) -> tuple[Party, ...]:
    """Give the places of a sentence as the parties that "Israel-Gaza truce" makes of them."""
    return tuple(
        Party(
            start=folded.position(e.start - start),
            end=folded.position(e.end - start),
            actor=NamedActor(actor=None, name=e.place_name),
            kind=ActorKind.UNCLEAR,
            acts=False,
        )
        for e in tagged.entities
        if start <= e.start and e.end <= end and e.place_name and not e.actor_name
    )


def _for_state(
    party: Party, text: str, words: dict[str, Any], known: dict[str, str | None]
) -> Party:
    """Put the state in the place of whoever is named by an office: "the Ukrainian president"."""
    if party.kind is not ActorKind.PERSON:
        return party
    for pattern, name in words["demonyms"].items():
        if re.search(rf"(?<!\w)(?:{pattern})(?!\w)", text[party.start : party.end]):
            actor = NamedActor(actor=known.get(name), name=name)
            return replace(party, actor=actor, kind=ActorKind.STATE)
    return party


def _is_located(before: str) -> bool:
    """Say whether the word before a name makes a place of it."""
    return bool(_LOCATIVE.search(before)) and not _FORCES_OF.search(before)


def _groups(
    quote: str,
    folded: Folded,
    words: dict[str, Any],
    lang: str,
    entities: Sequence[Entity],
    offset: int,
) -> Iterable[tuple[int, int, str]]:
    for pattern, name in words["groups"].items():
        if lang == "ar":
            for m in re.finditer(rf"(?<!\w)[وفبلك]{{0,2}}(?:{pattern})(?!\w)", folded.text):
                yield _arabic_group(folded, m, name, words, entities, offset)
        else:
            for m in re.finditer(rf"\b(?P<adjective>{_ADJECTIVE})(?:{pattern})\b", quote):
                adjective = "" if m["adjective"].startswith("The ") else m["adjective"]
                at, stop = folded.position(m.start()), folded.position(m.end())
                yield at, stop, name if name[0] == "@" else f"{adjective}{name}"


def _arabic_group(
    folded: Folded,
    match: re.Match[str],
    name: str,
    words: dict[str, Any],
    entities: Sequence[Entity],
    offset: int,
) -> tuple[int, int, str]:
    at, stop = match.span()
    for pattern, state in words["demonyms"].items() if name == "@regime" else ():
        follows = re.match(rf"\s+(?:{pattern})(?!\w)", folded.text[stop:])
        if follows:
            return at, stop + follows.end(), f"@{state}"
    for word, adjective in words["adjectives"].items():
        follows = re.match(rf"\s+{fold(word)}(?!\w)", folded.text[stop:])
        if follows and name[0] != "@":
            return at, stop + follows.end(), f"{adjective} {name}"
    if name[0] == "@" or _DEFINITE.match(match.group()):
        return at, stop, name  # «قصف المسلحون حلب»: no owner follows what is definite
    for entity in entities:
        if entity.place_name and folded.position(entity.start - offset) == stop + 1:
            return at, folded.position(entity.end - offset), f"{entity.place_name} {name}"
    return at, stop, name


def _resolved(name: str, tagged: TaggedDocument) -> str | None:
    """Name the regime that is meant by the country that the text is about; None if unclear."""
    if name[0] != "@":
        return name
    if name == "@paramilitary":
        return _only_group(tagged)
    countries = {e.place_country for e in tagged.entities if e.place_country}
    if name == "@coalition":
        foes = {e.actor_name for e in tagged.entities}
        return _COALITION if _COALITION_COUNTRY in countries or _COALITION_FOE in foes else None
    if name != "@regime":
        return name[1:]
    named = {_DATA["governments"].get(c) for c in countries} - {None}
    return named.pop() if len(named) == 1 else "government forces"


def _only_group(tagged: TaggedDocument) -> str | None:
    """Give the one armed group or force that a text names: "the paramilitaries" are its."""
    groups = {
        e.actor_name
        for e in tagged.entities
        if e.actor_name and e.actor_kind is ActorKind.ARMED_GROUP
    }
    return groups.pop() if len(groups) == 1 else None


def _demonyms(
    text: str, words: dict[str, Any], found: Sequence[Party], known: dict[str, str | None]
) -> list[Party]:
    """Find nationalities as adjectives; they count only beside violence, government or forces."""
    return [
        Party(
            start=m.start(),
            end=m.end(),
            actor=NamedActor(actor=known.get(name), name=name),
            kind=ActorKind.STATE,
            acts=True,
            is_adjective=True,
        )
        for pattern, name in words["demonyms"].items()
        for m in re.finditer(rf"(?<!\w)و?(?:{pattern})(?!\w)", text)
        if not any(p.start < m.end() and m.start() < p.end for p in found)
    ]
