"""Keeps the daily and monthly counts of reports, so that pages that only count read no articles.

Triggers of the database note each day whose reports change, whoever writes: ingestion, analysis,
a person, a cascade. `refresh` counts those days anew. Pages count the days that are noted and not
yet refreshed from the articles themselves (analysis/timelines/counts.py), so that what they show
is exact at any time.
"""

from collections.abc import Iterable
from datetime import date

from django.db import connection, transaction

from analysis.models import ActorDay, ActorMonth, ArticleDay, PlaceDay, PlaceMonth, StaleDay

# What one refresh takes on; the rest waits for the next.
MOST_MARKS = 20_000
# Any number that no other lock of newsmon has.
_LOCK = 740_126_001

_ARTICLES = """
    INSERT INTO analysis_articleday
        (day, language, country, reports, reprints, ceasefire_claims, figures, stances)
    SELECT d.day, a.language, s.country,
           count(*) FILTER (WHERE a.outcome = 'OK' AND a.current_id IS NOT NULL),
           count(*) FILTER (WHERE a.outcome = 'DUPLICATE'),
           sum((SELECT count(*) FROM analysis_ceasefireclaim c WHERE c.article_id = a.id)),
           sum((SELECT count(*) FROM analysis_displacementfigure f WHERE f.article_id = a.id)),
           sum((SELECT count(*) FROM analysis_stance t
                WHERE t.article_id = a.id AND t.polarity <> 'INSUFFICIENT'))
    FROM unnest(%s::date[]) AS d (day)
    JOIN ingest_article a
      ON a.published_at >= d.day::timestamp AT TIME ZONE 'UTC'
     AND a.published_at < (d.day + 1)::timestamp AT TIME ZONE 'UTC'
    JOIN ingest_source s ON s.id = a.source_id
    GROUP BY 1, 2, 3
"""
_NAMED = """
    INSERT INTO analysis_{kind}day (day, {kind}_id, language, country, reports)
    SELECT d.day, m.{kind}_id, a.language, s.country, count(DISTINCT a.id)
    FROM unnest(%s::date[]) AS d (day)
    JOIN ingest_article a
      ON a.published_at >= d.day::timestamp AT TIME ZONE 'UTC'
     AND a.published_at < (d.day + 1)::timestamp AT TIME ZONE 'UTC'
    JOIN analysis_mention m ON m.article_id = a.id
    JOIN ingest_source s ON s.id = a.source_id
    WHERE m.{kind}_id IS NOT NULL
    GROUP BY 1, 2, 3, 4
"""
_MONTHLY = """
    INSERT INTO analysis_{kind}month (day, {kind}_id, language, country, reports)
    SELECT date_trunc('month', day)::date, {kind}_id, language, country, sum(reports)
    FROM analysis_{kind}day
    WHERE day >= %s AND day < %s + interval '1 month'
    GROUP BY 1, 2, 3, 4
"""


def refresh() -> int:
    """Count the days anew that are marked, and return how many those were.

    Of two at once, one does the work and the other returns 0."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
            if cursor.fetchone() != (True,):
                return 0
        # Marks committed after this read stay, whether or not the counts below include them.
        marks = dict(StaleDay.objects.order_by("pk").values_list("pk", "day")[:MOST_MARKS])
        days = sorted(set(marks.values()))
        _count(days)
        StaleDay.objects.filter(pk__in=list(marks)).delete()
    return len(days)


def rebuild() -> int:
    """Count every day anew and return how many there are."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        for model in (ArticleDay, ActorDay, ActorMonth, PlaceDay, PlaceMonth):
            model._default_manager.all().delete()
        marks = list(StaleDay.objects.values_list("pk", flat=True))
        cursor.execute(
            "SELECT DISTINCT (published_at AT TIME ZONE 'UTC')::date FROM ingest_article"
            " WHERE published_at IS NOT NULL ORDER BY 1"
        )
        days = [day for (day,) in cursor.fetchall()]
        _count(days)
        StaleDay.objects.filter(pk__in=marks).delete()
    return len(days)


def _count(days: list[date]) -> None:
    if not days:
        return
    ArticleDay.objects.filter(day__in=days).delete()
    ActorDay.objects.filter(day__in=days).delete()
    PlaceDay.objects.filter(day__in=days).delete()
    months = _months(days)
    ActorMonth.objects.filter(day__in=months).delete()
    PlaceMonth.objects.filter(day__in=months).delete()
    with connection.cursor() as cursor:
        cursor.execute(_ARTICLES, [days])
        for kind in ("actor", "place"):
            cursor.execute(_NAMED.format(kind=kind), [days])
            for month in months:
                cursor.execute(_MONTHLY.format(kind=kind), [month, month])


def _months(days: Iterable[date]) -> list[date]:
    return sorted({day.replace(day=1) for day in days})
