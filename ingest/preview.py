"""What a source would bring in, before it is saved: its first items, read as they would be later.
Nothing is stored."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from ingest.fetching import fetch_feed, fetch_page
from ingest.language import identify
from ingest.reading import Awaited, read_feed, read_page
from ingest.records import (
    Direction,
    ExtractedArticle,
    FeedEntry,
    FeedKind,
    Outcome,
    PublishedOrigin,
    Refused,
    Selectors,
)
from newsmon.lib.http_client import HttpClient

ITEMS_SHOWN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewedItem:
    """One item as it would be stored. `outcome` is None where there was no time to read its page;
    `extractor` is "" then, and where no text was found."""

    url: str
    title: str
    published_at: datetime | None
    published_origin: PublishedOrigin
    outcome: Outcome | None = None
    reason: str = ""
    language: str = "und"
    language_score: float = 0.0
    direction: Direction = Direction.LTR
    text_length: int = 0
    extractor: str = ""
    opening: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What the address holds; `found` counts all its items, `items` are the first ones."""

    outcome: Outcome
    reason: str
    kind: FeedKind = FeedKind.UNCLEAR
    title: str = ""
    found: int = 0
    items: tuple[PreviewedItem, ...] = ()


def preview(
    url: str,
    *,
    kind: FeedKind,
    link_selector: str,
    selectors: Selectors,
    client: HttpClient,
    now: datetime,
    has_time: Callable[[], bool],
) -> Preview:
    """Read a feed and the pages of its first items; `has_time` is asked before each page."""
    fetched = fetch_feed(client, url, etag="", last_modified="")
    try:
        parsed = read_feed(
            fetched,
            kind=kind,
            link_selector=link_selector,
            now=now,
            fetch=lambda address: fetch_feed(client, address, etag="", last_modified=""),
        )
    except Refused as refused:
        return Preview(outcome=refused.outcome, reason=refused.reason)
    first = parsed.entries[:ITEMS_SHOWN]
    return Preview(
        outcome=Outcome.OK if parsed.entries else Outcome.EMPTY_FEED,
        reason=parsed.note,
        kind=parsed.kind,
        title=parsed.title,
        found=len(parsed.entries),
        items=tuple(
            _read(entry, selectors, client, now) if has_time() else _unread(entry)
            for entry in first
        ),
    )


def _read(
    entry: FeedEntry, selectors: Selectors, client: HttpClient, now: datetime
) -> PreviewedItem:
    awaited = Awaited(
        title=entry.title,
        feed_text=entry.summary_text,
        author=entry.author,
        selectors=selectors,
    )
    try:
        extracted, reason = read_page(fetch_page(client, entry.url), awaited, now)
    except Refused as refused:
        return replace(_unread(entry), outcome=refused.outcome, reason=refused.reason)
    return _item(entry, extracted, reason)


def _item(entry: FeedEntry, extracted: ExtractedArticle, reason: str) -> PreviewedItem:
    guess = identify(extracted.text)
    is_dated_by_feed = entry.published_at is not None
    return PreviewedItem(
        url=entry.url,
        title=extracted.title,
        published_at=entry.published_at if is_dated_by_feed else extracted.published_at,
        published_origin=PublishedOrigin.FEED if is_dated_by_feed else extracted.published_origin,
        outcome=Outcome.OK,
        reason=reason,
        language=guess.code,
        language_score=guess.score,
        direction=guess.direction,
        text_length=len(extracted.text),
        extractor=extracted.extractor,
        opening=extracted.text.removeprefix(extracted.title).strip()[:200],
    )


def _unread(entry: FeedEntry) -> PreviewedItem:
    is_dated = entry.published_at is not None
    return PreviewedItem(
        url=entry.url,
        title=entry.title,
        published_at=entry.published_at,
        published_origin=PublishedOrigin.FEED if is_dated else PublishedOrigin.NONE,
    )
