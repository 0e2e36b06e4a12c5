"""Measures four ways of finding names side by side: speed, F1, loading and memory.

    python benchmarks/nlp/run.py --weights FOLDER

FOLDER holds the float32 weights of the shipped model (`make -C training` writes them; the
repository carries int8 alone), in the form of transformers: config.json, model.safetensors and the
tokenizer. Needs torch beside requirements.txt. Writes RESULTS.md beside this file.

The sentences of benchmarks/gold/names_*.jsonl are arranged in articles. All ways read the same
articles in turn, several times over, so that whatever else the machine does meets them alike.
"""

import argparse
import json
import logging
import os
import platform
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from ways import WAYS, Article, Read  # noqa: E402

from analysis.evaluation import names  # noqa: E402
from analysis.nlp.words import WORD  # noqa: E402
from analysis.records import Span  # noqa: E402

log = logging.getLogger(__name__)

SHIPPED = ROOT / "analysis" / "weights" / "news"
SENTENCES_AN_ARTICLE = 12
# Read before the clock starts: the first answers of every library are slow.
WARM_UP_ARTICLES = 2
PACKAGES = ("torch", "transformers", "tokenizers", "onnxruntime", "numpy")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """`per_minute` is the median over the repeats, with the slowest and fastest beside it;
    memory in MiB, of a process with nothing else in it."""

    per_minute: float
    slowest: float
    fastest: float
    f1: dict[str, float]
    load_seconds: float
    memory: float


def articles_of(sentences: Sequence[str]) -> list[Article]:
    """Cut the sentences into articles of equal length; the last may be shorter."""
    step = SENTENCES_AN_ARTICLE
    return [list(sentences[first : first + step]) for first in range(0, len(sentences), step)]


def read_gold(languages: Sequence[str]) -> dict[str, list[names.MarkedSentence]]:
    folder = ROOT / "benchmarks" / "gold"
    return {
        lang: names.read((folder / f"names_{lang}.jsonl").read_text("utf-8").split("\n"))
        for lang in languages
    }


def time_ways(
    opened: dict[str, Read], articles: Sequence[Article], repeats: int
) -> tuple[dict[str, list[float]], dict[str, list[list[Span]]]]:
    """Return articles a minute of each way in each repeat, and the names that it found last; the
    ways take turns."""
    for read in opened.values():
        read(articles[:WARM_UP_ARTICLES])
    rates: dict[str, list[float]] = {name: [] for name in opened}
    found: dict[str, list[list[Span]]] = {}
    for repeat in range(repeats):
        for name, read in opened.items():
            start = time.perf_counter()
            found[name] = read(articles)
            rates[name].append(60 * len(articles) / (time.perf_counter() - start))
            log.info("repeat %d, %s: %.0f articles a minute", repeat + 1, name, rates[name][-1])
    return rates, found


def score(
    found: Sequence[list[Span]], gold: dict[str, list[names.MarkedSentence]]
) -> dict[str, float]:
    """Return the entity F1 by language; the spans stand in the order of the gold."""
    figures, first = {}, 0
    for lang, sentences in gold.items():
        spans = found[first : first + len(sentences)]
        result = names.measure(f"names_{lang}", sentences, spans, word=WORD)
        figures[lang] = result.figures["all f1"]
        first += len(sentences)
    return figures


def probe(name: str, weights: Path, threads: int) -> dict[str, float]:
    """Open a way in this fresh process and read an article; seconds and resident MiB."""
    start = time.perf_counter()
    read = WAYS[name][2](weights, threads)
    read([["Sergei Lavrov arrived in Damascus.", "وصل سيرغي لافروف إلى دمشق."]])
    seconds = time.perf_counter() - start
    return {"seconds": seconds, "memory": resident_memory()}


