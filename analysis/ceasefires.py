"""Claims about truces: what one sentence says of a ceasefire, and what was looked at and refused.

A sentence is read term by term (`ceasefire_sense`), then given its parties (`ceasefire_parties`)
and times (`ceasefire_dates`). The same claim said twice in a document, as headlines and first
paragraphs do, is one claim: the richest is kept.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from analysis.ceasefire_actors import Party, find_actors, find_territories, is_backer
from analysis.ceasefire_breaches import Roles
from analysis.ceasefire_cues import distance
from analysis.ceasefire_dates import Times, find_times
from analysis.ceasefire_lexicon import LANGUAGES, find_mentions, lexicon
from analysis.ceasefire_lists import Scene
from analysis.ceasefire_parties import find_roles
from analysis.ceasefire_reading import Kind, Reading
from analysis.ceasefire_scope import is_figurative
from analysis.ceasefire_sense import read
from analysis.ceasefire_sides import settle
from analysis.records import (
    ActorKind,
    CeasefireClaim,
    Declined,
    Entity,
    EntityType,
    Factuality,
    NamedActor,
    NamedPlace,
    Sentence,
    TaggedDocument,
)
from newsmon.lib.dates import find_dates
from newsmon.lib.text import Folded, fold_text

EXTRACTOR = "ceasefire"
_ADJECTIVE = "demonym"  # linking's mark for nationalities that only hint at a place
_NEWS_DAYS = timedelta(days=7)
_NOT_NEWS = {True: "a truce of long ago", False: "an agreement named only to say which"}
_FIGHTERS = frozenset({ActorKind.ARMED_GROUP, ActorKind.STATE_FORCE})
_LONGEST = 1200  # characters: longer sentences are lists or text that lost its full stops
_MOST_TERMS = 8  # terms read in one sentence; what has more is no prose
_PLACE_AFTER = 7  # words between a truce and the place that it is for
_PLACE_BEFORE = 1  # words between a place and the truce that it names
_NEIGHBOUR = 1  # sentences between which a truce named again keeps its terms


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """A claim with the number of its sentence and who says it, which merging needs."""

    claim: CeasefireClaim
    sentence: int
    clause: int = 0
    source: tuple[NamedActor, ...] = ()
    is_weak: bool = False


def extract(
    tagged: TaggedDocument,
) -> tuple[tuple[CeasefireClaim, ...], tuple[Declined, ...]]:
    """Read every claim about a truce in the body of a document."""
    drafts: list[_Draft] = []
    declined: list[Declined] = []
    earlier: tuple[Party, ...] = ()
    lang = tagged.document.lang or "en"
    if lang not in LANGUAGES:
        return (), ()
    body = (part for s in tagged.sentences if s.is_body for part in _parts(s))
    for number, sentence in enumerate(body):
        known = bool(drafts)
        found, refused, actors = _read_sentence(tagged, sentence, number, lang, earlier, known)
        drafts += found
        declined += refused
        earlier = (earlier + actors)[-8:]
    return tuple(d.claim for d in _merged(_completed(drafts, tagged))), tuple(declined)


def _parts(sentence: Sentence) -> Iterator[Sentence]:
    """Cut a sentence of monstrous length at commas or blanks; any other is left whole."""
    start, text = 0, sentence.text
    while len(text) - start > _LONGEST:
        window = text[start : start + _LONGEST]
        cut = max(window.rfind("،"), window.rfind(","), window.rfind(";")) + 1
        cut = start + (cut or window.rfind(" ") + 1 or _LONGEST)
        yield _part(sentence, start, cut)
        start = cut
    yield _part(sentence, start, len(text))


def _part(sentence: Sentence, start: int, end: int) -> Sentence:
    at, stop = sentence.start + start, sentence.start + end
    return replace(sentence, start=at, end=stop, text=sentence.text[start:end])


def _read_sentence(
    tagged: TaggedDocument,
    sentence: Sentence,
    number: int,
    lang: str,
    earlier: tuple[Party, ...],
    is_known: bool,
) -> tuple[list[_Draft], list[Declined], tuple[Party, ...]]:
    words, folded = lexicon(lang), fold_text(sentence.text)
    actors = find_actors(tagged, sentence.start, sentence.end, folded, lang)
    mentions = find_mentions(folded.text, words, is_known=is_known)[:_MOST_TERMS]
    if not mentions:
        return [], [], actors
    scene = Scene(
        text=folded.text,
        words=words,
        actors=actors,
        places=find_territories(tagged, sentence.start, sentence.end, folded),
        earlier=earlier,
    )
    terms = [folded.span(m.start, m.end) for m in mentions]
    entities = [
        e
        for e in tagged.entities
        if sentence.start <= e.start < sentence.end
        and not any(e.start < sentence.start + b and sentence.start + a < e.end for a, b in terms)
        and not is_backer(e, sentence.start, folded)
    ]
    spans = [
        (folded.position(e.start - sentence.start), folded.position(e.end - sentence.start))
        for e in entities
        if e.place_name or (e.actor_name and (e.actor or e.type is not EntityType.PER))
    ]
    dated = [
        (folded.position(d.start), folded.position(d.end))
        for d in find_dates(sentence.text, lang, tagged.document.published_on)
    ]
    drafts: list[_Draft] = []
    declined: list[Declined] = []
    fighters = any(p.kind in _FIGHTERS for p in actors)
    for mention in mentions:
        free = spans + [(p.start, p.end) for p in actors] + dated
        acting = [(p.start, p.end) for p in actors if p.acts]
        if is_figurative(folded.text, mention, words, has_fighters=fighters):
            declined.append(_declined(sentence, "a truce in a figurative sense"))
            continue
        for reading in read(folded.text, mention, mentions, words, free, acting):
            times = find_times(
                sentence.text, folded, reading, words, free, tagged.document.published_on
            )
            aside = reading.is_aside and not _is_news(times, tagged.document.published_on)
            if reading.kind is None or times.is_old or aside:
                reason = reading.reason or _NOT_NEWS[times.is_old]
                declined.append(_declined(sentence, reason))
                continue
            roles = find_roles(scene, reading)
            is_plea = mention.act is not None and mention.act.family == "ANNOUNCE"
            if is_plea and not roles.parties and not is_known:
                declined.append(_declined(sentence, "nobody is said to stop the fire"))
                continue
            reading = settle(scene, reading, roles)
            kept = _near(scene, reading, entities, sentence, folded)
            places = _places(scene, kept, roles)
            drafts.append(
                _Draft(
                    claim=_claim(sentence, reading, roles, times, places),
                    sentence=number,
                    clause=len(words.boundary.findall(folded.text[: mention.start])),
                    source=roles.source,
                    is_weak=mention.is_weak,
                )
            )
    return drafts, declined, actors


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
    return by or entities


def _places(scene: Scene, entities: Sequence[Entity], roles: Roles) -> tuple[NamedPlace, ...]:
    """Give the places of the sentence; a country that acts or makes the truce is its party."""
    parties = {actor.name for actor in (*roles.parties, *roles.mediators, *roles.source)}
    named = [e for e in entities if e.place_name and e.reason != _ADJECTIVE]
    where = [e for e in named if not e.acts and e.actor_name not in parties]
    where = where or [e for e in named if e.actor_name not in parties]
    if where or not scene.words.nationwide.search(scene.text):
        return tuple({e.place_name: _place(e) for e in where}.values())
    return tuple({p.name: p for p in _countries(scene, entities)}.values())


def _countries(scene: Scene, entities: Sequence[Entity]) -> list[NamedPlace]:
    """Give the country of a nationwide truce: the one that is hinted at, or the state itself."""
    hinted = [_place(e) for e in entities if e.place_name]
    states = [NamedPlace(place=None, name=p.actor.name) for p in scene.actors if p.is_state]
    return hinted or states


def _place(entity: Entity) -> NamedPlace:
    return NamedPlace(place=entity.place, name=entity.place_name or "")


def _completed(drafts: Sequence[_Draft], tagged: TaggedDocument) -> list[_Draft]:
    """Hand on terms between neighbouring sentences that speak of the one truce of a document."""
    filled: list[_Draft] = []
    for draft in drafts:
        near = [d.claim for d in drafts if abs(d.sentence - draft.sentence) <= _NEIGHBOUR]
        lengths = {c.duration_hours for c in near if c.duration_hours}
        starts = {c.effective_on for c in near if c.effective_on}
        claim = draft.claim
        if claim.duration_hours is None and len(lengths) == 1 and _refers_back(claim):
            claim = replace(claim, duration_hours=lengths.copy().pop())
        if claim.effective_on is None and len(starts) == 1 and _refers_back(claim):
            claim = replace(claim, effective_on=starts.copy().pop())
        sides = {c.parties for c in near if c.parties and c is not draft.claim}
        if not claim.parties and len(sides) == 1 and claim.kind is Kind.VIOLATED:
            claim = replace(claim, parties=sides.pop())
        if claim.kind is Kind.PROPOSED and claim.parties:
            claim = replace(claim, parties=_with_refusers(draft, drafts))
        filled.append(replace(draft, claim=claim))
    return filled


def _with_refusers(draft: _Draft, drafts: Sequence[_Draft]) -> tuple[NamedActor, ...]:
    """Add who turned a proposal down in the same sentence: it was made to them."""
    parties = {a.name: a for a in draft.claim.parties}
    for other in drafts:
        if other.sentence == draft.sentence and other.claim.kind is Kind.REJECTED:
            parties |= {a.name: a for a in other.claim.parties}
    return tuple(parties.values())


def _refers_back(claim: CeasefireClaim) -> bool:
    return claim.kind in (Kind.VIOLATED, Kind.ENDED, Kind.REJECTED, Kind.SUSPENDED)


def _merged(drafts: Sequence[_Draft]) -> list[_Draft]:
    """Keep the richest of the claims that say the same, in the order of the text."""
    kept: list[_Draft] = []
    for draft in drafts:
        if draft.is_weak and _is_told_better(draft, drafts):
            continue
        at = next((i for i, other in enumerate(kept) if _says_the_same(other, draft)), None)
        if at is None:
            kept.append(draft)
        elif _wealth(draft.claim) > _wealth(kept[at].claim):
            kept[at] = draft
    return kept


def _is_told_better(draft: _Draft, drafts: Sequence[_Draft]) -> bool:
    """Say whether the sentence names the truce that a weak term only paraphrases: "signed a
    ceasefire, promising to silence their guns"."""
    if draft.claim.kind not in (Kind.DECLARED, Kind.PROPOSED):
        return False
    return any(
        other.sentence == draft.sentence
        and not other.is_weak
        and other.claim.kind in (Kind.AGREED, Kind.ACCEPTED)
        for other in drafts
    )


def _says_the_same(one: _Draft, other: _Draft) -> bool:
    a, b = one.claim, other.claim
    if (a.kind, a.factuality) != (b.kind, b.factuality):
        return False
    if one.sentence == other.sentence and one.clause != other.clause:
        # "X asks for a truce, while Y asks for one of three days" are two demands.
        return a.duration_hours == b.duration_hours
    return (
        _agree(a.parties, b.parties)
        and _agree(one.source, other.source)
        and _agree(a.perpetrators, b.perpetrators)
        and _fits(a.duration_hours, b.duration_hours)
        and _fits(a.effective_on, b.effective_on)
    )


def _agree(one: tuple[NamedActor, ...], other: tuple[NamedActor, ...]) -> bool:
    names, others = {a.name for a in one}, {a.name for a in other}
    return not names or not others or bool(names & others)


def _fits(one: object, other: object) -> bool:
    return one is None or other is None or one == other


def _wealth(claim: CeasefireClaim) -> int:
    """Count what a claim tells."""
    dates = (claim.duration_hours, claim.declared_on, claim.effective_on, claim.ends_on)
    told = len(claim.parties) + len(claim.places) + len(claim.mediators)
    return told + 2 * sum(value is not None for value in dates)
