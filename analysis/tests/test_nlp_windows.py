"""Words, pieces and windows: each word is answered for once, and no window is too large."""

from collections.abc import Sequence
from itertools import chain, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.nlp import words as words_module
from analysis.nlp.windows import BATCH_PIECES, Window, batches, cut, padded
from analysis.nlp.words import WORD, Vocabulary, frame_of

PAD, FIRST, LAST = 0, 1, 2


def vocabulary(asked: list[str] | None = None) -> Vocabulary:
    """Return one in which a word has a piece for each letter."""

    def pieces(words: Sequence[str]) -> list[list[int]]:
        if asked is not None:
            asked.extend(words)
        return [[ord(letter) for letter in word] for word in words]

    return Vocabulary(pieces, prefix=(FIRST,), suffix=(LAST,), pad=PAD)


@given(
    lengths=st.lists(st.integers(1, 12) | st.just(70), min_size=1, max_size=120),
    size=st.sampled_from([16, 40, 192]),
)
def test_each_word_is_answered_for_once_where_its_first_piece_stands(
    lengths: list[int], size: int
) -> None:
    words = [(1000 + number,) + (3,) * (length - 1) for number, length in enumerate(lengths)]
    windows = list(cut(0, words, vocabulary(), size))
    assert all(len(window.ids) <= size for window in windows)
    assert all((window.ids[0], window.ids[-1]) == (FIRST, LAST) for window in windows)
    answered = [window.ids[start] - 1000 for window in windows for start in window.starts]
    assert answered == list(range(len(words)))
    assert [window.first for window in windows] == [
        window.ids[window.starts[0]] - 1000 if window.starts else window.first for window in windows
    ]


def test_a_word_near_the_edge_of_a_window_is_answered_for_by_the_next() -> None:
    windows = list(cut(0, [(9,)] * 500, vocabulary(), 192))
    for window, following in pairwise(windows):
        assert len(window.ids) - 1 - window.starts[-1] > 20
        assert following.starts[0] > 20


def test_a_short_text_is_one_window() -> None:
    (window,) = cut(3, [(5, 6), (7,)], vocabulary(), 192)
    assert window == Window(text=3, ids=[FIRST, 5, 6, 7, LAST], first=0, starts=[1, 3])


def test_batches_hold_like_lengths_and_every_window_once() -> None:
    windows = [Window(text=n, ids=[1] * (n % 90 + 3), first=0, starts=[1]) for n in range(200)]
    grouped = batches(windows, BATCH_PIECES)
    assert sorted(window.text for batch in grouped for window in batch) == list(range(200))
    widths = [max(len(window.ids) for window in batch) for batch in grouped]
    assert widths == sorted(widths, reverse=True)
    for width, batch in zip(widths, grouped, strict=True):
        assert width * len(batch) <= BATCH_PIECES
    filled = sum(len(window.ids) for window in windows)
    assert filled > 0.9 * sum(w * len(b) for w, b in zip(widths, grouped, strict=True))


def test_rows_are_filled_up_and_the_mask_says_so() -> None:
    ids, mask = padded(
        [Window(text=0, ids=[1, 5, 2], first=0, starts=[1]),
         Window(text=1, ids=[1, 2], first=0, starts=[])],
        PAD,
    )  # fmt: skip
    assert ids.tolist() == [[1, 5, 2], [1, 2, PAD]]
    assert mask.tolist() == [[1, 1, 1], [1, 1, 0]]


def test_a_word_is_cut_once_however_often_it_stands() -> None:
    asked: list[str] = []
    known = vocabulary(asked)
    assert known.pieces([["ab", "c", "ab"], []]) == [[(97, 98), (99,), (97, 98)], []]
    known.pieces([["c", "d"]])
    assert asked == ["ab", "c", "d"]


def test_a_full_memory_begins_anew_and_answers_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words_module, "MOST_REMEMBERED", 2)
    asked: list[str] = []
    known = vocabulary(asked)
    for text in (["a", "b"], ["c", "a"], ["a", "c"]):
        assert known.pieces([text]) == [[(ord(word),) for word in text]]
    assert asked == ["a", "b", "c", "a", "c"]


@pytest.mark.parametrize(
    ("whole", "frame"),
    [([1, 7, 8, 2], ((1,), (2,))), ([7, 8], ((), ())), ([7, 8, 2], ((), (2,)))],
)
def test_the_frame_is_what_stands_around_a_word(
    whole: list[int], frame: tuple[tuple[int, ...], tuple[int, ...]]
) -> None:
    assert frame_of(lambda word, framed: whole if framed else [7, 8]) == frame


def test_words_keep_marks_and_hyphens_and_leave_punctuation_alone() -> None:
    text = "وأنقَرة، «الشرق الأوسط» U.N.-backed Al-Hol's (2,000)"
    assert WORD.findall(text) == [
        "وأنقَرة", "،", "«", "الشرق", "الأوسط", "»", "U.N", ".", "-", "backed", "Al-Hol's",
        "(", "2", ",", "000", ")",
    ]  # fmt: skip
    assert "".join(chain.from_iterable(WORD.findall(text))) == text.replace(" ", "")
