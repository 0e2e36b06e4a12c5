"""The only way out: one GET at a time, to public addresses, within bounds of time and size.

Redirects are followed hop by hop, each hop checked like a first request. robots.txt is obeyed as
RFC 9309 says. Every end has a name (`End`) and a reason in words; `get` raises nothing but what
the keeper of turns raises.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from urllib.parse import urljoin, urlsplit

import requests
from urllib3.exceptions import HTTPError

from newsmon.lib.http_ends import End, name_error, name_status, retry_after_seconds
from newsmon.lib.http_robots import ROBOTS_MAX_BYTES, Robots, text_of, understood
from newsmon.lib.http_turns import LocalTurns, Manners, RobotsText, Turns
from newsmon.lib.net_guard import Deadline, OpenAdapter, PublicAdapter

CHUNK_BYTES = 16 * 1024
MAX_URL_LENGTH = 2000
# What a server may ask of us between two requests before we stop taking it at its word.
MAX_CRAWL_DELAY_SECONDS = 10.0
# A host that asks for patience at one address gets it at all, for an hour at most.
MAX_REST_SECONDS = 3600.0
_BUSY = frozenset({429, 503})
_NO_TURN = "the host asked for patience, or is busy with other requests of ours, for another"
_TOO_SLOW = "the server did not answer in full within the time allowed"
_DEFAULT_PORTS = {"http": 80, "https": 443}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PERMANENT = frozenset({301, 308})


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpConfig:
    """Bounds of the client. `allowed_private_origins` are exact (`http://127.0.0.1:8765`) and the
    operator's own: they take no turns unless `private_origins_wait`."""

    user_agent: str
    timeout_seconds: float = 30.0
    max_bytes: int = 10 * 1024 * 1024
    max_redirects: int = 5
    allowed_private_origins: frozenset[str] = frozenset()
    requests_per_host: int = 2
    host_gap_seconds: float = 5.0
    private_origins_wait: bool = False
    obeys_robots: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpResult:
    """What one GET ended in. `body` is empty unless `end` is OK; `size_bytes` is what was read,
    after decompression; `retry_after_seconds` is None where the server asked for nothing."""

    end: End
    reason: str
    url: str
    final_url: str
    status: int | None = None
    body: bytes = b""
    size_bytes: int = 0
    content_type: str = ""
    charset: str = ""
    etag: str = ""
    last_modified: str = ""
    retry_after_seconds: int | None = None
    moved_permanently_to: str = ""
    duration_ms: int = 0


