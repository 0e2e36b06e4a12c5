"""Writes what the search of articles looks into."""

from django.db import transaction
from django.db.models import QuerySet

from ingest.models import Article, SearchEntry
from newsmon.lib.search_words import vector_of
from newsmon.lib.text import fold_name

# So many texts are in memory at once when many entries are made anew.
BATCH = 500


def keep(article: Article) -> None:
    """Let the search find a report by its current text; a reprint or a failure it finds no more."""
    entries = _entries(Article.objects.filter(pk=article.pk))
    _replace([article.pk], entries)


def rebuild(articles: "QuerySet[Article]") -> int:
    """Make the entries of articles anew, batch by batch; return how many there are."""
    count, last = 0, 0
    while ids := list(
        articles.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]
    ):
        entries = _entries(Article.objects.filter(pk__in=ids))
        _replace(ids, entries)
        count, last = count + len(entries), ids[-1]
    return count


def _entries(articles: "QuerySet[Article]") -> list[SearchEntry]:
    found = articles.readable().select_related("current")  # type: ignore[attr-defined]
    return [
        SearchEntry(
            article=article,
            source_id=article.source_id,
            language=article.language,
            published_at=article.published_at,
            title_key=fold_name(article.title),
            words=vector_of(article.current.text),
        )
        for article in found
    ]


@transaction.atomic
def _replace(ids: list[int], entries: list[SearchEntry]) -> None:
    SearchEntry.objects.filter(pk__in=ids).delete()
    SearchEntry.objects.bulk_create(entries)
