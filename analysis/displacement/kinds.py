"""What kind of displacement a figure reports: flow or stock, and which of each."""

from dataclasses import dataclass

from analysis.displacement.figures import Figure, follows_sign
from analysis.displacement.words import Cue, Frame
from analysis.terms import Category, Measure, Term

# How far after the figure and its verb "across the border" may stand, in characters.
_BORDER_REACH = 60
# "people displaced since 9 October" tells of an event; "since" stands this near.
_SINCE_REACH = 10
# "35,000 evacuees in 27 centres": how near the word of shelter stands, in characters.
_LODGED_REACH = 16
# "90,000 lost their homes" tells of an event, "90,000 displaced" of a state.
_HAPPENED = ("rendered", "made", "left", "los", "ha", "out of", "driven")
_NO_EVENT = frozenset(
    {
        "KILL",
        "WOUND",
        "ARREST",
        "MISSING",
        "PROTEST",
        "AID",
        "GIVEN",
        "STUDY",
        "NEED",
        "RESIDE",
        "COUNTED",
    }
    | {"RESETTLE", "STATUS", "MEDICAL", "STAY"}
)


_LEAVING = frozenset({"FLEE", "MOVE", "CROSS"})
_COUNTED = {
    "SHELTER": "counted_shelter",
    "RETURN": "counted_return",
    "CROSS": "counted_cross",
    "FLEE": "counted_flee",
    "DISPLACE": "counted_displace",
    "EVACUATE": "counted_evacuate",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    term: Term
    category: Category
    measure: Measure


def kind_of(frame: Frame, figure: Figure, governor: Cue | None, before: tuple[Frame, ...]) -> Kind:
    """Tell what a figure reports. `before` are the frames of the sentences before it."""
    event = "" if governor is None or governor.kind in _NO_EVENT else governor.kind
    if governor is not None and governor.kind == "COUNTED":
        event = _counted(frame, governor)
    if figure.displaced == "EVACUEE":
        event = "SHELTER" if _is_lodged(frame, figure) else "EVACUATE"
    if event in ("FLEE", "DISPLACE", "RETURN") and governor and _is_apart(frame, figure, governor):
        event = ""
    if figure.is_them and _is_lodged(frame, figure):
        event = "SHELTER"
    if figure.nation and governor is not None and frame.says(governor, "expels"):
        event = "RETURN"
    if event == "MOVE":
        event = _moved(frame, figure, before)
    if event in ("CROSS", "FLEE") and governor is not None and _is_way_home(frame, governor):
        event = "RETURN"
    if event in _LEAVING and governor is not None and _heads_home(frame, figure, governor):
        event = "RETURN"
    if event == "SITE":
        event = "" if figure.displaced else "SHELTER"
    if event == "HOST":
        event = _held(frame, figure, governor)
    if event == "CROSS" and figure.displaced == "DISPLACED" and not frame.has("border"):
        event = "FLEE"
    if "displacement" in figure.noun:
        event = "DISPLACE"
    if event in ("CROSS", "FLEE") and governor is not None and governor.kind != "FLEE":
        event = "RETURN" if _goes_home(frame) else event
    return _kind(frame, figure, governor, event)


def _is_lodged(frame: Frame, figure: Figure) -> bool:
    """Say whether evacuees are told to be in shelters right where they are counted."""
    near = range(figure.np_end, figure.np_end + _LODGED_REACH)
    return any(cue.kind in ("SITE", "SHELTER") and cue.start in near for cue in frame.cues)


def _is_way_home(frame: Frame, governor: Cue) -> bool:
    """Say whether an Arabic verb of returning opens the clause ("عاد عبر معبر رفح 134 ...")."""
    if frame.lang != "ar" or governor.side == "R":
        return False
    earlier = [c for c in frame.cues if c.kind == "RETURN" and c.end <= governor.start]
    between = frame.between(earlier[-1].end, governor.start) if earlier else ","
    return not any(mark in between for mark in "،,؛:")


def _heads_home(frame: Frame, figure: Figure, governor: Cue) -> bool:
    """Say whether those who leave go home ("90 families left the camp, heading back to ...")."""
    start = min(governor.start, figure.number.start)
    return frame.has("way_home", start, _bounded(frame, figure, max(governor.end, figure.np_end)))


def _counted(frame: Frame, governor: Cue) -> str:
    """Tell what those did whose number is given ("the number of people who have fled")."""
    near = [c.start for c in frame.cues if c.kind == "COUNTED" and c.start < governor.start]
    start = near[-1] if near and "،" not in frame.between(near[-1], governor.start) else None
    span = (governor.start if start is None else start, governor.end)
    return next((event for event, sign in _COUNTED.items() if frame.has(sign, *span)), "")


def _is_apart(frame: Frame, figure: Figure, governor: Cue) -> bool:
    """Say whether displaced people are only counted after a comma ("the flight went on, and the
    agency counted 5,000 displaced people"): the word before it tells of another event."""
    if not figure.displaced:
        return False
    if governor.end > figure.number.start:
        return follows_sign(frame, "among", figure.number.start, 1)
    between = frame.between(governor.end, figure.number.start)
    return any(mark in between for mark in ",،")


def _held(frame: Frame, figure: Figure, governor: Cue | None) -> str:
    """Tell what "holding 1,500 people" is: a convoy, a camp, or people taken in since a day."""
    if (
        governor is not None
        and frame.says(governor, "receives")
        and frame.has("newcomers", governor.end, figure.np_end + _BORDER_REACH)
    ):
        return "DISPLACE"
    if figure.displaced and governor is not None:
        is_inflow = frame.says(governor, "receives") and frame.has("since", figure.np_end)
        if is_inflow and figure.displaced == "REFUGEE":
            return "CROSS"
        return "DISPLACE" if is_inflow else ""
    if figure.displaced:
        return ""
    return "EVACUATE" if frame.has("convoy", 0, figure.number.start) else "SHELTER"


def _moved(frame: Frame, figure: Figure, before: tuple[Frame, ...]) -> str:
    """Tell what a plain movement is: a convoy of a deal, a way home, a flight."""
    if figure.displaced == "RETURNEE":
        return "RETURN"
    told = [c for c in frame.cues if not _tells_of_part(frame, figure, c)]
    if any(cue.kind == "RETURN" for cue in (*told, *(c for each in before for c in each.cues))):
        return "RETURN"
    if frame.has("deal") or frame.has("convoy") or any(c.kind == "EVACUATE" for c in frame.cues):
        return "EVACUATE"
    if figure.displaced == "REFUGEE" or frame.has("border") or frame.has("into_territory"):
        return "CROSS"
    return "FLEE"


def _tells_of_part(frame: Frame, figure: Figure, cue: Cue) -> bool:
    """Say whether a word stands after a part of the figure ("18,000 came, 11,000 of them going
    home"): it tells of that part."""
    parts = [n for n in frame.numbers if figure.np_end <= n.start < cue.start]
    return any(
        follows_sign(frame, "subset", n.number_start, 8)
        or frame.has("of_them", n.number_end, n.end + 16)
        for n in parts
    )


def _goes_home(frame: Frame) -> bool:
    return frame.has("truce") or (frame.has("home") and frame.has("camp"))


def _kind(frame: Frame, figure: Figure, governor: Cue | None, event: str) -> Kind:
    is_refugees = figure.displaced == "REFUGEE"
    if event == "EVACUATE":
        return Kind(term=Term.EVACUATED, category=Category.NEW_DISPLACEMENT, measure=Measure.FLOW)
    if event == "RETURN":
        category = Category.CROSS_BORDER_RETURN if is_refugees else Category.RETURN
        return Kind(term=Term.RETURNS, category=category, measure=Measure.FLOW)
    if event == "SHELTER":
        across = Category.PEOPLE_DISPLACED_ACROSS_BORDERS
        category = across if is_refugees else Category.IDPS
        return Kind(term=Term.SHELTERED, category=category, measure=Measure.STOCK)
    if event == "CROSS" or (event == "FLEE" and _crosses(frame, figure, governor)):
        return Kind(
            term=Term.FORCED_TO_FLEE, category=Category.CROSS_BORDER_FLIGHT, measure=Measure.FLOW
        )
    if event == "DISPLACE" and governor is not None and frame.has("as_of", governor.end):
        return _stock(figure)
    if event in ("FLEE", "DISPLACE") and not _is_state(frame, figure, governor):
        term = Term.DISPLACED if event == "DISPLACE" else Term.FORCED_TO_FLEE
        return Kind(term=term, category=Category.NEW_DISPLACEMENT, measure=Measure.FLOW)
    return _stock(figure)


def _crosses(frame: Frame, figure: Figure, governor: Cue | None) -> bool:
    """Say whether a flight leaves the country."""
    if governor is None:
        return False
    start = min(governor.start, figure.number.start)
    last = _bounded(frame, figure, max(governor.end, figure.np_end))
    if frame.has("inside", start, last):
        return False
    if frame.has("border", start, last):
        return True
    if any(c.kind == "HOST" and 0 <= figure.number.start - c.end <= 1 for c in frame.cues):
        return figure.nation is not None
    is_forced_out = governor.side == "L" and governor.end <= figure.number.start
    return figure.displaced == "REFUGEE" and not is_forced_out


def _bounded(frame: Frame, figure: Figure, end: int) -> int:
    """Give how far the sentence still speaks of this figure: no further than the next one."""
    following = (n.start for n in frame.numbers if n.start >= max(figure.np_end, end))
    last = min(end + _BORDER_REACH, next(following, len(frame.text)))
    # "..., more than half of them abroad" tells of a part.
    return end if frame.has("of_them", end, last) else last


def _is_state(frame: Frame, figure: Figure, governor: Cue | None) -> bool:
    """Say whether "N people displaced" names people who are displaced, not an event."""
    if governor is None or governor.kind != "DISPLACE" or frame.lang != "en":
        return False
    is_next = governor.side == "R" and governor.start - figure.np_end <= 1
    is_next = is_next and not governor.text.startswith(_HAPPENED)
    return is_next and not frame.has("at_event", governor.end, governor.end + _SINCE_REACH)


def _stock(figure: Figure) -> Kind:
    category = {
        "REFUGEE": Category.PEOPLE_DISPLACED_ACROSS_BORDERS,
        "RETURNEE": Category.RETURNEES,
    }.get(figure.displaced, Category.IDPS)
    term = Term.RETURNS if figure.displaced == "RETURNEE" else Term.DISPLACED
    return Kind(term=term, category=category, measure=Measure.STOCK)
