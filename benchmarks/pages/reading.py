"""Reads the pages of one database for many readers at once, and prints how long each took.

    NEWSMON_VAR=… python benchmarks/pages/reading.py [--readers 8] [--seconds 60] [--pause 1]

A part of run.py, which calls it for each size.
"""

import argparse
import http.client
import os
import random
import statistics
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsmon.settings")

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.db.models import Count  # noqa: E402
from django.test import Client  # noqa: E402

from analysis.models import Actor, Ceasefire, DisplacementFigure, Place  # noqa: E402
from ingest.models import Article, Source  # noqa: E402
from newsmon import supervisor  # noqa: E402

START_SECONDS = 60.0
# The corpus ends on 31 December 2025: its last month, its last year.
MONTH = "since=2025-12-01&until=2025-12-31"
YEAR = "since=2025-01-01&until=2025-12-31"


def pages() -> dict[str, str]:
    """Return the address of each page measured, with names that the corpus has."""

    actor, other = Actor.objects.order_by("pk").values_list("slug", flat=True)[:2]
    place = Place.objects.order_by("-population", "pk")[0].slug
    truce = Ceasefire.objects.annotate(n=Count("claims")).order_by("-n")[0].key
    article = Article.objects.order_by("-pk")[0].pk
    source = Source.objects.order_by("pk")[0].slug
    region = Place.objects.filter(feature="COUNTRY", country=Place.objects.get(slug=place).country)[
        0
    ].slug
    newest = DisplacementFigure.objects.order_by("-pk")[0]
    figure = f"{newest.article_id}-{newest.figure_start}"
    found = {
        "home": "/",
        "home, a year": f"/?{YEAR}",
        "home, a year, Arabic": f"/?{YEAR}&language=ar",
        "home, a year, one source": f"/?{YEAR}&source={source}",
        "home, a year, one region": f"/?{YEAR}&region={region}",
        "home, the last week": "/?new=week",
        "timelines": f"/timelines/?{MONTH}",
        "timelines, a year": f"/timelines/?{YEAR}",
        "timelines, a year, one region": f"/timelines/?{YEAR}&region={region}",
        "timelines, a year, an actor and a place": (
            f"/timelines/?{YEAR}&actors={actor}&places={place}"
        ),
        "actors": f"/actors/?{MONTH}",
        "actors, a year": f"/actors/?{YEAR}",
        "actors, a year, one source": f"/actors/?{YEAR}&source={source}",
        "actors, a year, Arabic": f"/actors/?{YEAR}&language=ar",
        "actors, a year, states": f"/actors/?{YEAR}&kind=STATE",
        "actors, a year, a name": f"/actors/?{YEAR}&q=army",
        "actor": f"/actors/{actor}/?{MONTH}",
        "actor, a year": f"/actors/{actor}/?{YEAR}",
        "actor, a year, one source": f"/actors/{actor}/?{YEAR}&source={source}",
        "stances": f"/stances/?{MONTH}",
        "stances, a year": f"/stances/?{YEAR}",
        "stances, a year, states": f"/stances/?{YEAR}&kind=STATE",
        "stances, a year, one region": f"/stances/?{YEAR}&region={region}",
        "stances, a year, one cell": f"/stances/quotes/?{YEAR}&holder={actor}&target={other}",
        "loaded words, a year": f"/framing/?{YEAR}",
        "map": f"/map/?{MONTH}",
        "map, a year": f"/map/?{YEAR}",
        "map, a year, Arabic": f"/map/?{YEAR}&language=ar",
        "place, a year": f"/places/{place}/?{YEAR}",
        "country, a year": f"/places/{region}/?{YEAR}",
        "country, a year, page 20": f"/places/{region}/?{YEAR}&page=20",
        "ceasefires": f"/ceasefires/?{MONTH}",
        "ceasefires, a year": f"/ceasefires/?{YEAR}",
        "ceasefires, a year, one region": f"/ceasefires/?{YEAR}&region={region}",
        "ceasefires, a year, one source": f"/ceasefires/?{YEAR}&source={source}",
        "ceasefires, a year, one party": f"/ceasefires/?{YEAR}&actor={actor}",
        "ceasefires, a year, one place": f"/ceasefires/?{YEAR}&place={place}",
        "ceasefires, a year, most broken first": f"/ceasefires/?{YEAR}&order=-violations",
        "ceasefires, a month, as a file": f"/ceasefires/ceasefires.csv?{MONTH}",
        "ceasefire": f"/ceasefires/{truce}/",
        "displacement": f"/displacement/?{MONTH}",
        "displacement, a year": f"/displacement/?{YEAR}",
        "displacement, a year, one place": f"/displacement/?{YEAR}&place={place}",
        "displacement, a year, one region": f"/displacement/?{YEAR}&region={region}",
        "displacement, a year, one source": f"/displacement/?{YEAR}&source={source}",
        "displacement, a year, one reporter": f"/displacement/?{YEAR}&actor={actor}",
        "displacement, a year, largest first": f"/displacement/?{YEAR}&order=-number",
        "displacement, a month, as a file": f"/displacement/figures.csv?{MONTH}",
        "displacement map, a year": f"/displacement/map/?{YEAR}",
        "displacement map, a year, provinces": f"/displacement/map/?{YEAR}&level=ADM1",
        "reporters side by side, a year": f"/displacement/compare/?{YEAR}&place={place}",
        "figure": f"/displacement/figures/{figure}/",
        "articles": f"/articles/?{MONTH}",
        "articles, a year": f"/articles/?{YEAR}",
        "articles, a year, one actor": f"/articles/?{YEAR}&actor={actor}",
        "articles, a year, one source": f"/articles/?{YEAR}&source={source}",
        "articles, a year, one region": f"/articles/?{YEAR}&region={region}",
        "articles, a year, page 100": f"/articles/?{YEAR}&page=100",
        "search, a year, a word": f"/search/?{YEAR}&q=ceasefire",
        "search, a year, an Arabic phrase": f"/search/?{YEAR}&q=%22وقف+إطلاق+النار%22",
        "search, all days, a word": "/search/?q=ceasefire",
        "search, a year, one actor": f"/search/?{YEAR}&actor={actor}",
        "search, a year, one region": f"/search/?{YEAR}&place={region}",
        "search, a year, one source": f"/search/?{YEAR}&source={source}",
        "search, a year, outlets of a country": f"/search/?{YEAR}&country=SYR",
        "search, a year, Arabic": f"/search/?{YEAR}&language=ar",
        "search, a year, ceasefires": f"/search/?{YEAR}&claim=CEASEFIRE",
        "article": f"/articles/{article}/",
        "more like it": f"/articles/{article}/alike/",
        "sources": "/status/",
    }
    return {name: http_address(address) for name, address in found.items()}


