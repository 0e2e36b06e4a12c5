"""Parts each corpus into training and validation, the same way on every machine."""

from collections.abc import Sequence
from pathlib import Path

from training.corpora import Sentence, Source, read_files


def held_back(index: int, *, block: int, every: int) -> bool:
    """Say whether a sentence is for validation: the last of each `every` blocks of sentences.

    Whole blocks keep most of an article on one side, so that its names do not leak.
    """
    return index // block % every == every - 1


def divide(source: Source, sentences: Sequence[Sentence]) -> tuple[list[Sentence], list[Sentence]]:
    """Return the (training, validation) sentences of a corpus without files held out."""
    if source.block is None or source.held_back is None:
        return list(sentences), []
    training, validation = [], []
    for index, sentence in enumerate(sentences):
        back = held_back(index, block=source.block, every=source.held_back)
        (validation if back else training).append(sentence)
    return training, validation


def without_copies(training: Sequence[Sentence], validation: Sequence[Sentence]) -> list[Sentence]:
    """Return the training sentences whose words are not those of a validation sentence."""
    seen = {sentence.words for sentence in validation}
    return [sentence for sentence in training if sentence.words not in seen]


def load(
    source: Source, folder: Path, places: frozenset[str]
) -> tuple[list[Sentence], list[Sentence]]:
    """Return the (training, validation) sentences of a corpus; raise CorpusError."""
    sentences = read_files(source, source.train, folder, places)
    training, validation = divide(source, sentences)
    validation.extend(read_files(source, source.held_out, folder, places))
    return without_copies(training, validation), validation
