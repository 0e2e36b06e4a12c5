"""Curators put stories together and apart in the administration; readers do not."""

from datetime import UTC, datetime

import numpy as np
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from analysis import story_store
from analysis.models import StoryDecision
from analysis.stories import Opening
from analysis.tests.factories import make_article, make_reprint
from ingest.models import Article, Story

pytestmark = pytest.mark.django_db
MONDAY = datetime(2025, 3, 3, tzinfo=UTC)


def report(title: str, *vector: float) -> Article:
    article = make_article(
        f"{title}\nBody.", story=Story.objects.create(), published_at=MONDAY, language="ar"
    )
    assert article.current_id is not None
    opening = Opening(vector=np.array(vector, dtype=np.float32))
    story_store.place(article.current_id, opening, model="m")
    article.refresh_from_db()
    return article


def page(article: Article) -> str:
    return reverse("admin:ingest_story_change", args=[article.story_id])


def test_a_story_shows_its_reports_and_what_is_like_it(curator: Client) -> None:
    one, other = report("هدنة في حمص", 1, 0), report("أمطار في حماة", 0.5, 0.8)
    make_reprint(one)
    shown = curator.get(page(one)).content.decode()
    assert "هدنة في حمص" in shown
    assert f'value="{other.story_id}"' in shown
    listed = curator.get(reverse("admin:ingest_story_changelist")).content.decode()
    assert "أمطار في حماة" in listed


def test_merge_split_and_undo_by_hand(curator: Client) -> None:
    one, other = report("هدنة", 1, 0), report("أمطار", 0, 1)
    curator.post(page(one), {"decision": "merge", "chosen": [other.story_id], "note": "same"})
    other.refresh_from_db()
    assert other.story_id == one.story_id
    decision = StoryDecision.objects.get()
    assert (decision.note, decision.decided_by.username) == ("same", "curator")
    curator.post(page(one), {"decision": "split", "chosen": [other.pk]})
    other.refresh_from_db()
    assert other.story_id != one.story_id
    for done in StoryDecision.objects.all():
        curator.post(page(one), {"decision": "undo", "chosen": [done.pk]})
    other.refresh_from_db()
    assert other.story_id != one.story_id
    assert not StoryDecision.objects.filter(undone_at=None).exists()


def test_stories_chosen_from_the_list_are_put_together(curator: Client) -> None:
    one, other = report("هدنة", 1, 0), report("أمطار", 0, 1)
    chosen = {"action": "merge_selected", "_selected_action": [one.story_id, other.story_id]}
    curator.post(reverse("admin:ingest_story_changelist"), chosen)
    other.refresh_from_db()
    assert other.story_id == one.story_id


def test_what_cannot_be_done_is_told_and_changes_nothing(curator: Client) -> None:
    one = report("هدنة", 1, 0)
    for decision in ({"decision": "split", "chosen": [one.pk]}, {"decision": "merge"}):
        told = curator.post(page(one), decision, follow=True).content.decode()
        assert "errornote" in told or "error" in told
    assert curator.post(page(one), {"decision": "burn"}).status_code == 403
    assert not StoryDecision.objects.exists()


def test_readers_and_outsiders_decide_nothing(reader: Client, outsider: Client) -> None:
    one, other = report("هدنة", 1, 0), report("أمطار", 0, 1)
    for client in (reader, outsider):
        client.post(page(one), {"decision": "merge", "chosen": [other.story_id]})
    assert not StoryDecision.objects.exists()


def test_the_list_asks_as_much_for_many_stories_as_for_one(curator: Client) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            curator.get(reverse("admin:ingest_story_changelist"))
        return len(queries)

    report("هدنة", 1, 0)
    once = asked()
    for number in range(20):
        report(f"خبر {number}", 0.1 * number, 1 - number)
    assert asked() == once
