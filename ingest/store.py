"""All writes of ingest. Each is one transaction that a second worker may repeat without harm."""

import re
from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction

from ingest import dedup, fingerprints, reprints, scheduling, search_entries
from ingest.fetch_log import log_fetch, trim_log
from ingest.models import (
    Article,
    ArticleVersion,
    Feed,
    Source,
    Story,
)
from ingest.records import (
    DuplicateVerdict,
    ExtractedArticle,
    FeedEntry,
    FetchResult,
    LanguageGuess,
    Outcome,
    ParsedFeed,
    PollCounts,
    PublishedOrigin,
)

MAX_FEED_ADDRESS = 1000
# A page that holds less of its text than this was taken away or put behind a wall.
MIN_SHARE_KEPT = 0.5


# A guid that is an address or a name for all times (RFC 4151) stands for one article alone.
_IS_NAME = re.compile(r"^(?:https?:|tag:|urn:)|[0-9a-f]{16}", re.IGNORECASE)


# --- Feeds ---------------------------------------------------------------------------------------


@transaction.atomic
def save_poll(
    feed_id: int,
    fetched: FetchResult,
    parsed: ParsedFeed | None,
    *,
    outcome: Outcome,
    reason: str,
    now: datetime,
    jitter: float,
) -> PollCounts:
    """Store what a poll brought: new articles, the feed's state, a line in its log."""
    feed = Feed.objects.select_related("source").get(pk=feed_id)
    # Polls of one source's feeds take turns: the same guid in two of them stays one article.
    Source.objects.select_for_update(no_key=True).get(pk=feed.source_id)
    entries = parsed.entries if parsed else ()
    new = _add_articles(feed, entries, now)
    counts = PollCounts(outcome=outcome, seen=len(entries), new=new, known=len(entries) - new)
    _adapt_interval(feed, counts)
    _update_feed(feed, fetched, parsed, outcome, reason, now)
    if new:
        feed.last_new_at = now
    feed.next_attempt_at = scheduling.next_poll_at(
        now,
        interval_minutes=feed.interval_minutes,
        failure_score=feed.failure_score,
        outcome=outcome,
        jitter=jitter,
        retry_after_seconds=fetched.retry_after_seconds,
    )
    feed.save(update_fields=_POLLED_FIELDS)
    log_fetch(feed.source_id, fetched, outcome, reason, now, feed=feed, counts=counts)
    trim_log(feed, now)
    return counts


_POLLED_FIELDS = (
    *("url", "etag", "last_modified", "document_hash", "failure_score", "state", "state_reason"),
    *("kind", "interval_minutes", "last_fetched_at", "last_new_at", "next_attempt_at"),
    *("failing_since", "told_at"),
)


def _adapt_interval(feed: Feed, counts: PollCounts) -> None:
    """Ask a feed oftener or more seldom by what it brings; its first poll, where everything is
    new, and polls that fail tell nothing of that."""
    is_failing = any(map(scheduling.is_failure, (feed.state, counts.outcome)))
    if feed.last_fetched_at is not None and not is_failing:
        feed.interval_minutes = scheduling.next_interval_minutes(
            feed.interval_minutes, seen=counts.seen, known=counts.known
        )


def _update_feed(
    feed: Feed,
    fetched: FetchResult,
    parsed: ParsedFeed | None,
    outcome: Outcome,
    reason: str,
    now: datetime,
) -> None:
    feed.last_fetched_at = now
    feed.failure_score = scheduling.next_failure_score(feed.failure_score, outcome)
    if outcome is not Outcome.NOT_MODIFIED:
        feed.state, feed.state_reason = outcome, reason
        _note_breakage(feed, outcome, now)
    elif scheduling.is_failure(Outcome(feed.state)):
        # A 304 does not heal: the next poll asks for the whole document.
        feed.etag = feed.last_modified = feed.document_hash = ""
    if parsed is not None:
        feed.kind = parsed.kind
        # An index stays as it is while the sitemaps that it names change.
        validators = ("", "") if parsed.sitemaps else (fetched.etag, fetched.last_modified)
        feed.etag, feed.last_modified = validators
        feed.document_hash = dedup.document_hash(fetched.body)
        _move(feed, fetched.moved_permanently_to)


def _note_breakage(feed: Feed, outcome: Outcome, now: datetime) -> None:
    if not scheduling.is_failure(outcome):
        feed.failing_since = feed.told_at = None
    elif feed.failing_since is None:
        feed.failing_since = now


def _move(feed: Feed, address: str) -> None:
    """Take the address to which a feed that could be read moved for good, unless another feed has
    it."""
    is_storable = bool(address) and len(address) <= MAX_FEED_ADDRESS
    if is_storable and not Feed.objects.filter(url=address).exists():
        feed.url = address


