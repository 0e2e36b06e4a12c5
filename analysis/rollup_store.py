"""Keeps the daily and monthly counts of reports, so that pages that only count read no articles.

Triggers of the database note each day whose reports change, whoever writes: ingestion, analysis,
a person, a cascade. `refresh` counts those days anew. Pages count the days that are noted and not
yet refreshed from the articles themselves (analysis/timelines/counts.py), so that what they show
is exact at any time. What is counted of an actor or a place is counted for all languages and all
countries together as well, so that a year of them is few rows.
"""

from collections.abc import Iterable
from datetime import date

from django.db import connection, transaction

from analysis.models import (
    EVERY,
    ActorDay,
    ActorMonth,
    ArticleDay,
    PlaceDay,
    PlaceMonth,
    RegionDay,
    SourceMonth,
    StaleDay,
)
from analysis.querysets import SPOTS

# What one refresh takes on; the rest waits for the next.
MOST_MARKS = 20_000
# Any number that no other lock of newsmon has.
_LOCK = 740_126_001
_KEPT = (ArticleDay, ActorDay, ActorMonth, PlaceDay, PlaceMonth, RegionDay, SourceMonth)

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
_READABLE = """
    FROM unnest(%s::date[]) AS d (day)
    JOIN ingest_article a
      ON a.published_at >= d.day::timestamp AT TIME ZONE 'UTC'
     AND a.published_at < (d.day + 1)::timestamp AT TIME ZONE 'UTC'
     AND a.outcome = 'OK' AND a.current_id IS NOT NULL
    JOIN ingest_source s ON s.id = a.source_id
    JOIN analysis_mention m ON m.article_id = a.id
"""
# A report is of one language and one country: what is counted of each adds up.
_EACH_AND_EVERY = f"""
    SELECT day, key, coalesce(language, '{EVERY}'), coalesce(country, '{EVERY}'), sum(reports)
    FROM (SELECT day, key, language, country, count(*) AS reports FROM named GROUP BY 1, 2, 3, 4)
    GROUP BY day, key, CUBE (language, country)
"""
_NAMED = f"""
    INSERT INTO analysis_{{kind}}day (day, {{kind}}_id, language, country, reports)
    WITH named AS (
        SELECT DISTINCT d.day, m.{{kind}}_id AS key, a.language, s.country, a.id
        {_READABLE} WHERE m.{{kind}}_id IS NOT NULL
    )
    {_EACH_AND_EVERY}
"""
_MONTHLY = """
    INSERT INTO analysis_{kind}month (day, {kind}_id, language, country, reports)
    SELECT date_trunc('month', day)::date, {kind}_id, language, country, sum(reports)
    FROM analysis_{kind}day
    WHERE day >= %s AND day < %s + interval '1 month'
    GROUP BY 1, 2, 3, 4
"""
_SOURCES = """
    INSERT INTO analysis_sourcemonth (day, source_id, reports)
    SELECT m.day, a.source_id, count(*)
    FROM unnest(%s::date[]) AS m (day)
    JOIN ingest_article a
      ON a.published_at >= m.day::timestamp AT TIME ZONE 'UTC'
     AND a.published_at < (m.day + interval '1 month') AT TIME ZONE 'UTC'
     AND a.outcome = 'OK'
    GROUP BY 1, 2
"""
# What lies within a region: as analysis.querysets.in_place has it.
_REGIONS = f"""
    INSERT INTO analysis_regionday (day, place_id, language, country, reports)
    WITH said AS MATERIALIZED (
        SELECT DISTINCT d.day, m.place_id, a.language, s.country, a.id
        {_READABLE} WHERE m.place_id IS NOT NULL
    ), part AS MATERIALIZED (
        SELECT id, country, admin_path, feature FROM analysis_place
        WHERE id IN (SELECT place_id FROM said)
    ), region AS MATERIALIZED (
        SELECT id, country, name_en, feature FROM analysis_place WHERE feature <> ALL (%s)
    ), inside AS MATERIALIZED (
        SELECT part.id AS part, region.id AS region FROM part JOIN region USING (country)
        WHERE region.feature = 'COUNTRY'
           OR region.country <> '' AND strpos(part.admin_path, region.name_en) > 0
        UNION
        SELECT part.id, region.id FROM part
        JOIN region ON region.country = '' AND region.feature <> 'COUNTRY'
                   AND strpos(part.admin_path, region.name_en) > 0
        UNION
        SELECT part.id, part.id FROM part WHERE feature <> ALL (%s)
    ), named AS (
        SELECT DISTINCT day, region AS key, language, country, said.id
        FROM said JOIN inside ON inside.part = said.place_id
    )
    {_EACH_AND_EVERY}
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
        for model in (
            ArticleDay,
            ActorDay,
            ActorMonth,
            PlaceDay,
            PlaceMonth,
            RegionDay,
            SourceMonth,
        ):
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
    RegionDay.objects.filter(day__in=days).delete()
    months = _months(days)
    ActorMonth.objects.filter(day__in=months).delete()
    PlaceMonth.objects.filter(day__in=months).delete()
    SourceMonth.objects.filter(day__in=months).delete()
    with connection.cursor() as cursor:
        cursor.execute(_ARTICLES, [days])
        for kind in ("actor", "place"):
            cursor.execute(_NAMED.format(kind=kind), [days])
            for month in months:
                cursor.execute(_MONTHLY.format(kind=kind), [month, month])
        cursor.execute(_SOURCES, [months])
        spots = list(SPOTS)
        cursor.execute(_REGIONS, [days, spots, spots])


def _months(days: Iterable[date]) -> list[date]:
    return sorted({day.replace(day=1) for day in days})
