"""What is said twice is one claim, what is said of two things stays two."""

from datetime import date

from analysis.terms import CeasefireKind
from analysis.tests.ceasefire_cases import claims_in, only_claim


def test_same_claim_in_headline_and_body_is_one_and_the_richest() -> None:
    text = (
        "Russia declares ceasefire in Aleppo\n"
        "Russia declared a 72-hour ceasefire in Aleppo on Wednesday."
    )
    claim = only_claim(text, "en")
    assert (claim.duration_hours, claim.effective_on) == (72, date(2024, 5, 15))


def test_two_demands_in_two_clauses_stay_two() -> None:
    text = "طالبت منظمات بهدنة إنسانية، بينما دعت مصر إلى وقف لإطلاق النار لثلاثة أيام."
    assert [claim.duration_hours for claim in claims_in(text, "ar")] == [None, 72]


def test_vetoed_call_is_both_proposed_and_rejected() -> None:
    text = "Russia vetoed a resolution calling for a seven-day ceasefire in Aleppo."
    kinds = {claim.kind for claim in claims_in(text, "en")}
    assert kinds == {CeasefireKind.PROPOSED, CeasefireKind.REJECTED}
