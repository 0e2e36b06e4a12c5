"""A list of sources as feed readers exchange it: OPML to records, and back.

What readers do not know stands in attributes of our own, which they pass over.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from xml.etree import ElementTree

from ingest.listing import FIELDS, listed_feed, values_of
from ingest.records import BadList, ListedFeed

# What each field is called in an outline.
_ATTRIBUTES = {
    "name": "text",
    "url": "xmlUrl",
    "homepage": "htmlUrl",
    **{
        field: "".join([field.split("_")[0], *(w.title() for w in field.split("_")[1:])])
        for field in FIELDS
        if field not in ("name", "url", "homepage")
    },
}


def parse_opml(body: bytes, *, skipped: list[str] | None = None) -> tuple[ListedFeed, ...]:
    """Read the outlines that carry `xmlUrl`. Raises BadList, naming the outlines that cannot be
    used, unless `skipped` takes what is to be said of them."""
    if b"<!ENTITY" in body.replace(b"\x00", b"").upper():
        raise BadList("the list declares XML entities of its own; it was refused unread")
    try:
        root = ElementTree.fromstring(body)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise BadList(f"no well-formed XML: {error}") from error
    listed: list[ListedFeed] = []
    faults: list[str] = []
    for outline, group in _outlines(root):
        try:
            listed.append(_feed(outline, group))
        except BadList as error:
            faults += error.faults
    if faults and skipped is None:
        raise BadList(*faults)
    (skipped if skipped is not None else []).extend(faults)
    if not listed and not faults:
        raise BadList("no outline of the list has an xmlUrl")
    return tuple(listed)


def render_opml(listed: Iterable[ListedFeed], title: str) -> bytes:
    """Write a list of sources with its groups; reading it again gives the same records."""
    root = ElementTree.Element("opml", version="2.0")
    ElementTree.SubElement(ElementTree.SubElement(root, "head"), "title").text = title
    body = ElementTree.SubElement(root, "body")
    for group, members in groupby(sorted(listed, key=lambda f: f.group), key=lambda f: f.group):
        parent = ElementTree.SubElement(body, "outline", text=group) if group else body
        for feed in members:
            ElementTree.SubElement(parent, "outline", _outline(feed))
    ElementTree.indent(root)
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _outlines(root: ElementTree.Element) -> Iterator[tuple[dict[str, str], str]]:
    """Yield the outlines of feeds with the group around them; lists may be nested without end."""
    waiting = [(root, "")]
    while waiting:
        element, group = waiting.pop()
        if element.tag == "outline" and element.get("xmlUrl"):
            yield element.attrib, group
            continue
        if element.tag == "outline":
            group = element.get("text", element.get("title", group))
        waiting.extend((child, group) for child in reversed(element))


def _feed(attributes: dict[str, str], group: str) -> ListedFeed:
    values = {field: attributes.get(name, "") for field, name in _ATTRIBUTES.items()}
    values["name"] = values["name"] or attributes.get("title", "")
    values["group"] = values["group"] or group
    return listed_feed(values)


def _outline(feed: ListedFeed) -> dict[str, str]:
    values = {_ATTRIBUTES[field]: value for field, value in values_of(feed).items() if value}
    values.pop("group", None)
    return {"type": "rss", "title": feed.name, **values}
