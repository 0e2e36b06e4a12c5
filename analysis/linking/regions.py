"""Composes the parts of countries: «شمالي سوريا», "Syria's north-east"."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from analysis.gazetteer import Gazetteer
from analysis.linking.words import by_word, words
from analysis.records import PlaceEntry
from analysis.terms import PlaceFeature
from analysis.word_forms import Form, Token

_DIRECTIONS = by_word("directions")
_SECOND = by_word("second_directions")
_COUNTRY_NOUNS = words("country_nouns")
_PARTS = frozenset(["part", "parts", "area", "areas", "region", "regions"])
_AREAS = {"reg-gaza-strip": "GAZA", "reg-west-bank": "WESTBANK"}


@dataclass(frozen=True, slots=True)
class RegionMention:
    """A part of a country at words `first..last`: «شمالي سوريا», "the north of the country"."""

    first: int
    last: int
    form: Form
    place: PlaceEntry


def find_regions(
    tokens: Sequence[Token],
    targets: dict[int, tuple[int, PlaceEntry]],
    gazetteer: Gazetteer,
    homes: Mapping[int, str],
) -> Iterator[RegionMention]:
    """Compose directions with the countries they belong to.

    `targets` maps the word at which a country (or its adjective) begins to the word at which it
    ends and to its place; `homes` maps words to the country that "the country" means there.
    """
    at = 0
    while at < len(tokens):
        region = _region_at(tokens, at, targets, gazetteer, homes)
        if region is not None:
            yield region
            at = region.last
        at += 1


def _region_at(
    tokens: Sequence[Token],
    at: int,
    targets: dict[int, tuple[int, PlaceEntry]],
    gazetteer: Gazetteer,
    homes: Mapping[int, str],
) -> RegionMention | None:
    form, direction = _direction(tokens[at])
    if form is None:
        return _possessed_region(tokens, at, targets, gazetteer, homes)
    last = at
    if at + 1 < len(tokens) and tokens[at + 1].is_joined and direction in ("north", "south"):
        second = _SECOND.get(tokens[at + 1].word)
        if second is not None and at + 1 not in targets:  # "northern West Bank"
            direction, last = direction + second, at + 1
    following = last + 1
    if following + 1 < len(tokens) and tokens[following].word in _PARTS:
        following += 1
    while following < len(tokens) and tokens[following].word in ("of", "the"):
        following += 1
    if following >= len(tokens) or not _are_joined(tokens, at, following):
        return None
    end, code = _target(tokens, following, targets, homes)
    place = gazetteer.region(code, direction) if code else None
    return RegionMention(at, end, form, place) if place else None


def _direction(token: Token) -> tuple[Form | None, str]:
    for form in token.forms:
        if form.text in _DIRECTIONS:
            return form, _DIRECTIONS[form.text]
    return None, ""


def _target(
    tokens: Sequence[Token],
    at: int,
    targets: dict[int, tuple[int, PlaceEntry]],
    homes: Mapping[int, str],
) -> tuple[int, str | None]:
    if at in targets:
        end, place = targets[at]
        return end, _code(place)
    word = tokens[at].word
    if word == "القطاع" and homes.get(at) == "PSE":
        return at, "GAZA"
    if word in _COUNTRY_NOUNS or (word == "country" and tokens[at - 1].word == "the"):
        return at, homes.get(at)
    return at, None


def _code(place: PlaceEntry) -> str | None:
    if place.feature is PlaceFeature.COUNTRY:
        return place.country
    return _AREAS.get(place.id)


def _possessed_region(
    tokens: Sequence[Token],
    at: int,
    targets: dict[int, tuple[int, PlaceEntry]],
    gazetteer: Gazetteer,
    homes: Mapping[int, str],
) -> RegionMention | None:
    """ "Syria's north-east", "the country's north"."""
    last, code = _owner(tokens, at, targets, homes)
    following = last + 1
    if not tokens[last].is_possessive or following >= len(tokens):
        return None
    form, direction = _direction(tokens[following])
    if form is None or code is None:
        return None
    if tokens[following].is_capital:
        return None  # "Congo's North Kivu"
    if following + 1 < len(tokens) and tokens[following + 1].gap == "-":
        second = _SECOND.get(tokens[following + 1].word)
        if second is not None:
            direction, following = direction + second, following + 1
    if tokens[following].word.endswith("ern"):
        return None  # "Turkey's southern border" is no region
    region = gazetteer.region(code, direction)
    return RegionMention(at, following, tokens[at].forms[0], region) if region else None


def _owner(
    tokens: Sequence[Token],
    at: int,
    targets: dict[int, tuple[int, PlaceEntry]],
    homes: Mapping[int, str],
) -> tuple[int, str | None]:
    if at in targets:
        last, place = targets[at]
        return last, _code(place)
    return at, homes.get(at) if tokens[at].word == "country" else None


def _are_joined(tokens: Sequence[Token], first: int, last: int) -> bool:
    return all(token.is_joined for token in tokens[first + 1 : last + 1])
