"""Manners at a host hold for all workers together: processes here, over a real server."""

import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import pairwise
from textwrap import dedent
from threading import Lock

import pytest
from django.conf import settings
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from ingest.models import Host
from ingest.tests.factories import make_client
from ingest.turns import SharedTurns
from newsmon.lib.http_client import HttpClient, HttpConfig, origin_of
from newsmon.lib.http_ends import End
from newsmon.lib.http_turns import LocalTurns, Manners, RobotsText, Turns

HURRIED = Manners(gap_seconds=0.0, at_once=2)
PATIENT = Manners(gap_seconds=60.0, at_once=2)


@pytest.fixture(params=[LocalTurns, SharedTurns])
def turns(request: pytest.FixtureRequest, db: None) -> Turns:
    kept: Turns = request.param()
    return kept


def test_a_third_request_at_once_waits(turns: Turns) -> None:
    given = [turns.take("x.example", HURRIED, hold_seconds=30) for _ in range(3)]
    assert [turn.wait_seconds > 0 for turn in given] == [False, False, True]
    turns.hand_back("x.example", given[0])
    assert turns.take("x.example", HURRIED, hold_seconds=30).wait_seconds == 0


def test_the_next_request_waits_for_the_rest_of_the_gap(turns: Turns) -> None:
    turns.hand_back("x.example", turns.take("x.example", PATIENT, hold_seconds=30))
    for wait in (
        turns.take("x.example", PATIENT, hold_seconds=30).wait_seconds,
        turns.wait_seconds("x.example", PATIENT),
    ):
        assert 0 < wait <= 60
    assert turns.wait_seconds("x.example", HURRIED) == 0


def test_hosts_do_not_wait_for_one_another(turns: Turns) -> None:
    turns.take("x.example", PATIENT, hold_seconds=30)
    assert turns.wait_seconds("y.example", PATIENT) == 0
    assert turns.take("y.example", PATIENT, hold_seconds=30).wait_seconds == 0


def test_looking_takes_no_turn(turns: Turns) -> None:
    for _ in range(3):
        assert turns.wait_seconds("x.example", PATIENT) == 0


def test_the_turn_of_a_killed_worker_ends_by_itself(turns: Turns) -> None:
    for _ in range(2):
        turns.take("x.example", HURRIED, hold_seconds=0.2)
    assert turns.take("x.example", HURRIED, hold_seconds=30).wait_seconds > 0
    time.sleep(0.3)
    assert turns.take("x.example", HURRIED, hold_seconds=30).wait_seconds == 0


def test_a_host_that_asks_for_patience_rests(turns: Turns) -> None:
    turns.hand_back("x.example", turns.take("x.example", HURRIED, hold_seconds=30))
    for seconds in (50, 5):  # a shorter rest does not end a longer one
        turns.rest("x.example", HURRIED, seconds=seconds)
    assert 45 < turns.wait_seconds("x.example", HURRIED) <= 50
    assert turns.take("x.example", HURRIED, hold_seconds=30).wait_seconds > 45
    turns.rest("new.example", PATIENT, seconds=90)
    assert 85 < turns.wait_seconds("new.example", PATIENT) <= 90


def test_robots_are_kept_for_as_long_as_they_are_good(turns: Turns) -> None:
    assert turns.robots("http://x.example") is None
    text = "User-agent: *\nDisallow: /closed\x00"
    turns.keep_robots("http://x.example", RobotsText(text=text, kept_seconds=60))
    kept = turns.robots("http://x.example")
    assert kept is not None and "Disallow: /closed" in kept.text and not kept.end
    refused = RobotsText(text="", end=End.TIMEOUT, reason="too slow", kept_seconds=0.0)
    turns.keep_robots("http://x.example", refused)
    assert turns.robots("http://x.example") is None


def test_a_host_without_a_known_request_is_free(db: None) -> None:
    Host.objects.create(name="x.example")
    assert SharedTurns().take("x.example", PATIENT, hold_seconds=30).wait_seconds == 0


def test_one_workers_robots_serve_the_others(httpserver: HTTPServer, db: None) -> None:
    asked: list[str] = []

    def robots(_request: Request) -> Response:
        asked.append("robots.txt")
        return Response("User-agent: *\nDisallow: /closed\n")

    httpserver.expect_request("/robots.txt").respond_with_handler(robots)
    httpserver.expect_request("/open").respond_with_data("x")
    origin = origin_of(httpserver.url_for("/"))
    for _ in range(3):
        config = HttpConfig(user_agent="t", allowed_private_origins=frozenset({origin}))
        client = HttpClient(config, SharedTurns())
        assert client.get(httpserver.url_for("/open")).end is End.OK
        assert client.get(httpserver.url_for("/closed")).end is End.BLOCKED_BY_ROBOTS
    assert asked == ["robots.txt"]


