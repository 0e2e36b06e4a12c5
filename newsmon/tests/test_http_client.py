"""The way out, against servers that misbehave on a real socket."""

import gzip
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import pairwise

import brotli
import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from newsmon.lib import http_client
from newsmon.lib.http_client import HttpClient, HttpConfig, origin_of
from newsmon.lib.http_ends import End, retry_after_seconds
from newsmon.lib.net_guard import Deadline

NOW = datetime(2024, 3, 1, 12, tzinfo=UTC)
RawServer = Callable[[Callable[[socket.socket], None]], str]


def client_for(*origins: str, obeys_robots: bool = False, **bounds: float) -> HttpClient:
    config = HttpConfig(
        user_agent="newsmon-test/1",
        timeout_seconds=float(bounds.get("timeout_seconds", 5.0)),
        max_bytes=int(bounds.get("max_bytes", 100_000)),
        allowed_private_origins=frozenset(map(origin_of, origins)),
        host_gap_seconds=0.0,
        obeys_robots=obeys_robots,
    )
    return HttpClient(config)


@pytest.fixture
def client(httpserver: HTTPServer) -> HttpClient:
    return client_for(httpserver.url_for("/"))


@pytest.fixture
def raw_server() -> Iterator[RawServer]:
    """Yield a function that serves connections with a handler of the bare socket."""
    listeners: list[socket.socket] = []

    def serve(handle: Callable[[socket.socket], None]) -> str:
        listener = socket.create_server(("127.0.0.1", 0))
        listeners.append(listener)

        def answer(connection: socket.socket) -> None:
            with connection:
                try:
                    connection.recv(65536)
                    handle(connection)
                except OSError:
                    return  # the client hung up, as it should

        def accept() -> None:
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                threading.Thread(target=answer, args=(connection,), daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()
        return f"http://127.0.0.1:{listener.getsockname()[1]}"

    yield serve
    for listener in listeners:
        listener.close()


# --- Addresses -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/feed",
        "http://localhost/feed",
        "http://169.254.169.254/latest/meta-data/",
        "http://2130706433/",
        "http://0177.0.0.1/",
        "http://0x7f.1/",
        "http://127.1/",
        "http://0/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:a9fe:a9fe]/",
        "http://[64:ff9b::7f00:1]/",
        "http://10.1.2.3/",
        "https://192.168.0.1/",
        "http://user:word@127.0.0.1/",
    ],
)
def test_private_addresses_in_any_spelling_are_blocked(url: str) -> None:
    assert client_for(obeys_robots=True).get(url).end is End.BLOCKED_ADDRESS


@pytest.mark.parametrize("address", ["127.0.0.1", "169.254.169.254", "::ffff:10.0.0.1", "fe80::1"])
def test_a_name_that_resolves_to_a_private_address_is_blocked(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    end = (address, 80, 0, 0) if ":" in address else (address, 80)
    answer = [(family, socket.SOCK_STREAM, 6, "", end)]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_options: answer)
    result = client_for().get("http://news.example/feed")
    assert result.end is End.BLOCKED_ADDRESS
    assert "private" in result.reason


def test_a_name_is_looked_up_once_and_its_address_pinned(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def rebinding(host: str, *_args: object, **_options: object) -> list[object]:
        asked.append(host)
        address = "93.184.215.14" if len(asked) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80))]

    connected: list[str] = []

    def refuse(address: tuple[str, int], *_args: object, **_options: object) -> socket.socket:
        connected.append(address[0])
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    monkeypatch.setattr("urllib3.util.connection.create_connection", refuse)
    assert client_for().get("http://rebind.example/").end is End.CONNECTION_FAILED
    assert connected == ["93.184.215.14"]
    assert asked == ["rebind.example"]


def test_an_allowed_origin_opens_no_other_port(httpserver: HTTPServer) -> None:
    client = client_for("http://localhost:1")
    assert client.get(httpserver.url_for("/")).end is End.BLOCKED_ADDRESS


