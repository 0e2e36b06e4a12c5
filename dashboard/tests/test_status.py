"""How the sources fare."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from analysis.tests.factories import make_feed, make_source
from dashboard.tests.asking import assert_login_asked, page, queries
from ingest.models import FetchLog

pytestmark = pytest.mark.django_db


def fill(rows: int) -> None:
    for _ in range(rows):
        source = make_source()
        feed = make_feed(source, state="TIMEOUT")
        now = datetime.now(UTC)
        FetchLog.objects.create(source=source, feed=feed, url="u", started_at=now, outcome="OK")


def test_a_visitor_is_asked_to_log_in(outsider: Client) -> None:
    assert_login_asked(outsider.get("/status/"))


def test_a_broken_feed_says_which_and_why(reader: Client) -> None:
    source = make_source("Ordu Haber")
    make_feed(source, url="https://ordu.example/rss", state="FORBIDDEN", state_reason="HTTP 403")
    text = page(reader, "/status/")
    assert "Ordu Haber" in text and "in trouble" in text
    assert "https://ordu.example/rss" in text
    assert "the server refused access" in text and "HTTP 403" in text


def test_a_working_feed_is_not_called_in_trouble(reader: Client) -> None:
    make_feed(make_source(), state="NOT_MODIFIED")
    text = page(reader, "/status/")
    assert "working" in text and "in trouble" not in text


def test_without_sources_the_page_says_what_to_do(reader: Client) -> None:
    assert "A curator adds one in the administration." in page(reader, "/status/")


def test_as_many_queries_for_50_rows_as_for_one(reader: Client) -> None:
    fill(1)
    few = queries(reader, "/status/")
    fill(49)
    assert queries(reader, "/status/") == few
