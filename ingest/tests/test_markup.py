"""Markup to plain text."""

import pytest

from ingest.markup import plain_line, plain_text, without_half_characters


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("", ""),
        ("plain", "plain"),
        ("5 < 6 & 7", "5 < 6 & 7"),
        ("AT&amp;T &#8211; &quot;x&quot;", 'AT&T – "x"'),
        ("<p>one</p><p>two<br>three</p>", "one\ntwo\nthree"),
        ("<ul><li>a<li>b</ul>tail", "a\nb\ntail"),
        ("in<b>line</b>d", "inlined"),
        ("<script>alert(1)</script>word<style>p{}</style>", "word"),
        ("<!-- hidden -->", ""),
        ("a\x00b\ud800c", "abc"),
        ("<p>نص\u200fعـــربي</p>", "نصعربي"),
        ("  a \t b \n\n\n c ", "a b\nc"),
    ],
)
def test_markup_becomes_lines(markup: str, text: str) -> None:
    assert plain_text(markup) == text


def test_a_headline_is_one_line() -> None:
    assert plain_line("<p>one</p>\n<p>two</p>") == "one two"


@pytest.mark.timeout(60)
@pytest.mark.parametrize("shred", ["<a ", "<", "<!", "&", "<a>", "</", "<!--", "\n "])
def test_shreds_without_end_come_to_an_end(shred: str) -> None:
    assert len(plain_text(shred * 100_000)) <= len(shred) * 100_000


@pytest.mark.parametrize(
    "number", ["xD800", "xdfff", "x000DBFF", "55296", "56000", "57343", "57299", "057300"]
)
def test_half_characters_become_the_sign_of_what_cannot_be_read(number: str) -> None:
    assert without_half_characters(f"a&#{number};b") == "a\ufffdb"


@pytest.mark.parametrize("number", ["xD7FF", "xE000", "x1D800", "55295", "57344", "155296", "xD80"])
def test_whole_characters_stay_as_they_are(number: str) -> None:
    assert without_half_characters(f"a&#{number};b") == f"a&#{number};b"
