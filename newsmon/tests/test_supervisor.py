"""The keeper of child processes, on children of a few lines."""

import io
import os
import re
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsmon import supervisor
from newsmon.supervisor import Console, Service, Supervisor


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def console() -> Console:
    return Console(stream=io.StringIO(), has_colour=False)


@pytest.fixture
def house(console: Console, tmp_path: Path) -> Iterator[Supervisor]:
    house = Supervisor(console, tmp_path)
    yield house
    house.stop()


def python(name: str, program: str, *, is_server: bool = False) -> Service:
    command = (sys.executable, "-c", program)
    return Service(name=name, command=lambda: command, is_server=is_server)


def said(house: Supervisor) -> str:
    stream = house.console.stream
    assert isinstance(stream, io.StringIO)
    return stream.getvalue()


def wait_for_words(house: Supervisor, words: str, times: int = 1) -> None:
    assert house.wait(lambda: said(house).count(words) >= times, 10), said(house)


def is_gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


# --- Commands -----------------------------------------------------------------------------------


def test_web_server_runs_two_workers_of_four_threads() -> None:
    command = " ".join(supervisor.web_command("127.0.0.1", 8000))
    assert "--worker-class gthread --workers 2 --threads 4" in command
    assert "--bind 127.0.0.1:8000" in command


def test_address_of_the_sixth_protocol_is_bracketed() -> None:
    assert "[::1]:8000" in supervisor.web_command("::1", 8000)


def test_each_queue_has_its_own_worker() -> None:
    assert supervisor.WORKER_IO[supervisor.WORKER_IO.index("--queues") + 1] == "io"
    assert supervisor.WORKER_NLP[supervisor.WORKER_NLP.index("--queues") + 1] == "nlp"


def test_models_are_in_memory_once() -> None:
    place = supervisor.WORKER_NLP.index("--concurrency")
    assert supervisor.WORKER_NLP[place + 1] == "1"


def test_python_means_the_interpreter_that_runs_us() -> None:
    assert supervisor.with_interpreter(("python", "manage.py")) == (sys.executable, "manage.py")
    assert supervisor.with_interpreter(("valkey-server",)) == ("valkey-server",)


# --- Output -------------------------------------------------------------------------------------


def test_lines_stand_behind_the_name_of_their_part(console: Console) -> None:
    console.say("web", "served")
    console.say("worker-nlp", "مرحبا")
    assert console.stream.getvalue() == "web        | served\nworker-nlp | مرحبا\n"  # type: ignore[attr-defined]


def test_parts_differ_in_colour_on_a_terminal() -> None:
    console = Console(stream=io.StringIO(), has_colour=True)
    for name in ("web", "beat", "web"):
        console.say(name, "x")
    colours = re.findall(r"\x1b\[(\d+)m\w", console.stream.getvalue())  # type: ignore[attr-defined]
    assert colours[0] == colours[2] != colours[1]


@pytest.mark.parametrize(
    ("stream", "environment", "expected"),
    [
        (Terminal(), {}, True),
        (Terminal(), {"NO_COLOR": ""}, True),
        (Terminal(), {"NO_COLOR": "1"}, False),
        (io.StringIO(), {}, False),
    ],
)
def test_colour_is_for_terminals_whose_owner_wants_it(
    stream: io.StringIO, environment: dict[str, str], expected: bool
) -> None:
    assert supervisor.wants_colour(stream, environment) is expected


def test_letters_that_the_console_lacks_are_spelled_out() -> None:
    written = io.BytesIO()
    stream = io.TextIOWrapper(written, encoding="ascii")
    Console(stream=stream, has_colour=False).say("web", "خبر")
    assert written.getvalue() == b"web        | \\u062e\\u0628\\u0631\n"


def test_console_that_was_closed_is_no_error(tmp_path: Path) -> None:
    read_end, write_end = os.pipe()
    os.close(read_end)
    with os.fdopen(write_end, "w", buffering=1, closefd=False) as stream:
        Console(stream=stream, has_colour=False).say("web", "nobody listens")
        os.dup2(os.open(tmp_path / "rest", os.O_CREAT | os.O_WRONLY), write_end)
    os.close(write_end)


# --- Restarts -----------------------------------------------------------------------------------


def test_delay_doubles_up_to_half_a_minute() -> None:
    delays = [supervisor.restart_delay(failures) for failures in range(1, 9)]
    assert delays == [0.5, 1, 2, 4, 8, 16, 30, 30]


