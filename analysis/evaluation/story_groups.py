"""Measures which reports are put into one story: every pair of reports is right or wrong."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from analysis.evaluation.report import Counts, Result, Verdict
from analysis.records import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report as its outlet opens it, and the story that it tells."""

    document: Document
    story: str
    published_at: datetime


def read(lines: Iterable[str]) -> list[Report]:
    """Read reports from JSON Lines, in the order in which they were printed."""
    rows = [json.loads(line) for line in lines if line.strip()]
    reports = [
        Report(
            document=_document(row),
            story=row["story"],
            published_at=datetime.fromisoformat(row["published"]),
        )
        for row in rows
    ]
    return sorted(reports, key=lambda report: (report.published_at, report.document.id))


def _document(row: dict[str, str]) -> Document:
    return Document(
        id=row["id"],
        text=f"{row['title']}\n{row['lead']}",
        title=row["title"],
        lang=row["lang"],
        published_on=datetime.fromisoformat(row["published"]).date(),
    )


def measure(name: str, reports: Sequence[Report], stories: Sequence[int]) -> Result:
    """Score the pairs of reports that were put together; `stories` in the order of the reports."""
    result = Result(name=name, lines=[f"\n{name}: {len(reports)} reports"])
    every, across = Counts(), Counts()
    answers = list(zip(reports, stories, strict=True))
    for (one, one_story), (other, other_story) in combinations(answers, 2):
        together, is_same = one_story == other_story, one.story == other.story
        counts = [every, across] if one.document.lang != other.document.lang else [every]
        for count in counts:
            _count(count, together, is_same)
        if together or is_same:
            _note(result, one, other, together, is_same)
    for label, count in (("all", every), ("crosslingual", across)):
        result.figures |= count.figures(label)
        result.lines.append(count.line(label))
    return result


def _count(counts: Counts, together: bool, is_same: bool) -> None:
    counts.found += together and is_same
    counts.invented += together and not is_same
    counts.missed += is_same and not together


def _note(result: Result, one: Report, other: Report, together: bool, is_same: bool) -> None:
    pair = f"{one.document.id} {other.document.id}"
    if is_same:
        result.note(pair, Verdict.RIGHT if together else Verdict.WRONG)
    else:
        result.note(pair, Verdict.INVENTED)
    if together != is_same:
        said = "put together" if together else "told apart"
        result.errors.append(f"{said}: {pair}\n  {one.document.title}\n  {other.document.title}")
