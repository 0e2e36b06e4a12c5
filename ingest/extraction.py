"""The text of an article out of its page: headline, line break, body paragraphs.

trafilatura finds the text, unless the source's own selectors say where it stands. Publication
times come from what the page declares, else from a date that is printed on it, never from the clock
of the fetch.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import lxml.html
import trafilatura
from lxml.etree import LxmlError
from trafilatura.settings import use_config

from ingest.markup import plain_text
from ingest.page_dates import declared_time, language_of, printed_time
from ingest.printed_dates import declared_moment, is_credible, printed_moment
from ingest.records import (
    NO_SELECTORS,
    ExtractedArticle,
    Outcome,
    PublishedOrigin,
    Refused,
    Selectors,
)
from ingest.selectors import BadSelector, select, text_of
from ingest.surroundings import flatten_layout, strip_surroundings, without_read_also
from ingest.walls import refuse_wall
from newsmon.lib.charsets import Undecodable, decode
from newsmon.lib.text import fold, normalise

EXTRACTOR = f"trafilatura {trafilatura.__version__}"
SELECTOR_EXTRACTOR = "selector"
NOT_FREE = "the page says that it is not free to read"
# One short sentence of breaking news is a text; a caption or a button is none.
MIN_BODY_LETTERS = 25
# Half an hour of work for the extractor lies in ten megabytes of links; live pages have 30,000.
MAX_TAGS = 100_000
# A book, not a report: the analysis reads what stands before.
MAX_TEXT_LENGTH = 200_000
# "By", a city and a date stand beside a name; a sentence about the author is longer.
MAX_BYLINE_REST = 30
_NOT_FREE = re.compile(r'"isAccessibleForFree"\s*:\s*"?false', re.IGNORECASE)
# Joiner, the sign that stands for it on its way, and how HTML spells it.
_JOINERS = (
    ("\u200c", "\u204c", r"&(?:zwnj|#8204|#[xX]200[cC]);"),
    ("\u200d", "\u204d", r"&(?:zwj|#8205|#[xX]200[dD]);"),
)
_NOT_A_LETTER = re.compile(r"[\W_]+")
_CLIPPED = re.compile(r"(?:\.\.\.|…)\s*$")
# Below this many characters the extractor takes the whole page, menus and teasers of other reports
# with it, for the text. Its default of 250 would do so with every breaking item of two sentences.
_CONFIG = use_config()
_CONFIG.set("DEFAULT", "MIN_EXTRACTED_SIZE", "50")
_INNER_FRAME = ".//nav | .//footer | .//form | .//button | .//script | .//style | .//noscript"
# What surrounds any page. Where an article is missing, the extractor would take these for one.
_FRAME = ["//nav", "//footer", "//form", "//button", "//*[@role='navigation']"]


def extract_article(
    body: bytes,
    *,
    url: str,
    charset: str,
    headline: str,
    now: datetime,
    selectors: Selectors = NO_SELECTORS,
) -> ExtractedArticle:
    """Read an article's page. `headline` is what the feed calls it ("" when unknown): it stands,
    unless clipped, as a page's own title often carries the name of the site; a selector for titles
    goes before both. A selector that finds nothing leaves its part to the extractor, with a note.

    Raises Refused (UNDECODABLE, NO_TEXT, TOO_LARGE; FORBIDDEN, NOT_FOUND, SERVER_ERROR where the
    page says so itself).
    """
    html, charset_note = _decoded(body, charset)
    tree = _tree(_with_visible_joiners(html))
    given = _Selected(tree, selectors)
    headings = [heading.text_content() for heading in tree.xpath("//h1")[:3]]
    refuse_wall(tree.xpath("string(//head/title)"), headings, headline)
    declared = declared_time(tree, now)
    flatten_layout(tree)
    strip_surroundings(tree)
    text, title, author, canonical_url = _texts(tree, url, given)
    if selected_title := given.line("title"):
        headline = title = selected_title
    author = given.line("author") or author
    headings = [title, *map(_with_joiners, headings)]
    title = _title(headline, title)
    text = compose(title, without_read_also(_without_byline(text, author)), *headings)
    published_at, origin = given.published(now) or declared or printed_time(tree, url, now)
    return ExtractedArticle(
        title=title,
        text=text[:MAX_TEXT_LENGTH],
        author=_line(author)[:300],
        published_at=published_at,
        published_origin=origin,
        extractor=SELECTOR_EXTRACTOR if given.text else EXTRACTOR,
        canonical_url=canonical_url,
        note="; ".join(filter(None, [charset_note, *given.notes, *_notes(html, text)])),
    )


def _decoded(body: bytes, charset: str) -> tuple[str, str]:
    try:
        decoded = decode(body, charset)
    except Undecodable as error:
        raise Refused(Outcome.UNDECODABLE, str(error)) from error
    if decoded.text.count("<") > MAX_TAGS:
        raise Refused(Outcome.TOO_LARGE, f"the page has more than {MAX_TAGS} tags")
    return decoded.text, decoded.note


def _notes(html: str, text: str) -> Iterator[str]:
    if _NOT_FREE.search(html):
        yield NOT_FREE
    if len(text) > MAX_TEXT_LENGTH:
        yield f"cut after {MAX_TEXT_LENGTH} characters"


class _Selected:
    """What the selectors of a source find on a page, read before anything is taken out of it."""

    def __init__(self, tree: Any, selectors: Selectors) -> None:
        self.notes: list[str] = []
        self._language = language_of(tree)
        self._found = {
            name: self._select(tree, name, getattr(selectors, name))
            for name in ("title", "author", "published")
        }
        for element in self._select(tree, "dropped", selectors.dropped, is_rare=True):
            if not isinstance(element, str) and element.getparent() is not None:
                element.drop_tree()
        self.text = "\n".join(map(_text_within, self._select(tree, "text", selectors.text)))
        if selectors.text and sum(map(str.isalpha, self.text)) < MIN_BODY_LETTERS:
            self.text = ""

    def line(self, name: str) -> str:
        lines = (_line(_with_joiners(text_of(part))) for part in self._found[name])
        return next(filter(None, lines), "")

    def published(self, now: datetime) -> tuple[datetime, PublishedOrigin] | None:
        for text in map(text_of, self._found["published"]):
            moment = declared_moment(text)
            if moment and is_credible(moment, now):
                return moment, PublishedOrigin.META
            if printed := printed_moment(text, now, self._language):
                return printed, PublishedOrigin.TEXT
        return None

    def _select(self, tree: Any, name: str, selector: str, *, is_rare: bool = False) -> list[Any]:
        if not selector:
            return []
        try:
            found = select(tree, selector)
        except BadSelector as error:
            self.notes.append(f"selector for {name}: {error}")
            return []
        if not found and not is_rare:
            self.notes.append(f"the selector for {name} finds nothing on the page")
        return found


def _text_within(found: Any) -> str:
    """Give the text of a part of a page without captions and boxes of links, a line per block."""
    if isinstance(found, str):
        return found
    part = lxml.html.fromstring(lxml.html.tostring(found, encoding="unicode"))
    strip_surroundings(part)
    for frame in part.xpath(_INNER_FRAME):
        frame.drop_tree()
    return _with_joiners(plain_text(lxml.html.tostring(part, encoding="unicode")))


def _texts(tree: Any, url: str, given: _Selected) -> tuple[str, str, str, str]:
    """Give text, title, author and canonical address of a page. Raises Refused (NO_TEXT)."""
    try:
        document = _main_text(tree, url)
    except Refused:
        if given.text:
            return given.text, "", "", ""
        raise
    found = (document.title or "", document.author or "", str(document.url or ""))
    title, author, address = map(_with_joiners, found)
    return given.text or _with_joiners(document.text or ""), title, author, address


def compose(headline: str, body: str, *other_headings: str) -> str:
    """Set a text as it is stored: the headline on its own line, the body without a repetition of
    it or of another heading of the page, one paragraph per line.

    Raises Refused (NO_TEXT) where the body says nothing.
    """
    lines = [line for part in normalise(body).split("\n") if (line := part.strip())]
    headings = {fold(_line(heading)) for heading in (headline, *other_headings)}
    lines = [line for line in lines if fold(_line(line)) not in headings]
    if sum(letter.isalpha() for line in lines for letter in line) < MIN_BODY_LETTERS:
        raise Refused(Outcome.NO_TEXT, "no text was found besides the headline")
    return "\n".join([headline, *lines] if headline else lines)


def _without_byline(body: str, author: str) -> str:
    """Drop lines that hold the author's name and little else, as a byline with a date does."""
    name = _letters(author)
    if not name:
        return body
    kept = (line for line in body.split("\n") if not _is_byline(_letters(line), name))
    return "\n".join(kept)


