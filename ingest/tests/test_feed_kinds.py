"""JSON feeds, sitemaps and section pages: what is read, and what is left out."""

import gzip
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.feeds import parse_feed
from ingest.records import FeedKind, Outcome, ParsedFeed, Refused
from ingest.selectors import BadSelector, check
from ingest.tests.factories import NOW

URL = "https://outlet.example/news/"
MAP = "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'{}>{}</urlset>"
NEWS = " xmlns:news='http://www.google.com/schemas/sitemap-news/0.9'"
IMAGE = " xmlns:image='http://www.google.com/schemas/sitemap-image/1.1'"


def parse(
    body: str | bytes, *, kind: FeedKind = FeedKind.UNCLEAR, selector: str = ""
) -> ParsedFeed:
    raw = body.encode() if isinstance(body, str) else body
    return parse_feed(raw, url=URL, charset="", now=NOW, kind=kind, link_selector=selector)


def refusal(body: str | bytes, **options: Any) -> Refused:
    with pytest.raises(Refused) as caught:
        parse(body, **options)
    return caught.value


def json_feed(*items: Any, **head: Any) -> str:
    version = "https://jsonfeed.org/version/1.1"
    return json.dumps({"version": version, "title": "منبر", "items": items, **head})


# --- JSON Feed -----------------------------------------------------------------------------------


def test_json_item_is_read() -> None:
    item = {
        "id": 7,
        "url": "/news/7?utm_source=json",
        "title": "نزوح عائلات من القرى",
        "date_published": "2024-02-29T10:00:00+03:00",
        "content_html": "<p>one</p><script>alert(1)</script><p>two</p>",
        "summary": "one",
        "authors": [{"name": "ليلى حداد"}],
        "language": "ar-SY",
    }
    feed = parse(json_feed(item))
    (entry,) = feed.entries
    assert (feed.kind, feed.title, feed.note) == (FeedKind.JSON_FEED, "منبر", "")
    assert (entry.url, entry.guid) == ("https://outlet.example/news/7", "7")
    assert (entry.author, entry.language) == ("ليلى حداد", "ar")
    assert entry.summary_text == "one\ntwo"
    assert entry.published_at == datetime(2024, 2, 29, 7, tzinfo=UTC)


def test_a_json_feed_without_items_is_valid_and_empty() -> None:
    assert parse(json_feed()).entries == ()


@pytest.mark.parametrize("published", ["2094-01-01T00:00:00Z", "soon", 5, None, ""])
def test_a_json_time_that_is_none_is_not_replaced(published: Any) -> None:
    item = {"url": "https://outlet.example/1", "date_published": published}
    assert parse(json_feed(item)).entries[0].published_at is None


@pytest.mark.parametrize(
    ("body", "outcome"),
    [
        ("{}", Outcome.NOT_A_FEED),
        ('{"error": "no such page"}', Outcome.NOT_A_FEED),
        ('{"version": "https://jsonfeed.org/version/1", "items": 5}', Outcome.MALFORMED_FEED),
        ('{"version": "https://jsonfeed.org/version/1", "items": [', Outcome.MALFORMED_FEED),
        ("{" * 50_000, Outcome.NOT_A_FEED),
    ],
)
def test_json_that_is_no_feed_is_named(body: str, outcome: Outcome) -> None:
    assert refusal(body).outcome is outcome


def test_items_that_are_no_objects_are_counted_and_left_out() -> None:
    feed = parse(json_feed(None, 5, [], "x", {"url": {"a": 1}}, {"url": "https://x.example/1"}))
    assert [entry.url for entry in feed.entries] == ["https://x.example/1"]
    assert "5 items without a usable address" in feed.note


# --- Sitemaps ------------------------------------------------------------------------------------


def test_news_sitemap_has_titles_and_publication_times() -> None:
    feed = parse(
        MAP.format(
            NEWS + IMAGE,
            "<url><loc>https://outlet.example/1</loc><lastmod>2024-03-01T09:00:00Z</lastmod>"
            "<image:image><image:loc>https://cdn.example/1.jpg</image:loc></image:image>"
            "<news:news><news:publication><news:name>منبر</news:name>"
            "<news:language>ar</news:language></news:publication>"
            "<news:publication_date>2024-02-29T10:00:00+03:00</news:publication_date>"
            "<news:title>نزوح عائلات</news:title></news:news></url>",
        )
    )
    (entry,) = feed.entries
    assert feed.kind is FeedKind.SITEMAP
    assert (entry.url, entry.title, entry.language) == (
        "https://outlet.example/1",
        "نزوح عائلات",
        "ar",
    )
    assert entry.published_at == datetime(2024, 2, 29, 7, tzinfo=UTC)


