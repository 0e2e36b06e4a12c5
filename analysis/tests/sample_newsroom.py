"""The sample newsroom as it stands in the database once its articles are read, in any order."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime

from analysis import ceasefire_store, pipeline, store
from analysis.models import Ceasefire
from analysis.records import Analysis, Document
from analysis.resources import Resources
from ingest.models import Article, ArticleVersion, Source
from ingest.records import Outcome, PublishedOrigin
from ingest.sample_site import SampleArticle, direction, load_articles, load_outlets

NOW = datetime(2024, 1, 1, tzinfo=UTC)


def first_printed() -> list[SampleArticle]:
    """Give the sample's articles without the reprints, which are not analysed."""
    return [article for article in load_articles() if not article.reprint_of]


def text_of(article: SampleArticle) -> str:
    parts = (article.title, article.standfirst, *article.paragraphs)
    return "\n".join(part for part in parts if part)


def analysed(articles: Sequence[SampleArticle], resources: Resources) -> dict[str, Analysis]:
    """Analyse each article once: its analysis does not depend on the others."""
    documents = [
        Document(
            id=article.id,
            text=text_of(article),
            title=article.title,
            lang=article.lang,
            published_on=article.published_at.astimezone(UTC).date(),
        )
        for article in articles
    ]
    found = pipeline.analyse_documents(documents, resources)
    return {article.id: analysis for article, analysis in zip(articles, found, strict=True)}


def ingest(articles: Iterable[SampleArticle], analyses: Mapping[str, Analysis]) -> None:
    """Take articles in, in this order, each with its analysis, and build the ceasefires."""
    outlets = {outlet.slug: outlet for outlet in load_outlets()}
    sources: dict[str, Source] = {}
    for article in articles:
        outlet = outlets[article.outlet]
        if outlet.slug not in sources:
            sources[outlet.slug] = Source.objects.create(
                slug=outlet.slug,
                name=outlet.name_en,
                name_ar=outlet.name_ar,
                country=outlet.country,
                is_sample=True,
                is_enabled=True,
            )
        version = _stored(article, sources[outlet.slug])
        store.lease_due(NOW, 1)
        store.replace_analysis(version.pk, analyses[article.id], now=NOW)
    ceasefire_store.rebuild(NOW.date())


def _stored(article: SampleArticle, source: Source) -> ArticleVersion:
    row = Article.objects.create(
        source=source,
        canonical_url=f"http://sample.invalid{article.path}",
        title=article.title,
        published_at=article.published_at,
        published_origin=PublishedOrigin.FEED,
        fetched_at=NOW,
        language=article.lang,
        direction=direction(article.lang),
        outcome=Outcome.OK,
    )
    row.current = ArticleVersion.objects.create(
        article=row,
        number=1,
        title=article.title,
        text=text_of(article),
        content_hash=article.id,
        extractor="test",
        fetched_at=NOW,
    )
    row.save()
    return row.current


Told = tuple[str, frozenset[str], str, date | None, date | None, date | None]


def ceasefires() -> list[Told]:
    """Tell each ceasefire by country, parties, status, first report, day of effect and end."""
    return sorted(
        (
            row.country,
            frozenset(row.party_names),
            row.status,
            row.first_reported_on,
            row.effective_on,
            row.ended_on,
        )
        for row in Ceasefire.objects.all()
    )
