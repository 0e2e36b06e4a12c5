"""Names that no registry knows: when two spellings are one, and which known names come near.

A name is compared by its trigrams, as pg_trgm does it, once as it is written and once without
vowels and doubled letters, which is where transliterations differ; an Arabic name also as Latin
letters spell it. What comes near is for a person to judge: nothing is ever linked by nearness.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from analysis.romanise import romanise
from newsmon.lib.text import fold_name

# What linking says of a name that it found in no registry.
NOT_AN_ACTOR = "not in the registry"
NOT_A_PLACE = "not in the gazetteer"
UNKNOWN = (NOT_AN_ACTOR, NOT_A_PLACE)
# The key of what is no name; no folded name reads like this.
NO_NAME = "-"

_UNKNOWN_LANGUAGE = "und"
_FEWEST_LETTERS = 2
_MOST_WORDS = 8  # longer ones are clauses that the tagger took for a name
_LONGEST_KEY = 200  # the width of the tables' columns
_NEAR = 0.35  # below this share of trigrams a name is another name
# A match of consonants alone counts for less than one of the letters.
_SKELETON_WEIGHT = 0.85
_SPELLED_WEIGHT = 0.95  # and one of an Arabic name in Latin letters for less than its own
_POSSESSIVE = re.compile(r"['’‘`´]s$", re.IGNORECASE)
_ENDS = re.compile(r"^[\W_]+|[\W_]+$")
_LETTERS = re.compile(r"[^\W\d_]")
_LATIN_VOWELS = re.compile(r"[aeiouy]+")
_DOUBLED = re.compile(r"(.)\1+")
_ARTICLES = re.compile(r"\b(?:al|el|as|ad|an|ar|at|ash|ez|the)\b ?")
_ARABIC = re.compile(r"[\u0621-\u064a]")
_ARABIC_ARTICLE = re.compile(r"\bال(?=\w{2})")
_ALIKE = str.maketrans({"q": "k", "c": "k", "g": "j", "z": "s", "v": "f", "w": "", "h": ""})


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownName:
    """A name in a registry: of an actor or of a place, which `name_en` and `name_ar` tell."""

    is_actor: bool
    id: str
    text: str
    name_en: str
    name_ar: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """A known name that comes near, with its nearness in 0..1."""

    known: KnownName
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """A name where it stands, with what is said before and after it."""

    before: str
    quote: str
    after: str


def key_of(name: str) -> str:
    """Give the key by which spellings of an unknown name meet; NO_NAME for what is none."""
    bare = _POSSESSIVE.sub("", name.strip())
    key = _ENDS.sub("", fold_name(bare).removeprefix("the "))
    is_name = len(_LETTERS.findall(key)) >= _FEWEST_LETTERS and key.count(" ") < _MOST_WORDS
    return key if is_name and len(key) <= _LONGEST_KEY else NO_NAME


def language_of(name: str, article_language: str) -> str:
    """Give the language of a name: its article's, or what its letters say where that is unknown."""
    if article_language != _UNKNOWN_LANGUAGE:
        return article_language
    return "ar" if _ARABIC.search(name) else "en"


def most_common(values: Iterable[tuple[str, int]]) -> list[str]:
    """Order counted values, most frequent first and then by spelling."""
    counts: Counter[str] = Counter()
    for value, count in values:
        counts[value] += count
    return sorted(counts, key=lambda value: (-counts[value], value))


def context_of(text: str, start: int, end: int, *, width: int) -> Context:
    """Cut a name out of its paragraph, with up to `width` characters on each side."""
    before = text[max(0, start - width) : start].rpartition("\n")[2]
    after = text[end : end + width].partition("\n")[0]
    if len(before) == width and start > width:
        before = "…" + before.partition(" ")[2]
    if len(after) == width and end + width < len(text):
        after = after.rpartition(" ")[0] + "…"
    return Context(before=before, quote=text[start:end], after=after)


class KnownNames:
    """All names of the registries, to be asked which ones come near to another."""

    def __init__(self, names: Iterable[KnownName]) -> None:
        self._names = tuple(names)
        self._whole = _Trigrams()
        self._skeletons = _Trigrams()
        for at, name in enumerate(self._names):
            key = fold_name(name.text)
            self._whole.add(at, key)
            self._skeletons.add(at, skeleton(key))

    def nearest(self, name: str, *, limit: int = 5) -> tuple[Near, ...]:
        """Give the nearest known names, at most one for an actor or a place, nearest first."""
        scores: dict[int, float] = defaultdict(float)
        written, spelled = fold_name(name), fold_name(romanise(name))
        for key, weight in {spelled: _SPELLED_WEIGHT, written: 1.0}.items():
            for at, score in self._whole.near(key):
                scores[at] = max(scores[at], score * weight)
            for at, score in self._skeletons.near(skeleton(key)):
                scores[at] = max(scores[at], score * weight * _SKELETON_WEIGHT)
        best: dict[tuple[bool, str], Near] = {}
        for at in sorted(scores, key=lambda at: (-scores[at], at)):
            known = self._names[at]
            best.setdefault(
                (known.is_actor, known.id), Near(known=known, score=round(scores[at], 2))
            )
            if len(best) == limit:
                break
        return tuple(best.values())


def skeleton(key: str) -> str:
    """Give what transliterations of a folded name have in common: its consonants."""
    if _ARABIC.search(key):
        return _DOUBLED.sub(r"\1", _ARABIC_ARTICLE.sub("", key))
    bare = _LATIN_VOWELS.sub("", _ARTICLES.sub("", key)).translate(_ALIKE)
    return _DOUBLED.sub(r"\1", bare).strip()


class _Trigrams:
    """Texts by the three-letter pieces of their words."""

    def __init__(self) -> None:
        self._holders: dict[str, list[int]] = defaultdict(list)
        self._sizes: dict[int, int] = {}

    def add(self, at: int, text: str) -> None:
        pieces = set(_pieces(text))
        self._sizes[at] = len(pieces)
        for piece in pieces:
            self._holders[piece].append(at)

    def near(self, text: str) -> Iterator[tuple[int, float]]:
        """Yield texts with the share of trigrams that they have in common with this one."""
        pieces = set(_pieces(text))
        shared: Counter[int] = Counter()
        for piece in pieces:
            shared.update(self._holders.get(piece, ()))
        for at, count in shared.items():
            score = 2 * count / (len(pieces) + self._sizes[at])
            if score >= _NEAR:
                yield at, score


def _pieces(text: str) -> Iterator[str]:
    for word in text.split():
        padded = f"  {word} "
        yield from (padded[at : at + 3] for at in range(len(padded) - 2))
