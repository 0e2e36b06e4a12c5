"""Where the people of a figure left and where they went, from the linked names around it.

A name counts by its distance, in words, from the figure and the verb that governs it; the word
before it ("from", "إلى") gives its role. A people ("Syrian refugees") stands for its country only
where no place is named nearer.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from analysis.displacement.figures import Figure
from analysis.displacement.roles import TAIL, Anchor, Candidate, read_role, said_role, words_in
from analysis.displacement.scene import (
    Before,
    entities_in,
    is_country,
    is_dateline,
    is_venue,
    own_places,
    part_before,
    scene_of,
    unlinked_in,
)
from analysis.displacement.words import Cue, Frame, country_code, nation_of, noun_class
from analysis.records import Entity, NamedPlace, Sentence, TaggedDocument
from analysis.terms import Measure, PlaceRole
from newsmon.lib.tokens import TokenKind

# In words: how far a name may stand, what the next best may cost more, and what each doubt adds.
_REACH = 26.0
_REACH_PAST_HOME = 14.0
_REACH_UNLINKED = 8.0
_NEAR_BEST = 3.0
_BEFORE = 3.0
_COMMA = 2.0
_OTHER_FIGURE = 8.0
_NO_PREPOSITION = 4.0
_HINT = 3.0
_OTHER_PEOPLE = 12.0
_MOST = 4
# "families of Croatia": an adjective follows its noun this near, in characters.
_BESIDE = 3
# The longest join between two names in a row (", and ", " and in ").
_JOINED = 6
_OUTLET_LEADS = ("ل", "صحيفه", "جريده", "وكاله", "قناه", "موقع", "daily", "newspaper")

# Who tells what goes on around them; elsewhere a speaker's seat says nothing of the event.
_LOCALS = frozenset({"workers", "residents", "villagers", "witnesses", "locals", "volunteers"})
_ARABIC_SPEAKERS = ("مسوول", "متحدث", "مصدر", "مصادر", "ضابط", "دبلوماسي", "ناطق")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Home:
    """The country of the people counted; `country` is its ISO code."""

    place: NamedPlace
    country: str | None


def places_of(
    tagged: TaggedDocument,
    before: Before,
    sentence: Sentence,
    frame: Frame,
    figure: Figure,
    governor: Cue | None,
    measure: Measure,
) -> tuple[NamedPlace, ...]:
    """Give the places of a figure, nearest first; empty when none is named or implied."""
    anchor = _anchor(frame, figure, governor, measure)
    if anchor.is_hosted and (host := _own_country(tagged, sentence, frame, anchor)) is not None:
        return (_named(host, PlaceRole.DESTINATION),)
    home = _home(tagged, sentence, figure)
    candidates = sorted(
        _candidates(entities_in(tagged, sentence), sentence, anchor), key=lambda c: c.cost
    )
    if home is not None:
        candidates = [c for c in candidates if not _is_home(c, home)]
    candidates = [c for c in candidates if not _is_seat(anchor, c)] or candidates
    within = [c for c in candidates if home is None or _fits(c, home, figure)]
    found = _chosen(anchor, [c for c in within if c.cost <= _REACH])
    if home is not None:
        own = [] if found else own_places(tagged, before, home.country)
        named = found or [_named(e, PlaceRole.UNCLEAR) for e in own]
        is_needed = not named or (figure.displaced == "REFUGEE" and named[0].name != "Gaza")
        return _unique([*named, *([home.place] if is_needed else [])])
    if found:
        return _unique(_narrowed(tagged, before, anchor, candidates, found))
    if near := _unlinked(tagged, sentence, anchor):
        return _unique(_chosen(anchor, near))
    far = next((c for c in candidates if _is_scene(anchor, c)), None)
    if far is not None:
        return (_named(far.entity, far.role),)
    scene = scene_of(tagged, before, frame) or _people_counted(tagged, sentence, figure)
    return _unique([_named(entity, _role_of_scene(anchor)) for entity in scene])


def _unlinked(tagged: TaggedDocument, sentence: Sentence, anchor: Anchor) -> list[Candidate]:
    """Give the places beside a figure that no registry knows, under the name that the text gives;
    a word of place must lead to them."""
    found = _candidates(unlinked_in(tagged, sentence), sentence, anchor)
    led = [c for c in found if c.role is not PlaceRole.UNCLEAR or anchor.event == "CROSS"]
    return sorted((c for c in led if c.cost <= _REACH_UNLINKED), key=lambda c: c.cost)


def _own_country(
    tagged: TaggedDocument, sentence: Sentence, frame: Frame, anchor: Anchor
) -> Entity | None:
    """Give the country of who says "his country hosts": the last one named before."""
    if not frame.has("own_country", 0, anchor.end):
        return None
    named = [e for e in entities_in(tagged, sentence) if is_country(e)]
    return next((e for e in reversed(named) if e.start - sentence.start < anchor.start), None)


def _people_counted(
    tagged: TaggedDocument, sentence: Sentence, figure: Figure
) -> tuple[Entity, ...]:
    """Give the country whose people the figure's own words name ("العائلات الكرواتية")."""
    first, last = sentence.start + figure.number.end, sentence.start + figure.np_end + _BESIDE
    named = [e for e in entities_in(tagged, sentence) if first <= e.start < last]
    return tuple(e for e in named if e.reason == "demonym")[:1]


