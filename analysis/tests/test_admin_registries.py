"""Registry files in the admin: downloaded, edited, looked at, applied."""

from collections.abc import Mapping

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from analysis.models import Actor, ActorAlias, Place, RegistryUpload
from analysis.tests.factories import make_actor

pytestmark = pytest.mark.django_db

ACTORS = "id,kind,country,parent,wikidata,name_en,name_ar\n"


def send(
    client: Client, files: Mapping[str, str | bytes], *, model: str = "actor", **options: str
) -> HttpResponse:
    data = {
        name: SimpleUploadedFile(name, text if isinstance(text, bytes) else text.encode())
        for name, text in files.items()
    }
    address = reverse(f"admin:analysis_{model}_upload")
    answer: HttpResponse = client.post(address, {**data, **options})  # type: ignore[assignment]
    return answer


def apply(client: Client, answer: HttpResponse) -> str:
    """Look at what an upload would change, confirm it, and return what was shown."""
    assert answer.status_code == 302, answer.content.decode()
    address = answer.headers["Location"]
    shown = client.get(address)
    assert shown.context is not None
    client.post(address, {"digest": shown.context["plan"].digest})
    return shown.content.decode()


def test_the_lists_offer_their_files(curator: Client) -> None:
    make_actor("Orchard Council", "مجلس البستان", slug="orchard")
    page = curator.get(reverse("admin:analysis_actor_changelist")).content.decode()
    for name in ("actors.csv", "actor_aliases.csv", "actor_affiliations.csv"):
        address = reverse("admin:analysis_actor_export", args=[name])
        assert address in page
    file = curator.get(reverse("admin:analysis_actor_export", args=["actors.csv"]))
    assert file.content.decode() == f"{ACTORS}orchard,STATE,,,,Orchard Council,مجلس البستان\n"
    places = curator.get(reverse("admin:analysis_place_export", args=["places.csv"]))
    assert places.content.decode().startswith("id,name_en,name_ar,feature")
    other = reverse("admin:analysis_actor_export", args=["places.csv"])
    assert curator.get(other).status_code == 404


def test_an_edited_file_is_shown_first_and_applied_when_confirmed(curator: Client) -> None:
    make_actor("Orchard Council", slug="orchard", kind="NGO")
    make_actor("Bridge Union", slug="bridge", kind="NGO")
    file = f"{ACTORS}orchard,NGO,,,,Orchard Council,مجلس البستان\nnew,NGO,,,,New Relief,\n"
    answer = send(curator, {"actors.csv": file})
    assert Actor.objects.get(slug="orchard").name_ar == ""
    shown = apply(curator, answer)
    assert "مجلس البستان" in shown
    assert "New Relief (NGO, 0 aliases)" in shown
    assert "stays: not in the file" in shown
    assert Actor.objects.get(slug="orchard").name_ar == "مجلس البستان"
    assert Actor.objects.count() == 3
    marked = Actor.objects.filter(is_curated=True).values_list("slug", flat=True)
    assert set(marked) == {"orchard", "new"}
    assert RegistryUpload.objects.get().applied_at is not None


def test_rows_that_an_upload_drops_are_removed_when_that_is_ticked(admin: Client) -> None:
    keeper = make_actor("Orchard Council", slug="orchard", kind="NGO")
    ActorAlias.objects.create(actor=keeper, text="OC", language="en")
    gone = make_actor("Bridge Union", slug="bridge", kind="NGO", parent=keeper)
    ActorAlias.objects.create(actor=gone, text="BU", language="en")
    keeper.affiliates.create(actor=gone, kind="ALLY_OF")
    file = f"{ACTORS}orchard,NGO,,,,Orchard Council,\n"
    apply(admin, send(admin, {"actors.csv": file}, delete_missing="on"))
    assert list(Actor.objects.all()) == [keeper]
    assert [alias.text for alias in ActorAlias.objects.all()] == ["OC"]


def test_what_was_edited_here_stays_unless_that_is_ticked(curator: Client) -> None:
    make_actor("Orchard Council", slug="orchard", kind="NGO", is_curated=True)
    file = f"{ACTORS}orchard,NGO,,,,Another Name,\n"
    shown = apply(curator, send(curator, {"actors.csv": file}))
    assert "stays: edited here" in shown
    assert 'value="Apply"' not in shown
    assert Actor.objects.get().name_en == "Orchard Council"
    apply(curator, send(curator, {"actors.csv": file}, overwrite="on"))
    assert Actor.objects.get().name_en == "Another Name"


