"""The parts of newsmon that take articles in, on a folder of their own, and what they stored."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
HERE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How many feeds of how many articles each."""

    feeds: int
    articles: int

    @property
    def total(self) -> int:
        return self.feeds * self.articles


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """What stands in the database: `pending` have no outcome yet, the others are counted by it."""

    articles: int
    versions: int
    pending: int
    by_outcome: dict[str, int]


def set_environment(folder: Path, farm_port: int, **variables: str) -> None:
    """Point this process and its children at a folder, with the farm as the operator's own site."""
    for name in ("DATABASE_URL", "CELERY_BROKER_URL"):
        os.environ.pop(name, None)
    os.environ.update(
        NEWSMON_VAR=str(folder),
        NEWSMON_SAMPLE_PORT=str(farm_port),
        NEWSMON_SAMPLE="false",
        NEWSMON_LOG_LEVEL="WARNING",
        DJANGO_SETTINGS_MODULE="newsmon.settings",
        **variables,
    )


def prepare(size: Size, farm_port: int) -> None:
    """Make the tables and a source for each feed of the farm; the database must run."""
    from django.core.management import call_command

    from ingest.models import Feed, Source

    call_command("migrate", verbosity=0)
    for number in range(size.feeds):
        source = Source.objects.create(
            slug=f"farm-{number}", name=f"Outlet {number}", is_enabled=True
        )
        address = f"http://127.0.0.1:{farm_port}/{number}/feed.xml"
        Feed.objects.create(source=source, url=address)


def stored() -> Stored:
    """Count what is there."""
    from django.db.models import Count

    from ingest.models import Article, ArticleVersion

    rows = Article.objects.values_list("outcome").annotate(count=Count("pk")).order_by()
    by_outcome = dict(rows)
    return Stored(
        articles=sum(by_outcome.values()),
        versions=ArticleVersion.objects.count(),
        pending=by_outcome.pop("", 0),
        by_outcome=by_outcome,
    )


def say(text: str) -> None:
    """Write a line at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def end_tidily() -> None:
    """Let SIGTERM end this program as an error would, so that it leaves nothing running."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))


def start(*command: str, quiet: bool = True) -> "subprocess.Popen[bytes]":
    """Start a program of ours in a session of its own."""
    output = subprocess.DEVNULL if quiet else None
    return subprocess.Popen(
        [sys.executable, *command], cwd=ROOT, stdout=output, stderr=output, start_new_session=True
    )


def start_farm(size: Size, port: int) -> "subprocess.Popen[bytes]":
    """Start the farm."""
    sizes = ("--feeds", str(size.feeds), "--articles", str(size.articles))
    return start(str(HERE / "farm.py"), "--port", str(port), *sizes)


def stop(processes: Sequence["subprocess.Popen[bytes]"]) -> None:
    """End programs with all their children."""
    for process in processes:
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
        finally:
            process.wait()


def wait_until(is_so: Callable[[], bool], *, seconds: float, every: float = 0.25) -> bool:
    """Look again and again; say whether it came to be so in time."""
    deadline = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > deadline:
            return False
        time.sleep(every)
    return True
