"""What one measurement gives, how two of them differ and which figures lie under their floors."""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

# Figures that should be small: their floor is the most that they may be.
UPSIDE_DOWN = frozenset({"invented", "actor wrong", "place wrong"})
# Figures that get a floor; fields of facts hang on too few facts for one.
GUARDED = re.compile(r"\w+ (?:f1|recall|accuracy)|\w+ to \w+")
# A floor lies this far under the figure at least: other processors round a little differently.
MARGIN = 0.005
# Figures are kept as exactly as they are compared.
DIGITS = 4


class Verdict(StrEnum):
    RIGHT = "right"
    WRONG = "wrong"
    # An item of its own without counterpart in the gold: where it is absent, all is well.
    INVENTED = "invented"


@dataclass(slots=True, kw_only=True)
class Counts:
    """How many were found, invented and missed."""

    found: int = 0
    invented: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        return self.found / (self.found + self.invented) if self.found + self.invented else 0.0

    @property
    def recall(self) -> float:
        return self.found / (self.found + self.missed) if self.found + self.missed else 0.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def figures(self, name: str) -> dict[str, float]:
        """Return precision, recall and F1, called after what was counted."""
        rates = {"precision": self.precision, "recall": self.recall, "f1": self.f1}
        return {f"{name} {rate}": value for rate, value in rates.items()}

    def line(self, name: str) -> str:
        """Return the counts and rates as a line of a table."""
        return (
            f"  {name:13} P {self.precision:.3f}  R {self.recall:.3f}  F1 {self.f1:.3f}"
            f"   (found {self.found}, invented {self.invented}, missed {self.missed})"
        )


@dataclass(slots=True, kw_only=True)
class Result:
    """A measured gold set: `figures` in 0..1, a verdict for each item, and both in words."""

    name: str
    figures: dict[str, float] = field(default_factory=dict)
    items: dict[str, Verdict] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    _seen: Counter[str] = field(default_factory=Counter)

    def note(self, item: str, verdict: Verdict) -> None:
        """Keep an item's verdict; items of one wording are told apart by number."""
        self._seen[item] += 1
        again = self._seen[item]
        self.items[item if again == 1 else f"{item} #{again}"] = verdict


def as_record(result: Result) -> dict[str, Any]:
    """Return what a later run compares itself with, in JSON's types."""
    figures = {name: round(value, DIGITS) for name, value in result.figures.items()}
    return {"figures": figures, "items": {k: v.value for k, v in result.items.items()}}


def compare(before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    """Name each figure that changed and each item that turned right or wrong.

    Both are records of one set. Items that only one of them knows are left out, but for
    inventions: those are new or gone.
    """
    for name, value in now["figures"].items():
        old = before["figures"].get(name)
        if old is not None and old != value:
            yield f"  {name}: {old:.3f} to {value:.3f} ({value - old:+.3f})"
    for item in sorted(before["items"].keys() | now["items"].keys()):
        old, new = before["items"].get(item), now["items"].get(item)
        if old != new and ((old and new) or Verdict.INVENTED in (old, new)):
            yield f"  {'gain' if new in (Verdict.RIGHT, None) else 'loss'}: {item}"


def under_floors(
    results: Sequence[Result],
    floors: Mapping[str, Mapping[str, float]],
    reasons: Mapping[str, str],
) -> Iterator[str]:
    """Name each figure on the wrong side of its floor; a set not measured fails with its reason."""
    measured = {result.name: result.figures for result in results}
    for name, wanted in floors.items():
        if name not in measured:
            yield f"  {name}: not measured: {reasons.get(name, 'there is no such gold set')}"
            continue
        for figure, floor in wanted.items():
            yield from _under_floor(name, figure, floor, measured[name].get(figure))


def _under_floor(name: str, figure: str, floor: float, value: float | None) -> Iterator[str]:
    if value is None:
        yield f"  {name}: there is no figure called {figure!r}"
    elif (value > floor) if figure in UPSIDE_DOWN else (value < floor):
        yield f"  {name}, {figure}: {value:.3f}, floor {floor:.3f}"


def raised(
    floors: Mapping[str, Mapping[str, float]], results: Iterable[Result]
) -> dict[str, dict[str, float]]:
    """Return the floors lifted to just below the figures, in steps of 0.01; none is lowered."""
    lifted = {name: dict(kept) for name, kept in floors.items()}
    for result in results:
        kept = lifted.setdefault(result.name, {})
        for figure, value in result.figures.items():
            if figure in UPSIDE_DOWN:
                kept[figure] = min(kept.get(figure, 1.0), _hundredths(value + MARGIN, math.ceil))
            elif figure in kept or (value > MARGIN and GUARDED.fullmatch(figure)):
                kept[figure] = max(kept.get(figure, 0.0), _hundredths(value - MARGIN, math.floor))
    return lifted


def _hundredths(value: float, rounding: Callable[[float], int]) -> float:
    return max(rounding(round(value * 100, DIGITS)), 0) / 100
