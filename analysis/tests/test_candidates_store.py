"""The queue of unknown names follows the mentions, and decisions outlive a new analysis."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User

from analysis import candidates_decisions, candidates_store, registry_store
from analysis.candidates import NO_NAME, NOT_A_PLACE, NOT_AN_ACTOR
from analysis.candidates_decisions import DecisionError
from analysis.documents import split_sentences
from analysis.gazetteer import Gazetteer
from analysis.linking.linker import Registry, link
from analysis.models import (
    Actor,
    ActorAlias,
    AnalysisRun,
    Candidate,
    CandidateDecision,
    Mention,
    Place,
    RunState,
    Stance,
)
from analysis.records import Document
from analysis.terms import AliasKind
from analysis.tests.factories import (
    make_actor,
    make_article,
    make_mention,
    make_place,
    make_stance,
)
from ingest.models import Article

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)


@pytest.fixture
def user(db: None) -> User:
    return User.objects.create_user("rana")


def print_name(
    name: str, *, articles: int = 3, language: str = "en", **fields: Any
) -> list[Article]:
    """Store articles, a day apart, that print a name which nothing knows."""
    made = []
    for number in range(articles):
        on = date(2025, 3, 1) + timedelta(days=number)
        article = make_article(f"Headline\n{name} spoke.", published_on=on, language=language)
        assert article.current is not None
        AnalysisRun.objects.create(version=article.current, state=RunState.OK)
        make_mention(article, quote=name, **{"reason": NOT_AN_ACTOR, **fields})
        made.append(article)
    return made


def analyse_again(article: Article, name: str) -> Mention:
    """Do as the pipeline does: the article's mentions go, and new ones come."""
    article.mentions.all().delete()
    return make_mention(article, quote=name, reason=NOT_AN_ACTOR)


def queued() -> dict[str, int]:
    candidates_store.refresh(NOW)
    rows = Candidate.objects.filter(state="OPEN")
    return dict(rows.values_list("name", "article_count"))


def open_candidate(name: str = "Orchard Council", **fields: Any) -> Candidate:
    print_name(name, **fields)
    candidates_store.refresh(NOW)
    return Candidate.objects.get(state="OPEN")


def test_a_name_of_three_articles_is_queued_with_its_days_and_languages() -> None:
    print_name("مجلس البستان", language="ar", articles=2)
    print_name("مجلسُ البستان", language="fa", articles=1)
    assert queued() == {"مجلس البستان": 3}
    row = Candidate.objects.get()
    assert (row.first_seen_on, row.last_seen_on) == (date(2025, 3, 1), date(2025, 3, 2))
    assert (row.languages, row.type) == (["ar", "fa"], "ORG")


def test_a_name_of_two_articles_waits_until_a_third_prints_it() -> None:
    articles = print_name("Orchard Council", articles=2)
    make_mention(articles[0], quote="Orchard Council", reason=NOT_AN_ACTOR)
    assert queued() == {}
    print_name("orchard council", articles=1)
    assert queued() == {"Orchard Council": 3}


def test_the_number_of_articles_is_a_setting(settings: Any) -> None:
    settings.CANDIDATE_ARTICLES = 1
    print_name("Orchard Council", articles=1)
    assert queued() == {"Orchard Council": 1}


def test_known_ambiguous_and_adjective_names_are_not_queued() -> None:
    print_name("Harun", actor=make_actor(), reason="")
    print_name("Salihiya", place=make_place(), reason="", type="LOC")
    print_name("Aleppine", reason="demonym")
    print_name("Jazira", reason="ambiguous: Jazira (Syria) or Jazira (Sudan)")
    print_name("17", articles=4)
    assert queued() == {}
    assert set(Mention.objects.filter(actor=None, place=None).values_list("key", flat=True)) == {
        NO_NAME
    }


def test_a_refresh_looks_at_new_mentions_alone() -> None:
    print_name("Orchard Council")
    assert candidates_store.refresh(NOW).looked_at == 3
    assert candidates_store.refresh(NOW).looked_at == 0
    print_name("Orchard Council", articles=1)
    assert candidates_store.refresh(NOW).looked_at == 1
    assert queued() == {"Orchard Council": 4}


def test_a_name_leaves_the_queue_with_its_articles() -> None:
    articles = print_name("Orchard Council", articles=4)
    assert queued() == {"Orchard Council": 4}
    articles[0].mentions.all().delete()
    assert queued() == {"Orchard Council": 3}
    articles[1].mentions.all().delete()
    assert queued() == {}
    assert not Candidate.objects.exists()


def test_the_nearest_known_names_stand_beside_it_and_follow_the_registry() -> None:
    make_actor("Mazloum Abdi", "مظلوم عبدي", kind="PERSON", slug="abdi")
    print_name("Mazlum Abdi", type="PER")
    queued()
    row = Candidate.objects.get()
    assert [(near["id"], near["is_actor"]) for near in row.nearest] == [("abdi", True)]
    make_place("Mazlum", slug="mazlum")
    candidates_store.refresh(datetime.now(UTC) + timedelta(seconds=1))
    row.refresh_from_db()
    assert {near["id"] for near in row.nearest} == {"abdi", "mazlum"}


