"""Markup of a feed to plain text: paragraphs stay lines, scripts and styles vanish."""

import re
from html.parser import HTMLParser

from newsmon.lib.text import normalise

_SILENT = frozenset({"script", "style", "head", "noscript", "template", "svg", "iframe", "object"})
_BLOCKS = frozenset(
    {"address", "article", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption", "figure"}
    | {"footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre"}
    | {"section", "table", "td", "th", "tr", "ul"}
)
_BLANKS = re.compile(r"[^\S\n]+")
_LINE_ENDS = re.compile(r"\s*\n\s*")


def plain_text(markup: str) -> str:
    """Give the text of a piece of HTML, one line per block; plain text comes back as it is."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    text = _BLANKS.sub(" ", normalise("".join(reader.pieces)))
    return _LINE_ENDS.sub("\n", text).strip()


def plain_line(markup: str) -> str:
    """Give the text of a piece of HTML on one line, as a headline is."""
    return " ".join(plain_text(markup).split())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent.append(tag)
        elif tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._silent:
            del self._silent[self._silent.index(tag) :]
        elif tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.pieces.append(data)
