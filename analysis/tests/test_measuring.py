"""What only some models can do is measured with those that can, and said of those that cannot."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from analysis.components import Reading, Relevance, StanceQuestion, StanceScores
from analysis.evaluation.report import Result
from analysis.management.measuring import TASKS, NotMeasured
from analysis.records import Span
from analysis.resources import Resources


@dataclass
class FakeReader:
    """Takes a sentence with "truce" or «هدنة» for relevant; the vector counts its words."""

    has_relevance: bool = True
    has_vectors: bool = True
    version: str = "fake"

    def tag(self, texts: Sequence[str]) -> list[list[Span]]:
        return [[] for _ in texts]

    def read(self, texts: Sequence[str]) -> list[Reading]:
        return [_reading(text) for text in texts]


def _reading(text: str) -> Reading:
    topics = frozenset({"ceasefire"} if "truce" in text or "هدنة" in text else ())
    vector = np.eye(9, dtype=np.float32)[len(text.split())]
    return Reading(
        relevance=Relevance(ceasefire=0.5, displacement=0.5, topics=topics), vector=vector
    )


class FakeJudge:
    """Opposes whatever stands before its target, and does not answer a question."""

    version = "fake"

    def judge(self, questions: Sequence[StanceQuestion]) -> list[StanceScores | None]:
        return [_scores(question) for question in questions]


def _scores(question: StanceQuestion) -> StanceScores | None:
    if question.text.endswith("?"):
        return None
    is_before = question.holder < question.target
    return StanceScores(oppose=0.9 * is_before, neutral=0.1, support=0.9 * (not is_before))


def run(task: str, path: Path, *, can: bool = True) -> list[Result]:
    registries: dict[str, Any] = {"registry": None, "gazetteer": None}
    resources = Resources(
        reader=FakeReader(has_relevance=can, has_vectors=can),
        stance_judge=FakeJudge() if can else None,
        **registries,
    )
    return list(TASKS[task].run({path.stem: path}, resources))


def write(path: Path, *rows: dict[str, Any]) -> Path:
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


def passage(number: int, lang: str, text: str, quote: str) -> dict[str, Any]:
    row = {"id": f"p{number}", "lang": lang, "published": None, "text": text}
    return row | {"ceasefires": [{"quote": quote}], "displacements": [], "stances": []}


def test_relevance_is_measured_by_language(tmp_path: Path) -> None:
    gold = write(
        tmp_path / "facts_mixed.jsonl",
        passage(1, "en", "They met in Doha. Both accepted a truce.", "accepted a truce"),
        passage(2, "ar", "وافق الطرفان على هدنة. صمتت المدافع فجرا.", "صمتت المدافع"),
    )
    english, arabic = run("relevance", gold)
    assert (english.name, english.figures["ceasefire f1"]) == ("relevance_en", 1.0)
    assert (arabic.name, arabic.figures["ceasefire f1"]) == ("relevance_ar", 0.0)


def test_the_judge_is_asked_about_each_marked_pair(tmp_path: Path) -> None:
    gold = write(
        tmp_path / "stance_en.jsonl",
        {"id": "s1", "text": "{Cairo} blamed [Doha].", "label": "oppose"},
        {"id": "s2", "text": "[Cairo] was thanked by {Doha}.", "label": "support"},
        {"id": "s3", "text": "Did {Cairo} blame [Doha]?", "label": "neutral"},
    )
    (result,) = run("stance-model", gold)
    assert result.figures["coverage"] == pytest.approx(2 / 3)
    assert result.figures["answered right"] == 1.0


def test_vectors_are_compared_across_languages(tmp_path: Path) -> None:
    gold = write(
        tmp_path / "parallel_ar_en.jsonl",
        {"id": "v1", "texts": {"ar": "هدنة", "en": "Truce"}},
        {"id": "v2", "texts": {"ar": "نزح السكان", "en": "People fled"}},
    )
    (result,) = run("vectors", gold)
    assert result.figures == {"ar to en": 1.0, "en to ar": 1.0}


@pytest.mark.parametrize("task", ["relevance", "stance-model", "vectors"])
def test_what_a_model_cannot_do_is_not_measured(task: str, tmp_path: Path) -> None:
    with pytest.raises(NotMeasured):
        run(task, write(tmp_path / "x.jsonl"), can=False)
