"""Reads offices that the text names only in part: «ونظيره التركي», "the UN envoy".

A counterpart holds the same office in another country; of an envoy without a country, that of the
text is meant. Several holders, or none at that date, give no link.
"""

from collections.abc import Iterable, Iterator, Sequence

from analysis.linking.page import Page, Proposal, make_linked
from analysis.linking.registry import AliasMatch, valid_on
from analysis.linking.words import words
from analysis.records import ActorEntry
from analysis.terms import ActorKind, AliasKind, LinkMethod
from analysis.word_forms import tokenise

_COUNTERPARTS = words("counterparts")
_ENVOYS = tuple(tuple(title.split(" ")) for title in sorted(words("bare_envoys"), key=len)[::-1])
_OFFICES = tuple(tuple(title.split(" ")) for title in sorted(words("bare_offices"), key=len)[::-1])
_ITS = frozenset({"its", "country"})
_HIS = frozenset({"his", "her"})
_INITIALS = frozenset({"us", "uk", "un"})  # what is in a title instead of an adjective
_TO = ("الي", "to", "for")


def counterpart_proposals(page: Page, named: Sequence[Proposal]) -> Iterator[Proposal]:
    """Link «نظيره التركي», "his Turkish counterpart" to who holds the office named before."""
    people = [p for p in named if _is_person(page, p)]
    for at, token in enumerate(page.tokens):
        form = next((form for form in token.forms if form.text in _COUNTERPARTS), None)
        adjective = at - 1 if token.word.isascii() else at + 1
        before = [p for p in people if p.last < at]
        if form is None or adjective not in page.demonyms or not before:
            continue
        country = _adjective(page, adjective)
        office = _office_between(page, before[-1].last + 1, at)
        titles = [office] if office else _titles(page, before[-1])
        actor = _only_holder(page, (_swapped(page, title, country) for title in titles))
        if actor is None:
            continue
        first, last = sorted((at, adjective))
        form = form if first == at else page.tokens[first].forms[0]
        yield _linked(page, AliasMatch(first, last, form, ()), actor)


def envoy_proposals(page: Page) -> Iterator[Proposal]:
    """Link «المبعوث الأممي» to who is that for the country that the text is about."""
    home = _names(page, page.home)
    for match, title in _bare_titles(page, _ENVOYS):
        following = page.tokens[match.last + 1 : match.last + 2]
        keys = [(*title, to, *name) for to in _TO for name in home]
        if not any(token.is_joined and token.word in _TO for token in following):
            yield from _held(page, match, keys)


def owned_proposals(page: Page, named: Sequence[Proposal]) -> Iterator[Proposal]:
    """Link "its prime minister" and, of the person named before, "his foreign minister"."""
    people = [p for p in named if _is_person(page, p)]
    for match, title in _bare_titles(page, _OFFICES):
        owner = page.tokens[match.first - 1].word if match.first else ""
        country = page.home
        if owner in _HIS:
            before = [p.entity.actor for p in people if p.last < match.first]
            person = page.registry.actor(before[-1] or "") if before else None
            country = person.country if person is not None else None
        if owner in _HIS | _ITS:
            yield from _held(page, match, [(*name, *title) for name in _names(page, country)])


def _names(page: Page, country: str | None) -> list[tuple[str, ...]]:
    place = page.gazetteer.place(f"iso-{country}")
    names = (place.name_en, place.name_ar) if place is not None else ()
    return [tuple(token.word for token in tokenise(name)) for name in names]


def _bare_titles(
    page: Page, titles: Iterable[tuple[str, ...]]
) -> Iterator[tuple[AliasMatch, tuple[str, ...]]]:
    for at, token in enumerate(page.tokens):
        for title in titles:
            form = next((form for form in token.forms if form.text == title[0]), None)
            rest = tuple(t.word for t in page.tokens[at + 1 : at + len(title)] if t.is_joined)
            if form is not None and rest == title[1:]:
                yield AliasMatch(at, at + len(title) - 1, form, ()), title
                break


def _held(page: Page, match: AliasMatch, keys: Iterable[tuple[str, ...]]) -> Iterator[Proposal]:
    actor = _only_holder(page, keys)
    if actor is not None:
        yield _linked(page, match, actor)


def _linked(page: Page, match: AliasMatch, actor: ActorEntry) -> Proposal:
    entity = make_linked(page, match, actor, place=None, does=True, method=LinkMethod.CONTEXT)
    return Proposal(first=match.first, last=match.last, rank=0, entity=entity)


def _is_person(page: Page, proposal: Proposal) -> bool:
    actor = page.registry.actor(proposal.entity.actor or "")
    return actor is not None and actor.kind is ActorKind.PERSON


def _titles(page: Page, person: Proposal) -> Iterator[tuple[str, ...]]:
    """Give the words of the office named before, else of every office that the person holds."""
    match = page.match_at.get(person.first)
    if person.is_title and match is not None:
        rest = page.tokens[match.first + 1 : match.last + 1]
        yield (match.form.text, *(token.word for token in rest))
        return
    actor = page.registry.actor(person.entity.actor or "")
    for alias in actor.aliases if actor is not None else ():
        if alias.kind is AliasKind.TITLE and valid_on(alias, page.day):
            yield tuple(token.word for token in tokenise(alias.text))


def _adjective(page: Page, at: int) -> str:
    forms = page.tokens[at].forms
    return next((f.text for f in forms if page.names.demonym(f.text) is not None), forms[0].text)


def _swapped(page: Page, title: Sequence[str], adjective: str) -> tuple[str, ...]:
    """Give «الرئيس التركي» for «الرئيس الروسي»; empty where the title names no country so."""
    if not any(_is_of_country(page, word) for word in title):
        return ()
    return tuple(adjective if _is_of_country(page, word) else word for word in title)


def _is_of_country(page: Page, word: str) -> bool:
    return word in _INITIALS or page.names.demonym(word) is not None


def _office_between(page: Page, first: int, last: int) -> tuple[str, ...]:
    """Give the office in "Dbeibah suspended his foreign minister for meeting her counterpart"."""
    found = [title for match, title in _bare_titles(page, _OFFICES) if first <= match.first < last]
    return (next(iter(_INITIALS)), *found[-1]) if found else ()


def _only_holder(page: Page, titles: Iterable[tuple[str, ...]]) -> ActorEntry | None:
    held = {
        hit.actor.id: hit.actor
        for title in titles
        for hit in page.names.titled(title)
        if valid_on(hit.alias, page.day)
    }
    return next(iter(held.values())) if len(held) == 1 else None
