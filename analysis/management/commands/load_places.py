"""`manage.py load_places`: the place registry from its file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from analysis import registry, registry_store
from analysis.registry import DATA_DIR, PLACES_FILE


class Command(BaseCommand):
    help = "Load places from a CSV file: new ones are added, known ones brought up to date."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=DATA_DIR / PLACES_FILE)

    def handle(self, *_args: Any, file: Path, **_options: Any) -> None:
        try:
            places = registry.read_places(file)
        except (OSError, registry.RegistryError) as error:
            raise CommandError(str(error), returncode=2) from error
        counts = registry_store.load_places(places)
        self.stdout.write(f"places: {counts.added} added, {counts.kept} brought up to date")
