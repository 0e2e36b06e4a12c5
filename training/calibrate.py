"""Step 6: fits temperatures and thresholds and writes them into the model's config.

    python -m training.calibrate MODEL CORPORA [--facts FILE…] [--out FIGURES.json]

Names are calibrated on the validation sentences of splits.py, relevance and stances on the tenth of
what was written for training that is held back from it. The threshold of a topic is the highest
that still finds nearly all sentences that speak of it, those of `--facts` among them; that of
stances the smallest over which the answers are right often enough. A float32 form in MODEL/fp32
gets the same settings, so that the two can be compared.
"""

import argparse
import json
import logging
import math
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import numpy.typing as npt

from training.corpora import Sentence, read_sources
from training.exported import (
    Exported,
    Floats,
    log_softmax,
    read_config,
    sigmoid,
    softmax,
    words,
)
from training.measure import Figures, Flags, Judged, abstaining, read_facts, truth
from training.names import read_place_names
from training.splits import load
from training.tasks import IGNORED, MAX_PIECES, piece_labels
from training.written import WRITTEN, Marked, is_held_back, read_labelled, read_marked

TEMPERATURES = tuple(round(0.4 + 0.05 * step, 2) for step in range(73))
# A sentence that is not found is lost, one found in vain costs a look by rules.
RECALL = 0.993
ACCURACY = 0.85
# From just under a third, where every answer counts, in steps of a hundredth.
STANCE_THRESHOLDS = tuple(round(0.33 + 0.01 * step, 2) for step in range(67))
# Thresholds of topics are written in steps of a ten thousandth.
STEPS = 10_000
# Tens of thousands of words; more change a temperature by less than a step.
MOST_SENTENCES = 1500

# Where export writes the float32 form.
WHOLE = "fp32"

Numbers = npt.NDArray[np.intp]

log = logging.getLogger(__name__)


class CalibrationError(ValueError):
    """There is nothing to calibrate by; the message says of what."""


def best_temperature(loss: Callable[[float], float]) -> float:
    """Return the temperature of least loss."""
    return min(TEMPERATURES, key=loss)


def class_loss(scores: Floats, gold: Numbers, temperature: float) -> float:
    """Return the mean negative log likelihood of the right classes, one of which is true."""
    logs = log_softmax(scores, temperature)
    return float(-np.take_along_axis(logs, gold[:, None], axis=1).mean())


def label_loss(scores: Floats, gold: Flags, temperature: float) -> float:
    """Return the mean negative log likelihood of labels that are true or not by themselves."""
    signed = np.where(gold, scores, -scores) / temperature
    return float(np.logaddexp(0, -signed).mean())


def threshold_for_recall(shares: Floats, recall: float = RECALL) -> float:
    """Return the highest threshold, rounded down, that finds this part of what is to be found.

    `shares` are the probabilities of what is to be found. Raises CalibrationError without any.
    """
    if not len(shares):
        raise CalibrationError("no sentence speaks of a label: its threshold cannot be told")
    # A hair more, so that 1.0 of a number is not one under it.
    lost = math.floor((1 - recall) * len(shares) + 1e-9)
    highest = float(np.sort(shares)[lost])
    return math.floor(highest * STEPS) / STEPS


def threshold_for_accuracy(gold: Numbers, shares: Floats, accuracy: float = ACCURACY) -> float:
    """Return the smallest threshold over which this part of the answers is right; 1 for none."""
    for threshold in STANCE_THRESHOLDS:
        right = abstaining(gold, shares, threshold)["accuracy"]
        if right is not None and right >= accuracy:
            return threshold
    return 1.0


def calibrate_names(model: Exported, sentences: Sequence[Sentence]) -> Figures:
    """Return the temperature of names, from the first piece of each word."""
    encoded = model.tokenizer(
        [list(sentence.words) for sentence in sentences],
        is_split_into_words=True,
        truncation=True,
        max_length=MAX_PIECES,
    )
    found = np.concatenate(model.piece_scores(encoded["input_ids"], "logits"))
    gold = np.concatenate(
        [
            piece_labels(encoded.word_ids(row), sentence.tags)
            for row, sentence in enumerate(sentences)
        ]
    )
    counted = gold != IGNORED
    scores, labels = found[counted], gold[counted]
    best = best_temperature(lambda temperature: class_loss(scores, labels, temperature))
    return {
        "temperature": best,
        "loss": [round(class_loss(scores, labels, one), 4) for one in (1.0, best)],
        "words": len(labels),
    }


