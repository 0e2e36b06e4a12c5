"""Classes of wording by which the press tells of truces, each with the traps beside it."""

from datetime import date

import pytest

from analysis.terms import CeasefireKind
from analysis.tests.ceasefire_cases import THURSDAY, claims_in, names, only_claim


def kinds(text: str, lang: str) -> set[str]:
    return {claim.kind.value for claim in claims_in(text, lang)}


@pytest.mark.parametrize(
    ("lang", "text", "kind", "parties"),
    [
        ("ar", "أعلن قائد قوات الدعم السريع وقفا للأعمال العدائية.", "DECLARED", "RSF"),
        ("ar", "أعلنت روسيا وقفا فوريا وشاملا للعمليات القتالية.", "DECLARED", "Russia"),
        ("ar", "علّقت تركيا عملياتها العسكرية في شمالي سوريا.", "DECLARED", "Turkey"),
        ("ar", "إسرائيل توقف غاراتها الجوية على غزة لمدة يومين.", "DECLARED", "Israel"),
        ("ar", "صمتت المدافع بين إسرائيل وحزب الله فجر الأربعاء.", "ENTERED_INTO_FORCE", "both"),
        ("en", "Israel suspended its military operations in Gaza for a day.", "DECLARED", "Israel"),
        ("en", "Russia ordered its troops to hold their fire.", "DECLARED", "Russia"),
        ("en", "The guns fell silent in Khartoum on Tuesday.", "ENTERED_INTO_FORCE", ""),
        ("en", "India and Pakistan agreed to stop all firing.", "AGREED", "India"),
        ("en", "Turkey and the United States agreed to suspend the offensive.", "AGREED", "Turkey"),
    ],
)
def test_stopping_the_fire_is_told_without_the_word_truce(
    lang: str, text: str, kind: str, parties: str
) -> None:
    claim = only_claim(text, lang)
    assert claim.kind.value == kind
    assert parties in ("", "both", "RSF") or parties in names(claim.parties)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The airline suspended operations to Khartoum."),
        ("en", "The aid agency suspended its operations in Darfur."),
        ("en", "Russia urged Turkey to halt its offensive."),
        ("en", "Russia wants to suspend military operations one day."),
        ("en", "Israel has not suspended its air strikes on Gaza."),
        ("ar", "علّقت منظمة الإغاثة عملياتها في دارفور."),
        ("ar", "لم توقف إسرائيل غاراتها على غزة."),
        ("ar", "علّقت السعودية رحلاتها إلى الخرطوم."),
    ],
)
def test_other_stops_are_no_truce(lang: str, text: str) -> None:
    assert claims_in(text, lang) == ()


@pytest.mark.parametrize(
    ("lang", "text", "kind"),
    [
        ("ar", "توصلت أرمينيا وأذربيجان بعد محادثات في القاهرة إلى وقف لإطلاق النار.", "AGREED"),
        ("ar", "اتفقت الهند وباكستان في ختام مفاوضات طويلة على هدنة.", "AGREED"),
        ("en", "Armenia and Azerbaijan agreed after talks in Egypt to a truce.", "AGREED"),
        ("ar", "تتفاوض أرمينيا وأذربيجان على هدنة.", "PROPOSED"),
        ("en", "Talks between Armenia and Azerbaijan on a truce went on.", "PROPOSED"),
        ("en", "Armenia and Azerbaijan failed to agree on a truce.", None),
        ("ar", "فشلت أرمينيا وأذربيجان في الاتفاق على هدنة.", None),
    ],
)
def test_talks_that_led_to_a_truce_are_only_its_date(
    lang: str, text: str, kind: str | None
) -> None:
    assert kinds(text, lang) <= ({kind} if kind else set())
    assert kind is None or kinds(text, lang)


@pytest.mark.parametrize(
    ("lang", "text", "kind", "parties"),
    [
        ("en", "Qatar announced a truce between Israel and Hamas.", "AGREED", {"Israel", "Hamas"}),
        ("en", "Qatar said Israel and Hamas had agreed to a truce.", "AGREED", {"Israel", "Hamas"}),
        ("en", "Hamas agreed to a truce.", "ACCEPTED", {"Hamas"}),
        ("en", "Israel declared a truce.", "DECLARED", {"Israel"}),
        ("ar", "أعلنت قطر موافقة إسرائيل وحماس على هدنة.", "ACCEPTED", {"Israel", "Hamas"}),
        ("ar", "وافق الطرفان على هدنة ليومين.", "AGREED", set()),
        ("ar", "أعلنت إسرائيل هدنة ليوم واحد.", "DECLARED", {"Israel"}),
        ("ar", "أعلنت السعودية والولايات المتحدة الهدنة.", "DECLARED", set()),
    ],
)
def test_sides_tell_agreement_from_acceptance_and_word_of_others(
    lang: str, text: str, kind: str, parties: set[str]
) -> None:
    claim = only_claim(text, lang)
    assert (claim.kind.value, names(claim.parties)) == (kind, parties)


def test_two_brokers_who_announce_a_truce_are_its_mediators() -> None:
    claim = only_claim("أعلنت السعودية والولايات المتحدة الهدنة.", "ar")
    assert names(claim.mediators) == {"Saudi Arabia", "United States"}


