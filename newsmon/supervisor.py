"""Runs the parts of newsmon as child processes, brings back those that die and stops them all.

The commands below are the only list of what newsmon consists of: docker-compose.yml repeats them
and a test compares the two.
"""

import contextlib
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from newsmon.privileges import dying_with_parent

# A part that dies comes back after half a second, then after twice as long each time …
FIRST_DELAY_SECONDS = 0.5
# … but never later than this; and one that ran for a minute starts counting anew.
LONGEST_DELAY_SECONDS = 30.0
STEADY_SECONDS = 60.0
# Together below the ten seconds in which everything has to be gone.
STOP_PARTS_SECONDS = 5.0
STOP_SERVERS_SECONDS = 3.0
# How often children are looked at; also the longest delay of a Ctrl-C.
TICK_SECONDS = 0.1

_CELERY = ("python", "-m", "celery", "-A", "newsmon", "--quiet")
# Nobody listens to heartbeats, and one that is being sent when the broker goes hangs the worker.
_WORKER = (
    *(*_CELERY, "worker", "--pool", "prefork"),
    *("--without-mingle", "--without-gossip", "--without-heartbeat"),
)
BEAT = (*_CELERY, "beat")
# Processes, not threads: only a process can be ended at a task's time limit, and a page made to
# hang its reader must not take the worker with it. Two, as the time goes into waiting.
WORKER_IO = (*_WORKER, "--queues", "io", "--hostname", "io@%h", "--concurrency", "2")
# One process, so that the models are in memory once; they use several cores on their own.
WORKER_NLP = (*_WORKER, "--queues", "nlp", "--hostname", "nlp@%h", "--concurrency", "1")
BOOTSTRAP = ("python", "manage.py", "bootstrap")
SAMPLE_SITE = ("python", "manage.py", "sample_site")


