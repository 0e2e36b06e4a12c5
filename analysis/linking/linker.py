"""Links the names of a text to the registry of actors and to the gazetteer.

Names come from the tagger's spans and, whatever the tagger missed, from a scan of the text for
every alias and every well-known place. A name with one reading is linked; with several, the
date, the rest of the text and the countries it speaks of decide, or it stays null with a reason.

Entities with `reason="demonym"` are adjectives beside no institution («اللاجئين السوريين»,
"Syrian refugees"): they name no actor and do not act, but their `place` is the country that the
adjective points to, a hint for where people come from.

Names without a link may still carry a name in Latin letters: `actor_name` of people and of bare
parties ("rebels"), `place_name` of places that the tagger is sure of.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from analysis.gazetteer import Gazetteer, PlaceContext
from analysis.linking.actors import (
    alias_proposals,
)
from analysis.linking.adjectives import demonym_proposals, demonyms
from analysis.linking.counterparts import (
    counterpart_proposals,
    envoy_proposals,
    owned_proposals,
)
from analysis.linking.guarded import is_enthusiasm
from analysis.linking.leaders import leader_proposals
from analysis.linking.page import Page, Proposal, is_lead_in, make_linked, tagged_words
from analysis.linking.parties import party_proposals
from analysis.linking.places import PlaceMention, choose_places, context_of, find_places
from analysis.linking.placing import (
    accepted,
    accepted_in_context,
    place_proposals,
    region_proposals,
    strip_proposals,
)
from analysis.linking.possessive import led_proposals, possessive_proposals
from analysis.linking.registry import AliasMatch, Hit, Registry
from analysis.linking.surnames import families_of, parted, surname_proposals
from analysis.linking.words import by_word, words
from analysis.records import ActorEntry, AliasEntry, Document, Entity, Sentence, Span
from analysis.romanise import is_given_name, romanise
from analysis.terms import ActorKind, AliasKind, EntityType, LinkMethod, PlaceFeature
from analysis.word_forms import tokenise

__all__ = ["Registry", "link"]

_PREPOSITIONS = words("place_before_ar", "place_before_en")
_CUES = frozenset(
    {
        *by_word("feature_before_ar"),
        *by_word("feature_before_en"),
        *by_word("feature_before_others"),
    }
)
_OFFICE_NOUNS = words("office_nouns_ar")
_SURE_PLACE = 0.8  # score of a span that may name a place of no gazetteer
UNLINKED = 5  # the rank of a span that names nothing known
_HOME_SHARE = 0.6  # of all country mentions, for "the country" to mean that one
_SMALL_NAMESAKE = 10  # times smaller than the capital of that name
_HOME_LEAD = 2  # times as often as the next country does as well
_FORCES = frozenset({ActorKind.ARMED_GROUP, ActorKind.STATE_FORCE})


def link(
    document: Document,
    sentences: Sequence[Sentence],
    spans: Sequence[Span],
    registry: Registry,
    gazetteer: Gazetteer,
) -> tuple[Entity, ...]:
    """Give the entities of a document in the order of the text, none overlapping another."""
    page = _read(document, spans, registry, gazetteer)
    aliases = list(alias_proposals(page))
    proposals = [
        *aliases,
        *surname_proposals(page),
        *led_proposals(page, aliases),
        *possessive_proposals(page),
        *leader_proposals(page),
        *counterpart_proposals(page, aliases),
        *envoy_proposals(page),
        *owned_proposals(page, aliases),
        *place_proposals(page),
        *region_proposals(page),
        *strip_proposals(page),
        *demonym_proposals(page),
        *party_proposals(page),
        *_span_proposals(page),
    ]
    kept = _without_overlaps(page, _with_free_places(page, proposals))
    entities = sorted(kept, key=lambda entity: entity.start)
    return tuple(_within_sentences(entities, sentences))


def _read(
    document: Document, spans: Sequence[Span], registry: Registry, gazetteer: Gazetteer
) -> Page:
    page = Page(
        document=document,
        tokens=tokenise(document.text, document.lang),
        spans=tuple(spans),
        registry=registry,
        gazetteer=gazetteer,
    )
    page.tagged = tagged_words(page.tokens, page.spans)
    page.matches = _matches(page)
    page.spans = tuple(parted(page))
    page.tagged = tagged_words(page.tokens, page.spans)
    page.demonyms = demonyms(page)
    found = find_places(page.tokens, gazetteer)
    mentions = accepted(page, found)
    page.matches = sorted([*page.matches, *_countries_met(page, mentions)], key=lambda m: m.first)
    page.match_at = {match.first: match for match in page.matches}
    page.match_ends = frozenset(match.last for match in page.matches)
    page.context = context_of(mentions, _countries(page))
    fitting = accepted_in_context(page, [m for m in found if m not in mentions])
    if fitting:
        mentions = sorted([*mentions, *fitting], key=lambda mention: mention.first)
        page.context = context_of(mentions, _countries(page))
    page.home = _home(page.context, _forces(page))
    capitals = [_as_capital(page, mention) for mention in mentions]
    page.places = choose_places(page.tokens, capitals, gazetteer, page.context)
    page.place_at = {mention.first: mention for mention in page.places}
    page.place_ends = frozenset(mention.last for mention in page.places)
    page.named = frozenset(
        hit.actor.id
        for match in page.matches
        for hit in match.hits
        if hit.alias.kind is AliasKind.NAME and len(match.hits) == 1
    )
    page.families = families_of(page)
    return page


def _matches(page: Page) -> list[AliasMatch]:
    found: list[AliasMatch] = []
    for at in range(len(page.tokens)):
        match = page.names.match(page.tokens, at)
        if match is not None:
            found.append(match)
    return found


def _as_capital(page: Page, mention: PlaceMention) -> PlaceMention:
    """Leave out the small namesakes of a capital, whatever the text is about."""
    match = page.match_at.get(mention.first)
    hit = match.hits[0] if match is not None and match.last == mention.last else None
    if hit is None or hit.alias.kind is not AliasKind.METONYM or mention.feature is not None:
        return mention
    own = [place for place in mention.candidates if place.country == hit.actor.country]
    size = max((place.population for place in own), default=0)
    kept = (p for p in mention.candidates if p in own or p.population * _SMALL_NAMESAKE >= size)
    return replace(mention, candidates=tuple(kept))


def _countries_met(page: Page, mentions: Sequence[PlaceMention]) -> Iterator[AliasMatch]:
    """Take a country's name that is no alias of its state for one all the same."""
    named = {at for match in page.matches for at in range(match.first, match.last + 1)}
    for mention in mentions:
        place = mention.candidates[0]
        state = page.registry.state(place.country)
        if place.feature is not PlaceFeature.COUNTRY or len(mention.candidates) > 1:
            continue
        if state is None or not named.isdisjoint(range(mention.first, mention.last + 1)):
            continue
        alias = AliasEntry(text=place.name_en, language="en")
        yield AliasMatch(mention.first, mention.last, mention.form, (Hit(state, alias),))


