"""English numbers: values, quantifiers, kinds, and what only looks like a count."""

import pytest

from newsmon.lib.numerals import Number, NumberKind, find_numbers


def only(text: str, lang: str) -> Number:
    found = find_numbers(text, lang)
    assert found, f"no number in {text!r}"
    return found[0]


ENGLISH_COUNTS = [
    ("300,000 people", 300_000, None, "EXACT"),
    ("300000 people", 300_000, None, "EXACT"),
    ("2,00,000 people", 200_000, None, "EXACT"),
    ("300 thousand people", 300_000, None, "EXACT"),
    ("300\u00a0000 people", 300_000, None, "EXACT"),
    ("1.2 million", 1_200_000, None, "EXACT"),
    ("1.2m people", 1_200_000, None, "EXACT"),
    ("300k people", 300_000, None, "EXACT"),
    ("2½ million people", 2_500_000, None, "EXACT"),
    ("two million", 2_000_000, None, "EXACT"),
    ("twenty-five thousand", 25_000, None, "EXACT"),
    ("two hundred and fifty thousand", 250_000, None, "EXACT"),
    ("two hundred fifty families", 250, None, "EXACT"),
    ("a hundred and fifty families", 150, None, "EXACT"),
    ("a hundred thousand", 100_000, None, "EXACT"),
    ("half a million", 500_000, None, "EXACT"),
    ("a quarter of a million", 250_000, None, "EXACT"),
    ("three quarters of a million", 750_000, None, "EXACT"),
    ("a million and a half", 1_500_000, None, "EXACT"),
    ("one and a half million", 1_500_000, None, "EXACT"),
    ("two dozen families", 24, None, "EXACT"),
    ("2000 civilians", 2_000, None, "EXACT"),
    ("some 900000 displaced", 900_000, None, "APPROXIMATELY"),
    ("about 300 families", 300, None, "APPROXIMATELY"),
    ("around 300 families", 300, None, "APPROXIMATELY"),
    ("nearly 300 families", 300, None, "APPROXIMATELY"),
    ("almost 300 families", 300, None, "APPROXIMATELY"),
    ("an estimated 300 families", 300, None, "APPROXIMATELY"),
    ("An estimated 300 families", 300, None, "APPROXIMATELY"),
    ("roughly 300 families", 300, None, "APPROXIMATELY"),
    ("approximately 300 families", 300, None, "APPROXIMATELY"),
    ("close to 300 families", 300, None, "APPROXIMATELY"),
    ("300 or so families", 300, None, "APPROXIMATELY"),
    ("more than 300 families", 300, None, "MORE_THAN"),
    ("More than half a million", 500_000, None, "MORE_THAN"),
    ("over 300 families", 300, None, "MORE_THAN"),
    ("at least 300 families", 300, None, "MORE_THAN"),
    ("at least another 300 families", 300, None, "MORE_THAN"),
    ("upwards of 300 families", 300, None, "MORE_THAN"),
    ("no fewer than 300 families", 300, None, "MORE_THAN"),
    ("exceeded 300 families", 300, None, "MORE_THAN"),
    ("topped 300,000", 300_000, None, "MORE_THAN"),
    ("300,000+ people", 300_000, None, "MORE_THAN"),
    ("300 or more families", 300, None, "MORE_THAN"),
    ("300 people or more", 300, None, "MORE_THAN"),
    ("up to 300 families", 300, None, "LESS_THAN"),
    ("as many as 300 families", 300, None, "LESS_THAN"),
    ("fewer than 300 families", 300, None, "LESS_THAN"),
    ("less than 300 families", 300, None, "LESS_THAN"),
    ("no more than 300 families", 300, None, "LESS_THAN"),
    ("between 954,000 and 1.2 million people", 954_000, 1_200_000, "RANGE"),
    ("between 5,000 and 6,000 families", 5_000, 6_000, "RANGE"),
    ("20 to 30 thousand people", 20_000, 30_000, "RANGE"),
    ("some 40,000 to 50,000 people", 40_000, 50_000, "RANGE"),
    ("40,000-50,000 people", 40_000, 50_000, "RANGE"),
    ("40,000–50,000 people", 40_000, 50_000, "RANGE"),
    ("two or three families", 2, 3, "RANGE"),
    ("from 500 to 700 people", 500, 700, "RANGE"),
    ("dozens of families", 10, None, "VAGUE"),
    ("scores of families", 20, None, "VAGUE"),
    ("hundreds of families", 100, None, "VAGUE"),
    ("several hundred families", 100, None, "VAGUE"),
    ("a few hundred families", 100, None, "VAGUE"),
    ("thousands of families", 1_000, None, "VAGUE"),
    ("several thousand refugees", 1_000, None, "VAGUE"),
    ("many thousands of people", 1_000, None, "VAGUE"),
    ("tens of thousands", 10_000, None, "VAGUE"),
    ("hundreds of thousands", 100_000, None, "VAGUE"),
    ("millions of people", 1_000_000, None, "VAGUE"),
    ("7.24 lakh people", 724_000, None, "EXACT"),
    ("two crore people", 20_000_000, None, "EXACT"),
    ("twelve hundred families", 1_200, None, "EXACT"),
    ("3,000-odd people", 3_000, None, "APPROXIMATELY"),
    ("3,000-plus people", 3_000, None, "MORE_THAN"),
    ("north of 3,000 people", 3_000, None, "MORE_THAN"),
    ("just over 7,100 people", 7_100, None, "MORE_THAN"),
    ("just under 5,000 people", 5_000, None, "LESS_THAN"),
    ("as many as half a million may leave", 500_000, None, "LESS_THAN"),
    ("on a single day 11,000 fled", 11_000, None, "EXACT"),
    ("the best part of 10,000 people", 10_000, None, "APPROXIMATELY"),
    ("the two-million mark", 2_000_000, None, "EXACT"),
]


