"""Writes of sources: added from lists or by hand, removed with what came from them."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.text import slugify

from ingest import dedup, search_entries
from ingest.models import Article, Feed, Reliability, Source, Story
from ingest.records import ListedFeed, Outcome

MANUAL_SOURCE = "Manual entry"
MANUAL_SLUGS = {MANUAL_SOURCE: "manual"}


def manual_source(name: str) -> Source:
    """Find the source of that name, or make one for articles handed in by a person."""
    known = Source.objects.filter(Q(name=name) | Q(name_ar=name) | Q(slug=name)).first()
    if known is not None:
        return known
    # Names in Arabic leave no slug: their hash does.
    slug = MANUAL_SLUGS.get(name) or slugify(name) or f"source-{dedup.content_hash(name)[:12]}"
    return Source.objects.get_or_create(
        slug=slug[:80], defaults={"name": name, "is_enabled": True}
    )[0]


@transaction.atomic
def add_listed_feed(listed: ListedFeed, *, is_enabled: bool = False) -> bool:
    """Add a feed of a list with its source, switched off; False where its address is known.

    Nothing that exists is changed.
    """
    if Feed.objects.filter(url=listed.url).exists():
        return False
    source, _ = Source.objects.get_or_create(
        slug=listed.slug,
        defaults={
            "name": listed.name,
            "name_ar": listed.name_ar,
            "homepage": listed.homepage,
            "country": listed.country,
            "languages": listed.language,
            "group": listed.group,
            "owner": listed.owner,
            "reliability": listed.reliability or Reliability.UNCLEAR,
            "reliability_reason": listed.reliability_reason,
            "text_selector": listed.selectors.text,
            "title_selector": listed.selectors.title,
            "author_selector": listed.selectors.author,
            "date_selector": listed.selectors.published,
            "drop_selector": listed.selectors.dropped,
            "is_enabled": is_enabled,
        },
    )
    defaults = {"source": source, "kind": listed.kind, "link_selector": listed.link_selector}
    return Feed.objects.get_or_create(url=listed.url, defaults=defaults)[1]


@transaction.atomic
def remove_sources(sources: "QuerySet[Source]") -> int:
    """Delete sources with everything that came from them; return how many they were."""
    count = sources.count()
    _promote_reprints(sources)
    sources.delete()
    Story.objects.filter(articles__isnull=True).delete()
    return count


def _promote_reprints(leaving: "QuerySet[Source]") -> None:
    """Let the first reprint elsewhere stand for each report that goes with its source."""
    heirs: dict[int | None, Article] = {}
    reprints = Article.objects.filter(duplicate_of__source__in=leaving)
    for reprint in reprints.exclude(source__in=leaving).order_by("pk"):
        heir = heirs.setdefault(reprint.duplicate_of_id, reprint)
        reprint.duplicate_of = None if heir is reprint else heir
        if heir is reprint:
            reprint.outcome = Outcome.OK
            reprint.outcome_reason = "it repeated a report whose outlet was removed"
        reprint.save(update_fields=["duplicate_of", "outcome", "outcome_reason"])
    for heir in heirs.values():
        search_entries.keep(heir)


def make_due(feeds: "QuerySet[Feed]", now: datetime) -> int:
    """Let feeds be polled by the next tick; return how many."""
    return feeds.update(next_attempt_at=now)
