"""Finds the names of places among the words of a text and chooses which places they mean."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.gazetteer import Gazetteer, Lookup, PlaceContext
from analysis.linking_tokens import Form, Token
from analysis.linking_words import by_word, features, words
from analysis.records import PlaceEntry, PlaceFeature
from newsmon.lib.text import fold_name

_FEATURE_BEFORE = features("feature_before_ar") | features("feature_before_en")
_FEATURE_AFTER = features("feature_after_en")
_WEAK_CUES = words("weak_cues")
_NOT_BEFORE = words("not_place_before")
_NOT_AFTER = words("not_place_after")
_COMMON = words("common_words")
_AFTER_PREPOSITIONS = words("places_after_prepositions")
_PREPOSITIONS = words("place_before_ar", "place_before_en")
_DIRECTIONS = by_word("directions")
_SECOND = by_word("second_directions")
_COUNTRY_NOUNS = words("country_nouns")
_PARTS = frozenset(["part", "parts", "area", "areas", "region", "regions"])

_KNOWN_FEATURES = frozenset(
    {PlaceFeature.COUNTRY, PlaceFeature.REGION, PlaceFeature.ADM1, PlaceFeature.ADM2}
    | {PlaceFeature.CAMP, PlaceFeature.SITE}
)
# Smaller settlements need a tag or a cue word beside them: fewer are known where no war is.
_KNOWN_POPULATION = 300000
_KNOWN_POPULATION_CORE = 20000
_CORE = frozenset({"SYR", "IRQ", "LBN", "PSE", "ISR", "YEM", "LBY", "SDN", "UKR"})
_SHORTEST_KNOWN = 3  # letters; «إب» and "Hit" need a cue
# Parts of countries are composed from their words, or "north-eastern Syria" would be the east.
_COMPOSED = re.compile(r"reg-[A-Z]+-[a-z]+")
_SHORT_ALIAS = 4  # letters; shorter Latin spellings are words of some language
_AREAS = {"reg-gaza-strip": "GAZA", "reg-west-bank": "WESTBANK"}


NOT_LOOKED_UP = Lookup(reason="not looked up")


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A name at words `first..last` with the places it may mean.

    `is_known`: it needs neither a tag nor a cue to be taken for a place. `is_common`: it is also
    a common word. `feature` is what a cue word beside it asks for, None without one. `blocked`: a
    word beside it makes it something else.
    """

    first: int
    last: int
    form: Form
    candidates: tuple[PlaceEntry, ...]
    feature: PlaceFeature | None
    is_known: bool
    is_common: bool = False
    blocked: bool = False
    lookup: Lookup = NOT_LOOKED_UP


def find_places(tokens: Sequence[Token], gazetteer: Gazetteer) -> list[PlaceMention]:
    """Find every name of the gazetteer, the longest at each word."""
    found: list[PlaceMention] = []
    at = 0
    while at < len(tokens):
        mention = _mention_at(tokens, at, gazetteer)
        if mention is None:
            at += 1
            continue
        found.append(mention)
        at = mention.last + 1
    return found


def _mention_at(tokens: Sequence[Token], at: int, gazetteer: Gazetteer) -> PlaceMention | None:
    best: PlaceMention | None = None
    is_cue = tokens[at].word in _FEATURE_BEFORE  # «وادي» is no «و» and a place
    for form in tokens[at].forms[: 1 if is_cue else None]:
        for length in gazetteer.lengths(form.text):
            if best is not None and length <= best.last - at + 1:
                break
            mention = _mention_of(tokens, at, length, form, gazetteer)
            if mention is not None:
                best = mention
                break
    return best


def _mention_of(
    tokens: Sequence[Token], at: int, length: int, form: Form, gazetteer: Gazetteer
) -> PlaceMention | None:
    span = tokens[at : at + length]
    if len(span) < length or not all(token.is_joined for token in span[1:]):
        return None
    key = " ".join([form.text, *(token.word for token in span[1:])])
    candidates = tuple(p for p in gazetteer.named(key) if not _COMPOSED.fullmatch(p.id))
    if not candidates or not _is_written_as_name(span, form):
        return None
    if form.text != span[0].word and key.isascii() and not _is_its_name(key, candidates):
        return None  # a lost apostrophe ("Aleppos east") is read for the usual name only
    last = at + length - 1
    cue = _feature_cue(tokens, at, last, is_common=key in _COMMON)
    return PlaceMention(
        first=at,
        last=last,
        form=form,
        candidates=candidates,
        feature=cue,
        is_known=cue is not None or _is_known(key, candidates) or _is_told(tokens, at, key),
        is_common=key in _COMMON,
        blocked=is_blocked(tokens, at, last, is_country=_is_country(candidates)),
    )


def _is_written_as_name(span: Sequence[Token], form: Form) -> bool:
    first = span[0]
    if not first.word[:1].isascii():
        return True
    if form.text != first.word and not first.is_capital:
        return False
    return any(token.is_capital for token in span) and (first.is_capital or len(span) > 1)


def _is_its_name(key: str, candidates: Sequence[PlaceEntry]) -> bool:
    return any(fold_name(place.name_en) == key for place in candidates)


