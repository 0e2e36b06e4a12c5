"""Numbers in news text: spans, neighbours, changes, and texts that are no text."""

import pytest

from newsmon.lib.numerals import Number, NumberKind, Quantity, find_numbers


def only(text: str, lang: str) -> Number:
    found = find_numbers(text, lang)
    assert found, f"no number in {text!r}"
    return found[0]


def test_change_keeps_the_new_value_as_the_count() -> None:
    old, new = find_numbers("rose from 20,000 to 30,000 people", "en")
    assert (old.kind, new.kind) == (NumberKind.OTHER, NumberKind.COUNT)
    assert new.value == 30_000


def test_arabic_change_keeps_the_new_value_as_the_count() -> None:
    old, new = find_numbers("ارتفع العدد من 4 ملايين إلى 6 ملايين", "ar")
    assert (old.kind, new.value) == (NumberKind.OTHER, 6_000_000)


def test_neighbouring_numbers_stay_apart() -> None:
    values = [n.value for n in find_numbers("killed 300 and displaced 100,000", "en")]
    assert values == [300, 100_000]


def test_year_before_a_count_does_not_join_it() -> None:
    year, count = find_numbers("in 2014 300 people fled", "en")
    assert (year.kind, count.value) == (NumberKind.YEAR, 300)


@pytest.mark.parametrize(
    ("text", "lang", "number", "whole"),
    [
        ("نزوح نحو 300 ألف مدني", "ar", "300 ألف", "نحو 300 ألف"),
        ("نزوح نحـو ٣٠٠ ألفٍ", "ar", "٣٠٠ ألفٍ", "نحـو ٣٠٠ ألفٍ"),
        ("fled: at least 1.2 million people", "en", "1.2 million", "at least 1.2 million"),
        ("300,000+ people", "en", "300,000", "300,000+"),
    ],
)
def test_span_covers_the_number_and_its_quantifier(
    text: str, lang: str, number: str, whole: str
) -> None:
    found = only(text, lang)
    assert text[found.number_start : found.number_end] == number
    assert text[found.start : found.end] == whole


def test_unknown_language_is_guessed_from_the_script() -> None:
    assert only("نحو 300 ألف", "xx").value == 300_000
    assert only("около 300 тысяч", "").value == 300_000
    assert only("about 300 thousand", "xx").quantity is Quantity.APPROXIMATELY


@pytest.mark.parametrize(
    "text", ["9" * 6_000, "1," + "000," * 3_000 + "000", "1.5" * 4_000, "ألف " * 2_000, "-" * 5_000]
)
def test_absurd_runs_of_figures_are_survived(text: str) -> None:
    assert isinstance(find_numbers(text, "ar"), list)


def test_perhaps_makes_a_number_approximate() -> None:
    assert only("perhaps 200 of them", "en").quantity is Quantity.APPROXIMATELY
