"""Links the names of a text to the registry of actors and to the gazetteer.

Names come from the tagger's spans and, whatever the tagger missed, from a scan of the text for
every alias and every well-known place. A name with one reading is linked; with several, the
date, the rest of the text and the countries it speaks of decide, or it stays null with a reason.

Entities with `reason="demonym"` are adjectives beside no institution («اللاجئين السوريين»,
"Syrian refugees"): they name no actor and do not act, but their `place` is the country that the
adjective points to, a hint for where people come from.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import zip_longest

from analysis.gazetteer import Gazetteer, PlaceContext
from analysis.linking_parties import PartyMention, find_parties
from analysis.linking_places import (
    PlaceMention,
    choose_places,
    context_of,
    find_places,
    find_regions,
)
from analysis.linking_registry import AliasMatch, Hit, Registry, valid_on
from analysis.linking_syntax import Mention, decide, is_verb
from analysis.linking_tokens import Form, Token, tokenise
from analysis.linking_words import by_word, words
from analysis.records import (
    ActorEntry,
    ActorKind,
    AliasKind,
    Document,
    Entity,
    EntityType,
    LinkMethod,
    PlaceEntry,
    PlaceFeature,
    Sentence,
    Span,
)

__all__ = ["Registry", "link"]

_STATE_NOUNS_AR = words("state_nouns_ar")
_STATE_NOUNS_EN = words("state_nouns_en")
_OFFICE_NOUNS = words("office_nouns_ar", "office_nouns_en")
_GUARDED_NAMES = words("guarded_names")
_GUARDED_SURNAMES = words("guarded_surnames")
_NEIGHBOURS = by_word("neighbours")
_QUOTES = re.compile(r"[\"'«»]")
_ADJECTIVES_EN = words("adjectives_en")
_NOT_STATE_AFTER = words("not_state_after_en")
_FORMER = words("former")

_AREAS = frozenset({PlaceFeature.REGION, PlaceFeature.ADM1})
_NAME_SCORE = 0.95  # an unambiguous alias in the text
_CONTEXT_SCORE = 0.8  # a reading that the rest of the text decided
_HINT_SCORE = 0.6  # an adjective taken as a place
_SURE_SPAN = 0.6  # a span of lower score does not swallow a place
# Indefinite nouns that a feminine adjective follows: «قوات», «عملية»; prepositions never end so.
_PLURAL_OR_FEMININE = ("ات", "ه", "اء", "ود", "ئل", "يل")
_LONGEST_INITIALS = 3
_HOME_SHARE = 0.6  # of all country mentions, for "the country" to mean that one


@dataclass(frozen=True, slots=True, kw_only=True)
class _Proposal:
    """A link of words `first..last`; the longest of overlapping ones wins, then the rank."""

    first: int
    last: int
    rank: int
    entity: Entity


@dataclass(slots=True, kw_only=True)
class _Page:
    """A document while it is linked: its words, and what has been found in it so far."""

    document: Document
    tokens: tuple[Token, ...]
    spans: tuple[Span, ...]
    registry: Registry
    gazetteer: Gazetteer
    matches: list[AliasMatch] = field(default_factory=list)
    places: list[PlaceMention] = field(default_factory=list)
    demonyms: dict[int, ActorEntry] = field(default_factory=dict)
    context: PlaceContext = field(default_factory=PlaceContext)
    home: str | None = None
    named: frozenset[str] = frozenset()

    @property
    def day(self) -> date | None:
        return self.document.published_on


def link(
    document: Document,
    sentences: Sequence[Sentence],
    spans: Sequence[Span],
    registry: Registry,
    gazetteer: Gazetteer,
) -> tuple[Entity, ...]:
    """Give the entities of a document in the order of the text, none overlapping another."""
    page = _read(document, spans, registry, gazetteer)
    proposals = [
        *_alias_proposals(page),
        *_place_proposals(page),
        *_region_proposals(page),
        *_demonym_proposals(page),
        *_party_proposals(page),
        *_span_proposals(page),
    ]
    kept = _without_overlaps(proposals)
    entities = sorted((proposal.entity for proposal in kept), key=lambda entity: entity.start)
    return tuple(_within_sentences(_without_apposed_titles(entities, document.text), sentences))


def _read(
    document: Document, spans: Sequence[Span], registry: Registry, gazetteer: Gazetteer
) -> _Page:
    page = _Page(
        document=document,
        tokens=tokenise(document.text),
        spans=tuple(spans),
        registry=registry,
        gazetteer=gazetteer,
    )
    page.matches = _matches(page)
    page.demonyms = _demonyms(page)
    mentions = _accepted(page, find_places(page.tokens, gazetteer))
    page.context = context_of(mentions, _countries(page))
    page.home = _home(page.context)
    page.places = choose_places(mentions, gazetteer, page.context)
    page.named = frozenset(
        hit.actor.id
        for match in page.matches
        for hit in match.hits
        if hit.alias.kind is AliasKind.NAME and len(match.hits) == 1
    )
    return page


def _matches(page: _Page) -> list[AliasMatch]:
    found: list[AliasMatch] = []
    for at in range(len(page.tokens)):
        match = page.registry.match(page.tokens, at)
        if match is not None:
            found.append(match)
    return found


def _demonyms(page: _Page) -> dict[int, ActorEntry]:
    found: dict[int, ActorEntry] = {}
    for at, token in enumerate(page.tokens):
        for form in token.forms:
            actor = page.registry.demonym(form.text)
            if actor is not None and (token.is_capital or not form.text.isascii()):
                found[at] = actor
                break
    return found | _initials(page)


def _initials(page: _Page) -> dict[int, ActorEntry]:
    """ "US", "U.K." are adjectives too, where an institution follows ("US forces")."""
    return {
        match.first: match.hits[0].actor
        for match in page.matches
        if match.first == match.last
        and match.hits[0].actor.kind is ActorKind.STATE
        and page.tokens[match.first].is_upper
        and len(page.tokens[match.first].word) <= _LONGEST_INITIALS
        and _institution_after(page.tokens, match.first)
    }


def _countries(page: _Page) -> Counter[str]:
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


def _home(context: PlaceContext) -> str | None:
    """Give the country that "the country" means: the one that most of the text is about."""
    total = sum(context.countries.values())
    if not total:
        return None
    country, count = max(context.countries.items(), key=lambda item: item[1])
    return country if count >= _HOME_SHARE * total else None


def _entity(page: _Page, first: int, last: int, form: Form, **fields: object) -> Entity:
    start = page.tokens[first].start_of(form)
    end = page.tokens[last].end
    defaults: dict[str, object] = {"type": EntityType.ORG, "score": _NAME_SCORE}
    return Entity(
        start=start,
        end=end,
        text=page.document.text[start:end],
        **(defaults | fields),  # type: ignore[arg-type]
    )


# Actors by alias


def _alias_proposals(page: _Page) -> Iterator[_Proposal]:
    acting = decide(page.tokens, _outermost(page.matches))
    for match in page.matches:
        entity = _aliased(page, match, does=acting.get(match.first, False))
        if entity is not None:
            yield _Proposal(first=match.first, last=match.last, rank=0, entity=entity)


def _outermost(matches: Sequence[AliasMatch]) -> list[Mention]:
    found: list[Mention] = []
    for match in matches:
        if not found or match.first > found[-1].last:
            found.append(Mention(match.first, match.last, match.form.preposition))
    return found


def _aliased(page: _Page, match: AliasMatch, *, does: bool) -> Entity | None:
    hits = [hit for hit in match.hits if valid_on(hit.alias, page.day)]
    for kinds, rule in (
        ((AliasKind.NAME,), _named),
        ((AliasKind.METONYM,), _metonym),
        ((AliasKind.SHORT,), _shortened),
    ):
        chosen = [hit for hit in hits if hit.alias.kind in kinds]
        if chosen:
            return rule(page, match, chosen, does)
    return _titled(page, match, hits)


def _named(page: _Page, match: AliasMatch, hits: Sequence[Hit], does: bool) -> Entity | None:
    if _is_adjective(page, match) or not _is_safe(page, match, EntityType.ORG):
        return None
    actor, reason = _only(page, hits)
    if actor is None:
        kind = hits[0].actor.kind
        return _entity(page, match.first, match.last, match.form, type=_type(kind), reason=reason)
    place = _own_place(page, actor, match)
    if place is not None and actor.kind is not ActorKind.STATE and not does:
        return None
    return _linked(
        page,
        match,
        actor,
        place=place if actor.kind is ActorKind.STATE else None,
        does=does or place is None,
        method=LinkMethod.ALIAS,
    )


def _is_safe(page: _Page, match: AliasMatch, wanted: EntityType) -> bool:
    """Say whether a name that is also a common word («تقدم», «صالح») is meant as a name:
    quoted, tagged as what it is, or after a title."""
    token = page.tokens[match.first]
    guarded = _GUARDED_SURNAMES if wanted is EntityType.PER else _GUARDED_NAMES
    if match.first != match.last or match.form.text not in guarded:
        return True
    if is_verb(token):
        return False
    if match.first + 1 < len(page.tokens) and _QUOTES.search(token.gap):
        return _QUOTES.search(page.tokens[match.first + 1].gap) is not None
    span = _span_over(page, match)
    if span is not None and span.type is wanted and not _is_other_name(page, match, span):
        return True
    before = page.tokens[match.first - 1] if match.first else None
    return before is not None and any(form.text in _OFFICE_NOUNS for form in before.forms)


def _is_adjective(page: _Page, match: AliasMatch) -> bool:
    """Tell «قوات تركية» from «في تركية»: a feminine adjective may spell like its country."""
    if match.first != match.last or page.registry.demonym(match.form.text) is None:
        return False
    if match.first == 0 or match.form.preposition or match.form.text.isascii():
        return False
    if not page.tokens[match.first].is_joined:
        return False
    before = page.tokens[match.first - 1]
    is_definite = any(form.text.startswith("ال") for form in before.forms)
    if match.form.text.startswith("ال"):
        return is_definite
    return not is_definite and before.word.endswith(_PLURAL_OR_FEMININE) and not is_verb(before)


def _metonym(page: _Page, match: AliasMatch, hits: Sequence[Hit], does: bool) -> Entity | None:
    actor, _ = _only(page, hits)
    is_place = bool(page.gazetteer.candidates(_surface(page, match)))
    if actor is None or (is_place and not does):
        return None
    return _linked(page, match, actor, place=None, does=True, method=LinkMethod.CONTEXT)


def _shortened(page: _Page, match: AliasMatch, hits: Sequence[Hit], does: bool) -> Entity | None:
    wanted = EntityType.PER if hits[0].actor.kind is ActorKind.PERSON else EntityType.ORG
    if not _is_safe(page, match, wanted):
        return None
    nearby = {hit.actor.id: hit for hit in hits if hit.actor.id in page.named}
    span = _span_over(page, match)
    if len(nearby) == 1 and not _is_other_name(page, match, span):
        actor: ActorEntry | None = next(iter(nearby.values())).actor
    elif span is not None and _fits(page, match, span, hits[0].actor):
        actor, reason = _only(page, hits)
        if actor is None:
            return _entity(page, match.first, match.last, match.form, type=span.type, reason=reason)
    elif _is_commander(page, match):
        actor, _ = _only(page, hits)
    else:
        actor = _actor_of_context(page, hits)
    if actor is None:
        return None
    return _linked(page, match, actor, place=None, does=True, method=LinkMethod.CONTEXT)


def _is_commander(page: _Page, match: AliasMatch) -> bool:
    """«قوات الأسد», "Assad's forces": whose forces they are is a person, not a lion."""
    tokens = page.tokens
    before = tokens[match.first - 1] if match.first and tokens[match.first].is_joined else None
    if before and any(form.text in _STATE_NOUNS_AR | _OFFICE_NOUNS for form in before.forms):
        return True
    following = tokens[match.last + 1 : match.last + 2]
    return tokens[match.last].is_possessive and any(t.word in _STATE_NOUNS_EN for t in following)


def _is_other_name(page: _Page, match: AliasMatch, span: Span | None) -> bool:
    """Tell a namesake: «ماهر الأسد» is not the Assad whom the text named in full."""
    if span is None or span.type is EntityType.LOC:
        return False
    return span.end - span.start > len(_surface(page, match)) + 3


def _fits(page: _Page, match: AliasMatch, span: Span, actor: ActorEntry) -> bool:
    tagged = EntityType.PER if actor.kind is ActorKind.PERSON else EntityType.ORG
    return span.type is tagged and not _is_other_name(page, match, span)


def _actor_of_context(page: _Page, hits: Sequence[Hit]) -> ActorEntry | None:
    """A clipped name of a group or a state («النظام», "rebels") in a text about its country."""
    fitting = {
        hit.actor.id: hit.actor
        for hit in hits
        if hit.actor.kind is not ActorKind.PERSON
        and hit.actor.kind is not ActorKind.MEDIA
        and hit.actor.country
        and hit.actor.country in _main_countries(page)
    }
    return next(iter(fitting.values())) if len(fitting) == 1 else None


def _main_countries(page: _Page) -> set[str]:
    counts = page.context.countries
    most = max(counts.values(), default=0)
    main = {country for country, count in counts.items() if count * 2 >= most}
    return main | {_NEIGHBOURS[country] for country in main if country in _NEIGHBOURS}


def _titled(page: _Page, match: AliasMatch, hits: Sequence[Hit]) -> Entity | None:
    titles = [hit for hit in match.hits if hit.alias.kind is AliasKind.TITLE]
    if not titles or _is_former(page, match):
        return None
    held = {hit.actor.id: hit.actor for hit in hits if hit.alias.kind is AliasKind.TITLE}
    if len(held) == 1:
        actor = next(iter(held.values()))
        return _linked(page, match, actor, place=None, does=True, method=LinkMethod.CONTEXT)
    reason = "no known holder at that date" if not held else "several holders: date unknown"
    return _entity(
        page, match.first, match.last, match.form, type=EntityType.PER, acts=True, reason=reason
    )


def _is_former(page: _Page, match: AliasMatch) -> bool:
    around = page.tokens[max(0, match.first - 1) : match.first]
    following = page.tokens[match.last + 1 : match.last + 2]
    return any(token.word in _FORMER for token in (*around, *following))


def _only(page: _Page, hits: Sequence[Hit]) -> tuple[ActorEntry | None, str | None]:
    actors = {hit.actor.id: hit.actor for hit in hits}
    if len(actors) > 1:
        for narrower in (
            {key: a for key, a in actors.items() if key in page.named},
            {key: a for key, a in actors.items() if a.country in _main_countries(page)},
        ):
            if len(narrower) == 1:
                actors = narrower
                break
    if len(actors) == 1:
        return next(iter(actors.values())), None
    return None, "ambiguous: " + " or ".join(sorted(a.name_en for a in actors.values()))


def _own_place(page: _Page, actor: ActorEntry, match: AliasMatch) -> PlaceEntry | None:
    """Give the place that is spelled like its government: «سوريا», "Kurdistan Region".

    «الحكومة السورية» and people have none.
    """
    if actor.kind is ActorKind.PERSON:
        return None
    for place in page.gazetteer.candidates(_surface(page, match)):
        is_country = place.feature is PlaceFeature.COUNTRY and place.country == actor.country
        if is_country or (actor.kind is not ActorKind.STATE and place.feature in _AREAS):
            return place
    return None


def _surface(page: _Page, match: AliasMatch) -> str:
    words_ = [match.form.text, *(t.word for t in page.tokens[match.first + 1 : match.last + 1])]
    return " ".join(words_)


def _linked(
    page: _Page,
    match: AliasMatch,
    actor: ActorEntry,
    *,
    place: PlaceEntry | None,
    does: bool,
    method: LinkMethod,
) -> Entity:
    score = _NAME_SCORE if method is LinkMethod.ALIAS else _CONTEXT_SCORE
    return _entity(
        page,
        match.first,
        match.last,
        match.form,
        type=EntityType.LOC if place else _type(actor.kind),
        score=score,
        **_actor_fields(actor),
        **(_place_fields(place) if place else {}),
        acts=does,
        method=method,
    )


def _type(kind: ActorKind) -> EntityType:
    return EntityType.PER if kind is ActorKind.PERSON else EntityType.ORG


def _actor_fields(actor: ActorEntry) -> dict[str, object]:
    return {"actor": actor.id, "actor_name": actor.name_en, "actor_kind": actor.kind}


def _place_fields(place: PlaceEntry) -> dict[str, object]:
    return {
        "place": place.id,
        "place_name": place.name_en,
        "place_country": place.country or None,
    }


def _span_over(page: _Page, match: AliasMatch) -> Span | None:
    start, end = page.tokens[match.first].start, page.tokens[match.last].end
    for span in page.spans:
        if span.start < end and start < span.end:
            return span
    return None


# Places


def _place_proposals(page: _Page) -> Iterator[_Proposal]:
    for mention in page.places:
        if not _is_adjectival(page, mention):
            entity = _placed(page, mention)
            yield _Proposal(first=mention.first, last=mention.last, rank=1, entity=entity)


def _accepted(page: _Page, mentions: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Drop what only looks like a place: a common word, a part of another name.

    A village without a tag is taken for one where it stands in a row with another place.
    """
    kept: list[PlaceMention] = []
    for mention in mentions:
        tag = _tag_of(page, mention)
        in_row = bool(kept) and _follows(page.tokens, kept[-1], mention)
        is_named = mention.is_known or tag is EntityType.LOC or in_row
        is_other = tag is EntityType.PER and mention.feature is None
        if is_named and not is_other and not mention.blocked:
            kept.append(mention)
    return kept


