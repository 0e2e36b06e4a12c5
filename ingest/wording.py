"""Outcomes in words, for the people who keep the sources."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ingest.records import FeedKind, Outcome, PublishedOrigin

OUTCOME_WORDS: dict[str, Promise] = {
    Outcome.OK: _("fetched and read"),
    Outcome.NOT_MODIFIED: _("nothing has changed since the last time"),
    Outcome.EMPTY_FEED: _("a valid feed without items"),
    Outcome.MALFORMED_FEED: _("broken feed"),
    Outcome.NOT_A_FEED: _("not a feed"),
    Outcome.NO_LINKS: _("no links to articles on the page"),
    Outcome.NO_TEXT: _("no text found on the page"),
    Outcome.DUPLICATE: _("repeats an article that is already there"),
    Outcome.UNSUPPORTED_TYPE: _("a kind of file that is not read"),
    Outcome.UNDECODABLE: _("letters that cannot be made out"),
    Outcome.BAD_URL: _("not a usable address"),
    Outcome.BLOCKED_ADDRESS: _("blocked: a private or reserved address"),
    Outcome.BLOCKED_BY_ROBOTS: _("blocked by the site's robots.txt"),
    Outcome.TOO_LARGE: _("too large"),
    Outcome.TIMEOUT: _("too slow"),
    Outcome.DNS_FAILED: _("host name not found"),
    Outcome.CONNECTION_FAILED: _("connection failed"),
    Outcome.TLS_FAILED: _("certificate not valid"),
    Outcome.TOO_MANY_REDIRECTS: _("too many redirects"),
    Outcome.FORBIDDEN: _("access refused by the site"),
    Outcome.NOT_FOUND: _("page not found"),
    Outcome.GONE: _("page withdrawn"),
    Outcome.RATE_LIMITED: _("the site asks to be asked less often"),
    Outcome.CLIENT_ERROR: _("request refused by the site"),
    Outcome.SERVER_ERROR: _("the site's server fails"),
    Outcome.QUARANTINED: _("set aside: reading it broke the worker"),
}
KIND_WORDS: dict[str, Promise] = {
    FeedKind.UNCLEAR: _("tells itself"),
    FeedKind.RSS: _("RSS"),
    FeedKind.ATOM: _("Atom"),
    FeedKind.JSON_FEED: _("JSON Feed"),
    FeedKind.SITEMAP: _("sitemap"),
    FeedKind.PAGE: _("page with links"),
    FeedKind.MANUAL: _("by hand"),
}
ORIGIN_WORDS: dict[str, Promise] = {
    PublishedOrigin.FEED: _("from the feed"),
    PublishedOrigin.META: _("from the page"),
    PublishedOrigin.TEXT: _("from the text"),
    PublishedOrigin.GIVEN: _("given by hand"),
    PublishedOrigin.NONE: _("unknown"),
}
# How a feed was found at a site (ingest.discovery.FoundBy).
FOUND_WORDS: dict[str, Promise] = {
    "ADDRESS": _("the address itself"),
    "DECLARED": _("declared by the page"),
    "LINKED": _("linked on the page"),
    "COMMON_PATH": _("at a usual address"),
    "ROBOTS": _("named in robots.txt"),
}
EXTRACTOR_WORDS: dict[str, Promise] = {
    "feed": _("the feed's own text"),
    "selector": _("the source's selector"),
    "by hand": _("by hand"),
}
NEVER_FETCHED = _("not fetched yet")


def in_words(outcome: str, reason: str = "") -> str:
    """Say an outcome with its reason; an empty outcome has not been fetched yet."""
    words = str(OUTCOME_WORDS.get(outcome, NEVER_FETCHED))
    return f"{words}: {reason}" if reason else words
