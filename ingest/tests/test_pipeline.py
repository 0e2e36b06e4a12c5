"""From a feed to stored texts, over a real HTTP server."""

import time
from datetime import timedelta

import pytest
from pytest_httpserver import HTTPServer

from ingest import pipeline, scheduling
from ingest.models import Article, Feed, FetchLog
from ingest.records import Outcome, PublishedOrigin
from ingest.tests.factories import (
    ARABIC_BODY,
    ARABIC_TITLE,
    NOW,
    PRINTED_AT,
    make_article,
    make_client,
    make_feed,
    make_source,
    page,
    rss,
)
from newsmon.lib.http_client import HttpClient

pytestmark = pytest.mark.django_db
LONG_SUMMARY = " ".join(ARABIC_BODY)


@pytest.fixture
def client_of_server(httpserver: HTTPServer) -> HttpClient:
    return make_client(httpserver.url_for("").rstrip("/"), obeys_robots=False)


def serve_feed(server: HTTPServer, body: bytes, **options: object) -> Feed:
    server.expect_request("/feed").respond_with_data(body, **options)  # type: ignore[arg-type]
    return make_feed(server.url_for("/feed"))


def test_poll_then_fetch_stores_headline_and_body(
    httpserver: HTTPServer, client_of_server: HttpClient
) -> None:
    feed = serve_feed(httpserver, rss([httpserver.url_for("/a")]))
    httpserver.expect_request("/a").respond_with_data(page(), content_type="text/html")
    counts = pipeline.poll_feed(feed.pk, NOW, client_of_server)
    assert (counts.outcome, counts.seen, counts.new, counts.known) == (Outcome.OK, 1, 1, 0)
    article = Article.objects.get()
    assert pipeline.fetch_article(article.pk, NOW, client_of_server) is Outcome.OK
    article.refresh_from_db()
    assert article.current is not None
    assert article.current.text == "\n".join([f"{ARABIC_TITLE} 1", *ARABIC_BODY])
    assert (article.language, article.direction) == ("ar", "rtl")
    assert article.published_at == PRINTED_AT
    assert article.published_origin == PublishedOrigin.FEED


def test_second_poll_knows_its_articles(
    httpserver: HTTPServer, client_of_server: HttpClient
) -> None:
    feed = make_feed(httpserver.url_for("/feed"))
    first, second = (httpserver.url_for(path) for path in ("/a", "/b"))
    httpserver.expect_ordered_request("/feed").respond_with_data(rss([first]))
    httpserver.expect_ordered_request("/feed").respond_with_data(rss([second, first]))
    pipeline.poll_feed(feed.pk, NOW, client_of_server)
    counts = pipeline.poll_feed(feed.pk, NOW, client_of_server)
    assert (counts.seen, counts.new, counts.known) == (2, 1, 1)
    assert Article.objects.count() == 2


def test_publication_time_is_never_the_time_of_the_fetch(
    httpserver: HTTPServer, client_of_server: HttpClient
) -> None:
    httpserver.expect_request("/a").respond_with_data(page(), content_type="text/html")
    article = make_article(httpserver.url_for("/a"))
    pipeline.fetch_article(article.pk, NOW, client_of_server)
    article.refresh_from_db()
    assert article.outcome == Outcome.OK
    assert article.published_at is None
    assert article.published_origin == PublishedOrigin.NONE


@pytest.mark.parametrize(
    ("body", "status", "outcome"),
    [
        (b"", 200, Outcome.NOT_A_FEED),
        (b"<!doctype html><html><body><p>x</p></body></html>", 200, Outcome.NOT_A_FEED),
        (b"<rss version='2.0'><channel><item><title>cut", 200, Outcome.MALFORMED_FEED),
        (b"<!DOCTYPE r [<!ENTITY a 'b'>]><rss>&a;</rss>", 200, Outcome.MALFORMED_FEED),
        (b"<rss version='2.0'><channel></channel></rss>", 200, Outcome.EMPTY_FEED),
        (b"", 404, Outcome.NOT_FOUND),
        (b"", 410, Outcome.GONE),
        (b"", 403, Outcome.FORBIDDEN),
        (b"", 500, Outcome.SERVER_ERROR),
    ],
)
def test_each_end_of_a_poll_has_a_name_and_a_reason(
    httpserver: HTTPServer,
    client_of_server: HttpClient,
    body: bytes,
    status: int,
    outcome: Outcome,
) -> None:
    feed = serve_feed(httpserver, body, status=status)
    assert pipeline.poll_feed(feed.pk, NOW, client_of_server).outcome is outcome
    feed.refresh_from_db()
    log = FetchLog.objects.get()
    assert (feed.state, log.outcome) == (outcome, outcome)
    assert feed.state_reason == log.reason != ""
    assert feed.next_attempt_at is not None and feed.next_attempt_at > NOW