def _follows(tokens: Sequence[Token], one: PlaceMention, other: PlaceMention) -> bool:
    between = [token.word for token in tokens[one.last + 1 : other.first]]
    if between == ["and"]:
        return True
    return not between and other.form.conjunction == "و" and tokens[other.first].is_joined


def _is_adjectival(page: _Page, mention: PlaceMention) -> bool:
    return _is_adjective(page, AliasMatch(mention.first, mention.last, mention.form, ()))


def _tag_of(page: _Page, mention: PlaceMention) -> EntityType | None:
    """Give the type of the tagger's span around a place, None where it saw none.

    A person's or an organisation's name that holds a place's name is no place.
    """
    start, end = page.tokens[mention.first].start, page.tokens[mention.last].end
    for span in page.spans:
        if span.start < end and start < span.end:
            longer = span.end - span.start > end - start + 1
            if span.type is EntityType.LOC or (longer and span.score >= _SURE_SPAN):
                return span.type
    return None


def _placed(page: _Page, mention: PlaceMention) -> Entity:
    place = mention.lookup.place
    fields = _place_fields(place) if place else {"reason": mention.lookup.reason}
    single = len(mention.candidates) == 1
    return _entity(
        page,
        mention.first,
        mention.last,
        mention.form,
        type=EntityType.LOC,
        method=(LinkMethod.ALIAS if single else LinkMethod.CONTEXT) if place else None,
        **fields,
    )


