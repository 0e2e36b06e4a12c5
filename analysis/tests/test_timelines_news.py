"""What is new to a reader: ceasefires that changed, and figures that leave what was known."""

import hashlib
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from analysis.models import AnalysisRun, Ceasefire, CeasefireClaim, DisplacementFigure
from analysis.terms import PlaceRole
from analysis.tests.factories import (
    make_actor,
    make_article,
    make_ceasefire,
    make_claim,
    make_figure,
    make_mention,
    make_place,
    make_version,
    noon,
)
from analysis.timelines import home_counts
from analysis.timelines.actor_jumps import actor_jumps
from analysis.timelines.home_records import ChangeKind, Horizon, News
from analysis.timelines.news import news
from analysis.timelines.records import Filters, Period, PeriodNote
from analysis.timelines.regions import regions
from ingest.models import Article

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 20)
VISIT = datetime(2026, 3, 18, 9, 0, tzinfo=UTC)
MARCH = Period(since=date(2026, 3, 1), until=date(2026, 3, 31), note=PeriodNote.GIVEN)
TRUCE = "Headline\nThe two sides agreed on a truce."
BROKEN = "Headline\nThe army said that rebels broke the truce."


def an_article(text: str, day: int, *, learnt: datetime | None = None, **fields: Any) -> Article:
    """Store an article of March that was fetched and analysed at `learnt`, else on its day."""
    at = learnt or datetime(2026, 3, day, 12, tzinfo=UTC)
    article = make_article(text, published_on=date(2026, 3, day), fetched_at=at, **fields)
    assert article.current is not None
    article.current.fetched_at = at
    article.current.save()
    AnalysisRun.objects.create(version=article.current, state="OK", finished_at=at)
    return article


def told(claim: CeasefireClaim, before: str, after: str) -> dict[str, str]:
    """Give an entry of a ceasefire's history, as analysis stores it."""
    quote = hashlib.sha256(claim.quote.encode()).hexdigest()[:16]
    anchor = f"{claim.article.canonical_url}#{quote}"
    return {
        "on": "2026-03-01",
        "field": "status",
        "before": before,
        "after": after,
        "claim": anchor,
    }


def since_visit(filters: Filters | None = None) -> News:
    return news(
        filters or Filters(today=TODAY),
        Horizon(period=MARCH, learnt_after=VISIT),
        TODAY,
        printed=(0, 0),
    )


def in_march(filters: Filters | None = None) -> News:
    asked = filters or Filters(today=TODAY)
    printed = sum(item.count for item in home_counts.volume(asked, MARCH))
    outlets = home_counts.outlets(asked, MARCH, reports=printed)
    return news(asked, Horizon(period=MARCH), TODAY, printed=(printed, outlets))


def kinds(found: News) -> list[ChangeKind]:
    return [change.kind for change in found.ceasefires]


# --- Ceasefires ---------------------------------------------------------------------------------


def test_a_ceasefire_told_since_the_visit_is_new_with_its_sentence() -> None:
    truce = make_ceasefire(status="DECLARED")
    claim = make_claim(an_article(TRUCE, 19), ceasefire=truce)
    truce.history = [told(claim, "", "DECLARED")]
    truce.save()
    (change,) = since_visit().ceasefires
    assert (change.kind, change.after, change.before) == (ChangeKind.NEW, "DECLARED", None)
    assert change.row.evidence.quote == "The two sides agreed on a truce."


def test_a_ceasefire_told_before_the_visit_is_not_new() -> None:
    truce = make_ceasefire(status="DECLARED")
    claim = make_claim(an_article(TRUCE, 17), ceasefire=truce)
    truce.history = [told(claim, "", "DECLARED")]
    truce.save()
    assert since_visit().is_empty
    assert kinds(in_march()) == [ChangeKind.NEW]


