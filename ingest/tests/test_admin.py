"""The administration of sources: states in words, last fetches, the sample newsroom."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from ingest import store
from ingest.models import Article, Feed, FetchLog, Source, Story
from ingest.records import FetchResult, Outcome
from ingest.tests.factories import NOW, make_article, make_feed, make_source
from ingest.wording import OUTCOME_WORDS

pytestmark = pytest.mark.django_db
SOURCES = reverse("admin:ingest_source_changelist")
REMOVE_SAMPLE = reverse("admin:ingest_source_remove_sample")
FAILURES = (
    (Outcome.MALFORMED_FEED, "broken XML without a single item"),
    (Outcome.TOO_LARGE, "more than 1000 bytes after unpacking, the rest unread"),
    (Outcome.BLOCKED_ADDRESS, "the address leads to a private or reserved network"),
    (Outcome.TIMEOUT, "the server did not answer in full within the time allowed"),
    (Outcome.EMPTY_FEED, "no items"),
    (Outcome.NOT_FOUND, "the server answered 404 Not Found"),
)


def change_page(source: Source) -> str:
    return reverse("admin:ingest_source_change", args=[source.pk])


def polled(feed: Feed, outcome: Outcome, reason: str) -> None:
    fetched = FetchResult(outcome=outcome, reason=reason, url=feed.url, final_url=feed.url)
    store.save_poll(feed.pk, fetched, None, outcome=outcome, reason=reason, now=NOW, jitter=0.0)


def act(client: Client, name: str, *sources: Source) -> str:
    data = {"action": name, "_selected_action": [source.pk for source in sources]}
    return client.post(SOURCES, data, follow=True).content.decode()


def test_every_outcome_has_words() -> None:
    assert set(OUTCOME_WORDS) == set(Outcome)


@pytest.mark.parametrize(("outcome", "reason"), FAILURES)
def test_failure_of_a_feed_is_told_in_list_and_page(
    curator: Client, outcome: Outcome, reason: str
) -> None:
    feed = make_feed()
    polled(feed, outcome, reason)
    for address in (SOURCES, change_page(feed.source)):
        page = curator.get(address).content.decode()
        assert reason in page
        assert str(OUTCOME_WORDS[outcome]) in page
    assert outcome.value in page


def test_page_shows_the_last_thirty_polls_with_their_counts(curator: Client) -> None:
    feed = make_feed()
    for number in range(31):
        FetchLog.objects.create(
            source=feed.source,
            feed=feed,
            url=feed.url,
            started_at=NOW + timedelta(minutes=number),
            outcome=Outcome.OK,
            reason=f"poll number {number} ended",
            entries_seen=4000 + number,
        )
    page = curator.get(change_page(feed.source)).content.decode()
    assert "poll number 0 ended" not in page
    assert "poll number 1 ended" in page and "poll number 30 ended" in page
    assert "4030" in page


def test_failed_page_is_listed_with_a_link_to_its_article(curator: Client) -> None:
    article = make_article()
    failed = FetchResult(
        outcome=Outcome.BLOCKED_ADDRESS, reason="private", url="http://x/", final_url="http://x/"
    )
    store.save_failure(
        article.pk,
        failed,
        outcome=failed.outcome,
        reason=failed.reason,
        next_attempt_at=None,
        now=NOW,
    )
    page = curator.get(change_page(article.source)).content.decode()
    assert reverse("admin:ingest_article_change", args=[article.pk]) in page
    assert "BLOCKED_ADDRESS" in page


def test_list_asks_the_database_as_often_for_one_source_as_for_many(curator: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert curator.get(SOURCES).status_code == 200
        return len(captured)

    make_feed("http://127.0.0.1:9/0")
    first = queries()
    for number in range(1, 20):
        make_feed(f"http://127.0.0.1:9/{number}", source=make_source(f"s{number}"))
    assert queries() == first


def test_sample_sources_are_labelled(curator: Client) -> None:
    make_source("invented", is_sample=True)
    assert ">sample<" in curator.get(SOURCES).content.decode()


def test_real_sources_are_not_labelled_as_sample(curator: Client) -> None:
    make_source("real")
    assert ">sample<" not in curator.get(SOURCES).content.decode()


def test_curator_switches_sources_on_and_off(curator: Client) -> None:
    source = make_source(is_enabled=False)
    act(curator, "enable", source)
    source.refresh_from_db()
    assert source.is_enabled
    act(curator, "disable", source)
    source.refresh_from_db()
    assert not source.is_enabled


def test_fetch_now_makes_the_feeds_due(curator: Client) -> None:
    feed = make_feed(next_attempt_at=NOW + timedelta(days=9000))
    act(curator, "fetch_now", feed.source)
    feed.refresh_from_db()
    assert feed.next_attempt_at is not None
    assert feed.next_attempt_at < NOW + timedelta(days=9000)


def test_fetch_now_says_that_a_source_is_switched_off(curator: Client) -> None:
    feed = make_feed(source=make_source(is_enabled=False))
    assert "switched off are not fetched" in act(curator, "fetch_now", feed.source)


def test_curator_adds_a_source_with_a_feed_that_is_due(curator: Client) -> None:
    data = {
        "name": "Outlet",
        "slug": "outlet",
        "reliability": "UNCLEAR",
        "is_enabled": "on",
        "feeds-TOTAL_FORMS": "1",
        "feeds-INITIAL_FORMS": "0",
        "feeds-0-url": "https://outlet.example/feed",
        "feeds-0-interval_minutes": "30",
    }
    curator.post(reverse("admin:ingest_source_add"), data)
    assert list(Feed.objects.due(NOW).values_list("url", flat=True)) == [
        "https://outlet.example/feed"
    ]


@pytest.mark.parametrize(
    ("field", "value", "is_anew"),
    [
        ("url", "http://127.0.0.1:9/other", True),
        ("link_selector", "h2 a", True),
        ("kind", "PAGE", True),
        ("interval_minutes", "45", False),
    ],
)
def test_a_feed_that_is_changed_is_read_anew_and_soon(
    curator: Client, field: str, value: str, is_anew: bool
) -> None:
    kept = {"etag": "1", "last_modified": "then", "document_hash": "h"}
    feed = make_feed(state="OK", next_attempt_at=NOW + timedelta(days=9999), **kept)
    data = {
        **{"source": feed.source_id, "url": feed.url, "kind": feed.kind, "link_selector": ""},
        **{"interval_minutes": "30", "next_attempt_at_0": "2051-07-17"},
        "next_attempt_at_1": "12:00:00",
    }
    address = reverse("admin:ingest_feed_change", args=[feed.pk])
    assert curator.post(address, {**data, field: value}).status_code == 302
    feed.refresh_from_db()
    assert str(getattr(feed, field)) == value
    assert ({feed.etag, feed.last_modified, feed.document_hash} == {""}) is is_anew
    assert feed.next_attempt_at is not None
    assert (feed.next_attempt_at <= timezone.now()) is is_anew


@pytest.mark.parametrize("model", ["feed", "article", "fetchlog"])
def test_outcomes_are_narrowed_by_in_words(curator: Client, model: str) -> None:
    html = curator.get(reverse(f"admin:ingest_{model}_changelist")).content.decode()
    assert str(OUTCOME_WORDS["GONE"]) in html and ">GONE<" not in html


def test_feed_of_another_scheme_is_refused(curator: Client) -> None:
    data = {
        "source": make_source().pk,
        "url": "ftp://outlet.example/feed",
        "kind": "UNCLEAR",
        "interval_minutes": "30",
    }
    page = curator.post(reverse("admin:ingest_feed_add"), data).content.decode()
    assert not Feed.objects.exists()
    assert "only http and https are fetched" in page


def test_feed_with_a_password_in_its_address_is_refused(curator: Client) -> None:
    data = {
        "source": make_source().pk,
        "url": "https://reader:secret@outlet.example/feed",
        "kind": "UNCLEAR",
        "interval_minutes": "30",
    }
    page = curator.post(reverse("admin:ingest_feed_add"), data).content.decode()
    assert not Feed.objects.exists()
    assert "leave it out" in page


def test_curator_deletes_a_source_with_all_that_came_from_it(curator: Client) -> None:
    feed = make_feed()
    make_article(feed=feed, source=feed.source)
    kept = make_article("http://127.0.0.1:9/kept", source=make_source("kept"))
    polled(feed, Outcome.EMPTY_FEED, "no items")
    address = reverse("admin:ingest_source_delete", args=[feed.source.pk])
    question = curator.get(address).content.decode()
    assert "Articles: 1" in question and "Fetches: 1" in question
    curator.post(address, {"post": "yes"})
    assert list(Source.objects.values_list("slug", flat=True)) == ["kept"]
    assert list(Article.objects.all()) == [kept]
    assert not FetchLog.objects.exists()


def test_curator_deletes_a_feed_and_its_articles_stay(curator: Client) -> None:
    feed = make_feed()
    article = make_article(feed=feed, source=feed.source)
    polled(feed, Outcome.EMPTY_FEED, "no items")
    address = reverse("admin:ingest_feed_delete", args=[feed.pk])
    curator.post(address, {"post": "yes"})
    assert not Feed.objects.exists()
    assert list(Article.objects.all()) == [article]


def test_curator_deletes_several_sources_at_once(curator: Client) -> None:
    feeds = [make_feed(f"http://127.0.0.1:9/{n}", source=make_source(f"s{n}")) for n in (1, 2)]
    make_article(source=feeds[0].source)
    data = {
        "action": "delete_selected",
        "_selected_action": [feed.source.pk for feed in feeds],
        "post": "yes",
    }
    curator.post(SOURCES, data)
    assert not Source.objects.exists()


def test_reader_deletes_no_source(reader: Client) -> None:
    source = make_source()
    reader.post(reverse("admin:ingest_source_delete", args=[source.pk]), {"post": "yes"})
    assert Source.objects.exists()


def test_form_of_a_new_feed_starts_with_now(curator: Client) -> None:
    form = curator.get(reverse("admin:ingest_feed_add")).context["adminform"].form
    assert form["next_attempt_at"].initial is not None


def test_removing_the_sample_asks_first_and_leaves_the_rest(curator: Client) -> None:
    sample = make_source("invented", is_sample=True, name="Invented Gazette")
    story = Story.objects.create()
    make_article("http://127.0.0.1:9/s", source=sample, story=story)
    make_article("http://127.0.0.1:9/r", source=make_source("real"))
    assert REMOVE_SAMPLE in curator.get(SOURCES).content.decode()
    question = curator.get(REMOVE_SAMPLE).content.decode()
    assert "Invented Gazette" in question and "1 article" in question
    assert Source.objects.sample().exists()
    assert curator.post(REMOVE_SAMPLE).status_code == 302
    assert not Source.objects.sample().exists()
    assert [article.source.slug for article in Article.objects.all()] == ["real"]
    assert not Story.objects.exists()
    assert REMOVE_SAMPLE not in curator.get(SOURCES).content.decode()


@pytest.mark.parametrize("cast", ["outsider", "reader"])
def test_nobody_but_curators_removes_the_sample(cast: str, request: pytest.FixtureRequest) -> None:
    make_source("invented", is_sample=True)
    request.getfixturevalue(cast).post(REMOVE_SAMPLE)
    assert Source.objects.sample().exists()


def test_articles_and_fetches_are_read_only(curator: Client) -> None:
    article = make_article()
    address = reverse("admin:ingest_article_change", args=[article.pk])
    assert curator.get(address).status_code == 200
    assert curator.post(address, {"title": "other"}).status_code == 403
    assert curator.get(reverse("admin:ingest_article_add")).status_code == 403
    assert curator.get(reverse("admin:ingest_fetchlog_add")).status_code == 403


@pytest.mark.parametrize("model", ["source", "feed", "article", "fetchlog"])
def test_lists_open_and_can_be_searched(curator: Client, model: str) -> None:
    feed = make_feed()
    make_article(feed=feed, source=feed.source)
    address = reverse(f"admin:ingest_{model}_changelist")
    assert curator.get(address, {"q": "x"}).status_code == 200


def test_page_of_an_unknown_source_does_not_fail(curator: Client) -> None:
    assert curator.get("/admin/ingest/source/none/change/", follow=True).status_code == 200


def test_text_of_an_article_is_shown_escaped(admin: Client) -> None:
    article = make_article(title="x")
    article.versions.create(
        number=1, text="<script>alert(1)</script>", content_hash="x", extractor="t", fetched_at=NOW
    )
    page = admin.get(reverse("admin:ingest_article_change", args=[article.pk])).content.decode()
    assert "<script>alert(1)" not in page and "&lt;script&gt;alert(1)" in page