def _region_proposals(page: _Page) -> Iterator[_Proposal]:
    targets = {
        mention.first: (mention.last, mention.lookup.place)
        for mention in page.places
        if mention.lookup.place is not None
    }
    for at, actor in page.demonyms.items():
        place = _country_of(page, actor)
        if place is not None and not page.tokens[at].word.isascii():
            targets.setdefault(at, (at, place))
    for region in find_regions(page.tokens, targets, page.gazetteer, _homes(page)):
        entity = _entity(
            page,
            region.first,
            region.last,
            region.form,
            type=EntityType.LOC,
            method=LinkMethod.CONTEXT,
            **_place_fields(region.place),
        )
        yield _Proposal(first=region.first, last=region.last, rank=0, entity=entity)


def _homes(page: _Page) -> dict[int, str]:
    """Give, for each word, the country that "the country" means there: the last one that the
    sentence speaks of as a place or a people, else the one that the text is mostly about."""
    stated = {
        mention.first: mention.lookup.place.country
        for mention in page.places
        if mention.lookup.place is not None
    }
    for at, actor in page.demonyms.items():
        if actor.country and _institution(page, at) is None:
            stated[at] = actor.country
    homes: dict[int, str] = {}
    last = page.home
    for at, token in enumerate(page.tokens):
        if "." in token.gap or "\n" in token.gap:
            last = page.home or last
        last = stated.get(at) or last
        if last:
            homes[at] = last
    return homes


