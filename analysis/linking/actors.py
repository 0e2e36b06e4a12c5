"""Decides which actor an alias means, by what kind of name it is and what stands around it."""

from collections.abc import Iterator, Sequence

from analysis.linking.adjectives import is_adjective, is_counted
from analysis.linking.guarded import (
    is_enthusiasm,
    is_guarded_subject,
    is_paired,
    is_quoted,
    is_safe,
    is_tagged_alone,
)
from analysis.linking.page import (
    Bearer,
    Page,
    Proposal,
    is_other_name,
    main_countries,
    make_entity,
    make_linked,
    span_over,
    spans_over,
    surface,
    type_of,
)
from analysis.linking.places import is_blocked
from analysis.linking.registry import AliasMatch, Hit, valid_on
from analysis.linking.surnames import bearer_of, has_other_calling
from analysis.linking.syntax import Mention, decide, is_verb
from analysis.linking.words import by_code, words
from analysis.records import ActorEntry, Entity, PlaceEntry, Span
from analysis.terms import ActorKind, AliasKind, EntityType, LinkMethod, PlaceFeature

_STATE_NOUNS_AR = words("state_nouns_ar")
_STATE_NOUNS_EN = words("state_nouns_en")
_OFFICE_NOUNS = words("office_nouns_ar", "office_nouns_en")
_PLACE_BEFORE_OTHERS = words("place_before_others")
_OBJECT_FA = "را"  # stands behind the object of a Persian verb
_SCENE = words("place_before_ar", "place_before_en")
_GUARDED_SURNAMES = words("guarded_surnames")
_FORMER = words("former")
_FOLLOWERS = words("followers")
_BODIES = words("body_nouns")
_TAKING = words("taking_verbs", "reaching_verbs")
_SURE_BODY = 0.8  # score of a span that names a body
_BODY_WORDS = 3  # the least that its name has
_OBJECT_REACH = 7  # words between a verb and the capital that is its object
_AREAS = frozenset({PlaceFeature.REGION, PlaceFeature.ADM1})
_NAMESAKES = frozenset({PlaceFeature.ADM1, PlaceFeature.SETTLEMENT})
_CLIPPED = words("clipped_names")
_THEATRES = by_code("theatres")


def alias_proposals(page: Page) -> Iterator[Proposal]:
    acting = decide(page.tokens, _outermost(page.matches))
    for match in page.matches:
        does = acting.get(match.first, False) or _acts_elsewhere(page, match)
        entity = _aliased(page, match, does=does)
        if entity is not None:
            is_title = all(hit.alias.kind is AliasKind.TITLE for hit in match.hits)
            yield Proposal(
                first=match.first, last=match.last, rank=0, entity=entity, is_title=is_title
            )


def _acts_elsewhere(page: Page, match: AliasMatch) -> bool:
    """Of the languages whose verbs newsmon does not list, no word of place before is enough."""
    if page.document.lang in (None, "ar", "en") or match.form.preposition:
        return False
    if page.document.lang == "ru" and match.form.text != page.tokens[match.first].word:
        return False
    following = page.tokens[match.last + 1 : match.last + 2]
    if any(token.word == _OBJECT_FA for token in following):
        return False
    before = page.tokens[match.first - 1] if match.first else None
    if before is None or not page.tokens[match.first].is_joined:
        return True
    is_french = page.document.lang == "fr" and before.surface.casefold() in ("à", "a")
    return before.word not in _PLACE_BEFORE_OTHERS and not is_french


def _outermost(matches: Sequence[AliasMatch]) -> list[Mention]:
    found: list[Mention] = []
    for match in matches:
        if not found or match.first > found[-1].last:
            form = match.form
            found.append(Mention(match.first, match.last, form.preposition, form.conjunction))
    return found


def _aliased(page: Page, match: AliasMatch, *, does: bool) -> Entity | None:
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


