"""Claims about truces, the ceasefires that they add up to, and what people decide on these."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from analysis import terms
from analysis.models.quotes import Quoted, choices, printed_at_field
from analysis.models.registries import Actor, Place
from analysis.querysets import ClaimQuerySet


class Ceasefire(models.Model):
    """What claims add up to. Rebuilt from all claims; `key` is stable across rebuilds."""

    key = models.CharField(unique=True, max_length=64)
    name = models.CharField(max_length=300)
    status = models.CharField(max_length=16, choices=choices(terms.CeasefireStatus))
    status_reason = models.TextField(blank=True)
    side = models.CharField(max_length=12, choices=choices(terms.CeasefireSide))
    parties = models.ManyToManyField(Actor, blank=True, related_name="ceasefires")
    party_names = models.JSONField(default=list)
    mediator_names = models.JSONField(default=list)
    place_names = models.JSONField(default=list)
    country = models.CharField(max_length=3, blank=True)
    first_reported_on = models.DateField(null=True, blank=True)
    declared_on = models.DateField(null=True, blank=True)
    effective_on = models.DateField(null=True, blank=True)
    planned_end_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    duration_hours = models.PositiveIntegerField(null=True, blank=True)
    is_sample = models.BooleanField(default=False)
    # Of what was known on which day, and what may be put together or taken apart.
    history = models.JSONField(default=list, blank=True)
    suggestions = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ("-first_reported_on", "key")
        verbose_name = _("ceasefire")
        verbose_name_plural = _("ceasefires")

    def __str__(self) -> str:
        return self.name


class CeasefireDecision(models.Model):
    """That a person put ceasefires together or took claims out of one. It names claims by what
    stays when an article is analysed anew: the article and the sentence."""

    kind = models.CharField(max_length=5, choices=choices(terms.RulingKind))
    anchors = models.JSONField(default=list)
    title = models.CharField(max_length=300, blank=True)
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
        ordering = ("decided_at", "pk")
        verbose_name = _("decision on ceasefires")
        verbose_name_plural = _("decisions on ceasefires")

    def __str__(self) -> str:
        return f"{self.kind} {self.title}"


class CeasefireClaim(Quoted):
    """One sentence says something of a ceasefire."""

    kind = models.CharField(max_length=20, choices=choices(terms.CeasefireKind), db_index=True)
    duration_hours = models.PositiveIntegerField(null=True, blank=True)
    declared_on = models.DateField(null=True, blank=True)
    effective_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    date_accuracy = models.CharField(max_length=7, choices=choices(terms.DateAccuracy))
    factuality = models.CharField(max_length=12, choices=choices(terms.Factuality))
    ceasefire = models.ForeignKey(
        Ceasefire, on_delete=models.SET_NULL, null=True, blank=True, related_name="claims"
    )
    printed_at = printed_at_field()

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ("article", "start")
        verbose_name = _("ceasefire claim")
        verbose_name_plural = _("ceasefire claims")
        indexes = (models.Index(fields=("printed_at", "ceasefire"), name="claims_of_days"),)


class ClaimActor(models.Model):
    """An actor's part in a ceasefire claim; `actor` is null where the registry lacks the name."""

    claim = models.ForeignKey(CeasefireClaim, on_delete=models.CASCADE, related_name="actors")
    actor = models.ForeignKey(
        Actor, on_delete=models.SET_NULL, null=True, blank=True, related_name="claim_parts"
    )
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=11, choices=choices(terms.PartyRole))

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.role} {self.name}"


class ClaimPlace(models.Model):
    """A place that a ceasefire claim names."""

    claim = models.ForeignKey(CeasefireClaim, on_delete=models.CASCADE, related_name="places")
    place = models.ForeignKey(
        Place, on_delete=models.SET_NULL, null=True, blank=True, related_name="claim_parts"
    )
    name = models.CharField(max_length=200)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name
