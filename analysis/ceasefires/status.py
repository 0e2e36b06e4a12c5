"""What the claims of one ceasefire add up to: its dates, its status and why, its breaches."""

import hashlib
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from analysis.ceasefires.rows import (
    CeasefireEvent,
    ClaimRow,
    Mark,
    PlaceRef,
    Standing,
    Violation,
)
from analysis.records import NamedActor
from analysis.terms import CeasefireKind, CeasefireSide, CeasefireStatus, Factuality

Kind = CeasefireKind
Status = CeasefireStatus

_SILENT = frozenset({Factuality.DENIED, Factuality.HYPOTHETICAL, Factuality.HISTORICAL})
_DECLARES = frozenset({Kind.DECLARED, Kind.AGREED})
_MAKES = _DECLARES | {Kind.ACCEPTED, Kind.ENTERED_INTO_FORCE, Kind.EXTENDED}
_ANSWERS = frozenset({Kind.REJECTED, Kind.VIOLATED, Kind.ENDED})
_TELL_A_TERM = frozenset(Kind) - {Kind.PROPOSED, Kind.REJECTED, Kind.ACCEPTED, Kind.EXTENDED}
_VIOLENCE_DAYS = 3  # a breach so near to the end tells why it ended
_TERM_DAYS = 4  # an end told so near to the planned one is that of the term
_ONE_EXTENSION_DAYS = 2  # papers tell of one extension for so long
_NAMES = {
    Kind.PROPOSED: "proposed",
    Kind.DECLARED: "declared",
    Kind.AGREED: "agreed",
    Kind.ACCEPTED: "accepted",
    Kind.REJECTED: "rejected",
    Kind.ENTERED_INTO_FORCE: "reported in force",
    Kind.EXTENDED: "extended",
    Kind.SUSPENDED: "suspended",
    Kind.ENDED: "reported ended",
}


def happened_on(claim: ClaimRow) -> date | None:
    """Give the day of what a claim tells: its own date, else the day of publication."""
    if claim.kind is Kind.ENTERED_INTO_FORCE and claim.effective_on:
        return claim.effective_on
    if claim.kind in _DECLARES:
        return claim.declared_on or claim.published_on or claim.effective_on
    if claim.kind is Kind.ENDED and claim.ends_on:
        return min(claim.ends_on, claim.published_on or claim.ends_on)
    return claim.declared_on or claim.published_on


def effective_of(asserted: Iterable[ClaimRow]) -> date | None:
    """Give the day of effect: that of a start, else one that is no day of signing, else any."""
    told = [c for c in asserted if c.effective_on and c.kind not in _ANSWERS]
    made = [c for c in told if c.kind in _DECLARES]
    starts = (c.effective_on for c in told if c.kind is Kind.ENTERED_INTO_FORCE)
    later = (c.effective_on for c in made if c.effective_on != c.declared_on)
    return _first(starts) or _first(later) or _first(c.effective_on for c in (*made, *told))


def planned_end(asserted: Iterable[ClaimRow]) -> date | None:
    """Give the last day of the term with its extensions; None where no term is told, or where it
    was extended for a time that is not told. A term without a start runs from its declaration."""
    asserted = list(asserted)
    told = [c for c in asserted if c.kind in _TELL_A_TERM]
    start = effective_of(told) or _first(happened_on(c) for c in told if c.duration_hours)
    term = next((c.duration_hours for c in told if c.duration_hours), None)
    stated = _first(c.ends_on for c in told if c.kind is not Kind.ENDED)
    end = stated or (start + _days(term) if start and term else None)
    for claim in extensions_of(asserted):
        end = _extended(end, claim)
    return end


def extensions_of(asserted: Iterable[ClaimRow]) -> list[ClaimRow]:
    """Give one claim for each extension, the one that tells most of it: papers tell of an
    extension for days."""
    found: list[ClaimRow] = []
    last: date | None = None
    for claim in asserted:
        if not _is(claim, Kind.EXTENDED):
            continue
        on = happened_on(claim)
        if found and (on is None or last is None or (on - last).days <= _ONE_EXTENSION_DAYS):
            found[-1] = max(found[-1], claim, key=_tells_a_term)
        else:
            found.append(claim)
        last = on or last
    return found


def _tells_a_term(claim: ClaimRow) -> bool:
    return bool(claim.ends_on or claim.duration_hours)


def _extended(end: date | None, claim: ClaimRow) -> date | None:
    if claim.ends_on or not (end and claim.duration_hours):
        return claim.ends_on
    return end + _days(claim.duration_hours)


def _days(hours: int) -> timedelta:
    """Round a term up to whole days: claims carry dates, not hours."""
    return timedelta(days=math.ceil(hours / 24))


