"""The small mark before a claim: its shape and colour say of what kind it is."""

from functools import cache

from django.utils.safestring import SafeString, mark_safe

from analysis.terms import CeasefireKind, Measure, Polarity
from analysis.timelines.records import CeasefireRow, FigureRow, StanceRow

_CIRCLE = '<path d="M6 2a4 4 0 1 0 0 8a4 4 0 1 0 0-8z"/>'
_SQUARE = '<path d="M2 2h8v8h-8z"/>'
_DIAMOND = '<path d="M6 1l4 5-4 5-4-5z"/>'
# The shapes are those of the charts (charts.ceasefires.MARKS); without "mark-full" an outline.
_CLASSES: dict[object, tuple[str, str]] = {
    CeasefireKind.PROPOSED: ("mark-ceasefire", _CIRCLE),
    CeasefireKind.DECLARED: ("mark-ceasefire mark-full", _CIRCLE),
    CeasefireKind.AGREED: ("mark-ceasefire mark-full", _DIAMOND),
    CeasefireKind.ACCEPTED: ("mark-ceasefire", _DIAMOND),
    CeasefireKind.REJECTED: ("mark-end", _DIAMOND),
    CeasefireKind.ENTERED_INTO_FORCE: (
        "mark-ceasefire mark-full",
        '<path d="M6 1.5l5 9h-10z"/>',
    ),
    CeasefireKind.EXTENDED: (
        "mark-ceasefire mark-full",
        '<path d="M4 2h4q2 0 2 2v4q0 2-2 2h-4q-2 0-2-2v-4q0-2 2-2z"/>',
    ),
    CeasefireKind.VIOLATED: ("mark-violation", '<path d="M2 2l8 8M10 2l-8 8"/>'),
    CeasefireKind.SUSPENDED: ("mark-end", _SQUARE),
    CeasefireKind.ENDED: ("mark-end mark-full", _SQUARE),
    Measure.STOCK: ("mark-displacement mark-full", _SQUARE),
    Polarity.SUPPORT: ("mark-support mark-full", '<path d="M6 2l4.5 8h-9z"/>'),
    Polarity.OPPOSE: ("mark-oppose mark-full", '<path d="M6 10L1.5 2h9z"/>'),
}
_CEASEFIRE = ("mark-end", _CIRCLE)
_RETURN = ("mark-displacement", _CIRCLE)
_FLOW = ("mark-displacement mark-full", _CIRCLE)
_STANCE = ("mark-neutral", '<path d="M2 6h8"/>')


def mark(row: CeasefireRow | FigureRow | StanceRow) -> SafeString:
    """Draw the mark of a claim."""
    if isinstance(row, CeasefireRow):
        return _drawn(*_CLASSES.get(row.kind, _CEASEFIRE))
    if isinstance(row, FigureRow):
        return _drawn(*(_RETURN if row.is_return else _CLASSES.get(row.measure, _FLOW)))
    return _drawn(*_CLASSES.get(row.polarity, _STANCE))


@cache
def _drawn(classes: str, shape: str) -> SafeString:
    return mark_safe(
        f'<svg class="mark {classes}" viewBox="0 0 12 12" aria-hidden="true">{shape}</svg>'
    )
