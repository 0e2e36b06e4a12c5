"""One sentence read for what it says of truces: terms, their senses, parties, places and times."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from analysis.ceasefires.actors import Party, find_actors, find_territories, is_backer
from analysis.ceasefires.breaches import Roles
from analysis.ceasefires.cues import Spans
from analysis.ceasefires.dates import Times, find_times
from analysis.ceasefires.lexicon import Mention, find_mentions, find_pronouns, lexicon
from analysis.ceasefires.lists import Scene
from analysis.ceasefires.merging import Draft
from analysis.ceasefires.parties import find_roles
from analysis.ceasefires.places import find_places
from analysis.ceasefires.reading import Kind, Reading
from analysis.ceasefires.scope import is_figurative
from analysis.ceasefires.sense import read
from analysis.ceasefires.sides import settle
from analysis.records import CeasefireClaim, Declined, Entity, NamedPlace, Sentence, TaggedDocument
from analysis.terms import ActorKind, EntityType, Factuality
from newsmon.lib.dates import find_dates
from newsmon.lib.text import Folded, fold_text

EXTRACTOR = "ceasefire"
_NEWS_DAYS = timedelta(days=7)
_NOT_NEWS = {True: "a truce of long ago", False: "an agreement named only to say which"}
_FIGHTERS = frozenset({ActorKind.ARMED_GROUP, ActorKind.STATE_FORCE})
_OPERATIONS = re.compile(r"operations$|عمليات$")  # of rescuers and firms as well
_MOST_TERMS = 8  # terms read in one sentence; what has more is no prose


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Where a sentence stands: its document, its number, who was named before and whether a truce
    was."""

    tagged: TaggedDocument
    number: int
    lang: str
    earlier: tuple[Party, ...]
    is_known: bool
    follows: bool = False  # the sentence before named a truce

    @property
    def published_on(self) -> date | None:
        return self.tagged.document.published_on


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """A sentence with all that was found in it before its terms are read."""

    context: Context
    sentence: Sentence
    folded: Folded
    scene: Scene
    mentions: Sequence[Mention]
    entities: Sequence[Entity]
    free: Spans  # names and dates, which count for no distance


def read_sentence(
    sentence: Sentence, context: Context
) -> tuple[list[Draft], list[Declined], tuple[Party, ...]]:
    """Give the claims of one sentence, the terms refused, and who may act in it."""
    folded = fold_text(sentence.text)
    actors = find_actors(context.tagged, sentence.start, sentence.end, folded, context.lang)
    words = lexicon(context.lang)
    found = find_mentions(folded.text, words, is_known=context.is_known, follows=context.follows)
    mentions = found[:_MOST_TERMS]
    if not mentions and context.follows:
        mentions = find_pronouns(folded.text, words)
    if not mentions:
        return [], [], actors
    told = _prepared(sentence, context, folded, actors, mentions)
    drafts: list[Draft] = []
    declined: list[Declined] = []
    for mention in mentions:
        for result in _told_of(told, mention):
            if isinstance(result, Draft):
                drafts.append(result)
            else:
                declined.append(_declined(sentence, result))
    return drafts, declined, actors


def _prepared(
    sentence: Sentence,
    context: Context,
    folded: Folded,
    actors: tuple[Party, ...],
    mentions: Sequence[Mention],
) -> _Told:
    tagged = context.tagged
    scene = Scene(
        text=folded.text,
        words=lexicon(context.lang),
        actors=actors,
        places=find_territories(tagged, sentence.start, sentence.end, folded),
        earlier=context.earlier,
    )
    entities = _outside(mentions, sentence, tagged, folded)
    named = [
        _span(e.start - sentence.start, e.end - sentence.start, folded)
        for e in entities
        if e.place_name or (e.actor_name and (e.actor or e.type is not EntityType.PER))
    ]
    dates = find_dates(sentence.text, context.lang, context.published_on)
    dated = [_span(d.start, d.end, folded) for d in dates]
    return _Told(
        context=context,
        sentence=sentence,
        folded=folded,
        scene=scene,
        mentions=mentions,
        entities=entities,
        free=[*named, *((p.start, p.end) for p in actors), *dated],
    )


def _outside(
    mentions: Sequence[Mention], sentence: Sentence, tagged: TaggedDocument, folded: Folded
) -> list[Entity]:
    """Give the names of a sentence that are no part of a term and stand behind no other."""
    terms = [folded.span(m.start, m.end) for m in mentions]
    start = sentence.start
    return [
        e
        for e in tagged.entities
        if start <= e.start < sentence.end
        and not any(e.start < start + b and start + a < e.end for a, b in terms)
        and not is_backer(e, start, folded)
    ]


def _span(start: int, end: int, folded: Folded) -> tuple[int, int]:
    return folded.position(start), folded.position(end)


