"""What makes two reports tell of one event."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import numpy as np

from analysis.components import Reading
from analysis.documents import split_sentences
from analysis.records import Analysis, Document, Entity
from analysis.stories import (
    ORDINARY,
    THRESHOLD,
    Neighbour,
    Opening,
    centres_of,
    grouped,
    likeness,
    opening_of,
    opening_vector,
    story_for,
)
from analysis.terms import EntityType

NOW = datetime(2025, 3, 3, tzinfo=UTC)
TEXT = (
    "Truce agreed in Homs\n"
    "The two sides agreed on a truce in Homs on Monday. It frees 140 prisoners. "
    "The third sentence names Daraa."
)


def analysis_of(text: str, *entities: tuple[str, str, str]) -> Analysis:
    return Analysis(
        document=Document(id="1", text=text, lang="en", published_on=date(2025, 3, 3)),
        lang="en",
        versions={},
        sentences=split_sentences(text),
        entities=tuple(
            Entity(
                start=text.rindex(name),
                end=text.rindex(name) + len(name),
                text=name,
                type=EntityType.LOC,
                score=1.0,
                place=slug,
                place_name=english,
            )
            for name, slug, english in entities
        ),
    )


def vector(*values: float) -> "np.typing.NDArray[np.float32]":
    array = np.array(values, dtype=np.float32)
    unit: np.typing.NDArray[np.float32] = array / np.linalg.norm(array)
    return unit


def opening(
    *values: float, places: set[str] | None = None, figures: set[int] | None = None
) -> Opening:
    return Opening(
        vector=vector(*values),
        places=frozenset(places or ()),
        figures=frozenset(figures or ()),
    )


def neighbour(story: int, one: Opening) -> Neighbour:
    return Neighbour(story=story, seen_at=NOW, opening=one)


def readings(*vectors: tuple[float, float] | None) -> list[Reading | None]:
    return [
        None if values is None else Reading(vector=np.array(values, dtype=np.float32))
        for values in vectors
    ]


CENTRES = centres_of({"en": [vector(0, 1)], "ar": [vector(1, 0)]})


def test_the_opening_is_the_headline_and_the_lead() -> None:
    sentences = split_sentences(TEXT)
    found = opening_vector(sentences, readings((1, 0), (0, 1), (0.5, 0.5), (9, 9)))
    assert found == (0.5, 0.5)
    assert opening_vector(sentences, readings((1, 0), None, None, (9, 9))) == (1, 0)
    assert opening_vector(sentences, readings(None, None, None, None)) is None
    assert opening_vector((), ()) is None


def test_names_and_figures_after_the_opening_do_not_count() -> None:
    entities = (("Homs", "gn-1", "Homs"), ("Daraa", "gn-2", "Daraa"))
    found = opening_of(replace(analysis_of(TEXT, *entities), opening=(1.0, 0.0)), CENTRES)
    assert found is not None
    assert found.places == {"homs"}
    assert found.figures == {140}


def test_years_and_the_smallest_numbers_are_no_figures() -> None:
    text = "Truce in 2025\nThe 2 sides free 140 prisoners."
    found = opening_of(replace(analysis_of(text), opening=(1.0, 0.0)), CENTRES)
    assert found is not None and found.figures == {140}


def test_countries_are_no_places_of_an_event() -> None:
    analysis = analysis_of("Truce in Syria\nIt holds.", ("Syria", "iso-SYR", "Syria"))
    found = opening_of(replace(analysis, opening=(1.0, 0.0)), CENTRES)
    assert found is not None and found.places == frozenset()


def test_what_a_language_has_in_common_is_taken_away() -> None:
    analysis = replace(analysis_of(TEXT), opening=(1.0, 1.0))
    found = opening_of(analysis, CENTRES)
    assert found is not None and found.vector.tolist() == [1, 0]
    other = opening_of(replace(analysis, lang="sw"), CENTRES)
    assert other is not None and other.vector[0] == other.vector[1] > 0
    assert opening_of(replace(analysis, opening=None), CENTRES) is None
    assert opening_of(analysis, {}) is None


def test_ordinary_sentences_are_as_many_in_each_language() -> None:
    assert {"ar", "en"} <= set(ORDINARY)
    assert len({len(sentences) for sentences in ORDINARY.values()}) == 1


def test_reports_that_say_other_things_are_unlike_whatever_they_name() -> None:
    one = opening(1, 0, places={"homs"}, figures={140})
    other = opening(0.2, 1, places={"homs"}, figures={140})
    assert likeness(one, other) < THRESHOLD


def test_shared_places_and_figures_bring_reports_together_and_other_places_apart() -> None:
    here, plain = opening(1, 1, places={"homs"}), opening(1, 1)
    assert likeness(here, opening(1, 1, places={"homs"})) > likeness(here, plain)
    assert likeness(here, opening(1, 1, places={"daraa"})) < likeness(here, plain)
    told = opening(1, 1, figures={140})
    assert likeness(told, opening(1, 1, figures={140})) > likeness(told, plain)


def test_a_report_joins_the_story_that_is_most_alike() -> None:
    stories = [
        neighbour(1, opening(1, 0.2)),
        neighbour(2, opening(1, 0)),
        neighbour(3, opening(0, 1)),
    ]
    assert story_for(opening(1, 0), stories) == 2


def test_an_unlike_report_joins_none() -> None:
    assert story_for(opening(1, 0), []) is None
    assert likeness(opening(1, 0), opening(0, 1)) < THRESHOLD
    assert story_for(opening(1, 0), [neighbour(1, opening(0, 1))]) is None


def test_all_reports_of_a_story_have_a_say() -> None:
    mixed = [neighbour(1, opening(1, 0)), neighbour(1, opening(0, 1)), neighbour(1, opening(0, 1))]
    assert story_for(opening(1, 0), mixed) is None


def test_reports_of_the_same_days_join_and_later_ones_do_not() -> None:
    same = opening(1, 0)
    told = [(NOW, same), (NOW, opening(0, 1)), (NOW + timedelta(days=1), same)]
    assert grouped([*told, (NOW + timedelta(days=9), same)]) == [0, 1, 0, 3]