def test_end_is_described_by_signal_or_status() -> None:
    assert supervisor.describe_end(-9) == "killed by SIGKILL"
    assert supervisor.describe_end(3) == "ended with status 3"


@pytest.mark.services
def test_part_that_ends_is_started_again_later_each_time(house: Supervisor) -> None:
    house.start(python("short", "print('here')"))
    wait_for_words(house, "short      | here", times=3)
    assert "ended with status 0; starting again in 0.5 s" in said(house)
    assert "starting again in 1.0 s" in said(house)


@pytest.mark.services
def test_part_that_ran_for_long_starts_counting_anew(
    house: Supervisor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "STEADY_SECONDS", 0.0)
    house.start(python("short", "pass"))
    wait_for_words(house, "starting again in 0.5 s", times=2)
    assert "1.0 s" not in said(house)


@pytest.mark.services
def test_part_that_cannot_be_started_is_tried_again(house: Supervisor) -> None:
    commands = iter([(sys.executable, "-c", "pass"), ("/nowhere/at-all",), ("/nowhere/again",)])
    house.start(Service(name="odd", command=lambda: next(commands)))
    wait_for_words(house, "does not start: [Errno 2]", times=2)


@pytest.mark.services
def test_child_left_behind_by_a_dead_part_is_ended(house: Supervisor) -> None:
    program = (
        "import subprocess, sys; sleep = [sys.executable, '-c', 'import time; time.sleep(60)']; "
        "print('child', subprocess.Popen(sleep).pid)"
    )
    house.start(python("parent", program))
    wait_for_words(house, "starting again")
    found = re.search(r"child (\d+)", said(house))
    assert found
    assert house.wait(lambda: is_gone(int(found[1])), 5)


@pytest.mark.services
def test_last_words_without_a_line_end_are_kept(house: Supervisor) -> None:
    house.start(python("short", "import sys; sys.stdout.write('one\\ntwo')"))
    wait_for_words(house, "starting again")
    assert "short      | one\nshort      | two\n" in said(house)


# --- The end ------------------------------------------------------------------------------------

_STUBBORN = "import signal, time; signal.signal(15, signal.SIG_IGN); print('deaf'); time.sleep(60)"


def _polite(seconds: float) -> str:
    return (
        "import signal, sys, time\n"
        f"def end(*_): time.sleep({seconds}); print('bye'); sys.exit()\n"
        "signal.signal(15, end); print('up'); time.sleep(60)"
    )


@pytest.mark.services
def test_part_that_does_not_listen_is_killed_in_time(
    house: Supervisor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "STOP_PARTS_SECONDS", 0.5)
    house.start(python("deaf", _STUBBORN))
    wait_for_words(house, "| deaf")
    process = house.children[0].process
    assert process
    started_at = time.monotonic()
    house.stop()
    assert time.monotonic() - started_at < 3
    assert is_gone(process.pid)
    assert "does not end by itself: killing it" in said(house)


def test_promised_time_is_kept_even_if_nobody_listens() -> None:
    assert supervisor.STOP_PARTS_SECONDS + supervisor.STOP_SERVERS_SECONDS < 10


@pytest.mark.services
def test_servers_end_after_the_parts_that_use_them(house: Supervisor) -> None:
    house.start(python("server", _polite(0), is_server=True))
    house.start(python("part", _polite(0.5)))
    wait_for_words(house, "| up", times=2)
    house.stop()
    assert said(house).index("part       | bye") < said(house).index("server     | bye")


@pytest.mark.services
def test_signal_ends_the_wait(house: Supervisor) -> None:
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    hangup = signal.getsignal(signal.SIGHUP)
    house.listen_for_signals()
    try:
        os.kill(os.getpid(), signal.SIGTERM)
        with pytest.raises(supervisor.StopRequested):
            house.wait(lambda: False, 10)
    finally:
        signal.signal(signal.SIGTERM, before[0])
        signal.signal(signal.SIGINT, before[1])
        signal.signal(signal.SIGHUP, hangup)


@pytest.mark.services
def test_wait_that_takes_too_long_says_so(house: Supervisor) -> None:
    assert house.wait(lambda: False, 0.2) is False


@pytest.mark.services
def test_command_to_be_run_once_gives_its_status(house: Supervisor) -> None:
    assert house.run_once("try", (sys.executable, "-c", "raise SystemExit(7)")) == 7
