"""What registry files would change: told first, applied after.

Nothing is removed that was not asked for, and what people edited stays unless they say otherwise;
such changes are told all the same, held back with the reason.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeVar

from analysis.records import ActorEntry, AffiliationEntry, AliasEntry, PlaceEntry

ACTOR_FIELDS = ("kind", "country", "parent", "wikidata", "name_en", "name_ar")
PLACE_FIELDS = (
    *("name_en", "name_ar", "feature", "country", "admin", "latitude", "longitude"),
    *("population", "pcode", "aliases"),
)

Entry = ActorEntry | AliasEntry | AffiliationEntry | PlaceEntry
_Part = TypeVar("_Part", AliasEntry, AffiliationEntry)


class Verdict(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


class Table(StrEnum):
    ACTOR = "actor"
    ALIAS = "alias"
    AFFILIATION = "affiliation"
    PLACE = "place"


class Held(StrEnum):
    """Why a change is not applied."""

    CURATED = "edited here; --overwrite takes the file's"
    UNASKED = "not in the file; --delete removes it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference between registry and files. `id` is the actor's or the place's; `field` is
    empty where a row as a whole comes, goes or changes; `held` is None for what is applied."""

    verdict: Verdict
    table: Table
    id: str
    field: str = ""
    old: str = ""
    new: str = ""
    held: Held | None = None
    before: Entry | None = None
    after: Entry | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What may be done: take the file's word over people's, remove what the files lack."""

    overwrite: bool = False
    delete: bool = False

    def held(self, verdict: Verdict, *, is_curated: bool) -> Held | None:
        """Say why a change is held back, None for one that is applied."""
        if verdict is Verdict.REMOVED and not self.delete:
            return Held.UNASKED
        return Held.CURATED if is_curated and not self.overwrite else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Actors:
    """The actors of a registry, and which of them and of their aliases people edited."""

    actors: Sequence[ActorEntry] = ()
    affiliations: Sequence[AffiliationEntry] = ()
    curated: frozenset[str] = frozenset()
    curated_aliases: frozenset[tuple[str, AliasEntry]] = field(default=frozenset())


def actor_changes(known: Actors, files: Actors, rules: Rules) -> tuple[Change, ...]:
    """Tell what the files would change in the registry of actors, in the order of the files."""
    before = {actor.id: actor for actor in known.actors}
    after = {actor.id: actor for actor in files.actors}
    changes: list[Change] = []
    for actor in files.actors:
        changes += _changes_of(before.get(actor.id), actor, known, rules)
    changes += [_removed(a, known, rules) for a in known.actors if a.id not in after]
    changes += _affiliation_changes(known, files, after.keys(), rules)
    return tuple(changes)


def place_changes(
    known: Iterable[PlaceEntry],
    files: Iterable[PlaceEntry],
    *,
    curated: Collection[str] = (),
    rules: Rules,
) -> tuple[Change, ...]:
    """Tell what a file would change in the registry of places; it never removes one."""
    before = {place.id: place for place in known}
    changes: list[Change] = []
    for place in files:
        met = before.get(place.id)
        if met is None:
            changes.append(
                Change(
                    verdict=Verdict.ADDED,
                    table=Table.PLACE,
                    id=place.id,
                    new=place.name_en,
                    after=place,
                )
            )
        else:
            held = rules.held(Verdict.CHANGED, is_curated=place.id in curated)
            changes += _field_changes(Table.PLACE, PLACE_FIELDS, met, place, held)
    return tuple(changes)


def in_words(change: Change) -> str:
    """Write a change as one line of plain text."""
    sign = {Verdict.ADDED: "+", Verdict.CHANGED: "~", Verdict.REMOVED: "-"}[change.verdict]
    what = f"{sign} {change.table} {change.id}"
    if change.field:
        what += f" {change.field}"
    told = {
        Verdict.ADDED: change.new,
        Verdict.CHANGED: f"{change.old or '(none)'} -> {change.new or '(none)'}",
        Verdict.REMOVED: change.old,
    }[change.verdict]
    return f"{what}: {told}" + (f" [{change.held}]" if change.held else "")


def _changes_of(
    before: ActorEntry | None, after: ActorEntry, known: Actors, rules: Rules
) -> Iterator[Change]:
    if before is None:
        yield Change(
            verdict=Verdict.ADDED,
            table=Table.ACTOR,
            id=after.id,
            new=f"{after.name_en} ({after.kind}, {len(after.aliases)} aliases)",
            after=after,
        )
        return
    is_curated = after.id in known.curated
    held = rules.held(Verdict.CHANGED, is_curated=is_curated)
    yield from _field_changes(Table.ACTOR, ACTOR_FIELDS, before, after, held)

    def alias_held(verdict: Verdict, alias: AliasEntry) -> Held | None:
        is_ours = is_curated or (after.id, alias) in known.curated_aliases
        return rules.held(verdict, is_curated=is_ours)

    yield from _part_changes(
        Table.ALIAS,
        after.id,
        (before.aliases, after.aliases),
        identity=lambda alias: (alias.language, alias.text),
        held=alias_held,
    )


def _removed(actor: ActorEntry, known: Actors, rules: Rules) -> Change:
    return Change(
        verdict=Verdict.REMOVED,
        table=Table.ACTOR,
        id=actor.id,
        old=actor.name_en,
        held=rules.held(Verdict.REMOVED, is_curated=actor.id in known.curated),
        before=actor,
    )


def _affiliation_changes(
    known: Actors, files: Actors, kept: Collection[str], rules: Rules
) -> list[Change]:
    """Compare the relations of actors that the files have; others go or stay with their actor."""
    before: dict[str, list[AffiliationEntry]] = defaultdict(list)
    after: dict[str, list[AffiliationEntry]] = defaultdict(list)
    for entry in known.affiliations:
        if entry.actor in kept and entry.related in kept:
            before[entry.actor].append(entry)
    for entry in files.affiliations:
        after[entry.actor].append(entry)
    changes: list[Change] = []
    for actor in dict.fromkeys([*after, *before]):
        changes += _relation_changes(
            actor, (before[actor], after[actor]), rules, is_curated=actor in known.curated
        )
    position = {entry: at for at, entry in enumerate(files.affiliations)}
    return sorted(changes, key=lambda c: position.get(c.after, len(position)))  # type: ignore[arg-type]


def _relation_changes(
    actor: str,
    parts: tuple[Sequence[AffiliationEntry], Sequence[AffiliationEntry]],
    rules: Rules,
    *,
    is_curated: bool,
) -> Iterator[Change]:
    return _part_changes(
        Table.AFFILIATION,
        actor,
        parts,
        identity=lambda entry: (entry.kind, entry.related),
        held=lambda verdict, _: rules.held(verdict, is_curated=is_curated),
    )


def _field_changes(
    table: Table,
    fields: Iterable[str],
    before: ActorEntry | PlaceEntry,
    after: ActorEntry | PlaceEntry,
    held: Held | None,
) -> Iterator[Change]:
    for name in fields:
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            yield Change(
                verdict=Verdict.CHANGED,
                table=table,
                id=after.id,
                field=name,
                old=_cell(old),
                new=_cell(new),
                held=held,
                before=before,
                after=after,
            )


def _part_changes(
    table: Table,
    actor: str,
    parts: tuple[Sequence[_Part], Sequence[_Part]],
    *,
    identity: Callable[[_Part], tuple[str, str]],
    held: Callable[[Verdict, _Part], Held | None],
) -> Iterator[Change]:
    """Compare rows of an actor; a row gone and one come of the same identity is a changed one."""
    gone = [part for part in parts[0] if part not in parts[1]]
    for part in dict.fromkeys(parts[1]):
        if part in parts[0]:
            continue
        old = next((other for other in gone if identity(other) == identity(part)), None)
        if old is not None:
            gone.remove(old)
        verdict = Verdict.CHANGED if old is not None else Verdict.ADDED
        yield _part_change(table, actor, verdict, old, part, held(verdict, old or part))
    for part in gone:
        why = held(Verdict.REMOVED, part)
        yield _part_change(table, actor, Verdict.REMOVED, part, None, why)


def _part_change(
    table: Table,
    actor: str,
    verdict: Verdict,
    before: _Part | None,
    after: _Part | None,
    held: Held | None,
) -> Change:
    return Change(
        verdict=verdict,
        table=table,
        id=actor,
        old=_described(before) if before else "",
        new=_described(after) if after else "",
        held=held,
        before=before,
        after=after,
    )


def _described(part: AliasEntry | AffiliationEntry) -> str:
    period = _period(part.valid_from, part.valid_to)
    if isinstance(part, AliasEntry):
        return f"{part.text} ({part.language}, {part.kind}{period})"
    return f"{part.kind} {part.related}{f' ({period[2:]})' if period else ''}"


def _period(first: date | None, last: date | None) -> str:
    return f", {first or ''}–{last or ''}" if first or last else ""


def _cell(value: object) -> str:
    if isinstance(value, tuple):
        return " | ".join(map(str, value))
    if isinstance(value, float):
        return f"{value:.4f}".rstrip("0").rstrip(".")
    return "" if value is None else str(value)
