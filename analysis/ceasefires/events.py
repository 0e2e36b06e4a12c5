"""Ceasefires from claims: which claims speak of the same truce, whatever order they came in.

Claims are read in the order of what they tell. Each joins the ceasefire that its parties, its
place and its day allow; what fits none opens a new one, what fits two alike joins neither. A
proposal is a lead that the ceasefire following it takes over. Denied, hypothetical and historical
claims open nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from analysis.ceasefires.rows import CeasefireEvent, ClaimRow, PlaceRef, Ruling
from analysis.ceasefires.standing import Standing, folded
from analysis.ceasefires.status import effective_of, event_of, happened_on, planned_end
from analysis.records import NamedActor
from analysis.terms import CeasefireKind as Kind
from analysis.terms import Factuality, RulingKind

__all__ = ["CeasefireEvent", "ClaimRow", "PlaceRef", "build_ceasefires", "key_of"]

LEAD_DAYS = 30  # a proposal this long before a ceasefire of the same parties led to it
SAME_START_DAYS = 3  # effective dates nearer than this are one ceasefire (ETH/PRIO)
SAME_TALKS_DAYS = 7  # calls for one truce in one country, whoever answers them
GRACE_DAYS = 7  # breaches and ends reported this long after the term still belong to it
UNTOLD_DAYS = 100  # an end told so long after the term tells of an extension not reported
QUIET_DAYS = 365  # without a term and without a word for so long, a truce is not spoken of again

_TWO = 2  # parties that make one truce after another
_OPENING = frozenset({Kind.DECLARED, Kind.AGREED, Kind.ENTERED_INTO_FORCE})
_LEADING = frozenset({Kind.PROPOSED, Kind.ACCEPTED, Kind.REJECTED})
_CLOSING = frozenset({Kind.ENDED})
_REPLIES = frozenset({Kind.ACCEPTED, Kind.REJECTED})
_ANSWERS = frozenset(Kind) - _OPENING - {Kind.PROPOSED}  # what is said of a truce that is there
_SILENT = frozenset({Factuality.DENIED, Factuality.HYPOTHETICAL, Factuality.HISTORICAL})
# On one day things are told in the order in which they happen.
_ORDER = {
    kind: at
    for at, kind in enumerate(
        (
            Kind.PROPOSED,
            Kind.AGREED,
            Kind.DECLARED,
            Kind.ENTERED_INTO_FORCE,
            Kind.ACCEPTED,
            Kind.REJECTED,
            Kind.EXTENDED,
            Kind.VIOLATED,
            Kind.SUSPENDED,
            Kind.ENDED,
            Kind.UNCLEAR,
        )
    )
}


def key_of(actor: NamedActor) -> str:
    """Give the key by which an actor is the same: its registry id, else its English name."""
    return actor.actor or actor.name.casefold()


@dataclass(slots=True, kw_only=True)
class _Group:
    """The claims of one ceasefire while it is being built, in their order."""

    claims: list[ClaimRow] = field(default_factory=list)
    is_superseded: bool = False

    @property
    def parties(self) -> frozenset[str]:
        return frozenset(key_of(a) for c in self.claims for a in c.parties)

    @property
    def places(self) -> tuple[PlaceRef, ...]:
        places = (p for c in self.claims for p in c.places)
        return tuple(p for p in places if self.home in ("", p.country) or not p.country)

    @property
    def asserted(self) -> list[ClaimRow]:
        return [c for c in self.claims if c.factuality not in _SILENT]

    @property
    def is_lead(self) -> bool:
        return all(c.kind in _LEADING for c in self.asserted)

    @property
    def last_on(self) -> date | None:
        return max((d for c in self.claims if (d := happened_on(c))), default=None)

    @property
    def effective_on(self) -> date | None:
        return effective_of(self.asserted)

    @property
    def home(self) -> str:
        return next((c.home.country for c in self.claims if c.home), "")

    @property
    def term(self) -> timedelta | None:
        kinds = _OPENING | {Kind.ACCEPTED}
        told = (c.duration_hours for c in self.asserted if c.kind in kinds)
        hours = next((t for t in told if t), None)
        return timedelta(hours=hours) if hours else None

    @property
    def begun_on(self) -> date | None:
        """The day of effect, else the day on which a truce of a told length was made."""
        made = [c for c in self.asserted if c.kind in _OPENING | {Kind.ACCEPTED}]
        return self.effective_on or (happened_on(made[0]) if made and self.term else None)

    @property
    def opened_on(self) -> date | None:
        """The first day on which it is declared, agreed or told to be in force."""
        days = (happened_on(c) for c in self.asserted if c.kind in _OPENING)
        return min((on for on in days if on), default=None)

    @property
    def is_told_ended(self) -> bool:
        return any(c.kind in _CLOSING for c in self.asserted)

    @property
    def closed_on(self) -> date | None:
        """The day on which its end is told, or its term runs out."""
        ends = [happened_on(c) for c in self.asserted if c.kind in _CLOSING]
        told = next((d for d in ends if d), None) or planned_end(self.asserted)
        if told or any(c.kind is Kind.EXTENDED for c in self.asserted):
            return told
        return self.begun_on + self.term if self.begun_on and self.term else None


def build_ceasefires(
    claims: Sequence[ClaimRow],
    today: date,
    *,
    stands_for: Standing | None = None,
    rulings: Sequence[Ruling] = (),
) -> tuple[CeasefireEvent, ...]:
    """Add claims up to ceasefires as they stand on a day; the order of the input is no matter.
    `stands_for` tells whose side an actor is on; claims keep what they say. `rulings`, in the order
    in which people made them, have the last word on what belongs together."""
    groups = _ruled(_grouped(claims, stands_for), rulings)
    events = (event_of(group.claims, today, superseded=group.is_superseded) for group in groups)
    return tuple(sorted(events, key=lambda e: (e.first_reported_on or date.min, e.key)))


def _grouped(claims: Iterable[ClaimRow], stands_for: Standing | None) -> list[_Group]:
    groups: list[_Group] = []
    for claim in sorted((folded(c, stands_for) for c in claims), key=_place_in_time):
        fitting = _best(claim, groups)
        if len(fitting) == 1:
            fitting[0].claims.append(claim)
        elif not fitting and claim.factuality not in _SILENT:
            groups.append(_opened(claim, groups))
    _supersede(groups)
    return groups


def _supersede(groups: Sequence[_Group]) -> None:
    """Mark what still stood when the very same parties made another; who they are may be told
    only after it opened."""
    made = [(g.begun_on or g.opened_on, g) for g in groups if not g.is_lead]
    for begun, later in made:
        for _, earlier in made:
            if begun is None or len(later.parties) < _TWO or earlier.parties != later.parties:
                continue
            before = earlier.opened_on is not None and earlier.opened_on < begun
            if earlier is not later and before and _is_open(earlier, begun):
                earlier.is_superseded |= earlier.home == later.home


def _ruled(groups: list[_Group], rulings: Iterable[Ruling]) -> list[_Group]:
    for ruling in rulings:
        meant = [g for g in groups if any(c.anchor in ruling.anchors for c in g.claims)]
        if ruling.kind is RulingKind.MERGE and len(meant) > 1:
            joined = sorted((c for g in meant for c in g.claims), key=_place_in_time)
            whole = _Group(claims=joined, is_superseded=all(g.is_superseded for g in meant))
            groups = [*(g for g in groups if g not in meant), whole]
        elif ruling.kind is RulingKind.SPLIT:
            out = [c for g in meant for c in g.claims if c.anchor in ruling.anchors]
            kept = [_without(g, ruling.anchors) for g in groups]
            groups = [g for g in kept if g.claims] + ([_Group(claims=out)] if out else [])
    return groups


def _without(group: _Group, anchors: frozenset[str]) -> _Group:
    left = [c for c in group.claims if c.anchor not in anchors]
    return _Group(claims=left, is_superseded=group.is_superseded)


def _place_in_time(claim: ClaimRow) -> tuple[bool, date, int, bool, int, str]:
    """Order claims by day and kind; of one day and kind what tells most comes first."""
    on, told = happened_on(claim), claim.effective_on is not None
    order = _ORDER[claim.kind]
    return on is None, on or date.min, order, not told, -len(claim.parties), claim.key


def _opened(claim: ClaimRow, groups: Iterable[_Group]) -> _Group:
    """Open a ceasefire; one of the very same parties that still stood is superseded by it."""
    on = happened_on(claim)
    if claim.kind in _OPENING and len(claim.parties) > 1 and on:
        for group in groups:
            same = group.parties == frozenset(key_of(a) for a in claim.parties)
            if same and not group.is_lead and _is_open(group, on) and _scopes_meet(claim, group):
                group.is_superseded = True
    return _Group(claims=[claim])


def _is_open(group: _Group, on: date) -> bool:
    return group.closed_on is None or on <= group.closed_on


def _best(claim: ClaimRow, groups: Iterable[_Group]) -> list[_Group]:
    """Give the ceasefire that a claim fits best, or several where it may be of either."""
    fitting = [group for group in groups if _fits(claim, group)]
    top = max((_fit(claim, group) for group in fitting), default=None)
    alike = [group for group in fitting if _fit(claim, group) == top]
    if len({group.parties for group in alike}) > 1:
        return alike
    return alike and [
        max(enumerate(alike), key=lambda item: (_nearness(claim, item[1]), item[0]))[1]
    ]


def _fit(claim: ClaimRow, group: _Group) -> tuple[int, int, int, int, int]:
    """Rank a fitting ceasefire: the day of effect, shared parties, the truce of the same article,
    shared places, a truce before a lead."""
    same_day = int(claim.effective_on is not None and claim.effective_on == group.effective_on)
    told = int(any(c.article == claim.article for c in group.claims))
    shared = len(group.parties & {key_of(a) for a in claim.parties})
    near = len({p.key for p in group.places} & {p.key for p in claim.places})
    # Who answers does so to the truce that the article is about.
    first, second = (told, shared) if claim.kind in _REPLIES else (shared, told)
    return same_day, first, second, near, int(not group.is_lead)


def _nearness(claim: ClaimRow, group: _Group) -> date:
    """Rank ceasefires of the same parties: the latest, or for history the one of that day."""
    told = group.effective_on if claim.factuality is Factuality.HISTORICAL else group.last_on
    return told or date.min


def _fits(claim: ClaimRow, group: _Group) -> bool:
    return _parties_meet(claim, group) and _scopes_meet(claim, group) and _days_meet(claim, group)


def _parties_meet(claim: ClaimRow, group: _Group) -> bool:
    """Say whether one set of parties holds the other; unknown parties need a place in common."""
    ours, theirs = frozenset(key_of(a) for a in claim.parties), group.parties
    at_home = claim.home is not None and claim.home.country == group.home
    if not ours or not theirs:
        return bool(claim.places and group.places) or at_home
    if ours <= theirs or theirs <= ours:
        return True
    if not at_home:
        return False
    if group.is_lead:
        return True
    same_article = any(c.article == claim.article for c in group.claims)
    if same_article and claim.kind is Kind.ENTERED_INTO_FORCE and claim.duration_hours:
        return any(c.duration_hours == claim.duration_hours for c in group.claims)
    return claim.kind in _ANSWERS and (bool(ours & theirs) or same_article)


def _scopes_meet(claim: ClaimRow, group: _Group) -> bool:
    if claim.home and group.home and claim.home.country != group.home:
        return False
    if not claim.places or not group.places:
        return True
    ours, theirs = {p.key for p in claim.places}, {p.key for p in group.places}
    if ours & theirs:
        return True
    whole = any(p.is_country for p in (*claim.places, *group.places))
    countries = {p.country for p in claim.places} & {p.country for p in group.places} - {""}
    # Two truces in two towns are two truces; a breach in a town may be of the country's.
    return bool(countries) and (whole or claim.kind in _ANSWERS)


def _days_meet(claim: ClaimRow, group: _Group) -> bool:
    on, last = happened_on(claim), group.last_on
    if on is None or last is None:
        return True
    if claim.factuality is Factuality.HISTORICAL:
        return _is_of_then(claim, group)
    if group.is_superseded:
        return False
    if group.is_lead:
        shared = group.parties & {key_of(a) for a in claim.parties}
        return on - last <= timedelta(days=LEAD_DAYS if shared else SAME_TALKS_DAYS)
    if claim.kind in _OPENING:
        return _is_same_start(claim, group, on)
    closed = group.closed_on
    if claim.kind in _LEADING - {Kind.REJECTED}:
        return on - last <= timedelta(days=SAME_TALKS_DAYS) and (closed is None or on <= closed)
    if closed is None:
        return on - last <= timedelta(days=QUIET_DAYS)
    if claim.kind in (Kind.ENDED, Kind.EXTENDED) and not group.is_told_ended:
        return on <= closed + timedelta(days=UNTOLD_DAYS)
    return on <= closed + timedelta(days=GRACE_DAYS)


def _is_of_then(claim: ClaimRow, group: _Group) -> bool:
    told, begun = claim.effective_on or claim.declared_on, group.effective_on or group.last_on
    if told is None or begun is None:
        return False
    return abs((told - begun).days) <= SAME_START_DAYS


def _is_same_start(claim: ClaimRow, group: _Group, on: date) -> bool:
    """Say whether a claim that opens a truce retells the one at hand or opens another."""
    begun = group.begun_on
    if claim.effective_on and begun:
        span = min(SAME_START_DAYS, max(1, group.term.days - 1)) if group.term else SAME_START_DAYS
        return abs((claim.effective_on - begun).days) <= span
    suspended = [c for c in group.asserted if c.kind in (Kind.SUSPENDED, Kind.ENDED)]
    if suspended and suspended[-1].kind is Kind.ENDED:
        return False
    if group.closed_on is not None:
        return on <= group.closed_on
    last = group.last_on
    return last is None or on - last <= timedelta(days=LEAD_DAYS)
