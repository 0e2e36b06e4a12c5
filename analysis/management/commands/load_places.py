"""`manage.py load_places`: the place registry from its file, or from a country's COD-AB table."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from analysis import registry, registry_loading
from analysis.registry import DATA_DIR, PLACES_FILE
from analysis.registry_changes import Held, Rules, in_words


class Command(BaseCommand):
    help = (
        "Load places from a CSV file, newsmon's own or an OCHA COD-AB table: new ones are added, "
        "known ones brought up to date, none is removed. Rows that cannot be read are listed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=DATA_DIR / PLACES_FILE)
        parser.add_argument("--dry-run", action="store_true", help="only tell what would change")
        parser.add_argument(
            "--overwrite", action="store_true", help="take the file's word over what people edited"
        )
        parser.add_argument(
            "--country",
            default="",
            metavar="ISO",
            help="ISO 3166 alpha-3 country of a COD-AB table that does not name it",
        )

    def handle(
        self,
        *_args: Any,
        file: Path,
        dry_run: bool,
        overwrite: bool,
        country: str,
        **_options: Any,
    ) -> None:
        try:
            places, complaints = registry_loading.survey_places(file, country=country)
        except (OSError, registry.RegistryError) as error:
            raise CommandError(str(error), returncode=2) from error
        rules = Rules(overwrite=overwrite)
        report = registry_loading.load_places(places, rules=rules, dry_run=dry_run)
        if dry_run:
            for change in report.changes:
                self.stdout.write(in_words(change))
        for complaint in complaints:
            self.stderr.write(complaint)
        would = "would be " if dry_run else ""
        self.stdout.write(
            f"places: {report.added} {would}added, {report.changed} {would}changed, "
            f"{report.kept} left as they are, {len(complaints)} rows left out"
        )
        if count := report.held(Held.CURATED):
            self.stdout.write(f"{count} differences left: {Held.CURATED}")
