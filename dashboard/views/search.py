"""The search of articles, and searches that readers keep."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from analysis.timelines.alike_articles import more_like
from analysis.timelines.article_search import search_articles
from analysis.timelines.search_names import name_of
from analysis.timelines.search_records import (
    FoundArticle,
    Part,
    SearchField,
    SearchPage,
    UnknownName,
    Words,
)
from dashboard.labels import language_label
from dashboard.models import SavedSearch
from dashboard.search import saved
from dashboard.search.form import NARROWING, SearchForm
from dashboard.search.language import QueryError, words_in
from dashboard.search.snippets import Piece, marked, snippet
from dashboard.search.wording import Explanation, chips, claim_text, explained, groups, with_query
from dashboard.views.guard import checked, now
from dashboard.wording import name_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A result as the page shows it: its headline and a passage, with the words marked."""

    found: FoundArticle
    title: tuple[Piece, ...]
    passage: tuple[Piece, ...]


@login_required
def search(request: HttpRequest) -> HttpResponse:
    query = request.GET.dict()
    form = SearchForm(query)
    checked(form)
    record, part, problem = _searched(form, query)
    words = words_in(part)
    saved_search = saved.shared(query.get("saved", ""))
    context = {
        "form": form,
        "record": record,
        "problem": problem,
        "results": _results(record.rows, words) if record else (),
        "groups": groups(record, query) if record else (),
        "chips": chips(query, _names(query)),
        "look_back": _look_back(record, query),
        "is_asked": bool(saved.cleaned(query)),
        "query": saved.cleaned(query),
        "saved_search": saved_search,
        "saved_searches": saved.of_owner(_reader(request)),
    }
    return render(request, "dashboard/search.html", context)


def _reader(request: HttpRequest) -> int:
    assert request.user.pk is not None  # every view here asks to sign in
    return request.user.pk


def _look_back(record: SearchPage | None, query: Mapping[str, str]) -> str:
    """Give the link that goes on where looking for a phrase ended."""
    if record is None or record.looked_back_to is None:
        return ""
    return with_query(query, until=record.looked_back_to.date().isoformat())


def _searched(
    form: SearchForm, query: Mapping[str, str]
) -> tuple[SearchPage | None, Part | None, Explanation | None]:
    try:
        part = form.part(now().date())
        page = form.cleaned_data["page"] or 1
        return search_articles(part, order=form.order_of(part), page=page), part, None
    except (QueryError, UnknownName) as error:
        return None, None, explained(error, query)


def _results(rows: Sequence[FoundArticle], words: Sequence[Words]) -> tuple[Result, ...]:
    return tuple(
        Result(
            found=row,
            title=marked(row.row.title, words),
            passage=snippet(row.text, words),
        )
        for row in rows
    )


def _names(query: Mapping[str, str]) -> dict[str, str]:
    """Say what the values of the filters are called."""
    found = {}
    for key in NARROWING:
        value = query.get(key, "")
        name = name_of(SearchField[key.upper()], value) if value else None
        if name is not None:
            found[key] = name_text(name)
    if query.get("language"):
        found["language"] = language_label(query["language"])
    if query.get("claim"):
        found["claim"] = claim_text(query["claim"])
    return found


@login_required
def alike(request: HttpRequest, article_id: int) -> HttpResponse:
    """List the articles that say most nearly what one says."""
    record = more_like(article_id)
    if record is None:
        raise Http404
    context = {"record": record, "results": _results(record.rows, ())}
    return render(request, "dashboard/search_alike.html", context)


@login_required
@require_POST
def save(request: HttpRequest) -> HttpResponse:
    name = " ".join(request.POST.get("name", "").split())
    query = QueryDict(request.POST.get("query", "")).dict()
    checked(SearchForm(query))
    longest = SavedSearch._meta.get_field("name").max_length or 0
    if not name or len(name) > longest:
        messages.error(request, gettext("Give the search a name of at most 120 letters."))
        return redirect(f"{reverse('dashboard:search')}?{saved.cleaned(query)}")
    kept = saved.keep(_reader(request), name, saved.cleaned(query))
    messages.success(request, gettext("Saved. Whoever signs in can open it by its link."))
    return redirect("dashboard:saved_search", kept.key)


@login_required
def saved_search(request: HttpRequest, key: str) -> HttpResponse:
    """Open a saved search by its link."""
    found = saved.shared(key)
    if found is None:
        raise Http404
    joint = "&" if found.query else ""
    return redirect(f"{reverse('dashboard:search')}?{found.query}{joint}saved={found.key}")


@login_required
@require_POST
def delete_saved(request: HttpRequest, key: str) -> HttpResponse:
    if not saved.delete(_reader(request), key):
        raise Http404
    messages.success(request, gettext("The saved search is deleted."))
    return redirect("dashboard:search")
