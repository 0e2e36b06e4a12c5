"""How much a browser has to fetch before a page is there, and when it fetches the charts' part."""

from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from dashboard.tests.browsing import EMPTY_PAGES, open_context, settle

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HEAVIEST_BYTES = 200 * 1024
CHARTS = ("echarts.min.js", "charts-around.js", "charts.js", "countries.json")


def fetched(
    browser: Browser, live_server: LiveServer, client: Client, address: str, language: str
) -> dict[str, int]:
    """Open a page in a browser that has seen nothing yet; give the bytes of each file."""
    context = open_context(browser, live_server, client, locale=language)
    page = context.new_page()
    network = context.new_cdp_session(page)
    names: dict[str, str] = {}
    sizes: dict[str, int] = {}

    def name(event: dict[str, Any]) -> None:
        names[event["requestId"]] = event["request"]["url"]

    def weigh(event: dict[str, Any]) -> None:
        sizes[names[event["requestId"]]] = int(event["encodedDataLength"])

    network.on("Network.requestWillBeSent", name)
    network.on("Network.loadingFinished", weigh)
    network.send("Network.enable")
    settle(page, address)
    page.wait_for_load_state("networkidle")
    context.close()
    return sizes


def is_of_charts(address: str) -> bool:
    return address.endswith(CHARTS)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_first_page_is_light_without_its_charts(
    browser: Browser, live_server: LiveServer, newsroom: None, reader: Client, language: str
) -> None:
    for address in ("/accounts/login/", "/", "/articles/", "/displacement/", "/articles/1001/"):
        sizes = fetched(browser, live_server, reader, address, language)
        light = {name: size for name, size in sizes.items() if not is_of_charts(name)}
        assert any(name.endswith(".css") for name in light)
        assert sum(light.values()) < HEAVIEST_BYTES, (address, light)


def test_the_charts_part_is_fetched_only_where_there_is_a_chart(
    browser: Browser, live_server: LiveServer, newsroom: None, reader: Client
) -> None:
    with_charts = fetched(browser, live_server, reader, "/", "en")
    assert sum(map(is_of_charts, with_charts)) == 3
    for address in (*EMPTY_PAGES, "/actors/", "/articles/", "/articles/1001/", "/status/"):
        assert not any(map(is_of_charts, fetched(browser, live_server, reader, address, "en")))
