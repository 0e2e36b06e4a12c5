"""Curators put ceasefires together and take them apart; analysts only look."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from analysis.models import Ceasefire, CeasefireDecision
from analysis.tests.factories import make_actor, make_article, make_ceasefire, make_claim

pytestmark = pytest.mark.django_db


@pytest.fixture
def truces() -> list[Ceasefire]:
    """Store two ceasefires of two wars, each with two sentences."""
    made = []
    for number in (1, 2):
        parties = (make_actor(f"North {number}"), make_actor(f"South {number}"))
        truce = make_ceasefire(key=f"key-{number}", parties=parties)
        for day in (1, 2):
            article = make_article(published_on=date(2019 + number, 10, day))
            make_claim(article, parties=parties, ceasefire=truce)
        made.append(truce)
    return made


def page_of(truce: Ceasefire) -> str:
    return reverse("admin:analysis_ceasefire_change", args=[truce.pk])


def test_the_page_shows_the_sentences_and_the_dashboard_leads_to_it(
    curator: Client, truces: list[Ceasefire]
) -> None:
    text = curator.get(page_of(truces[0])).content.decode()
    assert text.count("The two sides agreed on a truce.") >= 2
    answer = curator.get(reverse("admin:analysis_ceasefire_decide", args=["key-1"]))
    assert answer.headers["Location"] == page_of(truces[0])


def test_ceasefires_are_put_together_and_it_can_be_undone(
    curator: Client, truces: list[Ceasefire]
) -> None:
    curator.post(page_of(truces[0]), {"decision": "merge", "chosen": ["key-2"]})
    assert Ceasefire.objects.count() == 1
    decision = CeasefireDecision.objects.get()
    left = Ceasefire.objects.get()
    curator.post(page_of(left), {"decision": "undo", "chosen": [str(decision.pk)]})
    assert Ceasefire.objects.count() == 2


def test_one_sentence_is_taken_out_into_a_ceasefire_of_its_own(
    curator: Client, truces: list[Ceasefire]
) -> None:
    chosen = truces[0].claims.earliest("pk")
    curator.post(page_of(truces[0]), {"decision": "split", "chosen": [str(chosen.pk)]})
    chosen.refresh_from_db()
    assert chosen.ceasefire is not None and chosen.ceasefire.claims.count() == 1
    assert Ceasefire.objects.count() == 3


def test_an_analyst_decides_nothing(reader: Client, truces: list[Ceasefire]) -> None:
    answer = reader.post(page_of(truces[0]), {"decision": "merge", "chosen": ["key-2"]})
    assert answer.status_code in {302, 403}
    assert not CeasefireDecision.objects.exists()