def _named(page: Page, match: AliasMatch, hits: Sequence[Hit], does: bool) -> Entity | None:
    is_state = hits[0].actor.kind is ActorKind.STATE
    if match.first == match.last and has_other_calling(page, match):
        return None  # "Captain Fatah"
    wanted = EntityType.LOC if is_state else EntityType.ORG
    if is_adjective(page, match) or not is_safe(page, match, wanted):
        return None
    if is_enthusiasm(page, match):
        return None
    if is_state and (_is_part_of_name(page, match) or _is_elsewhere(page, match, hits)):
        return None
    actor, reason = _only(page, hits)
    if actor is None:
        kind = hits[0].actor.kind
        return make_entity(
            page, match.first, match.last, match.form, type=type_of(kind), reason=reason
        )
    place = _own_place(page, actor, match)
    if actor.kind is ActorKind.MEDIA and is_quoted(page, match):
        place = None  # «الشرق الأوسط» in quotes is the newspaper
    if place is not None and actor.kind is not ActorKind.STATE and not does:
        return None
    is_location = actor.kind is ActorKind.STATE and not _is_compounded(page, match)
    return make_linked(
        page,
        match,
        actor,
        place=place if is_location else None,
        does=does or place is None,
        method=LinkMethod.ALIAS,
    )


def _is_compounded(page: Page, match: AliasMatch) -> bool:
    """Tell "US-backed" from "US": nothing happens there."""
    following = page.tokens[match.last + 1 : match.last + 2]
    return bool(following) and following[0].gap == "-" and not following[0].is_capital


def _is_part_of_name(page: Page, match: AliasMatch) -> bool:
    """Tell "Jordan Smith" and «جامعة دمشق» from the country and the capital."""
    span = span_over(page, match)
    if span is not None and span.type is EntityType.PER and is_other_name(page, match, span):
        return not _is_joined(page, match)
    if span is not None and span.type is EntityType.ORG and _is_of_body(page, match, span):
        return True
    return is_blocked(page.tokens, match.first, match.last, is_country=False)


def _is_of_body(page: Page, match: AliasMatch, span: Span) -> bool:
    """Tell «لجنة أطباء السودان المركزية», "Sudan Doctors Committee" from the country."""
    if match.form.preposition or span.score < _SURE_BODY:
        return False
    inside = [t for t in page.tokens if span.start <= t.start < span.end]
    if len(inside) < _BODY_WORDS or any(t.word in _SCENE for t in inside):
        return False
    if match.form.text.isascii():
        return inside[-1].word in _BODIES and page.tokens[match.last].end < span.end
    return any(form.text in _BODIES for form in inside[0].forms)


def _is_joined(page: Page, match: AliasMatch) -> bool:
    """Tell «باكو ويريفان», two capitals that were tagged as one person."""
    before, after = match.first - 1, match.last + 1
    if page.tokens[match.first].word.startswith("و") and before in page.place_at:
        return True
    return after in page.place_at and page.tokens[after].word.startswith("و")


def _is_elsewhere(page: Page, match: AliasMatch, hits: Sequence[Hit]) -> bool:
    """Tell the Georgia of the United States, «عمان» of Jordan and «120 عسكريا روسيا» from the
    countries."""
    if is_counted(page.tokens, match.first):
        return True
    mention = page.place_at.get(match.first)
    place = mention.lookup.place if mention is not None else None
    if place is None or place.feature not in _NAMESAKES:
        return False
    return all(place.country != hit.actor.country for hit in hits)


def _metonym(page: Page, match: AliasMatch, hits: Sequence[Hit], does: bool) -> Entity | None:
    if _is_part_of_name(page, match):
        return None
    actor, _ = _only(page, hits)
    is_place = bool(page.gazetteer.candidates(surface(page, match)))
    if actor is None or _is_unit(page, match) or (is_place and _is_reached(page, match)):
        return None
    if is_place and not does and not _is_taken_for_actor(page, match):
        return None
    return make_linked(page, match, actor, place=None, does=True, method=LinkMethod.CONTEXT)


def _is_reached(page: Page, match: AliasMatch) -> bool:
    """Tell «دخلت الفصائل دمشق», a city that is entered, from «دخلت دمشق الحرب»."""
    if match.form.cut:
        return False
    tokens, first = page.tokens, match.first
    for at in range(first - 1, max(-1, first - _OBJECT_REACH), -1):
        if not tokens[at + 1].is_joined or any(f.text in _SCENE for f in tokens[at].forms):
            return False
        if any(form.text in _TAKING for form in tokens[at].forms):
            if at < first - 1:
                return True
            continue  # «ضربت هجمات باريس»
        if is_verb(tokens[at]) and not _is_named(page, at):
            return False
    return False


