"""`manage.py evaluate`: models and rules stay above their floors, and a fall is told."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

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
WRONG = {**PASSAGE, "id": "p2", "displacements": [{**FIGURE, "value": 7}]}
NAMES = {"id": "n1", "lang": "en", "marked": "The army left [LOC Damascus] for [LOC Aleppo]."}


@pytest.fixture(autouse=True)
def var(tmp_path: Path, settings: Any) -> Path:
    """Keep the runs of the tests away from those of the developer."""
    settings.VAR_DIR = tmp_path / "var"
    return tmp_path / "var"


@pytest.fixture
def gold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give an own folder of gold, without floors."""
    folder = tmp_path / "benchmarks" / "gold"
    folder.mkdir(parents=True)
    monkeypatch.setattr(evaluate, "BENCHMARKS", folder.parent)
    monkeypatch.setattr(evaluate, "FLOORS", folder.parent / "floors.json")
    set_floors(folder, {})
    return folder


def set_floors(gold: Path, floors: dict[str, dict[str, float]]) -> None:
    (gold.parent / "floors.json").write_text(json.dumps(floors), encoding="utf-8")


def write(path: Path, *rows: dict[str, Any]) -> Path:
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("evaluate", *arguments, stdout=out)
    return out.getvalue()


def test_no_figure_lies_under_its_floor() -> None:
    """The gate of `make test`: every task, every gold set, every floor."""
    assert "facts_ar: 90 passages" in run()


def test_given_files_are_told_apart_and_their_errors_are_printed(tmp_path: Path) -> None:
    facts, names = write(tmp_path / "a.jsonl", PASSAGE, WRONG), write(tmp_path / "b.jsonl", NAMES)
    told = run("--gold", str(facts), str(names), "--errors")
    assert "given a: 2 passages" in told
    assert "given b: 1 sentences" in told
    assert "P 0.500  R 0.500" in told
    assert "missed displacement in p2" in told
    assert "invented displacement in p2" in told


def test_one_task_measures_its_own_sets_alone(gold: Path) -> None:
    write(gold / "facts_en.jsonl", PASSAGE)
    write(gold / "names_en.jsonl", NAMES)
    told = run("names")
    assert "names_en: 1 sentences" in told
    assert "facts_en" not in told


def test_the_same_input_has_the_same_output(gold: Path, var: Path) -> None:
    write(gold / "names_en.jsonl", NAMES)
    first = run("names"), (var / "evaluate" / "last.json").read_bytes()
    again = run("names"), (var / "evaluate" / "last.json").read_bytes()
    assert first == again


def test_compare_names_what_turned_since_the_last_run(gold: Path) -> None:
    write(gold / "facts_en.jsonl", PASSAGE)
    run("facts")
    assert "facts_en: no change since the last run" in run("facts", "--compare")
    write(gold / "facts_en.jsonl", {**WRONG, "id": "p1"})
    told = run("facts", "--compare")
    assert "displacement f1: 1.000 to 0.000 (-1.000)" in told
    assert "loss: p1 displacement More than 5,000 people" in told


def test_a_fall_under_a_floor_is_told_by_name(gold: Path) -> None:
    write(gold / "facts_tiny.jsonl", PASSAGE)
    set_floors(gold, {"facts_tiny": {"displacement f1": 1.0, "ceasefire f1": 0.1}})
    with pytest.raises(CommandError, match=r"facts_tiny, ceasefire f1: 0\.000, floor") as failure:
        run("facts")
    assert "displacement f1" not in str(failure.value)


def test_a_floor_whose_gold_is_missing_fails(gold: Path) -> None:
    write(gold / "facts_en.jsonl", PASSAGE)
    set_floors(gold, {"facts_ar": {"invented": 0.1}, "parallel_ar_en": {"ar to en": 0.5}})
    with pytest.raises(CommandError, match="facts_ar: not measured") as failure:
        run()
    assert "parallel_ar_en: not measured: there is no gold" in str(failure.value)


def test_floors_of_other_tasks_are_left_alone(gold: Path) -> None:
    write(gold / "names_en.jsonl", NAMES)
    set_floors(gold, {"facts_ar": {"invented": 0.1}, "names_en": {"all f1": 0.1}})
    assert "names_en" in run("names")


def test_a_task_asked_for_that_cannot_be_measured_fails(gold: Path) -> None:
    with pytest.raises(
        CommandError, match=r"names cannot be measured: there is no gold: gold/names_"
    ):
        run("names")


def test_floors_are_raised_on_demand_alone(gold: Path) -> None:
    write(gold / "facts_en.jsonl", PASSAGE)
    floors = gold.parent / "floors.json"
    run("facts")
    assert json.loads(floors.read_text(encoding="utf-8")) == {}
    run("facts", "--raise-floors")
    assert json.loads(floors.read_text(encoding="utf-8"))["facts_en"]["displacement f1"] == 0.99
