"""Reads over sources, feeds and articles."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models

from ingest.records import Outcome

if TYPE_CHECKING:
    from ingest.models import Article, Feed, FetchLog, Source
else:  # a queryset is imported by the models that it is typed over
    Article = Feed = FetchLog = Source = models.Model


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
