"""`manage.py up` as a whole: every part of it may be killed, and nothing of it is left behind."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import redis
from django.conf import settings

from newsmon import embedded
from newsmon.celery import app

pytestmark = pytest.mark.services

MANAGE = str(settings.BASE_DIR / "manage.py")
# Generous, as the machine may be busy; each wait ends as soon as what it waits for is so.
PATIENCE_SECONDS = 120.0
# What an operator is promised on a machine that does nothing else.
LONGEST_STOP_SECONDS = 10.0
LONGEST_SECOND_START_SECONDS = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """A running `manage.py up` of its own."""

    process: "subprocess.Popen[bytes]"
    var_dir: Path
    port: int
    log: Path

    def pid_of(self, *words: str) -> int:
        """Return the first process of ours whose command has all the words."""
        return min(pid for pid in descendants(self.process.pid) if has_words(pid, words))


def descendants(pid: int) -> list[int]:
    """Return the running processes below one."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if fields[0] != "Z":
            parents[int(stat.parent.name)] = int(fields[1])
    found = [pid]
    for ancestor in found:
        found.extend(child for child, parent in parents.items() if parent == ancestor)
    return found[1:]


def has_words(pid: int, words: tuple[str, ...]) -> bool:
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0")
    except OSError:
        return False
    return all(any(word in part for part in command) for word in words)


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_for(condition: Callable[[], bool], what: str, seconds: float = PATIENCE_SECONDS) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"after {seconds:.0f} s still not: {what}"
        time.sleep(0.1)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(var_dir: Path, port: int) -> dict[str, str]:
    own = {"NEWSMON_VAR": str(var_dir), "NEWSMON_PORT": str(port), "NEWSMON_SAMPLE": "false"}
    kept = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "CELERY_BROKER_URL"}}
    return kept | own


@contextmanager
def running_house(var_dir: Path) -> Iterator[House]:
    """Run `manage.py up`; nothing of it outlives the block, however that ends."""
    port = free_port()
    log = var_dir / "up.log"
    command = [sys.executable, MANAGE, "up"]
    variables = environment(var_dir, port)
    with (
        log.open("ab") as stream,
        subprocess.Popen(command, env=variables, stdout=stream, stderr=stream) as process,
    ):
        try:
            yield House(process=process, var_dir=var_dir, port=port, log=log)
        finally:
            process.terminate()


def busyness() -> float:
    """Return how much longer things take, as others use the machine: 1 where it is ours."""
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


def asks_database(house: House) -> bool:
    """Tell whether a page is served that reads a session from the database."""
    request = urllib.request.Request(
        f"http://127.0.0.1:{house.port}/admin/login/", headers={"Cookie": "sessionid=" + "x" * 32}
    )
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def takes_tasks(house: House, queue: str, task: str) -> bool:
    """Tell whether a task that we send is taken from its queue and done with."""
    url = embedded.broker_url(house.var_dir)
    with app.connection_for_write(url) as connection:
        app.send_task(task, queue=queue, connection=connection, expires=60)
    broker = redis.Redis(unix_socket_path=str(embedded.valkey_socket(house.var_dir)))
    with broker:
        for _ in range(100):
            if not broker.llen(queue) and not broker.hlen("unacked"):
                return True
            time.sleep(0.1)
    return False


def works(house: House) -> bool:
    try:
        return (
            asks_database(house)
            and takes_tasks(house, "io", "ingest.tasks.poll_due_feeds")
            and takes_tasks(house, "nlp", "analysis.tasks.analyse_due_articles")
        )
    except (OSError, redis.RedisError):
        return False


@pytest.fixture(scope="module")
def var_dir() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="newsmon-up-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def house(var_dir: Path) -> Iterator[House]:
    with running_house(var_dir) as house:
        wait_for(lambda: works(house) or house.process.poll() is not None, "newsmon works")
        assert house.process.poll() is None, house.log.read_text()
        yield house


PARTS = {
    "postgres": ("bin/postgres", "-D"),
    "valkey": ("valkey-server",),
    "web": ("gunicorn",),
    "beat": ("celery", "beat"),
    "worker-io": ("celery", "worker", "io"),
    "worker-nlp": ("celery", "worker", "nlp"),
}


def back(house: House, part: str, old: int) -> bool:
    running = descendants(house.process.pid)
    return any(pid != old and has_words(pid, PARTS[part]) for pid in running)


def test_first_start_shows_the_passwords_once(house: House) -> None:
    shown = re.findall(r"(\w+) +((?:[a-z2-9]{4}-){3}[a-z2-9]{4})", house.log.read_text())
    assert [name for name, _ in shown] == ["admin", "analyst"]
    assert len({password for _, password in shown}) == 2


@pytest.mark.parametrize("part", PARTS)
def test_part_that_was_killed_is_back_and_works(house: House, part: str) -> None:
    pid = house.pid_of(*PARTS[part])
    os.kill(pid, signal.SIGKILL)
    wait_for(lambda: not is_running(pid), f"{part} is dead")
    wait_for(lambda: back(house, part, pid), f"{part} is back")
    wait_for(lambda: works(house), f"everything works after {part} was killed")


@pytest.mark.parametrize("part", ["postgres", "web", "worker-io", "worker-nlp"])
def test_child_of_a_part_that_was_killed_is_replaced(house: House, part: str) -> None:
    main = house.pid_of(*PARTS[part])
    child = descendants(main)[0]
    os.kill(child, signal.SIGKILL)
    wait_for(lambda: not is_running(child), f"a child of {part} is dead")
    wait_for(lambda: works(house), f"everything works after a child of {part} was killed")
    assert house.pid_of(*PARTS[part]) == main


def test_second_up_on_the_same_folder_is_refused(house: House) -> None:
    second = run_up(house.var_dir, free_port())
    assert second.returncode == 1
    assert second.stderr.count("\n") == 1
    assert f"runs already on {house.var_dir} (process {house.process.pid})" in second.stderr


def test_port_in_use_is_said_in_one_line(house: House, tmp_path: Path) -> None:
    other = run_up(tmp_path, house.port)
    assert other.returncode == 1
    assert other.stderr.count("\n") == 1
    assert f"127.0.0.1:{house.port} cannot be used" in other.stderr
    assert not embedded.postgres_data(tmp_path).exists()


def run_up(var_dir: Path, port: int) -> "subprocess.CompletedProcess[str]":
    variables = environment(var_dir, port)
    command = [sys.executable, MANAGE, "up"]
    return subprocess.run(command, env=variables, capture_output=True, text=True, timeout=30)


def test_sigterm_stops_everything_in_time(house: House) -> None:
    running = descendants(house.process.pid)
    house.process.terminate()
    assert house.process.wait(LONGEST_STOP_SECONDS * busyness()) == 0
    assert not [pid for pid in running if is_running(pid)]


def test_second_start_serves_soon_and_a_killed_up_leaves_nothing(
    house: House, var_dir: Path
) -> None:
    house.process.terminate()
    house.process.wait()
    allowed = LONGEST_SECOND_START_SECONDS * busyness()
    started_at = time.monotonic()
    with running_house(var_dir) as second:
        wait_for(lambda: asks_database(second), "the first page is served")
        seconds = time.monotonic() - started_at
        wait_for(lambda: works(second), "newsmon works")
        running = descendants(second.process.pid)
        second.process.kill()
        second.process.wait()
        longest = LONGEST_STOP_SECONDS * busyness()
        wait_for(lambda: not any(map(is_running, running)), "all are gone", longest)
    assert len(running) > len(PARTS)
    assert seconds < allowed
    assert len(re.findall("Sign in at", second.log.read_text())) == 1
