"""The actors that are in the news more than is usual for them, each with its newest sentence."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from analysis import models
from analysis.documents import split_sentences
from analysis.querysets import in_articles
from analysis.timelines import counts, rows
from analysis.timelines.home_records import ActorJump, Jumps
from analysis.timelines.jumps import (
    LEAST_REPORTS,
    WEEK,
    WEEKS_BEFORE,
    Jump,
    find_jumps,
    weeks_to_compare,
)
from analysis.timelines.records import ClaimType, Evidence, Filters, Period, PeriodNote

MOST_JUMPS = 8


def actor_jumps(filters: Filters, until: date) -> Jumps:
    """Give the actors that more reports of the week that ends with `until` name than is usual."""
    first = until - WEEK + timedelta(days=1)
    every = _period(first - WEEK * WEEKS_BEFORE, until)
    totals: Counter[date] = Counter()
    for item in counts.volume(filters, every):
        totals[item.on] += item.count
    weeks = weeks_to_compare(totals, until)
    daily = _daily(filters, first, every) if weeks else {}
    found = find_jumps(daily, weeks, until)[:MOST_JUMPS]
    return Jumps(
        until=until, weeks=len(weeks), actors=_with_sentences(found, filters, first, until)
    )


def _period(since: date, until: date) -> Period:
    return Period(since=since, until=until, note=PeriodNote.GIVEN)


def _daily(filters: Filters, first: date, every: Period) -> dict[int, Counter[date]]:
    """Count by day the reports of those actors that have enough of them in the last week."""
    week = counts.reports_by_actor(filters, _period(first, every.until))
    enough = [actor for actor, reports in week.items() if reports >= LEAST_REPORTS]
    return counts.daily_reports(enough, filters, every)


def _with_sentences(
    found: Sequence[Jump], filters: Filters, first: date, until: date
) -> tuple[ActorJump, ...]:
    """Add to each jump the newest sentence of the week that names the actor."""
    newest = (
        models.Mention.objects.filter(
            in_articles(
                "article__",
                since=first,
                until=until,
                source=filters.source,
                language=filters.language,
            ),
            actor__in=[jump.actor for jump in found],
        )
        .order_by("actor_id", "-article__published_at", "-article_id", "start")
        .distinct("actor_id")
    )
    read = (
        models.Mention.objects.filter(pk__in=list(newest.values_list("pk", flat=True)))
        .select_related("actor", "article__source", "version")
        .prefetch_related("article__reprints__source")
        .defer("article__feed_text", "version__note")
    )
    by_actor = {mention.actor_id: mention for mention in read}
    return tuple(_jump(jump, by_actor[jump.actor]) for jump in found if jump.actor in by_actor)


def _jump(jump: Jump, mention: models.Mention) -> ActorJump:
    return ActorJump(
        name=rows.actor_name(mention.actor),
        reports=jump.reports,
        usual=jump.usual,
        bound=jump.bound,
        times=jump.times,
        evidence=sentence_of(mention),
    )


def sentence_of(mention: models.Mention) -> Evidence:
    """Give the sentence that a name stands in; the name alone where the text has no sentence."""
    sentences = split_sentences(mention.version.text)
    around = [item for item in sentences if item.start <= mention.start < item.end]
    if around:
        mention.start, mention.end, mention.quote = around[0].start, around[0].end, around[0].text
    return rows.evidence(mention, ClaimType.STANCE)
