"""Figures joined, set side by side, added up where that is right, and shown on a map."""

from datetime import date
from typing import Any

import pytest

from analysis import timelines
from analysis.models import AnalysisRun, DisplacementFigure
from analysis.terms import Measure, PlaceFeature, PlaceRole
from analysis.tests.factories import (
    make_actor,
    make_article,
    make_figure,
    make_place,
    make_reprint,
    make_source,
    make_version,
)
from analysis.timelines.figure_bands import window_of
from analysis.timelines.figure_records import Window
from analysis.timelines.records import Filters

pytestmark = pytest.mark.django_db

ORIGIN, DESTINATION = PlaceRole.ORIGIN, PlaceRole.DESTINATION


def asked(**fields: Any) -> Filters:
    values = {"since": date(2019, 9, 1), "until": date(2019, 12, 31)}
    return Filters(today=date(2019, 12, 31), **{**values, **fields})


def on(day: int, month: int = 10, **fields: Any) -> Any:
    return make_article(published_on=date(2019, month, day), **fields)


def groups(**fields: Any) -> Any:
    return timelines.displacement_timeline(asked(**fields)).groups


# --- One figure with many quotes ----------------------------------------------------------------


def test_the_same_number_a_month_later_is_another_movement() -> None:
    ocha, idlib = make_actor("UN OCHA"), make_place("Idlib")
    for article in (on(1), on(4), on(10, month=11)):
        make_figure(article, reporters=(ocha,), places=((idlib, ORIGIN),))
    assert [len(item.rows) for item in groups()] == [1, 2]


def test_a_number_of_displaced_people_stands_for_a_month() -> None:
    ocha = make_actor("UN OCHA")
    for article in (on(1), on(25), on(20, month=12)):
        make_figure(article, reporters=(ocha,), measure="STOCK", category="IDPS")
    assert [len(item.rows) for item in groups()] == [1, 2]


def test_stated_days_part_figures_that_were_printed_together() -> None:
    ocha = make_actor("UN OCHA")
    for first in (1, 8):
        make_figure(
            on(20),
            reporters=(ocha,),
            start_on=date(2019, 10, first),
            end_on=date(2019, 10, first + 6),
        )
    assert len(groups()) == 2


def test_figures_that_share_a_place_are_one_and_roles_must_agree() -> None:
    ocha = make_actor("UN OCHA")
    idlib, saraqib, aleppo = (make_place(name) for name in ("Idlib", "Saraqib", "Aleppo"))
    make_figure(on(1), reporters=(ocha,), places=((idlib, ORIGIN), (saraqib, ORIGIN)))
    make_figure(on(2), reporters=(ocha,), places=((idlib, ORIGIN),))
    make_figure(on(2), reporters=(ocha,), places=((idlib, DESTINATION),))
    make_figure(on(2), reporters=(ocha,), places=((aleppo, ORIGIN),))
    assert sorted(len(item.rows) for item in groups()) == [1, 1, 2]


# --- Side by side -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("window", "first", "last"),
    [
        (Window.DAY, date(2019, 10, 17), date(2019, 10, 17)),
        (Window.WEEK, date(2019, 10, 14), date(2019, 10, 20)),
        (Window.MONTH, date(2019, 10, 1), date(2019, 10, 31)),
    ],
)
def test_a_window_is_a_day_a_week_from_monday_or_a_month(
    window: Window, first: date, last: date
) -> None:
    assert window_of(date(2019, 10, 17), window) == (first, last)


def test_independent_reporters_are_counted_and_outlets_are_none() -> None:
    ocha, sohr, idlib = make_actor("UN OCHA"), make_actor("SOHR"), make_place("Idlib")
    place = ((idlib, ORIGIN),)
    make_figure(on(14), reported=160_000, reporters=(ocha,), places=place)
    make_figure(on(15), reported=190_000, reporters=(ocha,), places=place)
    make_figure(on(16), reported=300_000, reporters=(sohr,), places=place)
    reprinted = on(16)
    make_reprint(reprinted)
    make_figure(reprinted, reported=250_000, places=place)
    (band,) = timelines.displacement_timeline(asked(place=idlib.slug)).bands
    assert [name.en for name in band.reporters] == ["SOHR", "UN OCHA"]
    assert (band.low, band.high, band.best, band.unattributed) == (160_000, 300_000, None, 1)


def test_a_running_total_is_never_set_against_a_new_flow() -> None:
    idlib = make_place("Idlib")
    for cumulative in (True, False):
        make_figure(
            on(14), reported=5 + cumulative, is_cumulative=cumulative, places=((idlib, ORIGIN),)
        )
    assert timelines.displacement_timeline(asked(place=idlib.slug)).bands == ()


