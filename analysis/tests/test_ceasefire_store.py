"""The table of ceasefires follows the claims, and sample claims stay among themselves."""

from datetime import date, timedelta
from typing import Any

import pytest

from analysis import ceasefire_store, store
from analysis.models import (
    Actor,
    ActorAffiliation,
    Ceasefire,
    CeasefireClaim,
    CeasefireDecision,
    ClaimActor,
)
from analysis.tests.test_store import NOW, make_analysis, make_version
from ingest.models import Article, Source

pytestmark = pytest.mark.django_db
TODAY = date(2019, 10, 20)


def analysed(url: str) -> None:
    version = make_version(url)
    store.lease_due(NOW, 10)
    store.replace_analysis(version.pk, make_analysis(), now=NOW)


def test_claims_of_one_truce_become_one_ceasefire_that_points_back() -> None:
    analysed("http://sample.invalid/1")
    analysed("http://sample.invalid/2")
    assert ceasefire_store.rebuild(TODAY) == 1
    ceasefire = Ceasefire.objects.get()
    assert ceasefire.claims.count() == 2
    assert "Turkey" in ceasefire.name
    assert ceasefire.place_names == ["Ras al-Ain"]


def test_rebuilding_keeps_the_key_and_doubles_nothing() -> None:
    analysed("http://sample.invalid/1")
    ceasefire_store.rebuild(TODAY)
    before = Ceasefire.objects.get()
    version = CeasefireClaim.objects.get().version
    store.replace_analysis(version.pk, make_analysis(), now=NOW)
    ceasefire_store.rebuild(TODAY)
    after = Ceasefire.objects.get()
    assert (after.pk, after.key) == (before.pk, before.key)


def test_leader_of_a_party_makes_no_second_party() -> None:
    state = Actor.objects.create(slug="turkey", name_en="Turkey", kind="STATE")
    chief = Actor.objects.create(slug="a-chief", name_en="A Chief", kind="PERSON")
    analysed("http://sample.invalid/1")
    ceasefire_store.rebuild(TODAY)
    before = Ceasefire.objects.get().party_names
    ActorAffiliation.objects.create(actor=chief, kind="LEADS", related=state)
    part = ClaimActor.objects.get(actor=state, role="PARTY")
    ClaimActor.objects.create(claim=part.claim, actor=chief, name="A Chief", role="PARTY")
    ceasefire_store.rebuild(TODAY)
    assert Ceasefire.objects.get().party_names == before


def test_sample_claims_and_real_ones_make_two_ceasefires() -> None:
    analysed("http://sample.invalid/1")
    Source.objects.update(is_sample=True, slug="other")
    analysed("http://real.invalid/1")
    assert ceasefire_store.rebuild(TODAY) == 2
    assert sorted(Ceasefire.objects.values_list("is_sample", flat=True)) == [False, True]


def test_a_ceasefire_without_claims_goes() -> None:
    analysed("http://sample.invalid/1")
    ceasefire_store.rebuild(TODAY)
    assert ceasefire_store.drop_empty() == 0
    Source.objects.all().delete()
    assert ceasefire_store.drop_empty() > 0
    assert not Ceasefire.objects.exists()


def test_what_a_person_put_together_stays_so_when_analysed_anew(django_user_model: Any) -> None:
    analysed("http://sample.invalid/1")
    analysed("http://sample.invalid/2")
    article = Article.objects.earliest("pk")
    article.published_at = NOW - timedelta(days=900)
    article.save()
    CeasefireClaim.objects.filter(article=article).update(
        effective_on=None, declared_on=None, ends_on=None
    )
    assert ceasefire_store.rebuild(TODAY) == 2
    curator = django_user_model.objects.create(username="curator")
    keys = list(Ceasefire.objects.values_list("key", flat=True))
    decision = ceasefire_store.merge(keys, user=curator, now=NOW)
    assert Ceasefire.objects.count() == 1
    version = CeasefireClaim.objects.latest("pk").version
    store.replace_analysis(version.pk, make_analysis(), now=NOW)
    assert ceasefire_store.rebuild(TODAY) == 1
    ceasefire_store.undo(decision.pk, user=curator, now=NOW)
    assert CeasefireDecision.objects.get().undone_by == curator
    with pytest.raises(ceasefire_store.CeasefireError):
        ceasefire_store.undo(decision.pk, user=curator, now=NOW)


def test_a_ceasefire_is_not_taken_apart_into_nothing(django_user_model: Any) -> None:
    analysed("http://sample.invalid/1")
    ceasefire_store.rebuild(TODAY)
    curator = django_user_model.objects.create(username="curator")
    row = Ceasefire.objects.get()
    every = [claim.pk for claim in row.claims.all()]
    for chosen in ([], every):
        with pytest.raises(ceasefire_store.CeasefireError):
            ceasefire_store.split(row.key, chosen, user=curator, now=NOW)
    assert not CeasefireDecision.objects.exists()
