"""From the address of a site to what can be read regularly there: feeds that its page declares or
links, feeds at the usual paths, sitemaps that robots.txt names, and the page itself."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from urllib.parse import urljoin, urlsplit

import lxml.html
from lxml.etree import LxmlError
from protego import Protego

from ingest.canonical import BadUrl, canonical
from ingest.feeds import parse_feed
from ingest.fetching import fetch_feed
from ingest.records import FeedKind, FetchResult, Outcome, ParsedFeed, Refused
from newsmon.lib.charsets import Undecodable, decode
from newsmon.lib.http_client import HttpClient

# A site is looked at as a reader would: a handful of pages, not a search of all it has.
MAX_DECLARED = 8
MAX_LINKED = 4
MAX_SITEMAPS = 3
_FEED_TYPES = frozenset(
    {
        *("application/rss+xml", "application/atom+xml", "application/rdf+xml"),
        *("application/feed+json", "application/json", "application/xml", "text/xml"),
    }
)
_FEED_PATH = re.compile(
    r"(?:^|[/_.-])(?:rss|atom|feeds?|rdf)(?:[/_.-]|\d|\.(?:xml|json|rdf|php|aspx?)|$)", re.I
)
# Feeds of readers' comments, descriptions of single pages, programming interfaces.
_NOT_NEWS = re.compile(r"comments?/feed|/comments|wp-json|oembed|/author/", re.IGNORECASE)
_COMMON_FEEDS = ("feed", "rss", "rss.xml", "feed.xml", "atom.xml", "index.xml", "feed.json")
_COMMON_SITEMAPS = ("news-sitemap.xml", "sitemap-news.xml", "sitemap.xml")


class FoundBy(StrEnum):
    """How a candidate was come upon."""

    ADDRESS = "ADDRESS"
    DECLARED = "DECLARED"
    LINKED = "LINKED"
    COMMON_PATH = "COMMON_PATH"
    ROBOTS = "ROBOTS"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Something that can be polled. `items` is None for an index of sitemaps, which were not looked
    into; `newest_at` is None where no item says when it was published."""

    url: str
    kind: FeedKind
    title: str
    items: int | None
    newest_at: datetime | None
    found_by: FoundBy


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """What was found at a site, the most promising first. `outcome` is that of its own page;
    `is_complete` is False where the time was over before all was tried."""

    url: str
    outcome: Outcome
    reason: str
    site_title: str = ""
    language: str = ""
    candidates: tuple[Candidate, ...] = ()
    is_complete: bool = True


def discover(
    url: str, client: HttpClient, now: datetime, *, has_time: Callable[[], bool]
) -> Discovery:
    """Look at a site for feeds; `has_time` is asked before each request. Raises BadUrl."""
    address = canonical(url)
    fetched = fetch_feed(client, address, etag="", last_modified="")
    itself = _candidate(fetched, FoundBy.ADDRESS, now)
    if itself is not None:
        return _result(address, fetched, [itself])
    page = _Page(fetched)
    search = _Search(client, now, has_time)
    search.try_all(page.declared(), FoundBy.DECLARED)
    search.try_all(page.linked(), FoundBy.LINKED)
    if not search.found:
        search.try_all(_usual(page.url, _COMMON_FEEDS), FoundBy.COMMON_PATH, enough=2)
    search.try_all(search.sitemaps_of_robots(page.url), FoundBy.ROBOTS)
    if not search.found:
        search.try_all(_usual(page.url, _COMMON_SITEMAPS), FoundBy.COMMON_PATH, enough=1)
    candidates = sorted(search.found, key=_promise)
    candidates += page.as_section(now)
    return _result(address, fetched, candidates, page=page, is_complete=not search.was_cut_short)


def _result(
    address: str,
    fetched: FetchResult,
    candidates: list[Candidate],
    *,
    page: "_Page | None" = None,
    is_complete: bool = True,
) -> Discovery:
    return Discovery(
        url=address,
        outcome=fetched.outcome,
        reason=fetched.reason,
        site_title=page.title if page else candidates[0].title,
        language=page.language if page else "",
        candidates=tuple(candidates),
        is_complete=is_complete,
    )


def _promise(candidate: Candidate) -> tuple[bool, bool, int]:
    """Order candidates: feeds before sitemaps, without comments, the fuller ones first."""
    is_aside = _NOT_NEWS.search(candidate.url) is not None
    return candidate.kind is FeedKind.SITEMAP, is_aside, -(candidate.items or 0)


