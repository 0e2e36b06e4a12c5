import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from training.exported import Exported, Settings
from training.measure import (
    ALL,
    EITHER,
    Judged,
    abstaining,
    calibration_error,
    gold_files,
    judged,
    macro_f1,
    measure_vectors,
    missed,
    percent,
    rates,
    read_facts,
    relevance_figures,
    retrieval,
    shares_of,
    stance_figures,
    table,
    vector_figures,
)
from training.tests.test_vectors import corpora
from training.tests.tiny import base_folder, exported_folder, jsonl
from training.written import Marked

SETTINGS = Settings(
    names_temperature=1.0,
    labels=("ceasefire", "displacement"),
    thresholds=(0.5, 0.8),
    relevance_temperature=1.0,
    stances=("oppose", "neutral", "support"),
    stance_temperature=1.0,
    stance_threshold=0.6,
)
STANCES = np.array([[0.9, 0.1, 0.0], [0.2, 0.5, 0.3], [0.7, 0.1, 0.2], [0.1, 0.1, 0.8]])
GOLD = np.array([0, 1, 2, 2])


def passage(text: str, **facts: list[str]) -> dict[str, Any]:
    quotes = {"ceasefires": [], "displacements": [], **facts}
    return {"lang": "en", "text": text} | {
        kind: [{"quote": quote} for quote in rows] for kind, rows in quotes.items()
    }


def said(text: str, *labels: str, language: str = "en") -> Judged:
    return Judged(language=language, text=text, labels=frozenset(labels))


def test_a_sentence_that_holds_a_quote_is_positive_and_the_others_are_not() -> None:
    text = "The truce began at dawn. It rained. Some 300 people fled Karma."
    rows = judged(passage(text, ceasefires=["truce began"], displacements=["300 people"]))
    assert [(row.text, set(row.labels)) for row in rows] == [
        ("The truce began at dawn.", {"ceasefire"}),
        ("It rained.", set()),
        ("Some 300 people fled Karma.", {"displacement"}),
    ]


def test_a_quote_over_two_sentences_makes_both_positive() -> None:
    rows = judged(passage("They met. A truce holds. It rained.", ceasefires=["met. A truce"]))
    assert [len(row.labels) for row in rows] == [1, 1, 0]


def test_arabic_sentences_are_found_and_a_passage_without_facts_is_negative() -> None:
    text = "بدأت الهدنة فجراً. ونزح ثلاثمئة شخص إلى الكرامة."
    (first, second) = judged(passage(text, ceasefires=["الهدنة"], displacements=["ثلاثمئة شخص"]))
    assert (set(first.labels), set(second.labels)) == ({"ceasefire"}, {"displacement"})
    assert not any(row.labels for row in judged(passage(text)))


def test_what_is_no_body_of_the_text_is_not_judged() -> None:
    rows = judged(passage("BEIRUT - Ten people fled.", displacements=["fled"]))
    assert [row.text for row in rows] == ["Ten people fled."]


def test_facts_are_read_from_all_files(tmp_path: Path) -> None:
    files = [
        jsonl(tmp_path / f"{name}.jsonl", [passage(f"{name} fled.", displacements=["fled"])])
        for name in ("Ten", "Six")
    ]
    assert [row.text for row in read_facts(files)] == ["Ten fled.", "Six fled."]


def test_recall_and_precision_count_what_is_meant_and_what_is_said() -> None:
    meant, found = np.array([True, True, True, False]), np.array([True, False, False, True])
    assert rates(meant, found) == {
        "recall": 0.3333,
        "precision": 0.5,
        "positive": 3,
        "found": 2,
        "sentences": 4,
    }


def test_what_cannot_be_told_is_none() -> None:
    nothing = np.array([False])
    assert rates(nothing, nothing)["recall"] is None
    assert rates(nothing, nothing)["precision"] is None
    assert percent(None) == "–" and percent(0.985) == "98.5"


def test_each_topic_has_its_threshold_and_either_counts_both() -> None:
    sentences = [said("a", "ceasefire"), said("b", "displacement"), said("c", language="ar")]
    shares = np.array([[0.6, 0.1], [0.7, 0.79], [0.5, 0.0]])
    figures = relevance_figures(sentences, shares, SETTINGS)
    assert set(figures) == {"ar", "en", ALL}
    assert figures["en"]["ceasefire"]["precision"] == 0.5
    assert figures["en"]["displacement"]["recall"] == 0
    assert figures["en"][EITHER]["recall"] == 1
    assert figures["ar"]["ceasefire"]["found"] == 1
    assert figures[ALL][EITHER]["precision"] == 0.6667


def test_only_missed_labels_are_listed() -> None:
    sentences = [said("found", "ceasefire"), said("lost", "displacement"), said("rain")]
    (line,) = missed(sentences, np.array([[0.9, 0.9], [0.9, 0.4], [0.1, 0.1]]), SETTINGS)
    assert line == "missed displacement (0.400): lost"


def test_a_model_is_asked_in_words_at_its_temperature(tmp_path: Path) -> None:
    folder = exported_folder(tmp_path, ("truce",), relevance={"truce": (2.0, -2.0)})
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    config["newsmon"]["relevance"]["temperature"] = 2.0
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    shares = shares_of(Exported(folder), [said("truce!"), said("rain")])
    assert shares[0] == pytest.approx([0.731, 0.269], abs=1e-3)
    assert shares[1] == pytest.approx([0.5, 0.5])


