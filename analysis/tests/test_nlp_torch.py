"""Models of an operator's own choice on torch: which labels they may have, and what is refused."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from analysis.components import StanceQuestion
from analysis.nlp.loading import open_model
from analysis.nlp.model import ModelError, Output, Scores
from analysis.nlp.reader import TextReader
from analysis.nlp.stance import MarkedStanceJudge
from analysis.nlp.torch_models import columns_of
from analysis.nlp.tuning import STANCES, TOPICS, Tuning
from analysis.nlp.windows import Ids
from analysis.terms import EntityType
from analysis.tests.tiny_model import LABELS, write_tokenizer

torch = pytest.importorskip("torch")
import transformers  # noqa: E402 - only where torch is

HIDDEN = 16
TEXTS = ("Angela Merkel said a truce in Homs was near", "fled", "word " * 300 + "Homs")
Save = Callable[..., str]


@pytest.fixture
def save(tmp_path: Path) -> Save:
    """Return what writes a small BERT with random weights and gives the name of its folder."""

    def write(kind: str, labels: Sequence[str] = (), *, problem: str | None = None) -> str:
        torch.manual_seed(5)
        vocabulary = write_tokenizer(tmp_path)
        options: dict[str, Any] = {"problem_type": problem}
        if labels:
            options["id2label"] = dict(enumerate(labels))
            options["label2id"] = {label: number for number, label in enumerate(labels)}
        config = transformers.BertConfig(
            vocab_size=len(vocabulary), hidden_size=HIDDEN, num_hidden_layers=1,
            num_attention_heads=2, intermediate_size=32, max_position_embeddings=64,
            pad_token_id=vocabulary["<pad>"], **options,
        )  # fmt: skip
        getattr(transformers, kind)(config).save_pretrained(tmp_path)
        fast: Any = transformers.PreTrainedTokenizerFast
        made = fast(
            tokenizer_file=str(tmp_path / "tokenizer.json"), pad_token="<pad>", unk_token="<unk>"
        )
        made.save_pretrained(tmp_path)
        return str(tmp_path)

    return write


def test_a_token_classifier_finds_names_on_texts_of_any_length(save: Save) -> None:
    model = open_model(save("BertForTokenClassification", LABELS), threads=1)
    reader = TextReader(model, relevance=None, vectors=None)
    for text, reading in zip(TEXTS, reader.read(TEXTS), strict=True):
        assert all(text[s.start : s.end] == s.text for s in reading.names)
        assert all(s.type in EntityType for s in reading.names)
    assert model.window < 64


def test_labels_of_names_in_other_spellings_count(save: Save) -> None:
    labels = ("O", "B-person", "I-person", "B-GPE", "B-Organization", "I-MISC", "B-MISC")
    model = open_model(save("BertForTokenClassification", labels), threads=1)
    assert TextReader(model, relevance=None, vectors=None).version == model.name


def test_a_token_classifier_of_something_else_is_refused(save: Save) -> None:
    model = open_model(save("BertForTokenClassification", ("NOUN", "VERB")), threads=1)
    with pytest.raises(ModelError, match=r"expected labels such as O, B-PER.*found NOUN, VERB"):
        TextReader(model, relevance=None, vectors=None)


def test_classes_that_exclude_each_other_become_two_probabilities(save: Save) -> None:
    name = save("BertForSequenceClassification", ("other", "Displacement", "CEASEFIRE_talks"))
    model = open_model(name, Output.RELEVANCE, threads=1)
    raw = _probabilities(name)
    found = model.run(*_inputs())[Output.RELEVANCE]
    np.testing.assert_allclose(1 / (1 + np.exp(-found)), raw[:, [2, 1]], atol=1e-5)


def test_labels_that_are_independent_keep_their_scores(save: Save) -> None:
    labels = ("ceasefire", "displacement", "aid")
    name = save("BertForSequenceClassification", labels, problem="multi_label_classification")
    model = open_model(name, Output.RELEVANCE, threads=1)
    loaded = transformers.AutoModelForSequenceClassification.from_pretrained(name).eval()
    with torch.inference_mode():
        expected = loaded(*map(torch.from_numpy, _inputs())).logits.numpy()
    np.testing.assert_allclose(model.run(*_inputs())[Output.RELEVANCE], expected[:, :2], atol=1e-5)


def test_an_encoder_gives_its_mean_state_with_length_one(save: Save) -> None:
    name = save("BertModel")
    vectors = open_model(name, Output.VECTOR, threads=1)
    loaded = transformers.AutoModel.from_pretrained(name).eval()
    ids, mask = _inputs()
    with torch.inference_mode():
        states = loaded(torch.from_numpy(ids[:1]), torch.from_numpy(mask[:1])).last_hidden_state
    expected = states[0].numpy().mean(axis=0)
    (found, padded) = vectors.run(ids, mask)[Output.VECTOR]
    np.testing.assert_allclose(found, expected, atol=1e-5)
    assert vectors.size == HIDDEN and not np.allclose(padded, found)


def test_a_classifier_of_marked_texts_judges_stances(save: Save) -> None:
    name = save("BertForSequenceClassification", ("SUPPORTS", "neutral", "opposes", "unsure"))
    model = open_model(name, Output.STANCE, threads=1)
    judge = MarkedStanceJudge(replace(model, tuning=Tuning(stance_threshold=0)))
    question = StanceQuestion(text="Turkey praised Syria", holder=(0, 6), target=(15, 20))
    (answer,) = judge.judge([question])
    assert answer is not None
    assert answer.oppose + answer.neutral + answer.support == pytest.approx(1)


@pytest.mark.parametrize(
    ("purpose", "labels", "expected"),
    [
        (Output.RELEVANCE, ("LABEL_0", "LABEL_1"), "ceasefire, displacement; found LABEL_0"),
        (Output.RELEVANCE, ("ceasefire", "other"), "ceasefire, displacement; found ceasefire"),
        (Output.STANCE, ("positive", "neutral", "negative"), "oppose, neutral, support; found"),
        (Output.STANCE, ("oppose", "neutral", "support", "not_support"), "oppose, neutral, suppo"),
    ],
)
def test_unknown_labels_are_refused_with_what_was_expected(
    save: Save, purpose: Output, labels: tuple[str, ...], expected: str
) -> None:
    name = save("BertForSequenceClassification", labels)
    with pytest.raises(ModelError) as raised:
        open_model(name, purpose, threads=1)
    assert expected in str(raised.value)
    assert name in str(raised.value)


def test_damaged_weights_and_a_wrong_tokenizer_are_one_clear_line(save: Save) -> None:
    folder = Path(save("BertForTokenClassification", LABELS))
    write_tokenizer(folder, more=["one", "more"])
    with pytest.raises(ModelError, match="the tokenizer is not this model's: it has 23 pieces"):
        open_model(str(folder), threads=1)
    (folder / "model.safetensors").write_bytes(b"no weights")
    with pytest.raises(ModelError) as raised:
        open_model(str(folder), threads=1)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("labels", "meanings", "columns"),
    [
        (("displaced_people", "truce", "other"), TOPICS, [1, 0]),
        (("AGAINST", "FAVOR", "NONE"), STANCES, [0, 2, 1]),
        (("support", "oppose", "neutral"), STANCES, [1, 2, 0]),
    ],
)
def test_labels_are_found_by_what_their_words_begin_with(
    labels: tuple[str, ...], meanings: tuple[str, ...], columns: list[int]
) -> None:
    assert columns_of(labels, meanings) == columns


def _inputs() -> tuple[Ids, Ids]:
    ids = np.array([[1, 5, 6, 2], [1, 7, 2, 0]], dtype=np.int64)
    return ids, (ids > 0).astype(np.int64)


def _probabilities(name: str) -> Scores:
    loaded = transformers.AutoModelForSequenceClassification.from_pretrained(name).eval()
    with torch.inference_mode():
        found: Scores = loaded(*map(torch.from_numpy, _inputs())).logits.softmax(-1).numpy()
    return found
