"""The pages in Chromium: drawn, mirrored, reachable."""

from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from dashboard.tests.browsing import PAGES, findings, open_context, settle

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def click_point(page: Page, name: str) -> None:
    """Click on the first point of the chart's series of that name."""
    box = page.locator(".chart").first
    at = box.evaluate(
        """(box, name) => {
            const chart = echarts.getInstanceByDom(box);
            const all = chart.getOption().series;
            const place = all.findIndex((series) => series.name === name && series.data.length);
            return chart.convertToPixel({ seriesIndex: place }, all[place].data[0].value);
        }""",
        name,
    )
    box.click(position={"x": at[0], "y": at[1]})


@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_page_is_wider_than_a_phone(
    browser: Browser, live_server: LiveServer, newsroom: None, reader: Client, language: str
) -> None:
    phone = {"width": 360, "height": 740}
    context = open_context(browser, live_server, reader, locale=language, viewport=phone)
    page = context.new_page()
    for address in PAGES:
        settle(page, address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, address
    context.close()


def pointed_at(page: Page) -> str:
    """Give the sentence that the address points at; names within it part its mark."""
    return "".join(page.locator("mark.is-target").all_text_contents())


def test_a_mark_on_a_ceasefire_opens_its_sentence(page: Page) -> None:
    settle(page, "/ceasefires/")
    click_point(page, "violation alleged")
    page.wait_for_url("**/articles/1002/?at=*")
    assert pointed_at(page) == "Russia accused Turkey of shelling the town."
    expect(page.locator("mark.is-target").first).to_be_in_viewport()


def test_a_point_of_displacement_opens_its_figure_and_that_its_sentence(page: Page) -> None:
    settle(page, "/displacement/")
    click_point(page, "flow")
    page.wait_for_url("**/displacement/figures/100*/")
    page.locator(".chip-line a").first.click()
    page.wait_for_url("**/articles/100*/?at=*")
    expect(page.locator("mark.is-target").first).to_be_in_viewport()
    settle(page, "/displacement/")
    page.get_by_role("link", name="ونزح أكثر من 160 ألف شخص من رأس العين.").click()
    article = page.locator("article.press")
    assert article.evaluate("node => getComputedStyle(node).direction") == "rtl"
    assert pointed_at(page).startswith("ونزح")


def test_a_chart_is_saved_as_a_picture(page: Page) -> None:
    settle(page, "/displacement/")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save as picture (PNG)").click()
    assert saved.value.suggested_filename == "newsmon-displacement.png"
    assert saved.value.path().read_bytes().startswith(b"\x89PNG")


def test_a_day_of_the_volume_opens_its_articles(page: Page) -> None:
    settle(page, "/")
    page.get_by_text("The same numbers as a table").click()
    page.get_by_role("link", name="18 Oct 2019").click()
    page.wait_for_url("**/articles/?since=2019-10-18&until=2019-10-18")
    expect(page.get_by_role("link", name="Truce holds")).to_be_visible()


def test_a_claim_beside_the_text_leads_to_its_sentence(page: Page) -> None:
    page.goto("/articles/1002/")
    page.locator(".claim-list a").first.click()
    assert page.url.endswith("#at-12")
    expect(page.locator("#at-12")).to_be_in_viewport()


def test_a_cell_of_the_matrix_opens_its_sentences_in_place(page: Page) -> None:
    page.goto("/stances/")
    cell = page.get_by_role("link", name="Russia on Turkey: for 0, against 1, neutral 0")
    cell.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#quotes h2")).to_have_text("Russia on Turkey")
    assert urlsplit(page.url).path == "/stances/"
    expect(cell).to_have_attribute("aria-current", "true")
    page.evaluate("scrollTo({ top: 0, behavior: 'instant' })")  # the bar on top covers nothing
    assert findings(page) == []
    page.locator("#quotes").get_by_role("link", name="Russia accused Turkey").click()
    page.wait_for_url("**/articles/1002/?at=*")


def test_a_cell_of_the_matrix_leads_to_its_list_without_javascript(
    browser: Browser, live_server: LiveServer, newsroom: None, reader: Client
) -> None:
    context = open_context(browser, live_server, reader, java_script_enabled=False)
    page = context.new_page()
    page.goto("/stances/")
    page.get_by_role("link", name="Russia on Turkey: for 0").click()
    expect(page.get_by_role("heading", name="Russia on Turkey")).to_be_visible()
    expect(page.get_by_role("link", name="Russia accused Turkey of")).to_be_visible()
    page.goto("/map/")
    page.get_by_role("link", name="Ras al-Ayn").click()
    expect(page.get_by_role("cell", name="more than 160,000 persons")).to_be_visible()
    context.close()


def test_a_point_of_the_map_opens_its_place(page: Page) -> None:
    settle(page, "/map/")
    click_point(page, "settlement or site")
    page.wait_for_url("**/places/town/?*")


def test_the_map_is_zoomed_by_buttons(page: Page) -> None:
    settle(page, "/map/")
    box = page.locator(".chart")
    zoom = "box => echarts.getInstanceByDom(box).getOption().geo[0].zoom || 1"
    before = box.evaluate(zoom)
    page.get_by_role("button", name="Zoom in").click()
    assert box.evaluate(zoom) > before


def test_without_javascript_every_number_is_there(
    browser: Browser, live_server: LiveServer, newsroom: None, reader: Client
) -> None:
    context = open_context(browser, live_server, reader, java_script_enabled=False)
    page = context.new_page()
    page.goto("/displacement/")
    expect(page.get_by_role("cell", name="about 300,000 persons")).to_be_visible()
    assert page.locator(".chart:visible").count() == 0
    page.goto("/ceasefires/")
    page.get_by_role("link", name="violation alleged").click()
    expect(page.locator("mark.is-target").first).to_be_visible()
    context.close()


def test_somebody_logs_in_changes_the_language_and_logs_out(
    browser: Browser, live_server: LiveServer, newsroom: None
) -> None:
    User.objects.create_user("analyst", password="a long pass phrase")
    context = open_context(browser, live_server, None)
    page = context.new_page()
    page.goto("/ceasefires/")
    assert findings(page) == []
    page.get_by_label("Username").fill("analyst")
    page.get_by_label("Password").fill("a long pass phrase")
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url("**/ceasefires/")
    page.locator("button[lang=ar]").click()
    expect(page.get_by_role("heading", name="وقف إطلاق النار", exact=True)).to_be_visible()
    assert page.url.endswith("/ceasefires/")
    page.locator(".menu summary").click()
    page.get_by_role("button", name="خروج").click()
    page.wait_for_url("**/accounts/login/")
    context.close()


def test_a_slash_within_a_search_is_a_slash(page: Page) -> None:
    page.goto("/")
    box = page.locator("#search-box")
    box.focus()
    page.keyboard.type("a/b")
    assert box.input_value() == "a/b"


def test_filters_are_kept_from_page_to_page(page: Page) -> None:
    page.goto("/?since=2019-10-01&until=2019-10-31")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Displacement").click()
    page.wait_for_url("**/displacement/?since=2019-10-01&until=2019-10-31")
    assert page.get_by_label("From").input_value() == "2019-10-01"
