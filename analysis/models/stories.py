"""Which reports tell of one event: the machine's points, people's moves."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from pgvector.django import VectorField

from ingest.models import Article


class StoryPoint(models.Model):
    """What a report opens with, for finding others of the same event (analysis/stories.py)."""

    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="story_point")
    vector = VectorField()
    model = models.CharField(max_length=64)
    # When it was printed, or fetched where the outlet does not say.
    seen_at = models.DateTimeField(db_index=True)
    actors = ArrayField(models.CharField(max_length=80), default=list)
    places = ArrayField(models.CharField(max_length=200), default=list)
    countries = ArrayField(models.CharField(max_length=3), default=list)
    figures = ArrayField(models.BigIntegerField(), default=list)

    def __str__(self) -> str:
        return f"opening of {self.article_id}"


class StoryKind(models.TextChoices):
    MERGE = "MERGE", _("put together")
    SPLIT = "SPLIT", _("taken apart")


class StoryDecision(models.Model):
    """That a person put stories together or took one apart, with all that it takes to undo it."""

    kind = models.CharField(max_length=5, choices=StoryKind.choices)
    note = models.TextField(blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField()
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-decided_at", "-pk")

    def __str__(self) -> str:
        return f"{self.kind} {self.decided_at:%Y-%m-%d %H:%M}"


class StoryMove(models.Model):
    """Where a decision put a report, or left it. Stories are kept by number: they come and go."""

    decision = models.ForeignKey(StoryDecision, on_delete=models.CASCADE, related_name="moves")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="story_moves")
    from_story = models.BigIntegerField(db_index=True)
    to_story = models.BigIntegerField(db_index=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.article_id}: {self.from_story} to {self.to_story}"
