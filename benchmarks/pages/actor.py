"""Measures how fast the page of a much-mentioned actor opens.

    python benchmarks/pages/actor.py [--mentions 50000] [--requests 30] [--keep]

Makes an actor with that many mentions, and other actors beside it, in a scratch database of the
server that settings name (`python -m newsmon.embedded start` starts the embedded one), asks for
its pages again and again as a signed-in reader, and prints p50 and p95 with the queries of each.
What is measured is the whole answer of Django: queries, records, charts, template. The time spent
in Python tells a busy machine from a slow page: the rest is the database, and waiting for a core.
"""

import argparse
import os
import random
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsmon.settings")

import django  # noqa: E402

django.setup()

from django.contrib.auth.models import User  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext, setup_test_environment  # noqa: E402

from analysis import models, rollup_store  # noqa: E402
from dashboard import remembered  # noqa: E402
from ingest.models import Article, ArticleVersion, Source  # noqa: E402

SEED = 7
BATCH = 5_000
DAYS = 365
LAST = datetime(2019, 12, 31, 12, tzinfo=UTC)
TEXT = (
    "Headline\nThe speaker accused the other side of breaking the truce, and was quoted at length."
)
QUOTE = TEXT.split("\n")[1]
COUNTRIES = ("SYR", "LBN", "TUR", "GBR", "EGY", "IRQ", "USA", "FRA", "QAT", "JOR")
LANGUAGES = ("ar", "ar", "en", "tr")

# Of one article with its two mentions of the actor; a busy actor's month looks like this.
OTHERS_AN_ARTICLE = 6
SHARE_WITH_STANCE = 0.3
SHARE_WITH_FRAMING = 0.2
SHARE_WITH_FIGURE = 0.05
SHARE_WITH_CLAIM = 0.08
OTHER_ACTORS = 400
PLACES = 200
CEASEFIRES = 60

# What is asked for: the usual month, a year with every mention, and the pages beside.
PAGES = {
    "actor, usual month": "/actors/busy/",
    "actor, whole year": "/actors/busy/?since=2019-01-01&until=2019-12-31",
    "list of actors": "/actors/",
    "list, whole year": "/actors/?since=2019-01-01&until=2019-12-31",
    "stance matrix": "/stances/?since=2019-01-01&until=2019-12-31",
    "loaded words": "/framing/?since=2019-01-01&until=2019-12-31",
    "map": "/map/?since=2019-01-01&until=2019-12-31",
    "place": "/places/place-1/?since=2019-01-01&until=2019-12-31",
}


def span(article: Article, version: ArticleVersion) -> dict[str, Any]:
    return {
        "article": article,
        "version": version,
        "start": len(TEXT) - len(QUOTE),
        "end": len(TEXT),
        "quote": QUOTE,
        "score": 0.9,
        "extractor": "benchmark",
    }


def make_articles(count: int, draw: random.Random) -> list[tuple[Article, ArticleVersion]]:
    sources = Source.objects.bulk_create(
        Source(slug=f"outlet-{number}", name=f"Outlet {number}", country=country)
        for number, country in enumerate(COUNTRIES * 3)
    )
    step = timedelta(days=DAYS) / count
    articles = Article.objects.bulk_create(
        (
            Article(
                source=draw.choice(sources),
                canonical_url=f"https://outlet.example/{number}",
                title=f"Headline {number}",
                published_at=LAST - step * number,
                language=draw.choice(LANGUAGES),
                outcome="OK",
            )
            for number in range(count)
        ),
        batch_size=BATCH,
    )
    versions = ArticleVersion.objects.bulk_create(
        (
            ArticleVersion(
                article=article,
                number=1,
                title=article.title,
                text=TEXT,
                content_hash=str(article.pk),
                extractor="benchmark",
                fetched_at=LAST,
            )
            for article in articles
        ),
        batch_size=BATCH,
    )
    for article, version in zip(articles, versions, strict=True):
        article.current = version
    Article.objects.bulk_update(articles, ["current"], batch_size=BATCH)
    return list(zip(articles, versions, strict=True))


