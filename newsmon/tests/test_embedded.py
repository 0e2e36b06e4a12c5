"""The embedded servers: paths, first start, crash, second start."""

import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import unquote, urlsplit

import psycopg2
import pytest
import redis
from django.conf import settings
from django.db import connection

from newsmon import embedded, privileges

LONG = "a-rather-long-name-of-a-folder-" * 4


@pytest.fixture
def var_dir() -> Iterator[Path]:
    """Yield a folder that the servers' user can reach; stop what runs in it at the end."""
    folder = Path(tempfile.mkdtemp(prefix="newsmon-"))
    folder.chmod(0o711)
    yield folder
    embedded.stop_valkey(folder)
    embedded.stop_postgres(folder)
    shutil.rmtree(folder)


def postmaster(var_dir: Path) -> int:
    return int((embedded.postgres_data(var_dir) / "postmaster.pid").read_text().split()[0])


def execute(var_dir: Path, statement: str) -> list[tuple[object, ...]]:
    url = embedded.database_url(var_dir)
    with closing(psycopg2.connect(url)) as session, session.cursor() as cursor:
        session.autocommit = True
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


# --- Paths --------------------------------------------------------------------------------------


def test_secret_key_is_made_once_and_is_private(tmp_path: Path) -> None:
    first = embedded.secret_key(tmp_path / "var")
    assert embedded.secret_key(tmp_path / "var") == first
    assert len(first) >= 50
    mode = (tmp_path / "var" / "secret_key").stat().st_mode
    assert stat.S_IMODE(mode) == 0o600


def test_two_installations_have_different_keys(tmp_path: Path) -> None:
    assert embedded.secret_key(tmp_path / "a") != embedded.secret_key(tmp_path / "b")


def test_sockets_are_below_the_var_folder() -> None:
    assert embedded.valkey_socket(Path("/srv/newsmon/var")).is_relative_to("/srv/newsmon/var")
    assert embedded.broker_url(Path("/srv/n")) == "redis+socket:///srv/n/run/valkey.sock"
    assert (
        embedded.database_url(Path("/srv/n"))
        == "postgresql://postgres@%2Fsrv%2Fn%2Frun%2Fpg/newsmon"
    )


@pytest.mark.parametrize("name", [LONG, "a folder", "أخبار", "it's", "100%", 'quo"te'])
def test_folder_that_sockets_cannot_be_in_gets_a_short_one(name: str) -> None:
    var_dir = Path("/srv") / name
    host = unquote(str(urlsplit(embedded.database_url(var_dir)).hostname or ""))
    assert len(os.fsencode(embedded.postgres_socket_dir(var_dir) / ".s.PGSQL.5432")) <= 107
    assert not embedded.valkey_socket(var_dir).is_relative_to("/srv")
    assert Path(host) == Path(str(embedded.postgres_socket_dir(var_dir)).lower())


def test_short_folders_of_two_installations_differ() -> None:
    one, other = Path("/srv") / f"{LONG}1", Path("/srv") / f"{LONG}2"
    assert embedded.valkey_socket(one) != embedded.valkey_socket(other)


def test_reading_the_settings_starts_nothing(tmp_path: Path) -> None:
    variables = {"PATH": os.environ["PATH"], "NEWSMON_VAR": str(tmp_path)}
    program = "from newsmon import settings; print(settings.DATABASES, settings.CELERY_BROKER_URL)"
    command = [sys.executable, "-c", program]
    subprocess.run(command, env=variables, cwd=settings.BASE_DIR, check=True, capture_output=True)
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


# --- PostgreSQL ---------------------------------------------------------------------------------


@pytest.mark.services
def test_postgres_survives_being_killed(var_dir: Path) -> None:
    embedded.start_postgres(var_dir)
    execute(var_dir, "CREATE TABLE kept (word text)")
    execute(var_dir, "INSERT INTO kept VALUES ('باقٍ')")
    os.kill(postmaster(var_dir), signal.SIGKILL)
    embedded.start_postgres(var_dir)
    assert execute(var_dir, "SELECT word FROM kept") == [("باقٍ",)]


@pytest.mark.services
def test_second_start_leaves_a_running_server_alone(var_dir: Path) -> None:
    embedded.start_postgres(var_dir)
    first = postmaster(var_dir)
    embedded.start_postgres(var_dir)
    assert postmaster(var_dir) == first
    embedded.stop_postgres(var_dir)
    assert not embedded.is_postgres_ready(var_dir)
    embedded.stop_postgres(var_dir)


@pytest.mark.services
def test_pid_file_of_a_number_that_went_to_another_process_is_no_obstacle(var_dir: Path) -> None:
    embedded.start_postgres(var_dir)
    data = embedded.postgres_data(var_dir)
    content = (data / "postmaster.pid").read_text()
    embedded.stop_postgres(var_dir)
    stale = content.replace(content.split()[0], str(os.getpid()), 1)
    (data / "postmaster.pid").write_text(stale)
    embedded.start_postgres(var_dir)
    assert embedded.is_postgres_ready(var_dir)


@pytest.mark.services
def test_interrupted_first_start_is_begun_again(var_dir: Path) -> None:
    half = var_dir / "postgres.init"
    half.mkdir()
    (half / "PG_VERSION").write_text("18")
    embedded.start_postgres(var_dir)
    assert execute(var_dir, "SELECT 1") == [(1,)]
    assert not half.exists()


