"""The bytes at a feed's address to its entries: RSS 0.9 to 2.0, RDF, Atom, JSON Feed, sitemaps and
their indexes, and section pages whose links lead to articles."""

import re
import zlib
from datetime import datetime

from ingest.feeds.entries import MAX_ENTRIES
from ingest.feeds.json_feed import parse_json_feed
from ingest.feeds.section_pages import parse_section_page
from ingest.feeds.sitemaps import parse_sitemap
from ingest.feeds.syndication import parse_syndication
from ingest.records import FeedKind, Outcome, ParsedFeed, Refused
from newsmon.lib.charsets import Decoded, Undecodable, decode

__all__ = ["MAX_ENTRIES", "parse_feed"]

# Sitemaps come packed as files; the standard lets them be 50 MB, of which news are a small part.
MAX_UNPACKED_BYTES = 20 * 1024 * 1024
_GZIP = b"\x1f\x8b"
_ENTITY = re.compile(rb"<!ENTITY\b", re.IGNORECASE)
_SITEMAP_ROOT = re.compile(r"<(?:\w+:)?(?:urlset|sitemapindex)\b", re.IGNORECASE)
_HEAD_CHARACTERS = 5000


def parse_feed(
    body: bytes,
    *,
    url: str,
    charset: str,
    now: datetime,
    kind: FeedKind = FeedKind.UNCLEAR,
    link_selector: str = "",
) -> ParsedFeed:
    """Read a feed; `charset` is that of the HTTP header. What is broken is left out and noted.

    Only PAGE has to be told by `kind`, or by a selector for its links; the others tell themselves.
    Raises Refused (NOT_A_FEED, MALFORMED_FEED, NO_LINKS, UNDECODABLE, TOO_LARGE).
    """
    decoded = _decoded(_unpacked(body), charset)
    if kind is FeedKind.PAGE or link_selector:
        return parse_section_page(decoded, url=url, selector=link_selector)
    if decoded.text.lstrip().startswith("{"):
        return parse_json_feed(decoded, url=url, now=now)
    if _SITEMAP_ROOT.search(decoded.text[:_HEAD_CHARACTERS]):
        return parse_sitemap(decoded, url=url, now=now)
    return parse_syndication(decoded, url=url, now=now)


def _unpacked(body: bytes) -> bytes:
    """Unpack a packed file, of one part or of several set end to end."""
    unpacked = bytearray()
    while body.startswith(_GZIP):
        unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
        try:
            unpacked += unpacker.decompress(body, MAX_UNPACKED_BYTES + 1 - len(unpacked))
        except zlib.error as error:
            raise Refused(Outcome.UNDECODABLE, "the packed file cannot be unpacked") from error
        if len(unpacked) > MAX_UNPACKED_BYTES:
            reason = f"more than {MAX_UNPACKED_BYTES} bytes after unpacking"
            raise Refused(Outcome.TOO_LARGE, reason)
        body = unpacker.unused_data
    return bytes(unpacked) or body


def _decoded(body: bytes, charset: str) -> Decoded:
    if not body.strip():
        raise Refused(Outcome.NOT_A_FEED, "the document is empty")
    # Zeros are taken out so that UTF-16 hides nothing.
    if _ENTITY.search(body.replace(b"\x00", b"")):
        reason = "the document declares XML entities of its own; it was refused unread"
        raise Refused(Outcome.MALFORMED_FEED, reason)
    try:
        return decode(body, charset)
    except Undecodable as error:
        raise Refused(Outcome.UNDECODABLE, str(error)) from error