def _country_of(page: _Page, actor: ActorEntry) -> PlaceEntry | None:
    if actor.kind is not ActorKind.STATE or not actor.country:
        return None
    return page.gazetteer.place(f"iso-{actor.country}")


# Adjectives of countries


def _demonym_proposals(page: _Page) -> Iterator[_Proposal]:
    for at, actor in page.demonyms.items():
        form = _demonym_form(page, at)
        span = _institution(page, at)
        if span is not None:
            first, last = span
            form = form if first == at else _noun_form(page.tokens[first])
            match = AliasMatch(first, last, form, ())
            entity = _linked(page, match, actor, place=None, does=True, method=LinkMethod.CONTEXT)
            yield _Proposal(first=first, last=last, rank=2, entity=entity)
        elif (place := _country_of(page, actor)) is not None:
            entity = _entity(
                page,
                at,
                at,
                form,
                type=EntityType.LOC,
                score=_HINT_SCORE,
                reason="demonym",
                **_place_fields(place),
            )
            yield _Proposal(first=at, last=at, rank=4, entity=entity)


def _demonym_form(page: _Page, at: int) -> Form:
    forms = page.tokens[at].forms
    return next((f for f in forms if page.registry.demonym(f.text) is not None), forms[0])


def _institution(page: _Page, at: int) -> tuple[int, int] | None:
    """Give the words of the institution whose adjective stands at a word: «القوات التركية».

    The second adjective of two («القوات التركية والأمريكية») stands for its state alone.
    """
    tokens = page.tokens
    if tokens[at].word.isascii():
        span = _institution_after(tokens, at)
        if span is None and _is_and(tokens, at + 1) and at + 2 in page.demonyms:
            return (at, at) if _institution_after(tokens, at + 2) else None
        return span
    if at - 1 in page.demonyms and _demonym_form(page, at).conjunction:
        return (at, at) if _institution(page, at - 1) else None
    return _institution_before(page, at)


