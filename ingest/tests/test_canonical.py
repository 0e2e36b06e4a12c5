"""Links to one page meet in one address; links to two pages never do."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.canonical import BadUrl, canonical


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("HTTP://News.Example:80/a", "http://news.example/a"),
        ("https://news.example:443", "https://news.example/"),
        ("https://news.example:8443/a", "https://news.example:8443/a"),
        ("https://user:word@news.example/a", "https://news.example/a"),
        ("https://news.example./a#top", "https://news.example/a"),
        ("https://news.example/a/./b/../c", "https://news.example/a/c"),
        ("https://news.example/../../c", "https://news.example/c"),
        ("https://news.example/a/..", "https://news.example/"),
        ("https://news.example/?utm_source=x&id=3&fbclid=1", "https://news.example/?id=3"),
        ("https://news.example/?traffic_source=rss", "https://news.example/"),
        ("https://news.example/%7Ea/%d9%82", "https://news.example/~a/%D9%82"),
        ("https://news.example/قصف", "https://news.example/%D9%82%D8%B5%D9%81"),
        ("https://news.example/100%", "https://news.example/100%25"),
        ("https://news.example/a b", "https://news.example/a%20b"),
        (" \nhttps://news.example/a\u200f ", "https://news.example/a"),
        ("/story/7", "https://base.example/story/7"),
        ("//other.example/x", "https://other.example/x"),
        ("https://خبر.example/", "https://xn--ngblk.example/"),
    ],
)
def test_spellings_of_an_address_become_one(link: str, expected: str) -> None:
    assert canonical(link, "https://base.example/feed.xml") == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://news.example/?cid=1", "https://news.example/?cid=2"),
        ("https://news.example/?source=1", "https://news.example/?source=2"),
        ("https://news.example/a", "https://news.example/A"),
        ("https://news.example/a", "https://news.example/a/"),
        ("https://news.example/a%2Fb", "https://news.example/a/b"),
        ("https://m.news.example/a", "https://news.example/a"),
        ("http://news.example/a", "https://news.example/a"),
    ],
)
def test_addresses_that_may_be_two_pages_stay_two(one: str, other: str) -> None:
    assert canonical(one) != canonical(other)


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "mailto:desk@news.example",
        "ftp://news.example/a",
        "http://",
        "http://[::1",
        "https://./",
        "https://․news.example/",
        "https://news..example/",
        "https://news example/",
        "http://news.example:port/",
        "",
        "http://" + "a" * 70 + ".example/",
        "https://news.example/" + "a" * 1000,
    ],
)
def test_what_is_no_web_page_is_refused(link: str) -> None:
    with pytest.raises(BadUrl):
        canonical(link)


PIECES = st.lists(
    st.sampled_from(
        [
            *(
                "http",
                "https",
                "ftp",
                ":",
                "//",
                "/",
                "?",
                "#",
                "&",
                "=",
                "@",
                "[",
                "]",
                "::1",
                "%",
            ),
            *("%zz", "%C3%28", "..", ".", "www.", "xn--", "news.example", "٨٠", ":99999", ":-1"),
            *("utm_source=x", "fbclid=", "\u202e", "\x00", "\ud800", "\u2025", "أخبار", " ", "\\"),
        ]
    ),
    max_size=15,
).map("".join)


@pytest.mark.fuzz
@settings(deadline=None)
@given(st.one_of(st.text(), st.text().map(lambda tail: "https://news.example/" + tail), PIECES))
def test_any_link_is_canonical_twice_or_refused(link: str) -> None:
    try:
        result = canonical(link, "https://base.example/")
    except BadUrl:
        return
    assert canonical(result) == result
    assert result.isascii()
