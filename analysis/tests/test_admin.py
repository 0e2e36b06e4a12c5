"""The admin of the registries: usable lists, and a person's edit is marked as such."""

import pytest
from django.test import Client
from django.urls import reverse

from analysis.models import Actor, ActorAlias, AnalysisRun, RunState
from analysis.tests.test_store import make_version

pytestmark = pytest.mark.django_db

LISTS = (
    *("actor", "place", "analysisrun", "ceasefire", "ceasefireclaim"),
    *("displacementfigure", "correction"),
)


@pytest.mark.parametrize("model", LISTS)
def test_every_list_opens_and_searches(admin_client: Client, model: str) -> None:
    address = reverse(f"admin:analysis_{model}_changelist")
    assert admin_client.get(address).status_code == 200


def test_an_actor_is_found_by_an_alias_in_arabic(admin_client: Client) -> None:
    actor = Actor.objects.create(slug="sdf", name_en="SDF", kind="ARMED_GROUP")
    ActorAlias.objects.create(actor=actor, text="قسد", language="ar")
    address = reverse("admin:analysis_actor_changelist")
    assert "SDF" in admin_client.get(address, {"q": "قسد"}).content.decode()
    assert "0 actors" in admin_client.get(address, {"q": "لا أحد"}).content.decode()


def test_an_edit_marks_the_actor_as_curated(admin_client: Client) -> None:
    actor = Actor.objects.create(slug="sdf", name_en="SDF", kind="ARMED_GROUP")
    form = {"slug": "sdf", "name_en": "Syrian Democratic Forces", "kind": "ARMED_GROUP"}
    for prefix in ("aliases", "affiliations"):
        form |= {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}
    answer = admin_client.post(reverse("admin:analysis_actor_change", args=[actor.pk]), form)
    assert answer.status_code == 302
    actor.refresh_from_db()
    assert actor.is_curated
    assert actor.name_en == "Syrian Democratic Forces"


def test_what_the_machine_made_is_not_edited_here(admin_client: Client) -> None:
    assert admin_client.get(reverse("admin:analysis_ceasefireclaim_add")).status_code == 403


def test_an_article_can_be_analysed_again(admin_client: Client) -> None:
    run = AnalysisRun.objects.create(version=make_version(), state=RunState.FAILED, reason="broke")
    admin_client.post(
        reverse("admin:analysis_analysisrun_changelist"),
        {"action": "analyse_again", "_selected_action": [run.pk]},
    )
    run.refresh_from_db()
    assert (run.state, run.reason) == (RunState.DUE, "")
