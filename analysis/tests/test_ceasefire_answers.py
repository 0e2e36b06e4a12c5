"""Offers that are answered, breaches while a truce stands, and truces told in two sentences."""

from datetime import date

import pytest

from analysis.terms import CeasefireKind
from analysis.tests.ceasefire_cases import THURSDAY, claims_in, names, only_claim


@pytest.mark.parametrize(
    ("lang", "text", "told"),
    [
        (
            "en",
            "Hamas's offer of a truce was brushed aside by Israel.",
            {"PROPOSED": {"Hamas", "Israel"}, "REJECTED": {"Israel"}},
        ),
        (
            "en",
            "Israel spurned Hamas's terms for a ceasefire.",
            {"PROPOSED": {"Hamas", "Israel"}, "REJECTED": {"Israel"}},
        ),
        ("en", "The call for a truce was turned down by Israel.", {"REJECTED": {"Israel"}}),
        ("ar", "حماس تصف الهدنة الإسرائيلية بأنها خدعة", {"REJECTED": {"Hamas"}}),
    ],
)
def test_answer_to_an_offer_is_told_with_the_offer(
    lang: str, text: str, told: dict[str, set[str]]
) -> None:
    assert {c.kind.value: names(c.parties) for c in claims_in(text, lang)} == told


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Hamas fired mortars during a five-hour humanitarian truce.", {"Hamas"}),
        ("Armenia accused Azerbaijan of shelling hours after the truce began.", {"Azerbaijan"}),
    ],
)
def test_fire_during_a_truce_breaks_it(text: str, parties: set[str]) -> None:
    claim = only_claim(text, "en")
    assert claim.kind is CeasefireKind.VIOLATED
    assert names(claim.parties) == parties


@pytest.mark.parametrize(
    "text",
    [
        "Families fired up their ovens during the truce.",
        "Hamas took Gaza ten days after a summit had asked for a ceasefire.",
        "Israel opened a crossing hours after the truce began.",
    ],
)
def test_what_else_happens_beside_a_truce_breaks_nothing(text: str) -> None:
    assert claims_in(text, "en") == ()


def test_refusal_in_the_next_sentence_is_of_the_same_truce() -> None:
    text = "Sudan's army accepted a ceasefire on Monday. The RSF turned it down."
    told = {c.kind.value: names(c.parties) for c in claims_in(text, "en")}
    assert told == {
        "ACCEPTED": {"Sudanese Armed Forces"},
        "REJECTED": {"Rapid Support Forces"},
    }


def test_refusal_of_something_else_in_the_next_sentence_is_no_claim() -> None:
    text = "A road was opened on Monday. The RSF turned it down."
    assert claims_in(text, "en") == ()


@pytest.mark.parametrize(
    "text",
    [
        "Israel and Hamas agreed on a truce on Tuesday. It takes effect on Friday.",
        "Israel and Hamas agreed on a truce on Tuesday. The truce will begin on Friday.",
        "Israel and Hamas agreed on a truce that would start on Friday.",
    ],
)
def test_start_to_come_is_a_day_of_the_agreement_and_no_second_claim(text: str) -> None:
    claim = only_claim(text, "en")
    assert (claim.kind, claim.effective_on) == (CeasefireKind.AGREED, date(2024, 5, 17))


def test_start_that_happened_stays_a_claim_of_its_own() -> None:
    text = "Israel and Hamas agreed on a truce on Tuesday. The truce began on Wednesday."
    kinds = {c.kind for c in claims_in(text, "en")}
    assert kinds == {CeasefireKind.AGREED, CeasefireKind.ENTERED_INTO_FORCE}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The museum bought the pen with which the 1953 armistice was signed."),
        ("ar", "وقعت هدنة عام 1949 في جزيرة."),
    ],
)
def test_truce_of_a_year_long_gone_is_history(lang: str, text: str) -> None:
    assert claims_in(text, lang) == ()


@pytest.mark.parametrize(
    "text",
    [
        "The two wings reached a truce of sorts.",
        "The cabinet agreed a truce over the pension bill.",
        "The partners declared a truce on fuel prices.",
    ],
)
def test_truce_over_a_matter_is_a_figure_of_speech(text: str) -> None:
    assert claims_in(text, "en") == ()


@pytest.mark.parametrize(
    "text",
    [
        "Russia declared a truce over Easter.",
        "Russia declared a truce on Monday.",
        "Ethiopia declared a truce of three days.",
    ],
)
def test_truce_over_a_feast_or_on_a_day_is_one(text: str) -> None:
    assert only_claim(text, "en", THURSDAY).kind is CeasefireKind.DECLARED


def test_group_that_no_registry_knows_is_left_out_where_only_its_sort_is_told() -> None:
    claim = only_claim("The rebel group ELN declared a truce on Monday.", "en")
    assert names(claim.parties) == {"ELN"}


@pytest.mark.parametrize(
    ("text", "kind", "parties"),
    [
        (
            "Hezbollah fired rockets at Israel, breaking a truce.",
            "VIOLATED",
            {"Hezbollah"},
        ),
        (
            "Sudan's army and the RSF pledged to respect a seven-day ceasefire.",
            "AGREED",
            {"Sudanese Armed Forces", "Rapid Support Forces"},
        ),
        ("Russia and Ukraine will stop fighting for Easter.", "AGREED", {"Russia", "Ukraine"}),
        ("Ethiopia silenced its guns on Monday.", "ENTERED_INTO_FORCE", {"Ethiopia"}),
    ],
)
def test_what_is_done_by_two_or_by_fire_is_put_down_to_them(
    text: str, kind: str, parties: set[str]
) -> None:
    claim = only_claim(text, "en")
    assert (claim.kind.value, names(claim.parties)) == (kind, parties)


@pytest.mark.parametrize(
    "text",
    [
        "Hezbollah pledged to respect the ceasefire.",
        "The unions will stop fighting for their wages.",
    ],
)
def test_keeping_a_truce_that_stands_is_no_claim(text: str) -> None:
    assert claims_in(text, "en") == ()