def _is_seat(anchor: Anchor, candidate: Candidate) -> bool:
    """Say whether a name tells where the speaker is ("an officer at the X checkpoint said")."""
    frame, start = anchor.frame, candidate.start
    before = [t.text for t in frame.tokens if t.end <= start][-3:]
    if before[-2:-1] and before[-1] == "في" and before[-2].startswith(_ARABIC_SPEAKERS):
        return True
    is_led = not _LOCALS & set(before) and any(word in ("in", "at", "near") for word in before)
    return is_led and frame.has("said_next", candidate.end, candidate.end + 2 * TAIL)


def _is_scene(anchor: Anchor, candidate: Candidate) -> bool:
    """Say whether a name far from the figure still sets the sentence's scene."""
    is_said = candidate.role is not PlaceRole.UNCLEAR or is_country(candidate.entity)
    return is_said or anchor.frame.has("points_back")


def _role_of_scene(anchor: Anchor) -> PlaceRole:
    """Say that people are displaced where the event is set; elsewhere the role is not known."""
    is_flow = anchor.measure is Measure.FLOW and anchor.event in ("FLEE", "DISPLACE")
    return PlaceRole.ORIGIN if is_flow else PlaceRole.UNCLEAR


def _narrowed(
    tagged: TaggedDocument,
    before: Before,
    anchor: Anchor,
    candidates: list[Candidate],
    found: list[NamedPlace],
) -> list[NamedPlace]:
    """Put the part of a country, named for the same event right before, for the bare country."""
    only = candidates[0].entity
    names = {c.entity.place_name for c in candidates} | {p.name for p in found}
    if anchor.measure is not Measure.FLOW or names != {only.place_name} or not is_country(only):
        return found
    part = part_before(tagged, before, anchor.frame, only.place_country)
    return found if part is None else [_named(part, found[0].role)]


def _is_home(candidate: Candidate, home: _Home) -> bool:
    entity = candidate.entity
    return entity.reason == "demonym" and entity.place_name == home.place.name


def _fits(candidate: Candidate, home: _Home, figure: Figure) -> bool:
    """Say whether a name is near, or lies in the country of the people counted (refugees have
    left it)."""
    at_home = home.country is not None and candidate.entity.place_country == home.country
    return (at_home and figure.displaced != "REFUGEE") or candidate.cost <= _REACH_PAST_HOME


def _anchor(frame: Frame, figure: Figure, governor: Cue | None, measure: Measure) -> Anchor:
    number = figure.number
    start, end = number.start, figure.np_end
    if governor is not None:
        start, end = min(start, governor.start), max(end, governor.end)
    return Anchor(
        frame=frame,
        figure=figure,
        start=start,
        end=end,
        measure=measure,
        event=governor.kind if governor is not None else "",
        is_hosted=governor is not None and frame.says(governor, "hosts"),
        goes_abroad=measure is Measure.FLOW and _goes_abroad(frame, figure, end),
    )


