"""The sample newsroom's wars give the ceasefires that a reader would draw, in any order of
arrival."""

import random
from datetime import date

import pytest
from django.core.management import call_command
from django.db import transaction

from analysis.models import Ceasefire
from analysis.resources import chosen_models, from_files
from analysis.tests import sample_newsroom

pytestmark = [pytest.mark.weights, pytest.mark.django_db]

US_AND_TURKEY = {"United States", "Turkey", "Syrian Democratic Forces"}
# The Government of National Accord is the state of Libya in these years.
LIBYANS = {"Libya", "Libyan National Army"}
SUDANESE = {"Sudan", "Rapid Support Forces"}
# Country, parties, status, first report, in force from, end.
EXPECTED = [
    ("SYR", US_AND_TURKEY, "LAPSED", "2019-10-12", "2019-10-17", "2019-10-22"),
    ("LBY", LIBYANS, "ENDED_SUPERSEDED", "2020-01-08", "2020-01-12", None),
    ("LBY", {"Libyan National Army"}, "ENDED_SUPERSEDED", "2020-04-30", "2020-04-29", None),
    ("LBY", {"Libya"}, "PROPOSED", "2020-06-06", "2020-06-08", None),
    ("LBY", {"Libya"}, "IN_EFFECT", "2020-08-21", "2020-08-21", None),
    ("LBY", LIBYANS, "IN_EFFECT", "2020-10-23", "2020-10-23", None),
    ("YEM", {"Houthis"}, "LAPSED", "2022-03-26", None, "2022-03-29"),
    ("YEM", {"Saudi-led coalition"}, "IN_EFFECT", "2022-04-01", "2022-03-30", None),
    ("YEM", {"Yemen", "Houthis"}, "LAPSED", "2022-04-01", "2022-04-02", "2022-10-02"),
    ("SDN", SUDANESE, "ENDED_VIOLENCE", "2023-04-18", None, "2023-04-18"),
    ("SDN", SUDANESE, "LAPSED", "2023-04-21", None, "2023-04-24"),
    ("SDN", SUDANESE, "LAPSED", "2023-04-24", "2023-04-24", "2023-04-30"),
    ("SDN", SUDANESE, "LAPSED", "2023-05-02", "2023-05-04", "2023-05-11"),
    ("SDN", SUDANESE, "LAPSED", "2023-05-20", "2023-05-22", "2023-06-03"),
    ("SDN", set(), "LAPSED", "2023-06-10", "2023-06-10", "2023-06-11"),
    ("SDN", {"Rapid Support Forces"}, "LAPSED", "2023-06-18", "2023-06-18", "2023-06-21"),
]
ORDERS = 10


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.fixture
def registries() -> None:
    call_command("load_actors")
    call_command("load_places")


def told(rows: list[sample_newsroom.Told]) -> set[tuple[object, ...]]:
    return {tuple(row) for row in rows}


def test_ten_orders_of_arrival_give_the_ceasefires_that_a_reader_would_draw(
    registries: None,
) -> None:
    articles = sample_newsroom.first_printed()
    analyses = sample_newsroom.analysed(articles, from_files(chosen_models(), threads=1))
    expected = {
        (country, frozenset(parties), status, day(first), day(begun), day(ended))
        for country, parties, status, first, begun, ended in EXPECTED
    }
    keys: set[frozenset[str]] = set()
    telling = [article for article in articles if analyses[article.id].ceasefires]
    for order in range(ORDERS):
        # What says nothing of a ceasefire changes none: once with all of it is enough.
        shuffled = list(telling if order else articles)
        random.Random(order).shuffle(shuffled)
        with transaction.atomic():
            sample_newsroom.ingest(shuffled, analyses)
            assert told(sample_newsroom.ceasefires()) == expected
            assert Ceasefire.objects.count() == len(EXPECTED)
            keys.add(frozenset(Ceasefire.objects.values_list("key", flat=True)))
            transaction.set_rollback(True)
    assert len(keys) == 1, "the address of a ceasefire is the same whatever came first"