@pytest.mark.services
def test_server_listens_on_no_port_and_only_its_owner_reaches_its_socket(var_dir: Path) -> None:
    embedded.start_postgres(var_dir)
    assert execute(var_dir, "SHOW listen_addresses") == [("",)]
    assert stat.S_IMODE(embedded.postgres_socket_dir(var_dir).stat().st_mode) == 0o700
    assert stat.S_IMODE(embedded.postgres_data(var_dir).stat().st_mode) == 0o700


@pytest.mark.services
@pytest.mark.parametrize("name", [LONG, "مجلد أخبار"])
def test_postgres_runs_in_a_folder_with_a_difficult_name(var_dir: Path, name: str) -> None:
    inner = var_dir / name
    embedded.start_postgres(inner)
    rows = execute(inner, "SELECT 1")
    embedded.stop_postgres(inner)
    shutil.rmtree(embedded.valkey_socket(inner).parent)
    assert rows == [(1,)]


@pytest.mark.services
def test_postgres_runs_below_a_folder_that_is_ours_alone(var_dir: Path) -> None:
    closed = var_dir / "closed"
    closed.mkdir(mode=0o700)
    embedded.start_postgres(closed / "var")
    rows = execute(closed / "var", "SELECT 1")
    embedded.stop_postgres(closed / "var")
    assert rows == [(1,)]


@pytest.mark.services
@pytest.mark.skipif(os.geteuid() != 0, reason="only root can take on other users")
@pytest.mark.parametrize("way", range(3))
def test_each_way_down_from_root_reaches_an_open_folder(var_dir: Path, way: int) -> None:
    prefix, _ = privileges.ways_down(privileges.NOBODY)[way]
    assert privileges.can_reach(prefix, var_dir, Path("/bin/true"))
    program = [*prefix, "id", "-u"]
    shown = subprocess.run(program, capture_output=True, text=True, check=True, cwd="/")
    assert shown.stdout.strip() == str(privileges.NOBODY)


def test_dead_process_that_nobody_buried_is_no_running_server(tmp_path: Path) -> None:
    program = tmp_path / "postgres"
    shutil.copy(str(shutil.which("sleep")), program)
    with subprocess.Popen([program, "30"]) as process:
        while Path(f"/proc/{process.pid}/comm").read_text().strip() != "postgres":
            time.sleep(0.01)
        assert embedded._is_postgres(process.pid)
        process.kill()
        while Path(f"/proc/{process.pid}/stat").read_text().split()[2] != "Z":
            time.sleep(0.01)
        assert not embedded._is_postgres(process.pid)
    assert not embedded._is_postgres(process.pid)


def test_failure_of_a_server_tool_is_told_with_its_words(tmp_path: Path) -> None:
    with pytest.raises(privileges.ServerFailed, match="no such luck"):
        embedded._run(["sh", "-c", "echo no such luck; exit 1"])


@pytest.mark.django_db
def test_arabic_words_have_trigrams() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        cursor.execute("SELECT similarity('قصف رأس العين', 'قصفت رأس العين')")
        (similarity,) = cursor.fetchone()
    assert similarity > 0.5


# --- Valkey -------------------------------------------------------------------------------------


@pytest.mark.services
def test_valkey_keeps_what_it_holds_over_a_kill(var_dir: Path) -> None:
    embedded.start_valkey(var_dir)
    assert embedded._ask_valkey(var_dir, b"SET word kept") == b"+OK"
    with redis.Redis(unix_socket_path=str(embedded.valkey_socket(var_dir))) as broker:
        pid = broker.info("server")["process_id"]
    os.kill(pid, signal.SIGKILL)
    embedded.start_valkey(var_dir)
    assert embedded._ask_valkey(var_dir, b"GET word") == b"$4\r\nkept"


@pytest.mark.services
def test_valkey_can_be_started_and_stopped_twice(var_dir: Path) -> None:
    embedded.start_valkey(var_dir)
    embedded.start_valkey(var_dir)
    embedded.stop_valkey(var_dir)
    embedded.stop_valkey(var_dir)
    assert not embedded.is_valkey_ready(var_dir)


# --- By hand ------------------------------------------------------------------------------------


@pytest.mark.services
def test_both_servers_start_and_stop_by_hand(
    var_dir: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(settings, "VAR_DIR", var_dir)
    assert embedded.main(["start"]) == 0
    assert capsys.readouterr().out.count(" ready\n") == 2
    assert embedded.main(["stop"]) == 0
    assert capsys.readouterr().out.count(" stopped\n") == 2


def test_unknown_word_by_hand_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert embedded.main(["halt"]) == 2
    assert "usage" in capsys.readouterr().err


@pytest.mark.services
def test_dump_can_be_put_back(
    var_dir: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(settings, "VAR_DIR", var_dir)
    embedded.start_postgres(var_dir)
    execute(var_dir, "CREATE TABLE kept (word text)")
    execute(var_dir, "INSERT INTO kept VALUES ('باقٍ')")
    assert embedded.main(["dump"]) == 0
    dump = capfd.readouterr().out
    execute(var_dir, "DROP TABLE kept")
    psql = embedded._client_command("psql", var_dir)
    subprocess.run(psql, input=dump.encode(), check=True, stdout=subprocess.DEVNULL)
    assert execute(var_dir, "SELECT word FROM kept") == [("باقٍ",)]
