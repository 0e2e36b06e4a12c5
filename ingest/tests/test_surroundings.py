"""What stands in an article and is no part of it: captions, related boxes, "read also" lines."""

from datetime import UTC, datetime

import pytest

from ingest.extraction import EXTRACTOR, SELECTOR_EXTRACTOR, extract_article
from ingest.records import ExtractedArticle, PublishedOrigin, Selectors
from ingest.surroundings import without_read_also
from ingest.tests.factories import ARABIC_BODY, ARABIC_TITLE, NOW

ENGLISH_BODY = (
    "Three hundred families left the villages near the border on Wednesday, a relief group said.",
    "Most of them have reached schools in the next town, while others are still on the road.",
    "Local authorities have not commented on the number of displaced people so far.",
)


def article(*blocks: str, head: str = "", title: str = ARABIC_TITLE) -> bytes:
    return (
        f"<!doctype html><html><head><title>{title}</title>{head}</head><body>"
        f"<article><h1>{title}</h1><div class='body'>{''.join(blocks)}</div></article>"
        "</body></html>"
    ).encode()


def extract(body: bytes, selectors: Selectors | None = None) -> ExtractedArticle:
    return extract_article(
        body,
        url="https://outlet.example/a",
        charset="",
        headline="",
        now=NOW,
        selectors=selectors or Selectors(),
    )


def paragraphs(body: tuple[str, ...]) -> list[str]:
    return [f"<p>{line}</p>" for line in body]


LINK = "<a href='/other'>الجيش يعلن دخول بلدة أخرى بعد معارك استمرت أسبوعاً</a>"
ENGLISH_LINK = "<a href='/other'>Army enters another town after a week of fighting</a>"


@pytest.mark.parametrize(
    "box",
    [
        f"<p>اقرأ أيضاً: {LINK}</p>",
        f"<p><strong>إقرأ أيضاً:</strong> {LINK}</p>",
        f"<h3>مواضيع ذات صلة</h3><ul><li>{LINK}</li><li>{LINK}</li></ul>",
        f"<div class='related-posts'><h4>قد يهمك</h4>{LINK}{LINK}</div>",
        f"<aside class='widget inlineRelated'><p>{LINK}</p></aside>",
        f"<p><b>شاهد أيضا</b></p><p>{LINK}</p><p>{LINK}</p>",
        f"<ul><li>{LINK}</li><li>{LINK}</li></ul>",
        f"<p>{LINK}</p>",
        "<p>تابعونا على تلغرام</p>",
        "<figure><img src='x.jpg'><figcaption>خيام على أطراف البلدة صباح الخميس، عدسة مراسلنا"
        "</figcaption></figure>",
        "<div class='wp-caption'><img src='x.jpg'><p class='wp-caption-text'>خيام على أطراف البلدة "
        "صباح الخميس، عدسة مراسلنا</p></div>",
        "<span class='image-caption'>خيام على أطراف البلدة صباح الخميس، عدسة مراسلنا</span>",
    ],
)
def test_boxes_and_captions_are_no_text_in_arabic(box: str) -> None:
    first, *others = paragraphs(ARABIC_BODY)
    text = extract(article(first, box, *others)).text
    assert text == "\n".join([ARABIC_TITLE, *ARABIC_BODY])


@pytest.mark.parametrize(
    "box",
    [
        f"<p>READ ALSO: {ENGLISH_LINK}</p>",
        f"<p><em>Related:</em> {ENGLISH_LINK}</p>",
        f"<h2>You may also like</h2><ul><li>{ENGLISH_LINK}</li></ul>",
        f"<div class='c-relatedNews'>{ENGLISH_LINK} two days ago</div>",
        f"<div id='most-read'>{ENGLISH_LINK}</div>",
        "<div class='social-share'>Share this story with everybody on every network you have</div>",
        "<figure><img src='x'><figcaption>Tents at the edge of town</figcaption></figure>",
    ],
)
def test_boxes_and_captions_are_no_text_in_english(box: str) -> None:
    first, *others = paragraphs(ENGLISH_BODY)
    text = extract(article(first, box, *others, title="Families leave")).text
    assert text == "\n".join(["Families leave", *ENGLISH_BODY])


@pytest.mark.parametrize(
    "sentence",
    [
        "وقال للمزيد من التوضيح إن العائلات ستبقى في المدارس حتى نهاية الأسبوع على الأقل.",
        "المزيد من العائلات في طريقها إلى البلدة بحسب المنظمة التي تدير المركز منذ أشهر.",
        "Related talks in the capital ended without a result, two people at the table said.",
        "Watch posts along the border were empty on Thursday, residents of the village said.",
        f"وكانت {LINK} قد أعلنت ذلك في بيان نشرته على موقعها صباح اليوم الخميس وأكدته لاحقاً.",
    ],
)
def test_sentences_that_only_look_like_it_stay(sentence: str) -> None:
    text = extract(article(*paragraphs(ARABIC_BODY), f"<p>{sentence}</p>")).text
    assert len(text.split("\n")) == 5


def test_a_theme_that_marks_the_whole_page_takes_nothing_out() -> None:
    body = article(*paragraphs(ARABIC_BODY)).decode()
    marked = body.replace("class='body'", "class='body has-related-posts share'").encode()
    assert extract(marked).text == "\n".join([ARABIC_TITLE, *ARABIC_BODY])


def test_a_page_of_line_breaks_is_read_without_its_links() -> None:
    text = "<br><br>".join(ARABIC_BODY)
    found = extract(article(f"{text}<br><b>اقرأ أيضاً:</b><br>{LINK}<br>{LINK}<br>"))
    assert found.text == "\n".join([ARABIC_TITLE, *ARABIC_BODY])


