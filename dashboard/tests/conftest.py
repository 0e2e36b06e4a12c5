"""What the browser tests share: a Chromium, and one of everything to show in it."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from analysis.terms import PartyRole, PlaceRole
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
from dashboard.tests.browsing import ARABIC, ENGLISH, open_context
from ingest import search_entries


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
    for article in (arabic, english, undated):
        search_entries.keep(article)


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
