"""Settings: what the environment says counts, and what it says wrongly stops the start."""

import ast
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

PROGRAM = """
import json
from newsmon import settings as s
print(json.dumps({
    "database": s.DATABASES["default"], "broker": s.CELERY_BROKER_URL,
    "embedded": [s.HAS_EMBEDDED_DATABASE, s.HAS_EMBEDDED_BROKER], "key": s.SECRET_KEY,
    "debug": s.DEBUG, "secure": [s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE],
    "bind": [s.BIND_HOST, s.BIND_PORT], "sample": s.LOAD_SAMPLE, "hosts": s.ALLOWED_HOSTS,
    "mail": {n: getattr(s, n) for n in dir(s) if n.startswith("EMAIL_")}, "site": s.SITE_URL,
}, default=str))
"""


def read_settings(var_dir: Path, **variables: str) -> "subprocess.CompletedProcess[str]":
    environment = {"PATH": os.environ["PATH"], "NEWSMON_VAR": str(var_dir), **variables}
    command = [sys.executable, "-c", PROGRAM]
    return subprocess.run(
        command, env=environment, cwd=settings.BASE_DIR, capture_output=True, text=True
    )


def test_without_any_variable_all_is_local_and_safe(tmp_path: Path) -> None:
    found = json.loads(read_settings(tmp_path).stdout)
    assert found["embedded"] == [True, True]
    assert found["database"]["HOST"].startswith(str(tmp_path))
    assert found["bind"] == ["127.0.0.1", 8000]
    assert found["debug"] is False
    assert found["key"] == (tmp_path / "secret_key").read_text()


def test_named_servers_take_the_place_of_the_embedded_ones(tmp_path: Path) -> None:
    done = read_settings(
        tmp_path,
        DATABASE_URL="postgresql://u:p%40ss@db:5433/news",
        CELERY_BROKER_URL="redis://queue:6379/1",
        SECRET_KEY="of the operator",
    )
    found = json.loads(done.stdout)
    database = found["database"]
    assert [database[name] for name in ("HOST", "PORT", "USER", "PASSWORD", "NAME")] == [
        "db", 5433, "u", "p@ss", "news",
    ]  # fmt: skip
    assert found["broker"] == "redis://queue:6379/1"
    assert found["embedded"] == [False, False]
    assert found["key"] == "of the operator"
    assert list(tmp_path.iterdir()) == []


def test_one_named_server_leaves_the_other_embedded(tmp_path: Path) -> None:
    found = json.loads(read_settings(tmp_path, CELERY_BROKER_URL="redis://queue/1").stdout)
    assert found["embedded"] == [True, False]


def test_https_makes_cookies_secure(tmp_path: Path) -> None:
    assert json.loads(read_settings(tmp_path).stdout)["secure"] == [False, False]
    found = json.loads(read_settings(tmp_path, NEWSMON_HTTPS="yes").stdout)
    assert found["secure"] == [True, True]


@pytest.mark.parametrize(
    ("address", "values"),
    [
        ("smtp://mail.example", ["mail.example", 25, "", "", False, False]),
        ("smtps://u:p%40q@mail.example", ["mail.example", 465, "u", "p@q", False, True]),
        ("smtp+tls://u:p@mail.example:2525", ["mail.example", 2525, "u", "p", True, False]),
    ],
)
def test_a_mail_server_is_named_by_one_address(
    tmp_path: Path, address: str, values: list[object]
) -> None:
    found = json.loads(read_settings(tmp_path, NEWSMON_MAIL_SERVER=address).stdout)["mail"]
    names = ("HOST", "PORT", "HOST_USER", "HOST_PASSWORD", "USE_TLS", "USE_SSL")
    assert [found[f"EMAIL_{name}"] for name in names] == values
    assert found["EMAIL_BACKEND"] == "django.core.mail.backends.smtp.EmailBackend"


def test_without_a_mail_server_messages_are_printed(tmp_path: Path) -> None:
    found = json.loads(read_settings(tmp_path).stdout)
    assert found["mail"]["EMAIL_BACKEND"] == "django.core.mail.backends.console.EmailBackend"
    assert found["site"] == "http://127.0.0.1:8000"


def test_messages_lead_back_to_the_public_address(tmp_path: Path) -> None:
    origins = {"NEWSMON_TRUSTED_ORIGINS": "https://news.example.org"}
    assert json.loads(read_settings(tmp_path, **origins).stdout)["site"] == origins.popitem()[1]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("NEWSMON_MAIL_SERVER", "mail.example"),
        ("NEWSMON_MAIL_SERVER", "smtp://"),
        ("NEWSMON_MAIL_SERVER", "smtp://mail.example:port"),
        ("NEWSMON_PORT", "eighty"),
        ("NEWSMON_PORT", "0"),
        ("NEWSMON_PORT", "99999"),
        ("NEWSMON_SAMPLE_PORT", "65536"),
        ("NEWSMON_LOG_LEVEL", "loud"),
        ("DATABASE_URL", "mysql://u:p@db/news"),
        ("CELERY_BROKER_URL", "queue:6379"),
        ("NEWSMON_DEBUG", "perhaps"),
        ("NEWSMON_SAMPLE", "2"),
        ("NEWSMON_POLL_SECONDS", "-1"),
    ],
)
def test_malformed_variable_stops_the_start_by_name(tmp_path: Path, name: str, value: str) -> None:
    done = read_settings(tmp_path, **{name: value})
    assert done.returncode == 1
    assert name in done.stderr.splitlines()[-1]


def test_command_tells_a_malformed_variable_in_one_line(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        env={
            "PATH": os.environ["PATH"],
            "NEWSMON_VAR": str(tmp_path),
            "DATABASE_URL": "mysql://u:hidden@db/news",
        },
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "newsmon: DATABASE_URL must begin with postgresql:// or postgres://"
    ]


def test_blank_variable_is_as_good_as_none(tmp_path: Path) -> None:
    found = json.loads(read_settings(tmp_path, DATABASE_URL=" ", NEWSMON_PORT="").stdout)
    assert found["embedded"] == [True, True]
    assert found["bind"][1] == 8000


def test_no_secret_stands_in_the_settings() -> None:
    tree = ast.parse((settings.BASE_DIR / "newsmon" / "settings.py").read_text())
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            is_secret = node.targets[0].id in {"SECRET_KEY", "PASSWORD", "DATABASES"}
            assert not (is_secret and isinstance(node.value, ast.Constant))


def test_tasks_travel_as_json_and_end_in_time() -> None:
    assert settings.CELERY_ACCEPT_CONTENT == ["json"]
    assert 0 < settings.CELERY_TASK_SOFT_TIME_LIMIT < settings.CELERY_TASK_TIME_LIMIT


def test_tick_expires_before_the_next_one() -> None:
    entries: dict[str, Any] = dict(settings.CELERY_BEAT_SCHEDULE)
    for entry in entries.values():
        assert 0 < entry["options"]["expires"] <= entry["schedule"].seconds
