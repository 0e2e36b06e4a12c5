"""Reads settings from the environment and fails loudly at start when one is malformed."""

import os


class BadSetting(ValueError):
    """An environment variable holds something that its setting cannot be."""


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


def number(name: str, default: int, *, minimum: int = 0) -> int:
    """Return a whole number of at least `minimum`; raise BadSetting otherwise."""
    value = text(name)
    if not value:
        return default
    try:
        result = int(value)
    except ValueError as error:
        raise BadSetting(f"{name} must be a whole number, not {value!r}") from error
    if result < minimum:
        raise BadSetting(f"{name} must be at least {minimum}, not {result}")
    return result


def names(name: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return a comma-separated list without blanks."""
    value = text(name)
    return tuple(part.strip() for part in value.split(",") if part.strip()) if value else default
