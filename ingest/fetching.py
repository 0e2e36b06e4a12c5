"""Fetches over HTTP, in the words of ingest. Of the database it knows the turns at each host."""

from dataclasses import replace
from functools import lru_cache

from django.conf import settings

from ingest.records import FetchResult, Outcome
from ingest.turns import SharedTurns
from newsmon.lib.http_client import HttpClient, HttpConfig, HttpResult

# What an article can be read from; a page without a type is looked at.
PAGE_TYPES = frozenset(
    {"text/html", "application/xhtml+xml", "application/xml", "text/xml", "text/plain"}
)


# A person waits: what is slower than this is told as such.
LOOK_TIMEOUT_SECONDS = 8.0
# A person opens a dozen pages of a site in as many seconds; a look is no more than that.
LOOK_GAP_SECONDS = 0.5


@lru_cache(maxsize=1)
def shared_client() -> HttpClient:
    """Return this process's client, within the bounds that the settings give."""
    return HttpClient(
        HttpConfig(
            user_agent=settings.HTTP_USER_AGENT,
            timeout_seconds=settings.HTTP_TIMEOUT_SECONDS,
            max_bytes=settings.HTTP_MAX_BYTES,
            host_gap_seconds=settings.HOST_GAP_SECONDS,
            allowed_private_origins=frozenset(settings.HTTP_ALLOWED_PRIVATE_ORIGINS),
        ),
        SharedTurns(),
    )


@lru_cache(maxsize=1)
def looking_client() -> HttpClient:
    """Return the client for a look that a person waits for: less patience, the same rules."""
    config = shared_client().config
    return HttpClient(
        replace(
            config,
            timeout_seconds=min(LOOK_TIMEOUT_SECONDS, config.timeout_seconds),
            host_gap_seconds=min(LOOK_GAP_SECONDS, config.host_gap_seconds),
        ),
        SharedTurns(),
    )


def fetch_feed(client: HttpClient, url: str, *, etag: str, last_modified: str) -> FetchResult:
    """Fetch a feed; NOT_MODIFIED where the validators of the last time still hold."""
    return _result(client.get(url, etag=etag, last_modified=last_modified))


def fetch_page(client: HttpClient, url: str) -> FetchResult:
    """Fetch an article's page; what is no text ends UNSUPPORTED_TYPE, its body unread."""
    return _result(client.get(url, accepted_types=PAGE_TYPES))


def _result(answer: HttpResult) -> FetchResult:
    return FetchResult(
        outcome=Outcome(answer.end.value),
        reason=answer.reason,
        url=answer.url,
        final_url=answer.final_url,
        status=answer.status,
        body=answer.body,
        content_type=answer.content_type,
        charset=answer.charset,
        etag=answer.etag,
        last_modified=answer.last_modified,
        retry_after_seconds=answer.retry_after_seconds,
        duration_ms=answer.duration_ms,
        moved_permanently_to=answer.moved_permanently_to,
    )