def web_command(host: str, port: int) -> tuple[str, ...]:
    """Return the command of the web server on an address."""
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    size = ("--worker-class", "gthread", "--workers", "2", "--threads", "4")
    # Loaded once and then forked: half the work at start, and shared memory.
    ways = ("--preload", "--no-control-socket", "--graceful-timeout", "4")
    return ("python", "-m", "gunicorn", "newsmon.wsgi:application", "--bind", address, *size, *ways)


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A part that is to run for as long as newsmon runs.

    `command` is asked for anew at each start. `stop_signal` asks for an orderly end;
    `death_signal` is what the kernel sends when the supervisor itself was killed.
    """

    name: str
    command: Callable[[], Sequence[str]]
    stop_signal: signal.Signals = signal.SIGTERM
    is_server: bool = False


def python_service(name: str, command: Sequence[str], *, death_signal: str) -> Service:
    """Return a part that runs in our own Python, with us and no longer than us."""
    ready = (*dying_with_parent(death_signal), *with_interpreter(command))
    return Service(name=name, command=lambda: ready)


def with_interpreter(command: Sequence[str]) -> tuple[str, ...]:
    """Return a command with the running interpreter in place of the word `python`."""
    return (sys.executable, *command[1:]) if command[0] == "python" else tuple(command)


class StopRequested(Exception):
    """Ctrl-C or SIGTERM arrived."""


# --- Output -------------------------------------------------------------------------------------

_COLOURS = (36, 32, 33, 35, 34, 96, 92, 95)


@dataclass(slots=True, kw_only=True)
class Console:
    """Writes whole lines, each behind the name of the part that said it."""

    stream: TextIO
    has_colour: bool
    width: int = 10
    _colours: dict[str, int] = field(default_factory=dict)

    def say(self, name: str, line: str) -> None:
        """Write one line; a console that was closed is no reason to stop."""
        label = f"{name:<{self.width}} |"
        if self.has_colour:
            colour = self._colours.setdefault(name, _COLOURS[len(self._colours) % len(_COLOURS)])
            label = f"\x1b[{colour}m{label}\x1b[0m"
        encoding = self.stream.encoding or "utf-8"
        shown = line.encode(encoding, "backslashreplace").decode(encoding)
        with contextlib.suppress(OSError):
            self.stream.write(f"{label} {shown}\n")
            self.stream.flush()


def wants_colour(stream: TextIO, environment: Mapping[str, str]) -> bool:
    """Tell whether to colour: on a terminal, unless NO_COLOR is set (https://no-color.org)."""
    return stream.isatty() and not environment.get("NO_COLOR")


# --- Processes ----------------------------------------------------------------------------------


@dataclass(slots=True, kw_only=True)
class Child:
    """A service and its process, which is None between an end and the next start."""

    service: Service
    process: "subprocess.Popen[bytes] | None" = None
    started_at: float = 0.0
    failures: int = 0
    restart_at: float = 0.0
    rest: bytes = b""


def restart_delay(failures: int) -> float:
    """Return the seconds to wait before the start that follows so many failures in a row."""
    return min(FIRST_DELAY_SECONDS * 2.0 ** max(failures - 1, 0), LONGEST_DELAY_SECONDS)


def describe_end(status: int) -> str:
    """Return how a process ended, from its return code."""
    if status < 0:
        return f"killed by {signal.Signals(-status).name}"
    return f"ended with status {status}"


class Supervisor:
    """Starts services and keeps them. One thread: the kernel ties children to the thread."""

    def __init__(self, console: Console, folder: Path) -> None:
        self.console = console
        self.folder = folder
        self.children: list[Child] = []
        self._selector = selectors.DefaultSelector()
        self._is_stopping = False

    def listen_for_signals(self) -> None:
        """Turn SIGINT, SIGTERM and SIGHUP into StopRequested at the next look."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._note_signal)

    def _note_signal(self, number: int, frame: object) -> None:
        self._is_stopping = True

    def start(self, service: Service) -> None:
        """Start a service and keep it running from now on."""
        child = Child(service=service)
        self.children.append(child)
        self._spawn(child)

    def wait(self, is_done: Callable[[], bool], seconds: float) -> bool:
        """Look after the children until something is so; return False if it took too long.

        Raises StopRequested when a signal asks for the end.
        """
        deadline = time.monotonic() + seconds
        while True:
            if self._is_stopping:
                raise StopRequested
            if is_done():
                return True
            if time.monotonic() >= deadline:
                return False
            self._look(TICK_SECONDS)

    def run_once(self, name: str, command: Sequence[str]) -> int:
        """Run a command to its end, its output as it is; return its status."""
        whole = (*dying_with_parent("TERM"), *with_interpreter(command))
        with subprocess.Popen(whole, cwd=self.folder, start_new_session=True) as process:
            try:
                self.wait(lambda: process.poll() is not None, float("inf"))
            finally:
                _signal_group(process, signal.SIGKILL)
        return process.returncode

    def stop(self) -> None:
        """End everything in order: first the parts, then the servers that they use."""
        self._end([c for c in self.children if not c.service.is_server], STOP_PARTS_SECONDS)
        self._end([c for c in self.children if c.service.is_server], STOP_SERVERS_SECONDS)

    def _spawn(self, child: Child) -> None:
        child.started_at = time.monotonic()
        child.rest = b""
        child.process = subprocess.Popen(
            child.service.command(),
            cwd=self.folder,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        if child.process.stdout:
            os.set_blocking(child.process.stdout.fileno(), False)
            self._selector.register(child.process.stdout, selectors.EVENT_READ, child)

    def _look(self, seconds: float) -> None:
        for key, _ in self._selector.select(seconds):
            self._read(key.data)
        now = time.monotonic()
        for child in self.children:
            if child.process and child.process.poll() is not None:
                self._note_end(child, child.process.returncode, now)
            elif child.process is None and now >= child.restart_at and not self._is_stopping:
                self._try_spawn(child, now)

    def _try_spawn(self, child: Child, now: float) -> None:
        try:
            self._spawn(child)
        except (OSError, RuntimeError) as error:
            self._put_off(child, now, f"does not start: {error}")

    def _read(self, child: Child) -> None:
        if not (child.process and child.process.stdout):
            return
        data = child.process.stdout.read()
        if data == b"":
            self._selector.unregister(child.process.stdout)
        *lines, child.rest = (child.rest + (data or b"")).split(b"\n")
        for line in lines:
            self.console.say(child.service.name, line.decode(errors="replace").rstrip())

    def _note_end(self, child: Child, status: int, now: float) -> None:
        self._reap(child)
        if self._is_stopping:
            return
        if now - child.started_at >= STEADY_SECONDS:
            child.failures = 0
        self._put_off(child, now, describe_end(status))

    def _put_off(self, child: Child, now: float, what: str) -> None:
        child.failures += 1
        delay = restart_delay(child.failures)
        child.restart_at = now + delay
        self.console.say(child.service.name, f"{what}; starting again in {delay:.1f} s")

    def _reap(self, child: Child) -> None:
        """Take leave of an ended process, of what it left behind in its group, and of its pipe."""
        process, child.process = child.process, None
        if process is None or process.stdout is None:
            return
        _signal_group(process, signal.SIGKILL)
        with contextlib.suppress(KeyError):
            self._selector.unregister(process.stdout)
        left = child.rest + (process.stdout.read() or b"")
        for line in left.decode(errors="replace").splitlines():
            self.console.say(child.service.name, line.rstrip())
        process.stdout.close()

    def _end(self, children: Sequence[Child], seconds: float) -> None:
        self._is_stopping = True
        for child in children:
            if child.process:
                child.process.send_signal(child.service.stop_signal)
        deadline = time.monotonic() + seconds
        while any(child.process for child in children) and time.monotonic() < deadline:
            self._look(TICK_SECONDS)
        for child in children:
            if child.process:
                self.console.say(child.service.name, "does not end by itself: killing it")
                _signal_group(child.process, signal.SIGKILL)
                child.process.wait()
                self._reap(child)


def _signal_group(process: "subprocess.Popen[bytes]", number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, number)
