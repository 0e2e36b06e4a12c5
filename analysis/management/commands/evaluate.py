"""`manage.py evaluate`: extraction against gold passages, and against the floors."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from analysis import evaluation, pipeline
from analysis.resources import from_files

BENCHMARKS = settings.BASE_DIR / "benchmarks"
FLOORS = BENCHMARKS / "floors.json"


class Command(BaseCommand):
    help = "Score extraction over gold passages; fails where a score lies under its floor."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("gold", nargs="*", type=Path, help="none: benchmarks/gold/*.jsonl")
        parser.add_argument("--errors", action="store_true", help="print each error")

    def handle(self, *_args: Any, gold: list[Path], errors: bool, **_options: Any) -> None:
        files = gold or sorted((BENCHMARKS / "gold").glob("*.jsonl"))
        resources = from_files(settings.NER_MODEL, threads=settings.NLP_THREADS)
        measured: dict[str, dict[str, float]] = {}
        for path in files:
            passages = evaluation.read_passages(path.read_text(encoding="utf-8").splitlines())
            documents = [passage.document for passage in passages]
            report = evaluation.measure(passages, pipeline.analyse_documents(documents, resources))
            measured[path.stem] = _figures(report)
            self.stdout.writelines(_table(path.stem, report))
            if errors:
                self.stdout.writelines(f"\n{error}" for error in report.errors)
        low = [] if gold else list(_under_floors(measured))
        if low:
            raise CommandError("\n".join(["Under the floor:", *low]))


def _figures(report: evaluation.Report) -> dict[str, float]:
    figures = {"invented": report.empty_with_inventions / max(report.empty, 1)}
    for task, score in report.scores.items():
        figures[f"{task} precision"] = score.precision
        figures[f"{task} recall"] = score.recall
        figures[f"{task} f1"] = score.f1
    return figures


def _table(name: str, report: evaluation.Report) -> Iterator[str]:
    yield (
        f"\n{name}: {report.passages} passages; facts invented on "
        f"{report.empty_with_inventions} of {report.empty} that hold none"
    )
    for task, score in report.scores.items():
        yield (
            f"  {task:13} P {score.precision:.3f}  R {score.recall:.3f}  F1 {score.f1:.3f}"
            f"   (found {score.found}, invented {score.invented}, missed {score.missed})"
        )
        for field, (right, judged) in sorted(score.fields.items()):
            yield f"    {field:16} {right / judged:.3f} of {judged}"


def _under_floors(measured: dict[str, dict[str, float]]) -> Iterator[str]:
    """Name each figure under its floor; of inventions the floor is the most that may be."""
    for name, floors in json.loads(FLOORS.read_text(encoding="utf-8")).items():
        for figure, floor in floors.items():
            value = measured.get(name, {}).get(figure, 0.0)
            if (value > floor) if figure == "invented" else (value < floor):
                yield f"  {name}, {figure}: {value:.3f}, floor {floor:.3f}"
