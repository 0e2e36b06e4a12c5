"""Marks of ceasefires of which more was said than can be read or drawn, and their pages."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest

from analysis import timelines
from analysis.models import Ceasefire
from analysis.terms import CeasefireKind, Factuality
from analysis.tests.factories import make_article, make_ceasefire, make_claim
from analysis.timelines import ceasefire_marks, ceasefires
from analysis.timelines.ceasefire_records import CeasefireFilters
from analysis.timelines.records import CeasefireBar, DateBasis, Mark

pytestmark = pytest.mark.django_db

FIRST = date(2019, 10, 7)  # a Monday


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ceasefires, "MOST_CLAIMS", 3)
    monkeypatch.setattr(ceasefire_marks, "MOST_MARKS", 6)


def listed(**fields: Any) -> Any:
    values = {"since": date(2019, 9, 1), "until": date(2019, 12, 31)}
    return timelines.ceasefire_timeline(
        CeasefireFilters(today=date(2019, 12, 31), **{**values, **fields})
    )


def say(truce: Ceasefire, day: int, **fields: Any) -> None:
    article = make_article(published_on=FIRST + timedelta(days=day))
    make_claim(article, ceasefire=truce, **{"kind": "VIOLATED", **fields})


def told(bar: CeasefireBar) -> Counter[tuple[CeasefireKind, Factuality]]:
    counts: Counter[tuple[CeasefireKind, Factuality]] = Counter()
    for mark in bar.marks:
        counts[mark.kind, mark.factuality] += mark.sentences or len(mark.rows)
    return counts


def spans(marks: tuple[Mark, ...]) -> list[tuple[date | None, date | None, int]]:
    return [(mark.on, mark.until, mark.sentences) for mark in marks]


@pytest.mark.usefixtures("many")
def test_marks_are_joined_over_the_shortest_run_of_days_that_leaves_few() -> None:
    truce = make_ceasefire()
    for day in range(21):
        say(truce, day)
    (bar,) = listed().bars
    assert spans(bar.marks) == [
        (FIRST + timedelta(days=first), FIRST + timedelta(days=first + 6), 7)
        for first in (0, 7, 14)
    ]
    assert listed().has_joined_marks


@pytest.mark.usefixtures("many")
def test_a_joined_mark_opens_its_first_sentence() -> None:
    truce = make_ceasefire()
    for day in reversed(range(14)):
        say(truce, day)
    (bar,) = listed().bars
    assert [mark.rows[0].evidence.published_on for mark in bar.marks] == [
        FIRST,
        FIRST + timedelta(days=7),
    ]


@pytest.mark.usefixtures("many")
def test_joining_loses_no_sentence_and_mixes_no_kinds() -> None:
    truce, other = make_ceasefire(), make_ceasefire()
    for day in range(10):
        say(truce, day)
        say(truce, day, factuality="DENIED")
        say(other, day, kind="EXTENDED")
    for bar in listed().bars:
        assert told(bar) in (
            {
                (CeasefireKind.VIOLATED, Factuality.ASSERTED): 10,
                (CeasefireKind.VIOLATED, Factuality.DENIED): 10,
            },
            {(CeasefireKind.EXTENDED, Factuality.ASSERTED): 10},
        )


@pytest.mark.usefixtures("many")
def test_a_stated_day_is_that_of_the_mark_and_no_day_stays_unknown() -> None:
    truce = make_ceasefire()
    for _ in range(3):
        say(truce, 20, kind="AGREED", declared_on=FIRST)
    make_claim(make_article(published_on=None), ceasefire=truce, kind="AGREED", declared_on=None)
    stated, unknown = listed().bars[0].marks
    assert (stated.on, stated.basis, stated.sentences) == (FIRST, DateBasis.STATED, 3)
    assert (unknown.on, unknown.until, unknown.basis) == (None, None, DateBasis.UNKNOWN)


def test_few_claims_are_not_joined() -> None:
    truce = make_ceasefire()
    for day in range(21):
        say(truce, day)
    record = listed()
    assert len(record.bars[0].marks) == 21 and not record.has_joined_marks


def test_every_ceasefire_stands_on_one_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ceasefires, "PER_PAGE", 2)
    for day in range(5):
        say(make_ceasefire(first_reported_on=FIRST + timedelta(days=day)), day)
    assert (listed().page.total, listed().page.pages) == (5, 3)
    found = [bar.key for page in (1, 2, 3) for bar in listed(page=page).bars]
    newest = Ceasefire.objects.order_by("-first_reported_on").values_list("key", flat=True)
    assert found == list(newest)
    assert listed(page=9).bars == listed(page=3).bars


def test_more_claims_without_a_ceasefire_than_are_shown_are_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ceasefires, "MOST_LOOSE", 2)
    for _ in range(2):
        make_claim(make_article())
    assert not listed().has_more_loose
    make_claim(make_article())
    assert len(listed().loose) == 2 and listed().has_more_loose