def test_retry_after_is_honoured(httpserver: HTTPServer, client_of_server: HttpClient) -> None:
    feed = serve_feed(httpserver, b"", status=429, headers={"Retry-After": "86400"})
    assert pipeline.poll_feed(feed.pk, NOW, client_of_server).outcome is Outcome.RATE_LIMITED
    feed.refresh_from_db()
    assert feed.next_attempt_at == NOW + timedelta(days=1)


def test_an_unchanged_feed_does_not_heal_a_failed_one(
    httpserver: HTTPServer, client_of_server: HttpClient
) -> None:
    httpserver.expect_request("/feed").respond_with_data(b"", status=304)
    failed = {"state": Outcome.TIMEOUT, "state_reason": "slow", "failure_score": 0.25}
    feed = make_feed(httpserver.url_for("/feed"), etag='"1"', **failed)
    assert pipeline.poll_feed(feed.pk, NOW, client_of_server).outcome is Outcome.NOT_MODIFIED
    feed.refresh_from_db()
    assert (feed.state, feed.state_reason) == (Outcome.TIMEOUT, "slow")
    assert feed.etag == ""  # the next poll asks for the whole document


def test_the_same_document_again_is_not_read_twice(
    httpserver: HTTPServer, client_of_server: HttpClient
) -> None:
    feed = serve_feed(httpserver, rss([httpserver.url_for("/a")]))
    pipeline.poll_feed(feed.pk, NOW, client_of_server)
    assert pipeline.poll_feed(feed.pk, NOW, client_of_server).outcome is Outcome.NOT_MODIFIED
    feed.refresh_from_db()
    assert feed.state == Outcome.OK


def test_validators_of_a_broken_document_are_not_kept(
    httpserver: HTTPServer, client_of_server: HttpClient
) -> None:
    feed = serve_feed(httpserver, b"<html></html>", headers={"ETag": '"1"'})
    pipeline.poll_feed(feed.pk, NOW, client_of_server)
    feed.refresh_from_db()
    assert feed.etag == ""


def test_windows_1256_labelled_utf_8_is_read_and_noted(
    httpserver: HTTPServer, client_of_server: HttpClient
) -> None:
    httpserver.expect_request("/a").respond_with_data(
        page(charset="cp1256"), content_type="text/html; charset=utf-8"
    )
    article = make_article(httpserver.url_for("/a"))
    pipeline.fetch_article(article.pk, NOW, client_of_server)
    article.refresh_from_db()
    assert article.current is not None
    assert article.current.text == "\n".join([ARABIC_TITLE, *ARABIC_BODY])
    assert "windows-1256" in article.current.note


def test_reprint_is_kept_as_duplicate_and_shares_the_story(
    httpserver: HTTPServer, client_of_server: HttpClient
) -> None:
    for path in ("/a", "/b"):
        httpserver.expect_request(path).respond_with_data(page(), content_type="text/html")
    first = make_article(httpserver.url_for("/a"))
    second = make_article(httpserver.url_for("/b"), source=make_source("second"))
    assert pipeline.fetch_article(first.pk, NOW, client_of_server) is Outcome.OK
    assert pipeline.fetch_article(second.pk, NOW, client_of_server) is Outcome.DUPLICATE
    first.refresh_from_db()
    second.refresh_from_db()
    assert second.duplicate_of == first
    assert second.story == first.story is not None
    assert second.current is not None and second.current.text.startswith(ARABIC_TITLE)
    assert str(first.pk) in second.outcome_reason


@pytest.mark.parametrize("status", [401, 402, 403, 451])
def test_a_refused_page_falls_back_to_the_feeds_own_text(
    httpserver: HTTPServer, client_of_server: HttpClient, status: int
) -> None:
    httpserver.expect_request("/a").respond_with_data("", status=status)
    article = make_article(httpserver.url_for("/a"), feed_text=LONG_SUMMARY)
    assert pipeline.fetch_article(article.pk, NOW, client_of_server) is Outcome.OK
    article.refresh_from_db()
    assert article.current is not None
    assert article.current.text == f"{ARABIC_TITLE}\n{LONG_SUMMARY}"
    assert article.current.extractor == "feed"
    assert str(status) in article.current.note


