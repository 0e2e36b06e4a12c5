"""Reads who leads a group on the day: «زعيم طالبان», "the head of Hezbollah"."""

from collections.abc import Iterator

from analysis.linking.page import Page, Proposal, make_linked
from analysis.linking.registry import AliasMatch
from analysis.linking.words import words
from analysis.records import ActorEntry
from analysis.terms import ActorKind, EntityType, LinkMethod

_LEADERS_AR = words("leader_nouns_ar")
_LEADERS_EN = words("leader_nouns_en")
_NOT_LEADER = words("former", "deputies")
_OTHERS = frozenset({ActorKind.STATE, ActorKind.PERSON, ActorKind.MEDIA, ActorKind.COMMUNITY})
_GENERAL = "العام"  # «القائد العام للحرس الثوري»
_LOCAL = ("في", "in", "for")  # «قائد القسام في رفح» leads a part


def leader_proposals(page: Page) -> Iterator[Proposal]:
    """Link a title with its group to the one who leads it that day; of several to nobody."""
    for match in page.matches:
        actors = {hit.actor.id: hit.actor for hit in match.hits}
        (actor,) = actors.values() if len(actors) == 1 else (None,)
        if actor is None or actor.kind in _OTHERS:
            continue
        span = _title(page, match)
        leader = page.registry.leader(actor, page.day) if span is not None else None
        if span is None or leader is None or _is_other(page, *span):
            continue
        if not _is_named_beside(page, *span):
            yield _linked(page, span, leader)


def _linked(page: Page, span: tuple[int, int], leader: ActorEntry) -> Proposal:
    first, last = span
    forms = page.tokens[first].forms
    form = next((form for form in forms if form.text in _LEADERS_AR), forms[0])
    match = AliasMatch(first, last, form, ())
    entity = make_linked(page, match, leader, place=None, does=True, method=LinkMethod.CONTEXT)
    return Proposal(first=first, last=last, rank=0, entity=entity, is_title=True)


def _title(page: Page, match: AliasMatch) -> tuple[int, int] | None:
    if match.form.text.isascii():
        return _title_en(page, match)
    at = match.first - 1
    if at > 0 and page.tokens[at].word == _GENERAL and match.form.preposition == "ل":
        at -= 1
    elif match.form.cut:
        return None
    is_led = at >= 0 and page.tokens[at + 1].is_joined
    is_led = is_led and any(form.text in _LEADERS_AR for form in page.tokens[at].forms)
    return (at, match.last) if is_led else None


def _title_en(page: Page, match: AliasMatch) -> tuple[int, int] | None:
    tokens, first, after = page.tokens, match.first, match.last + 1
    is_the = "the" in (tokens[first].word, tokens[max(0, first - 1)].word)
    is_owner = is_the or tokens[match.last].is_possessive
    if after < len(tokens) and tokens[after].word in _LEADERS_EN and tokens[after].is_joined:
        return (first, after) if is_owner else None
    at = first - 2 if tokens[max(0, first - 1)].word == "the" else first - 1
    is_of = at > 0 and tokens[at].word == "of" and tokens[at - 1].word in _LEADERS_EN
    return (at - 1, match.last) if is_of else None


def _is_named_beside(page: Page, first: int, last: int) -> bool:
    """Tell «أحمد الجعبري قائد كتائب القسام», whose name says who leads, from the title alone."""
    before, after = first - 1, last + 1
    if before >= 0 and _ends_person(page, before):
        return True
    return after < len(page.tokens) and _ends_person(page, after)


def _ends_person(page: Page, at: int) -> bool:
    if any(page.spans[index].type is EntityType.PER for index in page.tagged.get(at, ())):
        return True
    people = (m for m in page.matches if m.hits[0].actor.kind is ActorKind.PERSON)
    return any(m.first <= at <= m.last for m in people)


def _is_other(page: Page, first: int, last: int) -> bool:
    around = [*page.tokens[max(0, first - 1) : first], *page.tokens[last + 1 : last + 2]]
    return any(token.word in _NOT_LEADER or token.word in _LOCAL for token in around)
