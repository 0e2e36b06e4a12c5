"""What people decide on figures: it stands beside the machine's word, and can be undone."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import User

from analysis import corrections
from analysis.models import Correction, DisplacementFigure
from analysis.terms import Cause, CauseBasis, Hazard
from analysis.tests.factories import make_article, make_figure
from analysis.timelines.claim_rows import figure_rows
from analysis.timelines.records import FigureRow, Review

pytestmark = pytest.mark.django_db

NOW = datetime(2019, 10, 20, tzinfo=UTC)


@pytest.fixture
def user() -> User:
    return User.objects.create_user("reviewer")


@pytest.fixture
def figure() -> DisplacementFigure:
    return make_figure(make_article(), cause="CONFLICT", cause_basis="SENTENCE")


def again(figure: DisplacementFigure) -> FigureRow:
    (row,) = figure_rows(DisplacementFigure.objects.filter(pk=figure.pk))
    return row


def test_a_recommendation_says_who_when_and_why(figure: DisplacementFigure, user: User) -> None:
    corrections.recommend(figure, instead_of=(), user=user, now=NOW, note=" counted twice ")
    decided = again(figure).recommended
    assert decided is not None
    assert (decided.by, decided.note) == ("reviewer", "counted twice")


def test_a_recommended_figure_is_a_reviewed_one(figure: DisplacementFigure, user: User) -> None:
    assert again(figure).evidence.review is Review.UNREVIEWED
    made = corrections.recommend(figure, instead_of=(), user=user, now=NOW)
    assert again(figure).evidence.review is Review.APPROVED
    corrections.undo(figure, made.pk, user=user, now=NOW)
    assert again(figure).evidence.review is Review.UNREVIEWED


def test_a_figure_is_recommended_once(figure: DisplacementFigure, user: User) -> None:
    corrections.recommend(figure, instead_of=(), user=user, now=NOW)
    with pytest.raises(corrections.CorrectionError):
        corrections.recommend(figure, instead_of=(), user=user, now=NOW)


def test_another_figure_takes_the_place_of_the_recommended_one(
    figure: DisplacementFigure, user: User
) -> None:
    other = make_figure(make_article(), reported=5)
    first = corrections.recommend(figure, instead_of=(), user=user, now=NOW)
    corrections.recommend(other, instead_of=(first.pk,), user=user, now=NOW)
    first.refresh_from_db()
    assert (first.undone_by, first.undone_at) == (user, NOW)
    assert again(figure).recommended is None
    assert again(other).recommended is not None


def test_a_decision_on_the_cause_is_not_undone_by_a_recommendation(
    figure: DisplacementFigure, user: User
) -> None:
    cause = corrections.set_cause(figure, Cause.OTHER, Hazard.UNCLEAR, user=user, now=NOW)
    corrections.recommend(figure, instead_of=(cause.pk,), user=user, now=NOW)
    assert again(figure).cause is Cause.OTHER


def test_a_persons_cause_stands_over_the_machines(figure: DisplacementFigure, user: User) -> None:
    corrections.set_cause(figure, Cause.DISASTER, Hazard.FLOOD, user=user, now=NOW)
    row = again(figure)
    assert (row.cause, row.hazard, row.cause_basis) == (
        Cause.DISASTER,
        Hazard.FLOOD,
        CauseBasis.HUMAN,
    )
    figure.refresh_from_db()
    assert figure.cause == "CONFLICT"


def test_the_latest_cause_stands_and_the_earlier_is_kept(
    figure: DisplacementFigure, user: User
) -> None:
    for cause in (Cause.OTHER, Cause.UNCLEAR):
        corrections.set_cause(figure, cause, Hazard.UNCLEAR, user=user, now=NOW)
    assert again(figure).cause is Cause.UNCLEAR
    assert Correction.objects.count() == 2


def test_a_hazard_belongs_to_a_disaster_alone(figure: DisplacementFigure, user: User) -> None:
    with pytest.raises(corrections.CorrectionError):
        corrections.set_cause(figure, Cause.CONFLICT, Hazard.FLOOD, user=user, now=NOW)
    assert not Correction.objects.exists()


def test_undoing_gives_back_what_the_machine_said_and_keeps_the_decision(
    figure: DisplacementFigure, user: User
) -> None:
    made = corrections.set_cause(figure, Cause.OTHER, Hazard.UNCLEAR, user=user, now=NOW)
    corrections.undo(figure, made.pk, user=user, now=NOW)
    assert again(figure).cause is Cause.CONFLICT
    made.refresh_from_db()
    assert made.undone_by == user
    with pytest.raises(corrections.CorrectionError):
        corrections.undo(figure, made.pk, user=user, now=NOW)


def test_a_decision_of_another_figure_is_not_undone_here(
    figure: DisplacementFigure, user: User
) -> None:
    other = make_figure(make_article(), reported=5)
    made = corrections.recommend(other, instead_of=(), user=user, now=NOW)
    with pytest.raises(corrections.CorrectionError):
        corrections.undo(figure, made.pk, user=user, now=NOW)


def test_a_decision_survives_when_the_rows_are_made_anew(
    figure: DisplacementFigure, user: User
) -> None:
    corrections.recommend(figure, instead_of=(), user=user, now=NOW)
    article = figure.article
    figure.delete()
    assert again(make_figure(article)).recommended is not None


def test_a_decision_falls_with_the_sentence_and_with_the_number_in_it(user: User) -> None:
    article = make_article("T\nSome 500 families fled. Some 900 people fled.")
    first = make_figure(article, "Some 500 families fled.")
    corrections.recommend(first, instead_of=(), user=user, now=NOW)
    other = make_figure(article, "Some 900 people fled.")
    moved = make_figure(article, "Some 500 families fled.", figure_start=first.figure_start + 5)
    assert again(other).recommended is None
    assert again(moved).recommended is None
