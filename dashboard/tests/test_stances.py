"""The stance matrix and the sentences behind it."""

import pytest
from django.test import Client

from analysis.models import Actor
from analysis.tests.factories import make_actor, make_article, make_stance
from analysis.timelines.records import Name, StanceCell
from dashboard.charts.matrix import tone
from dashboard.tests.asking import assert_login_asked, page, queries

pytestmark = pytest.mark.django_db

SENTENCE = "Russia accused Turkey of delay."


@pytest.fixture
def pair() -> tuple[Actor, Actor]:
    russia, turkey = (
        make_actor("Russia", "روسيا", slug="russia"),
        make_actor("Turkey", "تركيا", slug="turkey"),
    )
    make_stance(make_article(f"T\n{SENTENCE}"), russia, turkey)
    return russia, turkey


@pytest.mark.parametrize("address", ["/stances/", "/stances/quotes/"])
def test_a_visitor_is_asked_to_log_in(outsider: Client, address: str) -> None:
    assert_login_asked(outsider.get(address))


def test_a_cell_says_its_counts_and_leads_to_its_sentences(
    reader: Client, pair: tuple[Actor, Actor]
) -> None:
    text = page(reader, "/stances/?since=2019-10-01&until=2019-10-31&language=en")
    assert "Russia on Turkey: for 0, against 1, neutral 0" in text
    address = "/stances/quotes/?holder=russia&amp;target=turkey&amp;language=en&amp;"
    assert f'href="{address}since=2019-10-01&amp;until=2019-10-31"' in text


def test_the_matrix_speaks_arabic(reader: Client, pair: tuple[Actor, Actor]) -> None:
    text = page(reader, "/stances/", language="ar")
    assert "موقف روسيا من تركيا: مؤيد 0، معارض 1، محايد 0" in text


def test_an_empty_matrix_says_what_to_do(reader: Client) -> None:
    assert "Widen the days" in page(reader, "/stances/")


def test_quotes_stand_on_a_page_of_their_own_or_as_a_part(
    reader: Client, pair: tuple[Actor, Actor]
) -> None:
    address = "/stances/quotes/?holder=russia&target=turkey"
    whole = page(reader, address)
    assert SENTENCE in whole and "<html" in whole
    part = reader.get(address, headers={"hx-request": "true"})
    text = part.content.decode()
    assert SENTENCE in text and "<html" not in text
    assert "HX-Request" in part.headers["Vary"]


@pytest.mark.parametrize(
    "address",
    [
        "/stances/?actors=nobody",
        "/stances/?most=1000000",
        "/stances/?kind=DRAGON",
        "/stances/?outlet_country=XXX",
        "/stances/quotes/?holder=nobody",
        "/stances/quotes/?polarity=INSUFFICIENT",
        "/stances/quotes/?page=0",
    ],
)
def test_what_cannot_be_asked_is_refused(reader: Client, address: str) -> None:
    assert reader.get(address).status_code == 400


@pytest.mark.parametrize("address", ["/stances/", "/stances/quotes/?target=turkey"])
def test_as_many_queries_for_50_stances_as_for_one(
    reader: Client, pair: tuple[Actor, Actor], address: str
) -> None:
    few = queries(reader, address)
    for _ in range(49):
        make_stance(make_article(), make_actor(), pair[1])
    assert queries(reader, address) == few


@pytest.mark.parametrize(
    ("support", "oppose", "neutral", "expected"),
    [
        (1, 0, 0, "support-1"),
        (0, 3, 0, "oppose-2"),
        (1, 7, 0, "oppose-3"),
        (1, 1, 0, "mixed-1"),
        (3, 2, 9, "support-3"),
        (0, 0, 4, "neutral"),
    ],
)
def test_the_shade_of_a_cell_is_its_balance_and_its_number(
    support: int, oppose: int, neutral: int, expected: str
) -> None:
    name = Name(slug="x", en="X")
    cell = StanceCell(holder=name, target=name, support=support, oppose=oppose, neutral=neutral)
    assert tone(cell) == expected
