"""Writes Arabic names of people that no registry knows in Latin letters, as the press would.

Common given names have their usual spelling (analysis/data/linking_names.json); the rest follow
the letters, with the short vowels that Arabic leaves out put where syllables need them. The
spelling is a reading aid: it never links a name to anybody.
"""

import json
import re
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data" / "linking_names.json"

_CONSONANTS = {
    "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh", "ر": "r",
    "ز": "z", "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "غ": "gh", "ف": "f",
    "ق": "q", "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h", "پ": "p", "چ": "ch", "ڤ": "v",
    "گ": "g", "ژ": "zh", "ک": "k",
}  # fmt: skip
_VOWELS = {"ا": "a", "أ": "a", "آ": "a", "إ": "i", "ى": "a", "ؤ": "o", "ئ": "e", "ة": "a"}
_SILENT = frozenset("ءع")
_MARKS = re.compile(r"[\u064b-\u0652\u0670\u0640\u200c-\u200f\u202a-\u202e\u2066-\u2069]")
_ARABIC = re.compile(r"[\u0621-\u064a]")


def romanise(name: str) -> str:
    """Write an Arabic name in Latin letters; any other name comes back as it is."""
    if not _ARABIC.search(name):
        return name
    words = _MARKS.sub("", name).split()
    return " ".join(map(_word, _joined_servants(words)))


def is_given_name(word: str) -> bool:
    """Say whether an Arabic word is a common given name."""
    return _MARKS.sub("", word) in _names()


def _joined_servants(words: list[str]) -> list[str]:
    """Join «عبد الرحمن» to «عبدالرحمن», one name in two words."""
    joined: list[str] = []
    for word in words:
        if joined and joined[-1] == "عبد" and word.startswith("ال"):
            joined[-1] += word
        else:
            joined.append(word)
    return joined


def _word(word: str) -> str:
    known = _names().get(word)
    if known is not None:
        return known
    if word.startswith("ال") and len(word) > 3:
        return "al-" + (_names().get(word[2:]) or _spelled(word[2:]).capitalize())
    return _spelled(word).capitalize()


def _spelled(word: str) -> str:
    units = _units(word)
    spelled = ""
    if word[:2] in ("أو", "او"):
        units = [("o", True), *units[2:]]
    for at, (sound, is_vowel) in enumerate(units):
        spelled += sound
        if not is_vowel and _needs_vowel(units, at):
            is_participle = at > 0 and word[max(0, at - 1) : at] == "ا"  # «خالد», «ماجد»
            spelled += "e" if is_participle else "a"
    return re.sub(r"(a|i|u)\1+", r"\1", spelled)


def _needs_vowel(units: list[tuple[str, bool]], at: int) -> bool:
    """A syllable begins with one consonant, and a word ends in no two."""
    if at + 1 >= len(units) or units[at + 1][1]:
        return False
    is_first = at == 0
    ends_word = at + 2 == len(units)
    third_is_consonant = at + 2 < len(units) and not units[at + 2][1]
    return is_first or ends_word or third_is_consonant


def _units(word: str) -> list[tuple[str, bool]]:
    units: list[tuple[str, bool]] = []
    for at, letter in enumerate(word):
        if letter in _SILENT:
            if at == 0:
                units.append(("a", True))
            continue
        if letter in ("و", "ي"):
            units.append(_glide(letter, at, word, units))
        elif letter in _VOWELS:
            units.append((_VOWELS[letter], True))
        elif letter in _CONSONANTS:
            units.append((_CONSONANTS[letter], False))
    return units


def _glide(letter: str, at: int, word: str, units: list[tuple[str, bool]]) -> tuple[str, bool]:
    """«و» and «ي» are consonants at the head of a syllable, long vowels elsewhere."""
    before_vowel = at + 1 < len(word) and word[at + 1] in _VOWELS
    if at == 0 or (before_vowel and word[at + 1] != "ة") or (before_vowel and units[-1][1]):
        return ("w", False) if letter == "و" else ("y", False)
    return ("ou", True) if letter == "و" else ("i", True)


@cache
def _names() -> dict[str, str]:
    loaded: dict[str, str] = json.loads(_DATA.read_text(encoding="utf-8"))
    return loaded
