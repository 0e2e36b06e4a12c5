import json
from pathlib import Path
from typing import Any

import pytest

from training.card import (
    LANGUAGES,
    card,
    judged_tables,
    read_runs,
    read_sentence_corpora,
    tasks_of,
    written_lines,
)
from training.corpora import read_sources
from training.tests.tiny import jsonl
from training.train import TASKS

RUN = {
    "frozen": 4,
    "steps": 10,
    "pieces": 1000,
    "minutes": 1.0,
    "rate": 2e-4,
    "seed": 1,
    "turns": 1,
    "without": ["wnut17"],
}
LATER = RUN | {"steps": 77, "share": 0.5, "tasks": list(TASKS), "frozen": 2}
ROW = {"f1": 81.5, "precision": 80.0, "recall": 83.0, "names": 9}
NAMES = {"all": ROW, "PER": ROW, "sentences": 520}
FIGURES = {
    "fp32": {"anercorp": NAMES},
    "int8": {"anercorp": NAMES | {"all": ROW | {"f1": 80.9}}},
}


def judged(share: float) -> dict[str, Any]:
    found = {"recall": share, "precision": None, "positive": 3, "found": 0, "sentences": 40}
    abstaining = [
        {"threshold": 0.0, "coverage": 1.0, "accuracy": 0.111},
        {"threshold": 0.62, "coverage": 0.75, "accuracy": share},
    ]
    stance = {"examples": 250, "macro_f1": share, "calibration_error": 0.031}
    pairs = {"ar-en": share, "en-ar": 0.5}
    return {
        "relevance": {"ar": {"ceasefire": found}, "all": {"either": found}},
        "stance": {"en": stance | {"abstaining": abstaining, "threshold": 0.62}},
        "vectors": {
            "rows": 1000,
            "cosine_to_base": {"ar": share},
            "retrieval": pairs,
            "base_retrieval": {"ar-en": 0.99, "en-ar": 0.98},
        },
    }


JUDGED = {"fp32": judged(0.977), "int8": judged(0.964)}


def test_a_card_names_the_data_that_was_used_with_its_licence_and_figures() -> None:
    text = card([RUN], FIGURES, {}, 58.7)
    assert "| 520 | 81.5 / 80.9 | 81.5 / 81.5 | – | – |" in text
    assert "CLEANANERCorp" in text and "CC BY-SA 4.0" in text
    assert "WNUT" not in text
    assert "59 MB" in text


def test_data_that_only_a_later_run_used_is_named() -> None:
    text = card([RUN, LATER | {"without": []}], FIGURES, {}, 58.7)
    assert "WNUT" in text


def test_each_run_has_a_row_in_order() -> None:
    rows = [
        line for line in card([RUN, LATER], FIGURES, {}, 58.7).splitlines() if " of 1000 " in line
    ]
    assert rows == [
        "| 1 | names | 4 | 10 of 1000 | 1.0 | 1.0 | 0.0002 | 1 |",
        f"| 2 | {', '.join(TASKS)} | 2 | 77 of 1000 | 1.5 | 1.0 | 0.0002 | 1 |",
    ]


def test_a_run_of_before_the_list_of_tasks_was_of_names() -> None:
    assert tasks_of(RUN) == ("names",)
    assert tasks_of({"tasks": ["vector"]}) == ("vector",)


def test_corpora_of_sentences_are_named_only_where_their_task_was_trained() -> None:
    assert "NewsMTSC" not in card([RUN], FIGURES, {}, 58.7)
    text = card([LATER], FIGURES, {}, 58.7)
    for name in ("NewsMTSC", "UNSCon", "UN quad class"):
        assert name in text
    vectors = card([RUN | {"tasks": ["vector"]}], FIGURES, {}, 58.7)
    assert "UN quad class" in vectors and "NewsMTSC" not in vectors


def test_every_corpus_of_sentences_has_a_licence_and_serves_a_task() -> None:
    corpora = read_sentence_corpora()
    assert {"MIT", "CC BY-SA"} == {corpus.licence for corpus in corpora}
    for corpus in corpora:
        assert corpus.tasks and corpus.tasks <= set(TASKS)
        assert "@" in corpus.source and corpus.use
        assert set(corpus.language.split(", ")) <= set(LANGUAGES)


def test_every_language_of_a_corpus_has_a_name() -> None:
    assert {source.language for source in read_sources()} <= set(LANGUAGES)


@pytest.mark.parametrize(
    "row",
    [
        "| Arabic | ceasefire | 40 | 3 | 97.7 / 96.4 | – / – |",
        "| all | either of them | 40 | 3 | 97.7 / 96.4 | – / – |",
        "| English | 250 | 97.7 / 96.4 | 3.1 / 3.1 | 75.0 / 75.0 | 97.7 / 96.4 |",
        "| Arabic, English | 97.7 / 96.4 | 99.0 |",
        "Mean cosine to the base model's vectors: Arabic 0.977 / 0.964.",
    ],
)
def test_sentences_have_their_figures_in_both_forms(row: str) -> None:
    assert row in card([LATER], FIGURES, JUDGED, 58.7)


def test_what_was_not_measured_has_no_table() -> None:
    assert judged_tables({}) == ""
    only = {form: {"stance": figures["stance"]} for form, figures in JUDGED.items()}
    text = judged_tables(only)
    assert "stances" in text and "vectors" not in text and "relevance" not in text
    assert "Figures: stances" not in card([LATER], FIGURES, {}, 58.7)


def test_what_was_written_is_counted_by_language(tmp_path: Path) -> None:
    jsonl(tmp_path / "relevance_en.jsonl", [{"text": "Rain.", "labels": []}] * 2)
    jsonl(tmp_path / "relevance_ar.jsonl", [{"text": "مطر", "labels": []}] * 3)
    jsonl(tmp_path / "stance_ar.jsonl", [{"text": "{أ} [ب]", "label": "neutral"}])
    lines = written_lines(frozenset({"relevance", "stance"}), tmp_path)
    assert "- 5 sentences for relevance: Arabic 3, English 2" in lines
    assert "- 1 marked examples for stances: Arabic 1" in lines
    assert not any("templates" in line for line in lines)
    assert written_lines(frozenset({"names"}), tmp_path) == []


def test_runs_are_read_one_a_file_or_several_in_a_list(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("first.json", "rest.json")]
    files[0].write_text(json.dumps(RUN), encoding="utf-8")
    files[1].write_text(json.dumps({"runs": [LATER, RUN | {"seed": 2}]}), encoding="utf-8")
    assert [(run["steps"], run["seed"]) for run in read_runs(files)] == [(10, 1), (77, 1), (10, 2)]