ENGLISH_HOSTILE = [
    ("in 2014", "YEAR"),
    ("since 2011", "YEAR"),
    ("In December 2014", "YEAR"),
    ("the 1988-1994 conflict", "YEAR"),
    ("from 1986 to 2005", "YEAR"),
    ("(Hillview University, 2006)", "YEAR"),
    ("By 2005, when", "YEAR"),
    ("the 1990s", "YEAR"),
    ("the 1951 Convention", "YEAR"),
    ("the first half of 2010.", "YEAR"),
    ("October 9", "DATE"),
    ("9 October", "DATE"),
    ("9/10/2019", "DATE"),
    ("11:59 p.m.", "TIME"),
    ("5 pm", "TIME"),
    ("a 48-hour search", "DURATION"),
    ("72-hours", "DURATION"),
    ("a three-day truce", "DURATION"),
    ("60 days", "DURATION"),
    ("eight percent", "PERCENT"),
    ("8% rise", "PERCENT"),
    ("$7,000", "MONEY"),
    ("€2 million", "MONEY"),
    ("40 million dollars", "MONEY"),
    ("30 km", "DISTANCE"),
    ("30 kilometers", "DISTANCE"),
    ("hundreds of miles", "DISTANCE"),
    ("25,000 tons", "MEASURE"),
    ("40 degrees", "MEASURE"),
    ("Resolution 2254", "LABEL"),
    ("Article 5", "LABEL"),
    ("No. 12", "LABEL"),
    ("F-16 jets", "LABEL"),
    ("Covid-19", "LABEL"),
    ("a 15-member council", "LABEL"),
    ("9/11", "LABEL"),
    ("the 12th day", "ORDINAL"),
    ("won 3-1", "SCORE"),
    ("aged 34", "AGE"),
    ("a 30-year-old", "AGE"),
    ("Sami, 34, said", "AGE"),
    ("nine in 10 people", "OTHER"),
    ("+963 11 222 3333", "PHONE"),
    ("2.5 children", "OTHER"),
    ("5,000 rupees", "MONEY"),
    ("300 acres", "DISTANCE"),
    ("magnitude 7.8", "OTHER"),
    ("45 degrees Celsius", "MEASURE"),
    ("Security Council resolution 1701", "LABEL"),
    ("flight 370", "LABEL"),
    ("1,200 barrels", "MEASURE"),
    ("40 megawatts", "MEASURE"),
    ("two-thirds of them", "OTHER"),
    ("three fifths", "OTHER"),
    ("on 3 May", "DATE"),
    ("at 14:30", "TIME"),
    ("a 4-0 win", "SCORE"),
    ("call 0800 123 4567", "PHONE"),
    ("the 21st century", "ORDINAL"),
    ("90 minutes", "DURATION"),
    ("200 naira", "MONEY"),
    ("rule 14", "LABEL"),
]


@pytest.mark.parametrize(("text", "value", "high", "quantity"), ENGLISH_COUNTS)
def test_english_number_has_its_value_and_quantifier(
    text: str, value: int, high: int | None, quantity: str
) -> None:
    number = only(text, "en")
    assert (number.value, number.high, number.quantity) == (value, high, quantity)
    assert number.kind is NumberKind.COUNT


@pytest.mark.parametrize(("text", "kind"), ENGLISH_HOSTILE)
def test_english_figure_that_counts_nothing_is_no_count(text: str, kind: str) -> None:
    found = find_numbers(text, "en")
    assert found[0].kind == kind
    assert all(number.kind is not NumberKind.COUNT for number in found)


@pytest.mark.parametrize(
    "text", ["https://example.org/2019/300000", "desk3@example.org", "@user300", "no numbers here"]
)
def test_english_text_without_a_number_gives_none(text: str) -> None:
    assert find_numbers(text, "en") == []
