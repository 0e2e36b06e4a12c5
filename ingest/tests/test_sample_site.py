"""The sample newsroom: complete, plainly marked as a sample, and readable like any real outlet."""

import calendar
import re
import threading
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from difflib import SequenceMatcher
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from xml.etree import ElementTree

import feedparser
import pytest
import trafilatura
from django.conf import settings
from django.core.management import call_command

from ingest import sample_site
from ingest.management.commands.sample_site import HOST, SampleServer
from ingest.models import Feed, Source
from ingest.records import FeedKind
from ingest.sample_site import Page, SampleArticle, SampleOutlet

ORIGIN = "http://127.0.0.1:8765"
OUTLETS = sample_site.load_outlets()
ARTICLES = sample_site.load_articles()
PAGES = sample_site.build_site(OUTLETS, ARTICLES, ORIGIN)
CHARSETS = {outlet.slug: outlet.charset for outlet in OUTLETS}
BY_ID = {article.id: article for article in ARTICLES}

every_outlet = pytest.mark.parametrize("outlet", OUTLETS, ids=lambda outlet: outlet.slug)
every_article = pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.id)


def html_of(article: SampleArticle) -> str:
    return PAGES[article.path].body.decode(CHARSETS[article.outlet])


def without_joiners(text: str) -> str:
    """Leave out the zero-width non-joiner of Persian, which extraction drops."""
    return text.replace("\u200c", "")


def words(text: str) -> list[str]:
    return re.findall(r"\w+", without_joiners(text))


def articles_of(outlet: SampleOutlet) -> list[SampleArticle]:
    return [article for article in ARTICLES if article.outlet == outlet.slug]


@pytest.fixture(scope="module")
def server() -> Iterator[SampleServer]:
    with SampleServer(0) as running:
        thread = threading.Thread(target=running.serve_forever, daemon=True)
        thread.start()
        yield running
        running.shutdown()
        thread.join()


def request(
    server: SampleServer, path: str, method: str = "GET", **headers: str
) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection(HOST, server.server_port, timeout=5)
    connection.request(
        method, path, headers={name.replace("_", "-"): text for name, text in headers.items()}
    )
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response, body


@pytest.mark.parametrize(
    ("lang", "least"), [("ar", 32), ("en", 22), ("tr", 3), ("fa", 3), ("fr", 3), ("ru", 3)]
)
def test_each_language_has_enough_articles(lang: str, least: int) -> None:
    assert Counter(article.lang for article in ARTICLES)[lang] >= least


def test_six_outlets_print_at_least_sixty_six_articles() -> None:
    assert len(OUTLETS) == 6
    assert len(ARTICLES) >= 66
    assert {article.outlet for article in ARTICLES} == {outlet.slug for outlet in OUTLETS}


@every_outlet
def test_outlet_prints_several_articles_in_its_languages_only(outlet: SampleOutlet) -> None:
    own = articles_of(outlet)
    assert len(own) >= 6
    assert {article.lang for article in own} == set(outlet.languages.split(","))


def test_ids_and_addresses_are_unique() -> None:
    assert len(BY_ID) == len(ARTICLES)
    assert len({article.path for article in ARTICLES}) == len(ARTICLES)


@every_article
def test_article_is_whole(article: SampleArticle) -> None:
    assert article.title
    assert article.author
    assert 3 <= len(article.paragraphs) <= 9
    assert article.published_at.tzinfo is not None
    assert (
        datetime(2018, 1, 1, tzinfo=UTC) < article.published_at < datetime(2024, 1, 1, tzinfo=UTC)
    )
    assert article.reprint_of == "" or article.reprint_of in BY_ID
    assert set(article.related) <= BY_ID.keys() - {article.id}