def test_redirect_to_a_private_address_is_blocked(
    httpserver: HTTPServer, client: HttpClient
) -> None:
    target = "http://169.254.169.254/latest"
    httpserver.expect_request("/a").respond_with_data("", status=302, headers={"Location": target})
    result = client.get(httpserver.url_for("/a"))
    assert result.end is End.BLOCKED_ADDRESS
    assert result.final_url == target
    assert result.url == httpserver.url_for("/a")


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "gopher://x/", "ftp://x/", "javascript:1"]
)
def test_redirect_to_another_scheme_is_refused(
    httpserver: HTTPServer, client: HttpClient, target: str
) -> None:
    httpserver.expect_request("/a").respond_with_data("", status=302, headers={"Location": target})
    assert client.get(httpserver.url_for("/a")).end is End.BAD_URL


@pytest.mark.parametrize(
    "url",
    [
        *("", "feed.xml", "ftp://x.example/", "http://", "http://[::1", "http://x:port/"),
        *("http://\x00/", "http://..example/", "https://x.example/" + "a" * 3000),
        "http://" + "a" * 80 + ".example/",
    ],
)
def test_what_is_no_web_address_is_named_so(url: str) -> None:
    assert client_for().get(url).end is End.BAD_URL


def test_unknown_host_is_named_so() -> None:
    assert client_for().get("http://no-such-host.example/").end is End.DNS_FAILED


# --- Redirects -----------------------------------------------------------------------------------


def test_redirects_are_followed_and_the_end_is_known(
    httpserver: HTTPServer, client: HttpClient
) -> None:
    for number in range(5):
        httpserver.expect_request(f"/{number}").respond_with_data(
            "", status=301, headers={"Location": f"/{number + 1}"}
        )
    httpserver.expect_request("/5").respond_with_data("there")
    result = client.get(httpserver.url_for("/0"))
    assert (result.end, result.body) == (End.OK, b"there")
    assert result.final_url == result.moved_permanently_to == httpserver.url_for("/5")


def test_a_passing_redirect_is_no_move(httpserver: HTTPServer, client: HttpClient) -> None:
    httpserver.expect_request("/a").respond_with_data("", status=301, headers={"Location": "/b"})
    httpserver.expect_request("/b").respond_with_data("", status=302, headers={"Location": "/c"})
    httpserver.expect_request("/c").respond_with_data("there")
    assert client.get(httpserver.url_for("/a")).moved_permanently_to == ""


def test_a_circle_of_redirects_is_named(httpserver: HTTPServer, client: HttpClient) -> None:
    httpserver.expect_request("/a").respond_with_data("", status=302, headers={"Location": "/b"})
    httpserver.expect_request("/b").respond_with_data("", status=302, headers={"Location": "/a"})
    result = client.get(httpserver.url_for("/a"))
    assert result.end is End.TOO_MANY_REDIRECTS
    assert "circle" in result.reason


def test_a_sixth_redirect_is_not_followed(httpserver: HTTPServer, client: HttpClient) -> None:
    for number in range(7):
        httpserver.expect_request(f"/{number}").respond_with_data(
            "", status=302, headers={"Location": f"/{number + 1}"}
        )
    assert client.get(httpserver.url_for("/0")).end is End.TOO_MANY_REDIRECTS


# --- Size ----------------------------------------------------------------------------------------


