"""The judge of stances is scored by class; who abstains is not right, and not wrong either."""

import json

import pytest

from analysis.components import StanceScores
from analysis.evaluation.report import Result, Verdict
from analysis.evaluation.stance import MarkedPair, answer, measure, read
from analysis.terms import Polarity

SUPPORT, OPPOSE, NEUTRAL = Polarity.SUPPORT, Polarity.OPPOSE, Polarity.NEUTRAL


def pairs(*labels: str, text: str = "{Cairo} spoke of [Doha].") -> list[MarkedPair]:
    rows = [{"id": f"s{n}", "text": text, "label": label} for n, label in enumerate(labels)]
    return read(map(json.dumps, rows))


def score(labels: list[str], answers: list[Polarity | None]) -> Result:
    return measure("stance_en", pairs(*labels), answers)


@pytest.mark.parametrize(
    ("text", "holder", "target"),
    [
        ("{Cairo} thanked [Doha].", "Cairo", "Doha"),
        ("[Cairo] was thanked by {Doha}.", "Doha", "Cairo"),
        ("نددت {الرباط} بما فعله ال[حوثيون].", "الرباط", "حوثيون"),
    ],
)
def test_holder_and_target_are_read_with_their_places(text: str, holder: str, target: str) -> None:
    (pair,) = pairs("neutral", text=text)
    assert not set(pair.text) & set("{}[]")
    assert pair.text[slice(*pair.holder)] == holder
    assert pair.text[slice(*pair.target)] == target


@pytest.mark.parametrize(
    "text", ["{Cairo} thanked Doha.", "{Cairo} and {Doha} thanked [Rome].", "No names."]
)
def test_a_missing_or_second_mark_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match="s0: not one holder and one target"):
        pairs("support", text=text)


def test_all_right_is_one_in_every_figure() -> None:
    result = score(["support", "oppose", "neutral"], [SUPPORT, OPPOSE, NEUTRAL])
    assert result.figures["macro f1"] == result.figures["coverage"] == 1.0
    assert result.errors == []


def test_each_class_weighs_the_same_in_the_mean() -> None:
    result = score(["neutral"] * 8 + ["support", "oppose"], [NEUTRAL] * 10)
    assert result.figures["macro f1"] == pytest.approx((8 / 9) / 3)
    assert result.figures["neutral precision"] == 0.8


def test_an_abstention_lowers_coverage_and_recall_but_invents_nothing() -> None:
    result = score(["support", "oppose"], [SUPPORT, None])
    assert result.figures["coverage"] == 0.5
    assert result.figures["answered right"] == 1.0
    assert result.figures["oppose recall"] == 0.0
    assert result.figures["neutral precision"] == result.figures["support f1"] - 1.0 == 0.0
    assert result.items == {"s0 support": Verdict.RIGHT, "s1 oppose": Verdict.WRONG}


def test_a_wrong_answer_is_told_with_its_sentence() -> None:
    (error,) = score(["support"], [OPPOSE]).errors
    assert error == "oppose, not support, in s0\n  Cairo spoke of Doha."


@pytest.mark.parametrize(
    ("scores", "likeliest"),
    [
        (StanceScores(support=0.5, oppose=0.3, neutral=0.2), SUPPORT),
        (StanceScores(support=0.1, oppose=0.6, neutral=0.3), OPPOSE),
        (StanceScores(support=0.1, oppose=0.1, neutral=0.8), NEUTRAL),
        (None, None),
    ],
)
def test_the_likeliest_class_is_the_answer(
    scores: StanceScores | None, likeliest: Polarity | None
) -> None:
    assert answer(scores) == likeliest
