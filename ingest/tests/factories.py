"""Rows and pages for the tests of ingest. Outlets and sentences are invented."""

from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from threading import Barrier, Thread
from typing import Any

from django.db import connections

from ingest.models import Article, Feed, Source
from newsmon.lib.http_client import HttpClient, HttpConfig

NOW = datetime(2024, 3, 1, 12, tzinfo=UTC)
PRINTED_AT = datetime(2024, 2, 29, 7, 30, tzinfo=UTC)
ARABIC_TITLE = "نزوح عائلات من القرى الحدودية"
ARABIC_BODY = (
    "قالت منظمة إغاثة محلية إن ثلاثمئة عائلة غادرت القرى الحدودية منذ مساء الأربعاء.",
    "وأضافت المنظمة أن معظم العائلات وصلت إلى مدارس في البلدة المجاورة، وأن غيرها في الطريق.",
    "ولم يصدر أي تعليق من السلطات المحلية حتى الآن على عدد النازحين أو على أسباب القصف.",
)


def make_client(*origins: str, **bounds: Any) -> HttpClient:
    """Build a client that may reach these loopback origins and no other."""
    config = {"user_agent": "newsmon-test", "timeout_seconds": 5.0, "host_gap_seconds": 0.0}
    return HttpClient(
        HttpConfig(**{**config, **bounds, "allowed_private_origins": frozenset(origins)})
    )


def make_source(slug: str = "outlet", **fields: Any) -> Source:
    defaults = {"name": f"Outlet {slug}", "is_enabled": True}
    return Source.objects.create(slug=slug, **{**defaults, **fields})


def make_feed(url: str = "http://127.0.0.1:9/feed", **fields: Any) -> Feed:
    source = fields.pop("source", None) or make_source()
    return Feed.objects.create(source=source, url=url, **fields)


def make_article(url: str = "http://127.0.0.1:9/a", **fields: Any) -> Article:
    source = fields.pop("source", None) or make_source()
    defaults: dict[str, Any] = {"title": ARABIC_TITLE, "next_attempt_at": NOW}
    return Article.objects.create(source=source, canonical_url=url, **{**defaults, **fields})


def rss(links: Iterable[str], *, summary: str = "") -> bytes:
    items = "".join(
        f"<item><title>{ARABIC_TITLE} {number}</title><link>{escape(link)}</link>"
        f"<guid isPermaLink='false'>guid-{link}</guid>"
        f"<pubDate>{format_datetime(PRINTED_AT)}</pubDate>"
        f"<description>{escape(summary)}</description></item>"
        for number, link in enumerate(links, 1)
    )
    head = '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>x</title>'
    return f"{head}<link>http://outlet.example/</link>{items}</channel></rss>".encode()


def page(
    title: str = ARABIC_TITLE,
    paragraphs: Iterable[str] = ARABIC_BODY,
    *,
    head: str = "",
    charset: str = "utf-8",
) -> bytes:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    html = (
        f"<!doctype html><html><head><title>{title} | الموقع</title>{head}</head><body>"
        f"<nav><a href='/'>الرئيسية</a></nav><article><h1>{title}</h1>{body}</article>"
        "<footer>جميع الحقوق محفوظة</footer></body></html>"
    )
    return html.encode(charset)


def run_at_once(*calls: tuple[object, ...]) -> None:
    """Run each call in a thread with a database connection of its own, all at one moment."""
    barrier = Barrier(len(calls))
    failures: list[BaseException] = []

    def run(function: object, *arguments: object) -> None:
        try:
            barrier.wait()
            function(*arguments)  # type: ignore[operator]
        except BaseException as error:  # a thread's failure is the test's failure
            failures.append(error)
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=call) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
