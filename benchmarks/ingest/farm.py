"""A farm of feeds on loopback: invented outlets, half of them in Arabic, with articles of random
words. The same numbers give the same texts, so that what was stored can be held against them.

    python benchmarks/ingest/farm.py --port 8790 --feeds 200 --articles 50
"""

import argparse
import random
from collections.abc import Callable
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

LANGUAGES = ("ar", "en")
SENTENCES = 14
TEXTS = {
    "ar": (
        "قال المجلس إن اللجنة ستجتمع غداً في المدينة بعد أن أعلنت الوزارة عن خطة جديدة لإصلاح "
        "الطرق والجسور التي تضررت في الشتاء الماضي وأضاف المتحدث أن العمل سيبدأ من الحي "
        "الشرقي حيث يقيم آلاف السكان بينما طالب تجار السوق بتعويض عن أيام الإغلاق الطويلة "
        "وذكر تقرير محلي أن أسعار القمح ارتفعت مرة أخرى وأن المزارعين ينتظرون وصول البذور من "
        "الميناء قبل نهاية الشهر وقد زار وفد من البلدية المدارس والمستشفى القريب من النهر "
        "ووعد بإعادة الكهرباء والماء خلال أسبوع"
    ),
    "en": (
        "The council said its committee would meet tomorrow in the city after the ministry "
        "announced a new plan to repair roads and bridges damaged during last winter while "
        "traders at the old market asked for money because long closures had cost them many "
        "customers A local report found that wheat prices rose again and farmers wait until "
        "seed arrives from the port before month ends Officials visited schools near river "
        "hospital promising power water within weeks"
    ),
}
WORDS = {language: text.split() for language, text in TEXTS.items()}
PAGE = """<!doctype html><html lang="{lang}" dir="{dir}"><head><meta charset="utf-8">
<title>{title} | {outlet}</title><meta property="article:published_time" content="{printed}">
<link rel="stylesheet" href="/style.css"></head><body>
<header><a href="/">{outlet}</a><nav>{menu}</nav></header>
<main><article><h1>{title}</h1><p class="by">{outlet}</p>{body}</article>
<aside><h2>{outlet}</h2><ul>{related}</ul></aside></main>
<footer><p>{outlet}</p></footer></body></html>"""
FEED = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>{outlet}</title><link>{origin}/</link>{items}</channel></rss>"""
ITEM = """<item><title>{title}</title><link>{origin}{path}</link>
<guid isPermaLink="false">{path}</guid><pubDate>Fri, 01 Mar 2024 07:{minute:02}:00 +0000</pubDate>
<description>{summary}</description></item>"""


def feed_path(feed: int) -> str:
    """Return where a feed is."""
    return f"/{feed}/feed.xml"


def article_path(feed: int, number: int) -> str:
    """Return where an article of a feed is."""
    return f"/{feed}/{number}.html"


def language_of(feed: int) -> str:
    """Return the language of a feed's outlet."""
    return LANGUAGES[feed % len(LANGUAGES)]


def sentences_of(feed: int, number: int) -> list[str]:
    """Write an article: its headline, then its sentences; no two articles share a line."""
    chance = random.Random(f"{feed}/{number}")
    words = WORDS[language_of(feed)]

    def sentence(length: int) -> str:
        figure = str(chance.randrange(10, 99_999))
        return " ".join([*chance.choices(words, k=length), figure])

    return [sentence(6), *(f"{sentence(chance.randrange(12, 28))}." for _ in range(SENTENCES))]


def page(feed: int, number: int, articles: int) -> str:
    """Return an article's page with what stands around an article."""
    lang = language_of(feed)
    title, *body = sentences_of(feed, number)
    menu = "".join(
        f"<a href='/{feed}/{part}'>{word}</a>" for part, word in enumerate(WORDS[lang][:9])
    )
    others = [(number + step) % articles for step in range(1, 9)]
    related = "".join(
        f"<li><a href='{article_path(feed, other)}'>{escape(sentences_of(feed, other)[0])}</a></li>"
        for other in others
    )
    return PAGE.format(
        lang=lang,
        dir="rtl" if lang == "ar" else "ltr",
        title=escape(title),
        outlet=f"Outlet {feed}",
        printed="2024-03-01T07:00:00Z",
        menu=menu,
        body="".join(f"<p>{escape(line)}</p>" for line in body),
        related=related,
    )


def feed_document(feed: int, articles: int, origin: str) -> str:
    """Return an outlet's feed with all its articles."""
    items = []
    for number in range(articles):
        title, first, *_ = sentences_of(feed, number)
        items.append(
            ITEM.format(
                title=escape(title),
                origin=origin,
                path=article_path(feed, number),
                minute=number % 60,
                summary=escape(first),
            )
        )
    return FEED.format(outlet=f"Outlet {feed}", origin=origin, items="".join(items))


def answer(path: str, feeds: int, articles: int, origin: str) -> tuple[str, str] | None:
    """Return the type and the text at an address, None where there is nothing."""
    if path == "/robots.txt":
        return "text/plain", "User-agent: *\nAllow: /\n"
    outlet, _, name = path.strip("/").partition("/")
    if not outlet.isdecimal() or int(outlet) >= feeds:
        return None
    if name == "feed.xml":
        return "application/rss+xml", feed_document(int(outlet), articles, origin)
    number = name.removesuffix(".html")
    if number.isdecimal() and int(number) < articles:
        return "text/html", page(int(outlet), int(number), articles)
    return None


def handler(find: Callable[[str], tuple[str, str] | None]) -> type[BaseHTTPRequestHandler]:
    """Make the class that answers requests."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = find(self.path)
            content_type, text = found or ("text/plain", "nothing here")
            body = text.encode()
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", f"{content_type}; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_request(self, code: object = "-", size: object = "-") -> None:
            """Say nothing of each request."""

    return Handler


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128


def main() -> None:
    """Serve until killed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--feeds", type=int, default=200)
    parser.add_argument("--articles", type=int, default=50, help="of each feed")
    options = parser.parse_args()
    origin = f"http://127.0.0.1:{options.port}"

    def find(path: str) -> tuple[str, str] | None:
        return answer(path, options.feeds, options.articles, origin)

    Server(("127.0.0.1", options.port), handler(find)).serve_forever()


if __name__ == "__main__":
    main()
