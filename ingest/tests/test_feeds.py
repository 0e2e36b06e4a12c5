"""Feeds as they come: old formats, broken XML, attacks."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.feeds import MAX_ENTRIES, parse_feed
from ingest.records import FeedKind, Outcome, ParsedFeed, Refused
from ingest.tests.factories import NOW, rss

URL = "https://outlet.example/feeds/all.xml"
RSS = (
    "<rss version='2.0'><channel><title>Outlet</title><language>ar-SY</language>{}</channel></rss>"
)
ATOM = "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='fr'><title>Outlet</title>{}</feed>"


def parse(text: str | bytes, *, charset: str = "") -> ParsedFeed:
    body = text.encode() if isinstance(text, str) else text
    return parse_feed(body, url=URL, charset=charset, now=NOW)


def item(inner: str = "", link: str = "https://outlet.example/a") -> str:
    return RSS.format(f"<item><title>خبر</title><link>{link}</link>{inner}</item>")


def refusal(text: str | bytes) -> Refused:
    with pytest.raises(Refused) as caught:
        parse(text)
    return caught.value


# --- What is read --------------------------------------------------------------------------------


def test_rss_item_is_read() -> None:
    feed = parse(
        item(
            "<guid isPermaLink='false'>7</guid><pubDate>Thu, 29 Feb 2024 10:00:00 +0300</pubDate>"
            "<description>&lt;p&gt;one&lt;/p&gt;&lt;p&gt;two&lt;/p&gt;</description>",
            link="/news/7?utm_source=rss#top",
        )
    )
    entry = feed.entries[0]
    assert feed.kind is FeedKind.RSS and feed.title == "Outlet" and feed.note == ""
    assert entry.url == "https://outlet.example/news/7"
    assert (entry.guid, entry.title, entry.language) == ("7", "خبر", "ar")
    assert entry.published_at == datetime(2024, 2, 29, 7, tzinfo=UTC)
    assert entry.summary_text == "one\ntwo"


def test_atom_entry_is_read() -> None:
    feed = parse(
        ATOM.format(
            "<entry><title type='html'>A &amp;amp; B</title><id>tag:1</id>"
            "<link rel='self' href='https://outlet.example/atom/1'/>"
            "<link rel='alternate' href='https://outlet.example/1'/>"
            "<published>2024-02-29T08:00:00+01:00</published>"
            "<updated>2024-03-01T08:00:00Z</updated>"
            "<content type='html'>&lt;p&gt;long text&lt;/p&gt;</content>"
            "<summary>short</summary></entry>"
        )
    )
    entry = feed.entries[0]
    assert feed.kind is FeedKind.ATOM
    assert (entry.url, entry.title) == ("https://outlet.example/1", "A & B")
    assert entry.published_at == datetime(2024, 2, 29, 7, tzinfo=UTC)
    assert entry.summary_text == "long text"


def test_rdf_item_is_read() -> None:
    feed = parse(
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'"
        " xmlns='http://purl.org/rss/1.0/' xmlns:dc='http://purl.org/dc/elements/1.1/'>"
        "<channel><title>x</title></channel><item><title>one</title>"
        "<link>https://outlet.example/1</link><dc:date>2024-02-29T07:00:00Z</dc:date></item>"
        "</rdf:RDF>"
    )
    assert feed.kind is FeedKind.RSS
    assert feed.entries[0].published_at == datetime(2024, 2, 29, 7, tzinfo=UTC)


@pytest.mark.parametrize("version", ["0.91", "0.92", "2.0"])
def test_old_versions_are_read(version: str) -> None:
    assert parse(item().replace("2.0", version)).entries


def test_permalink_guid_stands_in_for_a_missing_link() -> None:
    feed = parse(RSS.format("<item><title>x</title><guid>https://outlet.example/9</guid></item>"))
    assert feed.entries[0].url == "https://outlet.example/9"


def test_headline_loses_markup_and_keeps_signs() -> None:
    text = item().replace("خبر", "&lt;b&gt;5 &amp;lt; 6&lt;/b&gt;\n  ‏عاجل")
    assert parse(text).entries[0].title == "5 < 6 عاجل"


def test_scripts_of_a_summary_vanish() -> None:
    text = item("<description>&lt;script&gt;alert(1)&lt;/script&gt;word</description>")
    assert parse(text).entries[0].summary_text == "word"


def test_windows_1256_labelled_utf_8_is_read_and_noted() -> None:
    text = "<?xml version='1.0' encoding='utf-8'?>" + item().replace("خبر", "نزوح عائلات من القرى")
    feed = parse(text.encode("cp1256"), charset="utf-8")
    assert feed.entries[0].title == "نزوح عائلات من القرى"
    assert "windows-1256" in feed.note


def test_utf_16_is_read() -> None:
    text = "<?xml version='1.0' encoding='utf-16'?>" + item()
    assert parse(text.encode("utf-16")).entries[0].title == "خبر"


# --- Times ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "date",
    [
        *("", "yesterday", "الخميس", "0000-00-00", "9999-99-99T99:99:99Z", "1709190900"),
        *("-0001-11-30T00:00:00+00:00", "30 Nov -0001 00:00:00 +0000", "02/03/2024 10:15 PM"),
        *("Thu, 29 Feb 2094 07:00:00 GMT", "Thu, 01 Jan 1970 00:00:00 GMT"),
        "Sun, 03 Mar 2024 12:00:00 GMT",
    ],
)
def test_a_time_that_is_no_credible_time_is_none(date: str) -> None:
    assert parse(item(f"<pubDate>{date}</pubDate>")).entries[0].published_at is None


@pytest.mark.parametrize(
    ("date", "hour"),
    [("الخميس، 29 شباط 2024", 12), ("29 فبراير 2024 - 10:15", 10), ("19 شعبان 1445 هـ", 12)],
)
def test_a_time_in_arabic_words_is_read(date: str, hour: int) -> None:
    entry = parse(item(f"<pubDate>{date}</pubDate>")).entries[0]
    assert entry.published_at is not None
    assert entry.published_at.replace(minute=0) == datetime(2024, 2, 29, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    ("date", "moment"),
    [
        ("Thu, 29 Feb 2024 10:15 PM", datetime(2024, 2, 29, 22, 15, tzinfo=UTC)),
        ("2/29/2024 12:15:00 AM", datetime(2024, 2, 29, 0, 15, tzinfo=UTC)),
        ("Thu, 29 Feb 2024 10:15:00 EET", datetime(2024, 2, 29, 8, 15, tzinfo=UTC)),
        ("Thu, 29 Feb 2024 10:15:00 AST", datetime(2024, 2, 29, 7, 15, tzinfo=UTC)),
        ("Thu, 29 Feb 2024 10:15:00 UTC+3", datetime(2024, 2, 29, 7, 15, tzinfo=UTC)),
        ("Thu, 29 Feb 2024 10:15:00 +03", datetime(2024, 2, 29, 7, 15, tzinfo=UTC)),
        ("Thu, 29 Feb 2024 10:15:00 GMT", datetime(2024, 2, 29, 10, 15, tzinfo=UTC)),
        ("Sun, 31 Dec 2023 23:30:00 -0300", datetime(2024, 1, 1, 2, 30, tzinfo=UTC)),
        ("29 Feb 24 10:15 +0200", datetime(2024, 2, 29, 8, 15, tzinfo=UTC)),
        ("29 févr. 2024 à 10:15", datetime(2024, 2, 29, 10, 15, tzinfo=UTC)),
    ],
)
def test_a_local_clock_and_its_zone_are_read(date: str, moment: datetime) -> None:
    assert parse(item(f"<pubDate>{date}</pubDate>")).entries[0].published_at == moment


def test_a_time_that_cannot_be_read_is_told() -> None:
    assert "unreadable" in parse(item("<pubDate>soon</pubDate>")).note
    assert parse(item("<pubDate> </pubDate>")).note == ""


def test_a_missing_time_is_none() -> None:
    assert parse(item()).entries[0].published_at is None


def test_a_time_some_hours_ahead_is_a_zone_and_stays() -> None:
    entry = parse(item("<pubDate>Fri, 01 Mar 2024 15:00:00 GMT</pubDate>")).entries[0]
    assert entry.published_at == datetime(2024, 3, 1, 15, tzinfo=UTC)


# --- Broken feeds --------------------------------------------------------------------------------


def test_valid_feed_without_items_has_none() -> None:
    assert parse(RSS.format("")).entries == ()


@pytest.mark.parametrize(
    "text",
    [
        *("", "  \n", "word", "{}", "<a><b/></a>", "\x7fELF"),
        *("/etc/passwd", "http://127.0.0.1:1/feed"),
        *("<html><body><p>x</p></body></html>", "<!DOCTYPE html><html></html>"),
    ],
)
def test_what_is_no_feed_is_refused(text: str) -> None:
    assert refusal(text).outcome is Outcome.NOT_A_FEED


def test_a_file_name_as_body_opens_no_file(tmp_path: Path) -> None:
    file = tmp_path / "feed.xml"
    file.write_text(item())
    assert refusal(str(file)).outcome is Outcome.NOT_A_FEED


def test_bytes_that_are_no_text_are_named() -> None:
    assert refusal(b"\x89PNG\x00\x00\x00\x00").outcome is Outcome.UNDECODABLE


def test_broken_xml_without_an_item_is_malformed() -> None:
    refused = refusal("<rss version='2.0'><channel><title>x</chan")
    assert refused.outcome is Outcome.MALFORMED_FEED


def test_a_feed_with_a_bare_ampersand_survives_with_a_note() -> None:
    feed = parse(item().replace("خبر", "one & two &nosuch; three"))
    assert len(feed.entries) == 1
    assert feed.entries[0].title.startswith("one & two")
    assert "broken XML" in feed.note


def test_a_feed_cut_in_its_second_item_keeps_the_first_only() -> None:
    text = rss(["https://outlet.example/1", "https://outlet.example/2"]).decode()
    feed = parse(text[: text.index("outlet.example/2") + 10])
    assert [entry.url for entry in feed.entries] == ["https://outlet.example/1"]
    assert "broken XML" in feed.note


def test_items_without_a_usable_address_are_left_out_and_counted() -> None:
    text = RSS.format(
        "<item><title>a</title><link>javascript:alert(1)</link></item>"
        "<item><title>b</title></item>"
        "<item><title>c</title><link>https://outlet.example/c</link></item>"
    )
    feed = parse(text)
    assert [entry.title for entry in feed.entries] == ["c"]
    assert feed.note.count("left out") == 2


def test_a_feed_of_which_no_item_has_a_usable_address_is_not_empty_but_broken() -> None:
    refused = refusal(item(link="javascript:alert(1)"))
    assert refused.outcome is Outcome.NO_LINKS
    assert "1 items without a usable address" in refused.reason


def test_the_same_address_twice_is_one_entry() -> None:
    links = ["https://outlet.example/1", "https://OUTLET.example/1?utm_medium=rss"]
    assert len(parse(rss(links)).entries) == 1


def test_a_guid_that_all_items_share_identifies_none() -> None:
    text = RSS.format(
        "".join(
            f"<item><title>{n}</title><link>https://outlet.example/{n}</link>"
            "<guid isPermaLink='false'>same</guid></item>"
            for n in range(3)
        )
    )
    assert {entry.guid for entry in parse(text).entries} == {""}


def test_items_beyond_the_cap_are_counted() -> None:
    links = [f"https://outlet.example/{number}" for number in range(MAX_ENTRIES + 5)]
    feed = parse(rss(links))
    assert len(feed.entries) == MAX_ENTRIES
    assert feed.note.startswith("5 items beyond")


# --- Attacks -------------------------------------------------------------------------------------

BOMB = (
    "<!DOCTYPE rss [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>"
    "<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;'>]>"
)
EXTERNAL = "<!DOCTYPE rss [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"


@pytest.mark.parametrize("doctype", [BOMB, EXTERNAL, BOMB.lower().replace("doctype", "DOCTYPE")])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le"])
def test_a_feed_with_entities_of_its_own_is_refused_unread(doctype: str, encoding: str) -> None:
    refused = refusal((doctype + item().replace("خبر", "&c;")).encode(encoding))
    assert refused.outcome is Outcome.MALFORMED_FEED
    assert "entities" in refused.reason


def test_a_doctype_without_entities_is_harmless() -> None:
    doctype = "<!DOCTYPE rss PUBLIC '-//X//DTD RSS 0.91//EN' 'http://x.example/rss-0.91.dtd'>"
    assert parse(doctype + item()).entries


@pytest.mark.parametrize(
    ("tags", "outcome"), [(20_000, Outcome.MALFORMED_FEED), (3_000_000, Outcome.TOO_LARGE)]
)
def test_tags_nested_without_end_end_in_a_name(tags: int, outcome: Outcome) -> None:
    assert refusal("<rss version='2.0'><channel>" + "<a>" * tags).outcome is outcome


def test_zeros_and_controls_do_not_reach_the_store() -> None:
    feed = parse(item("<guid>a&#0;b\x01</guid>").replace("خبر", "a\x00b&#x0;c\x08"))
    assert "\x00" not in feed.entries[0].title + feed.entries[0].guid


SHREDS = st.lists(
    st.sampled_from(
        [
            *("<rss version='2.0'>", "<channel>", "<item>", "</item>", "<title>", "</title>"),
            *("<link>", "</link>", "<guid>", "<pubDate>", "</pubDate>", "https://x.example/"),
            *("&amp;", "&#0;", "<![CDATA[", "]]>", "<!--", "<!DOCTYPE", "<entry>", "2024", "é"),
            *("<feed xmlns='http://www.w3.org/2005/Atom'>", "<?xml version='1.0' encoding='"),
            *("'?>", "\x00", "\ufffe", "نزوح"),
        ]
    ),
    max_size=40,
).map("".join)


@pytest.mark.fuzz
@settings(deadline=None)
@given(st.one_of(st.binary(max_size=300), SHREDS.map(lambda text: text.encode("utf-8"))))
def test_any_bytes_end_in_a_feed_or_a_named_refusal(body: bytes) -> None:
    try:
        feed = parse(body)
    except Refused as refused:
        assert refused.reason
        return
    assert all(entry.url.startswith(("http://", "https://")) for entry in feed.entries)
