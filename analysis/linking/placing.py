"""Decides which names are places in this text, and composes the parts of countries."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from analysis.gazetteer import is_beside, same_spot
from analysis.linking.adjectives import institution, is_adjective, is_counted
from analysis.linking.page import (
    Page,
    Proposal,
    country_of,
    main_countries,
    make_entity,
    place_fields,
    span_over,
    spans_over,
)
from analysis.linking.places import PlaceMention
from analysis.linking.regions import find_regions
from analysis.linking.registry import AliasMatch
from analysis.linking.words import by_word, words
from analysis.records import Entity, PlaceEntry, Span
from analysis.terms import EntityType, LinkMethod, PlaceFeature
from analysis.word_forms import Token

_GAZA = "reg-gaza-strip"
_THE_STRIP = "القطاع"
_DOUBTFUL = 0.9  # a span of lower score may be of the wrong type
_HARDLY = 0.7  # a person of lower score may be a town
_TOWN = 50_000  # people; smaller places bear the names of people more often
_SITES = frozenset({PlaceFeature.SITE, PlaceFeature.CAMP})
_SURE_SPAN = 0.6  # a span of lower score does not swallow a place


_PREPOSITIONS = words("place_before_ar", "place_before_en")
_CUES = frozenset(by_word("feature_before_ar"))
_ORDINARY = words("ordinary_words")
_TAKERS = words("takers")
_TAKEN = words("taken_nouns", "taken_nouns_others")
_OTHER_PREPOSITIONS = words("place_before_others")
_SURE = words("sure_place_nouns")
_PLACE_NOUNS = words("sure_place_nouns", "place_nouns")
_TAKING = words("taking_verbs")
_BESIDE = words("beside")
_REACH = 6  # words between a verb and the town that is taken


def place_proposals(page: Page) -> Iterator[Proposal]:
    for mention in page.places:
        if not _is_adjectival(page, mention):
            entity = _placed(page, mention)
            yield Proposal(first=mention.first, last=mention.last, rank=1, entity=entity)


def accepted(page: Page, mentions: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Drop what only looks like a place: a common word, a part of another name.

    A village without a tag is taken for one where it stands in a row with another place.
    """
    kept: list[PlaceMention] = []
    for mention in map(partial(_of_its_country, page), mentions):
        tag = _tag_of(page, mention)
        in_row = bool(kept) and _follows(page.tokens, kept[-1], mention)
        if in_row and mention.is_common and not _is_ordinary(mention):
            beside = tuple(p for p in mention.candidates if _lies_by(p, kept[-1]))
            mention = replace(mention, candidates=beside, is_common=False) if beside else mention
        if tag is None and _is_hardly_person(page, mention):
            tag = EntityType.LOC
        is_tagged = tag is EntityType.LOC and not (mention.is_common and _is_wider(page, mention))
        is_named = mention.is_known or is_tagged or (in_row and not mention.is_common)
        is_other = (mention.feature is None and not (in_row and _is_row(page, mention))) and (
            tag is EntityType.PER or (tag is EntityType.ORG and _names_institution(page, mention))
        )
        if is_named and not is_other and not mention.blocked and not mention.is_respelled:
            kept.append(mention)
    return kept


def _of_its_country(page: Page, mention: PlaceMention) -> PlaceMention:
    """Read «أدري التشادية», "Egyptian Rafah" as the place in the country of the adjective."""
    at = mention.first - 1 if mention.form.text.isascii() else mention.last + 1
    actor = page.demonyms.get(at)
    is_joined = actor is not None and page.tokens[max(at, mention.first)].is_joined
    among = tuple(p for p in mention.candidates if actor and p.country == actor.country)
    if not among or not is_joined or _is_ordinary(mention) or mention.form.text in _CUES:
        return mention
    tagged = spans_over(page, min(at, mention.first), min(at, mention.first))
    is_told = any(span.type is EntityType.LOC for span in tagged)
    if among[0].feature is PlaceFeature.COUNTRY or (mention.is_common and not is_told):
        return mention
    return replace(mention, candidates=among, is_common=False, is_known=True)


def _is_ordinary(mention: PlaceMention) -> bool:
    """Tell «زيارة», «منزله», which are villages too: no neighbour makes places of them."""
    return mention.first == mention.last and mention.form.text in _ORDINARY


def _is_hardly_person(page: Page, mention: PlaceMention) -> bool:
    """Take what the tagger hardly takes for a person for the town that alone has that name."""
    spans = spans_over(page, mention.first, mention.last)
    width = page.tokens[mention.last].end - page.tokens[mention.first].start
    is_weak = all(s.score < _HARDLY and s.end - s.start <= width + 1 for s in spans)
    if not spans or not is_weak or mention.is_common or mention.first in page.match_at:
        return False
    (first, *others) = mention.candidates
    is_site = first.feature in _SITES
    return not others and (is_site or first.population >= _TOWN)


