"""Addresses: of the sentence behind a row, and with the filters that go along."""

from django.http import QueryDict
from django.urls import reverse

from analysis.timelines.records import Evidence

# These keep their value from page to page.
KEPT = ("since", "until", "source", "language")


def sentence(evidence: Evidence) -> str:
    """Give the reader's address at the sentence, in the version that says it."""
    address = reverse("dashboard:article", args=[evidence.article_id])
    version = "" if evidence.is_current else f"&v={evidence.version}"
    return f"{address}?at={evidence.start}{version}#at-{evidence.start}"


def kept(query: QueryDict) -> str:
    """Give the filters that go along as a query string with its "?", or ""."""
    carried = QueryDict(mutable=True)
    for name in KEPT:
        value = query.get(name)
        if value:
            carried[name] = str(value)
    return f"?{carried.urlencode()}" if carried else ""
