"""Why people are on the move, and where nothing says it."""

import pytest

from analysis.records import DisplacementClaim
from analysis.terms import Cause, CauseBasis
from analysis.tests.cause_texts import (
    ARABIC_HOSTILE,
    ARABIC_PLAIN,
    ENGLISH_HOSTILE,
    ENGLISH_PLAIN,
    OTHER_LANGUAGES,
)
from analysis.tests.displacement_texts import figures


def told(claim: DisplacementClaim) -> str:
    """Write a cause as the table does."""
    if claim.cause is Cause.UNCLEAR:
        return claim.cause_basis.value
    hazard = f":{claim.hazard.value}" if claim.cause is Cause.DISASTER else ""
    return f"{claim.cause.value}{hazard}"


@pytest.mark.parametrize(("text", "expected"), [*ENGLISH_PLAIN, *ENGLISH_HOSTILE])
def test_cause_of_an_english_figure(text: str, expected: str) -> None:
    assert told(figures(text, "en")[-1]) == expected


@pytest.mark.parametrize(("text", "expected"), [*ARABIC_PLAIN, *ARABIC_HOSTILE])
def test_cause_of_an_arabic_figure(text: str, expected: str) -> None:
    assert told(figures(text, "ar")[-1]) == expected


@pytest.mark.parametrize(("lang", "text", "expected"), OTHER_LANGUAGES)
def test_cause_in_plain_words_of_other_languages(lang: str, text: str, expected: str) -> None:
    assert told(figures(text, lang)[-1]) == expected


def test_half_of_the_table_is_hostile() -> None:
    for plain, hostile in ((ENGLISH_PLAIN, ENGLISH_HOSTILE), (ARABIC_PLAIN, ARABIC_HOSTILE)):
        assert len(plain) + len(hostile) >= 60 and len(hostile) >= len(plain)


@pytest.mark.parametrize(
    ("text", "lang", "words", "basis"),
    [
        ("Some 900 people fled the shelling.", "en", "shelling", CauseBasis.SENTENCE),
        ("Clashes began. Some 900 people fled.", "en", "Clashes", CauseBasis.SENTENCE_BEFORE),
        ("نزح 900 شخص بسبب القصف.", "ar", "القصف", CauseBasis.SENTENCE),
        ("Some 900 people fled.", "en", "", CauseBasis.NOT_SAID),
    ],
)
def test_a_cause_has_the_words_that_name_it(
    text: str, lang: str, words: str, basis: CauseBasis
) -> None:
    claim = figures(text, lang)[-1]
    assert (claim.cause_words, claim.cause_basis) == (words, basis)
    assert claim.cause_words in text
