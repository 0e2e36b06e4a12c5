"""Articles that a person hands in as files: text, a saved page, or one JSON object per line."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

from ingest.extraction import extract_article
from ingest.records import ExtractedArticle, GivenArticle, PublishedOrigin, Refused
from newsmon.lib.charsets import Decoded, Undecodable, decode

SUFFIXES = (".txt", ".html", ".htm", ".jsonl")
# A date without a time is noon: the same calendar day wherever it is read.
NOON = time(12, tzinfo=UTC)
MAX_TITLE_LENGTH = 1000
_KEYS = frozenset({"title", "text", "url", "published", "published_at", "source", "author"})


class BadFile(ValueError):
    """A file that cannot be ingested; the message names the file, the line and the reason."""


def read_file(
    name: str, body: bytes, *, title: str = "", published_at: datetime | None = None, now: datetime
) -> tuple[GivenArticle, ...]:
    """Read the articles of a file by its suffix. `title` and `published_at`, where given, overrule
    what the file says. Raises BadFile."""
    suffix = name[name.rfind(".") :].lower() if "." in name else ""
    if suffix not in SUFFIXES:
        raise BadFile(f"{name}: only {', '.join(SUFFIXES)} files can be read")
    if suffix in (".html", ".htm"):
        found: tuple[GivenArticle, ...] = (_of_page(name, body, title, now),)
    elif suffix == ".jsonl":
        found = _of_lines(name, _decoded(name, body))
    else:
        found = (_of_text(name, _decoded(name, body), title),)
    return tuple(_overruled(given, title, published_at) for given in found)


def parse_moment(text: str) -> datetime:
    """Read an ISO 8601 date or time (UTC where it names no zone). Raises ValueError."""
    if len(text.strip()) == len("2024-01-31"):
        return datetime.combine(date.fromisoformat(text.strip()), NOON)
    moment = datetime.fromisoformat(text.strip())
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _decoded(name: str, body: bytes) -> Decoded:
    try:
        decoded = decode(body)
    except Undecodable as error:
        raise BadFile(f"{name}: {error}") from error
    text = decoded.text.replace("\r\n", "\n").replace("\x00", "")
    return replace(decoded, text=text)


def _of_text(name: str, decoded: Decoded, title: str) -> GivenArticle:
    if not decoded.text.strip():
        raise BadFile(f"{name}: the file holds no text")
    first = title or decoded.text.strip().split("\n")[0]
    return GivenArticle(
        extracted=_extracted(first.strip(), decoded.text, extractor="text file", note=decoded.note)
    )


def _of_page(name: str, body: bytes, title: str, now: datetime) -> GivenArticle:
    try:
        extracted = extract_article(body, url="", charset="", headline=title, now=now)
    except Refused as refused:
        raise BadFile(f"{name}: {refused.reason}") from refused
    url = extracted.canonical_url
    return GivenArticle(extracted=extracted, url=url if url.startswith("http") else "")


def _of_lines(name: str, decoded: Decoded) -> tuple[GivenArticle, ...]:
    lines = enumerate(decoded.text.split("\n"), 1)
    found = tuple(_of_line(f"{name}:{number}", line) for number, line in lines if line.strip())
    if not found:
        raise BadFile(f"{name}: the file holds no articles")
    return found


def _of_line(where: str, line: str) -> GivenArticle:
    try:
        data = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadFile(f"{where}: no JSON object ({error})") from error
    fields = _fields(where, data)
    if not fields["text"].strip():
        raise BadFile(f"{where}: the text is missing")
    try:
        published = fields["published_at"] or fields["published"]
        published_at = parse_moment(published) if published else None
    except (ValueError, OverflowError) as error:
        raise BadFile(f"{where}: the publication time is no ISO 8601 date ({error})") from error
    title, text = fields["title"].strip(), fields["text"]
    if title and text.strip().split("\n")[0].strip() != title:
        text = f"{title}\n{text}"
    extracted = _extracted(title or text.strip().split("\n")[0], text, extractor="json line")
    return _given(replace(extracted, author=fields["author"][:300]), published_at, fields)


def _fields(where: str, data: Any) -> dict[str, str]:
    if not isinstance(data, dict):
        raise BadFile(f"{where}: a JSON object is expected, not {type(data).__name__}")
    for key in _KEYS & data.keys():
        if not isinstance(data[key], str | None):
            raise BadFile(f"{where}: {key} must be a text, not {type(data[key]).__name__}")
    # Lone surrogates are JSON, but no text that can be stored.
    values = {key: str(data.get(key) or "").replace("\x00", "") for key in _KEYS}
    return {key: value.encode("utf-8", "replace").decode() for key, value in values.items()}


def _given(
    extracted: ExtractedArticle, published_at: datetime | None, fields: dict[str, str]
) -> GivenArticle:
    if published_at is not None:
        extracted = _published(extracted, published_at)
    return GivenArticle(extracted=extracted, url=fields["url"], source_name=fields["source"])


def _extracted(title: str, text: str, *, extractor: str, note: str = "") -> ExtractedArticle:
    return ExtractedArticle(
        title=title[:MAX_TITLE_LENGTH],
        text=text,
        author="",
        published_at=None,
        published_origin=PublishedOrigin.NONE,
        extractor=extractor,
        note=note,
    )


def _published(extracted: ExtractedArticle, moment: datetime) -> ExtractedArticle:
    return replace(extracted, published_at=moment, published_origin=PublishedOrigin.GIVEN)


def _overruled(given: GivenArticle, title: str, published_at: datetime | None) -> GivenArticle:
    extracted = given.extracted
    if title:
        extracted = replace(extracted, title=title[:MAX_TITLE_LENGTH])
    if published_at is not None:
        extracted = _published(extracted, published_at)
    return replace(given, extracted=extracted)
