"""Words of a text and the pieces that a model knows them by."""

import re
from collections.abc import Callable, Sequence
from itertools import chain

# Words as in the training corpora: punctuation stands alone, marks and hyphens belong to the word.
WORD = re.compile(r"[\w\u0640\u064b-\u065f\u0670]+(?:[-'’.][\w\u064b-\u065f]+)*|[^\w\s]")
# Words repeat so much that remembering them saves most of the tokenizer's work; this many take
# about 30 MB.
MOST_REMEMBERED = 100_000

Pieces = tuple[int, ...]
# Cuts each word as if it stood alone, which is how models that label words are trained.
Cut = Callable[[Sequence[str]], Sequence[Sequence[int]]]


class Vocabulary:
    """Turns words into pieces. `prefix` and `suffix` frame every text, `pad` fills up rows."""

    def __init__(self, cut: Cut, *, prefix: Pieces, suffix: Pieces, pad: int) -> None:
        self.prefix = prefix
        self.suffix = suffix
        self.pad = pad
        self._cut = cut
        self._known: dict[str, Pieces] = {}

    def pieces(self, texts: Sequence[Sequence[str]]) -> list[list[Pieces]]:
        """Return the pieces of each word; a word may have none."""
        known = self._known
        unknown = list(dict.fromkeys(w for w in chain.from_iterable(texts) if w not in known))
        if unknown:
            known = self._learn(unknown)
        return [[known[word] for word in words] for words in texts]

    def _learn(self, words: Sequence[str]) -> dict[str, Pieces]:
        """Return the memory with these words in it; it begins anew when it is full."""
        found = {word: tuple(cut) for word, cut in zip(words, self._cut(words), strict=True)}
        whole = self._known | found
        self._known = whole if len(whole) <= MOST_REMEMBERED else {}
        return whole


def frame_of(cut: Callable[[str, bool], Sequence[int]]) -> tuple[Pieces, Pieces]:
    """Return the pieces that a tokenizer puts before and after a text, from how it cuts a word
    with and without them."""
    inner, whole = tuple(cut("a", False)), tuple(cut("a", True))
    for start in range(len(whole) - len(inner) + 1):
        if whole[start : start + len(inner)] == inner:
            return whole[:start], whole[start + len(inner) :]
    return (), ()
