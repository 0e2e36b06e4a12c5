"""Put a list of outlets among the sources, switched off."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ingest import source_store
from ingest.opml import parse_opml
from ingest.records import BadList
from ingest.source_table import parse_table

CURATED = Path(__file__).resolve().parents[2] / "data" / "sources.opml"


class Command(BaseCommand):
    help = (
        "Add the outlets of an OPML list or a CSV table as sources, switched off. What is already "
        "there stays as it is. Without a file: the curated list of regional outlets."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=CURATED, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            read = parse_table if path.suffix.lower() == ".csv" else parse_opml
            listed = read(path.read_bytes())
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}", returncode=2) from error
        except BadList as error:
            raise CommandError(f"{path}: {error}", returncode=2) from error
        added = sum(source_store.add_listed_feed(feed) for feed in listed)
        self.stdout.write(
            f"{added} of {len(listed)} feeds added, switched off; {len(listed) - added} were there "
            "already. Enable the sources you want in the administration."
        )