def _noun_form(token: Token) -> Form:
    nouns = _STATE_NOUNS_AR | _OFFICE_NOUNS
    return next((form for form in token.forms if form.text in nouns), token.forms[0])


def _is_and(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].word == "and" and tokens[at].is_joined


def _institution_before(page: _Page, at: int) -> tuple[int, int] | None:
    tokens = page.tokens
    found: int | None = None
    for first in range(at - 1, max(-1, at - 4), -1):
        if not tokens[first + 1].is_joined or first in page.demonyms:
            break
        if any(form.text in _STATE_NOUNS_AR | _OFFICE_NOUNS for form in tokens[first].forms):
            found = first
        elif not tokens[first].word.startswith("ال"):
            break
    return (found, at) if found is not None else None


def _institution_after(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    for last in range(at + 1, min(at + 4, len(tokens))):
        if not tokens[last].is_joined:
            return None
        word = tokens[last].word
        if last == at + 1 and tokens[last].gap == "-" and word in _NOT_STATE_AFTER:
            return None
        if word in _STATE_NOUNS_EN or word in _OFFICE_NOUNS:
            return at, last
        if word not in _ADJECTIVES_EN:
            return None
    return None


# Parties without a name


def _party_proposals(page: _Page) -> Iterator[_Proposal]:
    """ "The government", «المتمردون»: the state where one country is meant, else a bare noun.

    A bare noun has no actor, but an `actor_name` in English and a reason.
    """
    for party in find_parties(page.tokens):
        actor = _home_party(page, party)
        fields = (
            _actor_fields(actor) | {"method": LinkMethod.CONTEXT}
            if actor
            else {"actor_name": party.name, "reason": "a party that the text does not name"}
        )
        entity = _entity(
            page, party.first, party.last, party.form, score=_HINT_SCORE, acts=True, **fields
        )
        yield _Proposal(first=party.first, last=party.last, rank=3, entity=entity)


def _home_party(page: _Page, party: PartyMention) -> ActorEntry | None:
    if page.home is None or not party.is_state:
        return None
    is_army = party.name == "army"
    return page.registry.army(page.home) if is_army else page.registry.state(page.home)


# The tagger's spans


def _span_proposals(page: _Page) -> Iterator[_Proposal]:
    for span in page.spans:
        inside = [
            at
            for at, token in enumerate(page.tokens)
            if token.start < span.end and span.start < token.end
        ]
        if not inside:
            continue
        actor = _abbreviated(page, span, inside[-1])
        if actor is not None:
            match = AliasMatch(inside[0], inside[-1], page.tokens[inside[0]].forms[0], ())
            entity = _linked(page, match, actor, place=None, does=True, method=LinkMethod.CONTEXT)
            yield _Proposal(first=inside[0], last=inside[-1], rank=0, entity=entity)
            continue
        entity = Entity(
            start=span.start,
            end=span.end,
            text=span.text,
            type=span.type,
            score=span.score,
            acts=span.type is not EntityType.LOC,
            reason="not in the gazetteer" if span.type is EntityType.LOC else "not in the registry",
        )
        yield _Proposal(first=inside[0], last=inside[-1], rank=5, entity=entity)


def _abbreviated(page: _Page, span: Span, last: int) -> ActorEntry | None:
    """Give the actor whose short name follows a long one in brackets: «... (الأونروا)»."""
    if span.type is not EntityType.ORG or last + 1 >= len(page.tokens):
        return None
    if page.tokens[last + 1].gap.strip() != "(":
        return None
    for match in page.matches:
        if match.first == last + 1 and len(match.hits) == 1:
            return match.hits[0].actor
    return None


def _without_overlaps(proposals: Sequence[_Proposal]) -> list[_Proposal]:
    """Keep the longest of overlapping links; a span that linked to nothing yields to any link."""
    taken: set[int] = set()
    kept: list[_Proposal] = []

    def order(proposal: _Proposal) -> tuple[bool, int, int, int]:
        unlinked = proposal.rank == 5
        return unlinked, -(proposal.last - proposal.first), proposal.rank, proposal.first

    for proposal in sorted(proposals, key=order):
        covered = set(range(proposal.first, proposal.last + 1))
        if not covered & taken:
            taken |= covered
            kept.append(proposal)
    return kept


def _without_apposed_titles(entities: Sequence[Entity], text: str) -> Iterator[Entity]:
    """Drop a title that its holder's name follows («الرئيس التركي رجب طيب أردوغان»)."""
    for entity, following in zip_longest(entities, entities[1:]):
        is_title = entity.type is EntityType.PER and entity.method is not LinkMethod.ALIAS
        if (
            is_title
            and following is not None
            and following.type is EntityType.PER
            and text[entity.end : following.start].strip() in ("", ",", "،")
            and following.start - entity.end <= 2
        ):
            continue
        yield entity


def _within_sentences(
    entities: Iterator[Entity], sentences: Sequence[Sentence]
) -> Iterator[Entity]:
    """Drop names that run over the end of a sentence."""
    starts = [sentence.start for sentence in sentences]
    for entity in entities:
        if any(entity.start < start < entity.end for start in starts):
            continue
        yield replace(entity)
