"""Finds names with a model that labels words: exact character spans out."""

import re
from collections.abc import Sequence

from analysis.nlp.decoding import Decoder, Run
from analysis.nlp.encoding import Encoded, encode
from analysis.nlp.model import Model, ModelError
from analysis.nlp.words import WORD
from analysis.records import Span

Words = Sequence[re.Match[str]]


def words_of(texts: Sequence[str]) -> list[list[re.Match[str]]]:
    """Return the words of each text as matches, which know where they stand."""
    return [list(WORD.finditer(text)) for text in texts]


def letters_of(found: Sequence[Words]) -> list[list[str]]:
    """Return the same words as strings."""
    return [[word.group() for word in words] for words in found]


class TokenNer:
    """A name finder; it satisfies `analysis.components.Ner`. Raises ModelError for a model whose
    labels name nothing that newsmon knows."""

    def __init__(self, model: Model) -> None:
        self.model = model
        try:
            self._decoder = Decoder(model.labels, model.tuning.names_temperature)
        except ValueError as error:
            raise ModelError(f"{model.name}: {error}") from error

    @property
    def version(self) -> str:
        return self.model.name

    def tag(self, texts: Sequence[str]) -> list[list[Span]]:
        """Return each text's name spans in order, with offsets into that text."""
        found = words_of(texts)
        return self.spans(texts, found, encode(self.model, letters_of(found)))

    def spans(
        self, texts: Sequence[str], found: Sequence[Words], encoded: Encoded
    ) -> list[list[Span]]:
        """Return the spans in texts that were encoded already."""
        runs = self._decoder.runs(encoded.names, [len(kept) for kept in encoded.kept])
        return [
            [_span(text, words, kept, run) for run in named]
            for text, words, kept, named in zip(texts, found, encoded.kept, runs, strict=True)
        ]


def _span(text: str, words: Words, kept: Sequence[int], run: Run) -> Span:
    start, end = words[kept[run.first]].start(), words[kept[run.last]].end()
    return Span(start=start, end=end, text=text[start:end], type=run.type, score=run.score)
