"""CSS and XPath selectors that a curator writes for a site, over parsed pages."""

from functools import lru_cache
from typing import Any

import cssselect
import lxml.html
from lxml import etree
from lxml.cssselect import CSSSelector

MAX_SELECTOR_LENGTH = 500
# How an XPath begins; everything else is read as CSS.
_XPATH_STARTS = ("/", "(", "./", "../", "@", "descendant", "id(", "string(")


class BadSelector(ValueError):
    """Neither CSS nor XPath; the message says why."""


def check(selector: str) -> None:
    """Raise BadSelector for what no page can be searched with."""
    finder = _compiled(selector)
    try:
        found = finder(lxml.html.document_fromstring("<html><body></body></html>"))
    except etree.XPathError as error:
        raise BadSelector(f"the selector cannot be used: {error}") from error
    if not isinstance(found, list | str):
        raise BadSelector("the selector gives a number, not a part of the page")


def select(tree: Any, selector: str) -> list[Any]:
    """Return what a selector finds, in the order of the page: elements, or texts where it asks
    for attributes. Raises BadSelector."""
    try:
        found = _compiled(selector)(tree)
    except etree.XPathError as error:
        raise BadSelector(f"the selector cannot be used: {error}") from error
    if isinstance(found, str):
        return [found] if found.strip() else []
    return list(found) if isinstance(found, list) else []


def text_of(found: Any) -> str:
    """Give the text of what a selector found; of a `time` or `meta` what it declares."""
    if isinstance(found, str):
        return found.strip()
    if not isinstance(found.tag, str):
        return ""
    declared = found.get("datetime") or (found.get("content") if found.tag == "meta" else None)
    return str(declared or found.text_content()).strip()


@lru_cache(maxsize=1000)
def _compiled(selector: str) -> Any:
    text = selector.strip()
    if not text:
        raise BadSelector("the selector is empty")
    if len(text) > MAX_SELECTOR_LENGTH:
        raise BadSelector(f"the selector is longer than {MAX_SELECTOR_LENGTH} characters")
    try:
        if text.startswith(_XPATH_STARTS):
            return etree.XPath(text)
        return CSSSelector(text, translator="html")
    except (cssselect.SelectorError, etree.XPathError, ValueError) as error:
        raise BadSelector(f"neither CSS nor XPath: {error}") from error
