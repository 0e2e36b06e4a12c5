"""Finds words however they are spelt: with or without hamza, vowel marks, accents or tatweel."""

import re
from collections import defaultdict
from collections.abc import Mapping

from newsmon.lib.text import fold

# Letters and digits that have spellings: Latin with accents, Arabic script, digits of Arabic.
_SPELT = (*range(0xC0, 0x250), *range(0x621, 0x64B), *range(0x660, 0x66A), *range(0x671, 0x6FA))

# What may stand between two letters of a word without being a letter: vowel marks and tatweel.
_MARKS = "[\u0640\u064b-\u065f\u0670]*"


def _spellings() -> Mapping[str, str]:
    found: dict[str, set[str]] = defaultdict(set)
    for code in _SPELT:
        base = fold(chr(code))
        if len(base) == 1:
            found[base] |= {base, chr(code)}
    return {base: f"[{''.join(sorted(letters))}]" for base, letters in found.items()}


SPELLINGS = _spellings()


def patterns(query: str) -> tuple[str, ...]:
    """Give for each word of a query the regular expression that finds its spellings; none for a
    query without words."""
    return tuple(_pattern(word) for word in fold(query).split())


def _pattern(word: str) -> str:
    return _MARKS.join(SPELLINGS.get(letter, re.escape(letter)) for letter in word)
