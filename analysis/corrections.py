"""Decisions of people on displacement figures: append-only, and laid over the machine's rows.

A decision names the article, the sentence and the number in it, so that it holds when the article
is analysed anew, and falls when an edit changes the sentence.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from analysis.models import Correction, Decision, DisplacementFigure
from analysis.models.decisions import CAUSE, DISPLACEMENT, ROLE
from analysis.terms import Cause, FigureRole, Hazard


class CorrectionError(ValueError):
    """A decision cannot be taken; the message says why in words."""


def figure_at(article_id: int, at: int) -> DisplacementFigure | None:
    """Give the figure whose number stands at an offset of an article's text, None for none."""
    return DisplacementFigure.objects.filter(article_id=article_id, figure_start=at).first()


@transaction.atomic
def recommend(
    figure: DisplacementFigure,
    *,
    instead_of: Iterable[int],
    user: User,
    now: datetime,
    note: str = "",
) -> Correction:
    """Mark a figure as the recommended one of its band, in the place of the decisions
    `instead_of`, which are undone. Raise CorrectionError where it is that already."""
    if _standing(figure, ROLE).exists():
        raise CorrectionError(_("This figure is recommended already."))
    rivals = Correction.objects.select_for_update().filter(
        pk__in=list(instead_of), kind=DISPLACEMENT, field=ROLE, undone_at=None
    )
    rivals.update(undone_by=user, undone_at=now)
    values = {"predicted": FigureRole.UNASSESSED, "value": FigureRole.RECOMMENDED}
    return _decide(figure, ROLE, values, user=user, note=note)


@transaction.atomic
def set_cause(
    figure: DisplacementFigure,
    cause: Cause,
    hazard: Hazard,
    *,
    user: User,
    now: datetime,
    note: str = "",
) -> Correction:
    """Say why the people moved, whatever the machine read; an earlier such decision is undone.
    Raise CorrectionError for a hazard of what is no disaster."""
    if hazard is not Hazard.UNCLEAR and cause is not Cause.DISASTER:
        raise CorrectionError(_("Only a disaster has a hazard."))
    _standing(figure, CAUSE).update(undone_by=user, undone_at=now)
    values = {
        "predicted": {"cause": figure.cause, "hazard": figure.hazard},
        "value": {"cause": cause, "hazard": hazard},
    }
    return _decide(figure, CAUSE, values, user=user, note=note)


def undo(figure: DisplacementFigure, number: int, *, user: User, now: datetime) -> None:
    """Undo a decision on a figure; raise CorrectionError where it does not stand."""
    found = _of(figure).filter(pk=number, undone_at=None)
    if not found.update(undone_by=user, undone_at=now):
        raise CorrectionError(_("This decision does not stand any more."))


def _of(figure: DisplacementFigure) -> QuerySet[Correction]:
    return Correction.objects.filter(
        article=figure.article_id, kind=DISPLACEMENT, quote_hash=figure.decision_key
    )


def _standing(figure: DisplacementFigure, field: str) -> QuerySet[Correction]:
    return _of(figure).select_for_update().filter(field=field, undone_at=None)


def _decide(
    figure: DisplacementFigure,
    field: str,
    values: dict[str, Any],
    *,
    user: User,
    note: str,
) -> Correction:
    is_same = values["predicted"] == values["value"]
    return Correction.objects.create(
        article_id=figure.article_id,
        kind=DISPLACEMENT,
        quote_hash=figure.decision_key,
        field=field,
        decision=Decision.ACCEPTED if is_same else Decision.CORRECTED,
        note=note.strip(),
        decided_by=user,
        **values,
    )
