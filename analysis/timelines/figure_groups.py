"""When two sentences give one figure: same reporter, number, unit, measure, window and place, and
no two causes."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from analysis.terms import Cause, Measure, PlaceRole, Quantifier
from analysis.timelines.records import FigureGroup, FigureRow, Name

# A new movement is repeated for a week at most; a number of people who are displaced stands for a
# month, the rhythm in which agencies publish.
FLOW_DAYS, STOCK_DAYS = 7, 31

Days = tuple[date, date]


def group(read: Iterable[FigureRow]) -> tuple[FigureGroup, ...]:
    """Join the rows that give one figure; newest group first."""
    alike: dict[tuple[object, ...], list[FigureRow]] = defaultdict(list)
    for row in read:
        alike[_number(row)].append(row)
    made = [
        FigureGroup(first=joined[0], rows=tuple(joined))
        for rows in alike.values()
        for joined in _joined(sorted(rows, key=_printed))
    ]
    return tuple(sorted(made, key=lambda item: order(item.first), reverse=True))


def order(row: FigureRow) -> tuple[bool, date, int, int]:
    """Sort rows by day; those without one come first, and last where the order is turned."""
    on = row.evidence.published_on
    return on is not None, on or date.min, -row.evidence.article_id, -row.figure_start


def _printed(row: FigureRow) -> tuple[bool, date, int, int]:
    """Sort rows by who printed first; those without a day come last."""
    on = row.evidence.published_on
    return on is None, on or date.max, row.evidence.article_id, row.figure_start


def reporters_of(groups: Iterable[FigureGroup]) -> tuple[Name, ...]:
    """Name the independent reporters of figures, each once: whoever prints them is none."""
    found = {name.slug or name.en: name for item in groups for name in item.first.reporters}
    return tuple(sorted(found.values(), key=lambda name: name.en))


def days_of(row: FigureRow) -> Days | None:
    """Give the days that a figure speaks of: those that it states, else the time in which a report
    of it may be repeated; None where neither it nor its article has a date."""
    on = row.evidence.published_on
    since = row.since_on or row.start_on
    if since is not None:
        return since, max(since, row.end_on or on or since)
    if on is None:
        return None
    is_long = row.is_cumulative or row.measure is Measure.STOCK
    return on - timedelta(days=STOCK_DAYS if is_long else FLOW_DAYS), on


def _number(row: FigureRow) -> tuple[object, ...]:
    """Say what must be the same. A vague figure is never the same as another: "tens of thousands"
    twice may be two crowds; nor are two figures without a reporter printed apart."""
    said = (row.reported, row.reported_high, row.unit, row.measure, row.is_return)
    who = tuple(sorted(name.en for name in row.reporters))
    if row.quantifier is Quantifier.VAGUE or row.reported is None or not who:
        evidence = row.evidence
        return (*said, evidence.article_id, evidence.version, evidence.start, row.figure_start)
    return (*said, row.is_cumulative, row.factuality, who)


def _joined(rows: Sequence[FigureRow]) -> list[list[FigureRow]]:
    """Part rows with the same number and reporter by place and time; `rows` are in order."""
    groups: list[list[FigureRow]] = []
    for row in rows:
        for found in groups:
            if all(_may_be_one(row, other) for other in found) and _meet(found[-1], row):
                found.append(row)
                break
        else:
            groups.append([row])
    return groups


def _may_be_one(one: FigureRow, other: FigureRow) -> bool:
    return is_cause_alike(one.cause, other.cause) and _same_place(one, other)


def is_cause_alike(one: Cause, other: Cause) -> bool:
    """Say whether two figures may have one cause: they name the same, or one of them names none."""
    return one is other or Cause.UNCLEAR in (one, other)


def _meet(earlier: FigureRow, later: FigureRow) -> bool:
    first, second = days_of(earlier), days_of(later)
    if first is None or second is None:
        return first is second
    return first[0] <= second[1] and second[0] <= first[1]


def _same_place(one: FigureRow, other: FigureRow) -> bool:
    """Say whether two rows share a place and nothing speaks against it: no place that one leaves
    and the other reaches, nor two that lie apart from each other in one role."""
    first, second = _roles(one), _roles(other)
    if not first or not second:
        return not first and not second
    shared = first.keys() & second.keys()
    return bool(shared) and all(_agree(first[name], second[name]) for name in shared)


def _roles(row: FigureRow) -> dict[str, PlaceRole]:
    return {part.place.en: part.role for part in row.places}


def _agree(one: PlaceRole, other: PlaceRole) -> bool:
    return one is other or PlaceRole.UNCLEAR in (one, other)
