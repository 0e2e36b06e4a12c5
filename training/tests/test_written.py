import json
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from training.names import Pool, pool, read_pools
from training.sentences import STANCES
from training.tests.tiny import jsonl
from training.written import (
    HELD_BACK,
    HOLDER,
    RELEVANCE,
    SLOTS,
    TARGET,
    WRITTEN,
    Marked,
    Template,
    filled,
    is_held_back,
    read_labelled,
    read_marked,
    read_templates,
    renamed,
)

POOLS: dict[tuple[str, str], Pool] = {
    ("en", "LOC"): pool({"Port Avel": 1.0}),
    ("en", "ORG"): pool({"Northern Council": 1.0}),
    ("en", "PER"): pool({"Lina Haddad": 1.0}),
}


def marked(text: str, language: str = "en") -> Marked:
    return Marked(language=language, words=tuple(text.split()), label="oppose")


def template(text: str) -> Template:
    return Template(language="en", text=text, labels=frozenset({"ceasefire"}))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("{Cairo} blamed [Doha] for it.", "[Cairo] blamed {Doha} for it."),
        ("{القاهرة} تنتقد [الدوحة].", "القاهرة تنتقد الدوحة"),
    ],
)
def test_marks_and_punctuation_do_not_move_a_sentence_to_the_other_side(
    one: str, other: str
) -> None:
    for number in range(40):
        assert is_held_back(f"{one} {number}") == is_held_back(f"{other} {number}")


def test_about_a_tenth_is_held_back() -> None:
    held = sum(is_held_back(f"Sentence {number} of many") for number in range(4000))
    assert 0.8 < held * HELD_BACK / 4000 < 1.2


def test_files_give_their_language_and_rows_their_labels(tmp_path: Path) -> None:
    rows = [{"text": "Two camps.", "labels": ["displacement"]}, {"text": "Rain.", "labels": []}]
    jsonl(tmp_path / "relevance_en.jsonl", rows)
    jsonl(tmp_path / "relevance_fr.jsonl", [{"text": "La trêve.", "labels": ["ceasefire"]}])
    jsonl(tmp_path / "stance_en.jsonl", [{"text": "no", "label": "oppose"}])
    read = [(row.language, row.text, set(row.labels)) for row in read_labelled(tmp_path)]
    assert read == [
        ("en", "Two camps.", {"displacement"}),
        ("en", "Rain.", set()),
        ("fr", "La trêve.", {"ceasefire"}),
    ]


def test_templates_are_no_sentences_and_sentences_no_templates(tmp_path: Path) -> None:
    rows = [{"template": "{place} is calm.", "labels": []}]
    (tmp_path / "relevance_templates_en.json").write_text(json.dumps(rows), encoding="utf-8")
    assert read_labelled(tmp_path) == []
    assert read_templates(tmp_path) == [
        Template(language="en", text="{place} is calm.", labels=frozenset())
    ]


def test_marks_are_read_as_words(tmp_path: Path) -> None:
    path = jsonl(tmp_path / "stance_ar.jsonl", [{"text": "{مصر} تدين [قطر].", "label": "oppose"}])
    (row,) = read_marked([path])
    assert row.language == "ar"
    assert row.words == ("{", "مصر", "}", "تدين", "[", "قطر", "]", ".")


def test_every_slot_of_a_template_is_filled_and_its_labels_stay() -> None:
    slots = "place place2 actor actor2 person number people duration weekday month date"
    text = "{" + slots.replace(" ", "} / {") + "}"
    for seed in range(30):
        made = filled(template(text), POOLS, Random(seed))
        assert not {"{", "}"} & set(made.text)
        assert made.labels == {"ceasefire"}
        parts = made.text.split(" / ")
        assert parts[0] == "Port Avel" and parts[4] == "Lina Haddad"
        assert parts[2] in ("Northern Council", "Port Avel")


def test_a_template_is_filled_otherwise_by_chance_only() -> None:
    made = [filled(template("{number} in {month}"), POOLS, Random(seed)).text for seed in (1, 1, 2)]
    assert made[0] == made[1] != made[2]


def test_an_unknown_slot_is_an_error() -> None:
    with pytest.raises(KeyError, match="planet"):
        filled(template("{planet} is calm."), POOLS, Random(1))


def test_other_names_stand_between_the_marks_and_nothing_else_changes() -> None:
    before = marked("Late { Cairo } blamed the [ Doha talks ] again")
    after = renamed(before, POOLS, Random(1))
    names = {"Port Avel", "Northern Council", "Lina Haddad"}
    text = " ".join(after.words)
    start, _, rest = text.partition(" { ")
    holder, _, rest = rest.partition(" } ")
    middle, _, rest = rest.partition(" [ ")
    target, _, end = rest.partition(" ] ")
    assert (start, middle, end) == ("Late", "blamed the", "again")
    assert holder in names and target in names
    assert after.label == before.label


def test_names_without_a_pool_and_marks_that_are_absent_stay() -> None:
    french = marked("{ Paris } salue [ Doha ]", "fr")
    assert renamed(french, POOLS, Random(1)) == french
    half = renamed(marked("They praised [ Doha ]"), POOLS, Random(1))
    assert half.words[:3] == ("They", "praised", "[") and "Doha" not in half.words


def test_what_was_written_names_known_labels_only() -> None:
    for row in read_labelled():
        assert row.labels <= set(RELEVANCE), row.text
    for made in read_templates():
        assert made.labels <= set(RELEVANCE), made.text


def test_every_written_template_can_be_filled_in_its_language() -> None:
    pools = read_pools()
    for made in read_templates():
        assert made.language in SLOTS
        assert not {"{", "}"} & set(filled(made, pools, Random(1)).text)


def test_every_written_stance_has_one_holder_one_target_and_a_known_label() -> None:
    for row in read_marked(sorted(WRITTEN.glob("stance_*.jsonl"))):
        counts = Counter(word for word in row.words if word in (*HOLDER, *TARGET))
        assert counts == Counter((*HOLDER, *TARGET)), " ".join(row.words)
        assert row.label in STANCES
