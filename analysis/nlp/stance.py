"""Asks a model how a marked holder stands to a marked target in a sentence."""

from collections.abc import Sequence
from itertools import chain

import numpy as np
import numpy.typing as npt

from analysis.components import StanceQuestion, StanceScores
from analysis.nlp.encoding import run
from analysis.nlp.model import Model, Output
from analysis.nlp.windows import Window
from analysis.nlp.words import WORD, Pieces

# The marks with which the shipped model is trained, each a word of its own.
HOLDER = ("{", "}")
TARGET = ("[", "]")
# A text's own braces and brackets would look like marks.
OTHER_BRACKETS = str.maketrans("{}[]", "()()")


class MarkedStanceJudge:
    """It satisfies `analysis.components.StanceJudge`."""

    def __init__(self, model: Model) -> None:
        self._model = model

    @property
    def version(self) -> str:
        return self._model.name

    def judge(self, questions: Sequence[StanceQuestion]) -> list[StanceScores | None]:
        """Answer each question; None where the model is not sure enough or cannot be asked."""
        answers: list[StanceScores | None] = [None] * len(questions)
        for batch, found in run(self._model, self._windows(questions)):
            for window, raw in zip(batch, found[Output.STANCE], strict=True):
                answers[window.text] = self._answer(raw)
        return answers

    def _windows(self, questions: Sequence[StanceQuestion]) -> list[Window]:
        vocabulary = self._model.vocabulary
        marked = [marked_words(question) for question in questions]
        pieces = vocabulary.pieces([words or [] for words in marked])
        room = self._model.window - len(vocabulary.prefix) - len(vocabulary.suffix)
        windows = []
        for number, (words, cut) in enumerate(zip(marked, pieces, strict=True)):
            if words and (kept := _around_marks(words, cut, room)):
                ids = [*vocabulary.prefix, *chain.from_iterable(cut[kept]), *vocabulary.suffix]
                windows.append(Window(text=number, ids=ids, first=0, starts=[]))
        return windows

    def _answer(self, raw: npt.NDArray[np.float32]) -> StanceScores | None:
        tuning = self._model.tuning
        scores = raw[list(tuning.stances)].astype(np.float64) / tuning.stances_temperature
        shares = np.exp(scores - scores.max())
        shares /= shares.sum()
        if shares.max() < tuning.stance_threshold:
            return None
        oppose, neutral, support = shares.tolist()
        return StanceScores(oppose=oppose, neutral=neutral, support=support)


def marked_words(question: StanceQuestion) -> list[str] | None:
    """Return the words of a question's text with the marks; None where the two cannot be marked:
    one is empty or they overlap."""
    (a, b), (c, d) = question.holder, question.target
    if not (a < b and c < d and (b <= c or d <= a)):
        return None
    spans = sorted([(a, b, HOLDER), (c, d, TARGET)])
    words, position = [], 0
    for start, end, (opening, closing) in spans:
        words += _words(question.text[position:start])
        words += [opening, *_words(question.text[start:end]), closing]
        position = end
    return words + _words(question.text[position:])


def _words(text: str) -> list[str]:
    return [word.group() for word in WORD.finditer(text.translate(OTHER_BRACKETS))]


def _around_marks(words: Sequence[str], pieces: Sequence[Pieces], room: int) -> slice | None:
    """Return the words around both marks that fit; None where the marks themselves do not."""
    marks = [i for i, word in enumerate(words) if word in {*HOLDER, *TARGET}]
    first, last = marks[0], marks[-1]
    left = room - sum(map(len, pieces[first : last + 1]))
    if left < 0:
        return None
    while True:
        before = first > 0 and len(pieces[first - 1]) <= left
        if before:
            first -= 1
            left -= len(pieces[first])
        after = last + 1 < len(words) and len(pieces[last + 1]) <= left
        if after:
            last += 1
            left -= len(pieces[last])
        if not (before or after):
            return slice(first, last + 1)
