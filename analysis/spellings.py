"""Reduces a name to what its spellings share: "Habbaniya" and "Habbaniyah", «ستيباناكرت» and
«ستيباناكيرت».

Latin spellings of Arabic names differ in vowels, endings, doubled letters and the article; Arabic
spellings of foreign names in their vowels and in the letter for a hard g.
"""

import re
from functools import lru_cache

from analysis.records import PlaceEntry
from analysis.terms import PlaceFeature
from newsmon.lib.text import fold_name

_LATIN = re.compile(r"[a-z ]+")
_ARABIC = re.compile(r"[\u0621-\u064a]+")
_ARTICLES = frozenset({"al", "el", "ul", "as", "ash", "at", "az", "ar", "an", "ad", "the"})
_FIRST_WORDS = {
    "tel": "tal", "kufr": "kafr", "kfar": "kafr", "kafar": "kafr", "kefr": "kafr", "kfr": "kafr",
    "om": "um", "abo": "abu", "jebel": "jabal", "djebel": "jabal", "jabel": "jabal",
    "gebel": "jabal", "khirbet": "khirbat", "der": "dair",
}  # fmt: skip
_VOWELS = (
    ("ou", "u"), ("oo", "u"), ("ee", "i"), ("ei", "ai"), ("ay", "ai"), ("ey", "ai"), ("dj", "j"),
    ("ch", "sh"), ("q", "k"),
)  # fmt: skip
_TWICE = re.compile(r"(.)\1+")
_NISBA = re.compile(r"(?<=..)(?:i?y+[ae]h?|i[ae]h?|iy[ae]h?)$")
_ENDING = re.compile(r"(?<=...)(?:[ae]h?|t)$")
_LONG = re.compile(r"(?<=.)[اويه]")
_HARD = str.maketrans({"ج": "غ", "ه": "غ", "ق": "ك", "ڤ": "ف", "پ": "ب", "گ": "غ"})
_SHORTEST = 4  # letters that two spellings must share
# Whose people write Arabic: their names have one spelling in it and many in Latin letters.
_ARAB = frozenset(
    {"SYR", "IRQ", "LBN", "JOR", "PSE", "YEM", "LBY", "SDN", "SAU", "EGY", "TUN", "DZA", "MAR"}
    | {"KWT", "QAT", "BHR", "ARE", "OMN", "MRT"}
)


@lru_cache(maxsize=4096)
def core(key: str) -> str:
    """Return what the spellings of a folded name share, empty where too little is left."""
    if _LATIN.fullmatch(key):
        words = [word for word in key.split() if word not in _ARTICLES]
        found = " ".join(map(_latin, words))
    elif _ARABIC.fullmatch(key):
        found = _LONG.sub("", key.translate(_HARD))
    else:
        found = ""
    return found if len(found) >= _SHORTEST else ""


def cores(place: PlaceEntry) -> set[str]:
    """Return what the spellings of a place share, in the script that it is foreign to."""
    if place.feature is PlaceFeature.COUNTRY:
        return set()
    is_arab = place.country in _ARAB
    keys = map(fold_name, (place.name_en, place.name_ar, *place.aliases))
    return {core(key) for key in keys if key and key.isascii() == is_arab} - {""}


def _latin(word: str) -> str:
    word = _TWICE.sub(r"\1", word)
    word = _FIRST_WORDS.get(word, word)
    for spelled, sound in _VOWELS:
        word = word.replace(spelled, sound)
    return _ENDING.sub("", _NISBA.sub("i", word))
