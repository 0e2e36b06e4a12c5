"""A link is right, wrong or missing at the words that the gold quotes."""

import json
from typing import Any

import pytest

from analysis.evaluation.links import LinkedText, measure, read
from analysis.evaluation.report import Result, Verdict
from analysis.records import Analysis, Document, Entity
from analysis.terms import EntityType

TEXT = "Ankara said a convoy had left Hama for Ankara."
ARABIC = "قالت أنقرة إن القافلة غادرت حماة."


def text(*mentions: dict[str, Any], body: str = TEXT, number: int = 2) -> LinkedText:
    row = {"id": f"x-{number}", "lang": "xx", "published": "2024-03-02", "text": body}
    return read([json.dumps(row | {"mentions": list(mentions)}), ""])[0]


def gold(quote: str, kind: str, identifier: str | None, **fields: Any) -> dict[str, Any]:
    return {"quote": quote, "nth": 1, "kind": kind, "id": identifier, **fields}


def entity(start: int, end: int, **fields: Any) -> Entity:
    kept: dict[str, Any] = {"type": EntityType.LOC, "score": 1.0, **fields}
    return Entity(start=start, end=end, text="", **kept)


def score(one: LinkedText, *entities: Entity) -> Result:
    answer = Analysis(
        document=Document(id="x", text=one.document.text),
        lang="xx",
        versions={},
        sentences=(),
        entities=entities,
        stances=(),
        ceasefires=(),
        displacements=(),
        declined=(),
    )
    return measure("links_xx", [one], [answer])


@pytest.mark.parametrize(
    ("said", "outcome"), [("turkey", "accuracy"), ("syria", "wrong"), (None, "null")]
)
def test_a_link_is_right_wrong_or_missing(said: str | None, outcome: str) -> None:
    result = score(text(gold("Ankara", "actor", "turkey")), entity(0, 6, actor=said))
    assert result.figures[f"actor {outcome}"] == 1.0
    assert sum(result.figures.values()) == 1.0


def test_arabic_is_scored_without_its_clitics() -> None:
    one = text(gold("حماة", "place", "hama"), body=ARABIC)
    at = ARABIC.index("حماة")
    assert score(one, entity(at - 1, at + 4, place="hama")).figures["place accuracy"] == 1.0


def test_another_id_that_the_gold_allows_is_right() -> None:
    one = text(gold("Hama", "place", "hama", also=["hama-province"]))
    at = TEXT.index("Hama")
    said = score(one, entity(at, at + 4, place="hama-province"))
    assert said.figures["place accuracy"] == 1.0


def test_where_nobody_is_meant_only_null_is_right() -> None:
    one = text(gold("Ankara", "actor", None))
    assert score(one).figures["actor accuracy"] == 1.0
    assert score(one, entity(0, 6, actor="turkey")).figures["actor wrong"] == 1.0


def test_the_other_kind_of_link_is_no_answer() -> None:
    one = text(gold("Ankara", "actor", "turkey"))
    assert score(one, entity(0, 6, place="ankara")).figures["actor null"] == 1.0


def test_an_adjective_is_no_link_to_its_country() -> None:
    one = text(gold("Ankara", "place", None))
    said = score(one, entity(0, 6, place="iso-TUR", reason="demonym"))
    assert said.figures["place accuracy"] == 1.0


def test_the_occurrence_asked_for_is_the_one_measured() -> None:
    one = text(gold("Ankara", "place", "ankara") | {"nth": 2})
    last = TEXT.rindex("Ankara")
    assert score(one, entity(last, last + 6, place="ankara")).figures["place accuracy"] == 1.0
    assert score(one, entity(0, 6, place="ankara")).figures["place null"] == 1.0


def test_the_link_over_most_of_the_quote_counts() -> None:
    one = text(gold("Ankara said", "actor", "turkey"))
    said = score(one, entity(0, 6, actor="turkey"), entity(7, 11, actor="syria"))
    assert said.figures["actor accuracy"] == 1.0


def test_a_quote_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="does not stand so often"):
        text(gold("Ankara", "actor", "turkey") | {"nth": 3})
    with pytest.raises(ValueError, match="no kind of link"):
        text(gold("Ankara", "person", "turkey"))


def test_errors_of_texts_held_back_are_counted_and_never_told() -> None:
    seen, unseen = (text(gold("Ankara", "actor", "turkey"), number=n) for n in (2, 3))
    assert "null actor 'Ankara'" in score(seen).errors[0]
    result = score(unseen)
    assert result.errors == []
    assert list(result.items.values()) == [Verdict.WRONG]
