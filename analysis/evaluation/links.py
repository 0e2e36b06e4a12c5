"""Measures which actor and which place of the registries a name is linked to.

The gold gives an id for a quote, or null where nobody in the registry is meant or nobody can
tell. What counts is the link that lies over most of the quote: the id of the gold is right, any
other one is wrong, none at all is null. Where the gold is null, null is right.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from analysis.evaluation.report import Result, Verdict
from analysis.records import Analysis, Document, Entity

KINDS = ("actor", "place")
_DEMONYM = "demonym"  # a hint of the linker, no link
_NUMBER = re.compile(r"\d+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldLink:
    """A quote at `start..end` and the ids that are right for it; none: only null is right."""

    start: int
    end: int
    kind: str
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedText:
    """A text of the gold with its links.

    `is_unseen`: held back, its errors are counted and never shown.
    """

    document: Document
    links: tuple[GoldLink, ...]
    is_unseen: bool


def read(lines: Iterable[str]) -> list[LinkedText]:
    """Read texts with links from JSON Lines; raise ValueError for a quote that is not there."""
    return [_text(json.loads(line)) for line in lines if line.strip()]


def _text(row: Mapping[str, Any]) -> LinkedText:
    published = row["published"]
    number = _NUMBER.search(row["id"])
    return LinkedText(
        document=Document(
            id=row["id"],
            text=row["text"],
            lang=row["lang"],
            published_on=date.fromisoformat(published) if published else None,
        ),
        links=tuple(_link(row, mention) for mention in row["mentions"]),
        is_unseen=number is not None and int(number.group()) % 2 == 1,
    )


def _link(row: Mapping[str, Any], mention: Mapping[str, Any]) -> GoldLink:
    if mention["kind"] not in KINDS:
        raise ValueError(f"{row['id']}: no kind of link: {mention['kind']!r}")
    start = -1
    for _ in range(mention["nth"]):
        start = row["text"].find(mention["quote"], start + 1)
        if start < 0:
            raise ValueError(f"{row['id']}: {mention['quote']!r} does not stand so often there")
    ids = (mention["id"], *mention.get("also", ())) if mention["id"] else ()
    return GoldLink(start=start, end=start + len(mention["quote"]), kind=mention["kind"], ids=ids)


def measure(name: str, texts: Sequence[LinkedText], answers: Sequence[Analysis]) -> Result:
    """Score the links by kind as shares of all quotes of that kind."""
    result = Result(name=name, lines=[f"\n{name}: {len(texts)} texts"])
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
    for text, answer in zip(texts, answers, strict=True):
        for link in text.links:
            outcome = _judge(link, answer.entities)
            counts[link.kind][outcome] += 1
            _note(text, link, answer.entities, outcome, result)
    for kind, counted in counts.items():
        _add_figures(kind, counted, result)
    return result


def _add_figures(kind: str, counted: Counter[str], result: Result) -> None:
    total = counted.total()
    if not total:
        return
    shares = {outcome: counted[outcome] / total for outcome in ("right", "wrong", "null")}
    result.figures[f"{kind} accuracy"] = shares["right"]
    result.figures[f"{kind} wrong"] = shares["wrong"]
    result.figures[f"{kind} null"] = shares["null"]
    result.lines.append(
        f"  {kind:13} right {shares['right']:.3f}  wrong {shares['wrong']:.3f}"
        f"  null {shares['null']:.3f}   (of {total})"
    )


def _judge(link: GoldLink, entities: Sequence[Entity]) -> str:
    said = answer_at(link, entities)
    if said in link.ids or (said is None and not link.ids):
        return "right"
    return "null" if said is None else "wrong"


def answer_at(link: GoldLink, entities: Sequence[Entity]) -> str | None:
    """Return the id of the link's kind that lies over most of the quote, None without one."""
    over = [
        (min(entity.end, link.end) - max(entity.start, link.start), said)
        for entity in entities
        if entity.start < link.end > link.start < entity.end
        and (said := _id(entity, link.kind)) is not None
    ]
    return max(over, key=lambda one: one[0])[1] if over else None


def _id(entity: Entity, kind: str) -> str | None:
    if kind == "actor":
        return entity.actor
    return None if entity.reason == _DEMONYM else entity.place


def _note(
    text: LinkedText, link: GoldLink, entities: Sequence[Entity], outcome: str, result: Result
) -> None:
    document = text.document
    quote = document.text[link.start : link.end]
    verdict = Verdict.RIGHT if outcome == "right" else Verdict.WRONG
    result.note(f"{document.id} {link.kind} {link.start} {quote}", verdict)
    if verdict is Verdict.RIGHT or text.is_unseen:
        return
    wanted = " or ".join(link.ids) or "null"
    said = answer_at(link, entities) or "null"
    result.errors.append(
        f"{outcome} {link.kind} {quote!r}: {said}, not {wanted}, in {document.id}"
        f" ({document.published_on})\n  {document.text}"
    )
