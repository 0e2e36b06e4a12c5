"""How long a truce lasts and from when: the truce's own terms, not those around it."""

from datetime import date

import pytest

from analysis.tests.ceasefire_cases import THURSDAY, only_claim


@pytest.mark.parametrize(
    ("lang", "text", "hours"),
    [
        ("en", "Russia declares 36-hour ceasefire in Ukraine", 36),
        ("en", "The truce was extended for another five days.", 120),
        ("en", "The Taliban ended a three-day Eid ceasefire.", 72),
        ("en", "The Houthis accused Saudi Arabia of violating a month-old ceasefire.", None),
        ("ar", "أعلنت السعودية هدنة إنسانية ولمدة (خمسة) أيام.", 120),
        ("ar", "أعلنت قطر تمديد الهدنة في غزة ليومين إضافيين.", 48),
        ("ar", "وافقت حماس على هدنة مدتها ستة أسابيع.", 1008),
        ("ar", "خرقت إسرائيل الهدنة 30 مرة خلال 24 ساعة.", None),
    ],
)
def test_duration_is_the_truce_s_own(lang: str, text: str, hours: int | None) -> None:
    assert only_claim(text, lang).duration_hours == hours


@pytest.mark.parametrize(
    ("lang", "text", "declared_on", "effective_on"),
    [
        (
            "en",
            "Ethiopia declared a unilateral ceasefire on Monday.",
            date(2024, 5, 13),
            date(2024, 5, 13),
        ),
        (
            "en",
            "Russia announced on Tuesday a truce in Aleppo starting on Friday.",
            date(2024, 5, 14),
            date(2024, 5, 17),
        ),
        ("en", "The ceasefire went into effect on Friday, May 10.", None, date(2024, 5, 10)),
        ("en", "Israel-Hezbollah ceasefire takes effect", None, THURSDAY),
        ("en", "Armenia accused Azerbaijan of violating the truce on Monday.", None, None),
        (
            "ar",
            "دخل وقف إطلاق النار بين إسرائيل وحزب الله حيز التنفيذ أمس الأربعاء.",
            None,
            date(2024, 5, 15),
        ),
        ("ar", "أعلنت السعودية هدنة اعتبارا من مساء الأحد المقبل.", None, date(2024, 5, 19)),
        (
            "ar",
            "رغم سريان وقف إطلاق النار في 10 أبريل الماضي، خرقته إسرائيل مرارا.",
            None,
            date(2024, 4, 10),
        ),
    ],
)
def test_day_of_effect_is_kept_apart_from_day_of_declaration(
    lang: str, text: str, declared_on: date | None, effective_on: date | None
) -> None:
    claim = only_claim(text, lang)
    assert claim.effective_on == effective_on
    if declared_on:
        assert claim.declared_on == declared_on


def test_day_stays_null_without_publication() -> None:
    claim = only_claim("Ethiopia declared a ceasefire on Monday.", "en", None)
    assert (claim.declared_on, claim.effective_on) == (None, None)


def test_term_is_not_added_up_to_an_end() -> None:
    claim = only_claim("Ethiopia declared a three-day ceasefire on Monday.", "en")
    assert claim.ends_on is None
