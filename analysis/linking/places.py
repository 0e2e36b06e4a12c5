"""Finds the names of places among the words of a text and chooses which places they mean."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from analysis.gazetteer import Gazetteer, Lookup, PlaceContext, Point, by_cell, same_spot
from analysis.linking.words import features, words
from analysis.records import PlaceEntry
from analysis.terms import PlaceFeature
from analysis.word_forms import Form, Token
from newsmon.lib.text import fold_name

_FEATURE_BEFORE = (
    features("feature_before_ar")
    | features("feature_before_en")
    | features("feature_before_others")
)
_FEATURE_AFTER = features("feature_after_en") | features("feature_after_others")
_WEAK_CUES = words("weak_cues")
_NOT_BEFORE = words("not_place_before")
_NOT_BEFORE_COUNTRY = frozenset({"جامعه", "الجامعه", "نهر", "river"})
_NOT_AFTER = words("not_place_after")
_NOT_AFTER_AR = words("not_place_after_ar")
_TREATIES = words("treaties_en")
_HONORIFICS = words("honorifics", "other_callings") | {"نصف", "half"}
_ARTICLES = frozenset({"al", "el", "as", "ash", "at", "az", "ar", "an"})
_BESIDE = frozenset({"قرب", "وسط", "شوارع", "ضواحي", "near"})
_COMMON = words("common_words")
_AFTER_PREPOSITIONS = words("places_after_prepositions")
_PREPOSITIONS = words("place_before_ar", "place_before_en")

_KNOWN_FEATURES = frozenset(
    {PlaceFeature.COUNTRY, PlaceFeature.REGION, PlaceFeature.ADM1, PlaceFeature.ADM2}
    | {PlaceFeature.CAMP, PlaceFeature.SITE}
)
# Smaller settlements need a tag or a cue word beside them: fewer are known where no war is.
_KNOWN_POPULATION = 300000
_KNOWN_POPULATION_CORE = 20000
_CORE = frozenset({"SYR", "IRQ", "LBN", "PSE", "ISR", "YEM", "LBY", "SDN", "UKR"})
_WITHIN = frozenset({PlaceFeature.ADM1, PlaceFeature.SETTLEMENT})
_SMALL = frozenset({PlaceFeature.SETTLEMENT, PlaceFeature.ADM2, PlaceFeature.ADM3})
_WITHIN_WORDS = words("within")
_WITHIN_CORES = words("within_cores")
_QUARTERS = words("quarters")
_AWAY = words("away")
_SHORTEST_KNOWN = 3  # letters; «إب» and "Hit" need a cue
# Parts of countries are composed from their words, or "north-eastern Syria" would be the east.
_COMPOSED = re.compile(r"reg-[A-Z]+-[a-z]+")
_LONGEST_RESPELLED = 4  # words
_SHORT_ALIAS = 4  # letters; shorter Latin spellings are words of some language


NOT_LOOKED_UP = Lookup(reason="not looked up")


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A name at words `first..last` with the places it may mean.

    `is_known`: it needs neither a tag nor a cue to be taken for a place. `is_common`: it is also
    a common word. `feature` is what a cue word beside it asks for, None without one. `blocked`: a
    word beside it makes it something else. `is_respelled`: the gazetteer spells it otherwise.
    """

    first: int
    last: int
    form: Form
    candidates: tuple[PlaceEntry, ...]
    feature: PlaceFeature | None
    is_known: bool
    is_common: bool = False
    blocked: bool = False
    is_respelled: bool = False
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
    return best or _respelled(tokens, at, gazetteer)


def _respelled(tokens: Sequence[Token], at: int, gazetteer: Gazetteer) -> PlaceMention | None:
    """Find "Habbaniya" under "Habbaniyah": a name is needed that the tagger takes for a place."""
    if tokens[at].word.isascii() and not tokens[at].is_capital:
        return None
    for form in tokens[at].forms:
        for length in range(_LONGEST_RESPELLED, 0, -1):
            span = tokens[at : at + length]
            if len(span) < length or not all(token.is_joined for token in span[1:]):
                continue
            key = " ".join([form.text, *(token.word for token in span[1:])])
            if candidates := gazetteer.respelled(key):
                cue = _feature_cue(tokens, at, at + length - 1, is_common=False)
                return PlaceMention(
                    first=at,
                    last=at + length - 1,
                    form=form,
                    candidates=candidates,
                    feature=cue,
                    is_known=False,
                    is_common=key in _COMMON,
                    blocked=is_blocked(tokens, at, at + length - 1, is_country=False),
                    is_respelled=True,
                )
    return None


