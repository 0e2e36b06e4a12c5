import json
from pathlib import Path

import numpy as np
import pytest

from training.calibrate import (
    ACCURACY,
    TEMPERATURES,
    CalibrationError,
    Numbers,
    best_temperature,
    calibrate,
    calibrate_names,
    calibrate_relevance,
    calibrate_stance,
    class_loss,
    held_labelled,
    held_marked,
    label_loss,
    threshold_for_accuracy,
    threshold_for_recall,
    tuned,
    write_config,
)
from training.corpora import Sentence
from training.exported import Exported, Floats, read_config, read_settings
from training.tasks import LABELS
from training.tests.tiny import NEWSMON, exported_folder, jsonl
from training.written import is_held_back

RANDOM = np.random.default_rng(0)
NOTHING = (np.zeros((0, 2)), np.zeros((0, 2), dtype=bool))
FIGURES = {
    "names": {"temperature": 1.2, "words": 9},
    "relevance": {"temperature": 0.8, "thresholds": [0.1, 0.2], "sentences": 4},
    "stance": {"temperature": 1.5, "threshold": 0.7, "coverage": 0.6},
}


def drawn(scores: Floats) -> Numbers:
    """Return a class for each row, drawn by the probabilities that the scores give."""
    shares = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    below: Numbers = (shares.cumsum(axis=1) > RANDOM.random((len(scores), 1))).argmax(axis=1)
    return below


def test_scores_that_are_too_sure_by_half_get_a_temperature_of_two() -> None:
    scores = RANDOM.normal(size=(20000, 3)) * 2
    gold = drawn(scores)
    fair = best_temperature(lambda one: class_loss(scores, gold, one))
    sure = best_temperature(lambda one: class_loss(2 * scores, gold, one))
    assert fair == pytest.approx(1.0, abs=0.1)
    assert sure == pytest.approx(2.0, abs=0.1)


def test_independent_topics_are_fitted_alike() -> None:
    scores = RANDOM.normal(size=(20000, 2)) * 2
    gold = RANDOM.random((20000, 2)) < 1 / (1 + np.exp(-scores))
    best = best_temperature(lambda one: label_loss(3 * scores, gold, one))
    assert best == pytest.approx(3.0, abs=0.15)


def test_temperatures_stay_within_the_grid() -> None:
    assert best_temperature(lambda one: one) == min(TEMPERATURES) > 0
    assert best_temperature(lambda one: -one) == max(TEMPERATURES)


def test_a_loss_without_bounds_in_its_scores_stays_finite() -> None:
    assert label_loss(np.array([[-5000.0]]), np.array([[True]]), 1.0) == 5000
    assert class_loss(np.array([[5000.0, 0.0]]), np.array([0]), 1.0) == 0


def test_the_threshold_is_the_highest_that_finds_enough() -> None:
    shares = np.arange(1, 201) / 201
    threshold = threshold_for_recall(shares, 0.985)
    assert (shares >= threshold).mean() == 0.985
    assert (shares >= threshold + 0.01).mean() < 0.985


@pytest.mark.parametrize("number", [1, 2, 50, 66])
def test_few_sentences_are_all_found(number: int) -> None:
    shares = 0.31 + 0.6 * np.arange(number) / number
    assert threshold_for_recall(shares) == pytest.approx(0.31, abs=1e-4)
    assert threshold_for_recall(shares) <= shares.min()


def test_a_threshold_without_a_sentence_to_find_is_an_error() -> None:
    with pytest.raises(CalibrationError, match="speaks of a label"):
        threshold_for_recall(np.zeros(0))


def test_the_stance_threshold_is_the_smallest_that_is_right_often_enough() -> None:
    sure = np.array([0.4, 0.5, 0.6, 0.7, 0.8, 0.9])
    shares = np.column_stack([sure, (1 - sure) / 2, (1 - sure) / 2])
    gold = np.array([2, 2, 0, 0, 0, 0])
    threshold = threshold_for_accuracy(gold, shares, ACCURACY)
    assert 0.5 < threshold <= 0.6
    assert threshold_for_accuracy(np.zeros(6, int), shares) < 0.4


def test_a_judge_that_is_never_right_often_enough_never_answers() -> None:
    shares = np.array([[0.9, 0.1, 0.0]] * 4)
    assert threshold_for_accuracy(np.array([1, 1, 2, 0]), shares) == 1.0


