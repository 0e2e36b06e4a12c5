"""A model small enough to follow: a word's row says what it means, and the heads copy it out."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import quantize_dynamic
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace
from tokenizers.processors import TemplateProcessing

LABELS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC")
TOPICS = ("ceasefire", "displacement")
STANCES = ("oppose", "neutral", "support")
MEANINGS = (*LABELS, *TOPICS, *STANCES)
SPECIAL = ("<pad>", "<s>", "</s>", "<unk>")
# All other words are unknown to the tokenizer.
WORDS = {
    "<unk>": ("O",),
    "Angela": ("B-PER",),
    "Merkel": ("I-PER",),
    "Homs": ("B-LOC",),
    "حمص": ("B-LOC",),
    "truce": ("O", "ceasefire"),
    "هدنة": ("O", "ceasefire"),
    "fled": ("O", "displacement"),
    "نزحوا": ("O", "displacement"),
    "condemned": ("O", "oppose"),
    "praised": ("O", "support"),
    "said": ("O", "neutral"),
}
VECTOR_SIZE = 16
# Strong enough to be seen through the noise, so that no answer hangs in the balance.
MEANT = 8.0
OUTPUTS = ("logits", "relevance", "vector", "stance")
OWN: dict[str, dict[str, Any]] = {
    "relevance": {"labels": list(TOPICS), "thresholds": [0.6, 0.4], "temperature": 1.0},
    "stance": {"labels": list(STANCES), "temperature": 1.0, "threshold": 0.85},
    "names": {"temperature": 1.0},
    "vector": {"size": VECTOR_SIZE},
}


def write_tiny_model(
    folder: Path,
    *,
    outputs: Sequence[str] = OUTPUTS,
    config: dict[str, Any] | None = None,
    is_quantized: bool = False,
) -> str:
    """Write model, tokenizer and config into a folder; return its name."""
    folder.mkdir(parents=True, exist_ok=True)
    vocabulary = write_tokenizer(folder)
    path = folder / "model.int8.onnx"
    onnx.save(_model(vocabulary, outputs), path)
    if is_quantized:
        quantize_dynamic(path, path)
    whole = {
        "id2label": {str(number): label for number, label in enumerate(LABELS)},
        "vocab_size": len(vocabulary),
        "pad_token_id": vocabulary["<pad>"],
        "newsmon": OWN,
    }
    (folder / "config.json").write_text(json.dumps(whole | (config or {})), encoding="utf-8")
    return str(folder)


def write_tokenizer(folder: Path, *, more: Sequence[str] = ()) -> dict[str, int]:
    """Write a tokenizer that knows WORDS, the marks and these words; return its numbers."""
    words = dict.fromkeys([*SPECIAL, *WORDS, "{", "}", "[", "]", "(", ")", *more])
    vocabulary = {word: number for number, word in enumerate(words)}
    tokenizer = Tokenizer(WordLevel(vocabulary, unk_token="<unk>"))
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.post_processor = TemplateProcessing(
        single="<s> $A </s>", special_tokens=[(w, vocabulary[w]) for w in ("<s>", "</s>")]
    )
    tokenizer.save(str(folder / "tokenizer.json"))
    return vocabulary


def _model(vocabulary: dict[str, int], outputs: Sequence[str]) -> onnx.ModelProto:
    noise = np.random.default_rng(7)
    rows = noise.normal(0, 0.3, (len(vocabulary), len(MEANINGS)))
    for word, meanings in WORDS.items():
        for meaning in meanings:
            rows[vocabulary[word], MEANINGS.index(meaning)] = MEANT
    first, last = len(LABELS), len(LABELS) + len(TOPICS)
    rows[vocabulary["<unk>"], first:] = 0  # many of them together would say something
    one = np.eye(len(MEANINGS))
    weights = {
        "rows": rows,
        "to_logits": one[:, :first],
        "to_relevance": one[:, first:last],
        "to_stance": one[:, last:],
        "to_vector": noise.normal(0, 1, (len(MEANINGS), VECTOR_SIZE)),
        "calm": np.full(len(TOPICS), MEANT / 2),
    }
    nodes = [
        helper.make_node("Gather", ["rows", "input_ids"], ["states"]),
        helper.make_node("MatMul", ["states", "to_logits"], ["logits"]),
        helper.make_node("Cast", ["attention_mask"], ["shares"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["shares", "last"], ["weights"]),
        helper.make_node("Mul", ["states", "weights"], ["seen"]),
        helper.make_node("ReduceSum", ["seen", "middle"], ["sum"], keepdims=0),
        helper.make_node("MatMul", ["sum", "to_relevance"], ["spoken"]),
        helper.make_node("Sub", ["spoken", "calm"], ["relevance"]),
        helper.make_node("MatMul", ["sum", "to_stance"], ["stance"]),
        helper.make_node("MatMul", ["sum", "to_vector"], ["vector"]),
    ]
    arrays = [numpy_helper.from_array(v.astype(np.float32), k) for k, v in weights.items()]
    axes = {"last": 2, "middle": 1}
    arrays += [numpy_helper.from_array(np.array([v], dtype=np.int64), k) for k, v in axes.items()]
    shapes: dict[str, list[str | int | None]] = {
        "logits": ["b", "n", len(LABELS)],
        "relevance": ["b", len(TOPICS)],
        "stance": ["b", len(STANCES)],
        "vector": ["b", VECTOR_SIZE],
    }
    graph = helper.make_graph(
        nodes,
        "tiny",
        [
            helper.make_tensor_value_info(name, TensorProto.INT64, ["b", "n"])
            for name in ("input_ids", "attention_mask")
        ],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, shapes[name]) for name in outputs],
        initializer=arrays,
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=10)
