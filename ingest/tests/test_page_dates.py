"""Dates on pages: the article's own, never that of the fetch."""

from datetime import datetime

import pytest
from pytest_httpserver import HTTPServer

from ingest import pipeline
from ingest.extraction import extract_article
from ingest.records import PublishedOrigin
from ingest.tests.factories import ARABIC_BODY, ARABIC_TITLE, NOW, make_article, make_client

TODAY = "<span class='date'>الجمعة 1 مارس 2024</span>"
OTHER_DAY = "<span class='date'>الثلاثاء 27 فبراير 2024</span>"
TEXT = "".join(f"<p>{sentence}</p>" for sentence in ARABIC_BODY)
REPORT = f"<h1>{ARABIC_TITLE}</h1>{TEXT}"


def published(body: str) -> tuple[datetime | None, PublishedOrigin]:
    html = f"<html lang='ar'><head><title>{ARABIC_TITLE}</title></head><body>{body}</body></html>"
    found = extract_article(
        html.encode(), url="https://outlet.example/a", charset="", headline="", now=NOW
    )
    return found.published_at, found.published_origin


@pytest.mark.parametrize(
    "body",
    [
        f"{TODAY}<article>{REPORT}</article>",
        f"<div id='top'><div><b>منبر</b>{TODAY}</div></div><div id='main'>{REPORT}</div>",
        f"<div id='wrap'><p class='datum-time'>1/3/2024 14:05</p><div>{REPORT}</div></div>",
        f"<time>1 آذار 2024</time><div><h2>{ARABIC_TITLE}</h2>{TEXT}</div>",
        f"<header>{TODAY}</header><article>{REPORT}</article>",
        f"<div class='today'>1 مارس 2024</div><article>{REPORT}</article>",
    ],
)
def test_the_clock_of_a_site_is_no_publication_time(body: str) -> None:
    assert published(body) == (None, PublishedOrigin.NONE)


@pytest.mark.parametrize(
    ("body", "day"),
    [
        (f"<article>{TODAY}{REPORT}</article>", 1),
        (f"<div><div class='head'>{TODAY}<h1>{ARABIC_TITLE}</h1></div>{TEXT}</div>", 1),
        (f"<div><h1>{ARABIC_TITLE}</h1>{TODAY}{TEXT}</div>", 1),
        (f"<div>{OTHER_DAY}{REPORT}</div>", 27),
        (f"{TODAY}<div><h1>{ARABIC_TITLE}</h1>{OTHER_DAY}{TEXT}</div>", 27),
    ],
)
def test_the_date_of_an_article_of_today_is_read(body: str, day: int) -> None:
    moment, origin = published(body)
    assert moment is not None and moment.day == day
    assert origin is PublishedOrigin.TEXT


@pytest.mark.django_db
def test_an_undated_page_with_a_clock_is_stored_undated(httpserver: HTTPServer) -> None:
    body = f"<html lang='ar'><body>{TODAY}<div>{REPORT}</div></body></html>"
    httpserver.expect_request("/a").respond_with_data(body, content_type="text/html")
    client = make_client(httpserver.url_for("").rstrip("/"), obeys_robots=False)
    article = make_article(httpserver.url_for("/a"))
    pipeline.fetch_article(article.pk, NOW, client)
    article.refresh_from_db()
    assert article.current is not None
    assert (article.published_at, article.published_origin) == (None, PublishedOrigin.NONE)
