"""What an article names stands beside its key: as a part of it, it misleads the planner."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("analysis", "0018_names_of_articles"),
        ("ingest", "0009_readable_articles"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="mention",
            name="mention_of_article",
        ),
        migrations.AddIndex(
            model_name="mention",
            index=models.Index(
                fields=["article"], include=("actor", "place"), name="names_of_article"
            ),
        ),
    ]
