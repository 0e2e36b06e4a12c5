"""manage.py bootstrap: bring an installation to where it can be used."""

import secrets
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Q, QuerySet

from analysis.models import Actor, Place
from ingest.models import Source

ANALYST = "Analyst"
CURATOR = "Curator"
# What a curator looks after; everything else that is extracted belongs to the machine.
CURATED = {
    "ingest": ("source", "feed", "story"),
    "analysis": ("actor", "actoralias", "actoraffiliation", "place", "candidate", "ceasefire"),
}
# Letters and digits that nobody mistakes for one another.
_PASSWORD_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
# One number for all: two bootstraps at the same time would both create everything.
_LOCK = 7_394_101


class Command(BaseCommand):
    help = "Create tables, registries, groups, first users and the sample. Safe to repeat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-url", action="store_true", help="do not print the address")

    def handle(self, *args: Any, **options: Any) -> None:
        with one_at_a_time():
            self._migrate()
            self._load_registries()
            create_groups()
            if not User.objects.exists():
                self._load_sources()
                self._introduce(create_users())
        if not options["no_url"]:
            self.stdout.write(f"newsmon: {site_url()}")

    def _migrate(self) -> None:
        steps = pending_migrations()
        if steps:
            self.stdout.write(f"Preparing the database: {steps} steps")
            call_command("migrate", interactive=False, verbosity=0)

    def _load_registries(self) -> None:
        if not Actor.objects.exists():
            self.stdout.write("Loading the registry of actors")
            call_command("load_actors", stdout=self.stdout)
        if not Place.objects.exists():
            self.stdout.write("Loading the registry of places")
            call_command("load_places", stdout=self.stdout)

    def _load_sources(self) -> None:
        self.stdout.write("Loading the list of sources")
        call_command("load_sources", stdout=self.stdout)
        if settings.LOAD_SAMPLE:
            self.stdout.write("Loading the sample newsroom")
            call_command("load_sample", stdout=self.stdout)

    def _introduce(self, passwords: dict[str, str]) -> None:
        width = max(map(len, passwords))
        logins = [f"{name:<{width}}   {password}" for name, password in passwords.items()]
        lines = [f"Sign in at {site_url()}", "", *logins, "", *_AFTERWARDS]
        self.stdout.write(boxed(lines))


_AFTERWARDS = (
    "These passwords are shown this once and kept nowhere in clear.",
    "To set another: manage.py changepassword NAME",
)


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Let a second bootstrap of the same database wait until the first is done."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])


def is_needed() -> bool:
    """Tell whether bootstrap would change anything; the database must be reachable."""
    if pending_migrations():
        return True
    return not (User.objects.exists() and Actor.objects.exists() and Place.objects.exists())


def pending_migrations() -> int:
    """Return how many migrations the database has not seen."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def create_groups() -> tuple[Group, Group]:
    """Return the groups of analysts and curators, made or brought to their permissions."""
    analyst, _ = Group.objects.get_or_create(name=ANALYST)
    analyst.permissions.set(_analyst_permissions())
    curator, _ = Group.objects.get_or_create(name=CURATOR)
    curator.permissions.set(_analyst_permissions() | _curator_permissions())
    return analyst, curator


def _analyst_permissions() -> QuerySet[Permission]:
    """See everything that was gathered, and say of a claim whether it is right."""
    ours = Permission.objects.filter(content_type__app_label__in=("ingest", "analysis"))
    return ours.filter(Q(codename__startswith="view_") | Q(codename="add_correction"))


def _curator_permissions() -> QuerySet[Permission]:
    wanted = Q()
    for app, names in CURATED.items():
        wanted |= Q(content_type__app_label=app, content_type__model__in=names)
    return Permission.objects.filter(wanted)


@transaction.atomic
def create_users() -> dict[str, str]:
    """Create the first administrator and the first analyst; return their new passwords by name."""
    passwords = {name: new_password() for name in ("admin", "analyst")}
    User.objects.create_superuser("admin", password=passwords["admin"])
    analyst = User.objects.create_user("analyst", password=passwords["analyst"])
    analyst.groups.add(Group.objects.get(name=ANALYST))
    return passwords


def new_password() -> str:
    """Return a random password of 79 bits, in groups that can be read out."""
    groups = ("".join(secrets.choice(_PASSWORD_LETTERS) for _ in range(4)) for _ in range(4))
    return "-".join(groups)


def boxed(lines: list[str]) -> str:
    """Return lines in a frame of plain characters, for any terminal."""
    width = max(map(len, lines))
    edge = f"+{'-' * (width + 4)}+"
    return "\n".join((edge, *(f"|  {line:<{width}}  |" for line in lines), edge))


def site_url() -> str:
    """Return the address at which a browser on this machine finds the site."""
    host = settings.BIND_HOST
    if host in {"0.0.0.0", "::"}:
        host = "localhost"
    return f"http://{f'[{host}]' if ':' in host else host}:{settings.BIND_PORT}/"


def has_sample() -> bool:
    """Tell whether the sample newsroom is among the sources."""
    return Source.objects.sample().exists()
