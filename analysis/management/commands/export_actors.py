"""`manage.py export_actors`: the actor registry as the files that load_actors reads."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from analysis import registry, registry_store


class Command(BaseCommand):
    help = "Write actors, aliases and affiliations as CSV files, replacing those in the folder."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *_args: Any, folder: Path, **_options: Any) -> None:
        actors = registry_store.read_actors()
        affiliations = registry_store.read_affiliations()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            registry.write_actors(folder, actors, affiliations)
        except OSError as error:
            raise CommandError(str(error), returncode=2) from error
        aliases = sum(len(actor.aliases) for actor in actors)
        self.stdout.write(
            f"{len(actors)} actors, {aliases} aliases, {len(affiliations)} affiliations "
            f"written to {folder}"
        )
