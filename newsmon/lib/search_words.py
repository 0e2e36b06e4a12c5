"""The words of a text as a search of it keeps and asks for them.

Each word stands under one or more keys, folded (see newsmon.lib.text), so that another spelling or
form of it is found: an Arabic word also without the particles that are written onto it (و ف ب ك ل,
the article) and without a possessive ending, a word with an apostrophe also by its parts, an
English plural also by its singular. What a search asks for is one key of its words: the one under
which the other forms stand, too.
"""

import re
from collections import defaultdict
from dataclasses import dataclass

from newsmon.lib.text import fold, fold_text

# PostgreSQL counts the places of words up to here, and keeps so many places of one word.
LAST_PLACE = 16_383
MOST_PLACES = 255
# It takes no vector of more than a megabyte; a long book of many words is found by its beginning.
MOST_BYTES = 900_000
_BYTES_OF_PLACE = 4
# Nobody asks for a longer word; a file or a key that slipped into a text has such.
LONGEST_KEY = 60
# What is left of a word has to be a word still: "لد" is not what "ولد" says.
_SHORTEST_STEM = 3
_SHORTEST_PLURAL = 5

_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.N.
    r"|\d+(?:[,٬]\d{3})+(?:[.٫]\d+)?|\d+[.٫]\d+|\d+"
    r"|[^\W_]+(?:'[^\W_]+)*"
)
_ARABIC = re.compile("[\u0621-\u064a]")
_SEPARATORS = str.maketrans({",": "", "٬": "", "٫": "."})
_POSSESSIVES = ("هما", "هم", "هن", "ها", "كم", "نا")


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word over `text[start:end]` with all keys under which it is found."""

    keys: tuple[str, ...]
    start: int
    end: int


def words_of(text: str) -> tuple[Word, ...]:
    """Cut a text into its words; the offsets are those of the text as it is."""
    folded = fold_text(text)
    found: list[Word] = []
    for match in _WORD.finditer(folded.text):
        start, end = folded.span(match.start(), match.end())
        found.append(Word(keys=_keys(match.group()), start=start, end=end))
    return tuple(found)


def asked_keys(text: str) -> tuple[str, ...]:
    """Give for each word of a query the key to ask for, in order; () where it holds no word."""
    return tuple(_asked(match.group()) for match in _WORD.finditer(fold(text)))


def prefix_of(text: str) -> str:
    """Give the key with which the words begin that start as the text does; "" for no word."""
    found = [_bare(match.group()) for match in _WORD.finditer(fold(text))]
    return found[0][:LONGEST_KEY] if len(found) == 1 else ""


def vector_of(text: str) -> str:
    """Write a text as PostgreSQL's tsvector: its first line, the headline, has the weight A."""
    headline_end = text.find("\n") if "\n" in text else 0
    places: dict[str, list[str]] = defaultdict(list)
    size = 0
    for number, word in enumerate(words_of(text), 1):
        weight = "A" if word.start < headline_end else ""
        size += sum(len(key.encode()) + _BYTES_OF_PLACE for key in word.keys)
        if size > MOST_BYTES:
            break
        for key in word.keys:
            if len(places[key]) < MOST_PLACES:
                places[key].append(f"{min(number, LAST_PLACE)}{weight}")
    return " ".join(f"'{key}':{','.join(found)}" for key, found in places.items())


def _keys(word: str) -> tuple[str, ...]:
    """Give all keys of a folded word, its own spelling first."""
    bare = _bare(word)
    found = [bare]
    if _ARABIC.search(bare):
        found += _arabic_stems(bare)
    else:
        parts = [part for part in word.split("'") if len(part) >= _SHORTEST_STEM]
        found += parts if "'" in word else []
        found += [_singular(key) for key in found]
    return tuple(dict.fromkeys(key[:LONGEST_KEY] for key in found))


def _asked(word: str) -> str:
    bare = _bare(word)
    if _ARABIC.search(bare):
        return _without_article(bare)[:LONGEST_KEY]
    first = word.split("'")[0]
    # Of "Turkey's" and "Ankara'dan" the name is meant; "Ba'ath" and "Shi'ite" are one word.
    return _singular(first if "'" in word and len(first) > _SHORTEST_STEM + 1 else bare)[
        :LONGEST_KEY
    ]


def _bare(word: str) -> str:
    if word[0].isdigit():
        return word.translate(_SEPARATORS)
    return word.replace("'", "").replace(".", "")


def _singular(word: str) -> str:
    """Take the -s of an English plural away; names in -as and -ss are none (Hamas is not Hama)."""
    if len(word) < _SHORTEST_PLURAL or not word.endswith("s") or word.endswith("ss"):
        return word
    if word.endswith("as") and not word.endswith("ias"):
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-2] if word.endswith(("shes", "ches", "xes", "sses")) else word[:-1]


def _without_article(word: str) -> str:
    """Take the article off with what is written before it: "وبالهدنه" gives "هدنه"."""
    for lead in ("ال", "لل", "بال", "كال", "وال", "فال", "ولل", "فلل", "وبال", "وكال", "فبال"):
        if word.startswith(lead) and len(word) - len(lead) >= _SHORTEST_STEM:
            return word[len(lead) :]
    return word


def _arabic_stems(word: str) -> list[str]:
    """Give what may be left of a word without its particles, article and possessive ending."""
    found: list[str] = []
    rest = word
    for particles in ("وف", "بكل"):
        if rest[0] in particles and len(rest) > _SHORTEST_STEM:
            rest = rest[1:]
            found.append(rest)
    found.append(_without_article(word))
    for ending in _POSSESSIVES:
        if rest.endswith(ending) and len(rest) - len(ending) >= _SHORTEST_STEM:
            found += _without_possessive(rest[: -len(ending)])
            break
    else:
        if rest.endswith("ته") and len(rest) > _SHORTEST_STEM + 1:
            found += _without_possessive(rest[:-1])
    return found


def _without_possessive(stem: str) -> list[str]:
    """Before an ending a ta marbuta is written open: "هدنتهم" is their "هدنه"."""
    return [stem, f"{stem[:-1]}ه"] if stem.endswith("ت") else [stem]
