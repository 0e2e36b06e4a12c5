"""Measures the judge of stances: for a holder and a target marked in a sentence, its polarity.

The gold marks the holder with braces and the target with brackets, each once. A judge may
abstain: that is a miss for the class that the gold names, and lowers the coverage.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analysis.components import StanceScores
from analysis.evaluation.report import Counts, Result, Verdict
from analysis.terms import Polarity

CLASSES = (Polarity.SUPPORT, Polarity.OPPOSE, Polarity.NEUTRAL)
_MARK = re.compile(r"\{(?P<holder>[^{}\[\]]+)\}|\[(?P<target>[^{}\[\]]+)\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedPair:
    """A sentence without its marks, where holder and target stand in it, and the gold polarity."""

    id: str
    text: str
    holder: tuple[int, int]
    target: tuple[int, int]
    polarity: Polarity


def read(lines: Iterable[str]) -> list[MarkedPair]:
    """Read marked sentences from JSON Lines; raise ValueError where a mark is missing or twice."""
    rows = [json.loads(line) for line in lines if line.strip()]
    return [_pair(row["id"], row["text"], Polarity(row["label"].upper())) for row in rows]


def _pair(identifier: str, marked: str, polarity: Polarity) -> MarkedPair:
    text, position = "", 0
    places: dict[str, tuple[int, int]] = {}
    for mark in _MARK.finditer(marked):
        text += marked[position : mark.start()]
        name = mark.group()[1:-1]
        places[mark.lastgroup or ""] = (len(text), len(text) + len(name))
        text += name
        position = mark.end()
    text += marked[position:]
    if set(places) != {"holder", "target"} or len(_MARK.findall(marked)) != 2:
        raise ValueError(f"{identifier}: not one holder and one target: {marked}")
    return MarkedPair(
        id=identifier,
        text=text,
        holder=places["holder"],
        target=places["target"],
        polarity=polarity,
    )


def answer(scores: StanceScores | None) -> Polarity | None:
    """Return the likeliest class, None for an abstention."""
    if scores is None:
        return None
    shares = (scores.support, scores.oppose, scores.neutral)
    return CLASSES[shares.index(max(shares))]


def measure(name: str, pairs: Sequence[MarkedPair], answers: Sequence[Polarity | None]) -> Result:
    """Score the answers, None for an abstention; macro F1 is the mean over the three classes."""
    result = Result(name=name, lines=[f"\n{name}: {len(pairs)} marked pairs"])
    counts = {polarity: Counts() for polarity in CLASSES}
    for pair, answer in zip(pairs, answers, strict=True):
        _count(pair, answer, counts, result)
    answered = sum(answer is not None for answer in answers)
    right = sum(count.found for count in counts.values())
    for polarity, count in counts.items():
        result.figures |= count.figures(polarity.lower())
        result.lines.append(count.line(polarity.lower()))
    result.figures["macro f1"] = sum(count.f1 for count in counts.values()) / len(CLASSES)
    result.figures["coverage"] = answered / max(len(pairs), 1)
    result.figures["answered right"] = right / max(answered, 1)
    result.lines.append(
        f"  macro F1 {result.figures['macro f1']:.3f}; answered {answered} of {len(pairs)}, "
        f"{right} of them right"
    )
    return result


def _count(
    pair: MarkedPair, answer: Polarity | None, counts: dict[Polarity, Counts], result: Result
) -> None:
    is_right = answer == pair.polarity
    if is_right:
        counts[pair.polarity].found += 1
    else:
        counts[pair.polarity].missed += 1
        if answer in counts:
            counts[answer].invented += 1
        said = answer.lower() if answer else "abstained"
        result.errors.append(f"{said}, not {pair.polarity.lower()}, in {pair.id}\n  {pair.text}")
    result.note(f"{pair.id} {pair.polarity.lower()}", Verdict.RIGHT if is_right else Verdict.WRONG)
