"""Step 8: writes the model card from the runs, the figures and the licences of the data.

    python -m training.card RUN/run.json… MODEL MODEL/README.md

The runs are given in their order, each having begun where the one before ended. MODEL holds
fp32.json and int8.json of `evaluate` and, where sentences were measured, fp32.judged.json and
int8.judged.json of `measure`.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training.corpora import TYPES, Source, read_sources
from training.measure import ALL, EITHER, percent
from training.written import WRITTEN, read_labelled, read_marked, read_templates

LANGUAGES = {
    "ar": "Arabic",
    "en": "English",
    "tr": "Turkish",
    "fa": "Persian",
    "ku": "Kurdish",
    "he": "Hebrew",
    "ru": "Russian",
    "fr": "French",
}
FORMS = ("fp32", "int8")
# The tasks of runs that are older than the list of tasks in run.json.
FIRST_TASKS = ("names",)
SENTENCE_CORPORA = Path(__file__).with_name("sentence_corpora.json")
# Data under share-alike terms went in, so the weights go on under them.
LICENCE = "CC BY-SA 4.0"

Run = Mapping[str, Any]
Figures = Mapping[str, Any]

INTRODUCTION = """# Model card: newsmon news

One encoder, read once for a sentence, answers four things that newsmon asks of Arabic and English
news, of Turkish with less and of other languages that its base model knows with little training:

| output | capability | what it gives |
|---|---|---|
| `logits` | names | BIO over people (PER), organisations (ORG) and places (LOC); a word's label \
is its first piece's |
| `relevance` | relevance | whether a sentence speaks of a ceasefire, of a displacement figure: \
two independent scores |
| `vector` | vectors | a vector of the sentence that lies near its translation's and near what the \
base model gives |
| `stance` | stances | how a `{{holder}}` stands to a `[target]`, marked in the text: oppose, \
neutral, support |

| | |
|---|---|
| Base | `intfloat/multilingual-e5-small` (MIT), 12 layers, hidden size 384, vocabulary cut by \
script to Latin, Arabic, Cyrillic, Hebrew and common pieces |
| Form | ONNX, {megabytes:.0f} MB: linear layers int8 per channel with `reduce_range`, piece \
vectors in 4 bits; inputs `input_ids`, `attention_mask` (int64) of words cut as newsmon cuts them |
| Settings | `config.json`, key `newsmon`: temperatures, by which raw scores are divided, and \
thresholds, fitted on what was held back from training |
| Licence | {licence}, as the share-alike data below asks |
"""

RUNS = """## Training

The embeddings and the lowest layers stay as they are; the weights kept are a running mean of about
the last five hundred steps. Each run began where the one before ended; what is shipped is a mean of
the last two, three quarters of it the last (`mix.py`).

| run | tasks | frozen layers | steps, of about pieces | passes | minutes | peak rate | seed |
|---|---|---|---|---|---|---|---|
"""

LIMITS = """## Limits

- Names: organisations are the weakest type in every language, above all those named by a
  description. The newswire that it was taught on (ANERcorp, Groningen Meaning Bank) is older than
  2015: newer names are found by their context. A country as an actor («Iran said») is a LOC in the
  English data and either LOC or ORG in the Arabic data; what it means there is for linking to say.
  Nationality adjectives and peoples are no names, titles are mostly no part of a name. Arabic
  clitics stay inside a span («وأنقرة»); linking strips them. An English 's that is written onto
  the name stays inside the span too. Labels of the Groningen Meaning Bank and of Turkish Wiki NER
  are silver: figures on them say how well the model agrees with a mended machine annotation.
- Relevance is a sieve before the rules and not a finding: its thresholds give up precision for
  recall. A sentence is read alone, so one that speaks of a truce by «it» only is missed.
- Vectors tell what sentences are about. Numbers, negations and who did what to whom move them
  little: near vectors are no proof that two sentences say the same.
- Stances are those that one sentence states between two marked names. Irony, quotation within
  quotation and what only the context tells are beyond it; below its threshold it does not answer.
  Most examples were written for it and are plainer than the press.
- Languages beyond Arabic and English: see the figures; where there are none, nothing is claimed.
"""

REBUILD = """## Rebuilding

    make -C training base vocabulary
    make -C training train finish more mix CORPORA=…    # the runs above, and their mean
    make -C training export calibrate evaluate card CORPORA=…

See training/README.md. A run that was ended by time is repeated by its nearest number of passes:
the weights come out of the same kind, not bit for bit the same.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceCorpus:
    """One entry of sentence_corpora.json; `tasks` are those that it is used in."""

    tasks: frozenset[str]
    title: str
    language: str
    genre: str
    source: str
    licence: str
    use: str


