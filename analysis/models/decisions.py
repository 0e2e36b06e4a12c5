"""What people decide on machine rows and on unknown names."""

from hashlib import sha256

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from analysis import terms
from analysis.models.quotes import choices
from analysis.models.registries import Actor, Place
from ingest.models import Article

# Of the corrections of a displacement figure: their kind, and the fields that people decide.
DISPLACEMENT, ROLE, CAUSE = "displacement", "role", "cause"


def decision_key(quote: str, offset: int) -> str:
    """Give the key under which people decide on the figure whose number stands at `offset` of its
    sentence."""
    return sha256(f"{offset}:{quote}".encode()).hexdigest()


class Decision(models.TextChoices):
    ACCEPTED = "ACCEPTED", _("accepted")
    CORRECTED = "CORRECTED", _("corrected")
    WRONG = "WRONG", _("wrong")
    MISSING = "MISSING", _("missing")
    DUPLICATE = "DUPLICATE", _("duplicate")


class Correction(models.Model):
    """A person's decision on a machine's row. Append-only, and keyed by article, kind of claim,
    hash of the quote and field, so that it survives when the rows are made anew. What was undone
    stays, and says who undid it and when."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="corrections")
    kind = models.CharField(max_length=20)
    quote_hash = models.CharField(max_length=64)
    field = models.CharField(max_length=40, blank=True)
    predicted = models.JSONField(null=True, blank=True)
    value = models.JSONField(null=True, blank=True)
    decision = models.CharField(max_length=9, choices=Decision.choices)
    note = models.TextField(blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="corrections"
    )
    decided_at = models.DateTimeField(auto_now_add=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("decided_at", "pk")
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        indexes = (models.Index(fields=("article", "kind", "quote_hash")),)

    def __str__(self) -> str:
        return f"{self.decision} {self.kind} {self.field}"


class CandidateState(models.TextChoices):
    OPEN = "OPEN", _("open")
    ADDED = "ADDED", _("added as new")
    MERGED = "MERGED", _("merged")
    DISMISSED = "DISMISSED", _("dismissed")


class Candidate(models.Model):
    """A name that several articles print and no registry knows, and what a person made of it.
    `key` is its folded form: what was decided holds for every later article, too."""

    key = models.CharField(unique=True, max_length=200)
    name = models.CharField(max_length=200)
    type = models.CharField(max_length=3, choices=choices(terms.EntityType))
    languages = models.JSONField(default=list)
    article_count = models.PositiveIntegerField(default=0)
    first_seen_on = models.DateField(null=True, blank=True)
    last_seen_on = models.DateField(null=True, blank=True)
    nearest = models.JSONField(default=list)
    nearest_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(
        max_length=9,
        choices=CandidateState.choices,
        default=CandidateState.OPEN,
        db_index=True,
    )
    actor = models.ForeignKey(
        Actor, on_delete=models.SET_NULL, null=True, blank=True, related_name="candidates"
    )
    place = models.ForeignKey(
        Place, on_delete=models.SET_NULL, null=True, blank=True, related_name="candidates"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ("-article_count", "key")
        verbose_name = _("unknown name")
        verbose_name_plural = _("unknown names")

    def __str__(self) -> str:
        return self.name


class CandidateDecision(models.Model):
    """What a person decided on an unknown name, with all that it takes to undo it."""

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="decisions")
    state = models.CharField(max_length=9, choices=CandidateState.choices)
    target = models.CharField(max_length=200, blank=True)
    made = models.JSONField(default=dict)
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
        return f"{self.state} {self.candidate}"