def test_reprints_are_printed_by_another_outlet_and_later() -> None:
    reprints = [article for article in ARTICLES if article.reprint_of]
    assert len(reprints) >= 4
    for reprint in reprints:
        original = BY_ID[reprint.reprint_of]
        assert reprint.outlet != original.outlet
        assert reprint.published_at > original.published_at
        assert reprint.paragraphs == original.paragraphs
    assert any(reprint.title != BY_ID[reprint.reprint_of].title for reprint in reprints)
    assert any(reprint.title == BY_ID[reprint.reprint_of].title for reprint in reprints)


def test_a_row_not_marked_as_sample_is_refused() -> None:
    with pytest.raises(ValueError, match="not marked as a sample"):
        sample_site.read_article({"id": "x-1", "paragraphs": ["a"]})


@pytest.mark.parametrize(("path", "page"), PAGES.items(), ids=list(PAGES))
def test_every_page_says_that_it_is_a_sample(path: str, page: Page) -> None:
    assert path == "/robots.txt" or b"sample" in page.body.lower()


@every_outlet
def test_outlet_name_says_that_it_is_a_sample(outlet: SampleOutlet) -> None:
    assert "sample" in outlet.name_en.lower()
    assert "نموذج" in outlet.name_ar


@every_outlet
def test_no_outlet_bears_the_name_of_a_real_one(outlet: SampleOutlet) -> None:
    registry = ElementTree.parse(Path(sample_site.__file__).parent / "data" / "sources.opml")
    labels = {
        text.casefold().strip()
        for outline in registry.iter("outline")
        for key in ("text", "title")
        if (text := outline.get(key))
    }
    assert len(labels) > 10
    for name in (outlet.name_en, outlet.name_ar):
        own = name.partition(" (")[0].casefold()
        assert not any(own == label or own in label for label in labels)


@every_outlet
def test_feed_lists_every_article_newest_first(outlet: SampleOutlet) -> None:
    feed = feedparser.parse(PAGES[outlet.feed_path].body)
    assert not feed.bozo
    assert feed.version == {"rss": "rss20", "atom": "atom10"}[outlet.feed]
    assert feed.feed.title == outlet.name
    own = articles_of(outlet)
    assert [entry.link for entry in feed.entries] == [ORIGIN + article.path for article in own]
    for entry, article in zip(feed.entries, own, strict=True):
        assert entry.title == article.title
        assert calendar.timegm(entry.published_parsed) == article.published_at.timestamp()
    dates = [entry.published_parsed for entry in feed.entries]
    assert dates == sorted(dates, reverse=True)


@every_outlet
def test_guids_do_not_depend_on_the_port(outlet: SampleOutlet) -> None:
    own = articles_of(outlet)
    guids = [
        [entry.id for entry in feedparser.parse(sample_site.render_feed(outlet, own, base)).entries]
        for base in (ORIGIN, "http://127.0.0.1:9999")
    ]
    assert guids[0] == guids[1]


@every_article
def test_body_is_extracted_and_the_list_of_links_is_not(article: SampleArticle) -> None:
    found = trafilatura.extract(PAGES[article.path].body, url=ORIGIN + article.path) or ""
    body = words("\n".join(article.paragraphs))
    matcher = SequenceMatcher(a=body, b=words(found), autojunk=False)
    assert sum(block.size for block in matcher.get_matching_blocks()) >= 0.9 * len(body)
    assert all(BY_ID[key].title not in found for key in article.related)
    assert sample_site.NOTICES[article.lang] not in found


@every_article
def test_page_tells_title_and_time(article: SampleArticle) -> None:
    metadata = trafilatura.extract_metadata(PAGES[article.path].body)
    assert metadata.title == without_joiners(article.title)
    assert metadata.date == article.published_at.date().isoformat()
    assert f'datetime="{article.published_at.isoformat()}"' in html_of(article)


@every_article
def test_page_names_its_language_and_direction(article: SampleArticle) -> None:
    side = "rtl" if article.lang in {"ar", "fa"} else "ltr"
    assert f'<html lang="{article.lang}" dir="{side}">' in html_of(article)


