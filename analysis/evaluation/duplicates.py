"""Measures which of two reports is taken for a reprint of the other, by kind of pair."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analysis.evaluation.report import Counts, Result, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two reports, each with its headline on a line of its own; the first was printed first."""

    id: str
    kind: str
    first: str
    second: str
    is_reprint: bool


def read(lines: Iterable[str]) -> list[Pair]:
    """Read pairs from JSON Lines."""
    rows = [json.loads(line) for line in lines if line.strip()]
    return [
        Pair(
            id=row["id"],
            kind=row["kind"],
            first=row["first"],
            second=row["second"],
            is_reprint=row["is_reprint"],
        )
        for row in rows
    ]


def measure(name: str, pairs: Sequence[Pair], answers: Sequence[bool]) -> Result:
    """Score the answers: whether each pair's second report was taken for a reprint."""
    result = Result(name=name, lines=[f"\n{name}: {len(pairs)} pairs"])
    counts, right = Counts(), Counter[str]()
    for pair, answer in zip(pairs, answers, strict=True):
        _count(pair, answer, counts, result)
        right[pair.kind] += answer == pair.is_reprint
    result.figures = counts.figures("reprint")
    result.lines.append(counts.line("reprints"))
    for kind, pairs_of_kind in Counter(pair.kind for pair in pairs).items():
        result.lines.append(f"  {kind:13} {right[kind]} of {pairs_of_kind} right")
    return result


def _count(pair: Pair, answer: bool, counts: Counts, result: Result) -> None:
    if answer and pair.is_reprint:
        counts.found += 1
    elif answer:
        counts.invented += 1
        result.errors.append(f"taken for a reprint: {pair.id} {pair.kind}")
    elif pair.is_reprint:
        counts.missed += 1
        result.errors.append(f"reprint missed: {pair.id} {pair.kind}")
    is_right = answer == pair.is_reprint
    result.note(f"{pair.id} {pair.kind}", Verdict.RIGHT if is_right else Verdict.WRONG)
