"""Offices that a text names in part mean who holds them that day, and nobody where none does."""

import pytest

from analysis.tests.test_linking import Linker, gazetteer, linker, registry

__all__ = ["gazetteer", "linker", "registry"]


def _actors(linker: Linker, text: str, day: str, **spans: str) -> list[str]:
    return [entity.actor for entity in linker(text, day, spans) if entity.actor]


@pytest.mark.parametrize(
    ("text", "day", "actor"),
    [
        ("أعلن الرئيس الروسي ونظيره التركي هدنة.", "2020-03-05", "recep-tayyip-erdogan"),
        ("التقى الرئيس الروسي نظيره الأمريكي.", "2009-07-06", "barack-obama"),
        ("The US president met his Syrian counterpart.", "2025-05-14", "ahmed-al-sharaa"),
        ("Vladimir Putin called his Turkish counterpart.", "2020-03-05", "recep-tayyip-erdogan"),
    ],
)
def test_a_counterpart_holds_the_same_office_elsewhere(
    linker: Linker, text: str, day: str, actor: str
) -> None:
    assert actor in _actors(linker, text, day)


@pytest.mark.parametrize(
    "text",
    [
        "وصل نظيره التركي إلى المطار.",
        "A trader rang his Turkish counterpart.",
        "The foreign minister praised her Turkish colleagues.",
    ],
)
def test_a_counterpart_of_nobody_named_is_no_person(linker: Linker, text: str) -> None:
    assert "recep-tayyip-erdogan" not in _actors(linker, text, "2020-03-05")


def test_the_title_before_a_counterpart_keeps_its_holder(linker: Linker) -> None:
    found = _actors(linker, "أعلن الرئيس الروسي ونظيره التركي هدنة.", "2020-03-05")
    assert found == ["vladimir-putin", "recep-tayyip-erdogan"]


@pytest.mark.parametrize(
    ("text", "day", "actor"),
    [
        ("زار المبعوث الأممي صنعاء وعدن في اليمن.", "2019-06-01", "martin-griffiths"),
        ("In Yemen, the Houthis met the UN envoy in Sanaa.", "2022-06-01", "hans-grundberg"),
        ("Armenia wants no war, said its prime minister.", "2023-09-20", "nikol-pashinyan"),
    ],
)
def test_an_office_without_its_country_is_that_of_the_text(
    linker: Linker, text: str, day: str, actor: str
) -> None:
    assert actor in _actors(linker, text, day)


@pytest.mark.parametrize(
    "text",
    [
        "The UN envoy spoke for an hour.",
        "The UN envoy to Libya spoke in Sanaa, in Yemen, to the Yemenis.",
        "زار المبعوث الأممي العاصمة.",
    ],
)
def test_an_envoy_of_no_country_or_of_another_is_not_ours(linker: Linker, text: str) -> None:
    assert "martin-griffiths" not in _actors(linker, text, "2019-06-01")


def test_his_minister_is_that_of_the_person_named_before(linker: Linker) -> None:
    text = "Dbeibah suspended his foreign minister for meeting her Israeli counterpart in Rome."
    found = _actors(linker, text, "2023-08-28", Dbeibah="PER", Rome="LOC")
    assert found == ["abdul-hamid-dbeibah", "najla-mangoush", "eli-cohen"]
