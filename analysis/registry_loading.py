"""Brings the registries to what their files say: what would change is found first, then applied.

What people edited here (`is_curated`) is left alone unless they say otherwise.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from analysis import registry, registry_changes, registry_cod, registry_store, store
from analysis.models import Actor, ActorAffiliation, ActorAlias, Mention, Place
from analysis.records import ActorEntry, AffiliationEntry, AliasEntry, PlaceEntry
from analysis.registry_changes import Actors, Change, Held, Rules, Table, Verdict
from analysis.registry_rows import PATH_SEPARATOR

# Columns of an actor that are set as they are; the parent is a key of its own.
OWN_FIELDS = ("name_en", "name_ar", "kind", "country", "wikidata")
PLACE_COLUMNS = (
    *("name_en", "name_ar", "feature", "country", "admin_path", "latitude", "longitude"),
    *("population", "pcode", "aliases"),
)
BATCH = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What loading registry files changed, or would change. `total` counts the files' actors or
    places, and so do `added`, `changed` and `kept`."""

    changes: tuple[Change, ...]
    total: int

    @property
    def applied(self) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if change.held is None)

    @property
    def added(self) -> int:
        return len(self._ids(Verdict.ADDED, (Table.ACTOR, Table.PLACE)))

    @property
    def changed(self) -> int:
        touched = {change.id for change in self.applied}
        whole = (Table.ACTOR, Table.PLACE)
        return len(
            touched - self._ids(Verdict.ADDED, whole) - self._ids(Verdict.REMOVED, (Table.ACTOR,))
        )

    @property
    def removed(self) -> int:
        return len(self._ids(Verdict.REMOVED, (Table.ACTOR,)))

    @property
    def kept(self) -> int:
        return self.total - self.added - self.changed

    def held(self, why: Held) -> int:
        """Count the changes that were not applied for a reason."""
        return sum(change.held is why for change in self.changes)

    def _ids(self, verdict: Verdict, tables: Iterable[Table]) -> set[str]:
        wanted = set(tables)
        return {c.id for c in self.applied if c.verdict is verdict and c.table in wanted}


def load_actors(
    actors: Sequence[ActorEntry],
    affiliations: Sequence[AffiliationEntry],
    *,
    rules: Rules | None = None,
    dry_run: bool = False,
    is_curated: bool = False,
) -> Report:
    """Make the actor tables say what the files say, as far as the rules allow, at one stroke.

    With `dry_run` nothing is written; with `is_curated` what comes in is marked as people's word.
    """
    files = Actors(actors=actors, affiliations=affiliations)
    with transaction.atomic():
        changes = registry_changes.actor_changes(
            registry_store.curated_actors(), files, rules or Rules()
        )
        report = Report(changes=changes, total=len(actors))
        if not dry_run:
            _apply_to_actors(report.applied, is_curated=is_curated)
    return report


def load_places(
    places: Sequence[PlaceEntry],
    *,
    rules: Rules | None = None,
    dry_run: bool = False,
    is_curated: bool = False,
) -> Report:
    """Add the places of a file and bring known ones up to date; none is ever removed."""
    with transaction.atomic():
        changes = registry_changes.place_changes(
            registry_store.read_places(),
            places,
            curated=registry_store.curated_places(),
            rules=rules or Rules(),
        )
        report = Report(changes=changes, total=len(places))
        if not dry_run:
            _write_places(report.applied, is_curated=is_curated)
    return report


def survey_places(
    path: Path, *, country: str = ""
) -> tuple[tuple[PlaceEntry, ...], tuple[str, ...]]:
    """Read newsmon's own file of places or a COD-AB table: the good rows, and complaints of the
    others. Raises RegistryError for a file that is neither."""
    if not registry_cod.is_cod(path):
        return registry.survey_places(path)
    known = registry_cod.Known(registry_store.read_places())
    return registry_cod.survey_units(path, known, country=country.upper())


def _apply_to_actors(changes: Sequence[Change], *, is_curated: bool) -> None:
    _remove_actors([c.id for c in changes if (c.table, c.verdict) == _GONE])
    _add_actors([c.after for c in changes if isinstance(c.after, ActorEntry) and c.before is None])
    ids = dict(Actor.objects.values_list("slug", "pk"))
    _change_aliases([c for c in changes if c.table is Table.ALIAS], ids, is_curated=is_curated)
    _change_affiliations([c for c in changes if c.table is Table.AFFILIATION], ids)
    _change_fields([c for c in changes if c.id in ids], ids, is_curated=is_curated)