# --- Added up -----------------------------------------------------------------------------------


def weekly(first: int, reported: int, reporter: Any, place: Any, **fields: Any) -> None:
    days = {"start_on": date(2019, 10, first), "end_on": date(2019, 10, first + 6)}
    make_figure(
        on(first + 7),
        reported=reported,
        reporters=(reporter,),
        places=((place, ORIGIN),),
        **{**days, **fields},
    )


def test_flows_of_one_reporter_are_added_where_their_days_do_not_overlap() -> None:
    iom, idlib = make_actor("IOM"), make_place("Idlib")
    weekly(1, 100, iom, idlib)
    weekly(8, 200, iom, idlib, reported_high=300, quantifier="RANGE")
    weekly(10, 1_000, iom, idlib)
    (found,) = timelines.displacement_timeline(asked(place=idlib.slug)).sums
    assert (found.low, found.high, found.reporter.en) == (300, 400, "IOM")
    assert (found.since, found.until) == (date(2019, 10, 1), date(2019, 10, 14))
    assert [item.first.reported for item in found.left_out] == [1_000]


@pytest.mark.parametrize(
    "fields",
    [
        {"measure": "STOCK"},
        {"is_cumulative": True},
        {"start_on": None},
        {"quantifier": "VAGUE"},
        {"factuality": "DENIED"},
        {"unit": "HOUSEHOLD"},
        {"category": "RETURN"},
    ],
)
def test_what_is_no_new_movement_of_known_days_is_not_added(fields: dict[str, Any]) -> None:
    iom, idlib = make_actor("IOM"), make_place("Idlib")
    weekly(1, 100, iom, idlib)
    weekly(8, 200, iom, idlib, **fields)
    assert timelines.displacement_timeline(asked(place=idlib.slug)).sums == ()


def test_two_reporters_are_never_added_up() -> None:
    idlib = make_place("Idlib")
    weekly(1, 100, make_actor("IOM"), idlib)
    weekly(8, 200, make_actor("UN OCHA"), idlib)
    assert timelines.displacement_timeline(asked(place=idlib.slug)).sums == ()


# --- One figure ---------------------------------------------------------------------------------


def test_a_figure_is_found_with_all_its_quotes_outside_of_the_period_too() -> None:
    ocha, idlib = make_actor("UN OCHA"), make_place("Idlib")
    early, late = on(14), on(16)
    for article in (early, late):
        make_figure(article, reporters=(ocha,), places=((idlib, ORIGIN),))
    make_figure(late, reported=7, reporters=(ocha,), places=((idlib, ORIGIN),))
    start = DisplacementFigure.objects.filter(article=late).first()
    assert start is not None
    record = timelines.figure_detail(late.pk, start.figure_start)
    assert record is not None and record.band is not None
    assert [row.evidence.article_id for row in record.group.rows] == [early.pk, late.pk]
    assert (record.band.low, record.band.high) == (7, 300_000)


def test_no_figure_stands_where_none_does() -> None:
    assert timelines.figure_detail(1, 1) is None


def test_a_figure_says_what_an_earlier_version_had_in_its_place() -> None:
    article = make_article("Flight\nSome 300 families fled.")
    edited = make_version(article, "Flight\nSome 500 families fled.", number=2)
    article.current = edited
    article.save()
    start = edited.text.index("500")
    make_figure(article, reported=500, figure_start=start, figure_end=start + 3)
    AnalysisRun.objects.create(
        version=edited,
        figures_changed=True,
        changes={"was": ["300"], "now": ["500"]},
    )
    (item,) = groups()
    assert item.first.words == "500" and item.first.replaces == ("300",)


def test_a_figure_that_the_edit_left_alone_replaces_nothing() -> None:
    article = make_article("Flight\nSome 300 families fled.")
    figure = make_figure(article)
    AnalysisRun.objects.create(
        version=figure.version,
        figures_changed=True,
        changes={"was": ["9"], "now": ["8"]},
    )
    (item,) = groups()
    assert item.first.replaces == ()


def test_households_in_a_known_country_carry_an_estimate_and_stay_households() -> None:
    idlib = make_place("Idlib", country="SYR")
    make_figure(on(1), reported=900, unit="HOUSEHOLD", places=((idlib, ORIGIN),))
    make_figure(on(1), reported=901, places=((idlib, ORIGIN),))
    persons, households = (item.first for item in groups(order="-number"))
    assert persons.estimate is None
    assert households.reported == 900
    assert households.estimate is not None and households.estimate.low == 4_500


# --- Reporters side by side ---------------------------------------------------------------------