def test_one_outlet_is_served_in_windows_1256() -> None:
    [outlet] = [outlet for outlet in OUTLETS if outlet.charset == "windows-1256"]
    article = articles_of(outlet)[0]
    page = PAGES[article.path]
    assert page.content_type == "text/html; charset=windows-1256"
    assert article.title.encode("cp1256") in page.body
    assert b'<meta charset="windows-1256">' in page.body


def test_text_is_escaped() -> None:
    hostile = sample_site.read_article(
        {
            "id": "x-1",
            "sample": True,
            "outlet": OUTLETS[0].slug,
            "lang": "en",
            "slug": "x",
            "title": "<script>alert(1)</script>",
            "published": "2019-10-09T10:00:00+03:00",
            "paragraphs": ['A "quote" & <b>bold</b>'],
        }
    )
    page = sample_site.render_article(OUTLETS[0], hostile, [hostile], ORIGIN).decode()
    assert "<script" not in page
    assert "<b>" not in page
    assert "&lt;b&gt;bold&lt;/b&gt;" in page


def test_robots_txt_allows_everything(server: SampleServer) -> None:
    response, body = request(server, "/robots.txt")
    assert response.status == 200
    assert body == b"User-agent: *\nAllow: /\n"


@every_outlet
def test_second_fetch_of_a_feed_is_not_modified(server: SampleServer, outlet: SampleOutlet) -> None:
    first, body = request(server, outlet.feed_path)
    assert first.status == 200
    assert len(body) == int(first.headers["Content-Length"])
    by_tag, empty = request(server, outlet.feed_path, If_None_Match=first.headers["ETag"])
    assert (by_tag.status, empty) == (304, b"")
    by_date, empty = request(
        server, outlet.feed_path, If_Modified_Since=first.headers["Last-Modified"]
    )
    assert (by_date.status, empty) == (304, b"")


@pytest.mark.parametrize(
    "headers",
    [
        {"If_None_Match": '"other"'},
        {"If_Modified_Since": "Thu, 01 Jan 1970 00:00:00 GMT"},
        {"If_Modified_Since": "yesterday"},
        {"If_None_Match": '"other"', "If_Modified_Since": "Fri, 01 Jan 2100 00:00:00 GMT"},
    ],
)
def test_a_stale_copy_is_sent_anew(server: SampleServer, headers: dict[str, str]) -> None:
    response, body = request(server, OUTLETS[0].feed_path, **headers)
    assert response.status == 200
    assert body


def test_head_sends_no_body(server: SampleServer) -> None:
    response, body = request(server, ARTICLES[0].path, method="HEAD")
    assert (response.status, body) == (200, b"")


@pytest.mark.parametrize("path", ["/nothing", "/../../etc/passwd", "/sample-levant-wire"])
def test_an_unknown_address_is_not_found(server: SampleServer, path: str) -> None:
    assert request(server, path)[0].status == 404


@pytest.mark.django_db
def test_loading_twice_makes_six_marked_sources_that_are_due() -> None:
    for _ in range(2):
        call_command("load_sample", verbosity=0)
    assert Source.objects.sample().enabled().count() == Source.objects.count() == 6
    assert Feed.objects.count() == 6
    assert Feed.objects.due(datetime.now(UTC)).count() == 6
    kinds = Counter(Feed.objects.values_list("kind", flat=True))
    assert kinds == {FeedKind.RSS: 3, FeedKind.ATOM: 3}
    for feed in Feed.objects.all():
        assert feed.url.removeprefix(settings.SAMPLE_SITE_ORIGIN) in PAGES


@pytest.mark.django_db
def test_loading_leaves_other_sources_alone() -> None:
    other = Source.objects.create(slug="other", name="Other", is_enabled=False)
    call_command("load_sample", verbosity=0)
    other.refresh_from_db()
    assert (other.is_enabled, other.is_sample) == (False, False)
