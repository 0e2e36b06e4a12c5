"""What an analyst comes for, from the login page on: by visible links and labels alone."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from analysis.models import Actor
from analysis.tests.factories import make_article, make_stance
from dashboard.tests.browsing import open_context

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "korrekt-Pferd-17"
PRAISE = "Russia praised Turkey for holding back."


@pytest.fixture
def newcomer(browser: Browser, live_server: LiveServer, newsroom: None) -> Iterator[Page]:
    """Sign somebody in by the login page, years after the October that is asked for: the pages
    show the newest days first."""
    User.objects.create_user("newcomer", password=PASSWORD)
    russia, turkey = (Actor.objects.get(slug=slug) for slug in ("russia", "turkey"))
    later = make_article(f"Thaw\n{PRAISE}", published_on=date(2021, 3, 1))
    make_stance(later, russia, turkey, PRAISE, polarity="SUPPORT")
    context = open_context(browser, live_server, None)
    page = context.new_page()
    page.goto("/")
    page.get_by_label("Username").fill("newcomer")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    yield page
    context.close()


def go(page: Page, name: str) -> None:
    page.get_by_role("navigation", name="Main").get_by_role("link", name=name).click()
    page.get_by_role("link", name="Show all days").first.click()


def cells(row: Locator) -> list[str]:
    return [text.strip() for text in row.get_by_role("cell").all_inner_texts()]


def test_who_broke_the_october_truce_according_to_whom(newcomer: Page) -> None:
    go(newcomer, "Ceasefires")
    newcomer.get_by_role("row").filter(has_text="Oct 2019").get_by_role("link").first.click()
    newcomer.get_by_role("link", name="Who broke it, according to whom").click()
    told = newcomer.get_by_role("group", name="Who broke it, according to whom")
    (row,) = told.get_by_role("row").filter(has_text="18 Oct 2019").all()
    assert cells(row)[:2] == ["Turkey", "Russia"]
    row.get_by_text("1 sentence").click()
    row.get_by_role("link", name="Russia accused Turkey of shelling the town.").click()
    expect(newcomer.locator("mark.is-target").first).to_be_in_viewport()


def test_how_many_left_a_place_by_reporter(newcomer: Page) -> None:
    go(newcomer, "Displacement")
    newcomer.get_by_role("link", name="Compare reporters").click()
    newcomer.get_by_label("Place", exact=True).select_option(label="Ras al-Ayn")
    newcomer.get_by_label("Place is").select_option(label="where people left")
    newcomer.get_by_role("button", name="Show").click()
    table = newcomer.get_by_role("table").first
    assert "Russia" in table.get_by_role("columnheader").all_inner_texts()
    expect(table.get_by_role("link", name="more than 160,000 persons")).to_be_visible()


def test_how_the_stance_of_one_actor_toward_another_changed(newcomer: Page) -> None:
    go(newcomer, "Stances")
    newcomer.get_by_role("link", name="Russia on Turkey").click()
    steps = newcomer.get_by_role("heading", name="How it changed").locator("+ ol > li")
    expect(steps).to_have_count(2)
    assert [" ".join(text.split()) for text in steps.all_inner_texts()] == [
        "18 Oct 2019 1 against",
        "1 Mar 2021 1 for",
    ]
    steps.last.get_by_role("link").click()
    expect(newcomer.get_by_role("link", name=PRAISE)).to_be_visible()
    expect(newcomer.get_by_role("link", name="Russia accused Turkey")).to_have_count(0)