def a_truce_that_ended(*, day: int) -> Ceasefire:
    truce = make_ceasefire(status="ENDED_VIOLENCE")
    begun = make_claim(an_article(TRUCE, 5), ceasefire=truce)
    ended = make_claim(
        an_article("Headline\nThe truce is over, the army said.", day),
        kind="ENDED",
        ceasefire=truce,
    )
    truce.history = [
        told(begun, "", "IN_EFFECT"),
        told(ended, "IN_EFFECT", "ENDED_VIOLENCE"),
    ]
    truce.save()
    return truce


def test_a_status_that_changed_tells_what_it_was() -> None:
    a_truce_that_ended(day=19)
    (change,) = since_visit().ceasefires
    assert (change.kind, change.before, change.after) == (
        ChangeKind.STATUS,
        "IN_EFFECT",
        "ENDED_VIOLENCE",
    )
    assert change.row.evidence.quote == "The truce is over, the army said."


def test_a_truce_that_came_and_went_in_the_period_is_new_and_has_its_last_status() -> None:
    a_truce_that_ended(day=19)
    (change,) = in_march().ceasefires
    assert (change.kind, change.before, change.after) == (ChangeKind.NEW, None, "ENDED_VIOLENCE")


def test_a_report_that_changes_nothing_is_no_change() -> None:
    truce = make_ceasefire()
    claim = make_claim(an_article(TRUCE, 5), ceasefire=truce)
    make_claim(an_article("Headline\nThe truce, agreed on weeks ago, holds.", 19), ceasefire=truce)
    truce.history = [told(claim, "", "IN_EFFECT")]
    truce.save()
    assert since_visit().is_empty


@pytest.mark.parametrize(
    ("factuality", "is_change"),
    [("ASSERTED", True), ("UNCLEAR", True), ("DENIED", False), ("HISTORICAL", False)],
)
def test_a_breach_that_somebody_alleges_is_a_change(factuality: str, is_change: bool) -> None:
    truce = make_ceasefire()
    make_claim(an_article(TRUCE, 5), ceasefire=truce)
    make_claim(an_article(BROKEN, 19), kind="VIOLATED", factuality=factuality, ceasefire=truce)
    assert kinds(since_visit()) == ([ChangeKind.VIOLATED] if is_change else [])


def test_breaches_of_one_truce_are_one_change_the_newest_first() -> None:
    truce = make_ceasefire()
    for day in (18, 20, 19):
        make_claim(an_article(BROKEN, day), kind="VIOLATED", ceasefire=truce)
    (change,) = since_visit().ceasefires
    assert [row.evidence.published_on for row in change.rows] == [
        date(2026, 3, day) for day in (20, 19, 18)
    ]


@pytest.mark.parametrize(
    ("ended_on", "is_change"),
    [
        (date(2026, 3, 19), True),
        (date(2026, 3, 18), True),
        (date(2026, 3, 17), False),
        (date(2026, 3, 21), False),
    ],
)
def test_a_term_that_ran_out_since_is_a_change_without_a_report(
    ended_on: date, is_change: bool
) -> None:
    truce = make_ceasefire(status="LAPSED", ended_on=ended_on)
    make_claim(an_article("Headline\nThey talked of a truce.", 4), ceasefire=truce)
    make_claim(an_article(TRUCE, 5), duration_hours=72, ceasefire=truce)
    found = since_visit().ceasefires
    assert [change.row.duration_hours for change in found] == ([72] if is_change else [])


def test_a_claim_without_a_ceasefire_is_no_change() -> None:
    make_claim(an_article(TRUCE, 19))
    assert since_visit().is_empty


# --- What is new --------------------------------------------------------------------------------


def a_breach(article: Article) -> None:
    make_claim(article, kind="VIOLATED", ceasefire=make_ceasefire())


def test_an_article_that_is_only_analysed_anew_is_not_new() -> None:
    article = an_article(BROKEN, 5)
    AnalysisRun.objects.update(finished_at=VISIT + timedelta(hours=1))
    a_breach(article)
    assert since_visit().is_empty


