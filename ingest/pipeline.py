"""The way of an article, top to bottom: poll a feed, store what is new, fetch each page, read it,
name its language, judge whether it repeats another, store its text."""

import random
from datetime import datetime

from ingest import dedup, fetching, scheduling, store
from ingest.canonical import canonical
from ingest.extraction import compose, extract_article
from ingest.feeds import parse_feed
from ingest.language import identify
from ingest.models import Article, Feed
from ingest.records import (
    ExtractedArticle,
    FetchResult,
    GivenArticle,
    GivenOutcome,
    Outcome,
    ParsedFeed,
    PollCounts,
    PublishedOrigin,
    Refused,
)
from newsmon.lib.http_client import HttpClient

# A feed's own text stands in for a page only when it is more than a teaser.
MIN_FEED_TEXT_LENGTH = 200
# A page that yields less than this is thin: a teaser before a paywall, a video's caption.
THIN_TEXT_LENGTH = 300
# Ends of a page after which the feed's own text may be used: the text is public, the page is not to
# be had. What was withdrawn (404, 410) or is suspect is not replaced.
_REPLACEABLE = scheduling.PASSING | {
    Outcome.FORBIDDEN,
    Outcome.CLIENT_ERROR,
    Outcome.BLOCKED_BY_ROBOTS,
    Outcome.NO_TEXT,
    Outcome.UNSUPPORTED_TYPE,
    Outcome.UNDECODABLE,
}


def poll_feed(feed_id: int, now: datetime, client: HttpClient) -> PollCounts:
    """Poll one feed and store what is new. Raises Feed.DoesNotExist."""
    feed = Feed.objects.get(pk=feed_id)
    fetched = fetching.fetch_feed(
        client, feed.url, etag=feed.etag, last_modified=feed.last_modified
    )
    parsed, outcome, reason = _read_feed(feed, fetched, now)
    return store.save_poll(
        feed_id,
        fetched,
        parsed,
        outcome=outcome,
        reason=reason,
        now=now,
        jitter=random.random(),
    )


def fetch_article(article_id: int, now: datetime, client: HttpClient) -> Outcome | None:
    """Fetch an article's page and store its text. None: there was nothing to do, or it will be
    tried again."""
    article = store.begin_attempt(article_id, now)
    if article is None:
        return None
    fetched = fetching.fetch_page(client, article.canonical_url)
    try:
        extracted, reason = _read_page(article, fetched, now)
    except Refused as refused:
        return _give_up_or_wait(article, fetched, refused, now)
    guess = identify(extracted.text)
    return store.save_text(article_id, extracted, guess, reason=reason, now=now, fetched=fetched)


def ingest_given(given: GivenArticle, now: datetime) -> GivenOutcome:
    """Store an article that a person hands in, by the same way as a fetched one.

    Without an address it goes by its text, so that the same file twice is one article. Raises
    BadUrl.
    """
    text = given.extracted.text
    url = canonical(given.url) if given.url else f"urn:newsmon:{dedup.content_hash(text)}"
    source = store.manual_source(given.source_name or store.MANUAL_SOURCE)
    article = store.add_article(source, url=url, title=given.extracted.title)
    if article.outcome:
        outcome, is_new = Outcome(article.outcome), False
    else:
        outcome, is_new = (
            store.save_text(
                article.pk,
                given.extracted,
                identify(text),
                reason=f"handed in: {given.extracted.extractor}",
                now=now,
            ),
            True,
        )
    article.refresh_from_db(fields=["outcome_reason"])
    return GivenOutcome(
        article_id=article.pk, outcome=outcome, reason=article.outcome_reason, is_new=is_new
    )


def _read_feed(
    feed: Feed, fetched: FetchResult, now: datetime
) -> tuple[ParsedFeed | None, Outcome, str]:
    if fetched.outcome is not Outcome.OK:
        return None, fetched.outcome, fetched.reason
    if _is_same_document(feed, fetched):
        return None, Outcome.NOT_MODIFIED, "the server sent the same document again"
    try:
        parsed = parse_feed(fetched.body, url=fetched.final_url, charset=fetched.charset, now=now)
    except Refused as refused:
        return None, refused.outcome, refused.reason
    notes = [parsed.note]
    if fetched.moved_permanently_to:
        notes.append(f"the feed has moved to {fetched.moved_permanently_to}")
    if not parsed.entries:
        return parsed, Outcome.EMPTY_FEED, "; ".join(filter(None, ["no items", *notes]))
    return parsed, Outcome.OK, "; ".join(filter(None, [f"{len(parsed.entries)} items", *notes]))


def _is_same_document(feed: Feed, fetched: FetchResult) -> bool:
    is_well = feed.state in (Outcome.OK, Outcome.EMPTY_FEED)
    return is_well and feed.document_hash == dedup.document_hash(fetched.body)


def _read_page(
    article: Article, fetched: FetchResult, now: datetime
) -> tuple[ExtractedArticle, str]:
    """Read the page, or take the feed's own text where that tells more. Raises Refused."""
    try:
        if fetched.outcome is not Outcome.OK:
            raise Refused(fetched.outcome, fetched.reason)
        extracted = extract_article(
            fetched.body,
            url=fetched.final_url,
            charset=fetched.charset,
            headline=article.title,
            now=now,
        )
    except Refused as refused:
        if _is_last_word(article, refused.outcome) and _is_long_enough(article):
            return _feed_text(article, refused.reason), f"page not read: {refused.reason}"
        raise
    if _is_thin(extracted.text) and len(article.feed_text) > 2 * len(extracted.text):
        reason = extracted.note or "the page holds only the beginning"
        return _feed_text(article, reason), reason
    return extracted, extracted.note or "text read"


def _is_last_word(article: Article, outcome: Outcome) -> bool:
    if outcome in scheduling.PASSING and article.attempts < scheduling.MAX_ARTICLE_ATTEMPTS:
        return False
    return outcome in _REPLACEABLE


def _is_long_enough(article: Article) -> bool:
    return len(article.feed_text) >= MIN_FEED_TEXT_LENGTH


def _is_thin(text: str) -> bool:
    return len(text) < THIN_TEXT_LENGTH


def _feed_text(article: Article, reason: str) -> ExtractedArticle:
    return ExtractedArticle(
        title=article.title,
        text=compose(article.title, article.feed_text),
        author="",
        published_at=None,
        published_origin=PublishedOrigin.NONE,
        extractor="feed",
        note=f"the feed's own text, not the page's: {reason}",
    )


def _give_up_or_wait(
    article: Article, fetched: FetchResult, refused: Refused, now: datetime
) -> Outcome | None:
    again_at = None
    if refused.outcome in scheduling.PASSING:
        again_at = scheduling.next_article_attempt_at(
            now,
            attempts=article.attempts,
            jitter=random.random(),
            retry_after_seconds=fetched.retry_after_seconds,
        )
    store.save_failure(
        article.pk,
        fetched,
        outcome=refused.outcome,
        reason=refused.reason,
        next_attempt_at=again_at,
        now=now,
    )
    return refused.outcome if again_at is None else None
