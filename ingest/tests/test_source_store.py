"""Sources that are added once, from lists or by hand, and removed without taking others along."""

import pytest

from ingest import source_store
from ingest.models import Article, Source
from ingest.records import ListedFeed, Outcome
from ingest.tests.factories import make_article, make_source
from ingest.tests.test_store import save as save_text

pytestmark = pytest.mark.django_db
LISTED = ListedFeed(
    slug="outlet",
    name="Outlet",
    name_ar="",
    homepage="https://outlet.example/",
    url="https://outlet.example/feed",
    country="SYR",
    language="ar",
    group="Arabic",
)


def test_a_listed_source_is_switched_off_and_not_added_twice() -> None:
    assert source_store.add_listed_feed(LISTED)
    assert not source_store.add_listed_feed(LISTED)
    assert not Source.objects.get().is_enabled


def test_loading_a_list_again_leaves_edits_alone() -> None:
    source_store.add_listed_feed(LISTED)
    Source.objects.update(name="Edited", is_enabled=True, slug="edited")
    source_store.add_listed_feed(LISTED)
    source = Source.objects.get()
    assert (source.name, source.is_enabled) == ("Edited", True)


def test_manual_source_is_found_by_any_of_its_names() -> None:
    source = make_source("wire", name="Wire", name_ar="السلك")
    assert {source_store.manual_source(name) for name in ("Wire", "السلك", "wire")} == {source}


@pytest.mark.parametrize("name", ["Manual entry", "عنب", "A" * 150])
def test_manual_source_is_made_once_and_switched_on(name: str) -> None:
    source = source_store.manual_source(name)
    assert source_store.manual_source(name) == source
    assert source.is_enabled and source.slug and len(source.slug) <= 80


def test_a_reprint_stands_for_a_report_whose_outlet_is_removed() -> None:
    articles = [make_article(f"http://127.0.0.1:9/{n}", source=make_source(f"o{n}")) for n in "abc"]
    for article in articles:
        save_text(article)
    assert source_store.remove_sources(Source.objects.filter(slug="oa")) == 1
    first, second = Article.objects.order_by("pk")
    assert [first, second] == articles[1:]
    assert (first.outcome, first.duplicate_of) == (Outcome.OK, None)
    assert (second.outcome, second.duplicate_of) == (Outcome.DUPLICATE, first)
    assert list(Article.objects.readable()) == [first]
    assert first.story == second.story


def test_removing_the_outlet_of_a_reprint_leaves_the_report() -> None:
    articles = [make_article(f"http://127.0.0.1:9/{n}", source=make_source(f"o{n}")) for n in "ab"]
    for article in articles:
        save_text(article)
    source_store.remove_sources(Source.objects.filter(slug="ob"))
    assert list(Article.objects.readable()) == articles[:1]
