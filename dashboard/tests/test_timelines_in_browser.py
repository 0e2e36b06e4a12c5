"""The home page and the shared timeline in Chromium."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from dashboard.tests.browsing import open_context, settle

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CHOICE = "actors=turkey&actors=russia&places=town"
OCTOBER = f"/timelines/?{CHOICE}&since=2019-10-01&until=2019-10-31"

# Where on the screen the start of a day is, on the axis that all panels share.
PIXEL_OF = """(box, day) => {
    const chart = echarts.getInstanceByDom(box);
    const within = chart.convertToPixel({ xAxisIndex: 0 }, Date.parse(day));
    return box.getBoundingClientRect().left + within;
}"""
# The first point of the series of that name, within the chart.
POINT_OF = """(box, name) => {
    const chart = echarts.getInstanceByDom(box);
    const all = chart.getOption().series;
    const at = all.findIndex((series) => series.name === name && series.data.length);
    return chart.convertToPixel({ seriesIndex: at }, all[at].data[0].value);
}"""


def drag(page: Page, first: str, last: str) -> None:
    """Drag from within one day to within another, over the middle of the chart."""
    box = page.locator(".together .chart")
    frame = box.bounding_box()
    assert frame
    middle = frame["y"] + frame["height"] / 2
    page.mouse.move(box.evaluate(PIXEL_OF, f"{first}T12:00Z"), middle)
    page.mouse.down()
    page.mouse.move(box.evaluate(PIXEL_OF, f"{last}T12:00Z"), middle, steps=4)
    page.mouse.up()


@pytest.mark.parametrize(("language", "turned"), [("en", False), ("ar", True), ("en", True)])
def test_dragging_narrows_the_days_and_back_leads_out(
    browser: Browser,
    live_server: LiveServer,
    newsroom: None,
    reader: Client,
    language: str,
    turned: bool,
) -> None:
    context = open_context(browser, live_server, reader, locale=language)
    page = context.new_page()
    settle(page, OCTOBER)
    days = ("2019-10-16", "2019-10-20")
    drag(page, *(reversed(days) if turned else days))
    page.wait_for_url("**since=2019-10-16&until=2019-10-20")
    query = parse_qs(urlsplit(page.url).query)
    assert (query["actors"], query["places"]) == (["turkey", "russia"], ["town"])
    page.go_back()
    page.wait_for_url(f"**{OCTOBER}")
    context.close()


def test_a_press_without_a_drag_narrows_nothing_and_a_mark_opens_its_sentence(page: Page) -> None:
    settle(page, OCTOBER)
    box = page.locator(".together .chart")
    box.click(position={"x": 400, "y": 5})
    assert page.url.endswith(OCTOBER)
    x, y = box.evaluate(POINT_OF, "oppose")
    box.hover(position={"x": x, "y": y})
    expect(page.locator(".chart-tip q")).to_have_text("Russia accused Turkey of shelling the town.")
    box.click(position={"x": x, "y": y})
    page.wait_for_url("**/articles/1002/?at=*")


def test_a_choice_is_made_and_undone_with_the_keyboard_and_without_a_script(
    browser: Browser, live_server: LiveServer, newsroom: None, reader: Client
) -> None:
    context = open_context(browser, live_server, reader, java_script_enabled=False)
    page = context.new_page()
    page.goto("/timelines/?since=2019-10-01&until=2019-10-31")
    page.get_by_label("Actors").select_option("russia")
    page.get_by_role("button", name="Show").press("Enter")
    expect(page.get_by_role("link", name="Russia take out")).to_be_visible()
    expect(page.get_by_role("cell", name="Russia on Turkey: oppose")).to_be_visible()
    page.get_by_role("link", name="Russia take out").press("Enter")
    assert "actors=russia" not in page.url and "since=2019-10-01" in page.url
    page.get_by_role("link", name="Zoom in").press("Enter")
    page.wait_for_url("**since=2019-10-08&until=2019-10-23*")
    context.close()


def test_what_changed_is_one_click_from_its_sentence(page: Page) -> None:
    page.goto("/?since=2019-10-01&until=2019-10-31")
    changed = page.get_by_role("region", name="What changed")
    changed.get_by_role("link", name="violation alleged").click()
    page.wait_for_url("**/articles/1002/?at=*")
