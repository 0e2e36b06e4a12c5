"""The ceasefires, and one ceasefire."""

import csv
import re
from datetime import date
from io import StringIO

import pytest
from django.test import Client

from analysis.models import Ceasefire
from analysis.terms import PartyRole
from analysis.tests.factories import (
    make_actor,
    make_article,
    make_ceasefire,
    make_claim,
    make_place,
    make_reprint,
)
from dashboard.tests.asking import assert_login_asked, page, queries, sent

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


def titles(client: Client, address: str) -> list[str]:
    """Give the keys of the ceasefires that the table lists, in its order."""
    table = page(client, address).split("<tbody>", 1)[1].split("</tbody>", 1)[0]
    return re.findall(r'<th scope="row"><a href="/ceasefires/([\w-]+)/"', table)


def two(**fields: object) -> None:
    """Store two ceasefires that differ in the fields given."""
    for number, key in enumerate(("one", "two")):
        values = {name: options[number] for name, options in fields.items()}  # type: ignore[index]
        make_claim(make_article(), ceasefire=make_ceasefire(key=key, **values))


def test_a_country_leaves_only_its_ceasefires(reader: Client) -> None:
    two(country=("SYR", "LBY"))
    assert titles(reader, "/ceasefires/?country=LBY") == ["two"]


def test_a_mediator_leaves_only_what_it_mediated(reader: Client) -> None:
    two(mediator_names=(["Qatar"], ["Egypt", "Qatar"]))
    assert titles(reader, "/ceasefires/?mediator=Egypt") == ["two"]
    assert set(titles(reader, "/ceasefires/?mediator=Qatar")) == {"one", "two"}


@pytest.mark.parametrize("order", ["begun", "term", "end", "name", "status"])
def test_the_list_is_sorted_both_ways_and_unknown_comes_last(reader: Client, order: str) -> None:
    two(
        effective_on=(date(2019, 1, 1), date(2020, 1, 1)),
        duration_hours=(24, 72),
        ended_on=(date(2019, 2, 1), date(2020, 2, 1)),
        name=("a", "b"),
        status=("DECLARED", "LAPSED"),
    )
    make_claim(make_article(), ceasefire=make_ceasefire(key="none", name="c", status="UNCLEAR"))
    up, down = (titles(reader, f"/ceasefires/?order={sign}{order}") for sign in ("", "-"))
    assert [key for key in up if key != "none"] == ["one", "two"]
    assert [key for key in down if key != "none"] == ["two", "one"]
    if order in ("begun", "term", "end"):
        assert up[-1] == down[-1] == "none"


def test_the_most_broken_ceasefire_comes_first_on_asking(reader: Client, truce: Ceasefire) -> None:
    make_claim(make_article(), ceasefire=make_ceasefire(key="whole"))
    make_claim(make_article(), kind="VIOLATED", ceasefire=truce)
    assert titles(reader, "/ceasefires/?order=-violations") == ["truce", "whole"]


def test_every_field_shows_the_sentence_that_says_it(reader: Client, truce: Ceasefire) -> None:
    term = page(reader, "/ceasefires/truce/").split("<dt>Parties</dt>", 1)[1].split("<dt>", 1)[0]
    assert "The sides agreed on a truce of 120 hours." in term
    assert "The sides agreed" not in field(reader, "Mediators")


def field(client: Client, name: str, address: str = "/ceasefires/truce/") -> str:
    return page(client, address).split(f"<dt>{name}</dt>", 1)[1].split("<dt>", 1)[0]


def test_sentences_tell_the_sort_of_a_ceasefire_and_silence_tells_nothing(
    reader: Client, truce: Ceasefire
) -> None:
    assert "not said" in field(reader, "Purpose")
    text = "T\nThey signed a humanitarian truce to let aid in and swap prisoners."
    make_claim(make_article(text), ceasefire=truce)
    assert "humanitarian" in field(reader, "Purpose")
    assert "exchange of prisoners" in field(reader, "Provides for")
    assert "signed or written" in field(reader, "Written")


def test_reports_that_differ_stand_side_by_side(reader: Client, truce: Ceasefire) -> None:
    assert "Competing accounts" not in page(reader, "/ceasefires/truce/")
    make_claim(make_article(), ceasefire=truce, duration_hours=120)
    make_claim(make_article(), ceasefire=truce, duration_hours=150)
    text = page(reader, "/ceasefires/truce/").split("Competing accounts", 1)[1]
    assert "120 hours" in text and "150 hours" in text


def test_both_sides_that_are_accused_are_shown(reader: Client, truce: Ceasefire) -> None:
    one, other = make_actor("North"), make_actor("South")
    for doer, teller in ((one, other), (other, one)):
        parts = {PartyRole.PERPETRATOR: (doer,), PartyRole.ALLEGED_BY: (teller,)}
        make_claim(make_article(), kind="VIOLATED", ceasefire=truce, parts=parts)
    told = page(reader, "/ceasefires/truce/").split("Competing accounts", 1)[1]
    assert "<bdi>North</bdi>" in told and "<bdi>South</bdi>" in told


def test_the_file_has_a_row_for_each_declaration(reader: Client, truce: Ceasefire) -> None:
    answer = reader.get("/ceasefires/ceasefires.csv")
    text = sent(answer).decode()
    rows = list(csv.DictReader(StringIO(text)))
    assert [row["actor_name"] for row in rows] == ["Turkey", "Russia"]
    assert {row["uniq_id"] for row in rows} == {"truce"}
    assert (rows[0]["cf_effect_yr"], rows[0]["cf_effect_month"]) == ("2019", "10")
    assert rows[0]["cf_end_yr"] == "-1"


def test_the_file_asks_as_often_for_nine_ceasefires_as_for_one(
    reader: Client, truce: Ceasefire
) -> None:
    make_claim(make_article(), places=(make_place(),), ceasefire=truce)
    few = queries(reader, "/ceasefires/ceasefires.csv")
    for number in range(8):
        parties = (make_actor(f"Party {number}"),)
        other = make_ceasefire(parties=parties)
        make_claim(make_article(), parties=parties, places=(make_place(),), ceasefire=other)
    assert queries(reader, "/ceasefires/ceasefires.csv") == few


def test_the_file_runs_no_formula(reader: Client, truce: Ceasefire) -> None:
    actor = make_actor("=1+1")
    make_claim(make_article(), parties=(actor,), ceasefire=truce)
    text = sent(reader.get("/ceasefires/ceasefires.csv"))
    assert b"'=1+1" in text and b",=1+1" not in text


def test_a_visitor_gets_no_file(outsider: Client, truce: Ceasefire) -> None:
    assert_login_asked(outsider.get("/ceasefires/ceasefires.csv"))


def test_what_may_be_one_ceasefire_is_shown_and_only_curators_decide(
    reader: Client, truce: Ceasefire
) -> None:
    make_ceasefire(key="other", parties=(make_actor("Elsewhere"),))
    truce.suggestions = [{"kind": "MERGE", "other": "other", "reason": "", "anchors": []}]
    truce.save()
    text = page(reader, "/ceasefires/truce/")
    assert "/ceasefires/other/" in text and "Put together or take apart" not in text
