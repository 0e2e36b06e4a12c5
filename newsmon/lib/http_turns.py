"""Turns at a host: who may ask it next, and what it said to robots. Kept in this process here;
ingest/turns.py keeps them for all workers."""

import threading
import time
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

# A host that is busy says nothing of when it will be free: so often it is looked at.
BUSY_SECONDS = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How a host is asked: the seconds from one request's start to the next one's, and how many
    requests run at once."""

    gap_seconds: float
    at_once: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """The answer to who asks for a turn: `wait_seconds` is 0 where it was given; then `ends_at`
    names it until it is handed back."""

    wait_seconds: float = 0.0
    ends_at: datetime | float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotsText:
    """A site's robots.txt. `end` names how reading it failed, "" where it was read or is not
    there; `kept_seconds` is how long it is still good for."""

    text: str
    end: str = ""
    reason: str = ""
    kept_seconds: float = 0.0


class Turns(Protocol):
    """Where turns are kept."""

    def take(self, host: str, manners: Manners, *, hold_seconds: float) -> Turn:
        """Take a turn, or say how long to wait. It is free again after `hold_seconds` at the
        latest, should its holder be killed."""

    def hand_back(self, host: str, turn: Turn) -> None:
        """End a turn that was given."""

    def wait_seconds(self, host: str, manners: Manners) -> float:
        """Say how long a turn would have to be waited for, without taking it."""

    def rest(self, host: str, manners: Manners, *, seconds: float) -> None:
        """Let nobody ask a host for so long, as it said itself."""

    def robots(self, origin: str) -> RobotsText | None:
        """Return a site's robots.txt as it was kept; None where it has to be read."""

    def keep_robots(self, origin: str, robots: RobotsText) -> None:
        """Keep a site's robots.txt for as long as it is good."""


class LocalTurns:
    """Turns of the threads of one process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._asked_at: dict[str, float] = {}
        self._busy: dict[str, list[float]] = {}
        self._robots: dict[str, tuple[RobotsText, float]] = {}

    def take(self, host: str, manners: Manners, *, hold_seconds: float) -> Turn:
        with self._lock:
            wait = self._wait(host, manners)
            if wait > 0:
                return Turn(wait_seconds=wait)
            now = time.monotonic()
            self._asked_at[host] = now
            self._busy[host].append(now + hold_seconds)
            return Turn(ends_at=now + hold_seconds)

    def hand_back(self, host: str, turn: Turn) -> None:
        with self._lock:
            self._busy[host] = [end for end in self._busy[host] if end != turn.ends_at]

    def wait_seconds(self, host: str, manners: Manners) -> float:
        with self._lock:
            return self._wait(host, manners)

    def rest(self, host: str, manners: Manners, *, seconds: float) -> None:
        with self._lock:
            free_at = time.monotonic() + seconds - manners.gap_seconds
            self._asked_at[host] = max(free_at, self._asked_at.get(host, float("-inf")))

    def robots(self, origin: str) -> RobotsText | None:
        kept, until = self._robots.get(origin, (None, 0.0))
        return kept if time.monotonic() < until else None

    def keep_robots(self, origin: str, robots: RobotsText) -> None:
        self._robots[origin] = (robots, time.monotonic() + robots.kept_seconds)

    def _wait(self, host: str, manners: Manners) -> float:
        now = time.monotonic()
        self._busy[host] = [end for end in self._busy.get(host, []) if end > now]
        pause = self._asked_at.get(host, float("-inf")) + manners.gap_seconds - now
        is_full = len(self._busy[host]) >= manners.at_once
        return max(pause, BUSY_SECONDS if is_full else 0.0, 0.0)