class HttpClient:
    """Keeps to its turns at each host and to its robots.txt; one per process, thread-safe.

    `turns` are those of this process alone unless others share them.
    """

    def __init__(self, config: HttpConfig, turns: Turns | None = None) -> None:
        self.config = config
        self._turns: Turns = turns or LocalTurns()
        self._robots: dict[str, Robots] = {}

    def get(
        self,
        url: str,
        *,
        etag: str = "",
        last_modified: str = "",
        accepted_types: frozenset[str] = frozenset(),
    ) -> HttpResult:
        """Fetch an address. With validators, an unchanged page ends NOT_MODIFIED; a content type
        outside `accepted_types` (where given) ends UNSUPPORTED_TYPE with its body unread."""
        ask = _Ask(
            headers=_conditions(etag, last_modified),
            max_bytes=self.config.max_bytes,
            accepted_types=accepted_types,
            obeys_robots=self.config.obeys_robots,
        )
        return self._follow(url, ask)

    def wait_seconds(self, url: str) -> float:
        """Say how long a request would have to wait for its turn at the host as things stand."""
        try:
            origin = origin_of(url)
        except ValueError:
            return 0.0
        if self._needs_no_turn(origin):
            return 0.0
        return self._turns.wait_seconds(_host_of(origin), self._manners(origin))

    def _follow(self, url: str, ask: "_Ask") -> HttpResult:
        deadline = Deadline(self.config.timeout_seconds)
        started = time.monotonic()
        with deadline.running():
            result = self._hops(url, ask, deadline)
        return replace(result, url=url, duration_ms=int((time.monotonic() - started) * 1000))

    def _hops(self, url: str, ask: "_Ask", deadline: Deadline) -> HttpResult:
        seen = [url]
        moved = ""
        while True:
            answer = self._hop(seen[-1], ask, deadline)
            if not answer.next_url:
                return replace(answer.result, moved_permanently_to=moved)
            if len(seen) == 1 or moved:
                moved = answer.next_url if answer.result.status in _PERMANENT else ""
            if refusal := _refused_redirect(seen, answer.next_url, self.config.max_redirects):
                return _failed(End.TOO_MANY_REDIRECTS, refusal, seen[-1])
            seen.append(answer.next_url)

    def _hop(self, url: str, ask: "_Ask", deadline: Deadline) -> "_Answer":
        try:
            origin = origin_of(url)
        except ValueError as error:
            return _Answer(result=_failed(End.BAD_URL, str(error), url))
        if ask.obeys_robots and (refusal := self._robots_refusal(origin, url, deadline)):
            return _Answer(result=refusal)
        with self._turn(origin, deadline) as wait, self._session(origin) as session:
            if wait:
                return _Answer(result=_failed(End.TIMEOUT, f"{_NO_TURN} {wait:.0f} s", url))
            answer = _answer(session, url, ask, deadline)
        self._let_rest(origin, answer.result)
        return answer

    def _let_rest(self, origin: str, result: HttpResult) -> None:
        """Leave a host alone that says it has too much to do."""
        if result.status in _BUSY and result.retry_after_seconds:
            seconds = min(float(result.retry_after_seconds), MAX_REST_SECONDS)
            self._turns.rest(_host_of(origin), self._manners(origin), seconds=seconds)

    def _session(self, origin: str) -> requests.Session:
        session = requests.Session()
        # Neither proxies nor .netrc of this machine: both would undo the pinned address.
        session.trust_env = False
        session.headers = requests.structures.CaseInsensitiveDict(
            {"User-Agent": self.config.user_agent, "Accept": "*/*", "Connection": "close"}
        )
        session.headers["Accept-Encoding"] = "gzip, deflate, br"
        private = origin in self.config.allowed_private_origins
        adapter = OpenAdapter() if private else PublicAdapter(is_https_proto=_is_https(origin))
        session.mount(f"{urlsplit(origin).scheme}://", adapter)
        return session

    @contextmanager
    def _turn(self, origin: str, deadline: Deadline) -> Iterator[float]:
        """Wait until the host may be asked; yield 0, or the wait where there is no time for it."""
        if self._needs_no_turn(origin):
            yield 0.0
            return
        host, manners = _host_of(origin), self._manners(origin)
        turn = self._turns.take(host, manners, hold_seconds=deadline.remaining_seconds)
        while turn.wait_seconds and turn.wait_seconds < deadline.remaining_seconds:
            time.sleep(turn.wait_seconds)
            turn = self._turns.take(host, manners, hold_seconds=deadline.remaining_seconds)
        if turn.wait_seconds:
            yield turn.wait_seconds
            return
        try:
            yield 0.0
        finally:
            self._turns.hand_back(host, turn)

    def _needs_no_turn(self, origin: str) -> bool:
        is_own = origin in self.config.allowed_private_origins
        return is_own and not self.config.private_origins_wait

    def _manners(self, origin: str) -> Manners:
        known = self._robots.get(origin)
        asked = known.rules.crawl_delay(self.config.user_agent) if known else None
        delay = min(float(asked or 0.0), MAX_CRAWL_DELAY_SECONDS)
        return Manners(
            gap_seconds=max(self.config.host_gap_seconds, delay),
            at_once=self.config.requests_per_host,
        )

    def _robots_refusal(self, origin: str, url: str, deadline: Deadline) -> HttpResult | None:
        robots = self._robots_of(origin, deadline)
        if robots.end is not None:
            return _failed(robots.end, robots.reason, url)
        if robots.rules.can_fetch(url, self.config.user_agent):
            return None
        return _failed(End.BLOCKED_BY_ROBOTS, f"{origin}/robots.txt forbids this address", url)

    def _robots_of(self, origin: str, deadline: Deadline) -> Robots:
        known = self._robots.get(origin)
        if known is None or time.monotonic() >= known.expires_at:
            kept = self._turns.robots(origin) or self._read_robots(origin, deadline)
            known = self._robots[origin] = understood(kept, time.monotonic())
        return known

    def _read_robots(self, origin: str, deadline: Deadline) -> RobotsText:
        ask = _Ask(max_bytes=ROBOTS_MAX_BYTES, cuts_long_bodies=True, obeys_robots=False)
        result = self._hops(f"{origin}/robots.txt", ask, deadline)
        read = text_of(result.body, result.end, result.reason)
        self._turns.keep_robots(origin, read)
        return read


def origin_of(url: str) -> str:
    """Give scheme://host:port in lower case, the default port left out.

    Raises ValueError, with the reason in words, for anything that is not http or https.
    """
    if len(url) > MAX_URL_LENGTH:
        raise ValueError(f"the address is longer than {MAX_URL_LENGTH} characters")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise ValueError(f"not an address: {error}") from error
    scheme = parts.scheme.lower()
    if scheme not in _DEFAULT_PORTS:
        raise ValueError(f"only http and https are fetched, not {scheme or 'a relative address'!r}")
    if not parts.hostname:
        raise ValueError("the address names no host")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{scheme}://{host}" + (f":{port}" if port not in (None, _DEFAULT_PORTS[scheme]) else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ask:
    max_bytes: int
    obeys_robots: bool
    headers: dict[str, str] = field(default_factory=dict)
    accepted_types: frozenset[str] = frozenset()
    cuts_long_bodies: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    result: HttpResult
    next_url: str = ""


