"""What an article names, told by one index alone."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("analysis", "0017_articles_of_sources"),
        ("ingest", "0009_readable_articles"),
    ]

    operations = [
        migrations.AlterField(
            model_name="mention",
            name="article",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="mentions",
                to="ingest.article",
            ),
        ),
        migrations.AddIndex(
            model_name="mention",
            index=models.Index(fields=["article", "actor", "place"], name="mention_of_article"),
        ),
    ]
