"""What is found at a site's address, over a real HTTP server."""

import json
from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
from pytest_httpserver import HTTPServer

from ingest.canonical import BadUrl
from ingest.discovery import Discovery, FoundBy, discover
from ingest.records import FeedKind, Outcome
from ingest.tests.factories import ARABIC_TITLE, NOW, make_client, rss

HOME = "<!doctype html><html lang='ar'><head><title>منبر</title>{}</head><body>{}</body></html>"
ALTERNATE = '<link rel="alternate" type="application/{}" href="{}">'
FEED = rss(["https://outlet.example/1", "https://outlet.example/2"])


def look(server: HTTPServer, path: str = "/", *, requests: int = 99) -> Discovery:
    client = make_client(server.url_for("").rstrip("/"), timeout_seconds=3.0)
    asked = count(1)
    return discover(server.url_for(path), client, NOW, has_time=lambda: next(asked) <= requests)


def serve(server: HTTPServer, path: str, body: str | bytes, **options: Any) -> None:
    server.expect_request(path).respond_with_data(body, **{"content_type": "text/html", **options})


@pytest.fixture
def site(httpserver: HTTPServer) -> Iterator[HTTPServer]:
    """Yield a server that answers 404 for what it has not (and not 500, as the library does)."""
    httpserver.no_handler_status_code = 404
    yield httpserver
    httpserver.no_handler_status_code = 500


def test_declared_feeds_are_found_with_what_they_hold(site: HTTPServer) -> None:
    head = ALTERNATE.format("rss+xml", "/all.xml") + ALTERNATE.format("feed+json", "/all.json")
    head += ALTERNATE.format("rss+xml", "/comments/feed") + ALTERNATE.format("rss+xml", "/gone")
    serve(site, "/", HOME.format(head, ""))
    serve(site, "/all.xml", FEED)
    serve(site, "/comments/feed", rss([f"https://outlet.example/c{n}" for n in range(9)]))
    item = {"url": "https://outlet.example/1", "title": "x"}
    serve(
        site,
        "/all.json",
        json.dumps({"version": "https://jsonfeed.org/version/1", "items": [item]}),
    )
    found = look(site)
    assert [
        (c.url.rsplit(":")[-1].partition("/")[2], c.kind, c.items) for c in found.candidates
    ] == [
        ("all.xml", FeedKind.RSS, 2),
        ("all.json", FeedKind.JSON_FEED, 1),
        ("comments/feed", FeedKind.RSS, 9),
    ]
    assert (found.site_title, found.language) == ("منبر", "ar")
    assert {c.found_by for c in found.candidates} == {FoundBy.DECLARED}


def test_a_linked_feed_is_found(site: HTTPServer) -> None:
    serve(site, "/", HOME.format("", "<a href='/rss/world.php'>RSS</a><a href='/news/7'>x</a>"))
    serve(site, "/rss/world.php", FEED)
    assert [c.found_by for c in look(site).candidates] == [FoundBy.LINKED]


@pytest.mark.parametrize("path", ["/feed", "/rss.xml", "/ar/feed"])
def test_a_feed_at_a_usual_address_is_found(site: HTTPServer, path: str) -> None:
    serve(site, "/ar/", HOME.format("", ""))
    serve(site, path, FEED)
    (candidate,) = look(site, "/ar/").candidates
    assert candidate.url == site.url_for(path)
    assert candidate.found_by is FoundBy.COMMON_PATH


def test_sitemaps_of_robots_txt_are_found(site: HTTPServer) -> None:
    maps = "".join(f"Sitemap: {site.url_for(p)}\n" for p in ("/pages.xml", "/news.xml"))
    serve(site, "/robots.txt", f"User-agent: *\nAllow: /\n{maps}")
    serve(site, "/", HOME.format("", ""))
    serve(site, "/news.xml", "<urlset><url><loc>https://outlet.example/1</loc></url></urlset>")
    serve(
        site,
        "/pages.xml",
        "<sitemapindex><sitemap><loc>https://outlet.example/a</loc></sitemap></sitemapindex>",
    )
    found = look(site).candidates
    assert [(c.kind, c.items, c.found_by) for c in found] == [
        (FeedKind.SITEMAP, 1, FoundBy.ROBOTS),
        (FeedKind.SITEMAP, None, FoundBy.ROBOTS),
    ]


def test_the_address_of_a_feed_is_the_feed(site: HTTPServer) -> None:
    serve(site, "/feed", FEED)
    (candidate,) = look(site, "/feed").candidates
    assert (candidate.found_by, candidate.items) == (FoundBy.ADDRESS, 2)
    assert candidate.newest_at is not None


def test_a_site_without_a_feed_is_offered_as_a_page_with_links(site: HTTPServer) -> None:
    serve(site, "/north", HOME.format("", f"<h2><a href='/a'>{ARABIC_TITLE}</a></h2>"))
    (candidate,) = look(site, "/north").candidates
    assert (candidate.kind, candidate.url) == (FeedKind.PAGE, site.url_for("/north"))


@pytest.mark.parametrize(
    ("status", "outcome"), [(403, Outcome.FORBIDDEN), (500, Outcome.SERVER_ERROR)]
)
def test_a_feed_is_found_behind_a_page_that_fails(
    site: HTTPServer, status: int, outcome: Outcome
) -> None:
    serve(site, "/", "", status=status)
    serve(site, "/feed", FEED)
    found = look(site)
    assert found.outcome is outcome
    assert [c.found_by for c in found.candidates] == [FoundBy.COMMON_PATH]


def test_what_robots_txt_forbids_is_not_looked_at(site: HTTPServer) -> None:
    serve(site, "/robots.txt", "User-agent: *\nDisallow: /")
    serve(site, "/", HOME.format("", ""))
    serve(site, "/feed", FEED)
    found = look(site)
    assert (found.outcome, found.candidates) == (Outcome.BLOCKED_BY_ROBOTS, ())


def test_private_addresses_that_a_page_declares_are_not_reached(site: HTTPServer) -> None:
    inside = ALTERNATE.format("rss+xml", "http://169.254.169.254/feed")
    serve(site, "/", HOME.format(inside + ALTERNATE.format("rss+xml", "http://[::1]/f"), ""))
    assert look(site).candidates == ()


def test_a_slow_site_ends_the_search_and_says_so(site: HTTPServer) -> None:
    serve(site, "/", HOME.format("", ""))
    assert not look(site, requests=3).is_complete
    assert len(site.log) <= 6  # the page, robots.txt and three more


@pytest.mark.parametrize("url", ["ftp://outlet.example/", "outlet", "http://"])
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(BadUrl):
        discover(url, make_client(), NOW, has_time=lambda: True)
