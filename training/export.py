"""Step 4: writes the trained model as ONNX: float32, fused, then int8.

    python -m training.export BASE RUN OUT [--exact 10.intermediate ...]

OUT/fp32 is the fused float32 model; OUT itself holds the small one that newsmon ships: linear
layers in int8 per channel with `reduce_range` (processors without VNNI add up without overflow),
the piece table in the 4 bits that it came in, and what `--exact` names in
float32. Both folders open through analysis.nlp.loading. OUT/torch is the names model as
transformers opens it, for comparison.
"""

import argparse
import json
import logging
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import cast

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer
from onnxruntime.transformers.fusion_options import FusionOptions
from torch import nn
from transformers import AutoConfig, BertForTokenClassification

from training.heads import NewsModel, TokenHead
from training.sentences import STANCES
from training.table import shrink_table
from training.tasks import LABELS
from training.train import untrained
from training.written import RELEVANCE

OPSET = 17
# The heads that are exported, and what their outputs are called.
OUTPUTS = {"names": "logits", "relevance": "relevance", "vector": "vector", "stance": "stance"}
HEAD = "head"
TOKENIZER_FILES = ("tokenizer.json", "tokenizer_config.json")

log = logging.getLogger(__name__)


class NewsGraph(nn.Module):
    """What is traced: ids and mask in, what each exported head makes of them out."""

    def __init__(self, model: NewsModel) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> tuple[torch.Tensor, ...]:
        states = self.model.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        return tuple(self.model.judge(task, states, mask, ids) for task in OUTPUTS)


def trained(base: Path, run: Path) -> NewsModel:
    """Return the trained network in the form that is traced: eager attention, no dropout."""
    model, _tokenizer = untrained(base, attention="eager")
    model.load_state_dict(torch.load(run, weights_only=True))
    return model.eval()


def trace(model: NewsModel, path: Path) -> None:
    """Write the network as plain ONNX."""
    ids = torch.tensor([[0, 10, 20, 2], [0, 30, 2, 1]])
    tokens = {0: "batch", 1: "pieces"}
    axes = {"input_ids": tokens, "attention_mask": tokens}
    axes |= {name: tokens if task == "names" else {0: "batch"} for task, name in OUTPUTS.items()}
    torch.onnx.export(
        NewsGraph(model),
        (ids, (ids != 1).long()),
        str(path),
        input_names=["input_ids", "attention_mask"],
        output_names=list(OUTPUTS.values()),
        dynamic_axes=axes,
        opset_version=OPSET,
        dynamo=False,
    )


def fuse(path: Path, out: Path, *, heads: int, hidden: int) -> None:
    """Write the graph with attention, layer norms and gelu as single nodes."""
    options = FusionOptions("bert")
    # The piece table stays a node of its own, so that it can be stored in 4 bits.
    options.enable_embed_layer_norm = False
    # Measured on onnxruntime 1.32: these three fused are slower than their parts, the skipping
    # layer norm seven times, and a bias left alone joins the int8 product before it.
    options.enable_skip_layer_norm = False
    options.enable_bias_skip_layer_norm = False
    options.enable_bias_gelu = False
    fused = optimizer.optimize_model(
        str(path),
        model_type="bert",
        num_heads=heads,
        hidden_size=hidden,
        optimization_options=options,
        opt_level=0,
    )
    fused.save_model_to_file(str(out))


def quantize(path: Path, out: Path, exact: Sequence[str]) -> None:
    """Write the graph with int8 weights in its linear layers and the piece table in 4 bits."""
    graph = onnx.load(path)
    quantize_dynamic(
        str(path),
        str(out),
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,
        op_types_to_quantize=["MatMul", "Attention"],
        nodes_to_exclude=sorted(exact_nodes(graph, exact)),
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
    )
    small = onnx.load(out)
    shrink_table(small.graph)
    small.ir_version = max(small.ir_version, 10)
    opsets = {entry.domain for entry in small.opset_import}
    if "com.microsoft" not in opsets:
        small.opset_import.append(onnx.helper.make_opsetid("com.microsoft", 1))
    onnx.save(small, out)