def test_the_time_of_a_change_is_no_publication_time() -> None:
    place = "<url><loc>https://outlet.example/1</loc><lastmod>2024-03-01</lastmod></url>"
    assert parse(MAP.format("", place)).entries[0].published_at is None


def test_what_did_not_change_lately_is_an_archive() -> None:
    places = "".join(
        f"<url><loc>https://outlet.example/{n}</loc><lastmod>{day}</lastmod></url>"
        for n, day in enumerate(["2019-03-01", "2024-02-20", "2024-02-29"])
    )
    feed = parse(MAP.format("", places))
    assert [entry.url[-1] for entry in feed.entries] == ["2", "1"]
    assert "1 addresses unchanged" in feed.note


def test_a_packed_sitemap_is_unpacked() -> None:
    place = "<url><loc>https://outlet.example/1</loc></url>"
    assert len(parse(gzip.compress(MAP.format("", place).encode())).entries) == 1


def test_a_sitemap_packed_in_parts_is_unpacked() -> None:
    whole = MAP.format("", "<url><loc>https://outlet.example/1</loc></url>").encode()
    parts = gzip.compress(whole[:40]) + gzip.compress(whole[40:]) + b"\x00 filling"
    assert len(parse(parts).entries) == 1


@pytest.mark.parametrize("parts", [1, 4])
def test_a_packed_bomb_is_named(parts: int) -> None:
    bomb = gzip.compress(b" " * (30_000_000 // parts)) * parts
    assert refusal(bomb).outcome is Outcome.TOO_LARGE


def test_broken_packing_is_named() -> None:
    assert refusal(b"\x1f\x8b\x08nothing of the kind").outcome is Outcome.UNDECODABLE


def test_an_index_names_its_latest_sitemaps_with_news_first() -> None:
    children = "".join(
        f"<sitemap><loc>https://outlet.example/{name}.xml</loc><lastmod>{day}</lastmod></sitemap>"
        for name, day in [("old", "2019-01-01"), ("posts", "2024-02-29"), ("news", "2024-01-01")]
    )
    feed = parse(f"<sitemapindex xmlns='http://www.sitemaps.org/x'>{children}</sitemapindex>")
    assert feed.entries == ()
    assert [address.rsplit("/")[-1] for address in feed.sitemaps] == [
        *("news.xml", "posts.xml", "old.xml"),
    ]


def test_half_characters_in_a_sitemap_break_nothing() -> None:
    body = (
        f"<urlset><url><loc>{URL}&#xD800;</loc></url><url>&#xDFFF;<loc>{URL}a</loc></url></urlset>"
    )
    assert f"{URL}a" in [entry.url for entry in parse(body).entries]


def test_an_index_that_names_itself_leads_nowhere() -> None:
    child = f"<sitemap><loc>{URL}</loc></sitemap>"
    assert parse(f"<sitemapindex>{child}</sitemapindex>").sitemaps == ()


@pytest.mark.parametrize("text", ["<urlset", "<urlset:", "<urlset><url><loc>cut", "<sitemapindex>"])
def test_a_broken_sitemap_is_named_or_read(text: str) -> None:
    try:
        assert all(entry.url.startswith("https://") for entry in parse(text).entries)
    except Refused as refused:
        assert refused.outcome is Outcome.MALFORMED_FEED


def test_entities_of_a_sitemap_are_refused_unread() -> None:
    bomb = "<!DOCTYPE u [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><urlset>&a;</urlset>"
    assert refusal(bomb).outcome is Outcome.MALFORMED_FEED


# --- Section pages -------------------------------------------------------------------------------

SECTION = """<!doctype html><html lang="ar"><head><title>أخبار الشمال</title></head><body>
<nav><a href="/about">من نحن وماذا نفعل في هذا الموقع الإخباري</a></nav>
<div class="list">
<article><a href="/news/1"><img src="/1.jpg"></a><h3><a href="/news/1">وصول قافلة مساعدات إلى البلدة
  بعد أسابيع</a></h3><a href="/tag/aid">مساعدات إنسانية عاجلة إلى المدن</a></article>
<article><h3><a href="/news/2?utm_source=home">انقطاع المياه عن ستة أحياء في المدينة</a></h3>
</article>
</div><a href="https://ads.example/x">إعلان طويل يشبه عنواناً من عناوين الأخبار</a>
<a href="/report.pdf">التقرير السنوي الكامل للمؤسسة عن العام الماضي</a>
<a href="mailto:desk@outlet.example">راسلونا على هذا العنوان في أي وقت تشاؤون</a></body></html>"""
TWO = ["https://outlet.example/news/1", "https://outlet.example/news/2"]


@pytest.mark.parametrize(
    "selector",
    [
        *(".list h3 a", "div.list article", "article", "//h3/a", "//h3/a/@href"),
        *("(//div[@class='list'])[1]//h3/a", ".list h3"),
    ],
)
def test_links_that_a_selector_finds_are_the_items(selector: str) -> None:
    feed = parse(SECTION, kind=FeedKind.PAGE, selector=selector)
    assert feed.kind is FeedKind.PAGE
    assert [entry.url for entry in feed.entries] == TWO
    if not selector.endswith("@href"):
        assert feed.entries[0].title == "وصول قافلة مساعدات إلى البلدة بعد أسابيع"
    assert all(entry.published_at is None for entry in feed.entries)


def test_without_a_selector_links_that_read_like_headlines_are_the_items() -> None:
    feed = parse(SECTION, kind=FeedKind.PAGE)
    assert [entry.url for entry in feed.entries] == TWO
    assert (feed.title, feed.language) == ("أخبار الشمال", "ar")


def test_read_more_is_no_headline() -> None:
    page = "<li><a href='/news/1'>اقرأ المزيد</a></li><li><a href='/news/2'>Read on »</a></li>"
    entries = parse(page, kind=FeedKind.PAGE, selector="li").entries
    assert [(entry.url, entry.title) for entry in entries] == [(url, "") for url in TWO]


@pytest.mark.parametrize(
    "selector", ["", ".nothing", "//nothing/@href", "h3[", "//a[", "count(//a)"]
)
def test_a_page_without_links_is_named(selector: str) -> None:
    page = "<html><body><p>لا شيء هنا</p><a href='/'>الرئيسية</a></body></html>"
    assert refusal(page, kind=FeedKind.PAGE, selector=selector).outcome is Outcome.NO_LINKS


def test_a_page_of_a_million_tags_is_refused_unread() -> None:
    assert refusal("<p>" * 200_000, kind=FeedKind.PAGE).outcome is Outcome.TOO_LARGE


@pytest.mark.parametrize(
    "selector", ["", "h3[", "//a[", "a >", "x" * 501, "count(//a)", "//a/foo()"]
)
def test_what_is_no_selector_is_refused(selector: str) -> None:
    with pytest.raises(BadSelector):
        check(selector)


@pytest.mark.parametrize("selector", ["a", "div.x > a:first-child", "//a", "(//a)[1]/@href"])
def test_css_and_xpath_are_selectors(selector: str) -> None:
    check(selector)


# --- Attacks -------------------------------------------------------------------------------------

SHREDS = st.lists(
    st.sampled_from(
        [
            *("{", "}", '"items":', "[", "]", '"version": "https://jsonfeed.org/version/1"', ","),
            *('"url": "https://x.example/1"', '"title": "\\ud800"', "null", "1e999", "<urlset>"),
            *(
                "<url>",
                "</url>",
                "<loc>https://x.example/",
                "</loc>",
                "<sitemapindex>",
                "<sitemap>",
            ),
            *("<lastmod>", "2024-02-29", "<news:title>", "<a href='", "http://[", "'>", "</a>"),
            *("\x00", "\ufffe", "نزوح عائلات من القرى", "<base href='//['>", "&#xD800;"),
        ]
    ),
    max_size=40,
).map(lambda shreds: "".join(shreds).encode())


@pytest.mark.fuzz
@settings(deadline=None)
@given(
    st.one_of(st.binary(max_size=200), SHREDS),
    st.sampled_from(["", "a", "//a/@href", "//*"]),
    st.sampled_from([FeedKind.UNCLEAR, FeedKind.PAGE]),
)
def test_any_bytes_end_in_a_feed_or_a_named_refusal(
    body: bytes, selector: str, kind: FeedKind
) -> None:
    try:
        feed = parse(body, kind=kind, selector=selector)
    except Refused as refused:
        assert refused.reason
        return
    assert all(entry.url.startswith(("http://", "https://")) for entry in feed.entries)
    for entry in feed.entries:
        (entry.title + entry.guid + entry.author + entry.summary_text).encode()
