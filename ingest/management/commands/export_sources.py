"""Write the sources to a file that load_sources and feed readers take in."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ingest import curation
from ingest.models import Source


class Command(BaseCommand):
    help = (
        "Write all sources with their feeds as OPML, or as CSV where the name of the file ends so. "
        "The sample newsroom is left out."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        sources = Source.objects.filter(is_sample=False)
        is_table = path.suffix.lower() == ".csv"
        content = (
            curation.export_table(sources).encode() if is_table else curation.export_opml(sources)
        )
        try:
            path.write_bytes(content)
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}", returncode=2) from error
        self.stdout.write(f"{sources.count()} sources written to {path}.")
