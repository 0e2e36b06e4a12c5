"""What stands between the HTTP client and the network: public addresses only, until a deadline.

requests-hardened resolves the host once, refuses private addresses and pins the resolved one, so
that a name cannot answer differently a moment later. Here its verdict is made stricter, and every
socket is put under a deadline that cuts a peer that sends one byte at a time.
"""

import contextlib
import ipaddress
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from requests import PreparedRequest
from requests.adapters import HTTPAdapter
from requests_hardened.ip_filter import EXTRA_BLOCKED_NET_RANGES, InvalidIPAddress
from requests_hardened.ip_filter_adapter import IPFilterAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

# Ranges that older Pythons take for public, and IPv4 inside IPv6 by translation or tunnel: there
# the address within is the one that is reached. The last is public by its number alone: Azure tells
# machines there what they are.
_CLOSED_NETWORKS = (
    *EXTRA_BLOCKED_NET_RANGES,
    *map(ipaddress.ip_network, ("2001::/32", "::/96", "168.63.129.16/32")),
)


def is_public(address: str) -> bool:
    """Say whether an IP address (brackets and zone allowed) lies on the public internet."""
    try:
        ip = ipaddress.ip_address(address.strip("[]").split("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            return is_public(str(ip.ipv4_mapped))
        if ip.is_site_local:
            return False
    if any(ip in network for network in _CLOSED_NETWORKS):
        return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


class Deadline:
    """A moment on the monotonic clock; sockets under watch are shut down when it comes."""

    def __init__(self, seconds: float) -> None:
        self._ends_at = time.monotonic() + seconds
        self._sockets: list[socket.socket] = []
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True

    @property
    def remaining_seconds(self) -> float:
        """Give the seconds left, never less than a millisecond (a timeout of 0 means none)."""
        return max(self._ends_at - time.monotonic(), 0.001)

    @property
    def is_over(self) -> bool:
        return time.monotonic() >= self._ends_at

    @contextmanager
    def running(self) -> Iterator[None]:
        """Watch every connection that this thread opens inside the block."""
        self._timer.start()
        token = _CURRENT.set(self)
        try:
            yield
        finally:
            _CURRENT.reset(token)
            self._timer.cancel()
            self._timer.join()
            for watched in self._sockets:
                watched.close()

    def watch(self, connected: socket.socket) -> None:
        # A duplicate outlives the TLS wrapping, which takes the first descriptor away.
        self._sockets.append(connected.dup())

    def _cut(self) -> None:
        for watched in self._sockets:
            with contextlib.suppress(OSError):  # the peer may have hung up already
                watched.shutdown(socket.SHUT_RDWR)


_CURRENT: ContextVar[Deadline | None] = ContextVar("deadline", default=None)


class _WatchedConnection(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        return _watched(super()._new_conn())


class _WatchedTlsConnection(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        return _watched(super()._new_conn())


def _watched(connected: socket.socket) -> socket.socket:
    deadline = _CURRENT.get()
    if deadline is not None:
        deadline.watch(connected)
    return connected


class _WatchedPool(HTTPConnectionPool):
    ConnectionCls = _WatchedConnection


class _WatchedTlsPool(HTTPSConnectionPool):
    ConnectionCls = _WatchedTlsConnection


class OpenAdapter(HTTPAdapter):
    """Reaches any address, under the deadline: for origins that the operator allows by name."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": _WatchedPool, "https": _WatchedTlsPool}


class PublicAdapter(IPFilterAdapter, OpenAdapter):  # type: ignore[misc]  # untyped base
    """Reaches public addresses only, under the deadline; raises InvalidIPAddress for others.

    One adapter serves one scheme: `is_https_proto` says which.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)

    def build_connection_pool_key_attributes(
        self, request: PreparedRequest, verify: Any, cert: Any = None
    ) -> Any:
        host, pool = super().build_connection_pool_key_attributes(request, verify, cert)
        if not is_public(host["host"]):
            raise InvalidIPAddress(host["host"])
        return host, pool