def fill(mentions: int) -> None:
    """Store an actor with that many mentions, two an article, and all that stands beside them."""
    draw = random.Random(SEED)
    busy = models.Actor.objects.create(slug="busy", name_en="Busy", name_ar="مشغول", kind="STATE")
    others = models.Actor.objects.bulk_create(
        models.Actor(slug=f"other-{number}", name_en=f"Other {number}", kind="STATE")
        for number in range(OTHER_ACTORS)
    )
    places = models.Place.objects.bulk_create(
        models.Place(
            slug=f"place-{number}",
            name_en=f"Place {number}",
            feature="SETTLEMENT",
            latitude=draw.uniform(12, 42),
            longitude=draw.uniform(10, 60),
        )
        for number in range(PLACES)
    )
    truces = models.Ceasefire.objects.bulk_create(
        models.Ceasefire(
            key=f"truce-{number}",
            name=f"Truce {number}",
            status="IN_EFFECT",
            side="BILATERAL",
            party_names=["Busy"],
            effective_on=(LAST - timedelta(days=number * 5)).date(),
            first_reported_on=(LAST - timedelta(days=number * 5)).date(),
        )
        for number in range(CEASEFIRES)
    )
    for truce in truces:
        truce.parties.add(busy)
    rows = Rows(draw, busy, others, places, truces, count=mentions // 2)
    for number, (article, version) in enumerate(make_articles(mentions // 2, draw)):
        rows.add(number, span(article, version))
    rows.store()
    rollup_store.rebuild()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


class Rows:
    """What the articles say, gathered for storing at once."""

    def __init__(
        self,
        draw: random.Random,
        busy: models.Actor,
        others: Sequence[models.Actor],
        places: Sequence[models.Place],
        truces: Sequence[models.Ceasefire],
        *,
        count: int,
    ) -> None:
        self.draw, self.busy, self.others = draw, busy, others
        self.places, self.truces, self.count = places, truces, count
        self.mentions: list[models.Mention] = []
        self.stances: list[models.Stance] = []
        self.framings: list[models.Framing] = []
        self.figures: list[models.DisplacementFigure] = []
        self.claims: list[models.CeasefireClaim] = []

    def add(self, number: int, base: dict[str, Any]) -> None:
        draw = self.draw
        named = [self.busy, self.busy, *draw.sample(self.others, OTHERS_AN_ARTICLE)]
        self.mentions += [models.Mention(**base, type="ORG", actor=actor) for actor in named]
        place = draw.choice(self.places)
        self.mentions.append(models.Mention(**base, type="LOC", place=place))
        if draw.random() < SHARE_WITH_STANCE:
            self.stances.append(self.stance(base, named[2]))
        if draw.random() < SHARE_WITH_FRAMING:
            term = draw.choice(("regime-syria", "aggression", "resistance", "martyrs"))
            self.framings.append(
                models.Framing(**base, term=term, words=term.title(), actor=self.busy)
            )
        if draw.random() < SHARE_WITH_FIGURE:
            self.figures.append(self.figure(number, base))
        if draw.random() < SHARE_WITH_CLAIM:
            truce = self.truces[number * len(self.truces) // self.count]
            self.claims.append(
                models.CeasefireClaim(
                    **base,
                    kind="VIOLATED",
                    date_accuracy="UNCLEAR",
                    factuality="ASSERTED",
                    ceasefire=truce,
                )
            )

    def stance(self, base: dict[str, Any], other: models.Actor) -> models.Stance:
        holder, target = self.draw.sample((self.busy, other), 2)
        return models.Stance(
            **base,
            holder=holder,
            holder_name=holder.name_en,
            target=target,
            target_name=target.name_en,
            polarity=self.draw.choice(("SUPPORT", "OPPOSE", "NEUTRAL")),
            act="NONE",
        )

    def figure(self, number: int, base: dict[str, Any]) -> models.DisplacementFigure:
        return models.DisplacementFigure(
            **base,
            reported=1_000 + number,
            quantifier="EXACT",
            unit="PERSON",
            term="DISPLACED",
            category="NEW_DISPLACEMENT",
            measure="FLOW",
            date_accuracy="UNCLEAR",
            factuality="ASSERTED",
            figure_start=base["start"],
            figure_end=base["end"],
        )

    def store(self) -> None:
        for model, rows in (
            (models.Mention, self.mentions),
            (models.Stance, self.stances),
            (models.Framing, self.framings),
            (models.DisplacementFigure, self.figures),
            (models.CeasefireClaim, self.claims),
        ):
            model._default_manager.bulk_create(rows, batch_size=BATCH)
        models.FigureReporter.objects.bulk_create(
            (
                models.FigureReporter(figure=figure, actor=self.busy, name="Busy")
                for figure in self.figures
            ),
            batch_size=BATCH,
        )
        models.FigurePlace.objects.bulk_create(
            (
                models.FigurePlace(
                    figure=figure, place=self.draw.choice(self.places), name="x", role="ORIGIN"
                )
                for figure in self.figures
            ),
            batch_size=BATCH,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Milliseconds of each answer, sorted, and of each what was spent in Python; bytes."""

    wall: list[float]
    python: list[float]
    queries: int
    size: int

    @property
    def p95(self) -> float:
        return self.wall[min(len(self.wall) - 1, round(len(self.wall) * 0.95))]


def measure(client: Client, address: str, requests: int) -> Measured:
    with CaptureQueriesContext(connection) as captured:
        size = len(ask(client, address))  # also warms the templates and the database's pages
    queries = len(captured)
    wall, python = [], []
    for _ in range(requests):
        started, spent = time.perf_counter(), time.process_time()
        ask(client, address)
        wall.append((time.perf_counter() - started) * 1000)
        python.append((time.process_time() - spent) * 1000)
    return Measured(wall=sorted(wall), python=python, queries=queries, size=size)


def ask(client: Client, address: str) -> bytes:
    response = client.get(address)
    if response.status_code != 200:
        raise RuntimeError(f"{address} answered {response.status_code}")
    # The filters of this page shall not come into the next one's address.
    client.cookies.pop(remembered.COOKIE, None)
    return response.content


def report(requests: int) -> None:
    client = Client()
    user = User.objects.create_user("reader")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    out = sys.stdout.write
    out(f"mentions of the actor: {models.Mention.objects.filter(actor__slug='busy').count():,}")
    out(f"; of all: {models.Mention.objects.count():,}; articles: {Article.objects.count():,}\n\n")
    out("| page | best ms | p50 ms | p95 ms | of it Python, p50 ms | queries | KiB |\n")
    out("|---|---|---|---|---|---|---|\n")
    for name, address in PAGES.items():
        found = measure(client, address, requests)
        median = statistics.median
        numbers = (found.wall[0], median(found.wall), found.p95, median(found.python))
        cells = [f"{number:.0f}" for number in numbers]
        out(f"| {name} | {' | '.join(cells)} | {found.queries} | {found.size // 1024} |\n")
        sys.stdout.flush()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mentions", type=int, default=50_000)
    parser.add_argument("--requests", type=int, default=30)
    parser.add_argument("--keep", action="store_true", help="use and leave the scratch database")
    options = parser.parse_args()
    setup_test_environment()
    name = str(connection.settings_dict["NAME"])
    connection.creation.create_test_db(
        verbosity=0, autoclobber=not options.keep, keepdb=options.keep
    )
    try:
        if not models.Actor.objects.filter(slug="busy").exists():
            fill(options.mentions)
        User.objects.filter(username="reader").delete()
        report(options.requests)
    finally:
        connection.creation.destroy_test_db(name, verbosity=0, keepdb=options.keep)


if __name__ == "__main__":
    main()
