"""The bytes of a feed to its entries: RSS 0.9 to 2.0, RDF and Atom, broken ones too."""

import calendar
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import feedparser

from ingest.canonical import BadUrl, canonical
from ingest.markup import plain_line, plain_text
from ingest.records import FeedEntry, FeedKind, Outcome, ParsedFeed, Refused
from newsmon.lib.charsets import Decoded, Undecodable, decode
from newsmon.lib.text import normalise

# The largest feeds of outlets hold a few hundred items; more is an archive or an attack.
MAX_ENTRIES = 1000
# A thousand items have some 20,000 tags; nested without end, millions take minutes to refuse.
MAX_TAGS = 200_000
MAX_TITLE_LENGTH = 1000
MAX_GUID_LENGTH = 1000
MAX_TEXT_LENGTH = 100_000
# Clocks of outlets run ahead by hours (a local time labelled UTC), not by days.
FUTURE_TOLERANCE = timedelta(days=1)
EARLIEST_YEAR = 1990
_ENTITY = re.compile(rb"<!ENTITY\b", re.IGNORECASE)
_FEED_ROOT = re.compile(r"<(?:\w+:)?(?:rss|feed|rdf)\b", re.IGNORECASE)
_HTML_ROOT = re.compile(r"<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_ITEM_START = re.compile(r"<(?:\w+:)?(?:item|entry)\b")
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
# Characters that no XML may hold; servers send them, parsers stop at them.
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
# Ways of saying the same as the headers, not faults of the document.
_HARMLESS = (feedparser.CharacterEncodingOverride, feedparser.NonXMLContentType)
_DATES = ("published_parsed", "created_parsed", "updated_parsed")


def parse_feed(body: bytes, *, url: str, charset: str, now: datetime) -> ParsedFeed:
    """Read a feed; `charset` is that of the HTTP header. What is broken is left out and noted.

    Raises Refused (NOT_A_FEED, MALFORMED_FEED, UNDECODABLE, TOO_LARGE) where nothing can be used.
    """
    decoded = _decoded(body, charset)
    if decoded.text.count("<") > MAX_TAGS:
        raise Refused(Outcome.TOO_LARGE, f"the feed has more than {MAX_TAGS} tags")
    result = _parsed(decoded.text, url)
    fault = result.get("bozo_exception") if result.get("bozo") else None
    fault = None if isinstance(fault, _HARMLESS) else fault
    survivors = result.entries[:-1] if fault and _is_cut_off(decoded.text) else result.entries
    if not survivors and (fault or not result.get("version")):
        raise _refusal(decoded.text, fault)
    notes = [decoded.note, _fault_note(fault, len(survivors))]
    entries, entry_notes = _entries(survivors, _language(result.get("feed", {})), url, now)
    head = result.get("feed", {})
    return ParsedFeed(
        kind=_kind(str(result.get("version", ""))),
        title=plain_line(str(head.get("title", "")))[:MAX_TITLE_LENGTH],
        language=_language(head),
        entries=tuple(entries),
        note="; ".join(filter(None, [*notes, *entry_notes])),
    )


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
    return Refused(Outcome.NOT_A_FEED, "the document is neither RSS nor Atom")


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


def _language(part: Any) -> str:
    code = str(part.get("language", "")).strip().lower()
    return re.split("[-_]", code)[0][:3]


def _entries(
    raws: list[Any], feed_language: str, base: str, now: datetime
) -> tuple[list[FeedEntry], list[str]]:
    dropped: Counter[str] = Counter()
    if len(raws) > MAX_ENTRIES:
        dropped[f"items beyond the first {MAX_ENTRIES} left out"] = len(raws) - MAX_ENTRIES
    found: dict[str, FeedEntry] = {}
    for raw in raws[:MAX_ENTRIES]:
        try:
            entry = _entry(raw, base, now, feed_language)
        except BadUrl as error:
            dropped[f"items without a usable address left out ({error})"] += 1
            continue
        if entry.published_at is None and any(True for _ in _dates(raw)):
            dropped["publication times in the future or unreadable, not used"] += 1
        found.setdefault(entry.url, entry)
    notes = [f"{count} {what}" for what, count in dropped.items()]
    return list(_with_telling_guids(found.values())), notes


def _entry(raw: Any, base: str, now: datetime, feed_language: str) -> FeedEntry:
    link = _link(raw)
    if not link:
        raise BadUrl("the item names none")
    url = canonical(link, base)
    return FeedEntry(
        url=url,
        guid=normalise(str(raw.get("id", ""))).strip()[:MAX_GUID_LENGTH],
        title=plain_line(str(raw.get("title", "")))[:MAX_TITLE_LENGTH],
        published_at=_published_at(raw, now),
        summary_text=_longest_text(raw)[:MAX_TEXT_LENGTH],
        language=_language(raw) or feed_language,
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
        if moment.year >= EARLIEST_YEAR and moment <= now + FUTURE_TOLERANCE:
            return moment
    return None


def _with_telling_guids(entries: Iterable[FeedEntry]) -> Iterator[FeedEntry]:
    """Drop guids that stand on several items: some feeds give all of them the same."""
    kept = list(entries)
    uses = Counter(entry.guid for entry in kept)
    for entry in kept:
        yield entry if uses[entry.guid] == 1 else replace(entry, guid="")
