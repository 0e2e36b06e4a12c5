"""The list of figures where a period has more of them than are read at once."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from analysis import timelines
from analysis.terms import Measure, PlaceRole
from analysis.tests.factories import make_actor, make_article, make_figure, make_place
from analysis.timelines import figure_list
from analysis.timelines.pages import DisplacementTimeline
from analysis.timelines.records import FigureGroup, Filters

pytestmark = pytest.mark.django_db

ORIGIN = PlaceRole.ORIGIN
ORDERS = ("", "date", "-date", "number", "-number", "place", "-place", "reporter", "-reporter")


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figure_list, "PER_PAGE", 4)
    monkeypatch.setattr(figure_list, "PER_CHUNK", 3)


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figure_list, "MOST_ROWS", 5)


def listed(**fields: Any) -> DisplacementTimeline:
    values = {"since": date(2019, 9, 1), "until": date(2019, 12, 31)}
    return timelines.displacement_timeline(
        Filters(today=date(2019, 12, 31), **{**values, **fields})
    )


def every_page(**fields: Any) -> list[FigureGroup]:
    pages = listed(**fields).page.pages
    return [item for page in range(1, pages + 1) for item in listed(**fields, page=page).groups]


def known(groups: Sequence[FigureGroup]) -> set[tuple[tuple[int, int], ...]]:
    """Name figures by the sentences that were joined."""
    return {
        tuple((row.evidence.article_id, row.figure_start) for row in item.rows) for item in groups
    }


def fill() -> None:
    """Store figures of which some are one figure, printed far apart in the list."""
    ocha, watch = make_actor("UN OCHA"), make_actor("Watch")
    idlib, homs = make_place("Idlib"), make_place("Homs")
    for day in range(1, 11):
        article = make_article(published_on=date(2019, 10, day))
        make_figure(article, reported=300_000, reporters=(ocha,), places=((idlib, ORIGIN),))
        make_figure(article, reported=day, reporters=(watch,), places=((homs, ORIGIN),))
        make_figure(article, reported=7)
    make_figure(make_article(published_on=None), reported=None)
    make_figure(make_article(published_on=date(2019, 11, 20)), reported=9, factuality="DENIED")


@pytest.mark.parametrize("order", ORDERS)
def test_all_pages_together_have_each_figure_once(
    order: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill()
    few = every_page(order=order)
    monkeypatch.setattr(figure_list, "MOST_ROWS", 5)
    assert listed().days_of_run
    found = every_page(order=order)
    assert known(found) == known(few)
    assert len(found) == len(few) > 20


@pytest.mark.parametrize("order", ["number", "-number", "place", "reporter"])
def test_pages_of_many_are_sorted_as_those_of_few(
    order: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def keys() -> list[object]:
        name = order.removeprefix("-")
        return [
            {
                "number": item.first.reported,
                "place": [part.place.en for part in item.first.places],
                "reporter": [each.en for each in item.first.reporters],
            }[name]
            for item in every_page(order=order)
        ]

    fill()
    few = keys()
    monkeypatch.setattr(figure_list, "MOST_ROWS", 5)
    assert keys() == few


def test_a_file_has_the_figures_of_all_pages() -> None:
    fill()
    period, found = timelines.displacement_export(
        Filters(today=date(2019, 12, 31), since=date(2019, 9, 1), until=date(2019, 12, 31))
    )
    exported = list(found)
    assert known(exported) == known(every_page()) and len(exported) > 20
    assert period.since == date(2019, 9, 1)


@pytest.mark.usefixtures("many")
def test_the_chart_of_many_draws_the_lowest_and_highest_of_a_few_days() -> None:
    fill()
    record = listed(since=date(2019, 10, 1), until=date(2019, 10, 31))
    drawn = {item.first.reported for item in record.drawn}
    assert record.days_of_run == 1
    assert {300_000, 1} <= drawn
    # Of 10 October, 7 is the lowest: 10 is neither that nor the highest.
    assert 10 not in drawn
    assert all(item.first.evidence.published_on for item in record.drawn)


@pytest.mark.usefixtures("many")
def test_a_figure_drawn_of_many_has_all_its_sentences() -> None:
    fill()
    (most,) = {len(item.rows) for item in listed().drawn if item.first.reported == 300_000}
    assert most == 10


@pytest.mark.usefixtures("many")
def test_what_is_denied_or_has_no_day_is_listed_and_not_drawn() -> None:
    fill()
    record = listed(order="-number")
    assert 9 not in {item.first.reported for item in record.drawn}
    assert {9, None} <= {item.first.reported for item in every_page()}


def test_the_spread_is_the_same_for_few_and_many(monkeypatch: pytest.MonkeyPatch) -> None:
    fill()
    make_figure(make_article(), reported=1, unit="HOUSEHOLD")
    make_figure(make_article(), reported=2, quantifier="VAGUE")
    make_figure(make_article(), reported=5, reported_high=900_000, quantifier="RANGE")
    make_figure(make_article(), reported=20, measure="STOCK", category="IDPS")
    make_figure(make_article(), reported=21, measure="STOCK", category="RETURNEES")
    few = listed().spread
    monkeypatch.setattr(figure_list, "MOST_ROWS", 5)
    assert listed().spread == few == {Measure.FLOW: (1, 900_000), Measure.STOCK: (20, 20)}


@pytest.mark.parametrize(
    ("kind", "numbers"), [("RETURN", {21}), ("STOCK", {20}), ("FLOW", {30}), ("", {20, 21, 30})]
)
def test_a_measure_is_asked_for(kind: str, numbers: set[int]) -> None:
    make_figure(make_article(), reported=20, measure="STOCK", category="IDPS")
    make_figure(make_article(), reported=21, measure="STOCK", category="RETURNEES")
    make_figure(make_article(), reported=30)
    assert {item.first.reported for item in every_page(kind=kind)} == numbers


@pytest.mark.usefixtures("many")
def test_what_is_set_side_by_side_of_many_says_that_it_is_the_newest() -> None:
    fill()
    assert not listed().is_cut
    assert listed(place="idlib").is_cut or listed(order="-outlets").is_cut
    outlets = [item.outlets for item in listed(order="-outlets").groups]
    assert outlets == sorted(outlets, reverse=True)
