"""The small mark before a claim: its shape and colour say of what kind it is."""

from functools import cache

from django.utils.safestring import SafeString, mark_safe

from analysis.records import CeasefireKind, Measure, Polarity
from analysis.timelines.records import CeasefireRow, FigureRow, StanceRow

_CIRCLE = '<circle cx="6" cy="6" r="4"/>'
_CLASSES: dict[object, tuple[str, str]] = {
    CeasefireKind.VIOLATED: ("mark-violation", '<path d="M2 2l8 8M10 2l-8 8"/>'),
    CeasefireKind.PROPOSED: ("mark-ceasefire mark-open", _CIRCLE),
    **dict.fromkeys(
        (CeasefireKind.ENDED, CeasefireKind.SUSPENDED, CeasefireKind.REJECTED),
        ("mark-end", '<rect x="2.5" y="2.5" width="7" height="7"/>'),
    ),
    Measure.STOCK: (
        "mark-displacement mark-full",
        '<rect x="2" y="2" width="8" height="8"/>',
    ),
    Polarity.SUPPORT: ("mark-support mark-full", '<path d="M6 2l4.5 8h-9z"/>'),
    Polarity.OPPOSE: ("mark-oppose mark-full", '<path d="M6 10L1.5 2h9z"/>'),
}
_CEASEFIRE = ("mark-ceasefire", '<path d="M6 1.5v9M1.5 6h9"/>')
_RETURN = ("mark-displacement mark-open", _CIRCLE)
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