class _Search:
    """Tries addresses one after the other, each once, while there is time."""

    def __init__(self, client: HttpClient, now: datetime, has_time: Callable[[], bool]) -> None:
        self.client, self.now, self.has_time = client, now, has_time
        self.found: list[Candidate] = []
        self.tried: set[str] = set()
        self.was_cut_short = False

    def try_all(self, addresses: Iterable[str], found_by: FoundBy, *, enough: int = 99) -> None:
        for address in addresses:
            if len(self.found) >= enough:
                return
            candidate = self._try(address, found_by)
            known = {found.url for found in self.found}
            if candidate is not None and candidate.url not in known:
                self.found.append(candidate)

    def sitemaps_of_robots(self, url: str) -> list[str]:
        fetched = self._fetch(urljoin(url, "/robots.txt"))
        if fetched is None or fetched.outcome is not Outcome.OK:
            return []
        named = [*Protego.parse(fetched.body.decode("utf-8", "replace")).sitemaps]
        usable = list(_usable(named, url))
        return sorted(usable, key=lambda address: "news" not in address.lower())[:MAX_SITEMAPS]

    def _try(self, address: str, found_by: FoundBy) -> Candidate | None:
        fetched = self._fetch(address)
        return None if fetched is None else _candidate(fetched, found_by, self.now)

    def _fetch(self, address: str) -> FetchResult | None:
        if address in self.tried:
            return None
        if not self.has_time():
            self.was_cut_short = True
            return None
        self.tried.add(address)
        return fetch_feed(self.client, address, etag="", last_modified="")


def _candidate(fetched: FetchResult, found_by: FoundBy, now: datetime) -> Candidate | None:
    if fetched.outcome is not Outcome.OK:
        return None
    try:
        parsed = parse_feed(fetched.body, url=fetched.final_url, charset=fetched.charset, now=now)
    except Refused:
        return None
    # A redirect may be for this one visit; a permanent one is where the feed has gone.
    return _described(parsed, fetched.moved_permanently_to or fetched.url, found_by)


def _described(parsed: ParsedFeed, url: str, found_by: FoundBy) -> Candidate:
    times = [entry.published_at for entry in parsed.entries if entry.published_at]
    return Candidate(
        url=url,
        kind=parsed.kind,
        title=parsed.title,
        items=None if parsed.sitemaps else len(parsed.entries),
        newest_at=max(times, default=None),
        found_by=found_by,
    )


class _Page:
    """The page of a site, as far as it could be had."""

    def __init__(self, fetched: FetchResult) -> None:
        self.fetched = fetched
        self.url = fetched.final_url
        self.tree = _tree(fetched)
        self.title = self._title()
        code = self.tree.get("lang", "") if self.tree is not None else ""
        self.language = re.split("[-_]", code.strip().lower())[0][:3]

    def declared(self) -> list[str]:
        """Return the feeds that the page's head declares (`rel=alternate`)."""
        links = self._find("//link[@href and contains(@rel, 'alternate')]")
        hrefs = (link.get("href") for link in links if _type(link) in _FEED_TYPES)
        usable = [address for address in _usable(hrefs, self.url) if "oembed" not in address]
        usable.sort(key=lambda address: _NOT_NEWS.search(address) is not None)
        return usable[:MAX_DECLARED]

    def linked(self) -> list[str]:
        """Return the addresses of links that look like those of feeds."""
        hrefs = (link.get("href") for link in self._find("//a[@href]"))
        usable = _usable((href for href in hrefs if _FEED_PATH.search(href)), self.url)
        own = (a for a in usable if _host(a) == _host(self.url) and not _NOT_NEWS.search(a))
        return [address for address, _ in zip(own, range(MAX_LINKED), strict=False)]

    def as_section(self, now: datetime) -> list[Candidate]:
        """Return the page itself, where its links read like headlines."""
        if self.tree is None:
            return []
        try:
            parsed = parse_feed(
                self.fetched.body,
                url=self.url,
                charset=self.fetched.charset,
                now=now,
                kind=FeedKind.PAGE,
            )
        except Refused:
            return []
        return [_described(parsed, self.url, FoundBy.ADDRESS)]

    def _find(self, path: str) -> list[Any]:
        return [] if self.tree is None else list(self.tree.xpath(path))

    def _title(self) -> str:
        names = [meta.get("content") for meta in self._find("//meta[@property='og:site_name']")]
        names += [title.text_content() for title in self._find("//head/title")]
        return next((" ".join(str(name).split()) for name in names if name), "")[:200]


def _tree(fetched: FetchResult) -> Any:
    if fetched.outcome is not Outcome.OK:
        return None
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True)
    try:
        html = decode(fetched.body, fetched.charset).text
        return lxml.html.document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    except (Undecodable, LxmlError, ValueError, AssertionError):
        return None


def _type(link: Any) -> str:
    return str(link.get("type", "")).partition(";")[0].strip().lower()


def _usable(hrefs: Iterable[str], base: str) -> Iterator[str]:
    seen: set[str] = set()
    for href in hrefs:
        try:
            address = canonical(href, base)
        except BadUrl:
            continue
        if address not in seen:
            seen.add(address)
            yield address


def _usual(url: str, names: Iterable[str]) -> list[str]:
    """Return the usual addresses at the root, and those below the section that was given."""
    section = urlsplit(url).path.rstrip("/")
    roots = ["/", f"{section}/"] if section else ["/"]
    return list(_usable((f"{root}{name}" for root in roots for name in names), url))


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")
