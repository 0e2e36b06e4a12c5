"""The queue of unknown names in the admin: seen, decided, undone, and by whom."""

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from analysis import candidates_store
from analysis.candidates import NOT_A_PLACE
from analysis.models import Actor, ActorAlias, AnalysisRun, Candidate, Mention, RunState
from analysis.tests.factories import make_actor, make_place, make_source
from analysis.tests.test_candidates_store import print_name

pytestmark = pytest.mark.django_db

QUEUE = reverse("admin:analysis_candidate_changelist")


def queue_up(*names: str) -> list[Candidate]:
    for name in names:
        language = "en" if name.isascii() else "ar"
        print_name(name, language=language)
    candidates_store.refresh(timezone.now())
    return [Candidate.objects.get(name=name) for name in names]


def page_of(candidate: Candidate) -> str:
    return reverse("admin:analysis_candidate_change", args=[candidate.pk])


def test_the_queue_shows_names_with_contexts_and_nearest_names(curator: Client) -> None:
    make_actor("Orchard Assembly", slug="orchard")
    queue_up("Orchard Asembly", "مجلس البستان")
    page = curator.get(QUEUE).content.decode()
    assert "<bdi>مجلس البستان</bdi>" in page
    assert "Headline مجلس البستان spoke." in page
    assert "<bdi>Orchard Assembly</bdi>" in page


def test_the_queue_leaves_out_what_is_decided_unless_asked(curator: Client) -> None:
    (candidate,) = queue_up("Orchard Council")
    curator.post(page_of(candidate), {"decision": "dismiss"})
    assert "Orchard Council</bdi>" not in curator.get(QUEUE).content.decode()
    for state in ("DISMISSED", "ALL"):
        assert "Orchard Council</bdi>" in curator.get(QUEUE, {"state": state}).content.decode()


def test_the_queue_asks_as_often_for_many_names_as_for_one(curator: Client) -> None:
    queue_up("Orchard Council")
    curator.get(QUEUE)
    with CaptureQueriesContext(
        connection,
    ) as one:
        curator.get(QUEUE)
    queue_up(*(f"Bridge Committee of {letter}ville" for letter in "ABCDEFGH"))
    with CaptureQueriesContext(connection) as many:
        curator.get(QUEUE)
    assert len(many) == len(one)


def test_a_names_page_shows_each_article_once_in_its_direction(curator: Client) -> None:
    (candidate,) = queue_up("لجنة الجسر")
    page = curator.get(page_of(candidate)).content.decode()
    assert page.count("<mark>لجنة الجسر</mark>") == 3
    assert page.count('lang="ar" dir="rtl"') == 3
    assert "/articles/" in page


def test_a_sample_outlet_is_called_one(curator: Client) -> None:
    (candidate,) = queue_up("Orchard Council")
    article = Mention.objects.earliest("pk").article
    article.source = make_source("Invented Herald", is_sample=True)
    article.save()
    assert "Invented Herald</bdi> (sample)" in curator.get(page_of(candidate)).content.decode()


def test_a_new_actor_is_added_in_arabic_and_english(curator: Client) -> None:
    (candidate,) = queue_up("مجلس البستان")
    page = curator.get(page_of(candidate)).content.decode()
    assert 'name="add-name_ar" value="مجلس البستان"' in page
    form = {
        "decision": "add",
        "add-name_en": "Orchard Council",
        "add-name_ar": "مجلس البستان",
        "add-kind": "ORGANIZATION",
        "add-note": "a town council",
    }
    assert curator.post(page_of(candidate), form).status_code == 302
    actor = Actor.objects.get(slug="orchard-council")
    assert (actor.name_ar, actor.mentions.count()) == ("مجلس البستان", 3)
    assert not ActorAlias.objects.exists()
    page = curator.get(page_of(candidate)).content.decode()
    assert "a town council" in page
    assert LogEntry.objects.get().change_message == "added as Orchard Council"


def test_a_new_actor_without_a_kind_is_asked_for_one(curator: Client) -> None:
    (candidate,) = queue_up("Orchard Council")
    answer = curator.post(page_of(candidate), {"decision": "add", "add-name_en": "Orchard"})
    assert "errorlist" in answer.content.decode()
    assert not Actor.objects.exists()


