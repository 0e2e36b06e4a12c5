"""What outlets change after printing is kept as a version, over a real HTTP server."""

from datetime import timedelta

import pytest
from django.conf import settings
from pytest_httpserver import HTTPServer

from ingest import leases, pipeline, scheduling
from ingest.models import Article, FetchLog
from ingest.records import Outcome
from ingest.tests.factories import (
    ARABIC_BODY,
    NOW,
    make_client,
    make_feed,
    make_source,
    page,
    rss,
)
from newsmon.lib.http_client import HttpClient

pytestmark = pytest.mark.django_db
LATER = NOW + scheduling.REVISITS[0]
EDITED = (ARABIC_BODY[0].replace("ثلاثمئة", "خمسمئة"), *ARABIC_BODY[1:])


@pytest.fixture
def client(httpserver: HTTPServer) -> HttpClient:
    return make_client(httpserver.url_for("").rstrip("/"), obeys_robots=False)


def serve(server: HTTPServer, body: bytes, *, status: int = 200, summary: str = "") -> None:
    server.clear()
    server.expect_request("/feed").respond_with_data(rss([server.url_for("/a")], summary=summary))
    server.expect_request("/a").respond_with_data(body, status=status, content_type="text/html")


def printed(server: HTTPServer, client: HttpClient, *, summary: str = "") -> Article:
    serve(server, page(), summary=summary)
    feed = make_feed(server.url_for("/feed"), source=make_source())
    pipeline.poll_feed(feed.pk, NOW, client)
    article = Article.objects.get()
    assert pipeline.fetch_article(article.pk, NOW, client) is Outcome.OK
    return article


def test_an_edited_page_becomes_the_next_version(
    httpserver: HTTPServer, client: HttpClient
) -> None:
    article = printed(httpserver, client)
    serve(httpserver, page(paragraphs=EDITED))
    assert leases.lease_revisits(NOW, limit=5) == []
    assert leases.lease_revisits(LATER, limit=5) == [article.pk]
    assert pipeline.revisit_article(article.pk, LATER, client)
    article.refresh_from_db()
    assert article.current is not None
    assert (article.current.number, article.outcome) == (2, Outcome.OK)
    assert "خمسمئة" in article.current.text
    first = article.versions.get(number=1)
    assert "ثلاثمئة" in first.text
    log = FetchLog.objects.filter(article=article).first()
    assert log is not None and log.reason == "read again: edited, version 2"


def test_an_unchanged_page_makes_no_version_and_is_left_alone_in_the_end(
    httpserver: HTTPServer, client: HttpClient
) -> None:
    article, now = printed(httpserver, client), NOW
    for delay in scheduling.REVISITS:
        now += delay
        assert not pipeline.revisit_article(article.pk, now, client)
    article.refresh_from_db()
    assert article.versions.count() == 1
    assert article.revisit_at is None
    assert not pipeline.revisit_article(article.pk, now + timedelta(days=99), client)


@pytest.mark.parametrize(
    ("body", "status"),
    [(page(paragraphs=["اشترك لقراءة المزيد."]), 200), (b"gone", 404), (b"", 503)],
)
def test_a_page_that_was_taken_away_leaves_the_text(
    httpserver: HTTPServer, client: HttpClient, body: bytes, status: int
) -> None:
    article = printed(httpserver, client)
    serve(httpserver, body, status=status)
    assert not pipeline.revisit_article(article.pk, LATER, client)
    article.refresh_from_db()
    assert article.outcome == Outcome.OK
    assert article.versions.count() == 1
    assert FetchLog.objects.filter(article=article, reason__startswith="read again").exists()


def test_an_item_worded_anew_is_read_again_at_once(
    httpserver: HTTPServer, client: HttpClient
) -> None:
    article = printed(httpserver, client, summary="نزوح ثلاثمئة عائلة")
    soon = NOW + timedelta(minutes=10)
    serve(httpserver, page(paragraphs=EDITED), summary="نزوح خمسمئة عائلة")
    assert article.feed is not None
    pipeline.poll_feed(article.feed.pk, soon, client)
    assert leases.lease_revisits(soon, limit=5) == [article.pk]
    assert pipeline.revisit_article(article.pk, soon, client)


def test_an_item_worded_the_same_waits_for_its_time(
    httpserver: HTTPServer, client: HttpClient
) -> None:
    article = printed(httpserver, client, summary="نزوح ثلاثمئة عائلة")
    serve(httpserver, page(), summary="نزوح  «ثلاثمئة» عائلة")
    assert article.feed is not None
    pipeline.poll_feed(article.feed.pk, NOW + timedelta(minutes=10), client)
    assert leases.lease_revisits(NOW + timedelta(minutes=10), limit=5) == []


def test_a_revisit_whose_worker_died_comes_again(
    httpserver: HTTPServer, client: HttpClient
) -> None:
    article = printed(httpserver, client)
    assert leases.lease_revisits(LATER, limit=5) == [article.pk]
    assert leases.lease_revisits(LATER, limit=5) == []
    assert leases.lease_revisits(LATER + settings.LEASE, limit=5) == [article.pk]