def test_an_announced_giant_is_refused_unread(raw_server: RawServer) -> None:
    def giant(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 50000000\r\n\r\n")
        time.sleep(3)

    origin = raw_server(giant)
    started = time.monotonic()
    result = client_for(origin).get(origin)
    assert result.end is End.TOO_LARGE
    assert "50000000" in result.reason
    assert time.monotonic() - started < 2


def test_fifty_megabytes_in_pieces_stop_at_the_cap(raw_server: RawServer) -> None:
    sent: list[int] = []

    def stream(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        for _ in range(800):
            connection.sendall(b"a" * 65536)
            sent.append(65536)

    origin = raw_server(stream)
    assert client_for(origin).get(origin).end is End.TOO_LARGE
    assert sum(sent) < 50_000_000


@pytest.mark.parametrize("encoding", ["gzip", "gzip, gzip", "br"])
def test_a_packed_bomb_stops_at_the_cap(
    httpserver: HTTPServer, client: HttpClient, encoding: str
) -> None:
    once = {"br": brotli.compress}.get(encoding, gzip.compress)
    bomb = once(b"\0" * 20_000_000)
    if encoding == "gzip, gzip":
        bomb = gzip.compress(bomb)
    httpserver.expect_request("/a").respond_with_data(bomb, headers={"Content-Encoding": encoding})
    assert client.get(httpserver.url_for("/a")).end is End.TOO_LARGE


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [("gzip", gzip.compress), ("deflate", zlib.compress), ("br", brotli.compress)],
)
def test_a_packed_page_is_unpacked(
    httpserver: HTTPServer, client: HttpClient, encoding: str, pack: Callable[[bytes], bytes]
) -> None:
    asked: list[str] = []

    def answer(request: Request) -> Response:
        asked.extend(request.headers["Accept-Encoding"].split(", "))
        return Response(pack("خبر".encode()), headers={"Content-Encoding": encoding})

    httpserver.expect_request("/a").respond_with_handler(answer)
    assert client.get(httpserver.url_for("/a")).body.decode() == "خبر"
    assert encoding in asked


def test_a_page_that_is_not_packed_as_it_says_is_named(
    httpserver: HTTPServer, client: HttpClient
) -> None:
    httpserver.expect_request("/a").respond_with_data(
        b"plain words, not packed", headers={"Content-Encoding": "gzip"}
    )
    assert client.get(httpserver.url_for("/a")).end is End.UNDECODABLE


# --- Time ----------------------------------------------------------------------------------------


def _drip(head: bytes, drop: bytes) -> Callable[[socket.socket], None]:
    def handle(connection: socket.socket) -> None:
        connection.sendall(head)
        while True:
            connection.sendall(drop)
            time.sleep(0.05)

    return handle


@pytest.mark.parametrize(
    ("head", "drop"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", b"a"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n"),
        (b"HTTP/1.1 200 OK\r\n\r\n", b"a"),
        (b"HTTP/1.1 200 OK\r\nX-Slow: ", b"a"),
        (b"", b""),
    ],
    ids=["length", "chunked", "until-close", "headers", "silence"],
)
def test_a_dripping_server_is_cut_at_the_deadline(
    raw_server: RawServer, head: bytes, drop: bytes
) -> None:
    origin = raw_server(_drip(head, drop))
    started = time.monotonic()
    result = client_for(origin, timeout_seconds=0.6).get(origin)
    assert result.end is End.TIMEOUT
    assert time.monotonic() - started < 2


def test_no_thread_is_left_behind(httpserver: HTTPServer, client: HttpClient) -> None:
    httpserver.expect_request("/a").respond_with_data("x")
    client.get(httpserver.url_for("/a"))
    assert not [t for t in threading.enumerate() if isinstance(t, threading.Timer)]


# --- Answers -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "end"),
    [
        (200, End.OK),
        (204, End.OK),
        (304, End.SERVER_ERROR),  # nobody asked on a condition
        (400, End.CLIENT_ERROR),
        (401, End.FORBIDDEN),
        (402, End.FORBIDDEN),
        (403, End.FORBIDDEN),
        (404, End.NOT_FOUND),
        (410, End.GONE),
        (429, End.RATE_LIMITED),
        (451, End.FORBIDDEN),
        (500, End.SERVER_ERROR),
        (503, End.SERVER_ERROR),
        (599, End.SERVER_ERROR),
    ],
)
def test_each_status_has_its_name(
    httpserver: HTTPServer, client: HttpClient, status: int, end: End
) -> None:
    httpserver.expect_request("/a").respond_with_data("", status=status)
    result = client.get(httpserver.url_for("/a"))
    assert (result.end, result.status) == (end, status)


def test_conditions_are_sent_and_304_is_understood(
    httpserver: HTTPServer, client: HttpClient
) -> None:
    httpserver.expect_request(
        "/a", headers={"If-None-Match": '"1"', "If-Modified-Since": "yesterday"}
    ).respond_with_data("", status=304)
    result = client.get(httpserver.url_for("/a"), etag='"1"', last_modified="yesterday")
    assert result.end is End.NOT_MODIFIED