def test_contexts_are_the_latest_articles_once_each() -> None:
    articles = print_name("Orchard Council")
    make_mention(articles[2], quote="Orchard Council", reason=NOT_AN_ACTOR)
    queued()
    seen = candidates_store.sightings(Candidate.objects.get(), limit=2)
    assert [one.article for one in seen] == [articles[2], articles[1]]
    assert (seen[0].context.quote, seen[0].context.after) == ("Orchard Council", " spoke.")


def test_a_new_actor_takes_the_names_links_the_mentions_and_has_articles_read_anew(
    user: User,
) -> None:
    candidate = open_candidate("مجلس البستان", language="ar")
    new = Actor(name_en="Orchard Council", kind="ORGANIZATION")
    actor = candidates_decisions.add_actor(candidate.pk, new, user=user, now=NOW, note="seen twice")
    assert (actor.slug, actor.is_curated) == ("orchard-council", True)
    assert [(a.text, a.language, a.is_curated) for a in actor.aliases.all()] == [
        ("مجلس البستان", "ar", True)
    ]
    assert set(Mention.objects.values_list("actor", "method")) == {(actor.pk, "HUMAN")}
    assert set(AnalysisRun.objects.values_list("state", flat=True)) == {"DUE"}
    candidate.refresh_from_db()
    assert (candidate.state, candidate.decided_by, candidate.note) == ("ADDED", user, "seen twice")


def test_an_id_that_is_taken_gets_a_number() -> None:
    make_actor(slug="orchard-council")
    make_actor(slug="orchard-council-2")
    assert candidates_decisions.free_slug("Orchard Council") == "orchard-council-3"
    assert candidates_decisions.free_slug("مجلس") == "actor"


def test_a_merge_adds_the_alias_once_a_language(user: User) -> None:
    actor = make_actor("Orchard Assembly")
    ActorAlias.objects.create(actor=actor, text="ORCHARD COUNCIL", language="en")
    print_name("Orchard Council", language="fr", articles=1)
    candidate = open_candidate("Orchard Council")
    candidates_decisions.merge_into_actor(
        candidate.pk, actor, user=user, now=NOW, alias_kind=AliasKind.SHORT
    )
    made = ActorAlias.objects.filter(is_curated=True)
    assert [(a.text, a.language, a.kind) for a in made] == [("Orchard Council", "fr", "SHORT")]
    assert Mention.objects.filter(actor=actor).count() == 4
    actor.refresh_from_db()
    assert not actor.is_curated


def test_a_place_takes_the_name_among_its_others(user: User) -> None:
    place = make_place("Tal Zahra", aliases="Tell Zahra")
    candidate = open_candidate("تل الزهرة", language="ar", type="LOC", reason=NOT_A_PLACE)
    candidates_decisions.merge_into_place(candidate.pk, place, user=user, now=NOW)
    place.refresh_from_db()
    assert place.aliases.splitlines() == ["Tell Zahra", "تل الزهرة"]
    assert place.is_curated
    assert Mention.objects.filter(place=place).count() == 3
    candidates_decisions.undo(candidate.pk, user=user, now=NOW)
    place.refresh_from_db()
    assert (place.aliases, place.is_curated) == ("Tell Zahra", False)
    assert Mention.objects.filter(place=None, reason=NOT_A_PLACE).count() == 3


def test_a_decision_survives_a_new_analysis(user: User) -> None:
    actor = make_actor("Orchard Assembly")
    candidate = open_candidate()
    candidates_decisions.merge_into_actor(candidate.pk, actor, user=user, now=NOW)
    mention = analyse_again(Article.objects.earliest("pk"), "Orchard Council")
    assert candidates_store.refresh(NOW).linked == 1
    mention.refresh_from_db()
    assert (mention.actor, mention.method, mention.reason) == (actor, "HUMAN", "")
    assert queued() == {}


@pytest.mark.parametrize(
    ("name", "language", "text"),
    [
        ("Orchard Council", "en", "On Monday the Orchard Council rejected the plan."),
        ("مجلس البستان", "ar", "رفض مجلس البستان الخطة يوم الاثنين."),
        ("Verger Council", "fr", "Lundi, le Verger Council a rejeté le plan."),
    ],
)
def test_a_merged_name_links_to_its_actor_in_a_new_text(
    user: User, name: str, language: str, text: str
) -> None:
    actor = make_actor("Garden Union", "اتحاد الحدائق", kind="ORGANIZATION")
    candidate = open_candidate(name, language=language)
    candidates_decisions.merge_into_actor(candidate.pk, actor, user=user, now=NOW)
    known = Registry(registry_store.read_actors(), ())
    document = Document(id="1", text=text, lang=language)
    linked = link(document, split_sentences(text), (), known, Gazetteer(()))
    assert [(entity.text, entity.actor) for entity in linked] == [(name, actor.slug)]