@pytest.mark.parametrize(("status", "outcome"), [(404, "NOT_FOUND"), (410, "GONE")])
def test_a_withdrawn_page_is_not_replaced(
    httpserver: HTTPServer, client_of_server: HttpClient, status: int, outcome: str
) -> None:
    httpserver.expect_request("/a").respond_with_data("", status=status)
    article = make_article(httpserver.url_for("/a"), feed_text=LONG_SUMMARY)
    assert pipeline.fetch_article(article.pk, NOW, client_of_server) == outcome
    article.refresh_from_db()
    assert article.current is None


def test_a_teaser_is_too_short_to_stand_in(
    httpserver: HTTPServer, client_of_server: HttpClient
) -> None:
    httpserver.expect_request("/a").respond_with_data("", status=403)
    article = make_article(httpserver.url_for("/a"), feed_text="اقرأ المزيد")
    assert pipeline.fetch_article(article.pk, NOW, client_of_server) is Outcome.FORBIDDEN


def test_a_teaser_page_before_a_paywall_yields_to_the_feeds_text(
    httpserver: HTTPServer, client_of_server: HttpClient
) -> None:
    httpserver.expect_request("/a").respond_with_data(
        page(paragraphs=ARABIC_BODY[:1]), content_type="text/html"
    )
    article = make_article(httpserver.url_for("/a"), feed_text=LONG_SUMMARY * 2)
    pipeline.fetch_article(article.pk, NOW, client_of_server)
    article.refresh_from_db()
    assert article.current is not None and article.current.extractor == "feed"


def test_a_passing_failure_is_tried_again_and_stands_in_the_end(
    httpserver: HTTPServer, client_of_server: HttpClient
) -> None:
    httpserver.expect_request("/a").respond_with_data("", status=503)
    article = make_article(httpserver.url_for("/a"))
    for _ in range(scheduling.MAX_ARTICLE_ATTEMPTS - 1):
        assert pipeline.fetch_article(article.pk, NOW, client_of_server) is None
        article.refresh_from_db()
        assert article.next_attempt_at is not None and article.next_attempt_at > NOW
    assert pipeline.fetch_article(article.pk, NOW, client_of_server) is Outcome.SERVER_ERROR
    article.refresh_from_db()
    assert article.next_attempt_at is None
    assert article.fetches.count() == scheduling.MAX_ARTICLE_ATTEMPTS


def test_a_page_that_kills_its_workers_is_quarantined(client_of_server: HttpClient) -> None:
    article = make_article(attempts=scheduling.MAX_ARTICLE_ATTEMPTS)
    assert pipeline.fetch_article(article.pk, NOW, client_of_server) is None
    article.refresh_from_db()
    assert article.outcome == Outcome.QUARANTINED


def test_a_finished_article_is_not_fetched_again(client_of_server: HttpClient) -> None:
    article = make_article(outcome=Outcome.OK)
    assert pipeline.fetch_article(article.pk, NOW, client_of_server) is None


def test_article_behind_a_private_address_is_blocked(client_of_server: HttpClient) -> None:
    article = make_article("http://169.254.169.254/latest", feed_text=LONG_SUMMARY)
    assert pipeline.fetch_article(article.pk, NOW, client_of_server) is Outcome.BLOCKED_ADDRESS
    log = FetchLog.objects.get()
    assert "private" in log.reason


def test_a_pdf_is_named_as_unsupported(
    httpserver: HTTPServer, client_of_server: HttpClient
) -> None:
    httpserver.expect_request("/a").respond_with_data(b"%PDF", content_type="application/pdf")
    article = make_article(httpserver.url_for("/a"))
    assert pipeline.fetch_article(article.pk, NOW, client_of_server) is Outcome.UNSUPPORTED_TYPE


def test_a_slow_page_ends_within_the_time_allowed(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/a").respond_with_handler(lambda request: time.sleep(2))  # type: ignore[arg-type,return-value]
    client = make_client(
        httpserver.url_for("").rstrip("/"), timeout_seconds=0.5, obeys_robots=False
    )
    article = make_article(httpserver.url_for("/a"))
    assert pipeline.fetch_article(article.pk, NOW, client) is None
    assert FetchLog.objects.get().outcome == Outcome.TIMEOUT
    httpserver.clear()
