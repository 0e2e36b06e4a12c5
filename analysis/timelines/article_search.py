"""Searches the articles: what fits, the best or the newest first, and what it can be narrowed to.

However many reports fit, so much is read and no more: the newest of them are counted, fewer are
weighed, and of a phrase's candidates so many texts are looked into. The page says where that ends.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.contrib.postgres.search import SearchRank, TrigramWordSimilarity
from django.db import connection, transaction
from django.db.models import DateTimeField, ExpressionWrapper, F, Q, Value

from analysis import models
from analysis.querysets import day_bounds
from analysis.timelines.articles import FEED_EXTRACTOR, article_row, with_counts
from analysis.timelines.records import ArticleRow
from analysis.timelines.search_facets import facets_of
from analysis.timelines.search_names import resolved
from analysis.timelines.search_records import (
    AllOf,
    Days,
    FoundArticle,
    Hit,
    Order,
    Part,
    SearchPage,
    Words,
)
from analysis.timelines.search_sql import (
    among,
    condition,
    has_words,
    is_exact,
    is_wordy,
    word_query,
)
from ingest.models import Article, SearchEntry
from ingest.querysets import KeyQuery, SearchEntryQuerySet
from newsmon.lib.text import fold_name

PER_PAGE = 20
# Results are counted up to here; who has more narrows them.
COUNTED = 10_000
# Before all days are looked through these last ones are; of words longer ones, as each span asks
# their index anew.
SPANS = (timedelta(days=30), timedelta(days=120), timedelta(days=480))
WORDY_SPANS = (timedelta(days=365),)
# To weigh a result its words are read from the disk: 20 microseconds each.
RANKED = 2_000
# So do those who have the words of a phrase: they are looked into in runs, newest first, until
# enough are found or so many are read.
RUN = 2_500
ENOUGH = 2_000
LOOKED_INTO = 10_000
FACETED = 2_000
ALIKE_SHOWN = 5


@transaction.atomic
def search_articles(part: Part, *, order: Order, page: int) -> SearchPage:
    """Search the articles; `page` counts from 1. Raises UnknownName."""
    part = resolved(part)
    _by_index()
    hits, is_more, looked_back_to = _hits(part)
    newest = hits[:FACETED]
    hits, ranked = _ordered(part, hits, order)
    pages = max(1, -(-len(hits) // PER_PAGE))
    number = min(page, pages)
    shown = [hit.article for hit in hits[(number - 1) * PER_PAGE : number * PER_PAGE]]
    return SearchPage(
        rows=found_articles(shown),
        number=number,
        pages=pages,
        total=len(hits),
        is_more=is_more,
        counted=len(newest),
        is_ranked_in_part=0 < ranked < len(hits),
        looked_back_to=looked_back_to,
        facets=facets_of(newest),
        alike=() if hits else _alike(part),
    )


def _by_index() -> None:
    """Keep the planner to the indexes for this transaction: to look through the table itself is
    cheap in its eyes only, as it does not count that each row's words lie elsewhere."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL jit = off")
        cursor.execute("SET LOCAL work_mem = '64MB'")
        cursor.execute("SET LOCAL random_page_cost = 1.1")


def _hits(part: Part) -> tuple[list[Hit], bool, datetime | None]:
    hits = _newest(part)
    if is_exact(part):
        return hits[:COUNTED], len(hits) > COUNTED, None
    return _strictly(part, hits)


def _newest(part: Part) -> list[Hit]:
    """Give the newest that may fit, one more than are counted if there are. They are looked for in
    spans of days, each longer than the one after it: of what is common the last days have enough,
    and to look further is dear."""
    loose = SearchEntry.objects.filter(condition(part, is_loose=True))
    spans = WORDY_SPANS if has_words(part) else SPANS
    first, last = _bounds(part)
    hits: list[Hit] = []
    until: datetime | None = None
    for days in spans:
        since = last - days if last else None
        if since is None or (first and since <= first):
            break
        span = loose.filter(published_at__gte=since)
        hits += _read(part, span.filter(published_at__lt=until) if until else span, len(hits))
        if len(hits) > COUNTED:
            return hits
        until = since
    rest = loose.filter(Q(published_at__lt=until) | Q(published_at=None)) if until else loose
    return hits + _read(part, rest, len(hits))


