"""Who can speak in a sentence: its linked names and the common nouns of those who report."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from analysis.displacement.words import Frame
from analysis.records import Entity, NamedActor, Sentence, TaggedDocument
from analysis.terms import ActorKind, EntityType
from newsmon.lib.romanise import personal_part, romanise
from newsmon.lib.text import fold

_FOLDER = Path(__file__).parents[1] / "data"
_DATA = (
    _FOLDER / "displacement_reporters.json",
    _FOLDER / "displacement_reporters_languages.json",
)
# People spoken of, never speaking as one.
_NEVER = frozenset({ActorKind.COMMUNITY})
_TITLES = re.compile(
    r"^(?:(?:deputy|vice|prime|foreign|interior|defen[cs]e|chief|president|premier|minister|general"
    r"|colonel|governor|mayor|commissioner|secretary|dr|mr|mrs|ms|sheikh|bishop|father"
    r"|archbishop|archimandrite|major|captain|ambassador|senator|spokesman|spokeswoman)\.? )+",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:the|an?) ", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Who speaks, and by which words. `order` says where the speaker stands but in Arabic: beside
    his verb on either side, or at the opening of a sentence whose verb comes last."""

    said: re.Pattern[str]
    according: re.Pattern[str]
    continues: re.Pattern[str] | None
    speakers: tuple[tuple[str, re.Pattern[str]], ...]
    announcing: re.Pattern[str]
    participles: re.Pattern[str]
    pronouns: frozenset[str]
    content: frozenset[str]
    backward: frozenset[str]
    openers: frozenset[str]
    prepositions: frozenset[str]
    adjectives: frozenset[str]
    state_nouns: frozenset[str]
    platforms: frozenset[str]
    is_verb_first: bool
    is_translated: bool
    order: str
    according_after: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Someone who may speak: span in the sentence, and the entity or the common noun's name."""

    start: int
    end: int
    actor: NamedActor
    is_outlet: bool = False
    is_place: bool = False
    is_person: bool = False
    is_body: bool = False
    is_common: bool = False


