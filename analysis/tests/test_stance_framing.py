"""Loaded words are the outlet's own: neither quoted nor said by somebody else."""

import re

import pytest

from analysis.documents import split_sentences
from analysis.records import Document, Entity, TaggedDocument
from analysis.registry import DATA_DIR, read_actors
from analysis.stance.framing import find, terms
from analysis.terms import EntityType
from newsmon.lib.text import fold

NAMES = {
    "النظام": "syria",
    "regime": "syria",
    "الإسرائيلي": "israel",
    "Turkish": "turkey",
    "المقاومة": "hezbollah",
}


def framed(text: str) -> list[tuple[str, str | None]]:
    entities = [
        Entity(
            start=match.start(),
            end=match.end(),
            text=name,
            type=EntityType.ORG,
            score=0.9,
            actor=actor,
        )
        for name, actor in NAMES.items()
        for match in re.finditer(name, text)
    ]
    document = Document(id="1", text=text)
    tagged = TaggedDocument(
        document=document, sentences=split_sentences(text), entities=tuple(entities)
    )
    found = find(tagged)
    assert all(text[tag.words_start :].startswith(tag.words) for tag in found)
    return [(tag.term, tag.actor) for tag in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("قصف جيش الاحتلال بلدة حدودية فجر اليوم.", [("occupation-israel", "israel")]),
        ("واصل العدوان الإسرائيلي على القطاع يومه الثاني.", [("aggression", "israel")]),
        ("انسحبت قوات النظام من البلدة.", [("regime-syria", "syria")]),
        ("وسقط ثلاثة شهداء في الغارة.", [("martyrs", None)]),
        ("Regime forces shelled the town at dawn.", [("regime-syria", "syria")]),
        ("The market burned in a new Turkish aggression.", [("aggression", "turkey")]),
        ("The Zionist entity shut the crossing.", [("entity-israel", "israel")]),
        ("ودكت المقاومة موقعا على الحدود.", [("resistance", "hezbollah")]),
    ],
)
def test_loaded_words_are_found_with_whom_they_are_about(
    text: str, found: list[tuple[str, str | None]]
) -> None:
    assert framed(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "قال المتحدث إن جيش الاحتلال قصف البلدة.",
        "وصف البيان الغارة بأنها «عدوان الكيان الصهيوني».",
        "The minister said that the Zionist entity shut the crossing.",
        'The paper wrote of "the Zionist entity" on its first page.',
        "The army took the town.",
    ],
)
def test_words_of_others_and_plain_words_are_no_framing(text: str) -> None:
    assert framed(text) == []


def test_the_list_names_actors_of_the_registry_and_gives_plain_words() -> None:
    known = {actor.id for actor in read_actors(DATA_DIR)}
    assert len(terms()) > 300
    assert {term.actor for term in terms()} - {""} <= known
    assert all(term.words and term.plain_en and term.plain_ar for term in terms())
    assert all(term.actor for term in terms() if term.needs_link)
    assert all(" ".join(term.words) == fold(" ".join(term.words)) for term in terms())
