"""The name finder: words to spans, windows, batches; with a scripted model and the real one."""

import re
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from django.conf import settings

from analysis.nlp import ner
from analysis.nlp.loading import ModelError, TokenModel, open_token_model
from analysis.nlp.ner import TokenNer
from analysis.records import EntityType

LABELS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-MISC")


class ScriptedTokenizer:
    """One piece a word; windows like the real tokenizer's. A word's id says its label."""

    pad_token_id = 0

    def __init__(self, script: dict[str, str]) -> None:
        self._script = script

    def __call__(self, texts: list[list[str]], **options: int) -> "Encoded":
        step = options["max_length"] - options["stride"]
        rows = []
        for index, words in enumerate(texts):
            for first in range(0, max(len(words) - options["stride"], 1), step):
                span = range(first, min(first + options["max_length"], len(words)))
                rows.append((index, list(span), [self._id(words[i]) for i in span]))
        return Encoded(rows)

    def _id(self, word: str) -> int:
        return LABELS.index(self._script.get(word, "O")) + 1


class Encoded(dict[str, list[object]]):
    def __init__(self, rows: list[tuple[int, list[int], list[int]]]) -> None:
        super().__init__(
            input_ids=[ids for _, _, ids in rows],
            overflow_to_sample_mapping=[text for text, _, _ in rows],
        )
        self._words = [words for _, words, _ in rows]

    def word_ids(self, row: int) -> list[int]:
        return self._words[row]


def scripted(script: dict[str, str], batches: list[tuple[int, ...]] | None = None) -> TokenNer:
    def logits(ids: npt.NDArray[np.int64], mask: npt.NDArray[np.int64]) -> npt.NDArray[np.float32]:
        if batches is not None:
            batches.append(ids.shape)
        assert ((ids > 0) == (mask > 0)).all()
        out = np.zeros((*ids.shape, len(LABELS)), dtype=np.float32)
        for row, column in zip(*np.nonzero(ids), strict=True):
            out[row, column, ids[row, column] - 1] = 9
        return out

    model = TokenModel(
        name="scripted", tokenizer=ScriptedTokenizer(script), labels=LABELS, logits=logits
    )
    return TokenNer(model)


def found(finder: TokenNer, text: str) -> list[tuple[str, str]]:
    return [(span.text, span.type) for span in finder.tag([text])[0]]


def test_a_name_of_several_words_is_one_span() -> None:
    finder = scripted({"Bashar": "B-PER", "al-Assad": "I-PER", "Damascus": "B-LOC"})
    assert found(finder, "Bashar al-Assad left Damascus.") == [
        ("Bashar al-Assad", "PER"),
        ("Damascus", "LOC"),
    ]


def test_an_inside_label_without_a_beginning_starts_a_name() -> None:
    assert found(scripted({"Ankara": "I-LOC"}), "from Ankara") == [("Ankara", "LOC")]


def test_two_beginnings_side_by_side_are_two_names() -> None:
    finder = scripted({"أنقرة": "B-LOC", "واشنطن": "B-LOC"})
    assert found(finder, "أنقرة واشنطن") == [("أنقرة", "LOC"), ("واشنطن", "LOC")]


def test_a_type_that_newsmon_does_not_know_is_dropped() -> None:
    assert found(scripted({"Arabic": "B-MISC"}), "in Arabic") == []


def test_spans_lie_exactly_on_the_text_with_marks_and_clitics() -> None:
    finder = scripted({"وأنقَرة": "B-LOC", "سانا": "B-ORG"})
    text = "«سانا»: وأنقَرة، 120 ساعة"
    (spans,) = finder.tag([text])
    assert [text[s.start : s.end] for s in spans] == ["سانا", "وأنقَرة"]
    assert all(s.text == text[s.start : s.end] for s in spans)


def test_a_text_longer_than_a_window_loses_no_name_and_doubles_none() -> None:
    words = ["word"] * 500
    places = (0, 143, 144, 190, 191, 192, 300, 499)
    for place in places:
        words[place] = "Homs"
    (spans,) = scripted({"Homs": "B-LOC"}).tag([" ".join(words)])
    assert [span.text for span in spans] == ["Homs"] * len(places)


def test_texts_without_words_give_empty_answers_in_their_place() -> None:
    finder = scripted({"Homs": "B-LOC"})
    assert [len(spans) for spans in finder.tag(["", "Homs", "  \n"])] == [0, 1, 0]


def test_batches_stay_small() -> None:
    shapes: list[tuple[int, ...]] = []
    scripted({}, shapes).tag(["word " * 100] * 40)
    assert len(shapes) > 1
    assert all(rows * width <= ner.BATCH_PIECES for rows, width in shapes)


def test_missing_weights_are_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=re.escape(str(tmp_path))):
        open_token_model(str(tmp_path), threads=1)


def test_damaged_weights_are_one_clear_error(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("weights")
    (folder / "model.onnx").write_bytes(b"not a model")
    with pytest.raises(ModelError, match=r"model\.onnx"):
        open_token_model(str(folder), threads=1)


@pytest.fixture(scope="module")
def shipped() -> TokenNer:
    return TokenNer(open_token_model(settings.NER_MODEL, threads=1))


@pytest.mark.weights
def test_the_shipped_model_finds_names_in_arabic_and_english(shipped: TokenNer) -> None:
    arabic, english = shipped.tag(
        [
            "التقى الرئيس بشار الأسد في دمشق وفدا من الأمم المتحدة",
            "Angela Merkel met officials of the United Nations in Geneva.",
        ]
    )
    assert ("بشار الأسد", EntityType.PER) in [(s.text, s.type) for s in arabic]
    assert ("دمشق", EntityType.LOC) in [(s.text, s.type) for s in arabic]
    assert ("Angela Merkel", EntityType.PER) in [(s.text, s.type) for s in english]
    assert ("Geneva", EntityType.LOC) in [(s.text, s.type) for s in english]


@pytest.mark.weights
def test_the_shipped_model_answers_alike_alone_and_in_a_batch(shipped: TokenNer) -> None:
    texts = ["وصل الوفد إلى أنقرة أمس", "A long day in Beirut, " * 30, "Moscow spoke."]
    alone = [[span.text for span in shipped.tag([text])[0]] for text in texts]
    assert [[span.text for span in spans] for spans in shipped.tag(texts)] == alone
