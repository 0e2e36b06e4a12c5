"""Every kind of source from its address to stored texts, over a real HTTP server."""

import gzip
import json
from typing import Any

import pytest
from pytest_httpserver import HTTPServer

from ingest import pipeline
from ingest.models import Article, Feed
from ingest.records import FeedKind, Outcome, PublishedOrigin
from ingest.tests.factories import (
    ARABIC_BODY,
    ARABIC_TITLE,
    NOW,
    make_article,
    make_client,
    make_feed,
    make_source,
    page,
)
from newsmon.lib.http_client import HttpClient

pytestmark = pytest.mark.django_db
LONG_TEXT = " ".join(ARABIC_BODY)


@pytest.fixture
def client_of_server(httpserver: HTTPServer) -> HttpClient:
    return make_client(httpserver.url_for("").rstrip("/"), obeys_robots=False)


def serve(server: HTTPServer, path: str, body: str | bytes, **options: Any) -> str:
    server.expect_request(path).respond_with_data(body, **options)
    return server.url_for(path)


def read_all(feed: Feed, client: HttpClient) -> list[Article]:
    pipeline.poll_feed(feed.pk, NOW, client)
    for article in Article.objects.all():
        pipeline.fetch_article(article.pk, NOW, client)
    return list(Article.objects.order_by("canonical_url"))


def test_json_feed_is_polled(httpserver: HTTPServer, client_of_server: HttpClient) -> None:
    link = serve(httpserver, "/a", page(), content_type="text/html")
    item = {"url": link, "title": ARABIC_TITLE, "date_published": "2024-02-29T07:30:00Z"}
    body = json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [item]})
    feed = make_feed(serve(httpserver, "/feed.json", body))
    (article,) = read_all(feed, client_of_server)
    feed.refresh_from_db()
    assert (feed.kind, feed.state) == (FeedKind.JSON_FEED, Outcome.OK)
    assert (article.outcome, article.published_origin) == (Outcome.OK, PublishedOrigin.FEED)


def test_sitemap_index_is_followed(httpserver: HTTPServer, client_of_server: HttpClient) -> None:
    link = serve(httpserver, "/a", page(), content_type="text/html")
    places = f"<urlset><url><loc>{link}</loc><lastmod>2024-03-01</lastmod></url></urlset>"
    packed = serve(httpserver, "/news.xml.gz", gzip.compress(places.encode()))
    children = "".join(
        f"<sitemap><loc>{address}</loc></sitemap>"
        for address in (packed, httpserver.url_for("/gone.xml"), "http://169.254.169.254/map.xml")
    )
    httpserver.expect_request("/gone.xml").respond_with_data("", status=410)
    index = f"<sitemapindex>{children}</sitemapindex>"
    feed = make_feed(serve(httpserver, "/sitemap.xml", index, headers={"ETag": '"1"'}))
    (article,) = read_all(feed, client_of_server)
    feed.refresh_from_db()
    assert (feed.kind, feed.state) == (FeedKind.SITEMAP, Outcome.OK)
    assert "410" in feed.state_reason and "private" in feed.state_reason
    assert feed.etag == ""  # the index may stay the same while its sitemaps change
    assert article.title == ARABIC_TITLE
    assert article.published_origin == PublishedOrigin.NONE
    assert pipeline.poll_feed(feed.pk, NOW, client_of_server).outcome is Outcome.OK


@pytest.mark.parametrize(
    ("status", "outcome"), [(403, Outcome.FORBIDDEN), (500, Outcome.SERVER_ERROR)]
)
def test_an_index_of_which_no_sitemap_is_read_fails_as_they_do(
    httpserver: HTTPServer, client_of_server: HttpClient, status: int, outcome: Outcome
) -> None:
    part = serve(httpserver, "/part.xml", "", status=status)
    index = f"<sitemapindex><sitemap><loc>{part}</loc></sitemap></sitemapindex>"
    feed = make_feed(serve(httpserver, "/sitemap.xml", index))
    assert pipeline.poll_feed(feed.pk, NOW, client_of_server).outcome is outcome


