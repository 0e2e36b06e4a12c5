"""The commands that put articles and sources in."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from ingest.models import Article, ArticleVersion, Feed, Source
from ingest.records import Outcome, PublishedOrigin
from ingest.tests.factories import ARABIC_BODY, ARABIC_TITLE

pytestmark = pytest.mark.django_db
TEXT = f"{ARABIC_TITLE}\n{ARABIC_BODY[0]}\n{ARABIC_BODY[1]}\n"


def run(name: str, *arguments: object, **options: object) -> str:
    out = StringIO()
    call_command(name, *map(str, arguments), stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def text_file(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_file_becomes_an_article_that_waits_for_its_analysis(text_file: Path) -> None:
    told = run("ingest_file", text_file, published="2024-02-29")
    article = Article.objects.get()
    assert article.current is not None and article.current.text == TEXT
    assert (article.outcome, article.title) == (Outcome.OK, ARABIC_TITLE)
    assert (article.published_origin, article.language) == (PublishedOrigin.GIVEN, "ar")
    assert (article.source.slug, article.source.is_enabled) == ("manual", True)
    assert str(article.pk) in told and "handed in: text file" in told
    assert list(Article.objects.readable()) == [article]


def test_the_same_file_twice_is_one_article(text_file: Path) -> None:
    run("ingest_file", text_file)
    assert "known already" in run("ingest_file", text_file)
    assert Article.objects.count() == ArticleVersion.objects.count() == 1


def test_without_a_date_the_publication_time_stays_empty(text_file: Path) -> None:
    run("ingest_file", text_file)
    assert Article.objects.get().published_at is None


def test_the_same_text_at_another_address_is_a_duplicate(text_file: Path) -> None:
    run("ingest_file", text_file)
    told = run("ingest_file", text_file, url="https://x.example/a?utm_source=1", source="Wire")
    reprint = Article.objects.get(canonical_url="https://x.example/a")
    assert reprint.outcome == Outcome.DUPLICATE and reprint.source.name == "Wire"
    assert "DUPLICATE" in told


def test_a_file_completes_an_article_whose_page_could_not_be_read_yet(text_file: Path) -> None:
    source = Source.objects.create(slug="wire", name="Wire")
    Article.objects.create(source=source, canonical_url="https://x.example/a", title="x")
    run("ingest_file", text_file, url="https://x.example/a")
    article = Article.objects.get()
    assert (article.outcome, article.source) == (Outcome.OK, source)


def test_a_bad_line_stops_the_whole_run_with_code_2(tmp_path: Path, text_file: Path) -> None:
    lines = tmp_path / "b.jsonl"
    lines.write_text(json.dumps({"text": TEXT}) + "\n{}\n", encoding="utf-8")
    with pytest.raises(CommandError, match=r"b\.jsonl:2") as caught:
        run("ingest_file", text_file, lines)
    assert caught.value.returncode == 2
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"published": "soon"}, "soon"),
        ({"url": "ftp://x.example/"}, "ftp"),
    ],
)
def test_a_bad_option_is_named(text_file: Path, options: dict[str, str], reason: str) -> None:
    with pytest.raises(CommandError, match=reason) as caught:
        run("ingest_file", text_file, **options)
    assert caught.value.returncode == 2


def test_one_address_for_several_articles_is_refused(text_file: Path) -> None:
    with pytest.raises(CommandError, match="several"):
        run("ingest_file", text_file, text_file, url="https://x.example/a")


@pytest.mark.parametrize("command", ["ingest_file", "load_sources"])
def test_a_missing_file_is_named(command: str, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No such file") as caught:
        run(command, tmp_path / "none.txt")
    assert caught.value.returncode == 2


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="directory"):
        run("ingest_file", tmp_path)


def test_the_curated_sources_come_switched_off_and_once() -> None:
    assert "switched off" in run("load_sources")
    count = Feed.objects.count()
    assert count >= 30
    assert not Source.objects.enabled().exists()
    run("load_sources")
    assert Feed.objects.count() == count


def test_a_list_that_is_none_is_named(text_file: Path) -> None:
    with pytest.raises(CommandError, match=r"a\.txt") as caught:
        run("load_sources", text_file)
    assert caught.value.returncode == 2


@pytest.mark.parametrize("name", ["sources.opml", "sources.csv"])
def test_sources_that_were_written_are_loaded_again(tmp_path: Path, name: str) -> None:
    run("load_sources")
    before = sorted(Feed.objects.values_list("url", "source__name", "source__group"))
    run("export_sources", tmp_path / name)
    Source.objects.all().delete()
    run("load_sources", tmp_path / name)
    assert sorted(Feed.objects.values_list("url", "source__name", "source__group")) == before
    assert not Source.objects.enabled().exists()


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No such file"):
        run("export_sources", tmp_path / "none" / "x.opml")
