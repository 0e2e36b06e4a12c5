"""Figures as CSV with HXL hashtags and as JSON."""

import csv
import json
from io import StringIO
from typing import Any

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
from dashboard.tests.asking import assert_login_asked, queries, sent
from dashboard.views.displacement_files import COLUMNS

pytestmark = pytest.mark.django_db

CSV, JSON = "/displacement/figures.csv", "/displacement/figures.json"


def rows(client: Client, query: str = "") -> list[dict[str, str]]:
    answer = client.get(f"{CSV}{query}")
    assert answer.status_code == 200
    lines = list(csv.DictReader(StringIO(sent(answer).decode("utf-8-sig"))))
    assert list(lines[0].values()) == list(COLUMNS.values())
    return lines[1:]


def figures(client: Client) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(sent(client.get(JSON)))["figures"]
    return found


def test_a_visitor_is_asked_to_log_in(outsider: Client) -> None:
    for address in (CSV, JSON):
        assert_login_asked(outsider.get(address))


def test_the_row_after_the_headings_has_hxl_hashtags(reader: Client) -> None:
    assert rows(reader) == []
    assert all(tag.startswith("#") and " " not in tag for tag in COLUMNS.values())
    assert len(set(COLUMNS.values())) == len(COLUMNS)


def test_persons_and_households_have_columns_of_their_own(reader: Client) -> None:
    place = ((make_place("Idlib", country="SYR", pcode="SY07"), PlaceRole.ORIGIN),)
    make_figure(make_article(), reported=900, unit="HOUSEHOLD", places=place)
    make_figure(make_article(), reported=300, places=place)
    households, persons = sorted(rows(reader), key=lambda row: row["unit"])
    assert households["households_reported"] == "900"
    assert households["persons_reported"] == persons["households_reported"] == ""
    assert households["persons_estimated"] == "4500"
    assert households["household_size_source"].startswith("Family Health Survey 2009")
    assert persons["persons_reported"] == "300" and persons["persons_estimated"] == ""
    assert (persons["origin"], persons["origin_pcode"], persons["iso3"]) == ("Idlib", "SY07", "SYR")


def test_one_figure_is_one_row_whoever_prints_it(reader: Client) -> None:
    ocha = make_actor("UN OCHA")
    article = make_article(source=make_source("Levant Courier"))
    make_reprint(article)
    make_figure(article, reporters=(ocha,))
    make_figure(make_article(), reporters=(ocha,))
    (row,) = rows(reader)
    assert (row["reported_by"], row["publisher"], row["outlets"]) == (
        "UN OCHA",
        "Levant Courier",
        "3",
    )
    figure = figures(reader)[0]
    assert len(figure["quotes"]) == 2 and figure["figure_role"] == "UNASSESSED"


def test_a_file_has_the_same_filters_as_the_page(reader: Client) -> None:
    make_figure(make_article(), reported=5)
    make_figure(make_article(), reported=6, measure="STOCK", category="IDPS")
    assert [row["persons_reported"] for row in rows(reader, "?kind=STOCK")] == ["6"]
    assert reader.get(f"{CSV}?kind=ALL").status_code == 400


def test_no_cell_is_run_as_a_formula(reader: Client) -> None:
    make_figure(make_article('Headline\n=HYPERLINK("http://evil.example")'))
    (row,) = rows(reader)
    assert row["excerpt"].startswith("'=")


def test_arabic_stays_arabic(reader: Client) -> None:
    make_figure(make_article("عنوان\nنزح 300 ألف شخص.", language="ar"))
    assert rows(reader)[0]["excerpt"] == "نزح 300 ألف شخص."
    assert "نزح 300 ألف شخص." in sent(reader.get(JSON)).decode()


def test_as_many_queries_for_50_rows_as_for_one(reader: Client) -> None:
    make_figure(make_article(), reporters=(make_actor(),))
    few = queries(reader, JSON)
    for number in range(49):
        make_figure(make_article(), reported=number + 5, reporters=(make_actor(),))
    assert queries(reader, JSON) == few