def _is_named(page: Page, at: int) -> bool:
    names = (page.match_at.get(first) for first in range(max(0, at - _OBJECT_REACH), at + 1))
    return any(name is not None and name.last >= at for name in names)


def _is_taken_for_actor(page: Page, match: AliasMatch) -> bool:
    """A capital alone that the tagger takes for a person or a body acts, but for «في»."""
    span = span_over(page, match)
    if span is None or span.type is EntityType.LOC or not is_tagged_alone(page, match):
        return False
    if match.form.conjunction and match.first - 1 in page.place_ends:
        return False  # «إلى صيدا وبيروت»
    if match.form.preposition or match.first == 0:
        return not match.form.preposition
    before = page.tokens[match.first - 1]
    is_object = before.word.endswith("ed") and page.tokens[match.first].is_joined
    return not is_object and not any(form.text in _SCENE for form in before.forms)


def _is_unit(page: Page, match: AliasMatch) -> bool:
    """Tell "Washington state", "Khartoum airport" from the capital that acts."""
    mention = page.place_at.get(match.first)
    return mention is not None and mention.feature is not None


def _shortened(page: Page, match: AliasMatch, hits: Sequence[Hit], does: bool) -> Entity | None:
    wanted = EntityType.PER if hits[0].actor.kind is ActorKind.PERSON else EntityType.ORG
    if not is_safe(page, match, wanted):
        return None
    if wanted is EntityType.PER:
        if has_other_calling(page, match):
            return None
        bearer = bearer_of(page, match, hits)
        if bearer is not None:
            return _as_bearer(page, match, bearer)
    nearby = {hit.actor.id: hit for hit in hits if hit.actor.id in page.named}
    span = span_over(page, match)
    if len(nearby) == 1 and not is_other_name(page, match, span):
        actor: ActorEntry | None = next(iter(nearby.values())).actor
    elif surface(page, match) in _CLIPPED:
        actor = _actor_of_context(page, hits) if does or is_tagged_alone(page, match) else None
    elif span is not None and _fits(page, match, span, hits[0].actor):
        actor, reason = _only(page, hits)
        if actor is None:
            return make_entity(
                page, match.first, match.last, match.form, type=span.type, reason=reason
            )
    elif (
        _is_commander(page, match)
        or is_paired(page, match)
        or _is_plain(page, match, hits)
        or (wanted is EntityType.PER and is_guarded_subject(page, match))
    ):
        actor, _ = _only(page, hits)
    else:
        actor = _actor_of_context(page, hits)
    if actor is None:
        return None
    return make_linked(page, match, actor, place=None, does=True, method=LinkMethod.CONTEXT)


def _is_plain(page: Page, match: AliasMatch, hits: Sequence[Hit]) -> bool:
    """Trust an Arabic surname that the tagger missed where it is no word and no place."""
    if hits[0].actor.kind is not ActorKind.PERSON or match.form.text.isascii():
        return False
    if spans_over(page, max(0, match.first - 1), match.last + 1):
        return False
    if match.form.text in _GUARDED_SURNAMES:
        return False
    return not page.gazetteer.candidates(surface(page, match))


def _as_bearer(page: Page, match: AliasMatch, bearer: Bearer) -> Entity | None:
    """The text itself names who bears the surname; a stranger is nobody of the registry."""
    if bearer.actor is None or is_other_name(page, match, span_over(page, match)):
        return None
    return make_linked(page, match, bearer.actor, place=None, does=True, method=LinkMethod.CONTEXT)


def _is_commander(page: Page, match: AliasMatch) -> bool:
    """«قوات الأسد», "Assad's forces": whose forces they are is a person, not a lion."""
    tokens = page.tokens
    before = tokens[match.first - 1] if match.first and tokens[match.first].is_joined else None
    nouns = _STATE_NOUNS_AR | _OFFICE_NOUNS | _FOLLOWERS
    if before and not match.form.cut and any(form.text in nouns for form in before.forms):
        return True
    following = tokens[match.last + 1 : match.last + 2]
    nouns = _STATE_NOUNS_EN | _FOLLOWERS
    return tokens[match.last].is_possessive and any(t.word in nouns for t in following)


