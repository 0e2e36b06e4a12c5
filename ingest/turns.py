"""Turns at a host for all workers on all machines: in the database, by its clock.

A worker that is killed holds its turn no longer than its request could have taken.
"""

import math
from datetime import datetime
from typing import Any

from django.db import connection

from newsmon.lib.http_turns import BUSY_SECONDS, Manners, RobotsText, Turn

# What the database cannot hold in a text.
_NUL = "\x00"
_RUNNING = "ARRAY(SELECT t FROM unnest(ingest_host.busy_until) AS t WHERE t > clock_timestamp())"
# One statement: the row's lock lets one worker at a time look and take.
_TAKE = f"""
INSERT INTO ingest_host (name, asked_at, busy_until)
VALUES (%(host)s, clock_timestamp(), ARRAY[clock_timestamp() + %(hold)s * interval '1 second'])
ON CONFLICT (name) DO UPDATE SET
    asked_at = clock_timestamp(),
    busy_until = {_RUNNING} || (clock_timestamp() + %(hold)s * interval '1 second')
WHERE (ingest_host.asked_at IS NULL
       OR ingest_host.asked_at <= clock_timestamp() - %(gap)s * interval '1 second')
  AND cardinality({_RUNNING}) < %(at_once)s
RETURNING busy_until[cardinality(busy_until)]
"""
_HAND_BACK = """
UPDATE ingest_host SET busy_until = array_remove(busy_until, %(ends_at)s) WHERE name = %(host)s
"""
# A host that rests was, as it were, asked in the future.
_REST = """
INSERT INTO ingest_host (name, asked_at, busy_until)
VALUES (%(host)s, clock_timestamp() + %(rest)s * interval '1 second', '{}')
ON CONFLICT (name) DO UPDATE SET asked_at = greatest(ingest_host.asked_at, excluded.asked_at)
"""
_WAIT = f"""
SELECT extract(epoch FROM asked_at - clock_timestamp())::float, cardinality({_RUNNING})
FROM ingest_host WHERE name = %(host)s
"""
_ROBOTS = """
SELECT text, "end", reason, extract(epoch FROM kept_until - clock_timestamp())::float
FROM ingest_robotsfile WHERE origin = %(origin)s AND kept_until > clock_timestamp()
"""
_KEEP_ROBOTS = """
INSERT INTO ingest_robotsfile (origin, text, "end", reason, kept_until)
VALUES (%(origin)s, %(text)s, %(end)s, %(reason)s,
        clock_timestamp() + %(kept)s * interval '1 second')
ON CONFLICT (origin) DO UPDATE SET text = excluded.text, "end" = excluded."end",
    reason = excluded.reason, kept_until = excluded.kept_until
"""
MAX_NAME_LENGTH = 300


class SharedTurns:
    """Turns that all workers keep together. Raises what the database raises."""

    def take(self, host: str, manners: Manners, *, hold_seconds: float) -> Turn:
        given = _one(
            _TAKE,
            host=host[:MAX_NAME_LENGTH],
            hold=hold_seconds,
            gap=manners.gap_seconds,
            at_once=manners.at_once,
        )
        if given is not None:
            ends_at: datetime = given[0]
            return Turn(ends_at=ends_at)
        return Turn(wait_seconds=max(self.wait_seconds(host, manners), math.ulp(1.0)))

    def hand_back(self, host: str, turn: Turn) -> None:
        _run(_HAND_BACK, host=host[:MAX_NAME_LENGTH], ends_at=turn.ends_at)

    def wait_seconds(self, host: str, manners: Manners) -> float:
        known = _one(_WAIT, host=host[:MAX_NAME_LENGTH])
        if known is None or known[0] is None:
            return 0.0
        since_asked, running = known
        pause: float = since_asked + manners.gap_seconds
        return max(pause, BUSY_SECONDS if running >= manners.at_once else 0.0, 0.0)

    def rest(self, host: str, manners: Manners, *, seconds: float) -> None:
        _run(_REST, host=host[:MAX_NAME_LENGTH], rest=seconds - manners.gap_seconds)

    def robots(self, origin: str) -> RobotsText | None:
        kept = _one(_ROBOTS, origin=origin[:MAX_NAME_LENGTH])
        if kept is None:
            return None
        text, end, reason, seconds = kept
        return RobotsText(text=text, end=end, reason=reason, kept_seconds=seconds)

    def keep_robots(self, origin: str, robots: RobotsText) -> None:
        _run(
            _KEEP_ROBOTS,
            origin=origin[:MAX_NAME_LENGTH],
            text=robots.text.replace(_NUL, ""),
            end=robots.end,
            reason=robots.reason.replace(_NUL, ""),
            kept=robots.kept_seconds,
        )


def _one(statement: str, **values: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()


def _run(statement: str, **values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
