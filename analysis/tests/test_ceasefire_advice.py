"""What may be decided on ceasefires, and that people have the last word."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from analysis.ceasefires.advice import history, suggestions
from analysis.ceasefires.events import build_ceasefires
from analysis.ceasefires.rows import ClaimRow, Ruling
from analysis.terms import CeasefireKind as Kind
from analysis.terms import RulingKind
from analysis.tests.test_events import ARMY, GAZA, HAMAS, ISRAEL, KHARTOUM, RSF, START, built, claim

TODAY = START + timedelta(days=400)


def advised(*claims: ClaimRow) -> list[tuple[str, ...]]:
    events = built(*claims)
    found = suggestions(events, {c.key: c for c in claims})
    return sorted(tuple(s.kind for s in found[e.key]) for e in events)


def test_two_truces_of_near_dates_whose_parties_do_not_differ_may_be_one() -> None:
    one = claim("a", Kind.DECLARED, 0, parties=(ARMY,), places=(KHARTOUM,))
    other = claim("b", Kind.DECLARED, 1, parties=(RSF,), places=(KHARTOUM,))
    both = claim("c", Kind.AGREED, 1, places=(KHARTOUM,), effective_on=START + timedelta(days=1))
    assert len(built(one, other)) == 2
    assert advised(one, other) == [(), ()]
    events = built(one, replace(both, places=()))
    assert len(events) == 1


def test_truces_of_other_wars_are_never_suggested_as_one() -> None:
    here = claim("a", Kind.DECLARED, 0)
    there = claim("b", Kind.DECLARED, 0, parties=(ISRAEL, HAMAS), places=(GAZA,))
    assert advised(here, there) == [(), ()]


def test_a_truce_that_followed_another_is_no_double_of_it() -> None:
    first = claim("a", Kind.AGREED, 0, effective_on=START, duration_hours=24)
    later = claim("b", Kind.AGREED, 2, effective_on=START + timedelta(days=2), duration_hours=24)
    assert len(built(first, later)) == 2
    assert advised(first, later) == [(), ()]


def ruled(kind: RulingKind, anchors: set[str], *claims: ClaimRow) -> list[tuple[str, ...]]:
    ruling = Ruling(kind=kind, anchors=frozenset(anchors))
    events = build_ceasefires(claims, TODAY, rulings=(ruling,))
    return sorted(event.claims for event in events)


def test_what_a_person_puts_together_is_one_ceasefire() -> None:
    gaza = claim("g", Kind.AGREED, 0, parties=(ISRAEL, HAMAS), places=(GAZA,), anchor="g")
    sudan = claim("s", Kind.AGREED, 0, anchor="s")
    assert ruled(RulingKind.MERGE, {"g", "s"}, gaza, sudan) == [("g", "s")]


def test_what_a_person_takes_out_is_a_ceasefire_of_its_own() -> None:
    one, two = claim("a", Kind.AGREED, 0, anchor="a"), claim("b", Kind.AGREED, 1, anchor="b")
    assert ruled(RulingKind.SPLIT, {"b"}, one, two) == [("a",), ("b",)]


def test_a_later_decision_overrules_an_earlier_one() -> None:
    one, two = claim("a", Kind.AGREED, 0, anchor="a"), claim("b", Kind.AGREED, 1, anchor="b")
    apart = Ruling(kind=RulingKind.SPLIT, anchors=frozenset({"b"}))
    together = Ruling(kind=RulingKind.MERGE, anchors=frozenset({"a", "b"}))
    events = build_ceasefires((one, two), TODAY, rulings=(apart, together))
    assert [event.claims for event in events] == [("a", "b")]


@given(st.permutations([0, 1, 2, 3]))
def test_decisions_hold_whatever_order_claims_came_in(order: list[int]) -> None:
    claims = [claim(name, Kind.AGREED, day, anchor=name) for day, name in enumerate("abcd")]
    ruling = Ruling(kind=RulingKind.SPLIT, anchors=frozenset({"b", "c"}))
    events = build_ceasefires([claims[at] for at in order], TODAY, rulings=(ruling,))
    assert sorted(event.claims for event in events) == [("a", "d"), ("b", "c")]


def test_history_tells_what_changed_on_which_day_and_by_which_claim() -> None:
    agreed = claim("a", Kind.AGREED, 0)
    begun = claim("s", Kind.ENTERED_INTO_FORCE, 2, effective_on=START + timedelta(days=2))
    told = [(c.field, c.after, c.claim) for c in history([agreed, begun])]
    assert ("status", "DECLARED", "a") in told
    assert ("status", "IN_EFFECT", "s") in told
    assert ("effective_on", (START + timedelta(days=2)).isoformat(), "s") in told


def test_a_breach_alone_changes_nothing_that_is_known() -> None:
    agreed = claim("a", Kind.AGREED, 0)
    breach = claim("v", Kind.VIOLATED, 3, perpetrators=(RSF,))
    assert history([agreed, breach]) == history([agreed])
