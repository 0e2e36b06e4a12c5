"""What counts as an edit of a text."""

from random import Random

import pytest

from analysis.edits import Change, compare

ARABIC = "نزوح من القرى\nقالت المنظمة إن ثلاثمئة عائلة غادرت القرى. ولم تعلق السلطات."
ENGLISH = "Flight from villages\nThe charity said 300 families had left. The army was silent."


def words(text: str, other: str, change: Change) -> list[str]:
    return [p.text for s in compare(text, other) for p in s.pieces if p.change is change]


@pytest.mark.parametrize(
    ("text", "was", "now"), [(ENGLISH, "300", "500"), (ARABIC, "ثلاثمئة", "خمسمئة")]
)
def test_another_figure_is_marked_in_its_sentence(text: str, was: str, now: str) -> None:
    (edited,) = compare(text, text.replace(was, now))
    assert edited.figures_changed
    assert words(text, text.replace(was, now), Change.REMOVED) == [was]
    assert words(text, text.replace(was, now), Change.ADDED) == [now]


def test_another_word_is_an_edit_without_a_figure() -> None:
    (edited,) = compare(ENGLISH, ENGLISH.replace("charity", "agency"))
    assert not edited.figures_changed


def test_a_sentence_more_or_less_stands_whole() -> None:
    more = ENGLISH + " A road was closed."
    assert words(ENGLISH, more, Change.ADDED) == ["A road was closed."]
    assert words(more, ENGLISH, Change.REMOVED) == ["A road was closed."]


def test_a_sentence_in_the_place_of_another_is_not_mixed_with_it() -> None:
    other = ENGLISH.replace("The army was silent.", "Nobody answered calls on Friday.")
    assert words(ENGLISH, other, Change.SAME) == []
    assert words(ENGLISH, other, Change.ADDED) == ["Nobody answered calls on Friday."]


def test_quotes_marks_and_spacing_are_no_edit() -> None:
    assert compare(ARABIC, ARABIC.replace("قالت", "قَالَت").replace(" إن", "  إن")) == ()
    assert compare(ENGLISH, ENGLISH) == ()
    assert compare("", "") == ()


@pytest.mark.timeout(60)
def test_a_text_of_few_words_again_and_again_is_compared_in_time() -> None:
    random = Random(7)
    texts = [" ".join(random.choices(["a", "b", "c.", "d", "e"], k=8000)) for _ in range(2)]
    assert compare(*texts)
