"""The figures of people on the move."""

from datetime import date

import pytest
from django.test import Client

from analysis.terms import PlaceRole
from analysis.tests.factories import (
    make_actor,
    make_article,
    make_figure,
    make_place,
    make_reprint,
    make_source,
)
from dashboard.tests.asking import assert_login_asked, page, queries

pytestmark = pytest.mark.django_db

ADDRESS = "/displacement/"


def fill(rows: int) -> None:
    for number in range(rows):
        article = make_article()
        make_reprint(article)
        make_figure(
            article,
            reported=number + 5,
            reporters=(make_actor(),),
            places=((make_place(), PlaceRole.ORIGIN),),
        )


def test_a_visitor_is_asked_to_log_in(outsider: Client) -> None:
    assert_login_asked(outsider.get(ADDRESS))


def test_a_figure_shows_who_says_it_apart_from_who_printed_it(reader: Client) -> None:
    article = make_article(source=make_source("Levant Courier"))
    make_figure(
        article,
        reported=160_000,
        quantifier="MORE_THAN",
        reporters=(make_actor("UN OCHA"),),
        places=((make_place("Ras al-Ayn"), PlaceRole.ORIGIN),),
    )
    make_reprint(article, make_source("Harbour Daily"))
    text = page(reader, ADDRESS)
    assert "more than 160,000 persons" in text
    assert "<bdi>UN OCHA</bdi>" in text and "from <bdi>Ras al-Ayn</bdi>" in text
    assert "<bdi>Levant Courier</bdi>" in text
    assert "also printed by <bdi>Harbour Daily</bdi>" in text


def test_households_are_never_shown_as_persons(reader: Client) -> None:
    make_figure(make_article(), reported=900, unit="HOUSEHOLD")
    text = page(reader, ADDRESS)
    assert "900 households" in text and "900 persons" not in text


def test_a_vague_figure_is_written_in_words(reader: Client) -> None:
    make_figure(make_article(), reported=10_000, quantifier="VAGUE")
    text = page(reader, ADDRESS)
    assert "tens of thousands of persons" in text and "10,000" not in text


def test_a_running_total_says_since_when(reader: Client) -> None:
    make_figure(make_article(), is_cumulative=True, since_on=date(2019, 10, 9))
    assert "running total since 9 Oct 2019" in page(reader, ADDRESS)


def test_a_figure_without_reporter_or_date_says_so(reader: Client) -> None:
    make_figure(make_article(published_on=None))
    text = page(reader, ADDRESS)
    assert "no reporter named" in text and "no date" in text


def test_a_denied_figure_says_denied(reader: Client) -> None:
    make_figure(make_article(), factuality="DENIED")
    assert ", denied" in page(reader, ADDRESS)


def test_arabic_counts_in_arabic(reader: Client) -> None:
    make_figure(make_article(), reported=5, quantifier="APPROXIMATELY")
    make_figure(make_article(), reported=45, unit="HOUSEHOLD")
    text = page(reader, ADDRESS, language="ar")
    assert "نحو 5 أشخاص" in text and "45 أسرة" in text


def test_an_empty_page_says_what_to_do(reader: Client) -> None:
    assert "Widen the days or clear the filters." in page(reader, ADDRESS)


@pytest.mark.parametrize("query", ["kind=ALL", "place=nowhere", "actor=nobody", "since=x"])
def test_a_filter_that_cannot_be_is_refused(reader: Client, query: str) -> None:
    assert reader.get(f"{ADDRESS}?{query}").status_code == 400


def test_as_many_queries_for_50_rows_as_for_one(reader: Client) -> None:
    fill(1)
    few = queries(reader, ADDRESS)
    fill(49)
    assert queries(reader, ADDRESS) == few
