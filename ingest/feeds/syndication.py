"""RSS 0.9 to 2.0, RDF and Atom, broken ones too."""

import calendar
import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import feedparser

from ingest.feeds.entries import MAX_TITLE_LENGTH, Draft, collect, language_code
from ingest.markup import plain_line, plain_text
from ingest.printed_dates import is_credible, printed_moment
from ingest.records import FeedKind, Outcome, ParsedFeed, Refused
from newsmon.lib.charsets import Decoded

# A thousand items have some 20,000 tags; nested without end, millions take minutes to refuse.
MAX_TAGS = 200_000
_FEED_ROOT = re.compile(r"<(?:\w+:)?(?:rss|feed|rdf)\b", re.IGNORECASE)
_HTML_ROOT = re.compile(r"<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_ITEM_START = re.compile(r"<(?:\w+:)?(?:item|entry)\b")
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
# Characters that no XML may hold; servers send them, parsers stop at them.
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
# Ways of saying the same as the headers, not faults of the document.
_HARMLESS = (feedparser.CharacterEncodingOverride, feedparser.NonXMLContentType)
_DATES = ("published_parsed", "created_parsed", "updated_parsed")
_WRITTEN_DATES = ("published", "created", "updated")


def parse_syndication(decoded: Decoded, *, url: str, now: datetime) -> ParsedFeed:
    """Read RSS, RDF or Atom. Raises Refused (NOT_A_FEED, MALFORMED_FEED, TOO_LARGE)."""
    if decoded.text.count("<") > MAX_TAGS:
        raise Refused(Outcome.TOO_LARGE, f"the feed has more than {MAX_TAGS} tags")
    result = _parsed(decoded.text, url)
    fault = result.get("bozo_exception") if result.get("bozo") else None
    fault = None if isinstance(fault, _HARMLESS) else fault
    survivors = result.entries[:-1] if fault and _is_cut_off(decoded.text) else result.entries
    if not survivors and (fault or not result.get("version")):
        raise _refusal(decoded.text, fault)
    head = result.get("feed", {})
    language = language_code(head.get("language"))
    entries, entry_notes = collect((_draft(raw, now, language) for raw in survivors), url)
    notes = [decoded.note, _fault_note(fault, len(survivors)), *entry_notes]
    return ParsedFeed(
        kind=_kind(str(result.get("version", ""))),
        title=plain_line(str(head.get("title", "")))[:MAX_TITLE_LENGTH],
        language=language,
        entries=entries,
        note="; ".join(filter(None, notes)),
    )


def _parsed(text: str, url: str) -> Any:
    clean = _NOT_XML.sub("", _XML_DECLARATION.sub("", text, count=1))
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": url}
    try:
        # A stream, never the bytes themselves: feedparser would open what looks like a file name.
        return feedparser.parse(io.BytesIO(clean.encode("utf-8")), response_headers=headers)
    except Exception as error:  # whatever a parser does with hostile markup, it is the markup
        reason = f"the document broke the parser ({type(error).__name__})"
        raise Refused(Outcome.MALFORMED_FEED, reason) from error


def _refusal(text: str, fault: object) -> Refused:
    if _FEED_ROOT.search(text[:5000]) and fault:
        return Refused(Outcome.MALFORMED_FEED, f"broken XML without a single item: {fault}")
    if _HTML_ROOT.search(text[:5000]):
        return Refused(Outcome.NOT_A_FEED, "the address leads to a web page, not to a feed")
    reason = "the document is neither RSS nor Atom, neither a JSON feed nor a sitemap"
    return Refused(Outcome.NOT_A_FEED, reason)


def _is_cut_off(text: str) -> bool:
    """Say whether the document ends inside an item, whose address may be half an address."""
    opened = [match.start() for match in _ITEM_START.finditer(text)]
    closed = max(text.rfind("</item>"), text.rfind("</entry>"))
    return bool(opened) and opened[-1] > closed


def _fault_note(fault: object, survivors: int) -> str:
    return f"broken XML ({fault}); {survivors} items could be read" if fault else ""


def _kind(version: str) -> FeedKind:
    if version.startswith("atom"):
        return FeedKind.ATOM
    return FeedKind.RSS if version.startswith(("rss", "cdf")) else FeedKind.UNCLEAR


def _draft(raw: Any, now: datetime, feed_language: str) -> Draft:
    published_at = _published_at(raw, now)
    return Draft(
        link=_link(raw),
        guid=str(raw.get("id", "")),
        title=str(raw.get("title", "")),
        published_at=published_at,
        has_unused_time=published_at is None and any(True for _ in _dates(raw)),
        text=_longest_text(raw),
        author=str(raw.get("author", "")),
        language=language_code(raw.get("language")) or feed_language,
    )


def _link(raw: Any) -> str:
    links = [link for link in raw.get("links", ()) if link.get("href")]
    alternates = [link["href"] for link in links if link.get("rel", "alternate") == "alternate"]
    return str(raw.get("link") or (alternates or [""])[0])


def _longest_text(raw: Any) -> str:
    markups = [part.get("value", "") for part in raw.get("content", ())]
    markups.append(raw.get("summary", ""))
    return max((plain_text(str(markup)) for markup in markups), key=len)


def _dates(raw: Any) -> Iterator[Any]:
    # `in` and not `get`: feedparser answers `updated` with `published` and warns of it.
    return (raw[name] for name in _DATES if name in raw and raw[name] is not None)


def _published_at(raw: Any, now: datetime) -> datetime | None:
    for parsed in _dates(raw):
        try:
            moment = datetime.fromtimestamp(calendar.timegm(parsed), UTC)
        except (ValueError, OverflowError, OSError, TypeError):
            continue
        if is_credible(moment, now):
            return moment
    return _in_words(raw, now)


def _in_words(raw: Any, now: datetime) -> datetime | None:
    """Read a date that a feed writes as its pages do ("29 شباط 2024"), which is no feed's form."""
    texts = (str(raw[name]) for name in _WRITTEN_DATES if name in raw)
    moments = (printed_moment(text, now) for text in texts if any(map(str.isdecimal, text)))
    return next(filter(None, moments), None)
