"""The registry's data files agree with each other and with the records they become."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest

from analysis.terms import ActorKind, AffiliationKind, AliasKind
from newsmon.lib.text import fold_name

DATA = Path(__file__).resolve().parents[1] / "data"
ARABIC = re.compile(r"[\u0621-\u064a]")
LANGUAGES = {"ar", "en", "tr", "fa", "fr", "ru", "he", "ku"}
SEAT_OF_ANOTHER = {"belgium"}  # Brussels means the European Union when it acts


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


ACTORS = rows("actors.csv")
ALIASES = rows("actor_aliases.csv")
AFFILIATIONS = rows("actor_affiliations.csv")
IDS = {row["id"] for row in ACTORS}
STATES = [row for row in ACTORS if row["kind"] == ActorKind.STATE]


def period(row: dict[str, str]) -> tuple[date, date]:
    start = date.fromisoformat(row["valid_from"]) if row["valid_from"] else date.min
    end = date.fromisoformat(row["valid_to"]) if row["valid_to"] else date.max
    return start, end


def overlap(first: dict[str, str], second: dict[str, str]) -> bool:
    (start, end), (other_start, other_end) = period(first), period(second)
    return start < other_end and other_start < end


def shared(kind: AliasKind) -> Iterator[tuple[dict[str, str], dict[str, str]]]:
    by_text: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in ALIASES:
        if row["kind"] == kind:
            by_text[fold_name(row["text"])].append(row)
    for group in by_text.values():
        for first, second in combinations(group, 2):
            if first["actor"] != second["actor"]:
                yield first, second


def test_there_are_at_least_250_actors_with_unique_ids() -> None:
    assert len(ACTORS) >= 250
    assert len(IDS) == len(ACTORS)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", actor_id) for actor_id in IDS)


def test_every_reference_is_to_a_known_actor() -> None:
    assert {row["parent"] for row in ACTORS} <= IDS | {""}
    assert {row["actor"] for row in ALIASES} <= IDS
    assert {row["actor"] for row in AFFILIATIONS} <= IDS
    assert {row["related"] for row in AFFILIATIONS} <= IDS


def test_no_actor_is_its_own_ancestor() -> None:
    parents = {row["id"]: row["parent"] for row in ACTORS}
    for actor_id in IDS:
        chain = []
        while actor_id and actor_id not in chain:
            chain.append(actor_id)
            actor_id = parents[actor_id]
        assert not actor_id, chain


def test_kinds_countries_and_languages_are_of_the_vocabulary() -> None:
    assert {row["kind"] for row in ACTORS} <= {kind.value for kind in ActorKind}
    assert {row["kind"] for row in ALIASES} <= {kind.value for kind in AliasKind}
    assert {row["kind"] for row in AFFILIATIONS} <= {kind.value for kind in AffiliationKind}
    assert {row["language"] for row in ALIASES} <= LANGUAGES
    assert all(re.fullmatch(r"([A-Z]{3})?", row["country"]) for row in ACTORS)
    assert all(re.fullmatch(r"(Q\d+)?", row["wikidata"]) for row in ACTORS)


@pytest.mark.parametrize("name", ["actor_aliases.csv", "actor_affiliations.csv"])
def test_periods_end_after_they_begin(name: str) -> None:
    for row in rows(name):
        start, end = period(row)
        assert start < end, row


def test_no_wikidata_number_names_two_actors() -> None:
    numbers = [row["wikidata"] for row in ACTORS if row["wikidata"]]
    assert len(numbers) == len(set(numbers))


def test_no_name_as_folded_means_two_actors_at_the_same_time() -> None:
    assert [pair for pair in shared(AliasKind.NAME) if overlap(*pair)] == []


def test_an_office_has_one_holder_at_a_time() -> None:
    clashes = [pair for pair in shared(AliasKind.TITLE) if overlap(*pair)]
    assert clashes == []


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_state_has_an_adjective_and_a_capital(language: str) -> None:
    kinds: dict[str, set[str]] = defaultdict(set)
    for row in ALIASES:
        if row["language"] == language:
            kinds[row["actor"]].add(row["kind"])
    for state in STATES:
        wanted = {AliasKind.DEMONYM.value, AliasKind.METONYM.value}
        wanted -= {AliasKind.METONYM.value} if state["id"] in SEAT_OF_ANOTHER else set()
        assert wanted <= kinds[state["id"]], state["id"]


def test_every_actor_is_named_in_english_and_arabic_script() -> None:
    assert all(row["name_en"] for row in ACTORS)
    assert [row["id"] for row in ACTORS if not ARABIC.search(row["name_ar"])] == []
    assert [row["id"] for row in ACTORS if ARABIC.search(row["name_en"])] == []
    arabic = [row for row in ALIASES if row["language"] == "ar"]
    assert [row for row in arabic if not ARABIC.search(row["text"])] == []


def test_names_carry_no_stray_space_or_marks() -> None:
    texts = [row["text"] for row in ALIASES]
    texts += [row[key] for row in ACTORS for key in ("name_en", "name_ar")]
    assert [text for text in texts if text != text.strip() or "  " in text] == []
    assert [
        text for text in texts if re.search(r"[\u200b\u200d-\u200f\u202a-\u202e\u0640]", text)
    ] == []


def test_the_canonical_names_are_aliases_too() -> None:
    known = {(row["actor"], row["text"]) for row in ALIASES}
    for row in ACTORS:
        assert {(row["id"], row["name_en"]), (row["id"], row["name_ar"])} <= known


@pytest.mark.parametrize(
    ("text", "on", "actor"),
    [
        ("الرئيس السوري", date(2019, 10, 19), "bashar-al-assad"),
        ("الرئيس السوري", date(2025, 6, 1), "ahmed-al-sharaa"),
        ("Turkish president", date(2016, 1, 1), "recep-tayyip-erdogan"),
        ("وزير الخارجية السعودي", date(2020, 1, 1), "faisal-bin-farhan"),
        ("UN envoy to Yemen", date(2016, 4, 11), "ismail-ould-cheikh-ahmed"),
    ],
)
def test_an_office_belongs_to_who_held_it(text: str, on: date, actor: str) -> None:
    holders = {
        row["actor"]
        for row in ALIASES
        if row["kind"] == AliasKind.TITLE and row["text"] == text and is_valid(row, on)
    }
    assert holders == {actor}


def is_valid(row: dict[str, str], on: date) -> bool:
    start, end = period(row)
    return start <= on < end
