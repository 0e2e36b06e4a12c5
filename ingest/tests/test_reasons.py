"""Reasons in the reader's language: each that a stage gives, and none made up."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import override
from pytest_httpserver import HTTPServer

from ingest import pipeline
from ingest.reasons import TEMPLATES
from ingest.tests.factories import NOW, make_client, make_feed
from ingest.tests.test_misbehaving import SERVERS, Handler
from ingest.wording import reason_said

# Names that are the same in every language.
_NAMES = re.compile(r"https?://\S+|RSS|Atom|JSON|XML|HTML|UTF|robots\.txt|https?|file|utf|windows")
_LATIN_WORD = re.compile(r"[A-Za-z]{3,}")


@pytest.mark.parametrize(
    ("reason", "arabic"),
    [
        ("", ""),
        ("no items", "لا مواد"),
        ("the server answered 410 Gone", "أجاب الخادم: \u2066410 Gone\u2069"),
        ("robots.txt could not be had: the host name is not known", "تعذّر الحصول على robots.txt: "),
        ("3 items; 1 items beyond the first 1000 left out", "3 مواد؛ تُركت 1 من المواد"),
        ("text of a stage that is new", "\u2066text of a stage that is new\u2069"),
        ("no items; text that is new", "لا مواد؛ \u2066text that is new"),
    ],
)
def test_a_reason_is_told_in_arabic(reason: str, arabic: str) -> None:
    with override("ar"):
        told = reason_said(reason)
    assert told.startswith(arabic) and bool(told) is bool(reason)
    with override("en"):
        assert reason_said(reason) == reason


def test_a_reason_within_a_reason_is_told_too() -> None:
    reason = "the feed's own text, not the page's: the server answered 403 Forbidden"
    with override("fr"):
        assert "le serveur a répondu 403" in reason_said(reason)


@pytest.mark.django_db
@pytest.mark.parametrize("handler", [handler for handler, _outcome in SERVERS])
def test_every_end_of_a_poll_has_its_reason_in_arabic(
    httpserver: HTTPServer, curator: Client, handler: Handler
) -> None:
    httpserver.expect_request("/feed").respond_with_handler(handler)
    feed = make_feed(httpserver.url_for("/feed"))
    origin = httpserver.url_for("").rstrip("/")
    bounds = {"timeout_seconds": 3.0, "max_bytes": 1_000_000, "obeys_robots": False}
    pipeline.poll_feed(feed.pk, NOW, make_client(origin, **bounds))
    feed.refresh_from_db()
    page = reverse("admin:ingest_source_change", args=[feed.source_id])
    with override("ar"):
        told = reason_said(feed.state_reason)
        html = curator.get(page, headers={"accept-language": "ar"}).content.decode()
    kept = re.sub(r"\b\d{3} [A-Z][\w' -]+|\(?<unknown>.*", "", _NAMES.sub("", told))
    assert feed.state_reason and not _LATIN_WORD.search(kept), told
    assert escape(told) in html


def test_every_template_is_what_a_stage_says() -> None:
    """A reason that is worded anew in its stage would be shown in English from then on."""
    said = " ".join(_texts(settings.BASE_DIR / "ingest")) + " ".join(
        _texts(settings.BASE_DIR / "newsmon" / "lib")
    )
    with override("en"):
        templates = [str(template) for template in TEMPLATES]
    for template in templates:
        parts = [part.strip(" :();“”,") for part in re.split(r"%\(\w+\)s", template)]
        first_words = " ".join(max(parts, key=len).split()[:4])
        assert first_words in said, template


def _texts(folder: Path) -> list[str]:
    found = []
    for path in sorted(folder.rglob("*.py")):
        if "tests" not in path.parts and path.name != "reasons.py":
            tree = ast.parse(path.read_text(encoding="utf-8"))
            found += [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant)]
    return [text for text in found if isinstance(text, str)]
