"""Makes pictures of every page, to be looked at: in every language, light and dark, wide and phone.

    make screens            or: python benchmarks/pages/screens.py [--languages en ar fr]
        [--schemes light dark] [--widths wide phone] [--only home actors …]
        [--url http://127.0.0.1:8000 --session KEY]

Writes PNG files, two pages as they are printed (PDF and PNG), and index.html, which shows them all
side by side, to var/screens. The sample newsroom is started for it, unless --url names a newsmon
that runs on the database of NEWSMON_VAR. Complains of pages that are wider than the window, of
errors in the console, and of texts that are cut off.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping
from html import escape
from itertools import product
from pathlib import Path

from newsroom import ROOT, addresses, served, session  # sets Django up, so it comes first

from django.conf import settings  # isort: skip
from playwright.sync_api import (  # isort: skip
    Browser,
    BrowserContext,
    Page,
    sync_playwright,
)

from newsmon.tests.chromium import find_chromium

WIDTHS = {"wide": 1400, "phone": 390}
HEIGHTS = {"wide": 900, "phone": 844}
SCHEMES = ("light", "dark")
PRINTED = ("ceasefires", "article in Arabic")
# Text that its box cuts off, unless the page means it: boxes that scroll or show three lines.
CUT = """() => [...document.querySelectorAll("main *, header *")].filter((node) => {
    const style = getComputedStyle(node);
    const hides = style.overflowX === "hidden" || style.textOverflow === "ellipsis";
    if (!hides || node.closest(".visually-hidden, svg, select, [data-chart]")) return false;
    return node.scrollWidth > node.clientWidth + 1;
}).map((node) => node.outerHTML.slice(0, 160))"""


def shoot(
    browser: Browser, base: str, key: str, asked: argparse.Namespace, pages: Mapping[str, str]
) -> Iterator[str]:
    """Take all pictures and give what is wrong with them."""
    for language, scheme, width in product(asked.languages, asked.schemes, asked.widths):
        size = {"width": WIDTHS[width], "height": HEIGHTS[width]}
        context = browser.new_context(
            base_url=base, color_scheme=scheme, viewport=size, locale=language
        )
        _sign_in(context, base, key, language)
        page = context.new_page()
        for name, where in pages.items():
            said = f"{name}, {language}, {scheme}, {width}"
            yield from (f"{said}: {fault}" for fault in _faults(page, where))
            path = asked.out / _file(name, language, scheme, width)
            page.screenshot(path=path, full_page=True)
        if scheme == "light" and width == "wide":
            for name in PRINTED:
                if name in pages:
                    _print(page, pages[name], asked.out / _file(name, language, "print", ""))
        context.close()


def _sign_in(context: BrowserContext, base: str, key: str, language: str) -> None:
    cookies = {settings.SESSION_COOKIE_NAME: key, settings.LANGUAGE_COOKIE_NAME: language}
    context.add_cookies(
        [{"name": name, "value": value, "url": base} for name, value in cookies.items()]
    )


def _faults(page: Page, where: str) -> list[str]:
    """Open a page, wait for its charts, and give what is wrong with it."""
    said: list[str] = []

    def hear(message: object) -> None:
        said.append(str(message))

    page.on("pageerror", hear)
    answer = page.goto(where)
    if page.locator("[data-chart]").count():
        page.locator("html[data-charts=ready]").wait_for(state="attached")
        page.wait_for_timeout(300)  # a chart grows into its place
    page.remove_listener("pageerror", hear)
    if answer and answer.status >= 500:
        said.append(f"answered {answer.status}")
    over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    if over > 0:
        said.append(f"{over} pixels wider than the window")
    return said + [f"cut off: {html}" for html in page.evaluate(CUT)]


def _print(page: Page, where: str, path: Path) -> None:
    """Print a page on A4, and take the paper's picture at 96 dots to the inch."""
    page.goto(where)
    if page.locator("[data-chart]").count():
        page.locator("html[data-charts=ready]").wait_for(state="attached")
    page.pdf(path=path.with_suffix(".pdf"), format="A4", prefer_css_page_size=True)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 718, "height": 1047})
    page.wait_for_timeout(300)
    page.screenshot(path=path, full_page=True)
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": WIDTHS["wide"], "height": HEIGHTS["wide"]})


def _file(name: str, *variant: str) -> str:
    return "-".join(part.replace(" ", "_") for part in (name, *variant) if part) + ".png"


SHEET = """<!doctype html><meta charset="utf-8"><title>Pages of newsmon</title>
<style>body {{ font: 14px sans-serif; margin: 1rem; background: #777; color: #fff }}
.row {{ display: flex; gap: 1rem; overflow-x: auto; align-items: start }}
figure {{ margin: 0; flex: none }} img {{ max-height: 40rem; max-width: 32rem; border: 1px solid }}
</style>
{}"""


def write_sheet(out: Path) -> None:
    """Write index.html with all pictures that are there, a row a page."""
    rows: dict[str, list[Path]] = {}
    for path in sorted(out.glob("*.png")):
        rows.setdefault(path.stem.split("-")[0], []).append(path)
    body = "".join(
        f'<h2>{escape(name.replace("_", " "))}</h2><div class="row">'
        + "".join(
            f'<figure><a href="{path.name}"><img loading="lazy" src="{path.name}"></a>'
            f"<figcaption>{escape(path.stem)}</figcaption></figure>"
            for path in paths
        )
        + "</div>\n"
        for name, paths in rows.items()
    )
    (out / "index.html").write_text(SHEET.format(body), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    known = [code for code, _name in settings.LANGUAGES]
    parser.add_argument("--languages", nargs="+", choices=known, default=known)
    parser.add_argument("--schemes", nargs="+", choices=SCHEMES, default=SCHEMES)
    parser.add_argument("--widths", nargs="+", choices=WIDTHS, default=list(WIDTHS))
    parser.add_argument("--only", nargs="+", default=[], help="names of pages")
    parser.add_argument("--url", default="", help="a newsmon that runs on the same database")
    parser.add_argument("--session", default="", help="the key of a session there")
    parser.add_argument("--out", type=Path, default=ROOT / "var" / "screens")
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    with served(asked.url) as base:
        key = asked.session or session()
        # Asked before Playwright starts its event loop: Django would take this for asynchronous.
        pages = {
            name: where
            for name, where in addresses().items()
            if not asked.only or name in asked.only
        }
        chromium = find_chromium()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
            )
            faults = list(shoot(browser, base, key, asked, pages))
            browser.close()
    write_sheet(asked.out)
    sys.stdout.write("".join(f"{fault}\n" for fault in faults))
    sys.stdout.write(f"{asked.out / 'index.html'}: the pages side by side\n")


if __name__ == "__main__":
    main()
