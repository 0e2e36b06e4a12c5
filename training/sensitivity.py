"""Tells which linear layers lose most in int8, for `training.export --exact`.

    python -m training.sensitivity BASE RUN CORPORA

Each layer in turn computes as it will in int8 (weights per channel in 7 bits, as `reduce_range`
has them; inputs per tensor in 8 bits) while the others stay exact; printed is how far the scores
move, in thousandths of their own size, on some validation sentences.
"""

import argparse
import logging
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from random import Random

import torch
from torch import nn
from transformers import AutoTokenizer

from training.evaluate import validation
from training.export import trained
from training.heads import NewsModel

SENTENCES = 48
BATCH = 16
# The largest weight of a channel in 7 bits, the largest input in 8.
WEIGHT_LIMIT = 64
INPUT_STEPS = 255

log = logging.getLogger(__name__)
Batch = tuple[torch.Tensor, torch.Tensor]


def as_int8(weight: torch.Tensor) -> torch.Tensor:
    """Return the weights as int8 per channel restores them."""
    scale = weight.abs().amax(dim=1, keepdim=True).clamp(min=1e-12) / WEIGHT_LIMIT
    return (weight / scale).round() * scale


def as_uint8(inputs: torch.Tensor) -> torch.Tensor:
    """Return the inputs as uint8 over the whole tensor restores them."""
    low, high = inputs.min().clamp(max=0), inputs.max().clamp(min=0)
    scale = ((high - low) / INPUT_STEPS).clamp(min=1e-12)
    zero = (-low / scale).round()
    return ((inputs / scale).round() + zero).clamp(0, INPUT_STEPS).sub(zero) * scale


def parts(model: NewsModel) -> Iterable[tuple[str, list[nn.Linear]]]:
    """Yield the linear layers by the names that `--exact` takes."""
    for index, layer in enumerate(model.encoder.encoder.layer):
        attention = layer.attention
        own = attention.self
        yield f"{index}.attention", [own.query, own.key, own.value]
        yield f"{index}.projection", [attention.output.dense]
        yield f"{index}.intermediate", [layer.intermediate.dense]
        yield f"{index}.output", [layer.output.dense]


def moved(
    model: NewsModel, layers: Sequence[nn.Linear], batches: Sequence[Batch], exact: torch.Tensor
) -> float:
    """Return how far the scores move when these layers compute in int8, relative to their size."""
    kept = [layer.weight.data for layer in layers]
    hooks = [layer.register_forward_pre_hook(_rounded) for layer in layers]
    for layer in layers:
        layer.weight.data = as_int8(layer.weight.data)
    other = _scores(model, batches)
    for layer, weight, hook in zip(layers, kept, hooks, strict=True):
        layer.weight.data = weight
        hook.remove()
    return float((other - exact).norm() / exact.norm())


def _rounded(_layer: nn.Module, inputs: tuple[torch.Tensor, ...]) -> tuple[torch.Tensor, ...]:
    return (as_uint8(inputs[0]), *inputs[1:])


def _scores(model: NewsModel, batches: Sequence[Batch]) -> torch.Tensor:
    with torch.inference_mode():
        return torch.cat([model("names", ids, mask)[mask.bool()] for ids, mask in batches])


def _batches(base: Path, corpora: Path) -> list[Batch]:
    sentences = [s for name, held in validation(corpora).items() if "-" not in name for s in held]
    chosen = Random(0).sample(sentences, SENTENCES)
    texts = sorted((" ".join(s.words) for s in chosen), key=len)
    tokenizer: Callable[..., dict[str, torch.Tensor]] = AutoTokenizer.from_pretrained(base)
    encoded = [
        tokenizer(texts[start : start + BATCH], padding=True, return_tensors="pt")
        for start in range(0, len(texts), BATCH)
    ]
    return [(batch["input_ids"], batch["attention_mask"]) for batch in encoded]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("base", type=Path)
    parser.add_argument("run", type=Path)
    parser.add_argument("corpora", type=Path)
    args = parser.parse_args()
    model = trained(args.base, args.run / "model.pt")
    batches = _batches(args.base, args.corpora)
    exact = _scores(model, batches)
    found = [(moved(model, layers, batches, exact), name) for name, layers in parts(model)]
    for distance, name in sorted(found, reverse=True):
        log.info("%-16s %6.1f", name, 1000 * distance)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    main()
