"""The commands that load the registries and queue articles anew."""

from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from analysis import tasks
from analysis.models import Actor, Candidate, Place
from analysis.registry import (
    ACTOR_COLUMNS,
    ACTORS_FILE,
    AFFILIATION_COLUMNS,
    AFFILIATIONS_FILE,
    ALIAS_COLUMNS,
    ALIASES_FILE,
    DATA_DIR,
)
from analysis.tests.factories import make_article, make_mention
from newsmon.celery import app

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


def test_an_export_is_the_shipped_registry_to_the_letter(tmp_path: Path) -> None:
    call_command("load_actors", stdout=StringIO())
    out = StringIO()
    call_command("export_actors", str(tmp_path / "new"), stdout=out)
    assert out.getvalue().startswith(f"{Actor.objects.count()} actors")
    for name in (ACTORS_FILE, ALIASES_FILE, AFFILIATIONS_FILE):
        assert (tmp_path / "new" / name).read_bytes() == (DATA_DIR / name).read_bytes()


def test_an_edited_export_tells_what_it_changes_and_then_changes_it(tmp_path: Path) -> None:
    Actor.objects.create(slug="qadan", name_en="Kadan Front", kind="ARMED_GROUP")
    Actor.objects.create(slug="old", name_en="Old Council", kind="ORGANIZATION")
    call_command("export_actors", str(tmp_path), stdout=StringIO())
    actors = tmp_path / ACTORS_FILE
    actors.write_text(
        actors.read_text()
        .replace("Kadan Front,", "Kadan Front,جبهة قدان")
        .replace("old,ORGANIZATION,,,,Old Council,\n", "new,NGO,,,,New Relief,إغاثة\n")
    )
    aliases = tmp_path / ALIASES_FILE
    aliases.write_text(aliases.read_text() + "qadan,ar,NAME,ج.ق,,\n")
    out = StringIO()
    call_command("load_actors", str(tmp_path), "--dry-run", stdout=out)
    assert out.getvalue().splitlines() == [
        "~ actor qadan name_ar: (none) -> جبهة قدان",
        "+ alias qadan: ج.ق (ar, NAME)",
        "+ actor new: New Relief (NGO, 0 aliases)",
        "- actor old: Old Council [not in the file; --delete removes it]",
        "actors: 1 would be added, 1 would be changed, 0 would be removed, 0 left as they are",
        "1 differences left: not in the file; --delete removes it",
    ]
    assert Actor.objects.get(slug="qadan").name_ar == ""
    call_command("load_actors", str(tmp_path), "--delete", stdout=StringIO())
    assert set(Actor.objects.values_list("slug", "name_ar")) == {
        ("qadan", "جبهة قدان"),
        ("new", "إغاثة"),
    }


def test_every_fault_of_the_files_is_told_and_nothing_is_loaded(tmp_path: Path) -> None:
    (tmp_path / ACTORS_FILE).write_text(
        ",".join(ACTOR_COLUMNS) + "\na,STATE,SYR,b,,A,\nb,STATE,SYR,a,,B,\nc d,NGO,,,,C,\n"
    )
    (tmp_path / ALIASES_FILE).write_text(",".join(ALIAS_COLUMNS) + "\nnobody,en,NAME,X,,\na,en\n")
    (tmp_path / AFFILIATIONS_FILE).write_text(",".join(AFFILIATION_COLUMNS) + "\n")
    with pytest.raises(CommandError) as failure:
        call_command("load_actors", str(tmp_path))
    assert sorted(str(failure.value).splitlines()) == [
        "actor_aliases.csv, line 2: unknown actor 'nobody'",
        "actor_aliases.csv, line 3: 2 cells instead of 6",
        "actors.csv, line 2: 'a' stands above itself",
        "actors.csv, line 3: 'b' stands above itself",
        "actors.csv, line 4: id 'c d' is not letters, digits, - and _ alone",
    ]
    assert not Actor.objects.exists()


