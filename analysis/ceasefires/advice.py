"""What a person may want to look at: ceasefires that may be one, one that may be two, and how what
is known of a ceasefire came about."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from analysis.ceasefires.rows import CeasefireEvent, Change, ClaimRow, Suggestion
from analysis.ceasefires.status import event_of, happened_on
from analysis.terms import CeasefireKind, Factuality, RulingKind

_SAME_START = timedelta(days=3)  # effective dates nearer than this may be of one ceasefire
_APART = timedelta(days=3)  # starts of one ceasefire farther apart than this may be of two
_MAKES = frozenset({CeasefireKind.DECLARED, CeasefireKind.AGREED, CeasefireKind.ENTERED_INTO_FORCE})


def suggestions(
    events: Sequence[CeasefireEvent], claims: Mapping[str, ClaimRow]
) -> dict[str, tuple[Suggestion, ...]]:
    """Give, by the key of a ceasefire, what may be decided on it."""
    found: dict[str, list[Suggestion]] = {event.key: [] for event in events}
    for one, other, reason in _near_pairs(events):
        found[one.key].append(_merge(other, reason))
        found[other.key].append(_merge(one, reason))
    for event in events:
        split = _may_be_two([claims[key] for key in event.claims if key in claims])
        found[event.key] += [split] if split else []
    return {key: tuple(made) for key, made in found.items()}


def _near_pairs(
    events: Iterable[CeasefireEvent],
) -> Iterator[tuple[CeasefireEvent, CeasefireEvent, str]]:
    """Give the pairs that start near to one another and may be one."""
    started = [(start, e.key, e) for e in events if (start := _start(e))]
    started.sort(key=lambda item: item[:2])
    for at, (start, _, one) in enumerate(started):
        for later, _, other in started[at + 1 :]:
            if later - start > _SAME_START:
                break
            reason = "" if _is_over(one, later) else _may_be_one(one, other)
            if reason:
                yield one, other, reason


def _merge(other: CeasefireEvent, reason: str) -> Suggestion:
    return Suggestion(kind=RulingKind.MERGE, reason=reason, other=other.key)


def _may_be_one(one: CeasefireEvent, other: CeasefireEvent) -> str:
    """Say why two ceasefires of near dates may be one: places that overlap, and parties that are
    the same or of which the one set holds the other."""
    if not _places_meet(one, other):
        return ""
    ours, theirs = _parties(one), _parties(other)
    if ours == theirs:
        return "same parties, near dates"
    if not ours or not theirs or ours < theirs or theirs < ours:
        return "parties that do not differ, near dates"
    return ""


def _start(event: CeasefireEvent) -> date | None:
    return event.effective_on or event.declared_on or event.first_reported_on


def _is_over(event: CeasefireEvent, by: date) -> bool:
    """Say whether a ceasefire was over when the other began: a new truce follows an old one."""
    end = event.ended_on or event.planned_end_on
    return end is not None and end <= by


def _parties(event: CeasefireEvent) -> frozenset[str]:
    return frozenset(a.actor or a.name.casefold() for a in event.parties)


def _places_meet(one: CeasefireEvent, other: CeasefireEvent) -> bool:
    if not one.places or not other.places:
        return not one.country or not other.country or one.country == other.country
    shared = {p.key for p in one.places} & {p.key for p in other.places}
    whole = any(p.is_country for p in (*one.places, *other.places))
    return bool(shared) or (whole and bool(one.country) and one.country == other.country)


def _may_be_two(claims: Sequence[ClaimRow]) -> Suggestion | None:
    """Say which claims tell of a start far from that of the rest."""
    made = [
        (c.effective_on, c)
        for c in claims
        if c.kind in _MAKES and c.effective_on and c.factuality is Factuality.ASSERTED
    ]
    if not made:
        return None
    first = min(on for on, _ in made)
    later = tuple(c.key for on, c in made if on - first > _APART)
    if not later or len(later) == len(made):
        return None
    return Suggestion(kind=RulingKind.SPLIT, reason="starts days apart", claims=later)


def history(claims: Sequence[ClaimRow]) -> tuple[Change, ...]:
    """Tell how what is known of a ceasefire changed with the reports, day by day of publication.
    Claims without a day of publication come with the first."""
    found: list[Change] = []
    known: dict[str, str] = {}
    for on, upto in _days(claims):
        event = event_of(upto, on, superseded=False)
        now = dict(_fields(event))
        by = next((c for c in reversed(upto) if c.published_on == on), upto[-1])
        for field, after in now.items():
            before = known.get(field, "")
            if after != before:
                made = _who_changed(field, after, on, upto) or by.key
                change = Change(on=on, field=field, before=before, after=after, claim=made)
                found.append(change)
        known = now
    return tuple(found)


def _days(claims: Sequence[ClaimRow]) -> Iterator[tuple[date, list[ClaimRow]]]:
    telling = [c for c in claims if c.published_on and c.kind is not CeasefireKind.VIOLATED]
    days = sorted({c.published_on for c in telling or claims if c.published_on})
    for on in days:
        upto = [c for c in claims if c.published_on is None or c.published_on <= on]
        yield on, upto


def _fields(event: CeasefireEvent) -> Iterator[tuple[str, str]]:
    yield "status", event.status.value
    yield "parties", ", ".join(sorted(a.name for a in event.parties))
    yield "declared_on", _iso(event.declared_on)
    yield "effective_on", _iso(event.effective_on)
    yield "planned_end_on", _iso(event.planned_end_on)
    yield "ended_on", _iso(event.ended_on)


def _iso(on: date | None) -> str:
    return on.isoformat() if on else ""


def _who_changed(field: str, after: str, on: date, claims: Iterable[ClaimRow]) -> str:
    """Give the claim of the day that states a date outright; "" where none does."""
    stated = {
        "declared_on": lambda c: c.declared_on,
        "effective_on": lambda c: c.effective_on,
        "planned_end_on": lambda c: c.ends_on,
        "ended_on": happened_on,
    }.get(field)
    if stated is None:
        return ""
    today = (c for c in claims if c.published_on == on)
    return next((c.key for c in today if _iso(stated(c)) == after), "")
