"""Reprints found, missed and invented are counted by kind of pair."""

import json

from analysis.evaluation.duplicates import measure, read
from analysis.evaluation.report import Verdict

PAIRS = read(
    json.dumps({"id": f"d{n}", "kind": kind, "first": "a", "second": "b", "is_reprint": is_reprint})
    for n, (kind, is_reprint) in enumerate(
        [("reprint", True), ("edited", True), ("other_event", False), ("other_words", False)]
    )
)


def test_missed_and_invented_reprints_lower_recall_and_precision() -> None:
    result = measure("duplicates_en", PAIRS, [True, False, True, False])
    assert result.figures["reprint precision"] == 0.5
    assert result.figures["reprint recall"] == 0.5
    assert result.errors == ["reprint missed: d1 edited", "taken for a reprint: d2 other_event"]
    assert result.items["d3 other_words"] == Verdict.RIGHT


def test_all_right_is_one() -> None:
    result = measure("duplicates_en", PAIRS, [True, True, False, False])
    assert result.figures["reprint f1"] == 1.0
    assert not result.errors
