"""One pass gives names, relevance and vectors; batches and threads change nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from analysis.components import Reading
from analysis.nlp.loading import open_model
from analysis.nlp.model import Model, Output, Scores
from analysis.nlp.reader import TextReader
from analysis.nlp.windows import Ids
from analysis.tests.tiny_model import VECTOR_SIZE, write_tiny_model

TEXTS = (
    "Angela Merkel said that a truce in Homs was near.",
    "Thousands fled Homs.",
    "نزحوا من حمص بعد هدنة",
    "The weather was fine.",
    "A long day, " * 20 + "then they fled",
    "Homs",
)


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Model:
    return open_model(write_tiny_model(tmp_path_factory.mktemp("tiny")), threads=2)


def reader_of(model: Model) -> TextReader:
    return TextReader(model, relevance=model, vectors=model)


def counting(model: Model, calls: list[tuple[int, ...]]) -> Model:
    def run(ids: Ids, mask: Ids) -> Mapping[str, Scores]:
        calls.append(ids.shape)
        return model.run(ids, mask)

    return replace(model, run=run, workers=1)


def told(readings: Sequence[Reading]) -> list[tuple[list[str], set[str]]]:
    return [
        ([span.text for span in r.names], set(r.relevance.topics) if r.relevance else set())
        for r in readings
    ]


def test_a_sentence_gives_its_names_its_topics_and_its_vector(tiny: Model) -> None:
    assert told(reader_of(tiny).read(TEXTS[:4])) == [
        (["Angela Merkel", "Homs"], {"ceasefire"}),
        (["Homs"], {"displacement"}),
        (["حمص"], {"ceasefire", "displacement"}),
        ([], set()),
    ]


def test_one_pass_serves_all_three(tiny: Model) -> None:
    calls: list[tuple[int, ...]] = []
    reader_of(counting(tiny, calls)).read(["Homs", "Thousands fled Homs"])
    assert len(calls) == 1


def test_different_models_each_pass_once(tiny: Model) -> None:
    calls: list[tuple[int, ...]] = []
    one, other = counting(tiny, calls), counting(tiny, calls)
    TextReader(one, relevance=other, vectors=one).read(["Homs", "Thousands fled Homs"])
    assert len(calls) == 2


def test_a_vector_has_length_one_and_is_zero_without_words(tiny: Model) -> None:
    for reading, length in zip(reader_of(tiny).read(["Homs", " "]), (1, 0), strict=True):
        assert reading.vector is not None
        assert reading.vector.dtype == np.dtype(np.float32)
        assert reading.vector.shape == (VECTOR_SIZE,)
        assert np.linalg.norm(reading.vector) == pytest.approx(length)


def test_a_text_without_words_speaks_of_nothing(tiny: Model) -> None:
    (reading,) = reader_of(tiny).read([""])
    assert reading.names == ()
    assert reading.relevance is not None
    assert (reading.relevance.ceasefire, reading.relevance.displacement) == (0, 0)
    assert reading.relevance.topics == frozenset()


def test_no_text_gives_no_reading(tiny: Model) -> None:
    assert reader_of(tiny).read([]) == []


def test_each_topic_has_its_own_threshold_in_the_order_of_the_config(tmp_path: Path) -> None:
    own = {"labels": ["displacement", "ceasefire"], "thresholds": [1.0, 0.0]}
    name = write_tiny_model(tmp_path, config={"newsmon": {"relevance": own}})
    (reading,) = reader_of(open_model(name, threads=1)).read(["truce truce"])
    assert reading.relevance is not None
    # The first column says "ceasefire" in this model, and this config calls it displacement.
    assert reading.relevance.displacement > 0.9 > 0.1 > reading.relevance.ceasefire
    assert reading.relevance.topics == {"ceasefire"}


def test_a_temperature_cools_what_is_sure_and_changes_no_name(tmp_path: Path) -> None:
    hot = {part: {"temperature": 4.0} for part in ("names", "relevance")}
    plain = reader_of(open_model(write_tiny_model(tmp_path / "a"), threads=1))
    cooled_name = write_tiny_model(tmp_path / "b", config={"newsmon": hot})
    cooled = reader_of(open_model(cooled_name, threads=1))
    (before,), (after,) = plain.read(TEXTS[:1]), cooled.read(TEXTS[:1])
    assert before.relevance and after.relevance
    assert 0.5 < after.relevance.ceasefire < before.relevance.ceasefire
    assert [span.text for span in after.names] == [span.text for span in before.names]
    assert all(b.score > a.score for b, a in zip(before.names, after.names, strict=True))


def test_what_one_window_of_a_long_text_speaks_of_the_text_speaks_of(tiny: Model) -> None:
    text = "word " * 400 + "truce " + "word " * 400 + "in Homs"
    assert told(reader_of(tiny).read([text])) == [(["Homs"], {"ceasefire"})]


@pytest.mark.parametrize("pieces", [1, 30, 100_000])
@pytest.mark.parametrize("workers", [1, 3])
def test_batches_and_threads_change_nothing(tiny: Model, pieces: int, workers: int) -> None:
    expected = [reading for text in TEXTS for reading in reader_of(tiny).read([text])]
    found = reader_of(replace(tiny, workers=workers, batch_pieces=pieces)).read(TEXTS)
    assert told(found) == told(expected)
    for one, other in zip(found, expected, strict=True):
        assert one.vector is not None and other.vector is not None
        assert one.relevance is not None and other.relevance is not None
        np.testing.assert_allclose(one.vector, other.vector, atol=1e-5)
        assert one.relevance.ceasefire == pytest.approx(other.relevance.ceasefire, abs=1e-5)
        assert one.relevance.displacement == pytest.approx(other.relevance.displacement, abs=1e-5)
        for a, b in zip(one.names, other.names, strict=True):
            assert a.score == pytest.approx(b.score, abs=1e-5)


def test_a_model_of_names_alone_leaves_the_rest_untold(tmp_path: Path) -> None:
    model = open_model(write_tiny_model(tmp_path, outputs=["logits"]), threads=1)
    reader = TextReader(model, relevance=None, vectors=None)
    (reading,) = reader.read(["truce in Homs"])
    assert [span.text for span in reading.names] == ["Homs"]
    assert reading.relevance is None and reading.vector is None
    assert not reader.has_relevance and not reader.has_vectors
    assert model.outputs == {Output.NAMES}


def test_a_model_that_scales_by_the_whole_run_takes_each_text_alone(tmp_path: Path) -> None:
    name = write_tiny_model(tmp_path, is_quantized=True)
    calls: list[tuple[int, ...]] = []
    model = open_model(name, threads=1)
    together = reader_of(counting(model, calls)).read(TEXTS)
    assert [rows for rows, _ in calls] == [1] * len(TEXTS)
    alone = [reading for text in TEXTS for reading in reader_of(model).read([text])]
    assert [r.names for r in together] == [r.names for r in alone]
    assert [r.relevance for r in together] == [r.relevance for r in alone]
