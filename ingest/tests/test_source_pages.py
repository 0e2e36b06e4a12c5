"""The pages around a source: found by an address, looked at, taken in and given out as lists."""

import re
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_httpserver import HTTPServer

from ingest import source_views
from ingest.models import Article, Feed, FetchLog, Source
from ingest.records import FeedKind, Outcome
from ingest.source_table import render_table
from ingest.tests.factories import (
    ARABIC_BODY,
    ARABIC_TITLE,
    make_article,
    make_client,
    make_feed,
    make_source,
    page,
    rss,
)

pytestmark = pytest.mark.django_db
DISCOVER, PREVIEW, IMPORT, HAND_IN = (
    reverse(f"admin:ingest_source_{name}") for name in ("discover", "preview", "import", "hand_in")
)
ADD, SOURCES = reverse("admin:ingest_source_add"), reverse("admin:ingest_source_changelist")
EMPTY = {"feeds-TOTAL_FORMS": "1", "feeds-INITIAL_FORMS": "0", "feeds-0-interval_minutes": "30"}


@pytest.fixture
def site(httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> HTTPServer:
    """Return a local server that the pages may reach."""
    client = make_client(httpserver.url_for("").rstrip("/"), timeout_seconds=3.0)
    monkeypatch.setattr(source_views, "looking_client", lambda: client)
    monkeypatch.setattr(httpserver, "no_handler_status_code", 404)
    return httpserver


def serve(server: HTTPServer, path: str, body: str | bytes, **options: Any) -> str:
    server.expect_request(path).respond_with_data(body, **{"content_type": "text/html", **options})
    return server.url_for(path)


def preview_of(client: Client, url: str, **fields: str) -> str:
    data = {**EMPTY, "feeds-0-url": url, "feeds-0-kind": "UNCLEAR", **fields}
    response = client.post(PREVIEW, data, headers={"X-Requested-With": "fetch"})
    assert response.status_code == 200
    return response.content.decode()


def cells(html: str) -> list[list[str]]:
    rows = re.findall(r"<tr>(.*?)</tr>", unescape(html), re.DOTALL)
    return [
        [
            " ".join(re.sub(r"<[^>]+>", " ", cell).split())
            for cell in re.findall(r"<td.*?</td>", row, re.S)
        ]
        for row in rows[1:]
    ]


# --- Preview -------------------------------------------------------------------------------------


def test_preview_shows_what_would_come_in_and_stores_nothing(
    site: HTTPServer, curator: Client
) -> None:
    links = [serve(site, f"/{n}", page()) for n in range(12)]
    html = preview_of(curator, serve(site, "/feed", rss(links)))
    rows = cells(html)
    assert len(rows) == 10 and "12 items" in html
    title, published, language, letters, extractor, outcome = rows[0]
    assert title.startswith(f"{ARABIC_TITLE} 1") and ARABIC_BODY[0][:40] in title
    assert "Feb. 29, 2024" in published and published.endswith("from the feed")
    assert language.startswith("ar ") and int(letters) > 200
    assert extractor.startswith("trafilatura") and outcome.startswith("fetched and read")
    assert not Source.objects.exists() and not Article.objects.exists()
    assert not FetchLog.objects.exists()


def test_preview_tells_of_each_page_that_cannot_be_read(site: HTTPServer, curator: Client) -> None:
    links = [serve(site, "/1", "", status=404), serve(site, "/2", "", status=403)]
    feed = serve(site, "/feed", rss(links, summary=" ".join(ARABIC_BODY)))
    gone, refused = cells(preview_of(curator, feed))
    assert gone[3:5] == ["—", "—"] and "404" in gone[5]
    assert refused[4] == "the feed's own text" and "403" in refused[5]


def test_preview_of_a_section_page_uses_the_selectors_of_the_form(
    site: HTTPServer, curator: Client
) -> None:
    serve(site, "/a", f"<div class='t'>{ARABIC_BODY[0]}</div><p>{' '.join(ARABIC_BODY)}</p>")
    url = serve(site, "/north", f"<h2><a href='/a'>{ARABIC_TITLE}</a></h2><a href='/b'>x</a>")
    html = preview_of(
        curator,
        url,
        **{"feeds-0-kind": "PAGE", "feeds-0-link_selector": "h2 a", "text_selector": ".t"},
    )
    (row,) = cells(html)
    assert row[0].startswith(ARABIC_TITLE) and row[4] == "the source's selector"
    assert row[1] == "unknown"


@pytest.mark.parametrize(
    ("body", "status", "outcome"),
    [
        ("<html><body>x</body></html>", 200, Outcome.NOT_A_FEED),
        ("<rss version='2.0'><channel></channel></rss>", 200, Outcome.EMPTY_FEED),
        ("", 410, Outcome.GONE),
    ],
)
def test_preview_names_what_is_no_feed(
    site: HTTPServer, curator: Client, body: str, status: int, outcome: Outcome
) -> None:
    assert f"<code>{outcome}</code>" in preview_of(curator, serve(site, "/f", body, status=status))


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/feed", "http://169.254.169.254/feed"])
def test_preview_reaches_no_private_address(site: HTTPServer, curator: Client, url: str) -> None:
    assert "<code>BLOCKED_ADDRESS</code>" in preview_of(curator, url)


def test_preview_says_which_selector_cannot_be_used(site: HTTPServer, curator: Client) -> None:
    html = preview_of(curator, "https://outlet.example/", text_selector="div[")
    assert "text_selector" in html and "neither CSS nor XPath" in html


def test_what_there_was_no_time_for_is_shown_as_unread(
    site: HTTPServer, curator: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source_views, "LOOK_SECONDS", 0.0)
    (row,) = cells(preview_of(curator, serve(site, "/feed", rss([site.url_for("/1")]))))
    assert row[0].startswith(ARABIC_TITLE) and "not read in the time" in row[5]


def test_preview_without_a_script_is_a_page_of_its_own(site: HTTPServer, curator: Client) -> None:
    html = curator.post(PREVIEW, EMPTY).content.decode()
    assert "<html" in html and "Enter the address of a feed first" in html


def test_add_and_change_page_have_a_preview(curator: Client) -> None:
    source = make_source()
    for address in (ADD, reverse("admin:ingest_source_change", args=[source.pk])):
        assert 'id="preview-button"' in curator.get(address).content.decode()


def test_markup_of_a_feed_is_shown_escaped(site: HTTPServer, curator: Client) -> None:
    title = "&lt;script&gt;alert(1)&lt;/script&gt; &amp;lt;img src=x onerror=alert(1)&amp;gt;"
    feed = rss(["javascript:alert(1)", site.url_for("/1")]).decode().replace(ARABIC_TITLE, title)
    html = preview_of(curator, serve(site, "/feed", feed))
    assert "<script>alert" not in html and "<img src=x" not in html
    assert 'href="javascript' not in html


# --- Found by an address -------------------------------------------------------------------------


def test_a_site_is_found_previewed_and_added(site: HTTPServer, curator: Client) -> None:
    link = serve(site, "/1", page())
    feed = serve(site, "/all.xml", rss([link]))
    head = '<link rel="alternate" type="application/rss+xml" href="/all.xml">'
    home = serve(site, "/", f"<html lang='ar'><head><title>منبر</title>{head}</head></html>")
    html = curator.post(DISCOVER, {"url": home}).content.decode()
    target = re.search(r'class="button" href="([^"]+)"', html)
    assert target is not None
    address = target[1].replace("&amp;", "&")
    assert parse_qs(urlsplit(address).query)["name"] == ["منبر"]
    form = curator.get(address).content.decode()
    assert f'value="{feed}"' in form and 'value="منبر"' in form
    data = {**EMPTY, "name": "منبر", "slug": "menbar", "is_enabled": "on", "feeds-0-url": feed}
    curator.post(address, {**data, "reliability": "UNCLEAR", "feeds-0-kind": "UNCLEAR"})
    assert Feed.objects.get().url == feed  # though it is what the form proposed
    assert Source.objects.get().is_enabled


def test_a_site_without_anything_says_so(site: HTTPServer, curator: Client) -> None:
    html = curator.post(DISCOVER, {"url": serve(site, "/", "<p>x</p>")}).content.decode()
    assert "Neither a feed nor a sitemap" in html


def test_trouble_with_the_site_is_told(site: HTTPServer, curator: Client) -> None:
    html = curator.post(DISCOVER, {"url": serve(site, "/", "", status=403)}).content.decode()
    assert "access refused by the site" in html


def test_a_section_page_with_a_selector_is_added(curator: Client) -> None:
    data = {
        **EMPTY,
        **{"name": "Outlet", "slug": "outlet", "reliability": "UNCLEAR", "text_selector": "#x"},
        **{"feeds-0-url": "https://outlet.example/north", "feeds-0-kind": "PAGE"},
        "feeds-0-link_selector": "h2 a",
    }
    curator.post(ADD, data)
    feed = Feed.objects.get()
    assert (feed.kind, feed.link_selector) == (FeedKind.PAGE, "h2 a")
    assert feed.source.text_selector == "#x"


@pytest.mark.parametrize("field", ["text_selector", "feeds-0-link_selector"])
def test_a_source_with_a_bad_selector_is_not_saved(curator: Client, field: str) -> None:
    data = {
        **EMPTY,
        **{"name": "Outlet", "slug": "outlet", "reliability": "UNCLEAR", field: "div["},
        "feeds-0-url": "https://outlet.example/north",
    }
    assert "neither CSS nor XPath" in curator.post(ADD, data).content.decode()
    assert not Source.objects.exists()


# --- Lists ---------------------------------------------------------------------------------------


def upload(client: Client, name: str, body: str, **fields: str) -> str:
    file = SimpleUploadedFile(name, body.encode())
    return client.post(IMPORT, {"file": file, **fields}).content.decode()


def test_a_list_is_given_out_and_taken_in_again(curator: Client) -> None:
    source = make_source("north", group="North", country="SYR", languages="ar")
    make_feed("https://outlet.example/feed", source=source)
    chosen = {"_selected_action": [source.pk]}
    opml = curator.post(SOURCES, {"action": "export_opml", **chosen}).content.decode()
    table = curator.post(SOURCES, {"action": "export_csv", **chosen}).content.decode()
    for name, body in (("s.opml", opml), ("s.csv", table)):
        Source.objects.all().delete()
        html = upload(curator, name, body)
        assert "1 feed added" in html
        found = Source.objects.get()
        assert (found.group, found.country, found.languages) == ("North", "SYR", "ar")
        assert not found.is_enabled
        assert "1 feed was there before" in upload(curator, name, body)


def test_what_of_a_list_cannot_be_used_is_told_and_the_rest_taken(curator: Client) -> None:
    table = render_table(()) + "\n".join(
        f"{name},,{url},,,,,,,,,,,,,," for name, url in [("a", "https://a.example/f"), ("b", "b")]
    )
    html = upload(curator, "s.csv", table, is_enabled="on")
    assert "line 3" in html
    assert list(Source.objects.values_list("name", "is_enabled")) == [("a", True)]


@pytest.mark.parametrize("body", ["", "plain", "<opml><body/></opml>"])
def test_a_list_that_cannot_be_read_is_told(curator: Client, body: str) -> None:
    assert "errorlist" in upload(curator, "s.opml", body)
    assert not Source.objects.exists()


# --- Deleting ------------------------------------------------------------------------------------


def test_what_happens_to_the_articles_is_said_before_sources_are_deleted(curator: Client) -> None:
    source = make_source("north")
    original = make_article("http://127.0.0.1:9/a", source=source, outcome=Outcome.OK)
    make_article(
        "http://127.0.0.1:9/b",
        source=make_source("south"),
        outcome=Outcome.DUPLICATE,
        duplicate_of=original,
    )
    one = curator.get(reverse("admin:ingest_source_delete", args=[source.pk])).content.decode()
    data = {"action": "delete_selected", "_selected_action": [source.pk]}
    many = curator.post(SOURCES, data).content.decode()
    for html in (one, many):
        assert "1 article, with every version of its text" in html
        assert "1 report was reprinted by another outlet" in html
        assert "switch the source off instead" in html
    assert Source.objects.count() == 2


# --- By hand -------------------------------------------------------------------------------------


def test_a_pasted_text_is_an_article(curator: Client) -> None:
    data = {
        "source": "نشرة محلية",
        "text": "\r\n".join([ARABIC_TITLE, *ARABIC_BODY]),
        "published_at": "2024-02-29 10:15",
    }
    curator.post(HAND_IN, data)
    article = Article.objects.get()
    assert article.current is not None
    assert article.current.text == "\n".join([ARABIC_TITLE, *ARABIC_BODY])
    assert (article.source.name, article.published_origin) == ("نشرة محلية", "GIVEN")
    assert article.current.extractor == "by hand"
    curator.post(HAND_IN, data)
    assert Article.objects.count() == 1


def test_an_address_is_read(site: HTTPServer, curator: Client) -> None:
    url = serve(site, "/a", page())
    curator.post(HAND_IN, {"source": "Outlet", "url": url})
    article = Article.objects.get()
    assert (article.canonical_url, article.title) == (url, ARABIC_TITLE)
    assert article.published_at is None


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, "Enter a text or an address"),
        ({"text": "قصير"}, "no text found"),
        ({"url": "http://127.0.0.1:9/a"}, "private or reserved"),
        ({"text": ARABIC_BODY[0], "published_at": "2094-01-01 00:00"}, "lies in the future"),
    ],
)
def test_what_cannot_be_taken_in_is_told(
    site: HTTPServer, curator: Client, fields: dict[str, str], told: str
) -> None:
    assert told in curator.post(HAND_IN, {"source": "Outlet", **fields}).content.decode()
    assert not Article.objects.exists()


# --- Who may -------------------------------------------------------------------------------------


@pytest.mark.parametrize("cast", ["outsider", "reader"])
@pytest.mark.parametrize("address", [DISCOVER, PREVIEW, IMPORT, HAND_IN])
def test_nobody_but_curators_sees_these_pages(
    cast: str, address: str, request: pytest.FixtureRequest
) -> None:
    client = request.getfixturevalue(cast)
    for response in (client.get(address), client.post(address, EMPTY)):
        assert response.status_code in (302, 403)


@pytest.mark.parametrize("model", ["user", "group"])
def test_a_curator_cannot_touch_users(curator: Client, admin: Client, model: str) -> None:
    for name in ("changelist", "add"):
        address = reverse(f"admin:auth_{model}_{name}")
        assert curator.get(address).status_code == 403
        assert admin.get(address).status_code == 200


@pytest.mark.parametrize("address", [DISCOVER, IMPORT, HAND_IN, ADD])
def test_pages_open_in_arabic(curator: Client, address: str) -> None:
    html = curator.get(address, headers={"Accept-Language": "ar"}).content.decode()
    assert 'lang="ar"' in html and 'dir="rtl"' in html
