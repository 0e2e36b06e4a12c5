"""What all tests share: a throw-away PostgreSQL, a closed network and the cast of users."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import dj_database_url
import hypothesis
import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client

from newsmon import embedded
from newsmon.management.commands.bootstrap import create_groups
from newsmon.privileges import dying_with_parent
from newsmon.tests.chromium import find_chromium

LOOPBACK = ("127.0.0.1", "::1", "localhost")
_real_getaddrinfo = socket.getaddrinfo
# In the usual run a hundred inputs are enough to catch a slip; `make fuzz` takes ten thousand. No
# input has a time limit: a busy machine is no fault.
hypothesis.settings.register_profile("usual", deadline=None)
hypothesis.settings.register_profile("thorough", max_examples=10_000, deadline=None)
hypothesis.settings.load_profile("usual")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Close the network for every test, but for this machine itself."""
    config.option.allow_hosts = ",".join(LOOPBACK)
    config.option.allow_unix_socket = True


@pytest.fixture(autouse=True)
def closed_name_service(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse to look up a host's name: that question alone would leave the machine."""

    def resolve(host: Any, *args: Any, **kwargs: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        if name and name not in LOOPBACK and not _is_address(name):
            raise socket.gaierror(socket.EAI_NONAME, f"tests look up no names: {name}")
        return _real_getaddrinfo(host, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """Forget what pages keep for a minute: each test has rows of its own."""
    cache.clear()


def _is_address(text: str) -> bool:
    try:
        _real_getaddrinfo(text, None, flags=socket.AI_NUMERICHOST)
    except OSError:
        return False
    return True


@pytest.fixture(scope="session")
def servers_dir() -> Iterator[Path]:
    """Yield the var directory of the servers of this test run: below NEWSMON_VAR, where it is kept
    for the next run, or a temporary one."""
    if os.environ.get("NEWSMON_VAR"):
        yield settings.VAR_DIR / "test"
        return
    folder = Path(tempfile.mkdtemp(prefix="newsmon-test-"))
    folder.chmod(0o711)  # the server's user passes through
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(servers_dir: Path) -> Iterator[None]:
    """Start PostgreSQL for the first test that needs it, unless DATABASE_URL names one."""
    if os.environ.get("DATABASE_URL"):
        yield
        return
    embedded.prepare_postgres(servers_dir)
    command = embedded.postgres_command(servers_dir, death_signal="INT")
    with _running([*command, *embedded.UNSAFE_FAST], embedded.is_postgres_ready, servers_dir):
        embedded.create_database(servers_dir)
        settings.DATABASES["default"].update(
            dj_database_url.parse(embedded.database_url(servers_dir), conn_health_checks=True)
        )
        yield


@contextlib.contextmanager
def _running(command: list[str], is_ready: Callable[[Path], bool], folder: Path) -> Iterator[None]:
    """Run a server as our own child: it ends with the tests, even if those are killed."""
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, cwd="/", stdin=quiet, stdout=quiet, stderr=quiet) as server:
        try:
            deadline = time.monotonic() + embedded.START_SECONDS
            while not is_ready(folder):
                assert server.poll() is None, f"{command} ended with status {server.returncode}"
                assert time.monotonic() < deadline, f"{command} does not answer"
                time.sleep(0.05)
            yield
        finally:
            server.send_signal(signal.SIGINT)


@pytest.fixture
def broker(servers_dir: Path) -> Iterator[str]:
    """Yield the URL of an empty broker that lives for one test."""
    folder = servers_dir / "broker"
    shutil.rmtree(folder, ignore_errors=True)
    embedded.prepare_valkey(folder)
    command = embedded.valkey_command(folder, death_signal="TERM")
    with _running(command, embedded.is_valkey_ready, folder):
        yield embedded.broker_url(folder)


@pytest.fixture
def celery_worker_process(
    broker: str, transactional_db: None, tmp_path: Path
) -> Iterator[Callable[..., "subprocess.Popen[bytes]"]]:
    """Yield a function that starts a real worker on the test database and on `broker`.

    `start("io", "nlp")` returns the running process; its output is in `tmp_path / "worker.log"`.
    Beat is not started: send the tasks, or call `start("io", beat=True)` for the real clock.
    """
    workers: list[subprocess.Popen[bytes]] = []

    def start(
        *queues: str, beat: bool = False, environment: dict[str, str] | None = None
    ) -> "subprocess.Popen[bytes]":
        command = [*dying_with_parent("QUIT"), sys.executable, "-m", "celery"]
        command += ["-A", "newsmon", "worker"]
        command += ["-Q", ",".join(queues), "-c", "1"]
        command += ["--without-mingle", "--without-gossip", "--without-heartbeat"]
        if beat:
            command += ["--beat", "--schedule", str(tmp_path / "schedule")]
        variables = _worker_environment(broker) | (environment or {})
        with (tmp_path / "worker.log").open("ab") as log:
            workers.append(
                subprocess.Popen(
                    command, env=variables, stdout=log, stderr=log, start_new_session=True
                )
            )
        return workers[-1]

    yield start
    for worker in workers:
        _end_group(worker)


@pytest.fixture
def worker_environment(transactional_db: None) -> dict[str, str]:
    """Return the variables under which a process of its own works on the test database."""
    return {**_worker_environment(""), "DJANGO_SETTINGS_MODULE": "newsmon.settings"}


def _worker_environment(broker: str) -> dict[str, str]:
    database = settings.DATABASES["default"]
    host = str(database["HOST"]).replace("/", "%2F")
    password = f":{database['PASSWORD']}" if database["PASSWORD"] else ""
    port = f":{database['PORT']}" if database["PORT"] else ""
    address = f"{database['USER']}{password}@{host}{port}/{database['NAME']}"
    return {
        **os.environ,
        "DATABASE_URL": f"postgresql://{address}",
        "CELERY_BROKER_URL": broker,
        "SECRET_KEY": settings.SECRET_KEY,
    }


def _end_group(process: "subprocess.Popen[bytes]") -> None:
    """Kill a process with its children: a test's end is no time for manners."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return the path of a Chromium for playwright's `executable_path`.

    Where there is none the test is skipped, but in continuous integration it fails.
    """
    path = find_chromium()
    if path is None and os.environ.get("CI") == "true":
        pytest.fail("no Chromium: make chromium installs one")
    return path or pytest.skip("no Chromium: make chromium installs one")


# --- The cast: who may see and do what ----------------------------------------------------------


def _client_of(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def outsider() -> Client:
    """Return the browser of somebody who has not signed in."""
    return Client()


@pytest.fixture
def reader(db: None) -> Client:
    """Return the browser of an analyst: reads everything, reviews claims, changes no source."""
    analysts, _ = create_groups()
    user = User.objects.create_user("reader")
    user.groups.add(analysts)
    return _client_of(user)


@pytest.fixture
def curator(db: None) -> Client:
    """Return the browser of a curator: an analyst who also keeps sources and registries."""
    _, curators = create_groups()
    user = User.objects.create_user("curator", is_staff=True)
    user.groups.add(curators)
    return _client_of(user)


@pytest.fixture
def admin(db: None) -> Client:
    """Return the browser of an administrator."""
    return _client_of(User.objects.create_superuser("chief"))
