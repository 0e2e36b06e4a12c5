"""`manage.py analyse` as a user calls it: a process, no database, JSON Lines."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = pytest.mark.weights

ARABIC = (
    "توصلت واشنطن وأنقرة، الخميس، إلى اتفاق لوقف إطلاق النار في شمال سوريا مدته 120 ساعة. "
    "وقالت الأمم المتحدة إن أكثر من 160 ألف شخص نزحوا من ديارهم."
)


def analyse(*arguments: str, given: str = "") -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"}
    return subprocess.run(
        [sys.executable, "manage.py", "analyse", *arguments],
        cwd=settings.BASE_DIR,
        env=environment,
        input=given,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_each_document_gets_its_answer_in_order_without_a_database() -> None:
    given = "\n".join(
        json.dumps(row, ensure_ascii=False)
        for row in (
            {"id": "b", "text": ARABIC, "published": "2019-10-19", "lang": "ar"},
            {"id": "a", "text": "The weather was fine.", "published": None},
        )
    )
    done = analyse("-", given=given)
    assert done.returncode == 0, done.stderr
    first, second = map(json.loads, done.stdout.splitlines())
    assert [first["id"], second["id"]] == ["b", "a"]
    (truce,) = first["ceasefires"]
    assert (truce["kind"], truce["duration_hours"], truce["effective_on"]) == (
        "AGREED",
        120,
        "2019-10-17",
    )
    (figure,) = first["displacements"]
    assert (figure["reported"], figure["quantifier"]) == (160_000, "MORE_THAN")
    assert [reporter["name"] for reporter in figure["reported_by"]] == ["United Nations"]
    for row in (*first["ceasefires"], *first["displacements"], *first["stances"]):
        assert ARABIC[row["start"] : row["end"]] == row["quote"]
    for entity in first["entities"]:
        assert ARABIC[entity["start"] : entity["end"]] == entity["text"]
    assert second["displacements"] == second["ceasefires"] == []


def test_bad_input_ends_with_code_2_and_prints_no_answer() -> None:
    done = analyse("-", given='{"text": "fine"}\n{"text": 1}\n')
    assert done.returncode == 2
    assert "line 2" in done.stderr
    assert done.stdout == ""


def test_a_missing_file_or_bad_date_is_a_clear_error(tmp_path: Path) -> None:
    assert analyse(str(tmp_path / "none.jsonl")).returncode == 2
    text = tmp_path / "a.txt"
    text.write_text(ARABIC, encoding="utf-8")
    done = analyse("--text", str(text), "--published", "yesterday")
    assert done.returncode == 2
    assert "yesterday" in done.stderr


def test_a_plain_text_is_one_document(tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text(ARABIC, encoding="utf-8")
    done = analyse("--text", str(text), "--published", "2019-10-19", "--pretty")
    assert json.loads(done.stdout)["ceasefires"][0]["kind"] == "AGREED"
