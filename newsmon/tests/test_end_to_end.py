"""The whole path with real parts: HTTP, Celery over Valkey, PostgreSQL, the shipped model, pages.

A real worker with beat reads the sample newsroom's feeds; it is killed once on the way.
"""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator

import pytest
from django.core.management import call_command
from django.test import Client
from pytest_django import Settings

from analysis.models import (
    AnalysisRun,
    Ceasefire,
    CeasefireClaim,
    DisplacementFigure,
    Mention,
    RunState,
    Stance,
)
from ingest.models import Article, ArticleVersion, Feed
from ingest.records import Outcome
from ingest.sample_site import load_articles

pytestmark = [pytest.mark.services, pytest.mark.weights]

WAIT_SECONDS = 240


@pytest.fixture
def sample_port(settings: Settings) -> Iterator[int]:
    """Serve the sample newsroom on a free port and point the settings at it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    settings.SAMPLE_SITE_ORIGIN = f"http://127.0.0.1:{port}"
    command = [sys.executable, "manage.py", "sample_site", "--port", str(port)]
    with subprocess.Popen(command, cwd=settings.BASE_DIR) as site:
        _wait_for(lambda: _answers(port), seconds=30)
        yield port
        site.terminate()


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=2):
            return True
    except (urllib.error.URLError, OSError):
        return False


def _wait_for(condition: Callable[[], bool], *, seconds: float) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come to rest in time"
        time.sleep(0.25)


def _is_settled() -> bool:
    polled = not Feed.objects.filter(last_fetched_at=None).exists()
    read = not Article.objects.filter(outcome="").exists()
    readable = Article.objects.filter(outcome=Outcome.OK).count()
    done = AnalysisRun.objects.filter(state=RunState.OK).count()
    return polled and read and readable > 0 and done == readable


def test_from_feed_to_timeline_through_a_killed_worker(
    sample_port: int,
    celery_worker_process: "Callable[..., subprocess.Popen[bytes]]",
    admin_client: Client,
) -> None:
    call_command("load_actors")
    call_command("load_places")
    call_command("load_sample")
    environment = {"NEWSMON_SAMPLE_PORT": str(sample_port), "NEWSMON_POLL_SECONDS": "1"}
    environment["NEWSMON_LEASE_SECONDS"] = "15"
    worker = celery_worker_process("io", "nlp", beat=True, environment=environment)
    _wait_for(lambda: Article.objects.filter(outcome=Outcome.OK).exists(), seconds=WAIT_SECONDS)
    os.killpg(worker.pid, signal.SIGKILL)
    celery_worker_process("io", "nlp", beat=True, environment=environment)
    _wait_for(_is_settled, seconds=WAIT_SECONDS)

    _nothing_is_lost_or_doubled()
    _every_claim_stands_in_its_text()
    _pages_show_what_was_found(admin_client)


def _nothing_is_lost_or_doubled() -> None:
    written = load_articles()
    assert Article.objects.count() == len(written)
    assert ArticleVersion.objects.count() == len(written)
    reprints = sum(article.reprint_of is not None for article in written)
    assert Article.objects.filter(outcome=Outcome.DUPLICATE).count() <= reprints
    assert not AnalysisRun.objects.exclude(state=RunState.OK).exists()


def _every_claim_stands_in_its_text() -> None:
    for model in (Mention, Stance, CeasefireClaim, DisplacementFigure):
        rows = list(model._default_manager.select_related("version"))
        assert rows, model
        assert all(row.version.text[row.start : row.end] == row.quote for row in rows)
    assert Ceasefire.objects.filter(claims__isnull=False).exists()


def _pages_show_what_was_found(client: Client) -> None:
    claim = CeasefireClaim.objects.select_related("article").first()
    assert claim is not None
    assert "sample" in client.get("/").content.decode()
    for address in ("/actors/", "/ceasefires/", "/displacement/", "/articles/"):
        page = client.get(address)
        assert page.status_code == 200, address
    reader = client.get(f"/articles/{claim.article_id}/")
    assert claim.article.title in reader.content.decode()
