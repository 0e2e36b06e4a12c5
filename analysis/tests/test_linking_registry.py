"""Aliases are found as they are written, in the language of the text and in their time."""

from datetime import date

import pytest

from analysis.linking.registry import Registry, valid_on
from analysis.records import ActorEntry, AffiliationEntry, AliasEntry
from analysis.terms import ActorKind, AffiliationKind, AliasKind
from analysis.word_forms import tokenise


def alias(text: str, language: str = "en", kind: AliasKind = AliasKind.NAME) -> AliasEntry:
    return AliasEntry(text=text, language=language, kind=kind)


STATE = ActorEntry(
    id="land",
    name_en="Landia",
    name_ar="لانديا",
    kind=ActorKind.STATE,
    country="LND",
    aliases=(
        alias("Landian", kind=AliasKind.DEMONYM),
        alias("لاندي", "ar", AliasKind.DEMONYM),
        alias("Landya", "tr"),
    ),
)
FRONT = ActorEntry(
    id="front",
    name_en="Free State",
    name_ar="جبهة التحرير",
    kind=ActorKind.ARMED_GROUP,
    country="LND",
    aliases=(alias("FS"), alias("Free State Front"), alias("LeF"), alias("جبهة", "ar")),
)
CHIEF = ActorEntry(
    id="chief", name_en="Omar Qasoun", name_ar="عمر قصون", kind=ActorKind.PERSON, country="LND"
)
LEADS = AffiliationEntry(
    actor="chief",
    kind=AffiliationKind.LEADS,
    related="front",
    valid_from=date(2015, 1, 1),
    valid_to=date(2016, 1, 1),
)
REGISTRY = Registry([STATE, FRONT, CHIEF], [LEADS])


def found(text: str, language: str | None = "en") -> list[tuple[str, int]]:
    """Give each match's actor and number of words."""
    tokens = tokenise(text)
    names = REGISTRY.names(language)
    matches = [names.match(tokens, at) for at in range(len(tokens))]
    return [(m.hits[0].actor.id, m.last - m.first + 1) for m in matches if m]


def test_the_longest_alias_at_a_word_is_found() -> None:
    assert found("the Free State Front said")[0] == ("front", 3)
    assert found("قالت جبهة التحرير", "ar")[0] == ("front", 2)


@pytest.mark.parametrize("text", ["FS said", "F.S. said", "LeF said", "وجبهة التحرير", "Landia's"])
def test_acronyms_clitics_and_possessives_are_read(text: str) -> None:
    assert len(found(text)) == 1


@pytest.mark.parametrize(
    "text",
    ["fs said", "Fs said", "Lef said", "a free State", "free state", "ALL FS THE", "Free. State"],
)
def test_names_written_otherwise_are_no_names(text: str) -> None:
    assert found(text) == []


def test_aliases_of_a_third_language_are_read_only_in_its_texts() -> None:
    assert found("Landya dedi", "tr") == [("land", 1)]
    assert found("Landya dedi", "en") == []


def test_a_language_without_aliases_shares_the_index() -> None:
    assert REGISTRY.names("xx") is REGISTRY.names(None)
    assert REGISTRY.names("tr") is not REGISTRY.names(None)


@pytest.mark.parametrize("word", ["landian", "landians", "لاندي", "لانديه", "اللانديين", "لانديون"])
def test_adjectives_are_known_in_their_inflections(word: str) -> None:
    assert REGISTRY.names("en").demonym(word) == STATE


def test_the_country_is_not_its_own_adjective() -> None:
    assert REGISTRY.names("ar").demonym("لانديا") is None


def test_an_alias_holds_between_its_dates() -> None:
    dated = AliasEntry(text="x", language="en", valid_from=date(2015, 1, 1))
    assert not valid_on(dated, date(2014, 12, 31))
    assert valid_on(dated, date(2015, 1, 1))
    assert valid_on(dated, None)


def test_what_a_person_leads_depends_on_the_day() -> None:
    assert REGISTRY.led_by(CHIEF, date(2015, 6, 1)) == FRONT
    assert REGISTRY.led_by(CHIEF, date(2020, 6, 1)) == STATE
    assert REGISTRY.led_by(CHIEF, None) == STATE


def test_states_and_armies_are_found_by_country() -> None:
    assert REGISTRY.state("LND") == STATE
    assert REGISTRY.army("LND") == STATE
    assert REGISTRY.state("XXX") is None
    assert REGISTRY.actor("chief") == CHIEF
