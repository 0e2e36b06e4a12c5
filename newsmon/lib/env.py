"""Reads settings from the environment and fails loudly at start when one is malformed."""

import os
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit


class BadSetting(ValueError):
    """An environment variable holds something that its setting cannot be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """A server that takes e-mail: encrypted from the start (`has_tls`), from its greeting on
    (`has_starttls`), or not at all."""

    host: str
    port: int
    user: str
    password: str
    has_tls: bool
    has_starttls: bool


_MAIL_PORTS = {"smtp": 25, "smtps": 465, "smtp+tls": 587}


def text(name: str, default: str = "") -> str:
    """Return the variable's text, stripped; the default where it is unset or blank."""
    return os.environ.get(name, "").strip() or default


def flag(name: str, *, default: bool) -> bool:
    """Return True for 1/true/yes/on, False for 0/false/no/off; raise BadSetting otherwise."""
    value = text(name).casefold()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise BadSetting(f"{name} must be true or false, not {value!r}")


def number(name: str, default: int, *, minimum: int = 0, maximum: int | None = None) -> int:
    """Return a whole number between the bounds, None for no upper one; raise BadSetting
    otherwise."""
    value = text(name)
    if not value:
        return default
    try:
        result = int(value)
    except ValueError as error:
        raise BadSetting(f"{name} must be a whole number, not {value!r}") from error
    if result < minimum:
        raise BadSetting(f"{name} must be at least {minimum}, not {result}")
    if maximum is not None and result > maximum:
        raise BadSetting(f"{name} must be at most {maximum}, not {result}")
    return result


def choice(name: str, default: str, allowed: tuple[str, ...]) -> str:
    """Return one of the allowed words, in whatever case it was written; raise BadSetting
    otherwise."""
    value = text(name, default).upper()
    if value not in allowed:
        raise BadSetting(f"{name} must be one of {', '.join(allowed)}, not {value!r}")
    return value


def address(name: str, schemes: tuple[str, ...]) -> str:
    """Return an address of one of these schemes, empty where unset; raise BadSetting otherwise.

    The message leaves the address out, as it may hold a password.
    """
    value = text(name)
    if value and not value.startswith(tuple(f"{scheme}://" for scheme in schemes)):
        raise BadSetting(f"{name} must begin with {' or '.join(f'{s}://' for s in schemes)}")
    return value


def names(name: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return a comma-separated list without blanks."""
    value = text(name)
    return tuple(part.strip() for part in value.split(",") if part.strip()) if value else default


def mail_server(name: str) -> MailServer | None:
    """Return the server of smtp://, smtps:// or smtp+tls://user:password@host:port, None where
    unset; raise BadSetting otherwise. The message leaves the address out, as `address` does."""
    value = address(name, tuple(_MAIL_PORTS))
    if not value:
        return None
    parts = urlsplit(value)
    try:
        port = parts.port or _MAIL_PORTS[parts.scheme]
    except ValueError as error:
        raise BadSetting(f"{name} names no usable port") from error
    if not parts.hostname:
        raise BadSetting(f"{name} names no host")
    return MailServer(
        host=parts.hostname,
        port=port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        has_tls=parts.scheme == "smtps",
        has_starttls=parts.scheme == "smtp+tls",
    )
