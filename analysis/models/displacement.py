"""Figures of displaced people, with their places and who says them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from analysis import terms
from analysis.models.decisions import decision_key
from analysis.models.quotes import Quoted, choices, printed_at_field
from analysis.models.registries import Actor, Place
from analysis.querysets import FigureQuerySet


class DisplacementFigure(Quoted):
    """One figure of people on the move, as printed. No number here is computed."""

    reported = models.PositiveBigIntegerField(null=True, blank=True)
    reported_high = models.PositiveBigIntegerField(null=True, blank=True)
    quantifier = models.CharField(max_length=13, choices=choices(terms.Quantifier))
    unit = models.CharField(max_length=9, choices=choices(terms.Unit))
    term = models.CharField(max_length=27, choices=choices(terms.Term))
    category = models.CharField(max_length=31, choices=choices(terms.Category))
    measure = models.CharField(max_length=7, choices=choices(terms.Measure))
    cause = models.CharField(
        max_length=8, choices=choices(terms.Cause), default=terms.Cause.UNCLEAR
    )
    hazard = models.CharField(
        max_length=19, choices=choices(terms.Hazard), default=terms.Hazard.UNCLEAR
    )
    cause_basis = models.CharField(
        max_length=15, choices=choices(terms.CauseBasis), default=terms.CauseBasis.NOT_READ
    )
    cause_words = models.CharField(max_length=200, blank=True)
    is_cumulative = models.BooleanField(default=False)
    since_on = models.DateField(null=True, blank=True)
    start_on = models.DateField(null=True, blank=True)
    end_on = models.DateField(null=True, blank=True)
    date_accuracy = models.CharField(max_length=7, choices=choices(terms.DateAccuracy))
    factuality = models.CharField(max_length=12, choices=choices(terms.Factuality))
    figure_start = models.PositiveIntegerField()
    figure_end = models.PositiveIntegerField()
    printed_at = printed_at_field()

    objects = FigureQuerySet.as_manager()

    class Meta:
        ordering = ("article", "start")
        verbose_name = _("displacement figure")
        verbose_name_plural = _("displacement figures")
        indexes = (models.Index(fields=("printed_at",), name="figures_of_days"),)

    @property
    def decision_key(self) -> str:
        return decision_key(self.quote, self.figure_start - self.start)


class FigurePlace(models.Model):
    """A place that a figure names, and whether people left or reached it."""

    figure = models.ForeignKey(DisplacementFigure, on_delete=models.CASCADE, related_name="places")
    place = models.ForeignKey(
        Place, on_delete=models.SET_NULL, null=True, blank=True, related_name="figure_parts"
    )
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=22, choices=choices(terms.PlaceRole))

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.role} {self.name}"


class FigureReporter(models.Model):
    """Who says a figure, apart from who printed it."""

    figure = models.ForeignKey(
        DisplacementFigure, on_delete=models.CASCADE, related_name="reporters"
    )
    actor = models.ForeignKey(
        Actor, on_delete=models.SET_NULL, null=True, blank=True, related_name="figure_parts"
    )
    name = models.CharField(max_length=200)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name
