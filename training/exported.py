"""Opens an exported folder with plain onnxruntime: texts of words in, raw scores out.

Texts are cut into words and pieces as in training, not as the application does it, so that a fault
in either shows where the two are compared.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime
from transformers import AutoTokenizer

from analysis.nlp.words import WORD
from training.sentences import encode

Floats = npt.NDArray[np.float64]
Words = Sequence[str]
BATCH_PIECES = 1000
# onnxruntime would fuse again what the export left apart, being slower as one node.
NOT_FUSED = {
    "SkipLayerNormFusion",
    "BiasGeluFusion",
    "BiasSkipLayerNormalizationFusion",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The "newsmon" part of a config; `thresholds` belong to `labels` in order."""

    names_temperature: float
    labels: tuple[str, ...]
    thresholds: tuple[float, ...]
    relevance_temperature: float
    stances: tuple[str, ...]
    stance_temperature: float
    stance_threshold: float


class Exported:
    """A model of a folder with one ONNX file; it runs in `threads` threads."""

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        (path,) = folder.glob("*.onnx")
        self._session = onnxruntime.InferenceSession(
            str(path), options, ["CPUExecutionProvider"], disabled_optimizers=NOT_FUSED
        )
        self._tokenizer: Any = AutoTokenizer.from_pretrained(folder)
        self.settings = read_settings(read_config(folder))

    def scores(self, texts: Sequence[Words], output: str) -> Floats:
        """Return one row of raw scores for each text."""
        rows: list[Floats] = [np.zeros(0)] * len(texts)
        for chosen, found in self._runs(encode(self._tokenizer, texts), output):
            for row, scores in zip(chosen, found, strict=True):
                rows[row] = scores
        return np.stack(rows)

    def piece_scores(self, pieces: Sequence[list[int]], output: str) -> list[Floats]:
        """Return the scores of each text's pieces."""
        rows: list[Floats] = [np.zeros(0)] * len(pieces)
        for chosen, found in self._runs(pieces, output):
            for row, scores in zip(chosen, found, strict=True):
                rows[row] = scores[: len(pieces[row])]
        return rows

    @property
    def tokenizer(self) -> Any:
        return self._tokenizer

    def _runs(
        self, pieces: Sequence[list[int]], output: str
    ) -> Iterator[tuple[Sequence[int], Floats]]:
        pad = self._tokenizer.pad_token_id
        for chosen in groups([len(row) for row in pieces], BATCH_PIECES):
            ids, mask = padded([pieces[row] for row in chosen], pad)
            (found,) = self._session.run([output], {"input_ids": ids, "attention_mask": mask})
            yield chosen, np.asarray(found, dtype=np.float64)


def read_config(folder: Path) -> dict[str, Any]:
    """Return the config of a folder."""
    config: dict[str, Any] = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    return config


def read_settings(config: Mapping[str, Any]) -> Settings:
    """Return how raw scores become probabilities and decisions; raise KeyError."""
    own = config["newsmon"]
    relevance, stance = own["relevance"], own["stance"]
    return Settings(
        names_temperature=own["names"]["temperature"],
        labels=tuple(relevance["labels"]),
        thresholds=tuple(relevance["thresholds"]),
        relevance_temperature=relevance["temperature"],
        stances=tuple(stance["labels"]),
        stance_temperature=stance["temperature"],
        stance_threshold=stance["threshold"],
    )


def words(text: str) -> tuple[str, ...]:
    """Return the words of a text, cut as newsmon cuts them."""
    return tuple(match.group() for match in WORD.finditer(text))


def groups(lengths: Sequence[int], pieces: int) -> list[list[int]]:
    """Return the numbers of texts in batches of like length, each of at most so many pieces."""
    found: list[list[int]] = [[]]
    for row in sorted(range(len(lengths)), key=lengths.__getitem__):
        if found[-1] and lengths[row] * (len(found[-1]) + 1) > pieces:
            found.append([])
        found[-1].append(row)
    return [group for group in found if group]


def padded(
    rows: Sequence[list[int]], pad: int
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return ids and mask of a batch."""
    width = max(len(row) for row in rows)
    ids = np.full((len(rows), width), pad, dtype=np.int64)
    mask = np.zeros_like(ids)
    for index, row in enumerate(rows):
        ids[index, : len(row)] = row
        mask[index, : len(row)] = 1
    return ids, mask


def sigmoid(scores: Floats, temperature: float) -> Floats:
    """Return the probability of each score by itself."""
    # With tanh no exponential overflows.
    shares: Floats = (1 + np.tanh(scores / temperature / 2)) / 2
    return shares


def softmax(scores: Floats, temperature: float) -> Floats:
    """Return the probabilities of each row, which add up to one."""
    logs = log_softmax(scores, temperature)
    shares: Floats = np.exp(logs)
    return shares


def log_softmax(scores: Floats, temperature: float) -> Floats:
    """Return the logarithms of the probabilities of each row."""
    shifted = scores / temperature
    shifted = shifted - shifted.max(axis=-1, keepdims=True)
    logs: Floats = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return logs
