"""Articles: the list, and one text with everything claimed from it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date

from django.db.models import Count, Exists, F, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, TruncDate

from analysis import models
from analysis.edits import compare
from analysis.querysets import printed_by
from analysis.timelines import counts, rows
from analysis.timelines import period as periods
from analysis.timelines.actors import in_period
from analysis.timelines.claim_rows import ceasefire_rows, figure_rows, stance_rows
from analysis.timelines.day_pages import DayPage, by_day, day_page
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
    found = Article.objects.readable().filter(in_region("", filters.region))
    # By its key, whose frequency the planner knows.
    actor = models.Actor.objects.filter(slug=filters.actor).values_list("pk", flat=True).first()
    if filters.actor:
        found = found.filter(naming(actor or 0))
    daily = _daily(found, actor or 0, filters, period)
    return ArticleList(period=period, page=listed(found, daily, filters, PER_PAGE))


def naming(actor: int) -> Exists:
    """Select articles that name an actor, given by its key."""
    return Exists(models.Mention.objects.filter(actor=actor, article=OuterRef("pk")))


def _daily(
    found: QuerySet[Article], actor: int, filters: Filters, period: Period
) -> Mapping[date, int]:
    """Count the articles of a list by day."""
    if filters.region and filters.actor:
        asked = found.filter(in_period("", filters, period)).order_by()
        by_days = asked.values_list(TruncDate("published_at", tzinfo=UTC))
        return dict(by_days.annotate(reports=Count("pk")))
    if filters.actor:
        return counts.daily_reports([actor], filters, period).get(actor, {})
    if filters.region:
        region = models.Place.objects.get(slug=filters.region)
        return by_day(counts.volume_of_region(region, filters, period))
    return by_day(counts.volume(filters, period))


def listed(
    found: QuerySet[Article], daily: Mapping[date, int], filters: Filters, per_page: int
) -> Page[ArticleRow]:
    """Give the page asked for of articles that `daily` counts by day, those without a date last."""
    undated = found.filter(
        printed_by(
            "",
            source=filters.source,
            language=filters.language,
            outlet_country=filters.outlet_country,
        ),
        published_at=None,
    )
    at = day_page(daily, undated.count(), filters.page, per_page)
    keys = newest_keys(found, at, filters)
    if at.undated:
        last = at.undated_from + at.undated
        keys += undated.order_by("-pk").values_list("pk", flat=True)[at.undated_from : last]
    return Page(rows=of_keys(keys), number=at.number, pages=at.pages, total=at.total)


def newest_keys(found: QuerySet[Article], at: DayPage, filters: Filters) -> list[int]:
    """Find the articles of a page among those of its days."""
    if not at.dated:
        return []
    dated = found.filter(counts.on_days(filters, "", at.days)).order_by("-published_at", "-pk")
    return list(dated.values_list("pk", flat=True)[at.skipped : at.skipped + at.dated])


def of_keys(keys: Sequence[int]) -> tuple[ArticleRow, ...]:
    """Read articles in the order of their keys."""
    read = {article.pk: article for article in with_counts(Article.objects.filter(pk__in=keys))}
    return tuple(article_row(read[key]) for key in keys if key in read)


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
