"""Cutting a text at its claims."""

from hypothesis import given
from hypothesis import strategies as st

from dashboard.highlight import MarkedSpan, paragraphs

TEXT = "Headline\nOne two three.\n\nFour."


def span(start: int, end: int, kind: str = "ceasefire") -> MarkedSpan:
    return MarkedSpan(start=start, end=end, kind=kind)


def test_the_first_line_is_the_headline_and_blank_lines_vanish() -> None:
    found = paragraphs(TEXT, [])
    assert [(item.is_headline, item.segments[0].text) for item in found] == [
        (True, "Headline"),
        (False, "One two three."),
        (False, "Four."),
    ]


def test_a_text_of_one_line_has_no_headline() -> None:
    assert [item.is_headline for item in paragraphs("Only this.", [])] == [False]


def test_an_empty_text_has_no_paragraph() -> None:
    assert paragraphs("", []) == ()


def test_a_claim_is_cut_out_of_its_line_and_anchored_once() -> None:
    _headline, line, _last = paragraphs(TEXT, [span(13, 16)])
    assert [(item.text, item.kinds, item.anchors) for item in line.segments] == [
        ("One ", (), ()),
        ("two", ("ceasefire",), (13,)),
        (" three.", (), ()),
    ]


def test_claims_that_overlap_are_cut_at_each_bound() -> None:
    _headline, line, _last = paragraphs(TEXT, [span(9, 16), span(13, 23, "stance")])
    assert [(item.text, item.kinds) for item in line.segments] == [
        ("One ", ("ceasefire",)),
        ("two", ("ceasefire", "stance")),
        (" three.", ("stance",)),
    ]


def test_a_claim_across_lines_is_marked_in_both_and_anchored_in_the_first() -> None:
    _headline, line, last = paragraphs(TEXT, [span(9, 30)])
    assert line.segments[0].anchors == (9,)
    assert last.segments[0].kinds == ("ceasefire",) and last.segments[0].anchors == ()


def test_loaded_words_are_marked_within_a_claim_and_beside_a_name() -> None:
    words = MarkedSpan(start=9, end=16, kind="framing", is_framing=True, url="/framing/")
    name = MarkedSpan(start=13, end=16, kind="actor", is_name=True)
    _headline, line, _last = paragraphs(TEXT, [span(9, 23), words, name])
    assert [(s.text, s.kinds, s.framing, s.name) for s in line.segments] == [
        ("One ", ("ceasefire",), words, None),
        ("two", ("ceasefire",), words, name),
        (" three.", ("ceasefire",), None, None),
    ]


def test_two_claims_on_one_sentence_share_their_anchor() -> None:
    _headline, line, _last = paragraphs(TEXT, [span(9, 23), span(9, 23, "stance")])
    assert line.segments[0].anchors == (9,)


def test_only_the_claim_that_was_asked_for_is_the_target() -> None:
    _headline, line, last = paragraphs(TEXT, [span(9, 23), span(25, 30)], at=25)
    assert not line.segments[0].is_target and last.segments[0].is_target


def test_spans_outside_the_text_are_left_out() -> None:
    found = paragraphs(TEXT, [span(25, 99), span(5, 5), span(8, 3)])
    assert all(not segment.kinds for item in found for segment in item.segments)


def test_right_to_left_text_keeps_its_order() -> None:
    text = "عنوان\nاتفق الطرفان على هدنة."
    _headline, line = paragraphs(text, [span(6, 10)])
    assert [item.text for item in line.segments] == ["اتفق", " الطرفان على هدنة."]


@given(
    text=st.text(alphabet="ab \nم\u200f\u064b", max_size=60),
    bounds=st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=6),
)
def test_nothing_of_a_line_is_lost_or_doubled(text: str, bounds: list[tuple[int, int]]) -> None:
    found = paragraphs(text, [span(*pair) for pair in bounds])
    lines = [line for line in text.split("\n") if line.strip()]
    assert ["".join(part.text for part in item.segments) for item in found] == lines
