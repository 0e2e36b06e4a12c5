"""The overview."""

from datetime import date

import pytest
from django.test import Client

from analysis.tests.factories import (
    make_actor,
    make_article,
    make_claim,
    make_feed,
    make_figure,
    make_mention,
    make_reprint,
    make_source,
    make_stance,
)
from dashboard.tests.asking import assert_login_asked, page, queries

pytestmark = pytest.mark.django_db


def fill(rows: int) -> None:
    for _ in range(rows):
        article = make_article("T\nTurkey spoke.")
        make_reprint(article)
        actor = make_actor()
        make_mention(article, actor, "Turkey")
        make_claim(article, parties=(actor,))
        make_figure(article, reporters=(actor,))
        make_stance(article, actor, actor)
        make_feed(article.source, state="TIMEOUT")


def test_a_visitor_is_asked_to_log_in(outsider: Client) -> None:
    assert_login_asked(outsider.get("/"))


def test_an_analyst_sees_claims_with_quote_outlet_and_day(reader: Client) -> None:
    article = make_article("T\nSome 300,000 people fled.", source=make_source("Levant Courier"))
    make_figure(article, quantifier="APPROXIMATELY")
    text = page(reader, "/")
    assert "about 300,000 persons" in text
    assert "Some 300,000 people fled." in text
    assert "Levant Courier" in text and "17 Oct 2019" in text
    assert f"/articles/{article.pk}/?at=2#at-2" in text


def test_the_period_that_was_chosen_for_want_of_news_is_explained(reader: Client) -> None:
    make_article(published_on=date(2019, 10, 17))
    assert "these are the latest 30 days with articles" in page(reader, "/")


def test_a_given_period_needs_no_explanation(reader: Client) -> None:
    make_article(published_on=date(2019, 10, 17))
    text = page(reader, "/?since=2019-10-01&until=2019-10-20")
    assert "latest 30 days" not in text and "1 Oct 2019 – 20 Oct 2019" in text


def test_the_period_moves_by_its_own_length_with_its_filters(reader: Client) -> None:
    text = page(reader, "/?since=2019-10-08&until=2019-10-14&language=ar&page=2")
    assert 'href="?since=2019-10-01&amp;until=2019-10-07&amp;language=ar"' in text
    assert 'href="?since=2019-10-15&amp;until=2019-10-21&amp;language=ar"' in text


def test_the_filters_go_along_to_other_pages(reader: Client) -> None:
    text = page(reader, "/?since=2019-10-01&language=ar&page=3")
    assert 'href="/ceasefires/?since=2019-10-01&amp;language=ar"' in text


def test_sample_rows_say_sample(reader: Client) -> None:
    make_claim(make_article(source=make_source(is_sample=True)))
    text = page(reader, "/")
    assert "is-sample" in text and ">sample</span>" in text


def test_rows_of_real_outlets_do_not_say_sample(reader: Client) -> None:
    make_claim(make_article())
    text = page(reader, "/")
    assert "is-sample" not in text and ">sample</span>" not in text


def test_an_empty_newsroom_says_so(reader: Client) -> None:
    assert "No article is stored yet." in page(reader, "/")


def test_what_the_press_wrote_is_never_markup(reader: Client) -> None:
    text = "T <script>alert(1)</script>\nThey said <img src=x onerror=alert(1)> fled."
    make_figure(make_article(text))
    shown = page(reader, "/")
    assert "<script>alert" not in shown and "<img" not in shown


@pytest.mark.parametrize(
    "query",
    [
        "since=yesterday",
        "since=2019-13-01",
        "since=2019-10-02&until=2019-10-01",
        "source=nobody",
        "language=xx",
        "page=0",
        "page=999999999999",
        "since=%00",
    ],
)
def test_a_filter_that_cannot_be_is_refused(reader: Client, query: str) -> None:
    response = reader.get(f"/?{query}")
    assert response.status_code == 400
    assert "This address cannot be understood" in response.content.decode()


def test_as_many_queries_for_50_rows_as_for_one(reader: Client) -> None:
    fill(1)
    few = queries(reader, "/")
    fill(49)
    assert queries(reader, "/") == few
