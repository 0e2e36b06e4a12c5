"""Reasons of outcomes in the reader's language. They are stored in English, as the stages give
them; what is not listed here is shown as it stands."""

import re
from functools import cache

from django.utils.functional import Promise
from django.utils.translation import get_language_bidi, override
from django.utils.translation import gettext_lazy as _

# What a stage says of another's reason is read again with these names.
_NESTED = ("reason",)
TEMPLATES = (
    # Requests
    _("fetched"),
    _("the server says that nothing has changed"),
    _("the server answered %(status)s"),
    _("the address leads to a private or reserved network, which is never fetched"),
    _("the certificate is not valid"),
    _("the host name is not known"),
    _("the packed answer could not be unpacked"),
    _("this is not an address that can be asked for"),
    _("only http and https are fetched, not %(scheme)s"),
    _("the address names no host"),
    _("the connection failed (%(error)s)"),
    _("the server did not answer in full within the time allowed"),
    _(
        "the host asked for patience, or is busy with other requests of ours, for another "
        "%(seconds)s s"
    ),
    _("%(site)s/robots.txt forbids this address"),
    _("robots.txt could not be had: %(reason)s"),
    _("redirects in a circle: %(address)s was asked before"),
    _("more than %(count)s redirects, the last to %(address)s"),
    _("the server announces %(size)s bytes, more than %(limit)s"),
    _("more than %(limit)s bytes after unpacking, the rest unread"),
    _("more than %(limit)s bytes after unpacking"),
    _("the page is %(type)s, which holds no text that can be read"),
    # Letters
    _("the bytes are no text: they hold zeros and other controls"),
    _("no known code page makes words of these bytes"),
    _("decoded as %(charset)s although labelled %(label)s."),
    _("some bytes were no UTF-8 and are shown as �"),
    # Feeds
    _("no items"),
    _("the document is empty"),
    _("the server sent the same document again"),
    _("the feed has moved to %(address)s"),
    _("the address leads to a web page, not to a feed"),
    _("the document is neither RSS nor Atom, neither a JSON feed nor a sitemap"),
    _("the document declares XML entities of its own; it was refused unread"),
    _("the document broke the parser (%(error)s)"),
    _("broken XML without a single item: %(error)s"),
    _("broken XML: %(error)s"),
    _("broken XML (%(error)s)"),
    _("%(count)s items could be read"),
    _("broken JSON (%(error)s)"),
    _("the document is JSON, but no JSON feed"),
    _("the JSON feed has no list of items"),
    _("the packed file cannot be unpacked"),
    _("the feed has more than %(limit)s tags"),
    _("%(count)s items without a usable address left out (%(reason)s)"),
    _("the item names none"),
    _("%(count)s publication times in the future or unreadable, not used"),
    _("%(count)s items beyond the first %(limit)s left out"),
    _("%(count)s addresses unchanged for %(days)s days left out"),
    _("%(count)s of %(all)s sitemaps read, the latest ones"),
    _("an index of sitemaps inside another one is not followed: give its own address"),
    _("no link reads like a headline on the page"),
    _("the selector finds no links on the page"),
    # Articles
    _("text read"),
    _("page not read: %(reason)s"),
    _("the feed's own text, not the page's: %(reason)s"),
    _("the page holds only the beginning"),
    _("the page says that it is not free to read"),
    _("no text was found on the page"),
    _("no text was found besides the headline"),
    _("the page is no HTML that can be read"),
    _("the page broke the extractor (%(error)s)"),
    _("the page has more than %(limit)s tags"),
    _("the selector for %(part)s finds nothing on the page"),
    _("cut after %(count)s characters"),
    _("the page is headed “%(heading)s”: %(reason)s"),
    _("a check for robots, a sign-in or a question of consent"),
    _("the site has no such page"),
    _("the site is out of order"),
    _("the address leads to the front page %(address)s now"),
    _("the same text as article %(number)s of the same outlet"),
    _("the same text as article %(number)s of another outlet"),
    _("nearly the same text, with the same figures, as article %(number)s of the same outlet"),
    _("nearly the same text, with the same figures, as article %(number)s of another outlet"),
    _("it repeated a report whose outlet was removed"),
    _("%(count)s attempts ended without a result, as if the page broke them"),
    _("handed in: %(how)s"),
    _("read again: unchanged"),
    _("read again: edited, version %(number)s"),
    _("read again: most of the text is gone, so the earlier one is kept"),
    _("read again: %(reason)s"),
)
_LEFT_TO_RIGHT, _END_OF_ISOLATE = "\u2066", "\u2069"
_PLACEHOLDER = re.compile(r"%\(\w+\)s")
_PLACE = re.compile(r"%\\\((\w+)\\\)s")


def parts_of(reason: str) -> list[str]:
    """Part a reason where semicolons join several."""
    if _matched(reason) is not None:  # one that has a semicolon itself
        return [reason]
    return [part for part in reason.split("; ") if part]


def translated(reason: str) -> str | None:
    """Say one reason in the reader's language; None where it is not known."""
    found = _matched(reason)
    if found is None:
        return None
    template, values = found
    return str(template) % {name: _placed(name, value) for name, value in values.items()}


def _placed(name: str, value: str) -> str:
    """Give what stands in a place of a template; English in Arabic keeps its own direction."""
    told = translated(value) if name in _NESTED else None
    if told is not None:
        return told
    is_apart = get_language_bidi() and not value.isdecimal()
    return f"{_LEFT_TO_RIGHT}{value}{_END_OF_ISOLATE}" if is_apart else value


def _matched(reason: str) -> tuple[Promise, dict[str, str]] | None:
    for pattern, template in _patterns():
        if match := pattern.fullmatch(reason):
            return template, match.groupdict()
    return None


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Promise], ...]:
    """Return how each template is told; those with most words of their own are tried first."""
    with override("en"):
        told = [(str(template), template) for template in TEMPLATES]
    told.sort(key=lambda pair: len(_PLACEHOLDER.sub("", pair[0])), reverse=True)
    return tuple((_pattern(text), template) for text, template in told)


def _pattern(text: str) -> re.Pattern[str]:
    # What stands in a place ends before the next reason.
    return re.compile(_PLACE.sub(r"(?P<\1>(?:(?!; ).)+?)", re.escape(text)))
