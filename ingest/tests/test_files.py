"""Articles handed in as files: what is read, and how what cannot be read is named."""

import json
from datetime import UTC, datetime

import pytest

from ingest.files import BadFile, parse_moment, read_file
from ingest.records import GivenArticle, PublishedOrigin
from ingest.tests.factories import ARABIC_BODY, ARABIC_TITLE, NOW, page

TEXT = f"{ARABIC_TITLE}\n\n{ARABIC_BODY[0]}\n"


def read(name: str, body: str | bytes, **options: str) -> tuple[GivenArticle, ...]:
    raw = body.encode() if isinstance(body, str) else body
    return read_file(name, raw, now=NOW, title=options.get("title", ""))


def line(**fields: object) -> str:
    return json.dumps({"title": ARABIC_TITLE, "text": ARABIC_BODY[0], **fields}, ensure_ascii=False)


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "cp1256"])
def test_text_is_kept_as_it_is_and_its_first_line_is_the_title(charset: str) -> None:
    (given,) = read("a.txt", TEXT.encode(charset))
    assert given.extracted.text == TEXT
    assert given.extracted.title == ARABIC_TITLE


def test_lines_of_windows_end_as_all_lines() -> None:
    (given,) = read("A.TXT", TEXT.replace("\n", "\r\n"))
    assert given.extracted.text == TEXT


def test_a_given_title_goes_before_the_files() -> None:
    (given,) = read("a.txt", TEXT, title="Other")
    assert given.extracted.title == "Other"


def test_a_saved_page_is_extracted() -> None:
    (given,) = read("a.html", page())
    assert given.extracted.text == "\n".join([ARABIC_TITLE, *ARABIC_BODY])
    assert given.url == ""


def test_a_saved_page_knows_its_address() -> None:
    head = '<link rel="canonical" href="https://outlet.example/a">'
    (given,) = read("a.html", page(head=head))
    assert given.url == "https://outlet.example/a"


def test_lines_are_articles() -> None:
    first, second = read("a.jsonl", line(source="Wire", url="https://x.example/") + "\n\n" + line())
    assert first.extracted.text == f"{ARABIC_TITLE}\n{ARABIC_BODY[0]}"
    assert (first.source_name, first.url) == ("Wire", "https://x.example/")
    assert (second.source_name, second.url) == ("", "")


def test_a_title_that_opens_the_text_is_not_repeated() -> None:
    (given,) = read("a.jsonl", line(text=TEXT))
    assert given.extracted.text == TEXT


@pytest.mark.parametrize("key", ["published", "published_at"])
def test_a_line_says_when_it_was_printed(key: str) -> None:
    (given,) = read("a.jsonl", line(**{key: "2024-02-29T10:00:00+03:00"}))
    assert given.extracted.published_at == datetime(2024, 2, 29, 7, tzinfo=UTC)
    assert given.extracted.published_origin is PublishedOrigin.GIVEN


def test_a_line_without_a_time_has_none() -> None:
    (given,) = read("a.jsonl", line())
    assert given.extracted.published_at is None
    assert given.extracted.published_origin is PublishedOrigin.NONE


def test_a_day_is_noon() -> None:
    assert parse_moment("2024-02-29") == datetime(2024, 2, 29, 12, tzinfo=UTC)


def test_what_cannot_be_stored_is_taken_out_of_a_line() -> None:
    (given,) = read("a.jsonl", json.dumps({"title": "t", "text": "a\x00b \ud800 word"}))
    given.extracted.text.encode("utf-8")
    assert "\x00" not in given.extracted.text


@pytest.mark.parametrize(
    ("name", "body", "reason"),
    [
        ("a.pdf", "x", "only .txt"),
        ("a", "x", "only .txt"),
        ("a.txt", "", "no text"),
        ("a.txt", " \n ", "no text"),
        ("a.txt", b"\x89PNG\x00\x00\x00", "zeros"),
        ("a.html", "<html></html>", "no text"),
        ("a.jsonl", "", "no articles"),
        ("a.jsonl", line() + "\n{", "a.jsonl:2: no JSON object"),
        ("a.jsonl", "[]", "a.jsonl:1: a JSON object is expected, not list"),
        ("a.jsonl", line(title=3), "a.jsonl:1: title must be a text, not int"),
        ("a.jsonl", line(text=""), "a.jsonl:1: the text is missing"),
        ("a.jsonl", line(text=None), "a.jsonl:1: the text is missing"),
        ("a.jsonl", line(published="soon"), "a.jsonl:1: the publication time"),
        ("a.jsonl", "[" * 100_000, "a.jsonl:1: no JSON object"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line(
    name: str, body: str | bytes, reason: str
) -> None:
    with pytest.raises(BadFile, match=f"^{name}"):
        read(name, body)
    with pytest.raises(BadFile) as caught:
        read(name, body)
    assert reason in str(caught.value)
