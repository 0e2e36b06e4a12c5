"""The shared timeline: its address, its chart and what it says without one."""

from datetime import date
from typing import Any

import pytest
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.utils import translation

from analysis.terms import PlaceRole, Polarity
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
from analysis.timelines.records import Name, Page, Period, PeriodNote
from analysis.timelines.together_records import Lane, Together
from dashboard.charts import together
from dashboard.tests.asking import assert_login_asked, page, queries
from dashboard.tests.records import (
    IDLIB,
    OCTOBER,
    RUSSIA,
    TURKEY,
    a_bar,
    a_group,
    a_mark,
    a_stance,
    an_evidence,
)


def a_record(**fields: Any) -> Together:
    values: dict[str, Any] = {
        "period": OCTOBER,
        "actors": (Lane(name=TURKEY, reports={date(2019, 10, 17): 4}),),
        "places": (),
        "bars": (),
        "figures": (),
        "told": Page(rows=(), number=1, pages=1, total=0),
        "is_chosen": True,
        "is_cut": False,
    }
    return Together(**{**values, **fields})


def everything(period: Period = OCTOBER) -> Together:
    held = (
        a_stance(evidence=an_evidence(quote="Newest.", published_on=date(2019, 10, 18))),
        a_stance(evidence=an_evidence(quote="Older.", published_on=date(2019, 10, 18))),
        a_stance(polarity=Polarity.SUPPORT, holder=TURKEY, target=RUSSIA),
    )
    return a_record(
        period=period,
        actors=(Lane(name=TURKEY, reports={date(2019, 10, 17): 4}, stances=held),),
        places=(Lane(name=IDLIB, reports={date(2019, 10, 20): 2}),),
        bars=(a_bar(marks=(a_mark(date(2019, 10, 17)),), effective_on=date(2019, 10, 17)),),
        figures=(a_group(), a_group(reported=900, unit="HOUSEHOLD")),
    )


def of_name(option: Any, name: str) -> list[Any]:
    return [made for made in option["series"] if made.get("name") == name]


def test_all_panels_have_the_same_days() -> None:
    option = together(everything(), {}).option
    spans = {(axis["min"], axis["max"], axis["inverse"]) for axis in option["xAxis"]}
    assert len(option["xAxis"]) == len(option["grid"]) == 4 and len(spans) == 1
    assert not any(axis["containShape"] for axis in option["xAxis"])


def test_panels_stand_below_each_other_within_the_chart() -> None:
    chart = together(everything(), {})
    below = 0
    for grid in chart.option["grid"]:
        assert grid["top"] >= below
        below = grid["top"] + grid["height"]
    assert chart.height > below


def test_a_series_is_drawn_in_its_own_panel() -> None:
    option = together(everything(), {}).option
    for made in option["series"]:
        axis = option["yAxis"][made["yAxisIndex"]]
        assert axis["gridIndex"] == made["xAxisIndex"], made.get("name")


def test_dates_are_written_above_the_first_panel_and_below_the_last() -> None:
    axes = together(everything(), {}).option["xAxis"]
    assert [axis["axisLabel"].get("show", True) for axis in axes] == [True, False, False, True]
    assert axes[0]["position"] == "top"
    (only,) = together(a_record(), {}).option["xAxis"]
    assert only["axisLabel"].get("show", True) and "position" not in only


def test_a_right_to_left_page_is_mirrored() -> None:
    with translation.override("ar"):
        option = together(everything(), {}).option
    assert all(axis["inverse"] for axis in option["xAxis"])
    assert all(grid["right"] > grid["left"] for grid in option["grid"])
    assert option["yAxis"][0]["data"] == ["تركيا"]
    assert (option["yAxis"][0]["position"], option["yAxis"][1]["position"]) == ("right", "left")


def test_a_bar_leads_to_the_reports_of_its_day_and_name() -> None:
    bars = of_name(together(everything(), {"language": "ar"}).option, "reports")
    found = [item for made in bars for item in made["data"] if item["value"][1]]
    day = "&since=2019-10-17&until=2019-10-17"
    assert found[0]["url"] == f"/articles/?actor=turkey&language=ar{day}"
    assert found[1]["url"].startswith("/places/idlib/?language=ar&since=2019-10-20")
    assert found[0]["tip"]["title"] == "Turkey · 17 Oct 2019"


def test_days_without_a_report_have_nothing_to_point_at() -> None:
    (bars,) = of_name(together(a_record(), {}).option, "reports")
    assert sum("url" in item for item in bars["data"]) == 1


def test_stances_of_a_day_are_one_mark_that_quotes_and_opens_the_newest() -> None:
    (made,) = of_name(together(everything(), {}).option, "oppose")
    (mark,) = made["data"]
    assert mark["tip"]["quote"] == "Newest."
    assert mark["tip"]["lines"][-1] == "newest of 2, 18 Oct 2019"
    assert mark["url"] == "/articles/7/?at=9#at-9"
    assert len(of_name(together(everything(), {}).option, "support")) == 1


def test_stances_of_two_sides_on_one_day_do_not_cover_each_other() -> None:
    option = together(everything(), {}).option
    heights = {
        name: of_name(option, name)[0]["data"][0]["value"][1] for name in ("support", "oppose")
    }
    assert heights["support"] != heights["oppose"]


