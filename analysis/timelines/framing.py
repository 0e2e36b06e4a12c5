"""Loaded words by outlet: how papers and channels frame whom they report on.

Reports are counted, not words: an outlet's words about an actor count once a report.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from django.core.paginator import Paginator
from django.db.models import Count, F, QuerySet

from analysis import models
from analysis.querysets import EVIDENCE, REPRINTS, UNREAD
from analysis.stance import framing as lexicon
from analysis.timelines import period as periods
from analysis.timelines import rows
from analysis.timelines.framing_records import FramingList, FramingQuote, FramingRow
from analysis.timelines.pages import FramedWords
from analysis.timelines.records import ClaimType, Filters, Name, Page, Period
from ingest.models import ArticleVersion, Source

PER_PAGE = 25
MOST_ROWS = 60
MOST_OUTLETS = 8
MOST_WORDS = 3

_Key = tuple[str, int | None]


def framing_list(filters: Filters) -> FramingList:
    """List the loaded words of a period; `filters.query` asks for the sentences of one of them."""
    period = periods.resolve(filters)
    actor = models.Actor.objects.filter(slug=filters.actor).first() if filters.actor else None
    found = _found(filters, period)
    return FramingList(
        period=period,
        rows=_rows(found, MOST_ROWS),
        term=filters.query,
        about=rows.actor_name(actor) if actor else None,
        page=_sentences(found, filters) if filters.query else None,
    )


def framing_of(actor: models.Actor, filters: Filters, period: Period) -> tuple[FramingRow, ...]:
    """Give the loaded words that outlets use for an actor, the most used first."""
    found = models.Framing.objects.filter(periods.of_claims(filters, period), actor=actor)
    return _rows(found, MOST_OUTLETS)


def framed_words(version: ArticleVersion) -> tuple[FramedWords, ...]:
    """Give where an outlet's own loaded words stand in a text, in its order."""
    found = models.Framing.objects.filter(version=version, words_start__isnull=False)
    plain = _plain_words()
    return tuple(
        FramedWords(
            start=row.words_start,
            end=row.words_start + len(row.words),
            term=row.term,
            plain=plain[row.term],
            actor=row.actor.slug if row.actor else None,
        )
        for row in found.order_by("words_start").select_related("actor")
        if row.words_start is not None and row.term in plain
    )


def _found(filters: Filters, period: Period) -> QuerySet[models.Framing]:
    found = models.Framing.objects.filter(periods.of_claims(filters, period, with_undated=True))
    return found.filter(actor__slug=filters.actor) if filters.actor else found


def _rows(found: QuerySet[models.Framing], most: int) -> tuple[FramingRow, ...]:
    outlets: dict[_Key, Counter[int]] = defaultdict(Counter)
    counted = found.order_by().values_list("term", "actor", "article__source")
    for term, actor, source, reports in counted.annotate(
        reports=Count("article", distinct=True)
    ).values_list("term", "actor", "article__source", "reports"):
        outlets[term, actor][source] = reports
    shown = sorted(outlets, key=lambda key: (-outlets[key].total(), key[0]))[:most]
    words = _words(found)
    actors = models.Actor.objects.in_bulk([actor for _term, actor in shown if actor])
    sources = Source.objects.in_bulk({pk for key in shown for pk in outlets[key]})
    return tuple(
        FramingRow(
            term=term,
            words=tuple(word for word, _count in words[term, actor].most_common(MOST_WORDS)),
            plain=_plain_words().get(term, Name(slug=None, en="")),
            about=rows.actor_name(actors[actor]) if actor in actors else None,
            reports=outlets[term, actor].total(),
            outlets=_named(outlets[term, actor], sources),
        )
        for term, actor in shown
    )


def _named(counts: Counter[int], sources: Mapping[int, Source]) -> tuple[tuple[Name, int], ...]:
    most = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:MOST_OUTLETS]
    return tuple((rows.source_name(sources[pk]), reports) for pk, reports in most)


def _words(found: QuerySet[models.Framing]) -> Mapping[_Key, Counter[str]]:
    counts: dict[_Key, Counter[str]] = defaultdict(Counter)
    said: Iterable[tuple[str, int | None, str, int]] = (
        found.order_by()
        .values("term", "actor", "words")
        .annotate(reports=Count("article", distinct=True))
        .values_list("term", "actor", "words", "reports")
    )
    for term, actor, words, reports in said:
        counts[term, actor][words] += reports
    return counts


@cache
def _plain_words() -> Mapping[str, Name]:
    return {
        term.key: Name(slug=None, en=term.plain_en, ar=term.plain_ar) for term in lexicon.terms()
    }


def _sentences(found: QuerySet[models.Framing], filters: Filters) -> Page[FramingQuote]:
    newest = F("printed_at").desc(nulls_last=True)
    asked = (
        found.filter(term=filters.query)
        .order_by(newest, "-article_id", "start", "pk")
        .select_related(*EVIDENCE)
        .prefetch_related(REPRINTS)
        .defer(*UNREAD)
    )
    paginator = Paginator(asked, PER_PAGE)
    page = paginator.get_page(filters.page)
    return Page(
        rows=tuple(
            FramingQuote(evidence=rows.evidence(row, ClaimType.STANCE), words=row.words)
            for row in page.object_list
        ),
        number=page.number,
        pages=paginator.num_pages,
        total=paginator.count,
    )
