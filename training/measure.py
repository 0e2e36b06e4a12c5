"""Step 7, second half: measures what an exported model says of sentences.

    python -m training.measure MODEL [BASE CORPORA] [--facts FILE…] [--stance FILE…] [--out JSON]

Relevance is measured on passages with facts (a sentence that holds the quote of a fact is positive,
any other is negative), stances on marked examples, both by default on newsmon's own gold; vectors,
where base model and corpora are given, against the base model's on the parallel sentences that are
never trained on. An option without a file leaves its part out.
"""

import argparse
import json
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch

from analysis.documents import split_sentences
from training.exported import Exported, Floats, Settings, sigmoid, softmax, words
from training.vectors import HELD_ROWS, PARALLEL_LANGUAGES, base_vectors, parallel_rows
from training.written import Marked, read_marked

Flags = npt.NDArray[np.bool_]
Figures = dict[str, Any]

GOLD = Path(__file__).resolve().parent.parent / "benchmarks" / "gold"
# Which list of a passage gives the quotes of a label.
FACTS = {"ceasefire": "ceasefires", "displacement": "displacements"}
EITHER = "either"
ALL = "all"
# A judge of three stances is never less sure than a third.
ABSTENTIONS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9)
BINS = 10

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A sentence of a passage and what it speaks of, by the facts that the passage holds."""

    language: str
    text: str
    labels: frozenset[str]


def read_facts(files: Iterable[Path]) -> list[Judged]:
    """Return the body sentences of the passages of these files."""
    lines = (line for path in files for line in path.read_text(encoding="utf-8").splitlines())
    return [sentence for line in lines if line.strip() for sentence in judged(json.loads(line))]


def judged(passage: Mapping[str, Any]) -> list[Judged]:
    """Return the body sentences of a passage; one that holds part of a quote is positive."""
    spans = [
        (label, start, start + len(fact["quote"]))
        for label, key in FACTS.items()
        for fact in passage[key]
        if (start := passage["text"].find(fact["quote"])) >= 0
    ]
    return [
        Judged(
            language=passage["lang"],
            text=sentence.text,
            labels=frozenset(
                label
                for label, start, end in spans
                if start < sentence.end and end > sentence.start
            ),
        )
        for sentence in split_sentences(passage["text"])
        if sentence.is_body
    ]


def truth(sentences: Sequence[Judged], labels: Sequence[str]) -> Flags:
    """Return (sentences, labels): which sentence speaks of which."""
    return np.array([[label in one.labels for label in labels] for one in sentences], dtype=bool)


def shares_of(model: Exported, sentences: Sequence[Judged]) -> Floats:
    """Return how probably each sentence speaks of each label."""
    scores = model.scores([words(one.text) for one in sentences], "relevance")
    return sigmoid(scores, model.settings.relevance_temperature)


def relevance_figures(
    sentences: Sequence[Judged], shares: Floats, settings: Settings
) -> dict[str, Figures]:
    """Return recall and precision by language, for each label and for either."""
    meant = truth(sentences, settings.labels)
    said = shares >= np.array(settings.thresholds)
    return {
        language: {
            label: rates(*columns)
            for label, *columns in zip(settings.labels, meant[rows].T, said[rows].T, strict=True)
        }
        | {EITHER: rates(*(np.logical_or.reduce(flags[rows], axis=1) for flags in (meant, said)))}
        for language, rows in by_language([one.language for one in sentences]).items()
    }


def rates(meant: Flags, said: Flags) -> Figures:
    """Return recall and precision, None where there is nothing to tell them by."""
    right = int((meant & said).sum())
    return {
        "recall": _ratio(right, int(meant.sum())),
        "precision": _ratio(right, int(said.sum())),
        "positive": int(meant.sum()),
        "found": int(said.sum()),
        "sentences": len(meant),
    }


def by_language(languages: Sequence[str]) -> dict[str, list[int]]:
    """Return the rows of each language and of all."""
    rows = {
        language: [row for row, one in enumerate(languages) if one == language]
        for language in sorted(set(languages))
    }
    return rows | {ALL: list(range(len(languages)))}


def missed(sentences: Sequence[Judged], shares: Floats, settings: Settings) -> list[str]:
    """Return a line for each label that a sentence speaks of and the model does not find."""
    meant = truth(sentences, settings.labels)
    said = shares >= np.array(settings.thresholds)
    return [
        f"missed {settings.labels[column]} ({shares[row, column]:.3f}): {sentences[row].text}"
        for row, column in np.argwhere(meant & ~said)
    ]


def stance_figures(marked: Sequence[Marked], shares: Floats, settings: Settings) -> Figures:
    """Return what is right by language; `shares` are (examples, stances)."""
    gold = np.array([settings.stances.index(one.label) for one in marked])
    return {
        language: {
            "examples": len(rows),
            "macro_f1": macro_f1(gold[rows], shares[rows].argmax(axis=1), len(settings.stances)),
            "calibration_error": calibration_error(gold[rows], shares[rows]),
            "abstaining": [
                abstaining(gold[rows], shares[rows], threshold)
                for threshold in sorted({*ABSTENTIONS, settings.stance_threshold})
            ],
            "threshold": settings.stance_threshold,
        }
        for language, rows in by_language([one.language for one in marked]).items()
    }


def macro_f1(gold: npt.NDArray[np.intp], found: npt.NDArray[np.intp], labels: int) -> float:
    """Return the mean F1 of the labels, each counting the same; one that is nowhere counts 0."""
    scores = []
    for label in range(labels):
        right = int(((gold == label) & (found == label)).sum())
        total = int((gold == label).sum() + (found == label).sum())
        scores.append(2 * right / total if total else 0.0)
    return round(sum(scores) / labels, 4)


def abstaining(gold: npt.NDArray[np.intp], shares: Floats, threshold: float) -> Figures:
    """Return which part is answered with at least this probability, and which of it is right."""
    answered = shares.max(axis=1) >= threshold
    right = (shares.argmax(axis=1) == gold) & answered
    return {
        "threshold": threshold,
        "coverage": _ratio(int(answered.sum()), len(gold)),
        "accuracy": _ratio(int(right.sum()), int(answered.sum())),
    }


def calibration_error(gold: npt.NDArray[np.intp], shares: Floats) -> float:
    """Return the expected calibration error: how far, in the mean, probabilities lie from what is
    right, over ten bins of the probability of the answer."""
    sure, right = shares.max(axis=1), shares.argmax(axis=1) == gold
    bins = np.minimum((sure * BINS).astype(int), BINS - 1)
    gaps = [abs(float(sure[bins == one].sum() - right[bins == one].sum())) for one in range(BINS)]
    return round(sum(gaps) / len(gold), 4)


def vector_figures(found: Mapping[str, Floats], base: Mapping[str, Floats]) -> Figures:
    """Return cosines to the base model's vectors and the retrieval of translations of both.

    Row n of each language says the same.
    """
    units = {language: unit(rows) for language, rows in found.items()}
    wanted = {language: unit(rows) for language, rows in base.items()}
    cosines = {
        language: round(float((rows * wanted[language]).sum(axis=1).mean()), 4)
        for language, rows in units.items()
    }
    return {
        "rows": len(next(iter(units.values()))),
        "cosine_to_base": cosines,
        "retrieval": retrieval(units),
        "base_retrieval": retrieval(wanted),
    }


def retrieval(vectors: Mapping[str, Floats]) -> dict[str, float]:
    """Return for each pair of languages the share of rows whose nearest row is its translation."""
    return {
        f"{given}-{sought}": round(
            float(
                ((vectors[given] @ vectors[sought].T).argmax(axis=1) == np.arange(len(rows))).mean()
            ),
            4,
        )
        for given, rows in vectors.items()
        for sought in vectors
        if sought != given
    }


def unit(vectors: Floats) -> Floats:
    """Return the vectors at length 1."""
    whole: Floats = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return whole


def measure_vectors(
    model: Exported, base: Path, corpora: Path, *, rows: int, kept: Path | None
) -> Figures:
    """Return the figures of vectors on the first rows of the parallel file; `kept` holds the base
    model's vectors, or will."""
    texts = {name: parallel_rows(corpora, name)[:rows] for name in PARALLEL_LANGUAGES}
    found = {
        name: model.scores([words(text) for text in given], "vector")
        for name, given in texts.items()
    }
    if kept and kept.exists():
        with np.load(kept) as saved:
            wanted = {name: saved[name][:rows] for name in texts}
    else:
        wanted = {
            name: base_vectors(base, model.tokenizer, given).numpy()
            for name, given in texts.items()
        }
        if kept:
            np.savez(kept, **wanted)
    return vector_figures(found, wanted)


