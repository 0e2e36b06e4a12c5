from pathlib import Path

import numpy as np
import pytest

from training.exported import (
    Exported,
    groups,
    log_softmax,
    padded,
    read_settings,
    sigmoid,
    softmax,
    words,
)
from training.tests.tiny import NEWSMON, PAD, exported_folder

KNOWN = ("truce", "fled", "rain")
TOPICS = {"truce": (3.0, 0.0), "fled": (0.0, 2.0)}


def test_each_text_gets_its_own_scores_whatever_its_length(tmp_path: Path) -> None:
    model = Exported(exported_folder(tmp_path, KNOWN, relevance=TOPICS))
    texts = [("rain",) * 9, ("truce",), ("fled", "fled", "rain"), ("truce", "fled")]
    assert model.scores(texts, "relevance").tolist() == [[0, 0], [3, 0], [0, 4], [3, 2]]


def test_scores_of_pieces_are_those_of_the_text_without_padding(tmp_path: Path) -> None:
    folder = exported_folder(tmp_path, KNOWN, pieces={"truce": (1.0,), "<pad>": (9.0,)})
    model = Exported(folder)
    ids = model.tokenizer([["truce"], ["rain", "rain", "truce"]], is_split_into_words=True)
    short, long = model.piece_scores(ids["input_ids"], "logits")
    assert short.tolist() == [[0], [1], [0]]
    assert long.tolist() == [[0], [0], [0], [1], [0]]


def test_a_folder_with_two_models_is_refused(tmp_path: Path) -> None:
    exported_folder(tmp_path, KNOWN, relevance=TOPICS)
    (tmp_path / "other.onnx").write_bytes(b"")
    with pytest.raises(ValueError, match="too many values"):
        Exported(tmp_path)


def test_settings_come_from_the_newsmon_part_and_have_to_be_there() -> None:
    settings = read_settings({"newsmon": NEWSMON})
    assert settings.labels == ("ceasefire", "displacement")
    assert settings.stances == ("oppose", "neutral", "support")
    with pytest.raises(KeyError, match="newsmon"):
        read_settings({})


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("Truce, at last.", ("Truce", ",", "at", "last", ".")),
        ("{مصر} و[قطر]", ("{", "مصر", "}", "و", "[", "قطر", "]")),
        (" \n ", ()),
    ],
)
def test_marks_and_punctuation_are_words_of_their_own(text: str, cut: tuple[str, ...]) -> None:
    assert words(text) == cut


def test_batches_hold_every_text_once_and_keep_within_their_pieces() -> None:
    lengths = [7, 1, 40, 3, 3, 12, 1, 9]
    found = groups(lengths, 20)
    assert sorted(row for group in found for row in group) == list(range(len(lengths)))
    large = [group for group in found if max(lengths[row] for row in group) * len(group) > 20]
    assert large == [[2]]


def test_no_text_is_no_batch() -> None:
    assert groups([], 20) == []


def test_padding_is_masked() -> None:
    ids, mask = padded([[5, 6], [5]], PAD)
    assert ids.tolist() == [[5, 6], [5, PAD]]
    assert mask.tolist() == [[1, 1], [1, 0]]


def test_probabilities_are_even_at_zero_and_bounded_far_from_it() -> None:
    assert sigmoid(np.array([-2000.0, 0.0, 2000.0]), 1.0).tolist() == [0.0, 0.5, 1.0]
    assert softmax(np.array([[0.0, 0.0], [2000.0, 0.0]]), 1.0).tolist() == [[0.5, 0.5], [1.0, 0.0]]


def test_a_higher_temperature_makes_less_sure() -> None:
    scores = np.array([[2.0, 0.0, -1.0]])
    sharp, flat = (softmax(scores, temperature)[0] for temperature in (0.5, 2.0))
    assert sharp[0] > flat[0] > 1 / 3
    assert flat.sum() == pytest.approx(1)
    assert np.exp(log_softmax(scores, 2.0))[0] == pytest.approx(flat)
