"""New figures that differ from what was known of a place before: no database."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

from analysis.timelines.figure_bands import bands, ends_of, is_comparable, kind_of
from analysis.timelines.figure_groups import is_cause_alike
from analysis.timelines.figure_records import Band, BandKind
from analysis.timelines.home_records import OutOfBand
from analysis.timelines.records import FigureGroup, FigureRow

# What was printed within a month is what is known: the rhythm in which agencies publish.
KNOWN_FOR = timedelta(days=31)
# Round numbers of one count differ by this much: "about 300,000" and 287,400.
MARGIN = 0.1


def out_of_band(
    groups: Iterable[FigureGroup], is_new: Callable[[FigureRow], bool]
) -> tuple[OutOfBand, ...]:
    """Give the new figures that lie outside of the lowest and highest number known before of the
    same place, measure, unit and kind of count, the latest first. A figure of which nothing
    comparable was known is none; nor is one that an older report gave already."""
    alike: dict[BandKind, list[FigureGroup]] = defaultdict(list)
    for item in groups:
        if is_comparable(item.first) and item.first.places:
            alike[kind_of(item.first, None)].append(item)
    found = []
    for usable in alike.values():
        for item in usable:
            if is_new(item.first):
                leaving = _leaving(item, _known_to(item, usable, is_new))
                found += [leaving] if leaving else []
    found.sort(key=lambda made: (_day(made.group), made.group.first.evidence.article_id))
    return tuple(reversed(found))


def _known_to(
    item: FigureGroup, others: Sequence[FigureGroup], is_new: Callable[[FigureRow], bool]
) -> list[FigureGroup]:
    """Give what was known when a figure was printed: of its own day, only what is not new.
    `others` are of its kind."""
    on = _day(item)
    return [
        other
        for other in others
        if on - KNOWN_FOR <= _day(other) <= on
        and other is not item
        and (_day(other) < on or not is_new(other.first))
        and is_cause_alike(other.cause, item.cause)
    ]


def _leaving(item: FigureGroup, known: Sequence[FigureGroup]) -> OutOfBand | None:
    numbers = [number for other in known for number in ends_of(other.first)]
    low, high = ends_of(item.first)
    is_above = bool(numbers) and low > max(numbers) * (1 + MARGIN)
    is_below = bool(numbers) and high < min(numbers) * (1 - MARGIN)
    found: tuple[Band, ...] = bands(known, None) if is_above or is_below else ()
    if len(found) != 1:  # it leaves nothing, or what is known has two causes and this figure none
        return None
    return OutOfBand(group=item, band=found[0], is_above=is_above)


def _day(item: FigureGroup) -> date:
    return item.first.evidence.published_on or date.min