def test_headers_are_reported(httpserver: HTTPServer, client: HttpClient) -> None:
    headers = {"ETag": '"1"', "Last-Modified": "then", "Content-Type": 'Text/HTML; charset="UTF-8"'}
    httpserver.expect_request("/a").respond_with_data("x", headers=headers)
    result = client.get(httpserver.url_for("/a"))
    assert (result.etag, result.last_modified) == ('"1"', "then")
    assert (result.content_type, result.charset) == ("text/html", "utf-8")


def test_the_client_says_who_it_is(httpserver: HTTPServer, client: HttpClient) -> None:
    httpserver.expect_request("/a", headers={"User-Agent": "newsmon-test/1"}).respond_with_data("x")
    assert client.get(httpserver.url_for("/a")).end is End.OK


def test_a_proxy_of_the_environment_is_not_used(
    httpserver: HTTPServer, client: HttpClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    httpserver.expect_request("/a").respond_with_data("x")
    assert client.get(httpserver.url_for("/a")).end is End.OK


def test_an_unwanted_type_is_left_unread(httpserver: HTTPServer, client: HttpClient) -> None:
    httpserver.expect_request("/a").respond_with_data(b"%PDF", content_type="application/pdf")
    result = client.get(httpserver.url_for("/a"), accepted_types=frozenset({"text/html"}))
    assert (result.end, result.body) == (End.UNSUPPORTED_TYPE, b"")


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\x00\x01\x02\r\n\r\n",
        b"HTTP/1.1 abc\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n",
    ],
)
def test_a_broken_answer_is_named_as_a_failed_connection(
    raw_server: RawServer, answer: bytes
) -> None:
    origin = raw_server(lambda connection: connection.sendall(answer))
    assert client_for(origin).get(origin).end is End.CONNECTION_FAILED


def test_a_closed_port_is_named(free_port: int) -> None:
    origin = f"http://127.0.0.1:{free_port}"
    assert client_for(origin).get(origin).end is End.CONNECTION_FAILED


def test_a_plain_server_behind_https_is_named(httpserver: HTTPServer) -> None:
    url = httpserver.url_for("/a").replace("http:", "https:")
    assert client_for(url).get(url).end is End.TLS_FAILED


@pytest.fixture
def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        ("Fri, 01 Mar 2024 12:05:00 GMT", 300),
        ("Fri, 01 Mar 2024 11:00:00 GMT", 0),
        ("99999999999999999999", 30 * 24 * 3600),
        ("Fri, 01 Mar 2099 12:05:00 GMT", 30 * 24 * 3600),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("١٢٠", None),
    ],
)
def test_retry_after_is_read_as_seconds_or_date(header: str, seconds: int | None) -> None:
    assert retry_after_seconds(header, NOW) == seconds


def test_retry_after_is_handed_on(httpserver: HTTPServer, client: HttpClient) -> None:
    httpserver.expect_request("/a").respond_with_data("", status=429, headers={"Retry-After": "77"})
    assert client.get(httpserver.url_for("/a")).retry_after_seconds == 77


# --- robots.txt ----------------------------------------------------------------------------------


@pytest.fixture
def polite(httpserver: HTTPServer) -> HttpClient:
    httpserver.expect_request("/open").respond_with_data("open")
    httpserver.expect_request("/closed").respond_with_data("closed")
    return client_for(httpserver.url_for("/"), obeys_robots=True)


def serve_robots(server: HTTPServer, text: str, status: int = 200) -> None:
    server.expect_request("/robots.txt").respond_with_data(text, status=status)


def test_robots_forbids_and_allows(httpserver: HTTPServer, polite: HttpClient) -> None:
    serve_robots(httpserver, "User-agent: *\nDisallow: /closed\n")
    assert polite.get(httpserver.url_for("/open")).end is End.OK
    result = polite.get(httpserver.url_for("/closed"))
    assert result.end is End.BLOCKED_BY_ROBOTS
    assert "robots.txt" in result.reason


