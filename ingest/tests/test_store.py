"""Writes that may be repeated, interrupted and raced without losing or doubling an article."""

from datetime import datetime, timedelta

import pytest
from django.db import connection

from ingest import fingerprints, store
from ingest.extraction import compose
from ingest.models import Article, Feed, FetchLog, Fingerprint, Story
from ingest.records import (
    Direction,
    ExtractedArticle,
    FeedEntry,
    FeedKind,
    FetchResult,
    LanguageGuess,
    Outcome,
    ParsedFeed,
    PollCounts,
    PublishedOrigin,
)
from ingest.tests.factories import (
    ARABIC_BODY,
    ARABIC_TITLE,
    NOW,
    make_article,
    make_feed,
    make_source,
    run_at_once,
)

pytestmark = pytest.mark.django_db
ARABIC = LanguageGuess(code="ar", score=0.9, direction=Direction.RTL)


def entry(url: str, **fields: str) -> FeedEntry:
    values = {"guid": "", "title": "x", **fields}
    return FeedEntry(url=url, published_at=None, **values)


def fetched(outcome: Outcome = Outcome.OK, **fields: object) -> FetchResult:
    return FetchResult(
        **{"outcome": outcome, "reason": "r", "url": "u", "final_url": "u", **fields}  # type: ignore[arg-type]
    )


def poll(feed: Feed, *entries: FeedEntry, now: datetime = NOW) -> PollCounts:
    parsed = ParsedFeed(kind=FeedKind.RSS, title="", language="", entries=entries)
    return store.save_poll(
        feed.pk, fetched(), parsed, outcome=Outcome.OK, reason="r", now=now, jitter=0.0
    )


def end_with(feed: Feed, outcome: Outcome, *, now: datetime = NOW, moved: str = "") -> None:
    """Store a poll that brought no item and ended so."""
    was_read = outcome in (Outcome.OK, Outcome.EMPTY_FEED)
    parsed = ParsedFeed(kind=FeedKind.RSS, title="", language="", entries=())
    store.save_poll(
        feed.pk,
        fetched(outcome, moved_permanently_to=moved),
        parsed if was_read else None,
        outcome=outcome,
        reason="r",
        now=now,
        jitter=0.0,
    )


def extracted(body: str = " ".join(ARABIC_BODY), title: str = ARABIC_TITLE) -> ExtractedArticle:
    return ExtractedArticle(
        title=title,
        text=compose(title, body),
        author="",
        published_at=None,
        published_origin=PublishedOrigin.NONE,
        extractor="test",
    )


def save(article: Article, text: ExtractedArticle | None = None) -> Outcome:
    return store.save_text(article.pk, text or extracted(), ARABIC, reason="r", now=NOW)


# --- Polls ---------------------------------------------------------------------------------------


def test_the_same_poll_twice_adds_nothing() -> None:
    feed = make_feed()
    assert poll(feed, entry("http://x/1"), entry("http://x/2")).new == 2
    counts = poll(feed, entry("http://x/1"), entry("http://x/2"))
    assert (counts.new, counts.known) == (0, 2)
    assert Article.objects.count() == 2


def test_a_known_guid_of_the_source_under_a_new_address_is_known() -> None:
    feed = make_feed()
    poll(feed, entry("http://x/1", guid="7"))
    other = make_feed("http://127.0.0.1:9/other", source=feed.source)
    assert poll(other, entry("http://x/one", guid="7")).known == 1


def test_a_guid_that_numbers_places_keeps_no_article_out() -> None:
    feed = make_feed()
    poll(feed, entry("http://x/1", guid="1", title="a"), entry("http://x/2", guid="2", title="b"))
    counts = poll(feed, entry("http://x/3", guid="1", title="c"), entry("http://x/1", guid="2"))
    assert (counts.new, counts.known) == (1, 1)


@pytest.mark.parametrize("guid", ["https://x.example/?p=7", "tag:x.example,2024:7", "c0ffee" * 4])
def test_a_guid_that_is_a_name_is_known_whatever_the_headline(guid: str) -> None:
    feed = make_feed()
    poll(feed, entry("http://x/7", guid=guid, title="a"))
    assert poll(feed, entry("http://x/seven", guid=guid, title="b")).known == 1


def test_the_same_guid_of_another_source_is_new() -> None:
    poll(make_feed(), entry("http://x/1", guid="7"))
    other = make_feed("http://127.0.0.1:9/other", source=make_source("other"))
    assert poll(other, entry("http://y/1", guid="7")).new == 1


def test_an_address_known_from_another_source_is_known() -> None:
    poll(make_feed(), entry("http://x/1"))
    other = make_feed("http://127.0.0.1:9/other", source=make_source("other"))
    assert poll(other, entry("http://x/1")).known == 1
    assert Article.objects.get().source.slug == "outlet"


