"""What the claims of one document add up to: terms handed on between neighbouring sentences, and
the same claim said twice, as headlines and first paragraphs do, made one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from analysis.ceasefires.reading import Kind
from analysis.records import CeasefireClaim, NamedActor
from analysis.terms import Factuality

_BEGINS_LATER = (Kind.AGREED, Kind.DECLARED, Kind.ACCEPTED)
_NEIGHBOUR = 1  # sentences between which a truce named again keeps its terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A claim with the number of its sentence and who says it."""

    claim: CeasefireClaim
    sentence: int
    clause: int = 0
    source: tuple[NamedActor, ...] = ()
    is_weak: bool = False


def completed(drafts: Sequence[Draft]) -> list[Draft]:
    """Hand on terms between neighbouring sentences that speak of the one truce of a document."""
    filled: list[Draft] = []
    drafts = _with_starts(drafts)
    for draft in drafts:
        near = [d.claim for d in drafts if abs(d.sentence - draft.sentence) <= _NEIGHBOUR]
        lengths = {c.duration_hours for c in near if c.duration_hours}
        starts = {c.effective_on for c in near if c.effective_on}
        claim = draft.claim
        if claim.duration_hours is None and len(lengths) == 1 and _refers_back(claim):
            claim = replace(claim, duration_hours=lengths.copy().pop())
        if claim.effective_on is None and len(starts) == 1 and _refers_back(claim):
            claim = replace(claim, effective_on=starts.copy().pop())
        sides = {c.parties for c in near if c.parties and c is not draft.claim}
        if not claim.parties and len(sides) == 1 and claim.kind is Kind.VIOLATED:
            claim = replace(claim, parties=sides.pop())
        if claim.kind is Kind.PROPOSED and claim.parties:
            claim = replace(claim, parties=_with_refusers(draft, drafts))
        filled.append(replace(draft, claim=claim))
    return filled


def _with_starts(drafts: Sequence[Draft]) -> list[Draft]:
    """Give an agreement the day on which the next sentence says that it will begin."""
    kept: list[Draft] = []
    for draft in drafts:
        last = kept[-1] if kept else None
        if last and _is_to_come(draft) and _may_begin(last, draft):
            kept[-1] = _begun_by(last, draft)
        elif last and _is_to_come(last) and _may_begin(draft, last) and _is_one(last, draft):
            kept[-1] = _begun_by(draft, last)
        else:
            kept.append(draft)
    return kept


def _is_to_come(draft: Draft) -> bool:
    claim = draft.claim
    return claim.kind is Kind.ENTERED_INTO_FORCE and claim.factuality is Factuality.FUTURE


def _may_begin(made: Draft, start: Draft) -> bool:
    near = abs(start.sentence - made.sentence) <= _NEIGHBOUR
    return near and made.claim.kind in _BEGINS_LATER


def _is_one(draft: Draft, other: Draft) -> bool:
    return draft.sentence == other.sentence


def _begun_by(made: Draft, start: Draft) -> Draft:
    begins = start.claim.effective_on or made.claim.effective_on
    return replace(made, claim=replace(made.claim, effective_on=begins))


def _with_refusers(draft: Draft, drafts: Sequence[Draft]) -> tuple[NamedActor, ...]:
    """Add who turned a proposal down in the same sentence: it was made to them."""
    parties = {a.name: a for a in draft.claim.parties}
    for other in drafts:
        if other.sentence == draft.sentence and other.claim.kind is Kind.REJECTED:
            parties |= {a.name: a for a in other.claim.parties}
    return tuple(parties.values())


def _refers_back(claim: CeasefireClaim) -> bool:
    return claim.kind in (Kind.VIOLATED, Kind.ENDED, Kind.REJECTED, Kind.SUSPENDED)


def merged(drafts: Sequence[Draft]) -> list[Draft]:
    """Keep the richest of the claims that say the same, in the order of the text."""
    kept: list[Draft] = []
    for draft in drafts:
        if draft.is_weak and _is_told_better(draft, drafts):
            continue
        at = next((i for i, other in enumerate(kept) if _says_the_same(other, draft)), None)
        if at is None:
            kept.append(draft)
        elif _wealth(draft.claim) > _wealth(kept[at].claim):
            kept[at] = draft
    return kept


def _is_told_better(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Say whether the sentence names the truce that a weak term only paraphrases: "signed a
    ceasefire, promising to silence their guns"."""
    if draft.claim.kind not in (Kind.DECLARED, Kind.PROPOSED, Kind.AGREED):
        return False
    return any(
        other.sentence == draft.sentence
        and not other.is_weak
        and other.claim.kind in (Kind.AGREED, Kind.ACCEPTED)
        for other in drafts
    )


def _says_the_same(one: Draft, other: Draft) -> bool:
    a, b = one.claim, other.claim
    if (a.kind, a.factuality) != (b.kind, b.factuality):
        return False
    if one.sentence == other.sentence and one.clause != other.clause:
        # "X asks for a truce, while Y asks for one of three days" are two demands.
        return a.duration_hours == b.duration_hours
    return (
        _agree(a.parties, b.parties)
        and _agree(one.source, other.source)
        and _agree(a.perpetrators, b.perpetrators)
        and _fits(a.duration_hours, b.duration_hours)
        and _fits(a.effective_on, b.effective_on)
    )


def _agree(one: tuple[NamedActor, ...], other: tuple[NamedActor, ...]) -> bool:
    names, others = {a.name for a in one}, {a.name for a in other}
    return not names or not others or bool(names & others)


def _fits(one: object, other: object) -> bool:
    return one is None or other is None or one == other


def _wealth(claim: CeasefireClaim) -> int:
    """Count what a claim tells."""
    dates = (claim.duration_hours, claim.declared_on, claim.effective_on, claim.ends_on)
    told = len(claim.parties) + len(claim.places) + len(claim.mediators)
    return told + 2 * sum(value is not None for value in dates)