def _is_row(page: Page, mention: PlaceMention) -> bool:
    """Tell «وإيزيوم وليمان», tagged as one, from an institution: every word of it is a place."""
    span = span_over(page, AliasMatch(mention.first, mention.last, mention.form, ()))
    if span is None or span.type is EntityType.PER:
        return False
    inside = [t for t in page.tokens[mention.first - 3 : mention.last + 4] if _is_in(t, span)]
    return all(any(page.gazetteer.named(form.text) for form in t.forms) for t in inside)


def _is_in(token: Token, span: Span) -> bool:
    return span.start <= token.start < span.end


def _lies_by(place: PlaceEntry, neighbour: PlaceMention) -> bool:
    """Say whether «مرجعيون والخيام» are two places beside one another."""
    return any(
        place.latitude is not None and same_spot(place, other) and other.latitude is not None
        for other in neighbour.candidates
        if other.id != place.id
    )


def accepted_in_context(page: Page, mentions: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Take a small town without a tag for one behind a preposition or a siege, where it lies in
    a country that the text is about or beside another place of it.

    Of a common word («القصير») only the places that others of the text lie near to are meant,
    or one that is fought for.
    """
    main = main_countries(page)
    kept: list[PlaceMention] = []
    for mention in mentions:
        near = tuple(p for p in mention.candidates if is_beside(p, page.context))
        home = tuple(p for p in mention.candidates if p.country in main and _is_town(p))
        is_sure = bool(near) or _is_fought_for(page, mention) or _follows_noun(page, mention, _SURE)
        is_meant = mention.is_common and not is_sure
        among = near or home or _told(page, mention, main)
        is_tagged = bool(spans_over(page, mention.first, mention.last))
        is_placed = _is_mistagged(page, mention) if is_tagged else _is_placed(page, mention)
        if mention.is_respelled:
            is_placed = is_tagged and _is_tagged_place(page, mention)
        is_placed = is_placed or (not mention.form.cut and _is_taken_by(page, mention))
        if not among or is_meant or mention.blocked or not is_placed or _is_ordinary(mention):
            continue
        kept.append(replace(mention, candidates=among))
    return kept


def _is_tagged_place(page: Page, mention: PlaceMention) -> bool:
    """Say whether the tagger took these words, and no more, for a place."""
    first, last = page.tokens[mention.first], page.tokens[mention.last]
    return any(
        span.type is EntityType.LOC
        and span.end <= last.end + 1
        and span.start >= first.start_of(mention.form) - 1
        for span in spans_over(page, mention.first, mention.last)
    )


def _is_mistagged(page: Page, mention: PlaceMention) -> bool:
    """Take a name alone for a town of the country at hand, even where the tagger doubtfully
    sees a person."""
    spans = spans_over(page, mention.first, mention.last)
    match = page.match_at.get(mention.first)
    width = page.tokens[mention.last].end - page.tokens[mention.first].start
    is_alone = all(span.end - span.start <= width + 1 for span in spans)
    is_doubtful = all(span.score < _DOUBTFUL for span in spans)
    is_doubtful = is_doubtful or _follows_noun(page, mention, _TAKEN)
    return is_alone and is_doubtful and match is None and not mention.is_common


def _told(page: Page, mention: PlaceMention, main: set[str]) -> tuple[PlaceEntry, ...]:
    """Give the towns of a name that is fought for or has streets, and the villages of the country
    at hand that one goes to."""
    if _is_fought_for(page, mention) or _follows_noun(page, mention, _SURE):
        return _towns(mention)
    if mention.is_common or not _follows_noun(page, mention, _PLACE_NOUNS):
        return ()
    return tuple(place for place in mention.candidates if place.country in main)


def _follows_noun(page: Page, mention: PlaceMention, nouns: frozenset[str]) -> bool:
    before = page.tokens[mention.first - 1] if mention.first else None
    if before is None or mention.form.cut or not page.tokens[mention.first].is_joined:
        return False
    return any(form.text in nouns for form in before.forms)


def _towns(mention: PlaceMention) -> tuple[PlaceEntry, ...]:
    return tuple(filter(_is_town, mention.candidates))


def _is_town(place: PlaceEntry) -> bool:
    return place.population > 0 or place.feature is not PlaceFeature.SETTLEMENT


def _is_placed(page: Page, mention: PlaceMention) -> bool:
    """Tell «في رداع», «سقوط شوشا» from a word of the same letters."""
    if mention.form.preposition in ("ب", "ل"):
        return not mention.is_common
    before = page.tokens[mention.first - 1] if mention.first else None
    if before is None or not page.tokens[mention.first].is_joined:
        return False
    if any(form.text in _PREPOSITIONS | _TAKEN | _PLACE_NOUNS for form in before.forms):
        return True
    if page.document.lang not in ("ar", "en") and before.word in _OTHER_PREPOSITIONS:
        return True
    return not mention.form.cut and _is_taken_by(page, mention)


def _is_taken_by(page: Page, mention: PlaceMention) -> bool:
    """«دخل حزب الله القصير»: who takes it stands between the verb and the town."""
    at = mention.first - 1
    while at > 0 and at in page.demonyms and not page.tokens[at].word.isascii():
        at -= 1  # «قصف الطيران الروسي الأتارب»
    is_party = any(form.text in _TAKERS for form in page.tokens[at].forms)
    is_actor = is_party or at in page.match_ends
    return is_actor and _is_fought_for(page, mention)


def _is_fought_for(page: Page, mention: PlaceMention) -> bool:
    around = page.tokens[max(0, mention.first - _REACH) : mention.first]
    return any(form.text in _TAKING for token in around for form in token.forms)


def _is_wider(page: Page, mention: PlaceMention) -> bool:
    """Tell «حلب الشرقية», tagged as one, from the province «الشرقية»."""
    span = span_over(page, AliasMatch(mention.first, mention.last, mention.form, ()))
    width = page.tokens[mention.last].end - page.tokens[mention.first].start
    return span is not None and span.end - span.start > width + 1


def _names_institution(page: Page, mention: PlaceMention) -> bool:
    """Tell "Gaza Health Ministry" from «الجيش في حلب»: a preposition parts place and name."""
    if mention.form.preposition or mention.candidates[0].feature is PlaceFeature.COUNTRY:
        return False
    before = page.tokens[mention.first - 1] if mention.first else None
    return before is None or not any(form.text in _PREPOSITIONS for form in before.forms)


def _follows(tokens: Sequence[Token], one: PlaceMention, other: PlaceMention) -> bool:
    between = [token.word for token in tokens[one.last + 1 : other.first]]
    if between == ["and"] or (len(between) == 1 and between[0] in _BESIDE):
        return True
    return not between and other.form.conjunction == "و" and tokens[other.first].is_joined


def _is_adjectival(page: Page, mention: PlaceMention) -> bool:
    match = AliasMatch(mention.first, mention.last, mention.form, ())
    return is_adjective(page, match) or is_counted(page.tokens, mention.first)


def _tag_of(page: Page, mention: PlaceMention) -> EntityType | None:
    """Give the type of the tagger's span around a place, None where it saw none.

    A person's or an organisation's name that holds a place's name is no place.
    """
    width = page.tokens[mention.last].end - page.tokens[mention.first].start
    for span in spans_over(page, mention.first, mention.last):
        longer = span.end - span.start > width + 1
        if span.type is EntityType.LOC or (longer and span.score >= _SURE_SPAN):
            return span.type
    return None


def _placed(page: Page, mention: PlaceMention) -> Entity:
    place = mention.lookup.place
    fields = place_fields(place) if place else {"reason": mention.lookup.reason}
    single = len(mention.candidates) == 1
    return make_entity(
        page,
        mention.first,
        mention.last,
        mention.form,
        type=EntityType.LOC,
        method=(LinkMethod.ALIAS if single else LinkMethod.CONTEXT) if place else None,
        **fields,
    )


def region_proposals(page: Page) -> Iterator[Proposal]:
    targets = {
        mention.first: (mention.last, mention.lookup.place)
        for mention in page.places
        if mention.lookup.place is not None
    }
    for at, actor in page.demonyms.items():
        place = country_of(page, actor)
        is_whole = page.names.paired_demonym(page.tokens, at) is not None  # «جنوب سوداني»
        if place is not None and not is_whole and not page.tokens[at].word.isascii():
            targets.setdefault(at, (at, place))
    for region in find_regions(page.tokens, targets, page.gazetteer, _homes(page)):
        entity = make_entity(
            page,
            region.first,
            region.last,
            region.form,
            type=EntityType.LOC,
            method=LinkMethod.CONTEXT,
            **place_fields(region.place),
        )
        yield Proposal(first=region.first, last=region.last, rank=0, entity=entity)


def strip_proposals(page: Page) -> Iterator[Proposal]:
    """«القطاع» in a text about Palestine is Gaza, unless an adjective makes it a sector."""
    gaza = page.gazetteer.place(_GAZA)
    if gaza is None or "PSE" not in main_countries(page):
        return
    for at, token in enumerate(page.tokens):
        form = next((form for form in token.forms if form.text == _THE_STRIP), None)
        form = form or (token.forms[0] if token.surface == "Strip" else None)
        following = page.tokens[at + 1 : at + 2]
        if form is None or any(t.is_joined and t.word.startswith("ال") for t in following):
            continue
        fields = place_fields(gaza)
        entity = make_entity(
            page, at, at, form, type=EntityType.LOC, method=LinkMethod.CONTEXT, **fields
        )
        yield Proposal(first=at, last=at, rank=1, entity=entity)


def _homes(page: Page) -> dict[int, str]:
    """Give, for each word, the country that "the country" means there: the last one that the
    sentence speaks of as a place or a people, else the one that the text is mostly about."""
    stated = {
        mention.first: mention.lookup.place.country
        for mention in page.places
        if mention.lookup.place is not None
    }
    for at, actor in page.demonyms.items():
        if actor.country and institution(page, at) is None:
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
