"""Figures of people on the move: one point per figure, however many outlets repeat it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.db.models import F, Q

from analysis import models
from analysis.models.decisions import DISPLACEMENT, ROLE
from analysis.querysets import FigureQuerySet
from analysis.terms import Cause, Term
from analysis.timelines import period as periods
from analysis.timelines import rows
from analysis.timelines.claim_rows import RETURN_CATEGORIES, figure_rows
from analysis.timelines.decisions import of_cause
from analysis.timelines.figure_bands import with_roles
from analysis.timelines.figure_groups import group
from analysis.timelines.figure_records import Window
from analysis.timelines.records import FigureGroup, FigureRow, Filters, Name, Period
from analysis.timelines.regions import figures_in, keys_within

__all__ = [
    "CAUSES",
    "KINDS",
    "ORDERS",
    "group",
    "newest_first",
    "of_reporter",
]

# A page of more sentences than this is not read; the page says that it was cut.
MOST_ROWS = 500
# As FigureRow.is_return has it.
RETURNS = Q(category__in=RETURN_CATEGORIES) | Q(term=Term.RETURNS)

# Values of the filter `kind`, beside "" for all.
KINDS = ("FLOW", "STOCK", "RETURN")
# Values of the filter `cause`, beside "" for all.
CAUSES = tuple(Cause)
# What a table of figures may be sorted by; the largest and the newest come first.
ORDERS = ("date", "number", "place", "reporter", "outlets")

# Words of a figure are shorter than those of a truce, which stand beside them in what an edit
# changed.
_LONGEST_NUMBER = 60


def groups_of(
    filters: Filters, period: Period, *, most: int = MOST_ROWS
) -> tuple[tuple[FigureGroup, ...], bool]:
    """Read the figures that the filters ask for, and whether there are more than that."""
    read = with_replaced(figure_rows(newest_first(asked_for(filters, period))[: most + 1]))
    return with_roles(group(read[:most]), recommended_figures()), len(read) > most


def recommended_figures() -> tuple[FigureGroup, ...]:
    """Read the figures that people recommend, the latest decisions only."""
    decided = models.Correction.objects.filter(kind=DISPLACEMENT, field=ROLE, undone_at=None)
    articles = list(decided.order_by("-pk").values_list("article", flat=True)[:MOST_ROWS])
    if not articles:
        return ()
    read = figure_rows(models.DisplacementFigure.objects.filter(article__in=articles))
    return tuple(FigureGroup(first=row, rows=(row,)) for row in read if row.recommended)


def window_of(filters: Filters) -> Window:
    return Window(filters.window or Window.WEEK)


def place_of(filters: Filters) -> Name | None:
    """Name the chosen place, None where none is chosen."""
    place = models.Place.objects.filter(slug=filters.place).first() if filters.place else None
    return rows.place_name(place) if place else None


def newest_first(figures: FigureQuerySet) -> FigureQuerySet:
    newest = F("printed_at").desc(nulls_last=True)
    return figures.order_by(newest, "-article_id", "figure_start", "pk")


def newest(figures: FigureQuerySet, limit: int) -> tuple[FigureGroup, ...]:
    """Group the newest figures. They are found by their dates first and read after that: a sort
    of whole rows would carry every sentence of a busy reporter along."""
    first = list(newest_first(figures).values_list("pk", flat=True)[:limit])
    return group(figure_rows(newest_first(models.DisplacementFigure.objects.filter(pk__in=first))))


def asked_for(filters: Filters, period: Period) -> FigureQuerySet:
    """Select the figures that the filters ask for."""
    found = models.DisplacementFigure.objects.filter(
        periods.of_claims(filters, period, with_undated=True),
        figures_in(filters.region),
    )
    if filters.actor:
        found = found.filter(of_reporter(filters.actor))
    place = models.Place.objects.filter(slug=filters.place).first() if filters.place else None
    if place:
        parts = models.FigurePlace.objects.filter(place__in=keys_within(place))
        if filters.role:
            parts = parts.filter(role__in=(filters.role, "ORIGIN_AND_DESTINATION"))
        found = found.filter(pk__in=parts.values("figure"))
    if filters.cause:
        found = found.filter(of_cause(filters.cause))
    return _of_kind(found, filters.kind)


def _of_kind(found: FigureQuerySet, kind: str) -> FigureQuerySet:
    if kind == "RETURN":
        return found.filter(RETURNS)
    return found.filter(~RETURNS, measure=kind) if kind else found


def ordered(groups: Sequence[FigureGroup], order: str) -> tuple[FigureGroup, ...]:
    """Sort figures by one of ORDERS; a leading "-" turns the order. "" leaves the newest first."""
    name = order.removeprefix("-")
    if name not in ORDERS:
        return tuple(groups)
    known = [item for item in groups if _sorting(item, name)]
    missing = [item for item in groups if not _sorting(item, name)]
    known.sort(key=lambda item: _sorting(item, name), reverse=order.startswith("-"))
    return (*known, *missing)


def _sorting(item: FigureGroup, name: str) -> str:
    """Give what a figure is sorted by as text of even length, "" where it has nothing of it."""
    row, on = item.first, item.first.evidence.published_on
    return {
        "date": on.isoformat() if on else "",
        "number": f"{row.unit}{row.reported or 0:020}" if row.reported else "",
        "place": row.places[0].place.en.casefold() if row.places else "",
        "reporter": row.reporters[0].en.casefold() if row.reporters else "",
        "outlets": f"{item.outlets:06}",
    }[name]


def with_replaced(read: Iterable[FigureRow]) -> list[FigureRow]:
    """Say of each figure what an earlier version of its article had in its place."""
    found = list(read)
    runs = models.AnalysisRun.objects.filter(
        version__article__in={row.evidence.article_id for row in found}, figures_changed=True
    )
    changes = list(runs.order_by("version__number").values_list("version__article", "changes"))
    if not changes:
        return found
    return [replace(row, replaces=replaced_words(row, changes)) for row in found]


def replaced_words(
    row: FigureRow, changes: Sequence[tuple[int, dict[str, list[str]]]]
) -> tuple[str, ...]:
    """Give the words that stood where a figure stands now: that of the same rank, where as many
    came as went; else all that went."""
    gone: tuple[str, ...] = ()
    for article, edit in changes:
        now, was = _numbers(edit.get("now", ())), _numbers(edit.get("was", ()))
        if article == row.evidence.article_id and row.words in now:
            gone = (was[now.index(row.words)],) if len(was) == len(now) else was
    return gone


def _numbers(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(text for text in words if len(text) <= _LONGEST_NUMBER)


def of_reporter(slug: str) -> Q:
    return Q(pk__in=models.FigureReporter.objects.filter(actor__slug=slug).values("figure"))
