"""Text as newsmon compares it: one spelling for the many ways a word is written.

`normalise` cleans what is stored and shown. `fold` makes the key by which two spellings meet
(never shown). `fold_text` folds a whole text and remembers where each character came from, so
that a pattern matched on the folded text yields the exact span of the original:

    folded = fold_text(document.text)
    for match in PATTERN.finditer(folded.text):
        start, end = folded.span(match.start(), match.end())

What folding does: lower case without accents; marks (tashkeel), tatweel, bidi and zero-width
characters vanish; أ إ آ ٱ become ا, ى ئ ی become ي, ة becomes ه, ؤ becomes و, ک becomes ك,
presentation forms and ligatures become letters; digits of every script become 0-9 (their
separators ٫ and ٬ stay); typographic quotes become " and ', dashes up to the en dash become -;
any blank but the newline becomes a space. Patterns must be written folded: see `alternation`.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Literal

Direction = Literal["ltr", "rtl", "auto"]

TATWEEL = "\u0640"

# Joiners are spelling in Persian and Kurdish: stored text keeps them, keys do not.
_JOINERS = "\u200c\u200d"

_RTL_LANGUAGES = frozenset(
    {"ar", "arz", "azb", "arc", "ckb", "dv", "fa", "he", "iw", "ps", "sd", "sdh", "syr", "ug", "ur"}
    | {"yi"}
)

# Letters that Unicode does not decompose, and letters that Arabic-script presses interchange.
_LETTERS = str.maketrans(
    {
        "ى": "ي", "ی": "ي", "ې": "ي", "ێ": "ي", "ے": "ي", "ة": "ه", "ۀ": "ه", "ہ": "ه",
        "ھ": "ه", "ە": "ه", "ک": "ك", "ڪ": "ك", "گ": "ك", "پ": "ب", "چ": "ج", "ڤ": "ف",
        "ژ": "ز", "ۆ": "و", "ۇ": "و", "ڕ": "ر", "ڵ": "ل", "ٱ": "ا", "ı": "i", "ø": "o",
        "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ə": "e",
    }
)  # fmt: skip

_PUNCTUATION = str.maketrans(
    dict.fromkeys("“”„‟«»〝〞＂״", '"')
    | dict.fromkeys("‘’‚‛ʼʻʽʿʾ`´′ˈ׳", "'")
    | dict.fromkeys("‐‑‒–−﹣－", "-")
)

# Their decompositions change what they say (2½ would read 21⁄2).
_KEPT_CATEGORIES = frozenset({"No"})
_KEPT_CHARACTERS = frozenset("…")

_BLANKS = re.compile(r"\s+")
_HYPHENS = re.compile(r"[-\u2014]+")
_KEY_NOISE = re.compile(r"['\".,،]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Folded:
    """A folded text with, for each of its characters, the offset of the original character."""

    text: str
    origins: tuple[int, ...]
    original_length: int

    def origin(self, position: int) -> int:
        """Give the offset in the original of a position in the folded text (its end included)."""
        if position < len(self.origins):
            return self.origins[position]
        return self.original_length

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give the original span of `text[start:end]`; marks after its last letter stay outside."""
        if end <= start:
            return self.origin(start), self.origin(start)
        return self.origins[start], self.origins[end - 1] + 1

    def position(self, offset: int) -> int:
        """Give the first folded position that comes from `offset` of the original, or after it."""
        low, high = 0, len(self.origins)
        while low < high:
            middle = (low + high) // 2
            if self.origins[middle] < offset:
                low = middle + 1
            else:
                high = middle
        return low


def normalise(text: str) -> str:
    """Clean a text for storage: NFC, no tatweel, bidi mark, soft hyphen or control character.

    Vowel marks and Persian joiners stay, as they are spelling. Lines end in a newline.
    """
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(filter(None, map(_stored, composed)))


def fold_text(text: str) -> Folded:
    """Fold a text and keep the way back to it (see the module's description)."""
    pieces = list(map(_folded_character, text))
    folded = "".join(pieces)
    if len(folded) == len(text) and all(pieces):
        origins = tuple(range(len(text)))
    else:
        origins = tuple(
            chain.from_iterable((at,) * len(piece) for at, piece in enumerate(pieces) if piece)
        )
    return Folded(text=folded, origins=origins, original_length=len(text))


def fold(text: str) -> str:
    """Fold a text to the string that `fold_text` matches on."""
    return "".join(map(_folded_character, text))


def fold_name(name: str) -> str:
    """Give the key of a name: folded, without quotes, points and apostrophes, hyphens as blanks.

    >>> fold_name("Deir ez-Zor"), fold_name("U.N."), fold_name("رأسُ  العين")
    ('deir ez zor', 'un', 'راس العين')
    """
    bare = _KEY_NOISE.sub("", fold(name))
    return _BLANKS.sub(" ", _HYPHENS.sub(" ", bare)).strip()


def alternation(words: Iterable[str]) -> str:
    """Write a regular expression that matches any of the words in folded text, longest first.

    A blank in a word matches any run of blanks.
    """
    folded = sorted({fold(word).strip() for word in words} - {""}, key=lambda w: (-len(w), w))
    return "(?:" + "|".join(r"\s+".join(map(re.escape, word.split())) for word in folded) + ")"


def direction_of(language: str | None) -> Direction:
    """Say which way a language is written; "auto" when it is not known."""
    if not language:
        return "auto"
    return "rtl" if re.split("[-_]", language.lower())[0] in _RTL_LANGUAGES else "ltr"


def _stored(character: str) -> str:
    if character in "\n\t" or character in _JOINERS:
        return character
    if character == TATWEEL or unicodedata.category(character) in ("Cf", "Cc"):
        return ""
    return character


@lru_cache(maxsize=8192)
def _folded_character(character: str) -> str:
    if character == "\n" or character in _KEPT_CHARACTERS:
        return character
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if character.isspace() or category == "Cc":
        return " "
    if category in _KEPT_CATEGORIES:
        return character
    return _folded_letters(character.translate(_PUNCTUATION))


def _folded_letters(character: str) -> str:
    letters = unicodedata.normalize("NFKD", character.casefold())
    kept = (c for c in letters if c != TATWEEL and unicodedata.category(c) not in _VANISHING)
    return "".join(kept).casefold().translate(_LETTERS)


# Marks that stand on a letter (tashkeel, accents, niqqud) and invisible format characters.
_VANISHING = frozenset({"Mn", "Me", "Cf"})