def test_an_old_article_that_came_in_late_is_no_news_but_one_of_this_month_is() -> None:
    late = VISIT + timedelta(hours=1)
    a_breach(an_article(BROKEN, 1, learnt=late))
    old = an_article(BROKEN, 1, learnt=late)
    Article.objects.filter(pk=old.pk).update(published_at=noon(date(2025, 3, 1)))
    a_breach(old)
    assert len(since_visit().ceasefires) == 1


def test_what_an_edited_article_said_before_is_not_new_and_what_it_adds_is() -> None:
    article = an_article(BROKEN, 10)
    edited = make_version(article, BROKEN + " Three people were hurt in the shelling.", number=2)
    article.current = edited
    article.save()
    edited.fetched_at = VISIT + timedelta(hours=1)
    edited.save()
    AnalysisRun.objects.create(version=edited, state="OK", finished_at=edited.fetched_at)
    truce = make_ceasefire()
    make_claim(
        article, "The army said that rebels broke the truce.", kind="VIOLATED", ceasefire=truce
    )
    assert since_visit().is_empty
    make_claim(article, "Three people were hurt in the shelling.", kind="VIOLATED", ceasefire=truce)
    assert len(since_visit().ceasefires) == 1


def test_reports_and_outlets_are_counted() -> None:
    an_article(TRUCE, 5)
    for _ in range(2):
        an_article(TRUCE, 19)
    assert (since_visit().reports, since_visit().outlets) == (2, 2)
    assert (in_march().reports, in_march().outlets) == (3, 3)


@pytest.mark.parametrize(("language", "found"), [("ar", 0), ("en", 1)])
def test_filters_of_the_page_hold_for_what_is_new(language: str, found: int) -> None:
    a_breach(an_article(BROKEN, 19))
    assert len(since_visit(Filters(today=TODAY, language=language)).ceasefires) == found


def test_a_region_holds_what_lies_within_it() -> None:
    syria = make_place("Syria", slug="SYR", feature="COUNTRY", country="SYR")
    town = make_place("Manbij", country="SYR", admin_path="Syria/Aleppo")
    elsewhere = make_place("Tripoli", country="LBY")
    for place in (town, elsewhere):
        claim = make_claim(
            an_article(BROKEN, 19), kind="VIOLATED", ceasefire=make_ceasefire(), places=(place,)
        )
        make_mention(claim.article, None, "truce", type="LOC", place=place)
        make_figure(an_article(TRUCE, 19), places=((place, PlaceRole.ORIGIN),))
    found = since_visit(Filters(today=TODAY, region=syria.slug))
    assert [[name.en for name in change.row.places] for change in found.ceasefires] == [["Manbij"]]
    assert found.reports == 1
    assert [place.name_en for place in regions()] == ["Syria"]


# --- Figures ------------------------------------------------------------------------------------


def a_number(day: int, reported: int, town: Any, **fields: Any) -> DisplacementFigure:
    return make_figure(
        an_article("Headline\nPeople fled.", day),
        reported=reported,
        places=((town, PlaceRole.ORIGIN),),
        **fields,
    )


@pytest.mark.parametrize(
    ("before", "now", "is_above"),
    [
        ((100_000, 160_000), 300_000, True),
        ((100_000, 160_000), 50_000, False),
        ((100_000, 160_000), 130_000, None),
        ((100_000, 160_000), 170_000, None),  # rounded otherwise
        ((100_000, 160_000), 92_000, None),
        ((100_000,), 300_000, True),
        ((), 300_000, None),  # nothing to compare with
    ],
)
def test_a_figure_leaves_the_band_of_its_place(
    before: tuple[int, ...], now: int, is_above: bool | None
) -> None:
    town = make_place("Ras al-Ayn")
    for day, reported in enumerate(before, start=10):
        a_number(day, reported, town)
    a_number(19, now, town)
    assert [item.is_above for item in since_visit().figures] == (
        [] if is_above is None else [is_above]
    )


