"""`manage.py refresh_candidates`: the queue of names that no registry knows."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from analysis import candidates_store


class Command(BaseCommand):
    help = "Bring the queue of unknown names up to date with the articles analysed so far."

    def handle(self, *_args: Any, **_options: Any) -> None:
        done = candidates_store.refresh(timezone.now())
        self.stdout.write(
            f"{done.looked_at} mentions looked at, {done.linked} linked as people decided; "
            f"{done.queued} names queued, {done.dropped} dropped"
        )
