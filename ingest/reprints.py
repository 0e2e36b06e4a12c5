"""Reprints that are not the same letter by letter: another headline, a cut, a polished sentence.

MinHash over shingles of folded words gives buckets in which near-duplicates meet; whoever shares a
bucket is then compared word by word. A text that says the same with other figures, days or names
is no reprint, however alike: round-ups, forecasts and daily reports are written so, and a reprint
is not analysed.
"""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import cache
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from newsmon.lib.date_grammar import grammar_of
from newsmon.lib.numerals import find_numbers
from newsmon.lib.text import fold

# Four words are rarely the same by chance, and an edit spoils only four shingles.
SHINGLE_WORDS = 4
# Two texts meet if one band of three hashes is the same: with half of their shingles in common
# that happens to 995 pairs of 1000, with a tenth to 39.
BANDS, ROWS = 40, 3
# Shorter texts are flashes that have to be the same to be repeats.
MIN_WORDS = 20
# That much of a reprint's words is the original's; the rest is the editor's. Measured on
# benchmarks/gold/duplicates_*.jsonl (docs/methods.md).
MIN_REPEATED = 0.6
# A spot of up to so many words, filled differently, in a text that else runs on.
_SPOT_WORDS = 6
# Editors polish a word here and there; a form filled in anew differs this often, in spots a word.
_MAX_SPOTS = 0.055

# No figure of the news is longer; Python refuses to read numbers of thousands of digits.
_DIGITS = 18

_WORD = re.compile(r"[^\W_]+")
_DAY_LANGUAGES = ("ar", "en", "fr", "tr", "fa", "ru")
_ARTICLE = re.compile(r"^[وفبل]?(?:ال)?")
_SEED = 20190213

Words = tuple[str, ...]
_Hashes = npt.NDArray[np.uint64]


def words_of(text: str) -> Words:
    """Cut a text into folded words, without its headline: reprints get another one."""
    headline, _, body = text.partition("\n")
    return tuple(_WORD.findall(fold(body.strip() or headline)))


def buckets(words: Words) -> list[int]:
    """Return the keys, signed 64-bit numbers, of which near-duplicates share one or more.

    [] for a text that is too short to have any.
    """
    if len(words) < MIN_WORDS:
        return []
    hashes = np.fromiter(map(_hash, _shingles(words)), dtype=np.uint64)
    factors, terms = _permutations()
    lowest = ((hashes[:, None] * factors + terms) >> np.uint64(32)).min(axis=0)
    bands = lowest.reshape(BANDS, ROWS)
    return [_key(number, band.tobytes()) for number, band in enumerate(bands)]


def is_reprint(words: Words, original: Words) -> bool:
    """Judge whether a text says what the original says, in its words and with its figures."""
    if min(len(words), len(original)) < MIN_WORDS:
        return False
    return repeated(words, original) >= MIN_REPEATED and not is_refilled(words, original)


def repeated(words: Words, original: Words) -> float:
    """Return the share, in 0..1, of a text's shingles that the original has too."""
    own = _shingles(words)
    return len(own & _shingles(original)) / len(own) if own else 0.0


def is_refilled(words: Words, original: Words) -> bool:
    """Judge whether the text is the original's form with other figures, days or names in it."""
    spots = list(_spots(words, original))
    if any(_contradict(_figures(one), _figures(other)) for one, other in spots):
        return True
    if any(_contradict(_days(one), _days(other)) for one, other in spots):
        return True
    return len(spots) > max(_MAX_SPOTS * min(len(words), len(original)), 2)


def _spots(words: Words, original: Words) -> Iterator[tuple[Words, Words]]:
    """Yield what stands in the text and in the original where they differ by a few words."""
    # In long texts frequent words only lengthen a match: made of few words, a text takes no longer.
    matcher = SequenceMatcher(None, words, original, autojunk=True)
    for kind, start, end, other_start, other_end in matcher.get_opcodes():
        if kind == "replace" and max(end - start, other_end - other_start) <= _SPOT_WORDS:
            yield words[start:end], original[other_start:other_end]


def _contradict(one: frozenset[int], other: frozenset[int]) -> bool:
    return bool(one and other) and not (one <= other or other <= one)


def _figures(words: Words) -> frozenset[int]:
    digits = {int(word[:_DIGITS]) for word in words if word.isdecimal()}
    spelt = find_numbers(" ".join(word for word in words if not word.isdecimal()))
    return frozenset(digits | {number.value for number in spelt})


def _days(words: Words) -> frozenset[int]:
    names = _day_names()
    return frozenset(
        names[name] for word in words for name in {word, _ARTICLE.sub("", word)} if name in names
    )


@cache
def _day_names() -> dict[str, int]:
    """Return weekdays as 1 to 7 and months as 11 to 22, by their folded names."""
    names: dict[str, int] = {}
    for language in _DAY_LANGUAGES:
        grammar = grammar_of(language)
        names |= {name: number + 1 for name, number in grammar.weekdays.items()}
        names |= {name: number + 10 for name, number in grammar.months.items()}
    return names


def _shingles(words: Words) -> set[Words]:
    return {words[at : at + SHINGLE_WORDS] for at in range(len(words) - SHINGLE_WORDS + 1)}


def _hash(shingle: Sequence[str]) -> int:
    return _number(" ".join(shingle).encode("utf-8", "surrogatepass"), signed=False)


def _key(number: int, band: bytes) -> int:
    return _number(bytes([number]) + band, signed=True)


def _number(data: bytes, *, signed: bool) -> int:
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "little", signed=signed)


@cache
def _permutations() -> tuple[_Hashes, _Hashes]:
    # The same in every process and for ever: stored buckets depend on them.
    random = np.random.Generator(np.random.PCG64(_SEED))
    numbers = random.integers(0, 2**64, size=(2, BANDS * ROWS), dtype=np.uint64)
    return numbers[0] | np.uint64(1), numbers[1]
