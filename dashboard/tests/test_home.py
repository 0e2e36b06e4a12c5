"""The home page: what is new to this reader."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from analysis.models import AnalysisRun
from analysis.terms import PartyRole, PlaceRole
from analysis.tests.factories import (
    make_actor,
    make_article,
    make_ceasefire,
    make_claim,
    make_feed,
    make_figure,
    make_mention,
    make_place,
    make_source,
)
from dashboard.models import Visit
from dashboard.tests.asking import page, queries
from dashboard.views import overview as view

pytestmark = pytest.mark.django_db

MORNING = datetime(2026, 3, 18, 9, 0, tzinfo=UTC)
Clock = Callable[[datetime], None]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    def put(at: datetime) -> None:
        monkeypatch.setattr(view, "now", lambda: at)

    put(MORNING)
    return put


def learnt(text: str, at: datetime, **fields: Any) -> Any:
    """Store an article that was printed, fetched and analysed at one moment."""
    article = make_article(text, published_on=at.date(), fetched_at=at, **fields)
    assert article.current is not None
    article.current.fetched_at = at
    article.current.save()
    AnalysisRun.objects.create(version=article.current, state="OK", finished_at=at)
    return article


def a_breach(at: datetime, words: str) -> None:
    army = make_actor("The army", "الجيش")
    make_claim(
        learnt(f"Headline\n{words}", at, source=make_source("Levant Courier")),
        kind="VIOLATED",
        parts={PartyRole.PERPETRATOR: (army,)},
        ceasefire=make_ceasefire(key=f"truce-{at:%d%H}"),
    )


def test_a_new_reader_sees_what_changed_in_the_last_period(reader: Client, clock: Clock) -> None:
    a_breach(MORNING - timedelta(days=9), "Shells fell on the town.")
    text = page(reader, "/")
    assert "In the articles of 17 Feb 2026 – 18 Mar 2026:" in text
    assert "Shells fell on the town." in text and "Levant Courier" in text
    assert "violation alleged" in text and "/ceasefires/truce-0909/" in text


def test_the_next_visit_shows_what_came_since_the_one_before(reader: Client, clock: Clock) -> None:
    page(reader, "/")
    a_breach(MORNING + timedelta(hours=1), "Shells fell at ten.")
    clock(MORNING + timedelta(days=1))
    a_breach(MORNING + timedelta(days=1), "Shells fell a day later.")
    for _ in range(2):  # looking again does not use it up
        text = page(reader, "/?language=en")
        changed = text.partition("halves")[0]
        assert "Since your last visit, 18 Mar 2026 09:00 UTC:" in text
        assert "2 reports, 2 outlets." in text
        assert "Shells fell at ten." in changed and "Shells fell a day later." in changed


def test_what_was_there_at_the_last_visit_is_not_new(reader: Client, clock: Clock) -> None:
    a_breach(MORNING - timedelta(hours=1), "Shells fell at eight.")
    page(reader, "/")
    clock(MORNING + timedelta(days=1))
    text = page(reader, "/")
    assert "Shells fell at eight." not in text.partition("halves")[0]
    assert "No ceasefire is new or changed" in text
    assert 'href="?new=period"' in text
    assert "Shells fell at eight." in page(reader, "/?new=period").partition("halves")[0]


@pytest.mark.parametrize(
    ("query", "hours", "is_shown"),
    [
        ("new=day", 20, True),
        ("new=day", 30, False),
        ("new=week", 30, True),
        ("new=week", 200, False),
        ("new=period", 200, True),
        ("since=2026-03-01&until=2026-03-18", 200, True),
        ("since=2026-03-17&until=2026-03-18", 200, False),
    ],
)
def test_what_counts_as_new_can_be_chosen(
    reader: Client, clock: Clock, query: str, hours: int, is_shown: bool
) -> None:
    page(reader, "/")
    Visit.objects.update(before_at=MORNING - timedelta(minutes=5))
    a_breach(MORNING - timedelta(hours=hours), "Shells fell on the town.")
    shown = page(reader, f"/?{query}").partition("halves")[0]
    assert ("Shells fell on the town." in shown) == is_shown


def test_readers_do_not_use_up_each_others_news(
    reader: Client, curator: Client, clock: Clock
) -> None:
    page(reader, "/")
    a_breach(MORNING + timedelta(hours=1), "Shells fell at ten.")
    clock(MORNING + timedelta(days=1))
    page(curator, "/")
    assert "Shells fell at ten." in page(reader, "/").partition("halves")[0]


def test_a_figure_out_of_its_band_leads_to_its_sentence(reader: Client, clock: Clock) -> None:
    town = make_place("Ras al-Ayn", "رأس العين")
    for days, number in ((5, 100_000), (4, 160_000), (0, 300_000)):
        article = learnt(f"T\nSome {number} people fled.", MORNING - timedelta(days=days))
        make_figure(article, reported=number, places=((town, PlaceRole.ORIGIN),))
    text = page(reader, "/")
    assert "above the 100,000 to 160,000 persons known before" in text
    assert "beside 2 other figures" in text
    assert f'href="/articles/{article.pk}/?at=2#at-2"' in text
    arabic = page(reader, "/", language="ar")
    assert "أعلى مما كان معروفاً" in arabic and "إلى جانب رقمين آخرين" in arabic


def test_a_jump_says_its_rule_and_shows_a_sentence(reader: Client, clock: Clock) -> None:
    actor = make_actor("Turkey", slug="turkey")
    for week in range(16):
        make_article(published_on=(MORNING - timedelta(days=7 * (week // 2) + 8)).date())
    for _ in range(5):
        article = make_article("T\nTurkey sent a convoy.", published_on=MORNING.date())
        make_mention(article, actor, "Turkey")
    text = page(reader, "/")
    assert "5 reports, usually 0.0 a week" in text
    assert "Turkey sent a convoy." in text and "Farrington" in text
    assert 'href="/actors/turkey/"' in text


def test_a_region_narrows_the_page_and_stays_on_the_way(reader: Client, clock: Clock) -> None:
    make_place("Syria", slug="SYR", feature="COUNTRY", country="SYR")
    for name, country in (("Manbij", "SYR"), ("Sirte", "LBY")):
        article = learnt(f"Some fled {name}\nSome fled {name}.", MORNING)
        place = make_place(name, country=country)
        make_mention(article, None, name, type="LOC", place=place)
        make_figure(article, f"Some fled {name}.", places=((place, PlaceRole.ORIGIN),))
    text = page(reader, "/?region=SYR")
    assert "Some fled Manbij." in text and "Sirte" not in text
    assert 'href="/displacement/?region=SYR"' in text
    assert "Actors are counted over all regions together." in text
    assert reader.get("/?region=nowhere").status_code == 400


def test_sources_in_trouble_say_why_and_none_is_said_too(reader: Client, clock: Clock) -> None:
    assert "None: every source that was asked has answered." in page(reader, "/")
    make_feed(make_source("Dark Wire"), state="TIMEOUT", state_reason="no answer in 30 s")
    text = page(reader, "/")
    assert "Dark Wire" in text and "no answer in 30 s" in text


def test_an_empty_newsroom_says_where_to_go(reader: Client, clock: Clock) -> None:
    text = page(reader, "/")
    assert "No article is stored yet." in text
    assert "See which sources are there and how they fare" in text


def test_as_many_queries_for_40_changes_as_for_one(reader: Client, clock: Clock) -> None:
    def fill(first: int, last: int) -> None:
        town = make_place("Ras al-Ayn")
        for number in range(first, last):
            a_breach(MORNING - timedelta(hours=number), f"Shells fell {number} times.")
            article = learnt("T\nPeople fled.", MORNING - timedelta(hours=number))
            make_figure(article, reported=10 + number * 1000, places=((town, PlaceRole.ORIGIN),))
            make_mention(article, make_actor())

    fill(0, 2)
    few = queries(reader, "/?new=week")
    fill(2, 40)
    assert queries(reader, "/?new=week") == few
