"""What the word before a name says of a place: whether people left it, went to it or stay in it."""

from dataclasses import dataclass

from analysis.displacement.figures import Figure
from analysis.displacement.words import Frame
from analysis.records import Entity
from analysis.terms import Measure, PlaceRole
from newsmon.lib.tokens import Token, TokenKind

_PREPOSITION_REACH = 8
# How far beside a name the words that tell its role may stand, in characters.
TAIL = 24
# "civilians in Idlib" («من المدنيين في إدلب») come from nowhere else.
_PARTITIVE = frozenset({"من", "عن"})
_COORDINATORS = frozenset({"and", "و", ",", "،", "or"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A linked name in the sentence: its entity, span there, role and cost in words."""

    entity: Entity
    start: int
    end: int
    role: PlaceRole
    cost: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """The span of a figure and its governor, with what it reports; `goes_abroad`: they are said to
    have left the country, whatever it is called."""

    frame: Frame
    figure: Figure
    start: int
    end: int
    measure: Measure
    event: str
    is_hosted: bool
    goes_abroad: bool = False


def said_role(anchor: Anchor, entity: Entity, start: int, end: int, found: list[Candidate]) -> str:
    """Give the role that the words around a name say: a host and a border are destinations."""
    role = _role(anchor, start, found)
    if anchor.is_hosted and (entity.acts or not role):
        return "destination"
    following = words_in(anchor.frame, end, end + TAIL)[:1]
    is_border = entity.reason == "demonym" and following in (["border"], ["borders"], ["frontier"])
    leads = words_in(anchor.frame, max(0, start - TAIL), start)[-3:]
    return "destination" if is_border and "from" not in leads else role


def _role(anchor: Anchor, start: int, found: list[Candidate]) -> str:
    """Give the list ("origin", "destination", "inside") of the word that leads to a name."""
    glued = _glued(anchor.frame, start)
    if glued in ("ب", "بال", "ل", "لل"):
        return "inside" if glued.startswith("ب") else "destination"
    tokens = [t for t in anchor.frame.tokens if t.end <= start]
    return _leading(anchor.frame, tokens[-_PREPOSITION_REACH:], glued == "و", found)


def _leading(frame: Frame, tokens: list[Token], is_joined: bool, found: list[Candidate]) -> str:
    """Read back to the word that leads to a name; "to the safe areas in X" leads to X."""
    places, inside = frame.words.places, ""
    for token in reversed(tokens):
        if token.text in places["origin"]:
            return inside if inside and token.text in _PARTITIVE else "origin"
        if token.text in places["destination"]:
            return "destination"
        if token.text in places["inside"]:
            inside = "inside"
        elif not inside and (is_joined or token.text in _COORDINATORS):
            return _coordinated(token, found)
        elif token.kind is not TokenKind.WORD and token.text not in "-\"'()":
            break
    return inside


def _glued(frame: Frame, start: int) -> str:
    """Give the Arabic clitic written onto the name, "" for none."""
    token = next((t for t in frame.tokens if t.start < start < t.end), None)
    return "" if token is None else frame.between(token.start, start)


def _coordinated(token: Token, found: list[Candidate]) -> str:
    """Give a name after "and" the role of the name before it."""
    if not found or token.start - found[-1].end > 1:
        return ""
    role = found[-1].role
    names = {PlaceRole.ORIGIN: "origin", PlaceRole.DESTINATION: "destination"}
    return names.get(role, "inside")


def read_role(anchor: Anchor, role: str) -> PlaceRole:
    if role == "origin":
        return PlaceRole.ORIGIN
    if role == "destination":
        return PlaceRole.DESTINATION
    if role == "":
        return PlaceRole.UNCLEAR
    if anchor.event == "CROSS":
        return PlaceRole.UNCLEAR
    if anchor.goes_abroad:
        return PlaceRole.ORIGIN
    stays = anchor.measure is Measure.STOCK or anchor.event in ("RETURN", "SHELTER")
    ends = ("refuge", "arrives") if anchor.event == "MOVE" else ("refuge",)
    stays = stays or any(anchor.frame.has(sign, anchor.start, anchor.end) for sign in ends)
    return PlaceRole.DESTINATION if stays else PlaceRole.ORIGIN


def words_in(frame: Frame, start: int, end: int) -> list[str]:
    return [t.text for t in frame.tokens if start <= t.start < end and t.kind is TokenKind.WORD]
