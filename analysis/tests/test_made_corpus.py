"""A made corpus: as many articles as asked for, and every claim at its sentence."""

from datetime import UTC, datetime

import pytest
from django.contrib.postgres.search import SearchQuery
from django.core.management import CommandError, call_command
from django.db import connection

from analysis import models
from analysis.management import made_corpus
from ingest.models import Article, ArticleVersion, SearchEntry, Source

pytestmark = pytest.mark.django_db

UNTIL = datetime(2025, 12, 31, tzinfo=UTC)
ARTICLES = 300


@pytest.fixture
def registry() -> None:
    models.Actor.objects.bulk_create(
        models.Actor(slug=f"a-{n}", name_en=f"Actor {n}", name_ar=f"جهة {n}", kind="STATE")
        for n in range(20)
    )
    models.Place.objects.bulk_create(
        models.Place(slug=f"p-{n}", name_en=f"Place {n}", feature="SETTLEMENT") for n in range(20)
    )


def texts() -> list[str]:
    return list(ArticleVersion.objects.order_by("pk").values_list("text", flat=True))


@pytest.mark.usefixtures("registry")
def test_it_makes_as_many_articles_as_asked_for_over_the_years() -> None:
    assert list(made_corpus.make(ARTICLES, seed=1, until=UNTIL)) == [ARTICLES]
    days = [at.date() for at in Article.objects.values_list("published_at", flat=True) if at]
    assert len(days) == ARTICLES
    assert max(days) <= UNTIL.date()
    assert min(days).year < UNTIL.year - 5
    assert {"ar", "en"} == set(Article.objects.values_list("language", flat=True))


@pytest.mark.usefixtures("registry")
def test_every_quote_stands_where_it_is_said_to_stand() -> None:
    list(made_corpus.make(ARTICLES, seed=1, until=UNTIL))
    quoted = (models.Stance, models.CeasefireClaim, models.DisplacementFigure)
    for model in quoted:
        rows = list(model._default_manager.select_related("version"))
        assert rows
        assert all(row.version.text[row.start : row.end] == row.quote for row in rows)
    for figure in models.DisplacementFigure.objects.select_related("version"):
        shown = figure.version.text[figure.figure_start : figure.figure_end]
        assert shown == str(figure.reported)
    for mention in models.Mention.objects.select_related("version", "actor", "place"):
        named = mention.actor or mention.place
        assert named is not None
        assert mention.version.text[mention.start : mention.end] in (named.name_en, named.name_ar)


@pytest.mark.usefixtures("registry")
def test_the_same_seed_makes_the_same_corpus_and_another_seed_another() -> None:
    list(made_corpus.make(50, seed=1, until=UNTIL))
    first = texts()
    list(made_corpus.make(50, seed=1, until=UNTIL))
    list(made_corpus.make(50, seed=2, until=UNTIL))
    again = texts()
    assert again[50:100] == first
    assert again[100:] != first


@pytest.mark.usefixtures("registry")
def test_rows_stored_later_get_numbers_of_their_own() -> None:
    list(made_corpus.make(10, seed=1, until=UNTIL))
    source = Source.objects.create(slug="real", name="Real")
    Article.objects.create(source=source, canonical_url="https://real.example/1")
    assert Article.objects.count() == 11


@pytest.mark.usefixtures("registry")
def test_rows_point_at_rows_that_are_there() -> None:
    list(made_corpus.make(50, seed=1, until=UNTIL))
    connection.check_constraints()


@pytest.mark.usefixtures("registry")
def test_what_is_made_is_found_by_its_words() -> None:
    list(made_corpus.make(50, seed=1, until=UNTIL))
    assert SearchEntry.objects.count() == 50
    assert SearchEntry.objects.filter(words=SearchQuery("markets", config="simple")).exists()


def test_it_keeps_off_a_database_with_other_articles() -> None:
    source = Source.objects.create(slug="real", name="Real")
    Article.objects.create(source=source, canonical_url="https://real.example/1")
    with pytest.raises(CommandError, match="not made by this command"):
        call_command("make_corpus", articles=10)
    assert Article.objects.count() == 1


def test_it_needs_a_registry() -> None:
    models.Actor.objects.all().delete()
    with pytest.raises(CommandError, match="no actors yet"):
        call_command("make_corpus", articles=10)
