"""Finds the report that a text reprints, among all that share a bucket of its fingerprint."""

from collections.abc import Sequence

from django.db import connection
from django.db.models import QuerySet

from ingest import reprints
from ingest.models import Article, Fingerprint

# A daily form meets all its earlier days: so many texts are compared, no more.
NEAR_DUPLICATES_READ = 40
# Of those that share a bucket so many of the latest are asked for.
_MOST_MET = 1000


def first_like(
    others: QuerySet[Article], words: reprints.Words, buckets: Sequence[int]
) -> Article | None:
    """Find the first article of which these words are a reprint, among those that share a bucket;
    of forms that are filled in anew every day the latest alone are looked at."""
    met = sorted(sharing(buckets), reverse=True)[:_MOST_MET]
    found = others.filter(pk__in=met).select_related("current").order_by("-pk")
    latest = found[:NEAR_DUPLICATES_READ]
    for other in reversed(latest):
        if other.current and reprints.is_reprint(words, reprints.words_of(other.current.text)):
            return other
    return None


def sharing(buckets: Sequence[int]) -> list[int]:
    """Give the articles that share a bucket.

    The planner knows nothing of how rare each bucket is and takes a fifth of all articles for
    sharing one of forty, so that it would read them all, a tenth of a second at 16,000 and more
    with each article: it is told to use the index."""
    if not buckets:
        return []
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            "SELECT article_id FROM ingest_fingerprint WHERE buckets && %s::bigint[]",
            [list(buckets)],
        )
        found = [article for (article,) in cursor.fetchall()]
        cursor.execute("SET LOCAL enable_seqscan TO DEFAULT")
    return found


def keep(article: Article, buckets: Sequence[int]) -> None:
    """Note where a text meets its near-duplicates; one that is too short has no buckets."""
    if buckets:
        Fingerprint.objects.update_or_create(article=article, defaults={"buckets": list(buckets)})
    else:
        Fingerprint.objects.filter(article=article).delete()