def _fits(page: Page, match: AliasMatch, span: Span, actor: ActorEntry) -> bool:
    """Trust the tag; a surname that is no place and no word is trusted under any tag."""
    if actor.kind is not ActorKind.PERSON:
        return span.type is EntityType.ORG and not is_other_name(page, match, span)
    if span.type is EntityType.PER:
        return not is_other_name(page, match, span)
    if match.form.text in _GUARDED_SURNAMES:
        return False
    return is_tagged_alone(page, match) and not _is_known_place(page, match)


def _is_known_place(page: Page, match: AliasMatch) -> bool:
    """Tell Sharon and a hamlet called so from a town that the news speaks of."""
    main = main_countries(page)
    is_at_home = any(hit.actor.country in main for hit in match.hits)
    return any(
        (place.population or place.feature is not PlaceFeature.SETTLEMENT)
        and (not is_at_home or place.country in main)
        for place in page.gazetteer.candidates(surface(page, match))
    )


def _actor_of_context(page: Page, hits: Sequence[Hit]) -> ActorEntry | None:
    """A clipped name of a group or a state («النظام», "rebels") in a text about its country."""
    fitting = {
        hit.actor.id: hit.actor
        for hit in hits
        if hit.actor.kind is not ActorKind.PERSON
        and hit.actor.kind is not ActorKind.MEDIA
        and not main_countries(page).isdisjoint(_theatres(hit.actor))
    }
    return next(iter(fitting.values())) if len(fitting) == 1 else None


def _theatres(actor: ActorEntry) -> set[str]:
    """Give the countries in whose news a clipped name means this actor."""
    return {actor.country} - {""} | {c for c, key in _THEATRES.items() if key == actor.id}


def _titled(page: Page, match: AliasMatch, hits: Sequence[Hit]) -> Entity | None:
    titles = [hit for hit in match.hits if hit.alias.kind is AliasKind.TITLE]
    if not titles or _is_former(page, match):
        return None
    held = {hit.actor.id: hit.actor for hit in hits if hit.alias.kind is AliasKind.TITLE}
    if len(held) == 1:
        actor = next(iter(held.values()))
        return make_linked(page, match, actor, place=None, does=True, method=LinkMethod.CONTEXT)
    reason = "no known holder at that date" if not held else "several holders: date unknown"
    return make_entity(
        page, match.first, match.last, match.form, type=EntityType.PER, acts=True, reason=reason
    )


def _is_former(page: Page, match: AliasMatch) -> bool:
    around = page.tokens[max(0, match.first - 1) : match.first]
    following = page.tokens[match.last + 1 : match.last + 2]
    return any(token.word in _FORMER for token in (*around, *following))


def _only(page: Page, hits: Sequence[Hit]) -> tuple[ActorEntry | None, str | None]:
    actors = {hit.actor.id: hit.actor for hit in hits}
    if len(actors) > 1:
        for narrower in (
            {key: a for key, a in actors.items() if key in page.named},
            {key: a for key, a in actors.items() if a.country in main_countries(page)},
            {} if page.day else {h.actor.id: h.actor for h in hits if h.alias.valid_to is None},
        ):
            if len(narrower) == 1:
                actors = narrower
                break
    if len(actors) == 1:
        return next(iter(actors.values())), None
    return None, "ambiguous: " + " or ".join(sorted(a.name_en for a in actors.values()))


def _own_place(page: Page, actor: ActorEntry, match: AliasMatch) -> PlaceEntry | None:
    """Give the place that is spelled like its government: «سوريا», "Kurdistan Region".

    «الحكومة السورية» and people have none.
    """
    if actor.kind is ActorKind.PERSON:
        return None
    for place in page.gazetteer.candidates(surface(page, match)):
        is_country = place.feature is PlaceFeature.COUNTRY and place.country == actor.country
        if is_country or (actor.kind is not ActorKind.STATE and place.feature in _AREAS):
            return place
    return None
