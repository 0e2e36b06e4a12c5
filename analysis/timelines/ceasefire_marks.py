"""What was said of a ceasefire as dated marks: one for each kind and day or, of very many, one for
each kind and a run of days."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from analysis import models
from analysis.terms import CeasefireKind
from analysis.timelines.claim_rows import ceasefires_by_key
from analysis.timelines.records import CeasefireRow, DateBasis, Mark
from analysis.timelines.rows import published_on

# More sentences than these on one page are not all read, nor so many marks drawn.
MOST_CLAIMS, MOST_MARKS = 400, 160
# Days that one mark may stand for, and where runs of days are counted from: a Monday.
RUNS = (1, 7, 28, 91, 364, 3_640)
_START = date(2001, 1, 1)
_DECLARED = (CeasefireKind.DECLARED, CeasefireKind.AGREED)


def marks(claims: Sequence[CeasefireRow]) -> tuple[Mark, ...]:
    """Join claims of one kind, factuality and date into marks, in order of date (unknown last)."""
    grouped: dict[tuple[str, str, date | None, DateBasis], list[CeasefireRow]] = defaultdict(list)
    for row in claims:
        on, basis = mark_date(row)
        grouped[row.kind, row.factuality, on, basis].append(row)
    made = (
        Mark(
            kind=found[0].kind,
            factuality=found[0].factuality,
            on=on,
            basis=basis,
            rows=tuple(found),
        )
        for (_kind, _factuality, on, basis), found in grouped.items()
    )
    return _in_order(made)


def _in_order(made: Iterable[Mark]) -> tuple[Mark, ...]:
    return tuple(sorted(made, key=lambda mark: (mark.on is None, mark.on or date.min, mark.kind)))


def mark_date(row: CeasefireRow) -> tuple[date | None, DateBasis]:
    """Give the day that a claim's mark stands on: the day it states for its kind, else the day
    it was printed."""
    printed = row.evidence.published_on
    return _mark_date(row.kind, row.declared_on, row.effective_on, row.ends_on, printed)


def _mark_date(
    kind: str,
    declared_on: date | None,
    effective_on: date | None,
    ends_on: date | None,
    printed_on: date | None,
) -> tuple[date | None, DateBasis]:
    stated: date | None = None
    if kind == CeasefireKind.PROPOSED:
        stated = declared_on
    elif kind in _DECLARED:
        stated = declared_on or effective_on
    elif kind == CeasefireKind.ENTERED_INTO_FORCE:
        stated = effective_on or declared_on
    elif kind == CeasefireKind.ENDED:
        stated = ends_on
    if stated:
        return stated, DateBasis.STATED
    return printed_on, DateBasis.PUBLISHED if printed_on else DateBasis.UNKNOWN


@dataclass(slots=True)
class _Joined:
    """Claims that one mark stands for: the first, how many they are, their days."""

    key: int
    first: date | None
    last: date | None
    basis: DateBasis
    sentences: int = 1

    def add(self, key: int, on: date | None, basis: DateBasis) -> None:
        self.sentences += 1
        if on and self.first and on < self.first:
            self.key, self.first, self.basis = key, on, basis
        if on and self.last:
            self.last = max(self.last, on)


# Marks of one ceasefire, kind, factuality and run of days.
_Key = tuple[int, str, str, int | None]


def joined_marks(ceasefires: Sequence[int]) -> Mapping[int, tuple[Mark, ...]]:
    """Give marks of ceasefires that hold more claims than are read: of each mark the first claim,
    with the number of claims and the days that it stands for. Runs of days are as short as leaves
    MOST_MARKS at most."""
    told = list(
        models.CeasefireClaim.objects.filter(ceasefire__in=ceasefires)
        .order_by("printed_at", "pk")
        .values_list("pk", "ceasefire", "kind", "factuality", "declared_on", "effective_on",
                     "ends_on", "printed_at")
    )  # fmt: skip
    dated = [
        (pk, (of or 0, kind, factuality), _mark_date(kind, said, begun, ended, published_on(at)))
        for pk, of, kind, factuality, said, begun, ended, at in told
    ]
    found: dict[_Key, _Joined] = {}
    for days in RUNS:
        found = _joined(dated, days)
        if len(found) <= MOST_MARKS:
            break
    rows = dict(
        zip(
            (item.key for item in found.values()),
            ceasefires_by_key([item.key for item in found.values()]),
            strict=True,
        )
    )
    made: dict[int, list[Mark]] = defaultdict(list)
    for (of, *_rest), item in found.items():
        made[of].append(_mark(rows[item.key], item))
    return {of: _in_order(items) for of, items in made.items()}


def _joined(
    dated: Iterable[tuple[int, tuple[int, str, str], tuple[date | None, DateBasis]]], days: int
) -> dict[_Key, _Joined]:
    found: dict[_Key, _Joined] = {}
    for pk, alike, (on, basis) in dated:
        run = (on - _START) // timedelta(days=days) if on else None
        known = found.get((*alike, run))
        if known:
            known.add(pk, on, basis)
        else:
            found[*alike, run] = _Joined(pk, on, on, basis)
    return found


def _mark(row: CeasefireRow, item: _Joined) -> Mark:
    return Mark(
        kind=row.kind,
        factuality=row.factuality,
        on=item.first,
        basis=item.basis,
        rows=(row,),
        until=item.last,
        sentences=item.sentences,
    )
