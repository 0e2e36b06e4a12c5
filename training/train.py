"""Step 3: trains the encoder with its heads; an interrupted run goes on from its checkpoint.

    python -m training.train BASE CORPORA OUT --passes 3

The learning rate rises over the first part of the run and then falls in a line to nothing at its
end, which is either a number of passes or of minutes of training. Only the embeddings and the
lowest layers stay as they are. `OUT/checkpoint.pt` is replaced as a whole now and then.
"""

import argparse
import json
import logging
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import torch
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
from transformers import AutoTokenizer

from training.heads import NewsModel, freeze, load_encoder, new_heads
from training.sentences import QUADS, STANCES, QuadTask, RelevanceTask, StanceTask
from training.tasks import LABELS, Batch, NamesTask, Task
from training.vectors import VectorTask
from training.written import HOLDER, RELEVANCE, TARGET

WARM_UP = 0.06
# The heads begin with nothing and learn faster than the encoder.
HEAD_FACTOR = 4
WEIGHT_DECAY = 0.01
LARGEST_GRADIENT = 1.0
# What is kept is the mean of the weights of about the last five hundred steps.
AVERAGE_DECAY = 0.998
TASKS = ("names", "vector", "relevance", "stance", "quad")
CHECKPOINT_SECONDS = 240
REPORT_STEPS = 50

log = logging.getLogger(__name__)


@dataclass(slots=True, kw_only=True)
class Progress:
    """Where a run stands: pass, batch and share of it, steps in all, seconds of training."""

    turn: int = 0
    batch: int = 0
    steps: int = 0
    seconds: float = 0.0
    share: float = 0.0
    losses: list[float] = field(default_factory=list)


def rate(done: float) -> float:
    """Return the share of the peak learning rate when this share of the run is done."""
    if done < WARM_UP:
        return done / WARM_UP
    return max(0.0, (1 - done) / (1 - WARM_UP))


class Run:
    """One training run with everything that a checkpoint keeps."""

    def __init__(
        self, model: NewsModel, tasks: list[Task], out: Path, *, seed: int, peak: float
    ) -> None:
        self.model = model
        self.tasks = {task.name: task for task in tasks}
        self.out = out
        self.seed = seed
        self.peaks = (peak, peak * HEAD_FACTOR)
        self.progress = Progress()
        self.optimizer = torch.optim.AdamW(
            [
                {"params": _trainable(model.encoder)},
                {"params": _trainable(model.heads)},
            ],
            weight_decay=WEIGHT_DECAY,
            fused=True,
        )
        self.average = AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(AVERAGE_DECAY))

    def resume(self) -> None:
        """Go on from the checkpoint where there is one."""
        path = self.out / "checkpoint.pt"
        if path.exists():
            saved = torch.load(path, weights_only=True)
            self.model.load_state_dict(saved["model"])
            self.optimizer.load_state_dict(saved["optimizer"])
            self.average.load_state_dict(saved["average"])
            self.progress = Progress(**saved["progress"])
            log.info("going on at pass %d, batch %d", self.progress.turn, self.progress.batch)

    def save(self) -> None:
        """Replace the checkpoint."""
        progress = self.progress
        kept = {name: getattr(progress, name) for name in Progress.__dataclass_fields__}
        saved = {
            "model": self.model.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "average": self.average.state_dict(),
            "progress": kept,
        }
        part = self.out / "checkpoint.part"
        torch.save(saved, part)
        part.replace(self.out / "checkpoint.pt")

    def train(self, *, passes: int | None, minutes: float | None) -> None:
        """Train until so many passes or minutes are done."""
        self.model.train()
        saved_at = time.monotonic()
        while (done := self._done(passes, minutes)) < 1:
            batches = self._batches(self.progress.turn)
            for batch in batches[self.progress.batch :]:
                begun = time.monotonic()
                self.progress.share = self.progress.batch / len(batches)
                done = self._done(passes, minutes)
                if done >= 1:
                    break
                self._step(batch, rate(done))
                self.progress.batch += 1
                self.progress.seconds += time.monotonic() - begun
                self._report(done)
                if time.monotonic() - saved_at > CHECKPOINT_SECONDS:
                    self.save()
                    saved_at = time.monotonic()
            else:
                self.progress.turn += 1
                self.progress.batch, self.progress.share = 0, 0.0
        self.save()

    def _done(self, passes: int | None, minutes: float | None) -> float:
        if minutes is not None:
            return self.progress.seconds / 60 / minutes
        return (self.progress.turn + self.progress.share) / (passes or 1)

    def _batches(self, turn: int) -> list[Batch]:
        batches = [batch for task in self.tasks.values() for batch in task.batches(turn)]
        Random(f"{self.seed}/{turn}/order").shuffle(batches)
        return batches

    def _step(self, batch: Batch, share: float) -> None:
        for group, peak in zip(self.optimizer.param_groups, self.peaks, strict=True):
            group["lr"] = peak * share
        # bfloat16 takes two thirds of the time on processors that have it; weights stay float32.
        with torch.autocast("cpu", dtype=torch.bfloat16):
            loss = self.tasks[batch.task].loss(self.model, batch)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(
            [p for group in self.optimizer.param_groups for p in group["params"]],
            LARGEST_GRADIENT,
        )
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        self.average.update_parameters(self.model)
        self.progress.losses.append(round(loss.item(), 4))
        self.progress.steps += 1

    def _report(self, done: float) -> None:
        if self.progress.steps % REPORT_STEPS == 0:
            recent = self.progress.losses[-REPORT_STEPS:]
            log.info(
                "pass %d batch %d, %.0f%% done, %.0f s, loss %.3f",
                self.progress.turn,
                self.progress.batch,
                100 * done,
                self.progress.seconds,
                sum(recent) / len(recent),
            )


