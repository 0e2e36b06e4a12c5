"""Records to chart options."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.utils import translation

from analysis.terms import (
    CeasefireKind,
    CeasefireStatus,
    Factuality,
    Measure,
    PlaceRole,
    Quantifier,
    Unit,
)
from analysis.timelines.figure_records import Band, BandKind
from analysis.timelines.records import DayCount, Decided, FigureGroup, Name, PlacePart
from dashboard import charts
from dashboard.charts.base import (
    MOST_NUMBERS,
    Chart,
    day_axis,
    number_axis,
    tick_days,
    time_axis,
)
from dashboard.charts.ceasefires import MARKS, ROW_HEIGHT, row_height, segments
from dashboard.charts.displacement import MOST_COLOURS, MOST_LABELS
from dashboard.tests.records import (
    IDLIB,
    OCTOBER,
    RUSSIA,
    TURKEY,
    a_bar,
    a_group,
    a_mark,
    an_evidence,
)


def ms(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() * 1000)


def series(chart: Chart, name: str) -> dict[str, Any]:
    return next(item for item in chart.option["series"] if item.get("name") == name)


def names(chart: Chart) -> list[str]:
    return [item["name"] for item in chart.option["series"] if "name" in item]


# --- Volume and stances -------------------------------------------------------------------------


def test_volume_has_a_bar_for_every_day_and_language() -> None:
    counts = [
        DayCount(on=date(2019, 10, 2), series="en", count=3),
        DayCount(on=date(2019, 10, 2), series="ar", count=1),
    ]
    chart = charts.volume(counts, OCTOBER)
    assert names(chart) == ["Arabic", "English"]
    values = [item["value"] for item in series(chart, "English")["data"]]
    assert len(values) == 31 and values[1] == 3 and sum(values) == 3
    assert all(item["stack"] == "all" for item in chart.option["series"])


def test_the_table_under_volume_has_the_same_numbers_and_only_days_with_any() -> None:
    chart = charts.volume([DayCount(on=date(2019, 10, 2), series="en", count=1200)], OCTOBER)
    assert chart.headings == ("day", "English")
    (row,) = chart.table
    assert row.cells == ("2 Oct 2019", "1,200")
    assert row.url == "/articles/?since=2019-10-02&until=2019-10-02"


def test_volume_says_its_sum_and_top_day_in_a_sentence() -> None:
    counts = [
        DayCount(on=date(2019, 10, day), series="en", count=count)
        for day, count in ((2, 1), (9, 4))
    ]
    assert charts.volume(counts, OCTOBER).summary == (
        "1 Oct 2019 – 31 Oct 2019: 5 reports, most on 9 Oct 2019 (4)."
    )


def test_nothing_to_count_is_empty_and_said() -> None:
    chart = charts.volume([], OCTOBER)
    assert chart.is_empty and "nothing to count" in chart.summary


def test_a_language_without_a_colour_of_its_own_is_still_drawn() -> None:
    chart = charts.volume([DayCount(on=date(2019, 10, 2), series="xx", count=1)], OCTOBER)
    assert series(chart, "xx")["itemStyle"] == {"color": "--series-other"}


def test_stances_show_the_polarities_that_occur_in_a_fixed_order() -> None:
    counts = [
        DayCount(on=date(2019, 10, 2), series="OPPOSE", count=1),
        DayCount(on=date(2019, 10, 2), series="SUPPORT", count=2),
    ]
    chart = charts.stances(counts, OCTOBER)
    assert names(chart) == ["support", "oppose"]
    assert "url" not in series(chart, "oppose")["data"][0]


# --- Ceasefires ---------------------------------------------------------------------------------


def test_a_ceasefire_is_thin_until_it_is_in_force_and_thick_until_its_end() -> None:
    bar = a_bar(
        declared_on=date(2019, 10, 15), effective_on=date(2019, 10, 17), ended_on=date(2019, 10, 22)
    )
    assert segments(bar, OCTOBER.until) == (
        (date(2019, 10, 15), date(2019, 10, 17), "declared"),
        (date(2019, 10, 17), date(2019, 10, 22), "effect"),
    )


def test_a_ceasefire_in_force_without_a_known_end_stays_open() -> None:
    bar = a_bar(effective_on=date(2019, 10, 17))
    assert segments(bar, OCTOBER.until) == ((date(2019, 10, 17), date(2019, 10, 31), "open"),)


def test_a_planned_end_closes_the_bar_where_no_end_was_told() -> None:
    bar = a_bar(effective_on=date(2019, 10, 17), planned_end_on=date(2019, 10, 22))
    assert segments(bar, OCTOBER.until)[0][1:] == (date(2019, 10, 22), "effect")


def test_an_ended_ceasefire_without_a_date_of_end_is_not_drawn_as_open() -> None:
    bar = a_bar(
        effective_on=date(2019, 10, 17),
        status=CeasefireStatus.ENDED_VIOLENCE,
        marks=(a_mark(date(2019, 10, 20), CeasefireKind.VIOLATED),),
    )
    assert segments(bar, OCTOBER.until) == ((date(2019, 10, 17), date(2019, 10, 20), "effect"),)


def test_a_proposal_alone_has_a_mark_and_no_bar() -> None:
    bar = a_bar(marks=(a_mark(date(2019, 10, 12), CeasefireKind.PROPOSED),))
    chart = charts.ceasefires((bar,), OCTOBER)
    assert series(chart, "ceasefire")["data"] == []
    (point,) = series(chart, "proposed")["data"]
    assert point["value"] == [ms(date(2019, 10, 12)), 0]
    assert not chart.is_empty


def test_a_mark_leads_to_its_sentence_and_carries_its_quote() -> None:
    evidence = an_evidence(quote="اتفقوا.", language="ar", direction="rtl")
    bar = a_bar(marks=(a_mark(date(2019, 10, 17), evidence=evidence),))
    (point,) = series(charts.ceasefires((bar,), OCTOBER), "agreed")["data"]
    assert point["url"] == "/articles/7/?at=9#at-9"
    assert (point["tip"]["quote"], point["tip"]["lang"], point["tip"]["dir"]) == (
        "اتفقوا.", "ar", "rtl",
    )  # fmt: skip


def test_a_violation_is_a_cross_called_alleged_and_a_denied_one_is_pale() -> None:
    bar = a_bar(
        marks=(
            a_mark(date(2019, 10, 18), CeasefireKind.VIOLATED),
            a_mark(date(2019, 10, 19), CeasefireKind.VIOLATED, factuality=Factuality.DENIED),
        )
    )
    drawn = series(charts.ceasefires((bar,), OCTOBER), "violation alleged")
    assert drawn["symbol"].startswith("path://")
    first, second = drawn["data"]
    assert "itemStyle" not in first and second["itemStyle"]["opacity"] < 1
    assert "denied" in second["tip"]["title"]


def test_an_undated_mark_is_on_no_axis() -> None:
    chart = charts.ceasefires((a_bar(marks=(a_mark(None),)),), OCTOBER)
    assert names(chart) == ["ceasefire"] and chart.is_empty


def test_a_ceasefire_that_began_years_ago_is_clipped_to_the_period() -> None:
    bar = a_bar(effective_on=date(2015, 1, 1))
    chart = charts.ceasefires((bar,), OCTOBER)
    (drawn,) = series(chart, "ceasefire")["data"]
    assert chart.option["xAxis"]["min"] == drawn["value"][0] == ms(date(2019, 9, 30))


def test_every_kind_of_mark_has_a_shape_and_no_two_of_a_colour_look_alike() -> None:
    assert set(MARKS) == set(CeasefireKind)
    assert len(set(MARKS.values())) == len(MARKS)


def test_a_single_ceasefire_shows_all_its_dates() -> None:
    bar = a_bar(effective_on=date(2015, 1, 1), ended_on=date(2019, 10, 1))
    axis = charts.ceasefires((bar,), None).option["xAxis"]
    assert (axis["min"], axis["max"]) == (ms(date(2014, 12, 30)), ms(date(2019, 10, 3)))


def test_a_single_ceasefire_is_summed_up_by_its_status_and_dates() -> None:
    bar = a_bar(effective_on=date(2019, 10, 17))
    assert charts.ceasefires((bar,), None).summary == (
        "Status: in effect; in force from: 17 Oct 2019."
    )


def test_marks_of_one_day_stand_apart_and_a_single_one_on_its_bar() -> None:
    kinds = (CeasefireKind.AGREED, CeasefireKind.ACCEPTED, CeasefireKind.VIOLATED)
    marks = [a_mark(date(2019, 10, 17), kind) for kind in kinds]
    alone = a_mark(date(2019, 10, 18), CeasefireKind.EXTENDED)
    chart = charts.ceasefires((a_bar(marks=(*marks, alone)),), OCTOBER)
    names = ("agreed", "accepted", "violation alleged")
    down = [series(chart, name)["data"][0].get("symbolOffset", [0, 0])[1] for name in names]
    assert down[0] < down[1] == 0 < down[2] and down[0] == -down[2]
    assert "symbolOffset" not in series(chart, "extended")["data"][0]


def test_a_row_has_room_for_all_lines_of_a_long_name() -> None:
    many = tuple(Name(slug=f"a{n}", en=f"Armed group of the north {n}") for n in range(5))
    assert row_height([a_bar()]) == ROW_HEIGHT < row_height([a_bar(), a_bar(parties=many)])


def test_the_page_of_one_short_ceasefire_repeats_no_name_and_has_no_zoom() -> None:
    bar = a_bar(effective_on=date(2019, 10, 17), ended_on=date(2019, 10, 22))
    assert "dataZoom" not in charts.ceasefires((bar,), None).option
    assert charts.ceasefires((bar,), None).option["yAxis"]["data"] == [""]
    long = a_bar(effective_on=date(2019, 1, 17), ended_on=date(2019, 10, 22))
    assert "dataZoom" in charts.ceasefires((long,), None).option
    assert "dataZoom" in charts.ceasefires((bar,), OCTOBER).option


def test_ceasefires_are_summed_up_in_a_sentence() -> None:
    bars = (
        a_bar(marks=(a_mark(date(2019, 10, 18), CeasefireKind.VIOLATED),)),
        a_bar(status=CeasefireStatus.LAPSED),
    )
    assert charts.ceasefires(bars, OCTOBER).summary == (
        "Ceasefires: 2; in force: 1; alleged violations marked: 1."
    )


# --- Displacement -------------------------------------------------------------------------------


def test_flow_stock_and_returns_have_shapes_of_their_own() -> None:
    groups = (a_group(), a_group(measure=Measure.STOCK), a_group(is_return=True))
    chart = charts.displacement(groups, (), OCTOBER)
    shapes = {name: series(chart, name)["symbol"] for name in ("flow", "stock", "returns")}
    assert shapes == {"flow": "circle", "stock": "rect", "returns": "emptyCircle"}
    assert all(len(series(chart, name)["data"]) == 1 for name in shapes)


def test_households_stand_on_an_axis_of_their_own() -> None:
    groups = (a_group(), a_group(unit=Unit.HOUSEHOLD, reported=900))
    chart = charts.displacement(groups, (), OCTOBER)
    assert [axis["name"] for axis in chart.option["yAxis"]] == ["persons", "households"]
    points = [item for item in chart.option["series"] if item["type"] == "scatter"]
    assert [(item["yAxisIndex"], item["data"][0]["value"][1]) for item in points] == [
        (0, 300_000),
        (1, 900),
    ]
    assert "households" in points[1]["data"][0]["label"]["formatter"]


@pytest.mark.parametrize(
    ("fields", "style", "high"),
    [
        ({"quantifier": Quantifier.MORE_THAN}, "up", 300_000),
        ({"quantifier": Quantifier.LESS_THAN}, "down", 300_000),
        ({"quantifier": Quantifier.VAGUE}, "up", 300_000),
        ({"quantifier": Quantifier.RANGE, "reported_high": 400_000}, "range", 400_000),
    ],
)
def test_a_quantifier_is_drawn_as_a_whisker(fields: dict[str, Any], style: str, high: int) -> None:
    whiskers = charts.displacement((a_group(**fields),), (), OCTOBER).option["series"][0]
    assert whiskers["renderItem"] == "whisker"
    assert whiskers["data"][0]["value"][2:] == [high, style]


def test_an_exact_figure_has_no_whisker() -> None:
    assert charts.displacement((a_group(),), (), OCTOBER).option["series"][0]["data"] == []


@pytest.mark.parametrize(
    "fields",
    [
        {"reported": None},
        {"unit": Unit.UNCLEAR},
        {"factuality": Factuality.DENIED},
        {"factuality": Factuality.HYPOTHETICAL},
        {"evidence": an_evidence(published_on=None)},
    ],
)
def test_what_cannot_be_placed_stands_in_the_table_alone_and_is_counted(
    fields: dict[str, Any],
) -> None:
    chart = charts.displacement((a_group(**fields),), (), OCTOBER)
    assert chart.is_empty and "1 figure stands in the table alone" in chart.summary


def a_band(unit: Unit = Unit.PERSON, low: int = 160_000, high: int = 300_000) -> Band:
    return Band(
        since=date(2019, 10, 14),
        until=date(2019, 10, 20),
        kind=BandKind(IDLIB, Measure.FLOW, is_return=False, is_cumulative=False, unit=unit),
        low=low,
        high=high,
        recommended=(),
        without_cause=1,
        reporters=(),
        unattributed=2,
        groups=(),
    )


def test_the_band_of_a_window_runs_from_lowest_to_highest_over_its_days() -> None:
    chart = charts.displacement((a_group(),), (a_band(),), OCTOBER)
    assert series(chart, "lowest to highest")["data"] == [
        {"value": [ms(date(2019, 10, 14)), 160_000, 300_000, ms(date(2019, 10, 21))]}
    ]


def test_the_recommended_figure_is_a_line_over_its_window_and_a_larger_point() -> None:
    decided = Decided(id=1, by="reviewer", at=datetime(2019, 10, 20, tzinfo=UTC))
    best, other = a_group(reported=200_000, recommended=decided), a_group()
    band = replace(a_band(), recommended=(best,))
    chart = charts.displacement((best, other), (band,), OCTOBER)
    line = series(chart, "recommended figure")
    assert line["renderItem"] == "level"
    ((start, low, end, high),) = [item["value"] for item in line["data"]]
    assert low == high == 200_000
    assert start < ms(date(2019, 10, 14)) < ms(date(2019, 10, 20)) < end
    points = {item["value"][1]: item for item in series(chart, "flow")["data"]}
    assert points[200_000]["symbolSize"] > series(chart, "flow")["symbolSize"]
    assert "symbolSize" not in points[300_000]
    assert "some figures are recommended" in chart.summary


def test_without_a_recommended_figure_no_line_is_drawn() -> None:
    chart = charts.displacement((a_group(),), (a_band(),), OCTOBER)
    assert all(item.get("name") != "recommended figure" for item in chart.option["series"])
    assert "no recommended figure" in chart.summary


def test_a_band_of_households_stands_on_the_axis_of_households() -> None:
    groups = (a_group(), a_group(unit=Unit.HOUSEHOLD, reported=900))
    chart = charts.displacement(groups, (a_band(Unit.HOUSEHOLD, 800, 900),), OCTOBER)
    assert series(chart, "lowest to highest")["yAxisIndex"] == 1


def total(day: int, reported: int, **fields: Any) -> FigureGroup:
    evidence = an_evidence(published_on=date(2019, 10, day))
    values = {"is_cumulative": True, "since_on": date(2019, 10, 9), "reporters": (TURKEY,)}
    return a_group(evidence=evidence, reported=reported, **{**values, **fields})


def test_a_line_joins_the_running_totals_of_one_reporter_and_first_day() -> None:
    groups = (total(19, 300_000), total(17, 160_000), total(18, 50, reporters=(RUSSIA,)))
    chart = charts.displacement(groups, (), OCTOBER)
    assert series(chart, "running total")["data"] == [
        {"value": [ms(date(2019, 10, 17)), 160_000, ms(date(2019, 10, 19)), 300_000]}
    ]


def test_no_line_joins_new_flows_or_totals_since_other_days() -> None:
    flows = (total(17, 5, is_cumulative=False), total(18, 6, is_cumulative=False))
    others = (total(17, 5), total(18, 6, since_on=date(2019, 10, 1)))
    for groups in (flows, others):
        chart = charts.displacement(groups, (), OCTOBER)
        assert "running total" not in names(chart)


def test_each_reporter_has_a_colour_and_keeps_the_shapes() -> None:
    groups = (
        a_group(reporters=(TURKEY,)),
        a_group(reporters=(TURKEY,), measure=Measure.STOCK),
        a_group(),
    )
    chart = charts.displacement(groups, (), OCTOBER, series="reporter")
    turkey, nobody = series(chart, "Turkey"), series(chart, "no reporter named")
    assert [point["symbol"] for point in turkey["data"]] == ["circle", "rect"]
    assert turkey["itemStyle"]["color"] != nobody["itemStyle"]["color"]


def test_places_beyond_the_colours_share_one() -> None:
    groups = [
        a_group(places=(PlacePart(place=Name(slug=f"p{n}", en=f"P{n}"), role=PlaceRole.ORIGIN),))
        for n in range(MOST_COLOURS + 2)
    ]
    chart = charts.displacement(groups, (), OCTOBER, series="place")
    assert len(series(chart, "others")["data"]) == 2


def test_a_point_leads_to_the_page_of_its_figure() -> None:
    (point,) = series(charts.displacement((a_group(figure_start=12),), (), OCTOBER), "flow")["data"]
    assert point["url"] == "/displacement/figures/7-12/"


def test_a_running_total_is_flagged() -> None:
    (point,) = series(charts.displacement((a_group(is_cumulative=True),), (), OCTOBER), "flow")[
        "data"
    ]
    assert "Σ" in point["label"]["formatter"] and "running total" in point["tip"]["lines"]


def test_the_summary_never_adds_flow_to_stock() -> None:
    groups = (
        a_group(reported=160_000),
        a_group(reported=300_000),
        a_group(reported=12_300, measure=Measure.STOCK),
    )
    summary = charts.displacement(groups, (), OCTOBER).summary
    assert "Flow: 160,000 to 300,000 persons; no recommended figure." in summary
    assert "Stock: 12,300 to 12,300 persons" in summary
    assert "472,300" not in summary and "460,000" not in summary


def test_many_points_carry_no_numbers_beside_them() -> None:
    chart = charts.displacement((a_group(),) * (MOST_LABELS + 1), (), OCTOBER)
    assert "label" not in series(chart, "flow")["data"][0]


def test_who_reported_stands_before_who_printed() -> None:
    (point,) = series(charts.displacement((a_group(reporters=(TURKEY,)),), (), OCTOBER), "flow")[
        "data"
    ]
    assert point["tip"]["lines"][:2] == ["Turkey", "Levant Courier"]


# --- All charts ---------------------------------------------------------------------------------


def every_chart() -> list[Chart]:
    counts = [DayCount(on=date(2019, 10, 2), series="en", count=1)]
    bar = a_bar(effective_on=date(2019, 10, 17), marks=(a_mark(date(2019, 10, 17)),))
    return [
        charts.volume(counts, OCTOBER),
        charts.stances([DayCount(on=date(2019, 10, 2), series="OPPOSE", count=1)], OCTOBER),
        charts.ceasefires((bar,), OCTOBER),
        charts.displacement((a_group(),), (), OCTOBER),
    ]


def test_options_are_plain_data() -> None:
    for chart in every_chart():
        assert json.loads(json.dumps(chart.option)) == chart.option


@pytest.mark.parametrize(("language", "is_rtl"), [("ar", True), ("en", False)])
def test_axes_follow_the_direction_of_the_page(language: str, is_rtl: bool) -> None:
    with translation.override(language):
        made = every_chart()
    for chart in made:
        across, upright = chart.option["xAxis"], chart.option["yAxis"]
        for axis in across if isinstance(across, list) else [across]:
            assert axis["inverse"] is is_rtl
        for axis in upright if isinstance(upright, list) else [upright]:
            assert axis["position"] == ("right" if is_rtl else "left")
        assert chart.option["newsmon"]["isRtl"] is is_rtl


def test_arabic_charts_speak_arabic() -> None:
    with translation.override("ar"):
        chart = charts.ceasefires((a_bar(),), OCTOBER)
    assert chart.option["yAxis"]["data"] == ["تركيا – روسيا\nإدلب"]
    assert chart.option["newsmon"]["months"][9] == "تشرين الأول"


@pytest.mark.parametrize(
    "numbers",
    [[300_000], [60_000, 2_200_000], [1], [5, 2_200_000], [990, 1000], [7, 8_000_000]],
)
def test_an_axis_of_figures_has_room_and_a_few_round_numbers(numbers: list[int]) -> None:
    shown = number_axis(numbers)
    assert 2 <= len(shown) <= MOST_NUMBERS and shown == sorted(set(shown))
    assert shown[0] <= min(numbers) and max(numbers) < shown[-1]
    assert all(str(number).rstrip("0") in ("1", "2", "3", "5") for number in shown)


def test_an_axis_without_figures_is_an_axis_still() -> None:
    assert number_axis([]) == [1, 2]


@pytest.mark.parametrize("days", [1, 5, 11, 30, 90, 150])
def test_dates_under_an_axis_are_few_and_evenly_spaced(days: int) -> None:
    low = date(2019, 1, 1)
    found = tick_days(low, low + timedelta(days=days))
    assert 1 <= len(found) <= 12 and found[0] == low
    gaps = {later - earlier for earlier, later in pairwise(found)}
    assert len(gaps) <= 1


@pytest.mark.parametrize("days", [170, 365, 1100, 1829])
def test_long_spans_have_firsts_of_months_under_them_and_name_the_year(days: int) -> None:
    low = date(2018, 12, 2)
    high = low + timedelta(days=days)
    found = tick_days(low, high)
    assert 4 <= len(found) <= 11 and low < found[0] and found[-1] <= high
    months = [on.year * 12 + on.month for on in found]
    assert {on.day for on in found} == {1}
    assert len({later - earlier for earlier, later in pairwise(months)}) == 1
    assert time_axis(low, high)["axisLabel"]["formatter"] == "month"
    assert time_axis(low, low + timedelta(days=30))["axisLabel"]["formatter"] == "day"


def test_bars_over_years_name_the_year() -> None:
    years = [date(2018, 12, 2), date(2019, 12, 1)]
    assert day_axis(years)["data"] == ["Dec 2018", "Dec 2019"]
    assert day_axis(years[:1])["data"] == ["2 Dec"]
