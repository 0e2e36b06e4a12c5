"""Names are compared as whole words and types; doubtful ones count for nothing."""

import json
from collections.abc import Sequence

import pytest

from analysis.evaluation.names import measure, read
from analysis.evaluation.report import Result, Verdict
from analysis.nlp.words import WORD
from analysis.records import Span
from analysis.terms import EntityType


def score(marked: str, *said: tuple[str, EntityType]) -> Result:
    """Measure one sentence against names said by their words, each where it first stands."""
    sentences = read([json.dumps({"id": "n1", "lang": "xx", "marked": marked})])
    spans = _spans(sentences[0].text, said)
    return measure("names_xx", sentences, [spans], word=WORD)


def _spans(text: str, said: Sequence[tuple[str, EntityType]]) -> list[Span]:
    return [
        Span(start=at, end=at + len(name), text=name, type=kind, score=0.9)
        for name, kind in said
        if (at := text.index(name)) >= 0
    ]


def test_marks_are_taken_away_and_their_places_kept() -> None:
    (sentence,) = read(
        [json.dumps({"id": "n1", "lang": "ar", "marked": "وصل [PER لافروف] إلى [LOC? حلب]."})]
    )
    assert sentence.text == "وصل لافروف إلى حلب."
    assert [sentence.text[n.start : n.end] for n in sentence.names] == ["لافروف", "حلب"]
    assert [n.is_doubtful for n in sentence.names] == [False, True]


@pytest.mark.parametrize(
    "marked", ["[PERS Lavrov] left.", "[PER Lavrov left.", "PER Lavrov] left."]
)
def test_a_bracket_that_marks_no_name_is_an_error(marked: str) -> None:
    with pytest.raises(ValueError, match="n1: a bracket that marks no name"):
        read([json.dumps({"id": "n1", "lang": "en", "marked": marked})])


@pytest.mark.parametrize(
    ("marked", "said"),
    [
        ("من دمشق و[LOC حلب].", "وحلب"),
        ("من دمشق و[LOC حلب].", "حلب"),
        ("جنود ل[LOC تركيا] في المدينة", "لتركيا"),
        ("[LOC Ankara]'s envoy left.", "Ankara's"),
        ("[LOC Ankara]'s envoy left.", "Ankara"),
        ("The envoy left [LOC Ankara].", "Ankara."),
        ("غادر الوفد «[LOC حلب]»", "«حلب»"),
    ],
)
def test_what_clings_to_a_name_costs_nothing(marked: str, said: str) -> None:
    result = score(marked, (said, EntityType.LOC))
    assert result.figures["LOC f1"] == 1.0


def test_a_missing_word_is_a_miss_and_an_invention() -> None:
    result = score("[LOC Port Sudan] was shelled.", ("Sudan", EntityType.LOC))
    assert (result.figures["all precision"], result.figures["all recall"]) == (0.0, 0.0)
    assert result.items == {"n1 LOC Port Sudan": Verdict.WRONG, "n1 LOC Sudan": Verdict.INVENTED}


def test_a_wrong_type_is_missed_by_one_and_invented_by_the_other() -> None:
    result = score(
        "[ORG Hamas] and [LOC Gaza]", ("Hamas", EntityType.PER), ("Gaza", EntityType.LOC)
    )
    assert result.figures["ORG recall"] == 0.0
    assert result.figures["PER precision"] == 0.0
    assert result.figures["all f1"] == 0.5


@pytest.mark.parametrize(
    "said",
    [
        [],
        [("Turkish army", EntityType.ORG)],
        [("Turkish", EntityType.LOC)],
        [("army", EntityType.PER)],
    ],
)
def test_a_doubtful_name_is_neither_missed_nor_invented(said: list[tuple[str, EntityType]]) -> None:
    result = score("The [ORG? Turkish army] left.", *said)
    assert result.items == {}
    assert result.errors == []


def test_a_plain_name_beside_a_doubtful_one_still_counts() -> None:
    result = score("The [ORG? White House] and [PER Biden]", ("White House", EntityType.ORG))
    assert result.items == {"n1 PER Biden": Verdict.WRONG}


def test_names_in_a_sentence_without_any_are_inventions() -> None:
    result = score("The army left the village.", ("army", EntityType.ORG))
    assert result.items == {"n1 ORG army": Verdict.INVENTED}
    assert result.figures["all precision"] == 0.0


def test_a_name_that_stands_twice_counts_twice() -> None:
    result = score("[LOC Gaza] is not [LOC Gaza]", ("Gaza", EntityType.LOC))
    assert result.items == {"n1 LOC Gaza": Verdict.RIGHT, "n1 LOC Gaza #2": Verdict.WRONG}
