"""Measures which sentences are taken to speak of a ceasefire or of displaced people.

The gold is that of the facts: a sentence on which a gold quote lies is positive, any other body
sentence is negative.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.evaluation.facts import Passage
from analysis.evaluation.report import Counts, Result, Verdict
from analysis.records import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedSentence:
    """A sentence of a passage and the topics that the model finds in it."""

    passage: Passage
    sentence: Sentence
    topics: frozenset[str]


TOPICS = ("ceasefire", "displacement")


def measure(name: str, judged: Sequence[JudgedSentence]) -> Result:
    """Score the topics of each sentence; recall matters most, for what is left out is lost."""
    result = Result(name=name, lines=[f"\n{name}: {len(judged)} sentences"])
    for topic in TOPICS:
        counts = Counts()
        for one in judged:
            _count(topic, one, counts, result)
        result.figures |= counts.figures(topic)
        result.lines.append(counts.line(topic))
    return result


def _count(topic: str, one: JudgedSentence, counts: Counts, result: Result) -> None:
    said, meant = topic in one.topics, is_positive(topic, one.passage, one.sentence)
    counts.found += said and meant
    counts.missed += meant and not said
    counts.invented += said and not meant
    key = f"{one.passage.document.id} {topic} {one.sentence.start}"
    if meant or said:
        verdict = Verdict.INVENTED if not meant else Verdict.RIGHT if said else Verdict.WRONG
        result.note(key, verdict)
        if verdict != Verdict.RIGHT:
            error = "missed" if meant else "invented"
            result.errors.append(f"{error} {topic} in {key}\n  {one.sentence.text}")


def is_positive(topic: str, passage: Passage, sentence: Sentence) -> bool:
    """Tell whether a gold quote of that topic shares a letter with the sentence."""
    facts = passage.ceasefires if topic == "ceasefire" else passage.displacements
    return any(_lies_in(fact, passage.document.text, sentence) for fact in facts)


def _lies_in(fact: Mapping[str, object], text: str, sentence: Sentence) -> bool:
    quote = str(fact["quote"])
    at = text.find(quote)
    return at >= 0 and at < sentence.end and at + len(quote) > sentence.start
