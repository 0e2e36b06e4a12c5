"""A section page of a site without a feed: its links are the items.

A curator's selector says which links; without one those are taken that read like headlines and
lead to pages of the same site.
"""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

import lxml.html
from lxml.etree import LxmlError

from ingest.feeds.entries import MAX_TITLE_LENGTH, Draft, collect, language_code
from ingest.records import FeedKind, Outcome, ParsedFeed, Refused
from ingest.selectors import BadSelector, select
from newsmon.lib.charsets import Decoded
from newsmon.lib.text import normalise

# As for articles: live pages have 30,000 tags at most.
MAX_TAGS = 100_000
# A headline is a sentence: names of sections and "read more" are shorter.
MIN_HEADLINE_LETTERS = 20
MIN_HEADLINE_WORDS = 4
# What surrounds the items of any page.
_FRAME = "ancestor-or-self::*[self::nav or self::footer or self::form or @role='navigation']"
_NOT_A_PAGE = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|pdf|mp[34]|zip|apk|docx?|xlsx?|css|js)$", re.IGNORECASE
)
# Lists of articles by subject or author, not articles.
_LISTS = re.compile(
    r"/(?:tags?|topics?|category|categories|authors?|section|search|page)(?:/|$)", re.IGNORECASE
)


def parse_section_page(decoded: Decoded, *, url: str, selector: str) -> ParsedFeed:
    """Read the links of a page. Raises Refused (NO_LINKS, NOT_A_FEED, TOO_LARGE)."""
    if decoded.text.count("<") > MAX_TAGS:
        raise Refused(Outcome.TOO_LARGE, f"the page has more than {MAX_TAGS} tags")
    tree = _tree(decoded.text)
    base = _base(tree, url)
    drafts = list(_chosen(tree, selector) if selector else _headlines(tree, base))
    entries, notes = collect(_titled_once(drafts), base)
    if not entries:
        by_selector = "the selector finds no links on the page"
        reason = by_selector if selector else "no link reads like a headline on the page"
        raise Refused(Outcome.NO_LINKS, reason)
    return ParsedFeed(
        kind=FeedKind.PAGE,
        title=_line(" ".join(tree.xpath("//title[1]//text()")))[:MAX_TITLE_LENGTH],
        language=language_code(tree.get("lang")),
        entries=entries,
        note="; ".join(filter(None, [decoded.note, *notes])),
    )


def _tree(html: str) -> Any:
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True)
    try:
        return lxml.html.document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    except (LxmlError, ValueError, AssertionError) as error:
        raise Refused(Outcome.NOT_A_FEED, "the page is no HTML that can be read") from error


def _base(tree: Any, url: str) -> str:
    declared = tree.xpath("string(//base[@href][1]/@href)")
    try:
        return urljoin(url, declared) if declared else url
    except ValueError:
        return url


def _chosen(tree: Any, selector: str) -> Iterator[Draft]:
    try:
        found = select(tree, selector)
    except BadSelector as error:
        raise Refused(Outcome.NO_LINKS, str(error)) from error
    for part in found:
        if isinstance(part, str):
            yield Draft(link=part, title="")
        elif isinstance(part.tag, str):
            links = [part] if part.get("href") else part.xpath(".//a[@href]")
            # The best link of a teaser is the one with words: others are pictures and icons.
            named = sorted(links, key=lambda link: len(_title(link)), reverse=True)
            yield from (Draft(link=link.get("href"), title=_headline(link)) for link in named[:1])


def _headlines(tree: Any, base: str) -> Iterator[Draft]:
    for link in tree.xpath(f"//a[@href][not({_FRAME})]"):
        title = _title(link)
        if _is_headline(title) and _leads_to_an_article(link.get("href"), base):
            yield Draft(link=link.get("href"), title=title)


def _titled_once(drafts: list[Draft]) -> Iterator[Draft]:
    """Give each address the longest title that a link to it has."""
    titles: dict[str, str] = {}
    for draft in drafts:
        known = titles.get(draft.link, "")
        titles[draft.link] = max(known, draft.title, key=len)
    return (Draft(link=link, title=title) for link, title in titles.items())


def _title(link: Any) -> str:
    heading = link.xpath("string((.//h1|.//h2|.//h3|.//h4|.//h5|.//h6)[1])")
    return _line(heading or link.text_content() or link.get("title") or link.get("aria-label", ""))


def _headline(link: Any) -> str:
    """Give the title of a link; "" for "read more", which the page's own headline goes before."""
    title = _title(link)
    return title if _is_headline(title) else ""


def _is_headline(title: str) -> bool:
    letters = sum(letter.isalpha() for letter in title)
    return letters >= MIN_HEADLINE_LETTERS and len(title.split()) >= MIN_HEADLINE_WORDS


def _leads_to_an_article(href: str, base: str) -> bool:
    try:
        target = urlsplit(urljoin(base, href.strip()))
    except ValueError:
        return False
    if target.scheme not in ("http", "https") or _host(target.hostname) != _host(
        urlsplit(base).hostname
    ):
        return False
    path = target.path
    has_name = path.rstrip("/") != urlsplit(base).path.rstrip("/") or bool(target.query)
    return has_name and not _NOT_A_PAGE.search(path) and not _LISTS.search(path)


def _host(name: str | None) -> str:
    return (name or "").removeprefix("www.").removeprefix("m.")


def _line(text: str) -> str:
    return " ".join(normalise(text).split())