def matches(frame: Frame, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    for match in pattern.finditer(frame.folded.text):
        yield frame.folded.span(match.start(), match.end())


def speakers_of(
    tagged: TaggedDocument, sentence: Sentence, frame: Frame, lexicon: Lexicon
) -> Iterator[Speaker]:
    taken: list[tuple[int, int]] = []
    common = [
        (name, *span) for name, pattern in lexicon.speakers for span in matches(frame, pattern)
    ]
    for entity in tagged.entities:
        if not (sentence.start <= entity.start and entity.end <= sentence.end):
            continue
        start, end = entity.start - sentence.start, entity.end - sentence.start
        actor = _actor(entity)
        if fold(entity.text).casefold() in lexicon.platforms:
            continue  # "wrote on Telegram": where somebody speaks, not who
        if actor is None or (not entity.actor and _is_location(frame, entity, start, lexicon)):
            continue
        if _is_common_noun(entity, start, end, common) or _is_number(frame, entity, start, end):
            continue
        if actor.actor is None and actor.name in lexicon.state_nouns:
            actor = _state(tagged) or actor
        taken.append((start, end))
        is_outlet = entity.actor_kind is ActorKind.MEDIA
        yield Speaker(
            start=start,
            end=end,
            actor=actor,
            is_outlet=is_outlet,
            is_place=entity.type is EntityType.LOC,
            is_person=entity.type is EntityType.PER or _has_given_name(entity),
            is_body=entity.type is EntityType.ORG and entity.actor is not None,
        )
    for name, start, end in sorted(common, key=lambda each: each[1] - each[2]):
        if not any(a < end and start < b for a, b in taken):
            taken.append((start, end))
            yield _common(tagged, frame, name, start, end, lexicon)


def _is_common_noun(
    entity: Entity, start: int, end: int, common: list[tuple[str, int, int]]
) -> bool:
    """Say whether a name that no registry knows is, or lies in, a common noun of who speaks."""
    if entity.actor is not None or entity.type is EntityType.PER:
        return False
    return any(a <= start and end <= b for _, a, b in common)


def _has_given_name(entity: Entity) -> bool:
    return entity.actor is None and personal_part(entity.text) is not None


def _is_number(frame: Frame, entity: Entity, start: int, end: int) -> bool:
    """Say whether a name that no registry knows is a number word ("ألفي")."""
    return entity.actor is None and any(
        number.number_start < end and start < number.number_end for number in frame.numbers
    )


def _is_location(frame: Frame, entity: Entity, start: int, lexicon: Lexicon) -> bool:
    """Say whether a place only tells where the speaker is ("an official in Suruc said")."""
    if entity.type is not EntityType.LOC:
        return False
    before = [token.text for token in frame.tokens if token.end <= start][-3:]
    return any(word in lexicon.prepositions for word in before)


def _common(
    tagged: TaggedDocument, frame: Frame, name: str, start: int, end: int, lexicon: Lexicon
) -> Speaker:
    """Name a speaker that is a common noun: a government by its country, others as written."""
    state = _state(tagged) if name in lexicon.state_nouns else None
    if state is not None:
        return Speaker(start=start, end=end, actor=state)
    if lexicon.is_translated:
        actor = NamedActor(actor=None, name=name)
        return Speaker(start=start, end=end, actor=actor, is_common=True)
    last = [token for token in frame.tokens if token.end <= start][-1:]
    first = last[0].start if last and last[0].text in lexicon.adjectives else start
    written = _ARTICLE.sub("", frame.text[first:end])
    actor = NamedActor(actor=None, name=written)
    return Speaker(start=first, end=end, actor=actor, is_common=True)


def _state(tagged: TaggedDocument) -> NamedActor | None:
    """Give the one state that the document names, whose government then speaks."""
    states = {
        (e.actor, e.actor_name)
        for e in tagged.entities
        if e.actor_kind is ActorKind.STATE and (e.acts or e.place_name == e.actor_name)
    }
    if len(states) != 1:
        return None
    actor, name = states.pop()
    return NamedActor(actor=actor, name=name or "")


def _actor(entity: Entity) -> NamedActor | None:
    """Give who an entity is when it can speak; a place speaks for its authorities."""
    if entity.actor_kind in _NEVER or entity.reason == "demonym":
        return None
    if entity.actor_name:
        name = entity.actor_name if entity.actor else _TITLES.sub("", entity.actor_name)
        return NamedActor(actor=entity.actor, name=name)
    if entity.place_name and entity.type is EntityType.LOC:
        return NamedActor(actor=None, name=entity.place_name)
    if entity.type in (EntityType.PER, EntityType.ORG):
        written = personal_part(entity.text)
        is_person = entity.type is EntityType.PER or written is not None
        name = romanise(_TITLES.sub("", written or entity.text)) if is_person else entity.text
        return NamedActor(actor=None, name=name)
    return None


@cache
def lexicon_of(lang: str) -> Lexicon | None:
    tables = (json.loads(path.read_text(encoding="utf-8")) for path in _DATA)
    table = next((each[lang] for each in tables if lang in each), None)
    if table is None:
        return None
    prefix = r"(?:[وف])?(?:ب|ل|ك)?" if lang == "ar" else fold(table.get("prefix", ""))
    return Lexicon(
        said=_pattern(table["said"], prefix),
        according=_pattern(table["according"], prefix),
        announcing=_pattern(table["announcing"], prefix),
        participles=_pattern(table["participles"], prefix),
        content=_words(table["content"]),
        backward=_words(table["backward"]),
        openers=_words(table.get("openers", [])),
        prepositions=_words(table["prepositions"]),
        adjectives=_words(table.get("adjectives", [])),
        state_nouns=frozenset(table["state_nouns"]),
        continues=_pattern(table["continues"], prefix) if table["continues"] else None,
        speakers=tuple(
            (name, _pattern([*forms, *_contracted(forms)], prefix))
            for name, forms in table["speakers"].items()
        ),
        platforms=_words(table.get("platforms", [])),
        pronouns=_words(table["pronouns"]),
        is_verb_first=lang == "ar",
        is_translated=lang != "en",
        order=table.get("order", ""),
        according_after=_pattern(table.get("according_after", []), prefix),
    )


def _contracted(forms: list[str]) -> list[str]:
    """Write Arabic forms with the article as "to the" contracts it ("للشرطة")."""
    return ["لل" + form[2:] for form in forms if form.startswith("ال")]


def _words(forms: list[str]) -> frozenset[str]:
    return frozenset(fold(form) for form in forms)


def _pattern(forms: list[Any], prefix: str) -> re.Pattern[str]:
    if not forms:
        return re.compile(r"(?!)")
    body = "|".join(fold(form) for form in sorted(forms, key=len, reverse=True))
    return re.compile(rf"(?<!\w){prefix}(?:{body})(?!\w)")
