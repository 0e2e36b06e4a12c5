"""The names of how a request ends: from a status, from an exception, and for how long to wait."""

import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from http import HTTPStatus

import requests
from requests_hardened.ip_filter import InvalidIPAddress
from urllib3.exceptions import (
    DecodeError,
    LocationParseError,
    NameResolutionError,
    ReadTimeoutError,
    SSLError,
)

MAX_RETRY_AFTER_SECONDS = 30 * 24 * 3600


class End(StrEnum):
    """How a request ended."""

    OK = "OK"
    NOT_MODIFIED = "NOT_MODIFIED"
    UNSUPPORTED_TYPE = "UNSUPPORTED_TYPE"
    UNDECODABLE = "UNDECODABLE"
    BAD_URL = "BAD_URL"
    BLOCKED_ADDRESS = "BLOCKED_ADDRESS"
    BLOCKED_BY_ROBOTS = "BLOCKED_BY_ROBOTS"
    TOO_LARGE = "TOO_LARGE"
    TIMEOUT = "TIMEOUT"
    DNS_FAILED = "DNS_FAILED"
    CONNECTION_FAILED = "CONNECTION_FAILED"
    TLS_FAILED = "TLS_FAILED"
    TOO_MANY_REDIRECTS = "TOO_MANY_REDIRECTS"
    FORBIDDEN = "FORBIDDEN"
    NOT_FOUND = "NOT_FOUND"
    GONE = "GONE"
    RATE_LIMITED = "RATE_LIMITED"
    CLIENT_ERROR = "CLIENT_ERROR"
    SERVER_ERROR = "SERVER_ERROR"


_STATUS_ENDS = {
    401: End.FORBIDDEN,
    402: End.FORBIDDEN,
    403: End.FORBIDDEN,
    404: End.NOT_FOUND,
    410: End.GONE,
    429: End.RATE_LIMITED,
    451: End.FORBIDDEN,
}


def name_status(status: int, *, is_conditional: bool) -> tuple[End, str]:
    if 200 <= status < 300:
        return End.OK, "fetched"
    if status == 304 and is_conditional:
        return End.NOT_MODIFIED, "the server says that nothing has changed"
    reason = f"the server answered {status} {_phrase(status)}".rstrip()
    if status in _STATUS_ENDS:
        return _STATUS_ENDS[status], reason
    return (End.CLIENT_ERROR if 400 <= status < 500 else End.SERVER_ERROR), reason


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


def retry_after_seconds(header: str, now: datetime) -> int | None:
    """Read a Retry-After header, seconds or HTTP date; None where it says nothing readable."""
    value = header.strip()
    if value.isascii() and value.isdigit():
        return min(int(value[:9]), MAX_RETRY_AFTER_SECONDS)
    try:
        moment = parsedate_to_datetime(value)
    except (TypeError, ValueError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return min(max(int((moment - now).total_seconds()), 0), MAX_RETRY_AFTER_SECONDS)


def name_error(error: BaseException) -> tuple[End, str]:
    """Name an exception by the most telling one in its chain of causes."""
    chain = list(_causes(error))
    for kinds, end, reason in _ERRORS:
        if any(isinstance(link, kinds) for link in chain):
            return end, reason
    return End.CONNECTION_FAILED, f"the connection failed ({type(error).__name__})"


def _causes(error: BaseException) -> Iterator[BaseException]:
    link: object = error
    for _ in range(10):
        if not isinstance(link, BaseException):
            return
        yield link
        inner = next((part for part in link.args if isinstance(part, BaseException)), None)
        link = link.__cause__ or getattr(link, "reason", None) or inner


_UNASKABLE = (
    requests.exceptions.InvalidURL,
    requests.exceptions.MissingSchema,
    requests.exceptions.InvalidSchema,
    requests.exceptions.InvalidHeader,
)
_ERRORS: tuple[tuple[tuple[type[BaseException], ...], End, str], ...] = (
    (
        (InvalidIPAddress,),
        End.BLOCKED_ADDRESS,
        "the address leads to a private or reserved network, which is never fetched",
    ),
    ((requests.exceptions.SSLError, SSLError), End.TLS_FAILED, "the certificate is not valid"),
    ((socket.gaierror, NameResolutionError), End.DNS_FAILED, "the host name is not known"),
    ((requests.Timeout, ReadTimeoutError, TimeoutError), End.TIMEOUT, ""),
    (
        (requests.exceptions.ContentDecodingError, DecodeError),
        End.UNDECODABLE,
        "the packed answer could not be unpacked",
    ),
    (
        (*_UNASKABLE, LocationParseError, UnicodeError),
        End.BAD_URL,
        "this is not an address that can be asked for",
    ),
)
