"""A sentence has to be nearer to its own translation than to any other."""

import json

import numpy as np

from analysis.evaluation.report import Verdict
from analysis.evaluation.vectors import Vectors, measure, read

ROWS = read(
    json.dumps({"id": f"v{n}", "texts": {"ar": ar, "en": en}})
    for n, (ar, en) in enumerate([("هدنة", "truce"), ("نزوح", "flight"), ("مطر", "rain")])
)


def vectors(*rows: tuple[float, float]) -> Vectors:
    return np.array(rows, dtype=np.float32)


def test_angles_count_and_lengths_do_not() -> None:
    arabic, english = vectors((1, 0), (0, 1), (-1, 0)), vectors((9, 1), (1, 20), (-5, 0))
    result = measure("parallel_ar_en", ROWS, {"ar": arabic, "en": english})
    assert result.figures == {"ar to en": 1.0, "en to ar": 1.0}


def test_a_neighbour_that_is_another_sentence_is_told() -> None:
    arabic, english = vectors((1, 0), (0, 1), (-1, 0)), vectors((0, 1), (0, 1), (-1, 0))
    result = measure("parallel_ar_en", ROWS, {"ar": arabic, "en": english})
    assert result.items["v0 en to ar"] == Verdict.WRONG
    assert result.items["v2 en to ar"] == Verdict.RIGHT
    assert "en to ar: v0 is nearest to v1" in result.errors
