"""Daily and monthly counts of reports, kept by triggers, so that pages need not count them."""

from django.db import models

from analysis.models.registries import Actor, Place
from ingest.models import Source


class StaleDay(models.Model):
    """A day whose counts changed since they were last taken. Triggers write these rows
    (analysis/migrations), a count of each day marked is due, and until then pages count anew."""

    day = models.DateField()

    def __str__(self) -> str:
        return f"{self.day}"


# Stands for every language, or for every country, in counts that are kept for all together, too.
EVERY = "*"


class Counted(models.Model):
    """How many reports of a day, in one language, by the outlets of one country."""

    day = models.DateField()
    language = models.CharField(max_length=3)
    country = models.CharField(max_length=3)
    reports = models.PositiveIntegerField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.day} {self.language} {self.country}: {self.reports}"


class ArticleDay(Counted):
    """The readable articles of a day, the reprints beside them, and what is claimed in them."""

    reprints = models.PositiveIntegerField()
    ceasefire_claims = models.PositiveIntegerField(default=0)
    figures = models.PositiveIntegerField(default=0)
    stances = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = (models.Index(fields=("day",), name="articles_of_day"),)


def _by_day(kind: str, name: str) -> models.Index:
    """Answer what is asked of all actors or places on some days, from the index alone."""
    fields = ("day", "language", "country")
    return models.Index(fields=fields, include=(kind, "reports"), name=name)


def _by_key(kind: str, name: str) -> models.Index:
    fields = (kind, "language", "country", "day")
    return models.Index(fields=fields, include=("reports",), name=name)


class ActorDay(Counted):
    """The reports of a day that name an actor; counted for EVERY language and country, too."""

    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+", db_index=False)

    class Meta:
        indexes = (
            _by_day("actor", "actors_by_day"),
            _by_key("actor", "days_by_actor"),
        )


class ActorMonth(Counted):
    """As ActorDay, for the month that begins with `day`."""

    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+")

    class Meta:
        indexes = (_by_day("actor", "actors_by_month"),)


class PlaceDay(Counted):
    """The reports of a day that name a place; counted for EVERY language and country, too."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+", db_index=False)

    class Meta:
        indexes = (
            _by_day("place", "places_by_day"),
            _by_key("place", "days_by_place"),
        )


class PlaceMonth(Counted):
    """As PlaceDay, for the month that begins with `day`."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")

    class Meta:
        indexes = (_by_day("place", "places_by_month"),)


class RegionDay(Counted):
    """As PlaceDay, of a country or region with all that lies within it; a report that names two
    of its places counts once."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+", db_index=False)

    class Meta:
        indexes = (
            models.Index(fields=("day",), name="regions_of_day"),
            _by_key("place", "days_by_region"),
        )


class SourceMonth(models.Model):
    """How many articles of a month, which begins with `day`, an outlet printed that were read."""

    day = models.DateField()
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="+")
    reports = models.PositiveIntegerField()

    class Meta:
        indexes = (models.Index(fields=("day",), name="sources_of_month"),)

    def __str__(self) -> str:
        return f"{self.day} {self.source_id}: {self.reports}"
