"""One address for one article: what two links to the same page have in common.

courlan's cleaning is not used: it drops `cid`, `eid` and `source`, by which regional sites number
their articles, and would make one article of many.
"""

import json
import re
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

MAX_URL_LENGTH = 1000
_DEFAULT_PORTS = {"http": 80, "https": 443}
_TRACKING = json.loads(
    (Path(__file__).parent / "data" / "tracking_parameters.json").read_text(encoding="utf-8")
)
_TRACKING_NAMES = frozenset(_TRACKING["names"])
_TRACKING_PREFIXES = tuple(_TRACKING["prefixes"])
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_PATH_SAFE = "/%:@!$&'()*+,;=~-._"
_QUERY_SAFE = _PATH_SAFE + "?"
_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*")
_BLANKS_AND_CONTROLS = re.compile(r"[\x00-\x20\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+")


class BadUrl(ValueError):
    """Not the address of a web page; the message says why."""


def canonical(url: str, base: str = "") -> str:
    """Give the canonical absolute address of a link found on `base`: lower-case scheme and host,
    no default port, user name, fragment, dot segment or tracking parameter, one way of escaping.

    Raises BadUrl for what is not http(s), names no host, or is longer than MAX_URL_LENGTH.
    """
    link = _BLANKS_AND_CONTROLS.sub(_squeezed, url.strip())
    try:
        parts = urlsplit(urljoin(base, link))
        netloc = _netloc(parts.scheme.lower(), parts.hostname, parts.port)
    except BadUrl:
        raise
    except ValueError as error:
        raise BadUrl(f"not an address: {error}") from error
    path = _without_dots(_escaped(parts.path, _PATH_SAFE)) or "/"
    query = _escaped(_without_tracking(parts.query), _QUERY_SAFE)
    result = urlunsplit((parts.scheme.lower(), netloc, path, query, ""))
    if len(result) > MAX_URL_LENGTH:
        raise BadUrl(f"longer than {MAX_URL_LENGTH} characters")
    return result


def _squeezed(match: "re.Match[str]") -> str:
    return "%20" if " " in match[0] else ""


def _netloc(scheme: str, host: str | None, port: int | None) -> str:
    if scheme not in _DEFAULT_PORTS:
        raise BadUrl(f"only http and https lead to articles, not {scheme or 'nothing'!r}")
    if not host:
        raise BadUrl("the address names no host")
    name = f"[{host.lower()}]" if ":" in host else _ascii_host(host)
    return name if port in (None, _DEFAULT_PORTS[scheme]) else f"{name}:{port}"


def _ascii_host(host: str) -> str:
    """Encode a host's name; signs that only look like dots become dots on the way, so that what
    comes out is looked at, not what went in."""
    name = host.rstrip(".").encode("idna").decode("ascii").lower().rstrip(".")
    if not _HOST.fullmatch(name):
        raise BadUrl("the address names no host")
    return name


def _escaped(text: str, safe: str) -> str:
    quoted = quote(text, safe=safe, encoding="utf-8", errors="replace")
    tidy = _ESCAPE.sub(_tidy_escape, quoted)
    return re.sub(r"%(?![0-9A-F]{2})", "%25", tidy)


def _tidy_escape(match: "re.Match[str]") -> str:
    character = chr(int(match[1], 16))
    return character if character in _UNRESERVED else match[0].upper()


def _without_dots(path: str) -> str:
    """Resolve `.` and `..` as RFC 3986 5.2.4 does; what climbs above the root stays at the root."""
    kept: list[str] = []
    parts = path.split("/")
    for part in parts:
        if part == "..":
            del kept[max(len(kept) - 1, 1) :]
        elif part != ".":
            kept.append(part)
    if parts[-1] in (".", ".."):
        kept.append("")
    return "/".join(kept)


def _without_tracking(query: str) -> str:
    return "&".join(pair for pair in query.split("&") if pair and not _is_tracking(pair))


def _is_tracking(pair: str) -> bool:
    name = pair.partition("=")[0].lower()
    return name in _TRACKING_NAMES or name.startswith(_TRACKING_PREFIXES)
