"""The map, and the page of a place."""

import json
from dataclasses import replace

import pytest
from django.test import Client
from django.utils import translation

from analysis.models import Place
from analysis.terms import PlaceFeature, PlaceRole
from analysis.tests.factories import make_article, make_figure, make_mention, make_place
from analysis.timelines.records import Name, PlaceRow, Precision
from dashboard import charts
from dashboard.charts.places import bounds, drawn_at
from dashboard.tests.asking import assert_login_asked, page, queries
from dashboard.tests.records import OCTOBER

pytestmark = pytest.mark.django_db

TOWN = PlaceRow(
    name=Name(slug="town", en="Ras al-Ayn", ar="رأس العين"),
    feature=PlaceFeature.SETTLEMENT,
    precision=Precision.SPOT,
    country="SYR",
    admin_path="Syria / Al-Hasakah",
    latitude=36.85,
    longitude=40.07,
    reports=3,
)
NOWHERE = replace(TOWN, name=Name(slug="nowhere", en="Nowhere"), latitude=None, longitude=None)
COUNTRY = replace(
    NOWHERE, name=Name(slug="syr", en="Syria"), precision=Precision.COUNTRY, reports=1
)


@pytest.fixture
def town() -> Place:
    place = make_place(
        "Ras al-Ayn", "رأس العين", slug="town", country="SYR", latitude=36.85, longitude=40.07
    )
    article = make_article("T\nFamilies left Ras al-Ayn.")
    make_mention(article, None, "Ras al-Ayn", type="LOC", place=place)
    make_figure(article, places=((place, PlaceRole.ORIGIN),))
    return place


@pytest.mark.parametrize("address", ["/map/", "/places/town/"])
def test_a_visitor_is_asked_to_log_in(outsider: Client, address: str) -> None:
    assert_login_asked(outsider.get(address))


def test_the_table_names_places_with_their_precision(reader: Client, town: Place) -> None:
    text = page(reader, "/map/?since=2019-10-01&until=2019-10-31")
    assert "settlement" in text
    assert 'href="/places/town/?since=2019-10-01&amp;until=2019-10-31"' in text
    assert "رأس العين" in page(reader, "/map/?until=2019-10-31", language="ar")


def test_a_bad_place_stands_in_the_table_and_the_others_on_the_map(
    reader: Client, town: Place
) -> None:
    bad = make_place("Nowhere", latitude=float("inf"), longitude=999.0)
    make_mention(make_article(), None, type="LOC", place=bad)
    text = page(reader, "/map/")
    assert "not on the map" in text and "chart-places" in text and "Infinity" not in text


def test_a_place_with_an_odd_id_has_a_page_and_breaks_no_map(reader: Client, town: Place) -> None:
    odd = make_place("Odd", slug="syr:01/é.b", latitude=36.0, longitude=40.0)
    make_mention(make_article(), None, type="LOC", place=odd)
    assert "Odd" in page(reader, "/map/")
    assert "<bdi>Odd</bdi>" in page(reader, "/places/syr%3A01/%C3%A9.b/")


def test_a_place_has_its_articles_and_figures(reader: Client, town: Place) -> None:
    text = page(reader, "/places/town/")
    for said in ("Families left Ras al-Ayn.", "300,000 persons", "36.850, 40.070", "رأس العين"):
        assert said in text


@pytest.mark.parametrize("address", ["/map/?kind=MOON", "/map/?since=x", "/places/town/?until=x"])
def test_what_cannot_be_asked_is_refused(reader: Client, town: Place, address: str) -> None:
    assert reader.get(address).status_code == 400


def test_an_unknown_place_is_not_found(reader: Client) -> None:
    assert reader.get("/places/nowhere/").status_code == 404


@pytest.mark.parametrize("address", ["/map/", "/places/town/"])
def test_as_many_queries_for_50_places_as_for_one(
    reader: Client, town: Place, address: str
) -> None:
    few = queries(reader, address)
    for _ in range(49):
        article = make_article()
        place = make_place(country="SYR", latitude=36.0, longitude=40.0)
        make_mention(article, None, type="LOC", place=place)
        make_mention(article, None, type="LOC", place=town)
        make_figure(article, places=((place, PlaceRole.ORIGIN), (town, PlaceRole.ORIGIN)))
    assert queries(reader, address) == few


# --- The chart ----------------------------------------------------------------------------------


def test_a_place_without_a_point_is_counted_and_not_drawn() -> None:
    chart = charts.places((TOWN, NOWHERE), OCTOBER, {})
    assert [len(item["data"]) for item in chart.option["series"]] == [1]
    assert "1 place has no usable coordinates" in chart.summary
    assert charts.places((NOWHERE,), OCTOBER, {}).is_empty


def test_a_country_stands_at_its_middle_and_an_unknown_one_nowhere() -> None:
    at = drawn_at(COUNTRY)
    assert at is not None and 33 < at[0] < 37 and 36 < at[1] < 41
    assert drawn_at(replace(COUNTRY, country="XXX")) is None
    assert drawn_at(NOWHERE) is None


def test_a_spot_is_full_and_an_area_hollow() -> None:
    chart = charts.places((TOWN, COUNTRY), OCTOBER, {})
    colours = {item["name"]: item["itemStyle"]["color"] for item in chart.option["series"]}
    assert colours == {"settlement or site": "--series-1", "country": "transparent"}


def test_a_point_leads_to_its_place_with_the_filters() -> None:
    chart = charts.places((TOWN,), OCTOBER, {"since": OCTOBER.since})
    (point,) = chart.option["series"][0]["data"]
    assert point["url"] == "/places/town/?since=2019-10-01"
    assert point["value"] == [40.07, 36.85, 3]


def test_the_view_holds_most_reports_and_not_a_capital_far_away() -> None:
    far = replace(TOWN, latitude=38.9, longitude=-77.0, reports=1)
    near = replace(TOWN, reports=40)
    west, south, east, north = bounds([(near, (36.85, 40.07)), (far, (38.9, -77.0))])
    assert west > 30 and east > 40.07 > west and south < 36.85 < north


def test_a_place_beyond_the_region_is_told_and_left_out_of_the_view() -> None:
    far = replace(TOWN, latitude=38.9, longitude=-77.0, reports=400)
    drawn = [(TOWN, (36.85, 40.07)), (far, (38.9, -77.0))]
    assert bounds(drawn)[0] > 30
    assert bounds([drawn[1]])[0] < -77  # where nothing else is, that is the view
    said = "1 place lies far outside the view."
    assert said in charts.places((TOWN, far), OCTOBER, {}).summary
    assert said not in charts.places((far,), OCTOBER, {}).summary
    assert said not in charts.places((TOWN,), OCTOBER, {}).summary


def test_a_country_alone_is_seen_with_its_neighbours_and_a_town_from_nearer() -> None:
    country, town = bounds([(COUNTRY, (35.0, 38.5))]), bounds([(TOWN, (36.85, 40.07))])
    assert country[2] - country[0] > 2 * (town[2] - town[0])


def test_options_are_plain_data_and_speak_the_readers_language() -> None:
    with translation.override("ar"):
        chart = charts.places((replace(TOWN, figures=2),), OCTOBER, {})
    assert json.loads(json.dumps(chart.option, allow_nan=False)) == chart.option
    (point,) = chart.option["series"][0]["data"]
    assert point["tip"]["title"] == "رأس العين" and "أرقام النزوح: 2" in point["tip"]["lines"]
