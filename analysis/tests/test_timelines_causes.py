"""Figures of two causes never meet in one figure, band or sum."""

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from analysis import corrections, timelines
from analysis.terms import Cause, FigureRole, Hazard, PlaceRole
from analysis.tests.factories import make_actor, make_article, make_figure, make_place
from analysis.timelines.records import FigureGroup, Filters

pytestmark = pytest.mark.django_db


def asked(**fields: Any) -> Filters:
    days = {"since": date(2019, 9, 1), "until": date(2019, 12, 31)}
    return Filters(today=date(2019, 12, 31), **{**days, **fields})


def groups(**fields: Any) -> tuple[FigureGroup, ...]:
    return timelines.displacement_timeline(asked(**fields)).groups


def store(day: int, cause: str, reported: int = 300, **fields: Any) -> Any:
    article = make_article(published_on=date(2019, 10, day))
    return make_figure(article, reported=reported, cause=cause, **fields)


def test_one_number_of_two_causes_is_two_figures() -> None:
    ocha = make_actor("UN OCHA")
    for cause in ("CONFLICT", "DISASTER"):
        store(14, cause, reporters=(ocha,))
    assert sorted(item.cause for item in groups()) == [Cause.CONFLICT, Cause.DISASTER]


def test_a_sentence_without_a_cause_joins_and_takes_the_cause_that_is_said() -> None:
    ocha = make_actor("UN OCHA")
    store(14, "UNCLEAR", reporters=(ocha,))
    store(15, "DISASTER", hazard="FLOOD", reporters=(ocha,))
    (item,) = groups()
    assert (len(item.rows), item.cause, item.hazard) == (2, Cause.DISASTER, Hazard.FLOOD)


def bands(place: Any) -> dict[Cause, tuple[int, int, int]]:
    found = timelines.displacement_timeline(asked(place=place.slug)).bands
    return {band.kind.cause: (band.low, band.high, band.without_cause) for band in found}


def test_figures_without_a_cause_stand_with_the_only_one_and_are_counted() -> None:
    idlib = make_place("Idlib")
    place = ((idlib, PlaceRole.ORIGIN),)
    store(14, "CONFLICT", 100, places=place)
    store(15, "UNCLEAR", 900, places=place)
    assert bands(idlib) == {Cause.CONFLICT: (100, 900, 1)}


def test_where_two_causes_are_named_each_has_a_band_and_so_have_the_others() -> None:
    idlib = make_place("Idlib")
    place = ((idlib, PlaceRole.ORIGIN),)
    for at, cause in enumerate(("CONFLICT", "DISASTER", "UNCLEAR"), start=1):
        store(14, cause, at * 10, places=place)
        store(15, cause, at * 10 + 5, places=place)
    assert bands(idlib) == {
        Cause.CONFLICT: (10, 15, 0),
        Cause.DISASTER: (20, 25, 0),
        Cause.UNCLEAR: (30, 35, 2),
    }


def test_movements_of_two_causes_are_not_added_up() -> None:
    ocha, idlib = make_actor("UN OCHA"), make_place("Idlib")
    for first, cause in ((1, "CONFLICT"), (8, "DISASTER")):
        days: dict[str, Any] = {
            "start_on": date(2019, 10, first),
            "end_on": date(2019, 10, first + 6),
        }
        place = ((idlib, PlaceRole.ORIGIN),)
        store(first + 7, cause, reporters=(ocha,), places=place, **days)
    assert timelines.displacement_timeline(asked(place=idlib.slug)).sums == ()


def test_a_filter_goes_by_what_a_person_decided() -> None:
    user = User.objects.create_user("reviewer")
    figure, _ = store(14, "CONFLICT", 100), store(15, "CONFLICT", 200)
    corrections.set_cause(figure, Cause.OTHER, Hazard.UNCLEAR, user=user, now=timezone.now())
    assert [item.first.reported for item in groups(cause="OTHER")] == [100]
    assert [item.first.reported for item in groups(cause="CONFLICT")] == [200]
    assert groups(cause="DISASTER") == ()


def test_the_recommended_figure_of_one_cause_checks_none_of_another() -> None:
    user = User.objects.create_user("reviewer")
    place = ((make_place("Idlib"), PlaceRole.ORIGIN),)
    best = store(14, "CONFLICT", 100, places=place)
    store(15, "CONFLICT", 200, places=place)
    store(15, "DISASTER", 300, places=place)
    store(28, "CONFLICT", 400, places=place)
    corrections.recommend(best, instead_of=(), user=user, now=timezone.now())
    assert {item.first.reported: item.role for item in groups()} == {
        100: FigureRole.RECOMMENDED,
        200: FigureRole.TRIANGULATION,
        300: FigureRole.UNASSESSED,
        400: FigureRole.UNASSESSED,
    }


def test_a_month_may_hold_several_recommended_figures_and_then_has_no_one_best() -> None:
    user = User.objects.create_user("reviewer")
    idlib = make_place("Idlib", slug="idlib")
    place = ((idlib, PlaceRole.ORIGIN),)
    for day, reported in ((1, 100), (14, 200)):
        figure = store(day, "CONFLICT", reported, places=place)
        corrections.recommend(figure, instead_of=(), user=user, now=timezone.now())
    (band,) = timelines.displacement_timeline(asked(place="idlib", window="MONTH")).bands
    assert band.best is None and len(band.recommended) == 2
