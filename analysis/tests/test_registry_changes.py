"""What files would change is told line by line, and held back where nobody allowed it."""

from dataclasses import replace
from datetime import date

import pytest

from analysis.records import ActorEntry, AffiliationEntry, AliasEntry, PlaceEntry
from analysis.registry_changes import (
    Actors,
    Held,
    Rules,
    actor_changes,
    in_words,
    place_changes,
)
from analysis.terms import ActorKind, AffiliationKind, PlaceFeature

OC = AliasEntry(text="OC", language="en")
COUNCIL = ActorEntry(
    id="council", name_en="Orchard Council", name_ar="", kind=ActorKind.ORGANIZATION, aliases=(OC,)
)
UNION = ActorEntry(id="union", name_en="Bridge Union", name_ar="اتحاد الجسر", kind=ActorKind.NGO)
ALLIES = AffiliationEntry(actor="council", kind=AffiliationKind.ALLY_OF, related="union")
KNOWN = Actors(actors=(COUNCIL, UNION), affiliations=(ALLIES,))


def told(files: Actors, known: Actors = KNOWN, **rules: bool) -> list[str]:
    return [in_words(change) for change in actor_changes(known, files, Rules(**rules))]


def test_the_same_files_change_nothing() -> None:
    assert told(KNOWN) == []


def test_every_kind_of_difference_is_told_in_words() -> None:
    files = Actors(
        actors=(
            replace(
                COUNCIL, name_ar="مجلس البستان", aliases=(AliasEntry(text="م", language="ar"),)
            ),
            replace(COUNCIL, id="new", name_en="New Front", aliases=()),
        ),
        affiliations=(),
    )
    assert told(files, delete=True) == [
        "~ actor council name_ar: (none) -> مجلس البستان",
        "+ alias council: م (ar, NAME)",
        "- alias council: OC (en, NAME)",
        "+ actor new: New Front (ORGANIZATION, 0 aliases)",
        "- actor union: Bridge Union",
    ]


def test_a_new_date_of_a_relation_is_a_change_of_it() -> None:
    dated = replace(ALLIES, valid_from=date(2020, 1, 2))
    assert told(Actors(actors=KNOWN.actors, affiliations=(dated,))) == [
        "~ affiliation council: ALLY_OF union -> ALLY_OF union (2020-01-02–)"
    ]


@pytest.mark.parametrize(
    ("rules", "held"),
    [
        ({}, {Held.UNASKED, Held.CURATED}),
        ({"delete": True}, {Held.CURATED}),
        ({"overwrite": True}, {None, Held.UNASKED}),
        ({"delete": True, "overwrite": True}, {None}),
    ],
)
def test_what_people_edited_is_held_until_both_are_allowed(
    rules: dict[str, bool], held: set[Held | None]
) -> None:
    known = replace(KNOWN, curated=frozenset({"council"}))
    files = Actors(actors=(replace(COUNCIL, name_en="Else", aliases=()), UNION))
    assert {change.held for change in actor_changes(known, files, Rules(**rules))} == held


def test_one_alias_of_a_person_does_not_hold_the_actor() -> None:
    known = replace(KNOWN, curated_aliases=frozenset({("council", OC)}))
    files = Actors(actors=(replace(COUNCIL, name_en="Else", aliases=()), UNION))
    held = [
        c.held for c in actor_changes(known, files, Rules(delete=True)) if c.table != "affiliation"
    ]
    assert held == [None, Held.CURATED]


def test_places_are_added_and_changed_but_never_removed() -> None:
    camp = PlaceEntry(id="c", name_en="Camp", name_ar="", feature=PlaceFeature.CAMP, country="SYR")
    other = replace(camp, id="d", name_en="Other")
    moved = replace(camp, latitude=35.25, aliases=("مخيم",))
    changes = place_changes((camp, other), (moved, replace(camp, id="e")), rules=Rules(delete=True))
    assert list(map(in_words, changes)) == [
        "~ place c latitude: (none) -> 35.25",
        "~ place c aliases: (none) -> مخيم",
        "+ place e: Camp",
    ]
