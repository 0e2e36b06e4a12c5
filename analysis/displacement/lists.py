"""Figures that take what they tell from another one: the verb is said once, the numbers several
times ("France flew out 388 people, Germany 313"), or not at all ("700 of them into Uganda")."""

from dataclasses import replace

from analysis.displacement.figures import Figure, follows_sign
from analysis.displacement.kinds import Kind
from analysis.displacement.reasons import Context, Reading
from analysis.displacement.words import Cue, Frame
from analysis.terms import Category, EntityType, Measure, Term
from newsmon.lib.tokens import Token, TokenKind

# How far a list goes from one figure to the next, in words.
_LIST_REACH = 16
# "500 من بحري", "250 in the city of X": words between a number and its place.
_PLACE_REACH = 3
_MARKS = frozenset(";؛:.()؟?")
_JOINTS = frozenset({",", "،", "and", "و", "et", "ve", "и"})
_BARE = frozenset({"", "UNKNOWN"})
_PEOPLE = frozenset({"", "PERSON", "HOUSEHOLD"})
_WEAK = frozenset({"HOST", "SITE", "MOVE", "RESIDE", "STAY"})
_INTO = frozenset({"into", "الي"})
_OTHERS = ("others", "اخر", "غيرهم")
# A movement that only a direction tells.
_FLIGHT = Kind(term=Term.FORCED_TO_FLEE, category=Category.NEW_DISPLACEMENT, measure=Measure.FLOW)


def shared_reading(context: Context, reading: Reading, last: Reading | None) -> Reading | None:
    """Read a figure by `last`, the figure right before it, where the two stand in one list; None
    where it has a word of its own. The kind is still to be taken from `last`."""
    frame, figure = context.frame, reading.figure
    if last is None or last.reason:
        return None
    if _counts_others(frame, reading, last):
        return replace(reading, figure=_as(figure, last.figure), reason="")
    is_bare = figure.head in _BARE or _is_named_place(context, figure)
    if not is_bare or figure.displaced or figure.is_subset or figure.is_share:
        return None
    is_next = _is_bracketed(context, last.figure, figure)
    if not is_next:
        is_next = _is_item(context, last.figure, figure) or _is_gapped(context, last.figure, figure)
        is_next = is_next and not _has_cue(frame, last, figure)
    if not is_next:
        return None
    return replace(reading, figure=_as(figure, last.figure), governor=None, reason="")


def heading(context: Context, reading: Reading) -> Kind | None:
    """Tell what "700 of them into Uganda" and "33,000 have since followed" go on telling, None
    where nothing before speaks of displacement."""
    frame, figure = context.frame, reading.figure
    if figure.head not in _PEOPLE or (figure.is_subset and not figure.is_them):
        return None
    end = max(figure.np_end, figure.number.end)
    if context.told is not None and frame.has("likewise", end, end + _LIKEWISE_REACH):
        return context.told
    if reading.governor is not None and reading.governor.kind not in _WEAK:
        return None
    after = [t for t in frame.tokens if t.start >= figure.number.end]
    while after and (after[0].start < figure.np_end or after[0].text in ("of", "them", "منهم")):
        after = after[1:]
    if _leaves_place(context, figure, after):
        return replace(_FLIGHT, term=Term.EVACUATED) if frame.has("convoy") else _FLIGHT
    if not after or after[0].text not in _INTO:
        return None
    into = after[0].end
    if not _is_place_at(context, into + 1) and not frame.has("into_where", into, into + _WHERE):
        return None
    if context.told is not None and context.told.measure is Measure.FLOW:
        return context.told
    return _FLIGHT if frame.has("context") else None


def _leaves_place(context: Context, figure: Figure, after: list[Token]) -> bool:
    """Say whether a headline counts people "out of" a place where it speaks of flight or aid."""
    is_out = [t.text for t in after[:2]] == ["out", "of"]
    if not is_out or figure.head not in ("", "PERSON", "HOUSEHOLD"):
        return False
    near = after[2:4]
    return context.frame.has("context") and any(_is_place_at(context, t.start) for t in near)


# "have since followed" stands this near after the figure, in characters.
_LIKEWISE_REACH = 30
# "into other countries", "into the hills": how far that reaches, in characters.
_WHERE = 24


def _as(figure: Figure, other: Figure) -> Figure:
    """Let a bare figure count whom another one counts."""
    return replace(
        figure,
        head=other.head,
        displaced=other.displaced,
        unit=other.unit,
        nation=figure.nation or other.nation,
        np_end=figure.number.end,
    )


def _counts_others(frame: Frame, reading: Reading, last: Reading) -> bool:
    """Say whether "22,000 others" are more of those counted before."""
    figure, governor = reading.figure, reading.governor
    is_others = figure.noun.startswith(_OTHERS) and figure.head in ("PERSON", "UNKNOWN")
    is_others = is_others or (not figure.head and _is_called_others(frame, figure))
    is_weak = governor is None or governor.kind in _WEAK
    return is_others and is_weak and not _marks(frame, last.figure, figure)


def _is_called_others(frame: Frame, figure: Figure) -> bool:
    following = [t.text for t in frame.tokens if t.start >= figure.number.end][:1]
    return any(text.startswith(_OTHERS) for text in following)


