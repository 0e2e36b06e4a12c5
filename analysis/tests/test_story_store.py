"""Reports meet in stories through the database, and people's decisions stay and can be undone."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from django.contrib.auth.models import User

from analysis import story_store
from analysis.models import StoryDecision, StoryPoint
from analysis.stories import Opening
from analysis.tests.factories import make_article, make_reprint
from ingest.models import Article, Story

pytestmark = pytest.mark.django_db
NOW = datetime(2025, 3, 10, tzinfo=UTC)
TRUCE, RAIN = (1.0, 0.0, 0.0), (0.0, 1.0, 0.0)


@pytest.fixture
def user() -> User:
    return User.objects.create_user("someone")


def report(days: float = 0, *, language: str = "en") -> Article:
    published = datetime(2025, 3, 3, tzinfo=UTC) + timedelta(days=days)
    return make_article(story=Story.objects.create(), published_at=published, language=language)


def place(article: Article, vector: tuple[float, ...] = TRUCE, model: str = "m") -> int | None:
    assert article.current_id is not None
    opening = Opening(vector=np.array(vector, dtype=np.float32))
    story = story_store.place(article.current_id, opening, model=model)
    article.refresh_from_db()
    return story


def test_reports_of_one_event_share_a_story_and_the_empty_one_goes() -> None:
    one, other, rain = report(), report(1, language="ar"), report(1)
    for article, vector in ((one, TRUCE), (other, TRUCE), (rain, RAIN)):
        place(article, vector)
    assert one.story == other.story
    assert rain.story != one.story
    assert Story.objects.count() == 2


def test_reprints_follow_their_report() -> None:
    one, other = report(), report()
    reprint = make_reprint(other)
    place(one), place(other)
    reprint.refresh_from_db()
    assert reprint.story == one.story


def test_a_report_outside_the_window_stands_alone() -> None:
    one, later = report(), report(3.5)
    place(one), place(later)
    assert one.story != later.story


def test_vectors_of_another_model_or_size_are_not_compared() -> None:
    one, other = report(), report()
    place(one), place(other, (1.0, 0.0), model="n")
    assert one.story != other.story


def test_a_vector_of_zeros_says_nothing() -> None:
    one = report()
    assert place(one, (0.0, 0.0, 0.0)) is None
    assert not StoryPoint.objects.exists()


def test_placing_again_changes_nothing_and_an_edited_report_moves_on() -> None:
    one, other = report(), report()
    place(one), place(other)
    shared = one.story
    assert place(other) == place(other) == (shared.pk if shared else 0)
    place(other, RAIN)
    assert other.story != one.story
    assert StoryPoint.objects.count() == 2


def test_split_stays_split_when_the_machine_looks_again(user: User) -> None:
    one, other = report(), report()
    place(one), place(other)
    assert one.story_id is not None
    new = story_store.split(one.story_id, [other.pk], user=user, now=NOW)
    assert place(other) == new
    assert place(one) != new


def test_merge_and_undo_bring_back_what_was(user: User) -> None:
    one, other, reprint = report(), report(), None
    reprint = make_reprint(other)
    place(one), place(other, RAIN)
    before = [one.story_id, other.story_id]
    assert None not in before
    story_store.merge([pk for pk in before if pk], user=user, now=NOW)
    for article in (one, other, reprint):
        article.refresh_from_db()
        assert article.story_id == before[0]
    assert Story.objects.count() == 1
    story_store.undo(StoryDecision.objects.get().pk, user=user, now=NOW)
    for article in (one, other, reprint):
        article.refresh_from_db()
    assert [one.story_id, other.story_id, reprint.story_id] == [*before, before[1]]
    assert not story_store.is_decided(one.pk)


def test_a_decision_under_a_later_one_cannot_be_undone(user: User) -> None:
    one, other, third = report(), report(), report()
    for article, vector in ((one, TRUCE), (other, RAIN), (third, (0.0, 0.0, 1.0))):
        place(article, vector)
    ids = [a.story_id for a in (one, other) if a.story_id]
    first = story_store.merge(ids, user=user, now=NOW)
    story_store.split(first, [other.pk], user=user, now=NOW + timedelta(hours=1))
    late, early = StoryDecision.objects.all()
    with pytest.raises(story_store.StoryError, match="later decision"):
        story_store.undo(early.pk, user=user, now=NOW)
    story_store.undo(late.pk, user=user, now=NOW)
    story_store.undo(early.pk, user=user, now=NOW)
    with pytest.raises(story_store.StoryError, match="already"):
        story_store.undo(early.pk, user=user, now=NOW)


def test_nothing_is_split_off_whole_or_merged_alone(user: User) -> None:
    one, other = report(), report()
    place(one), place(other)
    assert one.story_id is not None
    for chosen in ([], [one.pk, other.pk], [999_999]):
        with pytest.raises(story_store.StoryError):
            story_store.split(one.story_id, chosen, user=user, now=NOW)
    with pytest.raises(story_store.StoryError):
        story_store.merge([one.story_id], user=user, now=NOW)
