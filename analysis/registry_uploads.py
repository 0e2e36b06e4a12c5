"""Registry files that people upload: what they would change, and the change itself."""

import hashlib
import tempfile
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from analysis import registry, registry_loading, registry_store
from analysis.models import RegistryUpload
from analysis.registry import (
    ACTOR_COLUMNS,
    ACTORS_FILE,
    AFFILIATIONS_FILE,
    ALIASES_FILE,
    PLACES_FILE,
)
from analysis.registry_changes import Rules, in_words
from analysis.registry_loading import Report
from analysis.registry_rows import read_rows

ACTOR_FILES = (ACTORS_FILE, ALIASES_FILE, AFFILIATIONS_FILE)


class Outdated(Exception):
    """The registry changed since somebody looked at what an upload would do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an upload would change, the rows that cannot be read, and the mark of the whole."""

    report: Report
    complaints: tuple[str, ...]
    digest: str


def export(name: str) -> str:
    """Return the text of one of the registry's files, as the registry stands."""
    with tempfile.TemporaryDirectory() as folder:
        _export_into(Path(folder), [name])
        return (Path(folder) / name).read_text(encoding="utf-8")


def plan(upload: RegistryUpload) -> Plan:
    """Tell what an upload would change; raises RegistryError with all that is wrong with it."""
    return _load(upload, dry_run=True)


def apply(upload: RegistryUpload, *, digest: str) -> Plan:
    """Change what was looked at, at one stroke, marked as edited by people.

    Raises Outdated, and changes nothing, where it would be something else by now.
    """
    with transaction.atomic():
        row = RegistryUpload.objects.select_for_update().get(pk=upload.pk)
        if row.applied_at is not None or plan(row).digest != digest:
            raise Outdated
        done = _load(row, dry_run=False)
        row.applied_at = timezone.now()
        row.save()
    return done


def _load(upload: RegistryUpload, *, dry_run: bool) -> Plan:
    rules = Rules(overwrite=upload.overwrite, delete=upload.delete_missing)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file, text in upload.files.items():
            (folder / file).write_text(text, encoding="utf-8", newline="")
        if PLACES_FILE in upload.files:
            places, complaints = registry_loading.survey_places(
                folder / PLACES_FILE, country=upload.country
            )
            report = registry_loading.load_places(
                places, rules=rules, dry_run=dry_run, is_curated=True
            )
        else:
            _export_into(folder, [file for file in ACTOR_FILES if file not in upload.files])
            complaints = ()
            report = registry_loading.load_actors(
                *registry.read_folder(folder), rules=rules, dry_run=dry_run, is_curated=True
            )
    told = "\n".join(map(in_words, report.changes))
    digest = hashlib.sha256(told.encode()).hexdigest()
    return Plan(report=report, complaints=complaints, digest=digest)


def _export_into(folder: Path, names: list[str]) -> None:
    """Write files of the registry; those that an upload leaves out stay as they are."""
    if PLACES_FILE in names:
        registry.write_places(folder / PLACES_FILE, registry_store.read_places())
        return
    actors, affiliations = registry_store.read_actors(), registry_store.read_affiliations()
    if ACTORS_FILE not in names and (folder / ACTORS_FILE).exists():
        # rows of actors that the upload drops go with them
        kept = {row["id"] for row in read_rows(folder / ACTORS_FILE, [], columns=ACTOR_COLUMNS)}
        actors = tuple(actor for actor in actors if actor.id in kept)
        affiliations = tuple(a for a in affiliations if {a.actor, a.related} <= kept)
    with tempfile.TemporaryDirectory() as whole:
        registry.write_actors(Path(whole), actors, affiliations)
        for name in names:
            (Path(whole) / name).rename(folder / name)
