"""Counts of all languages and countries together, counts of regions, and their triggers."""

import django.db.models.deletion
from django.db import migrations, models


def _made(name, event, rows, changed):
    """Mark the days that name a place of a country of which a place changed what it lies in."""
    return f"""
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  countries text[] := ARRAY(SELECT DISTINCT country FROM ({changed}) AS changed);
BEGIN
  IF countries = ARRAY[]::text[] THEN
    RETURN NULL;
  END IF;
  INSERT INTO analysis_staleday (day)
  SELECT DISTINCT counted.day
  FROM analysis_placeday counted JOIN analysis_place named ON named.id = counted.place_id
  WHERE named.country = ANY (countries) OR '' = ANY (countries);
  RETURN NULL;
END $$;
CREATE TRIGGER {name} AFTER {event} ON analysis_place REFERENCING {rows}
FOR EACH STATEMENT EXECUTE FUNCTION {name}();
"""


_TRIGGERS = (
    (
        "mark_added_regions", "INSERT", "NEW TABLE AS now",
        "SELECT country FROM now WHERE feature NOT IN ('SETTLEMENT', 'CAMP', 'SITE')",
    ),
    (
        "mark_moved_places", "UPDATE", "OLD TABLE AS was NEW TABLE AS now",
        """SELECT unnest(ARRAY[was.country, now.country]) AS country FROM was JOIN now USING (id)
           WHERE (was.name_en, was.country, was.admin_path, was.feature)
                 IS DISTINCT FROM (now.name_en, now.country, now.admin_path, now.feature)""",
    ),
)  # fmt: skip
_COUNTS = ("actorday", "actormonth", "placeday", "placemonth")
# All that was counted is to be counted anew.
_ANEW = (
    "".join(f"TRUNCATE analysis_{name};" for name in _COUNTS)
    + "INSERT INTO analysis_staleday (day) SELECT DISTINCT (published_at AT TIME ZONE 'UTC')::date"
    " FROM ingest_article WHERE published_at IS NOT NULL"
)


def _key(to):
    return models.ForeignKey(
        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to=to
    )


def _index(model, fields, included, name):
    index = models.Index(fields=fields, include=included, name=name)
    return migrations.AddIndex(model_name=model, index=index)


class Migration(migrations.Migration):
    dependencies = [("analysis", "0013_place_of_loaded_words")]

    operations = [
        migrations.RunSQL(_ANEW, migrations.RunSQL.noop),
        migrations.CreateModel(
            name="RegionDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("language", models.CharField(max_length=3)),
                ("country", models.CharField(max_length=3)),
                ("reports", models.PositiveIntegerField()),
                ("place", _key("analysis.place")),
            ],
            options={
                "indexes": [
                    models.Index(fields=["day"], name="regions_of_day"),
                    models.Index(
                        fields=["place", "language", "country", "day"],
                        include=("reports",),
                        name="days_by_region",
                    ),
                ],
            },
        ),
        *(
            migrations.RemoveIndex(model_name=model, name=name)
            for model, name in (
                ("actorday", "actors_of_day"),
                ("actorday", "days_of_actor"),
                ("actormonth", "actors_of_month"),
                ("placeday", "places_of_day"),
                ("placeday", "days_of_place"),
                ("placemonth", "places_of_month"),
            )
        ),
        migrations.AlterField("actorday", "actor", _key("analysis.actor")),
        migrations.AlterField("placeday", "place", _key("analysis.place")),
        *(
            operation
            for kind in ("actor", "place")
            for operation in (
                _index(
                    f"{kind}day",
                    ["day", "language", "country"],
                    (kind, "reports"),
                    f"{kind}s_by_day",
                ),
                _index(
                    f"{kind}day",
                    [kind, "language", "country", "day"],
                    ("reports",),
                    f"days_by_{kind}",
                ),
                _index(
                    f"{kind}month",
                    ["day", "language", "country"],
                    (kind, "reports"),
                    f"{kind}s_by_month",
                ),
            )
        ),
        migrations.RunSQL(
            "".join(_made(*trigger) for trigger in _TRIGGERS),
            "".join(
                f"DROP TRIGGER {name} ON analysis_place; DROP FUNCTION {name}();"
                for name, *_rest in _TRIGGERS
            ),
        ),
    ]
