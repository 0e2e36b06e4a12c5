"""Reads over the registries and the extracted rows."""

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from analysis.models import Actor, CeasefireClaim, DisplacementFigure, Stance
else:  # a queryset is imported by the models that it is typed over
    Actor = CeasefireClaim = DisplacementFigure = Stance = models.Model


class ActorQuerySet(models.QuerySet["Actor"]):
    pass


class ClaimQuerySet(models.QuerySet["CeasefireClaim"]):
    pass


class FigureQuerySet(models.QuerySet["DisplacementFigure"]):
    pass


class StanceQuerySet(models.QuerySet["Stance"]):
    pass
