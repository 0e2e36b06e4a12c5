"""What is read out of an article's page, and what is not."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.extraction import MAX_TEXT_LENGTH, compose, extract_article
from ingest.records import ExtractedArticle, Outcome, PublishedOrigin, Refused
from ingest.tests.factories import ARABIC_BODY, ARABIC_TITLE, NOW, page

URL = "https://outlet.example/a"
ENGLISH_BODY = (
    "Three hundred families left the villages near the border on Wednesday, a relief group said.",
    "Most of them have reached schools in the next town, while others are still on the road.",
    "Local authorities have not commented on the number of displaced people so far.",
)


def extract(
    body: bytes, *, charset: str = "", headline: str = "", url: str = URL
) -> ExtractedArticle:
    return extract_article(body, url=url, charset=charset, headline=headline, now=NOW)


def published(
    head: str, *, url: str = URL, body: tuple[str, ...] = ENGLISH_BODY
) -> tuple[datetime | None, PublishedOrigin]:
    article = extract(page("Families leave", body, head=head), url=url)
    return article.published_at, article.published_origin


# --- Text ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "body"), [(ARABIC_TITLE, ARABIC_BODY), ("Families leave", ENGLISH_BODY)]
)
def test_text_is_headline_then_paragraphs_without_the_frame(
    title: str, body: tuple[str, ...]
) -> None:
    article = extract(page(title, body), headline=title)
    assert article.text == "\n".join([title, *body])
    assert article.title == title


def test_the_feeds_headline_goes_before_the_pages() -> None:
    article = extract(page(), headline="عاجل: نزوح عائلات")
    assert article.text.split("\n")[:2] == ["عاجل: نزوح عائلات", ARABIC_BODY[0]]


@pytest.mark.parametrize("clipped", ["نزوح عائلات من…", "نزوح عائلات من ..."])
def test_a_clipped_headline_yields_to_the_pages(clipped: str) -> None:
    assert extract(page(), headline=clipped).title == ARABIC_TITLE


def test_a_page_without_a_headline_of_the_feed_has_its_own() -> None:
    assert extract(page()).title == ARABIC_TITLE


def test_windows_1256_labelled_utf_8_is_read_and_noted() -> None:
    body = page(head="<meta charset='utf-8'>", charset="cp1256")
    article = extract(body, charset="utf-8", headline=ARABIC_TITLE)
    assert article.text == "\n".join([ARABIC_TITLE, *ARABIC_BODY])
    assert article.note == "decoded as windows-1256 although labelled utf-8."


def test_marks_of_direction_and_tatweel_are_not_stored() -> None:
    body = (ARABIC_BODY[0].replace("عائلة", "\u200fعـــائلة\u200f"), *ARABIC_BODY[1:])
    assert (
        extract(page(paragraphs=body), headline=ARABIC_TITLE).text.split("\n")[1] == ARABIC_BODY[0]
    )


def test_vowel_marks_are_stored() -> None:
    body = (ARABIC_BODY[0].replace("منظمة", "مُنَظَّمَة"), *ARABIC_BODY[1:])
    assert "مُنَظَّمَة" in extract(page(paragraphs=body)).text


@pytest.mark.parametrize("joiner", ["\u200c", "&zwnj;", "&#8204;", "&#x200C;"])
def test_joiners_are_spelling_and_stay(joiner: str) -> None:
    body = (
        f"گروهی از آواره{joiner}ها شامگاه چهارشنبه به پناهگاه{joiner}های شهر رسیدند.",
        f"سخنگوی سازمان گفت خانواده{joiner}های دیگری هنوز در راه هستند و کمک می{joiner}خواهند.",
    )
    text = extract(page(f"آواره{joiner}ها رسیدند", body)).text
    assert text == "\n".join(["آواره\u200cها رسیدند", *body]).replace(joiner, "\u200c")


def test_scripts_are_no_text() -> None:
    body = (*ENGLISH_BODY, "<script>var alert = 'never shown to anybody';</script>")
    assert "alert" not in extract(page("Families leave", body)).text


def test_a_page_that_is_not_free_says_so() -> None:
    head = '<script type="application/ld+json">{"isAccessibleForFree": "False"}</script>'
    assert "not free" in extract(page(head=head)).note


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"   ",
        b"<html></html>",
        b"<html><body><nav><a href='/'>Home</a></nav></body></html>",
        page(paragraphs=()),
        page(paragraphs=("فيديو",)),
        b"<!-- only a comment -->",
        b"plain",
    ],
)
def test_a_page_without_text_is_named(body: bytes) -> None:
    with pytest.raises(Refused) as caught:
        extract(body)
    assert caught.value.outcome is Outcome.NO_TEXT


def test_an_image_in_the_guise_of_a_page_is_named() -> None:
    with pytest.raises(Refused) as caught:
        extract(b"\x89PNG\x00\x00\x00\x00\x00\x00\x00")
    assert caught.value.outcome is Outcome.UNDECODABLE


def test_a_headline_alone_is_no_text() -> None:
    with pytest.raises(Refused):
        compose(
            "Families leave the villages near the border",
            "Families leave the villages near the border",
        )


def test_a_repeated_headline_is_set_once() -> None:
    text = compose("نزوح عائلات", f"نُزوح  عائلات\n\n{ARABIC_BODY[0]}")
    assert text == f"نزوح عائلات\n{ARABIC_BODY[0]}"


def crowded(inner: str) -> bytes:
    """Build a page whose text is a small part of it, as that of a breaking item is."""
    menu = "".join(f"<li><a href='/m{n}'>Section {n}</a></li>" for n in range(8))
    teasers = "".join(f"<li><a href='/t{n}'>Army enters town number {n}</a></li>" for n in range(8))
    return (
        "<!doctype html><html><head><title>Families leave the border villages - Outlet</title>"
        '<meta property="og:title" content="Families leave the border villages">'
        f"</head><body><div class='menu'><ul>{menu}</ul></div>"
        "<div class='main'><h1>Families leave the border villages</h1>"
        "<div class='meta'><span class='author'>Desk Writer</span> 29 February 2024</div>"
        f"{inner}</div><div class='related'><h3>Read also</h3><ul>{teasers}</ul></div>"
        "<div class='footer'>All rights reserved by the outlet 2024</div></body></html>"
    ).encode()


@pytest.mark.parametrize("sentences", [1, 2, 3])
def test_a_short_report_is_read_without_the_teasers_of_others(sentences: int) -> None:
    paragraphs = "".join(f"<p>{sentence}</p>" for sentence in ENGLISH_BODY[:sentences])
    article = extract(crowded(f"<div class='content'>{paragraphs}</div>"))
    assert article.text.split("\n")[1:] == list(ENGLISH_BODY[:sentences])


def test_a_page_of_teasers_without_a_report_has_no_text() -> None:
    with pytest.raises(Refused):
        extract(crowded("<div class='content'><video src='x'></video></div>"))


def test_a_byline_is_no_part_of_the_text_but_a_sentence_on_the_author_is() -> None:
    sentence = "Desk Writer reported from the border that families were still arriving there."
    body = ("Desk Writer, 29 February 2024", *ENGLISH_BODY, sentence)
    article = extract(
        page("Families leave", body, head='<meta name="author" content="Desk Writer">')
    )
    assert article.text.split("\n")[1:] == [*ENGLISH_BODY, sentence]


# --- Publication time ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2024-02-29T10:00:00+03:00">',
        '<meta name="pubdate" content="2024-02-29T07:00:00Z">',
        '<meta itemprop="datePublished" content="2024-02-29T07:00:00">',
        '<script type="application/ld+json">'
        '{"@type": "NewsArticle", "datePublished": "2024-02-29T07:00:00Z"}</script>',
        '<script type="application/ld+json">{"@graph": [{"@type": "WebPage"},'
        '{"@type": ["NewsArticle"], "datePublished": "2024-02-29T07:00:00Z"}]}</script>',
        '</head><body><time datetime="2024-02-29T07:00:00Z">x</time>',
    ],
)
def test_a_declared_time_is_read_in_utc(head: str) -> None:
    assert published(head) == (datetime(2024, 2, 29, 7, tzinfo=UTC), PublishedOrigin.META)


def test_a_declared_day_is_noon_utc() -> None:
    head = '<meta property="article:published_time" content="2024-02-29">'
    assert published(head) == (datetime(2024, 2, 29, 12, tzinfo=UTC), PublishedOrigin.META)


@pytest.mark.parametrize(
    "content",
    ["", "soon", "2094-01-01", "2024-03-09T00:00:00Z", "0001-01-01T00:00:00+14:00", "1970-01-01"],
)
def test_a_declared_time_that_is_none_is_not_replaced_by_the_clock(content: str) -> None:
    head = f'<meta property="article:published_time" content="{content}">'
    assert published(head) == (None, PublishedOrigin.NONE)


def test_times_of_teasers_are_not_the_articles() -> None:
    head = '</head><body><time datetime="2024-02-27">x</time><time datetime="2024-02-28">y</time>'
    assert published(head)[1] is not PublishedOrigin.META


def test_broken_linked_data_is_passed_over() -> None:
    for script in (
        "{",
        "[1, null, []]",
        '{"@type": "NewsArticle", "datePublished": null}',
        "[" * 9000,
    ):
        head = f'<script type="application/ld+json">{script}</script>'
        assert published(head) == (None, PublishedOrigin.NONE)


def test_a_day_in_the_address_is_read_as_such() -> None:
    found = published("", url="https://outlet.example/2024/02/27/families")
    assert found == (datetime(2024, 2, 27, 12, tzinfo=UTC), PublishedOrigin.TEXT)


@pytest.mark.parametrize(
    "sentence",
    [
        "أعلن الاتفاق في 17 تشرين الأول 2019 بعد محادثات طويلة بين الطرفين.",
        "The agreement of October 2019 was signed after long talks between the sides.",
        "الحصيلة منذ عام 2019 بلغت ثلاثة آلاف عائلة بحسب المنظمة المحلية.",
    ],
)
def test_a_day_is_never_made_of_a_month_or_a_year(sentence: str) -> None:
    moment, origin = published("", body=(sentence, *ENGLISH_BODY))
    assert moment is None or (moment.year, moment.month, moment.day) == (2019, 10, 17)
    assert (moment is None) is (origin is PublishedOrigin.NONE)


# --- Sizes -------------------------------------------------------------------------------------


def test_a_page_of_a_million_links_is_refused_unread() -> None:
    with pytest.raises(Refused) as caught:
        extract(b"<article>" + b"<a href='/x'>y</a> " * 500_000)
    assert caught.value.outcome is Outcome.TOO_LARGE


def test_a_text_as_long_as_a_book_is_cut_and_noted() -> None:
    paragraphs = (f"{number} {ENGLISH_BODY[0]}" for number in range(3000))
    article = extract(page("Families leave", paragraphs))
    assert len(article.text) == MAX_TEXT_LENGTH
    assert "cut after" in article.note


# --- Attacks -------------------------------------------------------------------------------------


def test_a_deep_page_ends_in_a_name() -> None:
    try:
        extract(b"<html><body>" + b"<div>" * 20_000 + " ".join(ENGLISH_BODY).encode())
    except Refused as refused:
        assert refused.outcome is Outcome.NO_TEXT


SHREDS = st.lists(
    st.sampled_from(
        [
            *("<html>", "<body>", "<p>", "</p>", "<article>", "<h1>", "<script>", "</script>"),
            *("<meta charset=", "'utf-16'>", "<!DOCTYPE html>", "<!--", "-->", "&#0;", "&#xD800;"),
            *('<script type="application/ld+json">', '{"@type": "NewsArticle"}', "<time datetime="),
            *("2024-02-29", "\x00", "\ufffe", "<title>", "<table><tr><td>", "<template>", "<svg>"),
            *ARABIC_BODY,
        ]
    ),
    max_size=30,
).map("".join)


@pytest.mark.fuzz
@settings(deadline=None)
@given(
    st.one_of(st.binary(max_size=200), SHREDS.map(lambda text: text.encode("utf-8"))),
    st.sampled_from(["", "utf-8", "utf-16", "windows-1256", "zlib"]),
)
def test_any_bytes_end_in_a_text_or_a_named_refusal(body: bytes, charset: str) -> None:
    try:
        article = extract(body, charset=charset)
    except Refused as refused:
        assert refused.reason
        return
    article.text.encode("utf-8")
    assert "\x00" not in article.text + article.title + article.author + article.note