def calibrate_relevance(
    labels: Sequence[str], scores: Floats, gold: Flags, extra_scores: Floats, extra_gold: Flags
) -> Figures:
    """Return temperature and thresholds; the extra sentences count for thresholds only."""
    best = best_temperature(lambda temperature: label_loss(scores, gold, temperature))
    shares = sigmoid(np.concatenate([scores, extra_scores]), best)
    meant = np.concatenate([gold, extra_gold])
    thresholds = [
        threshold_for_recall(shares[:, column][meant[:, column]]) for column in range(len(labels))
    ]
    said = shares >= np.array(thresholds)
    return {
        "temperature": best,
        "thresholds": thresholds,
        "loss": [round(label_loss(scores, gold, one), 4) for one in (1.0, best)],
        "sentences": len(meant),
        "positive": meant.sum(axis=0).tolist(),
        "found": (meant & said).sum(axis=0).tolist(),
        "invented": (said & ~meant).sum(axis=0).tolist(),
    }


def calibrate_stance(scores: Floats, gold: Numbers) -> Figures:
    """Return temperature and threshold with the coverage and accuracy over it."""
    best = best_temperature(lambda temperature: class_loss(scores, gold, temperature))
    shares = softmax(scores, best)
    threshold = threshold_for_accuracy(gold, shares)
    return {
        "temperature": best,
        "loss": [round(class_loss(scores, gold, one), 4) for one in (1.0, best)],
        "examples": len(gold),
        **abstaining(gold, shares, threshold),
    }


def tuned(config: dict[str, Any], figures: Figures) -> dict[str, Any]:
    """Return the config with what was fitted in its "newsmon" part, and nothing else changed."""
    own = config["newsmon"]
    fitted = {
        "names": {"temperature": figures["names"]["temperature"]},
        "relevance": {key: figures["relevance"][key] for key in ("temperature", "thresholds")},
        "stance": {key: figures["stance"][key] for key in ("temperature", "threshold")},
    }
    return config | {"newsmon": own | {part: own[part] | fitted[part] for part in fitted}}


def write_config(folder: Path, config: dict[str, Any]) -> None:
    """Replace the config of a folder, in the form in which export writes it."""
    text = json.dumps(config, indent=2, sort_keys=True) + "\n"
    (folder / "config.json").write_text(text, encoding="utf-8")


def validation(corpora: Path, most: int) -> list[Sentence]:
    """Return the validation sentences of all corpora, at most so many, in an order of chance."""
    places = read_place_names()
    held = [one for source in read_sources() for one in load(source, corpora, places)[1]]
    Random(0).shuffle(held)
    return held[:most]


def held_labelled(folder: Path = WRITTEN) -> list[Judged]:
    """Return the written sentences with labels that are never trained on."""
    return [
        Judged(language=row.language, text=row.text, labels=row.labels)
        for row in read_labelled(folder)
        if is_held_back(row.text)
    ]


def held_marked(folder: Path = WRITTEN) -> list[Marked]:
    """Return the written marked examples that are never trained on."""
    rows = read_marked(sorted(folder.glob("stance_*.jsonl")))
    return [row for row in rows if is_held_back(" ".join(row.words))]


def calibrate(
    model: Exported, names: Sequence[Sentence], facts: Sequence[Judged], folder: Path = WRITTEN
) -> Figures:
    """Return what is fitted for each capability; raise CalibrationError."""
    settings = model.settings
    labelled, marked = held_labelled(folder), held_marked(folder)
    if not (labelled and marked and names):
        raise CalibrationError("no sentence is held back of names, of relevance or of stances")
    stances = np.array([settings.stances.index(one.label) for one in marked])
    return {
        "names": calibrate_names(model, names),
        "relevance": calibrate_relevance(
            settings.labels,
            *_judged_scores(model, labelled),
            *_judged_scores(model, facts),
        ),
        "stance": calibrate_stance(model.scores([one.words for one in marked], "stance"), stances),
    }


def _judged_scores(model: Exported, sentences: Sequence[Judged]) -> tuple[Floats, Flags]:
    labels = model.settings.labels
    if not sentences:
        return np.zeros((0, len(labels))), np.zeros((0, len(labels)), dtype=bool)
    scores = model.scores([words(one.text) for one in sentences], "relevance")
    return scores, truth(sentences, labels)


def main() -> None:
    args = _arguments()
    model = Exported(args.model, threads=args.threads)
    figures = calibrate(model, validation(args.corpora, args.most), read_facts(args.facts))
    for folder in (args.model, args.model / WHOLE):
        if folder.exists():
            write_config(folder, tuned(read_config(folder), figures))
    for part, row in figures.items():
        log.info("%s: %s", part, ", ".join(f"{key} {value}" for key, value in row.items()))
    if args.out:
        args.out.write_text(json.dumps(figures, indent=1), encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("model", type=Path, help="exported folder; its config is replaced")
    parser.add_argument("corpora", type=Path, help="folder with the corpora")
    parser.add_argument("--facts", type=Path, nargs="+", default=[], help="passages with facts")
    parser.add_argument(
        "--most", type=int, default=MOST_SENTENCES, help="most validation sentences for names"
    )
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--out", type=Path, help="write the figures here as JSON")
    return parser.parse_args()


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    main()
