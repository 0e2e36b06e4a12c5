"""Fetched documents to what they say: a feed with the sitemaps that it leads to, and an article's
page or, where that is not to be had, the feed's own text. No database here."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from ingest.extraction import NOT_FREE, compose, extract_article
from ingest.feeds import MAX_ENTRIES, parse_feed
from ingest.records import (
    FEED_EXTRACTOR,
    NO_SELECTORS,
    ExtractedArticle,
    FeedEntry,
    FeedKind,
    FetchResult,
    Outcome,
    ParsedFeed,
    PublishedOrigin,
    Refused,
    Selectors,
)
from ingest.scheduling import PASSING
from ingest.walls import refuse_front_page

# A feed's own text stands in for a page only when it is more than a teaser.
MIN_FEED_TEXT_LENGTH = 200
# A page that yields less than this is thin: a teaser before a paywall, a video's caption.
THIN_TEXT_LENGTH = 300
# Ends of a page after which the feed's own text may be used: the text is public, the page is not to
# be had. What was withdrawn (404, 410) or is suspect is not replaced.
_REPLACEABLE = PASSING | {
    Outcome.FORBIDDEN,
    Outcome.CLIENT_ERROR,
    Outcome.BLOCKED_BY_ROBOTS,
    Outcome.NO_TEXT,
    Outcome.UNSUPPORTED_TYPE,
    Outcome.UNDECODABLE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Awaited:
    """What is known of an article before its page is read: what its feed says, and where its
    source's pages keep what. `is_last_attempt` is False where a passing trouble is waited out."""

    title: str
    feed_text: str = ""
    author: str = ""
    selectors: Selectors = NO_SELECTORS
    is_last_attempt: bool = True


def read_feed(
    fetched: FetchResult,
    *,
    kind: FeedKind,
    link_selector: str,
    now: datetime,
    fetch: Callable[[str], FetchResult],
) -> ParsedFeed:
    """Read a feed; `fetch` gets the sitemaps that an index names. Raises Refused, with the outcome
    of the fetch where that was not OK."""
    if fetched.outcome is not Outcome.OK:
        raise Refused(fetched.outcome, fetched.reason)
    parsed = parse_feed(
        fetched.body,
        url=fetched.final_url,
        charset=fetched.charset,
        now=now,
        kind=kind,
        link_selector=link_selector,
    )
    return _with_sitemaps(parsed, now, fetch) if parsed.sitemaps else parsed


def read_page(
    fetched: FetchResult, awaited: Awaited, now: datetime
) -> tuple[ExtractedArticle, str]:
    """Read an article's page, or take the feed's own text where that tells more; say which in
    words. Raises Refused."""
    try:
        if fetched.outcome is not Outcome.OK:
            raise Refused(fetched.outcome, fetched.reason)
        refuse_front_page(fetched.url, fetched.final_url)
        extracted = extract_article(
            fetched.body,
            url=fetched.final_url,
            charset=fetched.charset,
            headline=awaited.title,
            now=now,
            selectors=awaited.selectors,
        )
    except Refused as refused:
        if _is_last_word(awaited, refused.outcome) and _is_long_enough(awaited):
            return _feed_text(awaited, refused.reason), f"page not read: {refused.reason}"
        raise
    if _is_beginning_only(extracted, awaited):
        reason = extracted.note or "the page holds only the beginning"
        return _feed_text(awaited, reason), reason
    extracted = replace(extracted, author=extracted.author or awaited.author)
    return extracted, extracted.note or "text read"


def _with_sitemaps(
    index: ParsedFeed, now: datetime, fetch: Callable[[str], FetchResult]
) -> ParsedFeed:
    """Join the entries of the sitemaps that an index names. Raises Refused where none is read."""
    found: dict[str, FeedEntry] = {}
    notes, refusals = [index.note], []
    for address in index.sitemaps:
        try:
            part = _sitemap(fetch(address), now)
        except Refused as refused:
            refusals.append(refused)
            notes.append(f"{address}: {refused.reason}")
            continue
        for entry in part.entries:
            found.setdefault(entry.url, entry)
        notes.append(part.note)
    if len(refusals) == len(index.sitemaps):
        raise refusals[0]
    entries = tuple(found.values())[:MAX_ENTRIES]
    return replace(index, entries=entries, note="; ".join(filter(None, notes)))


def _sitemap(fetched: FetchResult, now: datetime) -> ParsedFeed:
    if fetched.outcome is not Outcome.OK:
        raise Refused(fetched.outcome, fetched.reason)
    parsed = parse_feed(fetched.body, url=fetched.final_url, charset=fetched.charset, now=now)
    if parsed.sitemaps:
        reason = "an index of sitemaps inside another one is not followed: give its own address"
        raise Refused(Outcome.MALFORMED_FEED, reason)
    return parsed


def _is_last_word(awaited: Awaited, outcome: Outcome) -> bool:
    if outcome in PASSING and not awaited.is_last_attempt:
        return False
    return outcome in _REPLACEABLE


def _is_long_enough(awaited: Awaited) -> bool:
    return len(awaited.feed_text) >= MIN_FEED_TEXT_LENGTH


def _is_beginning_only(extracted: ExtractedArticle, awaited: Awaited) -> bool:
    """Say whether the feed tells more than the page: much more than a thin one, or simply more than
    one behind a paywall."""
    length = len(extracted.text)
    if length < THIN_TEXT_LENGTH and len(awaited.feed_text) > 2 * length:
        return True
    return NOT_FREE in extracted.note and len(awaited.feed_text) > length


def _feed_text(awaited: Awaited, reason: str) -> ExtractedArticle:
    return ExtractedArticle(
        title=awaited.title,
        text=compose(awaited.title, awaited.feed_text),
        author=awaited.author,
        published_at=None,
        published_origin=PublishedOrigin.NONE,
        extractor=FEED_EXTRACTOR,
        note=f"the feed's own text, not the page's: {reason}",
    )
