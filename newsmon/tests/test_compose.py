"""docker-compose.yml, Dockerfile and .env.example: no engine is needed to see that they agree."""

import json
import re
from typing import Any

import pytest
import yaml
from django.conf import settings

from newsmon import embedded, supervisor

TEXT = (settings.BASE_DIR / "docker-compose.yml").read_text()
COMPOSE: dict[str, Any] = yaml.safe_load(TEXT)
SERVICES: dict[str, Any] = COMPOSE["services"]
EXAMPLE = (settings.BASE_DIR / ".env.example").read_text()
# The parts of `manage.py up`, and the one-off before them.
OURS = {
    "bootstrap": supervisor.BOOTSTRAP,
    "web": supervisor.web_command("0.0.0.0", 8000),
    "beat": supervisor.BEAT,
    "worker-io": supervisor.WORKER_IO,
    "worker-nlp": supervisor.WORKER_NLP,
}


@pytest.mark.parametrize("name", OURS)
def test_command_is_the_one_that_up_runs(name: str) -> None:
    assert tuple(SERVICES[name]["command"]) == OURS[name]


def test_nothing_else_runs_than_our_parts_and_two_servers() -> None:
    assert set(SERVICES) == {*OURS, "postgres", "redis"}


def test_image_runs_the_web_site_by_itself_and_not_as_root() -> None:
    lines = (settings.BASE_DIR / "Dockerfile").read_text().splitlines()
    [command] = [line.removeprefix("CMD ") for line in lines if line.startswith("CMD ")]
    assert tuple(json.loads(command)) == OURS["web"]
    assert "USER newsmon" in lines


@pytest.mark.parametrize("name", OURS)
def test_part_uses_the_two_servers_and_no_secret_of_the_file(name: str) -> None:
    environment = SERVICES[name]["environment"]
    assert environment["DATABASE_URL"].endswith("@postgres:5432/newsmon")
    assert environment["CELERY_BROKER_URL"].startswith("redis://redis:")
    assert environment["SECRET_KEY"].startswith("${SECRET_KEY:?")


@pytest.mark.parametrize("name", OURS)
def test_what_is_tuned_in_the_example_reaches_every_part(name: str) -> None:
    tuned = set(re.findall(r"^(NEWSMON_\w+)=", EXAMPLE, re.MULTILINE)) - {"NEWSMON_PUBLISH"}
    assert tuned <= set(SERVICES[name]["environment"])
    assert "NEWSMON_LOG_LEVEL" in tuned


def test_secrets_have_no_default_anywhere() -> None:
    used = re.findall(r"\$\{((?:\w*PASSWORD|SECRET\w*))(.*?)\}", TEXT)
    assert {name for name, _ in used} == {"POSTGRES_PASSWORD", "SECRET_KEY"}
    assert all(rest.startswith(":?") for _, rest in used)


def test_example_names_every_variable_and_gives_no_secret() -> None:
    named = dict(line.split("=", 1) for line in EXAMPLE.splitlines() if re.match(r"\w+=", line))
    assert set(named) == set(re.findall(r"\$\{(\w+)", TEXT))
    assert named["SECRET_KEY"] == named["POSTGRES_PASSWORD"] == ""


def test_database_has_the_locale_in_which_arabic_words_have_trigrams() -> None:
    arguments = SERVICES["postgres"]["environment"]["POSTGRES_INITDB_ARGS"].split()
    assert tuple(arguments) == embedded.INITDB_LOCALE


def test_servers_are_not_published() -> None:
    published = {name for name, service in SERVICES.items() if "ports" in service}
    assert published == {"web"}
    assert SERVICES["web"]["ports"] == ["${NEWSMON_PUBLISH:-127.0.0.1:8000}:8000"]
    assert COMPOSE["networks"]["inside"]["internal"] is True
    for name in ("postgres", "redis"):
        assert SERVICES[name]["networks"] == ["inside"]


def test_parts_wait_for_the_tables_and_the_tables_for_the_server() -> None:
    for name in OURS:
        waits = {k: v["condition"] for k, v in SERVICES[name]["depends_on"].items()}
        if name == "bootstrap":
            assert waits == {"postgres": "service_healthy"}
        else:
            assert waits["bootstrap"] == "service_completed_successfully"
            assert waits["redis"] == "service_healthy"


def test_health_is_watched_where_it_can_be_told() -> None:
    watched = {name for name, service in SERVICES.items() if "healthcheck" in service}
    assert watched == {"postgres", "redis", "web", "worker-io", "worker-nlp"}


def test_mounted_volumes_are_declared() -> None:
    mounted = {v.split(":")[0] for service in SERVICES.values() for v in service.get("volumes", ())}
    assert mounted == set(COMPOSE["volumes"])


def test_secrets_and_data_stay_out_of_the_image() -> None:
    ignored = (settings.BASE_DIR / ".dockerignore").read_text().split()
    assert {".env", "var", ".git"} <= set(ignored)
