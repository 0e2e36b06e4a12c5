"""What results are narrowed by stands in the index that they are sorted by."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ingest", "0009_readable_articles"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="searchentry",
            name="search_newest",
        ),
        migrations.AddIndex(
            model_name="searchentry",
            index=models.Index(
                models.OrderBy(models.F("published_at"), descending=True, nulls_last=True),
                models.OrderBy(models.F("article"), descending=True),
                include=("source", "language"),
                name="newest_of_search",
            ),
        ),
    ]
