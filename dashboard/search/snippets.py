"""Cuts from a text the passage that shows why it was found, and marks the words in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analysis.timelines.search_records import Words
from newsmon.lib.search_words import Word, words_of

# Two lines and a half of a laptop's screen.
LENGTH = 260
LEAD = 60
# A text of a book's length is looked at up to here.
MOST_READ = 40_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    text: str
    is_hit: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """Words of a query, the one at `asked`, found over `text[start:end]`."""

    start: int
    end: int
    asked: int


def marked(text: str, asked: Sequence[Words]) -> tuple[Piece, ...]:
    """Cut a text at the words that were asked for."""
    return _pieces(text, 0, len(text), _hits(words_of(text[:MOST_READ]), asked))


def snippet(text: str, asked: Sequence[Words]) -> tuple[Piece, ...]:
    """Give the passage below the headline in which most of the words stand, with them marked; its
    beginning where none does."""
    _headline, _, body = text.partition("\n")
    body = body[:MOST_READ].strip()
    words = words_of(body)
    hits = _hits(words, [each for each in asked if not each.in_title])
    first = _best(hits)
    start = _word_start(words, max(0, hits[first].start - LEAD)) if hits else 0
    end = _word_end(words, start + LENGTH, len(body))
    lead = (Piece(text="…\u00a0"),) if start else ()
    rest = (Piece(text="\u00a0…"),) if end < len(body) else ()
    return (*lead, *_pieces(body, start, end, hits), *rest)


def _hits(words: Sequence[Word], asked: Sequence[Words]) -> list[Hit]:
    found: list[Hit] = []
    for number, query in enumerate(asked):
        length = len(query.keys)
        for at in range(len(words) - length + 1):
            run = words[at : at + length]
            if _fits(run, query):
                found.append(Hit(start=run[0].start, end=run[-1].end, asked=number))
    return sorted(found, key=lambda hit: (hit.start, -hit.end))


def _fits(run: Sequence[Word], query: Words) -> bool:
    *before, last = query.keys
    if any(key not in word.keys for word, key in zip(run, before, strict=False)):
        return False
    if query.is_prefix:
        return any(key.startswith(last) for key in run[-1].keys)
    return last in run[-1].keys


def _best(hits: Sequence[Hit]) -> int:
    """Give the number of the hit from which on most different words stand near."""
    best, most = 0, (0, 0)
    for number, hit in enumerate(hits):
        near = [
            other for other in hits[number : number + 50] if other.end <= hit.start + LENGTH - LEAD
        ]
        score = (len({other.asked for other in near}), len(near))
        if score > most:
            best, most = number, score
    return best


def _word_start(words: Iterable[Word], at: int) -> int:
    return next((word.start for word in words if word.start >= at), at) if at else 0


def _word_end(words: Sequence[Word], at: int, length: int) -> int:
    if at >= length:
        return length
    return max((word.end for word in words if word.end <= at), default=at)


def _pieces(text: str, start: int, end: int, hits: Sequence[Hit]) -> tuple[Piece, ...]:
    found: list[Piece] = []
    at = start
    for hit in hits:
        if hit.start < at or hit.end > end:
            continue
        if hit.start > at:
            found.append(Piece(text=text[at : hit.start]))
        found.append(Piece(text=text[hit.start : hit.end], is_hit=True))
        at = hit.end
    if at < end:
        found.append(Piece(text=text[at:end]))
    return tuple(found)
