"""`manage.py make_corpus`: fill an empty database with made articles, to measure speed at size."""

from datetime import UTC, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from analysis import rollup_store
from analysis.management import made_corpus
from ingest.models import Article

UNTIL = "2025-12-31"


class Command(BaseCommand):
    help = "Fill a database that holds no real article with made ones (see benchmarks/pages)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--articles", type=int, default=10_000)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--until", type=datetime.fromisoformat, default=UNTIL, help="last day")

    def handle(
        self, *_args: Any, articles: int, seed: int, until: datetime, **_options: Any
    ) -> None:
        if Article.objects.exclude(source__group=made_corpus.GROUP).exists():
            raise CommandError(
                "this database holds articles that were not made by this command: "
                "name an empty one (NEWSMON_VAR or DATABASE_URL)"
            )
        last = until.replace(tzinfo=UTC)
        try:
            for done in made_corpus.make(articles, seed=seed, until=last):
                self.stdout.write(f"{done:,} of {articles:,} articles")
        except ValueError as error:
            raise CommandError(str(error)) from error
        rollup_store.rebuild()
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