def _add_articles(feed: Feed, entries: Sequence[FeedEntry], now: datetime) -> int:
    """Add the entries that are not known by address, or by guid within the source."""
    urls = [entry.url for entry in entries]
    known_urls = set(
        Article.objects.filter(canonical_url__in=urls).values_list("canonical_url", flat=True)
    )
    unknown = [entry for entry in entries if entry.url not in known_urls]
    moved = _known_by_guid(feed, unknown)
    new = [entry for entry in unknown if entry.url not in moved]
    _mark_reworded(feed, [e for e in entries if e.url in known_urls], now)
    rows = [_discovered(feed, entry, now) for entry in reversed(new)]
    # Another source's poll may insert the same address in this moment: the first one keeps it.
    Article.objects.bulk_create(rows, ignore_conflicts=True)
    return Article.objects.filter(canonical_url__in=[e.url for e in new], feed=feed).count()


def _known_by_guid(feed: Feed, entries: Sequence[FeedEntry]) -> set[str]:
    """Return the addresses of entries whose article stands under another address already."""
    guids = {entry.guid for entry in entries} - {""}
    stored = Article.objects.filter(source=feed.source_id, guid__in=guids)
    named: dict[str, list[tuple[str, datetime | None]]] = {}
    for guid, title, moment in stored.values_list("guid", "title_hash", "published_at"):
        named.setdefault(guid, []).append((title, moment))
    return {
        entry.url
        for entry in entries
        if any(_is_same_item(entry, title, moment) for title, moment in named.get(entry.guid, ()))
    }


def _is_same_item(entry: FeedEntry, title: str, moment: datetime | None) -> bool:
    """Judge an entry by an article of the same guid. Some feeds number their places, "1" to "20":
    such a guid tells only beside the headline or the time."""
    if _IS_NAME.search(entry.guid) or dedup.title_hash(entry.title) == title:
        return True
    return moment is not None and moment == entry.published_at


def _mark_reworded(feed: Feed, entries: Sequence[FeedEntry], now: datetime) -> None:
    """Let the pages of items be read again that the feed now words otherwise."""
    texts = {entry.url: entry.summary_text for entry in entries if entry.summary_text}
    known = Article.objects.filter(feed=feed, canonical_url__in=texts, outcome=Outcome.OK)
    reworded = []
    for article in known.filter(revisits__lt=scheduling.MAX_REVISITS).exclude(feed_text=""):
        text = texts[article.canonical_url]
        if dedup.content_hash(text) != dedup.content_hash(article.feed_text):
            article.feed_text, article.revisit_at = text, now
            reworded.append(article)
    Article.objects.bulk_update(reworded, ["feed_text", "revisit_at"])


def _discovered(feed: Feed, entry: FeedEntry, now: datetime) -> Article:
    return Article(
        source_id=feed.source_id,
        feed=feed,
        canonical_url=entry.url,
        guid=entry.guid,
        title=entry.title,
        title_hash=dedup.title_hash(entry.title),
        feed_text=entry.summary_text,
        author=entry.author,
        published_at=entry.published_at,
        published_origin=_origin(entry.published_at, PublishedOrigin.FEED),
        next_attempt_at=now,
    )


def _origin(moment: datetime | None, origin: PublishedOrigin) -> PublishedOrigin:
    return PublishedOrigin.NONE if moment is None else origin


# --- Articles ------------------------------------------------------------------------------------


@transaction.atomic
def save_text(
    article_id: int,
    extracted: ExtractedArticle,
    guess: LanguageGuess,
    *,
    reason: str,
    now: datetime,
    fetched: FetchResult | None = None,
) -> Outcome:
    """Store an article's text as a version and judge whether it repeats a stored one.

    An article that another worker finished meanwhile is left as it is.
    """
    article = Article.objects.select_for_update().get(pk=article_id)
    if article.outcome:
        return Outcome(article.outcome)
    digest = dedup.content_hash(extracted.text)
    words = reprints.words_of(extracted.text)
    buckets = reprints.buckets(words)
    _lock([dedup.lock_key(digest), *buckets])
    verdict = _verdict(article, digest, words, buckets)
    fingerprints.keep(article, buckets)
    _describe(article, extracted, guess, digest, now)
    article.current = _add_version(article, extracted, digest, now)
    article.duplicate_of_id = verdict.duplicate_of
    article.story = _story(verdict)
    outcome = Outcome.DUPLICATE if verdict.duplicate_of else Outcome.OK
    if fetched is not None and outcome is Outcome.OK:
        article.revisit_at = scheduling.next_revisit_at(now, revisits=article.revisits)
    close_article(article, outcome, verdict.reason or reason, now)
    search_entries.keep(article)
    if fetched is not None:
        log_fetch(article.source_id, fetched, outcome, article.outcome_reason, now, article=article)
    return outcome


