"""`manage.py rebuild_counts`: count the reports of every day anew."""

from typing import Any

from django.core.management.base import BaseCommand

from analysis import rollup_store


class Command(BaseCommand):
    help = "Count the reports of every day anew; needed only after rows were copied in unchecked."

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(f"{rollup_store.rebuild()} days are counted")
