"""Since when something is new to a reader."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import User

from dashboard.visits import GAP, note_visit

pytestmark = pytest.mark.django_db

MORNING = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def a_user(name: str = "somebody") -> int:
    return User.objects.create_user(name).pk


def test_the_first_visit_has_none_before_it() -> None:
    user = a_user()
    assert note_visit(user, MORNING) is None
    assert note_visit(user, MORNING + MINUTE) is None


def test_the_visit_before_counts_and_not_the_present_one() -> None:
    user = a_user()
    note_visit(user, MORNING)
    note_visit(user, MORNING + MINUTE)
    next_day = MORNING + timedelta(days=1)
    assert note_visit(user, next_day) == MORNING + MINUTE
    assert note_visit(user, next_day + MINUTE) == MORNING + MINUTE


@pytest.mark.parametrize(("pause", "is_new_visit"), [(GAP, False), (GAP + MINUTE, True)])
def test_a_pause_ends_a_visit_when_it_is_long(pause: timedelta, is_new_visit: bool) -> None:
    user = a_user()
    note_visit(user, MORNING)
    assert (note_visit(user, MORNING + pause) is not None) == is_new_visit


def test_readers_have_visits_of_their_own() -> None:
    one, other = a_user("one"), a_user("other")
    note_visit(one, MORNING)
    assert note_visit(other, MORNING + timedelta(days=1)) is None
