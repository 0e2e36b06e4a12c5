"""Rules of the house that the import contracts in .importlinter cannot tell."""

import ast
import configparser
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

ROOT = settings.BASE_DIR
APPS = ("newsmon", "ingest", "analysis", "dashboard")
HEAVY = ("onnxruntime", "tokenizers", "torch", "transformers")
CONTRACTS = configparser.ConfigParser()
CONTRACTS.read(ROOT / ".importlinter")
PURE = CONTRACTS["importlinter:contract:pure"]["source_modules"].split()
# Stages that are packages; their parts import nothing of another one.
FAMILIES = {"ceasefires", "displacement", "linking", "stance"}
# Layers whose modules touch the database, the network, the models or the clock.
IMPURE = {
    *("tasks", "admin", "management", "pipeline", "contract", "resources", "store", "models"),
    *("ceasefire_store", "registry_store", "registry_loading", "candidates_store"),
    *("candidates_decisions", "registry_uploads", "story_store", "rollup_store", "corrections"),
    *("timelines", "querysets", "nlp", "search_entries"),
    *("fetching", "sample_site", "reasons", "wording", "preview", "discovery"),
    *("curation", "source_views", "turns", "leases", "source_store", "fetch_log", "fingerprints"),
    *("health_reads", "health_views", "health_mail"),
}


def modules() -> Iterator[tuple[str, Path]]:
    """Yield the dotted name and the file of each module of ours that is not a test."""
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            if not {"tests", "migrations"} & set(parts):
                yield ".".join(parts).removesuffix(".__init__"), path


MODULES = dict(modules())


def imports(name: str) -> set[str]:
    """Return what a module imports anywhere in it, with dots."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(MODULES[name].read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def loaded_by(program: str) -> set[str]:
    """Return the top-level packages in memory after a program ran in a process of its own."""
    whole = f"{program}\nimport sys; print(*{{m.partition('.')[0] for m in sys.modules}})"
    variables = {**os.environ, "DJANGO_SETTINGS_MODULE": "newsmon.settings"}
    done = subprocess.run(
        [sys.executable, "-c", whole],
        cwd=ROOT, env=variables, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return set(done.stdout.split())


def test_web_process_loads_no_model_library() -> None:
    program = (
        "from newsmon.wsgi import application\n"
        "from django.urls import get_resolver\n"
        "assert get_resolver().url_patterns, 'importing the addresses imports all views'"
    )
    loaded = loaded_by(program)
    assert "dashboard" in loaded
    assert not loaded & set(HEAVY)


def test_probe_for_model_libraries_would_see_one() -> None:
    assert "onnxruntime" in loaded_by("import onnxruntime")


def test_tasks_are_known_without_loading_a_model_library() -> None:
    program = "import django; django.setup(); import ingest.tasks, analysis.tasks"
    assert not loaded_by(program) & set(HEAVY)


def test_only_one_room_touches_the_model_libraries() -> None:
    users = {name for name in MODULES if any(i.partition(".")[0] in HEAVY for i in imports(name))}
    assert users
    assert all(name.startswith("analysis.nlp") for name in users)


def placed(app: str) -> set[str]:
    """Return the modules and packages that a contract gives a layer."""
    layers = CONTRACTS[f"importlinter:contract:{app}"]["layers"]
    return {word for word in layers.split() if word not in {"|", ":"}}


def family(name: str) -> str:
    """Return the package of stages in analysis that a module is a part of, else an empty text."""
    word = name.removeprefix("analysis.").partition(".")[0]
    return word if word in FAMILIES else ""


PARTS = [name for name in MODULES if name.startswith("analysis.") and family(name)]
STAGES = sorted({*PARTS, *(name for name in MODULES if name in PURE)})


@pytest.mark.parametrize("app", ["ingest", "analysis", "dashboard"])
def test_every_module_has_its_layer(app: str) -> None:
    own = {n.split(".")[1] for n in MODULES if n.startswith(f"{app}.")} - {"apps"}
    assert own
    assert not own - placed(app)


@pytest.mark.parametrize("app", ["ingest", "analysis"])
def test_every_stage_is_held_to_be_pure(app: str) -> None:
    pure = {name.removeprefix(f"{app}.") for name in PURE if name.startswith(f"{app}.")}
    assert placed(app) - IMPURE == pure


@pytest.mark.parametrize("name", STAGES)
def test_stage_has_no_clock_and_no_framework(name: str) -> None:
    tree = ast.parse(MODULES[name].read_text())
    calls = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert not calls & {"now", "utcnow", "today", "monotonic", "perf_counter"}
    used = {imported.partition(".")[0] for imported in imports(name)}
    assert not used & {"django", "celery", *HEAVY}


def test_families_of_stages_do_not_import_one_another() -> None:
    assert {family(name) for name in PARTS} == FAMILIES
    for name in PARTS:
        used = {family(other) for other in imports(name) if other.startswith("analysis.")}
        assert used <= {family(name), ""}, name


def test_every_package_of_ours_is_under_contract() -> None:
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert set(CONTRACTS["importlinter"]["root_packages"].split()) == set(APPS)
    assert packages - {"benchmarks", "training"} == set(APPS)
