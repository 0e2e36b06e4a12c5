"""Step 2: cuts the vocabulary to the scripts of our languages.

    python -m training.vocabulary BASE OUT

Keeps pieces whose letters are all Latin, Arabic, Cyrillic or Hebrew, and those without letters:
166,936 of 250,037. Text in these scripts is cut into the same pieces as before, and the encoder
is a third smaller.
"""

import argparse
import json
import logging
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

SCRIPTS = frozenset({"LATIN", "ARABIC", "CYRILLIC", "HEBREW"})
# First words of character names that say how a letter is drawn and not which script it is of.
FORMS = frozenset({"FULLWIDTH", "MODIFIER", "COMBINING", "FEMININE", "MASCULINE", "MICRO"})
SPECIAL = frozenset({"<s>", "<pad>", "</s>", "<unk>", "<mask>"})

log = logging.getLogger(__name__)


def scripts(piece: str) -> frozenset[str]:
    """Return the scripts of the letters and marks of a piece, as Unicode names them."""
    names = (
        unicodedata.name(letter, "UNNAMED").split()[0]
        for letter in piece
        if unicodedata.category(letter)[0] in "LM"
    )
    return frozenset(names) - FORMS


def kept_ids(pieces: Iterable[str]) -> list[int]:
    """Return the ids of the pieces that stay, in order."""
    return [
        index for index, piece in enumerate(pieces) if piece in SPECIAL or scripts(piece) <= SCRIPTS
    ]


def cut_tokenizer(spec: dict[str, Any], kept: Sequence[int]) -> dict[str, Any]:
    """Return a tokenizer.json with the kept pieces only, special pieces renumbered."""
    vocabulary = spec["model"]["vocab"]
    pieces = [vocabulary[index] for index in kept]
    new = {piece: index for index, (piece, _score) in enumerate(pieces)}
    model = spec["model"] | {"vocab": pieces}
    if isinstance(spec["model"].get("unk_id"), int):
        model["unk_id"] = new[vocabulary[spec["model"]["unk_id"]][0]]
    added = [token | {"id": new[token["content"]]} for token in spec["added_tokens"]]
    return spec | {"model": model, "added_tokens": added}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("base", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    spec = json.loads((args.base / "tokenizer.json").read_text(encoding="utf-8"))
    kept = kept_ids(piece for piece, _score in spec["model"]["vocab"])
    _cut_encoder(args.base, args.out, kept)
    text = json.dumps(cut_tokenizer(spec, kept), ensure_ascii=False)
    (args.out / "tokenizer.json").write_text(text, encoding="utf-8")
    settings = (args.base / "tokenizer_config.json").read_text(encoding="utf-8")
    (args.out / "tokenizer_config.json").write_text(settings, encoding="utf-8")
    log.info("%d of %d pieces kept", len(kept), len(spec["model"]["vocab"]))


def _cut_encoder(base: Path, out: Path, kept: Sequence[int]) -> None:
    # Cutting the tokenizer needs no torch, and its tests run without it.
    import torch
    from transformers import AutoModel

    model = AutoModel.from_pretrained(base, add_pooling_layer=False)
    rows = model.embeddings.word_embeddings.weight.detach()[torch.tensor(kept)]
    model.embeddings.word_embeddings = torch.nn.Embedding.from_pretrained(
        rows.clone(), freeze=False, padding_idx=1
    )
    model.config.vocab_size = len(kept)
    model.save_pretrained(out)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    main()
