"""Tables of a country's units are read whatever their columns are called and whoever saved them."""

from pathlib import Path

import pytest

from analysis.records import PlaceEntry
from analysis.registry_cod import Known, columns_of, is_cod, survey_units
from analysis.registry_rows import RegistryError
from analysis.terms import PlaceFeature

SYRIA = PlaceEntry(
    id="iso-SYR",
    name_en="Syria",
    name_ar="سوريا",
    feature=PlaceFeature.COUNTRY,
    country="SYR",
    aliases=("Syrian Arab Republic",),
)
HASAKAH = PlaceEntry(
    id="ocha-SY08",
    name_en="Hasakah",
    name_ar="الحسكة",
    feature=PlaceFeature.ADM1,
    country="SYR",
    latitude=36.5,
    longitude=40.7,
    population=9,
    pcode="SY08",
)
KNOWN = Known([SYRIA, HASAKAH])


def table(folder: Path, *lines: str) -> Path:
    file = folder / "units.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


@pytest.mark.parametrize(
    "header",
    [
        "admin0Name_en,admin1Name_en,admin1Name_ar,admin1Pcode,LATITUDE,Longitude",
        "ADM0_EN,ADM1_EN,ADM1_AR,ADM1_PCODE,Lat,Long",
        "adm0_name,adm1_name,adm1_name_ar,adm1_pcode,center_lat,center_lon",
        "Admin 0 Name,Admin 1 Name_en,Admin 1 Name_ar,Admin 1 PCode,y,x",
    ],
)
def test_columns_are_told_by_name(tmp_path: Path, header: str) -> None:
    row = "Syrian Arab Republic,Orchard,البستان,SY99,35.5,38"
    file = table(tmp_path, header, row)
    assert is_cod(file)
    (unit,), complaints = survey_units(file, KNOWN)
    assert complaints == ()
    assert (unit.id, unit.name_en, unit.name_ar) == ("ocha-SY99", "Orchard", "البستان")
    assert (unit.feature, unit.country) == (PlaceFeature.ADM1, "SYR")
    assert (unit.latitude, unit.longitude) == (35.5, 38.0)


def test_columns_that_say_nothing_known_are_passed_over() -> None:
    columns = columns_of(["adm1_ref", "admin9Pcode", "validOn", "adm1_name1", "ADM2_PCODE"])
    assert columns.names == {}
    assert columns.pcodes == {2: "ADM2_PCODE"}


@pytest.mark.parametrize("header", ["id,name_en,name_ar", "adm1_name,lat,lon", "adm1_pcode"])
def test_a_file_without_names_and_pcodes_is_no_table_of_units(tmp_path: Path, header: str) -> None:
    assert not is_cod(table(tmp_path, header))


def test_the_deepest_unit_of_a_row_is_read_under_the_registrys_names(tmp_path: Path) -> None:
    header = "admin0Name_en,admin1Name_en,admin1Pcode,admin2Name_en,admin2Pcode,admin4Name_en,"
    header += "admin4Name_ar,admin4Pcode"
    row = "Syria,Al-Hasakeh,SY08,Orchard District,SY0899,Tal Zahra,تل الزهرة,C99"
    (unit,), _ = survey_units(table(tmp_path, header, row), KNOWN)
    assert unit.feature is PlaceFeature.SETTLEMENT
    assert unit.admin == ("Hasakah", "Orchard District")


def test_a_known_unit_keeps_its_names_and_takes_spellings_and_point(tmp_path: Path) -> None:
    header = "adm0_name;adm1_name;adm1_name_ar;adm1_pcode;lat;lon"
    (unit,), _ = survey_units(
        table(tmp_path, header, "Syria;Al-Hasakeh;الحسكه;SY08;36.6;40.8"), KNOWN
    )
    assert (unit.id, unit.name_en, unit.population) == ("ocha-SY08", "Hasakah", 9)
    assert unit.aliases == ("Al-Hasakeh",)  # the Arabic differs in no letter that counts
    assert (unit.latitude, unit.longitude) == (36.6, 40.8)
    (again,), _ = survey_units(
        table(tmp_path, header, "Syria;Al-Hasakeh;الحسكة;SY08;;"), Known([SYRIA, unit])
    )
    assert again == unit


def test_a_pcode_of_another_country_is_another_place(tmp_path: Path) -> None:
    file = table(tmp_path, "adm1_name,adm1_pcode", "Elsewhere,SY08")
    (unit,), _ = survey_units(file, KNOWN, country="XYZ")
    assert (unit.name_en, unit.country) == ("Elsewhere", "XYZ")


def test_a_name_in_arabic_alone_stands_for_both(tmp_path: Path) -> None:
    file = table(tmp_path, "adm0_name,adm1_name,adm1_pcode", "سوريا,البستان,SY99")
    (unit,), _ = survey_units(file, KNOWN)
    assert (unit.name_en, unit.name_ar, unit.country) == ("البستان", "البستان", "SYR")


def test_bad_rows_are_complained_of_with_their_lines(tmp_path: Path) -> None:
    file = table(
        tmp_path,
        "adm0_name,adm1_name,adm1_pcode,lat,lon",
        "Syria,A,SY1,1,1",
        "Syria,B,SY1,2,2",
        "Syria,,SY2,1,1",
        "Syria,C,,1,1",
        "Syria,D,SY3,1,",
        "Syria,E,SY4,here,1",
        "Syria,F",
        "Syria,G,SY5,nan,1",
        f"Syria,{'x' * 201},SY6,1,1",
        "",
        "Syria,Z,SY9,1,1",
    )
    units, complaints = survey_units(file, KNOWN)
    assert [unit.name_en for unit in units] == ["A", "Z"]
    assert sorted(int(told.split("line ")[1].split(":")[0]) for told in complaints) == [
        *(3, 4, 5, 6, 7, 8, 9, 10)
    ]


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b'adm1_name,adm1_pcode\n"a'])
def test_what_is_no_table_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "units.csv"
    file.write_bytes(content)
    with pytest.raises(RegistryError, match=r"units\.csv"):
        survey_units(file, KNOWN)


def test_an_empty_file_is_no_table_of_units(tmp_path: Path) -> None:
    assert not is_cod(table(tmp_path))
