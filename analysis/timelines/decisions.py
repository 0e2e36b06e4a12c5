"""What people decided on figures and did not undo: laid over the machine's rows when read."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import Q

from analysis.models import Correction, DisplacementFigure
from analysis.models.decisions import CAUSE, DISPLACEMENT, ROLE, decision_key
from analysis.terms import Cause, CauseBasis, Hazard
from analysis.timelines.figure_records import FigureDecision
from analysis.timelines.records import Decided

# Decisions that stand, by the figure's article and key and by the field that they decide.
Standing = Mapping[tuple[int, str], Mapping[str, tuple[Decided, Any]]]

_COLUMNS = (
    "article_id", "quote_hash", "field", "value", "pk", "decided_by__username", "decided_at",
    "note",
)  # fmt: skip


def standing(articles: Collection[int]) -> Standing:
    """Read the decisions that stand on the figures of some articles."""
    found: dict[tuple[int, str], dict[str, tuple[Decided, Any]]] = defaultdict(dict)
    decided = Correction.objects.filter(
        article__in=articles, kind=DISPLACEMENT, undone_at=None
    ).order_by("pk")
    for article, key, field, value, *made in decided.values_list(*_COLUMNS):
        number, by, at, note = made
        found[(article, key)][field] = (Decided(id=number, by=by, at=at, note=note), value)
    return found


def laid_over(made: Standing, article: int, quote: str, offset: int) -> dict[str, Any]:
    """Give the fields of a figure that people decided; its number stands at `offset` of its
    `quote`."""
    if not made:
        return {}
    decided = made.get((article, decision_key(quote, offset)), {})
    fields: dict[str, Any] = {}
    if ROLE in decided:
        fields["recommended"] = decided[ROLE][0]
    if CAUSE in decided:
        by, value = decided[CAUSE]
        fields |= {
            "cause": Cause(value["cause"]),
            "hazard": Hazard(value["hazard"]),
            "cause_basis": CauseBasis.HUMAN,
            "cause_words": "",
            "cause_decided": by,
        }
    return fields


def of_cause(cause: str) -> Q:
    """Select figures by their cause: the one that a person decided, else the machine's."""
    decided = Correction.objects.filter(kind=DISPLACEMENT, field=CAUSE, undone_at=None)
    values = {
        (article, key): value["cause"] if isinstance(value, dict) else ""
        for article, key, value in decided.order_by("pk").values_list(
            "article_id", "quote_hash", "value"
        )
    }
    if not values:
        return Q(cause=cause)
    said = {
        number: values[(article, key)]
        for number, article, key in _keys({article for article, _ in values})
        if (article, key) in values
    }
    chosen = [number for number, value in said.items() if value == cause]
    return Q(pk__in=chosen) | (Q(cause=cause) & ~Q(pk__in=list(said)))


def _keys(articles: Iterable[int]) -> Iterable[tuple[int, int, str]]:
    """Give the figures of articles with the keys under which people decide on them."""
    found = DisplacementFigure.objects.filter(article__in=articles).order_by()
    columns = ("pk", "article_id", "quote", "figure_start", "start")
    for number, article, quote, at, start in found.values_list(*columns):
        yield number, article, decision_key(quote, at - start)


def history(article: int, quote: str, offset: int) -> tuple[FigureDecision, ...]:
    """Give all that people decided on a figure, the latest first, with what they undid."""
    found = Correction.objects.filter(
        article=article, kind=DISPLACEMENT, quote_hash=decision_key(quote, offset)
    ).select_related("decided_by", "undone_by")
    return tuple(_decision(row) for row in found.order_by("-pk"))


def _decision(row: Correction) -> FigureDecision:
    is_of_role = row.field == ROLE
    value: dict[str, str] = row.value if isinstance(row.value, dict) else {}
    return FigureDecision(
        id=row.pk,
        is_of_role=is_of_role,
        cause=None if is_of_role else Cause(value["cause"]),
        hazard=Hazard.UNCLEAR if is_of_role else Hazard(value["hazard"]),
        by=row.decided_by.get_username(),
        at=row.decided_at,
        note=row.note,
        undone_by=row.undone_by.get_username() if row.undone_by else "",
        undone_at=row.undone_at,
    )
