"""Markup of a feed to plain text: paragraphs stay lines, scripts and styles vanish."""

import re
from collections.abc import Iterator

import lxml.html
from lxml.etree import LxmlError, _Element

from newsmon.lib.text import normalise

_SILENT = frozenset({"script", "style", "head", "noscript", "template", "svg", "iframe", "object"})
_BLOCKS = frozenset(
    {"address", "article", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption", "figure"}
    | {"footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre"}
    | {"section", "table", "td", "th", "tr", "ul"}
)
_BLANKS = re.compile(r"[^\S\n]+")
_LINE_ENDS = re.compile(r"\s*\n\s*")
# What libxml2 cannot hold in a document.
_UNHOLDABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Numbers of half characters, as they stand after "&#": libxml2 takes them and chokes on them later.
_HALF_CHARACTER = re.compile(
    r"&#(?:x0*d[89a-f][0-9a-f]{2}|0*(?:5529[6-9]|55[3-9]\d\d|56\d{3}|57[0-2]\d\d|573[0-3]\d|5734[0-3]))"
    r"(?![0-9a-f]);?",
    re.IGNORECASE,
)


def without_half_characters(xml: str) -> str:
    """Put the sign for what cannot be read in place of references to half characters."""
    return _HALF_CHARACTER.sub("\ufffd", xml)


def plain_text(markup: str) -> str:
    """Give the text of a piece of HTML, one line per block; plain text comes back as it is."""
    clean = _UNHOLDABLE.sub("", markup)
    text = clean if "<" not in clean and "&" not in clean else "".join(_pieces(clean))
    return _LINE_ENDS.sub("\n", _BLANKS.sub(" ", normalise(text))).strip()


def plain_line(markup: str) -> str:
    """Give the text of a piece of HTML on one line, as a headline is."""
    return " ".join(plain_text(markup).split())


def _pieces(markup: str) -> Iterator[str]:
    # libxml2, as the parser of the standard library takes quadratic time on unclosed tags.
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = lxml.html.document_fromstring(f"<body>{markup}".encode(), parser=parser)
    except LxmlError:  # nothing but comments
        return
    yield from _text_of(root)


def _text_of(root: _Element) -> Iterator[str]:
    """Walk without recursion: markup may be deeper than Python's stack."""
    waiting: list[_Element | str] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            yield node
            continue
        waiting.append(node.tail or "")
        if node.tag in _SILENT:
            continue
        edge = "\n" if node.tag in _BLOCKS else ""
        waiting.append(edge)
        waiting.extend(reversed(node))
        waiting.append(edge + (node.text or ""))