def _countries(page: Page) -> Counter[str]:
    counts: Counter[str] = Counter(actor.country for actor in page.demonyms.values())
    for match in page.matches:
        among = {
            hit.actor.country
            for hit in match.hits
            if hit.alias.kind is AliasKind.NAME and hit.actor.kind is not ActorKind.MEDIA
        }
        if len(among) == 1 and match.last > match.first:
            counts.update(among)
    counts.pop("", None)
    return counts


def _forces(page: Page) -> Counter[str]:
    """Count the countries whose forces and groups a single word names («الحوثيون»)."""
    counts: Counter[str] = Counter()
    for match in page.matches:
        among = {hit.actor.country for hit in match.hits if hit.actor.kind in _FORCES}
        if match.first == match.last and len(among) == 1:
            counts.update(among)
    counts.pop("", None)
    return counts


def _home(context: PlaceContext, forces: Counter[str]) -> str | None:
    """Give the country that "the country" means: the one that most of the text is about."""
    counts = Counter(context.countries) + forces
    if not counts:
        return None
    (country, count), *others = counts.most_common(2)
    leads = count >= _HOME_LEAD * others[0][1] if others else True
    return country if leads or count >= _HOME_SHARE * counts.total() else None


def _span_proposals(page: Page) -> Iterator[Proposal]:
    ends = [token.end for token in page.tokens]
    starts = [token.start for token in page.tokens]
    for span in page.spans:
        inside = range(bisect_right(ends, span.start), bisect_left(starts, span.end))
        if not inside or not span.text or all(page.tokens[at].word in _CUES for at in inside):
            continue
        if is_enthusiasm(page, page.match_at.get(inside[0])):
            continue
        actor = _abbreviated(page, span, inside[-1])
        if actor is not None:
            match = AliasMatch(inside[0], inside[-1], page.tokens[inside[0]].forms[0], ())
            entity = make_linked(
                page, match, actor, place=None, does=True, method=LinkMethod.CONTEXT
            )
            yield Proposal(first=inside[0], last=inside[-1], rank=0, entity=entity)
            continue
        start = _start_of_name(page, span, inside)
        text = page.document.text[start : span.end]
        entity = Entity(
            start=start,
            end=span.end,
            text=text,
            type=span.type,
            score=span.score,
            actor_name=romanise(text) if span.type is EntityType.PER else None,
            place_name=romanise(text) if _is_surely_place(page, span, inside[0]) else None,
            acts=span.type is not EntityType.LOC,
            reason="not in the gazetteer" if span.type is EntityType.LOC else "not in the registry",
        )
        yield Proposal(first=inside[0], last=inside[-1], rank=UNLINKED, entity=entity)