def patient_client(httpserver: HTTPServer, turns: Turns) -> HttpClient:
    origin = origin_of(httpserver.url_for("/"))
    config = HttpConfig(
        user_agent="t",
        allowed_private_origins=frozenset({origin}),
        private_origins_wait=True,
        host_gap_seconds=0.0,
        obeys_robots=False,
    )
    return HttpClient(config, turns)


@pytest.mark.parametrize(
    ("status", "retry_after", "wait"),
    [(429, "120", 120), (503, "120", 120), (429, "999999", 3600), (429, "", 0), (404, "120", 0)],
)
def test_a_retry_after_holds_for_the_whole_host(
    httpserver: HTTPServer, turns: Turns, status: int, retry_after: str, wait: float
) -> None:
    headers = {"Retry-After": retry_after} if retry_after else {}
    httpserver.expect_request("/a").respond_with_data("", status=status, headers=headers)
    client = patient_client(httpserver, turns)
    client.get(httpserver.url_for("/a"))
    assert client.wait_seconds(httpserver.url_for("/b")) == pytest.approx(wait, abs=10)


def test_a_wait_that_is_too_long_ends_at_once_and_says_so(
    httpserver: HTTPServer, turns: Turns
) -> None:
    client = patient_client(httpserver, turns)
    turns.rest(httpserver.host, HURRIED, seconds=100_000)
    result = client.get(httpserver.url_for("/a"))
    assert (result.end, "asked for patience" in result.reason) == (End.TIMEOUT, True)
    assert httpserver.log == []


def test_our_own_origin_has_no_turns(httpserver: HTTPServer) -> None:
    client = make_client(origin_of(httpserver.url_for("/")), host_gap_seconds=60.0)
    assert client.wait_seconds(httpserver.url_for("/a")) == 0
    assert client.wait_seconds("no address") == 0


# --- Processes -----------------------------------------------------------------------------------

GAP_SECONDS = 0.4
WORKER = dedent(
    """
    import sys
    import django
    django.setup()
    from ingest.turns import SharedTurns
    from newsmon.lib.http_client import HttpClient, HttpConfig, origin_of

    url, gap, requests = sys.argv[1], float(sys.argv[2]), int(sys.argv[3])
    config = HttpConfig(
        user_agent="t",
        host_gap_seconds=gap,
        allowed_private_origins=frozenset({origin_of(url)}),
        private_origins_wait=True,
    )
    client = HttpClient(config, SharedTurns())
    ends = [client.get(url).end for _ in range(requests)]
    sys.exit(ends != ["OK"] * requests)
    """
)


class Watched:
    """A slow server that notes when it is asked, and by how many at once."""

    def __init__(self) -> None:
        self.started: list[float] = []
        self.running = self.most_at_once = 0
        self._lock = Lock()

    def answer(self, _request: Request) -> Response:
        with self._lock:
            self.started.append(time.monotonic())
            self.running += 1
            self.most_at_once = max(self.most_at_once, self.running)
        time.sleep(1.0)
        with self._lock:
            self.running -= 1
        return Response("")


@pytest.fixture
def watched_server() -> Iterator[tuple[HTTPServer, Watched]]:
    watched = Watched()
    with HTTPServer(host="127.0.0.1", threaded=True) as server:
        server.expect_request("/robots.txt").respond_with_handler(watched.answer)
        server.expect_request("/page").respond_with_handler(watched.answer)
        yield server, watched


@pytest.mark.services
@pytest.mark.django_db(transaction=True)
def test_processes_keep_the_gap_and_the_limit_together(
    watched_server: tuple[HTTPServer, Watched], worker_environment: dict[str, str]
) -> None:
    server, watched = watched_server
    command = [sys.executable, "-c", WORKER, server.url_for("/page"), str(GAP_SECONDS), "2"]
    workers = [
        subprocess.Popen(command, env=worker_environment, cwd=settings.BASE_DIR) for _ in range(3)
    ]
    assert [worker.wait(60) for worker in workers] == [0, 0, 0]
    # Nobody has read robots.txt before; whoever comes while it is read asks for it, too.
    assert 7 <= len(watched.started) <= 9
    gaps = [after - before for before, after in pairwise(sorted(watched.started))]
    # The server notes a request a moment after it was let go: sooner or later than the next one.
    assert min(gaps) > GAP_SECONDS / 2
    assert watched.most_at_once == 2