def _goes_abroad(frame: Frame, figure: Figure, end: int) -> bool:
    """Say whether "abroad" follows a figure, before the next one."""
    following = (n.start for n in frame.numbers if n.start >= max(figure.np_end, end))
    last = min(next(following, len(frame.text)), end + 2 * TAIL)
    return frame.has("abroad", figure.number.end, last)


def _chosen(anchor: Anchor, within: list[Candidate]) -> list[NamedPlace]:
    if not within:
        return []
    best = within[0].cost
    chosen = _with_joined(anchor.frame, within, [c for c in within if c.cost <= best + _NEAR_BEST])
    if len(chosen) == 1 and anchor.frame.has("is_border", chosen[0].end):
        chosen = [*chosen, *within[1:2]]
    chosen = [c for c in chosen if not _holds_another(c, chosen)]
    places = [_named(c.entity, c.role) for c in chosen[:_MOST]]
    return places + _direction(anchor, chosen)


def _holds_another(candidate: Candidate, chosen: list[Candidate]) -> bool:
    """Say whether a country only tells where a chosen part of it lies ("Idlib, in Syria")."""
    country, role = candidate.entity.place_country, candidate.role
    others = [c for c in chosen if c.entity.place_country == country and c.role is role]
    return is_country(candidate.entity) and any(not is_country(c.entity) for c in others)


def _with_joined(frame: Frame, within: list[Candidate], chosen: list[Candidate]) -> list[Candidate]:
    """Add the names joined to a chosen one: "Dohuk and Erbil", "طولكرم وجنين"; a figure between
    them parts them."""
    for candidate in sorted(within, key=lambda c: c.start):
        last = max((c.end for c in chosen if c.end <= candidate.start), default=-1)
        if any(last <= n.start < candidate.start for n in frame.numbers):
            continue
        if candidate not in chosen and 0 <= candidate.start - last <= _JOINED and last >= 0:
            chosen = [*chosen, candidate]
    return chosen


def _candidates(named: Iterable[Entity], sentence: Sentence, anchor: Anchor) -> list[Candidate]:
    found: list[Candidate] = []
    for entity in named:
        start, end = entity.start - sentence.start, entity.end - sentence.start
        if not _is_place(anchor, entity, start, end):
            continue
        said = said_role(anchor, entity, start, end, found)
        cost = _cost(anchor, entity, start, end, said)
        role = read_role(anchor, said)
        found.append(Candidate(entity=entity, start=start, end=end, role=role, cost=cost))
    return found


def _is_place(anchor: Anchor, entity: Entity, start: int, end: int) -> bool:
    """Leave out who acts, outlets in quotes, and adjectives of war ("الحرب الإسرائيلية")."""
    frame = anchor.frame
    if entity.acts:
        is_object = anchor.is_hosted or frame.has("fled_from", 0, start)
        is_object = is_object or _is_scene_of(anchor, start, end)
        return is_object and entity.place_country is not None
    if _is_outlet(frame, start) or _is_counted_people(anchor, entity, start):
        return False
    if is_venue(frame, start) and not (anchor.start <= start <= anchor.end):
        return False
    if is_dateline(frame, end) or _is_near_border(frame, start, end):
        return False
    if entity.reason != "demonym":
        return True
    soil = frame.words.places["soil"]
    beside = words_in(frame, end, end + 20)[:1] + words_in(frame, max(0, start - 20), start)[-1:]
    if any(word in soil for word in beside):
        return True
    written = frame.between(start, end)
    if frame.lang == "ar":
        return not written.endswith(("ه", "يه"))
    return written.endswith(("ns", "is", "ese"))


def _is_scene_of(anchor: Anchor, start: int, end: int) -> bool:
    """Say whether a name that could act only tells where: "Kosovo's refugees", "Somalia has 2.9
    million displaced", "Israel moved 60,000 people from its border towns"."""
    frame = anchor.frame
    if frame.has("scene_of", end, end + 2 * TAIL) or frame.has("scene_before", 0, start):
        return True
    if end <= anchor.figure.number.start and frame.has(
        "has_people", end, anchor.figure.number.start
    ):
        return not any(end <= c.start < anchor.figure.number.start for c in frame.cues)
    return end <= anchor.end and frame.has(
        "own_places", anchor.figure.np_end, anchor.end + 3 * TAIL
    )