def test_a_removed_feed_says_so() -> None:
    with pytest.raises(Feed.DoesNotExist):
        store.save_poll(0, fetched(), None, outcome=Outcome.OK, reason="r", now=NOW, jitter=0.0)


def test_last_new_at_moves_only_with_new_articles() -> None:
    feed = make_feed()
    poll(feed, entry("http://x/1"))
    poll(feed, entry("http://x/1"), now=NOW + timedelta(hours=1))
    feed.refresh_from_db()
    assert (feed.last_new_at, feed.last_fetched_at) == (NOW, NOW + timedelta(hours=1))


def test_the_first_poll_leaves_the_interval_and_the_next_ones_adapt_it() -> None:
    feed, entries = make_feed(interval_minutes=60), [entry(f"http://x/{n}") for n in range(9)]
    minutes = []
    for polled in (entries, entries, [entry("http://y/"), *entries]):
        poll(feed, *polled)
        feed.refresh_from_db()
        minutes.append(feed.interval_minutes)
    assert minutes == [60, 75, 60]


def test_failures_leave_the_interval_as_it_is() -> None:
    feed = make_feed(interval_minutes=60, last_fetched_at=NOW)
    for outcome in (Outcome.NOT_FOUND, Outcome.NOT_MODIFIED, Outcome.OK):
        end_with(feed, outcome)
        feed.refresh_from_db()
        assert feed.interval_minutes == 60
    end_with(feed, Outcome.NOT_MODIFIED)
    feed.refresh_from_db()
    assert feed.interval_minutes == 75


def test_a_feed_says_since_when_it_fails() -> None:
    feed, hour = make_feed(), timedelta(hours=1)
    since = []
    outcomes = (Outcome.OK, Outcome.TIMEOUT, Outcome.GONE, Outcome.NOT_MODIFIED, Outcome.EMPTY_FEED)
    for number, outcome in enumerate(outcomes):
        end_with(feed, outcome, now=NOW + number * hour)
        feed.refresh_from_db()
        since.append(feed.failing_since)
    assert since == [None, *[NOW + hour] * 3, None]


def test_a_feed_that_moved_for_good_is_asked_at_its_new_address() -> None:
    feed = make_feed("http://x/old")
    end_with(feed, Outcome.OK, moved="http://x/new")
    feed.refresh_from_db()
    assert feed.url == "http://x/new"


@pytest.mark.parametrize(
    ("outcome", "address"),
    [
        (Outcome.NOT_A_FEED, "http://x/new"),  # a page that says goodbye
        (Outcome.OK, "http://x/taken"),
        (Outcome.OK, f"http://x/{'n' * 1000}"),
        (Outcome.OK, ""),
    ],
)
def test_an_address_that_is_no_use_is_not_taken(outcome: Outcome, address: str) -> None:
    feed = make_feed("http://x/old")
    make_feed("http://x/taken", source=feed.source)
    end_with(feed, outcome, moved=address)
    feed.refresh_from_db()
    assert feed.url == "http://x/old"


def test_the_log_keeps_a_month_and_at_least_thirty_polls() -> None:
    feed = make_feed()
    for number in range(40):
        poll(feed, now=NOW + timedelta(minutes=number))
    assert FetchLog.objects.count() == 40
    poll(feed, now=NOW + timedelta(days=31))
    assert FetchLog.objects.count() == 30
    poll(feed, now=NOW + timedelta(days=32))
    assert FetchLog.objects.count() == 30


def test_page_fetches_older_than_a_month_are_dropped() -> None:
    feed = make_feed()
    article = make_article(source=feed.source)
    store.save_failure(
        article.pk,
        fetched(Outcome.GONE),
        outcome=Outcome.GONE,
        reason="r",
        next_attempt_at=None,
        now=NOW,
    )
    poll(feed, now=NOW + timedelta(days=31))
    assert not FetchLog.objects.filter(article=article).exists()


# --- Texts ---------------------------------------------------------------------------------------


def test_a_text_stored_twice_is_one_version() -> None:
    article = make_article()
    assert save(article) is Outcome.OK
    assert save(article, extracted("Another text that came from a second worker.")) is Outcome.OK
    assert [version.text for version in article.versions.all()] == [extracted().text]


def test_a_retold_text_is_no_duplicate() -> None:
    source = make_source()
    save(make_article("http://x/1", source=source))
    other = extracted(" ".join(ARABIC_BODY).replace("ثلاثمئة", "أربعمئة"))
    assert save(make_article("http://x/2", source=source), other) is Outcome.OK


