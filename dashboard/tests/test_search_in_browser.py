"""The search and the reader in Chromium: results swapped in, keys, and both without a script."""

from collections.abc import Iterator

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from analysis.tests.factories import (
    make_actor,
    make_article,
    make_claim,
    make_figure,
    make_mention,
    make_source,
)
from dashboard.tests.browsing import findings, open_context
from ingest import search_entries
from ingest.models import Article

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TRUCE = "أعلنت تركيا وروسيا هدنة مدتها 150 ساعة."
FLIGHT = "ونزح أكثر من 160 ألف شخص من البلدة."
SHELLING = "Truce holds\nThe army denied shelling the town during the truce."


@pytest.fixture
def articles() -> tuple[Article, Article]:
    """Store a report in each language that tells of a truce, with claims in the Arabic one."""
    arabic = make_article(
        f"اتفاق على هدنة\n{TRUCE}\n{'كان الجو صحواً. ' * 200}\n{FLIGHT}", language="ar"
    )
    english = make_article(SHELLING, source=make_source("Delta Wire", slug="delta"))
    make_mention(arabic, make_actor("Turkey", "تركيا", slug="turkey"), "تركيا")
    make_claim(arabic, TRUCE)
    make_figure(arabic, FLIGHT)
    for article in (arabic, english):
        search_entries.keep(article)
    return arabic, english


@pytest.fixture
def page(
    browser: Browser,
    live_server: LiveServer,
    articles: tuple[Article, Article],
    reader: Client,
) -> Iterator[Page]:
    context = open_context(browser, live_server, reader)
    yield context.new_page()
    context.close()


def test_a_slash_goes_to_the_search_and_a_search_finds(page: Page) -> None:
    page.goto("/actors/")
    page.keyboard.press("/")
    page.keyboard.type("shelling")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=shelling")
    expect(page.get_by_role("link", name="Truce holds")).to_be_visible()
    expect(page.locator(".passage mark")).to_have_text("shelling")


def test_a_facet_is_swapped_in_and_the_way_back_leads_back(page: Page) -> None:
    page.goto("/search/?q=truce OR هدنة")
    expect(page.locator(".found-rows > li")).to_have_count(2)
    page.evaluate("window.stays = true")
    page.locator(".facet").get_by_role("link", name="Delta Wire").click()
    expect(page.locator(".found-rows > li")).to_have_count(1)
    assert "source=delta" in page.url
    assert page.evaluate("window.stays === true")
    expect(page.locator("#found-title")).to_be_focused()
    assert findings(page) == []
    page.go_back()
    expect(page.locator(".found-rows > li")).to_have_count(2)
    assert "source=delta" not in page.url


def test_another_query_is_swapped_in_and_a_wrong_one_explained(page: Page) -> None:
    page.goto("/search/")
    page.evaluate("window.stays = true")
    page.get_by_label("Words, phrases and fields").fill('"truce')
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("The quotation mark is not closed")
    assert findings(page) == []
    page.get_by_label("Words, phrases and fields").fill('"the truce"')
    page.get_by_role("button", name="Search", exact=True).click()
    expect(page.get_by_role("link", name="Truce holds")).to_be_visible()
    assert page.evaluate("window.stays === true")


def test_a_search_is_saved_shared_and_deleted(page: Page) -> None:
    page.goto("/search/?q=truce")
    page.get_by_text("Save this search").click()
    page.get_by_label("Name").fill("Truces")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", name="Truces")).to_be_visible()
    link = page.get_by_label("The link to this saved search").input_value()
    page.goto(link)
    expect(page.get_by_role("link", name="Truce holds")).to_be_visible()
    page.get_by_role("button", name="Delete this saved search").click()
    expect(page.get_by_text("The saved search is deleted.")).to_be_visible()


def test_keys_go_through_the_claims_of_a_text(
    page: Page, articles: tuple[Article, Article]
) -> None:
    page.goto(f"/articles/{articles[0].pk}/")
    current = page.locator(".press .is-current")
    page.keyboard.press("j")
    expect(current).to_have_text([TRUCE[:5], "تركيا", TRUCE[12:]])
    page.keyboard.press("j")
    expect(current).to_have_text(FLIGHT)
    expect(current).to_be_in_viewport()
    expect(page.locator(".claim-list [aria-current]")).to_be_focused()
    page.keyboard.press("j")
    expect(current).to_have_text(FLIGHT)
    page.keyboard.press("k")
    expect(current.first).to_be_in_viewport()
    assert findings(page) == []


def test_keys_are_known_by_their_place_on_an_arabic_keyboard(
    page: Page, articles: tuple[Article, Article]
) -> None:
    page.goto(f"/articles/{articles[0].pk}/")
    page.evaluate("document.dispatchEvent(new KeyboardEvent('keydown', {key: 'ت', code: 'KeyJ'}))")
    expect(page.locator(".claim-list .is-current")).to_have_count(1)


def test_the_list_of_keys_opens_and_closes(page: Page, articles: tuple[Article, Article]) -> None:
    page.goto(f"/articles/{articles[0].pk}/")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    assert findings(page) == []
    page.keyboard.press("j")
    expect(page.locator(".is-current")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()


def test_kinds_of_marks_are_taken_out_of_the_text(
    page: Page, articles: tuple[Article, Article]
) -> None:
    page.goto(f"/articles/{articles[0].pk}/")
    mark = page.locator(".press .hl-displacement")
    border = "node => getComputedStyle(node).borderBlockEndStyle"
    assert mark.evaluate(border) == "solid"
    page.locator("#show-displacement").uncheck()
    assert mark.evaluate(border) == "none"


def test_without_javascript_all_of_it_is_links_and_forms(
    browser: Browser,
    live_server: LiveServer,
    articles: tuple[Article, Article],
    reader: Client,
) -> None:
    context = open_context(browser, live_server, reader, java_script_enabled=False)
    page = context.new_page()
    page.goto("/search/")
    page.get_by_label("Words, phrases and fields").fill("هدنة OR truce")
    page.get_by_role("button", name="Search", exact=True).click()
    page.locator(".facet").get_by_role("link", name="Delta Wire").click()
    expect(page.locator(".found-rows > li")).to_have_count(1)
    page.locator(".chips a").click()
    expect(page.locator(".found-rows > li")).to_have_count(2)
    page.goto(f"/articles/{articles[0].pk}/")
    page.locator(".claim-list a").last.click()
    expect(page.locator(".press mark:target")).to_be_in_viewport()
    expect(page.locator("#open-keys")).to_be_hidden()
    context.close()
