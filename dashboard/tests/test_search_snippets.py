"""Passages that show why a text was found."""

from hypothesis import given
from hypothesis import strategies as st

from analysis.timelines.search_records import Words
from dashboard.search.snippets import LENGTH, Piece, marked, snippet
from newsmon.lib.search_words import asked_keys

LONG = "Nothing of note was said that day. " * 30


def say(text: str, **how: bool) -> Words:
    return Words(keys=asked_keys(text), **how)


def hits(pieces: tuple[Piece, ...]) -> list[str]:
    return [piece.text for piece in pieces if piece.is_hit]


def whole(pieces: tuple[Piece, ...]) -> str:
    return "".join(piece.text for piece in pieces)


def test_words_are_marked_in_their_own_spelling() -> None:
    assert hits(marked("وبالهُدنةِ تبدأ الهدنة", [say("هدنة")])) == ["وبالهُدنة", "الهدنة"]


def test_a_phrase_is_marked_as_one_and_its_words_alone_are_not() -> None:
    pieces = marked("Fire! They cease fire. Cease now.", [say("cease fire")])
    assert hits(pieces) == ["cease fire"]


def test_the_beginning_of_a_word_marks_the_word() -> None:
    assert hits(marked("ceasefires cease", [say("ceas", is_prefix=True)])) == [
        "ceasefires",
        "cease",
    ]


def test_a_snippet_shows_where_most_words_stand_together() -> None:
    text = f"Head\nA truce was named. {LONG}The truce in Idlib held. {LONG}"
    pieces = snippet(text, [say("truce"), say("Idlib")])
    assert hits(pieces) == ["truce", "Idlib"]
    assert whole(pieces).startswith("…") and whole(pieces).endswith("…")
    assert len(whole(pieces)) <= LENGTH + 4


def test_a_snippet_leaves_the_headline_out() -> None:
    assert whole(snippet("Truce\nIt holds.", [say("truce")])) == "It holds."


def test_without_a_hit_a_snippet_is_the_beginning() -> None:
    assert whole(snippet(f"Head\n{LONG}", [])).startswith("Nothing of note")
    assert whole(snippet(f"Head\n{LONG}", [say("truce", in_title=True)])).startswith("Nothing")


def test_a_headline_alone_has_no_snippet() -> None:
    assert whole(snippet("Head", [say("head")])) == ""


@given(st.text(alphabet="ab هدن\n.ُ", max_size=900))
def test_pieces_put_together_are_the_text(text: str) -> None:
    assert whole(marked(text, [say("a"), say("هدن"), say("a b")])) == text
    body = text.partition("\n")[2].strip()
    cut = whole(snippet(text, [say("هدن")])).removeprefix("…\u00a0").removesuffix("\u00a0…")
    assert cut in body
