"""Remembers a run's figures and verdicts in a folder, so that the next one can name the changes."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from analysis.evaluation.report import Result, as_record, compare

LAST = "last.json"
BEFORE_LAST = "previous.json"


def changes(folder: Path, results: Sequence[Result]) -> Iterator[str]:
    """Yield, set by set, what changed since the last run kept in the folder."""
    before = _read(folder / LAST)
    for result in results:
        if result.name not in before:
            yield f"\n{result.name}: no earlier run to compare with"
            continue
        lines = list(compare(before[result.name], as_record(result)))
        yield f"\n{result.name}: {'changes' if lines else 'no change'} since the last run"
        yield from lines


def keep(folder: Path, results: Sequence[Result]) -> None:
    """Write the run over the last one, which is kept beside it; sets not measured stay."""
    last = folder / LAST
    sets = _read(last) | {result.name: as_record(result) for result in results}
    folder.mkdir(parents=True, exist_ok=True)
    if last.exists():
        last.replace(folder / BEFORE_LAST)
    text = json.dumps(sets, ensure_ascii=False, indent=1, sort_keys=True)
    last.write_text(text + "\n", encoding="utf-8")


def _read(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    sets: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return sets
