"""Reads over sources, feeds and articles."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.contrib.postgres.search import SearchQuery
from django.db import models

from ingest.records import Outcome

if TYPE_CHECKING:
    from ingest.models import Article, Feed, FetchLog, SearchEntry, Source
else:  # a queryset is imported by the models that it is typed over
    Article = Feed = FetchLog = SearchEntry = Source = models.Model


class SourceQuerySet(models.QuerySet["Source"]):
    def enabled(self) -> Self:
        return self.filter(is_enabled=True)

    def sample(self) -> Self:
        return self.filter(is_sample=True)


class FeedQuerySet(models.QuerySet["Feed"]):
    def due(self, now: datetime) -> Self:
        """Return feeds of enabled sources whose next attempt has come, longest waiting first."""
        return self.filter(
            models.Q(next_attempt_at__lte=now) | models.Q(next_attempt_at__isnull=True),
            source__is_enabled=True,
        ).order_by(models.F("next_attempt_at").asc(nulls_first=True))

    def broken_since(self, moment: datetime) -> Self:
        """Return feeds of enabled sources that have failed since then or longer, the oldest
        failure first."""
        return self.filter(source__is_enabled=True, failing_since__lte=moment).order_by(
            "failing_since"
        )


class ArticleQuerySet(models.QuerySet["Article"]):
    def due(self, now: datetime) -> Self:
        """Return articles whose page is still to be read."""
        return self.filter(outcome="", next_attempt_at__lte=now, source__is_enabled=True).order_by(
            "next_attempt_at"
        )

    def to_revisit(self, now: datetime) -> Self:
        """Return articles whose page is to be read again, in case it was edited."""
        return self.filter(
            outcome=Outcome.OK, revisit_at__lte=now, source__is_enabled=True
        ).order_by("revisit_at")

    def readable(self) -> Self:
        """Return articles that have a text of their own: no reprints, nothing that failed."""
        return self.filter(outcome=Outcome.OK, current__isnull=False)


class FetchLogQuerySet(models.QuerySet["FetchLog"]):
    def of_source(self, source_id: int | str) -> Self:
        """Return the fetches of a source with what was fetched, the latest first."""
        return self.filter(source=source_id).select_related("feed", "article")

    def polls(self) -> Self:
        """Return fetches of feeds."""
        return self.filter(feed__isnull=False)

    def pages(self) -> Self:
        """Return fetches of articles' pages."""
        return self.filter(article__isnull=False)


class KeyQuery(SearchQuery):
    """A query in the database's own language of queries, its words taken as they are written."""

    def __init__(self, query: str) -> None:
        super().__init__(query, search_type="raw")
        self._query = query

    def as_sql(  # type: ignore[override]
        self, *_args: Any, **_options: Any
    ) -> tuple[str, list[Any]]:
        return "%s::tsquery", [self._query]


class SearchEntryQuerySet(models.QuerySet["SearchEntry"]):
    def saying(self, query: str) -> Self:
        """Return entries whose words fit a query as KeyQuery takes it."""
        return self.filter(words=KeyQuery(query))

    def newest(self) -> Self:
        """Sort by the day of print, those without one last."""
        return self.order_by(models.F("published_at").desc(nulls_last=True), "-pk")