def _is_known(key: str, candidates: Sequence[PlaceEntry]) -> bool:
    if key in _COMMON or len(key.removeprefix("ال")) < _SHORTEST_KNOWN:
        return False
    if any(place.feature in _KNOWN_FEATURES for place in candidates):
        return True
    if key.isascii() and len(key) <= _SHORT_ALIAS and not _is_its_name(key, candidates):
        return False
    return any(map(_is_well_known, candidates))


def _is_told(tokens: Sequence[Token], at: int, key: str) -> bool:
    """Take «ناحية القيارة» for a place by its own first word, «من دوما» by the word before."""
    first, _, rest = key.partition(" ")
    if rest:
        return first in _FEATURE_BEFORE
    before = tokens[at - 1] if at and tokens[at].is_joined else None
    return key in _AFTER_PREPOSITIONS and before is not None and before.word in _PREPOSITIONS


def _is_well_known(place: PlaceEntry) -> bool:
    core = place.country in _CORE
    return place.population >= (_KNOWN_POPULATION_CORE if core else _KNOWN_POPULATION)


def _feature_cue(
    tokens: Sequence[Token], first: int, last: int, *, is_common: bool
) -> PlaceFeature | None:
    """Give the feature that a word beside the name asks for: «محافظة», "town of", "camp".

    For a common word «منطقة» and «ناحية» are too weak («من ناحية الغرب»).
    """
    if last + 1 < len(tokens) and tokens[last + 1].is_joined:
        after = _FEATURE_AFTER.get(tokens[last + 1].word)
        if after is not None:
            return after
    if first == 0 or not tokens[first].is_joined:
        return None
    before = tokens[first - 1]
    if before.word == "of" and first > 1:
        before = tokens[first - 2]
    for form in before.forms:
        if form.text in _FEATURE_BEFORE and not (is_common and form.text in _WEAK_CUES):
            return _FEATURE_BEFORE[form.text]
    return None


def is_blocked(tokens: Sequence[Token], first: int, last: int, *, is_country: bool) -> bool:
    """Tell «جامعة حلب» and "Aleppo University" from Aleppo; half a diameter is no Qatar."""
    if first and tokens[first].is_joined:
        before = tokens[first - 1]
        if any(form.text in _NOT_BEFORE for form in before.forms):
            return not is_country or "جامعه" in before.word
        if before.word in ("نصف", "half"):
            return True
    following = tokens[last + 1] if last + 1 < len(tokens) else None
    if following is None or not following.is_joined or following.word not in _NOT_AFTER:
        return False
    return following.is_capital


def _is_country(candidates: Sequence[PlaceEntry]) -> bool:
    return candidates[0].feature is PlaceFeature.COUNTRY


def context_of(mentions: Sequence[PlaceMention], countries: Counter[str]) -> PlaceContext:
    """Gather what the text is about: `countries` that its adjectives and actors name, and those
    of the places in it that can only be in one country."""
    weights = Counter(countries)
    units: set[str] = set()
    for mention in mentions:
        among = {place.country for place in mention.candidates}
        if mention.candidates[0].feature is PlaceFeature.COUNTRY and not _is_unit_too(mention):
            weights[mention.candidates[0].country] += 2
        elif len(among) == 1 and "" not in among:
            weights[among.pop()] += 1
        units.update(fold_name(place.name_en) for place in mention.candidates)
    return PlaceContext(countries=dict(weights), units=frozenset(units))


def choose_places(
    mentions: Sequence[PlaceMention], gazetteer: Gazetteer, context: PlaceContext
) -> list[PlaceMention]:
    """Give each mention its place, or the reason why it has none."""
    units = Counter(
        mention.candidates[0].country
        for mention in mentions
        if len(mention.candidates) == 1 and mention.candidates[0].feature is PlaceFeature.ADM1
    )
    chosen: list[PlaceMention] = []
    for mention in mentions:
        among = _country_or_unit(mention, units | _city_before(chosen, mention))
        lookup = gazetteer.choose(among, context=context, feature=mention.feature)
        chosen.append(replace(mention, lookup=lookup))
    return chosen


def _city_before(chosen: Sequence[PlaceMention], mention: PlaceMention) -> Counter[str]:
    """ "Atlanta, Georgia": give the country of the place right before."""
    place = chosen[-1].lookup.place if chosen else None
    is_next = place is not None and chosen[-1].last + 1 == mention.first
    return Counter({place.country: 1}) if place is not None and is_next else Counter()


def _is_unit_too(mention: PlaceMention) -> bool:
    """Tell a name like "Georgia", a country and a state of another one."""
    return any(
        place.feature is PlaceFeature.ADM1 and place.country != mention.candidates[0].country
        for place in mention.candidates
    )


def _country_or_unit(mention: PlaceMention, units: Counter[str]) -> tuple[PlaceEntry, ...]:
    """Such a name is the country, but for a cue beside it or another state of the union named."""
    country = mention.candidates[0]
    if country.feature is not PlaceFeature.COUNTRY or not _is_unit_too(mention):
        return mention.candidates
    if mention.feature is PlaceFeature.ADM1:
        return tuple(p for p in mention.candidates if p.feature is PlaceFeature.ADM1)
    near = tuple(
        p for p in mention.candidates if p.feature is PlaceFeature.ADM1 and units[p.country]
    )
    return near or (country,)


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
