"""The JSON contract of `manage.py analyse`: what is read, what is refused, what is printed."""

import json
from datetime import date
from typing import Any

import pytest

from analysis.contract import BadInput, as_json, parse_day, read_documents
from analysis.linking.linker import Registry
from analysis.records import (
    ActorEntry,
    Analysis,
    CeasefireClaim,
    DisplacementClaim,
    Document,
    Entity,
    NamedActor,
    NamedPlace,
)
from analysis.terms import (
    ActorKind,
    Category,
    CeasefireKind,
    EntityType,
    Measure,
    PlaceRole,
    Quantifier,
    Term,
    Unit,
)


def test_a_document_needs_only_its_text() -> None:
    (document,) = read_documents(['{"text": "نزح السكان"}'])
    assert document == Document(id="1", text="نزح السكان")


def test_blank_lines_are_passed_over_and_order_is_kept() -> None:
    rows = read_documents(['{"id": "b", "text": "x"}', "", '{"id": "a", "text": "y"}'])
    assert [row.id for row in rows] == ["b", "a"]


@pytest.mark.parametrize("given", ["2019-10-19", "2019-10-19T08:30:00+03:00"])
def test_publication_is_a_day_or_an_instant(given: str) -> None:
    (document,) = read_documents([json.dumps({"text": "x", "published": given})])
    assert document.published_on == date(2019, 10, 19)


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("{", "line 2: not JSON"),
        ("[]", "line 2: a document is a JSON object"),
        ("{}", "line 2: 'text' is missing"),
        ('{"text": 5}', "line 2: 'text' is missing"),
        ('{"text": "x", "published": "19 Oct"}', "line 2: 'published' '19 Oct'"),
        ('{"text": "x", "title": 3}', "line 2: 'title' must be a string"),
    ],
)
def test_bad_input_names_its_line(line: str, complaint: str) -> None:
    with pytest.raises(BadInput, match=complaint):
        read_documents(['{"text": "fine"}', line])


def test_no_publication_day_is_null() -> None:
    assert parse_day("") is None
    assert parse_day(None) is None


TEXT = "Some 300,000 people fled, and Ankara and Washington agreed on a truce."
TURKEY = ActorEntry(id="turkey", name_en="Turkey", name_ar="تركيا", kind=ActorKind.STATE)


def analysis() -> Analysis:
    said: dict[str, Any] = {"score": 0.87654, "start": 0, "end": len(TEXT), "quote": TEXT}
    return Analysis(
        document=Document(id="7", text=TEXT),
        lang="en",
        versions={"ner": "n", "rules": "r"},
        entities=(
            Entity(start=30, end=36, text="Ankara", type=EntityType.LOC, score=0.9, actor="turkey"),
        ),
        ceasefires=(
            CeasefireClaim(
                kind=CeasefireKind.AGREED,
                parties=(NamedActor(actor="turkey", name="Turkey"),),
                duration_hours=120,
                effective_on=date(2019, 10, 17),
                **said,
            ),
        ),
        displacements=(
            DisplacementClaim(
                reported=300_000,
                quantifier=Quantifier.APPROXIMATELY,
                unit=Unit.PERSON,
                term=Term.FORCED_TO_FLEE,
                category=Category.NEW_DISPLACEMENT,
                measure=Measure.FLOW,
                places=(NamedPlace(place=None, name="Ras al-Ain", role=PlaceRole.ORIGIN),),
                figure_start=5,
                figure_end=12,
                **said,
            ),
        ),
    )


def test_an_answer_has_the_contracts_keys_and_survives_json() -> None:
    row = json.loads(json.dumps(as_json(analysis(), Registry((TURKEY,), ()))))
    assert list(row) == [
        *("id", "lang", "versions", "entities", "actors", "stances"),
        *("ceasefires", "displacements", "declined"),
    ]
    assert row["actors"] == [
        {
            "id": "turkey",
            "name": "Turkey",
            "name_ar": "تركيا",
            "kind": "STATE",
            "wikidata": None,
            "mentions": 1,
        }
    ]
    assert row["ceasefires"][0]["effective_on"] == "2019-10-17"
    assert row["ceasefires"][0]["declared_on"] is None
    assert row["displacements"][0]["places"] == [
        {"name": "Ras al-Ain", "place": None, "role": "ORIGIN"}
    ]
    assert row["displacements"][0]["score"] == 0.877
