"""What the home page counts of one region: as its articles have it, whichever way it is counted."""

from datetime import date
from typing import Any

import pytest

from analysis import rollup_store
from analysis.models import Place
from analysis.terms import PlaceRole
from analysis.tests.factories import (
    make_actor,
    make_article,
    make_claim,
    make_figure,
    make_mention,
    make_place,
    make_source,
    make_stance,
)
from analysis.timelines import home_counts
from analysis.timelines.pages import Totals
from analysis.timelines.records import Filters, Period, PeriodNote
from ingest.models import Article, Source

pytestmark = pytest.mark.django_db

OCTOBER = Period(since=date(2019, 10, 1), until=date(2019, 10, 31), note=PeriodNote.GIVEN)


def printed(source: Source, place: Place, day: int, month: int = 10) -> Article:
    article = make_article(source=source, published_on=date(2019, month, day))
    make_mention(article, place=place)
    return article


def counted(**fields: Any) -> Totals:
    filters = Filters(today=date(2019, 12, 31), region="SYR", **fields)
    volume = home_counts.volume(filters, OCTOBER)
    reports = sum(item.count for item in volume)
    outlets = home_counts.outlets(filters, OCTOBER, reports=reports)
    return home_counts.totals(filters, OCTOBER, reports=reports, outlets=outlets)


@pytest.mark.parametrize("most", [0, 1_000])
@pytest.mark.parametrize("is_rolled_up", [False, True])
def test_a_region_counts_what_names_a_place_within_it(
    most: int, is_rolled_up: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(home_counts, "MANY_REPORTS", most)
    syria = make_place("Syria", slug="SYR", feature="COUNTRY", country="SYR")
    idlib, cairo = make_place("Idlib", country="SYR"), make_place("Cairo", country="EGY")
    wire, daily, other = make_source("Wire"), make_source("Daily"), make_source("Other")
    both = printed(wire, idlib, 3)
    make_mention(both, place=syria)
    make_stance(both, make_actor(), make_actor())
    make_claim(both, places=(idlib,))
    make_claim(both, places=(cairo,))
    make_figure(both, places=((idlib, PlaceRole.ORIGIN),))
    printed(daily, syria, 4)
    make_stance(printed(other, cairo, 5), make_actor(), make_actor())
    printed(other, idlib, 6, month=11)
    if is_rolled_up:
        rollup_store.refresh()
    assert counted() == Totals(
        reports=2, reprints=0, outlets=2, ceasefire_claims=1, figures=1, stances=1
    )
    assert counted(source="no-such").outlets == 0
