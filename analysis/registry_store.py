"""The registries between files and tables: loaded from files, edited by curators, read for linking.

An actor that a curator edited (`is_curated`) is left alone when files are loaded.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Max

from analysis.models import Actor, ActorAffiliation, ActorAlias, Place
from analysis.records import (
    ActorEntry,
    ActorKind,
    AffiliationEntry,
    AffiliationKind,
    AliasEntry,
    AliasKind,
    PlaceEntry,
    PlaceFeature,
)

ACTOR_FIELDS = ("name_en", "name_ar", "kind", "country", "wikidata")
PLACE_FIELDS = (
    *("name_en", "name_ar", "feature", "country", "admin_path", "latitude", "longitude"),
    *("population", "pcode", "aliases"),
)
BATCH = 2000
PATH_SEPARATOR = " / "

Stamp = tuple[tuple[int, datetime | None], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadCounts:
    """What loading a registry file did, or would do."""

    added: int
    changed: int
    kept: int


def stamp() -> Stamp:
    """Return a value that changes whenever an actor, an alias or a place is edited."""
    seen = []
    for model in (Actor, ActorAlias, Place):
        row = model._default_manager.aggregate(rows=Count("pk"), last=Max("updated_at"))
        seen.append((row["rows"], row["last"]))
    return tuple(seen)


def read_actors() -> tuple[ActorEntry, ...]:
    """Return all actors with their aliases, as linking wants them."""
    aliases: dict[int, list[AliasEntry]] = defaultdict(list)
    for alias in ActorAlias.objects.all():
        aliases[alias.actor_id].append(
            AliasEntry(
                text=alias.text,
                language=alias.language,
                kind=AliasKind(alias.kind),
                valid_from=alias.valid_from,
                valid_to=alias.valid_to,
            )
        )
    return tuple(
        ActorEntry(
            id=actor.slug,
            name_en=actor.name_en,
            name_ar=actor.name_ar,
            kind=ActorKind(actor.kind),
            country=actor.country,
            parent=actor.parent.slug if actor.parent else "",
            wikidata=actor.wikidata,
            aliases=tuple(aliases[actor.pk]),
        )
        for actor in Actor.objects.select_related("parent").order_by("pk")
    )


def read_affiliations() -> tuple[AffiliationEntry, ...]:
    """Return all dated relations between actors."""
    return tuple(
        AffiliationEntry(
            actor=row.actor.slug,
            kind=AffiliationKind(row.kind),
            related=row.related.slug,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
        )
        for row in ActorAffiliation.objects.select_related("actor", "related")
    )


def read_places() -> tuple[PlaceEntry, ...]:
    """Return all places."""
    return tuple(
        PlaceEntry(
            id=place.slug,
            name_en=place.name_en,
            name_ar=place.name_ar,
            feature=PlaceFeature(place.feature),
            country=place.country,
            admin=tuple(part for part in place.admin_path.split(PATH_SEPARATOR) if part),
            latitude=place.latitude,
            longitude=place.longitude,
            population=place.population,
            pcode=place.pcode,
            aliases=tuple(place.aliases.splitlines()),
        )
        for place in Place.objects.order_by("pk")
    )


def load_actors(
    actors: Sequence[ActorEntry],
    affiliations: Sequence[AffiliationEntry],
    *,
    dry_run: bool = False,
) -> LoadCounts:
    """Make the actor tables say what the files say, leaving curated actors alone.

    With `dry_run` nothing is written and the counts tell what would be.
    """
    known = {actor.slug: actor for actor in Actor.objects.prefetch_related("aliases")}
    open_rows = [entry for entry in actors if not _is_curated(known.get(entry.id))]
    added = [entry for entry in open_rows if entry.id not in known]
    changed = [e for e in open_rows if e.id in known and _differs(known[e.id], e)]
    if not dry_run:
        with transaction.atomic():
            _write_actors([*added, *changed], known)
            _write_parents(open_rows)
            _write_affiliations(affiliations)
    return LoadCounts(
        added=len(added), changed=len(changed), kept=len(actors) - len(added) - len(changed)
    )


def _is_curated(actor: Actor | None) -> bool:
    return actor is not None and actor.is_curated


def _alias_key(alias: AliasEntry | ActorAlias) -> tuple[object, ...]:
    return (alias.text, alias.language, str(alias.kind), alias.valid_from, alias.valid_to)


def _differs(actor: Actor, entry: ActorEntry) -> bool:
    fields = any(getattr(actor, name) != str(getattr(entry, name)) for name in ACTOR_FIELDS)
    return fields or set(map(_alias_key, actor.aliases.all())) != set(
        map(_alias_key, entry.aliases)
    )


def _write_actors(entries: Sequence[ActorEntry], known: dict[str, Actor]) -> None:
    rows = [
        Actor(
            slug=entry.id,
            **{name: str(getattr(entry, name)) for name in ACTOR_FIELDS},
        )
        for entry in entries
    ]
    Actor.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["slug"],
        update_fields=[*ACTOR_FIELDS, "updated_at"],
    )
    ids = _ids(Actor, [entry.id for entry in entries])
    ActorAlias.objects.filter(actor_id__in=[a.pk for a in known.values() if a.slug in ids]).delete()
    ActorAlias.objects.bulk_create(
        ActorAlias(
            actor_id=ids[entry.id],
            text=alias.text,
            language=alias.language,
            kind=alias.kind,
            valid_from=alias.valid_from,
            valid_to=alias.valid_to,
        )
        for entry in entries
        for alias in entry.aliases
    )


def _write_parents(entries: Sequence[ActorEntry]) -> None:
    ids = _ids(Actor)
    rows = list(Actor.objects.filter(slug__in=[entry.id for entry in entries]))
    parents = {entry.id: ids.get(entry.parent) for entry in entries}
    moved = [row for row in rows if row.parent_id != parents[row.slug]]
    for row in moved:
        row.parent_id = parents[row.slug]
    Actor.objects.bulk_update(moved, ["parent"])


def _write_affiliations(entries: Iterable[AffiliationEntry]) -> None:
    """Replace the relations of actors that no curator edited."""
    ids = _ids(Actor)
    open_ids = set(Actor.objects.filter(is_curated=False).values_list("pk", flat=True))
    ActorAffiliation.objects.filter(actor_id__in=open_ids).delete()
    ActorAffiliation.objects.bulk_create(
        ActorAffiliation(
            actor_id=ids[entry.actor],
            kind=entry.kind,
            related_id=ids[entry.related],
            valid_from=entry.valid_from,
            valid_to=entry.valid_to,
        )
        for entry in entries
        if ids[entry.actor] in open_ids
    )


def _ids(model: type[Actor], slugs: Sequence[str] | None = None) -> dict[str, int]:
    rows = model.objects.all() if slugs is None else model.objects.filter(slug__in=slugs)
    return dict(rows.values_list("slug", "pk"))


def load_places(places: Sequence[PlaceEntry]) -> LoadCounts:
    """Add the places of a file and bring known ones up to date; none is ever removed."""
    known = set(Place.objects.values_list("slug", flat=True))
    Place.objects.bulk_create(
        map(_place, places),
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["slug"],
        update_fields=[*PLACE_FIELDS, "updated_at"],
    )
    added = sum(place.id not in known for place in places)
    return LoadCounts(added=added, changed=0, kept=len(places) - added)


def _place(entry: PlaceEntry) -> Place:
    return Place(
        slug=entry.id,
        name_en=entry.name_en,
        name_ar=entry.name_ar,
        feature=entry.feature,
        country=entry.country,
        admin_path=PATH_SEPARATOR.join(entry.admin),
        latitude=entry.latitude,
        longitude=entry.longitude,
        population=entry.population,
        pcode=entry.pcode,
        aliases="\n".join(entry.aliases),
    )
