"""The registries as the tables hold them, read for linking, for export and for comparison."""

from collections import defaultdict
from datetime import datetime

from django.db.models import Count, Max

from analysis.models import Actor, ActorAffiliation, ActorAlias, Place
from analysis.records import ActorEntry, AffiliationEntry, AliasEntry, PlaceEntry
from analysis.registry_changes import Actors
from analysis.registry_rows import PATH_SEPARATOR
from analysis.terms import ActorKind, AffiliationKind, AliasKind, PlaceFeature

Stamp = tuple[tuple[int, datetime | None], ...]


def stamp() -> Stamp:
    """Return a value that changes whenever an actor, an alias or a place is edited."""
    seen = []
    for model in (Actor, ActorAlias, Place):
        row = model._default_manager.aggregate(rows=Count("pk"), last=Max("updated_at"))
        seen.append((row["rows"], row["last"]))
    return tuple(seen)


def read_actors() -> tuple[ActorEntry, ...]:
    """Return all actors with their aliases, in the order in which they came to the registry."""
    aliases: dict[int, list[AliasEntry]] = defaultdict(list)
    for alias in ActorAlias.objects.order_by("pk"):
        aliases[alias.actor_id].append(alias_entry(alias))
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


def alias_entry(alias: ActorAlias) -> AliasEntry:
    """Return an alias as a record."""
    return AliasEntry(
        text=alias.text,
        language=alias.language,
        kind=AliasKind(alias.kind),
        valid_from=alias.valid_from,
        valid_to=alias.valid_to,
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
        for row in ActorAffiliation.objects.select_related("actor", "related").order_by("pk")
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


def curated_actors() -> Actors:
    """Return the registry of actors with what people edited in it."""
    aliases = ActorAlias.objects.filter(is_curated=True).select_related("actor")
    return Actors(
        actors=read_actors(),
        affiliations=read_affiliations(),
        curated=frozenset(Actor.objects.filter(is_curated=True).values_list("slug", flat=True)),
        curated_aliases=frozenset((alias.actor.slug, alias_entry(alias)) for alias in aliases),
    )


def curated_places() -> frozenset[str]:
    """Return the ids of the places that people edited."""
    return frozenset(Place.objects.filter(is_curated=True).values_list("slug", flat=True))
