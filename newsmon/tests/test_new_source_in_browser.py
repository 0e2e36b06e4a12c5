"""A curator takes on a site without a feed, in the browser alone, and sees its article analysed."""

import re
import subprocess
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from playwright.sync_api import expect, sync_playwright
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer
from pytest_httpserver import HTTPServer

from ingest import fetching

pytestmark = [
    *(pytest.mark.browser, pytest.mark.services, pytest.mark.weights),
    pytest.mark.timeout(900),
]

WAIT_MILLISECONDS = 180_000
TITLE = "أنقرة وموسكو تعلنان هدنة في شمال سوريا"
SECTION = f"""<!doctype html><html lang="ar"><head><meta charset="utf-8"><title>منبر التجربة</title>
</head><body><nav><a href="/about">من نحن</a></nav><h2><a href="/report">{TITLE}</a></h2>
</body></html>"""
REPORT = f"""<!doctype html><html lang="ar"><head><meta charset="utf-8"><title>{TITLE}</title>
</head><body><article><h1>{TITLE}</h1><span class="date">الخميس 17 تشرين الأول 2019</span>
<p>أعلنت تركيا وروسيا هدنة مدتها 150 ساعة في شمال سوريا، بحسب بيان مشترك صدر مساء الخميس.</p>
<p>ونزح أكثر من 160 ألف شخص من رأس العين منذ بدء المعارك، كما قالت الأمم المتحدة.</p>
<p>اقرأ أيضاً: <a href="/other">خبر آخر لا صلة له بالهدنة المعلنة</a></p></article></body></html>"""


@pytest.fixture
def site(httpserver: HTTPServer, settings: Settings) -> Iterator[HTTPServer]:
    """Serve the site on a local address that the pages may reach."""
    for path, body in (("/", SECTION), ("/report", REPORT)):
        httpserver.expect_request(path).respond_with_data(body, content_type="text/html")
    httpserver.no_handler_status_code = 404
    settings.HTTP_ALLOWED_PRIVATE_ORIGINS = (f"http://127.0.0.1:{httpserver.port}",)
    for client in (fetching.shared_client, fetching.looking_client):
        client.cache_clear()
    yield httpserver
    for client in (fetching.shared_client, fetching.looking_client):
        client.cache_clear()
    httpserver.no_handler_status_code = 500


def test_a_site_without_a_feed_is_added_and_its_article_analysed(
    chromium: str,
    site: HTTPServer,
    live_server: LiveServer,
    curator: Client,
    celery_worker_process: "Callable[..., subprocess.Popen[bytes]]",
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    call_command("load_actors")
    call_command("load_places")
    environment = {"NEWSMON_SAMPLE_PORT": str(site.port), "NEWSMON_POLL_SECONDS": "1"}
    # Playwright's event loop in this thread is no asynchronous code of ours.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        context = browser.new_context(base_url=live_server.url)
        session = curator.cookies[settings.SESSION_COOKIE_NAME].value
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}
        context.add_cookies([cookie])  # type: ignore[list-item]  # a dictionary is one
        page = context.new_page()

        page.goto("/admin/ingest/source/")
        page.get_by_role("link", name="Add by address").click()
        page.get_by_label("Address of the site").fill(f"http://127.0.0.1:{site.port}/")
        page.get_by_role("button", name="Look for feeds").click()
        expect(page.locator("#found")).to_contain_text("page with links")
        page.get_by_role("link", name="Take this one").click()

        page.get_by_role("button", name="Show preview").click()
        shown = page.locator("#preview-result")
        expect(shown).to_contain_text(TITLE, timeout=WAIT_MILLISECONDS)
        expect(shown).to_contain_text("Oct. 17, 2019")
        expect(shown).to_contain_text("trafilatura")
        page.locator("#id_slug").fill("tried-outlet")
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.locator(".messagelist")).to_contain_text("was added successfully")

        celery_worker_process("io", "nlp", beat=True, environment=environment)
        page.goto("/articles/?since=2019-10-01&until=2019-10-31")
        link = page.get_by_role("link", name=re.compile("أنقرة وموسكو"))
        for _ in range(WAIT_MILLISECONDS // 2000):
            if link.count():
                break
            page.wait_for_timeout(2000)
            page.reload()
        link.first.click()
        assert urlsplit(page.url).path.startswith("/articles/")
        for _ in range(WAIT_MILLISECONDS // 2000):
            if page.locator("p:not(.key) > mark").count():
                break
            page.wait_for_timeout(2000)
            page.reload()
        expect(page.locator("main")).to_contain_text("160 ألف")
        expect(page.locator("main")).not_to_contain_text("لا صلة له")
        expect(page.locator("p:not(.key) > mark").first).to_be_visible()
        browser.close()
