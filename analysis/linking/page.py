"""A document while it is linked, and how a link of it is written down."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from analysis.gazetteer import Gazetteer, PlaceContext
from analysis.linking.places import (
    PlaceMention,
)
from analysis.linking.registry import AliasMatch, NameIndex, Registry
from analysis.linking.words import words
from analysis.records import ActorEntry, Document, Entity, PlaceEntry, Span
from analysis.romanise import is_given_name
from analysis.terms import ActorKind, EntityType, LinkMethod
from analysis.word_forms import Form, Token

_RANKS = words("ranks")
# Whom «الاحتلال» means in a text about these countries.
_NEIGHBOURS = {"PSE": "ISR", "LBN": "ISR"}
_LED_BY = "بل"
_SHORTEST_LEAD = 4  # letters
_NAME_SCORE = 0.95  # an unambiguous alias in the text
_CONTEXT_SCORE = 0.8  # a reading that the rest of the text decided


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A link of words `first..last`; the longest of overlapping ones wins, then the rank."""

    first: int
    last: int
    rank: int
    entity: Entity
    is_title: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearer:
    """Someone named in full from word `first` on; no `actor`: nobody of the registry."""

    first: int
    given: str
    actor: ActorEntry | None


@dataclass(slots=True, kw_only=True)
class Page:
    """A document while it is linked: its words, and what has been found in it so far.

    `tagged` holds the indexes of the spans over each word; `match_at` and `place_at` hold the
    names by their first word, `match_ends` and `place_ends` their last words.
    """

    document: Document
    tokens: tuple[Token, ...]
    spans: tuple[Span, ...]
    registry: Registry
    gazetteer: Gazetteer
    tagged: dict[int, list[int]] = field(default_factory=dict)
    matches: list[AliasMatch] = field(default_factory=list)
    match_at: dict[int, AliasMatch] = field(default_factory=dict)
    places: list[PlaceMention] = field(default_factory=list)
    place_at: dict[int, PlaceMention] = field(default_factory=dict)
    match_ends: frozenset[int] = frozenset()
    place_ends: frozenset[int] = frozenset()
    demonyms: dict[int, ActorEntry] = field(default_factory=dict)
    context: PlaceContext = field(default_factory=PlaceContext)
    home: str | None = None
    named: frozenset[str] = frozenset()
    families: Mapping[str, Sequence[Bearer]] = field(default_factory=dict)

    @property
    def names(self) -> NameIndex:
        return self.registry.names(self.document.lang)

    @property
    def day(self) -> date | None:
        return self.document.published_on


def make_entity(page: Page, first: int, last: int, form: Form, **fields: object) -> Entity:
    start = page.tokens[first].start_of(form)
    end = page.tokens[last].end
    defaults: dict[str, object] = {"type": EntityType.ORG, "score": _NAME_SCORE}
    return Entity(
        start=start,
        end=end,
        text=page.document.text[start:end],
        **(defaults | fields),  # type: ignore[arg-type]
    )


def is_other_name(page: Page, match: AliasMatch, span: Span | None) -> bool:
    """Tell a namesake: «ماهر الأسد» is not the Assad whom the text named in full."""
    if span is None or span.type is EntityType.LOC:
        return False
    if span.end < page.tokens[match.last].end:
        return False  # the alias goes on: "Assad" within "Assad's regime"
    return span.end - max(span.start, _after_ranks(page, match, span)) > (
        len(surface(page, match)) + 3
    )


def _after_ranks(page: Page, match: AliasMatch, span: Span) -> int:
    """Give where the name itself begins in «الرئيس عون», "General Aoun"."""
    at = match.first
    while at and page.tokens[at - 1].start >= span.start:
        at -= 1
    while at < match.first and (page.tokens[at].word in _RANKS or is_lead_in(page.tokens[at])):
        at += 1
    return page.tokens[at].start


def is_lead_in(token: Token) -> bool:
    """Tell «بعودة», which the tagger takes along with the person after it, from a given name."""
    is_led = token.word[0] in _LED_BY and len(token.word) > _SHORTEST_LEAD
    return is_led and not is_given_name(token.surface)


def main_countries(page: Page) -> set[str]:
    counts = page.context.countries
    most = max(counts.values(), default=0)
    main = {country for country, count in counts.items() if count * 2 >= most}
    return main | {_NEIGHBOURS[country] for country in main if country in _NEIGHBOURS}


def surface(page: Page, match: AliasMatch) -> str:
    words_ = [match.form.text, *(t.word for t in page.tokens[match.first + 1 : match.last + 1])]
    return " ".join(words_)


def make_linked(
    page: Page,
    match: AliasMatch,
    actor: ActorEntry,
    *,
    place: PlaceEntry | None,
    does: bool,
    method: LinkMethod,
) -> Entity:
    score = _NAME_SCORE if method is LinkMethod.ALIAS else _CONTEXT_SCORE
    return make_entity(
        page,
        match.first,
        match.last,
        match.form,
        type=EntityType.LOC if place else type_of(actor.kind),
        score=score,
        **actor_fields(actor),
        **(place_fields(place) if place else {}),
        acts=does,
        method=method,
    )


def type_of(kind: ActorKind) -> EntityType:
    return EntityType.PER if kind is ActorKind.PERSON else EntityType.ORG


def actor_fields(actor: ActorEntry) -> dict[str, object]:
    return {"actor": actor.id, "actor_name": actor.name_en, "actor_kind": actor.kind}


def place_fields(place: PlaceEntry) -> dict[str, object]:
    return {
        "place": place.id,
        "place_name": place.name_en,
        "place_country": place.country or None,
    }


def span_over(page: Page, match: AliasMatch) -> Span | None:
    return next(iter(spans_over(page, match.first, match.last)), None)


def spans_over(page: Page, first: int, last: int) -> list[Span]:
    """Give the tagger's spans over words `first..last`, in their order."""
    found = {index for at in range(first, last + 1) for index in page.tagged.get(at, ())}
    return [page.spans[index] for index in sorted(found)]


def tagged_words(tokens: Sequence[Token], spans: Sequence[Span]) -> dict[int, list[int]]:
    """Give the indexes of the spans over each word."""
    ends = [token.end for token in tokens]
    starts = [token.start for token in tokens]
    found: dict[int, list[int]] = {}
    for index, span in enumerate(spans):
        for at in range(bisect_right(ends, span.start), bisect_left(starts, span.end)):
            found.setdefault(at, []).append(index)
    return found


def country_of(page: Page, actor: ActorEntry) -> PlaceEntry | None:
    if actor.kind is not ActorKind.STATE or not actor.country:
        return None
    return page.gazetteer.place(f"iso-{actor.country}")
