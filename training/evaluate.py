"""Step 5: measures a name finder on the validation sentences, as newsmon itself would use it.

    python -m training.evaluate MODEL CORPORA [--out FIGURES.json]

A sentence is written out with blanks and goes through analysis.nlp.ner, windows and all; the spans
found are laid back onto the corpus's words and scored by seqeval: a name counts when its words
and its type are exactly the annotator's.
"""

import argparse
import json
import logging
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from seqeval.metrics import classification_report
from seqeval.scheme import IOB2

from analysis.nlp.loading import open_model
from analysis.nlp.ner import TokenNer
from analysis.records import Span
from training.corpora import TYPES, Sentence, read_sources
from training.names import read_place_names
from training.splits import load

log = logging.getLogger(__name__)


def tags_of(words: Sequence[str], spans: Iterable[Span]) -> list[str]:
    """Return BIO tags of the words, which stand in the text with one blank between them."""
    tags = ["O"] * len(words)
    starts = word_starts(words)
    for span in spans:
        prefix = "B"
        for index, (start, word) in enumerate(zip(starts, words, strict=True)):
            if start < span.end and start + len(word) > span.start and tags[index] == "O":
                tags[index] = f"{prefix}-{span.type.value}"
                prefix = "I"
    return tags


def word_starts(words: Sequence[str]) -> list[int]:
    """Return where each word starts when they are joined with blanks."""
    starts, position = [], 0
    for word in words:
        starts.append(position)
        position += len(word) + 1
    return starts


def scores(gold: list[list[str]], found: list[list[str]]) -> dict[str, Any]:
    """Return precision, recall, F1 in percent and support, for all names and for each type."""
    report: Mapping[str, Any] = classification_report(
        gold, found, output_dict=True, mode="strict", scheme=IOB2, zero_division=0
    )
    rows = {"all": report["micro avg"]} | {kind: report[kind] for kind in TYPES if kind in report}
    return {
        name: {
            "precision": round(100 * float(row["precision"]), 1),
            "recall": round(100 * float(row["recall"]), 1),
            "f1": round(100 * float(row["f1-score"]), 1),
            "names": int(row["support"]),
        }
        for name, row in rows.items()
    }


def measure(ner: TokenNer, sentences: Sequence[Sentence]) -> dict[str, Any]:
    """Return the scores of a name finder on these sentences."""
    spans = ner.tag([" ".join(sentence.words) for sentence in sentences])
    found = [tags_of(s.words, row) for s, row in zip(sentences, spans, strict=True)]
    return scores([list(s.tags) for s in sentences], found) | {"sentences": len(sentences)}


def validation(corpora: Path) -> dict[str, list[Sentence]]:
    """Return the validation sentences by corpus, and under all-LANGUAGE by language."""
    places = read_place_names()
    sets: dict[str, list[Sentence]] = {}
    for source in read_sources():
        held = load(source, corpora, places)[1]
        if held:
            sets[source.name] = held
            sets.setdefault(f"all-{source.language}", []).extend(held)
    return sets


def table(figures: Mapping[str, Any]) -> str:
    """Return the figures as a Markdown table of F1, with precision and recall for all names."""
    lines = [
        "| validation | sentences | F1 | precision | recall | PER | ORG | LOC |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for name, row in figures.items():
        kinds = " | ".join(str(row[kind]["f1"]) if kind in row else "" for kind in TYPES)
        whole = row["all"]
        lines.append(
            f"| {name} | {row['sentences']} | {whole['f1']} | {whole['precision']} "
            f"| {whole['recall']} | {kinds} |"
        )
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("model", help="folder or hub id")
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--out", type=Path, help="write the figures here as JSON")
    args = parser.parse_args()
    threads = int(os.environ.get("OMP_NUM_THREADS", "2"))
    ner = TokenNer(open_model(args.model, threads=threads))
    figures = {name: measure(ner, held) for name, held in validation(args.corpora).items()}
    log.info("%s", table(figures))
    if args.out:
        args.out.write_text(json.dumps(figures, indent=1), encoding="utf-8")


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    main()
