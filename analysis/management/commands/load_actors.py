"""`manage.py load_actors`: the actor registry from its files."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from analysis import registry, registry_loading
from analysis.registry import DATA_DIR
from analysis.registry_changes import Held, Rules, in_words


class Command(BaseCommand):
    help = (
        "Load actors, aliases and affiliations from CSV files. What was edited here is kept, and "
        "nothing is removed, unless asked for."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=DATA_DIR)
        parser.add_argument("--dry-run", action="store_true", help="only tell what would change")
        parser.add_argument(
            "--overwrite", action="store_true", help="take the files' word over what people edited"
        )
        parser.add_argument(
            "--delete", action="store_true", help="remove what the files do not have"
        )

    def handle(
        self,
        *_args: Any,
        folder: Path,
        dry_run: bool,
        overwrite: bool,
        delete: bool,
        **_options: Any,
    ) -> None:
        try:
            actors, affiliations = registry.read_folder(folder)
        except (OSError, registry.RegistryError) as error:
            raise CommandError(str(error), returncode=2) from error
        rules = Rules(overwrite=overwrite, delete=delete)
        report = registry_loading.load_actors(actors, affiliations, rules=rules, dry_run=dry_run)
        if dry_run:
            for change in report.changes:
                self.stdout.write(in_words(change))
        would = "would be " if dry_run else ""
        self.stdout.write(
            f"actors: {report.added} {would}added, {report.changed} {would}changed, "
            f"{report.removed} {would}removed, {report.kept} left as they are"
        )
        for why in Held:
            if count := report.held(why):
                self.stdout.write(f"{count} differences left: {why}")
