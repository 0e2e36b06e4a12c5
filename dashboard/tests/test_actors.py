"""The actors, and one actor's timeline."""

import pytest
from django.test import Client

from analysis.models import Actor
from analysis.tests.factories import (
    make_actor,
    make_article,
    make_ceasefire,
    make_claim,
    make_figure,
    make_mention,
    make_stance,
)
from dashboard.tests.asking import assert_login_asked, page, queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def turkey() -> Actor:
    return make_actor("Turkey", "تركيا", slug="turkey", country="TUR", wikidata="Q43")


def fill(turkey: Actor, rows: int) -> None:
    for number in range(rows):
        article = make_article("T\nTurkey spoke.")
        other = make_actor()
        make_mention(article, turkey, "Turkey")
        make_mention(article, other, "Turkey")
        make_claim(article, ceasefire=make_ceasefire(parties=(turkey, other)))
        make_figure(article, reporters=(turkey,), reported=number + 1)
        make_stance(article, other, turkey)
        make_stance(article, turkey, other)


@pytest.mark.parametrize("address", ["/actors/", "/actors/turkey/"])
def test_a_visitor_is_asked_to_log_in(outsider: Client, turkey: Actor, address: str) -> None:
    assert_login_asked(outsider.get(address))


def test_the_list_names_actors_in_the_readers_language(reader: Client, turkey: Actor) -> None:
    make_mention(make_article("T\nTurkey spoke."), turkey, "Turkey")
    assert "<bdi>Turkey</bdi></a>" in page(reader, "/actors/")
    assert "<bdi>تركيا</bdi></a>" in page(reader, "/actors/", language="ar")


def test_a_search_finds_an_actor_that_nobody_mentioned(reader: Client, turkey: Actor) -> None:
    assert "Turkey" not in page(reader, "/actors/")
    assert "Turkey" in page(reader, "/actors/?q=turk")


@pytest.mark.parametrize("query", ["kind=DRAGON", "since=x", f"q={'a' * 201}"])
def test_a_filter_that_cannot_be_is_refused(reader: Client, query: str) -> None:
    assert reader.get(f"/actors/?{query}").status_code == 400


def test_an_actor_page_joins_what_is_known_of_it(reader: Client, turkey: Actor) -> None:
    article = make_article("T\nRussia accused Turkey of delay.")
    russia = make_actor("Russia", slug="russia")
    make_mention(article, turkey, "Turkey")
    make_stance(article, russia, turkey)
    turkey.aliases.create(text="Ankara", language="en")
    text = page(reader, "/actors/turkey/")
    for said in ("state", "TUR", "Q43", "Ankara", "oppose", "Russia accused Turkey of delay."):
        assert said in text


def test_an_actor_page_in_arabic_speaks_arabic(reader: Client, turkey: Actor) -> None:
    text = page(reader, "/actors/turkey/", language="ar")
    assert "<h1><bdi>تركيا</bdi></h1>" in text and 'dir="rtl"' in text


def test_an_unknown_actor_is_not_found(reader: Client) -> None:
    assert reader.get("/actors/nobody/").status_code == 404


def test_a_bad_period_on_an_actor_is_refused(reader: Client, turkey: Actor) -> None:
    assert reader.get("/actors/turkey/?until=never").status_code == 400


@pytest.mark.parametrize("address", ["/actors/", "/actors/turkey/"])
def test_as_many_queries_for_50_rows_as_for_one(
    reader: Client, turkey: Actor, address: str
) -> None:
    fill(turkey, 1)
    few = queries(reader, address)
    fill(turkey, 49)
    assert queries(reader, address) == few
