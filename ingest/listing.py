"""The fields of a listed source as texts, which all formats of lists share."""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from ingest.canonical import BadUrl, canonical
from ingest.records import BadList, FeedKind, ListedFeed, Selectors
from ingest.selectors import BadSelector, check
from newsmon.lib.text import normalise

MAX_SLUG_LENGTH = 80
_NOT_OF_A_SLUG = re.compile(r"[^a-z0-9]+")
_SELECTORS = {
    "text_selector": "text",
    "title_selector": "title",
    "author_selector": "author",
    "date_selector": "published",
    "drop_selector": "dropped",
}
FIELDS = (
    *("name", "name_ar", "url", "homepage", "language", "country", "group", "owner"),
    *("reliability", "reliability_reason", "kind", "link_selector", *_SELECTORS),
)
_RELIABILITIES = ("LOW", "MEDIUM", "HIGH", "UNCLEAR")
# Kinds that a list may ask for: the others tell themselves.
_KINDS = ("RSS", "ATOM", "JSON_FEED", "SITEMAP", "PAGE", "UNCLEAR")
_LENGTHS = {
    "name": 200,
    "name_ar": 200,
    "homepage": 500,
    "group": 100,
    "owner": 200,
    "language": 60,
}


def listed_feed(values: Mapping[str, str]) -> ListedFeed:
    """Make a record of the texts of FIELDS, missing ones taken as "". Raises BadList, saying
    which source and what of it cannot be used."""
    clean = {field: _clean(field, values.get(field) or "") for field in FIELDS}
    name = clean["name"] or clean["url"]
    try:
        url = canonical(clean["url"])
    except BadUrl as error:
        raise BadList(f"the address of {name!r} cannot be used: {error}") from error
    if not clean["homepage"].startswith(("http://", "https://")):
        clean["homepage"] = ""  # readers write what they like there
    if faults := _faults(clean):
        raise BadList(*(f"{name!r}: {fault}" for fault in faults))
    return ListedFeed(
        slug=slug_of(clean["homepage"] or url),
        name=name[:200],
        name_ar=clean["name_ar"],
        homepage=clean["homepage"],
        url=url,
        country=clean["country"].upper()[:3],
        language=_languages(clean["language"]),
        group=clean["group"],
        owner=clean["owner"],
        reliability=clean["reliability"].upper(),
        reliability_reason=clean["reliability_reason"],
        kind=FeedKind(clean["kind"].upper() or FeedKind.UNCLEAR),
        link_selector=clean["link_selector"],
        selectors=Selectors(**{part: clean[field] for field, part in _SELECTORS.items()}),
    )


def values_of(feed: ListedFeed) -> dict[str, str]:
    """Give the texts of FIELDS of a record, as `listed_feed` reads them."""
    parts = {field: getattr(feed.selectors, part) for field, part in _SELECTORS.items()}
    values = {field: str(parts.get(field) or getattr(feed, field, "")) for field in FIELDS}
    # What tells itself need not be said.
    values["kind"] = feed.kind.value if feed.kind is FeedKind.PAGE else ""
    return values


def slug_of(address: str) -> str:
    """Make a slug of host and path: names in Arabic or Hebrew would leave nothing of theirs."""
    parts = urlsplit(address)
    host = (parts.hostname or "").removeprefix("www.")
    return _NOT_OF_A_SLUG.sub("-", f"{host}{parts.path}".lower()).strip("-")[:MAX_SLUG_LENGTH]


def _clean(field: str, value: str) -> str:
    return " ".join(normalise(value).split())[: _LENGTHS.get(field, 2000)]


def _faults(clean: Mapping[str, str]) -> list[str]:
    faults = []
    if clean["reliability"].upper() not in ("", *_RELIABILITIES):
        faults.append(f"reliability is one of {', '.join(_RELIABILITIES)}")
    if clean["kind"].upper() not in ("", *_KINDS):
        faults.append(f"kind is one of {', '.join(_KINDS)}")
    for field in ("link_selector", *_SELECTORS):
        try:
            if clean[field]:
                check(clean[field])
        except BadSelector as error:
            faults.append(f"{field}: {error}")
    return faults


def _languages(text: str) -> str:
    codes = (re.split("[-_]", part)[0] for part in re.split(r"[,;\s]+", text.lower()))
    return ",".join(dict.fromkeys(filter(None, codes)))
