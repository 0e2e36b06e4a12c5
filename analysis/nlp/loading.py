"""Opens a model once: tokenizer, labels and a function from token ids to logits.

A folder with an ONNX file runs on onnxruntime; any other folder or hub id runs on torch, which an
operator installs for it. Heavy libraries are imported here and nowhere else, when first needed.
"""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Logits = Callable[[npt.NDArray[np.int64], npt.NDArray[np.int64]], npt.NDArray[np.float32]]


class ModelError(RuntimeError):
    """A model cannot be opened; the message says which and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenModel:
    """`logits` maps ids and mask, both (batch, tokens), to scores (batch, tokens, labels)."""

    name: str
    tokenizer: Any
    labels: tuple[str, ...]
    logits: Logits


def open_token_model(name: str, *, threads: int) -> TokenModel:
    """Open a token classifier by folder or hub id on so many threads; raise ModelError."""
    os.environ.setdefault("TRANSFORMERS_NO_ADVISORY_WARNINGS", "1")
    try:
        if any(Path(name).glob("*.onnx")):
            return _open_onnx(Path(name), threads)
        return _open_torch(name, threads)
    except (OSError, ValueError, KeyError, RuntimeError, ImportError) as error:
        raise ModelError(f"The name model {name!r} cannot be opened: {error}") from error


def _open_onnx(folder: Path, threads: int) -> TokenModel:
    import onnxruntime
    from transformers import AutoTokenizer

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    path = next(folder.glob("*.onnx"))
    try:
        session = onnxruntime.InferenceSession(str(path), options, ["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime raises classes of its own without a common base
        raise ModelError(f"{path.name} is not a usable ONNX model: {error}") from error
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))

    def logits(ids: npt.NDArray[np.int64], mask: npt.NDArray[np.int64]) -> npt.NDArray[np.float32]:
        (scores,) = session.run(["logits"], {"input_ids": ids, "attention_mask": mask})
        return np.asarray(scores, dtype=np.float32)

    return TokenModel(
        name=folder.name,
        tokenizer=AutoTokenizer.from_pretrained(folder, local_files_only=True),
        labels=_labels(config["id2label"]),
        logits=logits,
    )


def _open_torch(name: str, threads: int) -> TokenModel:
    import torch
    from transformers import AutoModelForTokenClassification, AutoTokenizer

    torch.set_num_threads(threads)
    model = AutoModelForTokenClassification.from_pretrained(name).eval()

    def logits(ids: npt.NDArray[np.int64], mask: npt.NDArray[np.int64]) -> npt.NDArray[np.float32]:
        with torch.inference_mode():
            out = model(input_ids=torch.from_numpy(ids), attention_mask=torch.from_numpy(mask))
        return np.asarray(out.logits.float().numpy(), dtype=np.float32)

    return TokenModel(
        name=name.rsplit("/", 1)[-1],
        tokenizer=AutoTokenizer.from_pretrained(name),
        labels=_labels(model.config.id2label),
        logits=logits,
    )


def _labels(id2label: dict[Any, str]) -> tuple[str, ...]:
    ordered = sorted(id2label.items(), key=lambda item: int(item[0]))
    return tuple(label for _, label in ordered)
