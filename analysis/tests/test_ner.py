"""The name finder: words to spans, windows, batches; with a scripted model and the real one."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from django.conf import settings

from analysis.nlp.loading import open_model
from analysis.nlp.model import Model, ModelError, Output, Scores
from analysis.nlp.ner import TokenNer
from analysis.nlp.windows import BATCH_PIECES, WINDOW_PIECES, Ids
from analysis.nlp.words import Vocabulary
from analysis.terms import EntityType

LABELS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-MISC")


def scripted(script: dict[str, str], batches: list[tuple[int, ...]] | None = None) -> TokenNer:
    """Return a finder for which each word is one piece, and its label stands in the script."""

    def run(ids: Ids, mask: Ids) -> dict[str, Scores]:
        if batches is not None:
            batches.append(ids.shape)
        assert ((ids > 0) == (mask > 0)).all()
        out = np.zeros((*ids.shape, len(LABELS)), dtype=np.float32)
        for row, column in zip(*np.nonzero(ids), strict=True):
            out[row, column, ids[row, column] % len(LABELS)] = 9
        return {Output.NAMES: out}

    def cut(words: Sequence[str]) -> list[list[int]]:
        return [
            [] if script.get(word) == "" else [LABELS.index(script.get(word, "O")) + len(LABELS)]
            for word in words
        ]

    return TokenNer(
        Model(
            name="scripted",
            vocabulary=Vocabulary(cut, prefix=(len(LABELS),), suffix=(len(LABELS),), pad=0),
            run=run,
            outputs=frozenset({Output.NAMES}),
            labels=LABELS,
            window=WINDOW_PIECES,
        )
    )


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


def test_a_word_without_pieces_breaks_no_name() -> None:
    finder = scripted({"Deir": "B-LOC", "ـ": "", "Ezzor": "I-LOC"})
    assert found(finder, "in Deir ـ Ezzor ـ today") == [("Deir ـ Ezzor", "LOC")]


def test_labels_that_name_nothing_are_one_clear_error() -> None:
    with pytest.raises(ModelError, match="expected labels such as O, B-PER"):
        TokenNer(replace(scripted({}).model, labels=("LABEL_0", "LABEL_1")))


def test_texts_without_words_give_empty_answers_in_their_place() -> None:
    finder = scripted({"Homs": "B-LOC"})
    assert [len(spans) for spans in finder.tag(["", "Homs", "  \n"])] == [0, 1, 0]


def test_batches_stay_small() -> None:
    shapes: list[tuple[int, ...]] = []
    scripted({}, shapes).tag(["word " * 100] * 40)
    assert len(shapes) > 1
    assert all(rows * width <= BATCH_PIECES for rows, width in shapes)


def test_missing_weights_are_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=re.escape(str(tmp_path))):
        open_model(str(tmp_path), threads=1)


def test_damaged_weights_are_one_clear_error(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("weights")
    (folder / "model.onnx").write_bytes(b"not a model")
    with pytest.raises(ModelError, match=r"model\.onnx"):
        open_model(str(folder), threads=1)


@pytest.fixture(scope="module")
def shipped() -> TokenNer:
    return TokenNer(open_model(settings.NER_MODEL, threads=1))


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
