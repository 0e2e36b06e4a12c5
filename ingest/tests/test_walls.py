"""Pages that answer as if they were articles and are none."""

import pytest
from pytest_httpserver import HTTPServer

from ingest import pipeline
from ingest.records import Outcome, Refused
from ingest.tests.factories import ARABIC_BODY, ARABIC_TITLE, NOW, make_article, make_client, page
from ingest.walls import refuse_front_page, refuse_wall
from newsmon.lib.http_client import HttpClient

LONG_SUMMARY = " ".join(ARABIC_BODY)
WORDS = (
    "You need an account to go on reading. Create one, or sign in with your address and password.",
    "We and our partners keep information on your device and process it as described below.",
)
WALLS = (
    ("Just a moment...", "", Outcome.FORBIDDEN),
    ("Attention Required! | Cloudflare", "Sorry, you have been blocked", Outcome.FORBIDDEN),
    ("منبر الشمال | تسجيل الدخول", "", Outcome.FORBIDDEN),
    ("The Northern Tribune", "Sign in to continue reading", Outcome.FORBIDDEN),
    ("Before you continue", "We value your privacy", Outcome.FORBIDDEN),
    ("الصفحة غير موجودة - منبر الشمال", "404", Outcome.NOT_FOUND),
    ("Le Nord", "Page introuvable", Outcome.NOT_FOUND),
    ("Error establishing a database connection", "", Outcome.SERVER_ERROR),
)


def wall(title: str, heading: str) -> str:
    first = f"<h1>{heading}</h1>" if heading else ""
    body = "".join(f"<p>{words}</p>" for words in WORDS)
    return f"<html><head><title>{title}</title></head><body><div>{first}{body}</div></body></html>"


@pytest.mark.parametrize(("title", "heading", "outcome"), WALLS)
@pytest.mark.parametrize("awaited", [ARABIC_TITLE, ""])
def test_a_page_headed_as_a_wall_is_refused(
    title: str, heading: str, outcome: Outcome, awaited: str
) -> None:
    with pytest.raises(Refused) as caught:
        refuse_wall(title, [heading] if heading else [], awaited)
    assert caught.value.outcome is outcome
    assert "the page is headed" in caught.value.reason


@pytest.mark.parametrize(
    ("title", "headings", "awaited"),
    [
        ("Access denied to three villages, says agency", [], ""),
        ("Aid convoy denied access | The Tribune", ["Aid convoy denied access", "Sign in"], ""),
        ("Access denied", ["Access denied"], "Access denied"),
        (f"{ARABIC_TITLE} | تسجيل الدخول", [], ARABIC_TITLE),
        ("منبر الشمال", [ARABIC_TITLE, "404"], ""),
        ("منبر الشمال", [], ARABIC_TITLE),
        ("", [], ""),
    ],
)
def test_a_report_is_let_pass(title: str, headings: list[str], awaited: str) -> None:
    refuse_wall(title, headings, awaited)


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("https://outlet.example/ar/news/7", "https://outlet.example/"),
        ("https://outlet.example/news/7", "https://www.outlet.example/ar/"),
        ("https://outlet.example/?p=7", "https://outlet.example"),
    ],
)
def test_the_front_page_is_no_article(asked: str, answered: str) -> None:
    with pytest.raises(Refused) as caught:
        refuse_front_page(asked, answered)
    assert caught.value.outcome is Outcome.NOT_FOUND


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("https://outlet.example/?p=7", "https://outlet.example/2024/families-leave"),
        ("https://outlet.example/7", "https://outlet.example/?p=7"),
        ("https://outlet.example/", "https://www.outlet.example/"),
        ("https://outlet.example/news/7", "https://outlet.example/news/7/"),
    ],
)
def test_an_article_that_moved_is_no_front_page(asked: str, answered: str) -> None:
    refuse_front_page(asked, answered)


@pytest.fixture
def client_of_server(httpserver: HTTPServer) -> HttpClient:
    return make_client(httpserver.url_for("").rstrip("/"), obeys_robots=False)


@pytest.mark.django_db
@pytest.mark.parametrize(("title", "heading", "outcome"), WALLS)
def test_what_a_wall_says_is_stored_as_no_article(
    httpserver: HTTPServer,
    client_of_server: HttpClient,
    title: str,
    heading: str,
    outcome: Outcome,
) -> None:
    body = wall(title, heading)
    httpserver.expect_request("/a").respond_with_data(body, content_type="text/html")
    article = make_article(httpserver.url_for("/a"))
    ended = pipeline.fetch_article(article.pk, NOW, client_of_server)
    article.refresh_from_db()
    assert article.current is None
    assert ended is (None if outcome is Outcome.SERVER_ERROR else outcome)
    assert "the page is headed" in article.outcome_reason


@pytest.mark.django_db
def test_the_feeds_own_text_stands_in_for_a_check_for_robots(
    httpserver: HTTPServer, client_of_server: HttpClient
) -> None:
    body = wall("Just a moment...", "outlet.example")
    httpserver.expect_request("/a").respond_with_data(body, content_type="text/html")
    article = make_article(httpserver.url_for("/a"), feed_text=LONG_SUMMARY)
    assert pipeline.fetch_article(article.pk, NOW, client_of_server) is Outcome.OK
    article.refresh_from_db()
    assert article.current is not None and article.current.extractor == "feed"
    assert "just a moment" in article.current.note


@pytest.mark.django_db
def test_an_article_that_leads_home_is_not_found(
    httpserver: HTTPServer, client_of_server: HttpClient
) -> None:
    httpserver.expect_request("/a").respond_with_data("", status=302, headers={"Location": "/"})
    httpserver.expect_request("/").respond_with_data(page(), content_type="text/html")
    article = make_article(httpserver.url_for("/a"))
    assert pipeline.fetch_article(article.pk, NOW, client_of_server) is Outcome.NOT_FOUND
