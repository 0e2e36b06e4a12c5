"""`manage.py load_actors`: the actor registry from its files."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from analysis import registry, registry_store
from analysis.registry import DATA_DIR


class Command(BaseCommand):
    help = "Load actors, aliases and affiliations from CSV files. Actors edited here are kept."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=DATA_DIR)
        parser.add_argument("--dry-run", action="store_true", help="only tell what would change")

    def handle(self, *_args: Any, folder: Path, dry_run: bool, **_options: Any) -> None:
        try:
            actors = registry.read_actors(folder)
            affiliations = registry.read_affiliations(folder, [actor.id for actor in actors])
        except (OSError, registry.RegistryError) as error:
            raise CommandError(str(error), returncode=2) from error
        counts = registry_store.load_actors(actors, affiliations, dry_run=dry_run)
        would = "would be " if dry_run else ""
        self.stdout.write(
            f"actors: {counts.added} {would}added, {counts.changed} {would}changed, "
            f"{counts.kept} left as they are"
        )
