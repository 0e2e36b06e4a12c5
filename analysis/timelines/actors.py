"""Actors: who is named how often, and what one of them says, does and has said of it."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import UTC, date

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.db.models.functions import TruncDate

from analysis import models
from analysis.querysets import in_articles
from analysis.records import ActorKind, AffiliationKind
from analysis.timelines import articles, ceasefires, displacement, rows, search
from analysis.timelines import period as periods
from analysis.timelines.pages import ActorList, ActorTimeline
from analysis.timelines.records import (
    ActorRow,
    ArticleRow,
    CeasefireBar,
    DayCount,
    FigureGroup,
    Filters,
    Page,
    Period,
    Relation,
    StanceRow,
)
from ingest.models import Article

PER_PAGE = 50
MOST_STANCES = 100
MOST_FIGURES = 100
MOST_TOGETHER = 12
MOST_ARTICLES = 20


def in_period(prefix: str, filters: Filters, period: Period, *, with_undated: bool = False) -> Q:
    """Select rows of the period's articles, of the source and language asked for."""
    return in_articles(
        prefix,
        since=period.since,
        until=period.until,
        source=filters.source,
        language=filters.language,
        with_undated=with_undated,
    )


def actor_list(filters: Filters) -> ActorList:
    """List actors, the most reported first; `filters.actor` is not used here."""
    period = periods.resolve(filters)
    found = models.Actor.objects.all()
    for pattern in search.patterns(filters.query):
        found = found.named(pattern)
    if filters.kind:
        found = found.filter(kind=filters.kind)
    within = in_period("mentions__article__", filters, period)
    if filters.query:
        reports = Count("mentions__article", distinct=True, filter=within)
    else:  # only the period's mentions are read: an actor without any is not listed
        found, reports = found.filter(within), Count("mentions__article", distinct=True)
    counted = found.annotate(reports=reports)
    paginator = Paginator(counted.order_by("-reports", "name_en"), PER_PAGE)
    page = paginator.get_page(filters.page)
    return ActorList(
        period=period,
        page=Page(
            rows=with_days(page.object_list, filters, period),
            number=page.number,
            pages=paginator.num_pages,
            total=paginator.count,
        ),
    )


def most_mentioned(filters: Filters, period: Period, limit: int) -> tuple[ActorRow, ...]:
    """Give the actors that most reports of the period name."""
    counts = (
        models.Mention.objects.filter(in_period("article__", filters, period))
        .exclude(actor=None)
        .order_by()
        .values("actor")
        .annotate(reports=Count("article", distinct=True))
        .order_by("-reports", "actor__name_en")[:limit]
    )
    reports = {item["actor"]: item["reports"] for item in counts}
    found = list(models.Actor.objects.filter(pk__in=reports))
    for actor in found:
        actor.reports = reports[actor.pk]  # type: ignore[attr-defined]
    found.sort(key=lambda actor: (-reports[actor.pk], actor.name_en))
    return with_days(found, filters, period)


def with_days(
    found: Iterable[models.Actor], filters: Filters, period: Period
) -> tuple[ActorRow, ...]:
    """Make rows of actors that carry `reports`, with their reports by day."""
    listed = list(found)
    daily = _daily(listed, filters, period)
    return tuple(
        ActorRow(
            name=rows.actor_name(actor),
            kind=ActorKind(actor.kind),
            country=actor.country,
            reports=getattr(actor, "reports", 0),
            by_day=tuple(daily[actor.pk][day] for day in period.days()),
        )
        for actor in listed
    )


def _daily(
    listed: list[models.Actor], filters: Filters, period: Period
) -> dict[int, Counter[date]]:
    counts = (
        models.Mention.objects.filter(in_period("article__", filters, period))
        .filter(actor__in=listed)
        .order_by()
        .values("actor", on=TruncDate("article__published_at", tzinfo=UTC))
        .annotate(reports=Count("article", distinct=True))
    )
    daily: dict[int, Counter[date]] = defaultdict(Counter)
    for item in counts:
        daily[item["actor"]][item["on"]] = item["reports"]
    return daily


def actor_timeline(slug: str, filters: Filters) -> ActorTimeline | None:
    """Join what the period says of one actor, or None where no actor has this slug."""
    actor = models.Actor.objects.select_related("parent").filter(slug=slug).first()
    if actor is None:
        return None
    period = periods.resolve(filters)
    received = _stances(Q(target=actor), filters, period)
    return ActorTimeline(
        period=period,
        name=rows.actor_name(actor),
        kind=ActorKind(actor.kind),
        country=actor.country,
        wikidata=actor.wikidata,
        parent=rows.actor_name(actor.parent) if actor.parent else None,
        names=_names(actor),
        relations=_relations(actor),
        mentions=_mentions_by_day(actor, filters, period),
        received_by_day=stances_by_day(received),
        given=_stances(Q(holder=actor), filters, period),
        received=received,
        ceasefires=_ceasefires(actor, filters, period),
        figures=_figures(actor, filters, period),
        together_with=_together_with(actor, filters, period),
        articles=_articles(actor, filters, period),
    )