COD = """\
ADM0_EN,admin1Name_en,admin1Name_ar,admin1Pcode,admin2_name_en,admin2_name_ar,ADM2_PCODE,Lat,LON
Yemen,Hajjah,حجة,YE17,Harad,حرض,YE1701,16.4,43.06
Yemen,Hajjah,حجة,YE17,Nowhere,,YE1702,160.4,43.06
Atlantis,North,,AT1,,,,1,1
Yemen,Hajjah,حجة,,,,,1,1
Yemen,Hajjah,حجة,YE17,,,,,
"""


def test_a_bad_row_of_a_countrys_table_never_stops_the_others(tmp_path: Path) -> None:
    Place.objects.create(slug="iso-YEM", name_en="Yemen", feature="COUNTRY", country="YEM")
    known = {"slug": "adm1-YEM-hajja", "name_en": "Hajja", "feature": "ADM1", "country": "YEM"}
    Place.objects.create(**known, pcode="YE17", population=5, aliases="Hajjah Governorate")
    table = tmp_path / "yem.csv"
    table.write_text(COD)
    out, errors = StringIO(), StringIO()
    call_command("load_places", str(table), "--dry-run", stdout=out, stderr=errors)
    assert "~ place adm1-YEM-hajja name_ar: (none) -> حجة" in out.getvalue()
    assert "1 would be added, 1 would be changed" in out.getvalue()
    assert errors.getvalue().splitlines() == [
        "yem.csv, line 3: Lat 160.4 lies outside -90 to 90",
        "yem.csv, line 4: names no country of the registry; say which with --country",
        "yem.csv, line 5: no p-code",
    ]
    assert Place.objects.count() == 2
    call_command("load_places", str(table), stdout=out, stderr=errors)
    harad = Place.objects.get(slug="ocha-YE1701")
    assert (harad.feature, harad.country, harad.admin_path) == ("ADM2", "YEM", "Hajja")
    hajja = Place.objects.get(slug="adm1-YEM-hajja")
    assert (hajja.name_en, hajja.name_ar, hajja.population) == ("Hajja", "حجة", 5)
    assert hajja.aliases.splitlines() == ["Hajjah Governorate", "Hajjah"]


def test_places_are_exported_and_come_back_unchanged(tmp_path: Path) -> None:
    point = {"latitude": 33.5, "longitude": 36.3}
    Place.objects.create(slug="x", name_en="X", feature="CAMP", aliases="Ex\nإكس", **point)
    file = tmp_path / "places.csv"
    out = StringIO()
    call_command("export_places", str(file), stdout=out)
    call_command("load_places", str(file), stdout=out)
    assert "0 added, 0 changed, 1 left as they are, 0 rows left out" in out.getvalue()


def test_a_file_that_is_no_table_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "places.csv"
    file.write_bytes("id;name\nحلب;x".encode("cp1256"))
    with pytest.raises(CommandError, match="no UTF-8") as failure:
        call_command("load_places", str(file))
    assert failure.value.returncode == 2


def test_the_queue_of_unknown_names_is_refreshed_by_hand() -> None:
    for _ in range(3):
        article = make_article("Headline\nThe Orchard Council met.")
        make_mention(article, quote="Orchard Council", reason="not in the registry")
    out = StringIO()
    call_command("refresh_candidates", stdout=out)
    assert out.getvalue().startswith("3 mentions looked at, 0 linked")
    assert Candidate.objects.get().article_count == 3


def test_the_clock_refreshes_the_queue_of_unknown_names_beside_the_fetches() -> None:
    name = "analysis.tasks.refresh_candidates"
    assert settings.CELERY_BEAT_SCHEDULE[name]["task"] == name
    assert app.amqp.router.route({}, name)["queue"].name == "io"
    assert app.amqp.router.route({}, "analysis.tasks.analyse_versions")["queue"].name == "nlp"
    assert tasks.refresh_candidates() == {"looked_at": 0, "linked": 0, "queued": 0, "dropped": 0}
