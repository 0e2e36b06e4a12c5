"""Writes that may be repeated, interrupted and raced without losing or doubling an article."""

from datetime import datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.conf import settings
from django.db import connection, connections

from ingest import store
from ingest.extraction import compose
from ingest.models import Article, Feed, FetchLog, Fingerprint, Source, Story
from ingest.records import (
    Direction,
    ExtractedArticle,
    FeedEntry,
    FeedKind,
    FetchResult,
    LanguageGuess,
    ListedFeed,
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


# --- Leases --------------------------------------------------------------------------------------


def test_a_leased_feed_is_not_leased_again_before_its_lease_ends() -> None:
    feed = make_feed()
    assert store.lease_due_feeds(NOW, limit=5) == [feed.pk]
    assert store.lease_due_feeds(NOW, limit=5) == []
    assert store.lease_due_feeds(NOW + settings.LEASE, limit=5) == [feed.pk]


def test_feeds_of_a_source_that_is_switched_off_are_not_leased() -> None:
    make_feed(source=make_source(is_enabled=False))
    assert store.lease_due_feeds(NOW, limit=5) == []


def test_a_lease_takes_no_more_than_asked_the_longest_waiting_first() -> None:
    source = make_source()
    for number in range(3):
        waiting = NOW - timedelta(minutes=number)
        make_article(f"http://x/{number}", source=source, next_attempt_at=waiting)
    leased = store.lease_due_articles(NOW, limit=2)
    urls = Article.objects.filter(pk__in=leased).values_list("canonical_url", flat=True)
    assert set(urls) == {"http://x/1", "http://x/2"}


def test_an_article_whose_worker_died_is_taken_up_again() -> None:
    article = make_article()
    assert store.lease_due_articles(NOW, limit=5) == [article.pk]
    assert store.begin_attempt(article.pk, NOW) is not None  # and the worker is killed here
    assert store.lease_due_articles(NOW + settings.LEASE, limit=5) == [article.pk]


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


def test_a_third_reprint_points_to_the_first() -> None:
    source = make_source()
    articles = [make_article(f"http://x/{number}", source=source) for number in range(3)]
    outcomes = [save(article) for article in articles]
    assert outcomes == [Outcome.OK, Outcome.DUPLICATE, Outcome.DUPLICATE]
    for article in articles[1:]:
        article.refresh_from_db()
        assert article.duplicate_of == articles[0]
    assert Story.objects.count() == 1


def test_a_reprint_stands_for_a_report_whose_outlet_is_removed() -> None:
    articles = [make_article(f"http://127.0.0.1:9/{n}", source=make_source(f"o{n}")) for n in "abc"]
    for article in articles:
        save(article)
    assert store.remove_sources(Source.objects.filter(slug="oa")) == 1
    first, second = Article.objects.order_by("pk")
    assert [first, second] == articles[1:]
    assert (first.outcome, first.duplicate_of) == (Outcome.OK, None)
    assert (second.outcome, second.duplicate_of) == (Outcome.DUPLICATE, first)
    assert list(Article.objects.readable()) == [first]
    assert first.story == second.story


def test_removing_the_outlet_of_a_reprint_leaves_the_report() -> None:
    articles = [make_article(f"http://127.0.0.1:9/{n}", source=make_source(f"o{n}")) for n in "ab"]
    for article in articles:
        save(article)
    store.remove_sources(Source.objects.filter(slug="ob"))
    assert list(Article.objects.readable()) == articles[:1]


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


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_lease_the_same_article() -> None:
    source = make_source()
    for number in range(20):
        make_article(f"http://x/{number}", source=source)
    leased: list[int] = []
    run_at_once(*[(lambda: leased.extend(store.lease_due_articles(NOW, limit=20)),)] * 4)
    assert sorted(leased) == sorted(Article.objects.values_list("pk", flat=True))


def run_at_once(*calls: tuple[object, ...]) -> None:
    """Run each call in a thread with a database connection of its own, all at one moment."""
    barrier = Barrier(len(calls))
    failures: list[BaseException] = []

    def run(function: object, *arguments: object) -> None:
        try:
            barrier.wait()
            function(*arguments)  # type: ignore[operator]
        except BaseException as error:  # a thread's failure is the test's failure
            failures.append(error)
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=call) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert connection.vendor == "postgresql"


# --- Sources -------------------------------------------------------------------------------------

LISTED = ListedFeed(
    slug="outlet",
    name="Outlet",
    name_ar="",
    homepage="https://outlet.example/",
    url="https://outlet.example/feed",
    country="SYR",
    language="ar",
    group="Arabic",
)


def test_a_listed_source_is_switched_off_and_not_added_twice() -> None:
    assert store.add_listed_feed(LISTED)
    assert not store.add_listed_feed(LISTED)
    assert not Source.objects.get().is_enabled


def test_loading_a_list_again_leaves_edits_alone() -> None:
    store.add_listed_feed(LISTED)
    Source.objects.update(name="Edited", is_enabled=True, slug="edited")
    store.add_listed_feed(LISTED)
    source = Source.objects.get()
    assert (source.name, source.is_enabled) == ("Edited", True)


def test_manual_source_is_found_by_any_of_its_names() -> None:
    source = make_source("wire", name="Wire", name_ar="السلك")
    assert {store.manual_source(name) for name in ("Wire", "السلك", "wire")} == {source}


@pytest.mark.parametrize("name", ["Manual entry", "عنب", "A" * 150])
def test_manual_source_is_made_once_and_switched_on(name: str) -> None:
    source = store.manual_source(name)
    assert store.manual_source(name) == source
    assert source.is_enabled and source.slug and len(source.slug) <= 80