def gold_files(kind: str) -> list[Path]:
    """Return newsmon's own gold of a kind."""
    return sorted(GOLD.glob(f"{kind}_*.jsonl"))


def _ratio(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def table(figures: Mapping[str, Any]) -> str:
    """Return the figures as Markdown tables, one for each kind that was measured."""
    parts = []
    if "relevance" in figures:
        parts.append(_relevance_table(figures["relevance"]))
    if "stance" in figures:
        parts.append(_stance_table(figures["stance"]))
    if "vectors" in figures:
        parts.append(_vector_table(figures["vectors"]))
    return "\n\n".join(parts)


def _relevance_table(figures: Mapping[str, Any]) -> str:
    lines = [
        "| language | speaks of | sentences | positive | recall | precision |",
        "|---|---|---|---|---|---|",
    ]
    for language, rows in figures.items():
        for label, row in rows.items():
            lines.append(
                f"| {language} | {label} | {row['sentences']} | {row['positive']} "
                f"| {percent(row['recall'])} | {percent(row['precision'])} |"
            )
    return "\n".join(lines)


def _stance_table(figures: Mapping[str, Any]) -> str:
    lines = [
        "| language | examples | macro F1 | calibration error | over: answered, right |",
        "|---|---|---|---|---|",
    ]
    for language, row in figures.items():
        answered = "; ".join(
            f"{one['threshold']:.2f}: {percent(one['coverage'])}, {percent(one['accuracy'])}"
            for one in row["abstaining"]
        )
        lines.append(
            f"| {language} | {row['examples']} | {percent(row['macro_f1'])} "
            f"| {percent(row['calibration_error'])} | {answered} |"
        )
    return "\n".join(lines)


def _vector_table(figures: Mapping[str, Any]) -> str:
    lines = ["| translation found at first | model | base |", "|---|---|---|"]
    for pair, share in figures["retrieval"].items():
        lines.append(f"| {pair} | {percent(share)} | {percent(figures['base_retrieval'][pair])} |")
    lines.extend(
        f"| cosine to base, {language} | {cosine} | 1 |"
        for language, cosine in figures["cosine_to_base"].items()
    )
    return "\n".join(lines)


def percent(share: float | None) -> str:
    """Return a share in percent, a dash for None."""
    return "–" if share is None else f"{100 * share:.1f}"


def main() -> None:
    args = _arguments()
    torch.set_num_threads(args.threads)
    model = Exported(args.model, threads=args.threads)
    figures: Figures = {}
    if args.facts:
        sentences = read_facts(args.facts)
        shares = shares_of(model, sentences)
        figures["relevance"] = relevance_figures(sentences, shares, model.settings)
        if args.errors:
            log.info("%s", "\n".join(missed(sentences, shares, model.settings)))
    if args.stance:
        marked = read_marked(args.stance)
        scores = model.scores([one.words for one in marked], "stance")
        figures["stance"] = stance_figures(
            marked, softmax(scores, model.settings.stance_temperature), model.settings
        )
    if args.corpora:
        figures["vectors"] = measure_vectors(
            model, args.base, args.corpora, rows=args.rows, kept=args.kept
        )
    log.info("%s", table(figures))
    if args.out:
        args.out.write_text(json.dumps(figures, indent=1), encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("model", type=Path, help="exported folder with one ONNX file")
    parser.add_argument("base", type=Path, nargs="?", help="folder of step 2, for vectors")
    parser.add_argument("corpora", type=Path, nargs="?", help="folder with the corpora")
    parser.add_argument(
        "--facts", type=Path, nargs="*", default=gold_files("facts"), help="passages with facts"
    )
    parser.add_argument(
        "--stance", type=Path, nargs="*", default=gold_files("stance"), help="NAME_LANGUAGE.jsonl"
    )
    parser.add_argument("--rows", type=int, default=HELD_ROWS, help="parallel rows to take")
    parser.add_argument("--kept", type=Path, help="file of the base model's vectors, to make once")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--errors", action="store_true", help="print the sentences missed")
    parser.add_argument("--out", type=Path, help="write the figures here as JSON")
    args = parser.parse_args()
    if args.base and not args.corpora:
        parser.error("vectors need the base model and the corpora")
    return args


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    main()
