"""What all kinds of feeds have in common: items to entries, the doubtful left out and counted."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from ingest.canonical import BadUrl, canonical
from ingest.markup import plain_line
from ingest.records import FeedEntry, Outcome, Refused
from newsmon.lib.text import normalise

# The largest feeds of outlets hold a few hundred items; more is an archive or an attack.
MAX_ENTRIES = 1000
MAX_TITLE_LENGTH = 1000
MAX_GUID_LENGTH = 1000
MAX_AUTHOR_LENGTH = 300
MAX_TEXT_LENGTH = 100_000
UNUSED_TIME = "publication times in the future or unreadable, not used"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An item as a feed gives it; `has_unused_time` where what it says of its time is no use."""

    link: str
    title: str
    guid: str = ""
    published_at: datetime | None = None
    has_unused_time: bool = False
    text: str = ""
    author: str = ""
    language: str = ""


def collect(drafts: Iterable[Draft], base: str) -> tuple[tuple[FeedEntry, ...], list[str]]:
    """Make entries of the first MAX_ENTRIES items, one for each address, and say what was left
    out. `base` is the address of the feed. Raises Refused (NO_LINKS) where there are items, but
    none leads anywhere."""
    dropped: Counter[str] = Counter()
    found: dict[str, FeedEntry] = {}
    for number, draft in enumerate(drafts):
        if number >= MAX_ENTRIES:
            dropped[f"items beyond the first {MAX_ENTRIES} left out"] += 1
            continue
        try:
            entry = _entry(draft, base)
        except BadUrl as error:
            dropped[f"items without a usable address left out ({error})"] += 1
            continue
        if draft.has_unused_time:
            dropped[UNUSED_TIME] += 1
        found.setdefault(entry.url, entry)
    notes = [f"{count} {what}" for what, count in dropped.items()]
    if notes and not found:
        raise Refused(Outcome.NO_LINKS, "; ".join(notes))
    return tuple(_with_telling_guids(found.values())), notes


def language_code(value: object) -> str:
    """Give the ISO 639 code of a language tag."""
    return re.split("[-_]", str(value or "").strip().lower())[0][:3]


def _entry(draft: Draft, base: str) -> FeedEntry:
    if not draft.link:
        raise BadUrl("the item names none")
    return FeedEntry(
        url=canonical(draft.link, base),
        guid=normalise(draft.guid).strip()[:MAX_GUID_LENGTH],
        title=plain_line(draft.title)[:MAX_TITLE_LENGTH],
        published_at=draft.published_at,
        summary_text=draft.text[:MAX_TEXT_LENGTH],
        language=draft.language,
        author=plain_line(draft.author)[:MAX_AUTHOR_LENGTH],
    )


def _with_telling_guids(entries: Iterable[FeedEntry]) -> Iterator[FeedEntry]:
    """Drop guids that stand on several items: some feeds give all of them the same."""
    kept = list(entries)
    uses = Counter(entry.guid for entry in kept)
    for entry in kept:
        yield entry if uses[entry.guid] == 1 else replace(entry, guid="")
