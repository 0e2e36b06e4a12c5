"""The measure itself: it must count misses, inventions and wrong fields, and forgive spellings."""

import json
from typing import Any

import pytest

from analysis.evaluation.facts import Passage, Report, count, measure, read_passages
from analysis.evaluation.report import Verdict
from analysis.records import Analysis, CeasefireClaim, DisplacementClaim, Document, NamedActor
from analysis.terms import Category, CeasefireKind, Measure, Quantifier, Term, Unit

TEXT = "Some 5,000 people fled Hodeidah, the UN said. The Houthis accepted a truce."
FIGURE = {
    "value": 5000,
    "value_max": None,
    "quantifier": "approximately",
    "unit": "person",
    "category": "new_displacement",
    "places": ["Hodeidah", "Al Hudaydah"],
    "reporters": ["UN"],
    "quote": "5,000 people",
}
TRUCE = {
    "kind": "accepted",
    "parties": [["Houthis", "Ansar Allah"]],
    "duration_hours": None,
    "start_date": None,
    "places": None,
    "quote": "accepted a truce",
}


def figure(**changes: Any) -> DisplacementClaim:
    values: dict[str, Any] = {
        "reported": 5000,
        "quantifier": Quantifier.APPROXIMATELY,
        "unit": Unit.PERSON,
        "term": Term.FORCED_TO_FLEE,
        "category": Category.NEW_DISPLACEMENT,
        "measure": Measure.FLOW,
        "reported_by": (NamedActor(actor=None, name="UN"),),
        "score": 1.0,
        "figure_start": 5,
        "figure_end": 10,
        "start": 0,
        "end": 45,
        "quote": TEXT[:45],
    }
    return DisplacementClaim(**(values | changes))


def truce(**changes: Any) -> CeasefireClaim:
    values: dict[str, Any] = {
        "kind": CeasefireKind.ACCEPTED,
        "parties": (NamedActor(actor="houthis", name="the Houthis"),),
        "score": 1.0,
        "start": 46,
        "end": len(TEXT),
        "quote": TEXT[46:],
    }
    return CeasefireClaim(**(values | changes))


def score(gold: dict[str, list[Any]], *claims: DisplacementClaim | CeasefireClaim) -> Report:
    return count("facts_en", *answered(gold, *claims))


def answered(
    gold: dict[str, list[Any]], *claims: DisplacementClaim | CeasefireClaim
) -> tuple[list[Passage], list[Analysis]]:
    row = {"id": "p", "lang": "en", "published": "2018-12-18", "text": TEXT, "displacements": []}
    passages = read_passages([json.dumps({**row, "ceasefires": [], "stances": [], **gold})])
    analysis = Analysis(
        document=Document(id="p", text=TEXT),
        lang="en",
        versions={},
        ceasefires=tuple(c for c in claims if isinstance(c, CeasefireClaim)),
        displacements=tuple(c for c in claims if isinstance(c, DisplacementClaim)),
    )
    return passages, [analysis]


def test_a_right_figure_counts_as_found_with_its_fields() -> None:
    found = score({"displacements": [FIGURE]}, figure()).scores["displacement"]
    assert (found.found, found.missed, found.invented) == (1, 0, 0)
    assert found.fields["reporter"] == (1, 1)
    assert found.fields["place"] == (0, 1)


@pytest.mark.parametrize(
    "wrong", [{"reported": 5100}, {"unit": Unit.HOUSEHOLD}, {"start": 46, "end": 300}]
)
def test_a_wrong_number_unit_or_sentence_is_a_miss_and_an_invention(wrong: dict[str, Any]) -> None:
    if "start" in wrong:
        gold = {**FIGURE, "quote": "Some 5,000"}
        claim = figure(start=240, end=300)
    else:
        gold, claim = FIGURE, figure(**wrong)
    found = score({"displacements": [gold]}, claim).scores["displacement"]
    assert (found.found, found.missed, found.invented) == (0, 1, 1)


def test_one_gold_fact_is_matched_once() -> None:
    found = score({"displacements": [FIGURE]}, figure(), figure()).scores["displacement"]
    assert (found.found, found.invented) == (1, 1)
    assert found.precision == 0.5
    assert found.recall == 1.0


def test_a_wrong_quantifier_or_category_costs_its_field_alone() -> None:
    report = score(
        {"displacements": [FIGURE]}, figure(quantifier=Quantifier.EXACT, category=Category.IDPS)
    )
    assert report.scores["displacement"].fields["quantifier"] == (0, 1)
    assert report.scores["displacement"].fields["category"] == (0, 1)
    assert report.scores["displacement"].f1 == 1.0


def test_a_ceasefire_is_found_by_its_kind_and_its_party_by_any_spelling() -> None:
    found = score({"ceasefires": [TRUCE]}, truce()).scores["ceasefire"]
    assert found.found == 1
    assert found.fields["party recall"] == (1, 1)
    assert (
        score({"ceasefires": [TRUCE]}, truce(kind=CeasefireKind.REJECTED))
        .result.errors[0]
        .startswith("missed ceasefire")
    )


def test_facts_on_a_passage_without_any_are_inventions() -> None:
    report = score({}, figure())
    assert (report.empty, report.empty_with_inventions) == (1, 1)
    assert score({}).empty_with_inventions == 0


def test_each_fact_and_each_invention_is_kept_with_its_verdict() -> None:
    gold: dict[str, list[Any]] = {"displacements": [FIGURE], "ceasefires": [TRUCE]}
    result = measure("facts_en", *answered(gold, figure(), figure()))
    assert result.items == {
        "p displacement 5,000 people": Verdict.RIGHT,
        f"p displacement invented: {TEXT[:45]}": Verdict.INVENTED,
        "p ceasefire accepted a truce": Verdict.WRONG,
    }


def test_figures_hold_rates_of_facts_of_fields_and_of_inventions() -> None:
    figures = measure("facts_en", *answered({"displacements": [FIGURE]}, figure())).figures
    assert figures["displacement f1"] == 1.0
    assert figures["displacement place"] == 0.0
    assert figures["invented"] == 0.0
    assert measure("facts_en", *answered({}, figure())).figures["invented"] == 1.0