def exact_nodes(graph: onnx.ModelProto, parts: Iterable[str]) -> set[str]:
    """Return the nodes of these parts, each `LAYER.intermediate`, `.output` or `.attention`, and
    those of the heads, which are small.

    Weights lose their layer's name in tracing; order in the graph tells it.
    """
    wanted = {*parts, HEAD}
    return {node.name for node, part in linear_nodes(graph) if part in wanted}


def linear_nodes(graph: onnx.ModelProto) -> list[tuple[onnx.NodeProto, str]]:
    """Return each linear node in order with its part; `head` is what comes after the encoder."""
    nodes = [node for node in graph.graph.node if node.op_type in ("MatMul", "Attention", "Gemm")]
    parts = ("attention", "projection", "intermediate", "output")
    layers = sum(node.op_type == "Attention" for node in nodes)
    labelled = []
    for index, node in enumerate(nodes):
        layer, place = divmod(index, len(parts))
        labelled.append((node, HEAD if layer >= layers else f"{layer}.{parts[place]}"))
    return labelled


def write_settings(base: Path, out: Path) -> None:
    """Write config and tokenizer, so that the folder opens as a token classifier."""
    config = json.loads((base / "config.json").read_text(encoding="utf-8"))
    config |= {
        "architectures": ["BertForTokenClassification"],
        "id2label": {str(index): label for index, label in enumerate(LABELS)},
        "label2id": {label: index for index, label in enumerate(LABELS)},
        # Temperatures and thresholds of one half are what step 6 puts measured ones for.
        "newsmon": {
            "names": {"temperature": 1.0},
            "relevance": {
                "labels": list(RELEVANCE),
                "thresholds": [0.5] * len(RELEVANCE),
                "temperature": 1.0,
            },
            "stance": {"labels": list(STANCES), "temperature": 1.0, "threshold": 0.5},
            "vector": {"size": config["hidden_size"]},
        },
    }
    text = json.dumps(config, indent=2, sort_keys=True) + "\n"
    (out / "config.json").write_text(text, encoding="utf-8")
    for name in TOKENIZER_FILES:
        shutil.copyfile(base / name, out / name)


def write_torch(model: NewsModel, out: Path) -> None:
    """Write encoder and names head as a token classifier of transformers, in float32."""
    names = cast(TokenHead, model.heads["names"])
    config = AutoConfig.from_pretrained(out)
    classifier = BertForTokenClassification(config)
    classifier.bert.load_state_dict(model.encoder.state_dict())
    classifier.classifier.load_state_dict(names.linear.state_dict())
    classifier.save_pretrained(out)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("base", type=Path)
    parser.add_argument("run", type=Path, help="folder of step 3")
    parser.add_argument("out", type=Path)
    parser.add_argument("--exact", nargs="*", default=[], help="parts kept in float32")
    args = parser.parse_args()
    whole = args.out / "fp32"
    whole.mkdir(parents=True, exist_ok=True)
    model = trained(args.base, args.run / "model.pt")
    size = model.encoder.config
    plain = args.out / "plain.onnx.tmp"
    trace(model, plain)
    fuse(plain, whole / "model.onnx", heads=size.num_attention_heads, hidden=size.hidden_size)
    plain.unlink()
    quantize(whole / "model.onnx", args.out / "model.int8.onnx", args.exact)
    plain_torch = args.out / "torch"
    plain_torch.mkdir(exist_ok=True)
    for folder in (whole, args.out, plain_torch):
        write_settings(args.base, folder)
    write_torch(model, plain_torch)
    megabytes = (args.out / "model.int8.onnx").stat().st_size / 1e6
    log.info("model.int8.onnx: %.1f MB", megabytes)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    main()