def _names(actor: models.Actor) -> tuple[tuple[str, str], ...]:
    aliases = {(alias.language, alias.text) for alias in actor.aliases.all()}
    known = {actor.name_en, actor.name_ar}
    return tuple(sorted(item for item in aliases if item[1] not in known))


def _relations(actor: models.Actor) -> tuple[Relation, ...]:
    found = models.ActorAffiliation.objects.filter(
        Q(actor=actor) | Q(related=actor)
    ).select_related("actor", "related")
    return tuple(
        Relation(
            kind=AffiliationKind(item.kind),
            other=rows.actor_name(item.related if item.actor_id == actor.pk else item.actor),
            is_outgoing=item.actor_id == actor.pk,
            valid_from=item.valid_from,
            valid_to=item.valid_to,
        )
        for item in found
    )


def _mentions_by_day(actor: models.Actor, filters: Filters, period: Period) -> tuple[DayCount, ...]:
    counts = (
        models.Mention.objects.filter(in_period("article__", filters, period), actor=actor)
        .order_by()
        .values("article__language", on=TruncDate("article__published_at", tzinfo=UTC))
        .annotate(reports=Count("article", distinct=True))
        .order_by("on", "article__language")
    )
    return tuple(
        DayCount(on=item["on"], series=item["article__language"], count=item["reports"])
        for item in counts
    )


def _stances(who: Q, filters: Filters, period: Period) -> tuple[StanceRow, ...]:
    found = models.Stance.objects.telling().with_evidence().filter(who)
    chosen = found.filter(in_period("article__", filters, period, with_undated=True))
    ordered = chosen.order_by("-article__published_at", "-article_id", "start")
    return tuple(map(rows.stance_row, ordered[:MOST_STANCES]))


def stances_by_day(stances: Iterable[StanceRow]) -> tuple[DayCount, ...]:
    """Count reports, not sentences: a holder's polarity counts once a report."""
    seen = {
        (row.evidence.published_on, row.polarity, row.holder.en, row.evidence.article_id)
        for row in stances
        if row.evidence.published_on
    }
    counts = Counter((on, polarity) for on, polarity, _holder, _article in seen if on)
    return tuple(
        DayCount(on=on, series=polarity, count=count)
        for (on, polarity), count in sorted(counts.items())
    )


def _ceasefires(actor: models.Actor, filters: Filters, period: Period) -> tuple[CeasefireBar, ...]:
    claims = models.CeasefireClaim.objects.filter(
        in_period("article__", filters, period, with_undated=True)
    )
    spoken_of = claims.exclude(ceasefire=None).order_by().values("ceasefire")
    return ceasefires.bars(
        models.Ceasefire.objects.filter(parties=actor, pk__in=spoken_of)[: ceasefires.MOST_BARS]
    )


def _figures(actor: models.Actor, filters: Filters, period: Period) -> tuple[FigureGroup, ...]:
    found = models.DisplacementFigure.objects.filter(
        displacement.of_reporter(actor.slug),
        in_period("article__", filters, period, with_undated=True),
    )
    read = displacement.newest_first(found).with_evidence()[:MOST_FIGURES]
    return displacement.group(map(rows.figure_row, read))


def _together_with(actor: models.Actor, filters: Filters, period: Period) -> tuple[ActorRow, ...]:
    mine = models.Mention.objects.filter(actor=actor).values("article")
    found = (
        models.Actor.objects.filter(
            in_period("mentions__article__", filters, period), mentions__article__in=mine
        )
        .exclude(pk=actor.pk)
        .annotate(reports=Count("mentions__article", distinct=True))
        .order_by("-reports", "name_en")[:MOST_TOGETHER]
    )
    return tuple(
        ActorRow(
            name=rows.actor_name(other),
            kind=ActorKind(other.kind),
            country=other.country,
            reports=getattr(other, "reports", 0),
        )
        for other in found
    )


def _articles(actor: models.Actor, filters: Filters, period: Period) -> tuple[ArticleRow, ...]:
    mine = models.Mention.objects.filter(actor=actor).values("article")
    found = Article.objects.readable().filter(in_period("", filters, period), pk__in=mine)
    return articles.newest(found, MOST_ARTICLES)
