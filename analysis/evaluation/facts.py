"""Measures extraction against gold passages: what was found, missed and invented.

A figure is found when unit and number agree (a vague one when both are vague), a ceasefire claim
when its kind agrees, a stance when polarity, holder and target agree; each gold fact is matched
once, and only by a claim whose sentence lies on the gold quote. Fields are judged over matched
facts. Format of the gold files: benchmarks/README.md.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher
from typing import Any, TypeVar

from analysis.evaluation.report import Counts, Result, Verdict
from analysis.records import Analysis, CeasefireClaim, DisplacementClaim, Document, StanceTag
from analysis.terms import Category, Polarity, Quantifier, Term, Unit
from newsmon.lib.text import fold_name

# Spellings of one name differ less than this; different names more.
SAME_NAME = 0.88
# A number is the same within half a percent, which forgives rounding in the gold alone.
SAME_NUMBER = 0.005
# A gold quote is a few words; the claim's sentence may begin this far after them.
QUOTE_SLACK = 200

_Gold = dict[str, Any]
_Claim = TypeVar("_Claim", DisplacementClaim, CeasefireClaim, StanceTag)

QUANTIFIERS = {
    "exact": Quantifier.EXACT,
    "approximately": Quantifier.APPROXIMATELY,
    "more_than": Quantifier.MORE_THAN,
    "less_than": Quantifier.LESS_THAN,
    "between": Quantifier.RANGE,
    "vague": Quantifier.VAGUE,
}
ABROAD = {Category.PEOPLE_DISPLACED_ACROSS_BORDERS, Category.CROSS_BORDER_FLIGHT}
CATEGORIES: dict[str, Callable[[DisplacementClaim], bool]] = {
    "new_displacement": lambda claim: (
        claim.term != Term.RETURNS
        and claim.category
        in {
            Category.NEW_DISPLACEMENT,
            Category.PARTIAL_FLOW,
            Category.MULTIPLE_DISPLACEMENT,
            Category.UNVERIFIED_FLOW,
        }
    ),
    "idp_stock": lambda claim: (
        claim.category in {Category.IDPS, Category.PARTIAL_STOCK, Category.UNVERIFIED_STOCK}
    ),
    "evacuation": lambda claim: claim.term in {Term.EVACUATED, Term.RELOCATED},
    "cross_border": lambda claim: claim.category in ABROAD,
    "refugee_stock": lambda claim: claim.category in ABROAD,
    "return": lambda claim: (
        claim.category in {Category.RETURN, Category.RETURNEES, Category.CROSS_BORDER_RETURN}
    ),
    "sheltered": lambda claim: claim.term in {Term.SHELTERED, Term.IN_RELIEF_CAMP},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A text with the facts that a careful reader finds in it."""

    document: Document
    displacements: tuple[_Gold, ...]
    ceasefires: tuple[_Gold, ...]
    stances: tuple[_Gold, ...]


@dataclass(slots=True, kw_only=True)
class Score(Counts):
    """Counts of one kind of fact; `fields` maps a field to (right, judged)."""

    fields: dict[str, tuple[int, int]] = field(default_factory=dict)

    def judge(self, name: str, right: bool) -> None:
        good, judged = self.fields.get(name, (0, 0))
        self.fields[name] = (good + right, judged + 1)


@dataclass(slots=True, kw_only=True)
class Report:
    """Scores by kind of fact, and how many passages without facts got one."""

    result: Result
    empty: int = 0
    empty_with_inventions: int = 0
    scores: dict[str, Score] = field(
        default_factory=lambda: {t: Score() for t in ("displacement", "ceasefire", "stance")}
    )


def read_passages(lines: Iterable[str]) -> list[Passage]:
    """Read gold passages from JSON Lines."""
    return [_passage(json.loads(line)) for line in lines if line.strip()]


def _passage(row: Mapping[str, Any]) -> Passage:
    published = row["published"]
    return Passage(
        document=Document(
            id=row["id"],
            text=row["text"],
            lang=row["lang"],
            published_on=date.fromisoformat(published[:10]) if published else None,
        ),
        displacements=tuple(row["displacements"]),
        ceasefires=tuple(row["ceasefires"]),
        stances=tuple(row["stances"]),
    )


def measure(name: str, passages: Sequence[Passage], analyses: Sequence[Analysis]) -> Result:
    """Score the analyses of passages, given in the same order."""
    return _finish(count(name, passages, analyses), len(passages))


def count(name: str, passages: Sequence[Passage], analyses: Sequence[Analysis]) -> Report:
    """Match the facts of each passage and count."""
    report = Report(result=Result(name=name))
    for passage, analysis in zip(passages, analyses, strict=True):
        _measure_displacements(passage, analysis, report)
        _measure_ceasefires(passage, analysis, report)
        _measure_stances(passage, analysis, report)
        if not passage.displacements and not passage.ceasefires:
            report.empty += 1
            report.empty_with_inventions += bool(analysis.displacements or analysis.ceasefires)
    return report


