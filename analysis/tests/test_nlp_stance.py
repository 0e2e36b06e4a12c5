"""Asking for a stance: what is marked and how, what is cut off, and when there is no answer."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from analysis.components import StanceQuestion
from analysis.nlp.loading import open_model
from analysis.nlp.model import Model, Output, Scores
from analysis.nlp.stance import MarkedStanceJudge, marked_words
from analysis.nlp.windows import Ids
from analysis.tests.tiny_model import OWN, write_tiny_model


def ask(text: str, holder: str, target: str) -> StanceQuestion:
    a, b = text.index(holder), text.index(target)
    return StanceQuestion(text=text, holder=(a, a + len(holder)), target=(b, b + len(target)))


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Model:
    folder = tmp_path_factory.mktemp("tiny")
    return open_model(write_tiny_model(folder), Output.STANCE, threads=2)


@pytest.mark.parametrize(
    ("text", "holder", "target", "marked"),
    [
        ("Turkey condemned Syria.", "Turkey", "Syria", "{ Turkey } condemned [ Syria ] ."),
        ("Turkey condemned Syria.", "Syria", "Turkey", "[ Turkey ] condemned { Syria } ."),
        ("أدانت أنقرة قصف دمشق", "أنقرة", "دمشق", "أدانت { أنقرة } قصف [ دمشق ]"),
        ("رحبت موسكو بدمشق", "موسكو", "دمشق", "رحبت { موسكو } ب [ دمشق ]"),
        ("the Arab League's Syria", "Arab League", "Syria", "the { Arab League } ' s [ Syria ]"),
        (
            "Iran [sic] warned {it}: Israel",
            "Iran",
            "Israel",
            "{ Iran } ( sic ) warned ( it ) : [ Israel ]",
        ),
        ("SyriaTurkey", "Syria", "Turkey", "{ Syria } [ Turkey ]"),
    ],
)
def test_holder_stands_in_braces_and_target_in_brackets(
    text: str, holder: str, target: str, marked: str
) -> None:
    assert marked_words(ask(text, holder, target)) == marked.split()


@pytest.mark.parametrize(
    ("holder", "target"), [((0, 6), (0, 6)), ((0, 14), (7, 14)), ((0, 0), (3, 5)), ((5, 3), (7, 9))]
)
def test_what_overlaps_or_is_empty_cannot_be_asked(
    tiny: Model, holder: tuple[int, int], target: tuple[int, int]
) -> None:
    question = StanceQuestion(text="Turkey Syrian Iran", holder=holder, target=target)
    assert marked_words(question) is None
    assert MarkedStanceJudge(tiny).judge([question]) == [None]


def test_answers_stand_in_the_order_of_the_questions(tiny: Model) -> None:
    questions = [
        ask("Turkey condemned Syria " + "again " * 30, "Turkey", "Syria"),
        ask("Turkey met Syria", "Turkey", "Turkey"),
        ask("Turkey praised Syria", "Turkey", "Syria"),
        ask("Turkey said Syria called", "Turkey", "Syria"),
    ]
    first, second, third, fourth = MarkedStanceJudge(tiny).judge(questions)
    assert second is None
    assert first is not None and first.oppose > 0.9
    assert third is not None and third.support > 0.9
    assert fourth is not None and fourth.neutral > 0.9
    for answer in (first, third, fourth):
        assert answer.oppose + answer.neutral + answer.support == pytest.approx(1)


def test_an_unsure_model_abstains(tmp_path: Path, tiny: Model) -> None:
    both = ask("Turkey praised and condemned Syria", "Turkey", "Syria")
    assert MarkedStanceJudge(tiny).judge([both]) == [None]
    lenient = OWN | {"stance": {**OWN["stance"], "threshold": 0.0}}
    model = open_model(write_tiny_model(tmp_path, config={"newsmon": lenient}), threads=1)
    (answer,) = MarkedStanceJudge(model).judge([both])
    assert answer is not None and answer.support < 0.85


def test_a_long_sentence_is_cut_around_the_marks(tiny: Model) -> None:
    seen: list[int] = []

    def run(ids: Ids, mask: Ids) -> dict[str, Scores]:
        seen.append(ids.shape[1])
        return {Output.STANCE: np.array([[0, 0, 9]] * len(ids), dtype=np.float32)}

    judge = MarkedStanceJudge(replace(tiny, run=run, window=20))
    text = "far " * 50 + "Turkey praised Syria" + " away" * 50
    assert judge.judge([ask(text, "Turkey", "Syria")]) != [None]
    assert judge.judge([ask(text, "Syria", "Turkey")]) != [None]
    assert seen == [20, 20]


def test_two_that_stand_too_far_apart_cannot_be_asked(tiny: Model) -> None:
    text = "Turkey " + "and so on " * 80 + "Syria"
    assert MarkedStanceJudge(tiny).judge([ask(text, "Turkey", "Syria")]) == [None]


def test_no_question_gives_no_answer(tiny: Model) -> None:
    assert MarkedStanceJudge(tiny).judge([]) == []
