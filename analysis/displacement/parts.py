"""Figures that are read by the one before them, and figures whose verb no rule knows."""

from dataclasses import replace

from analysis.displacement.figures import Figure
from analysis.displacement.kinds import Kind
from analysis.displacement.reasons import HARM, REASONS, Context, Reading
from analysis.displacement.words import Cue, Frame
from analysis.terms import Category, Measure, Term
from newsmon.lib.numerals import Quantity

# "including 4,500 in one day": how far after a part its own time or place is told.
_PART_REACH = 50
# "has some 500 left": how far before the number the verb stands, in characters.
_HAS_REACH = 24
# Fewer people need a verb that says what befell them.
_MANY = 100
_THOUSANDS = 1000
# "of Antakya's 400,000", "up from 436,000": words before a whole, so many words before it.
_WHOLES = frozenset({"of", "from", "against", "than", "اصل", "بين", "مقابل", "مقارنه"})
_LEAD = 3
_ABROAD = Kind(
    term=Term.DISPLACED,
    category=Category.PEOPLE_DISPLACED_ACROSS_BORDERS,
    measure=Measure.STOCK,
)
# What the one kind of movement that a sentence tells makes of a figure without a verb of its own.
_TELLING = {
    "RETURN": Kind(term=Term.RETURNS, category=Category.RETURN, measure=Measure.FLOW),
    "EVACUATE": Kind(term=Term.EVACUATED, category=Category.NEW_DISPLACEMENT, measure=Measure.FLOW),
    "SHELTER": Kind(term=Term.SHELTERED, category=Category.IDPS, measure=Measure.STOCK),
    "SITE": Kind(term=Term.SHELTERED, category=Category.IDPS, measure=Measure.STOCK),
    "CROSS": Kind(
        term=Term.FORCED_TO_FLEE, category=Category.CROSS_BORDER_FLIGHT, measure=Measure.FLOW
    ),
}
# Some movement, told by no word that is known: the number and its people are all that is sure.
_UNWORDED = Kind(
    term=Term.MULTIPLE_OR_OTHER, category=Category.UNVERIFIED_FLOW, measure=Measure.FLOW
)


def own_part(
    context: Context, figure: Figure, governor: Cue | None, last: Reading, told: Kind
) -> Reading | None:
    """Read a part of the figure before, `last`, that is counted anew: with days of its own
    ("including 4,500 in one day"), or beyond the border. `told` is what `last` tells."""
    frame = context.frame
    is_part = (figure.is_subset or figure.is_them) and not figure.is_recount
    if last.reason or not is_part or figure.head not in ("", "PERSON", "HOUSEHOLD"):
        return None
    if governor is not None and governor.kind in HARM:
        return None
    end = max(figure.np_end, figure.number.end)
    if frame.has("part_where", end, end + _PART_REACH):
        return Reading(figure=figure, governor=last.governor, kind=_ABROAD)
    if frame.has("part_when", end, end + _PART_REACH):
        part = replace(figure, unit=figure.unit if figure.head else last.figure.unit)
        return Reading(figure=part, governor=last.governor, kind=told)
    return None


def is_left_over(frame: Frame, figure: Figure, governor: Cue | None) -> bool:
    """Say whether people are those who stay ("the town has some 500 left")."""
    if governor is None or governor.text != "left" or governor.start < figure.number.end:
        return False
    ends = frame.between(governor.end, len(frame.text)).strip()[:1] in ("", ".", ",", ";")
    start = figure.number.start
    return ends and frame.has("left_over", max(0, start - _HAS_REACH), start)


def unworded(context: Context, reading: Reading) -> Reading:
    """Take a number of people whom no known word governs for displaced where the sentence
    classifier is sure that the sentence counts people on the move, and nothing in it speaks of
    orders, plans, harm, those who stay, aid or room. Its kind is not told."""
    frame, figure = context.frame, reading.figure
    is_open = context.is_sure and reading.reason == REASONS["NONE"]
    if not is_open or not _counts_people(frame, figure):
        return reading
    if figure.is_subset or figure.is_share or figure.is_them or frame.modals:
        return reading
    if frame.has("unmoved") or any(cue.kind in HARM for cue in frame.cues):
        return reading
    told = {cue.kind for cue in frame.cues if cue.kind in _TELLING}
    kind = _TELLING[told.pop()] if len(told) == 1 else _UNWORDED
    return replace(reading, governor=None, reason="", kind=kind)


def _counts_people(frame: Frame, figure: Figure) -> bool:
    """Say whether a figure counts many people: by its noun, or bare at the head of its clause, by
    the thousand ("the villages have lost 90,000." does, "from 436,000" does not)."""
    number = figure.number
    if number.quantity is Quantity.VAGUE or number.value < _MANY:
        return False
    if figure.head in ("PERSON", "HOUSEHOLD"):
        return _leads_whole(frame, number.start) is False
    is_round = number.value >= _THOUSANDS and number.value % 100 == 0
    return not figure.head and is_round and not _leads_whole(frame, number.start)


def _leads_whole(frame: Frame, start: int) -> bool:
    """Say whether "of" or "from" leads to a number: it is then a whole, or an earlier number."""
    before = [t.text for t in frame.tokens if t.end <= start][-_LEAD:]
    return any(text in _WHOLES for text in before)
