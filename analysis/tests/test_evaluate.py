"""`manage.py evaluate`: the shipped rules stay above their floors, and a fall is told."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from analysis.management.commands import evaluate

pytestmark = pytest.mark.weights

FIGURE = {
    "value": 5000,
    "value_max": None,
    "quantifier": "more_than",
    "unit": "person",
    "category": "new_displacement",
    "places": ["Hodeidah"],
    "reporters": ["United Nations"],
    "quote": "More than 5,000 people",
}
PASSAGE = {
    "id": "p1",
    "lang": "en",
    "published": "2018-12-18",
    "text": "More than 5,000 people fled Hodeidah on Monday, the United Nations said.",
    "displacements": [FIGURE],
    "ceasefires": [],
    "stances": [],
}


def test_no_score_lies_under_its_floor() -> None:
    out = StringIO()
    call_command("evaluate", stdout=out)
    assert "displacement" in out.getvalue()


def test_one_file_is_scored_and_its_errors_are_printed(tmp_path: Path) -> None:
    wrong = {**PASSAGE, "id": "p2", "displacements": [{**FIGURE, "value": 7}]}
    gold = tmp_path / "gold.jsonl"
    gold.write_text("\n".join(map(json.dumps, (PASSAGE, wrong))), encoding="utf-8")
    out = StringIO()
    call_command("evaluate", str(gold), "--errors", stdout=out)
    assert "P 0.500  R 0.500" in out.getvalue()
    assert "missed displacement in p2" in out.getvalue()
    assert "invented displacement in p2" in out.getvalue()


def test_a_fall_under_a_floor_is_told_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "tiny.jsonl").write_text(json.dumps(PASSAGE), encoding="utf-8")
    floors = {"tiny": {"displacement f1": 1.0, "ceasefire f1": 0.1}}
    (tmp_path / "floors.json").write_text(json.dumps(floors), encoding="utf-8")
    monkeypatch.setattr(evaluate, "BENCHMARKS", tmp_path)
    monkeypatch.setattr(evaluate, "FLOORS", tmp_path / "floors.json")
    with pytest.raises(CommandError, match=r"tiny, ceasefire f1: 0\.000, floor 0\.100") as failure:
        call_command("evaluate", stdout=StringIO())
    assert "displacement f1" not in str(failure.value)
