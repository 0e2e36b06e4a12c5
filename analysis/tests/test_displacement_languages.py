"""Plain wordings of the languages beside Arabic and English."""

import pytest

from analysis.tests.displacement_texts import figures

NEW, IDPS, ABROAD = "NEW_DISPLACEMENT", "IDPS", "PEOPLE_DISPLACED_ACROSS_BORDERS"
CROSS, RETURN = "CROSS_BORDER_FLIGHT", "RETURN"

OTHER_LANGUAGES = [
    ("tr", "Yaklaşık 300 bin kişi yerinden edildi.", 300_000, NEW),
    ("tr", "On binlerce sivil evlerini terk etti.", 10_000, NEW),
    ("tr", "Ülke 3,6 milyon Suriyeli mülteciye ev sahipliği yapıyor.", 3_600_000, ABROAD),
    ("fa", "بیش از ۳۰۰ هزار نفر از خانه‌های خود آواره شدند.", 300_000, NEW),
    ("fa", "این کشور میزبان سه میلیون پناهنده است.", 3_000_000, ABROAD),
    ("fr", "Environ 300 000 personnes ont été déplacées.", 300_000, NEW),
    ("fr", "Plus de 2 000 familles ont fui leurs maisons.", 2_000, NEW),
    ("ru", "Около 300 тысяч человек покинули свои дома.", 300_000, NEW),
    ("ru", "Более 5 миллионов беженцев находятся в соседних странах.", 5_000_000, ABROAD),
]


@pytest.mark.parametrize(("lang", "text", "value", "category"), OTHER_LANGUAGES)
def test_figure_of_another_language_is_read(
    lang: str, text: str, value: int, category: str
) -> None:
    (claim,) = figures(text, lang)
    assert (claim.reported, claim.category) == (value, category)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("tr", "Çatışmalarda 20'den fazla sivil öldü."),
        ("fa", "در این حمله ۵۰ نفر کشته شدند."),
        ("fr", "Au moins 50 civils ont été tués."),
        ("ru", "Погибли 20 человек."),
        ("he", "300 איש נהרגו."),
    ],
)
def test_killed_are_not_displaced_in_other_languages(lang: str, text: str) -> None:
    assert figures(text, lang) == []


def test_unknown_language_is_read_by_its_script() -> None:
    assert figures("نزوح 300 ألف مدني.", "und")[0].reported == 300_000
    assert figures("300,000 people fled.", "und")[0].reported == 300_000