def read_sentence_corpora(path: Path = SENTENCE_CORPORA) -> list[SentenceCorpus]:
    """Return the corpora of sentence tasks in their order."""
    entries = json.loads(path.read_text(encoding="utf-8")).values()
    return [SentenceCorpus(**entry | {"tasks": frozenset(entry["tasks"])}) for entry in entries]


def read_runs(files: Iterable[Path]) -> list[Run]:
    """Return the runs of these files; a file may hold several under `runs`."""
    found: list[Run] = []
    for path in files:
        summary = json.loads(path.read_text(encoding="utf-8"))
        found.extend(summary.get("runs", [summary]))
    return found


def card(
    runs: Sequence[Run],
    figures: Mapping[str, Figures],
    judged: Mapping[str, Figures],
    megabytes: float,
) -> str:
    """Return the text of the card; `figures` (names) and `judged` (sentences) are by form.

    A corpus counts as used when one run had it.
    """
    used = [
        source
        for source in read_sources()
        if any("names" in tasks_of(run) and source.name not in run["without"] for run in runs)
    ]
    tasks = frozenset(task for run in runs for task in tasks_of(run))
    parts = [
        INTRODUCTION.format(megabytes=megabytes, licence=LICENCE),
        run_table(runs),
        data_table(used, tasks),
        figure_table(figures, used),
        judged_tables(judged),
        LIMITS,
        REBUILD,
    ]
    return "\n".join(part for part in parts if part)


def tasks_of(run: Run) -> tuple[str, ...]:
    """Return the tasks of a run."""
    return tuple(run.get("tasks", FIRST_TASKS))


def run_table(runs: Sequence[Run]) -> str:
    """Return the runs in their order, a row each."""
    rows = [
        f"| {number} | {', '.join(tasks_of(run))} | {run['frozen']} "
        f"| {run['steps']} of {run['pieces']} | {run['turns'] + run.get('share', 0.0):.1f} "
        f"| {run['minutes']} | {run['rate']} | {run['seed']} |"
        for number, run in enumerate(runs, start=1)
    ]
    return RUNS + "\n".join([*rows, ""])


def data_table(sources: Iterable[Source], tasks: frozenset[str]) -> str:
    """Return what was trained on with its licence, and what was mended in it or taken of it."""
    lines = [
        "## Training data\n",
        "| data | language, kind | licence | source | mended, use |",
        "|---|---|---|---|---|",
    ]
    spoken: dict[tuple[str, str, str], list[str]] = {}
    for source in sources:
        row = (source.title, source.genre, f"{source.licence} | {source.source} | {source.mended}")
        spoken.setdefault(row, []).append(LANGUAGES[source.language])
    for (title, genre, rest), languages in spoken.items():
        lines.append(f"| {title} | {', '.join(languages)}; {genre} | {rest} |")
    for corpus in read_sentence_corpora():
        if corpus.tasks & tasks:
            names = ", ".join(LANGUAGES[code] for code in corpus.language.split(", "))
            lines.append(
                f"| {corpus.title} | {names}; {corpus.genre} | {corpus.licence} "
                f"| {corpus.source} | {corpus.use} |"
            )
    drawn = "Names from newsmon's own registry of actors and gazetteer (GeoNames CC BY 4.0, OCHA)"
    return "\n".join(
        [*lines, f"\n{drawn} took the place of some names.\n", *written_lines(tasks)],
    )


def written_lines(tasks: frozenset[str], folder: Path = WRITTEN) -> list[str]:
    """Return how much was written for newsmon for these tasks, by language."""
    counted = {}
    if "relevance" in tasks:
        counted["sentences for relevance"] = [row.language for row in read_labelled(folder)]
        counted["templates for relevance"] = [row.language for row in read_templates(folder)]
    if "stance" in tasks:
        rows = read_marked(sorted(folder.glob("stance_*.jsonl")))
        counted["marked examples for stances"] = [row.language for row in rows]
    if not counted:
        return []
    lines = [
        f"- {len(languages):,} {kind}: {_by_language(languages)}"
        for kind, languages in counted.items()
        if languages
    ]
    return [
        "Written for newsmon (`training/written`, under newsmon's own licence; of sentences "
        "and examples a tenth is for calibrating and is not trained on):\n",
        *lines,
        "",
    ]


def _by_language(languages: Sequence[str]) -> str:
    counts = Counter(languages).most_common()
    return ", ".join(f"{LANGUAGES[code]} {count:,}" for code, count in counts)


