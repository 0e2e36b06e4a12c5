"""Takes the mean of two runs of which one began where the other ended.

    python -m training.mix FIRST SECOND OUT --share 0.75

OUT/model.pt is so much of SECOND's weights and the rest of FIRST's: what a later run learnt stays,
and what it forgot comes back in part. OUT/run.json lists both runs, for the model card.
"""

import argparse
import json
from pathlib import Path

import torch

Weights = dict[str, torch.Tensor]


def mixed(first: Weights, second: Weights, share: float) -> Weights:
    """Return the weighted mean of two models' weights; raises ValueError if their parts differ."""
    if first.keys() != second.keys():
        raise ValueError("the two runs are of different networks")
    return {name: torch.lerp(first[name], second[name], share) for name in first}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--share", type=float, default=0.75, help="share of the second run")
    args = parser.parse_args()
    folders = (args.first, args.second)
    weights = (torch.load(folder / "model.pt", weights_only=True) for folder in folders)
    runs = [json.loads((folder / "run.json").read_text(encoding="utf-8")) for folder in folders]
    args.out.mkdir(parents=True, exist_ok=True)
    torch.save(mixed(*weights, args.share), args.out / "model.pt")
    summary = {"runs": runs, "share_of_last": args.share}
    (args.out / "run.json").write_text(json.dumps(summary, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
