"""Registries go from files to tables and back, and a curator's edit stays."""

from dataclasses import replace
from datetime import date

import pytest

from analysis import registry_store
from analysis.models import Actor, ActorAlias, Place
from analysis.records import (
    ActorEntry,
    ActorKind,
    AffiliationEntry,
    AffiliationKind,
    AliasEntry,
    PlaceEntry,
    PlaceFeature,
)

pytestmark = pytest.mark.django_db

SDF = ActorEntry(
    id="sdf",
    name_en="Syrian Democratic Forces",
    name_ar="قوات سوريا الديمقراطية",
    kind=ActorKind.ARMED_GROUP,
    country="SYR",
    aliases=(AliasEntry(text="قسد", language="ar"), AliasEntry(text="SDF", language="en")),
)
YPG = ActorEntry(
    id="ypg", name_en="YPG", name_ar="وحدات حماية الشعب", kind=ActorKind.ARMED_GROUP, parent="sdf"
)
COMPONENT = AffiliationEntry(
    actor="ypg",
    kind=AffiliationKind.COMPONENT_OF,
    related="sdf",
    valid_from=date(2015, 10, 10),
)


def test_what_is_loaded_is_what_is_read() -> None:
    counts = registry_store.load_actors((YPG, SDF), (COMPONENT,))
    assert (counts.added, counts.changed, counts.kept) == (2, 0, 0)
    read = {actor.id: actor for actor in registry_store.read_actors()}
    assert read["ypg"] == YPG
    assert set(read["sdf"].aliases) == set(SDF.aliases)
    assert registry_store.read_affiliations() == (COMPONENT,)


def test_loading_the_same_again_changes_nothing() -> None:
    registry_store.load_actors((SDF, YPG), (COMPONENT,))
    counts = registry_store.load_actors((SDF, YPG), (COMPONENT,))
    assert (counts.added, counts.changed, counts.kept) == (0, 0, 2)
    assert ActorAlias.objects.count() == 2


def test_a_changed_name_or_alias_is_brought_up_to_date() -> None:
    registry_store.load_actors((SDF,), ())
    counts = registry_store.load_actors((replace(SDF, aliases=SDF.aliases[:1]),), ())
    assert counts.changed == 1
    assert [alias.text for alias in ActorAlias.objects.all()] == ["قسد"]


def test_a_curators_edit_survives_loading() -> None:
    registry_store.load_actors((SDF,), ())
    Actor.objects.update(name_en="SDF (edited)", is_curated=True)
    counts = registry_store.load_actors((replace(SDF, name_en="Another name"),), ())
    assert counts.changed == 0
    assert Actor.objects.get().name_en == "SDF (edited)"


def test_a_dry_run_tells_and_writes_nothing() -> None:
    assert registry_store.load_actors((SDF,), (), dry_run=True).added == 1
    assert not Actor.objects.exists()


def test_the_stamp_changes_with_every_edit() -> None:
    registry_store.load_actors((SDF,), ())
    before = registry_store.stamp()
    assert registry_store.stamp() == before
    ActorAlias.objects.get(text="قسد").save()
    assert registry_store.stamp() != before


def test_places_come_back_as_they_went_in() -> None:
    place = PlaceEntry(
        id="ocha-1",
        name_en="Ras al-Ain",
        name_ar="رأس العين",
        feature=PlaceFeature.SETTLEMENT,
        country="SYR",
        admin=("Al-Hasakah", "Ras al-Ain"),
        latitude=36.85,
        longitude=40.07,
        aliases=("Serekaniye", "سري كانيه"),
    )
    assert registry_store.load_places((place,)).added == 1
    assert registry_store.read_places() == (place,)
    counts = registry_store.load_places((replace(place, population=55_000),))
    assert (counts.added, counts.kept) == (0, 1)
    assert Place.objects.get().population == 55_000
