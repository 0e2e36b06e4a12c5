"""manage.py up: run all of newsmon in one terminal."""

import fcntl
import os
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connections

from newsmon import embedded, supervisor
from newsmon.management.commands import bootstrap
from newsmon.privileges import ServerFailed

SERVER_SECONDS = 60.0
# The other parts start when the first page can be served, or after this time at the latest: on
# two cores they would otherwise keep the reader waiting.
WEB_HEAD_START_SECONDS = 5.0


class Command(BaseCommand):
    help = "Run the servers, the web site, the clock and the workers until Ctrl-C."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        with only_one(settings.VAR_DIR):
            check_port(settings.BIND_HOST, settings.BIND_PORT)
            console = supervisor.Console(
                stream=sys.stdout, has_colour=supervisor.wants_colour(sys.stdout, os.environ)
            )
            run(supervisor.Supervisor(console, settings.BASE_DIR))


def run(house: supervisor.Supervisor) -> None:
    """Start everything in order, keep it until a signal, stop everything."""
    house.listen_for_signals()
    try:
        start_servers(house)
        prepare_database(house)
        start_parts(house)
        house.wait(lambda: False, float("inf"))
    except supervisor.StopRequested:
        house.console.say("newsmon", "stopping")
    except ServerFailed as error:
        raise CommandError(str(error)) from error
    finally:
        house.stop()
    house.console.say("newsmon", "stopped")


def start_servers(house: supervisor.Supervisor) -> None:
    """Start the embedded servers that no setting replaces, and wait until they answer."""
    if settings.HAS_EMBEDDED_BROKER:
        embedded.stop_valkey(settings.VAR_DIR)  # one that was started by hand
        house.start(valkey_service(settings.VAR_DIR))
    if settings.HAS_EMBEDDED_DATABASE:
        embedded.stop_postgres(settings.VAR_DIR)
        house.start(postgres_service(settings.VAR_DIR))
        is_ready = partial(embedded.is_postgres_ready, settings.VAR_DIR)
        if not house.wait(is_ready, SERVER_SECONDS):
            raise CommandError("PostgreSQL does not answer; its last words are above")
        embedded.create_database(settings.VAR_DIR)


def postgres_service(var_dir: Path) -> supervisor.Service:
    """Return the embedded PostgreSQL; SIGINT is its orderly stop that waits for no client."""

    def command() -> list[str]:
        embedded.prepare_postgres(var_dir)
        return embedded.postgres_command(var_dir, death_signal="INT")

    return supervisor.Service(
        name="postgres", command=command, stop_signal=signal.SIGINT, is_server=True
    )


def valkey_service(var_dir: Path) -> supervisor.Service:
    """Return the embedded Valkey."""

    def command() -> list[str]:
        embedded.prepare_valkey(var_dir)
        return embedded.valkey_command(var_dir, death_signal="TERM")

    return supervisor.Service(name="valkey", command=command, is_server=True)


def prepare_database(house: supervisor.Supervisor) -> None:
    """Run bootstrap where there is something for it to do."""
    try:
        is_needed = bootstrap.is_needed()
    except OperationalError as error:
        raise CommandError(f"the database cannot be reached: {error}") from error
    connections.close_all()
    if is_needed and house.run_once("bootstrap", (*supervisor.BOOTSTRAP, "--no-url")) != 0:
        raise CommandError("the database could not be prepared; the reason is above")


def start_parts(house: supervisor.Supervisor) -> None:
    """Start the web site first, and everything else once it answers."""
    web = supervisor.web_command(settings.BIND_HOST, settings.BIND_PORT)
    with_sample = bootstrap.has_sample()
    connections.close_all()
    house.start(supervisor.python_service("web", web, death_signal="QUIT"))
    is_open = partial(accepts, settings.BIND_HOST, settings.BIND_PORT)
    if house.wait(is_open, WEB_HEAD_START_SECONDS):
        house.console.say("newsmon", f"ready at {bootstrap.site_url()} - Ctrl-C stops it")
    if with_sample:
        sample = supervisor.SAMPLE_SITE
        house.start(supervisor.python_service("sample", sample, death_signal="TERM"))
    house.start(supervisor.python_service("beat", supervisor.BEAT, death_signal="TERM"))
    # SIGQUIT ends a worker's own children with it, whatever they are doing.
    house.start(supervisor.python_service("worker-io", supervisor.WORKER_IO, death_signal="QUIT"))
    house.start(supervisor.python_service("worker-nlp", supervisor.WORKER_NLP, death_signal="QUIT"))


@contextmanager
def only_one(var_dir: Path) -> Iterator[None]:
    """Hold the var directory for this process; raise CommandError if another one has it."""
    var_dir.mkdir(parents=True, exist_ok=True)
    with (var_dir / "up.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            lock.seek(0)
            holder = lock.read().strip() or "unknown"
            raise CommandError(f"newsmon runs already on {var_dir} (process {holder})") from error
        lock.truncate(0)
        lock.write(f"{os.getpid()}\n")
        lock.flush()
        yield


def check_port(host: str, port: int) -> None:
    """Raise CommandError where the web site could not listen."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with closing(socket.socket(family)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(
                f"{host}:{port} cannot be used ({error.strerror}): set NEWSMON_PORT or NEWSMON_HOST"
            ) from error


def accepts(host: str, port: int) -> bool:
    """Tell whether something answers at an address."""
    target = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    try:
        socket.create_connection((target, port), timeout=1).close()
    except OSError:
        return False
    return True
