"""The text of an article out of its page: headline, line break, body paragraphs.

Publication times come from what the page declares, else from a date that stands in its text, never
from the clock of the fetch. A date without a time becomes noon UTC: that is the same calendar day
everywhere the news of the region is read. A time without a zone is taken as UTC.
"""

import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import lxml.html
import trafilatura
from htmldate import find_date
from lxml.etree import LxmlError
from trafilatura.settings import use_config

from ingest.records import ExtractedArticle, Outcome, PublishedOrigin, Refused
from newsmon.lib.charsets import Undecodable, decode
from newsmon.lib.text import fold, normalise

EXTRACTOR = f"trafilatura {trafilatura.__version__}"
# One short sentence of breaking news is a text; a caption or a button is none.
MIN_BODY_LETTERS = 25
# Half an hour of work for the extractor lies in ten megabytes of links; live pages have 30,000.
MAX_TAGS = 100_000
# A book, not a report: the analysis reads what stands before.
MAX_TEXT_LENGTH = 200_000
# "By", a city and a date stand beside a name; a sentence about the author is longer.
MAX_BYLINE_REST = 30
FUTURE_TOLERANCE = timedelta(days=1)
EARLIEST_YEAR = 1990
NOON = time(12, tzinfo=UTC)
_META_NAMES = (
    *("article:published_time", "og:published_time", "og:article:published_time"),
    *("datepublished", "date_published", "parsely-pub-date", "sailthru.date", "publishdate"),
    *("publish_date", "publish-date", "pubdate", "dc.date.issued", "dcterms.issued"),
    *(
        "dc.date.created",
        "dcterms.created",
        "dc.date",
        "dcterms.date",
        "cxenseparse:recs:publishtime",
    ),
    "date",
)
_ARTICLE_TYPE = re.compile(
    r"(?:Article|NewsArticle|ReportageNewsArticle|BlogPosting|LiveBlogPosting)$"
)
_NOT_FREE = re.compile(r'"isAccessibleForFree"\s*:\s*"?false', re.IGNORECASE)
# Dates of a report stand at its head.
_DATE_WITHIN = 500_000
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})$")
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
# What surrounds any page. Where an article is missing, the extractor would take these for one.
_FRAME = ["//nav", "//footer", "//form", "//button", "//*[@role='navigation']"]


def extract_article(
    body: bytes, *, url: str, charset: str, headline: str, now: datetime
) -> ExtractedArticle:
    """Read an article's page. `headline` is what the feed calls it ("" when unknown): it stands,
    unless clipped, as a page's own title often carries the name of the site.

    Raises Refused (UNDECODABLE, NO_TEXT).
    """
    try:
        decoded = decode(body, charset)
    except Undecodable as error:
        raise Refused(Outcome.UNDECODABLE, str(error)) from error
    if decoded.text.count("<") > MAX_TAGS:
        raise Refused(Outcome.TOO_LARGE, f"the page has more than {MAX_TAGS} tags")
    tree = _tree(decoded.text)
    document = _main_text(_with_visible_joiners(decoded.text), url)
    page_title, body_text, author = map(
        _with_joiners, (document.title or "", document.text or "", document.author or "")
    )
    title = _title(headline, page_title)
    headings = [page_title, *(heading.text_content() for heading in tree.xpath("//h1")[:3])]
    text = compose(title, _without_byline(body_text, author), *headings)
    published_at, origin = _published(tree, decoded.text, url, now)
    notes = [
        decoded.note,
        "the page says that it is not free to read" if _NOT_FREE.search(decoded.text) else "",
        f"cut after {MAX_TEXT_LENGTH} characters" if len(text) > MAX_TEXT_LENGTH else "",
    ]
    return ExtractedArticle(
        title=title,
        text=text[:MAX_TEXT_LENGTH],
        author=_line(author)[:300],
        published_at=published_at,
        published_origin=origin,
        extractor=EXTRACTOR,
        canonical_url=str(document.url or ""),
        note="; ".join(filter(None, notes)),
    )


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


def _main_text(html: str, url: str) -> Any:
    try:
        document = trafilatura.bare_extraction(
            html,
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


def _published(
    tree: Any, html: str, url: str, now: datetime
) -> tuple[datetime | None, PublishedOrigin]:
    for value in _declared(tree):
        moment = _moment(value)
        if moment and _is_credible(moment, now):
            return moment, PublishedOrigin.META
    day = _day_in_text(html, url, now)
    if day is None:
        return None, PublishedOrigin.NONE
    return datetime.combine(day, NOON), PublishedOrigin.TEXT


def _declared(tree: Any) -> Iterator[str]:
    """Yield the times that the page declares for itself, the most telling first."""
    metas = {
        str(meta.get("property") or meta.get("name") or meta.get("itemprop")).lower(): meta
        for meta in reversed(tree.xpath("//meta[@content]"))
    }
    yield from (metas[name].get("content") for name in _META_NAMES if name in metas)
    for script in tree.xpath('//script[@type="application/ld+json"]'):
        yield from _linked_data_dates(script.text_content())
    yield from tree.xpath('//*[@itemprop="datePublished"]/@datetime | //time[@pubdate]/@datetime')
    times = set(tree.xpath("//time/@datetime"))
    if len(times) == 1:  # several belong to teasers of other articles
        yield from times


def _linked_data_dates(script: str) -> Iterator[str]:
    try:
        data = json.loads(script)
    except (ValueError, RecursionError):
        return
    waiting = data if isinstance(data, list) else [data]
    for item in waiting[:50]:
        if not isinstance(item, dict):
            continue
        graph = item.get("@graph")
        nested = (
            [part for part in graph if isinstance(part, dict)] if isinstance(graph, list) else []
        )
        for part in [item, *nested]:
            if _ARTICLE_TYPE.search(str(part.get("@type", "")).strip("[]'\" ")):
                yield str(part.get("datePublished", ""))


def _moment(value: str) -> datetime | None:
    text = value.strip()
    try:
        if _DAY.match(text):
            return datetime.combine(date.fromisoformat(text), NOON)
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    try:
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except OverflowError:  # year 1 or 9999 at the edge of a zone
        return None


def _is_credible(moment: datetime, now: datetime) -> bool:
    return moment.year >= EARLIEST_YEAR and moment <= now + FUTURE_TOLERANCE


def _day_in_text(html: str, url: str, now: datetime) -> date | None:
    """Find a date that stands in full in the address or the page: htmldate answers a month or a
    year that it understands with the first day of it."""
    try:
        found = find_date(html, url=url, extensive_search=False, original_date=True, max_date=now)
    except Exception:  # as with the extractor: the markup is to blame
        return None
    match = _DAY.match(found or "")
    if match is None:
        return None
    year, month, day = match[1], int(match[2]), int(match[3])
    near = rf"(?<!\d)0?{day}(?!\d)[^<>\n]{{1,25}}?(?<!\d){year}(?!\d)"
    iso = rf"(?<!\d){year}[-/.]?0?{month}[-/.]?0?{day}(?!\d)"
    if not re.search(f"{near}|{iso}", fold(f"{url} {html[:_DATE_WITHIN]}")):
        return None
    return date(int(year), month, day)
