"""Measures when the largest part of each page is on the screen, in Chromium on this machine.

    python benchmarks/pages/paint.py [--times 3] [--languages en ar] [--only home search …]

Prints for each page, over the sample newsroom (see newsroom.py), the median Largest Contentful
Paint in milliseconds of a browser that has seen nothing yet, and what it fetched, in kB as sent,
with and without what only draws charts.
"""

import argparse
import statistics
import sys
from typing import Any

from newsroom import addresses, served, session  # sets Django up, so it comes first

from django.conf import settings  # isort: skip
from playwright.sync_api import Browser, sync_playwright  # isort: skip

from newsmon.tests.chromium import find_chromium

OF_CHARTS = ("echarts.min.js", "charts-around.js", "charts.js", "countries.json")
# The observer gives what was painted before it started, too.
LARGEST_PAINT = """() => new Promise((resolve) => {
    new PerformanceObserver((list) => resolve(list.getEntries().at(-1).startTime))
        .observe({ type: "largest-contentful-paint", buffered: true });
})"""


def visit(browser: Browser, base: str, key: str, language: str, where: str) -> tuple[float, ...]:
    """Open a page for the first time; give the paint in ms and the kB without charts and in all."""
    context = browser.new_context(base_url=base, viewport={"width": 1400, "height": 900})
    cookies = {settings.SESSION_COOKIE_NAME: key, settings.LANGUAGE_COOKIE_NAME: language}
    context.add_cookies(
        [{"name": name, "value": value, "url": base} for name, value in cookies.items()]
    )
    page = context.new_page()
    network = context.new_cdp_session(page)
    names: dict[str, str] = {}
    sizes: dict[str, float] = {}

    def name(event: dict[str, Any]) -> None:
        names[event["requestId"]] = event["request"]["url"]

    def weigh(event: dict[str, Any]) -> None:
        sizes[names[event["requestId"]]] = event["encodedDataLength"] / 1000

    network.on("Network.requestWillBeSent", name)
    network.on("Network.loadingFinished", weigh)
    network.send("Network.enable")
    page.goto(where)
    page.wait_for_load_state("networkidle")
    paint = page.evaluate(LARGEST_PAINT)
    context.close()
    light = sum(size for name, size in sizes.items() if not name.endswith(OF_CHARTS))
    return paint, light, sum(sizes.values())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--languages", nargs="+", default=["en", "ar"])
    parser.add_argument("--only", nargs="+", default=[], help="names of pages")
    parser.add_argument("--url", default="", help="a newsmon that runs on the same database")
    asked = parser.parse_args()
    with served(asked.url) as base:
        key = session()
        # Asked before Playwright starts its event loop: Django would take this for asynchronous.
        pages = {name: at for name, at in addresses().items() if name in (asked.only or {name})}
        chromium = find_chromium()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
            )
            sys.stdout.write("| page | language | paint, ms | kB without charts | kB in all |\n")
            sys.stdout.write("|---|---|---|---|---|\n")
            for name, where in pages.items():
                for language in asked.languages:
                    visit(browser, base, key, language, where)  # the server's first time
                    seen = [visit(browser, base, key, language, where) for _ in range(asked.times)]
                    paint, light, whole = (
                        statistics.median(part) for part in zip(*seen, strict=True)
                    )
                    sys.stdout.write(
                        f"| {name} | {language} | {paint:.0f} | {light:.0f} | {whole:.0f} |\n"
                    )
            browser.close()


if __name__ == "__main__":
    main()
