"""How tests read the pages in Chromium: which pages there are, opening them, auditing them."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
# Every success criterion of WCAG 2.2 up to AA that a machine can judge, and axe's good practice
# (landmarks, order of headings). The size of targets is off by default.
AUDIT = """axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    rules: { "target-size": { enabled: true } },
    resultTypes: ["violations"],
})"""
# What is folded away is read by people, too; an open menu would cover the page.
UNFOLD = "document.querySelectorAll('details:not(.menu)').forEach((part) => (part.open = true))"

ARABIC = (
    "اتفاق على هدنة\nأعلنت تركيا وروسيا هدنة مدتها 150 ساعة. ونزح أكثر من 160 ألف شخص من رأس العين."
)
ENGLISH = (
    "Truce holds\nSome 300,000 people have been displaced since 9 October. "
    "Russia accused Turkey of shelling the town."
)
# One address or more for each page of dashboard/urls.py, over what the newsroom of the fixture has.
PAGES = (
    "/",
    "/timelines/",
    "/timelines/?actors=turkey&places=town",
    "/actors/",
    "/actors/turkey/",
    "/stances/",
    "/stances/quotes/?target=turkey",
    "/framing/",
    "/map/",
    "/places/town/",
    "/ceasefires/",
    "/ceasefires/truce/",
    "/displacement/",
    "/displacement/?place=town&series=reporter",
    "/displacement/map/",
    "/displacement/compare/?place=town",
    f"/displacement/figures/1002-{ENGLISH.index('Some')}/",
    "/articles/",
    "/articles/1001/?at=15#at-15",
    "/articles/1002/",
    "/articles/1002/alike/",
    "/search/",
    "/search/?q=%22shelling",
    '/search/?q="Some 300,000" OR هدنة&claim=DISPLACEMENT',
    "/status/",
    "/preferences/",
    "/accounts/password_change/",
)
# What pages say when they have nothing to show.
LONG_AGO = "since=2001-01-01&until=2001-01-31"
EMPTY_PAGES = tuple(
    f"/{name}?{LONG_AGO}"
    for name in (
        "",
        "timelines/",
        "actors/",
        "stances/",
        "map/",
        "ceasefires/",
        "displacement/",
        "articles/",
    )
)
ADDRESSES_THAT_FAIL = ("/nothing/", "/?since=bad")


def open_context(
    browser: Browser, live_server: LiveServer, client: Client | None, **options: Any
) -> BrowserContext:
    """Open a browser of somebody signed in (None: nobody), in the language of `locale`."""
    context = browser.new_context(base_url=live_server.url, **options)
    cookies = {settings.LANGUAGE_COOKIE_NAME: options.get("locale", "en")}
    if client:
        cookies[settings.SESSION_COOKIE_NAME] = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies(
        [{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()]
    )
    return context


def settle(page: Page, address: str) -> None:
    """Open a page that is there and wait until its charts are drawn."""
    answer = page.goto(address)
    assert answer and answer.ok, f"{address} answered {answer and answer.status}"
    if page.locator("[data-chart]").count():
        page.locator("html[data-charts=ready]").wait_for(state="attached")


def findings(page: Page) -> list[str]:
    """Give everything that axe finds wrong, with the elements, what is folded away included."""
    page.evaluate(UNFOLD)
    page.evaluate(AXE)
    result = page.evaluate(AUDIT)
    return [
        f"{page.url} {item['id']} ({item['impact']}): {[node['html'] for node in item['nodes']]}"
        for item in result["violations"]
    ]
