"""Takes in a farm of articles while parts of newsmon are killed at random, and counts afterwards:
every article exactly once, with its text, and nothing pending.

    python benchmarks/ingest/chaos.py [--feeds 200] [--articles 50] [--kills 5] [--seed 1]

The parts are started and brought back as `manage.py up` does it. Each of PostgreSQL, Valkey, the
workers and the clock may be killed, with SIGKILL; the first three kills hit three different ones of
the former. The kills are spread over the whole of the work. Ends with status 1, and says what is
wrong, if anything was lost, doubled or left over.
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import django
import farm
import house
from house import Size, Stored

FARM_PORT = 8791
LONGEST_SECONDS = 3600.0
SERVERS = ("postgres", "valkey", "worker-io")
PARTS = (*SERVERS, "beat")
# So long the settled state is watched: what comes back late would show.
SETTLED_SECONDS = 15.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Kill:
    """A kill that is made once so many articles are in."""

    after: int
    part: str


def keep() -> None:
    """Run the parts until SIGTERM, each in its place, and note their processes."""
    django.setup()
    from django.conf import settings

    from newsmon import supervisor
    from newsmon.management.commands import up

    plain = supervisor.Console(stream=sys.stdout, has_colour=False)
    keeper = supervisor.Supervisor(plain, house.ROOT)
    keeper.listen_for_signals()
    try:
        up.start_servers(keeper)
        for name, command in (("beat", supervisor.BEAT), ("worker-io", supervisor.WORKER_IO)):
            keeper.start(supervisor.python_service(name, command, death_signal="QUIT"))
        while True:
            _note_processes(keeper, settings.VAR_DIR)
            keeper.wait(lambda: False, 0.2)
    except supervisor.StopRequested:
        keeper.stop()


def _note_processes(keeper: object, folder: Path) -> None:
    running = [child for child in keeper.children if child.process]  # type: ignore[attr-defined]
    lines = [f"{child.service.name} {child.process.pid}" for child in running]
    draft = folder / "processes.draft"
    draft.write_text("\n".join(lines))
    draft.rename(folder / "processes")


def process_of(part: str, folder: Path) -> int:
    """Return the process of a part, 0 while it has none."""
    lines = (line.split() for line in (folder / "processes").read_text().splitlines())
    return next((int(pid) for name, pid in lines if name == part), 0)


def planned(kills: int, total: int, chance: random.Random) -> list[Kill]:
    """Spread kills over the work."""
    first = chance.sample(SERVERS, k=min(kills, len(SERVERS)))
    parts = [*first, *chance.choices(PARTS, k=kills - len(first))]
    share = total / (kills + 1)
    moments = [int(share * (number + chance.uniform(0.1, 1.0))) for number in range(kills)]
    return [Kill(after=after, part=part) for after, part in zip(moments, parts, strict=True)]


def counted() -> Stored | None:
    """Count what is there; None while the database is away."""
    from django.db import Error, connections

    try:
        return house.stored()
    except Error:
        connections.close_all()
        return None


def strike(kill: Kill, folder: Path) -> None:
    """Wait until it is time, then kill a part with all that it forked."""
    house.wait_until(lambda: _done(counted()) >= kill.after, seconds=LONGEST_SECONDS)
    house.wait_until(lambda: process_of(kill.part, folder) > 0, seconds=60)
    found = counted()
    os.killpg(os.getpgid(process_of(kill.part, folder)), signal.SIGKILL)
    house.say(f"killed {kill.part} after {_done(found)} articles")


def _done(found: Stored | None) -> int:
    return found.articles - found.pending if found else 0


def faults(size: Size) -> list[str]:
    """Say what was lost, doubled or left over."""
    from ingest.models import Article, ArticleVersion

    expected = {
        f"http://127.0.0.1:{FARM_PORT}{farm.article_path(feed, number)}": farm.sentences_of(
            feed, number
        )
        for feed in range(size.feeds)
        for number in range(size.articles)
    }
    rows = Article.objects.values_list("canonical_url", "outcome", "current__text")
    found: list[str] = []
    for address, outcome, text in rows:
        sentences = expected.pop(address, None)
        if sentences is None:
            found.append(f"{address} is there twice, or should not be there")
        elif outcome != "OK":
            found.append(f"{address} ended {outcome or 'pending'}")
        elif not all(sentence.rstrip(".") in text for sentence in sentences):
            found.append(f"{address} has not the text that was printed")
    found += [f"{address} is missing" for address in expected]
    versions = ArticleVersion.objects.count()
    if versions != size.total:
        found.append(f"{versions} versions of {size.total} articles")
    return found


def take_in(size: Size, kills: list[Kill], folder: Path, log: Path) -> list[str]:
    """Run the parts, strike, let all settle; return the faults."""
    began = time.monotonic()
    with log.open("wb") as output:
        keeper = subprocess.Popen(
            [sys.executable, __file__, "--keep"], cwd=house.ROOT, stdout=output, stderr=output
        )
    try:
        for kill in kills:
            strike(kill, folder)
        is_done = house.wait_until(lambda: _done(counted()) >= size.total, seconds=LONGEST_SECONDS)
        house.say(f"{'all in' if is_done else 'gave up'} after {time.monotonic() - began:.0f} s")
        time.sleep(SETTLED_SECONDS)
        return faults(size)
    finally:
        keeper.terminate()
        keeper.wait()


def prepared(size: Size, folder: Path) -> None:
    """Make the tables and the sources."""
    from django.db import connections

    from newsmon import embedded

    embedded.start_postgres(folder)
    house.prepare(size, FARM_PORT)
    connections.close_all()
    embedded.stop_postgres(folder)


def main(scratch: Callable[[], str] = lambda: tempfile.mkdtemp(prefix="newsmon-chaos-")) -> int:
    """Run the whole, and say how it ended."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--feeds", type=int, default=200)
    parser.add_argument("--articles", type=int, default=50, help="of each feed")
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.keep:
        keep()
        return 0
    house.end_tidily()
    size = Size(feeds=options.feeds, articles=options.articles)
    above = Path(scratch())
    above.chmod(0o711)  # PostgreSQL's own user passes through
    folder = above / "var"
    # A lease of half a minute: what a killed worker held is taken up sooner than in use.
    house.set_environment(folder, FARM_PORT, NEWSMON_LEASE_SECONDS="30")
    django.setup()
    prepared(size, folder)
    site = house.start_farm(size, FARM_PORT)
    try:
        kills = planned(options.kills, size.total, random.Random(options.seed))
        found = take_in(size, kills, folder, above / "log")
        house.say("\n".join(found[:20]) or f"{size.total} articles, each exactly once")
        if found:
            house.say((above / "log").read_text(errors="replace")[-3000:])
        return 1 if found else 0
    finally:
        house.stop([site])
        shutil.rmtree(above, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