@transaction.atomic
def save_edit(
    article_id: int,
    extracted: ExtractedArticle,
    guess: LanguageGuess,
    *,
    now: datetime,
    fetched: FetchResult,
) -> bool:
    """Store what an outlet changed in an article as its next version; False: it changed nothing,
    or so much is gone that the page holds the article no more."""
    article = (
        Article.objects.select_for_update(of=("self",)).select_related("current").get(pk=article_id)
    )
    digest = dedup.content_hash(extracted.text)
    was = article.current
    if was is None or digest == article.content_hash:
        log_revisit(article, fetched, Outcome.NOT_MODIFIED, "read again: unchanged", now)
        return False
    if len(extracted.text) < MIN_SHARE_KEPT * len(was.text):
        reason = "read again: most of the text is gone, so the earlier one is kept"
        log_revisit(article, fetched, Outcome.NO_TEXT, reason, now)
        return False
    _describe(article, extracted, guess, digest, now)
    article.current = _add_version(article, extracted, digest, now)
    article.save()
    search_entries.keep(article)
    fingerprints.keep(article, reprints.buckets(reprints.words_of(extracted.text)))
    number = article.current.number
    log_revisit(article, fetched, Outcome.OK, f"read again: edited, version {number}", now)
    return True


def log_revisit(
    article: Article, fetched: FetchResult, outcome: Outcome, reason: str, now: datetime
) -> None:
    """Tell in the source's log how reading a page again ended."""
    log_fetch(article.source_id, fetched, outcome, reason, now, article=article)


@transaction.atomic
def save_failure(
    article_id: int,
    fetched: FetchResult,
    *,
    outcome: Outcome,
    reason: str,
    next_attempt_at: datetime | None,
    now: datetime,
) -> None:
    """Log an attempt that brought no text; with no next attempt its outcome stands."""
    article = Article.objects.select_for_update().get(pk=article_id)
    if article.outcome:
        return
    if next_attempt_at is None:
        close_article(article, outcome, reason, now)
    else:
        article.next_attempt_at, article.outcome_reason = next_attempt_at, reason
        article.save(update_fields=["next_attempt_at", "outcome_reason"])
    log_fetch(article.source_id, fetched, outcome, reason, now, article=article)


@transaction.atomic
def add_article(source: Source, *, url: str, title: str) -> Article:
    """Add an article that a person hands in, or find the one at its address."""
    article = Article(source=source, canonical_url=url, title=title, attempts=1)
    Article.objects.bulk_create([article], ignore_conflicts=True)
    return Article.objects.get(canonical_url=url)


def _describe(
    article: Article,
    extracted: ExtractedArticle,
    guess: LanguageGuess,
    digest: str,
    now: datetime,
) -> None:
    if article.published_at is None and extracted.published_at is not None:
        article.published_at = extracted.published_at
        article.published_origin = extracted.published_origin
    article.title, article.title_hash = extracted.title, dedup.title_hash(extracted.title)
    article.author = extracted.author or article.author
    article.language, article.language_score = guess.code, guess.score
    article.direction = guess.direction
    article.content_hash, article.fetched_at = digest, now


def _add_version(
    article: Article, extracted: ExtractedArticle, digest: str, now: datetime
) -> ArticleVersion:
    last = article.versions.order_by("-number").first()
    if last is not None and last.content_hash == digest:
        return last
    return ArticleVersion.objects.create(
        article=article,
        number=last.number + 1 if last else 1,
        title=extracted.title,
        text=extracted.text,
        content_hash=digest,
        extractor=extracted.extractor,
        note=extracted.note,
        fetched_at=now,
    )


def _lock(keys: Sequence[int]) -> None:
    # Two workers with the same text at the same moment would each find no original. All take their
    # locks in one order, so that none waits for another in a circle.
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(key) FROM unnest(%s::bigint[]) AS key", [sorted(keys)]
        )


def _verdict(
    article: Article, digest: str, words: reprints.Words, buckets: Sequence[int]
) -> DuplicateVerdict:
    others = Article.objects.readable().exclude(pk=article.pk)
    twin = others.filter(content_hash=digest).order_by("pk").first()
    original = twin or fingerprints.first_like(others, words, buckets)
    return dedup.verdict(
        original.pk if original else None,
        is_same_source=original is not None and original.source_id == article.source_id,
        is_exact=twin is not None,
    )


def _story(verdict: DuplicateVerdict) -> Story:
    if verdict.duplicate_of is None:
        return Story.objects.create()
    original = Article.objects.select_related("story").get(pk=verdict.duplicate_of)
    if original.story is None:
        original.story = Story.objects.create()
        original.save(update_fields=["story"])
    return original.story


def close_article(article: Article, outcome: Outcome, reason: str, now: datetime) -> None:
    """Let an outcome stand: the article's page is not asked for again."""
    article.outcome, article.outcome_reason = outcome, reason
    article.next_attempt_at = None
    article.fetched_at = now
    article.save()
