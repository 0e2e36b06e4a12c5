"""Actors, ceasefires and displacement of one choice."""

import sys
from datetime import date
from typing import Any

import pytest

from analysis import timelines
from analysis.models import Actor, Place
from analysis.terms import PartyRole, PlaceRole
from analysis.tests.factories import (
    make_actor,
    make_article,
    make_ceasefire,
    make_claim,
    make_figure,
    make_mention,
    make_place,
    make_stance,
)
from analysis.timelines.records import Filters
from analysis.timelines.together_records import Together

pytestmark = pytest.mark.django_db

# The package gives the selector the name of its module.
MODULE = sys.modules["analysis.timelines.together"]


def on(day: int, month: int = 10) -> Any:
    return make_article(published_on=date(2019, month, day))


def chosen(
    actors: tuple[Actor, ...] = (), places: tuple[Place, ...] = (), **fields: Any
) -> Together:
    values: dict[str, Any] = {"since": date(2019, 10, 1), "until": date(2019, 10, 31), **fields}
    return timelines.together(
        Filters(
            today=date(2019, 12, 31),
            actors=tuple(actor.slug for actor in actors),
            places=tuple(place.slug for place in places),
            **values,
        )
    )


def a_truce(*parties: Actor, day: int = 17, place: Place | None = None, key: str = "") -> None:
    truce = make_ceasefire(parties=parties, key=key or f"truce-{day}")
    make_claim(on(day), parties=parties, places=(place,) if place else (), ceasefire=truce)


def keys(found: Together) -> set[str]:
    return {bar.key for bar in found.bars}


def test_lanes_count_reports_by_day_in_the_order_of_the_choice() -> None:
    one, other, town = make_actor("One"), make_actor("Other"), make_place("Town")
    for day in (17, 17, 20):
        make_mention(on(day), other)
    make_mention(on(17), None, type="LOC", place=town)
    make_mention(on(17, month=9), other)
    found = chosen((other, one), (town,))
    assert [lane.name.en for lane in found.actors] == ["Other", "One"]
    assert dict(found.actors[0].reports) == {date(2019, 10, 17): 2, date(2019, 10, 20): 1}
    assert [dict(lane.reports) for lane in found.places] == [{date(2019, 10, 17): 1}]


def test_without_a_choice_the_most_mentioned_are_shown_with_all_there_is() -> None:
    actors = [make_actor(f"Actor {number}") for number in range(5)]
    for times, actor in enumerate(actors, start=1):
        for _ in range(times):
            make_mention(on(17), actor)
    a_truce(actors[0], key="any")
    make_figure(on(18))
    found = chosen()
    assert not found.is_chosen
    assert [lane.name.en for lane in found.actors] == ["Actor 4", "Actor 3", "Actor 2"]
    assert keys(found) == {"any"} and len(found.figures) == 1


def test_ceasefires_are_those_of_a_party_or_mediator() -> None:
    turkey, russia, egypt = make_actor("Turkey"), make_actor("Russia"), make_actor("Egypt")
    a_truce(turkey, key="party")
    a_truce(russia, key="other")
    mediated = make_ceasefire(parties=(russia,), key="mediated")
    make_claim(on(18), parts={PartyRole.MEDIATOR: (turkey,)}, ceasefire=mediated)
    accused = make_ceasefire(parties=(russia,), key="accused")
    make_claim(on(18), parts={PartyRole.PERPETRATOR: (turkey,)}, ceasefire=accused)
    assert keys(chosen((turkey,))) == {"party", "mediated"}
    assert keys(chosen((egypt,))) == set()


def test_places_count_with_what_lies_within_them_and_narrow_the_actors() -> None:
    turkey, russia = make_actor("Turkey"), make_actor("Russia")
    syria = make_place("Syria", feature="COUNTRY", country="SYR")
    town = make_place("Town", country="SYR", admin_path="Syria")
    elsewhere = make_place("Sirte", country="LBY")
    a_truce(turkey, place=town, key="here")
    a_truce(russia, place=town, key="theirs")
    a_truce(turkey, place=elsewhere, key="there")
    assert keys(chosen((), (syria,))) == {"here", "theirs"}
    assert keys(chosen((turkey,), (syria,))) == {"here"}
    assert keys(chosen((), (syria, elsewhere))) == {"here", "theirs", "there"}


