"""Opens a folder with an ONNX file, its tokenizer and its config. No torch."""

import json
import os
from collections.abc import Mapping, Sequence
from functools import lru_cache
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any

import numpy as np

from analysis.nlp.model import Model, ModelError, Output, Run, Scores
from analysis.nlp.tuning import STANCES, TOPICS, read_tuning
from analysis.nlp.windows import ALONE, BATCH_PIECES, WINDOW_PIECES, Ids
from analysis.nlp.words import Vocabulary, frame_of

# One for each purpose.
MOST_OPEN = 4
# Measured on onnxruntime 1.32: the skipping layer norm takes seven times as long as its parts, and
# a bias that is not drawn into the gelu joins the int8 product before it.
SLOW_FUSIONS = {"SkipLayerNormFusion", "BiasSkipLayerNormalizationFusion", "BiasGeluFusion"}


@lru_cache(maxsize=MOST_OPEN)
def open_onnx(folder: Path, *, threads: int) -> Model:
    """Open the model of a folder, the first time, to be run in so many threads.

    Raises ModelError.
    """
    path = _onnx_file(folder)
    run, outputs = _open_session(path)
    config = _read_config(folder / "config.json")
    try:
        tuning = read_tuning(config)
        labels = ordered_labels(config.get("id2label", {}))
    except (ValueError, TypeError, AttributeError) as error:
        raise ModelError(f"config.json: {error}") from error
    vocabulary = _open_vocabulary(folder / "tokenizer.json", config)
    size = _try(run, vocabulary, {Output.NAMES: len(labels)})
    return Model(
        name=folder.resolve().name,
        vocabulary=vocabulary,
        run=run,
        outputs=outputs,
        labels=labels,
        tuning=tuning,
        size=size,
        window=min(WINDOW_PIECES, int(config.get("max_position_embeddings", WINDOW_PIECES))),
        workers=threads,
        batch_pieces=ALONE if _minds_its_company(path) else BATCH_PIECES,
    )


def ordered_labels(id2label: Mapping[Any, str]) -> tuple[str, ...]:
    """Return a config's labels in the order of the columns."""
    return tuple(label for _, label in sorted(id2label.items(), key=lambda item: int(item[0])))


def _read_config(path: Path) -> dict[str, Any]:
    try:
        config = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"{path.name} cannot be read: {error}") from error
    if not isinstance(config, dict):
        raise ModelError(f"{path.name} is no JSON object")
    return config


def _onnx_file(folder: Path) -> Path:
    files = sorted(folder.glob("*.onnx"))
    if len(files) != 1:
        raise ModelError(f"expected one ONNX file; found {', '.join(f.name for f in files)}")
    return files[0]


def _open_vocabulary(path: Path, config: Mapping[str, Any]) -> Vocabulary:
    # Says at every start that there is no torch, which nothing here needs.
    os.environ.setdefault("TRANSFORMERS_NO_ADVISORY_WARNINGS", "1")
    import transformers

    opener: Any = transformers.PreTrainedTokenizerFast
    try:
        tokenizer = opener(tokenizer_file=str(path)).backend_tokenizer
    except Exception as error:  # the library raises plain Exception
        raise ModelError(f"{path.name} cannot be read: {error}") from error
    tokenizer.no_truncation()
    tokenizer.no_padding()
    known, wanted = tokenizer.get_vocab_size(), config.get("vocab_size")
    if wanted is not None and known > wanted:
        raise ModelError(
            f"{path.name} is not this model's: it has {known} pieces, the model knows {wanted}"
        )

    def cut(words: Sequence[str]) -> list[list[int]]:
        alone = [[word] for word in words]
        found = tokenizer.encode_batch(alone, is_pretokenized=True, add_special_tokens=False)
        return [encoding.ids for encoding in found]

    prefix, suffix = frame_of(
        lambda word, framed: (
            tokenizer.encode([word], is_pretokenized=True, add_special_tokens=framed).ids
        )
    )
    return Vocabulary(cut, prefix=prefix, suffix=suffix, pad=int(config.get("pad_token_id") or 0))


def _minds_its_company(path: Path) -> bool:
    """Tell whether a model scales its numbers by the highest of a whole run: it would answer
    otherwise for a text with other texts beside it."""
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as content:
        return content.find(b"DynamicQuantizeLinear") >= 0


def _open_session(path: Path) -> tuple[Run, frozenset[Output]]:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    # Measured: batches side by side in one thread each beat one batch in several threads.
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    try:
        session = onnxruntime.InferenceSession(
            str(path), options, ["CPUExecutionProvider"], disabled_optimizers=SLOW_FUSIONS
        )
    except Exception as error:  # onnxruntime raises classes of its own without a common base
        raise ModelError(f"{path.name} is not a usable ONNX model: {error}") from error
    given = {output.name for output in session.get_outputs()}
    wanted = [output for output in Output if output in given]

    def run(ids: Ids, mask: Ids) -> Mapping[str, Scores]:
        found = session.run(wanted, {"input_ids": ids, "attention_mask": mask})
        return dict(zip(wanted, found, strict=True))

    return run, frozenset(wanted)


def _try(run: Run, vocabulary: Vocabulary, labels: Mapping[Output, int]) -> int:
    """Run the model once and compare what comes out with the config; return a vector's size."""
    ids = np.array([[*vocabulary.prefix, vocabulary.pad, *vocabulary.suffix]], dtype=np.int64)
    try:
        found = run(ids, np.ones_like(ids))
    except Exception as error:  # onnxruntime raises classes of its own without a common base
        raise ModelError(f"the model does not run: {error}") from error
    expected = {**labels, Output.RELEVANCE: len(TOPICS), Output.STANCE: len(STANCES)}
    for output, size in expected.items():
        if output in found and found[output].shape[-1] != size:
            raise ModelError(
                f"output {output} has {found[output].shape[-1]} columns; expected {size}"
            )
    return found[Output.VECTOR].shape[-1] if Output.VECTOR in found else 0
