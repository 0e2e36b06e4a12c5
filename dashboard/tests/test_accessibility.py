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
    UNFOLD,
    findings,
    open_context,
    settle,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# More stops of the Tab key than any page has before its first row.
MOST_STOPS = 60
# What takes the focus and shows no outline then, or lies wholly under something else.
UNSEEN_FOCUS = """() => {
    const stops = "a[href], button, input, select, summary, [tabindex='0']";
    const all = [...document.querySelectorAll(stops)];
    return all.filter((node) => node.checkVisibility() && !node.disabled).filter((node) => {
        node.focus();
        if (document.activeElement !== node) return node.type !== "hidden";
        const style = getComputedStyle(node);
        const isDrawn = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
        const box = node.getClientRects()[0];
        const isThere = [0.1, 0.5, 0.9].some((share) => {
            const on = document.elementFromPoint(box.x + box.width * share, box.y + box.height / 2);
            return on && (node.contains(on) || on.contains(node));
        });
        return !isDrawn || !isThere;
    }).map((node) => node.outerHTML.slice(0, 160));
}"""


# Addresses that keep something or lead elsewhere.
WITHOUT_A_PAGE = {"save_search", "saved_search", "delete_saved_search", "decide_figure"}


def test_every_page_of_the_dashboard_is_among_those_that_are_looked_at() -> None:
    looked_at = {resolve(urlsplit(address).path).url_name for address in PAGES}
    files = {name for name in _names() if name.endswith(("_csv", "_json"))}
    assert _names() - files - WITHOUT_A_PAGE - looked_at == set()


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
    settle(page, "/accounts/password_change/")  # where an open menu covers nothing to press
    page.locator(".menu summary").click()
    complaints += findings(page)
    assert complaints == [], "\n".join(complaints)
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


def tab_to(page: Page, selector: str) -> None:
    """Press the Tab key until the focus is on such an element."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"the Tab key does not lead to {selector} on {page.url}")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_keyboard_alone_leads_through_the_pages(
    browser: Browser, live_server: LiveServer, newsroom: None, reader: Client, language: str
) -> None:
    context = open_context(browser, live_server, reader, locale=language)
    page = context.new_page()
    page.goto("/articles/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    tab_to(page, ".filters select[name=language]")
    page.keyboard.press("ArrowDown")
    tab_to(page, ".filters .field-buttons button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/articles/?*language=*")
    tab_to(page, ".row-title")
    page.keyboard.press("Enter")
    page.wait_for_url("**/articles/100*/**")
    tab_to(page, ".crumb a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/articles/*")
    expect(page.locator(".row-title").first).to_be_visible()
    context.close()


def test_a_menu_is_opened_walked_and_closed_by_keys(page: Page) -> None:
    page.goto("/")
    tab_to(page, ".menu summary")
    page.keyboard.press("Enter")
    tab_to(page, ".menu-in a")
    page.keyboard.press("Escape")
    expect(page.locator(".menu-in")).to_be_hidden()
    expect(page.locator(".menu summary")).to_be_focused()


@pytest.mark.parametrize("width", [1400, 390])
def test_the_focus_is_seen_wherever_it_is(
    browser: Browser, live_server: LiveServer, newsroom: None, reader: Client, width: int
) -> None:
    size = {"width": width, "height": 800}
    context = open_context(browser, live_server, reader, viewport=size, reduced_motion="reduce")
    page = context.new_page()
    for address in PAGES:
        settle(page, address)
        page.evaluate(UNFOLD)
        page.keyboard.press("Tab")  # from here on it is a keyboard that moves the focus
        assert page.evaluate(UNSEEN_FOCUS) == [], address
    context.close()


def test_a_focus_that_is_not_drawn_or_lies_under_the_bar_is_found(page: Page) -> None:
    page.goto("/articles/")
    page.keyboard.press("Tab")
    page.add_style_tag(content=".row-title:focus-visible { outline: none }")
    page.add_style_tag(
        content=".quiet-link, .filters button { position: fixed; top: 0; z-index: 1 }"
    )
    found = page.evaluate(UNSEEN_FOCUS)
    assert any("row-title" in html for html in found)
    assert any("<button" in html for html in found)