def _is_byline(line: str, name: str) -> bool:
    return name in line and len(line) <= len(name) + MAX_BYLINE_REST


def _letters(text: str) -> str:
    return _NOT_A_LETTER.sub(" ", fold(text)).strip()


def _with_visible_joiners(html: str) -> str:
    """Set signs for the joiners, which are spelling in Persian and Kurdish: the extractor drops
    what cannot be printed."""
    for joiner, sign, spellings in _JOINERS:
        html = re.sub(spellings, joiner, html.replace(sign, "")).replace(joiner, sign)
    return html


def _with_joiners(text: str) -> str:
    for joiner, sign, _ in _JOINERS:
        text = text.replace(sign, joiner)
    return text


def _line(text: str) -> str:
    return " ".join(normalise(text).split())


def _title(headline: str, page_title: str) -> str:
    given, found = _line(headline), _line(page_title)
    return (found if not given or (found and _CLIPPED.search(given)) else given)[:1000]


def _tree(html: str) -> Any:
    try:
        return lxml.html.document_fromstring(html.encode("utf-8"), parser=_parser())
    except (LxmlError, ValueError, AssertionError) as error:
        raise Refused(Outcome.NO_TEXT, "the page is no HTML that can be read") from error


def _parser() -> lxml.html.HTMLParser:
    return lxml.html.HTMLParser(encoding="utf-8", remove_comments=True)


def _main_text(tree: Any, url: str) -> Any:
    try:
        document = trafilatura.bare_extraction(
            tree,
            url=url,
            include_comments=False,
            with_metadata=True,
            prune_xpath=_FRAME,
            config=_CONFIG,
        )
    except Exception as error:  # whatever an extractor does with hostile markup, it is the markup
        reason = f"the page broke the extractor ({type(error).__name__})"
        raise Refused(Outcome.NO_TEXT, reason) from error
    if document is None:
        raise Refused(Outcome.NO_TEXT, "no text was found on the page")
    return document
