"""Measures how many articles a minute newsmon takes in, from feeds to stored texts, and the memory
of a worker, against a plain loop over the same feeds.

    python benchmarks/ingest/run.py [--feeds 200] [--articles 50] [--processes 1 2 4]
    python benchmarks/ingest/run.py --memory [--feeds 400]

The farm is on loopback, so nothing waits for the network, and the farm takes its share of the
processor. The plain loop is what one writes first: feedparser, requests and trafilatura in turn,
one page after another; it stores nothing, compares nothing and keeps no manners. Prints tables for
RESULTS.md.
"""

import argparse
import os
import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import django
import house
from house import Size

FARM_PORT = 8790
LONGEST_SECONDS = 3600.0
# Memory is noted each time so many more articles are in.
MEMORY_STEP = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """`processes` is 0 for the plain loop."""

    processes: int
    articles: int
    seconds: float

    @property
    def per_minute(self) -> float:
        return self.articles / self.seconds * 60


def plain_loop(size: Size, port: int) -> Row:
    """Read the farm with three libraries and no more."""
    import feedparser
    import requests
    import trafilatura

    began, read = time.monotonic(), 0
    with requests.Session() as session:
        for number in range(size.feeds):
            address = f"http://127.0.0.1:{port}/{number}/feed.xml"
            for entry in feedparser.parse(session.get(address, timeout=30).content).entries:
                text = trafilatura.extract(session.get(entry.link, timeout=30).content)
                read += bool(text)
    return Row(processes=0, articles=read, seconds=time.monotonic() - began)


def measure(size: Size, processes: int, folder: Path, port: int, *, watch: bool = False) -> Row:
    """Let workers take in the farm, on fresh servers; with `watch` print their memory."""
    from newsmon import embedded, supervisor

    embedded.start_postgres(folder)
    embedded.start_valkey(folder)
    try:
        house.prepare(size, port)
        worker = list(supervisor.WORKER_IO[1:])
        worker[worker.index("--concurrency") + 1] = str(processes)
        parts = [house.start(*worker)]
        time.sleep(5)  # to load what it needs: a start is not what is measured
        began = time.monotonic()
        parts.append(house.start(*supervisor.BEAT[1:]))
        try:
            memory = Memory(parts[0].pid) if watch else None
            is_done = house.wait_until(lambda: _is_done(size, memory), seconds=LONGEST_SECONDS)
        finally:
            seconds = time.monotonic() - began
            house.stop(parts)
        found = house.stored()
        if not is_done or found.by_outcome != {"OK": size.total}:
            sys.exit(f"not all came in as they should: {found}")
        return Row(processes=processes, articles=found.articles, seconds=seconds)
    finally:
        _close()
        embedded.stop_valkey(folder)
        embedded.stop_postgres(folder)
        shutil.rmtree(folder)


class Memory:
    """Prints the memory of a worker's children whenever a thousand articles more are in."""

    def __init__(self, parent: int) -> None:
        self.parent = parent
        self.next_at = MEMORY_STEP

    def note(self, articles: int) -> None:
        if articles >= self.next_at:
            self.next_at = articles - articles % MEMORY_STEP + MEMORY_STEP
            sizes = ", ".join(f"{size:.0f}" for size in map(_resident, _children(self.parent)))
            house.say(f"| {articles} | {sizes} |")


def _is_done(size: Size, memory: Memory | None) -> bool:
    found = house.stored()
    done = found.articles - found.pending
    if memory is not None:
        memory.note(done)
    return done >= size.total


def _children(parent: int) -> list[int]:
    """Return the processes that a worker forked (Linux)."""
    return [int(pid) for pid in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]


def _resident(pid: int) -> float:
    """Return the resident memory of a process in MiB (Linux)."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def _close() -> None:
    from django.db import connections

    connections.close_all()


def report(rows: Sequence[Row], size: Size) -> None:
    """Print what was measured."""
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    house.say(
        f"\n{size.feeds} feeds of {size.articles} articles; {os.cpu_count()} cores; load {load};"
    )
    house.say(f"Python {platform.python_version()}\n")
    house.say("| way | articles | seconds | articles a minute |\n|---|---|---|---|")
    for row in rows:
        ways = f"newsmon, {row.processes} io process{'es' if row.processes > 1 else ''}"
        way = ways if row.processes else "plain loop"
        house.say(f"| {way} | {row.articles} | {row.seconds:.0f} | {row.per_minute:.0f} |")


def told(row: Row) -> Row:
    """Say at once what was measured: the whole takes its time."""
    house.say(f"{row.processes} processes: {row.per_minute:.0f} articles a minute")
    return row


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--feeds", type=int, default=200)
    parser.add_argument("--articles", type=int, default=50, help="of each feed")
    parser.add_argument("--processes", type=int, nargs="+", default=[1, 2, 4])
    parser.add_argument("--memory", action="store_true", help="one process, its memory noted")
    parser.add_argument("--port", type=int, default=FARM_PORT)
    options = parser.parse_args()
    house.end_tidily()
    size = Size(feeds=options.feeds, articles=options.articles)
    # PostgreSQL's own user has to be able to enter it.
    folder = Path(tempfile.mkdtemp(prefix="newsmon-bench-"))
    folder.chmod(0o711)
    var = folder / "var"
    house.set_environment(var, options.port)
    django.setup()
    farm = house.start_farm(size, options.port)
    try:
        time.sleep(1)
        if options.memory:
            house.say("| articles | MiB of each process |\n|---|---|")
            report([measure(size, 1, var, options.port, watch=True)], size)
            return
        rows = [told(plain_loop(size, options.port))]
        rows += [told(measure(size, count, var, options.port)) for count in options.processes]
        report(rows, size)
    finally:
        house.stop([farm])
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