def _is_surely_place(page: Page, span: Span, first: int) -> bool:
    """Trust a place that no gazetteer knows where the tagger is sure and a preposition or a
    cue word stands before it."""
    if span.type is not EntityType.LOC or span.score < _SURE_PLACE:
        return False
    tokens = page.tokens
    if tokens[first].word in _CUES or first == 0 or not tokens[first].is_joined:
        return tokens[first].word in _CUES
    return tokens[first - 1].word in _PREPOSITIONS | _CUES


def _start_of_name(page: Page, span: Span, inside: range) -> int:
    """Leave out what the tagger took along: «و» before a given name, «للمركز» before a person."""
    first = page.tokens[inside[0]]
    if span.type is EntityType.LOC and first.word in _CUES and len(inside) > 1:
        return page.tokens[inside[1]].start
    if span.type is EntityType.PER and len(inside) > 1 and first.word.startswith("لل"):
        return page.tokens[inside[1]].start
    if not is_given_name(first.surface):
        for form in first.forms[1:]:
            if form.conjunction and is_given_name(first.surface[form.cut :]):
                return max(span.start, first.start_of(form))
    return span.start


def _abbreviated(page: Page, span: Span, last: int) -> ActorEntry | None:
    """Give the actor whose short name follows a long one in brackets: «... (الأونروا)»."""
    if span.type is not EntityType.ORG or last + 1 >= len(page.tokens):
        return None
    if page.tokens[last + 1].gap.strip() != "(":
        return None
    match = page.match_at.get(last + 1)
    return match.hits[0].actor if match is not None and len(match.hits) == 1 else None


def _without_overlaps(page: Page, proposals: Sequence[Proposal]) -> list[Entity]:
    """Keep the longest of overlapping links; a span that linked to nothing keeps what is left.

    Of «وزارة الصحة في غزة», tagged as one and linked only in its last word, the ministry stays.
    """
    taken: set[int] = set()
    kept: list[Entity] = []

    def order(proposal: Proposal) -> tuple[bool, int, int, int]:
        unlinked = proposal.rank == UNLINKED
        return unlinked, -(proposal.last - proposal.first), proposal.rank, proposal.first

    for proposal in sorted(proposals, key=order):
        covered = range(proposal.first, proposal.last + 1)
        if taken.isdisjoint(covered):
            taken.update(covered)
            kept.append(proposal.entity)
        elif proposal.rank == UNLINKED and (rest := _rest(page, proposal, taken)) is not None:
            kept.append(rest)
    return kept


