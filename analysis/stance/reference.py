"""Who a sentence means without a name: "the group", «الأخيرة», «المبادرة التركية».

A description stands for an actor only where one candidate, and no second, was named just before.
An adjective of a country stands for its state beside what a state does or says.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from analysis.records import Entity, NamedActor, Sentence
from analysis.stance.words import LANGUAGES, WORDS, word_set
from analysis.terms import ActorKind, EntityType
from newsmon.lib.text import Folded, fold_text

Actors = tuple[Entity, ...]

_GROUPS = frozenset({ActorKind.ARMED_GROUP})
_FORCES = frozenset({ActorKind.STATE_FORCE})
_FIGHTERS = frozenset({ActorKind.ARMED_GROUP, ActorKind.STATE_FORCE, ActorKind.STATE})
_PERSONS = frozenset({ActorKind.PERSON})
_DESCRIPTIONS = tuple(
    (re.compile(rf"(?<!\w){WORDS['described'][language][key]}(?!\w)"), kinds, key == "last")
    for language in LANGUAGES
    for key, kinds in (("group", _GROUPS), ("force", _FORCES), ("last", _FIGHTERS))
)
_HE = re.compile(r"^(?P<name>he|she) (?!is |was )")
_IT = re.compile(r"^(?P<name>it|they) (?!is |was |were |are |has been |came )")
_WORD = re.compile(r"[^\W_]+")
_JOINED = 8  # characters between two names joined by "and the"
_TOWARDS = frozenset({"on", "for", "to", "with", "against", "from", "علي", "مع", "ضد"})
_JOINED_PREPOSITIONS = frozenset({"ل", "ب"})
_OWNED = re.compile(r"(?<=.{3})(?:ها|ه|هم|هما)$|^ال")
_NEAR = 3  # words between an adjective and the deed that it qualifies
_CLITICS = re.compile(r"[وف]?(?:[بك]?(?=ال)|ل(?=ل)|[بلك](?!ل))?")
PLACE_OF_COUNTRY = "iso-"


def resolve(
    sentence: Sentence,
    entities: Sequence[Entity],
    governments: Mapping[str, NamedActor],
    before: Actors,
    speaker: Actors,
) -> list[Entity]:
    """Give the entities of a sentence with those that it describes.

    `before` are the actors of the sentence before, `speaker` who spoke in it.
    """
    folded = fold_text(sentence.text)
    known = [_of_state(entity, folded, sentence.start, governments) for entity in entities]
    described = [*_described(folded, sentence, known, before)]
    described += _pronouns(folded, sentence, known, speaker)
    clear = [e for e in known if not any(_meet(e, other) for other in described)]
    return sorted([*clear, *described], key=lambda entity: entity.start)


def sides(before: Actors, entities: Iterable[Entity]) -> Actors:
    """Give the two who fight or talk, "both sides"; () where there are more or fewer."""
    for named in (tuple(entities), before):
        found = _distinct(e for e in named if e.actor_kind in _FIGHTERS)
        if len(found) == 2 and _are_parties(*found):
            return found
    return ()


def _are_parties(first: Entity, second: Entity) -> bool:
    """Two states are only named together by chance, unless "and" joins them."""
    if ActorKind.STATE not in (first.actor_kind, second.actor_kind):
        return True
    is_force = first.actor_kind in _FORCES | _GROUPS or second.actor_kind in _FORCES | _GROUPS
    return is_force or second.start - first.end <= _JOINED


def _of_state(
    entity: Entity, folded: Folded, offset: int, governments: Mapping[str, NamedActor]
) -> Entity:
    is_country = (entity.place or "").startswith(PLACE_OF_COUNTRY)
    country = entity.place if is_country else f"{PLACE_OF_COUNTRY}{entity.place_country}"
    state = governments.get(country or "")
    if entity.actor or state is None:
        return entity
    start, end = folded.position(entity.start - offset), folded.position(entity.end - offset)
    if is_country:
        is_state = _qualifies_deed(folded.text, start, end)
    else:
        is_state = _is_addressed(folded.text, start, end)
    if not is_state:
        return entity
    return replace(entity, actor=state.actor, actor_name=state.name, actor_kind=ActorKind.STATE)


def _is_addressed(text: str, start: int, end: int) -> bool:
    """Say whether a capital is whom one deals with: "sanctions on Moscow", «دعمها لموسكو»."""
    if text[start:end] not in word_set("capitals"):
        return False
    words = _WORD.findall(text[:start])[-3:]
    if text[:start].endswith(" ") and words and words[-1] in _TOWARDS:
        words.pop()
    elif text[start:end].isascii():
        return False
    elif words and words[-1] in _JOINED_PREPOSITIONS:
        words.pop()  # the preposition written onto the name
    nouns = word_set("capital_nouns")
    return any(_OWNED.sub("", _CLITICS.sub("", w, count=1)) in nouns for w in words[-1:])


def _qualifies_deed(text: str, start: int, end: int) -> bool:
    """Say whether an adjective stands by a deed: "Israeli claims", «الاتهامات الإسرائيلية»."""
    deeds = word_set("state_deeds")
    if text[start:end].isascii():
        following = re.split(r"[.,;:!?]| and ", text[end:])[0]
        return any(word in deeds for word in _WORD.findall(following)[:_NEAR])
    words = _WORD.findall(re.split(r"[.,;:!?،؛]", text[:start])[-1])
    return any(_CLITICS.sub("", word, count=1) in deeds for word in words[-2:])


def _described(
    folded: Folded, sentence: Sentence, known: Sequence[Entity], before: Actors
) -> Iterable[Entity]:
    for pattern, kinds, is_last in _DESCRIPTIONS:
        for match in pattern.finditer(folded.text):
            start, end = (sentence.start + at for at in folded.span(*match.span("name")))
            if any(e.actor and e.start < end and start < e.end for e in known):
                continue
            earlier = [e for e in known if e.end <= start]
            found = _candidates(earlier, kinds) or _candidates(before, kinds)
            found = found[-1:] if is_last else found
            if len(found) == 1:
                yield _standing(found[0], start, end, sentence)


def _candidates(named: Iterable[Entity], kinds: frozenset[ActorKind]) -> Actors:
    return _distinct(e for e in named if e.actor_kind in kinds)


def _pronouns(
    folded: Folded, sentence: Sentence, known: Sequence[Entity], speaker: Actors
) -> Iterable[Entity]:
    """ "It also accused …": who spoke last goes on."""
    if len(speaker) != 1:
        return
    is_person = speaker[0].actor_kind in _PERSONS
    match = (_HE if is_person else _IT).search(folded.text)
    if match is not None and not any(e.start == sentence.start for e in known):
        start, end = (sentence.start + at for at in folded.span(*match.span("name")))
        yield _standing(speaker[0], start, end, sentence)


def _standing(actor: Entity, start: int, end: int, sentence: Sentence) -> Entity:
    text = sentence.text[start - sentence.start : end - sentence.start]
    return replace(actor, start=start, end=end, text=text, type=EntityType.ORG, acts=True)


def _distinct(entities: Iterable[Entity]) -> Actors:
    """Give the known actors of some entities, each once, by their last mention."""
    found: dict[str, Entity] = {}
    for entity in entities:
        if entity.actor:
            found.pop(entity.actor, None)
            found[entity.actor] = entity
    return tuple(found.values())


def _meet(first: Entity, second: Entity) -> bool:
    return first.start < second.end and second.start < first.end
