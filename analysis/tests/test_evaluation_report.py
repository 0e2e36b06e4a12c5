"""Runs are compared item by item, and a floor may not be passed in silence."""

from typing import Any

import pytest

from analysis.evaluation.report import (
    Counts,
    Result,
    Verdict,
    as_record,
    compare,
    raised,
    under_floors,
)

R, W, NEW = Verdict.RIGHT, Verdict.WRONG, Verdict.INVENTED


def record(figures: dict[str, float], **items: Verdict) -> dict[str, Any]:
    return as_record(Result(name="facts_en", figures=figures, items=items))


def result(**figures: float) -> Result:
    named = {name.replace("_", " "): value for name, value in figures.items()}
    return Result(name="facts_en", figures=named)


def test_nothing_counted_is_zero_and_no_error() -> None:
    assert Counts().figures("all") == {"all precision": 0.0, "all recall": 0.0, "all f1": 0.0}


def test_items_of_one_wording_are_told_apart() -> None:
    one = Result(name="names_en")
    for verdict in (R, W, R):
        one.note("n1 LOC Gaza", verdict)
    assert one.items == {"n1 LOC Gaza": R, "n1 LOC Gaza #2": W, "n1 LOC Gaza #3": R}


def test_same_runs_have_no_changes() -> None:
    one = record({"all f1": 0.81234}, a=R, b=W, c=NEW)
    assert list(compare(one, one)) == []


def test_figures_that_changed_are_named_with_both_values() -> None:
    changes = list(compare(record({"all f1": 0.8, "same": 1}), record({"all f1": 0.75, "same": 1})))
    assert changes == ["  all f1: 0.800 to 0.750 (-0.050)"]


@pytest.mark.parametrize(
    ("before", "now", "change"),
    [
        ({"a": W}, {"a": R}, ["  gain: a"]),
        ({"a": R}, {"a": W}, ["  loss: a"]),
        ({"a": NEW}, {}, ["  gain: a"]),
        ({}, {"a": NEW}, ["  loss: a"]),
        ({}, {"a": W}, []),
        ({"a": R}, {}, []),
    ],
)
def test_an_item_that_turned_is_a_gain_or_a_loss(
    before: dict[str, Verdict], now: dict[str, Verdict], change: list[str]
) -> None:
    assert list(compare(record({}, **before), record({}, **now))) == change


def test_a_figure_on_its_floor_passes_and_one_under_it_is_named() -> None:
    floors = {"facts_en": {"ceasefire f1": 0.8, "stance f1": 0.8}}
    low = list(under_floors([result(ceasefire_f1=0.8, stance_f1=0.79)], floors, {}))
    assert low == ["  facts_en, stance f1: 0.790, floor 0.800"]


def test_inventions_have_a_ceiling() -> None:
    floors = {"facts_en": {"invented": 0.05}}
    assert list(under_floors([result(invented=0.05)], floors, {})) == []
    assert list(under_floors([result(invented=0.06)], floors, {})) != []


def test_a_floor_without_its_figure_fails() -> None:
    floors = {"facts_en": {"truce f1": 0.1}, "stance_ar": {"macro f1": 0.6}, "odd": {"x": 0.0}}
    low = list(under_floors([result(ceasefire_f1=1.0)], floors, {"stance_ar": "no model"}))
    assert low == [
        "  facts_en: there is no figure called 'truce f1'",
        "  stance_ar: not measured: no model",
        "  odd: not measured: there is no such gold set",
    ]


def test_floors_are_raised_to_just_below_the_figures() -> None:
    figures = result(ceasefire_f1=1.0, stance_f1=0.7342, invented=0.0417, ceasefire_place=0.9)
    assert raised({}, [figures]) == {
        "facts_en": {"ceasefire f1": 0.99, "stance f1": 0.72, "invented": 0.05}
    }


def test_no_floor_is_lowered_and_other_sets_stay() -> None:
    floors = {"facts_en": {"stance f1": 0.9, "invented": 0.0}, "names_ar": {"all f1": 0.7}}
    assert raised(floors, [result(stance_f1=0.5, invented=0.2)]) == floors


def test_a_figure_of_nothing_gets_no_floor() -> None:
    assert raised({}, [result(stance_f1=0.0)]) == {"facts_en": {}}
