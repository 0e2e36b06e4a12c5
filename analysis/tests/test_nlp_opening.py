"""Opening models: what is shared, what may be missing, and one clear error for what is wrong."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings

from analysis.nlp import onnx_models, opening
from analysis.nlp.loading import open_model
from analysis.nlp.model import ModelError, Output
from analysis.nlp.opening import ModelNames, open_models
from analysis.tests.tiny_model import OWN, write_tiny_model, write_tokenizer


@pytest.fixture(autouse=True)
def nothing_open() -> Iterator[None]:
    """Forget models before and after: other tests use the real ones."""
    caches = (opening.open_models, opening._open, onnx_models.open_onnx)
    for cache in caches:
        cache.cache_clear()
    yield
    for cache in caches:
        cache.cache_clear()


def one(name: str) -> ModelNames:
    return ModelNames(names=name, relevance=name, embedding=name, stance=name)


def test_one_folder_for_all_is_opened_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Path] = []
    real = onnx_models._open_session

    def count(path: Path) -> object:
        opened.append(path)
        return real(path)

    monkeypatch.setattr(onnx_models, "_open_session", count)
    models = open_models(one(write_tiny_model(tmp_path)), threads=1)
    assert len(opened) == 1
    assert models.reader.has_relevance and models.reader.has_vectors
    assert models.stance_judge is not None
    assert open_models(one(str(tmp_path)), threads=1) is models


def test_what_the_model_of_names_does_not_do_is_left_out(tmp_path: Path) -> None:
    models = open_models(one(write_tiny_model(tmp_path, outputs=["logits", "vector"])), threads=1)
    assert models.reader.has_vectors and not models.reader.has_relevance
    assert models.stance_judge is None


@pytest.mark.parametrize(
    ("field", "variable", "output"),
    [
        ("relevance", "NEWSMON_RELEVANCE_MODEL", "relevance"),
        ("embedding", "NEWSMON_EMBEDDING_MODEL", "vector"),
        ("stance", "NEWSMON_STANCE_MODEL", "stance"),
    ],
)
def test_a_model_named_for_one_purpose_has_to_serve_it(
    tmp_path: Path, field: str, variable: str, output: str
) -> None:
    whole = write_tiny_model(tmp_path / "whole")
    bare = write_tiny_model(tmp_path / "bare", outputs=["logits"])
    with pytest.raises(ModelError, match=rf"{variable}: .*bare.*an output named {output}; found"):
        open_models(replace(one(whole), **{field: bare}), threads=1)


def test_a_model_without_names_cannot_find_names(tmp_path: Path) -> None:
    bare = write_tiny_model(tmp_path, outputs=["relevance"])
    with pytest.raises(ModelError, match=r"NEWSMON_NER_MODEL: .*an output named logits"):
        open_models(one(bare), threads=1)


def broken(folder: Path, what: str) -> str:
    name = write_tiny_model(folder)
    match what:
        case "weights":
            (folder / "model.int8.onnx").write_bytes(b"not a model")
        case "cut weights":
            whole = (folder / "model.int8.onnx").read_bytes()
            (folder / "model.int8.onnx").write_bytes(whole[: len(whole) // 2])
        case "two models":
            (folder / "other.onnx").write_bytes(b"")
        case "config":
            (folder / "config.json").write_text("{", encoding="utf-8")
        case "no config":
            (folder / "config.json").unlink()
        case "tokenizer":
            (folder / "tokenizer.json").write_text("{}", encoding="utf-8")
        case "no tokenizer":
            (folder / "tokenizer.json").unlink()
        case "wrong tokenizer":
            write_tokenizer(folder, more=["another", "one"])
    return name


@pytest.mark.parametrize(
    ("what", "reason"),
    [
        ("weights", "model.int8.onnx is not a usable ONNX model"),
        ("cut weights", "model.int8.onnx is not a usable ONNX model"),
        ("two models", "expected one ONNX file; found model.int8.onnx, other.onnx"),
        ("config", "config.json cannot be read"),
        ("no config", "config.json cannot be read"),
        ("tokenizer", "tokenizer.json cannot be read"),
        ("no tokenizer", "tokenizer.json cannot be read"),
        ("wrong tokenizer", "it has 23 pieces, the model knows 21"),
    ],
)
def test_what_is_damaged_or_missing_is_one_clear_line(
    tmp_path: Path, what: str, reason: str
) -> None:
    name = broken(tmp_path, what)
    with pytest.raises(ModelError) as raised:
        open_models(one(name), threads=1)
    assert "\n" not in str(raised.value)
    assert str(raised.value).startswith(f"NEWSMON_NER_MODEL: the model {name!r} cannot be used: ")
    assert reason in str(raised.value)


@pytest.mark.parametrize(
    ("config", "reason"),
    [
        ({"id2label": {"0": "O", "1": "B-PER"}}, "output logits has 7 columns; expected 2"),
        (
            {"id2label": {str(i): f"LABEL_{i}" for i in range(7)}},
            "expected labels such as O, B-PER",
        ),
        ({"newsmon": OWN | {"relevance": {"labels": ["war", "peace"]}}}, "ceasefire, displacement"),
        ({"newsmon": OWN | {"stance": {"labels": ["oppose", "support"]}}}, "oppose, neutral"),
        ({"newsmon": OWN | {"names": {"temperature": 0}}}, "temperature of 0.0 is not above 0"),
        ({"newsmon": OWN | {"stance": {"threshold": 60}}}, "not between 0 and 1"),
        ({"newsmon": OWN | {"relevance": {"thresholds": [0.5]}}}, "1 thresholds for 2 labels"),
    ],
)
def test_a_config_that_does_not_fit_is_refused(
    tmp_path: Path, config: dict[str, object], reason: str
) -> None:
    with pytest.raises(ModelError, match="NEWSMON_NER_MODEL") as raised:
        open_models(one(write_tiny_model(tmp_path, config=config)), threads=1)
    assert reason in str(raised.value)


def test_a_folder_that_is_not_there_is_told_without_a_look_at_the_network() -> None:
    with pytest.raises(
        ModelError, match="'/nowhere/at/all' cannot be used: there is no such folder"
    ):
        open_model("/nowhere/at/all", Output.STANCE, threads=1)


def test_the_check_runs_in_a_process_of_its_own(tmp_path: Path) -> None:
    opening.check(one(write_tiny_model(tmp_path / "good")), threads=1)
    with pytest.raises(ModelError, match=r"^NEWSMON_NER_MODEL: .*config\.json cannot be read"):
        opening.check(one(broken(tmp_path / "bad", "config")), threads=1)
    assert opening.open_models.cache_info().currsize == 0


def worker(queue: str, **variables: str) -> "subprocess.Popen[str]":
    nowhere = {"DATABASE_URL": "postgresql://x@127.0.0.1:1/x"}
    nowhere["CELERY_BROKER_URL"] = "redis://127.0.0.1:1/0"
    return subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "celery", "-A", "newsmon", "--quiet", "worker",
         "--queues", queue, "--pool", "prefork", "--concurrency", "1"],
        cwd=settings.BASE_DIR, env={**os.environ, **nowhere, **variables},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip


@pytest.mark.services
def test_the_analysis_worker_ends_at_once_with_one_line(tmp_path: Path) -> None:
    name = broken(tmp_path, "weights")
    process = worker("nlp", NEWSMON_STANCE_MODEL=name)
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    (line,) = said.strip().splitlines()
    assert line.startswith(f"newsmon: NEWSMON_STANCE_MODEL: the model {name!r} cannot be used: ")


@pytest.mark.services
def test_other_workers_do_not_look_at_models(tmp_path: Path) -> None:
    process = worker("io", NEWSMON_NER_MODEL=broken(tmp_path, "weights"))
    assert process.stdout is not None
    try:
        # It gets as far as asking for its broker, which is not there.
        line = next(line for line in process.stdout if "127.0.0.1:1" in line or "newsmon:" in line)
    finally:
        process.kill()
        process.communicate()
    assert "consumer" in line


def test_a_config_names_a_vector_size_only_for_the_reader(tmp_path: Path) -> None:
    model = open_model(write_tiny_model(tmp_path), Output.VECTOR, threads=1)
    config = json.loads((tmp_path / "config.json").read_text(encoding="utf-8"))
    assert model.size == config["newsmon"]["vector"]["size"]
