"""What stands inside an article and is no part of it: captions of pictures, boxes of related links,
"read also" lines with their bullets.

A box is known by its class, by its heading, or by being nothing but links. Nothing is taken out
that holds the larger part of a page's text, as themes mark whole pages "has-related-posts".
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from newsmon.lib.text import alternation, fold

# A box with more of the page's letters outside links is the article itself, whatever its class is.
MAX_SHARE = 0.4
# What a "read also" line holds besides its cue: a headline.
MAX_LINE_LENGTH = 250
MIN_LINK_LETTERS = 15
# Two sentences: the cells of a table of figures hold words.
MIN_CELL_LETTERS = 150
_WORDS = json.loads(
    (Path(__file__).parent / "data" / "surroundings.json").read_text(encoding="utf-8")
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_CLASSES = re.compile(rf"(?<!\w){alternation(_WORDS['classes'])}(?!\w)")
_CAPTIONS = re.compile(rf"(?<!\w){alternation(_WORDS['caption_classes'])}(?!\w)")
_LEAD = r"^[\s\-–—•*▪◾●»«\[\(>|:#]*"
_HEADING = re.compile(rf"{_LEAD}{alternation(_WORDS['headings'])}(?!\w)")
# These begin sentences of reports, too: only a sign after them makes a heading of them.
_DOUBTFUL = re.compile(rf"{_LEAD}{alternation(_WORDS['headings_of_sentences'])}(?!\w)")
_SIGN = re.compile(r"\s*(?:[:：\]\)|»>]|\.{2,}|…|[-–—]\s|$)")
_BLOCKS = frozenset({"p", "div", "li", "ul", "ol", "aside", "section", "blockquote", "table"})
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6", "strong", "b", "span", "p", "div"})
_LISTS = frozenset({"ul", "ol"})


def strip_surroundings(tree: Any) -> None:
    """Take out of a parsed page what is no part of its article; the tree itself is changed."""
    whole = _unlinked_letters(tree)
    for element in list(_surroundings(tree)):
        if element.getparent() is not None and _unlinked_letters(element) <= MAX_SHARE * whole:
            element.drop_tree()


def flatten_layout(tree: Any) -> None:
    """Make plain blocks of the tables that old pages are laid out with: cells that hold a text are
    no figures to be kept in rows."""
    for table in list(tree.iter("table")):
        parts = table.xpath("./tbody | ./tr | ./tbody/tr | ./tr/td | ./tbody/tr/td")
        if any(part.tag == "td" and _letters(part) >= MIN_CELL_LETTERS for part in parts):
            for part in (table, *parts):
                part.tag = "div"


def without_read_also(text: str) -> str:
    """Drop the lines of a text that lead to other reports, and the bullets below such a heading."""
    kept: list[str] = []
    in_list = False
    for line in text.split("\n"):
        if _is_cue(line):
            in_list = _is_bare_cue(line)
        elif not (in_list and _is_bullet(line)):
            in_list = False
            kept.append(line)
    return "\n".join(kept)


def _surroundings(tree: Any) -> Iterator[Any]:
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag in ("html", "body", "head", "article"):
            continue
        if element.tag == "figcaption" or _is_marked(element):
            yield element
        elif element.tag in _BLOCKS or element.tag in _HEADINGS:
            yield from _of_cue(element)
        is_list = element.tag in _LISTS and _is_list_of_links(element)
        if is_list or (element.tag == "p" and _is_lone_link(element)):
            yield element


def _is_marked(element: Any) -> bool:
    names = f"{element.get('class', '')} {element.get('id', '')}"
    if not names.strip():
        return False
    words = re.sub(r"[-_\s]+", " ", _CAMEL.sub(" ", names)).lower()
    if _CAPTIONS.search(words):
        # A picture's frame holds more than the caption in it, but nothing of the text.
        return not element.xpath("boolean(.//p[2])")
    return _CLASSES.search(words) is not None and not _holds_the_article(element)


def _holds_the_article(element: Any) -> bool:
    return bool(element.xpath("boolean(.//h1 | .//article//p[2] | .//*[@itemprop='articleBody'])"))


def _of_cue(element: Any) -> Iterator[Any]:
    """Yield a short block that opens with "read also", and the links that follow a bare one."""
    text = _beginning(element)
    if len(text) > MAX_LINE_LENGTH or not _is_cue(text):
        return
    if element.tag in ("span", "strong", "b") and not _is_bare_cue(text):
        return
    yield element
    if _is_bare_cue(text):
        yield from _links_after(element)


def _links_after(element: Any) -> Iterator[Any]:
    """Yield what follows as long as it is links and line breaks, no text between them."""
    while not (element.tail or "").strip() and element.getnext() is not None:
        element = element.getnext()
        if _is_only_links(element):
            yield element
        elif _letters(element):
            return


def _is_cue(line: str) -> bool:
    """Say whether a line leads to another report, as "Read also: …" does."""
    if len(line) > MAX_LINE_LENGTH:
        return False
    folded = fold(line)
    match = _HEADING.match(folded)
    if match is None:
        return False
    is_doubtful = _DOUBTFUL.match(folded) is not None
    return not is_doubtful or _SIGN.match(folded, _longest(folded)) is not None


def _longest(folded: str) -> int:
    matches = (pattern.match(folded) for pattern in (_HEADING, _DOUBTFUL))
    return max(match.end() for match in matches if match)


def _is_bare_cue(line: str) -> bool:
    match = _HEADING.match(fold(line))
    return match is not None and sum(c.isalpha() for c in fold(line)[match.end() :]) < 3


def _is_bullet(line: str) -> bool:
    return re.match(r"\s*(?:[-–—•*▪●»]\s|\d{1,2}[.)]\s)", line) is not None


def _is_list_of_links(element: Any) -> bool:
    items = [item for item in element if isinstance(item.tag, str)]
    return bool(items) and all(_is_only_links(item) for item in items)


def _is_lone_link(element: Any) -> bool:
    """Say whether a paragraph is one headline that leads elsewhere."""
    links = element.xpath(".//a[@href]")
    return len(links) == 1 and _is_only_links(element) and _letters(element) >= MIN_LINK_LETTERS


def _is_only_links(element: Any) -> bool:
    letters = _letters(element)
    return bool(letters) and _unlinked_letters(element) <= 0.1 * letters


def _unlinked_letters(element: Any) -> int:
    texts = element.xpath(
        "descendant-or-self::text()[not(ancestor::a[@href] or ancestor::script or ancestor::style)]"
    )
    return sum(letter.isalpha() for text in texts for letter in text)


def _beginning(element: Any) -> str:
    """Give the text of an element on one line, cut where it is no line any more: pages are
    thousands of blocks inside one another."""
    found: list[str] = []
    length = 0
    for piece in element.itertext():
        found.append(piece)
        length += len(piece.strip())
        if length > MAX_LINE_LENGTH:
            break
    return " ".join("".join(found).split())


def _letters(element: Any) -> int:
    text = element.text_content() if hasattr(element, "text_content") else ""
    return sum(map(str.isalpha, text))
