"""What an outlet changed in a text after it printed it: sentence by sentence, and the figures."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import zip_longest

from analysis.documents import split_sentences
from newsmon.lib.numerals import find_numbers
from newsmon.lib.text import fold

# Sentences with fewer words in common than this are another sentence, not a changed one.
_MIN_ALIKE = 0.4


class Change(StrEnum):
    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Words of a sentence that were kept, added or removed."""

    text: str
    change: Change


@dataclass(frozen=True, slots=True, kw_only=True)
class EditedSentence:
    """A sentence that is not as it was; `figures_changed`: other numbers stand in it now."""

    pieces: tuple[Piece, ...]
    figures_changed: bool


def compare(was: str, now: str) -> tuple[EditedSentence, ...]:
    """Return the sentences that were added, removed or changed, in the order of the text."""
    before = [sentence.text for sentence in split_sentences(was)]
    after = [sentence.text for sentence in split_sentences(now)]
    matcher = SequenceMatcher(None, _keys(before), _keys(after), autojunk=True)
    edited: list[EditedSentence] = []
    for kind, start, end, other_start, other_end in matcher.get_opcodes():
        if kind != "equal":
            edited += _edited(before[start:end], after[other_start:other_end])
    return tuple(edited)


def _keys(sentences: Sequence[str]) -> list[str]:
    # Another quotation mark or a vowel sign is no edit.
    return [" ".join(fold(sentence).split()) for sentence in sentences]


def _edited(before: Sequence[str], after: Sequence[str]) -> Iterator[EditedSentence]:
    for was, now in zip_longest(before, after, fillvalue=""):
        pieces = tuple(_pieces(was.split(), now.split()))
        kept = sum(len(p.text.split()) for p in pieces if p.change is Change.SAME)
        if kept >= _MIN_ALIKE * max(len(was.split()), len(now.split())):
            yield EditedSentence(pieces=pieces, figures_changed=_figures(was) != _figures(now))
        else:
            yield from _whole(was, Change.REMOVED)
            yield from _whole(now, Change.ADDED)


def _whole(sentence: str, change: Change) -> Iterator[EditedSentence]:
    if sentence:
        piece = Piece(text=sentence, change=change)
        yield EditedSentence(pieces=(piece,), figures_changed=False)


def _pieces(was: Sequence[str], now: Sequence[str]) -> Iterator[Piece]:
    matcher = SequenceMatcher(None, was, now, autojunk=True)
    for kind, start, end, other_start, other_end in matcher.get_opcodes():
        if kind == "equal":
            yield Piece(text=" ".join(was[start:end]), change=Change.SAME)
            continue
        if end > start:
            yield Piece(text=" ".join(was[start:end]), change=Change.REMOVED)
        if other_end > other_start:
            yield Piece(text=" ".join(now[other_start:other_end]), change=Change.ADDED)


def _figures(sentence: str) -> list[int]:
    return sorted(number.value for number in find_numbers(sentence))
