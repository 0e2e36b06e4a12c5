"""Articles: the list, and one text with everything claimed from it."""

from dataclasses import replace

from django.core.paginator import Paginator
from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from analysis import models
from analysis.edits import compare
from analysis.querysets import in_articles
from analysis.timelines import period as periods
from analysis.timelines import rows
from analysis.timelines.claim_rows import ceasefire_rows, figure_rows, stance_rows
from analysis.timelines.framing import framed_words
from analysis.timelines.pages import ArticleList, MentionSpan, Reader
from analysis.timelines.records import (
    ArticleRow,
    Filters,
    Page,
    Period,
)
from analysis.timelines.regions import in_region
from analysis.timelines.retellings import in_words
from ingest.models import Article, ArticleVersion
from ingest.records import PublishedOrigin

PER_PAGE = 50
RETELLINGS_SHOWN = 20
# What ingest calls the reader of a feed's own text, where the page itself told less.
FEED_EXTRACTOR = "feed"


def article_list(filters: Filters) -> ArticleList:
    """List the readable articles of the period, newest first; those without a date come last."""
    period = periods.resolve(filters)
    found = Article.objects.readable().filter(_in(filters, period))
    if filters.actor:
        mentions = models.Mention.objects.filter(actor__slug=filters.actor)
        found = found.filter(pk__in=mentions.values("article"))
    paginator = Paginator(with_counts(found), PER_PAGE)
    page = paginator.get_page(filters.page)
    return ArticleList(
        period=period,
        page=Page(
            rows=tuple(article_row(article) for article in page.object_list),
            number=page.number,
            pages=paginator.num_pages,
            total=paginator.count,
        ),
    )


def _in(filters: Filters, period: Period) -> Q:
    told = in_articles(
        "",
        since=period.since,
        until=period.until,
        source=filters.source,
        language=filters.language,
        outlet_country=filters.outlet_country,
        with_undated=True,
    )
    return told & in_region("", filters.region)


def _count(model: type[models.Quoted]) -> Coalesce:
    counted = (
        model._default_manager.filter(article=OuterRef("pk"))
        .order_by()
        .values("article")
        .annotate(n=Count("pk"))
        .values("n")
    )
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def with_counts(found: QuerySet[Article]) -> QuerySet[Article]:
    """Add to articles how many claims each holds, and all that a row shows."""
    return (
        found.select_related("source")
        .defer("feed_text")
        .prefetch_related("reprints__source")
        .annotate(
            ceasefire_count=_count(models.CeasefireClaim),
            figure_count=_count(models.DisplacementFigure),
            stance_count=_count(models.Stance),
        )
        .order_by(F("published_at").desc(nulls_last=True), "-pk")
    )


def article_row(article: Article) -> ArticleRow:
    return ArticleRow(
        id=article.pk,
        title=article.title or article.canonical_url,
        source=rows.source_name(article.source),
        published_on=rows.published_on(article.published_at),
        language=article.language,
        direction=article.direction,
        is_sample=article.source.is_sample,
        reprinted_by=rows.reprinted_by(article),
        ceasefires=getattr(article, "ceasefire_count", 0),
        figures=getattr(article, "figure_count", 0),
        stances=getattr(article, "stance_count", 0),
    )


def article_reader(article_id: int, *, version: int | None = None) -> Reader | None:
    """Read an article in one of its versions (None: the current one), or None if there is none.

    A reprint is read in the words of the report that it repeats."""
    found = Article.objects.select_related("source", "current", "duplicate_of__current").filter(
        pk=article_id
    )
    article = found.prefetch_related("reprints__source", "duplicate_of__reprints__source").first()
    if article is None:
        return None
    original = article if article.current or not article.duplicate_of else article.duplicate_of
    versions = {item.number: item for item in original.versions.all()}
    shown = versions.get(version) if version else original.current
    if shown is None:
        return None
    record = _reader(article, original, shown, tuple(sorted(versions)))
    told = [row.id for row in record.told_elsewhere]
    record = replace(
        record,
        told_in_words=in_words(told),
        read_at={number: versions[number].fetched_at for number in sorted(versions)},
        is_feed_text=shown.extractor == FEED_EXTRACTOR,
        has_vector=models.StoryPoint.objects.filter(article=original).exists(),
    )
    earlier = versions.get(shown.number - 1)
    return record if earlier is None else _with_edits(record, earlier, shown)


def _with_edits(record: Reader, earlier: ArticleVersion, shown: ArticleVersion) -> Reader:
    run = models.AnalysisRun.objects.filter(version=shown).first()
    changes: dict[str, list[str]] = run.changes if run else {}
    return replace(
        record,
        edits=compare(earlier.text, shown.text),
        claims_gone=tuple(changes.get("was", ())),
        claims_new=tuple(changes.get("now", ())),
    )


def _reader(
    article: Article, original: Article, shown: ArticleVersion, versions: tuple[int, ...]
) -> Reader:
    claims = models.CeasefireClaim.objects.filter(version=shown)
    figures = models.DisplacementFigure.objects.filter(version=shown)
    stances = models.Stance.objects.telling().filter(version=shown)
    same_story = Article.objects.readable().filter(story=original.story_id).exclude(pk=original.pk)
    retold = with_counts(same_story if original.story_id else same_story.none())
    others = rows.reprinted_by(original)
    if original is not article:
        source = rows.source_name(original.source)
        others = (source, *(name for name in others if name.slug != article.source.slug))
    return Reader(
        id=article.pk,
        title=shown.title or article.title,
        url=article.canonical_url,
        author=article.author,
        source=rows.source_name(article.source),
        published_at=article.published_at,
        published_origin=PublishedOrigin(article.published_origin),
        fetched_at=article.fetched_at,
        language=original.language,
        direction=original.direction,
        is_sample=article.source.is_sample,
        text=shown.text,
        version=shown.number,
        versions=versions,
        reprinted_by=others,
        duplicate_of=None if original is article else original.pk,
        ceasefires=tuple(ceasefire_rows(claims.order_by("start"))),
        figures=tuple(figure_rows(figures.order_by("start", "figure_start"))),
        stances=tuple(stance_rows(stances.order_by("start"))),
        mentions=_mentions(shown),
        framed=framed_words(shown),
        declined=_declined(shown),
        told_elsewhere=tuple(
            map(article_row, retold.order_by("published_at", "pk")[:RETELLINGS_SHOWN])
        ),
    )


def _mentions(version: ArticleVersion) -> tuple[MentionSpan, ...]:
    found = models.Mention.objects.filter(version=version).select_related("actor", "place")
    return tuple(
        MentionSpan(
            start=item.start,
            end=item.end,
            actor=rows.actor_name(item.actor) if item.actor else None,
            place=rows.place_name(item.place) if item.place else None,
        )
        for item in found.order_by("start")
        if item.actor or item.place
    )


def _declined(version: ArticleVersion) -> tuple[tuple[int, int, str], ...]:
    run = models.AnalysisRun.objects.filter(version=version).first()
    return tuple(
        (item["start"], item["end"], item["reason"]) for item in (run.declined if run else ())
    )


def newest(found: QuerySet[Article], limit: int) -> tuple[ArticleRow, ...]:
    return tuple(map(article_row, with_counts(found)[:limit]))
