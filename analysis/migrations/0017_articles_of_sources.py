"""Articles of each outlet by month, and an index of the analyses that wait or failed."""

import django.db.models.deletion
from django.db import migrations, models

_FILL = """
INSERT INTO analysis_sourcemonth (day, source_id, reports)
SELECT date_trunc('month', published_at AT TIME ZONE 'UTC')::date, source_id, count(*)
FROM ingest_article WHERE outcome = 'OK' AND published_at IS NOT NULL GROUP BY 1, 2
"""


class Migration(migrations.Migration):
    # An index cannot be made while rows of its table wait to be checked.
    atomic = False
    dependencies = [
        ("analysis", "0016_causes_and_undone_corrections"),
        ("ingest", "0008_articles_as_they_came"),
    ]

    operations = [
        migrations.CreateModel(
            name="SourceMonth",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("reports", models.PositiveIntegerField()),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="ingest.source",
                    ),
                ),
            ],
            options={"indexes": [models.Index(fields=["day"], name="sources_of_month")]},
        ),
        migrations.RunSQL(_FILL, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="analysisrun",
            index=models.Index(
                condition=models.Q(("state", "OK"), _negated=True),
                fields=["state"],
                name="runs_not_done",
            ),
        ),
    ]