def _bounds(part: Part) -> tuple[datetime | None, datetime | None]:
    """Give the first moment that is asked for, None for any, and the last that has an entry and
    is asked for, None where there is no entry."""
    parts = part.parts if isinstance(part, AllOf) else (part,)
    asked = [each for each in parts if isinstance(each, Days)]
    first = [day_bounds(each.since, each.since)[0] for each in asked if each.since]
    ends = [day_bounds(each.until, each.until)[1] for each in asked if each.until]
    last = SearchEntry.objects.newest().filter(published_at__isnull=False)
    latest = last.values_list("published_at", flat=True).first()
    return max(first, default=None), min([latest, *ends]) if latest else None


def _read(part: Part, entries: SearchEntryQuerySet, found: int) -> list[Hit]:
    """Read the newest entries, one more than are counted with those found before."""
    if has_words(part):
        # By an expression: along the index of days each row's words would be read.
        none = Value(timedelta(0))
        day = ExpressionWrapper(F("published_at") + none, output_field=DateTimeField())
        entries = entries.order_by(day.desc(nulls_last=True), "-pk")
    else:
        entries = entries.newest()
    columns = entries.values_list("pk", "source", "language", "published_at")
    return [
        Hit(article=article, source=source, language=language, published_at=published_at)
        for article, source, language, published_at in columns[: COUNTED + 1 - found]
    ]


def _strictly(part: Part, hits: Sequence[Hit]) -> tuple[list[Hit], bool, datetime | None]:
    """Keep of those that have the words of a phrase those that have the phrase."""
    strict = condition(part, is_loose=False)
    kept: list[Hit] = []
    for start in range(0, min(len(hits), LOOKED_INTO), RUN):
        run = hits[start : start + RUN]
        entries = SearchEntry.objects.filter(strict, pk__in=among([hit.article for hit in run]))
        fitting = set(entries.values_list("pk", flat=True))
        kept += [hit for hit in run if hit.article in fitting]
        end = start + len(run)
        if end < len(hits) and (len(kept) >= ENOUGH or end >= LOOKED_INTO):
            return kept, True, run[-1].published_at
    return kept, False, None


def _ordered(part: Part, hits: list[Hit], order: Order) -> tuple[list[Hit], int]:
    """Put the best first among the newest; the others follow by day. Return how many were
    weighed."""
    parts = part.parts if isinstance(part, AllOf) else (part,)
    query = word_query(AllOf(parts=tuple(filter(is_wordy, parts))), is_loose=False)
    if order is Order.DATE or query is None or not hits:
        return hits, 0
    weighed = hits[:RANKED]
    rank = SearchRank(F("words"), KeyQuery(query), normalization=Value(1))
    entries = SearchEntry.objects.filter(pk__in=among([hit.article for hit in weighed]))
    weights = dict(entries.annotate(rank=rank).values_list("pk", "rank"))
    weighed.sort(key=lambda hit: -weights.get(hit.article, 0.0))
    return [*weighed, *hits[RANKED:]], len(weighed)


def found_articles(ids: Sequence[int]) -> tuple[FoundArticle, ...]:
    """Read results with their texts, in the order given."""
    found = with_counts(Article.objects.filter(pk__in=ids)).select_related("source", "current")
    by_id = {article.pk: article for article in found}
    points = models.StoryPoint.objects.filter(article__in=ids)
    with_vector = set(points.values_list("article", flat=True))
    return tuple(
        FoundArticle(
            row=article_row(article),
            text=article.current.text if article.current else "",
            is_feed_text=bool(article.current and article.current.extractor == FEED_EXTRACTOR),
            has_vector=article.pk in with_vector,
        )
        for article in (by_id[key] for key in ids if key in by_id)
    )


def _alike(part: Part) -> tuple[ArticleRow, ...]:
    """Find headlines with words that are spelt like those asked for."""
    asked = fold_name(" ".join(key for words in _words(part) for key in words.keys))
    if not asked:
        return ()
    near = SearchEntry.objects.filter(title_key__trigram_word_similar=asked)
    likeness = TrigramWordSimilarity(asked, "title_key")
    best = near.annotate(likeness=likeness).order_by("-likeness", "-pk")[:ALIKE_SHOWN]
    return tuple(row.row for row in found_articles(list(best.values_list("pk", flat=True))))


def _words(part: Part) -> Iterable[Words]:
    if isinstance(part, Words):
        yield part
    elif isinstance(part, AllOf):
        for each in part.parts:
            yield from _words(each)
