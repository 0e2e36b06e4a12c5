"""The way of an article, top to bottom: poll a feed, store what is new, fetch each page, read it,
name its language, judge whether it repeats another, store its text."""

import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

from ingest import dedup, fetching, leases, scheduling, source_store, store
from ingest.canonical import canonical
from ingest.language import identify
from ingest.models import Article, Feed, Source
from ingest.reading import Awaited, read_feed, read_page
from ingest.records import (
    FEED_EXTRACTOR,
    NO_SELECTORS,
    ExtractedArticle,
    FeedKind,
    FetchResult,
    GivenArticle,
    GivenOutcome,
    Outcome,
    ParsedFeed,
    PollCounts,
    PublishedOrigin,
    Refused,
    Selectors,
)
from newsmon.lib.http_client import HttpClient

# What one worker takes at once, and for how long it reads before it looks for other work.
ARTICLES_AT_ONCE = 10
REVISITS_AT_ONCE = 2
READING_SECONDS = 20.0


def read_due_articles(
    clock: Callable[[], datetime], client: HttpClient, *, call_next: Callable[[], None]
) -> int:
    """Read some of the pages that are due, for the first time or again; return how many were
    taken. Where there may be more, `call_next` is called before the first one is read."""
    begun_at = clock()
    waiting = leases.lease_due_articles(begun_at, limit=ARTICLES_AT_ONCE)
    again = leases.lease_revisits(begun_at, limit=REVISITS_AT_ONCE)
    taken = len(waiting) + len(again)
    try:
        if taken:
            call_next()
        while waiting and _has_time(begun_at, clock()):
            _in_turn(fetch_article, waiting.pop(0), clock(), client)
    finally:
        leases.give_back_articles(waiting, clock())
    for article_id in again:
        _in_turn(revisit_article, article_id, clock(), client)
    return taken


def _in_turn(
    read: Callable[[int, datetime, HttpClient], object],
    article_id: int,
    now: datetime,
    client: HttpClient,
) -> None:
    """Read a page if its host may be asked, or put it off; one that was removed is passed over."""
    address = Article.objects.filter(pk=article_id).values_list("canonical_url", flat=True)
    wait = client.wait_seconds(address.first() or "")
    if wait > leases.LONGEST_WAIT_SECONDS:
        leases.put_off_article(article_id, now + timedelta(seconds=wait))
        return
    with suppress(Article.DoesNotExist):
        read(article_id, now, client)


def _has_time(begun_at: datetime, now: datetime) -> bool:
    return now - begun_at < timedelta(seconds=READING_SECONDS)


def poll_feed_in_turn(feed_id: int, now: datetime, client: HttpClient) -> PollCounts | None:
    """Poll one feed if its host may be asked; None: it was put off. Raises Feed.DoesNotExist."""
    wait = client.wait_seconds(Feed.objects.get(pk=feed_id).url)
    if wait > leases.LONGEST_WAIT_SECONDS:
        leases.put_off_feed(feed_id, now + timedelta(seconds=wait))
        return None
    return poll_feed(feed_id, now, client)


def poll_feed(feed_id: int, now: datetime, client: HttpClient) -> PollCounts:
    """Poll one feed and store what is new. Raises Feed.DoesNotExist."""
    feed = Feed.objects.get(pk=feed_id)
    fetched = fetching.fetch_feed(
        client, feed.url, etag=feed.etag, last_modified=feed.last_modified
    )
    parsed, outcome, reason = _read_feed(feed, fetched, now, client)
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
    article = leases.begin_attempt(article_id, now)
    if article is None:
        return None
    fetched = fetching.fetch_page(client, article.canonical_url)
    try:
        extracted, reason = _read_page(article, fetched, now)
    except Refused as refused:
        return _give_up_or_wait(article, fetched, refused, now)
    guess = identify(extracted.text)
    return store.save_text(article_id, extracted, guess, reason=reason, now=now, fetched=fetched)


