"""Counts of claims by day, and the triggers that note the days on which they change."""

from django.db import migrations, models

_TABLES = ("analysis_ceasefireclaim", "analysis_displacementfigure", "analysis_stance")
# What beside its article decides whether a row counts.
_DECIDES = {"analysis_stance": ", {rows}.polarity"}
_MARK = """
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO analysis_staleday (day)
  SELECT DISTINCT (a.published_at AT TIME ZONE 'UTC')::date
  FROM {rows} JOIN ingest_article a ON {on}
  WHERE a.published_at IS NOT NULL{when};
  RETURN NULL;
END $$;
CREATE TRIGGER {name} AFTER {event} ON {table} REFERENCING {named}
FOR EACH STATEMENT EXECUTE FUNCTION {name}();
"""
_ADDED = {"event": "INSERT", "rows": "now", "named": "NEW TABLE AS now"}
_REMOVED = {"event": "DELETE", "rows": "was", "named": "OLD TABLE AS was"}
_CHANGED = {
    "event": "UPDATE",
    "rows": "was JOIN now USING (id)",
    "named": "OLD TABLE AS was NEW TABLE AS now",
}


def _made() -> str:
    made = ""
    for table in _TABLES:
        decides = _DECIDES.get(table, "")
        differs = (
            f" AND (was.article_id{decides.format(rows='was')})"
            f" IS DISTINCT FROM (now.article_id{decides.format(rows='now')})"
        )
        made += _MARK.format(
            name=f"mark_added_{table}", table=table, on="a.id = now.article_id", when="", **_ADDED
        )
        made += _MARK.format(
            name=f"mark_removed_{table}", table=table, on="a.id = was.article_id", when="", **_REMOVED
        )
        made += _MARK.format(
            name=f"mark_changed_{table}",
            table=table,
            on="a.id IN (was.article_id, now.article_id)",
            when=differs,
            **_CHANGED,
        )
    return made


def _dropped() -> str:
    return "".join(
        f"DROP TRIGGER mark_{what}_{table} ON {table}; DROP FUNCTION mark_{what}_{table}();"
        for table in _TABLES
        for what in ("added", "removed", "changed")
    )


# The days that were counted before are to be counted anew.
_ALL = (
    "INSERT INTO analysis_staleday (day) SELECT DISTINCT (published_at AT TIME ZONE 'UTC')::date"
    " FROM ingest_article WHERE published_at IS NOT NULL"
)


class Migration(migrations.Migration):
    dependencies = [("analysis", "0009_marks_of_changed_days")]

    operations = [
        *(
            migrations.AddField(
                model_name="articleday",
                name=name,
                field=models.PositiveIntegerField(default=0),
            )
            for name in ("ceasefire_claims", "figures", "stances")
        ),
        migrations.RunSQL(_made(), _dropped()),
        migrations.RunSQL(_ALL, migrations.RunSQL.noop),
    ]
