"""Measures sentence vectors across languages: is a sentence nearest to its own translation?"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analysis.evaluation.report import Result, Verdict

Vectors = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """A sentence in each of its languages."""

    id: str
    texts: dict[str, str]


def read(lines: Iterable[str]) -> list[Translation]:
    """Read parallel sentences from JSON Lines: `{"id": …, "texts": {"ar": …, "en": …}}`."""
    rows = [json.loads(line) for line in lines if line.strip()]
    return [Translation(id=row["id"], texts=row["texts"]) for row in rows]


def measure(name: str, rows: Sequence[Translation], vectors: dict[str, Vectors]) -> Result:
    """Score nearest neighbours; `vectors` holds a language's rows in the order of the gold."""
    result = Result(name=name, lines=[f"\n{name}: {len(rows)} sentences"])
    for one in vectors:
        for other in vectors:
            if one != other:
                _measure_way(f"{one} to {other}", rows, vectors[one], vectors[other], result)
    return result


def _measure_way(
    way: str, rows: Sequence[Translation], asked: Vectors, among: Vectors, result: Result
) -> None:
    nearest = (_unit(asked) @ _unit(among).T).argmax(axis=1)
    for index, row in enumerate(rows):
        is_right = int(nearest[index]) == index
        result.note(f"{row.id} {way}", Verdict.RIGHT if is_right else Verdict.WRONG)
        if not is_right:
            result.errors.append(f"{way}: {row.id} is nearest to {rows[int(nearest[index])].id}")
    share = float((nearest == np.arange(len(rows))).mean()) if rows else 0.0
    result.figures[way] = share
    result.lines.append(f"  {way:13} {share:.3f} nearest to their own translation")


def _unit(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Vectors = vectors / np.maximum(lengths, np.finfo(np.float32).tiny)
    return unit
