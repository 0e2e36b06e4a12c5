"""The ceasefires, and one ceasefire."""

from datetime import date

import pytest
from django.test import Client

from analysis.models import Ceasefire
from analysis.records import PartyRole
from analysis.tests.factories import (
    make_actor,
    make_article,
    make_ceasefire,
    make_claim,
    make_place,
    make_reprint,
)
from dashboard.tests.asking import assert_login_asked, page, queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def truce() -> Ceasefire:
    parties = (make_actor("Turkey", "تركيا"), make_actor("Russia", "روسيا"))
    truce = make_ceasefire(
        parties=parties, key="truce", effective_on=date(2019, 10, 17), duration_hours=120
    )
    article = make_article("T\nThe sides agreed on a truce of 120 hours.")
    make_claim(article, parties=parties, ceasefire=truce)
    return truce


def fill(rows: int) -> None:
    for _ in range(rows):
        article, actor, place = make_article(), make_actor(), make_place()
        make_reprint(article)
        truce = make_ceasefire(parties=(actor,), places=(place.name_en,))
        make_claim(article, parties=(actor,), places=(place,), ceasefire=truce)
        make_claim(article, kind="REJECTED")


@pytest.mark.parametrize("address", ["/ceasefires/", "/ceasefires/truce/"])
def test_a_visitor_is_asked_to_log_in(outsider: Client, truce: Ceasefire, address: str) -> None:
    assert_login_asked(outsider.get(address))


def test_the_table_has_the_numbers_of_the_chart(reader: Client, truce: Ceasefire) -> None:
    text = page(reader, "/ceasefires/")
    for said in ("Turkey", "Russia", "120 hours", "in effect", "17 Oct 2019", "agreed"):
        assert said in text
    assert "The sides agreed on a truce of 120 hours." in text


def test_without_a_ceasefire_the_page_says_so(reader: Client) -> None:
    assert "No ceasefire is spoken of in this period." in page(reader, "/ceasefires/")


def test_an_empty_period_leads_to_the_latest_ceasefire(reader: Client, truce: Ceasefire) -> None:
    text = page(reader, "/ceasefires/?since=2020-01-01&until=2020-01-31")
    assert "The latest one first reported:" in text and "/ceasefires/truce/" in text


def test_an_alleged_violation_is_never_told_as_a_fact(reader: Client, truce: Ceasefire) -> None:
    doer, teller = make_actor("Doer"), make_actor("Teller")
    parts = {PartyRole.PERPETRATOR: (doer,), PartyRole.ALLEGED_BY: (teller,)}
    make_claim(make_article(), kind="VIOLATED", ceasefire=truce, parts=parts)
    text = page(reader, "/ceasefires/truce/")
    assert "violation alleged" in text and "alleged by <bdi>Teller</bdi>" in text
    assert "against <bdi>Doer</bdi>" in text


def test_a_date_that_nobody_stated_is_not_known(reader: Client, truce: Ceasefire) -> None:
    text = page(reader, "/ceasefires/truce/")
    assert "<dt>Declared</dt><dd>not known" in text


def test_one_ceasefire_in_arabic_speaks_arabic(reader: Client, truce: Ceasefire) -> None:
    text = page(reader, "/ceasefires/truce/", language="ar")
    assert "<bdi>تركيا</bdi>" in text and "120 ساعة" in text and "17 تشرين الأول 2019" in text


def test_an_unknown_ceasefire_is_not_found(reader: Client) -> None:
    assert reader.get("/ceasefires/nothing/").status_code == 404


@pytest.mark.parametrize("query", ["kind=OVER", "actor=nobody", "place=nowhere", "until=x"])
def test_a_filter_that_cannot_be_is_refused(reader: Client, truce: Ceasefire, query: str) -> None:
    assert reader.get(f"/ceasefires/?{query}").status_code == 400


def test_as_many_queries_for_50_rows_as_for_one(reader: Client) -> None:
    fill(1)
    few = queries(reader, "/ceasefires/")
    fill(49)
    assert queries(reader, "/ceasefires/") == few


def test_as_many_queries_for_50_claims_of_a_ceasefire_as_for_one(
    reader: Client, truce: Ceasefire
) -> None:
    few = queries(reader, "/ceasefires/truce/")
    for _ in range(49):
        make_claim(make_article(), kind="VIOLATED", ceasefire=truce, parties=(make_actor(),))
    assert queries(reader, "/ceasefires/truce/") == few
