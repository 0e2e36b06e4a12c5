"""Reads "Sudan's army", "Kyiv's forces": an institution named by the state that owns it."""

from collections.abc import Iterator, Sequence

from analysis.linking.page import Page, Proposal, make_linked
from analysis.linking.registry import AliasMatch
from analysis.linking.words import words
from analysis.terms import ActorKind, AliasKind, LinkMethod
from analysis.word_forms import Token

_INSTITUTIONS = words("institutions_en")
_ARMIES = words("army_words")
_ADJECTIVES = words("adjectives_en")
_OFFICE_NOUNS = words("office_nouns_ar", "office_nouns_en")
_LED = words("led_institutions")
_OWNERS = frozenset({AliasKind.NAME, AliasKind.METONYM})
_REACH = 4  # words after the owner: "Libya's UN-recognised interim government"


def possessive_proposals(page: Page) -> Iterator[Proposal]:
    """Give one name for owner and institution, the army where one is registered."""
    for match in page.matches:
        hit = match.hits[0]
        if hit.actor.kind is not ActorKind.STATE or hit.alias.kind not in _OWNERS:
            continue
        last = _institution(page.tokens, match.last)
        if last is None or len({hit.actor.id for hit in match.hits}) > 1:
            continue
        actor = hit.actor
        if _is_army(page.tokens[match.last + 1 : last + 1]):
            actor = page.registry.army(actor.country) or actor
        whole = AliasMatch(match.first, last, match.form, ())
        entity = make_linked(page, whole, actor, place=None, does=True, method=LinkMethod.CONTEXT)
        yield Proposal(first=match.first, last=last, rank=0, entity=entity)


def led_proposals(page: Page, people: Sequence[Proposal]) -> Iterator[Proposal]:
    """ "Assad's government", «حكومة الرئيس هادي»: what the person leads, not the person."""
    for person in people:
        actor = page.registry.actor(person.entity.actor or "")
        if actor is None or actor.kind is not ActorKind.PERSON:
            continue
        span = _led(page, person)
        led = page.registry.led_by(actor, page.day) if span else None
        if span is None or led is None:
            continue
        match = AliasMatch(*span, page.tokens[span[0]].forms[0], ())
        entity = make_linked(page, match, led, place=None, does=True, method=LinkMethod.CONTEXT)
        yield Proposal(first=span[0], last=span[1], rank=0, entity=entity)


def _led(page: Page, person: Proposal) -> tuple[int, int] | None:
    tokens, first, last = page.tokens, person.first, person.last
    following = tokens[last + 1] if last + 1 < len(tokens) else None
    if following is not None and following.is_joined and following.word in _LED:
        return first, last + 1
    while first and tokens[first].is_joined and tokens[first - 1].word in _OFFICE_NOUNS:
        first -= 1
    before = tokens[first - 1] if first and tokens[first].is_joined else None
    if before is not None and any(form.text in _LED for form in before.forms):
        return first - 1, last
    return None


def _institution(tokens: Sequence[Token], owner: int) -> int | None:
    if not tokens[owner].is_possessive:
        return None
    for last in range(owner + 1, min(owner + 1 + _REACH, len(tokens))):
        word = tokens[last].word
        if not tokens[last].is_joined:
            return None
        if word == "armed" and [t.word for t in tokens[last + 1 : last + 2]] == ["forces"]:
            return last + 1
        if word in _INSTITUTIONS and not _is_compounded(tokens, last):
            return last
        if word not in _ADJECTIVES:
            return None
    return None


def _is_compounded(tokens: Sequence[Token], last: int) -> bool:
    """Tell "Iran's military" from "Iran's military sites", "Iran's government-held" from both."""
    following = tokens[last + 1 : last + 2]
    if not following or not following[0].is_joined:
        return False
    word = following[0].word
    return following[0].gap == "-" or (tokens[last].word in _ADJECTIVES and word in _INSTITUTIONS)


def _is_army(named: Sequence[Token]) -> bool:
    return any(token.word in _ARMIES for token in named[-2:])
