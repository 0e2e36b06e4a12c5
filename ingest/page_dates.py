"""When a page says that it was published: what it declares, else a date that is printed on it."""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

import lxml.html
from htmldate import find_date

from ingest.printed_dates import NOON, declared_moment, is_credible, printed_moment
from ingest.records import PublishedOrigin
from newsmon.lib.text import fold, normalise

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
# Dates of a report stand at its head.
_DATE_WITHIN = 500_000
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})$")
# A time of publication and one of a change; more are those of other reports.
MAX_DAYS_BESIDE_HEADLINE = 2
MAX_DATE_LINE_LENGTH = 160
# A page of thousands is a list of reports, or made to keep us busy.
MAX_DATE_LINES = 40
# A headline with what stands around it: section, author, date, buttons.
MAX_HEAD_LENGTH = 150
# A site's clock runs in its own zone.
ONE_DAY = timedelta(days=1)
_DATE_NAMES = ("date", "time", "publish", "posted", "meta", "byline", "stamp")
_NAMES = (
    "translate(concat(' ', @class, ' ', @id, ' ', @itemprop, ' '), 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',"
    " 'abcdefghijklmnopqrstuvwxyz')"
)


def _has_one_of(names: Iterable[str]) -> str:
    return " or ".join(f"contains({_NAMES}, '{name}')" for name in names)


_DATE_PLACES = (
    ".//time | .//*[self::span or self::div or self::p or self::li or self::a or self::i"
    " or self::small or self::em or self::strong]"
    f"[{_has_one_of(_DATE_NAMES)}]"
)
# Where a site shows today's date, which is that of the fetch.
_CLOCK_NAMES = ("today", "clock", "current", "topbar", "top-bar", "masthead", "site-header", "now")
_CLOCKS = (
    "//header[not(.//h1)] | //nav | //footer | //aside"
    f" | //*[not(.//h1) and not(.//p[2]) and ({_has_one_of(_CLOCK_NAMES)})]"
)


def declared_time(tree: Any, now: datetime) -> tuple[datetime, PublishedOrigin] | None:
    """Read the time of publication that a page declares, None where it declares none."""
    for value in _declared(tree):
        moment = declared_moment(value) or printed_moment(value, now, language_of(tree))
        if moment and is_credible(moment, now):
            return moment, PublishedOrigin.META
    return None


def printed_time(tree: Any, url: str, now: datetime) -> tuple[datetime | None, PublishedOrigin]:
    """Read a date that is printed on a page; today's date in its head is that of the fetch."""
    for clock in [*tree.xpath(_CLOCKS), *_unnamed_clocks(tree, now)]:
        if clock.getparent() is not None:
            clock.drop_tree()
    html = lxml.html.tostring(tree, encoding="unicode")
    if moment := _beside_headline(tree, now):
        return moment, PublishedOrigin.TEXT
    day = _day_in_text(html, url, now)
    if day is None:
        return None, PublishedOrigin.NONE
    return datetime.combine(day, NOON), PublishedOrigin.TEXT


def _unnamed_clocks(tree: Any, now: datetime) -> Iterator[Any]:
    """Yield the date lines above the article that give the day of the fetch."""
    headline = next(iter(tree.xpath("//h1")), None)
    for place in islice(tree.xpath(_DATE_PLACES), MAX_DATE_LINES):
        if place.xpath("boolean(ancestor::article | ancestor::main)"):
            continue
        moment = printed_moment(_line_of(place), now, language_of(tree))
        if moment and abs(moment.date() - now.date()) <= ONE_DAY and _is_above(place, headline):
            yield place


def _is_above(place: Any, headline: Any) -> bool:
    """Say whether a date stands before the headline and apart from it: in a room of their own, a
    headline and its date are all there is."""
    if headline is None:
        return True
    if headline not in place.xpath("following::h1"):
        return False
    inside = set(headline.iterancestors())
    room = next((above for above in place.iterancestors() if above in inside), None)
    length = len(room.text_content()) if room is not None else 0
    return length - len(headline.text_content()) > MAX_HEAD_LENGTH


def _beside_headline(tree: Any, now: datetime) -> datetime | None:
    """Find the date line nearest to the headline: those of teasers stand with theirs."""
    headlines = tree.xpath("//h1")
    rooms = headlines[0].iterancestors() if headlines else [tree]
    for room in rooms:
        moments = list(_printed_in(room, now))
        if moments:
            days = {moment.date() for moment in moments}
            return moments[0] if len(days) <= MAX_DAYS_BESIDE_HEADLINE else None
    return None


def _printed_in(room: Any, now: datetime) -> Iterator[datetime]:
    for line in _date_lines(room.xpath(_DATE_PLACES)):
        if moment := printed_moment(line, now, language_of(room)):
            yield moment


def language_of(part: Any) -> str:
    """Give the language that a page says it is in, "" where it does not."""
    return str(part.getroottree().getroot().get("lang", "")).lower()[:2]


def _date_lines(places: Iterable[Any]) -> Iterator[str]:
    for place in islice(places, MAX_DATE_LINES):
        text = _line_of(place)
        if 0 < len(text) <= MAX_DATE_LINE_LENGTH:
            yield text


def _line_of(place: Any) -> str:
    return " ".join(normalise(place.text_content()[:1000]).split())


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
