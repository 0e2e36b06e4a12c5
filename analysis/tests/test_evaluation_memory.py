"""A run is kept with the one before it."""

import json
from pathlib import Path

from analysis.evaluation.memory import changes, keep
from analysis.evaluation.report import Result, Verdict


def run(name: str, verdict: Verdict) -> Result:
    return Result(name=name, figures={"all f1": 0.5}, items={"n1 LOC حلب": verdict})


def test_the_last_run_and_the_one_before_are_kept(tmp_path: Path) -> None:
    keep(tmp_path / "evaluate", [run("names_ar", Verdict.WRONG)])
    keep(tmp_path / "evaluate", [run("names_ar", Verdict.RIGHT)])
    last, previous = (
        json.loads((tmp_path / "evaluate" / name).read_text(encoding="utf-8"))
        for name in ("last.json", "previous.json")
    )
    assert last["names_ar"]["items"] == {"n1 LOC حلب": "right"}
    assert previous["names_ar"]["items"] == {"n1 LOC حلب": "wrong"}


def test_sets_that_a_run_leaves_out_stay_as_they_were(tmp_path: Path) -> None:
    keep(tmp_path, [run("names_ar", Verdict.WRONG)])
    keep(tmp_path, [run("facts_ar", Verdict.RIGHT)])
    assert list(changes(tmp_path, [run("names_ar", Verdict.RIGHT)])) == [
        "\nnames_ar: changes since the last run",
        "  gain: n1 LOC حلب",
    ]


def test_a_first_run_has_nothing_to_compare_with(tmp_path: Path) -> None:
    assert list(changes(tmp_path, [run("names_ar", Verdict.WRONG)])) == [
        "\nnames_ar: no earlier run to compare with"
    ]


def test_the_same_run_again_is_said_to_change_nothing(tmp_path: Path) -> None:
    keep(tmp_path, [run("names_ar", Verdict.WRONG)])
    assert list(changes(tmp_path, [run("names_ar", Verdict.WRONG)])) == [
        "\nnames_ar: no change since the last run"
    ]