def test_a_near_name_is_merged_with_one_click_and_undone_with_another(curator: Client) -> None:
    actor = make_actor("Orchard Assembly", slug="orchard")
    (candidate,) = queue_up("Orchard Asembly")
    page = curator.get(page_of(candidate)).content.decode()
    assert 'value="actor:orchard"' in page
    curator.post(page_of(candidate), {"decision": "near", "near": "actor:orchard"})
    assert [alias.text for alias in actor.aliases.all()] == ["Orchard Asembly"]
    assert set(AnalysisRun.objects.values_list("state", flat=True)) == {RunState.DUE}
    assert "Undo the decision" in curator.get(page_of(candidate)).content.decode()
    curator.post(page_of(candidate), {"decision": "undo"})
    assert not actor.aliases.exists()
    assert not actor.mentions.exists()
    candidate.refresh_from_db()
    assert candidate.state == "OPEN"
    assert LogEntry.objects.count() == 2
    assert "undone" in curator.get(page_of(candidate)).content.decode()


def test_a_name_is_merged_into_any_actor_or_place_but_not_both(curator: Client) -> None:
    actor, place = make_actor("Bridge Union"), make_place("Tal Zahra")
    one, other, third = queue_up("Orchard Council", "تل الزهرة", "Third Name")
    form = {"decision": "merge", "merge-actor": actor.pk, "merge-alias_kind": "SHORT"}
    curator.post(page_of(one), form)
    assert actor.aliases.get().kind == "SHORT"
    curator.post(page_of(other), {"decision": "merge", "merge-place": place.pk})
    place.refresh_from_db()
    assert place.aliases == "تل الزهرة"
    for wrong in ({}, {"merge-actor": actor.pk, "merge-place": place.pk}):
        answer = curator.post(page_of(third), {"decision": "merge", **wrong})
        assert "Choose an actor or a place." in answer.content.decode()
    third.refresh_from_db()
    assert third.state == "OPEN"


def test_many_names_are_dismissed_and_brought_back_from_the_list(curator: Client) -> None:
    rows = queue_up("Orchard Council", "لجنة الجسر")
    keys = [row.pk for row in rows]
    curator.post(QUEUE, {"action": "dismiss_selected", "_selected_action": keys})
    assert set(Candidate.objects.values_list("state", flat=True)) == {"DISMISSED"}
    decided = f"{QUEUE}?state=DISMISSED"
    curator.post(decided, {"action": "undo_selected", "_selected_action": keys})
    assert set(Candidate.objects.values_list("state", flat=True)) == {"OPEN"}


def test_what_was_decided_meanwhile_is_told_and_left(curator: Client) -> None:
    (candidate,) = queue_up("Orchard Council")
    curator.post(page_of(candidate), {"decision": "dismiss"})
    make_actor(slug="orchard")
    near = {"decision": "near", "near": "actor:orchard"}
    answer = curator.post(page_of(candidate), near, follow=True)
    assert "Somebody else has decided" in answer.content.decode()
    candidate.refresh_from_db()
    assert candidate.state == "DISMISSED"


@pytest.mark.parametrize("near", ["actor:gone", "place:gone", "", "x:y"])
def test_a_near_name_that_is_gone_is_told(curator: Client, near: str) -> None:
    (candidate,) = queue_up("Orchard Council")
    form = {"decision": "near", "near": near}
    answer = curator.post(page_of(candidate), form, follow=True)
    assert "no longer in the registry" in answer.content.decode()


def test_a_decision_that_is_none_is_refused(curator: Client) -> None:
    (candidate,) = queue_up("Orchard Council")
    assert curator.post(page_of(candidate), {"decision": "burn"}).status_code == 403
    assert curator.get(reverse("admin:analysis_candidate_add")).status_code == 403


def test_the_pages_speak_arabic(curator: Client) -> None:
    (candidate,) = queue_up("تل زهراء")
    arabic = {"accept-language": "ar"}
    page = curator.get(page_of(candidate), headers=arabic).content.decode()
    for words in ("أين ورد", "3 مقالات", "بانتظار القرار", "دمج في فاعل أو مكان", 'dir="rtl"'):
        assert words in page
    assert "أقرب الأسماء المعروفة" in curator.get(QUEUE, headers=arabic).content.decode()


def test_a_place_may_be_added_first(curator: Client) -> None:
    print_name("تل زهراء", language="ar", type="LOC", reason=NOT_A_PLACE)
    (council,) = queue_up("Orchard Council")
    place = Candidate.objects.get(type="LOC")
    link = reverse("admin:analysis_place_add") + "?name_en="
    assert link in curator.get(page_of(place)).content.decode()
    assert link not in curator.get(page_of(council)).content.decode()


def test_who_is_no_curator_decides_nothing(reader: Client, outsider: Client) -> None:
    (candidate,) = queue_up("Orchard Council")
    for client in (reader, outsider):
        assert client.get(QUEUE).status_code == 302
        assert client.post(page_of(candidate), {"decision": "dismiss"}).status_code == 302
    candidate.refresh_from_db()
    assert candidate.state == "OPEN"
