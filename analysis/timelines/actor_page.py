"""One actor: what it is called, what it says and does, and what is said of it.

Everything is counted by the database, and a page shows the newest few sentences of each kind, so
that an actor with fifty thousand mentions opens as fast as one with five.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from django.db.models import Count, Q

from analysis import models
from analysis.terms import ActorKind, AffiliationKind, PartyRole
from analysis.timelines import articles, ceasefires, countries, counts, displacement, rows, stances
from analysis.timelines import period as periods
from analysis.timelines.day_pages import by_day, day_page
from analysis.timelines.framing import framing_of
from analysis.timelines.pages import ActorTimeline
from analysis.timelines.records import (
    ActorRow,
    CeasefireBar,
    DayCount,
    FigureGroup,
    Filters,
    Period,
    Relation,
)
from ingest.models import Article

# What fits on a page that is read; the lists behind it go on.
MOST_STANCES = 10
MOST_FIGURES = 25
MOST_CEASEFIRES = 8
# A bar of more marks than this is a smear; the ceasefire's own page has them all.
MOST_CLAIMS = 8
MOST_TOGETHER = 12
MOST_ARTICLES = 12
# Who is named together is counted in this many reports: more of them change little, and a year of
# a busy actor would be read whole.
TOGETHER_IN = 1_000


def actor_timeline(slug: str, filters: Filters) -> ActorTimeline | None:
    """Join what the period says of one actor, or None where no actor has this slug."""
    actor = models.Actor.objects.select_related("parent").filter(slug=slug).first()
    if actor is None:
        return None
    period = periods.resolve(filters)
    to, by = Q(target=actor), Q(holder=actor)
    mentions = counts.volume_of_actor(actor.pk, filters, period)
    newest = _newest(actor, mentions, filters)
    nations = countries.named({actor.country, *(item.series for item in mentions)})
    party_to, mediated = _ceasefires(actor, filters, period)
    return ActorTimeline(
        period=period,
        name=rows.actor_name(actor),
        kind=ActorKind(actor.kind),
        country=actor.country,
        nation=nations.get(actor.country),
        wikidata=actor.wikidata,
        parent=rows.actor_name(actor.parent) if actor.parent else None,
        names=_names(actor),
        relations=_relations(actor),
        mentions=mentions,
        countries=nations,
        received_by_day=stances.by_day(filters, period, to, "holder"),
        given_by_day=stances.by_day(filters, period, by, "target"),
        given=stances.newest(filters, period, by, MOST_STANCES),
        received=stances.newest(filters, period, to, MOST_STANCES),
        ceasefires=party_to,
        mediated=mediated,
        figures=_figures(actor, filters, period),
        framings=framing_of(actor, filters, period),
        together_with=_together_with(actor, newest),
        together_in=TOGETHER_IN,
        articles=articles.of_keys(newest[:MOST_ARTICLES]),
    )


def _names(actor: models.Actor) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Give all names by language, the ones it is listed under first."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for language, name in (("en", actor.name_en), ("ar", actor.name_ar)):
        if name:
            found[language][name] = None
    for alias in actor.aliases.all():
        found[alias.language][alias.text] = None
    return tuple((language, tuple(names)) for language, names in found.items())


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
        for item in found.order_by("kind", "-valid_from", "pk")
    )


def _ceasefires(
    actor: models.Actor, filters: Filters, period: Period
) -> tuple[tuple[CeasefireBar, ...], tuple[CeasefireBar, ...]]:
    """Give the ceasefires that the actor is party to, and those that it only mediates."""
    claims = models.CeasefireClaim.objects.filter(
        periods.of_claims(filters, period, with_undated=True)
    )
    spoken_of = claims.exclude(ceasefire=None).order_by().values("ceasefire")
    mediates = models.ClaimActor.objects.filter(
        actor=actor, role=PartyRole.MEDIATOR, claim__ceasefire__isnull=False
    ).values("claim__ceasefire")
    found = models.Ceasefire.objects.filter(pk__in=spoken_of)
    mine = set(found.filter(parties=actor).values_list("key", flat=True))
    keys = list(found.filter(Q(key__in=mine) | Q(pk__in=mediates)).values_list("key", flat=True))
    party_to = _first(keys, mine)
    mediated = _first(keys, set(keys) - mine)
    bars = ceasefires.bars(
        models.Ceasefire.objects.filter(key__in=[*party_to, *mediated]), most_claims=MOST_CLAIMS
    )
    return (
        tuple(bar for bar in bars if bar.key in party_to),
        tuple(bar for bar in bars if bar.key in mediated),
    )


def _first(keys: Collection[str], of: Collection[str]) -> list[str]:
    return [key for key in keys if key in of][:MOST_CEASEFIRES]


def _figures(actor: models.Actor, filters: Filters, period: Period) -> tuple[FigureGroup, ...]:
    found = models.DisplacementFigure.objects.filter(
        displacement.of_reporter(actor.slug),
        periods.of_claims(filters, period, with_undated=True),
    )
    return displacement.newest(found, MOST_FIGURES)


def _newest(actor: models.Actor, mentions: Iterable[DayCount], filters: Filters) -> Sequence[int]:
    """Give the keys of the newest reports that name the actor, found by the days that have some."""
    found = Article.objects.readable().filter(articles.naming(actor.pk))
    return articles.newest_keys(found, day_page(by_day(mentions), 0, 1, TOGETHER_IN), filters)


def _together_with(actor: models.Actor, newest: Sequence[int]) -> tuple[ActorRow, ...]:
    counts = (
        models.Mention.objects.filter(article__in=newest)
        .exclude(actor=None)
        .exclude(actor=actor)
        .order_by()
        .values("actor")
        .annotate(reports=Count("article", distinct=True))
        .order_by("-reports", "actor")[:MOST_TOGETHER]
    )
    reports = {item["actor"]: item["reports"] for item in counts}
    found = models.Actor.objects.in_bulk(list(reports))
    return tuple(
        ActorRow(
            name=rows.actor_name(found[other]),
            kind=ActorKind(found[other].kind),
            country=found[other].country,
            reports=count,
        )
        for other, count in reports.items()
    )
