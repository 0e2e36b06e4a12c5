"""Arabic personal names in Latin letters, for a name that no registry knows.

Common names have their usual English spelling (data/romanised_names.json); the rest are written
letter by letter, with the short vowels that the script leaves out put where a reader would expect
them. The result is a reading aid, not a standard romanisation.
"""

import json
import re
from functools import cache
from pathlib import Path

from newsmon.lib.text import normalise

_DATA = Path(__file__).parent / "data" / "romanised_names.json"
_MARKS = re.compile(r"[\u064b-\u065f\u0670]")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_VOWEL_LETTERS = frozenset("اأإآٱىةؤئ")
_GLIDES = {"و": ("w", "ou"), "ي": ("y", "i"), "ی": ("y", "i")}
# Letters that are written but make no consonant.
_SILENT = frozenset("عء")


def romanise(name: str) -> str:
    """Write an Arabic name in Latin letters; a name in another script is given back unchanged.

    >>> romanise("محمد جرار")
    'Mohammad Jarar'
    """
    clean = _MARKS.sub("", normalise(name)).strip()
    if not _ARABIC.search(clean):
        return name
    words = clean.split()
    written: list[str] = []
    at = 0
    while at < len(words):
        pair = " ".join(words[at : at + 2])
        known = _names().get(pair)
        written.append(known or _word(words[at]))
        at += 2 if known else 1
    return " ".join(written)


def personal_part(name: str) -> str | None:
    """Give a name from its first known given name on ("للمركز رأفت الصباغ" without its title),
    None where no word is one."""
    words = normalise(name).split()
    at = next((i for i, word in enumerate(words) if word in _names()), None)
    is_last = at is not None and at > 0 and at == len(words) - 1
    return None if at is None or is_last else " ".join(words[at:])


def _word(word: str) -> str:
    known = _names().get(word) or _particles().get(word)
    if known:
        return known
    if word.startswith("ال") and len(word) > 4:
        bare = word[2:]
        return "al-" + (_names().get(bare) or _spelled(bare))
    return _spelled(word)


def _spelled(word: str) -> str:
    sounds = [_sound(word, at) for at in range(len(word))]
    heard = [sound for sound in sounds if sound[0]]
    text = ""
    for at, (letters, is_consonant) in enumerate(heard):
        text += letters
        if is_consonant and at + 1 < len(heard) and heard[at + 1][1]:
            text += "a" if at == 0 or at + 2 == len(heard) else ""
    return text[:1].upper() + text[1:]


def _sound(word: str, at: int) -> tuple[str, bool]:
    """Give the Latin letters of one letter, and whether they are a consonant."""
    letter = word[at]
    if letter not in _GLIDES:
        is_consonant = letter not in _VOWEL_LETTERS and letter not in _SILENT
        return _letters().get(letter, ""), is_consonant
    consonant, vowel = _GLIDES[letter]
    before = word[at - 1] if at else ""
    after = word[at + 1] if at + 1 < len(word) else ""
    if before == "إ":  # "إي" is one long vowel
        return "", False
    if not before or before in _VOWEL_LETTERS or after in _VOWEL_LETTERS:
        return consonant, True
    return vowel, False


@cache
def _table(name: str) -> dict[str, str]:
    data: dict[str, dict[str, str]] = json.loads(_DATA.read_text(encoding="utf-8"))
    return data[name]


def _names() -> dict[str, str]:
    return _table("names")


def _particles() -> dict[str, str]:
    return _table("particles")


def _letters() -> dict[str, str]:
    return _table("letters")
