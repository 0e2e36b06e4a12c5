"""What the page of an actor and the list of actors read."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from analysis import timelines
from analysis.models import Actor
from analysis.terms import PartyRole
from analysis.tests.factories import (
    make_actor,
    make_article,
    make_ceasefire,
    make_claim,
    make_figure,
    make_mention,
    make_place,
    make_source,
    make_stance,
)
from analysis.timelines import actor_page
from analysis.timelines.pages import ActorTimeline
from analysis.timelines.records import Filters

pytestmark = pytest.mark.django_db

TODAY = date(2019, 10, 25)


def asked(**fields: Any) -> Filters:
    return Filters(today=TODAY, **fields)


def timeline(actor: Actor, **fields: Any) -> ActorTimeline:
    record = timelines.actor_timeline(actor.slug, asked(**fields))
    assert record is not None
    return record


def listed(**fields: Any) -> list[str]:
    return [row.name.en for row in timelines.actor_list(asked(**fields)).page.rows]


def queries(call: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        call()
    return len(captured)


# --- The list -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "asked_for"),
    [
        ("Ahmed al-Sharaa", "Ahmed al Sharaa"),
        ("Ahmed al-Sharaa", "ahmed alsharaa"),
        ("Ahmet Davutoğlu", "davutoglu"),
        ("Recep Tayyip Erdoğan", "ERDOGAN tayyip"),
        ("Ba'ath Party", "baath"),
        ("Baath Party", "ba’ath"),
        ("U.N. Security Council", "UN security"),
        ("أحمد الشرع", "احمد الشرع"),
        ("قوات سوريا الديمقراطية", "سوريا الديمقراطيه"),
        ("حزب الله", "حِزبُ اللّه"),
        ("عبدالله", "عبد الله"),
    ],
)
def test_a_search_finds_an_alias_however_it_is_spelt(name: str, asked_for: str) -> None:
    make_actor("Wanted").aliases.create(text=name, language="en")
    make_actor("Other").aliases.create(text="Somebody else", language="en")
    assert listed(query=asked_for) == ["Wanted"]


@pytest.mark.parametrize("asked_for", ["sharaa ahmet", ".*", "a|b", "(", "الشارع"])
def test_a_search_does_not_find_another_name(asked_for: str) -> None:
    make_actor("Ahmed al-Sharaa", "أحمد الشرع")
    assert listed(query=asked_for) == []


def test_a_short_word_does_not_reach_over_a_blank() -> None:
    make_actor("Abu Saleh")
    assert listed(query="us") == []


def test_the_list_is_narrowed_by_country_and_kind() -> None:
    for name, kind, country in (("A", "STATE", "TUR"), ("B", "NGO", "TUR"), ("C", "NGO", "SYR")):
        make_mention(
            make_article(f"T\n{name} spoke."), make_actor(name, kind=kind, country=country)
        )
    assert sorted(listed(country="TUR")) == ["A", "B"]
    assert listed(country="TUR", kind="NGO") == ["B"]
    assert listed(country="EGY") == []


def test_the_list_is_sorted_by_reports_or_by_name_in_either_language() -> None:
    for name, arabic, reports in (("Beta", "أ", 1), ("Alpha", "ب", 2), ("Éclair", "", 3)):
        actor = make_actor(name, arabic)
        for _ in range(reports):
            make_mention(make_article(), actor)
    assert listed() == ["Éclair", "Alpha", "Beta"]
    assert listed(order="name_en") == ["Alpha", "Beta", "Éclair"]
    assert listed(order="name_ar") == ["Beta", "Alpha", "Éclair"]


def test_reports_are_counted_and_not_mentions() -> None:
    actor, article = make_actor("Named"), make_article()
    for _ in range(3):
        make_mention(article, actor)
    (row,) = timelines.actor_list(asked()).page.rows
    assert (row.reports, sum(row.by_day)) == (1, 1)


# --- The page -----------------------------------------------------------------------------------


def test_an_office_is_held_from_its_first_day_until_the_day_before_its_last() -> None:
    leader, state = make_actor("Leader"), make_actor("State")
    leader.affiliations.create(
        kind="LEADS", related=state, valid_from=date(2019, 1, 1), valid_to=date(2019, 10, 1)
    )
    (relation,) = timeline(state).relations
    held = [
        relation.holds_on(day)
        for day in (date(2018, 12, 31), date(2019, 1, 1), date(2019, 9, 30), date(2019, 10, 1))
    ]
    assert held == [False, True, True, False]
    assert not relation.is_outgoing and relation.other.en == "Leader"


def test_an_undated_relation_always_holds() -> None:
    part, whole = make_actor(), make_actor()
    part.affiliations.create(kind="COMPONENT_OF", related=whole)
    assert timeline(part).relations[0].holds_on(date(1950, 1, 1))


def test_names_stand_by_language_each_once() -> None:
    actor = make_actor("Turkey", "تركيا")
    for language, text in (("en", "Ankara"), ("en", "Turkey"), ("tr", "Türkiye"), ("ar", "أنقرة")):
        actor.aliases.create(language=language, text=text)
    assert dict(timeline(actor).names) == {
        "en": ("Turkey", "Ankara"),
        "ar": ("تركيا", "أنقرة"),
        "tr": ("Türkiye",),
    }


def test_reports_are_counted_by_day_and_country_of_the_outlet() -> None:
    actor = make_actor()
    make_place("Lebanon", "لبنان", feature="COUNTRY", country="LBN")
    for country in ("LBN", "LBN", ""):
        article = make_article(source=make_source(country=country))
        make_mention(article, actor)
        make_mention(article, actor)
    record = timeline(actor)
    counts = [(item.on, item.series, item.count) for item in record.mentions]
    assert counts == [(date(2019, 10, 17), "", 1), (date(2019, 10, 17), "LBN", 2)]
    assert record.countries["LBN"].ar == "لبنان" and record.reports == 3


def test_an_outlet_country_narrows_all_of_the_page() -> None:
    actor, other = make_actor(), make_actor()
    for country in ("LBN", "TUR"):
        article = make_article(source=make_source(country=country))
        make_mention(article, actor)
        make_stance(article, other, actor)
        make_figure(article, reporters=(actor,))
    record = timeline(actor, outlet_country="LBN")
    assert record.reports == 1
    assert len(record.received) == len(record.figures) == len(record.articles) == 1
    assert sum(item.count for item in record.received_by_day) == 1


def test_a_mediator_is_no_party() -> None:
    party, mediator = make_actor("Party"), make_actor("Mediator")
    claim = make_claim(make_article(), ceasefire=make_ceasefire(parties=(party,)))
    claim.actors.create(actor=mediator, name="Mediator", role=PartyRole.MEDIATOR)
    record = timeline(mediator)
    assert (len(record.ceasefires), len(record.mediated)) == (0, 1)
    record = timeline(party)
    assert (len(record.ceasefires), len(record.mediated)) == (1, 0)


def test_a_ceasefire_on_an_actors_page_has_its_first_sentences_and_its_own_page_all() -> None:
    actor = make_actor()
    truce = make_ceasefire(parties=(actor,))
    for _ in range(actor_page.MOST_CLAIMS + 1):
        make_claim(make_article(), kind="VIOLATED", ceasefire=truce)
    (bar,) = timeline(actor).ceasefires
    assert len(bar.rows) == actor_page.MOST_CLAIMS
    detail = timelines.ceasefire_detail(truce.key)
    assert detail is not None and len(detail.rows) == actor_page.MOST_CLAIMS + 1


def test_stances_given_count_each_target_of_a_report() -> None:
    actor = make_actor()
    article = make_article()
    for target in (make_actor(), make_actor()):
        make_stance(article, actor, target)
        make_stance(article, actor, target)
    record = timeline(actor)
    assert [(item.series, item.count) for item in record.given_by_day] == [("OPPOSE", 2)]
    assert record.received_by_day == ()


def test_days_count_stances_that_the_page_does_not_show() -> None:
    actor, other = make_actor(), make_actor()
    for _ in range(actor_page.MOST_STANCES + 2):
        make_stance(make_article(), other, actor)
    record = timeline(actor)
    assert len(record.received) == actor_page.MOST_STANCES
    assert record.received_by_day[0].count == actor_page.MOST_STANCES + 2


def test_actors_named_together_are_counted_in_the_newest_reports(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(actor_page, "TOGETHER_IN", 1)
    actor, old, new = make_actor(), make_actor("Old"), make_actor("New")
    for other, day in ((old, 16), (new, 17)):
        article = make_article(published_on=date(2019, 10, day))
        make_mention(article, actor)
        make_mention(article, other)
    assert [row.name.en for row in timeline(actor).together_with] == ["New"]


def fill(actor: Actor, mentions: int) -> None:
    source, truce = make_source(country="LBN"), make_ceasefire(parties=(actor,))
    for number in range(mentions):
        article = make_article(source=source)
        make_mention(article, actor)
        if number % 10 == 0:
            other = make_actor()
            make_mention(article, other)
            make_stance(article, other, actor)
            make_stance(article, actor, other)
            make_claim(article, ceasefire=truce, parties=(actor, other))
            make_figure(article, reporters=(actor,), reported=number + 1)


def test_as_many_queries_for_200_mentions_as_for_10() -> None:
    actor = make_actor()
    make_place("Lebanon", feature="COUNTRY", country="LBN")
    fill(actor, 10)
    few = queries(lambda: timeline(actor))
    fill(actor, 190)
    assert queries(lambda: timeline(actor)) == few
    assert timeline(actor).reports == 200
