"""robots.txt as RFC 9309 has it: what was read of it, and what it means for how long."""

from dataclasses import dataclass

from protego import Protego

from newsmon.lib.http_ends import End
from newsmon.lib.http_turns import RobotsText

# RFC 9309 asks for at least 500 KiB of robots.txt to be read.
ROBOTS_MAX_BYTES = 512 * 1024
ROBOTS_KEPT_SECONDS = 3600
# A robots.txt that could not be had is asked for again sooner.
ROBOTS_RETRY_SECONDS = 300
_ADDRESS_REFUSED = frozenset({End.BLOCKED_ADDRESS, End.BAD_URL})
# robots.txt was unreachable in these ways: RFC 9309 2.3.1.4 then forbids the whole host.
_UNREACHABLE = _ADDRESS_REFUSED | {
    End.TIMEOUT,
    End.DNS_FAILED,
    End.CONNECTION_FAILED,
    End.TLS_FAILED,
    End.SERVER_ERROR,
    End.RATE_LIMITED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Robots:
    """What a site lets robots read, until a moment of the monotonic clock. Where `end` is not None
    its robots.txt could not be had, and nothing may be read; `reason` says why."""

    rules: Protego
    end: End | None
    reason: str
    expires_at: float


def text_of(body: bytes, end: End, reason: str) -> RobotsText:
    """Make of an answer what is to be kept, and for how long. Nothing there allows everything."""
    if end in _UNREACHABLE:
        return RobotsText(text="", end=end, reason=reason, kept_seconds=ROBOTS_RETRY_SECONDS)
    return RobotsText(text=body.decode("utf-8", "replace"), kept_seconds=ROBOTS_KEPT_SECONDS)


def understood(kept: RobotsText, now: float) -> Robots:
    """Read what was kept; `now` is a moment of the monotonic clock."""
    end = End(kept.end) if kept.end else None
    is_beside = end is not None and end not in _ADDRESS_REFUSED
    return Robots(
        rules=Protego.parse(kept.text),
        end=end,
        reason=f"robots.txt could not be had: {kept.reason}" if is_beside else kept.reason,
        expires_at=now + kept.kept_seconds,
    )