def _rest(page: Page, proposal: Proposal, taken: set[int]) -> Entity | None:
    last = next(at for at in range(proposal.first, proposal.last + 2) if at in taken) - 1
    while last > proposal.first and page.tokens[last].word in _PREPOSITIONS:
        last -= 1
    if last <= proposal.first or proposal.entity.type is not EntityType.ORG:
        return None
    end = page.tokens[last].end
    text = page.document.text[proposal.entity.start : end]
    return replace(proposal.entity, end=end, text=text)


def _with_free_places(page: Page, proposals: Sequence[Proposal]) -> list[Proposal]:
    """Free the places within titles: of «المبعوث الأممي إلى اليمن» the title ends before "to".

    A title that its holder's name follows gives way to the name, and only its places stay.
    """
    names = {
        p.first
        for p in proposals
        if p.entity.type is EntityType.PER and not p.is_title and not _is_another(page, p)
    }
    places = [p for p in proposals if _is_free_place(page, p)]
    ending = {place.last: place for place in reversed(places)}
    freed: list[Proposal] = []
    for proposal in proposals:
        if not proposal.is_title:
            freed.append(proposal)
        elif not _is_apposed(page, proposal, names):
            freed.append(_before_place(page, proposal, ending.get(proposal.last)))
    within: dict[int, int] = {}
    for title in (p for p in proposals if p.is_title and _is_apposed(page, p, names)):
        for at in range(title.first, title.last + 1):
            within[at] = max(title.last, within.get(at, -1))
    free = {id(place) for place in places}
    return [p for p in freed if id(p) in free or p.last > within.get(p.first, -1)]


def _is_another(page: Page, proposal: Proposal) -> bool:
    """Tell «الرئيس وبايدن», «الرئيس نظيره», «الرئيس بعودة الحريري» from «الرئيس بايدن»."""
    first = page.tokens[proposal.first]
    match = page.match_at.get(proposal.first)
    if any(form.text in _OFFICE_NOUNS for form in first.forms):
        return True
    if match is None and proposal.first + 1 in page.match_at and is_lead_in(first):
        return True
    is_cut = match is not None and match.form.cut > 0
    return first.word[0] in "وف" and (is_cut or proposal.entity.start > first.start)


def _is_free_place(page: Page, proposal: Proposal) -> bool:
    """Tell «إلى اليمن», "for Syria" from «اليمني», "Syria's"."""
    entity = proposal.entity
    if entity.place is None or entity.acts or entity.reason is not None or not proposal.first:
        return False
    written_on = entity.start > page.tokens[proposal.first].start
    return written_on or page.tokens[proposal.first - 1].word in _PREPOSITIONS


def _is_apposed(page: Page, title: Proposal, names: set[int]) -> bool:
    following = title.last + 1
    return following in names and page.tokens[following].gap.strip() in ("", ",", "،")


def _before_place(page: Page, title: Proposal, place: Proposal | None) -> Proposal:
    if place is None:
        return title
    written_on = page.tokens[place.first - 1].word not in _PREPOSITIONS
    last = place.first - (1 if written_on else 2)
    if last < title.first:
        return title
    end = page.tokens[last].end
    text = page.document.text[title.entity.start : end]
    return replace(title, last=last, entity=replace(title.entity, end=end, text=text))


def _within_sentences(
    entities: Sequence[Entity], sentences: Sequence[Sentence]
) -> Iterator[Entity]:
    """Drop names that run over the end of a sentence, or into the name before."""
    starts = [sentence.start for sentence in sentences]
    end = 0
    for entity in entities:
        following = bisect_right(starts, entity.start)
        runs_over = following < len(starts) and starts[following] < entity.end
        if entity.start < end or runs_over:
            continue
        end = entity.end
        yield entity