LONGER = " ".join(
    (
        *ARABIC_BODY,
        "وطلبت المنظمة خمسين خيمة ومولدا للكهرباء قبل أن يبدأ المطر في المنطقة الجبلية.",
        "ويعيش في البلدة المجاورة نحو ألفي شخص، وفيها مستوصف واحد يعمل فيه طبيب وممرضتان.",
    )
)


def test_agency_copy_under_another_headline_is_a_reprint() -> None:
    first = make_article("http://x/1", source=make_source("a"))
    second = make_article("http://x/2", source=make_source("b"))
    save(first, extracted(LONGER))
    cut = LONGER.rpartition(" وفيها")[0]
    assert save(second, extracted("(وكالة) " + cut, "ليلة بلا نوم على الحدود")) is Outcome.DUPLICATE
    second.refresh_from_db()
    assert second.duplicate_of == first
    assert second.outcome_reason.startswith("nearly the same text")
    first.refresh_from_db()
    assert second.story == first.story


def test_a_report_in_the_same_words_with_another_figure_is_new() -> None:
    first, second = (make_article(f"http://x/{n}", source=make_source(f"o{n}")) for n in "ab")
    save(first, extracted(LONGER))
    other = LONGER.replace("خمسين", "سبعين")
    assert save(second, extracted(other)) is Outcome.OK


def test_near_duplicates_are_found_through_the_index() -> None:
    source = make_source()
    rows = [
        Article(source=source, canonical_url=f"http://x/{n}", outcome=Outcome.OK)
        for n in range(2000)
    ]
    Article.objects.bulk_create(rows)
    Fingerprint.objects.bulk_create(
        Fingerprint(article=row, buckets=[row.pk * 100 + n for n in range(40)]) for row in rows
    )
    met = Fingerprint.objects.filter(buckets__overlap=[rows[7].pk * 100, 5])
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # so few rows would be read whole
        assert "near_duplicates_meet" in met.explain()
        assert met.get().article == rows[7]
        assert fingerprints.sharing([rows[7].pk * 100, 5]) == [rows[7].pk]
        assert fingerprints.sharing([5]) == fingerprints.sharing([]) == []
        cursor.execute("SHOW enable_seqscan")
        assert cursor.fetchone() == ("on",)


def test_a_third_reprint_points_to_the_first() -> None:
    source = make_source()
    articles = [make_article(f"http://x/{number}", source=source) for number in range(3)]
    outcomes = [save(article) for article in articles]
    assert outcomes == [Outcome.OK, Outcome.DUPLICATE, Outcome.DUPLICATE]
    for article in articles[1:]:
        article.refresh_from_db()
        assert article.duplicate_of == articles[0]
    assert Story.objects.count() == 1


def test_a_failure_does_not_overwrite_a_text() -> None:
    article = make_article()
    save(article)
    store.save_failure(
        article.pk,
        fetched(Outcome.TIMEOUT),
        outcome=Outcome.TIMEOUT,
        reason="late",
        next_attempt_at=None,
        now=NOW,
    )
    article.refresh_from_db()
    assert article.outcome == Outcome.OK


def test_a_time_of_the_page_does_not_replace_that_of_the_feed() -> None:
    article = make_article(published_at=NOW, published_origin=PublishedOrigin.FEED)
    save(article)
    article.refresh_from_db()
    assert (article.published_at, article.published_origin) == (NOW, PublishedOrigin.FEED)


@pytest.mark.django_db(transaction=True)
def test_two_workers_with_one_text_store_one_original() -> None:
    source = make_source()
    articles = [make_article(f"http://x/{number}", source=source) for number in range(4)]
    run_at_once(*[(save, article) for article in articles])
    outcomes = sorted(Article.objects.values_list("outcome", flat=True))
    assert outcomes == [Outcome.DUPLICATE] * 3 + [Outcome.OK]


@pytest.mark.django_db(transaction=True)
def test_workers_with_reprints_of_one_text_store_one_original() -> None:
    source = make_source()
    articles = [make_article(f"http://x/{number}", source=source) for number in range(4)]
    texts = [extracted(f"({name}) {LONGER}", f"عنوان {name}") for name in "أبجد"]
    run_at_once(*[(save, article, text) for article, text in zip(articles, texts, strict=True)])
    outcomes = sorted(Article.objects.values_list("outcome", flat=True))
    assert outcomes == [Outcome.DUPLICATE] * 3 + [Outcome.OK]


@pytest.mark.django_db(transaction=True)
def test_two_polls_at_once_store_each_article_once() -> None:
    source = make_source()
    feeds = [make_feed(f"http://127.0.0.1:9/{number}", source=source) for number in range(3)]
    entries = [entry(f"http://x/{number}", guid=str(number)) for number in range(20)]
    run_at_once(*[(poll, feed, *entries) for feed in feeds])
    assert Article.objects.count() == 20
    assert sum(FetchLog.objects.values_list("articles_new", flat=True)) == 20
