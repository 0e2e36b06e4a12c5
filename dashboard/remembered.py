"""The filters that a reader chose last, kept in a signed cookie for as long as the browser is open.

Days are forgotten when a visit ends: yesterday's period is not what is wanted in the morning.
"""

from collections.abc import Mapping
from datetime import datetime
from urllib.parse import urlencode

from django.core import signing
from django.http import QueryDict
from django.urls import Resolver404, resolve

from dashboard.links import KEPT
from dashboard.visits import GAP

COOKIE = "newsmon_filters"
DAYS = ("since", "until")
# Pages that have these filters; an article, a file or a form of its own has none.
PAGES = frozenset(
    {
        *("overview", "timelines", "actors", "actor", "stances", "map", "place"),
        *("ceasefires", "displacement", "displacement_map", "articles"),
    }
)


def is_kept_by(path: str) -> bool:
    """Say whether the page at a path has the filters that are remembered."""
    try:
        match = resolve(path)
    except Resolver404:
        return False
    return match.app_name == "dashboard" and match.url_name in PAGES


def chosen(query: QueryDict) -> dict[str, str]:
    """Give the filters of an address that are worth remembering."""
    return {name: str(query[name]) for name in KEPT if query.get(name)}


def write(filters: Mapping[str, str], now: datetime) -> str:
    return signing.dumps({"at": int(now.timestamp()), "filters": dict(filters)}, salt=COOKIE)


def read(cookie: str, now: datetime) -> dict[str, str]:
    """Read what `write` wrote; without the days where the visit is over, and nothing where it was
    not written here."""
    try:
        kept = signing.loads(cookie, salt=COOKIE)
    except signing.BadSignature:
        return {}
    is_over = now.timestamp() - kept["at"] > GAP.total_seconds()
    found: dict[str, str] = kept["filters"]
    return {name: value for name, value in found.items() if not (is_over and name in DAYS)}


def query_of(filters: Mapping[str, str]) -> str:
    return urlencode({name: filters[name] for name in KEPT if name in filters})