def _mention_of(
    tokens: Sequence[Token], at: int, length: int, form: Form, gazetteer: Gazetteer
) -> PlaceMention | None:
    span = tokens[at : at + length]
    if len(span) < length or not all(token.is_joined for token in span[1:]):
        return None
    key = ""
    candidates: tuple[PlaceEntry, ...] = ()
    for rest in product(*(token.spellings for token in span[1:])):
        key = " ".join([form.text, *rest])
        candidates = tuple(p for p in gazetteer.named(key) if not _COMPOSED.fullmatch(p.id))
        if candidates:
            break
    if not candidates or not _is_written_as_name(span, form):
        return None
    is_lost = span[0].word == form.text + "s" and "'" not in span[0].surface
    if is_lost and span[0].surface.isascii() and not _is_its_name(key, candidates):
        return None  # a lost apostrophe ("Aleppos east") is read for the usual name only
    last = at + length - 1
    cue = _feature_cue(tokens, at, last, is_common=key in _COMMON)
    if cue is None and _is_city_too(candidates) and at and tokens[at - 1].word in _BESIDE:
        cue = PlaceFeature.SETTLEMENT  # «قرب عمان»: one is near a city
    return PlaceMention(
        first=at,
        last=last,
        form=form,
        candidates=candidates,
        feature=cue,
        is_known=cue is not None or _is_known(span, key, candidates) or _is_told(tokens, at, key),
        is_common=key in _COMMON,
        blocked=is_blocked(tokens, at, last, is_country=_is_country(candidates)),
    )


def _is_written_as_name(span: Sequence[Token], form: Form) -> bool:
    first = span[0]
    if first.surface[:1].lower() == first.surface[:1].upper():
        return True  # a script without capitals
    if form.text != first.word and not first.is_capital:
        return False
    return any(token.is_capital for token in span) and (first.is_capital or len(span) > 1)


def _is_its_name(key: str, candidates: Sequence[PlaceEntry]) -> bool:
    return any(fold_name(place.name_en) == key for place in candidates)


def _is_known(span: Sequence[Token], key: str, candidates: Sequence[PlaceEntry]) -> bool:
    if key in _COMMON or len(key.removeprefix("ال")) < _SHORTEST_KNOWN:
        return False
    if any(place.feature in _KNOWN_FEATURES for place in candidates):
        return True
    is_short = len(key) <= _SHORT_ALIAS and all(token.surface.isascii() for token in span)
    if is_short and not _is_its_name(key, candidates):
        return False  # but "Şam" is no word of English
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
    if before.word in ("of", "de") and first > 1:
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
            return not is_country or any(f.text in _NOT_BEFORE_COUNTRY for f in before.forms)
        if before.word in _HONORIFICS:
            return True  # "Ms Jericho", «المهاجم بغداد بونجاح», half a diameter
    if _ends_longer_name(tokens, first):
        return True
    following = tokens[last + 1] if last + 1 < len(tokens) else None
    if following is None or not following.is_joined:
        return False
    if following.word in _NOT_AFTER_AR and not following.is_capital:
        return True  # «حماة الديار» are no town, "Aleppo soap" is none
    if following.word in _TREATIES and not is_country:
        return True  # "the Dayton accords"
    if following.word not in _NOT_AFTER:
        return False
    return following.is_capital


def _ends_longer_name(tokens: Sequence[Token], first: int) -> bool:
    """Tell the end of "Urum al-Kubra" from a place of that name."""
    at = first if tokens[first].word in _ARTICLES else first - 1
    if at < 2 or tokens[at].word not in _ARTICLES or tokens[at].is_capital:
        return False
    before = tokens[at - 1]
    is_name = before.is_capital and not before.is_possessive and before.word not in _PREPOSITIONS
    return is_name and tokens[at].gap == before.gap == " " and tokens[at + 1].gap == "-"


def _is_city_too(candidates: Sequence[PlaceEntry]) -> bool:
    return _is_country(candidates) and any(
        place.feature is PlaceFeature.SETTLEMENT and _is_well_known(place) for place in candidates
    )


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
    points = by_cell(point for mention in mentions for point in _only_spot(mention))
    return PlaceContext(countries=dict(weights), units=frozenset(units), points=points)