def test_robots_group_of_our_name_goes_first(httpserver: HTTPServer, polite: HttpClient) -> None:
    serve_robots(httpserver, "User-agent: *\nDisallow:\n\nUser-agent: newsmon-test\nDisallow: /\n")
    assert polite.get(httpserver.url_for("/open")).end is End.BLOCKED_BY_ROBOTS


def test_robots_is_asked_once_an_hour(
    httpserver: HTTPServer, polite: HttpClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    serve_robots(httpserver, "")
    polite.get(httpserver.url_for("/open"))
    polite.get(httpserver.url_for("/closed"))
    asked = [request.path for request, _ in httpserver.log]
    assert asked == ["/robots.txt", "/open", "/closed"]
    later = time.monotonic() + 3601
    monkeypatch.setattr("newsmon.lib.http_client.time.monotonic", lambda: later)
    polite._robots_of(origin_of(httpserver.url_for("/")), Deadline(5))
    assert [request.path for request, _ in httpserver.log].count("/robots.txt") == 2


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_missing_robots_allows_everything(
    httpserver: HTTPServer, polite: HttpClient, status: int
) -> None:
    serve_robots(httpserver, "", status)
    assert polite.get(httpserver.url_for("/open")).end is End.OK


@pytest.mark.parametrize(
    ("status", "end"), [(500, End.SERVER_ERROR), (503, End.SERVER_ERROR), (429, End.RATE_LIMITED)]
)
def test_an_unreachable_robots_forbids_everything_for_now(
    httpserver: HTTPServer, polite: HttpClient, status: int, end: End
) -> None:
    serve_robots(httpserver, "", status)
    result = polite.get(httpserver.url_for("/open"))
    assert result.end is end
    assert "robots.txt could not be had" in result.reason
    assert [request.path for request, _ in httpserver.log] == ["/robots.txt"]


def test_a_giant_robots_is_read_to_its_cap(httpserver: HTTPServer, polite: HttpClient) -> None:
    serve_robots(httpserver, "User-agent: *\nDisallow: /closed\n" + "# padding\n" * 100_000)
    assert polite.get(httpserver.url_for("/closed")).end is End.BLOCKED_BY_ROBOTS


def test_a_redirect_is_held_against_robots_too(httpserver: HTTPServer, polite: HttpClient) -> None:
    serve_robots(httpserver, "User-agent: *\nDisallow: /closed\n")
    httpserver.expect_request("/way").respond_with_data(
        "", status=302, headers={"Location": "/closed"}
    )
    assert polite.get(httpserver.url_for("/way")).end is End.BLOCKED_BY_ROBOTS


# --- Politeness ----------------------------------------------------------------------------------


def test_a_public_host_is_asked_with_a_gap_and_never_thrice_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    config = HttpConfig(user_agent="t", host_gap_seconds=0.2, obeys_robots=False)
    client = HttpClient(config)
    at_once: list[int] = []
    started: list[float] = []
    running = threading.Semaphore(10)

    def answer(_session: object, url: str, *_rest: object) -> http_client._Answer:
        running.acquire()
        started.append(time.monotonic())
        at_once.append(10 - running._value)
        time.sleep(0.5)
        running.release()
        return http_client._Answer(
            result=http_client.HttpResult(end=End.OK, reason="", url=url, final_url=url)
        )

    monkeypatch.setattr(http_client, "_answer", answer)
    threads = [threading.Thread(target=client.get, args=("http://x.example/",)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    gaps = [after - before for before, after in pairwise(started)]
    assert max(at_once) == 2
    assert min(gaps) > 0.15


def test_the_operators_own_origin_needs_no_gap(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/a").respond_with_handler(lambda _request: Response("x"))
    origin = origin_of(httpserver.url_for("/"))
    config = HttpConfig(
        user_agent="t",
        host_gap_seconds=5.0,
        obeys_robots=False,
        allowed_private_origins=frozenset({origin}),
    )
    client, started = HttpClient(config), time.monotonic()
    for _ in range(3):
        assert client.get(httpserver.url_for("/a")).end is End.OK
    assert time.monotonic() - started < 2