def _trainable(module: torch.nn.Module) -> list[torch.nn.Parameter]:
    return [parameter for parameter in module.parameters() if parameter.requires_grad]


def tasks(args: argparse.Namespace, tokenizer: Any) -> Iterator[Task]:
    """Yield the tasks to train, those that `--tasks` names; a task more is a line more."""
    common = {"seed": args.seed, "pieces": args.pieces}
    made: dict[str, Callable[[], Task]] = {
        "names": lambda: NamesTask(
            args.corpora,
            tokenizer,
            without=frozenset(args.without),
            part=args.names_part,
            **common,
        ),
        "vector": lambda: VectorTask(
            args.base, args.corpora, tokenizer, share=args.vectors, **common
        ),
        "relevance": lambda: RelevanceTask(tokenizer, **common),
        "stance": lambda: StanceTask(args.corpora, tokenizer, **common),
        "quad": lambda: QuadTask(args.corpora, tokenizer, **common),
    }
    yield from (made[name]() for name in args.tasks)


def untrained(folder: Path, *, attention: str = "sdpa") -> tuple[NewsModel, Any]:
    """Return the base encoder of a folder under new heads, and its tokenizer."""
    encoder = load_encoder(str(folder), attention=attention)
    tokenizer = AutoTokenizer.from_pretrained(folder)
    counts = {
        "names": len(LABELS),
        "relevance": len(RELEVANCE),
        "stance": len(STANCES),
        "quad": QUADS,
    }
    heads = new_heads(encoder.config.hidden_size, counts, opening_marks(tokenizer))
    return NewsModel(encoder, heads), tokenizer


def opening_marks(tokenizer: Any) -> tuple[int, int]:
    """Return the pieces that open holder and target; each is a word of one piece."""
    encoded = tokenizer([HOLDER[0], TARGET[0]], is_split_into_words=True, add_special_tokens=False)
    holder, target = encoded["input_ids"]
    return holder, target


def main() -> None:
    args = _arguments()
    torch.manual_seed(args.seed)
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "2")))
    args.out.mkdir(parents=True, exist_ok=True)
    model, tokenizer = untrained(args.base)
    freeze(model.encoder, args.frozen)
    if args.start:
        begin(model, args.start)
    taught = list(tasks(args, tokenizer))
    run = Run(model, taught, args.out, seed=args.seed, peak=args.rate)
    run.resume()
    run.train(passes=args.passes, minutes=args.minutes)
    _write(args, run)


def begin(model: NewsModel, path: Path) -> None:
    """Take over the weights of an earlier run; heads that it did not have stay new."""
    missing, unexpected = model.load_state_dict(torch.load(path, weights_only=True), strict=False)
    log.info("new: %s; not taken over: %s", missing, unexpected)


def _write(args: argparse.Namespace, run: Run) -> None:
    torch.save(run.average.module.state_dict(), args.out / "model.pt")
    summary = {
        "seed": args.seed,
        "pieces": args.pieces,
        "frozen": args.frozen,
        "rate": args.rate,
        "turns": run.progress.turn,
        "share": round(run.progress.share, 3),
        "steps": run.progress.steps,
        "minutes": round(run.progress.seconds / 60, 1),
        "without": sorted(args.without),
        "tasks": list(args.tasks),
        "names_part": args.names_part,
        "vectors": args.vectors,
        "start": args.start.parent.name if args.start else None,
    }
    (args.out / "run.json").write_text(json.dumps(summary, indent=1), encoding="utf-8")
    log.info("trained %d steps in %s minutes", summary["steps"], summary["minutes"])


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("base", type=Path, help="folder of step 2")
    parser.add_argument("corpora", type=Path, help="folder with the corpora")
    parser.add_argument("out", type=Path)
    parser.add_argument("--start", type=Path, help="model.pt of an earlier run to go on from")
    parser.add_argument(
        "--vectors", type=int, default=3000, help="sentences in a pass for the vector head"
    )
    parser.add_argument("--tasks", nargs="+", default=TASKS, choices=TASKS)
    parser.add_argument(
        "--names-part", type=float, default=1.0, help="share of the names sentences in a pass"
    )
    parser.add_argument("--passes", type=int)
    parser.add_argument("--minutes", type=float, help="end by time and not by passes")
    parser.add_argument("--frozen", type=int, default=4, help="lowest layers kept as they are")
    parser.add_argument("--pieces", type=int, default=1000, help="pieces in a batch")
    parser.add_argument("--rate", type=float, default=2e-4, help="highest learning rate")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--without", nargs="*", default=[], help="corpora to leave out")
    args = parser.parse_args()
    if (args.passes is None) == (args.minutes is None):
        parser.error("give either --passes or --minutes")
    return args


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    main()