def http_address(address: str) -> str:

    return quote(address, safe="/?&=%+")


def measure(readers: int, seconds: float, pause: float) -> None:
    """In a process with the settings of one database: serve, read, print a line for each page."""

    user, _ = User.objects.get_or_create(username="reader")
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    cookie = f"sessionid={client.cookies['sessionid'].value}"
    asked = pages()
    command = supervisor.web_command("127.0.0.1", settings.BIND_PORT)
    with running(sys.executable, *command[1:]), running(sys.executable, "benchmarks/pages/news.py"):
        wait(settings.BIND_PORT)
        connection = http.client.HTTPConnection("127.0.0.1", settings.BIND_PORT)
        there = {
            name: address for name, address in asked.items() if ask(connection, address, cookie)
        }
        times: Mapping[str, list[float]] = defaultdict(list)
        end = time.monotonic() + seconds
        threads = [
            threading.Thread(
                target=read, args=(settings.BIND_PORT, there, cookie, end, number, times, pause)
            )
            for number in range(readers)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    for name in asked:
        if name in there:
            taken = sorted(times[name])
            p95 = taken[min(len(taken) - 1, round(len(taken) * 0.95))]
            print(f"{name}\t{statistics.median(taken):.0f}\t{p95:.0f}\t{len(taken)}")  # noqa: T201
        else:
            print(f"{name}\t-\t-\t0")  # noqa: T201


def read(
    port: int,
    asked: Mapping[str, str],
    cookie: str,
    end: float,
    number: int,
    times: Mapping[str, list[float]],
    pause: float,
) -> None:
    """Ask for pages in a mixed order until the time is up; note how long each takes, in ms."""
    mixed = random.Random(number)
    connection = http.client.HTTPConnection("127.0.0.1", port)
    while time.monotonic() < end:
        for name, address in mixed.sample(sorted(asked.items()), len(asked)):
            started = time.perf_counter()
            ask(connection, address, cookie)
            times[name].append((time.perf_counter() - started) * 1000)
            time.sleep(mixed.uniform(0, 2 * pause))


def ask(connection: http.client.HTTPConnection, address: str, cookie: str) -> bool:
    """Fetch a page; say whether it is there. Raises RuntimeError for any other answer than it."""
    connection.request("GET", address, headers={"Cookie": cookie})
    answer = connection.getresponse()
    answer.read()
    if answer.status not in (200, 404):
        raise RuntimeError(f"{address} answered {answer.status}")
    return answer.status == 200


@contextmanager
def running(*command: str) -> Iterator[None]:
    """Keep a process running for as long as the block."""
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def wait(port: int) -> None:
    end = time.monotonic() + START_SECONDS
    while True:
        try:
            http.client.HTTPConnection("127.0.0.1", port).connect()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)
        else:
            return


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readers", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--pause", type=float, default=1, help="mean seconds between two pages")
    options = parser.parse_args()
    measure(options.readers, options.seconds, options.pause)


if __name__ == "__main__":
    main()
