"""What new sentences make of a ceasefire: no database."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from analysis.terms import CeasefireKind, CeasefireStatus, Factuality
from analysis.timelines.home_records import CeasefireChange, ChangeKind
from analysis.timelines.records import CeasefireBar, CeasefireRow

# In one day's order: what opens, what turns, what breaks.
_RANK = (ChangeKind.VIOLATED, ChangeKind.LAPSED, ChangeKind.STATUS, ChangeKind.NEW)
_SILENT = frozenset({Factuality.DENIED, Factuality.HYPOTHETICAL, Factuality.HISTORICAL})


def changes_of(
    bar: CeasefireBar,
    history: Sequence[Mapping[str, str]],
    new: Sequence[CeasefireRow],
    *,
    since: date,
    until: date,
) -> tuple[CeasefireChange, ...]:
    """Give what the new sentences made of a ceasefire, and that its term ran out in these days.
    `history` tells which sentence gave it which status (analysis/ceasefires/advice.py)."""
    found = [_standing(bar, history, new), _ran_out(bar, since, until), _violated(bar, new)]
    return tuple(change for change in found if change is not None)


def _standing(
    bar: CeasefireBar, history: Iterable[Mapping[str, str]], new: Sequence[CeasefireRow]
) -> CeasefireChange | None:
    """Give the status that the new sentences led to, from the one before them."""
    by_quote = {_quote_key(row): row for row in reversed(new)}
    turns = [
        (entry["before"], entry["after"], by_quote[_key_of(entry)])
        for entry in history
        if entry["field"] == "status" and _key_of(entry) in by_quote
    ]
    if not turns:
        return None
    before, after, row = turns[0][0], turns[-1][1], turns[-1][2]
    if before == after:
        return None
    same = [other for other in new if other.kind is row.kind and other is not row]
    return CeasefireChange(
        kind=ChangeKind.STATUS if before else ChangeKind.NEW,
        bar=bar,
        before=CeasefireStatus(before) if before else None,
        after=CeasefireStatus(after),
        rows=(row, *same),
    )


def _ran_out(bar: CeasefireBar, since: date, until: date) -> CeasefireChange | None:
    """Say that a term ran out in these days, with the sentence that told the term."""
    if bar.status is not CeasefireStatus.LAPSED or bar.ended_on is None:
        return None
    told = [row for row in bar.rows if row.duration_hours or row.ends_on] or list(bar.rows)
    if not told or not since <= bar.ended_on <= until:
        return None
    return CeasefireChange(
        kind=ChangeKind.LAPSED, bar=bar, before=None, after=bar.status, rows=tuple(told)
    )


def _violated(bar: CeasefireBar, new: Sequence[CeasefireRow]) -> CeasefireChange | None:
    broken = [
        row for row in new if row.kind is CeasefireKind.VIOLATED and row.factuality not in _SILENT
    ]
    if not broken:
        return None
    return CeasefireChange(
        kind=ChangeKind.VIOLATED, bar=bar, before=None, after=bar.status, rows=tuple(broken)
    )


def _quote_key(row: CeasefireRow) -> str:
    return hashlib.sha256(row.evidence.quote.encode()).hexdigest()[:16]


def _key_of(entry: Mapping[str, str]) -> str:
    """Give the end of a claim's anchor, which stands for its words."""
    return entry["claim"].rpartition("#")[2]


def order(change: CeasefireChange) -> tuple[date, int, str]:
    """Sort changes by day, those of one day by what they are."""
    on = change.bar.ended_on if change.kind is ChangeKind.LAPSED else None
    day = on or change.row.evidence.published_on or date.min
    return day, _RANK.index(change.kind), change.bar.key