def test_faults_are_told_with_their_lines_and_nothing_is_kept(curator: Client) -> None:
    file = f"{ACTORS}orchard,PLANET,,,,Orchard,\norchard,NGO,,,,Again,\nx,NGO\n"
    page = send(curator, {"actors.csv": file}).content.decode()
    assert "actors.csv, line 2: kind &#x27;PLANET&#x27; is none of" in page
    assert "actors.csv, line 3: id &#x27;orchard&#x27; stands twice" in page
    assert "actors.csv, line 4: 2 cells instead of 7" in page
    assert not RegistryUpload.objects.exists()
    assert not Actor.objects.exists()


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({}, "Choose a file."),
        ({"actors.csv": "مجلس".encode("cp1256")}, "no UTF-8 text"),
        ({"actors.csv": "one,two\n1,2\n"}, "columns must be id,kind"),
    ],
)
def test_what_is_no_registry_file_is_refused(
    curator: Client, files: dict[str, str | bytes], words: str
) -> None:
    assert words in send(curator, files).content.decode()


def test_a_registry_that_changed_meanwhile_is_looked_at_again(curator: Client) -> None:
    answer = send(curator, {"actors.csv": f"{ACTORS}a,NGO,,,,A,\n"})
    address = answer.headers["Location"]
    digest = curator.get(address).context["plan"].digest
    make_actor("Somebody's", slug="a", kind="NGO")
    page = curator.post(address, {"digest": digest}, follow=True).content.decode()
    assert "look at it again" in page
    assert Actor.objects.get().name_en == "Somebody's"


def test_an_upload_is_applied_once(curator: Client) -> None:
    answer = send(curator, {"actors.csv": f"{ACTORS}a,NGO,,,,A,\n"})
    apply(curator, answer)
    assert curator.get(answer.headers["Location"]).status_code == 404


def test_a_countrys_table_of_units_loads_its_good_rows(curator: Client) -> None:
    table = (
        "admin1Name_en;admin1Name_ar;admin1Pcode;lat;lon\n"
        "Orchard;البستان;OR1;10;20\nNowhere;;OR2;100;20\n"
    )
    files = {"places.csv": table}
    shown = apply(curator, send(curator, files, model="place", country="syr"))
    assert "places.csv, line 3: lat 100 lies outside" in shown
    place = Place.objects.get()
    assert (place.slug, place.name_ar, place.country) == ("ocha-OR1", "البستان", "SYR")
    assert place.is_curated


def test_an_edit_of_a_place_marks_it_and_it_can_be_given_back(curator: Client) -> None:
    place = Place.objects.create(slug="x", name_en="X", feature="CAMP")
    form = {"slug": "x", "name_en": "Camp X", "feature": "CAMP", "population": "0"}
    curator.post(reverse("admin:analysis_place_change", args=[place.pk]), form)
    place.refresh_from_db()
    assert (place.name_en, place.is_curated) == ("Camp X", True)
    action = {"action": "give_back", "_selected_action": [place.pk]}
    curator.post(reverse("admin:analysis_place_changelist"), action)
    place.refresh_from_db()
    assert not place.is_curated


def test_actors_are_found_in_the_order_of_their_names(curator: Client) -> None:
    for name in ("Bridge Union", "Bridge Assembly"):
        make_actor(name)
    query = {"app_label": "analysis", "model_name": "candidate", "field_name": "actor"}
    found = curator.get(reverse("admin:autocomplete"), {**query, "term": "bridge"}).json()
    assert [row["text"] for row in found["results"]] == ["Bridge Assembly", "Bridge Union"]


def test_who_is_no_curator_uploads_nothing(reader: Client, outsider: Client) -> None:
    for client in (reader, outsider):
        assert send(client, {"actors.csv": ACTORS}).status_code == 302
        address = reverse("admin:analysis_actor_export", args=["actors.csv"])
        assert client.get(address).status_code == 302
    assert not RegistryUpload.objects.exists()
