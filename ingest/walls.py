"""Pages that stand where an article should and answer as if they were one: a check for robots, a
sign-in, a question of consent, "page not found". They are told by their headings."""

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from ingest.records import Outcome, Refused
from newsmon.lib.text import fold

_OUTCOMES = (Outcome.FORBIDDEN, Outcome.NOT_FOUND, Outcome.SERVER_ERROR)
_REASONS = {
    Outcome.FORBIDDEN: "a check for robots, a sign-in or a question of consent",
    Outcome.NOT_FOUND: "the site has no such page",
    Outcome.SERVER_ERROR: "the site is out of order",
}
_DATA = json.loads((Path(__file__).parent / "data" / "walls.json").read_text(encoding="utf-8"))
_NO_LETTER = re.compile(r"[\W_]+")
# Between the name of a page and that of its site.
_BETWEEN = re.compile(r"\s+[-–—|:·•»«]+\s+|\s*[|»«]\s*")
# A page that has so much of the awaited headline in its own is the awaited page.
_MIN_SHARED = 0.5
# "/" and "/ar": what a site leads to when it has lost an article.
_FRONT_PAGE = re.compile(r"/?(?:[a-z]{2,3}/?)?")


def _plain(text: str) -> str:
    return _NO_LETTER.sub(" ", fold(text)).strip()


_HEADINGS = {_plain(words): outcome for outcome in _OUTCOMES for words in _DATA[outcome]}


def refuse_wall(title: str, headings: Sequence[str], awaited: str) -> None:
    """Raise Refused for a page whose `title`, or every one of its `headings`, is that of no
    article. `awaited` is the headline that the feed gives, "" where it gives none."""
    if awaited and _is_awaited(awaited, [title, *headings]):
        return
    parts = [_plain(part) for part in _BETWEEN.split(title)]
    found = [part for part in parts if part in _HEADINGS]
    if not found and headings and all(_plain(heading) in _HEADINGS for heading in headings):
        found = [_plain(headings[0])]
    for heading in found[:1]:
        outcome = _HEADINGS[heading]
        raise Refused(outcome, f"the page is headed “{heading}”: {_REASONS[outcome]}")


def refuse_front_page(asked: str, answered: str) -> None:
    """Raise Refused where an article's address has led to the front page of its site."""
    if _is_front_page(answered) and not _is_front_page(asked):
        reason = f"the address leads to the front page {answered} now"
        raise Refused(Outcome.NOT_FOUND, reason)


def _is_awaited(headline: str, found: Sequence[str]) -> bool:
    words = set(_words(headline))
    shared = words & {word for text in found for word in _words(text)}
    return bool(words) and len(shared) >= _MIN_SHARED * len(words)


def _words(text: str) -> Iterator[str]:
    return (word for word in _plain(text).split() if len(word) > 1)


def _is_front_page(url: str) -> bool:
    parts = urlsplit(url)
    return not parts.query and _FRONT_PAGE.fullmatch(parts.path) is not None
