"""Each way in which a server may misbehave ends in words on the page of its source."""

import gzip
import time
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from ingest import pipeline
from ingest.models import Feed
from ingest.records import Outcome
from ingest.tests.factories import NOW, make_client, make_feed, rss
from ingest.wording import OUTCOME_WORDS

pytestmark = pytest.mark.django_db
Handler = Callable[[Request], Response]

BOMB = "<!DOCTYPE r [<!ENTITY a 'aa'><!ENTITY b '&a;&a;'>]><rss version='2.0'>&b;</rss>"


def answer(body: bytes | str = b"", status: int = 200, **headers: str) -> Handler:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda _request: Response(body, status=status, headers=named)


def stream(_request: Request) -> Response:
    return Response((b"a" * 65536 for _ in range(800)), content_type="text/xml")


def slow(_request: Request) -> Response:
    time.sleep(4.5)
    return Response(rss([]))


SERVERS: tuple[tuple[Handler, Outcome], ...] = (
    (answer("<rss version='2.0'><channel><item><title>cut"), Outcome.MALFORMED_FEED),
    (answer(BOMB), Outcome.MALFORMED_FEED),
    (answer("<!doctype html><html><body>x</body></html>"), Outcome.NOT_A_FEED),
    (answer(b""), Outcome.NOT_A_FEED),
    (answer(b"\x89PNG" + b"\x00" * 99), Outcome.UNDECODABLE),
    (answer("<rss version='2.0'><channel></channel></rss>"), Outcome.EMPTY_FEED),
    (answer(rss(["http://x.example/1"])), Outcome.OK),
    (stream, Outcome.TOO_LARGE),
    (answer(gzip.compress(b" " * 9_000_000), Content_Encoding="gzip"), Outcome.TOO_LARGE),
    (slow, Outcome.TIMEOUT),
    (answer(status=302, Location="/feed"), Outcome.TOO_MANY_REDIRECTS),
    (answer(status=302, Location="http://169.254.169.254/"), Outcome.BLOCKED_ADDRESS),
    (answer(status=302, Location="http://2130706433/"), Outcome.BLOCKED_ADDRESS),
    (answer(status=302, Location="file:///etc/passwd"), Outcome.BAD_URL),
    (answer(status=404), Outcome.NOT_FOUND),
    (answer(status=410), Outcome.GONE),
    (answer(status=403), Outcome.FORBIDDEN),
    (answer(status=429, Retry_After="3600"), Outcome.RATE_LIMITED),
    (answer(status=418), Outcome.CLIENT_ERROR),
    (answer(status=502), Outcome.SERVER_ERROR),
)


@pytest.mark.parametrize(
    ("handler", "outcome"), SERVERS, ids=[f"{n}-{row[1]}" for n, row in enumerate(SERVERS)]
)
def test_end_of_a_poll_is_told_on_the_page_of_its_source(
    httpserver: HTTPServer, curator: Client, handler: Handler, outcome: Outcome
) -> None:
    httpserver.expect_request("/feed").respond_with_handler(handler)
    feed = make_feed(httpserver.url_for("/feed"))
    assert_told(feed, outcome, curator, httpserver.url_for("").rstrip("/"))


@pytest.mark.parametrize(
    ("url", "outcome"),
    [
        ("http://127.0.0.1/feed", Outcome.BLOCKED_ADDRESS),
        ("http://169.254.169.254/latest/meta-data/", Outcome.BLOCKED_ADDRESS),
        ("http://2130706433/", Outcome.BLOCKED_ADDRESS),
        ("http://[::ffff:127.0.0.1]/", Outcome.BLOCKED_ADDRESS),
        ("http://0177.0.0.1/", Outcome.BLOCKED_ADDRESS),
        ("http://no-such-host.example/", Outcome.DNS_FAILED),
        ("ftp://outlet.example/", Outcome.BAD_URL),
    ],
)
def test_an_address_that_is_not_fetched_is_told_on_the_page_of_its_source(
    curator: Client, url: str, outcome: Outcome
) -> None:
    assert_told(make_feed(url), outcome, curator)


def assert_told(feed: Feed, outcome: Outcome, curator: Client, *origins: str) -> None:
    client = make_client(*origins, timeout_seconds=3.0, max_bytes=1_000_000, obeys_robots=False)
    started = time.monotonic()
    assert pipeline.poll_feed(feed.pk, NOW, client).outcome is outcome
    assert time.monotonic() - started < 5
    words = escape(str(OUTCOME_WORDS[outcome]))
    assert words in curator.get(reverse("admin:ingest_source_changelist")).content.decode()
    address = reverse("admin:ingest_source_change", args=[feed.source_id])
    assert f"<code>{outcome}</code> {words}" in curator.get(address).content.decode()
