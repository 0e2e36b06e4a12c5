"""The stance matrix as rows of cells, each with its balance, its words and its address."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from analysis.timelines.pages import StanceMatrix
from analysis.timelines.records import Name, StanceCell
from dashboard import links, wording

# From so many reports on a cell has the deeper shades.
SHADES = (1, 3, 8)
# A side prevails when it has at least this share of what takes a side.
PREVAILS = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """`tone` names a shade of static/css/stances.css; a pair without a stance has no `url`."""

    cell: StanceCell | None
    tone: str
    text: str
    url: str
    is_self: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    holder: Name
    cells: tuple[Cell, ...]


def rows(record: StanceMatrix, query: Mapping[str, object]) -> tuple[Row, ...]:
    """Lay a matrix out by holder; `query` narrows the list that a cell opens."""
    return tuple(
        Row(
            holder=holder,
            cells=tuple(_cell(record, holder, target, query) for target in record.targets),
        )
        for holder in record.holders
    )


def _cell(record: StanceMatrix, holder: Name, target: Name, query: Mapping[str, object]) -> Cell:
    found = record.cells.get((holder.slug or "", target.slug or ""))
    if found is None:
        is_self = holder.slug == target.slug
        return Cell(cell=None, tone="none", text="", url="", is_self=is_self)
    return Cell(
        cell=found,
        tone=tone(found),
        text=_text(found),
        url=links.listed("quotes", holder=holder.slug, target=target.slug, **query),
    )


def tone(cell: StanceCell) -> str:
    """Say which side prevails and, by the number of reports, how deep its shade is: "support-2",
    "oppose-1", "mixed-3"; "neutral" where none takes a side."""
    sided = cell.support + cell.oppose
    if not sided:
        return "neutral"
    depth = sum(cell.reports >= least for least in SHADES)
    if cell.support >= sided * PREVAILS:
        return f"support-{depth}"
    return f"oppose-{depth}" if cell.oppose >= sided * PREVAILS else f"mixed-{depth}"


def _text(cell: StanceCell) -> str:
    return gettext(
        "%(holder)s on %(target)s: for %(support)s, against %(oppose)s, neutral %(neutral)s"
    ) % {
        "holder": wording.name_text(cell.holder),
        "target": wording.name_text(cell.target),
        "support": cell.support,
        "oppose": cell.oppose,
        "neutral": cell.neutral,
    }


def summary(record: StanceMatrix) -> str:
    """Say in a few sentences how much is shown, and the pairs most for and most against."""
    if not record.cells:
        return gettext("%(period)s: no stance between two known actors.") % {
            "period": wording.period_text(record.period)
        }
    said = [
        gettext("%(period)s: %(shown)s of %(pairs)s pairs of actors are shown.")
        % {
            "period": wording.period_text(record.period),
            "shown": wording.number(len(record.cells)),
            "pairs": wording.number(record.pairs),
        }
    ]
    against = max(record.cells.values(), key=lambda cell: cell.oppose)
    support = max(record.cells.values(), key=lambda cell: cell.support)
    if against.oppose:
        said.append(gettext("Most reports against: %(cell)s.") % {"cell": _text(against)})
    if support.support:
        said.append(gettext("Most reports for: %(cell)s.") % {"cell": _text(support)})
    if record.unnamed:
        said.append(
            ngettext(
                "%(count)s report has a stance whose holder or target the registry does not know.",
                "%(count)s reports have a stance whose holder or target the registry does not "
                "know.",
                record.unnamed,
            )
            % {"count": wording.number(record.unnamed)}
        )
    return " ".join(said)
