"""What sort of ceasefire a sentence speaks of; silence is no answer."""

import pytest

from analysis.ceasefires.terms import CeasefireClass, Provision, Purpose, find_terms


@pytest.mark.parametrize(
    ("sentence", "purpose"),
    [
        (
            "The two armies called a humanitarian pause so that the wounded could leave.",
            "HUMANITARIAN",
        ),
        ("أعلن الطرفان هدنة إنسانية لإدخال المساعدات إلى المدينة.", "HUMANITARIAN"),
        ("The rebels declared a truce for Eid.", "HOLIDAY"),
        ("اتفق الجانبان على هدنة بمناسبة عيد الفطر.", "HOLIDAY"),
        ("A truce until election day was agreed.", "ELECTION"),
    ],
)
def test_the_purpose_is_read_from_the_sentence(sentence: str, purpose: str) -> None:
    assert Purpose(purpose) in find_terms(sentence).purposes


@pytest.mark.parametrize(
    ("sentence", "provision"),
    [
        ("The deal provides for the withdrawal of heavy weapons.", "HEAVY_WEAPONS"),
        ("ينص الاتفاق على تبادل الأسرى وفتح الطرق.", "PRISONER_EXCHANGE"),
        ("ينص الاتفاق على تبادل الأسرى وفتح الطرق.", "ROAD_OPENING"),
        ("They will release hostages held since spring.", "PRISONER_EXCHANGE"),
    ],
)
def test_provisions_are_read_from_the_sentence(sentence: str, provision: str) -> None:
    assert Provision(provision) in find_terms(sentence).provisions


def test_a_permanent_ceasefire_is_definitive_and_a_signed_one_is_written() -> None:
    found = find_terms("وقع الطرفان اتفاقا على وقف دائم لإطلاق النار.")
    assert found.classes == (CeasefireClass.DEFINITIVE,)
    assert found.is_written


@pytest.mark.parametrize(
    "sentence",
    ["The two sides agreed on a truce.", "اتفق الطرفان على هدنة.", "Fighting went on after dusk."],
)
def test_what_is_not_said_is_not_known(sentence: str) -> None:
    found = find_terms(sentence)
    assert (found.classes, found.purposes, found.provisions) == ((), (), ())
    assert not found.is_written
