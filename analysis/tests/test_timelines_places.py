"""Where the reports are about."""

from datetime import date
from typing import Any

import pytest

from analysis import timelines
from analysis.models import Place
from analysis.terms import PlaceFeature, PlaceRole
from analysis.tests.factories import (
    make_article,
    make_ceasefire,
    make_claim,
    make_figure,
    make_mention,
    make_place,
    make_source,
)
from analysis.timelines.pages import PlaceTimeline
from analysis.timelines.places import PRECISION, point
from analysis.timelines.records import Filters, Precision
from ingest.models import Article

pytestmark = pytest.mark.django_db


def asked(**fields: Any) -> Filters:
    return Filters(today=date(2019, 10, 25), **fields)


def name_place(place: Place, article: Article | None = None) -> None:
    make_mention(article or make_article(), None, type="LOC", place=place)


def timeline(place: Place, **fields: Any) -> PlaceTimeline:
    record = timelines.place_timeline(place.slug, asked(**fields))
    assert record is not None
    return record


def test_every_feature_has_a_precision() -> None:
    assert set(PRECISION) == set(PlaceFeature)


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [
        (None, 40.0),
        (36.8, None),
        (float("nan"), 40.0),
        (float("inf"), 40.0),
        (91.0, 40.0),
        (36.8, -181.0),
        (0.0, 0.0),
    ],
)
def test_coordinates_that_cannot_be_are_none(
    latitude: float | None, longitude: float | None
) -> None:
    assert point(latitude, longitude) == (None, None)


def test_coordinates_on_the_equator_stay() -> None:
    assert point(0.0, 32.5) == (0.0, 32.5)


def test_one_bad_place_leaves_the_others_where_they_are() -> None:
    good = make_place("Good", latitude=36.8, longitude=40.1)
    bad = make_place("Bad", latitude=float("nan"), longitude=400.0)
    name_place(good)
    name_place(bad)
    found = {row.name.en: row for row in timelines.place_map(asked()).places}
    assert (found["Good"].latitude, found["Bad"].latitude) == (36.8, None)


def test_places_are_ranked_by_reports_and_carry_their_claims() -> None:
    often, seldom = make_place("Often"), make_place("Seldom", feature="ADM1")
    for _ in range(2):
        article = make_article()
        name_place(often, article)
        name_place(often, article)
    name_place(seldom, article)
    make_figure(article, places=((often, PlaceRole.ORIGIN),))
    make_claim(article, places=(often,))
    first, second = timelines.place_map(asked()).places
    assert (first.name.en, first.reports, first.figures, first.ceasefires) == ("Often", 2, 1, 1)
    assert (first.precision, second.precision) == (Precision.SPOT, Precision.ADMIN)
    assert (second.figures, second.ceasefires) == (0, 0)


def test_the_map_is_narrowed_by_precision_and_outlet_country() -> None:
    town, country = make_place("Town"), make_place("Country", feature="COUNTRY", country="SYR")
    article = make_article(source=make_source(country="LBN"))
    name_place(town, article)
    name_place(country)
    for fields, names in (
        ({"kind": "SPOT"}, ["Town"]),
        ({"kind": "COUNTRY"}, ["Country"]),
        ({"outlet_country": "LBN"}, ["Town"]),
        ({"kind": "REGION"}, []),
    ):
        assert [row.name.en for row in timelines.place_map(asked(**fields)).places] == names


def test_an_administrative_unit_holds_what_lies_within_it() -> None:
    unit = make_place("Idlib", feature="ADM1", country="SYR")
    town = make_place("Saraqib", country="SYR", admin_path="Syria / Idlib")
    article = make_article()
    name_place(town, article)
    make_figure(article, places=((town, PlaceRole.ORIGIN),))
    make_claim(article, places=(town,), ceasefire=make_ceasefire())
    record = timeline(unit)
    assert (record.place.reports, record.articles.total) == (1, 1)
    assert len(record.figures) == len(record.ceasefires) == 1


def test_a_town_does_not_stand_for_the_unit_of_its_name() -> None:
    town = make_place("Idlib", country="SYR", admin_path="Syria / Idlib")
    name_place(make_place("Saraqib", country="SYR", admin_path="Syria / Idlib"))
    assert timeline(town).articles.total == 0


def test_a_report_that_names_a_place_twice_counts_once() -> None:
    place, article = make_place(), make_article()
    name_place(place, article)
    name_place(place, article)
    record = timeline(place)
    assert [(item.on, item.count) for item in record.mentions] == [(date(2019, 10, 17), 1)]


def test_an_unknown_place_is_none() -> None:
    assert timelines.place_timeline("nowhere", asked()) is None
