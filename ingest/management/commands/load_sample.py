"""Put the sample newsroom on the list of sources."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from ingest.models import Feed, Reliability, Source
from ingest.records import FeedKind
from ingest.sample_site import SampleOutlet, load_outlets

FEED_KINDS = {"rss": FeedKind.RSS, "atom": FeedKind.ATOM}


def load_outlet(outlet: SampleOutlet, origin: str, now: datetime) -> Feed:
    """Create or refresh the outlet's source and its feed, due at once."""
    source, _ = Source.objects.update_or_create(
        slug=outlet.slug,
        defaults={
            "name": outlet.name_en,
            "name_ar": outlet.name_ar,
            "homepage": f"{origin}/{outlet.slug}/",
            "country": outlet.country,
            "languages": outlet.languages,
            "group": "sample",
            "reliability": Reliability.UNCLEAR,
            "is_enabled": True,
            "is_sample": True,
        },
    )
    feed, _ = Feed.objects.update_or_create(
        url=origin + outlet.feed_path,
        defaults={"source": source, "kind": FEED_KINDS[outlet.feed], "next_attempt_at": now},
    )
    return feed


class Command(BaseCommand):
    help = "Add the six invented outlets of the sample newsroom as sources, due at once."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        origin = settings.SAMPLE_SITE_ORIGIN
        feeds = [load_outlet(outlet, origin, timezone.now()) for outlet in load_outlets()]
        self.stdout.write(
            f"{len(feeds)} sample sources are enabled and due. They are read from {origin}: "
            "start it with `manage.py sample_site`."
        )
