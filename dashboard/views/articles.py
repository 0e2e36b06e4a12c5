"""The articles, and one article as published with its claims marked."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from analysis import timelines
from analysis.timelines.pages import FramedWords, MentionSpan, Reader
from analysis.timelines.records import (
    CeasefireRow,
    ClaimType,
    FigureRow,
    Name,
    StanceRow,
)
from dashboard import links
from dashboard.forms import ArticleListForm, ReaderForm
from dashboard.highlight import MarkedSpan, paragraphs
from dashboard.views.guard import checked, now
from dashboard.wording import name_text


@login_required
def article_list(request: HttpRequest) -> HttpResponse:
    """List the articles of a period; words are what the search is for."""
    form = ArticleListForm(request.GET)
    checked(form)
    if form.cleaned_data["q"]:
        return redirect(_search_address(request))
    filters = form.filters(now().date())
    record = timelines.article_list(filters)
    context = {"form": form, "record": record, "actor": form.cleaned_data["actor"]}
    return render(request, "dashboard/articles.html", context)


def _search_address(request: HttpRequest) -> str:
    query = request.GET.copy()
    query["country"] = query.pop("outlet_country", [""])[-1]
    return f"{reverse('dashboard:search')}?{query.urlencode()}"


@login_required
def article(request: HttpRequest, article_id: int) -> HttpResponse:
    form = ReaderForm(request.GET)
    checked(form)
    record = timelines.article_reader(article_id, version=form.cleaned_data["v"])
    if record is None:
        raise Http404
    claims = claims_of(record)
    marks = (_claim_spans(claims), _name_spans(record.mentions), _framing_spans(record.framed))
    context = {
        "record": record,
        "claims": claims,
        "paragraphs": paragraphs(record.text, chain(*marks), at=form.cleaned_data["at"]),
        "kinds": [kind for kind in ClaimType if any(_kind(row) == kind for row in claims)],
        "actors": named(span.actor for span in record.mentions),
        "places": named(span.place for span in record.mentions),
        "told": [(row, record.told_in_words.get(row.id, ())) for row in record.told_elsewhere],
        "at": form.cleaned_data["at"],
    }
    return render(request, "dashboard/article.html", context)


def _kind(row: CeasefireRow | FigureRow | StanceRow) -> ClaimType:
    return row.evidence.claim_type


def _claim_spans(claims: Iterable[CeasefireRow | FigureRow | StanceRow]) -> Iterator[MarkedSpan]:
    for claim in claims:
        found = claim.evidence
        yield MarkedSpan(start=found.start, end=found.end, kind=found.claim_type.lower())


def _name_spans(mentions: Iterable[MentionSpan]) -> Iterator[MarkedSpan]:
    for span in mentions:
        name, kind = (span.actor, "actor") if span.actor else (span.place, "place")
        if name is None:
            continue
        yield MarkedSpan(
            start=span.start,
            end=span.end,
            kind=kind,
            is_name=True,
            url=reverse(f"dashboard:{kind}", args=[name.slug]) if name.slug else "",
            title=name_text(name),
        )


def _framing_spans(framed: Iterable[FramedWords]) -> Iterator[MarkedSpan]:
    for words in framed:
        plain = _("the outlet's own word; plainly: %(words)s") % {"words": name_text(words.plain)}
        yield MarkedSpan(
            start=words.start,
            end=words.end,
            kind="framing",
            is_framing=True,
            url=links.listed("framing", q=words.term, actor=words.actor),
            title=plain,
        )


def claims_of(record: Reader) -> list[CeasefireRow | FigureRow | StanceRow]:
    """Give an article's claims in the order of its text."""
    every: list[CeasefireRow | FigureRow | StanceRow] = [
        *record.ceasefires,
        *record.figures,
        *record.stances,
    ]
    return sorted(every, key=lambda row: (row.evidence.start, row.evidence.end))


def named(found: Iterable[Name | None]) -> list[tuple[Name, int]]:
    """Count names, the most frequent first, in the order of the text where even."""
    return Counter(name for name in found if name is not None).most_common()