def test_macro_f1_counts_each_label_the_same() -> None:
    assert macro_f1(GOLD, GOLD, 3) == 1
    assert macro_f1(np.array([0] * 9 + [1]), np.zeros(10, int), 2) == pytest.approx(0.4737)
    assert macro_f1(np.array([0, 0]), np.array([1, 1]), 3) == 0


def test_who_abstains_answers_less_and_is_right_more_often() -> None:
    assert abstaining(GOLD, STANCES, 0.0) == {"threshold": 0.0, "coverage": 1.0, "accuracy": 0.75}
    assert abstaining(GOLD, STANCES, 0.8) == {"threshold": 0.8, "coverage": 0.5, "accuracy": 1.0}
    assert abstaining(GOLD, STANCES, 0.95)["accuracy"] is None


def test_calibration_is_how_far_probabilities_are_from_what_is_right() -> None:
    assert calibration_error(np.array([0, 1]), np.array([[1.0, 0.0], [0.0, 1.0]])) == 0
    assert calibration_error(np.array([1, 0]), np.array([[1.0, 0.0], [0.0, 1.0]])) == 1
    half = np.array([[0.75, 0.25]] * 4)
    assert calibration_error(np.array([0, 0, 0, 1]), half) == 0
    assert calibration_error(np.array([0, 0, 1, 1]), half) == 0.25


def test_stances_are_scored_by_language_and_at_the_shipped_threshold() -> None:
    labels = ("oppose", "neutral", "support", "support")
    marked = [
        Marked(language=language, words=(), label=label)
        for language, label in zip(("ar", "ar", "en", "en"), labels, strict=True)
    ]
    figures = stance_figures(marked, STANCES, SETTINGS)
    assert [figures[key]["examples"] for key in ("ar", "en", ALL)] == [2, 2, 4]
    assert figures["en"]["macro_f1"] == 0.2222
    shipped = [row for row in figures[ALL]["abstaining"] if row["threshold"] == 0.6]
    assert shipped == [{"threshold": 0.6, "coverage": 0.75, "accuracy": 0.6667}]


def test_a_translation_counts_as_found_only_where_no_other_is_nearer() -> None:
    vectors = {"ar": np.eye(3), "en": np.eye(3)[[0, 2, 1]]}
    assert retrieval(vectors) == {"ar-en": 0.3333, "en-ar": 0.3333}
    crowded = np.array([[1.0, 0.0], [0.8, 0.6]])
    assert retrieval({"ar": np.eye(2), "en": crowded}) == {"ar-en": 1, "en-ar": 0.5}
    assert retrieval({"ar": np.eye(3), "en": np.eye(3)}) == {"ar-en": 1, "en-ar": 1}


def test_the_length_of_a_vector_does_not_matter() -> None:
    found = {"ar": np.array([[2.0, 0.0], [0.0, 9.0]]), "en": np.array([[0.1, 0.0], [1.0, 3.0]])}
    base = {"ar": np.eye(2), "en": np.eye(2)}
    figures = vector_figures(found, base)
    assert figures["cosine_to_base"] == {"ar": 1, "en": 0.9743}
    assert figures["retrieval"]["en-ar"] == figures["base_retrieval"]["en-ar"] == 1
    assert figures["rows"] == 2


def test_the_base_models_vectors_are_kept_for_the_next_form(tmp_path: Path) -> None:
    words = ("query:", "one", "two", "ar", "en")
    base = base_folder(tmp_path / "base", words)
    made = corpora(tmp_path / "corpora", ["one", "two", "never"])
    table = {"one": (1.0, 0.0, 0.0), "two": (0.0, 1.0, 0.0)}
    table |= {"ar": (0.0, 0.0, 0.1), "en": (0.0, 0.0, 0.2)}
    folder = exported_folder(
        tmp_path / "out", words, vector={w: (*v, *[0.0] * 29) for w, v in table.items()}
    )
    kept = tmp_path / "base.npz"
    first = measure_vectors(Exported(folder), base, made, rows=2, kept=kept)
    again = measure_vectors(Exported(folder), tmp_path / "gone", made, rows=2, kept=kept)
    assert first == again
    assert first["rows"] == 2 and first["retrieval"] == {"ar-en": 1, "en-ar": 1}


def test_only_what_was_measured_is_in_the_table() -> None:
    sentences = [said("a", "ceasefire")]
    figures = {"relevance": relevance_figures(sentences, np.array([[0.9, 0.9]]), SETTINGS)}
    text = table(figures)
    assert "| en | ceasefire | 1 | 1 | 100.0 | 100.0 |" in text
    assert "| en | displacement | 1 | 0 | – | 0.0 |" in text
    assert "macro F1" not in text and "cosine" not in text


def test_the_gold_of_newsmon_is_there_in_arabic_and_english() -> None:
    for kind in ("facts", "stance"):
        names = {path.name for path in gold_files(kind)}
        assert {f"{kind}_ar.jsonl", f"{kind}_en.jsonl"} <= names
