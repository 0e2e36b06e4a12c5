"""Take in articles from files: no feed, no network."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from ingest import pipeline
from ingest.canonical import BadUrl, canonical
from ingest.files import SUFFIXES, BadFile, parse_moment, read_file
from ingest.records import GivenArticle, GivenOutcome


class Command(BaseCommand):
    help = (
        f"Take in articles from files ({', '.join(SUFFIXES)}). A .txt file begins with its "
        "headline; a .jsonl file holds one object per line: title, text, url, published, source, "
        "author. The same file twice is one article."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument("--published", metavar="DATE", help="ISO 8601 date or time of printing")
        parser.add_argument("--url", default="", help="the article's address (one file only)")
        parser.add_argument("--source", default="", metavar="NAME", help="who printed it")
        parser.add_argument("--title", default="", help="the headline (one file only)")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            given = _read_all(options, timezone.now())
        except BadFile as error:
            raise CommandError(str(error), returncode=2) from error
        for article in given:
            self.stdout.write(_told(pipeline.ingest_given(article, timezone.now())))
        self.stdout.write("While newsmon runs, the analysis takes new articles up by itself.")


def _read_all(options: dict[str, Any], now: datetime) -> list[GivenArticle]:
    """Read everything before anything is stored: a bad line stops the whole run."""
    found: list[GivenArticle] = []
    for path in options["paths"]:
        articles = read_file(
            str(path),
            _bytes(path),
            title=options["title"],
            published_at=_published(options["published"]),
            now=now,
        )
        found += [_addressed(path, article, options) for article in articles]
    if len(found) > 1 and (options["url"] or options["title"]):
        raise BadFile("--url and --title describe one article, and there are several")
    return found


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadFile(f"{path}: {error.strerror}") from error


def _published(text: str | None) -> datetime | None:
    try:
        return parse_moment(text) if text else None
    except (ValueError, OverflowError) as error:
        raise BadFile(f"--published {text!r} is no ISO 8601 date: {error}") from error


def _addressed(path: Path, article: GivenArticle, options: dict[str, Any]) -> GivenArticle:
    url = options["url"] or article.url
    try:
        url = canonical(url) if url else ""
    except BadUrl as error:
        raise BadFile(f"{path}: the address {url!r} cannot be used: {error}") from error
    return replace(article, url=url, source_name=options["source"] or article.source_name)


def _told(result: GivenOutcome) -> str:
    if not result.is_new:
        return f"article {result.article_id}: known already, left as it is ({result.outcome})"
    return f"article {result.article_id}: {result.outcome} ({result.reason})"
