"""The filters that stay from page to page, and those that are remembered."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from analysis.terms import PlaceRole
from analysis.tests.factories import (
    make_actor,
    make_article,
    make_ceasefire,
    make_claim,
    make_figure,
    make_mention,
    make_place,
    make_stance,
)
from dashboard import remembered
from dashboard.tests.asking import page
from dashboard.visits import GAP

NOW = datetime(2026, 3, 18, 9, 0, tzinfo=UTC)
OCTOBER = {"since": "2019-10-01", "until": "2019-10-31"}


@pytest.mark.parametrize(
    ("later", "kept"),
    [
        (timedelta(0), {**OCTOBER, "region": "SYR"}),
        (GAP, {**OCTOBER, "region": "SYR"}),
        (GAP + timedelta(seconds=2), {"region": "SYR"}),
    ],
)
def test_days_are_forgotten_with_the_visit_and_a_region_is_not(
    later: timedelta, kept: dict[str, str]
) -> None:
    cookie = remembered.write({**OCTOBER, "region": "SYR"}, NOW)
    assert remembered.read(cookie, NOW + later) == kept


@pytest.mark.parametrize("cookie", ["", "nonsense", "a:b:c", "\u0660", "e30:1w2:xyz"])
def test_a_cookie_that_was_not_written_here_is_passed_over(cookie: str) -> None:
    assert remembered.read(cookie, NOW) == {}


@pytest.mark.parametrize(
    ("path", "is_kept"),
    [
        ("/", True),
        ("/timelines/", True),
        ("/places/town/", True),
        ("/status/", False),
        ("/articles/7/", False),
        ("/displacement/figures.csv", False),
        ("/i18n/setlang/", False),
        ("/nothing/here/", False),
    ],
)
def test_pages_with_a_period_are_known(path: str, is_kept: bool) -> None:
    assert remembered.is_kept_by(path) == is_kept


@pytest.mark.django_db
def test_the_filters_chosen_last_come_back_into_the_address(reader: Client) -> None:
    page(reader, "/ceasefires/?since=2019-10-01&until=2019-10-31&language=ar&kind=LAPSED")
    page(reader, "/status/")
    answer = reader.get("/displacement/")
    assert answer.status_code == 302
    assert answer.headers["Location"] == (
        "/displacement/?since=2019-10-01&until=2019-10-31&language=ar"
    )
    assert "1 Oct 2019 – 31 Oct 2019" in page(reader, answer.headers["Location"])


@pytest.mark.django_db
def test_other_filters_take_the_place_of_the_remembered_ones(reader: Client) -> None:
    page(reader, "/?language=ar")
    page(reader, "/?language=en&since=")
    assert reader.get("/actors/").headers["Location"] == "/actors/?language=en"
    page(reader, "/?language=")
    assert reader.get("/actors/").status_code == 200


@pytest.mark.django_db
def test_clearing_forgets_them(reader: Client) -> None:
    text = page(reader, "/?language=ar")
    assert 'href="/?clear"' in text
    answer = reader.get("/?clear")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert reader.get("/").status_code == 200


@pytest.mark.django_db
def test_what_was_refused_is_not_remembered(reader: Client) -> None:
    assert reader.get("/?since=bad").status_code == 400
    assert reader.get("/").status_code == 200


@pytest.mark.django_db
def test_a_page_without_filters_sets_no_cookie(reader: Client) -> None:
    page(reader, "/")
    assert remembered.COOKIE not in reader.cookies


# --- The region ---------------------------------------------------------------------------------


@pytest.fixture
def two_lands(db: None) -> None:
    make_place("Syria", slug="SYR", feature="COUNTRY", country="SYR")
    turkey = make_actor("Turkey")
    for name, country in (("Manbij", "SYR"), ("Sirte", "LBY")):
        place = make_place(name, slug=name.lower(), country=country)
        article = make_article(f"Talks in {name}\nThey spoke of {name}.")
        make_mention(article, None, name, type="LOC", place=place)
        truce = make_ceasefire(parties=(turkey,), places=(name,))
        make_claim(article, f"They spoke of {name}.", places=(place,), ceasefire=truce)
        make_figure(article, f"They spoke of {name}.", places=((place, PlaceRole.ORIGIN),))
        make_stance(article, turkey, make_actor("Russia"), f"They spoke of {name}.")


@pytest.mark.usefixtures("two_lands")
@pytest.mark.parametrize(
    "address",
    ["/", "/timelines/", "/ceasefires/", "/displacement/", "/articles/", "/stances/quotes/"],
)
def test_a_region_narrows_each_page_to_what_is_said_of_it(reader: Client, address: str) -> None:
    text = page(reader, f"{address}?region=SYR")
    assert "Manbij" in text
    assert "Talks in Sirte" not in text and "They spoke of Sirte." not in text
    assert 'name="region"' in text


@pytest.mark.usefixtures("two_lands")
@pytest.mark.parametrize("address", ["/actors/", "/map/", "/actors/actor-x/"])
def test_a_page_that_knows_no_regions_says_so_and_keeps_the_region(
    reader: Client, address: str
) -> None:
    make_actor(slug="actor-x")
    text = page(reader, f"{address}?region=SYR")
    assert "This page counts all regions together." in text
    assert '<input type="hidden" name="region" value="SYR">' in text
    assert 'href="/ceasefires/?region=SYR"' in text
