"""Makes the search's entries of the articles that are stored already, batch by batch."""

from django.db import migrations

from newsmon.lib.search_words import vector_of
from newsmon.lib.text import fold_name

BATCH = 500


def fill(apps, schema_editor):
    Article = apps.get_model("ingest", "Article")
    SearchEntry = apps.get_model("ingest", "SearchEntry")
    waiting = Article.objects.filter(
        outcome="OK", current__isnull=False, search_entry__isnull=True
    ).order_by("pk")
    last = 0
    while batch := list(waiting.filter(pk__gt=last).select_related("current")[:BATCH]):
        last = batch[-1].pk
        SearchEntry.objects.bulk_create(
            [
                SearchEntry(
                    article_id=article.pk,
                    source_id=article.source_id,
                    language=article.language,
                    published_at=article.published_at,
                    title_key=fold_name(article.title),
                    words=vector_of(article.current.text),
                )
                for article in batch
            ],
            ignore_conflicts=True,
        )


class Migration(migrations.Migration):
    # Each batch is kept: after a break it goes on where it was.
    atomic = False
    dependencies = [("ingest", "0006_search")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
