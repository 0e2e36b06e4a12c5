"""From scores of words to names: the best labelling that begins before it goes on."""

import itertools

import numpy as np
import numpy.typing as npt
import pytest

from analysis.nlp.decoding import ORPHAN, Decoder

LABELS = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC")


def scores(*words: dict[str, float]) -> npt.NDArray[np.float32]:
    """Return logs of the probabilities given for each word; the rest is shared out."""
    rows = []
    for word in words:
        left = (1 - sum(word.values())) / (len(LABELS) - len(word))
        rows.append([word.get(label, left) for label in LABELS])
    return np.log(np.array(rows, dtype=np.float32))


def names(*words: dict[str, float], temperature: float = 1.0) -> list[tuple[int, int, str]]:
    (runs,) = Decoder(LABELS, temperature).runs(scores(*words), [len(words)])
    return [(run.first, run.last, run.type.value) for run in runs]


def test_a_missed_beginning_is_put_right_by_what_goes_on() -> None:
    assert names({"O": 0.5, "B-PER": 0.45}, {"I-PER": 0.9}) == [(0, 1, "PER")]


def test_one_type_wins_in_a_name_of_which_each_word_says_another() -> None:
    assert names({"B-LOC": 0.9}, {"I-PER": 0.5, "I-LOC": 0.45}) == [(0, 1, "LOC")]


def test_a_plain_name_that_never_began_is_still_a_name() -> None:
    assert names({"O": 0.98}, {"I-LOC": 0.95}) == [(1, 1, "LOC")]


def test_a_doubtful_going_on_after_nothing_is_no_name() -> None:
    assert names({"O": 0.98}, {"O": 0.45, "I-LOC": 0.5}, {"O": 0.9}) == []


def test_neighbours_that_both_begin_are_two_names() -> None:
    assert names({"B-LOC": 0.9}, {"B-LOC": 0.9}) == [(0, 0, "LOC"), (1, 1, "LOC")]


def test_a_name_does_not_run_from_one_text_into_the_next() -> None:
    both = scores({"B-PER": 0.9}, {"I-PER": 0.95}, {"O": 0.9})
    runs = Decoder(LABELS, 1.0).runs(both, [1, 0, 2])
    assert [[(run.first, run.last) for run in found] for found in runs] == [[(0, 0)], [], [(0, 0)]]


def test_the_score_is_the_mean_probability_of_the_words() -> None:
    ((run,),) = Decoder(LABELS, 1.0).runs(scores({"B-PER": 0.9}, {"I-PER": 0.7}), [2])
    assert run.score == pytest.approx(0.8)


def test_models_that_only_go_on_lose_nothing() -> None:
    given = np.log(np.array([[0.9, 0.05, 0.05], [0.45, 0.5, 0.05], [0.2, 0.1, 0.7]]))
    (runs,) = Decoder(("O", "I-PER", "I-LOC"), 1.0).runs(given.astype(np.float32), [3])
    assert [(run.first, run.last, run.type) for run in runs] == [(1, 1, "PER"), (2, 2, "LOC")]


def test_the_labelling_is_the_best_of_all() -> None:
    chance = np.random.default_rng(3)
    decoder = Decoder(LABELS, 1.0)
    for _ in range(60):
        raw = chance.normal(0, 1.5, (4, len(LABELS))).astype(np.float32)
        logs = raw - np.log(np.exp(raw).sum(axis=1, keepdims=True))
        best = max(itertools.product(range(len(LABELS)), repeat=4), key=lambda p: worth(logs, p))
        assert worth(logs, decoder.labels(logs, [4]).tolist()) == pytest.approx(worth(logs, best))


def worth(logs: npt.NDArray[np.float32], path: tuple[int, ...]) -> float:
    tags = [LABELS[label] for label in path]
    orphans = sum(
        tag[0] == "I" and (before == "O" or before[2:] != tag[2:])
        for before, tag in itertools.pairwise(["O", *tags])
    )
    return float(sum(logs[i, label] for i, label in enumerate(path))) + ORPHAN * orphans


def test_labels_without_any_type_of_ours_are_refused() -> None:
    with pytest.raises(ValueError, match="found LABEL_0, LABEL_1"):
        Decoder(("LABEL_0", "LABEL_1"), 1.0)