def test_an_index_inside_an_index_is_named(
    httpserver: HTTPServer, client_of_server: HttpClient
) -> None:
    index = "<sitemapindex><sitemap><loc>{}</loc></sitemap></sitemapindex>"
    inner = serve(httpserver, "/inner.xml", index.format("http://x.example/map.xml"))
    feed = make_feed(serve(httpserver, "/sitemap.xml", index.format(inner)))
    assert pipeline.poll_feed(feed.pk, NOW, client_of_server).outcome is Outcome.MALFORMED_FEED
    feed.refresh_from_db()
    assert "inside another one" in feed.state_reason


def test_a_headline_of_the_page_stands_where_its_link_says_read_more(
    httpserver: HTTPServer, client_of_server: HttpClient
) -> None:
    serve(httpserver, "/a", page(), content_type="text/html")
    body = "<html><body><p class='teaser'><a href='/a'>اقرأ المزيد</a></p></body></html>"
    address = serve(httpserver, "/north", body, content_type="text/html")
    feed = make_feed(address, kind=FeedKind.PAGE, link_selector=".teaser a")
    assert [article.title for article in read_all(feed, client_of_server)] == [ARABIC_TITLE]


@pytest.mark.parametrize("selector", ["h2 a", "//h2/a/@href", ""])
def test_section_page_is_polled(
    httpserver: HTTPServer, client_of_server: HttpClient, selector: str
) -> None:
    serve(httpserver, "/a", page(), content_type="text/html")
    body = f"<html><body><a href='/'>x</a><h2><a href='/a'>{ARABIC_TITLE}</a></h2></body></html>"
    feed = make_feed(
        serve(httpserver, "/north", body, content_type="text/html"),
        kind=FeedKind.PAGE,
        link_selector=selector,
    )
    (article,) = read_all(feed, client_of_server)
    feed.refresh_from_db()
    assert (feed.kind, feed.state) == (FeedKind.PAGE, Outcome.OK)
    assert (article.title, article.outcome) == (ARABIC_TITLE, Outcome.OK)


def test_a_section_page_whose_selector_finds_nothing_is_named(
    httpserver: HTTPServer, client_of_server: HttpClient
) -> None:
    feed = make_feed(
        serve(httpserver, "/north", page(), content_type="text/html"),
        kind=FeedKind.PAGE,
        link_selector=".gone a",
    )
    assert pipeline.poll_feed(feed.pk, NOW, client_of_server).outcome is Outcome.NO_LINKS
    feed.refresh_from_db()
    assert (feed.state, feed.kind) == (Outcome.NO_LINKS, FeedKind.PAGE)


def test_selectors_of_a_source_read_its_pages(
    httpserver: HTTPServer, client_of_server: HttpClient
) -> None:
    body = f"<html><body><div id='x'><p>{ARABIC_BODY[0]}</p></div><p>{LONG_TEXT}</p></body></html>"
    link = serve(httpserver, "/a", body, content_type="text/html")
    article = make_article(link, source=make_source(text_selector="#x"))
    pipeline.fetch_article(article.pk, NOW, client_of_server)
    article.refresh_from_db()
    assert article.current is not None
    assert article.current.text == f"{ARABIC_TITLE}\n{ARABIC_BODY[0]}"
    assert article.current.extractor == "selector"


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (403, b""),
        (
            200,
            page(
                paragraphs=(f"{LONG_TEXT} ..."[:320],),
                head='<script type="application/ld+json">{"isAccessibleForFree": false}</script>',
            ),
        ),
    ],
    ids=["refused", "paywall"],
)
def test_the_feeds_own_text_stands_in_and_says_so(
    httpserver: HTTPServer, client_of_server: HttpClient, status: int, body: bytes
) -> None:
    link = serve(httpserver, "/a", body, status=status, content_type="text/html")
    article = make_article(link, feed_text=f"{LONG_TEXT} {LONG_TEXT}", author="ليلى حداد")
    assert pipeline.fetch_article(article.pk, NOW, client_of_server) is Outcome.OK
    article.refresh_from_db()
    assert article.current is not None
    assert article.current.extractor == "feed"
    assert article.current.note.startswith("the feed's own text, not the page's")
    assert article.author == "ليلى حداد"
    assert article.published_at is None


def test_a_page_that_was_withdrawn_is_not_replaced(
    httpserver: HTTPServer, client_of_server: HttpClient
) -> None:
    article = make_article(serve(httpserver, "/a", "", status=410), feed_text=LONG_TEXT)
    assert pipeline.fetch_article(article.pk, NOW, client_of_server) is Outcome.GONE
