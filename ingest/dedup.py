"""The same text twice is one report: hashes over what is read, not over how it is set."""

import hashlib
import re

from ingest.records import DuplicateVerdict
from newsmon.lib.text import fold

_NOT_A_LETTER_OR_DIGIT = re.compile(r"[\W_]+")


def content_hash(text: str) -> str:
    """Hash a text by its letters and digits alone: spacing, marks and quotes do not count."""
    return _digest(text)


def title_hash(title: str) -> str:
    """Hash a headline the same way; "" for a headline without a letter."""
    return _digest(title) if _NOT_A_LETTER_OR_DIGIT.sub("", title) else ""


def document_hash(body: bytes) -> str:
    """Hash the bytes of a feed, to see that a server sent the same document again."""
    return hashlib.sha256(body).hexdigest()


def lock_key(digest: str) -> int:
    """Give a signed 64-bit number for a hash, for a lock that all workers share."""
    return int.from_bytes(bytes.fromhex(digest[:16]), "big", signed=True)


def verdict(
    original_id: int | None, *, is_same_source: bool, is_exact: bool = True
) -> DuplicateVerdict:
    """Judge an article by the first stored one that it repeats (None: there is none)."""
    if original_id is None:
        return DuplicateVerdict(duplicate_of=None)
    text = "the same text as" if is_exact else "nearly the same text, with the same figures, as"
    where = "the same outlet" if is_same_source else "another outlet"
    return DuplicateVerdict(
        duplicate_of=original_id, reason=f"{text} article {original_id} of {where}"
    )


def _digest(text: str) -> str:
    letters = _NOT_A_LETTER_OR_DIGIT.sub(" ", fold(text)).strip()
    return hashlib.sha256(letters.encode("utf-8", "surrogatepass")).hexdigest()
