"""RSS 0.9 to 2.0, RDF and Atom, broken ones too."""

import calendar
import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import feedparser

from ingest.feeds.entries import MAX_TITLE_LENGTH, Draft, collect, language_code
from ingest.markup import plain_line, plain_text
from ingest.printed_dates import has_local_clock, is_credible, printed_moment
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
_DATES = ("published", "created", "updated")
_YEAR_OF_TWO_DIGITS = r"(?<![\d:.+-]){}(?![\d:.])"


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


def _dates(raw: Any) -> Iterator[tuple[str, Any]]:
    """Yield the dates of an item as they are written, and as feedparser reads them or None."""
    # `in` and not `get`: feedparser answers `updated` with `published` and warns of it.
    for name in _DATES:
        written = str(raw[name]).strip() if name in raw else ""
        if written:
            yield written, raw.get(f"{name}_parsed") if f"{name}_parsed" in raw else None


def _published_at(raw: Any, now: datetime) -> datetime | None:
    moments = (_moment(written, parsed, now) for written, parsed in _dates(raw))
    return next(filter(None, moments), None)


def _moment(written: str, parsed: Any, now: datetime) -> datetime | None:
    """Read a date; one that feeds write as pages do ("29 شباط 2024") is read as theirs."""
    is_in_words = parsed is None and any(map(str.isdecimal, written))
    if is_in_words or has_local_clock(written):
        return printed_moment(written, now)
    moment = _of_machine(parsed, written)
    return moment if moment is not None and is_credible(moment, now) else None


def _of_machine(parsed: Any, written: str) -> datetime | None:
    try:
        moment = datetime.fromtimestamp(calendar.timegm(parsed), UTC)
        days = (moment + timedelta(days=days) for days in (-1, 0, 1))
        years = {day.year for day in days}  # of all zones
    except (ValueError, OverflowError, OSError, TypeError):
        return None
    # feedparser makes something of any figures: of "-0001-11-30" the year 2000.
    return moment if any(_says_year(written, year) for year in years) else None


def _says_year(written: str, year: int) -> bool:
    short = _YEAR_OF_TWO_DIGITS.format(f"{year % 100:02}")
    return str(year) in written or re.search(short, written) is not None