def revisit_article(article_id: int, now: datetime, client: HttpClient) -> bool:
    """Read an article's page again and keep what was edited; say whether anything was."""
    article = leases.begin_revisit(article_id, now)
    if article is None:
        return False
    fetched = fetching.fetch_page(client, article.canonical_url)
    try:
        extracted, reason = _read_page(article, fetched, now)
    except Refused as refused:
        outcome, reason = refused.outcome, f"read again: {refused.reason}"
        store.log_revisit(article, fetched, outcome, reason, now)
        return False
    if extracted.extractor == FEED_EXTRACTOR:  # which tells nothing of an edit of the page
        store.log_revisit(article, fetched, Outcome.NO_TEXT, f"read again: {reason}", now)
        return False
    guess = identify(extracted.text)
    return store.save_edit(article_id, extracted, guess, now=now, fetched=fetched)


def ingest_given(given: GivenArticle, now: datetime) -> GivenOutcome:
    """Store an article that a person hands in, by the same way as a fetched one.

    Without an address it goes by its text, so that the same file twice is one article. Raises
    BadUrl.
    """
    text = given.extracted.text
    url = canonical(given.url) if given.url else f"urn:newsmon:{dedup.content_hash(text)}"
    source = source_store.manual_source(given.source_name or source_store.MANUAL_SOURCE)
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


def ingest_address(
    url: str, source_name: str, now: datetime, client: HttpClient, *, published_at: datetime | None
) -> GivenOutcome:
    """Fetch the page at an address that a person hands in, and store its article; a time that the
    person gives goes before the page's. Raises BadUrl, and Refused where there is no text."""
    address = canonical(url)
    known = Article.objects.filter(canonical_url=address).select_related("source").first()
    source = known.source if known else Source.objects.filter(name=source_name).first()
    awaited = Awaited(title="", selectors=selectors_of(source) if source else NO_SELECTORS)
    extracted, _ = read_page(fetching.fetch_page(client, address), awaited, now)
    if published_at is not None:
        extracted = replace(
            extracted, published_at=published_at, published_origin=PublishedOrigin.GIVEN
        )
    return ingest_given(
        GivenArticle(extracted=extracted, url=address, source_name=source_name), now
    )


def _read_feed(
    feed: Feed, fetched: FetchResult, now: datetime, client: HttpClient
) -> tuple[ParsedFeed | None, Outcome, str]:
    if fetched.outcome is Outcome.OK and _is_same_document(feed, fetched):
        return None, Outcome.NOT_MODIFIED, "the server sent the same document again"
    try:
        parsed = read_feed(
            fetched,
            kind=FeedKind(feed.kind),
            link_selector=feed.link_selector,
            now=now,
            fetch=lambda url: fetching.fetch_feed(client, url, etag="", last_modified=""),
        )
    except Refused as refused:
        return None, refused.outcome, refused.reason
    notes = [parsed.note]
    if fetched.moved_permanently_to:
        notes.append(f"the feed has moved to {fetched.moved_permanently_to}")
    if not parsed.entries:
        return parsed, Outcome.EMPTY_FEED, "; ".join(filter(None, ["no items", *notes]))
    return parsed, Outcome.OK, "; ".join(filter(None, [f"{len(parsed.entries)} items", *notes]))


def _is_same_document(feed: Feed, fetched: FetchResult) -> bool:
    if feed.kind == FeedKind.SITEMAP:
        return False  # an index stays as it is while the sitemaps that it names change
    is_well = feed.state in (Outcome.OK, Outcome.EMPTY_FEED)
    return is_well and feed.document_hash == dedup.document_hash(fetched.body)


def _read_page(
    article: Article, fetched: FetchResult, now: datetime
) -> tuple[ExtractedArticle, str]:
    """Read the page, or take the feed's own text where that tells more. Raises Refused."""
    awaited = Awaited(
        title=article.title,
        feed_text=article.feed_text,
        author=article.author,
        selectors=selectors_of(article.source),
        is_last_attempt=article.attempts >= scheduling.MAX_ARTICLE_ATTEMPTS,
    )
    return read_page(fetched, awaited, now)


def selectors_of(source: Source) -> Selectors:
    """Return where a source's pages keep what, as its curator says."""
    return Selectors(
        text=source.text_selector,
        title=source.title_selector,
        author=source.author_selector,
        published=source.date_selector,
        dropped=source.drop_selector,
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
