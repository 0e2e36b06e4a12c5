"""Daily and monthly counts of reports, kept by triggers, so that pages need not count them."""

from django.db import models

from analysis.models.registries import Actor, Place


class StaleDay(models.Model):
    """A day whose counts changed since they were last taken. Triggers write these rows
    (analysis/migrations), a count of each day marked is due, and until then pages count anew."""

    day = models.DateField()

    def __str__(self) -> str:
        return f"{self.day}"


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


class ActorDay(Counted):
    """The reports of a day that name an actor."""

    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+")

    class Meta:
        indexes = (
            models.Index(fields=("day",), name="actors_of_day"),
            models.Index(fields=("actor", "day"), name="days_of_actor"),
        )


class ActorMonth(Counted):
    """As ActorDay, for the month that begins with `day`."""

    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+")

    class Meta:
        indexes = (models.Index(fields=("day",), name="actors_of_month"),)


class PlaceDay(Counted):
    """The reports of a day that name a place."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")

    class Meta:
        indexes = (
            models.Index(fields=("day",), name="places_of_day"),
            models.Index(fields=("place", "day"), name="days_of_place"),
        )


class PlaceMonth(Counted):
    """As PlaceDay, for the month that begins with `day`."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")

    class Meta:
        indexes = (models.Index(fields=("day",), name="places_of_month"),)
