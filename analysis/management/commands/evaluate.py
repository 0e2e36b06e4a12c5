"""`manage.py evaluate`: what newsmon extracts against the gold sets, and against the floors."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from analysis import pipeline
from analysis.evaluation import facts, memory, names
from analysis.evaluation.report import Result, raised, under_floors
from analysis.nlp.opening import ModelNames
from analysis.nlp.words import WORD
from analysis.records import Analysis
from analysis.resources import Resources, chosen_models, from_files

BENCHMARKS = settings.BASE_DIR / "benchmarks"
FLOORS = BENCHMARKS / "floors.json"


class NotMeasured(Exception):
    """A task cannot be measured here; the message says what is missing."""


class Shipped:
    """The models and registries as newsmon ships them, opened when first asked for."""

    def __init__(self) -> None:
        self._analysed: dict[Path, tuple[list[facts.Passage], list[Analysis]]] = {}

    @property
    def resources(self) -> Resources:
        return _open(chosen_models(), settings.NLP_THREADS)

    def analyse(self, path: Path) -> tuple[list[facts.Passage], list[Analysis]]:
        """Return the passages of a file and their analyses, made once for all tasks."""
        if path not in self._analysed:
            passages = facts.read_passages(_lines(path))
            documents = [passage.document for passage in passages]
            analyses = pipeline.analyse_documents(documents, self.resources)
            self._analysed[path] = (passages, analyses)
        return self._analysed[path]


@lru_cache(maxsize=1)
def _open(models: ModelNames, threads: int) -> Resources:
    return from_files(models, threads=threads)


Run = Callable[[Mapping[str, Path], Shipped], Iterator[Result]]


def _run_names(sets: Mapping[str, Path], shipped: Shipped) -> Iterator[Result]:
    for name, path in sets.items():
        sentences = names.read(_lines(path))
        found = shipped.resources.ner.tag([sentence.text for sentence in sentences])
        yield names.measure(name, sentences, found, word=WORD)


def _run_facts(sets: Mapping[str, Path], shipped: Shipped) -> Iterator[Result]:
    for name, path in sets.items():
        yield facts.measure(name, *shipped.analyse(path))


def _run_relevance(_sets: Mapping[str, Path], _shipped: Shipped) -> Iterator[Result]:
    raise NotMeasured("the shipped model does not judge the relevance of sentences")


def _run_stance(_sets: Mapping[str, Path], _shipped: Shipped) -> Iterator[Result]:
    raise NotMeasured("no model for stances is shipped")


def _run_vectors(_sets: Mapping[str, Path], _shipped: Shipped) -> Iterator[Result]:
    raise NotMeasured("the shipped model makes no sentence vectors")


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """`gold` begins the names of its gold files, `field` tells their rows, `sets` begins the names
    of its results."""

    run: Run
    gold: str
    field: str
    sets: str


TASKS = {
    "names": Task(run=_run_names, gold="names", field="marked", sets="names"),
    "relevance": Task(run=_run_relevance, gold="facts", field="displacements", sets="relevance"),
    "stance-model": Task(run=_run_stance, gold="stance", field="label", sets="stance"),
    "vectors": Task(run=_run_vectors, gold="parallel", field="texts", sets="parallel"),
    "facts": Task(run=_run_facts, gold="facts", field="displacements", sets="facts"),
}


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
        shipped = Shipped()
        results: list[Result] = []
        reasons: dict[str, str] = {}
        for name in tasks:
            try:
                results += TASKS[name].run(_sets(TASKS[name], gold), shipped)
            except NotMeasured as error:
                reasons[name] = str(error)
        return results, reasons


def _sets(task: Task, given: Sequence[Path]) -> dict[str, Path]:
    """Return the gold files of a task by the name of what is measured on them."""
    if given:
        sets = {f"given {path.stem}": path for path in given if _is_gold_of(task, path)}
    else:
        files = sorted((BENCHMARKS / "gold").glob(f"{task.gold}_*.jsonl"))
        sets = {path.stem: path for path in files}
        if not sets:
            raise NotMeasured(f"there is no gold: benchmarks/gold/{task.gold}_*.jsonl")
    return sets


def _is_gold_of(task: Task, path: Path) -> bool:
    first = next((line for line in _lines(path) if line.strip()), "{}")
    return task.field in json.loads(first)


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").split("\n")


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
