"""What holds for every page: the way in, languages, errors and headers."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from dashboard.tests.asking import page

pytestmark = pytest.mark.django_db


def test_the_login_page_opens_and_leads_to_the_overview(outsider: Client) -> None:
    User.objects.create_user("analyst", password="a long pass phrase")
    assert "Log in" in page(outsider, "/accounts/login/")
    answer = outsider.post(
        "/accounts/login/", {"username": "analyst", "password": "a long pass phrase"}
    )
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")


def test_a_wrong_password_is_told_without_saying_which_part_is_wrong(outsider: Client) -> None:
    User.objects.create_user("analyst", password="a long pass phrase")
    for name in ("analyst", "nobody"):
        answer = outsider.post("/accounts/login/", {"username": name, "password": "guess"})
        assert "The name or the password is not right." in answer.content.decode()


def test_login_does_not_lead_to_another_host(outsider: Client) -> None:
    User.objects.create_user("analyst", password="a long pass phrase")
    answer = outsider.post(
        "/accounts/login/?next=https://evil.example/",
        {"username": "analyst", "password": "a long pass phrase", "next": "https://evil.example/"},
    )
    assert answer.headers["Location"] == "/"


def test_logging_out_needs_a_post(reader: Client) -> None:
    assert reader.get("/accounts/logout/").status_code == 405
    assert reader.post("/accounts/logout/").status_code == 302
    assert reader.get("/").status_code == 302


def test_the_password_can_be_changed(reader: Client) -> None:
    assert "Change password" in page(reader, "/accounts/password_change/")


def test_the_language_switch_is_kept(reader: Client) -> None:
    answer = reader.post("/i18n/setlang/", {"language": "ar", "next": "/status/"})
    assert answer.headers["Location"] == "/status/"
    text = reader.get("/status/").content.decode()
    assert '<html lang="ar" dir="rtl">' in text and "المصادر" in text


def test_english_runs_left_to_right(reader: Client) -> None:
    assert '<html lang="en" dir="ltr">' in page(reader, "/")


def test_a_page_that_is_not_there_says_so_in_both_languages(reader: Client) -> None:
    for language, said in (("en", "Not found"), ("ar", "غير موجود")):
        answer = reader.get("/nothing/here/", headers={"accept-language": language})
        assert answer.status_code == 404 and said in answer.content.decode()


def test_a_refused_address_says_which_filter_is_wrong(reader: Client) -> None:
    text = reader.get("/?since=bad").content.decode()
    assert "From: Enter a valid date." in text


def test_a_filter_with_markup_is_refused_without_showing_markup(reader: Client) -> None:
    text = reader.get("/?language=<script>alert(1)</script>").content.decode()
    assert "<script>alert" not in text


def test_every_answer_carries_the_policy_and_no_inline_script(reader: Client) -> None:
    answer = reader.get("/")
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    text = answer.content.decode()
    assert "<script>" not in text and " onclick=" not in text and "javascript:" not in text


@pytest.mark.parametrize(
    "address",
    [
        "/ceasefires/%00/",
        "/ceasefires/a'b/",
        "/actors/%00/",
        "/articles/99999999999999999999999/",
        "/articles/-1/",
    ],
)
def test_an_address_that_nothing_can_have_is_not_found(reader: Client, address: str) -> None:
    assert reader.get(address).status_code == 404


@pytest.mark.parametrize("address", ["/", "/actors/", "/ceasefires/", "/displacement/"])
@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31"])
def test_days_that_no_news_has_are_refused(reader: Client, address: str, day: str) -> None:
    assert reader.get(f"{address}?since={day}").status_code == 400
    assert reader.get(f"{address}?until={day}").status_code == 400


def test_widest_period_is_shown(reader: Client) -> None:
    for address in ("/", "/actors/", "/ceasefires/", "/displacement/", "/articles/"):
        page = reader.get(f"{address}?since=1900-01-01&until=2199-12-31")
        assert page.status_code == 200


@pytest.mark.parametrize("query", ["q=%00", "q=a%00b", "v=99999999999999999999", "at=%D9%A3x"])
def test_odd_bytes_in_a_query_are_refused(reader: Client, query: str) -> None:
    address = "/articles/" if query.startswith("q") else "/articles/1/"
    assert reader.get(f"{address}?{query}").status_code == 400
