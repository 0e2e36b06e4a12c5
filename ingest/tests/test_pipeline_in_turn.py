"""Workers read what is due in turn: a busy host is put off, and nobody waits for it."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from pytest_httpserver import HTTPServer

from ingest import leases, pipeline
from ingest.models import Article, FetchLog
from ingest.records import Outcome
from ingest.tests.factories import NOW, make_article, make_client, make_feed, make_source, page, rss
from newsmon.lib.http_client import HttpClient
from newsmon.lib.http_turns import LocalTurns, Manners

pytestmark = pytest.mark.django_db
REST_SECONDS = 600


@pytest.fixture
def turns() -> LocalTurns:
    return LocalTurns()


@pytest.fixture
def client(httpserver: HTTPServer, turns: LocalTurns) -> HttpClient:
    httpserver.expect_request("/feed").respond_with_data(rss([httpserver.url_for("/a")]))
    for path in "abc":
        httpserver.expect_request(f"/{path}").respond_with_data(page(f"خبر {path}"))
    config = make_client(
        httpserver.url_for("").rstrip("/"), obeys_robots=False, private_origins_wait=True
    ).config
    return HttpClient(config, turns)


def rest(turns: LocalTurns, httpserver: HTTPServer) -> None:
    turns.rest(httpserver.host, Manners(gap_seconds=0.0, at_once=2), seconds=REST_SECONDS)


def clock(step_seconds: float = 0.0) -> Callable[[], datetime]:
    """Return a clock that goes on by so much each time it is looked at."""

    def moments() -> Iterator[datetime]:
        moment = NOW
        while True:
            yield moment
            moment += timedelta(seconds=step_seconds)

    times = moments()
    return lambda: next(times)


def test_a_feed_of_a_free_host_is_polled(httpserver: HTTPServer, client: HttpClient) -> None:
    feed = make_feed(httpserver.url_for("/feed"))
    counts = pipeline.poll_feed_in_turn(feed.pk, NOW, client)
    assert counts is not None and counts.new == 1


def test_a_feed_of_a_resting_host_is_put_off_and_not_blamed(
    httpserver: HTTPServer, client: HttpClient, turns: LocalTurns
) -> None:
    feed = make_feed(httpserver.url_for("/feed"))
    rest(turns, httpserver)
    assert pipeline.poll_feed_in_turn(feed.pk, NOW, client) is None
    feed.refresh_from_db()
    assert (feed.state, feed.failure_score, FetchLog.objects.count()) == ("", 0.0, 0)
    assert feed.next_attempt_at is not None
    assert timedelta(minutes=9) < feed.next_attempt_at - NOW <= timedelta(minutes=10)


def test_a_page_of_a_resting_host_is_put_off_and_others_are_read(
    httpserver: HTTPServer,
    client: HttpClient,
    turns: LocalTurns,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    resting = make_article(httpserver.url_for("/a"))
    refused = make_article("http://10.0.0.1/b", source=resting.source)
    ids = [resting.pk, refused.pk]
    monkeypatch.setattr(leases, "lease_due_articles", lambda *_args, **_options: ids)
    rest(turns, httpserver)
    assert pipeline.read_due_articles(clock(), client, call_next=lambda: None) == 2
    resting.refresh_from_db()
    refused.refresh_from_db()
    assert (resting.outcome, resting.attempts) == ("", 0)
    assert resting.next_attempt_at is not None and resting.next_attempt_at > NOW
    assert refused.outcome == Outcome.BLOCKED_ADDRESS


def test_a_page_to_be_read_again_is_put_off_too(
    httpserver: HTTPServer, client: HttpClient, turns: LocalTurns
) -> None:
    article = make_article(
        httpserver.url_for("/a"), outcome=Outcome.OK, next_attempt_at=None, revisit_at=NOW
    )
    rest(turns, httpserver)
    pipeline.read_due_articles(clock(), client, call_next=lambda: None)
    article.refresh_from_db()
    assert article.revisits == 0
    assert article.revisit_at is not None and article.revisit_at > NOW


def test_who_has_read_long_enough_gives_the_rest_back(
    httpserver: HTTPServer, client: HttpClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = make_source()
    ids = [make_article(httpserver.url_for(f"/{path}"), source=source).pk for path in "abc"]
    monkeypatch.setattr(leases, "lease_due_articles", lambda *_args, **_options: list(ids))
    slow = clock(step_seconds=pipeline.READING_SECONDS / 3)
    assert pipeline.read_due_articles(slow, client, call_next=lambda: None) == 3
    waiting = Article.objects.filter(outcome="")
    assert 0 < waiting.count() < 3
    assert set(waiting.values_list("attempts", flat=True)) == {0}


def test_what_breaks_in_the_middle_gives_the_rest_back(
    httpserver: HTTPServer, client: HttpClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object) -> None:
        raise MemoryError

    source, leased_until = make_source(), NOW + timedelta(hours=1)
    paths = {"source": source, "next_attempt_at": leased_until}
    first, second = (make_article(httpserver.url_for(f"/{path}"), **paths) for path in "ab")
    monkeypatch.setattr(leases, "lease_due_articles", lambda *_a, **_o: [first.pk, second.pk])
    monkeypatch.setattr(pipeline, "fetch_article", broken)
    with pytest.raises(MemoryError):
        pipeline.read_due_articles(clock(), client, call_next=lambda: None)
    moments = dict(Article.objects.values_list("pk", "next_attempt_at"))
    assert moments == {first.pk: leased_until, second.pk: NOW}


def test_the_next_worker_is_called_before_the_first_page_is_read(
    httpserver: HTTPServer, client: HttpClient
) -> None:
    make_article("http://10.0.0.1/b")
    done_at_call: list[int] = []

    def call_next() -> None:
        done_at_call.append(Article.objects.exclude(outcome="").count())

    assert pipeline.read_due_articles(clock(), client, call_next=call_next) == 1
    assert pipeline.read_due_articles(clock(), client, call_next=call_next) == 0
    assert done_at_call == [0]
