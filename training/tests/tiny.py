"""A tokenizer of whole words and models small enough to be made in a test."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, models, pre_tokenizers, processors
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
MARKS = ("{", "}", "[", "]")
PAD = SPECIAL.index("<pad>")
HIDDEN = 32
NEWSMON = {
    "names": {"temperature": 1.0},
    "relevance": {
        "labels": ["ceasefire", "displacement"],
        "thresholds": [0.5, 0.5],
        "temperature": 1.0,
    },
    "stance": {"labels": ["oppose", "neutral", "support"], "temperature": 1.0, "threshold": 0.5},
    "vector": {"size": 3},
}

# The scores of an output by word; a word that is not named scores nothing.
Table = Mapping[str, Sequence[float]]


def vocabulary(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys([*SPECIAL, *MARKS, *words]))


def tokenizer(words: Iterable[str]) -> Any:
    ids = {word: index for index, word in enumerate(vocabulary(words))}
    made = Tokenizer(models.WordLevel(ids, unk_token="<unk>"))
    made.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    made.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", ids["<s>"]), ("</s>", ids["</s>"])]
    )
    fast: Any = PreTrainedTokenizerFast
    return fast(
        tokenizer_object=made,
        bos_token="<s>",
        eos_token="</s>",
        pad_token="<pad>",
        unk_token="<unk>",
    )


def encoder(words: Iterable[str]) -> BertModel:
    config = BertConfig(
        vocab_size=len(vocabulary(words)),
        hidden_size=HIDDEN,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=200,
        pad_token_id=PAD,
    )
    torch.manual_seed(0)
    made: Any = BertModel(config, add_pooling_layer=False)
    return cast(BertModel, made.eval())


def base_folder(folder: Path, words: Sequence[str]) -> Path:
    """Write an encoder and its tokenizer as the step before training does."""
    encoder(words).save_pretrained(folder)
    tokenizer(words).save_pretrained(folder)
    return folder


def exported_folder(
    folder: Path, words: Sequence[str], *, pieces: Table | None = None, **outputs: Table
) -> Path:
    """Write a model whose outputs are sums over a text's words, and its `pieces` one by one."""
    folder.mkdir(parents=True, exist_ok=True)
    known = vocabulary(words)
    nodes, tables, given = [], [], []
    for name, table in {"logits": pieces or {}, **outputs}.items():
        tables.append(numpy_helper.from_array(_matrix(known, table), f"{name}_table"))
        gathered = name if name == "logits" else f"{name}_rows"
        nodes.append(helper.make_node("Gather", [f"{name}_table", "input_ids"], [gathered]))
        if name != "logits":
            nodes.append(helper.make_node("ReduceSum", [gathered, "axis"], [name], keepdims=0))
        given.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, None))
    tables.append(numpy_helper.from_array(np.array([1]), "axis"))
    # The mask has to be an input of the graph; here it stands for nothing else.
    nodes.append(helper.make_node("Identity", ["attention_mask"], ["mask"]))
    given.append(helper.make_tensor_value_info("mask", TensorProto.INT64, None))
    takes = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "pieces"])
        for name in ("input_ids", "attention_mask")
    ]
    graph = helper.make_graph(nodes, "tiny", takes, given, tables)
    opsets = [helper.make_opsetid("", 17)]
    onnx.save(helper.make_model(graph, opset_imports=opsets, ir_version=10), folder / "model.onnx")
    tokenizer(words).save_pretrained(folder)
    config = {"model_type": "bert", "newsmon": NEWSMON}
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    return folder


def _matrix(known: Sequence[str], table: Table) -> npt.NDArray[np.float32]:
    width = len(next(iter(table.values()))) if table else 1
    rows = [table.get(word, (0.0,) * width) for word in known]
    return np.array(rows, dtype=np.float32)


def jsonl(path: Path, rows: Iterable[Mapping[str, object]]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
