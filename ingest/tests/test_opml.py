"""Lists of sources."""

import pytest

from ingest.management.commands.load_sources import CURATED
from ingest.opml import parse_opml, render_opml
from ingest.records import BadList, FeedKind, ListedFeed, Selectors
from ingest.source_table import parse_table, render_table

LIST = "<opml version='2.0'><head/><body>{}</body></opml>"


def test_an_outline_is_a_feed_in_the_group_around_it() -> None:
    (feed,) = parse_opml(
        LIST.format(
            "<outline text='North'><outline text='Outlet' nameAr='منبر' language='ar-SY'"
            " country='syr' htmlUrl='https://www.outlet.example/ar/'"
            " xmlUrl='https://OUTLET.example/feed'/></outline>"
        ).encode()
    )
    assert (feed.slug, feed.name, feed.name_ar) == ("outlet-example-ar", "Outlet", "منبر")
    assert (feed.url, feed.group) == ("https://outlet.example/feed", "North")
    assert (feed.language, feed.country) == ("ar", "SYR")


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "well-formed"),
        (b"plain", "well-formed"),
        (LIST.format("").encode(), "no outline"),
        (LIST.format("<outline text='x' xmlUrl='ftp://x/'/>").encode(), "'x'"),
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]><opml/>", "entities"),
    ],
)
def test_a_list_that_cannot_be_read_is_named(body: bytes, reason: str) -> None:
    with pytest.raises(BadList, match=reason):
        parse_opml(body)


def test_the_curated_list_holds_outlets_of_the_region_in_its_languages() -> None:
    listed = parse_opml(CURATED.read_bytes())
    assert len(listed) >= 30
    assert {feed.language for feed in listed} == {"ar", "en", "tr", "fa", "ku", "he", "fr"}
    assert len({feed.url for feed in listed}) == len(listed)
    assert len({feed.slug for feed in listed}) == len(listed)
    assert all(len(feed.country) in (0, 3) for feed in listed)


FEEDS = (
    ListedFeed(
        slug="outlet-example",
        name="Outlet & <Sons>",
        name_ar="منبر الشمال",
        homepage="https://outlet.example/",
        url="https://outlet.example/feed?a=1&b=2",
        country="SYR",
        language="ar,en",
        group="North",
        owner="A family",
        reliability="HIGH",
        reliability_reason="names its sources, corrects itself",
    ),
    ListedFeed(
        slug="section-example-news",
        name="=Section",
        name_ar="",
        homepage="https://section.example/news",
        url="https://section.example/news",
        country="",
        language="",
        group="",
        reliability="UNCLEAR",
        kind=FeedKind.PAGE,
        link_selector="h2 > a",
        selectors=Selectors(text="//div[@id='x']", dropped=".ad, .more"),
    ),
)


def test_a_list_that_was_given_out_is_taken_in_the_same() -> None:
    assert set(parse_opml(render_opml(FEEDS, "newsmon"))) == set(FEEDS)
    assert parse_table(render_table(FEEDS).encode()) == FEEDS


def test_groups_are_outlines_around_their_feeds() -> None:
    text = render_opml(FEEDS, "newsmon").decode()
    assert '<outline text="North">' in text
    assert text.index("North") < text.index("https://outlet.example/feed")


def test_a_table_from_a_spreadsheet_is_read() -> None:
    table = "\ufeffTitle;Feed URL;Website;Folder;Languages;Kind\r\n"
    table += "منبر;outlet;;;;\r\nOutlet;https://outlet.example/rss;;North;ar, en;\r\n;;;;;\r\n"
    skipped: list[str] = []
    (feed,) = parse_table(table.encode("utf-8"), skipped=skipped)
    assert (feed.name, feed.group, feed.language) == ("Outlet", "North", "ar,en")
    assert skipped == [
        "line 2: the address of 'منبر' cannot be used: only http and https lead to"
        " articles, not 'nothing'"
    ]


def test_what_a_spreadsheet_takes_for_a_formula_is_written_as_text() -> None:
    assert "'=Section" in render_table(FEEDS)


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        ("", "url"),
        ("name,homepage\na,b", "no column is called url"),
        ("url\n", "no rows"),
        ("url\nftp://x/", "line 2"),
        ("url,reliability\nhttps://x.example/,GREAT", "reliability is one of"),
        ("url,kind\nhttps://x.example/,CARRIER PIGEON", "kind is one of"),
        ("url,kind,link_selector\nhttps://x.example/,PAGE,h2[", "link_selector"),
        ("url\n" + "\n" * 20_000 + "x", "more than"),
        ('url\n"' + "x" * 200_000, "line"),
    ],
)
def test_a_table_that_cannot_be_read_is_named(table: str, reason: str) -> None:
    with pytest.raises(BadList, match=reason):
        parse_table(table.encode())


def test_bad_outlines_are_left_out_where_that_is_asked_for() -> None:
    body = LIST.format(
        "<outline text='bad' xmlUrl='ftp://x/'/><outline xmlUrl='https://x.example/f'/>"
    )
    skipped: list[str] = []
    (feed,) = parse_opml(body.encode(), skipped=skipped)
    assert feed.name == "https://x.example/f"
    assert len(skipped) == 1 and "'bad'" in skipped[0]


def test_a_list_nested_without_end_is_read() -> None:
    body = "<opml>" + "<outline text='g'>" * 5000 + "<outline xmlUrl='https://x.example/f'/>"
    (feed,) = parse_opml((body + "</outline>" * 5000 + "</opml>").encode())
    assert feed.group == "g"