@pytest.mark.parametrize(
    ("lang", "text", "kinds_told"),
    [
        ("ar", "سخرت جماعة الحوثي من الهدنة التي عرضتها السعودية.", {"REJECTED", "PROPOSED"}),
        ("ar", "حماس: لن نقبل بأي هدنة.", {"REJECTED"}),
        ("ar", "اقترحت مصر هدنة، لكن حماس سارعت إلى رفضها.", {"PROPOSED", "REJECTED"}),
        ("en", "Ukraine dismissed Russia's 36-hour truce.", {"REJECTED", "DECLARED"}),
        ("en", "Hamas scoffed at the truce announced by Israel.", {"REJECTED", "DECLARED"}),
        ("en", "Russia will not accept a ceasefire.", {"REJECTED"}),
        ("en", "Israel's Gaza team welcomed no one, and rejects ceasefire.", {"REJECTED"}),
        ("ar", "تعثرت مفاوضات الهدنة بين إسرائيل وحماس.", set()),
    ],
)
def test_refusal_tells_whose_truce_it_refuses(lang: str, text: str, kinds_told: set[str]) -> None:
    assert kinds(text, lang) == kinds_told


@pytest.mark.parametrize(
    ("lang", "text", "violator"),
    [
        ("ar", "اشتكى الجيش السوداني من عدم التزام قوات الدعم السريع ببنود الهدنة.", "Rapid"),
        ("ar", "خرقت إسرائيل الاتفاق مرارا منذ سريان الهدنة.", "Israel"),
        ("ar", "لم تلتزم قوات الدعم السريع بالهدنة.", "Rapid"),
        ("en", "The Houthis have failed to abide by the truce.", "Houthis"),
        ("en", "Sudan's army left the truce talks over repeated violations by the RSF.", "Rapid"),
        ("en", "RSF violated the terms of the ceasefire.", "Rapid"),
    ],
)
def test_breach_is_told_in_many_words(lang: str, text: str, violator: str) -> None:
    claims = claims_in(text, lang)
    breach = [c for c in claims if c.kind is CeasefireKind.VIOLATED]
    assert breach
    assert all(any(n.startswith(violator) for n in names(c.parties)) for c in breach)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ar", "التزمت إسرائيل ببنود الهدنة."),
        ("ar", "خرقت إسرائيل الاتفاق التجاري."),
        ("ar", "خرقت إسرائيل الاتفاق."),
        ("en", "Israel broke the deal."),
        ("en", "Repeated violations by the RSF were listed."),
        ("en", "Both sides respect the terms of the truce."),
    ],
)
def test_kept_truce_and_other_deals_are_no_breach(lang: str, text: str) -> None:
    assert "VIOLATED" not in kinds(text, lang)


@pytest.mark.parametrize(
    ("lang", "text", "kind"),
    [
        ("ar", "أعلنت إسرائيل أن وقف إطلاق النار بات ساريا.", "ENTERED_INTO_FORCE"),
        ("ar", "لا يزال وقف إطلاق النار ساريا في إدلب.", None),
        ("ar", "لم تفتح المخابز منذ انتهاء الهدنة.", None),
        ("ar", "وصلت الشاحنات قبل ساعات من انتهاء الهدنة.", None),
        ("ar", "كان من المقرر أن تنتهي الهدنة الخميس.", None),
        ("ar", "أعلنت حماس انتهاء التزامها بوقف إطلاق النار.", "ENDED"),
        ("en", "Since the truce collapsed, bread prices have tripled.", None),
        ("en", "The truce that began in Gaza is due to end on Friday.", None),
        ("en", "Hamas said it was no longer bound by the truce.", "ENDED"),
    ],
)
def test_time_clauses_and_ends_to_come_are_no_ends(lang: str, text: str, kind: str | None) -> None:
    found = kinds(text, lang) - ({"ENTERED_INTO_FORCE"} if kind is None else set())
    assert found == ({kind} if kind else set())


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The two drivers have agreed a truce for the rest of the season."),
        ("en", "The mayor offered a ceasefire in the war on potholes."),
        ("en", "Fashion house and its founder's heirs reach truce over name."),
        ("en", "Rival supermarkets declared a truce in their price war."),
        ("ar", "اتفق السائقان على هدنة حتى نهاية الموسم."),
        ("ar", "تمديد الهدنة السياسية بين الحزبين."),
        ("ar", "إعلان هدنة في الحرب التجارية بين واشنطن وروسيا."),
        ("ar", "اتفقت النقابة والوزارة على هدنة لمدة شهر."),
    ],
)
def test_truce_of_another_field_is_no_claim(lang: str, text: str) -> None:
    assert claims_in(text, lang) == ()


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Fighters let the football match go on and agreed a truce for the season."),
        ("ar", "اتفق المسلحون على هدنة خلال البطولة."),
    ],
)
def test_truce_of_fighters_stays_one_beside_a_word_of_sport(lang: str, text: str) -> None:
    assert kinds(text, lang) == {"AGREED"}


def test_present_tense_looks_ahead_to_the_next_weekday() -> None:
    claim = only_claim("وافق الطرفان على هدنة تبدأ السبت.", "ar")
    assert claim.effective_on is not None
    assert claim.effective_on > THURSDAY


@pytest.mark.parametrize(
    ("lang", "text", "on"),
    [
        ("ar", "أعلنت إسرائيل هدنة تسري فورا.", THURSDAY),
        ("en", "Russia declared a truce, effective immediately.", THURSDAY),
        ("en", "Russia called the truce a trick.", None),
    ],
)
def test_truce_at_once_takes_effect_on_the_day_of_the_report(
    lang: str, text: str, on: date | None
) -> None:
    assert [c.effective_on for c in claims_in(text, lang)] in ([on], [])


def test_start_of_a_truce_that_is_asked_for_is_dated() -> None:
    text = "Egypt called on Israel and Hamas to stop fighting from Friday evening."
    assert [c.effective_on for c in claims_in(text, "en")] == [date(2024, 5, 17)]


def test_midnight_of_two_days_is_of_the_later() -> None:
    text = "دخلت الهدنة حيز التنفيذ منتصف ليل الثلاثاء الأربعاء."
    assert only_claim(text, "ar").effective_on == date(2024, 5, 15)