def _told_of(told: _Told, mention: Mention) -> Iterator[Draft | str]:
    """Give the claims about one truce; a text is the reason why there is none."""
    scene = told.scene
    fighters = any(p.kind in _FIGHTERS for p in scene.actors)
    if is_figurative(scene.text, mention, scene.words, has_fighters=fighters):
        yield "a truce in a figurative sense"
        return
    operations = _OPERATIONS.search(scene.text, mention.start, mention.end)
    if operations and not fighters and scene.words.armed.search(scene.text) is None:
        yield "operations that are not said to be of war"
        return
    acting = [(p.start, p.end) for p in scene.actors if p.acts]
    for reading in read(scene.text, mention, told.mentions, scene.words, told.free, acting):
        yield _draft(told, reading)


def _draft(told: _Told, reading: Reading) -> Draft | str:
    """Give a reading its times, parties and places; a text says why it is no claim."""
    scene, mention, published_on = told.scene, reading.mention, told.context.published_on
    times = find_times(
        told.sentence.text, told.folded, reading, scene.words, told.free, published_on
    )
    aside = reading.is_aside and not _is_news(times, published_on)
    if reading.kind is None or times.is_old or aside:
        return reading.reason or _NOT_NEWS[times.is_old]
    roles = find_roles(scene, reading)
    is_plea = mention.act is not None and mention.act.family == "ANNOUNCE"
    asked = reading.kind is Kind.PROPOSED and _is_asked(scene, reading)
    named = roles.parties or scene.words.sides.search(scene.text)
    someone = named or asked or told.context.is_known or _has_force(told)
    if is_plea and not someone:
        return "nobody is said to stop the fire"
    reading = settle(scene, reading, roles)
    places = find_places(scene, reading, roles, told.entities, told.sentence, told.folded)
    if _is_untethered(told, mention, roles, times, places):
        return "no party, place or day, and nothing of an armed conflict"
    return Draft(
        claim=_claim(told.sentence, reading, roles, times, places),
        sentence=told.context.number,
        clause=len(scene.words.boundary.findall(scene.text[: mention.start])),
        source=roles.source,
        is_weak=mention.is_weak,
    )


def _is_asked(scene: Scene, reading: Reading) -> bool:
    """Say whether somebody stands between the plea and the act: "asked the coalition to stop"."""
    cue, stop = reading.cue, reading.mention.start
    return cue is not None and any(cue.end <= p.start < stop for p in scene.actors)


def _has_force(told: _Told) -> bool:
    """Say whether a group stands there that has no name in the registry."""
    return any(e.type is EntityType.ORG and e.actor_name is None for e in told.entities)


def _is_untethered(
    told: _Told, mention: Mention, roles: Roles, times: Times, places: tuple[NamedPlace, ...]
) -> bool:
    """Say whether nothing ties a claim to a war: such truces are figures of speech."""
    told_of = (*roles.parties, *roles.mediators, *roles.source, *places)
    if len({p.actor.name for p in told.scene.actors if p.acts}) > 1:
        return False
    timed = (times.duration_hours, times.declared_on, times.effective_on)
    if told_of or any(timed) or told.context.is_known:
        return False
    loose = told.scene.words.loose.match(told.scene.text, mention.start)
    return loose is not None and told.scene.words.armed.search(told.scene.text) is None


def _is_news(times: Times, published_on: date | None) -> bool:
    """Say whether what is told in passing happened in the week before publication."""
    on = times.declared_on or times.effective_on
    if on is None or published_on is None:
        return False
    return timedelta(0) <= published_on - on <= _NEWS_DAYS


def _declined(sentence: Sentence, reason: str) -> Declined:
    return Declined(
        kind=EXTRACTOR,
        start=sentence.start,
        end=sentence.end,
        quote=sentence.text,
        reason=reason,
    )


def _claim(
    sentence: Sentence,
    reading: Reading,
    roles: Roles,
    times: Times,
    places: tuple[NamedPlace, ...],
) -> CeasefireClaim:
    factuality = reading.factuality
    if times.is_past_year and factuality is Factuality.ASSERTED:
        factuality = Factuality.HISTORICAL
    return CeasefireClaim(
        kind=reading.kind or Kind.UNCLEAR,
        parties=roles.parties,
        mediators=roles.mediators,
        perpetrators=roles.perpetrators,
        alleged_by=roles.alleged_by,
        denied_by=roles.denied_by,
        places=places,
        duration_hours=times.duration_hours,
        declared_on=times.declared_on,
        effective_on=times.effective_on,
        ends_on=times.ends_on,
        date_accuracy=times.accuracy,
        factuality=factuality,
        score=reading.score,
        start=sentence.start,
        end=sentence.end,
        quote=sentence.text,
    )
