"""The articles, and one article as published with its claims marked."""

from collections import Counter
from collections.abc import Iterable

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from analysis import timelines
from analysis.timelines.pages import Reader
from analysis.timelines.records import (
    CeasefireRow,
    FigureRow,
    Name,
    StanceRow,
)
from dashboard.forms import ArticleListForm, ReaderForm
from dashboard.highlight import MarkedSpan, paragraphs
from dashboard.views.guard import checked, now


@login_required
def article_list(request: HttpRequest) -> HttpResponse:
    form = ArticleListForm(request.GET)
    checked(form)
    filters = form.filters(now().date())
    record = timelines.article_list(filters)
    context = {"form": form, "record": record, "actor": form.cleaned_data["actor"]}
    return render(request, "dashboard/articles.html", context)


@login_required
def article(request: HttpRequest, article_id: int) -> HttpResponse:
    form = ReaderForm(request.GET)
    checked(form)
    record = timelines.article_reader(article_id, version=form.cleaned_data["v"])
    if record is None:
        raise Http404
    claims = claims_of(record)
    spans = [
        MarkedSpan(
            start=claim.evidence.start,
            end=claim.evidence.end,
            kind=claim.evidence.claim_type.lower(),
        )
        for claim in claims
    ]
    context = {
        "record": record,
        "claims": claims,
        "paragraphs": paragraphs(record.text, spans, at=form.cleaned_data["at"]),
        "actors": named(span.actor for span in record.mentions),
        "places": named(span.place for span in record.mentions),
        "at": form.cleaned_data["at"],
    }
    return render(request, "dashboard/article.html", context)


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
