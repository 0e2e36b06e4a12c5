"""Triggers that note each day whose reports change; see analysis/rollup_store.py."""

from django.db import migrations

_MARK = "INSERT INTO analysis_staleday (day) SELECT DISTINCT ({at} AT TIME ZONE 'UTC')::date"
_FUNCTION = """
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  {body};
  RETURN NULL;
END $$;
"""
_TRIGGER = """
CREATE TRIGGER {name} AFTER {event} ON {table} REFERENCING {rows}
FOR EACH STATEMENT EXECUTE FUNCTION {name}();
"""
_OLD, _NEW = "OLD TABLE AS was", "NEW TABLE AS now"

# name, event, table, rows, what is marked
_TRIGGERS = (
    (
        "mark_added_mentions", "INSERT", "analysis_mention", _NEW,
        _MARK.format(at="a.published_at") + """
  FROM now JOIN ingest_article a ON a.id = now.article_id
  WHERE a.published_at IS NOT NULL AND (now.actor_id IS NOT NULL OR now.place_id IS NOT NULL)""",
    ),
    (
        "mark_removed_mentions", "DELETE", "analysis_mention", _OLD,
        _MARK.format(at="a.published_at") + """
  FROM was JOIN ingest_article a ON a.id = was.article_id
  WHERE a.published_at IS NOT NULL AND (was.actor_id IS NOT NULL OR was.place_id IS NOT NULL)""",
    ),
    (
        "mark_changed_mentions", "UPDATE", "analysis_mention", f"{_OLD} {_NEW}",
        _MARK.format(at="a.published_at") + """
  FROM was JOIN now USING (id) JOIN ingest_article a ON a.id IN (was.article_id, now.article_id)
  WHERE a.published_at IS NOT NULL
    AND (was.actor_id, was.place_id, was.article_id)
        IS DISTINCT FROM (now.actor_id, now.place_id, now.article_id)""",
    ),
    (
        "mark_added_articles", "INSERT", "ingest_article", _NEW,
        _MARK.format(at="published_at") + """
  FROM now WHERE published_at IS NOT NULL AND outcome IN ('OK', 'DUPLICATE')""",
    ),
    (
        "mark_removed_articles", "DELETE", "ingest_article", _OLD,
        _MARK.format(at="published_at") + " FROM was WHERE published_at IS NOT NULL",
    ),
    (
        "mark_changed_articles", "UPDATE", "ingest_article", f"{_OLD} {_NEW}",
        _MARK.format(at="moments.at") + """
  FROM was JOIN now USING (id)
  CROSS JOIN LATERAL unnest(ARRAY[was.published_at, now.published_at]) AS moments (at)
  WHERE moments.at IS NOT NULL
    AND (was.published_at, was.language, was.source_id, was.outcome, was.current_id IS NULL)
        IS DISTINCT FROM
        (now.published_at, now.language, now.source_id, now.outcome, now.current_id IS NULL)""",
    ),
    (
        "mark_moved_sources", "UPDATE", "ingest_source", f"{_OLD} {_NEW}",
        _MARK.format(at="a.published_at") + """
  FROM was JOIN now USING (id) JOIN ingest_article a ON a.source_id = now.id
  WHERE a.published_at IS NOT NULL AND was.country <> now.country""",
    ),
)  # fmt: skip


def _made() -> str:
    return "".join(
        _FUNCTION.format(name=name, body=body)
        + _TRIGGER.format(name=name, event=event, table=table, rows=rows)
        for name, event, table, rows, body in _TRIGGERS
    )


def _dropped() -> str:
    return "".join(
        f"DROP TRIGGER {name} ON {table}; DROP FUNCTION {name}();"
        for name, _event, table, _rows, _body in _TRIGGERS
    )


# The days of articles that were there before are all to be counted.
_FIRST = (
    _MARK.format(at="published_at") + " FROM ingest_article WHERE published_at IS NOT NULL"
)


class Migration(migrations.Migration):
    dependencies = [
        ("analysis", "0008_daily_counts"),
        ("ingest", "0004_field_names"),
    ]

    operations = [
        migrations.RunSQL(_made(), _dropped()),
        migrations.RunSQL(_FIRST, migrations.RunSQL.noop),
    ]
