"""Finds names however they are spelt: with or without hamza, vowel marks, accents or tatweel."""

import re
from collections import defaultdict
from collections.abc import Mapping

from newsmon.lib.text import fold, fold_name

# Letters and digits that have spellings: Latin with accents, Arabic script, digits of Arabic.
_SPELT = (*range(0xC0, 0x250), *range(0x621, 0x64B), *range(0x660, 0x66A), *range(0x671, 0x6FA))

# What may stand between two letters of a name without being a letter: vowel marks, tatweel, hyphen,
# apostrophe, point, and in a long word even a blank: "al-Sharaa", "alSharaa", "Ba'ath", "U.N."
_NAME_MARKS = "[\u0640\u064b-\u065f\u0670'’‘ʼʿʾ`´.‐‑–\u200c-]*"
_LONG_NAME_MARKS = _NAME_MARKS.replace("[", "[ ", 1)
_LONG = 5


def _spellings() -> Mapping[str, str]:
    found: dict[str, set[str]] = defaultdict(set)
    for code in _SPELT:
        base = fold(chr(code))
        if len(base) == 1:
            found[base] |= {base, chr(code)}
    return {base: f"[{''.join(sorted(letters))}]" for base, letters in found.items()}


SPELLINGS = _spellings()


def name_patterns(query: str) -> tuple[str, ...]:
    """Give for each word of a name the regular expression that finds it however it is spelt, with
    or without hyphens, apostrophes and points."""
    return tuple(
        _pattern(word, _NAME_MARKS if len(word) < _LONG else _LONG_NAME_MARKS)
        for word in fold_name(query).split()
    )


def _pattern(word: str, marks: str) -> str:
    return marks.join(SPELLINGS.get(letter, re.escape(letter)) for letter in word)
