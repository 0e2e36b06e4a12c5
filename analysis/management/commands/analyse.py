"""`manage.py analyse`: the whole analysis on text, without a database."""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TextIO

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from analysis import contract, pipeline
from analysis.nlp.model import ModelError
from analysis.records import Document
from analysis.resources import Resources, chosen_models, from_files

STANDARD_INPUT = "-"
BAD_INPUT = 2


class Command(BaseCommand):
    help = "Analyse texts: JSON Lines in, JSON Lines out (docs/api.md). Needs no database."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", default=STANDARD_INPUT, help="JSON Lines, or -")
        parser.add_argument("--text", type=Path, help="one plain text file instead")
        parser.add_argument("--published", help="the text's publication day, YYYY-MM-DD")
        parser.add_argument("--pretty", action="store_true", help="indent the answer")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            documents = _documents(options["file"], options["text"], options["published"])
            resources = from_files(chosen_models(), threads=settings.NLP_THREADS)
        except (OSError, UnicodeDecodeError, ValueError, ModelError) as error:
            raise CommandError(str(error), returncode=BAD_INPUT) from error
        # All before the first line is printed: a failure half-way leaves nothing half-said.
        rows = list(_answers(documents, resources, sys.stderr))
        for row in rows:
            self.stdout.write(
                json.dumps(row, ensure_ascii=False, indent=2 if options["pretty"] else None)
            )


def _documents(file: str, text: Path | None, published: str | None) -> list[Document]:
    if text is not None:
        return [
            Document(
                id=text.name,
                text=text.read_text(encoding="utf-8"),
                published_on=contract.parse_day(published),
            )
        ]
    if file == STANDARD_INPUT:
        return contract.read_documents(sys.stdin)
    with Path(file).open(encoding="utf-8") as lines:
        return contract.read_documents(lines)


def _answers(
    documents: Sequence[Document], resources: Resources, progress: TextIO
) -> Iterator[contract.Json]:
    size = settings.ANALYSIS_BATCH
    for first in range(0, len(documents), size):
        for analysis in pipeline.analyse_documents(documents[first : first + size], resources):
            yield contract.as_json(analysis, resources.registry)
        if progress.isatty():
            done = min(first + size, len(documents))
            progress.write(f"\r{done} of {len(documents)}")
    if progress.isatty() and documents:
        progress.write("\n")