def test_extra_passages_move_thresholds_but_no_temperature() -> None:
    scores, gold = np.array([[3.0, -2.0], [-3.0, 2.5]]), np.array([[True, False], [False, True]])
    extra = np.array([[-1.0, -4.0]]), np.array([[True, False]])
    alone = calibrate_relevance(("a", "b"), scores, gold, *NOTHING)
    more = calibrate_relevance(("a", "b"), scores, gold, *extra)
    assert alone["temperature"] == more["temperature"]
    assert more["thresholds"][0] < 0.5 < alone["thresholds"][0]
    assert more["thresholds"][1] == alone["thresholds"][1]
    assert more["found"] == more["positive"] == [2, 1]
    assert alone["loss"][1] <= alone["loss"][0]


def test_stances_report_what_is_left_over_the_threshold() -> None:
    scores = np.array([[5.0, 0.0, 0.0], [0.0, 5.0, 0.0], [1.0, 0.8, 0.9], [0.9, 1.0, 0.8]])
    figures = calibrate_stance(scores, np.array([0, 1, 2, 2]))
    assert figures["accuracy"] >= ACCURACY
    assert figures["coverage"] == 0.5
    assert figures["examples"] == 4


def test_names_are_fitted_on_the_first_piece_of_each_word_only(tmp_path: Path) -> None:
    right = np.eye(len(LABELS))
    pieces = {"Homs": tuple(4 * right[LABELS.index("B-LOC")]), "rain": tuple(4 * right[0])}
    model = Exported(exported_folder(tmp_path, ("Homs", "rain"), pieces=pieces))
    words, tags = ("Homs", "rain", "rain"), ("B-LOC", "O", "O")
    sentence = Sentence(corpus="made", language="en", words=words, tags=tags)
    figures = calibrate_names(model, [sentence, sentence])
    assert figures["words"] == 6
    assert figures["temperature"] == min(TEMPERATURES)
    wrong = Sentence(corpus="made", language="en", words=words, tags=("O", "O", "B-LOC"))
    assert calibrate_names(model, [wrong])["temperature"] > 1


def test_only_what_was_fitted_changes_in_the_config(tmp_path: Path) -> None:
    before = {"hidden_size": 384, "newsmon": NEWSMON}
    write_config(tmp_path, tuned(before, FIGURES))
    after = read_config(tmp_path)
    assert after["hidden_size"] == 384
    assert after["newsmon"]["vector"] == NEWSMON["vector"]
    assert "sentences" not in after["newsmon"]["relevance"]
    settings = read_settings(after)
    assert settings.labels == ("ceasefire", "displacement")
    assert (settings.names_temperature, settings.thresholds) == (1.2, (0.1, 0.2))
    assert (settings.stance_temperature, settings.stance_threshold) == (1.5, 0.7)
    assert before["newsmon"] == NEWSMON


def written(folder: Path, count: int) -> None:
    rows = [{"text": f"truce {n}", "labels": ["ceasefire"]} for n in range(count)]
    rows += [{"text": f"fled {n}", "labels": ["displacement"]} for n in range(count)]
    jsonl(folder / "relevance_en.jsonl", rows)
    stances = [{"text": f"{{A}} praised [B] {n}", "label": "support"} for n in range(count)]
    jsonl(folder / "stance_en.jsonl", stances)


def test_only_what_training_never_saw_calibrates(tmp_path: Path) -> None:
    written(tmp_path, 100)
    labelled, marked = held_labelled(tmp_path), held_marked(tmp_path)
    assert 0 < len(labelled) < 60 and 0 < len(marked) < 40
    assert all(is_held_back(row.text) for row in labelled)
    assert all(is_held_back(" ".join(row.words)) for row in marked)


def test_a_model_is_fitted_whole(tmp_path: Path) -> None:
    written(tmp_path / "written", 100)
    model = Exported(
        exported_folder(
            tmp_path / "model",
            ("truce", "fled", "praised"),
            pieces={"truce": (1.0,) + (0.0,) * 6},
            relevance={"truce": (3.0, -3.0), "fled": (-3.0, 3.0)},
            stance={"praised": (0.0, 0.0, 4.0)},
        )
    )
    name = Sentence(corpus="made", language="en", words=("truce",), tags=("O",))
    figures = calibrate(model, [name], [], tmp_path / "written")
    assert figures["relevance"]["found"] == figures["relevance"]["positive"]
    assert figures["relevance"]["invented"] == [0, 0]
    assert figures["stance"]["coverage"] == figures["stance"]["accuracy"] == 1
    json.dumps(figures)


def test_nothing_held_back_is_an_error(tmp_path: Path) -> None:
    folder = exported_folder(tmp_path / "model", ("truce",), relevance={"truce": (1.0, 0.0)})
    with pytest.raises(CalibrationError, match="held back"):
        calibrate(Exported(folder), [], [], tmp_path)