def _only_spot(mention: PlaceMention) -> Iterator[Point]:
    """Give where a name lies whose places all lie together."""
    if not all(same_spot(mention.candidates[0], place) for place in mention.candidates):
        return
    for place in mention.candidates:
        if place.latitude is not None and place.longitude is not None:
            yield place.latitude, place.longitude


def choose_places(
    tokens: Sequence[Token],
    mentions: Sequence[PlaceMention],
    gazetteer: Gazetteer,
    context: PlaceContext,
) -> list[PlaceMention]:
    """Give each mention its place, or the reason why it has none; drop unknown namesakes."""
    units = Counter(
        mention.candidates[0].country
        for mention in mentions
        if len(mention.candidates) == 1 and mention.candidates[0].feature in _WITHIN
    )
    chosen: list[PlaceMention] = []
    for at, mention in enumerate(mentions):
        following = mentions[at + 1 : at + 2]
        if any(_is_within_other(tokens, mention, other) for other in following):
            continue
        among = _country_or_unit(mention, units | _city_before(chosen, mention))
        if mention.feature is None and _is_among_cities(mentions, at):
            among = tuple(p for p in mention.candidates if p.feature is not PlaceFeature.COUNTRY)
        lookup = gazetteer.choose(among, context=context, feature=mention.feature)
        if _is_quarter_elsewhere(tokens, mention, lookup, context):
            lookup = Lookup(reason="no quarter of that name where the text is")
        chosen.append(replace(mention, lookup=lookup))
    return chosen


def _is_quarter_elsewhere(
    tokens: Sequence[Token], mention: PlaceMention, lookup: Lookup, context: PlaceContext
) -> bool:
    """Tell «حي الجولان» of Fallujah from a village of that name in another country."""
    before = tokens[mention.first - 1] if mention.first else None
    if before is None or lookup.place is None or lookup.place.population:
        return False
    others = {country for country in context.countries if country != lookup.place.country}
    own = context.countries.get(lookup.place.country, 0)
    return bool(others) and own <= 1 and any(form.text in _QUARTERS for form in before.forms)


def _is_among_cities(mentions: Sequence[PlaceMention], at: int) -> bool:
    """Tell «عمان وتل أبيب», two cities, from «عمان وقطر»."""
    if not _is_city_too(mentions[at].candidates):
        return False
    row = [m for m in mentions[max(0, at - 1) : at + 2] if m is not mentions[at]]
    beside = [m for m in row if _are_in_row(*sorted((m, mentions[at]), key=lambda one: one.first))]
    return bool(beside) and not any(_is_country(m.candidates) for m in beside)


def _are_in_row(one: PlaceMention, other: PlaceMention) -> bool:
    return other.first == one.last + 1 and other.form.conjunction == "و"


def _is_within_other(tokens: Sequence[Token], one: PlaceMention, other: PlaceMention) -> bool:
    """Tell the Palmyra "in upstate New York" from that of the gazetteer, which is elsewhere."""
    between = [*tokens[one.last + 1 : other.first]]
    named = {token.word for token in between}
    if other.form.preposition == "ب":
        named.add("في")
    if not named & _WITHIN_CORES or not named <= _WITHIN_WORDS:
        return False
    if any(token.gap.strip() for token in tokens[one.last + 1 : other.first + 1]):
        return False
    if one.first and tokens[one.first - 1].word in _AWAY and one.feature is None:
        return False  # "refugees from Aleppo in Turkey"
    countries = {place.country for place in other.candidates}
    if any(not p.country and p.feature is PlaceFeature.REGION for p in other.candidates):
        return False  # "Pulwama in Kashmir", which lies in several countries
    return all(
        place.country not in countries and place.feature in _SMALL for place in one.candidates
    )


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
    if mention.feature is PlaceFeature.SETTLEMENT:
        return tuple(p for p in mention.candidates if p.feature is not PlaceFeature.COUNTRY)
    if mention.feature is PlaceFeature.ADM1:
        return tuple(p for p in mention.candidates if p.feature is PlaceFeature.ADM1)
    near = tuple(
        p for p in mention.candidates if p.feature is PlaceFeature.ADM1 and units[p.country]
    )
    return near or (country,)