def _is_near_border(frame: Frame, start: int, end: int) -> bool:
    """Say whether a country only names the border that a place is near ("towns near the Lebanese
    border")."""
    leads = words_in(frame, max(0, start - TAIL), start)[-3:]
    return frame.has("is_border", end) and bool({"near", "along", "close"} & set(leads))


def _is_counted_people(anchor: Anchor, entity: Entity, start: int) -> bool:
    """Say whether a name is the people counted ("لاجئا سوريا"), not a place in their phrase."""
    figure = anchor.figure
    if not figure.number.end <= start < figure.np_end:
        return False
    token = next((t for t in anchor.frame.tokens if t.start <= start < t.end), None)
    is_people = token is not None and nation_of(token, anchor.frame.words) is not None
    return entity.reason == "demonym" or is_people


def _is_outlet(frame: Frame, start: int) -> bool:
    """Find a newspaper named like a place («الشرق الأوسط» after "told")."""
    before = frame.between(max(0, start - 14), start).rstrip("«\"' ")
    quoted = frame.text[max(0, start - 1) : start] in ("«", '"', "“")
    return quoted and before.endswith(_OUTLET_LEADS)


def _cost(anchor: Anchor, entity: Entity, start: int, end: int, role: str) -> float:
    if end <= anchor.start:
        cost = _BEFORE + _distance(anchor.frame, end, anchor.start)
    elif start >= anchor.end:
        cost = _distance(anchor.frame, anchor.end, start)
    else:
        cost = 0.0
    is_next = 0 <= start - anchor.figure.number.end <= 1  # "350 families fled X, 200 Y"
    cost += 0 if role or is_next else _NO_PREPOSITION
    if entity.reason == "demonym":
        cost += _OTHER_PEOPLE if _counts_others(anchor, start) else _HINT
    return cost


def _counts_others(anchor: Anchor, start: int) -> bool:
    """Say whether an adjective belongs to another figure's people ("2 مليون لاجئ عراقي، و...")."""
    before = [t for t in anchor.frame.tokens if t.end <= start][-1:]
    return bool(before) and noun_class(before[0], anchor.frame.words) is not None


def _distance(frame: Frame, start: int, end: int) -> float:
    inside = [t for t in frame.tokens if start <= t.start and t.end <= end]
    words = sum(t.kind is TokenKind.WORD for t in inside)
    commas = sum(t.text in ",،;؛" for t in inside)
    figures = sum(start <= n.start and n.end <= end for n in frame.numbers)
    return words + _COMMA * commas + _OTHER_FIGURE * figures


def _direction(anchor: Anchor, chosen: list[Candidate]) -> list[NamedPlace]:
    """Read "from southern Gaza to the north": the north of the same region."""
    directions = anchor.frame.words.directions
    for candidate in chosen:
        name = candidate.entity.place_name or ""
        compass, _, region = name.partition(" ")
        for direction, words in directions.items():
            tail = words_in(anchor.frame, candidate.end, candidate.end + TAIL)
            if region and compass in directions and compass != direction and words & set(tail):
                role = PlaceRole.DESTINATION
                return [NamedPlace(place=None, name=f"{direction} {region}", role=role)]
    return []


def _home(tagged: TaggedDocument, sentence: Sentence, figure: Figure) -> _Home | None:
    """Give the country whose people the figure counts, with its id where it is linked."""
    if figure.nation is None:
        return None
    linked = next((e for e in entities_in(tagged, sentence) if e.place_name == figure.nation), None)
    place = NamedPlace(
        place=linked.place if linked else None, name=figure.nation, role=PlaceRole.ORIGIN
    )
    return _Home(place=place, country=country_code(figure.nation))


def _named(entity: Entity, role: PlaceRole) -> NamedPlace:
    return NamedPlace(place=entity.place, name=entity.place_name or entity.text, role=role)


def _unique(places: list[NamedPlace]) -> tuple[NamedPlace, ...]:
    kept: dict[str, NamedPlace] = {}
    for place in places:
        kept.setdefault(place.name, place)
    return tuple(kept.values())