def event_of(claims: Sequence[ClaimRow], today: date, *, superseded: bool) -> CeasefireEvent:
    """Build the ceasefire of a group of claims, in their order, as it stands on a day."""
    asserted = [c for c in claims if c.factuality not in _SILENT]
    status, reason, ended_on = _status(asserted, today, superseded=superseded)
    made = [c for c in asserted if c.kind in _MAKES] or asserted
    parties = _actors(a for c in made for a in c.parties)
    parties = parties or _actors(a for c in asserted for a in c.parties)
    places = _scope(made) or _homes(asserted) or _scope(asserted)
    return CeasefireEvent(
        key=_key(claims[0]),
        parties=parties,
        mediators=_actors(a for c in asserted for a in c.mediators if a not in parties),
        places=places,
        country=_country(places),
        status=status,
        status_reason=reason,
        side=_side(asserted),
        first_reported_on=min((c.published_on for c in claims if c.published_on), default=None),
        declared_on=_first(c.declared_on for c in asserted if c.kind in _DECLARES),
        effective_on=effective_of(asserted),
        planned_end_on=planned_end(asserted),
        ended_on=ended_on,
        fixed_term_hours=_term(asserted),
        extensions=len(extensions_of(asserted)),
        claims=tuple(c.key for c in claims),
        marks=_marks(claims),
        violations=_violations(asserted),
    )


def _key(claim: ClaimRow) -> str:
    return hashlib.sha256(claim.key.encode()).hexdigest()[:20]


def _actors(actors: Iterable[NamedActor]) -> tuple[NamedActor, ...]:
    return tuple({a.actor or a.name.casefold(): a for a in actors}.values())


def _scope(claims: Iterable[ClaimRow]) -> tuple[PlaceRef, ...]:
    """Give the places of claims; a country gives way to the places within it."""
    places = {p.key: p for c in claims for p in c.places}
    within = {p.country for p in places.values() if not p.is_country}
    kept = [p for p in places.values() if not (p.is_country and p.country in within)]
    return tuple(kept)


def _homes(claims: Iterable[ClaimRow]) -> tuple[PlaceRef, ...]:
    homes = {c.home.key: c.home for c in claims if c.home}
    return tuple(homes.values()) if len(homes) == 1 else ()


def _country(places: Iterable[PlaceRef]) -> str:
    countries = {p.country for p in places if p.country}
    return countries.pop() if len(countries) == 1 else ""


def _first(dates: Iterable[date | None]) -> date | None:
    return next((d for d in dates if d), None)


def _term(asserted: Iterable[ClaimRow]) -> int | None:
    leads = (Kind.EXTENDED, Kind.PROPOSED, Kind.REJECTED)
    return next(
        (c.duration_hours for c in asserted if c.duration_hours and c.kind not in leads), None
    )


def _is(claim: ClaimRow, kind: CeasefireKind) -> bool:
    return claim.kind is kind and claim.factuality is Factuality.ASSERTED


def _status(
    asserted: Sequence[ClaimRow], today: date, *, superseded: bool
) -> tuple[CeasefireStatus, str, date | None]:
    """Give the status, why, and the day on which it ended."""
    status, reason, ended_on = Status.UNCLEAR, "only breaches of it are reported", None
    for claim in asserted:
        told = _after(status, claim, asserted)
        if told is None:
            continue
        status, reason = told, _words(claim)
        if status is Status.LAPSED:
            reason = f"its term ran out, {reason}"
        ended_on = happened_on(claim) if claim.kind is Kind.ENDED else None
    if ended_on or status is Status.PROPOSED:
        return status, reason, ended_on
    return _passed(asserted, today, status, reason, superseded=superseded)


def _after(
    status: CeasefireStatus, claim: ClaimRow, asserted: Sequence[ClaimRow]
) -> CeasefireStatus | None:
    """Give the status that a claim leads to; None where it changes nothing."""
    stands = status not in (Status.UNCLEAR, Status.PROPOSED)
    ended = status in (Status.ENDED_VIOLENCE, Status.ENDED_OTHER, Status.LAPSED)
    if claim.kind in (Kind.PROPOSED, Kind.REJECTED):
        return None if stands else Status.PROPOSED
    if claim.kind is Kind.ACCEPTED:
        return None if stands else _accepted(claim, asserted)
    if claim.kind in _DECLARES:
        return Status.DECLARED if not stands else None
    if claim.factuality is Factuality.FUTURE:
        return Status.DECLARED if not stands and claim.kind is Kind.ENTERED_INTO_FORCE else None
    if claim.kind is Kind.ENTERED_INTO_FORCE:
        return Status.IN_EFFECT if status is not Status.EXTENDED and not ended else None
    if claim.kind is Kind.ENDED:
        return _ended(claim, asserted)
    if claim.kind is Kind.EXTENDED:
        return None if ended and _is_retold(claim, asserted) else Status.EXTENDED
    return Status.SUSPENDED if claim.kind is Kind.SUSPENDED and not ended else None


def _is_retold(claim: ClaimRow, asserted: Iterable[ClaimRow]) -> bool:
    """Say whether the report of an end only looks back on an extension."""
    return any(c.kind is Kind.ENDED and c.article == claim.article for c in asserted)


