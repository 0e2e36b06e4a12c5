"""Who makes, breaks, brokers or turns down a truce."""

from datetime import date

import pytest

from analysis.terms import CeasefireKind
from analysis.tests.ceasefire_cases import claims_in, names, only_claim


def test_victims_do_not_break_the_truce() -> None:
    text = "قتل فلسطينيون في قصف نفذته إسرائيل على غزة رغم سريان وقف إطلاق النار."
    assert "Palestinians" not in names(only_claim(text, "ar").perpetrators)


def test_whoever_announced_the_truce_did_not_break_it() -> None:
    text = "Ethiopia shelled villages in breach of a truce announced by Qatar last month."
    assert names(only_claim(text, "en").perpetrators) == {"Ethiopia"}


@pytest.mark.parametrize(
    ("lang", "text", "mediators", "parties"),
    [
        (
            "en",
            "Israel and Hamas reached a truce brokered by Qatar and Egypt.",
            {"Qatar", "Egypt"},
            {"Israel", "Hamas"},
        ),
        (
            "en",
            "Russian air strikes hit Idlib despite a ceasefire that Turkey brokered.",
            {"Turkey"},
            {"Russia"},
        ),
        (
            "ar",
            "توصلت إسرائيل وحماس إلى هدنة بوساطة قطر ومصر.",
            {"Qatar", "Egypt"},
            {"Israel", "Hamas"},
        ),
        ("ar", "أعلنت قطر تمديد الهدنة بين إسرائيل وحماس.", {"Qatar"}, {"Israel", "Hamas"}),
    ],
)
def test_mediator_is_no_party(lang: str, text: str, mediators: set[str], parties: set[str]) -> None:
    claim = only_claim(text, lang)
    assert names(claim.mediators) == mediators
    assert names(claim.parties) == parties


@pytest.mark.parametrize(
    ("lang", "text", "accuser", "accused"),
    [
        ("en", "Armenia accused Azerbaijan of breaching the truce.", {"Armenia"}, {"Azerbaijan"}),
        ("ar", "واتهمت باكستان الهند بانتهاك وقف إطلاق النار في كشمير.", {"Pakistan"}, {"India"}),
        (
            "en",
            "Ukraine and Russia accused each other of truce violations.",
            {"Ukraine", "Russia"},
            {"Ukraine", "Russia"},
        ),
    ],
)
def test_accuser_is_told_from_accused(
    lang: str, text: str, accuser: set[str], accused: set[str]
) -> None:
    claim = only_claim(text, lang)
    assert names(claim.perpetrators) == accused
    assert names(claim.alleged_by) == accuser


def test_nameless_group_is_named_in_english() -> None:
    (english,) = only_claim("Darfur rebels declared a truce on Monday.", "en").parties
    (arabic,) = only_claim("أعلن متمردو دارفور هدنة.", "ar").parties
    assert (english.name, arabic.name) == ("Darfur rebels", "Darfur rebels")
    assert english.actor is None


def test_both_sides_are_the_two_named_before() -> None:
    text = "Sudan's army met the RSF on Monday. Both sides agreed to a ceasefire."
    claim = only_claim(text, "en")
    assert names(claim.parties) == {"Sudanese Armed Forces", "Rapid Support Forces"}


def test_refusal_by_pronoun_belongs_to_the_offer() -> None:
    text = "Saudi Arabia announced a ceasefire initiative, but the Houthis dismissed it."
    claims = {claim.kind: names(claim.parties) for claim in claims_in(text, "en")}
    assert claims[CeasefireKind.REJECTED] == {"Houthis"}
    assert claims[CeasefireKind.PROPOSED] == {"Saudi Arabia", "Houthis"}


def test_backer_of_a_party_is_neither_party_nor_place() -> None:
    claim = only_claim("أعلنت جماعة الحوثي المدعومة من روسيا هدنة في الحديدة.", "ar")
    assert names(claim.parties) == {"Houthis"}
    assert names(claim.places) == {"Hodeidah"}


def test_two_accusations_against_two_sides_stay_two() -> None:
    text = (
        "Armenia accused Azerbaijan of violating the ceasefire. "
        "Azerbaijan accused Armenia of violating the ceasefire."
    )
    assert [names(c.perpetrators) for c in claims_in(text, "en")] == [{"Azerbaijan"}, {"Armenia"}]


def test_place_of_a_mediator_s_envoy_is_no_party() -> None:
    claim = only_claim("دعا مبعوث الأمم المتحدة إلى هدنة إنسانية في اليمن.", "ar")
    assert names(claim.places) == {"Yemen"}
    assert claim.parties == ()


def test_press_sentence_on_a_temporary_truce_gives_one_claim() -> None:
    text = (
        "وتوصلت واشنطن وأنقرة، الخميس، إلى اتفاق على وقف إطلاق نار مؤقت في شمالي سوريا "
        "وإيقاف العملية العسكرية لمدة 120 ساعة."
    )
    claim = only_claim(text, "ar", date(2019, 10, 19))
    assert claim.kind is CeasefireKind.AGREED
    assert names(claim.parties) == {"United States", "Turkey"}
    assert names(claim.places) == {"northern Syria"}
    assert (claim.duration_hours, claim.effective_on) == (120, date(2019, 10, 17))


@pytest.mark.parametrize(
    "text",
    [
        "توصل طرفا النزاع في السودان إلى اتفاق هدنة في جنيف.",
        "اتفق الجانبان في اليمن على هدنة لمدة أسبوع.",
        "وقع طرفا الصراع باليمن هدنة في ستوكهولم.",
    ],
)
def test_the_country_where_the_sides_are_is_no_party(text: str) -> None:
    claim = only_claim(text, "ar")
    assert claim.kind is CeasefireKind.AGREED and claim.parties == ()


def test_a_state_that_agrees_stays_a_party_beside_a_country_where_it_fights() -> None:
    claim = only_claim("اتفقت السعودية وجماعة الحوثي على هدنة في اليمن.", "ar")
    assert names(claim.parties) == {"Saudi Arabia", "Houthis"}


def test_the_town_that_is_shelled_is_no_part_of_the_name_of_those_who_shell_it() -> None:
    [told] = claims_in("قصف المسلحون حلب في خرق جديد للهدنة.", "ar")
    assert names(told.perpetrators) == {"militants"}
    [told] = claims_in("قصفت قوات النظام حلب في خرق جديد للهدنة.", "ar")
    assert names(told.perpetrators) in ({"Syria"}, {"government forces"})


def test_whoever_announces_a_withdrawal_ends_the_truce() -> None:
    claim = only_claim("Russia announced its withdrawal from the truce.", "en")
    assert claim.kind is CeasefireKind.ENDED and names(claim.parties) == {"Russia"}
