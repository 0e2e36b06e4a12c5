"""Decides which names are places in this text, and composes the parts of countries."""

from collections.abc import Iterator, Sequence

from analysis.linking_adjectives import institution, is_adjective, is_counted
from analysis.linking_page import (
    Page,
    Proposal,
    country_of,
    main_countries,
    make_entity,
    place_fields,
    span_over,
    spans_over,
)
from analysis.linking_places import (
    PlaceMention,
    find_regions,
)
from analysis.linking_registry import AliasMatch
from analysis.linking_tokens import Token
from analysis.linking_words import words
from analysis.records import (
    Entity,
    EntityType,
    LinkMethod,
    PlaceFeature,
)

_GAZA = "reg-gaza-strip"
_SURE_SPAN = 0.6  # a span of lower score does not swallow a place


_PREPOSITIONS = words("place_before_ar", "place_before_en")


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
    for mention in mentions:
        tag = _tag_of(page, mention)
        in_row = bool(kept) and _follows(page.tokens, kept[-1], mention)
        is_tagged = tag is EntityType.LOC and not (mention.is_common and _is_wider(page, mention))
        is_named = mention.is_known or is_tagged or (in_row and not mention.is_common)
        is_other = mention.feature is None and (
            tag is EntityType.PER or (tag is EntityType.ORG and _names_institution(page, mention))
        )
        if is_named and not is_other and not mention.blocked:
            kept.append(mention)
    return kept


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
    if between == ["and"]:
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
        form = next((form for form in token.forms if form.text == "القطاع"), None)
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