def _accepted(claim: ClaimRow, asserted: Sequence[ClaimRow]) -> CeasefireStatus:
    """Acceptance by one side leaves a proposal; by two it makes the truce."""
    upto = asserted[: asserted.index(claim) + 1]
    sides = {a.actor or a.name for c in upto if _is(c, Kind.ACCEPTED) for a in c.parties}
    return Status.DECLARED if len(sides) > 1 else Status.PROPOSED


def _ended(claim: ClaimRow, asserted: Sequence[ClaimRow]) -> CeasefireStatus:
    on = happened_on(claim)
    for breach in asserted:
        day = happened_on(breach)
        near = day and on and abs((on - day).days) <= _VIOLENCE_DAYS
        if _is(breach, Kind.VIOLATED) and (near or breach.article == claim.article):
            return Status.ENDED_VIOLENCE
    term = planned_end(asserted)
    if term and on and abs((on - term).days) <= _TERM_DAYS:
        return Status.LAPSED
    return Status.ENDED_OTHER


def _words(claim: ClaimRow) -> str:
    who = " and ".join(a.name for a in claim.parties)
    on = happened_on(claim)
    by = f" by {who}" if who and claim.kind in (Kind.ACCEPTED, Kind.REJECTED, Kind.DECLARED) else ""
    planned = "to start as told" if claim.factuality is Factuality.FUTURE else _NAMES[claim.kind]
    return f"{planned}{by}{f' on {on.isoformat()}' if on else ''}"


def _passed(
    asserted: Sequence[ClaimRow],
    today: date,
    status: CeasefireStatus,
    reason: str,
    *,
    superseded: bool,
) -> tuple[CeasefireStatus, str, date | None]:
    """Let time pass: a start that has come, a term that has run out, a successor."""
    end, start = planned_end(asserted), effective_of(asserted)
    if status is Status.SUSPENDED or (status is Status.UNCLEAR and end is None):
        return status, reason, None
    if end and end < today:
        return Status.LAPSED, f"its term ran out on {end.isoformat()} without further word", end
    if superseded:
        return Status.ENDED_SUPERSEDED, "a later ceasefire of the same parties took its place", None
    if status is Status.DECLARED and start and start <= today:
        return Status.IN_EFFECT, f"{reason}, effective {start.isoformat()}, no end reported", None
    return status, reason, None


def _side(asserted: Sequence[ClaimRow]) -> CeasefireSide:
    """Tell from who declared, agreed or accepted; one known side of an agreement tells nothing."""
    made = [c for c in asserted if c.kind in _DECLARES and c.parties]
    took = [c for c in asserted if _is(c, Kind.ACCEPTED)] if made else []
    sides = {a.actor or a.name for c in (*made, *took) for a in c.parties}
    if not made:
        return CeasefireSide.UNCLEAR
    if len(sides) == 1:
        alone = all(c.kind is Kind.DECLARED for c in made)
        return CeasefireSide.UNILATERAL if alone else CeasefireSide.UNCLEAR
    return CeasefireSide.BILATERAL if len(sides) == 2 else CeasefireSide.MULTILATERAL


def _marks(claims: Iterable[ClaimRow]) -> tuple[Mark, ...]:
    """Gather the claims that tell the same of a day; reprints count once."""
    told: dict[tuple[date | None, CeasefireKind, Factuality], list[ClaimRow]] = defaultdict(list)
    for claim in claims:
        told[happened_on(claim), claim.kind, claim.factuality].append(claim)
    return tuple(
        Mark(
            on=on,
            kind=kind,
            factuality=factuality,
            claims=tuple(c.key for c in rows),
            stories=len({c.story for c in rows}),
        )
        for (on, kind, factuality), rows in told.items()
    )


def _violations(asserted: Iterable[ClaimRow]) -> tuple[Violation, ...]:
    """Gather breaches by day and perpetrators; two independent voices corroborate one."""
    told: dict[tuple[date | None, tuple[str, ...]], list[ClaimRow]] = defaultdict(list)
    for claim in asserted:
        if _is(claim, Kind.VIOLATED):
            who = tuple(sorted(a.actor or a.name for a in claim.perpetrators))
            told[happened_on(claim), who].append(claim)
    return tuple(
        Violation(
            on=on,
            perpetrators=_actors(a for c in rows for a in c.perpetrators),
            alleged_by=_actors(a for c in rows for a in c.alleged_by),
            standing=_standing(rows),
            claims=tuple(c.key for c in rows),
        )
        for (on, _), rows in told.items()
    )


def _standing(rows: Sequence[ClaimRow]) -> Standing:
    """Corroborated: two voices, neither accused, in two stories that are no reprints."""
    voices: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        accused = {a.actor or a.name for a in row.perpetrators}
        for actor in row.alleged_by:
            if (actor.actor or actor.name) not in accused:
                voices[actor.actor or actor.name].add(row.story)
    stories = Counter(story for told in voices.values() for story in told)
    return Standing.CORROBORATED if len(voices) > 1 and len(stories) > 1 else Standing.ALLEGED
