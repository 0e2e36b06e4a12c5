"""Registries go from files to tables and back, and a curator's edit stays."""

from dataclasses import replace
from datetime import date

import pytest

from analysis import registry_loading, registry_store
from analysis.models import Actor, ActorAffiliation, ActorAlias, AnalysisRun, Place, RunState
from analysis.records import ActorEntry, AffiliationEntry, AliasEntry, PlaceEntry
from analysis.registry_changes import Held, Rules, Verdict
from analysis.terms import ActorKind, AffiliationKind, AliasKind, PlaceFeature
from analysis.tests.factories import make_article, make_mention

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
QSD = AliasEntry(text="QSD", language="en")
RAS_AL_AIN = PlaceEntry(
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


def test_what_is_loaded_is_what_is_read() -> None:
    counts = registry_loading.load_actors((YPG, SDF), (COMPONENT,))
    assert (counts.added, counts.changed, counts.kept) == (2, 0, 0)
    read = {actor.id: actor for actor in registry_store.read_actors()}
    assert read["ypg"] == YPG
    assert set(read["sdf"].aliases) == set(SDF.aliases)
    assert registry_store.read_affiliations() == (COMPONENT,)


def test_loading_the_same_again_changes_nothing() -> None:
    registry_loading.load_actors((SDF, YPG), (COMPONENT,))
    counts = registry_loading.load_actors((SDF, YPG), (COMPONENT,))
    assert (counts.added, counts.changed, counts.kept) == (0, 0, 2)
    assert ActorAlias.objects.count() == 2


def test_a_changed_name_or_alias_is_brought_up_to_date() -> None:
    registry_loading.load_actors((SDF,), ())
    renamed = replace(SDF, name_en="The SDF", aliases=(SDF.aliases[0], QSD))
    counts = registry_loading.load_actors((renamed,), (), rules=Rules(delete=True))
    assert counts.changed == 1
    assert {alias.text for alias in ActorAlias.objects.all()} == {"قسد", "QSD"}
    assert Actor.objects.get().name_en == "The SDF"


def test_nothing_is_removed_that_was_not_asked_for() -> None:
    registry_loading.load_actors((SDF, YPG), (COMPONENT,))
    report = registry_loading.load_actors((replace(SDF, aliases=()),), ())
    assert (report.changed, report.removed, report.held(Held.UNASKED)) == (0, 0, 3)
    assert ActorAlias.objects.count() == 2
    assert Actor.objects.count() == 2
    report = registry_loading.load_actors((SDF, YPG), (), rules=Rules(delete=True))
    assert not ActorAffiliation.objects.exists()


def test_a_removed_actor_goes_with_its_rows_and_its_articles_are_read_anew() -> None:
    registry_loading.load_actors((SDF, YPG), (COMPONENT,))
    article = make_article()
    make_mention(article, Actor.objects.get(slug="ypg"))
    assert article.current is not None
    run = AnalysisRun.objects.create(version=article.current, state=RunState.OK)
    report = registry_loading.load_actors((SDF,), (), rules=Rules(delete=True))
    assert report.removed == 1
    run.refresh_from_db()
    assert run.state == RunState.DUE
    assert not ActorAffiliation.objects.exists()


def test_a_changed_kind_or_date_of_an_alias_keeps_its_row() -> None:
    registry_loading.load_actors((SDF,), ())
    row = ActorAlias.objects.get(text="قسد")
    short = replace(SDF.aliases[0], kind=AliasKind.SHORT)
    report = registry_loading.load_actors((replace(SDF, aliases=(short, SDF.aliases[1])),), ())
    assert [(c.verdict, c.old, c.new) for c in report.changes] == [
        (Verdict.CHANGED, "قسد (ar, NAME)", "قسد (ar, SHORT)")
    ]
    row.refresh_from_db()
    assert row.kind == "SHORT"


def test_dates_and_parents_change_in_place() -> None:
    registry_loading.load_actors((SDF, YPG), (COMPONENT,))
    ended = replace(COMPONENT, valid_to=date(2020, 1, 1))
    report = registry_loading.load_actors((SDF, replace(YPG, parent="")), (ended,))
    assert [change.field for change in report.changes] == ["parent", ""]
    assert registry_store.read_affiliations() == (ended,)
    assert Actor.objects.get(slug="ypg").parent is None


def test_a_curators_edit_survives_loading() -> None:
    registry_loading.load_actors((SDF,), ())
    Actor.objects.update(name_en="SDF (edited)", is_curated=True)
    counts = registry_loading.load_actors((replace(SDF, name_en="Another name"),), ())
    assert counts.changed == 0
    assert counts.held(Held.CURATED) == 1
    assert Actor.objects.get().name_en == "SDF (edited)"
    counts = registry_loading.load_actors((SDF,), (), rules=Rules(overwrite=True))
    assert Actor.objects.get().name_en == SDF.name_en


def test_a_curators_alias_survives_loading_even_with_delete() -> None:
    registry_loading.load_actors((SDF,), ())
    Actor.objects.get().aliases.create(text="QSD", language="en", is_curated=True)
    report = registry_loading.load_actors((SDF,), (), rules=Rules(delete=True))
    assert (report.changed, report.held(Held.CURATED)) == (0, 1)
    assert ActorAlias.objects.filter(text="QSD").exists()
    registry_loading.load_actors((SDF,), (), rules=Rules(delete=True, overwrite=True))
    assert not ActorAlias.objects.filter(text="QSD").exists()


def test_what_people_upload_is_marked_as_theirs() -> None:
    registry_loading.load_actors((SDF, YPG), ())
    registry_loading.load_actors((replace(SDF, name_ar="قسد"), YPG), (), is_curated=True)
    assert list(Actor.objects.filter(is_curated=True).values_list("slug", flat=True)) == ["sdf"]


def test_a_curators_place_survives_loading() -> None:
    registry_loading.load_places((RAS_AL_AIN,))
    Place.objects.update(name_en="Serekaniye", is_curated=True)
    report = registry_loading.load_places((RAS_AL_AIN,))
    assert (report.changed, report.held(Held.CURATED)) == (0, 1)
    registry_loading.load_places((RAS_AL_AIN,), rules=Rules(overwrite=True))
    assert Place.objects.get().name_en == "Ras al-Ain"


def test_a_dry_run_tells_and_writes_nothing() -> None:
    assert registry_loading.load_actors((SDF,), (), dry_run=True).added == 1
    assert not Actor.objects.exists()


def test_the_stamp_changes_with_every_edit() -> None:
    registry_loading.load_actors((SDF,), ())
    before = registry_store.stamp()
    assert registry_store.stamp() == before
    ActorAlias.objects.get(text="قسد").save()
    assert registry_store.stamp() != before


def test_places_come_back_as_they_went_in() -> None:
    place = RAS_AL_AIN
    assert registry_loading.load_places((place,)).added == 1
    assert registry_store.read_places() == (place,)
    counts = registry_loading.load_places((replace(place, population=55_000),))
    assert (counts.added, counts.changed, counts.kept) == (0, 1, 0)
    assert Place.objects.get().population == 55_000
