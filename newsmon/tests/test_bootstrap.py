"""`manage.py bootstrap`: once is enough, twice does no harm."""

import io
import re
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command

from analysis.models import Actor, Place
from ingest.models import Source
from newsmon.management.commands import bootstrap

PASSWORD = re.compile(r"(?:[a-z2-9]{4}-){3}[a-z2-9]{4}")


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Put short stand-ins in place of the commands that load data; return the names called."""
    names: list[str] = []

    def stand_in(name: str, **options: Any) -> None:
        names.append(name)
        if name == "load_actors":
            Actor.objects.create(slug="a", name_en="A", kind="STATE")
        elif name == "load_places":
            Place.objects.create(slug="p", name_en="P", feature="CITY")
        elif name == "load_sample":
            Source.objects.get_or_create(slug="s", name="S", is_sample=True)

    monkeypatch.setattr(bootstrap, "call_command", stand_in)
    return names


def run() -> str:
    output = io.StringIO()
    call_command("bootstrap", stdout=output)
    return output.getvalue()


@pytest.mark.django_db
def test_first_time_fills_registries_sources_and_sample(loaded: list[str]) -> None:
    assert bootstrap.is_needed()
    run()
    assert loaded == ["load_actors", "load_places", "load_sources", "load_sample"]
    assert bootstrap.has_sample()
    assert not bootstrap.is_needed()


@pytest.mark.django_db
def test_second_time_changes_nothing_and_shows_no_password(loaded: list[str]) -> None:
    run()
    before = list(User.objects.values_list("username", "password"))
    loaded.clear()
    again = run()
    assert loaded == []
    assert list(User.objects.values_list("username", "password")) == before
    assert not PASSWORD.search(again)
    assert bootstrap.site_url() in again


@pytest.mark.django_db
def test_shown_passwords_open_the_accounts(loaded: list[str]) -> None:
    shown = dict(re.findall(rf"(\w+) +({PASSWORD.pattern})", run()))
    assert set(shown) == {"admin", "analyst"}
    for name, password in shown.items():
        user = User.objects.get(username=name)
        assert user.check_password(password)
        assert password not in user.password


@pytest.mark.django_db
def test_passwords_are_random_and_never_a_default(loaded: list[str]) -> None:
    first = PASSWORD.findall(run())
    User.objects.all().delete()
    second = PASSWORD.findall(run())
    assert len({*first, *second}) == 4


@pytest.mark.django_db
def test_existing_users_keep_the_site_theirs(loaded: list[str]) -> None:
    User.objects.create_user("editor")
    run()
    assert list(User.objects.values_list("username", flat=True)) == ["editor"]
    assert loaded == ["load_actors", "load_places"]


@pytest.mark.django_db
def test_sample_can_be_left_out(loaded: list[str], settings: Any) -> None:
    settings.LOAD_SAMPLE = False
    run()
    assert "load_sample" not in loaded
    assert "load_sources" in loaded
    assert not bootstrap.has_sample()


@pytest.mark.django_db
def test_first_time_that_broke_off_is_repeated(
    loaded: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded_well = vars(bootstrap)["call_command"]

    def broken(name: str, **options: Any) -> None:
        if name == "load_sample":
            raise RuntimeError("the disk is full")
        loaded_well(name, **options)

    with monkeypatch.context() as patch:
        patch.setattr(bootstrap, "call_command", broken)
        with pytest.raises(RuntimeError):
            run()
    assert bootstrap.is_needed()
    assert PASSWORD.search(run())
    assert bootstrap.has_sample()


@pytest.mark.django_db
def test_admin_may_everything_and_the_analyst_only_read_and_review(loaded: list[str]) -> None:
    run()
    assert User.objects.get(username="admin").is_superuser
    analyst = User.objects.get(username="analyst")
    assert not analyst.is_staff
    assert analyst.has_perm("analysis.view_displacementfigure")
    assert analyst.has_perm("analysis.add_correction")
    assert not analyst.has_perm("ingest.change_source")


@pytest.mark.django_db
def test_curators_keep_sources_but_not_what_the_machine_extracts() -> None:
    _, curators = bootstrap.create_groups()
    curator = User.objects.create_user("c")
    curator.groups.add(curators)
    assert curator.has_perms(["ingest.add_source", "ingest.change_feed", "analysis.change_actor"])
    assert not curator.has_perm("analysis.change_displacementfigure")
    assert not curator.has_perm("auth.change_user")


@pytest.mark.django_db
def test_groups_get_their_permissions_back() -> None:
    analysts, _ = bootstrap.create_groups()
    expected = set(analysts.permissions.all())
    analysts.permissions.clear()
    bootstrap.create_groups()
    assert set(analysts.permissions.all()) == expected
    assert Group.objects.count() == 2


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000/"),
        ("0.0.0.0", "http://localhost:8000/"),
        ("::", "http://localhost:8000/"),
        ("::1", "http://[::1]:8000/"),
    ],
)
def test_address_is_one_that_a_browser_takes(host: str, url: str, settings: Any) -> None:
    settings.BIND_HOST, settings.BIND_PORT = host, 8000
    assert bootstrap.site_url() == url


def test_box_has_straight_sides() -> None:
    lines = bootstrap.boxed(["Sign in", "", "a longer line"]).splitlines()
    assert len({len(line) for line in lines}) == 1
    assert lines[0] == lines[-1] == "+-----------------+"
