"""For whom an actor stands in a truce: a leader for what is led, an army for its state."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from analysis.ceasefires.rows import ClaimRow, PlaceRef
from analysis.records import NamedActor
from analysis.terms import ActorKind, AffiliationKind

Standing = Callable[[NamedActor, ClaimRow], NamedActor | None]

_NO_PARTIES = frozenset({ActorKind.IGO, ActorKind.NGO, ActorKind.MEDIA})
_HEADS = frozenset({AffiliationKind.LEADS, AffiliationKind.SPEAKS_FOR})
# Who leads a state and a party speaks for the state.
_RANKS = (ActorKind.STATE, ActorKind.STATE_FORCE, ActorKind.ARMED_GROUP)
_NAMED_TWICE = 2  # one mention of a place may be of where a journalist sits
_BARE = frozenset({"army", "the army", "government", "government forces", "regime"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """An actor of the registry; `parent` and `country` are empty when unknown."""

    slug: str
    name: str
    kind: ActorKind
    country: str = ""
    parent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A dated relation between two actors; None means open."""

    actor: str
    kind: AffiliationKind
    related: str
    valid_from: date | None = None
    valid_to: date | None = None


def home_of(
    fighters: Iterable[str],
    places: Iterable[str],
    states: Iterable[str],
    *,
    own: Iterable[str] = (),
    told: Iterable[str] = (),
    at_war: Iterable[str] = (),
) -> str:
    """Give the country that an article is about, by the countries of its armed groups, else of
    the places that it names, else of the one state that is a party (`own`), else of the places of
    its truces (`told`), else of the states that are no party; empty where unclear.

    Talks are held abroad: a place counts where the country is a party's own or `at_war`, that is,
    has armed groups, as far as any such is named."""
    places, own, told = list(places), set(own) - {""}, list(told)
    warring = own | set(at_war)
    return (
        _most(fighters, 1)
        or _most((c for c in places if c in warring), _NAMED_TWICE)
        or (own.pop() if len(own) == 1 else "")
        or _most((c for c in told if c in warring), 1)
        or _most(states, _NAMED_TWICE)
        or _most(places, _NAMED_TWICE)
    )


def _most(countries: Iterable[str], least: int) -> str:
    ranked = Counter(c for c in countries if c).most_common(2)
    if not ranked or ranked[0][1] < least:
        return ""
    return "" if len(ranked) > 1 and ranked[0][1] == ranked[1][1] else ranked[0][0]


def standing(sides: Iterable[Side], ties: Iterable[Tie]) -> Standing:
    """Give the function that names for whom an actor of a claim stands; None: for no party."""
    by_slug = {side.slug: side for side in sides}
    states = {s.country: s for s in by_slug.values() if s.kind is ActorKind.STATE and s.country}
    heads: dict[str, list[Tie]] = {}
    for tie in ties:
        if tie.kind in _HEADS:
            heads.setdefault(tie.actor, []).append(tie)

    def stands_for(actor: NamedActor, claim: ClaimRow) -> NamedActor | None:
        side = by_slug.get(actor.actor or "")
        if side is None:
            state = states.get(claim.home.country) if claim.home else None
            return _named(state) if state and actor.name.casefold() in _BARE else actor
        side = _led(side, heads.get(side.slug, ()), by_slug, claim.published_on)
        if side.kind in _NO_PARTIES:
            return None
        return _named(_state(side, by_slug, states) or side)

    return stands_for


def _named(side: Side) -> NamedActor:
    return NamedActor(actor=side.slug, name=side.name)


def _led(person: Side, heads: Iterable[Tie], by_slug: Mapping[str, Side], day: date | None) -> Side:
    """Give what a person leads or speaks for on a day; the person where that is unclear."""
    if person.kind is not ActorKind.PERSON or day is None:
        return person
    led = {t.related for t in heads if _holds(t, day)} & by_slug.keys()
    for rank in _RANKS:
        found = [by_slug[slug] for slug in led if by_slug[slug].kind is rank]
        if found:
            return found[0] if len(found) == 1 else person
    return by_slug[led.pop()] if len(led) == 1 else person


def _holds(tie: Tie, day: date) -> bool:
    return (tie.valid_from is None or tie.valid_from <= day) and (
        tie.valid_to is None or day < tie.valid_to
    )


def _state(side: Side, by_slug: Mapping[str, Side], states: Mapping[str, Side]) -> Side | None:
    """Give the state whose army or government an actor is."""
    parent = by_slug.get(side.parent)
    if parent is not None and parent.kind is ActorKind.STATE:
        return parent if side.kind is not ActorKind.ARMED_GROUP else None
    return states.get(side.country) if side.kind is ActorKind.STATE_FORCE else None


def folded(claim: ClaimRow, stands_for: Standing | None) -> ClaimRow:
    """Put parties in the place of who stands for them, and leave out the places of talks abroad."""
    places = tuple(p for p in claim.places if _is_at_home(p, claim.home))
    if stands_for is None:
        return replace(claim, places=places)
    found = (stands_for(actor, claim) for actor in claim.parties)
    parties = {a.actor or a.name.casefold(): a for a in found if a}
    return replace(claim, parties=tuple(parties.values()), places=places)


def _is_at_home(place: PlaceRef, home: PlaceRef | None) -> bool:
    return home is None or not place.country or place.country == home.country
