"""The commands that load the registries and queue articles anew."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from analysis.models import Actor, Place
from analysis.registry import ACTORS_FILE, DATA_DIR

pytestmark = pytest.mark.django_db


def test_the_shipped_registries_load_and_load_again_unchanged() -> None:
    out = StringIO()
    call_command("load_actors", stdout=out)
    call_command("load_actors", stdout=out)
    first, second = out.getvalue().splitlines()
    assert Actor.objects.count() >= 250
    assert f"{Actor.objects.count()} added" in first
    assert "0 added, 0 changed" in second
    call_command("load_places", stdout=out)
    assert Place.objects.filter(country="SYR").count() > 1000


def test_a_dry_run_of_the_actors_writes_nothing() -> None:
    out = StringIO()
    call_command("load_actors", "--dry-run", stdout=out)
    assert "would be added" in out.getvalue()
    assert not Actor.objects.exists()


def test_a_damaged_registry_file_is_named_with_its_line(tmp_path: Path) -> None:
    for path in DATA_DIR.glob("actor*.csv"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    actors = tmp_path / ACTORS_FILE
    lines = actors.read_text(encoding="utf-8").splitlines()
    lines[3] = lines[3].replace("STATE", "PLANET", 1)
    actors.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(CommandError, match=r"actors\.csv, line 4.*PLANET") as failure:
        call_command("load_actors", str(tmp_path))
    assert failure.value.returncode == 2
    assert not Actor.objects.exists()


def test_reanalyse_counts_what_it_queues() -> None:
    out = StringIO()
    call_command("reanalyse", stdout=out)
    assert out.getvalue().startswith("0 articles")