def test_a_year_is_drawn_by_weeks() -> None:
    year = Period(since=date(2019, 1, 1), until=date(2019, 12, 31), note=PeriodNote.GIVEN)
    chart = together(everything(year), {})
    bars = of_name(chart.option, "reports")[0]["data"]
    assert len(bars) == 53 and max(item["value"][1] for item in bars) == 4
    assert chart.table[0].cells == ("15 Oct 2019 – 21 Oct 2019", "4", "2")


def test_the_table_has_a_column_for_each_lane() -> None:
    chart = together(everything(), {})
    assert chart.headings == ("day", "Turkey", "Idlib")
    assert [row.cells for row in chart.table] == [
        ("17 Oct 2019", "4", "0"),
        ("20 Oct 2019", "0", "2"),
    ]


def test_the_summary_says_what_is_drawn() -> None:
    assert together(everything(), {}).summary == (
        "1 Oct 2019 – 31 Oct 2019. Reports that name: Turkey 4, Idlib 2. "
        "Ceasefires: 1; figures of displacement: 2; stances: 3."
    )


def test_nothing_at_all_is_no_chart() -> None:
    chart = together(a_record(actors=()), {})
    assert chart.is_empty and chart.table == ()


@pytest.mark.parametrize(
    ("share", "since", "until"),
    [
        (0.5, "2019-10-08", "2019-10-23"),
        (2, "2019-09-15", "2019-11-15"),
        (0.001, "2019-10-16", "2019-10-16"),
        (10_000, "2017-04-14", "2022-04-17"),
    ],
)
def test_zooming_keeps_the_middle_and_the_choice(share: float, since: str, until: str) -> None:
    request = RequestFactory().get("/timelines/?actors=a&actors=b&since=2019-10-01&page=2")
    text = "{% load home %}{% zoomed_period period share as url %}{{ url|safe }}"
    context = Context({"request": request, "period": OCTOBER, "share": share})
    said = Template(text).render(context)
    assert said == f"?actors=a&actors=b&since={since}&until={until}"


# --- The page -----------------------------------------------------------------------------------


def fill(rows: int) -> None:
    turkey = make_actor("Turkey", "تركيا", slug=f"turkey-{rows}")
    town = make_place("Ras al-Ayn", "رأس العين", slug=f"town-{rows}")
    for _ in range(rows):
        article = make_article("T\nTurkey spoke of those who fled.")
        make_mention(article, turkey, "Turkey")
        truce = make_ceasefire(parties=(turkey,))
        make_claim(article, parties=(turkey,), places=(town,), ceasefire=truce)
        make_figure(article, reporters=(turkey,), places=((town, PlaceRole.ORIGIN),))
        make_stance(article, turkey, turkey)


@pytest.mark.django_db
def test_a_visitor_is_asked_to_log_in(outsider: Client) -> None:
    assert_login_asked(outsider.get("/timelines/"))


@pytest.mark.django_db
def test_every_mark_is_a_row_with_its_sentence_without_a_script(reader: Client) -> None:
    fill(1)
    text = page(reader, "/timelines/?actors=turkey-1&places=town-1")
    assert text.count("Turkey spoke of those who fled.</a>") >= 3
    assert "What was said, in the order of days" in text
    assert 'href="?places=town-1"' in text and 'href="?actors=turkey-1"' in text  # taking one out
    arabic = page(reader, "/timelines/?actors=turkey-1&places=town-1", language="ar")
    assert "التقارير التي تذكر: تركيا 1، رأس العين 0." in arabic


@pytest.mark.django_db
def test_an_empty_box_adds_nothing_and_a_doubled_name_counts_once(reader: Client) -> None:
    fill(1)
    text = page(reader, "/timelines/?actors=&actors=turkey-1&actors=turkey-1&places=")
    assert text.count('type="hidden" name="actors" value="turkey-1"') == 1


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["actors=nobody", "places=nowhere", "actors=%00", "region=x"])
def test_what_nobody_knows_is_refused(reader: Client, query: str) -> None:
    assert reader.get(f"/timelines/?{query}").status_code == 400


@pytest.mark.django_db
def test_more_lanes_than_can_be_read_are_refused(reader: Client) -> None:
    for number in range(7):
        make_actor(slug=f"a{number}")
    six, seven = ("&".join(f"actors=a{number}" for number in range(most)) for most in (6, 7))
    assert reader.get(f"/timelines/?{six}").status_code == 200
    answer = reader.get(f"/timelines/?{seven}")
    assert answer.status_code == 400 and "Choose at most 6." in answer.content.decode()


@pytest.mark.django_db
def test_days_without_anything_lead_to_more_days(reader: Client) -> None:
    text = page(reader, "/timelines/?since=2019-10-08&until=2019-10-14")
    assert "Nothing of this choice in these days." in text
    assert 'href="?since=2019-09-27&amp;until=2019-10-24"' in text


@pytest.mark.django_db
def test_as_many_queries_for_40_rows_as_for_one(reader: Client) -> None:
    fill(1)
    few = queries(reader, "/timelines/?actors=turkey-1&places=town-1")
    fill(40)
    assert queries(reader, "/timelines/?actors=turkey-40&places=town-40") == few


def test_a_name_without_arabic_is_written_in_english() -> None:
    lane = Lane(name=Name(slug="x", en="Xanadu"), reports={})
    with translation.override("ar"):
        option = together(a_record(actors=(lane,)), {}).option
    assert option["yAxis"][0]["data"] == ["Xanadu"]
