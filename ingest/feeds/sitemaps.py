"""Sitemaps, news sitemaps and sitemap indexes (sitemaps.org, Google's news extension).

A `lastmod` says when a page was changed last, which is no publication time: it only tells what is
recent. A publication time comes from the news extension alone.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from lxml import etree

from ingest.canonical import BadUrl, canonical
from ingest.feeds.entries import Draft, collect, language_code
from ingest.markup import without_half_characters
from ingest.printed_dates import declared_moment, is_credible
from ingest.records import FeedEntry, FeedKind, Outcome, ParsedFeed, Refused
from newsmon.lib.charsets import Decoded

# What changed before is an archive: a site's whole past is not news of today.
RECENT = timedelta(days=14)
# An index of years names hundreds; news are in the latest.
MAX_SITEMAPS = 5
_DISTANT_PAST = datetime(1, 1, 1, tzinfo=UTC)


def parse_sitemap(decoded: Decoded, *, url: str, now: datetime) -> ParsedFeed:
    """Read a sitemap, or the addresses of those that an index names. Raises Refused
    (MALFORMED_FEED)."""
    root = _root(decoded.text)
    if _name(root) == "sitemapindex":
        return _index(root, decoded, url)
    places = [_fields(place) for place in root if _name(place) == "url"]
    recent = [fields for fields in places if _is_recent(fields, now)]
    recent.sort(key=_last_change, reverse=True)
    entries, notes = collect((_draft(fields, now) for fields in recent), url)
    if len(recent) < len(places):
        notes.append(
            f"{len(places) - len(recent)} addresses unchanged for {RECENT.days} days left out"
        )
    return _feed(decoded, entries, notes, _language(recent))


def _root(text: str) -> Any:
    # The text was decoded before: what its declaration says of its bytes no longer holds.
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, recover=True, remove_pis=True
    )
    try:
        whole = without_half_characters(text.strip("\ufeff \r\n\t"))
        root = etree.fromstring(whole.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refused(Outcome.MALFORMED_FEED, f"broken XML: {error}") from error
    if root is None or _name(root) not in ("urlset", "sitemapindex"):
        raise Refused(Outcome.MALFORMED_FEED, "broken XML: the sitemap has no list of addresses")
    return root


def _name(element: Any) -> str:
    return _local(element.tag) if isinstance(element.tag, str) else ""


def _local(tag: str) -> str:
    # lxml's own QName refuses the names that its parser recovers from broken markup.
    return tag.rpartition("}")[2].rpartition(":")[2].lower()


def _space(tag: str) -> str:
    return tag[1:].partition("}")[0] if tag.startswith("{") else ""


def _fields(place: Any) -> dict[str, str]:
    """Read what an address comes with; `image:loc` and `video:title` are not its own."""
    own = _space(place.tag)
    found: dict[str, str] = {}
    for part in place.iter():
        if not isinstance(part.tag, str):
            continue
        name, space = _local(part.tag), _space(part.tag)
        if space == own or "news" in space:
            found.setdefault(name, (part.text or "").strip())
    return found


def _last_change(fields: dict[str, str]) -> datetime:
    moments = (declared_moment(fields.get(n, "")) for n in ("publication_date", "lastmod"))
    return max(filter(None, moments), default=_DISTANT_PAST)


def _is_recent(fields: dict[str, str], now: datetime) -> bool:
    """Say whether an address is news; one without any time may be."""
    changed = _last_change(fields)
    return changed == _DISTANT_PAST or changed >= now - RECENT


def _draft(fields: dict[str, str], now: datetime) -> Draft:
    declared = fields.get("publication_date", "")
    moment = declared_moment(declared)
    published_at = moment if moment and is_credible(moment, now) else None
    return Draft(
        link=fields.get("loc", ""),
        title=fields.get("title", ""),
        published_at=published_at,
        has_unused_time=bool(declared) and published_at is None,
        language=language_code(fields.get("language")),
    )


def _index(root: Any, decoded: Decoded, url: str) -> ParsedFeed:
    children = [_fields(child) for child in root if _name(child) == "sitemap"]
    # News first, then what changed last; of those without a time the last is most often the latest.
    ranked = sorted(
        enumerate(children),
        key=lambda numbered: (
            "news" in numbered[1].get("loc", "").lower(),
            _last_change(numbered[1]),
            numbered[0],
        ),
        reverse=True,
    )
    addresses = list(_addresses((child for _, child in ranked), url))
    notes = (
        []
        if len(addresses) <= MAX_SITEMAPS
        else [f"{MAX_SITEMAPS} of {len(addresses)} sitemaps read, the latest ones"]
    )
    feed = _feed(decoded, (), notes, "")
    return replace(feed, sitemaps=tuple(addresses[:MAX_SITEMAPS]))


def _addresses(children: Iterable[dict[str, str]], url: str) -> Iterator[str]:
    seen = {url}
    for child in children:
        try:
            address = canonical(child.get("loc", ""), url) if child.get("loc") else ""
        except BadUrl:
            continue
        if address and address not in seen:
            seen.add(address)
            yield address


def _feed(
    decoded: Decoded, entries: tuple[FeedEntry, ...], notes: list[str], language: str
) -> ParsedFeed:
    return ParsedFeed(
        kind=FeedKind.SITEMAP,
        title="",
        language=language,
        entries=entries,
        note="; ".join(filter(None, [decoded.note, *notes])),
    )


def _language(places: list[dict[str, str]]) -> str:
    return language_code(places[0].get("language")) if places else ""
