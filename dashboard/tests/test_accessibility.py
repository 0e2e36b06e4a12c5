"""Every page is open to everyone: to eyes, to a screen reader, to a keyboard alone."""

from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import resolve
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from dashboard import urls
from dashboard.tests.browsing import (
    ADDRESSES_THAT_FAIL,
    EMPTY_PAGES,
    PAGES,
    findings,
    open_context,
    settle,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Most stops of the Tab key that any page has before its first row.
MOST_STOPS = 60
# What has the focus: how it is drawn, against how it would be drawn without the focus.
FOCUS_IS_SEEN = """() => {
    const here = document.activeElement;
    const look = () => {
        const style = getComputedStyle(here);
        return style.outlineStyle + style.outlineWidth + style.boxShadow + style.borderColor;
    };
    const drawn = look();
    const isOutlined = getComputedStyle(here).outlineStyle !== "none";
    here.blur();
    const plain = look();
    here.focus();
    return isOutlined && drawn !== plain;
}"""


def test_every_page_of_the_dashboard_is_among_those_that_are_looked_at() -> None:
    looked_at = {resolve(urlsplit(address).path).url_name for address in PAGES}
    files = {name for name in _names() if name.endswith(("_csv", "_json"))}
    assert _names() - files - looked_at == set()


def _names() -> set[str]:
    return {pattern.name for pattern in urls.urlpatterns if pattern.name}


def test_the_auditor_finds_a_planted_fault(page: Page) -> None:
    page.goto("/")
    page.evaluate("document.querySelector('#search-box').previousElementSibling.remove()")
    page.evaluate("document.querySelector('#search-box').removeAttribute('placeholder')")
    assert any("label" in found for found in findings(page))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_page_is_whole_silent_and_open_to_everyone(
    browser: Browser,
    live_server: LiveServer,
    newsroom: None,
    reader: Client,
    language: str,
    scheme: str,
) -> None:
    context = open_context(browser, live_server, reader, locale=language, color_scheme=scheme)
    page = context.new_page()
    complaints: list[str] = []
    hosts: set[str] = set()
    page.on("console", lambda message: complaints.append(f"{page.url} {message.text}"))
    page.on("pageerror", lambda error: complaints.append(f"{page.url} {error}"))
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    for address in (*PAGES, *EMPTY_PAGES):
        settle(page, address)
        assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
        complaints += findings(page)
    page.locator(".menu summary").click()
    complaints += findings(page)
    assert complaints == []
    for address in ADDRESSES_THAT_FAIL:
        page.goto(address)
        complaints = findings(page)
        assert complaints == []
    assert hosts == {urlsplit(live_server.url).netloc}
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_to_log_in_is_open_to_everyone(
    browser: Browser, live_server: LiveServer, scheme: str
) -> None:
    context = open_context(browser, live_server, None, locale="ar", color_scheme=scheme)
    page = context.new_page()
    page.goto("/accounts/login/")
    assert findings(page) == []
    page.locator("main button").click()
    assert findings(page) == []
    context.close()