def figure_table(figures: Mapping[str, Figures], sources: Iterable[Source]) -> str:
    """Return F1 of names in each form, for all names and for each type."""
    titles = {source.name: source.title for source in sources}
    titles |= {f"all-{code}": f"all {name}" for code, name in LANGUAGES.items()}
    lines = [
        "## Figures: names\n",
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


def judged_tables(judged: Mapping[str, Figures]) -> str:
    """Return what was measured of sentences, float32 / int8; nothing where nothing was."""
    if not judged:
        return ""
    parts = {"relevance": relevance_table, "stance": stance_table, "vectors": vector_table}
    return "\n".join(
        make(*(judged[form][part] for form in FORMS))
        for part, make in parts.items()
        if all(part in judged[form] for form in FORMS)
    )


def relevance_table(whole: Figures, small: Figures) -> str:
    """Return recall and precision by language and topic."""
    lines = [
        "## Figures: relevance\n",
        "Percent, float32 / int8, at the thresholds of `config.json`, on sentences of passages "
        "written for newsmon. A sentence counts as positive when the quote of a fact lies in it, "
        "so precision is understated: others may speak of the topic, too.\n",
        "| language | speaks of | sentences | positive | recall | precision |",
        "|---|---|---|---|---|---|",
    ]
    for language, rows in small.items():
        for label, row in rows.items():
            recall, precision = (
                _both(whole[language][label][rate], row[rate]) for rate in ("recall", "precision")
            )
            spoken = "either of them" if label == EITHER else label
            lines.append(
                f"| {_language(language)} | {spoken} | {row['sentences']} | {row['positive']} "
                f"| {recall} | {precision} |"
            )
    return "\n".join([*lines, ""])


def stance_table(whole: Figures, small: Figures) -> str:
    """Return macro F1, calibration and what is answered, by language."""
    lines = [
        "## Figures: stances\n",
        "Percent, float32 / int8, on marked examples written for newsmon: macro F1 of oppose, "
        "neutral and support where every example is answered, expected calibration error, and at "
        "the threshold of `config.json` the part answered and the part of it that is right.\n",
        "| language | examples | macro F1 | calibration error | answered | right |",
        "|---|---|---|---|---|---|",
    ]
    for language, row in small.items():
        pair = (whole[language], row)
        kept = [_kept(one) for one in pair]
        cells = [
            _both(*(one[rate] for one in pair)) for rate in ("macro_f1", "calibration_error")
        ] + [_both(*(one[rate] for one in kept)) for rate in ("coverage", "accuracy")]
        lines.append(f"| {_language(language)} | {row['examples']} | {' | '.join(cells)} |")
    return "\n".join([*lines, ""])


def vector_table(whole: Figures, small: Figures) -> str:
    """Return retrieval of translations beside the base model's."""
    lines = [
        "## Figures: vectors\n",
        f"Of {small['rows']:,} parallel UN sentences that were not trained on, percent whose "
        "nearest sentence of the other language is their translation, float32 / int8; the base "
        "model reads them with its prefix.\n",
        "| from, to | this model | base model |",
        "|---|---|---|",
    ]
    for pair, share in small["retrieval"].items():
        given, _, sought = pair.partition("-")
        lines.append(
            f"| {_language(given)}, {_language(sought)} "
            f"| {_both(whole['retrieval'][pair], share)} "
            f"| {percent(small['base_retrieval'][pair])} |"
        )
    cosines = ", ".join(
        f"{_language(code)} {whole['cosine_to_base'][code]:.3f} / {cosine:.3f}"
        for code, cosine in small["cosine_to_base"].items()
    )
    return "\n".join([*lines, f"\nMean cosine to the base model's vectors: {cosines}.\n"])


def _kept(row: Figures) -> Figures:
    """Return what is answered at the threshold that is shipped."""
    kept: Figures = next(one for one in row["abstaining"] if one["threshold"] == row["threshold"])
    return kept


def _both(whole: float | None, small: float | None) -> str:
    return f"{percent(whole)} / {percent(small)}"


def _language(code: str) -> str:
    return "all" if code == ALL else LANGUAGES[code]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("runs", type=Path, nargs="+", help="run.json of each run in its order")
    parser.add_argument("model", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    figures = _read(args.model, "{}.json")
    measured = all((args.model / f"{form}.judged.json").exists() for form in FORMS)
    judged = _read(args.model, "{}.judged.json") if measured else {}
    megabytes = (args.model / "model.int8.onnx").stat().st_size / 1e6
    text = card(read_runs(args.runs), figures, judged, megabytes)
    args.out.write_text(text, encoding="utf-8")


def _read(folder: Path, name: str) -> dict[str, Figures]:
    """Return the figures of both forms."""
    files = {form: folder / name.format(form) for form in FORMS}
    return {form: json.loads(path.read_text(encoding="utf-8")) for form, path in files.items()}


if __name__ == "__main__":
    main()