class _TooLarge(Exception):
    pass


def _host_of(origin: str) -> str:
    return urlsplit(origin).hostname or origin


def _is_https(origin: str) -> bool:
    return origin.startswith("https://")


def _conditions(etag: str, last_modified: str) -> dict[str, str]:
    headers = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    return {name: value for name, value in headers.items() if value}


def _failed(end: End, reason: str, url: str) -> HttpResult:
    return HttpResult(end=end, reason=reason, url=url, final_url=url)


def _refused_redirect(seen: list[str], target: str, limit: int) -> str:
    if target in seen:
        return f"redirects in a circle: {target} was asked before"
    return f"more than {limit} redirects, the last to {target}" if len(seen) > limit else ""


def _answer(session: requests.Session, url: str, ask: _Ask, deadline: Deadline) -> _Answer:
    """Ask one address once, and put a name to whatever happens."""
    try:
        with session.get(
            url,
            headers=ask.headers,
            stream=True,
            allow_redirects=False,
            timeout=deadline.remaining_seconds,
        ) as response:
            answer = _read(response, url, ask)
    except _TooLarge as error:
        return _Answer(result=_failed(End.TOO_LARGE, str(error), url))
    # ValueError: UnicodeError of a host name that IDNA refuses, or a header that is none.
    except (requests.RequestException, HTTPError, OSError, ValueError) as error:
        end, reason = (End.TIMEOUT, "") if deadline.is_over else name_error(error)
        return _Answer(result=_failed(end, reason or _TOO_SLOW, url))
    # A connection cut by the deadline may look like a short but whole answer.
    return _Answer(result=_failed(End.TIMEOUT, _TOO_SLOW, url)) if deadline.is_over else answer


def _read(response: requests.Response, url: str, ask: _Ask) -> _Answer:
    status = response.status_code
    target = response.headers.get("Location", "")
    if status in _REDIRECTS and target:
        hop = _failed(End.OK, f"redirected by {status}", url)
        return _Answer(result=replace(hop, status=status), next_url=_absolute(url, target))
    end, reason = name_status(status, is_conditional=bool(ask.headers))
    result = _with_headers(_failed(end, reason, url), response)
    if end is not End.OK:
        return _Answer(result=result)
    if ask.accepted_types and result.content_type not in {*ask.accepted_types, ""}:
        reason = f"the page is {result.content_type}, which holds no text that can be read"
        return _Answer(result=replace(result, end=End.UNSUPPORTED_TYPE, reason=reason))
    body = _body(response, ask)
    return _Answer(result=replace(result, body=body, size_bytes=len(body)))


def _absolute(url: str, target: str) -> str:
    # requests hands headers on as Latin-1; servers send UTF-8.
    try:
        readable = target.encode("latin-1").decode("utf-8")
    except UnicodeError:
        readable = target
    try:
        return urljoin(url, readable).split("#")[0]
    except ValueError:  # "http://[" and the like: the next hop names it
        return readable


def _with_headers(result: HttpResult, response: requests.Response) -> HttpResult:
    headers = response.headers
    content_type, _, parameters = headers.get("Content-Type", "").partition(";")
    return replace(
        result,
        status=response.status_code,
        content_type=content_type.strip().lower(),
        charset=_charset(parameters),
        etag=headers.get("ETag", "")[:500],
        last_modified=headers.get("Last-Modified", "")[:100],
        retry_after_seconds=retry_after_seconds(headers.get("Retry-After", ""), datetime.now(UTC)),
    )


def _charset(parameters: str) -> str:
    for part in parameters.split(";"):
        name, _, value = part.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip("\"'").lower()
    return ""


def _body(response: requests.Response, ask: _Ask) -> bytes:
    announced = response.headers.get("Content-Length", "")
    if not ask.cuts_long_bodies and announced.isdecimal() and int(announced) > ask.max_bytes:
        raise _TooLarge(f"the server announces {announced} bytes, more than {ask.max_bytes}")
    body = bytearray()
    for chunk in response.raw.stream(CHUNK_BYTES, decode_content=True):
        body += chunk
        if len(body) > ask.max_bytes:
            if ask.cuts_long_bodies:
                return bytes(body[: ask.max_bytes])
            raise _TooLarge(f"more than {ask.max_bytes} bytes after unpacking, the rest unread")
    return bytes(body)
