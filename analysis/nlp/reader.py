"""Reads texts with one to three models; a model that can do several things is run only once."""

from collections.abc import Sequence

from analysis.components import Reading, Relevance, Vector
from analysis.nlp.encoding import Encoded, encode
from analysis.nlp.model import Model
from analysis.nlp.ner import TokenNer, letters_of, words_of
from analysis.nlp.relevance import relevances
from analysis.records import Span


class TextReader:
    """Names, relevance and vectors; it satisfies `analysis.components.Reader`."""

    def __init__(self, names: Model, *, relevance: Model | None, vectors: Model | None) -> None:
        self._ner = TokenNer(names)
        self._names, self._relevance, self._vectors = names, relevance, vectors

    @property
    def version(self) -> str:
        return self._ner.version

    @property
    def has_relevance(self) -> bool:
        return self._relevance is not None

    @property
    def has_vectors(self) -> bool:
        return self._vectors is not None

    def tag(self, texts: Sequence[str]) -> list[list[Span]]:
        """Return each text's name spans in order, with offsets into that text."""
        return self._ner.tag(texts)

    def read(self, texts: Sequence[str]) -> list[Reading]:
        """Return one reading for each text, in their order."""
        found = words_of(texts)
        letters = letters_of(found)
        models = dict.fromkeys(
            model for model in (self._names, self._relevance, self._vectors) if model
        )
        encoded = {model: encode(model, letters) for model in models}
        return [
            Reading(names=tuple(names), relevance=topics, vector=vector)
            for names, topics, vector in zip(
                self._ner.spans(texts, found, encoded[self._names]),
                self._topics(encoded, len(texts)),
                self._rows(encoded, len(texts)),
                strict=True,
            )
        ]

    def _topics(self, encoded: dict[Model, Encoded], texts: int) -> Sequence[Relevance | None]:
        model = self._relevance
        return relevances(encoded[model].relevance, model.tuning) if model else [None] * texts

    def _rows(self, encoded: dict[Model, Encoded], texts: int) -> Sequence[Vector | None]:
        model = self._vectors
        return list(encoded[model].vectors) if model else [None] * texts
