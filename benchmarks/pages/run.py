"""Measures how fast every page opens at several sizes, for many readers, while news comes in.

    python benchmarks/pages/run.py [--articles 10000 100000 1000000] [--readers 8] [--seconds 60]
        [--pause 1]

For each size: a scratch database with that many made articles (`manage.py make_corpus`), the web
server as `manage.py up` starts it, and signed-in readers who ask for the pages in a mixed order,
each a second after the last on average (`--pause 0`: at once, which measures the queue). Meanwhile
another process stores new articles. Each page is asked for once before it counts. Prints p50 and
p95 in milliseconds of the whole answer over HTTP, and the growth of p95 from the smallest size to
the largest. What was made stays in `--scratch` and is used again.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SIZES = (10_000, 100_000, 1_000_000)


def made(articles: int, scratch: Path) -> dict[str, str]:
    """Return the environment of a database of that size, made unless it is there."""
    var = scratch / str(articles)
    environment = {
        **os.environ,
        "NEWSMON_VAR": str(var),
        "DJANGO_SETTINGS_MODULE": "newsmon.settings",
    }
    environment.pop("DATABASE_URL", None)
    steps = [("-m", "newsmon.embedded", "start"), ("manage.py", "migrate", "-v0")]
    if not (var / "made").exists():
        steps += [("manage.py", "load_actors"), ("manage.py", "load_places")]
        steps.append(("manage.py", "make_corpus", "--articles", str(articles)))
    for step in steps:
        subprocess.run((sys.executable, *step), cwd=ROOT, env=environment, check=True, stdout=2)
    (var / "made").touch()
    return environment


def compare(sizes: list[int], scratch: Path, asked: argparse.Namespace) -> None:
    """Measure every size and print one table."""
    results: dict[int, dict[str, list[str]]] = {}
    for articles in sizes:
        environment = made(articles, scratch)
        command = (sys.executable, "benchmarks/pages/reading.py")
        options = [f"--{name}={getattr(asked, name)}" for name in ("readers", "seconds", "pause")]
        try:
            done = subprocess.run(
                (*command, *options), cwd=ROOT, env=environment, check=True, text=True,
                stdout=subprocess.PIPE,
            )  # fmt: skip
        finally:
            stop = (sys.executable, "-m", "newsmon.embedded", "stop")
            subprocess.run(stop, cwd=ROOT, env=environment, check=True, stdout=2)
        rows = (line.split("\t") for line in done.stdout.splitlines())
        results[articles] = {name: numbers for name, *numbers in rows}
    out = sys.stdout.write
    out("| page |" + "".join(f" {size:,} p50 | p95 |" for size in sizes) + " growth of p95 |\n")
    out("|---|" + "---|" * (2 * len(sizes) + 1) + "\n")
    for name in results[sizes[0]]:
        found = [results[size][name] for size in sizes]
        cells = "".join(f" {p50} | {p95} |" for p50, p95, _count in found)
        whole = [float(p95) for _p50, p95, _count in found if p95 != "-"]
        growth = f"{whole[-1] / whole[0]:.1f}" if len(whole) == len(sizes) else "-"
        out(f"| {name} |{cells} {growth} |\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--readers", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--pause", type=float, default=1, help="mean seconds between two pages")
    parser.add_argument("--scratch", type=Path, default=Path("var/pages"))
    options = parser.parse_args()
    compare(options.articles, options.scratch.resolve(), options)


if __name__ == "__main__":
    main()
