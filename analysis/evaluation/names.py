"""Measures names by whole words: a name is found when its words and its type are the gold's.

Arabic prepositions and a possessive 's stay in a word that a model finds, and outside the brackets
of the gold: both spans are widened to whole words before they are compared. A name of the wrong
type is a miss and an invention. A doubtful name, `[ORG? …]`, counts as neither.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from analysis.evaluation.report import Counts, Result, Verdict
from analysis.records import Span
from analysis.terms import EntityType

_MARK = re.compile(rf"\[({'|'.join(EntityType)})(\??) ([^\[\]]+)\]")

# Type, first word and last word of a name.
_Name = tuple[EntityType, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedName:
    """A name of the gold; `is_doubtful` where careful annotators would disagree."""

    start: int
    end: int
    type: EntityType
    is_doubtful: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedSentence:
    """A sentence with its names; offsets into the text without the marks."""

    id: str
    lang: str
    text: str
    names: tuple[MarkedName, ...]


def read(lines: Iterable[str]) -> list[MarkedSentence]:
    """Read marked sentences from JSON Lines; raise ValueError for a mark that is none."""
    rows = [json.loads(line) for line in lines if line.strip()]
    return [_sentence(row["id"], row["lang"], row["marked"]) for row in rows]


def _sentence(identifier: str, lang: str, marked: str) -> MarkedSentence:
    text, names, position = "", [], 0
    for mark in _MARK.finditer(marked):
        text += marked[position : mark.start()]
        names.append(
            MarkedName(
                start=len(text),
                end=len(text) + len(mark[3]),
                type=EntityType(mark[1]),
                is_doubtful=bool(mark[2]),
            )
        )
        text += mark[3]
        position = mark.end()
    text += marked[position:]
    if "[" in text or "]" in text:
        raise ValueError(f"{identifier}: a bracket that marks no name: {marked}")
    return MarkedSentence(id=identifier, lang=lang, text=text, names=tuple(names))


def measure(
    name: str,
    sentences: Sequence[MarkedSentence],
    found: Sequence[Sequence[Span]],
    *,
    word: re.Pattern[str],
) -> Result:
    """Score the spans found in each sentence; `word` says what a whole word is."""
    result = Result(name=name)
    counts = {kind: Counts() for kind in EntityType}
    for sentence, spans in zip(sentences, found, strict=True):
        _measure_sentence(sentence, spans, word, counts, result)
    whole = Counts(
        found=sum(c.found for c in counts.values()),
        invented=sum(c.invented for c in counts.values()),
        missed=sum(c.missed for c in counts.values()),
    )
    result.lines.append(f"\n{name}: {len(sentences)} sentences")
    for kind, count in [("all", whole), *counts.items()]:
        result.figures |= count.figures(kind)
        result.lines.append(count.line(kind))
    return result


def _measure_sentence(
    sentence: MarkedSentence,
    spans: Sequence[Span],
    word: re.Pattern[str],
    counts: dict[EntityType, Counts],
    result: Result,
) -> None:
    found = word.finditer(sentence.text)
    words = [match.span() for match in found if any(map(str.isalnum, match.group()))]
    gold = set(_widened((n for n in sentence.names if not n.is_doubtful), words))
    doubtful = list(_widened((n for n in sentence.names if n.is_doubtful), words))
    said = set(_widened(spans, words))
    invented = {n for n in said - gold if not any(_overlap(n, other) for other in doubtful)}
    for kind, count in counts.items():
        count.found += sum(n[0] == kind for n in gold & said)
        count.missed += sum(n[0] == kind for n in gold - said)
        count.invented += sum(n[0] == kind for n in invented)
    for one in sorted(gold | invented, key=lambda n: n[1:]):
        _note(sentence, one, words, _verdict(one, gold, said), result)


def _verdict(one: _Name, gold: set[_Name], said: set[_Name]) -> Verdict:
    if one not in gold:
        return Verdict.INVENTED
    return Verdict.RIGHT if one in said else Verdict.WRONG


def _note(
    sentence: MarkedSentence,
    one: _Name,
    words: Sequence[tuple[int, int]],
    verdict: Verdict,
    result: Result,
) -> None:
    kind, first, last = one
    quote = sentence.text[words[first][0] : words[last][1]]
    result.note(f"{sentence.id} {kind} {quote}", verdict)
    if verdict != Verdict.RIGHT:
        error = "invented" if verdict == Verdict.INVENTED else "missed"
        result.errors.append(f"{error} {kind} {quote!r} in {sentence.id}\n  {sentence.text}")


def _widened(
    spans: Iterable[Span | MarkedName], words: Sequence[tuple[int, int]]
) -> Iterator[_Name]:
    """Yield each span as the words that it touches; its edges are no punctuation."""
    for span in spans:
        touched = [
            index for index, (start, end) in enumerate(words) if start < span.end > span.start < end
        ]
        if touched:
            yield span.type, touched[0], touched[-1]


def _overlap(one: _Name, other: _Name) -> bool:
    return one[1] <= other[2] and other[1] <= one[2]