def test_a_page_laid_out_with_tables_is_read() -> None:
    rows = f"<tr><td><a href='/'>الرئيسية</a></td></tr><tr><td>{''.join(paragraphs(ARABIC_BODY))}"
    found = extract(
        f"<html><head><title>{ARABIC_TITLE}</title></head><body><table>{rows}</td></tr></table>"
        "</body></html>".encode()
    )
    assert found.text == "\n".join([ARABIC_TITLE, *ARABIC_BODY])


def test_a_table_of_figures_stays_in_rows() -> None:
    table = "<table><tr><td>إدلب</td><td>4000</td></tr><tr><td>حلب</td><td>900</td></tr></table>"
    assert "إدلب | 4000" in extract(article(*paragraphs(ARABIC_BODY), table)).text


def test_bullets_of_a_report_stay() -> None:
    items = "".join(f"<li>{line}</li>" for line in ARABIC_BODY)
    text = extract(article(f"<p>{ARABIC_BODY[0]}</p><ul>{items}</ul>")).text
    assert ARABIC_BODY[1] in text and ARABIC_BODY[2] in text


def test_read_also_lines_leave_a_text_with_their_bullets() -> None:
    text = "قال المتحدث.\nاقرأ أيضا\n- خبر أول\n- خبر ثان\nوأضاف.\n- نقطة\nRead more: other news"
    assert without_read_also(text) == "قال المتحدث.\nوأضاف.\n- نقطة"


# --- A source's own selectors --------------------------------------------------------------------

ODD = (
    "<html><head><title>موقع</title></head><body><div id='t'>نزوح عائلات من القرى</div>"
    "<span class='w'>ليلى حداد</span><span class='d'>الخميس 29 شباط 2024 - 10:15</span>"
    f"<div id='x'><p>{ARABIC_BODY[0]}</p><p class='ad'>اشتروا الآن سيارة جديدة بأقساط مريحة</p>"
    f"<p>{ARABIC_BODY[1]}</p><p>اقرأ أيضا: {LINK}</p></div>"
    f"<div id='y'><p>{' '.join(ENGLISH_BODY)}</p></div></body></html>"
).encode()


@pytest.mark.parametrize(
    "selectors",
    [
        Selectors(text="#x", title="#t", author=".w", published=".d", dropped="p.ad"),
        Selectors(
            text="//div[@id='x']/p",
            title="//div[@id='t']/text()",
            author="//span[@class='w']",
            published="//span[@class='d']",
            dropped="//p[@class='ad']",
        ),
    ],
)
def test_selectors_of_the_source_say_what_is_what(selectors: Selectors) -> None:
    found = extract(ODD, selectors)
    assert found.text.split("\n") == ["نزوح عائلات من القرى", *ARABIC_BODY[:2]]
    assert (found.title, found.author) == ("نزوح عائلات من القرى", "ليلى حداد")
    assert found.published_at == datetime(2024, 2, 29, 10, 15, tzinfo=UTC)
    assert found.published_origin is PublishedOrigin.TEXT
    assert (found.extractor, found.note) == (SELECTOR_EXTRACTOR, "")


def test_a_selector_that_finds_nothing_leaves_it_to_the_extractor_with_a_note() -> None:
    found = extract(article(*paragraphs(ARABIC_BODY)), Selectors(text=".gone"))
    assert found.extractor == EXTRACTOR
    assert "selector for text finds nothing" in found.note


# --- Dates that are printed beside the headline --------------------------------------------------


@pytest.mark.parametrize(
    ("line", "moment"),
    [
        ("<span class='date'>الخميس 29 شباط 2024</span>", datetime(2024, 2, 29, 12, tzinfo=UTC)),
        ("<time>19 شعبان 1445 هـ</time>", datetime(2024, 2, 29, 12, tzinfo=UTC)),
        ("<div class='post-meta'>منذ ساعتين</div>", datetime(2024, 3, 1, 10, tzinfo=UTC)),
        (
            "<p class='published'>28 جانفي 2024 الساعة 14:30</p>",
            datetime(2024, 1, 28, 14, 30, tzinfo=UTC),
        ),
    ],
)
def test_a_printed_date_beside_the_headline_is_read(line: str, moment: datetime) -> None:
    body = article(*paragraphs(ARABIC_BODY)).replace(b"</h1>", b"</h1>" + line.encode())
    found = extract(body)
    assert (found.published_at, found.published_origin) == (moment, PublishedOrigin.TEXT)


@pytest.mark.parametrize(
    "line",
    [
        "<header><div class='date'>الجمعة 1 آذار 2024</div></header>",
        "<div class='current-date'>Friday, March 1, 2024</div>",
        "<div class='topbar'><span class='date'>1 مارس 2024</span></div>",
    ],
)
def test_the_clock_of_a_site_is_no_publication_time(line: str) -> None:
    body = article(*paragraphs(ARABIC_BODY)).replace(b"<body>", b"<body>" + line.encode())
    found = extract(body)
    assert (found.published_at, found.published_origin) == (None, PublishedOrigin.NONE)


@pytest.mark.parametrize("line", ["5 آذار 2024", "1 رمضان 1446 هـ", "2024-03-09", "غداً"])
def test_a_printed_date_in_the_future_is_refused(line: str) -> None:
    date_line = f"</h1><span class='date'>{line}</span>".encode()
    found = extract(article(*paragraphs(ARABIC_BODY)).replace(b"</h1>", date_line))
    assert (found.published_at, found.published_origin) == (None, PublishedOrigin.NONE)
