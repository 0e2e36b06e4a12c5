"""`manage.py reanalyse`: make analysed articles due again."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from analysis import store


class Command(BaseCommand):
    help = "Queue articles for a new analysis (all of them, or those named). Decisions survive it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("article", nargs="*", type=int, help="article numbers; none: all")

    def handle(self, *_args: Any, article: list[int], **_options: Any) -> None:
        count = store.requeue(article or None)
        self.stdout.write(f"{count} articles wait for analysis; the nlp worker takes them up")
