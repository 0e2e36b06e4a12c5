"""That a version was analysed, and what every row drawn from its text carries."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from ingest.models import Article, ArticleVersion


def choices(values: Iterable[StrEnum]) -> list[tuple[str, str]]:
    return [(value.value, value.value) for value in values]


class RunState(models.TextChoices):
    DUE = "DUE", _("due")
    OK = "OK", _("done")
    FAILED = "FAILED", _("failed")


class AnalysisRun(models.Model):
    """That a version of an article was, or is to be, analysed: the queue of the nlp worker."""

    version = models.OneToOneField(
        ArticleVersion, on_delete=models.CASCADE, related_name="analysis_run"
    )
    state = models.CharField(max_length=6, choices=RunState.choices, default=RunState.DUE)
    reason = models.TextField(blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True, blank=True, db_index=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    extractors = models.JSONField(default=dict)
    declined = models.JSONField(default=list, help_text=_("candidates refused, with reasons"))
    figures_changed = models.BooleanField(
        default=False, db_index=True, help_text=_("an edit changed what is claimed")
    )
    changes = models.JSONField(
        default=dict, help_text=_("claims only of the version before, and new")
    )

    class Meta:
        verbose_name = _("analysis run")
        verbose_name_plural = _("analysis runs")
        # What waits and what failed is few of all that were ever done.
        indexes = (
            models.Index(fields=("state",), condition=~models.Q(state="OK"), name="runs_not_done"),
        )

    def __str__(self) -> str:
        return f"{self.version} {self.state}"


def printed_at_field() -> "models.DateTimeField[Any, Any]":
    """Keep beside a claim when its article was published, so that the claims of a period are found
    without the articles. Triggers write it (analysis/migrations), whoever writes the claim."""
    return models.DateTimeField(null=True, editable=False)


class Quoted(models.Model):
    """What every extracted row carries: the version's text at `start:end` is `quote`."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="%(class)ss")
    version = models.ForeignKey(ArticleVersion, on_delete=models.CASCADE, related_name="+")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    score = models.FloatField()
    extractor = models.CharField(max_length=60)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.quote[:80]
