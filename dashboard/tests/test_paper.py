"""A page on paper: A4, with its filters in the heading and nothing to press."""

import pytest
from django.test import Client
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from dashboard.tests.browsing import PAGES, open_context, settle

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# What the margins leave of an A4 sheet, in pixels of a browser: 182 of 210 millimetres.
PAPER = {"width": 688, "height": 1009}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_page_fits_on_a4_and_has_nothing_to_press(
    browser: Browser, live_server: LiveServer, newsroom: None, reader: Client, language: str
) -> None:
    context = open_context(browser, live_server, reader, locale=language, viewport=PAPER)
    page = context.new_page()
    page.emulate_media(media="print")
    too_wide = []
    for address in PAGES:
        settle(page, address)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > PAPER["width"]:
            too_wide.append((address, width))
        for hidden in (
            "nav:visible",
            "button:not(.legend-entry):visible",
            "select:visible",
            "summary:visible",
        ):
            assert page.locator(hidden).count() == 0, (address, hidden)
    assert too_wide == []
    context.close()


def test_a_sheet_says_which_filters_it_has(
    browser: Browser, live_server: LiveServer, newsroom: None, reader: Client
) -> None:
    context = open_context(browser, live_server, reader, viewport=PAPER)
    page = context.new_page()
    page.goto("/displacement/?since=2019-10-01&until=2019-10-31&place=town&language=ar")
    expect(page.locator(".printed")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator(".page-head")).to_contain_text("1 Oct 2019 – 31 Oct 2019")
    expect(page.locator(".printed")).to_contain_text("Place: Ras al-Ayn")
    expect(page.locator(".printed")).to_contain_text("Language: Arabic")
    expect(page.locator(".printed")).not_to_contain_text("Source")
    context.close()
