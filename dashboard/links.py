"""Addresses: of the sentence behind a row, and with the filters that go along."""

from collections.abc import Mapping
from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from analysis.timelines.framing_records import FramingRow
from analysis.timelines.records import Evidence, FigureRow, Name

# These keep their value from page to page.
KEPT = ("since", "until", "region", "source", "language")
# These narrow whose reports are counted: a list behind a count is narrowed alike.
NARROWING = ("source", "language", "outlet_country")


def sentence(evidence: Evidence) -> str:
    """Give the reader's address at the sentence, in the version that says it."""
    address = reverse("dashboard:article", args=[evidence.article_id])
    version = "" if evidence.is_current else f"&v={evidence.version}"
    return f"{address}?at={evidence.start}{version}#at-{evidence.start}"


def figure(row: FigureRow) -> str:
    """Give the address of a figure's page; it stays when the article is read anew."""
    return reverse("dashboard:figure", args=[row.evidence.article_id, row.figure_start])


def decide_figure(article_id: int, at: int) -> str:
    """Give the address that takes decisions on a figure."""
    return reverse("dashboard:decide_figure", args=[article_id, at])


def listed(view: str, **query: object) -> str:
    """Give the address of a list with the parts of its query string that are not empty."""
    asked = {name: value for name, value in query.items() if value}
    address = reverse(f"dashboard:{view}")
    return f"{address}?{urlencode(asked)}" if asked else address


def figures_of(name: Name, query: Mapping[str, object]) -> str:
    """Give the address of the figures of a place, with the filters of `query`."""
    return listed("displacement", place=name.slug, **query)


def framing(row: FramingRow, query: Mapping[str, object]) -> str:
    """Give the address of the sentences with an outlet's loaded words."""
    about = row.about.slug if row.about is not None else None
    return listed("framing", q=row.term, actor=about, **query)


def between(address: str, first: date, last: date) -> str:
    """Narrow the address of a list to a run of days, both included."""
    joint = "&" if "?" in address else "?"
    return f"{address}{joint}since={first}&until={last}"


def place(name: Name, **query: object) -> str:
    """Give the address of a place's page; "" for one that the registry lacks."""
    if not name.slug:
        return ""
    asked = {key: value for key, value in query.items() if value}
    address = reverse("dashboard:place", args=[name.slug])
    return f"{address}?{urlencode(asked)}" if asked else address


def narrowing(query: QueryDict) -> dict[str, str]:
    """Give the filters that say whose reports are counted."""
    return {name: str(query[name]) for name in NARROWING if query.get(name)}


def kept(query: QueryDict) -> str:
    """Give the filters that go along as a query string with its "?", or ""."""
    carried = QueryDict(mutable=True)
    for name in KEPT:
        value = query.get(name)
        if value:
            carried[name] = str(value)
    return f"?{carried.urlencode()}" if carried else ""
