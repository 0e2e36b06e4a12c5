"""Claims add up to ceasefires: one truce for one truce, whatever order the claims came in."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from analysis.ceasefires.events import CeasefireEvent, ClaimRow, PlaceRef, build_ceasefires
from analysis.ceasefires.rows import Standing
from analysis.records import NamedActor
from analysis.terms import CeasefireKind, CeasefireSide, CeasefireStatus, Factuality

Kind = CeasefireKind
START = date(2024, 3, 1)
ARMY = NamedActor(actor="saf", name="Sudanese Armed Forces")
RSF = NamedActor(actor="rsf", name="Rapid Support Forces")
ISRAEL = NamedActor(actor="israel", name="Israel")
HAMAS = NamedActor(actor="hamas", name="Hamas")
HEZBOLLAH = NamedActor(actor="hezbollah", name="Hezbollah")
UN = NamedActor(actor="un", name="United Nations")
KHARTOUM = PlaceRef(key="khartoum", name="Khartoum", country="SDN")
SUDAN = PlaceRef(key="sudan", name="Sudan", country="SDN", is_country=True)
GAZA = PlaceRef(key="gaza-strip", name="Gaza Strip", country="PSE")
BEIRUT = PlaceRef(key="beirut", name="Beirut", country="LBN")


def claim(key: str, kind: Kind, day: int, **fields: object) -> ClaimRow:
    """Make a claim of the Sudanese truce, published so many days after the start."""
    row = ClaimRow(
        key=key,
        article=f"article-{key}",
        story=f"story-{key}",
        kind=kind,
        published_on=START + timedelta(days=day),
        parties=(ARMY, RSF),
        places=(SUDAN,),
    )
    return replace(row, **fields)  # type: ignore[arg-type]


def built(*claims: ClaimRow, today: int = 400) -> tuple[CeasefireEvent, ...]:
    return build_ceasefires(claims, START + timedelta(days=today))


def only(*claims: ClaimRow, today: int = 400) -> CeasefireEvent:
    events = built(*claims, today=today)
    assert len(events) == 1, events
    return events[0]


def test_two_reports_of_one_agreement_are_one_ceasefire() -> None:
    event = only(claim("a", Kind.AGREED, 0), claim("b", Kind.AGREED, 1))
    assert event.claims == ("a", "b")
    assert event.side is CeasefireSide.BILATERAL


def test_proposal_before_the_truce_is_its_lead() -> None:
    event = only(claim("p", Kind.PROPOSED, 0), claim("a", Kind.AGREED, 20))
    assert event.status is CeasefireStatus.DECLARED
    assert event.claims == ("p", "a")


def test_proposal_alone_is_no_more_than_a_lead() -> None:
    assert only(claim("p", Kind.PROPOSED, 0)).status is CeasefireStatus.PROPOSED


def test_proposal_long_before_stays_a_lead_of_its_own() -> None:
    statuses = [e.status for e in built(claim("p", Kind.PROPOSED, 0), claim("a", Kind.AGREED, 60))]
    assert statuses == [CeasefireStatus.PROPOSED, CeasefireStatus.DECLARED]


def test_rejected_proposal_stays_a_lead_and_says_who_refused() -> None:
    event = only(claim("p", Kind.PROPOSED, 0), claim("r", Kind.REJECTED, 1, parties=(RSF,)))
    assert event.status is CeasefireStatus.PROPOSED
    assert "rejected by Rapid Support Forces" in event.status_reason


def test_acceptance_by_one_side_makes_no_truce_and_by_both_does() -> None:
    one = claim("x", Kind.ACCEPTED, 1, parties=(RSF,))
    other = claim("y", Kind.ACCEPTED, 2, parties=(ARMY,))
    assert only(claim("p", Kind.PROPOSED, 0), one).status is CeasefireStatus.PROPOSED
    assert only(claim("p", Kind.PROPOSED, 0), one, other).status is CeasefireStatus.DECLARED


def test_start_reported_puts_it_in_effect() -> None:
    event = only(
        claim("a", Kind.AGREED, 0), claim("s", Kind.ENTERED_INTO_FORCE, 1, effective_on=START)
    )
    assert event.status is CeasefireStatus.IN_EFFECT
    assert event.effective_on == START


def test_effective_day_that_has_come_puts_it_in_effect_and_one_to_come_does_not() -> None:
    agreed = claim("a", Kind.AGREED, 0, effective_on=START + timedelta(days=5))
    assert only(agreed, today=4).status is CeasefireStatus.DECLARED
    assert only(agreed, today=5).status is CeasefireStatus.IN_EFFECT


def test_fixed_term_that_ran_out_without_word_has_lapsed_with_its_reason() -> None:
    event = only(claim("a", Kind.AGREED, 0, effective_on=START, duration_hours=120), today=30)
    assert event.status is CeasefireStatus.LAPSED
    assert event.planned_end_on == event.ended_on == START + timedelta(days=5)
    assert "ran out" in event.status_reason


def test_fixed_term_still_running_has_not_lapsed() -> None:
    event = only(claim("a", Kind.AGREED, 0, effective_on=START, duration_hours=120), today=3)
    assert event.status is CeasefireStatus.IN_EFFECT


def test_extension_is_no_new_ceasefire_and_moves_the_end() -> None:
    event = only(
        claim("a", Kind.AGREED, 0, effective_on=START, duration_hours=96),
        claim("e", Kind.EXTENDED, 3, duration_hours=48),
        today=5,
    )
    assert event.status is CeasefireStatus.EXTENDED
    assert (event.extensions, event.fixed_term_hours) == (1, 96)
    assert event.planned_end_on == START + timedelta(days=6)


def test_extension_without_a_term_leaves_the_end_open() -> None:
    event = only(
        claim("a", Kind.AGREED, 0, effective_on=START, duration_hours=96),
        claim("e", Kind.EXTENDED, 3),
        today=60,
    )
    assert (event.status, event.planned_end_on) == (CeasefireStatus.EXTENDED, None)


def test_the_paper_that_tells_the_term_of_an_extension_is_believed() -> None:
    event = only(
        claim("a", Kind.AGREED, 0, effective_on=START, duration_hours=96),
        claim("e", Kind.EXTENDED, 3),
        claim("f", Kind.EXTENDED, 3, duration_hours=48),
    )
    assert event.planned_end_on == START + timedelta(days=6)


def test_extension_told_by_two_papers_counts_once() -> None:
    event = only(
        claim("a", Kind.AGREED, 0, effective_on=START, duration_hours=96),
        claim("e", Kind.EXTENDED, 3, duration_hours=48),
        claim("f", Kind.EXTENDED, 3, duration_hours=48),
    )
    assert event.planned_end_on == START + timedelta(days=6)
    assert event.extensions == 1


def test_breach_attaches_and_leaves_the_status() -> None:
    event = only(
        claim("a", Kind.AGREED, 0, effective_on=START),
        claim("v", Kind.VIOLATED, 2, parties=(RSF,), perpetrators=(RSF,), places=(KHARTOUM,)),
    )
    assert event.status is CeasefireStatus.IN_EFFECT
    assert [v.standing for v in event.violations] == [Standing.ALLEGED]


def test_two_independent_accusers_corroborate_a_breach() -> None:
    breach = {"perpetrators": (RSF,), "parties": (RSF,)}
    event = only(
        claim("a", Kind.AGREED, 0),
        claim("v", Kind.VIOLATED, 2, alleged_by=(ARMY,), **breach),
        claim("w", Kind.VIOLATED, 2, alleged_by=(UN,), **breach),
    )
    assert [v.standing for v in event.violations] == [Standing.CORROBORATED]


def test_reprint_of_an_accusation_corroborates_nothing() -> None:
    breach = {"perpetrators": (RSF,), "parties": (RSF,), "story": "same"}
    event = only(
        claim("a", Kind.AGREED, 0),
        claim("v", Kind.VIOLATED, 2, alleged_by=(ARMY,), **breach),
        claim("w", Kind.VIOLATED, 2, alleged_by=(UN,), **breach),
    )
    assert [v.standing for v in event.violations] == [Standing.ALLEGED]


def test_reprints_count_as_one_piece_of_evidence() -> None:
    event = only(claim("a", Kind.AGREED, 0, story="s"), claim("b", Kind.AGREED, 0, story="s"))
    (mark,) = event.marks
    assert (mark.stories, mark.claims) == (1, ("a", "b"))


def test_end_amid_breaches_is_an_end_by_violence() -> None:
    agreed, ended = claim("a", Kind.AGREED, 0, effective_on=START), claim("z", Kind.ENDED, 10)
    broken = claim("v", Kind.VIOLATED, 9, parties=(RSF,), perpetrators=(RSF,))
    assert only(agreed, ended).status is CeasefireStatus.ENDED_OTHER
    assert only(agreed, broken, ended).status is CeasefireStatus.ENDED_VIOLENCE
    assert only(agreed, ended).ended_on == START + timedelta(days=10)


def test_suspension_and_resumption_are_told_in_order() -> None:
    agreed = claim("a", Kind.AGREED, 0)
    halted = claim("h", Kind.SUSPENDED, 5)
    resumed = claim("r", Kind.ENTERED_INTO_FORCE, 8)
    assert only(agreed, halted).status is CeasefireStatus.SUSPENDED
    assert only(agreed, halted, resumed).status is CeasefireStatus.IN_EFFECT


def test_new_agreement_after_an_end_is_another_ceasefire() -> None:
    events = built(
        claim("a", Kind.AGREED, 0), claim("z", Kind.ENDED, 5), claim("b", Kind.AGREED, 20)
    )
    assert [e.claims for e in events] == [("a", "z"), ("b",)]


def test_new_agreement_of_the_same_parties_supersedes_one_that_stood() -> None:
    first = claim("a", Kind.AGREED, 0, effective_on=START)
    later = claim("b", Kind.AGREED, 40, effective_on=START + timedelta(days=40))
    assert [e.status for e in built(first, later)] == [
        CeasefireStatus.ENDED_SUPERSEDED,
        CeasefireStatus.IN_EFFECT,
    ]


def test_denied_claim_opens_nothing_and_changes_nothing() -> None:
    denied = claim("d", Kind.ENDED, 3, factuality=Factuality.DENIED)
    assert built(replace(denied, kind=Kind.AGREED)) == ()
    event = only(claim("a", Kind.AGREED, 0), denied)
    assert event.status is CeasefireStatus.DECLARED
    assert event.claims == ("a", "d")


def test_hypothetical_claim_opens_nothing() -> None:
    assert built(claim("h", Kind.AGREED, 0, factuality=Factuality.HYPOTHETICAL)) == ()


def test_historical_claim_attaches_only_to_the_truce_of_its_day() -> None:
    agreed = claim("a", Kind.AGREED, 0, effective_on=START)
    told = claim("h", Kind.AGREED, 300, effective_on=START, factuality=Factuality.HISTORICAL)
    assert only(agreed, told).claims == ("a", "h")
    other = replace(told, effective_on=START - timedelta(days=900))
    assert only(agreed, other).claims == ("a",)


def test_future_start_is_not_yet_in_effect() -> None:
    soon = claim("f", Kind.ENTERED_INTO_FORCE, 0, factuality=Factuality.FUTURE)
    assert only(soon).status is CeasefireStatus.DECLARED


def test_truces_of_other_parties_stay_apart() -> None:
    gaza = claim("g", Kind.AGREED, 0, parties=(ISRAEL, HAMAS), places=(GAZA,))
    lebanon = claim("l", Kind.AGREED, 1, parties=(ISRAEL, HEZBOLLAH), places=(BEIRUT,))
    assert len(built(gaza, lebanon)) == 2


def test_breach_without_parties_joins_by_place() -> None:
    gaza = claim("g", Kind.AGREED, 0, parties=(ISRAEL, HAMAS), places=(GAZA,))
    lebanon = claim("l", Kind.AGREED, 0, parties=(ISRAEL, HEZBOLLAH), places=(BEIRUT,))
    breach = claim("v", Kind.VIOLATED, 2, parties=(), places=(BEIRUT,))
    assert {e.claims for e in built(gaza, lebanon, breach)} == {("g",), ("l", "v")}


def test_breach_that_fits_two_truces_alike_joins_neither() -> None:
    one = claim("g", Kind.AGREED, 0, parties=(ISRAEL, HAMAS), places=(GAZA,))
    two = claim("l", Kind.AGREED, 0, parties=(ISRAEL, HEZBOLLAH), places=(BEIRUT,))
    breach = claim("v", Kind.VIOLATED, 2, parties=(ISRAEL,), places=())
    assert {e.claims for e in built(one, two, breach)} == {("g",), ("l",)}


def test_only_breaches_reported_leave_the_status_unclear() -> None:
    event = only(claim("v", Kind.VIOLATED, 0, perpetrators=(RSF,)))
    assert event.status is CeasefireStatus.UNCLEAR


def test_lone_declaration_is_unilateral() -> None:
    event = only(claim("d", Kind.DECLARED, 0, parties=(RSF,)))
    assert event.side is CeasefireSide.UNILATERAL


def test_agreement_with_one_known_side_has_no_known_side() -> None:
    assert only(claim("a", Kind.AGREED, 0, parties=(RSF,))).side is CeasefireSide.UNCLEAR


def test_key_stays_when_later_claims_arrive() -> None:
    agreed = claim("a", Kind.AGREED, 0)
    assert only(agreed).key == only(agreed, claim("v", Kind.VIOLATED, 3)).key


def test_claims_without_any_day_are_kept() -> None:
    undated = claim("u", Kind.AGREED, 0, published_on=None)
    assert only(undated).first_reported_on is None
    assert only(claim("a", Kind.AGREED, 0), undated).claims == ("a", "u")


_CLAIMS = st.builds(
    claim,
    key=st.uuids().map(str),
    kind=st.sampled_from(list(Kind)),
    day=st.integers(0, 60),
    parties=st.sampled_from([(), (ARMY,), (ARMY, RSF), (ISRAEL, HAMAS), (ISRAEL, HEZBOLLAH)]),
    places=st.sampled_from([(), (SUDAN,), (KHARTOUM,), (GAZA,), (BEIRUT,)]),
    factuality=st.sampled_from(list(Factuality)),
    duration_hours=st.sampled_from([None, 24, 120]),
    effective_on=st.sampled_from([None, START, START + timedelta(days=30)]),
    story=st.sampled_from(["one", "two", "three"]),
)


@given(st.lists(_CLAIMS, max_size=12, unique_by=lambda c: c.key), st.randoms())
def test_order_of_the_claims_is_no_matter(claims: list[ClaimRow], random: object) -> None:
    shuffled = list(claims)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert built(*shuffled) == built(*claims)


@given(st.lists(_CLAIMS, max_size=12, unique_by=lambda c: c.key))
def test_no_claim_belongs_to_two_ceasefires(claims: list[ClaimRow]) -> None:
    told = [key for event in built(*claims) for key in event.claims]
    assert len(told) == len(set(told))