def _marks(frame: Frame, last: Figure, figure: Figure) -> bool:
    between = frame.between(last.np_end, figure.number.start)
    return any(mark in _MARKS for mark in between)


def _has_cue(frame: Frame, last: Reading, figure: Figure) -> bool:
    """Say whether a word between two figures, or after the second, tells of an event of its own."""
    following = (n.start for n in frame.numbers if n.start >= figure.number.end)
    end = min(next(following, len(frame.text)), _clause_end(frame, figure.number.end))
    return any(
        not _is_governor(cue, last)
        for cue in frame.cues
        if last.figure.np_end <= cue.start < end and not _is_counted(cue, last, figure)
    )


def _is_governor(cue: Cue, last: Reading) -> bool:
    governor = last.governor
    return governor is not None and cue.start < governor.end and governor.start < cue.end


def _is_counted(cue: Cue, last: Reading, figure: Figure) -> bool:
    """Say whether a cue only points to where people stay or move to, in the list itself."""
    return cue.kind in _WEAK and cue.start >= figure.number.end and last.governor is not None


def _clause_end(frame: Frame, start: int) -> int:
    marks = (t.start for t in frame.tokens if t.start >= start and t.text in _MARKS | {",", "،"})
    return next(marks, len(frame.text))


def _is_item(context: Context, last: Figure, figure: Figure) -> bool:
    """Say whether a figure is the next item of a list: joined to the one before, and beside a name
    of its own."""
    frame, start = context.frame, figure.number.start
    if _marks(frame, last, figure):
        return False
    between = [t for t in frame.tokens if last.np_end <= t.start and t.end <= start]
    if not between or sum(t.kind is TokenKind.WORD for t in between) > _LIST_REACH:
        return False
    if between[-1].text in _JOINTS or between[-1].text == "و":
        return _has_place_after(context, figure)
    name = _name_ending_at(context, start)
    if name is None:
        return False
    before = [t for t in between if t.end <= name]
    return bool(before) and (before[-1].text in _JOINTS or before[-1].text.endswith("و"))


def _is_bracketed(context: Context, last: Figure, figure: Figure) -> bool:
    """Say whether a figure stands in brackets beside its place ("Slovakia (165,000), Hungary
    (214,000)")."""
    frame, number = context.frame, figure.number
    before = [t for t in frame.tokens if t.end <= number.number_start][-1:]
    following = frame.between(number.end, number.end + 1)
    if not before or before[0].text != "(" or following != ")":
        return False
    apart = frame.between(last.np_end, before[0].start)
    is_near = len(apart.split()) <= _LIST_REACH and not any(mark in apart for mark in ".;؛:")
    told = [c for c in frame.cues if last.np_end <= c.start < number.number_start]
    if any(cue.kind not in _WEAK | {"AID", "GIVEN"} for cue in told):
        return False
    return is_near and _name_ending_at(context, before[0].start) is not None


def _is_gapped(context: Context, last: Figure, figure: Figure) -> bool:
    """Say whether a verb is left out after a semicolon ("Poland let in 1.8 million; Moldova, the
    smallest neighbour, 337,000")."""
    frame, start = context.frame, figure.number.number_start
    between = [t for t in frame.tokens if last.np_end <= t.start and t.end <= start]
    marks = [t for t in between if t.text in (";", "؛")]
    if len(marks) != 1:
        return False
    if between[-1].text in (",", "،"):
        return _begins_name(context, marks[0].end + 1)
    return _opens_with_name(context, marks[0].end, start)


def _opens_with_name(context: Context, start: int, end: int) -> bool:
    """Say whether a name alone fills a span ("; Moldova 337,000")."""
    name = _name_ending_at(context, end)
    return name is not None and 0 <= name - start <= 1


def _begins_name(context: Context, start: int) -> bool:
    at = context.sentence.start + start
    return any(e.start == at and e.type is EntityType.LOC for e in context.tagged.entities)


def _has_place_after(context: Context, figure: Figure) -> bool:
    """Say whether a place follows a number, led by a word of place or not."""
    frame = context.frame
    if _is_place_at(context, figure.number.end + 1):
        return True
    if frame.has("by_means", figure.number.end, figure.number.end + _LIKEWISE_REACH):
        return True
    places = frame.words.places
    leads = places["origin"] | places["destination"] | places["inside"]
    after = [t for t in frame.tokens if t.start >= figure.number.end][: _PLACE_REACH + 1]
    if not after or after[0].text not in leads:
        return False
    return any(_is_place_at(context, token.start) for token in after[1:])


def _is_place_at(context: Context, start: int) -> bool:
    at = context.sentence.start + start
    return any(
        e.type is EntityType.LOC and e.start <= at < e.end and e.reason != "demonym"
        for e in context.tagged.entities
    )


def _is_named_place(context: Context, figure: Figure) -> bool:
    """Say whether what follows a number is a place and nothing that it counts ("200 Paphos")."""
    return _is_place_at(context, figure.number.end + 1) and not follows_sign(
        context.frame, "count_is", figure.number.start, 0
    )


def _name_ending_at(context: Context, end: int) -> int | None:
    """Give where a name that ends right before an offset begins, None for none."""
    offset = context.sentence.start
    for entity in context.tagged.entities:
        if 0 <= end - (entity.end - offset) <= 1 and entity.start >= offset:
            return entity.start - offset
    return None
