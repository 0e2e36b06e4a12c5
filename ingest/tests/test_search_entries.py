"""What the search looks into follows what is stored."""

import importlib
from dataclasses import replace
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command

from ingest import search_entries, source_store, store
from ingest.models import Article, SearchEntry, Source
from ingest.records import Direction, ExtractedArticle, LanguageGuess, Outcome, PublishedOrigin
from ingest.tests.factories import NOW, make_article, make_source

pytestmark = pytest.mark.django_db

ARABIC = LanguageGuess(code="ar", score=0.99, direction=Direction.RTL)
TEXT = "هدنة في حمص\nاتفق الطرفان على هدنة تبدأ مساء الخميس في أحياء المدينة كلها."
EXTRACTED = ExtractedArticle(
    title="هدنة في حمص",
    text=TEXT,
    extractor="test",
    author="",
    published_at=None,
    published_origin=PublishedOrigin.NONE,
)


def stored(text: str = TEXT, **fields: Any) -> Article:
    article = make_article(**fields)
    extracted = replace(EXTRACTED, text=text, title=text.split("\n")[0])
    store.save_text(article.pk, extracted, ARABIC, reason="", now=NOW)
    article.refresh_from_db()
    return article


def saying(query: str) -> list[int]:
    return list(SearchEntry.objects.saying(query).values_list("pk", flat=True))


def test_a_stored_text_is_found_by_its_words_and_described() -> None:
    article = stored(url="http://outlet.example/1")
    assert saying("'هدنه' & 'حمص'") == [article.pk]
    entry = SearchEntry.objects.get()
    assert (entry.source_id, entry.language) == (article.source_id, "ar")
    assert entry.title_key == "هدنه في حمص"


def test_a_reprint_is_not_found() -> None:
    first = stored(url="http://outlet.example/1")
    second = stored(url="http://outlet.example/2", source=make_source("other"))
    assert second.outcome == Outcome.DUPLICATE
    assert saying("'هدنه'") == [first.pk]


def test_a_reprint_that_outlives_its_report_is_found_in_its_place() -> None:
    first = stored(url="http://outlet.example/1")
    second = stored(url="http://outlet.example/2", source=make_source("other"))
    source_store.remove_sources(Source.objects.filter(pk=first.source_id))
    assert saying("'هدنه'") == [second.pk]


def test_a_failure_is_not_found_any_more() -> None:
    article = stored(url="http://outlet.example/1")
    Article.objects.filter(pk=article.pk).update(outcome=Outcome.GONE)
    article.refresh_from_db()
    search_entries.keep(article)
    assert saying("'هدنه'") == []


def test_the_command_makes_all_entries_anew(capsys: pytest.CaptureFixture[str]) -> None:
    article = stored(url="http://outlet.example/1")
    SearchEntry.objects.update(words="'wrong':1")
    call_command("rebuild_search")
    assert saying("'هدنه'") == [article.pk] and saying("'wrong'") == []
    assert "1 reports" in capsys.readouterr().out


def test_the_migration_fills_in_what_was_stored_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    migration = importlib.import_module("ingest.migrations.0007_fill_search")
    monkeypatch.setattr(migration, "BATCH", 2)
    source = make_source()
    for number in range(5):
        stored(
            f"خبر {number}\nوصلت {number + 7} شاحنات إلى البلدة.",
            url=f"http://outlet.example/{number}",
            source=source,
        )
    SearchEntry.objects.all().delete()
    migration.fill(apps, None)
    migration.fill(apps, None)
    assert SearchEntry.objects.count() == 5
