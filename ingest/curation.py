"""Sources by the dozen: lists taken in and given out, and what a deletion would take along."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import CASCADE, Model, QuerySet

from ingest import source_store
from ingest.models import Article, Feed, Source
from ingest.opml import parse_opml, render_opml
from ingest.records import FeedKind, ListedFeed, Selectors
from ingest.source_table import parse_table, render_table

LIST_TITLE = "newsmon"


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What became of a list: `known` were there before and stay as they are; `skipped` says of each
    other one why it cannot be used."""

    added: int
    known: int
    skipped: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Going:
    """What a deletion takes along. `found` counts what was found in the articles, by its name;
    `heirs` are the reprints elsewhere that stand in for a report that goes."""

    articles: int
    heirs: int
    found: tuple[tuple[str, int], ...]


def import_list(name: str, body: bytes, *, is_enabled: bool) -> Imported:
    """Add the sources of an OPML list, or of a CSV table by the name of the file. Raises BadList
    where the file as a whole cannot be read."""
    skipped: list[str] = []
    read = parse_table if name.lower().endswith((".csv", ".tsv", ".txt")) else parse_opml
    listed = read(body, skipped=skipped)
    added = sum(source_store.add_listed_feed(feed, is_enabled=is_enabled) for feed in listed)
    return Imported(added=added, known=len(listed) - added, skipped=tuple(skipped))


def export_opml(sources: "QuerySet[Source]") -> bytes:
    """Write sources with their feeds and groups as OPML."""
    return render_opml(_listed(sources), LIST_TITLE)


def export_table(sources: "QuerySet[Source]") -> str:
    """Write sources with their feeds as CSV."""
    return render_table(_listed(sources))


def what_goes(sources: "QuerySet[Source]") -> Going:
    """Count what would be deleted together with sources."""
    going = Article.objects.filter(source__in=sources)
    reprints = Article.objects.filter(duplicate_of__in=going).exclude(source__in=sources)
    return Going(
        articles=going.count(),
        heirs=reprints.values("duplicate_of").distinct().count(),
        found=tuple(_found_in(going)),
    )


def _found_in(articles: "QuerySet[Article]") -> Iterable[tuple[str, int]]:
    """Count the rows of other apps that go with their article, whatever they are."""
    for relation in Article._meta.related_objects:
        model: type[Model] = relation.related_model
        if relation.on_delete is not CASCADE or model._meta.app_label == Article._meta.app_label:
            continue
        count = model._default_manager.filter(**{f"{relation.field.name}__in": articles}).count()
        if count:
            yield str(model._meta.verbose_name_plural), count


def _listed(sources: "QuerySet[Source]") -> list[ListedFeed]:
    feeds = Feed.objects.filter(source__in=sources).select_related("source")
    return [_as_listed(feed) for feed in feeds.order_by("source__group", "source__name", "url")]


def _as_listed(feed: Feed) -> ListedFeed:
    source = feed.source
    return ListedFeed(
        slug=source.slug,
        name=source.name,
        name_ar=source.name_ar,
        homepage=source.homepage,
        url=feed.url,
        country=source.country,
        language=source.languages,
        group=source.group,
        owner=source.owner,
        reliability=source.reliability,
        reliability_reason=source.reliability_reason,
        kind=FeedKind(feed.kind),
        link_selector=feed.link_selector,
        selectors=Selectors(
            text=source.text_selector,
            title=source.title_selector,
            author=source.author_selector,
            published=source.date_selector,
            dropped=source.drop_selector,
        ),
    )