def test_the_band_is_shown_with_what_it_is_made_of() -> None:
    town = make_place("Ras al-Ayn")
    for day, reported in ((10, 100_000), (12, 160_000), (19, 300_000)):
        a_number(day, reported, town)
    (item,) = since_visit().figures
    assert (item.band.low, item.band.high, len(item.band.groups)) == (100_000, 160_000, 2)
    assert item.group.first.reported == 300_000


@pytest.mark.parametrize(
    "other",
    [
        {"measure": "STOCK"},
        {"unit": "HOUSEHOLD"},
        {"is_cumulative": True},
        {"quantifier": "VAGUE"},
        {"factuality": "DENIED"},
    ],
)
def test_figures_of_another_kind_are_not_compared(other: dict[str, Any]) -> None:
    town = make_place("Ras al-Ayn")
    a_number(10, 100_000, town, **other)
    a_number(19, 300_000, town)
    assert since_visit().figures == ()


def test_figures_of_another_place_or_of_long_ago_are_not_compared() -> None:
    town = make_place("Ras al-Ayn")
    a_number(10, 100_000, make_place("Tell Abyad"))
    old = a_number(10, 100_000, town)
    Article.objects.filter(pk=old.article_id).update(published_at=noon(date(2026, 1, 10)))
    a_number(19, 300_000, town)
    assert since_visit().figures == ()


def test_a_figure_that_only_repeats_an_older_report_is_not_new() -> None:
    town, ocha = make_place("Ras al-Ayn"), make_actor("UN OCHA")
    a_number(9, 100_000, town)
    for day in (15, 19):
        a_number(day, 300_000, town, reporters=(ocha,))
    assert since_visit().figures == ()
    assert [item.group.first.reported for item in in_march().figures] == [300_000]


def test_two_new_figures_of_one_day_are_no_band_for_each_other() -> None:
    town = make_place("Ras al-Ayn")
    a_number(19, 100_000, town)
    a_number(19, 300_000, town)
    assert since_visit().figures == ()


# --- Actors -------------------------------------------------------------------------------------


def test_an_actor_named_more_than_usual_comes_with_its_newest_sentence() -> None:
    actor, usual = make_actor("Turkey"), make_actor("Russia")
    text = "Turkey and Russia\nFighting went on. Turkey sent a convoy, Russia said."
    for week in range(16):
        article = make_article(text, published_on=TODAY - timedelta(days=7 * (week // 2) + 10))
        make_mention(article, usual, "Russia")
    for day in (3, 2, 1, 0, 1):
        article = make_article(text, published_on=TODAY - timedelta(days=day))
        make_mention(article, actor, "Turkey sent")
    make_mention(article, usual, "Russia")
    found = actor_jumps(Filters(today=TODAY), TODAY)
    assert found.weeks == 8
    (jump,) = found.actors
    assert (jump.name.en, jump.reports, jump.times) == ("Turkey", 5, None)
    assert jump.evidence.quote == "Turkey sent a convoy, Russia said."
    assert jump.evidence.published_on == TODAY


def test_a_young_newsroom_has_no_usual() -> None:
    actor = make_actor()
    for day in range(9):
        make_mention(make_article(published_on=TODAY - timedelta(days=day)), actor)
    found = actor_jumps(Filters(today=TODAY), TODAY)
    assert (found.weeks, found.actors) == (0, ())


def test_as_many_queries_for_20_ceasefires_as_for_one() -> None:
    def fill(rows: int) -> None:
        for _ in range(rows):
            a_truce_that_ended(day=19)
            town = make_place()
            a_number(10, 100_000, town)
            a_number(19, 300_000, town)

    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            since_visit()
        return len(captured)

    fill(1)
    few = asked()
    fill(19)
    assert len(since_visit().ceasefires) == 20
    assert asked() == few
