"""`manage.py evaluate`: what newsmon extracts against the gold sets, and against the floors."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from analysis.evaluation import memory
from analysis.evaluation.report import Result, raised, under_floors
from analysis.management.measuring import TASKS, NotMeasured, chosen_resources

BENCHMARKS = settings.BASE_DIR / "benchmarks"
FLOORS = BENCHMARKS / "floors.json"


class Command(BaseCommand):
    help = "Score extraction over gold sets; fails where a figure lies under its floor."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("task", nargs="?", choices=list(TASKS), help="none: all of them")
        parser.add_argument(
            "--gold", nargs="+", type=Path, default=[], help="files; none: benchmarks/gold"
        )
        parser.add_argument("--errors", action="store_true", help="print each error")
        parser.add_argument(
            "--compare", action="store_true", help="print what changed since the last run"
        )
        parser.add_argument(
            "--raise-floors", action="store_true", help="lift floors to just below these figures"
        )

    def handle(self, *_args: Any, task: str | None, **options: Any) -> None:
        tasks = [task] if task else list(TASKS)
        results, reasons = self._measure(tasks, options["gold"])
        folder = settings.VAR_DIR / "evaluate"
        self._print(line for result in results for line in result.lines)
        if options["errors"]:
            self._print(f"\n{error}" for result in results for error in result.errors)
        if options["compare"]:
            self._print(memory.changes(folder, results))
        self._print(f"\n{name}: not measured: {reason}" for name, reason in reasons.items())
        memory.keep(folder, results)
        if options["raise_floors"]:
            _raise_floors(results)
        low = [] if options["gold"] else _under_floors(tasks, results, reasons)
        if low:
            raise CommandError("\n".join(["Under the floor:", *low]))
        if task in reasons:
            raise CommandError(f"{task} cannot be measured: {reasons[task]}")

    def _print(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.stdout.write(line)

    def _measure(
        self, tasks: Sequence[str], gold: Sequence[Path]
    ) -> tuple[list[Result], dict[str, str]]:
        """Return the results, and why a task has none."""
        results: list[Result] = []
        reasons: dict[str, str] = {}
        for name in tasks:
            try:
                files = TASKS[name].files(gold, BENCHMARKS / "gold")
                results += TASKS[name].run(files, chosen_resources()) if files else []
            except NotMeasured as error:
                reasons[name] = str(error)
        return results, reasons


def _under_floors(
    tasks: Sequence[str], results: Sequence[Result], reasons: Mapping[str, str]
) -> list[str]:
    """Name the figures under their floors, for the sets of these tasks."""
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    chosen = {TASKS[name].sets: name for name in tasks}
    known = {task.sets for task in TASKS.values()}
    wanted, why = {}, {}
    for name, floor in floors.items():
        prefix = name.partition("_")[0]
        if prefix in chosen or prefix not in known:
            wanted[name] = floor
            if reason := reasons.get(chosen.get(prefix, "")):
                why[name] = reason
    return list(under_floors(results, wanted, why))


def _raise_floors(results: Iterable[Result]) -> None:
    floors = raised(json.loads(FLOORS.read_text(encoding="utf-8")), results)
    FLOORS.write_text(json.dumps(floors, indent=2, sort_keys=True) + "\n", encoding="utf-8")
