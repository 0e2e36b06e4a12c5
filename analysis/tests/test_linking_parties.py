"""Bare nouns, possessives and adjectives name a party only where they mean one."""

import pytest

from analysis.tests.test_linking import Linker, gazetteer, linker, registry

__all__ = ["gazetteer", "linker", "registry"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Sudan's army said so.", [("Sudan's army", "sudanese-armed-forces")]),
        ("Congo's army said so.", [("Congo's army", "fardc")]),
        ("Israel's military said so.", [("Israel's military", "israeli-army")]),
        ("Turkey's armed forces left.", [("Turkey's armed forces", "turkish-armed-forces")]),
        ("Kyiv's forces withdrew.", [("Kyiv's forces", "ukraine")]),
        ("Syria's transitional government met.", [("Syria's transitional government", "syria")]),
        ("Iran's nuclear programme grew.", [("Iran", "iran")]),
        ("Sudan's population fled.", []),
        ("Turkey's border is shut.", []),
    ],
)
def test_an_institution_is_one_name_with_the_state_that_owns_it(
    linker: Linker, text: str, names: list[tuple[str, str]]
) -> None:
    assert [(e.text, e.actor) for e in linker(text) if e.actor and e.acts] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Turkish fighter jets bombed it.", ["Turkish fighter jets"]),
        ("Planes hit Iranian nuclear sites.", ["Iranian nuclear sites"]),
        ("Drones hit Russian positions.", ["Russian positions"]),
        ("استهدفت الجماعة مواقع إسرائيلية.", ["مواقع إسرائيلية"]),
        ("قصفت طائرات مواقع إيرانية.", ["مواقع إيرانية"]),
        ("قصفت طائرات حربية روسية البلدة.", ["طائرات حربية روسية"]),
        ("بوساطة سعودية أميركية.", ["وساطة سعودية", "أميركية"]),
        ("Syrian heritage sites are at risk.", []),
        ("زار المتحف مواقع أثرية سورية.", []),
        ("Turkish steel is dear.", []),
        ("A US state of emergency ended.", []),
    ],
)
def test_what_belongs_to_a_state_in_war_is_the_state(
    linker: Linker, text: str, names: list[str]
) -> None:
    assert [e.text for e in linker(text) if e.actor and e.acts] == names


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("أشاد الزعيم بحماس.", ["hamas"]),
        ("التقى الوفد بحماس في الدوحة.", ["hamas"]),
        ("ندد البيان بحماس وإسرائيل.", ["hamas", "israel"]),
        ("قال مسؤول في حماس إنهم وافقوا.", ["hamas"]),
        ("استقبل الأهالي الوفد بحماس كبير.", []),
        ("رحب الطلاب بحماس بالقرار.", []),
        ("صفق الحضور بحماس.", []),
        ("أثار القرار حماس الجماهير.", []),
    ],
)
def test_enthusiasm_is_no_movement(linker: Linker, text: str, actors: list[str]) -> None:
    assert linker.actors(text) == actors


def test_tagged_enthusiasm_is_no_name_either(linker: Linker) -> None:
    assert linker("صفق الحضور بحماس.", tagged={"بحماس": "PER"}) == ()


@pytest.mark.parametrize(
    "text",
    [
        "The sanctions regime was renewed.",
        "A visa regime for travellers.",
        "The non-proliferation regime is weak.",
        "The Hamas-run government said so.",
    ],
)
def test_a_regime_of_rules_and_a_government_of_others_are_no_state(
    linker: Linker, text: str
) -> None:
    assert [e.text for e in linker(text) if e.text.casefold() in ("regime", "government")] == []


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("The regime in Iran said no.", "iran"),
        ("Regime forces took the town with Russia's help.", None),
        ("قال الجيش إنه استعاد الجسر في الخرطوم.", "sudanese-armed-forces"),
        (
            "اتهم الجيش قوات الدعم السريع بالقصف في السودان. ولجأ الناس إلى مصر.",
            "sudanese-armed-forces",
        ),
        ("The army said that Sudan and Chad would meet Egypt.", None),
    ],
)
def test_a_bare_party_is_that_of_the_one_clear_country(
    linker: Linker, text: str, actor: str | None
) -> None:
    parties = ("regime", "Regime forces", "الجيش", "army")
    (party,) = [e for e in linker(text, "2023-05-24") if e.text in parties]
    assert party.actor == actor
    assert (party.reason is None) == (actor is not None)


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("About 300 South Sudanese fled.", "iso-SSD"),
        ("نزح 300 جنوب سوداني.", "iso-SSD"),
        ("About 300 Sudanese fled.", "iso-SDN"),
        ("The south Sudanese towns are calm.", "iso-SDN"),
    ],
)
def test_an_adjective_of_two_words_is_read_whole(linker: Linker, text: str, country: str) -> None:
    assert [e.place for e in linker(text)] == [country]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("South Sudanese forces left.", [("South Sudanese forces", "south-sudan")]),
        ("Ethiopian and Tigrayan commanders met.", [("Ethiopian", "ethiopia")]),
        ("Ethiopian and foreign coffee is dear.", []),
        ("An Iraqi officer spoke.", [("Iraqi officer", "iraq")]),
        ("أعلنت القوات الكورية الجنوبية ذلك.", [("القوات الكورية الجنوبية", "south-korea")]),
        ("القتال في الجنوب السوداني.", []),
    ],
)
def test_an_institution_takes_its_adjectives_along(
    linker: Linker, text: str, names: list[tuple[str, str]]
) -> None:
    assert [(e.text, e.actor) for e in linker(text) if e.actor] == names
