"""Indexes of readable articles, by their days and by their outlets."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ingest", "0008_articles_as_they_came"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                condition=models.Q(("current__isnull", False), ("outcome", "OK")),
                fields=["published_at", "id"],
                include=("source", "language"),
                name="readable_of_days",
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                condition=models.Q(("current__isnull", False), ("outcome", "OK")),
                fields=["source", "published_at"],
                include=("language",),
                name="readable_of_source",
            ),
        ),
    ]
