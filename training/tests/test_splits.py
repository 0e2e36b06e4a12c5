from pathlib import Path

from training.corpora import Sentence
from training.splits import divide, held_back, load, without_copies
from training.tests.test_corpora import PLACES, source


def sentence(*words: str) -> Sentence:
    return Sentence(corpus="made", language="en", words=words, tags=("O",) * len(words))


def test_the_last_of_each_so_many_blocks_is_held_back_whole() -> None:
    back = [index for index in range(12) if held_back(index, block=2, every=3)]
    assert back == [4, 5, 10, 11]


def test_a_corpus_without_blocks_is_all_for_training() -> None:
    sentences = [sentence("a"), sentence("b")]
    assert divide(source(), sentences) == (sentences, [])


def test_no_sentence_is_on_both_sides() -> None:
    sentences = [sentence(str(number)) for number in range(50)]
    training, validation = divide(source(block=5, held_back=2), sentences)
    assert len(training) + len(validation) == 50
    assert not {s.words for s in training} & {s.words for s in validation}


def test_a_copy_of_a_validation_sentence_is_not_trained_on() -> None:
    training = [sentence("He", "said"), sentence("She", "left")]
    assert without_copies(training, [sentence("He", "said")]) == [sentence("She", "left")]


def test_files_held_out_are_the_validation_set(tmp_path: Path) -> None:
    (tmp_path / "made.txt").write_text("Cairo B-GPE\n\nDoha B-GPE\n", encoding="utf-8")
    (tmp_path / "dev.txt").write_text("Doha B-GPE\n", encoding="utf-8")
    training, validation = load(source(held_out=("dev.txt",)), tmp_path, PLACES)
    assert [s.words for s in training] == [("Cairo",)]
    assert [s.words for s in validation] == [("Doha",)]
