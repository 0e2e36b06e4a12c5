"""How a reader wants numbers and days written. Kept in a cookie, as the language is."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum

COOKIE = "newsmon_writing"
COOKIE_SECONDS = 365 * 24 * 3600


class Digits(StrEnum):
    LATIN = "latin"
    ARABIC = "arabic"


class Months(StrEnum):
    LEVANTINE = "levantine"
    EGYPTIAN = "egyptian"


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """Digits and months are those of Arabic pages; a Hijri day stands beside the other one."""

    digits: Digits = Digits.LATIN
    months: Months = Months.LEVANTINE
    has_hijri: bool = False


USUAL = Preferences()

_active: ContextVar[Preferences] = ContextVar("preferences", default=USUAL)


def active() -> Preferences:
    """Give what the reader of the page being written wants."""
    return _active.get()


@contextmanager
def writing_for(wanted: Preferences) -> Iterator[None]:
    """Write numbers and days this way until the block ends."""
    token = _active.set(wanted)
    try:
        yield
    finally:
        _active.reset(token)


def from_cookie(text: str) -> Preferences:
    """Read a cookie; words that it does not know are passed over."""
    said = text.split(".")
    return Preferences(
        digits=next((digits for digits in Digits if digits in said), Digits.LATIN),
        months=next((months for months in Months if months in said), Months.LEVANTINE),
        has_hijri="hijri" in said,
    )


def to_cookie(wanted: Preferences) -> str:
    return ".".join([wanted.digits, wanted.months, *(["hijri"] if wanted.has_hijri else [])])
