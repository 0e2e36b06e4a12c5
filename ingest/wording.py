"""Outcomes in words, for the people who keep the sources."""

import re
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language_bidi, gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from ingest.health import Concern, Health
from ingest.reasons import parts_of, translated
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
CONCERN_WORDS: dict[str, Promise] = {
    Concern.BROKEN: pgettext_lazy("source", "broken"),
    Concern.SILENT: pgettext_lazy("source", "silent"),
    Concern.ODD: pgettext_lazy("source", "unusual volume"),
    Concern.EMPTY: pgettext_lazy("source", "empty"),
    Concern.WAITING: pgettext_lazy("source", "waiting"),
    Concern.WELL: pgettext_lazy("source", "well"),
    Concern.BY_HAND: pgettext_lazy("source", "by hand"),
    Concern.OFF: pgettext_lazy("source", "switched off"),
}
# The height of a day among four weeks, from nothing to the highest.
_STEPS = " ▁▂▃▄▅▆▇█"
NEVER_FETCHED = _("not fetched yet")
# What the pipeline notes of a feed that was read.
_ITEMS = re.compile(r"(\d+) items")
_LEFT_TO_RIGHT, _END_OF_ISOLATE = "\u2066", "\u2069"


def in_words(outcome: str, reason: str = "") -> str:
    """Say an outcome with its reason; an empty outcome has not been fetched yet."""
    words = str(OUTCOME_WORDS.get(outcome, NEVER_FETCHED))
    said = reason_said(reason)
    return f"{words}: {said}" if said else words


def reason_said(reason: str) -> str:
    """Say a stored reason in the reader's language; what has no translation stands apart."""
    return gettext("; ").join(
        f"{_LEFT_TO_RIGHT}{text}{_END_OF_ISOLATE}" if is_english and get_language_bidi() else text
        for text, is_english in details(reason)
    )


def details(reason: str) -> list[tuple[str, bool]]:
    """Part a stored reason: each part in the reader's language, or as it is stored in English,
    which is True."""
    found = []
    for part in parts_of(reason):
        counted = _ITEMS.fullmatch(part)
        if counted:
            number = int(counted[1])
            words = ngettext("%(number)d item", "%(number)d items", number)
            found.append((words % {"number": number}, False))
        else:
            told = translated(part)
            found.append((told or part, told is None))
    return found


def reason_in_words(health: Health) -> str:
    """Say why a source is judged as it is."""
    match health.concern:
        case Concern.BROKEN if health.feed is not None:
            return _breakage(health)
        case Concern.SILENT:
            return _silence(health)
        case Concern.EMPTY:
            return in_words("EMPTY_FEED", health.feed.reason if health.feed else "")
        case Concern.WAITING:
            return str(NEVER_FETCHED)
        case Concern.BY_HAND:
            return gettext("no feed: articles come by hand")
        case Concern.OFF:
            return ""
    return volume_in_words(health)


def volume_in_words(health: Health) -> str:
    """Say what came in within a day, and what is usual."""
    text = (
        ngettext("%d new article in 24 hours", "%d new articles in 24 hours", health.today)
        % health.today
    )
    band = band_in_words(health)
    return gettext("%(today)s; usual: %(band)s") % {"today": text, "band": band} if band else text


def band_in_words(health: Health) -> str:
    """Say how many new articles a day are usual, "" where it is too early to say."""
    if health.band is None:
        return ""
    low, high = round(health.band.low), round(health.band.high)
    words = {"low": low, "high": high}
    return str(low) if low == high else gettext("%(low)d to %(high)d") % words


def days_drawn(health: Health) -> str:
    """Draw the last four weeks day by day, the latest last."""
    highest = max(health.facts.days, default=0) or 1
    top = len(_STEPS) - 1
    return "".join(_STEPS[-(-count * top // highest)] for count in reversed(health.facts.days))


def moment_in_words(moment: datetime) -> str:
    """Write a moment in the reader's language and time zone."""
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT")


def _breakage(health: Health) -> str:
    assert health.feed is not None
    parts = [in_words(health.feed.state)]
    if health.feed.failing_since is not None:
        parts.append(gettext("since %s") % moment_in_words(health.feed.failing_since))
    if len(health.facts.feeds) > 1:
        counts = {"failing": health.failing, "all": len(health.facts.feeds)}
        parts.append(gettext("%(failing)d of %(all)d feeds fail") % counts)
    return " · ".join(filter(None, [*parts, reason_said(health.feed.reason)]))


def _silence(health: Health) -> str:
    if health.last_new_at is None:
        return gettext("nothing has ever come in")
    text = gettext("nothing new since %s") % moment_in_words(health.last_new_at)
    band = band_in_words(health)
    return (
        gettext("%(silence)s; usual a day: %(band)s") % {"silence": text, "band": band}
        if (band)
        else text
    )