def test_a_dismissed_name_stays_dismissed_however_often_it_is_printed(user: User) -> None:
    candidate = open_candidate()
    candidates_decisions.dismiss([candidate.pk], user=user, now=NOW)
    print_name("Orchard Council", articles=5)
    for article in Article.objects.all():
        analyse_again(article, "Orchard Council")
    assert queued() == {}
    candidate.refresh_from_db()
    assert (candidate.state, candidate.article_count) == ("DISMISSED", 8)


def test_many_names_are_dismissed_at_once_but_for_those_decided_meanwhile(user: User) -> None:
    for name in ("Orchard Council", "Bridge Committee", "لجنة الجسر"):
        print_name(name)
    queued()
    decided = Candidate.objects.get(name="Bridge Committee")
    candidates_decisions.merge_into_actor(decided.pk, make_actor(), user=user, now=NOW)
    rows = candidates_decisions.dismiss(
        Candidate.objects.values_list("pk", flat=True), user=user, now=NOW
    )
    assert {row.name for row in rows} == {"Orchard Council", "لجنة الجسر"}
    decided.refresh_from_db()
    assert decided.state == "MERGED"


def test_a_name_is_not_decided_twice(user: User) -> None:
    candidate = open_candidate()
    candidates_decisions.dismiss([candidate.pk], user=user, now=NOW)
    with pytest.raises(DecisionError, match="meanwhile"):
        candidates_decisions.merge_into_actor(candidate.pk, make_actor(), user=user, now=NOW)
    assert CandidateDecision.objects.count() == 1


def test_an_undone_merge_takes_the_alias_and_the_links_back(user: User) -> None:
    actor = make_actor("Orchard Assembly")
    other = make_mention(make_article("T\nOrchard Assembly met."), actor, "Orchard Assembly")
    candidate = open_candidate()
    candidates_decisions.merge_into_actor(candidate.pk, actor, user=user, now=NOW)
    again = make_mention(make_article("T\nOrchard Council met."), actor, "Orchard Council")
    AnalysisRun.objects.update(state=RunState.OK)
    candidates_decisions.undo(candidate.pk, user=user, now=NOW)
    assert not ActorAlias.objects.exists()
    again.refresh_from_db()
    other.refresh_from_db()
    assert (again.actor, again.reason) == (None, NOT_AN_ACTOR)
    assert other.actor == actor
    assert set(AnalysisRun.objects.values_list("state", flat=True)) == {"DUE"}
    assert queued() == {"Orchard Council": 4}
    decision = CandidateDecision.objects.get()
    assert (decision.state, decision.undone_by, decision.undone_at) == ("MERGED", user, NOW)


def test_an_undone_new_actor_goes_but_what_names_it_stays(user: User) -> None:
    candidate = open_candidate()
    new = Actor(name_en="Orchard Council", kind="ORGANIZATION")
    actor = candidates_decisions.add_actor(candidate.pk, new, user=user, now=NOW)
    make_stance(Article.objects.earliest("pk"), actor, make_actor())
    candidates_decisions.undo(candidate.pk, user=user, now=NOW)
    assert not Actor.objects.filter(name_en="Orchard Council").exists()
    assert Stance.objects.get().holder is None
    assert queued() == {"Orchard Council": 3}
    candidates_decisions.add_actor(
        candidate.pk, Actor(name_en="Orchard", kind="NGO"), user=user, now=NOW
    )
    assert Mention.objects.filter(actor__name_en="Orchard").count() == 3


def test_an_actor_that_people_built_on_is_not_undone(user: User) -> None:
    candidate = open_candidate()
    new = Actor(name_en="Orchard Council", kind="ORGANIZATION")
    actor = candidates_decisions.add_actor(candidate.pk, new, user=user, now=NOW)
    ActorAlias.objects.create(actor=actor, text="OC", language="en")
    with pytest.raises(DecisionError, match="OC"):
        candidates_decisions.undo(candidate.pk, user=user, now=NOW)
    assert Mention.objects.filter(actor=actor).count() == 3


def test_an_undone_dismissal_waits_again_and_nothing_is_undone_twice(user: User) -> None:
    candidate = open_candidate()
    candidates_decisions.dismiss([candidate.pk], user=user, now=NOW)
    candidates_decisions.undo(candidate.pk, user=user, now=NOW)
    assert queued() == {"Orchard Council": 3}
    with pytest.raises(DecisionError, match="Nothing"):
        candidates_decisions.undo(candidate.pk, user=user, now=NOW)


def test_a_name_waits_again_when_its_actor_leaves_the_registry(user: User) -> None:
    actor = make_actor("Orchard Assembly")
    candidate = open_candidate()
    candidates_decisions.merge_into_actor(candidate.pk, actor, user=user, now=NOW)
    articles = list(Article.objects.all())
    actor.delete()
    for article in articles:
        analyse_again(article, "Orchard Council")
    assert queued() == {"Orchard Council": 3}
    assert not Place.objects.exists()