def test_reporters_stand_side_by_side_by_window_and_kind() -> None:
    ocha, sohr, idlib = make_actor("UN OCHA"), make_actor("SOHR"), make_place("Idlib")
    place = ((idlib, ORIGIN),)
    for day, reported, reporters in ((14, 100, (ocha,)), (15, 300, (sohr,)), (22, 400, (ocha,))):
        make_figure(on(day), reported=reported, reporters=reporters, places=place)
    make_figure(on(16), reported=150, places=place)
    make_figure(on(16), reported=9, measure="STOCK", category="IDPS", places=place)
    make_figure(on(16), reported=1_000, quantifier="VAGUE", places=place)
    record = timelines.figure_comparison(asked(place=idlib.slug))
    flows, stocks = record.kinds
    assert (flows.kind.measure, stocks.kind.measure) == (Measure.FLOW, Measure.STOCK)
    assert [name.en if name else None for name in flows.reporters] == ["UN OCHA", "SOHR", None]
    latest, first = flows.windows
    numbers = [[item.first.reported for item in cell] for cell in first.cells]
    assert numbers == [[100], [300], [150]] and (first.band.low, first.band.high) == (100, 300)
    assert [len(cell) for cell in latest.cells] == [1, 0, 0]
    assert [item.first.reported for item in record.apart] == [1_000]


def test_nothing_is_compared_until_a_place_is_chosen() -> None:
    make_figure(on(14), places=((make_place(), ORIGIN),))
    record = timelines.figure_comparison(asked())
    assert record.place is None and record.kinds == ()


# --- On a map -----------------------------------------------------------------------------------


def test_the_map_shows_where_people_left_or_where_they_went() -> None:
    idlib, azaz, nowhere = make_place("Idlib"), make_place("Azaz"), make_place("Nowhere")
    make_figure(on(14), places=((idlib, ORIGIN), (azaz, DESTINATION)))
    make_figure(on(14), reported=5, places=((nowhere, PlaceRole.UNCLEAR),))
    left = timelines.figure_map(asked())
    assert [item.row.name.en for item in left.places] == ["Idlib"] and left.unplaced == 1
    went = timelines.figure_map(asked(role="DESTINATION"))
    assert [item.row.name.en for item in went.places] == ["Azaz"]


def test_at_a_level_figures_stand_at_the_unit_that_holds_their_place() -> None:
    syria = make_place("Syria", country="SYR", feature=PlaceFeature.COUNTRY)
    idlib = make_place("Idlib", country="SYR", feature=PlaceFeature.ADM1)
    town = make_place("Saraqib", country="SYR", admin_path="Idlib")
    for reported, place in ((5, idlib), (7, town), (9, syria)):
        make_figure(on(14), reported=reported, places=((place, ORIGIN),))
    units = timelines.figure_map(asked(), "ADM1")
    assert [(item.row.name.en, len(item.groups)) for item in units.places] == [("Idlib", 2)]
    assert units.unplaced == 1
    (band,) = units.places[0].bands
    assert (band.low, band.high) == (5, 7)
    countries = timelines.figure_map(asked(), "COUNTRY")
    assert [(item.row.name.en, len(item.groups)) for item in countries.places] == [("Syria", 3)]


def test_the_map_adds_no_figures_up() -> None:
    idlib = make_place("Idlib")
    for reported in (100, 200):
        make_figure(on(14), reported=reported, places=((idlib, ORIGIN),))
    (item,) = timelines.figure_map(asked()).places
    assert {number for band in item.bands for number in (band.low, band.high)} == {100, 200}


# --- Order --------------------------------------------------------------------------------------


def test_a_table_is_sorted_by_number_place_reporter_outlets_and_date() -> None:
    few, many = on(14, source=make_source("B")), on(15, source=make_source("A"))
    make_reprint(few)
    first = make_figure(
        few, reported=9, reporters=(make_actor("Zed"),), places=((make_place("Aden"), ORIGIN),)
    )
    make_figure(
        many, reported=5, reporters=(make_actor("Amal"),), places=((make_place("Taiz"), ORIGIN),)
    )
    make_figure(on(13), reported=None)

    def numbers(order: str) -> list[int | None]:
        return [item.first.reported for item in groups(order=order)]

    assert first.reported == 9
    assert numbers("number") == [5, 9, None] and numbers("-number") == [9, 5, None]
    assert numbers("place") == [9, 5, None] and numbers("-place") == [5, 9, None]
    assert numbers("reporter") == [5, 9, None]
    assert numbers("-outlets")[0] == 9
    assert numbers("date") == [None, 9, 5] and numbers("") == [5, 9, None]
