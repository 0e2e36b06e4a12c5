"""The pages in Chromium: drawn, mirrored, reachable, silent, and open to everyone."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from analysis.records import PartyRole, PlaceRole
from analysis.tests.factories import (
    make_actor,
    make_article,
    make_ceasefire,
    make_claim,
    make_feed,
    make_figure,
    make_mention,
    make_place,
    make_reprint,
    make_source,
    make_stance,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
ARABIC = (
    "اتفاق على هدنة\nأعلنت تركيا وروسيا هدنة مدتها 150 ساعة. ونزح أكثر من 160 ألف شخص من رأس العين."
)
ENGLISH = (
    "Truce holds\nSome 300,000 people have been displaced since 9 October. "
    "Russia accused Turkey of shelling the town."
)
PAGES = (
    "/",
    "/actors/",
    "/actors/turkey/",
    "/stances/",
    "/stances/quotes/?target=turkey",
    "/map/",
    "/places/town/",
    "/ceasefires/",
    "/ceasefires/truce/",
    "/displacement/",
    "/articles/",
    "/articles/1001/?at=15#at-15",
    "/articles/1002/",
    "/status/",
    "/accounts/password_change/",
)
ADDRESSES_THAT_FAIL = ("/nothing/", "/?since=bad")


@pytest.fixture(scope="module")
def browser(chromium: str, django_db_setup: None) -> Iterator[Browser]:
    """Start Chromium for this file. Playwright keeps an event loop in this thread, which Django
    would take for asynchronous code."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


@pytest.fixture
def newsroom() -> None:
    """Store one of everything, in both languages and directions, some of it sample."""
    turkey = make_actor("Turkey", "تركيا", slug="turkey", country="TUR", wikidata="Q43")
    russia = make_actor("Russia", "روسيا", slug="russia")
    town = make_place(
        "Ras al-Ayn", "رأس العين", slug="town", country="SYR", latitude=36.85, longitude=40.07
    )
    nowhere = make_place("Nowhere", slug="nowhere", latitude=float("nan"), longitude=500.0)
    wire = make_source("Sample Wire", name_ar="وكالة المثال", is_sample=True)
    make_feed(wire, state="FORBIDDEN", state_reason="HTTP 403")
    arabic = make_article(ARABIC, language="ar", source=wire, id=1001)
    english = make_article(ENGLISH, id=1002, published_on=date(2019, 10, 18))
    undated = make_article("No date\nAbout 900 families fled.", published_on=None, id=1003)
    make_reprint(english)
    for article, names in ((arabic, ("تركيا", "روسيا")), (english, ("Turkey", "Russia"))):
        for actor, name in zip((turkey, russia), names, strict=True):
            make_mention(article, actor, name)
    make_mention(arabic, None, "رأس العين", type="LOC", place=town)
    make_mention(english, None, "town", type="LOC", place=nowhere)
    truce = make_ceasefire(
        parties=(turkey, russia),
        places=("Ras al-Ayn",),
        key="truce",
        declared_on=date(2019, 10, 17),
        effective_on=date(2019, 10, 18),
        is_sample=True,
    )
    make_claim(
        arabic,
        "أعلنت تركيا وروسيا هدنة مدتها 150 ساعة.",
        parties=(turkey, russia),
        places=(town,),
        duration_hours=150,
        declared_on=date(2019, 10, 17),
        ceasefire=truce,
    )
    accusation = "Russia accused Turkey of shelling the town."
    parts = {PartyRole.PERPETRATOR: (turkey,), PartyRole.ALLEGED_BY: (russia,)}
    make_claim(english, accusation, kind="VIOLATED", parts=parts, ceasefire=truce)
    make_claim(english, accusation, kind="REJECTED")
    make_stance(english, russia, turkey, accusation)
    make_figure(
        arabic,
        "ونزح أكثر من 160 ألف شخص من رأس العين.",
        reported=160_000,
        quantifier="MORE_THAN",
        reporters=(russia,),
        places=((town, PlaceRole.ORIGIN),),
    )
    make_figure(
        english,
        "Some 300,000 people have been displaced since 9 October.",
        quantifier="APPROXIMATELY",
        is_cumulative=True,
        since_on=date(2019, 10, 9),
        reporters=(turkey,),
    )
    make_figure(undated, reported=900, unit="HOUSEHOLD")


def open_context(
    browser: Browser, live_server: LiveServer, client: Client | None, **options: Any
) -> BrowserContext:
    context = browser.new_context(base_url=live_server.url, **options)
    cookies = {settings.LANGUAGE_COOKIE_NAME: options.get("locale", "en")}
    if client:
        cookies[settings.SESSION_COOKIE_NAME] = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies(
        [{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()]
    )
    return context


@pytest.fixture
def context(
    browser: Browser, live_server: LiveServer, newsroom: None, reader: Client
) -> Iterator[BrowserContext]:
    context = open_context(browser, live_server, reader)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def settle(page: Page, address: str) -> None:
    page.goto(address)
    if page.locator("[data-chart]").count():
        page.locator("html[data-charts=ready]").wait_for(state="attached")


def findings(page: Page) -> list[str]:
    """Give what axe finds serious or critical, with the elements."""
    page.evaluate(AXE)
    result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{page.url} {item['id']}: {[node['html'] for node in item['nodes']]}"
        for item in result["violations"]
        if item["impact"] in ("serious", "critical")
    ]


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
    for address in PAGES:
        settle(page, address)
        assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
        complaints += findings(page)
    assert complaints == []
    for address in ADDRESSES_THAT_FAIL:
        page.goto(address)
        assert findings(page) == []
    assert hosts == {urlsplit(live_server.url).netloc}
    context.close()


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


def test_a_mark_on_a_ceasefire_opens_its_sentence(page: Page) -> None:
    settle(page, "/ceasefires/")
    click_point(page, "violation alleged")
    page.wait_for_url("**/articles/1002/?at=*")
    target = page.locator("mark.is-target")
    assert target.inner_text() == "Russia accused Turkey of shelling the town."
    expect(target).to_be_in_viewport()


def test_a_point_of_displacement_opens_its_sentence_in_its_own_direction(page: Page) -> None:
    settle(page, "/displacement/")
    click_point(page, "flow")
    page.wait_for_url("**/articles/100*/?at=*")
    expect(page.locator("mark.is-target")).to_be_in_viewport()
    settle(page, "/displacement/")
    page.get_by_role("link", name="ونزح أكثر من 160 ألف شخص من رأس العين.").click()
    article = page.locator("article.press")
    assert article.evaluate("node => getComputedStyle(node).direction") == "rtl"
    assert page.locator("mark.is-target").inner_text().startswith("ونزح")


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
    expect(page.locator("mark.is-target")).to_be_visible()
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
    page.get_by_role("button", name="العربية").click()
    expect(page.get_by_role("heading", name="وقف إطلاق النار", exact=True)).to_be_visible()
    assert page.url.endswith("/ceasefires/")
    page.locator(".menu summary").click()
    page.get_by_role("button", name="خروج").click()
    page.wait_for_url("**/accounts/login/")
    context.close()


def test_a_slash_goes_to_the_search_and_a_search_finds(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("/")
    page.keyboard.type("shelling")
    page.keyboard.press("Enter")
    page.wait_for_url("**/articles/?q=shelling")
    expect(page.get_by_role("link", name="Truce holds")).to_be_visible()


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
