import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ingest", "0005_health_and_turns")]

    operations = [
        TrigramExtension(),
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="search_entry",
                        serialize=False,
                        to="ingest.article",
                    ),
                ),
                ("language", models.CharField(max_length=3)),
                ("published_at", models.DateTimeField(null=True)),
                ("title_key", models.TextField()),
                ("words", django.contrib.postgres.search.SearchVectorField()),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="ingest.source",
                    ),
                ),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["words"], name="search_by_words"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["title_key"],
                        name="search_by_alike_title",
                        opclasses=("gin_trgm_ops",),
                    ),
                    models.Index(
                        models.OrderBy(
                            models.F("published_at"), descending=True, nulls_last=True
                        ),
                        models.OrderBy(models.F("article"), descending=True),
                        name="search_newest",
                    ),
                ],
            },
        ),
        # Keeps the words out of the rows: a search reads many rows and the words of few.
        migrations.RunSQL(
            "ALTER TABLE ingest_searchentry SET (toast_tuple_target = 256)",
            migrations.RunSQL.noop,
        ),
    ]