def resident_memory() -> float:
    """Return the MiB that this process holds (Linux)."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


def probe_apart(name: str, weights: Path, threads: int) -> dict[str, float]:
    command = [sys.executable, __file__, "--probe", name]
    command += ["--weights", str(weights), "--threads", str(threads)]
    answer = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    figures: dict[str, float] = json.loads(answer.splitlines()[-1])
    return figures


def measure(args: argparse.Namespace) -> tuple[dict[str, Row], int]:
    """Return a row for each way, and how many articles were read in each repeat."""
    most = args.articles * SENTENCES_AN_ARTICLE if args.articles else None
    gold = {lang: sentences[:most] for lang, sentences in read_gold(args.languages).items()}
    articles = [
        article
        for sentences in gold.values()
        for article in articles_of([s.text for s in sentences])
    ]
    folders = {name: args.weights if way[1] else args.shipped for name, way in WAYS.items()}
    log.info("%d articles; opening each way in a process of its own", len(articles))
    probes = {name: probe_apart(name, folders[name], args.threads) for name in WAYS}
    opened = {name: way[2](folders[name], args.threads) for name, way in WAYS.items()}
    rates, found = time_ways(opened, articles, args.repeats)
    rows = {
        name: Row(
            per_minute=median(rates[name]),
            slowest=min(rates[name]),
            fastest=max(rates[name]),
            f1=score(found[name], gold),
            load_seconds=probes[name]["seconds"],
            memory=probes[name]["memory"],
        )
        for name in WAYS
    }
    return rows, len(articles)


def machine() -> str:
    """Return this machine in words, with the versions that matter."""
    cpu = platform.processor() or platform.machine()
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    cpu = next((line.partition(": ")[2] for line in lines if line.startswith("model name")), cpu)
    pages, size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    return (
        f"{len(os.sched_getaffinity(0))} cores of {cpu}, {pages * size / 2**30:.0f} GiB of memory, "
        f"{platform.system()}, Python {platform.python_version()}, "
        + ", ".join(f"{name} {_version(name)}" for name in PACKAGES)
    )


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"


def as_markdown(rows: dict[str, Row], articles: int, args: argparse.Namespace, load: float) -> str:
    """Return the whole of RESULTS.md."""
    languages = list(args.languages)
    base = rows["single"].per_minute
    text = [
        "# Speed of the names, side by side",
        "",
        f"    python benchmarks/nlp/run.py --weights FOLDER --repeats {args.repeats} "
        f"--threads {args.threads} --articles {args.articles} --languages {' '.join(languages)}",
        "",
        f"{articles} articles of {SENTENCES_AN_ARTICLE} sentences from `benchmarks/gold/names_*`; "
        f"{args.repeats} repeats in which the ways took turns; the median, with slowest and "
        "fastest in brackets. F1 is measured as by `manage.py evaluate names`, on these articles. "
        "Loading and memory are of a fresh process that has read its first article.",
        "",
        f"Machine: {machine()}. {args.threads} threads each. "
        f"Load of the machine before the run: {load:.1f}.",
        "",
        f"| way | articles a minute | ratio | {' | '.join(f'F1 {lang}' for lang in languages)} "
        "| loads in | memory |",
        "|---|---|---|" + "---|" * len(languages) + "---|---|",
    ]
    for name, row in rows.items():
        f1 = " | ".join(f"{100 * row.f1[lang]:.1f}" for lang in languages)
        text.append(
            f"| {WAYS[name][0]} | {row.per_minute:.0f} ({row.slowest:.0f}–{row.fastest:.0f}) "
            f"| {row.per_minute / base:.1f} | {f1} | {row.load_seconds:.1f} s "
            f"| {row.memory:.0f} MiB |"
        )
    text += [
        "",
        "The first two run the float32 weights on torch, newsmon the shipped int8 weights on "
        "onnxruntime. Of the whole analysis the F1 is that of the names after linking. Linking "
        "takes a capital that acts for its government, an organisation, widens names to those that "
        "the registry knows, and leaves out lines that are no part of an article; the gold keeps "
        "to what is written. So that F1 is not to be compared with the others.",
    ]
    return "\n".join(text) + "\n"


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--weights", type=Path, required=True, help="float32, transformers' form")
    parser.add_argument("--shipped", type=Path, default=SHIPPED, help="int8; default: as shipped")
    parser.add_argument("--languages", nargs="+", default=["ar", "en"])
    parser.add_argument("--threads", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--articles", type=int, default=0, help="of each language; 0: all")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "RESULTS.md")
    parser.add_argument("--probe", choices=list(WAYS), help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


def main() -> None:
    args = parse()
    os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
    # Threads that wait must not take the cores from those that work.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    if args.probe:
        answer: Any = probe(args.probe, args.weights, args.threads)
        sys.stdout.write(json.dumps(answer) + "\n")
        return
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    load = os.getloadavg()[0]
    rows, articles = measure(args)
    args.out.write_text(as_markdown(rows, articles, args, load), encoding="utf-8")
    log.info("%s", args.out.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
