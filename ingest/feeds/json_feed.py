"""JSON Feed 1 and 1.1 (jsonfeed.org)."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from ingest.feeds.entries import MAX_TITLE_LENGTH, Draft, collect, language_code
from ingest.markup import plain_line, plain_text
from ingest.printed_dates import declared_moment, is_credible, printed_moment
from ingest.records import FeedKind, Outcome, ParsedFeed, Refused
from newsmon.lib.charsets import Decoded


def parse_json_feed(decoded: Decoded, *, url: str, now: datetime) -> ParsedFeed:
    """Read a JSON feed. Raises Refused (NOT_A_FEED, MALFORMED_FEED)."""
    data = _object(decoded.text)
    items = data.get("items")
    if "jsonfeed.org" not in str(data.get("version", "")) and not _has_addresses(items):
        raise Refused(Outcome.NOT_A_FEED, "the document is JSON, but no JSON feed")
    if not isinstance(items, list):
        raise Refused(Outcome.MALFORMED_FEED, "the JSON feed has no list of items")
    language = language_code(data.get("language"))
    entries, notes = collect(_drafts(items, now, language), url)
    return ParsedFeed(
        kind=FeedKind.JSON_FEED,
        title=plain_line(_text(data, "title"))[:MAX_TITLE_LENGTH],
        language=language,
        entries=entries,
        note="; ".join(filter(None, [decoded.note, *notes])),
    )


def _object(text: str) -> dict[str, Any]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        reason = f"broken JSON ({type(error).__name__})"
        raise Refused(
            Outcome.MALFORMED_FEED if '"items"' in text else Outcome.NOT_A_FEED, reason
        ) from error
    if not isinstance(data, dict):
        raise Refused(Outcome.NOT_A_FEED, "the document is JSON, but no JSON feed")
    return data


def _has_addresses(items: object) -> bool:
    """Say whether a list is that of a feed whose version was forgotten."""
    return isinstance(items, list) and any(
        isinstance(item, dict) and "url" in item and "title" in item for item in items[:5]
    )


def _drafts(items: list[Any], now: datetime, language: str) -> Iterator[Draft]:
    return (_draft(item if isinstance(item, dict) else {}, now, language) for item in items)


def _draft(item: dict[str, Any], now: datetime, language: str) -> Draft:
    declared = _text(item, "date_published")
    moment = declared_moment(declared) or printed_moment(declared, now)
    published_at = moment if moment and is_credible(moment, now) else None
    texts = [plain_text(_text(item, name)) for name in ("content_html", "summary")]
    texts.append(_text(item, "content_text"))
    return Draft(
        link=_text(item, "url") or _text(item, "external_url"),
        guid=_text(item, "id"),
        title=_text(item, "title"),
        published_at=published_at,
        has_unused_time=bool(declared) and published_at is None,
        text=plain_text(max(texts, key=len)),
        author=_author(item),
        language=language_code(item.get("language")) or language,
    )


def _author(item: dict[str, Any]) -> str:
    authors = item.get("authors")
    named = authors if isinstance(authors, list) else [item.get("author")]
    names = [_text(one, "name") for one in named if isinstance(one, dict)]
    return ", ".join(filter(None, names))


def _text(part: dict[str, Any], name: str) -> str:
    """Give a value as text that can be stored: lone surrogates are JSON, too."""
    value = part.get(name)
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    try:
        return str(value).encode("utf-8", "replace").decode()
    except ValueError:  # a number of more digits than Python writes
        return ""
