"""Finds parties that are named by a bare noun: "the government", «المعارضة», "separatists".

Which government or whose rebels it is, the linker decides from the rest of the text.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.linking.page import Page, Proposal, actor_fields, make_entity
from analysis.linking.syntax import Mention, decide, is_verb
from analysis.linking.words import by_word, spelled_words, words
from analysis.records import ActorEntry
from analysis.terms import LinkMethod
from analysis.word_forms import Form, Token

_PARTIES = by_word("generic_parties")
_STATES = words("home_parties")
_AFTER_EN = words("verbs_after_en")
_BEFORE_REGIME = words("before_regime_en", "place_before_en", "actor_before_en")
_DETERMINERS = frozenset({"the", "a", "an", "its", "their", "his", "this", "that", "of"})
_RUN_BY = words("run_by")
_REGIMES = frozenset(spelled_words("regime_countries"))
_AUTHORITIES = frozenset({"government", "government forces", "authorities"})
_SEAT_BEFORE = words("seat_before")
_HINT_SCORE = 0.6  # a reading of a bare noun
_FIRST_WORDS = frozenset(key.partition(" ")[0] for key in _PARTIES)
_LONGEST = max(key.count(" ") + 1 for key in _PARTIES)


@dataclass(frozen=True, slots=True)
class PartyMention:
    """A bare noun at words `first..last` with its English name.

    `is_state`: every country has one, "army" among them.
    """

    first: int
    last: int
    form: Form
    name: str
    is_state: bool


def find_parties(tokens: Sequence[Token]) -> list[PartyMention]:
    """Find the nouns that stand alone: with an adjective or another noun they mean another."""
    found: list[PartyMention] = []
    for at in range(len(tokens)):
        party = _party_at(tokens, at)
        if party is not None:
            found.append(party)
    return found


def _party_at(tokens: Sequence[Token], at: int) -> PartyMention | None:
    if not any(form.text in _FIRST_WORDS for form in tokens[at].forms):
        return None
    for length in range(_LONGEST, 0, -1):
        span = tokens[at : at + length]
        if len(span) < length or not all(token.is_joined for token in span[1:]):
            continue
        for form in span[0].forms[: 1 if span[0].word.isascii() else None]:
            name = _PARTIES.get(" ".join([form.text, *(token.word for token in span[1:])]))
            if name is not None and _stands_alone(tokens, at, at + length - 1, length):
                return PartyMention(at, at + length - 1, form, name, name in _STATES)
    return None


def _is_bare(tokens: Sequence[Token], first: int) -> bool:
    """Tell "the regime" from a sanctions regime, "the government" from one that others run."""
    before = tokens[first - 1]
    if before.gap == "-" and before.word in _RUN_BY:
        return False
    if tokens[first].word != "regime" or before.is_capital or before.is_possessive:
        return True
    if before.word in _BEFORE_REGIME:
        return True
    opens = first == 1 or not before.is_joined
    is_noun = opens or tokens[first - 2].word in _DETERMINERS
    return is_verb(before) and not is_noun  # "the sanctions regime"


def _stands_alone(tokens: Sequence[Token], first: int, last: int, length: int) -> bool:
    if first and tokens[first].gap == "-":
        return False
    if tokens[first].is_capital and first and "." not in tokens[first].gap and length == 1:
        return False  # "the New People's Army"
    if first and tokens[first].is_joined and not _is_bare(tokens, first):
        return False
    if last + 1 == len(tokens) or not tokens[last + 1].is_joined:
        return True
    following = tokens[last + 1]
    if following.gap.startswith("-"):
        return False
    if not following.word.isascii():
        return not any(form.text.startswith("ال") for form in following.forms if not form.cut)
    return length > 1 or following.word in _AFTER_EN or is_verb(following)


def party_proposals(page: Page) -> Iterator[Proposal]:
    """ "The government", «المتمردون»: the state where one country is meant, else a bare noun.

    A bare noun has no actor, but an `actor_name` in English and a reason.
    """
    for party in find_parties(page.tokens):
        if party.name == "regime" and not _is_ruling(page, party):
            continue
        if _is_of_capital(page, party):
            continue
        actor = _home_party(page, party)
        fields = (
            actor_fields(actor) | {"method": LinkMethod.CONTEXT}
            if actor
            else {"actor_name": party.name, "reason": "a party that the text does not name"}
        )
        entity = make_entity(
            page, party.first, party.last, party.form, score=_HINT_SCORE, acts=True, **fields
        )
        yield Proposal(first=party.first, last=party.last, rank=3, entity=entity)


def _is_of_capital(page: Page, party: PartyMention) -> bool:
    """ "The Kinshasa government": the capital before it names it."""
    before = page.match_at.get(party.first - 1)
    is_beside = before is not None and before.last == party.first - 1
    return is_beside and page.tokens[party.first].word.isascii()


def _is_ruling(page: Page, party: PartyMention) -> bool:
    """Tell the regime that acts from law and order («الأمن والنظام»); in Syria it is a name."""
    form = party.form
    mention = Mention(party.first, party.last, form.preposition, form.conjunction)
    if form.text.isascii() or page.home == "SYR":
        return True
    return decide(page.tokens, [mention])[party.first]


def _home_party(page: Page, party: PartyMention) -> ActorEntry | None:
    seat = _seat(page, party)
    if seat is not None:
        return page.registry.state(seat)
    if page.home is None or not party.is_state:
        return None
    if party.name == "regime" and page.home not in _REGIMES:
        return None  # no press calls the government of every country so
    is_army = party.name == "army"
    return page.registry.army(page.home) if is_army else page.registry.state(page.home)


def _seat(page: Page, party: PartyMention) -> str | None:
    """Give the country of "the government in Tripoli", «تدخلت القوات الحكومية في السويداء»."""
    at = party.last + 1
    is_named = party.name in _AUTHORITIES and at < len(page.tokens) and page.tokens[at].is_joined
    place = page.place_at.get(at) or page.place_at.get(at + 1) if is_named else None
    if place is None or place.lookup.place is None:
        return None
    is_led = place.form.preposition == "ب" or page.tokens[at].word in _SEAT_BEFORE
    return place.lookup.place.country or None if is_led else None