def _finish(report: Report, passages: int) -> Result:
    result = report.result
    result.lines.append(
        f"\n{result.name}: {passages} passages; facts invented on "
        f"{report.empty_with_inventions} of {report.empty} that hold none"
    )
    result.figures["invented"] = report.empty_with_inventions / max(report.empty, 1)
    for kind, score in report.scores.items():
        result.figures |= score.figures(kind)
        result.lines.append(score.line(kind))
        for name, (right, judged) in sorted(score.fields.items()):
            result.figures[f"{kind} {name}"] = right / judged
            result.lines.append(f"    {name:16} {right / judged:.3f} of {judged}")
    return result


def _measure_displacements(passage: Passage, analysis: Analysis, report: Report) -> None:
    score = report.scores["displacement"]
    pairs = _pair("displacement", passage, passage.displacements, analysis.displacements, report)
    for gold, claim in pairs:
        score.judge("quantifier", claim.quantifier == QUANTIFIERS[gold["quantifier"]])
        score.judge("category", CATEGORIES[gold["category"]](claim))
        if gold["quantifier"] == "between":
            score.judge("high", claim.reported_high == gold["value_max"])
        _judge_names(score, "place", gold["places"], [p.name for p in claim.places])
        _judge_names(score, "reporter", gold["reporters"], [r.name for r in claim.reported_by])


def _measure_ceasefires(passage: Passage, analysis: Analysis, report: Report) -> None:
    score = report.scores["ceasefire"]
    for gold, claim in _pair("ceasefire", passage, passage.ceasefires, analysis.ceasefires, report):
        found = [party.name for party in claim.parties]
        for party in gold["parties"]:
            score.judge("party recall", any(_is_same(name, party) for name in found))
        if gold["duration_hours"]:
            score.judge("duration", claim.duration_hours == gold["duration_hours"])
        if gold["start_date"]:
            on = claim.effective_on.isoformat() if claim.effective_on else None
            score.judge("effective date", on == gold["start_date"])
        _judge_names(score, "place", gold["places"], [place.name for place in claim.places])


def _measure_stances(passage: Passage, analysis: Analysis, report: Report) -> None:
    """Judge only passages with stances in the gold; a neutral tag too many is no invention."""
    if passage.stances:
        said = [tag for tag in analysis.stances if tag.polarity != Polarity.NEUTRAL]
        _pair("stance", passage, passage.stances, said, report)


def _pair(
    task: str,
    passage: Passage,
    gold: Sequence[_Gold],
    claims: Sequence[_Claim],
    report: Report,
) -> list[tuple[_Gold, _Claim]]:
    """Match gold facts to claims one to one, count, and note each error."""
    left, pairs = list(claims), []
    score, result = report.scores[task], report.result
    for fact in gold:
        hit = next((c for c in left if _matches(fact, c) and _lies_on(fact, c, passage)), None)
        item = f"{passage.document.id} {task} {fact.get('quote')}"
        result.note(item, Verdict.WRONG if hit is None else Verdict.RIGHT)
        if hit is None:
            result.errors.append(
                _error("missed", task, passage, json.dumps(fact, ensure_ascii=False))
            )
            continue
        left.remove(hit)
        pairs.append((fact, hit))
    score.found += len(pairs)
    score.missed += len(gold) - len(pairs)
    score.invented += len(left)
    for claim in left:
        result.note(f"{passage.document.id} {task} invented: {claim.quote}", Verdict.INVENTED)
        result.errors.append(_error("invented", task, passage, str(claim)))
    return pairs


def _error(verdict: str, task: str, passage: Passage, what: str) -> str:
    return f"{verdict} {task} in {passage.document.id}: {what}\n  {passage.document.text}"


def _matches(fact: _Gold, claim: DisplacementClaim | CeasefireClaim | StanceTag) -> bool:
    match claim:
        case DisplacementClaim():
            return _is_same_figure(fact, claim)
        case CeasefireClaim():
            return claim.kind.lower() == str(fact["kind"])
        case StanceTag():
            return (
                claim.polarity.lower() == fact["label"]
                and _is_same(claim.holder.name, fact["holder"])
                and _is_same(claim.target.name, fact["target"])
            )


def _is_same_figure(fact: _Gold, claim: DisplacementClaim) -> bool:
    if claim.unit != Unit(fact["unit"].upper()):
        return False
    if fact["quantifier"] == "vague":
        return claim.quantifier == Quantifier.VAGUE
    value = fact["value"]
    return claim.reported is not None and abs(claim.reported - value) <= SAME_NUMBER * value


def _lies_on(
    fact: _Gold, claim: DisplacementClaim | CeasefireClaim | StanceTag, passage: Passage
) -> bool:
    at = passage.document.text.find(fact["quote"]) if fact.get("quote") else -1
    return at < 0 or (claim.end > at and claim.start < at + len(fact["quote"]) + QUOTE_SLACK)


def _judge_names(
    score: Score, name: str, accepted: Sequence[str] | None, found: Sequence[str]
) -> None:
    if accepted:
        score.judge(name, any(_is_same(one, accepted) for one in found))


def _is_same(name: str, accepted: Iterable[str]) -> bool:
    key = _key(name)
    return bool(key) and any(
        key == _key(one) or SequenceMatcher(None, key, _key(one)).ratio() >= SAME_NAME
        for one in accepted
    )


# Words that spellings of one name add or drop.
_LOOSE = frozenset({"the", "al", "el", "of", "government", "republic"})


def _key(name: str) -> str:
    words = fold_name(name).replace("-", " ").split()
    return "".join(word for word in words if word not in _LOOSE)
