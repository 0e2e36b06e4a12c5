"""A list of sources as feed readers exchange it: OPML to records."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit
from xml.etree import ElementTree

from ingest.canonical import BadUrl, canonical

MAX_SLUG_LENGTH = 80
_NOT_OF_A_SLUG = re.compile(r"[^a-z0-9]+")


class BadList(ValueError):
    """The list cannot be read; the message says why, and where."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedFeed:
    """One feed of a list. `country` is ISO 3166 alpha-3, `group` the outline that it stands in."""

    slug: str
    name: str
    name_ar: str
    homepage: str
    url: str
    country: str
    language: str
    group: str


def parse_opml(body: bytes) -> tuple[ListedFeed, ...]:
    """Read the outlines that carry `xmlUrl`. Raises BadList, naming the outline."""
    if b"<!ENTITY" in body.replace(b"\x00", b"").upper():
        raise BadList("the list declares XML entities of its own; it was refused unread")
    try:
        root = ElementTree.fromstring(body)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise BadList(f"no well-formed XML: {error}") from error
    listed = tuple(_listed(root, ""))
    if not listed:
        raise BadList("no outline of the list has an xmlUrl")
    return listed


def _listed(parent: ElementTree.Element, group: str) -> Iterator[ListedFeed]:
    for child in parent:
        if child.tag != "outline":
            yield from _listed(child, group)
        elif child.get("xmlUrl"):
            yield _feed(child.attrib, group)
        else:
            yield from _listed(child, child.get("text", group))


def _feed(attributes: dict[str, str], group: str) -> ListedFeed:
    name = attributes.get("text") or attributes.get("title") or attributes["xmlUrl"]
    try:
        url = canonical(attributes["xmlUrl"])
    except BadUrl as error:
        raise BadList(f"the address of {name!r} cannot be used: {error}") from error
    homepage = attributes.get("htmlUrl", "")
    language = attributes.get("language", "").lower().replace("_", "-").split("-")[0]
    return ListedFeed(
        slug=_slug(homepage or url),
        name=name[:200],
        name_ar=attributes.get("nameAr", "")[:200],
        homepage=homepage[:500],
        url=url,
        country=attributes.get("country", "").upper()[:3],
        language=language,
        group=(attributes.get("group") or group)[:100],
    )


def _slug(address: str) -> str:
    """Make a slug of host and path: names in Arabic or Hebrew would leave nothing of theirs."""
    parts = urlsplit(address)
    host = (parts.hostname or "").removeprefix("www.")
    return _NOT_OF_A_SLUG.sub("-", f"{host}{parts.path}".lower()).strip("-")[:MAX_SLUG_LENGTH]