_GONE = (Table.ACTOR, Verdict.REMOVED)


def _remove_actors(slugs: Sequence[str]) -> None:
    """Delete actors; the articles that name them are read anew, as rows go along."""
    if not slugs:
        return
    named = Mention.objects.filter(actor__slug__in=slugs).values_list("article_id", flat=True)
    store.requeue(list(named.distinct()))
    Actor.objects.filter(slug__in=slugs).delete()


def _add_actors(entries: Sequence[ActorEntry]) -> None:
    rows = [
        Actor(slug=entry.id, **{name: str(getattr(entry, name)) for name in OWN_FIELDS})
        for entry in entries
    ]
    ids = {row.slug: row.pk for row in Actor.objects.bulk_create(rows)}
    ActorAlias.objects.bulk_create(
        ActorAlias(actor_id=ids[entry.id], **_alias_columns(alias))
        for entry in entries
        for alias in dict.fromkeys(entry.aliases)
    )


def _change_fields(changes: Sequence[Change], ids: dict[str, int], *, is_curated: bool) -> None:
    """Set fields and parents. Every actor with any change is stamped as changed."""
    rows = {row.slug: row for row in Actor.objects.filter(slug__in=[c.id for c in changes])}
    for change in changes:
        row, entry = rows[change.id], change.after
        row.updated_at = timezone.now()
        row.is_curated = row.is_curated or is_curated
        if isinstance(entry, ActorEntry):
            if change.field in ("", "parent"):
                row.parent_id = ids.get(entry.parent)
            if change.field in OWN_FIELDS:
                setattr(row, change.field, str(getattr(entry, change.field)))
    columns = [*OWN_FIELDS, "parent", "is_curated", "updated_at"]
    Actor.objects.bulk_update(rows.values(), columns, batch_size=BATCH)


def _change_aliases(changes: Sequence[Change], ids: dict[str, int], *, is_curated: bool) -> None:
    concerned = ActorAlias.objects.filter(actor__slug__in={c.id for c in changes})
    rows = {(a.actor_id, registry_store.alias_entry(a)): a for a in concerned}
    gone = [
        rows[ids[c.id], c.before].pk
        for c in changes
        if isinstance(c.before, AliasEntry) and c.after is None
    ]
    ActorAlias.objects.filter(pk__in=gone).delete()
    for change in changes:
        if isinstance(change.after, AliasEntry):
            old = change.before
            row = rows[ids[change.id], old] if isinstance(old, AliasEntry) else ActorAlias()
            row.actor_id = ids[change.id]
            row.is_curated = row.is_curated or is_curated
            for name, value in _alias_columns(change.after).items():
                setattr(row, name, value)
            row.save()


def _alias_columns(alias: AliasEntry) -> dict[str, object]:
    return {
        "text": alias.text,
        "language": alias.language,
        "kind": str(alias.kind),
        "valid_from": alias.valid_from,
        "valid_to": alias.valid_to,
    }


def _change_affiliations(changes: Sequence[Change], ids: dict[str, int]) -> None:
    new: list[ActorAffiliation] = []
    for change in changes:
        before, after = change.before, change.after
        if isinstance(before, AffiliationEntry):
            rows = ActorAffiliation.objects.filter(**_affiliation_columns(before, ids))
            if isinstance(after, AffiliationEntry):
                rows.update(**_affiliation_columns(after, ids))
            else:
                rows.delete()
        elif isinstance(after, AffiliationEntry):
            new.append(ActorAffiliation(**_affiliation_columns(after, ids)))
    ActorAffiliation.objects.bulk_create(new)


def _affiliation_columns(entry: AffiliationEntry, ids: dict[str, int]) -> dict[str, object]:
    return {
        "actor_id": ids[entry.actor],
        "kind": str(entry.kind),
        "related_id": ids[entry.related],
        "valid_from": entry.valid_from,
        "valid_to": entry.valid_to,
    }


def _write_places(changes: Sequence[Change], *, is_curated: bool) -> None:
    entries = {c.id: c.after for c in changes if isinstance(c.after, PlaceEntry)}
    rows = [_place(entry, is_curated=is_curated) for entry in entries.values()]
    columns = [*PLACE_COLUMNS, "updated_at", *(["is_curated"] if is_curated else [])]
    Place.objects.bulk_create(
        rows,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["slug"],
        update_fields=columns,
    )


def _place(entry: PlaceEntry, *, is_curated: bool) -> Place:
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
        is_curated=is_curated,
    )
