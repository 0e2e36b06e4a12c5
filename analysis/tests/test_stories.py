"""What makes two reports tell of one event."""

from datetime import UTC, date, datetime, timedelta

import numpy as np

from analysis.documents import split_sentences
from analysis.records import Analysis, Document, Entity, EntityType
from analysis.stories import (
    THRESHOLD,
    Neighbour,
    Opening,
    grouped,
    likeness,
    opening_of,
    opening_text,
    story_for,
)

NOW = datetime(2025, 3, 3, tzinfo=UTC)
TEXT = (
    "Truce agreed in Homs\n"
    "The two sides agreed on a truce in Homs on Monday. It frees 140 prisoners. "
    "The third sentence names Daraa."
)


def analysis_of(text: str, *entities: tuple[str, str]) -> Analysis:
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
            )
            for name, slug in entities
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


def test_an_opening_is_the_headline_and_the_lead() -> None:
    assert opening_text(analysis_of(TEXT)).split("\n") == [
        "Truce agreed in Homs",
        "The two sides agreed on a truce in Homs on Monday.",
        "It frees 140 prisoners.",
    ]
    assert opening_text(analysis_of("")) == ""


def test_names_and_figures_after_the_opening_do_not_count() -> None:
    found = opening_of(analysis_of(TEXT, ("Homs", "homs"), ("Daraa", "daraa")), vector(1, 0))
    assert found.places == {"homs"}
    assert found.figures == {140}


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
