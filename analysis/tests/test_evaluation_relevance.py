"""A sentence that holds a gold quote is positive, every other one negative."""

import json
from typing import Any

import pytest

from analysis.documents import split_sentences
from analysis.evaluation.facts import Passage, read_passages
from analysis.evaluation.relevance import JudgedSentence, measure
from analysis.evaluation.report import Result, Verdict

TEXT = "They met in Doha. Both armies accepted a truce. Some 5,000 people fled the town."
ARABIC = "التقى الوفدان أمس. وافق الجيش على الهدنة. نزحت ألف أسرة من البلدة."


def passage(text: str, *, truce: str, flight: str) -> Passage:
    row: dict[str, Any] = {"id": "p", "lang": "xx", "published": None, "text": text, "stances": []}
    row |= {"ceasefires": [{"quote": truce}], "displacements": [{"quote": flight}]}
    return read_passages([json.dumps(row)])[0]


def score(one: Passage, *topics: set[str]) -> Result:
    sentences = split_sentences(one.document.text)
    judged = [
        JudgedSentence(passage=one, sentence=sentence, topics=frozenset(said))
        for sentence, said in zip(sentences, topics, strict=True)
    ]
    return measure("relevance_xx", judged)


@pytest.mark.parametrize(
    "one",
    [
        passage(TEXT, truce="accepted a truce", flight="5,000 people"),
        passage(ARABIC, truce="وافق الجيش على الهدنة", flight="ألف أسرة"),
    ],
)
def test_sentences_with_a_quote_are_wanted_and_the_others_not(one: Passage) -> None:
    result = score(one, {"displacement"}, {"ceasefire"}, set())
    assert result.figures["ceasefire f1"] == 1.0
    assert result.figures["displacement recall"] == 0.0
    assert result.figures["displacement precision"] == 0.0
    assert sorted(result.items.values()) == [Verdict.INVENTED, Verdict.RIGHT, Verdict.WRONG]


def test_a_quote_over_two_sentences_makes_both_positive() -> None:
    one = passage(TEXT, truce="accepted a truce. Some 5,000", flight="fled the town")
    assert score(one, set(), {"ceasefire"}, {"ceasefire"}).figures["ceasefire recall"] == 1.0


def test_one_topic_is_not_taken_for_the_other() -> None:
    one = passage(TEXT, truce="accepted a truce", flight="5,000 people")
    result = score(one, set(), {"displacement"}, {"ceasefire"})
    assert result.figures["ceasefire f1"] == result.figures["displacement f1"] == 0.0
