from random import Random

from training.corpora import Sentence
from training.tasks import IGNORED, LABELS, buckets, padded, piece_labels, share, turn_sentences
from training.tests.test_corpora import source


def made(number: int, tag: str = "B-LOC") -> Sentence:
    return Sentence(corpus="made", language="en", words=(f"Town{number}",), tags=(tag,))


def test_the_first_piece_of_a_word_carries_its_label() -> None:
    labels = piece_labels([None, 0, 0, 1, None], ["B-PER", "O"])
    assert labels == [IGNORED, LABELS.index("B-PER"), IGNORED, LABELS.index("O"), IGNORED]


def test_a_pass_takes_the_next_share_of_a_large_corpus() -> None:
    sentences = [made(number) for number in range(10)]
    turns = [share(sentences, 4, turn) for turn in range(3)]
    assert [len(turn) for turn in turns] == [4, 4, 4]
    assert {s.words for turn in turns for s in turn} == {s.words for s in sentences}


def test_a_small_corpus_is_taken_whole() -> None:
    sentences = [made(number) for number in range(3)]
    assert share(sentences, None, 1) == share(sentences, 5, 1) == sentences


def test_a_pass_is_the_same_for_the_same_seed() -> None:
    pairs = [(source(repeat=2), [made(n, "B-LOC" if n % 2 else "O") for n in range(40)])]
    first = list(turn_sentences(pairs, {}, 0, Random("1/0")))
    assert first == list(turn_sentences(pairs, {}, 0, Random("1/0")))
    assert 40 <= len(first) < 80


def test_a_batch_stays_within_its_pieces() -> None:
    examples = [([7] * (n % 30 + 1), [0] * (n % 30 + 1)) for n in range(200)]
    groups = buckets(examples, 100, Random(1))
    assert sum(len(group) for group in groups) == 200
    assert all(max(len(ids) for ids, _labels in g) * len(g) <= 100 for g in groups)


def test_an_example_longer_than_a_batch_is_alone() -> None:
    groups = buckets([([7] * 50, [0] * 50), ([7] * 3, [0] * 3)], 10, Random(1))
    assert sorted(len(group) for group in groups) == [1, 1]


def test_padding_is_masked_and_not_scored() -> None:
    batch = padded("names", [([5, 6], [1, 2]), ([5], [0])], 1)
    assert batch.ids.tolist() == [[5, 6], [5, 1]]
    assert batch.mask.tolist() == [[1, 1], [1, 0]]
    assert batch.targets.tolist() == [[1, 2], [0, IGNORED]]
