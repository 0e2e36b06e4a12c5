"""Rows are the queue: neither a lost message nor a killed worker loses or doubles an article."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from kombu.exceptions import OperationalError
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from ingest import leases, tasks
from ingest.models import Article, ArticleVersion, Feed
from ingest.records import Outcome
from ingest.tests.factories import ARABIC_BODY, make_article, make_feed, page, rss
from newsmon.celery import app

StartWorker = Callable[..., "subprocess.Popen[bytes]"]
ARTICLES = 6


def test_beat_knows_the_tasks_by_their_names() -> None:
    app.loader.import_default_modules()
    ours = {name for name in settings.CELERY_BEAT_SCHEDULE if name.startswith("ingest.")}
    names = ("poll_due_feeds", "fetch_due_articles", "tell_of_broken_feeds")
    assert ours == {f"ingest.tasks.{name}" for name in names}
    assert ours <= set(app.tasks)


@pytest.mark.django_db
def test_a_tick_hands_out_the_feeds_that_are_due_with_an_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    feed, sent = make_feed(), []
    monkeypatch.setattr(tasks.poll_feed, "apply_async", lambda **options: sent.append(options))
    assert (tasks.poll_due_feeds(), tasks.poll_due_feeds()) == (1, 0)
    assert sent == [{"args": (feed.pk,), "expires": settings.LEASE.total_seconds()}]


@pytest.mark.django_db
def test_a_worker_calls_the_next_one_only_while_pages_are_due(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    article, sent = make_article(), []
    next_call = tasks.fetch_due_articles
    monkeypatch.setattr(next_call, "apply_async", lambda **options: sent.append(options))
    assert (tasks.fetch_due_articles(), tasks.fetch_due_articles()) == (1, 0)
    assert sent == [{"expires": settings.POLL_SECONDS}]
    article.refresh_from_db()
    assert (article.attempts, article.outcome) == (1, Outcome.BLOCKED_ADDRESS)


@pytest.mark.django_db
def test_a_lost_broker_loses_no_feed(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_options: object) -> None:
        raise OperationalError("no broker")

    feed = make_feed()
    monkeypatch.setattr(tasks.poll_feed, "apply_async", fail)
    with pytest.raises(OperationalError):
        tasks.poll_due_feeds()
    after_lease = timezone.now() + settings.LEASE + timedelta(seconds=1)
    assert leases.lease_due_feeds(after_lease, limit=1) == [feed.pk]


@pytest.mark.django_db
def test_a_lost_broker_keeps_no_worker_from_its_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_options: object) -> None:
        raise OperationalError("no broker")

    article = make_article()
    monkeypatch.setattr(tasks.fetch_due_articles, "apply_async", fail)
    assert tasks.fetch_due_articles() == 1
    article.refresh_from_db()
    assert article.outcome == Outcome.BLOCKED_ADDRESS


@pytest.mark.django_db
def test_rows_that_were_removed_meanwhile_are_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    assert tasks.poll_feed(0) == {}
    article = make_article()
    monkeypatch.setattr(leases, "lease_due_articles", lambda *_args, **_options: [article.pk, 0])
    monkeypatch.setattr(tasks, "_call_next", lambda: None)
    assert tasks.fetch_due_articles() == 2


@pytest.fixture
def newsroom() -> Iterator[HTTPServer]:
    """Yield a server on the one loopback address that workers may fetch; its pages are slow."""

    def slow_page(request: Request) -> Response:
        time.sleep(0.4)
        body = (f"Report {request.path} of the day.", *ARABIC_BODY)
        return Response(page(f"خبر {request.path}", body), content_type="text/html")

    with HTTPServer(host="127.0.0.1") as server:
        links = [server.url_for(f"/{number}") for number in range(ARTICLES)]
        server.expect_request("/robots.txt").respond_with_data("")
        server.expect_request("/feed").respond_with_data(rss(links))
        for number in range(ARTICLES):
            server.expect_request(f"/{number}").respond_with_handler(slow_page)
        yield server


@pytest.mark.services
def test_a_killed_worker_loses_and_doubles_nothing(
    newsroom: HTTPServer, celery_worker_process: StartWorker
) -> None:
    environment = {"NEWSMON_SAMPLE_PORT": str(newsroom.port), "NEWSMON_POLL_SECONDS": "1"}
    make_feed(newsroom.url_for("/feed"))
    worker = celery_worker_process("io", beat=True, environment=environment)
    wait_until(lambda: Article.objects.filter(outcome=Outcome.OK).count() >= 2)
    os.killpg(worker.pid, signal.SIGKILL)
    assert Article.objects.count() == ARTICLES
    assert Article.objects.filter(outcome="").exists()
    # The leases of the dead run out; the feed is polled once more as well.
    Article.objects.filter(outcome="").update(next_attempt_at=timezone.now())
    Feed.objects.update(next_attempt_at=timezone.now(), document_hash="")
    celery_worker_process("io", beat=True, environment=environment)
    wait_until(lambda: Article.objects.filter(outcome=Outcome.OK).count() == ARTICLES)
    assert Article.objects.count() == ArticleVersion.objects.count() == ARTICLES


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 40
    while not is_so():
        assert time.monotonic() < deadline, list(Article.objects.values_list("outcome", "attempts"))
        time.sleep(0.1)