def test_figures_are_those_of_a_place_else_of_reports_that_name_an_actor() -> None:
    turkey, town = make_actor("Turkey"), make_place("Town")
    make_figure(on(10), places=((town, PlaceRole.ORIGIN),), reported=1_000)
    named = on(11)
    make_mention(named, turkey)
    make_figure(named, reported=2_000)
    make_figure(on(12), reported=3_000)

    def numbers(found: Together) -> set[int | None]:
        return {item.first.reported for item in found.figures}

    assert numbers(chosen((), (town,))) == {1_000}
    assert numbers(chosen((turkey,))) == {2_000}
    assert numbers(chosen((turkey,), (town,))) == {1_000}


def test_stances_of_one_are_toward_anybody_and_of_several_toward_each_other() -> None:
    turkey, russia, egypt = make_actor("Turkey"), make_actor("Russia"), make_actor("Egypt")
    make_stance(on(10), turkey, russia)
    make_stance(on(11), turkey, egypt)
    make_stance(on(12), russia, turkey)
    make_stance(on(13), turkey, russia, polarity="INSUFFICIENT")

    def pairs(*actors: Actor) -> list[tuple[str, str]]:
        lanes = chosen(actors).actors
        return [(row.holder.en, row.target.en) for lane in lanes for row in lane.stances]

    assert pairs(turkey) == [("Turkey", "Egypt"), ("Turkey", "Russia")]
    assert pairs(turkey, russia) == [("Turkey", "Russia"), ("Russia", "Turkey")]


def test_sentences_stand_in_the_order_of_days_and_lie_within_the_period() -> None:
    turkey, russia = make_actor("Turkey"), make_actor("Russia")
    make_stance(on(20), turkey, russia)
    a_truce(turkey, day=17)
    article = on(18)
    make_mention(article, turkey)
    make_figure(article)
    make_stance(on(20, month=11), turkey, russia)
    found = chosen((turkey,))
    days = [row.evidence.published_on for row in found.told.rows]
    assert days == [date(2019, 10, day) for day in (17, 18, 20)]
    assert not found.is_cut


def test_of_very_many_figures_the_lowest_and_highest_of_a_few_days_are_drawn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(MODULE, "MOST_FIGURES", 6)
    for day in (3, 4):
        for number in (5, 300, 7_000):
            make_figure(on(day), reported=number)
    found = chosen()
    assert (len(found.figures), found.sentences, found.days_of_run) == (6, 6, 0)
    make_figure(on(5), reported=80)
    found = chosen(since=date(2019, 9, 1))
    assert (found.sentences, found.days_of_run) == (7, 3)
    # Three days count from 1 September: 3 to 5 October are one run.
    assert {item.first.reported for item in found.figures} == {5, 7_000}


def test_sentences_come_a_page_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MODULE, "PER_PAGE", 2)
    for day in (3, 4, 5):
        make_figure(on(day), reported=day)
    first, second = chosen().told, chosen(page=2).told
    assert (first.pages, first.total) == (2, 3)
    assert [row.evidence.published_on for row in (*first.rows, *second.rows)] == [
        date(2019, 10, day) for day in (3, 4, 5)
    ]


def test_a_region_narrows_ceasefires_and_figures() -> None:
    syria = make_place("Syria", slug="SYR", feature="COUNTRY", country="SYR")
    town = make_place("Town", country="SYR", admin_path="Syria")
    turkey = make_actor("Turkey")
    a_truce(turkey, place=town, key="here")
    a_truce(turkey, key="anywhere")
    make_figure(on(10), places=((town, PlaceRole.ORIGIN),))
    make_figure(on(10))
    found = chosen(region=syria.slug)
    assert keys(found) == {"here"} and len(found.figures) == 1


def test_a_choice_that_nobody_knows_is_empty() -> None:
    found = timelines.together(Filters(today=date(2019, 12, 31), actors=("nobody",)))
    assert (found.actors, found.bars, found.figures) == ((), (), ())
