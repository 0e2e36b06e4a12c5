"""The sample newsroom's ceasefires in Chromium: as many bars as a reader would draw, each mark one
click from its sentence, in both languages."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from playwright.sync_api import Browser, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from analysis.resources import chosen_models, from_files
from analysis.tests import sample_newsroom
from analysis.tests.test_sample_ceasefires import EXPECTED

pytestmark = [
    pytest.mark.browser,
    pytest.mark.weights,
    pytest.mark.django_db(transaction=True),
]

# Milliseconds for a chart to be drawn on a machine that does much else: no measure of speed.
WAIT = 60_000
# Country and the days of its war in the sample.
WARS = {
    "SYR": "since=2019-10-01&until=2019-11-30",
    "LBY": "since=2020-01-01&until=2020-12-31",
    "YEM": "since=2022-03-01&until=2022-12-31",
    "SDN": "since=2023-04-01&until=2023-07-31",
}


@pytest.fixture(scope="module")
def browser(chromium: str, django_db_setup: None) -> Iterator[Browser]:
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


@pytest.fixture
def newsroom() -> None:
    call_command("load_actors")
    call_command("load_places")
    articles = sample_newsroom.first_printed()
    analyses = sample_newsroom.analysed(articles, from_files(chosen_models(), threads=1))
    sample_newsroom.ingest(articles, analyses)


def opened(browser: Browser, live_server: LiveServer, client: Client, language: str) -> Page:
    context = browser.new_context(base_url=live_server.url, locale=language)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    cookies = {settings.SESSION_COOKIE_NAME: session, settings.LANGUAGE_COOKIE_NAME: language}
    context.add_cookies(
        [{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()]
    )
    context.set_default_timeout(WAIT)
    return context.new_page()


def test_each_war_has_the_ceasefires_that_a_reader_would_draw(
    browser: Browser, live_server: LiveServer, newsroom: None, reader: Client
) -> None:
    for language in ("en", "ar"):
        page = opened(browser, live_server, reader, language)
        for country, days in WARS.items():
            page.goto(f"/ceasefires/?country={country}&{days}")
            expect(page.locator("html[data-charts=ready]")).to_be_attached(timeout=WAIT)
            expected = sum(row[0] == country for row in EXPECTED)
            expect(page.locator("table.ceasefires tbody tr")).to_have_count(expected, timeout=WAIT)
            bars = page.evaluate(
                "() => echarts.getInstanceByDom(document.querySelector('[data-chart]'))"
                ".getOption().yAxis[0].data.length"
            )
            assert bars == expected
    _zooms(page)
    _leads_to_the_sentence(page)


def _zooms(page: Page) -> None:
    chart = "echarts.getInstanceByDom(document.querySelector('[data-chart]'))"
    page.evaluate(f"() => {chart}.dispatchAction({{type: 'dataZoom', start: 40, end: 60}})")
    seen = page.evaluate(f"() => {chart}.getOption().dataZoom[0].end")
    assert seen == 60


def _leads_to_the_sentence(page: Page) -> None:
    """Go from the first mark of a row to the article, at the sentence."""
    page.locator("table.ceasefires ul.marks a").first.click()
    page.wait_for_url("**/articles/**")
    at = page.url.split("#", 1)[1]
    expect(page.locator(f"#{at}")).to_be_visible()
