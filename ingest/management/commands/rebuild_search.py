"""`manage.py rebuild_search`: make anew what the search of articles looks into."""

from typing import Any

from django.core.management.base import BaseCommand

from ingest import search_entries
from ingest.models import Article


class Command(BaseCommand):
    help = "Make the search's entries anew from the stored texts, while everything else goes on."

    def handle(self, *_args: Any, **_options: Any) -> None:
        count = search_entries.rebuild(Article.objects.all())
        self.stdout.write(f"{count:,} reports can be searched")
