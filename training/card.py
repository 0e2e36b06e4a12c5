"""Step 6: writes the model card from the run, the figures and the corpora's licences.

    python -m training.card RUN/run.json MODEL MODEL/README.md

MODEL holds fp32.json and int8.json of step 5.
"""

import argparse
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from training.corpora import TYPES, Source, read_sources

LANGUAGES = {"ar": "Arabic", "en": "English", "tr": "Turkish"}
# Data under share-alike terms went in, so the weights go on under them.
LICENCE = "CC BY-SA 4.0"

INTRODUCTION = """# Model card: newsmon names

Finds people (PER), organisations (ORG) and places (LOC) in Arabic, English and Turkish news, less
surely in other languages that its base model knows.

| | |
|---|---|
| Task | token classification, BIO over PER, ORG, LOC; a word's label is its first piece's |
| Base | `intfloat/multilingual-e5-small` (MIT), 12 layers, hidden size 384, vocabulary cut by \
script to Latin, Arabic, Cyrillic, Hebrew and common pieces |
| Training | embeddings and the {frozen} lowest layers frozen; {steps} steps of about {pieces} \
pieces ({passes:.1f} passes) in {minutes} minutes; peak learning rate {rate}; seed {seed} |
| Form | ONNX, {megabytes:.0f} MB: linear layers int8 per channel with `reduce_range`, piece \
vectors in 4 bits; inputs `input_ids`, `attention_mask` (int64), output `logits` |
| Licence | {licence}, as the share-alike data below asks |
"""

LIMITS = """## Limits

- Organisations are the weakest type in every language, above all those named by a description.
- The newswire that it was taught on (ANERcorp, Groningen Meaning Bank) is older than 2015: newer
  names are found by their context.
- A country as an actor («Iran said») is a LOC in the English data and either LOC or ORG in the
  Arabic data; what it means there is for linking to say.
- Nationality adjectives and peoples are no names, titles are mostly no part of a name.
- Arabic clitics stay inside a span («وأنقرة»); linking strips them. An English 's that is written
  onto the name stays inside the span too.
- Labels of the Groningen Meaning Bank and of Turkish Wiki NER are silver: figures on them say how
  well the model agrees with a mended machine annotation.
"""

REBUILD = """## Rebuilding

`make -C training base vocabulary train export evaluate card CORPORA=…`; see training/README.md.
A run that was ended by time is repeated by its nearest number of passes: the weights come out of
the same kind, not bit for bit the same.
"""


def card(
    run: Mapping[str, Any],
    figures: Mapping[str, Mapping[str, Any]],
    sources: Iterable[Source],
    megabytes: float,
) -> str:
    """Return the text of the card; `figures` are by form (fp32, int8), then validation set."""
    used = [source for source in sources if source.name not in run["without"]]
    passes = run["turns"] + run.get("share", 0.0)
    head = INTRODUCTION.format(
        **{key: run[key] for key in ("frozen", "steps", "pieces", "minutes", "rate", "seed")},
        passes=passes,
        megabytes=megabytes,
        licence=LICENCE,
    )
    return "\n".join([head, data_table(used), figure_table(figures, used), LIMITS, REBUILD])


def data_table(sources: Iterable[Source]) -> str:
    """Return the corpora with licence and what was mended in them."""
    lines = [
        "## Training data\n",
        "| data | language, kind | licence | source | mended |",
        "|---|---|---|---|---|",
    ]
    for source in sources:
        lines.append(
            f"| {source.title} | {LANGUAGES[source.language]}, {source.genre} | {source.licence} "
            f"| {source.source} | {source.mended} |"
        )
    names = "Names from newsmon's own registry of actors and gazetteer (GeoNames CC BY 4.0, OCHA)"
    return "\n".join([*lines, f"\n{names} took the place of some names.\n"])


def figure_table(figures: Mapping[str, Mapping[str, Any]], sources: Iterable[Source]) -> str:
    """Return F1 in each form, for all names and for each type."""
    titles = {source.name: source.title for source in sources}
    titles |= {f"all-{code}": f"all {name}" for code, name in LANGUAGES.items()}
    lines = [
        "## Figures\n",
        "Entity F1 (exact span and type), float32 / int8, on sentences that were not trained on, "
        "read as newsmon reads them:\n",
        "| validation | sentences | all | PER | ORG | LOC |",
        "|---|---|---|---|---|---|",
    ]
    for name, row in figures["int8"].items():
        cells = " | ".join(
            f"{figures['fp32'][name][kind]['f1']} / {row[kind]['f1']}" if kind in row else "–"
            for kind in ("all", *TYPES)
        )
        lines.append(f"| {titles.get(name, name)} | {row['sentences']} | {cells} |")
    return "\n".join([*lines, ""])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("run", type=Path)
    parser.add_argument("model", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    run = json.loads(args.run.read_text(encoding="utf-8"))
    figures = {
        form: json.loads((args.model / f"{form}.json").read_text(encoding="utf-8"))
        for form in ("fp32", "int8")
    }
    megabytes = (args.model / "model.int8.onnx").stat().st_size / 1e6
    args.out.write_text(card(run, figures, read_sources(), megabytes), encoding="utf-8")


if __name__ == "__main__":
    main()
