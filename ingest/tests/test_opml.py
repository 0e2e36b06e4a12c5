"""Lists of sources."""

import pytest

from ingest.management.commands.load_sources import CURATED
from ingest.opml import BadList, parse_opml

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
