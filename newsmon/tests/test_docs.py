"""Documents name everything that can be set or run, and nothing that is not there."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands

DOCS = settings.BASE_DIR / "docs"
OPERATIONS = (DOCS / "operations.md").read_text()
CONFIGURATION = (DOCS / "configuration.md").read_text()
DOCUMENTS = [settings.BASE_DIR / "README.md", *sorted(DOCS.rglob("*.md"))]
OUR_APPS = ("newsmon", "ingest", "analysis", "dashboard")


def variables_read() -> set[str]:
    """Return the variables that the settings read with newsmon.lib.env."""
    tree = ast.parse((settings.BASE_DIR / "newsmon" / "settings.py").read_text())
    return {
        node.args[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "env"
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    }


def our_commands() -> set[str]:
    return {name for name, app in get_commands().items() if app in OUR_APPS}


def test_settings_read_variables() -> None:
    assert {"NEWSMON_VAR", "DATABASE_URL", "NEWSMON_PORT"} <= variables_read()


def test_every_variable_is_explained() -> None:
    explained = set(re.findall(r"^\| `(\w+)` \|", CONFIGURATION, re.MULTILINE))
    assert variables_read() <= explained


def test_no_variable_is_explained_that_nothing_reads() -> None:
    explained = set(re.findall(r"^\| `(\w+)` \|", CONFIGURATION, re.MULTILINE))
    compose = (settings.BASE_DIR / "docker-compose.yml").read_text()
    read = variables_read() | set(re.findall(r"\$\{(\w+)", compose)) | {"NO_COLOR"}
    assert explained <= read


def test_every_command_is_listed() -> None:
    listed = set(re.findall(r"^\| `manage\.py (\w+)", OPERATIONS, re.MULTILINE))
    assert listed == our_commands()


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_named_commands_and_variables_are_there(path: Path) -> None:
    text = path.read_text()
    django = {"changepassword", "createsuperuser", "migrate", "test", "shell", "runserver"}
    known = {*our_commands(), *django}
    assert set(re.findall(r"manage\.py (\w+)", text)) <= known
    compose = (settings.BASE_DIR / "docker-compose.yml").read_text()
    variables = variables_read() | set(re.findall(r"\$\{(\w+)", compose))
    assert set(re.findall(r"\bNEWSMON_[A-Z_]+\b", text)) <= variables


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", path.read_text()):
        if not re.match(r"[a-z]+:", target):
            assert (path.parent / target).exists(), target


def test_make_targets_in_the_documents_exist() -> None:
    makefile = (settings.BASE_DIR / "Makefile").read_text()
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    for path in DOCUMENTS:
        named = re.findall(r"(?:`|^ {4}|&& )make ([a-z]+)", path.read_text(), re.MULTILINE)
        assert set(named) <= targets, path.name
