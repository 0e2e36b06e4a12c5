"""Since when a figure counts, and when people moved."""

from datetime import date

import pytest

from analysis.terms import DateAccuracy
from analysis.tests.displacement_texts import figures


def test_running_total_counts_since_its_date() -> None:
    text = "At least 130,000 people have been displaced since October 9."
    (claim,) = figures(text, "en")
    assert (claim.cumulative, claim.since_on) == (True, date(2019, 10, 9))


def test_operation_that_caused_a_flight_begins_the_count() -> None:
    text = "بدأت العملية في 9 أكتوبر الجاري، وتسببت في نزوح 300 ألف مدني."
    (claim,) = figures(text, "ar")
    assert (claim.cumulative, claim.since_on) == (True, date(2019, 10, 9))


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Some 300 people fled the town on Thursday.", "en"),
        ("نزح 300 شخص من البلدة أول من أمس الخميس.", "ar"),
    ],
)
def test_day_of_a_flow_is_the_date_after_it(text: str, lang: str) -> None:
    (claim,) = figures(text, lang)
    assert (claim.start_on, claim.end_on) == (date(2019, 10, 17), date(2019, 10, 17))
    assert claim.date_accuracy is DateAccuracy.DAY


def test_day_on_which_it_was_said_is_not_the_day_of_the_flow() -> None:
    (claim,) = figures("Residents said on Thursday that 300 people had fled.", "en")
    assert (claim.start_on, claim.date_accuracy) == (None, DateAccuracy.UNCLEAR)


def test_figure_without_since_is_no_running_total() -> None:
    (claim,) = figures("On October 9, 300 people fled.", "en")
    assert (claim.cumulative, claim.since_on) == (False, None)
