"""What the page of loaded words reads."""

from dataclasses import dataclass

from analysis.timelines.records import Evidence, Name, Page, Period


@dataclass(frozen=True, slots=True, kw_only=True)
class FramingRow:
    """Loaded words about somebody, and how many reports of which outlets use them. `words` are as
    printed, the usual ones first; `plain` says the same without load."""

    term: str
    words: tuple[str, ...]
    plain: Name
    about: Name | None
    reports: int
    outlets: tuple[tuple[Name, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FramingQuote:
    evidence: Evidence
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FramingList:
    """`term` and `about` are what was asked for; `page` holds its sentences, None without one."""

    period: Period
    rows: tuple[FramingRow, ...]
    term: str
    about: Name | None
    page: Page[FramingQuote] | None
