"""`manage.py export_places`: the place registry as the file that load_places reads."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from analysis import registry, registry_store


class Command(BaseCommand):
    help = "Write the places as a CSV file, replacing what is there."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *_args: Any, file: Path, **_options: Any) -> None:
        places = registry_store.read_places()
        try:
            registry.write_places(file, places)
        except OSError as error:
            raise CommandError(str(error), returncode=2) from error
        self.stdout.write(f"{len(places)} places written to {file}")
