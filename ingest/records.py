"""Records that the ingest stages hand to each other: frozen, without Django.

Times are aware datetimes in UTC. A publication time is what the outlet says; a fetch time never
stands in for it.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Outcome(StrEnum):
    """How a fetch or an article ended. Each is shown in words on the source's page."""

    OK = "OK"
    NOT_MODIFIED = "NOT_MODIFIED"
    EMPTY_FEED = "EMPTY_FEED"
    MALFORMED_FEED = "MALFORMED_FEED"
    NOT_A_FEED = "NOT_A_FEED"
    NO_LINKS = "NO_LINKS"
    NO_TEXT = "NO_TEXT"
    DUPLICATE = "DUPLICATE"
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
    QUARANTINED = "QUARANTINED"


class Refused(ValueError):
    """A document that a stage cannot use: the outcome that it ends in, and why in words."""

    def __init__(self, outcome: Outcome, reason: str) -> None:
        super().__init__(reason)
        self.outcome = outcome
        self.reason = reason


class PublishedOrigin(StrEnum):
    """Where a publication time comes from. GIVEN: a person said so when ingesting a file."""

    FEED = "FEED"
    META = "META"
    TEXT = "TEXT"
    GIVEN = "GIVEN"
    NONE = "NONE"


class FeedKind(StrEnum):
    """What stands at a feed's address. PAGE: a section page whose links lead to articles."""

    RSS = "RSS"
    ATOM = "ATOM"
    JSON_FEED = "JSON_FEED"
    SITEMAP = "SITEMAP"
    PAGE = "PAGE"
    MANUAL = "MANUAL"
    UNCLEAR = "UNCLEAR"


# The extractor of a version whose page could not be read, or held less than the feed does.
FEED_EXTRACTOR = "feed"


class Direction(StrEnum):
    LTR = "ltr"
    RTL = "rtl"


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageGuess:
    """ISO 639-1 code ("und" when nothing can be said), score in 0..1 and writing direction."""

    code: str
    score: float
    direction: Direction


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """One item of a feed. `url` is canonical; `summary_text` is plain text, "" when absent."""

    url: str
    guid: str
    title: str
    published_at: datetime | None
    summary_text: str = ""
    language: str = ""
    author: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedFeed:
    """A feed after parsing. `note` says what was wrong with it and yet survived; `sitemaps` are
    those that a sitemap index names, the latest first."""

    kind: FeedKind
    title: str
    language: str
    entries: tuple[FeedEntry, ...]
    note: str = ""
    sitemaps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Selectors:
    """Where a source's pages keep what, as CSS or XPath; "" leaves it to the extractor. What
    `dropped` finds is no part of the text."""

    text: str = ""
    title: str = ""
    author: str = ""
    published: str = ""
    dropped: str = ""


NO_SELECTORS = Selectors()


class BadList(ValueError):
    """A list of sources that cannot be read; `faults` say why, and where."""

    def __init__(self, *faults: str) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedFeed:
    """One feed of a list of sources. `country` is ISO 3166 alpha-3, `language` ISO 639-1 codes with
    commas between, `reliability` one of Reliability or "" where the list does not say."""

    slug: str
    name: str
    name_ar: str
    homepage: str
    url: str
    country: str
    language: str
    group: str
    owner: str = ""
    reliability: str = ""
    reliability_reason: str = ""
    kind: FeedKind = FeedKind.UNCLEAR
    link_selector: str = ""
    selectors: Selectors = NO_SELECTORS


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchResult:
    """What one HTTP request ended in. `body` is empty unless `outcome` is OK; `final_url` is where
    redirects led; `retry_after_seconds` is what the server asked for, None if nothing."""

    outcome: Outcome
    reason: str
    url: str
    final_url: str
    status: int | None = None
    body: bytes = b""
    content_type: str = ""
    charset: str = ""
    etag: str = ""
    last_modified: str = ""
    retry_after_seconds: int | None = None
    duration_ms: int = 0
    moved_permanently_to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractedArticle:
    """The text of an article page. `text` begins with the headline on a line of its own; `note`
    says what had to be mended (a wrong charset, the feed's own text in place of the page's)."""

    title: str
    text: str
    author: str
    published_at: datetime | None
    published_origin: PublishedOrigin
    extractor: str
    canonical_url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicateVerdict:
    """Whether an article repeats a stored one: that one's id, and why."""

    duplicate_of: int | None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PollCounts:
    """What one poll of a feed brought."""

    outcome: Outcome
    seen: int = 0
    new: int = 0
    known: int = 0
    notes: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenArticle:
    """An article that a person hands in. `url` and `source_name` are "" where not said."""

    extracted: ExtractedArticle
    url: str = ""
    source_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenOutcome:
    """What became of an article that was handed in; `is_new` is False when it was there before."""

    article_id: int
    outcome: Outcome
    reason: str
    is_new: bool
