"""What a sentence says of a truce, on wars and wordings of many kinds, half of them traps."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.ceasefires import extract
from analysis.documents import split_sentences
from analysis.records import (
    ActorKind,
    CeasefireClaim,
    CeasefireKind,
    Document,
    Entity,
    EntityType,
    Factuality,
    TaggedDocument,
)

THURSDAY = date(2024, 5, 16)
STATES = {
    "Israel": ("Israel", "İsrail", "Israël", "Израиль", "إسرائيل"),
    "Lebanon": ("لبنان",),
    "Russia": ("Russia", "Moscow", "Rusya", "Россия", "روسیه", "روسيا", "موسكو"),
    "Ukraine": ("Ukraine", "Kyiv", "اوکراین", "أوكرانيا", "كييف"),
    "Turkey": ("Turkey", "أنقرة", "تركيا"),
    "United States": ("United States", "واشنطن", "الولايات المتحدة"),
    "Armenia": ("Armenia", "أرمينيا"),
    "Azerbaijan": ("Azerbaijan", "أذربيجان"),
    "India": ("India", "الهند"),
    "Pakistan": ("Pakistan", "باكستان"),
    "Ethiopia": ("Ethiopia", "الحكومة الإثيوبية"),
    "Colombia": ("Colombia", "الحكومة الكولومبية"),
    "Saudi Arabia": ("Saudi Arabia", "السعودية"),
    "Egypt": ("Egypt", "مصر"),
    "Qatar": ("Qatar", "قطر"),
    "Sudan": ("Sudan", "السودان"),
    "Yemen": ("Yemen", "اليمن"),
    "Syria": ("Syria",),
}
GROUPS = {
    "Hamas": ("Hamas", "حركة حماس", "حماس"),
    "Hezbollah": ("Hezbollah", "حزب الله"),
    "Houthis": ("The Houthis", "Houthis", "جماعة الحوثي", "الحوثيين"),
    "Rapid Support Forces": ("Rapid Support Forces", "RSF", "قوات الدعم السريع"),
    "Sudanese Armed Forces": ("Sudan's army", "Sudanese army", "الجيش السوداني"),
    "ELN": ("ELN", "جيش التحرير الوطني"),
    "Taliban": ("Taliban", "حركة طالبان"),
    "TPLF": ("Tigrayan forces", "جبهة تحرير تيغراي"),
}
BODIES = {
    "United Nations": ("United Nations", "U.N.", "الأمم المتحدة"),
    "UN Security Council": ("Security Council", "مجلس الأمن الدولي"),
}
PLACES = {
    "Gaza": ("Gaza", "غزة"),
    "Aleppo": ("Aleppo", "حلب"),
    "Khartoum": ("Khartoum", "الخرطوم"),
    "Nagorno-Karabakh": ("Nagorno-Karabakh", "ناغورني قره باغ"),
    "northern Syria": ("northern Syria", "شمالي سوريا"),
    "Hodeidah": ("Hodeidah", "الحديدة"),
    "Idlib": ("Idlib", "إدلب"),
    "Darfur": ("Darfur", "دارفور"),
    "Kashmir": ("Kashmir", "كشمير"),
}


def _entities(text: str) -> tuple[Entity, ...]:
    """Tag the names above, as a linker would; a country after a word of place does not act."""
    found: list[Entity] = []
    for kind, names in (
        (None, PLACES),
        (ActorKind.ARMED_GROUP, GROUPS),
        (ActorKind.IGO, BODIES),
        (ActorKind.STATE, STATES),
    ):
        for name, surfaces in names.items():
            for surface in sorted(surfaces, key=len, reverse=True):
                for m in re.finditer(rf"(?<!\w)(?:[وبفل]?)({re.escape(surface)})(?!\w)", text):
                    if not any(e.start < m.end(1) and m.start(1) < e.end for e in found):
                        found.append(_entity(text, m.start(1), m.end(1), name, kind))
    return tuple(sorted(found, key=lambda entity: entity.start))


def _entity(text: str, start: int, end: int, name: str, kind: ActorKind | None) -> Entity:
    located = bool(re.search(r"(?:\b(?:in|into|to) |(?:في|إلى) |(?<!\w)ب)$", text[:start]))
    is_place = kind is None or kind is ActorKind.STATE
    return Entity(
        start=start,
        end=end,
        text=text[start:end],
        type=EntityType.LOC if is_place else EntityType.ORG,
        score=0.9,
        actor=None if kind is None else name.lower(),
        actor_name=None if kind is None else name,
        actor_kind=kind,
        place=name.lower() if is_place else None,
        place_name=name if is_place else None,
        acts=kind is not None and not located,
    )


def claims_in(
    text: str, lang: str, published_on: date | None = THURSDAY
) -> tuple[CeasefireClaim, ...]:
    document = Document(id="1", text=text, lang=lang, published_on=published_on)
    tagged = TaggedDocument(
        document=document, sentences=split_sentences(text), entities=_entities(text)
    )
    claims, _ = extract(tagged)
    for claim in claims:
        assert text[claim.start : claim.end] == claim.quote
    return claims


def only_claim(text: str, lang: str, published_on: date | None = THURSDAY) -> CeasefireClaim:
    claims = claims_in(text, lang, published_on)
    assert len(claims) == 1, claims
    return claims[0]


def names(actors: object) -> set[str]:
    return {actor.name for actor in actors}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("lang", "text", "kind", "parties"),
    [
        (
            "en",
            "Sudan's army and the RSF agreed on a truce in Khartoum.",
            "AGREED",
            {"Sudanese Armed Forces", "Rapid Support Forces"},
        ),
        (
            "en",
            "Ethiopia and Tigrayan forces signed a cessation of hostilities.",
            "AGREED",
            {"Ethiopia", "TPLF"},
        ),
        (
            "en",
            "India and Pakistan reach full and immediate ceasefire",
            "AGREED",
            {"India", "Pakistan"},
        ),
        ("en", "Ethiopia declared a unilateral ceasefire on Monday.", "DECLARED", {"Ethiopia"}),
        ("en", "The Taliban announced a three-day truce for Eid.", "DECLARED", {"Taliban"}),
        ("en", "Hezbollah accepts cease-fire proposal, official says", "ACCEPTED", {"Hezbollah"}),
        ("en", "Ukraine dismisses Easter truce as a ploy", "REJECTED", {"Ukraine"}),
        (
            "en",
            "Hamas says it won't accept a truce that leaves troops in place",
            "REJECTED",
            {"Hamas"},
        ),
        ("en", "The Houthis said they would not renew a two-month truce.", "REJECTED", {"Houthis"}),
        ("en", "Hamas proposes five-year truce with Israel", "PROPOSED", {"Hamas", "Israel"}),
        ("en", "U.N. urges immediate humanitarian ceasefire in Gaza", "PROPOSED", set()),
        (
            "en",
            "Truce between Israel and Hezbollah takes effect",
            "ENTERED_INTO_FORCE",
            {"Israel", "Hezbollah"},
        ),
        (
            "en",
            "Israel and Hamas agree to extend cease-fire for two more days",
            "EXTENDED",
            {"Israel", "Hamas"},
        ),
        (
            "en",
            "Armenia accused Azerbaijan of violating the ceasefire.",
            "VIOLATED",
            {"Azerbaijan"},
        ),
        ("en", "Israeli airstrikes kill 12 in Lebanon despite cease-fire", "VIOLATED", {"Israel"}),
        (
            "en",
            "Colombia suspended its ceasefire with the ELN after an attack.",
            "SUSPENDED",
            {"Colombia", "ELN"},
        ),
        (
            "en",
            "Israel resumed strikes, shattering the ceasefire with Hamas.",
            "ENDED",
            {"Israel", "Hamas"},
        ),
        ("en", "Fighting resumes in Gaza after truce expires", "ENDED", set()),
        (
            "ar",
            "اتفق الجيش السوداني وقوات الدعم السريع، السبت، على هدنة في الخرطوم.",
            "AGREED",
            {"Sudanese Armed Forces", "Rapid Support Forces"},
        ),
        (
            "ar",
            "وقعت الحكومة الإثيوبية وجبهة تحرير تيغراي اتفاقا لوقف الأعمال العدائية.",
            "AGREED",
            {"Ethiopia", "TPLF"},
        ),
        ("ar", "أعلنت حركة طالبان وقفا لإطلاق النار لثلاثة أيام.", "DECLARED", {"Taliban"}),
        ("ar", "وافقت حركة حماس على مقترح مصري لهدنة جديدة.", "ACCEPTED", {"Hamas"}),
        ("ar", "كييف ترفض هدنة عيد الفصح", "REJECTED", {"Ukraine"}),
        ("ar", "أعلنت جماعة الحوثي رفضها تمديد الهدنة.", "REJECTED", {"Houthis"}),
        ("ar", "دعا مجلس الأمن الدولي إلى وقف فوري لإطلاق النار في السودان.", "PROPOSED", set()),
        (
            "ar",
            "دخل وقف إطلاق النار بين إسرائيل وحزب الله حيز التنفيذ.",
            "ENTERED_INTO_FORCE",
            {"Israel", "Hezbollah"},
        ),
        ("ar", "مددت إسرائيل وحماس التهدئة في غزة يوما واحدا.", "EXTENDED", {"Israel", "Hamas"}),
        ("ar", "اتهمت أرمينيا أذربيجان بخرق الهدنة.", "VIOLATED", {"Azerbaijan"}),
        (
            "ar",
            "استأنفت إسرائيل غاراتها في خرق جديد لاتفاق وقف إطلاق النار.",
            "VIOLATED",
            {"Israel"},
        ),
        (
            "ar",
            "علقت الحكومة الكولومبية وقف إطلاق النار مع جيش التحرير الوطني.",
            "SUSPENDED",
            {"Colombia", "ELN"},
        ),
        (
            "ar",
            "انهارت الهدنة بين الجيش السوداني وقوات الدعم السريع.",
            "ENDED",
            {"Sudanese Armed Forces", "Rapid Support Forces"},
        ),
        (
            "ar",
            "الجيش السوداني يعلن انتهاء الهدنة مع قوات الدعم السريع",
            "ENDED",
            {"Sudanese Armed Forces", "Rapid Support Forces"},
        ),
    ],
)
def test_each_kind_is_read_with_its_parties(
    lang: str, text: str, kind: str, parties: set[str]
) -> None:
    claim = only_claim(text, lang)
    assert claim.kind == CeasefireKind(kind)
    assert names(claim.parties) == parties


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Monitors are watching a ceasefire in Hodeidah."),
        ("en", "Since the truce took effect in April, families have gone home."),
        ("en", "Without a ceasefire, the hospital will run out of fuel."),
        ("en", "Trade stays closed until there is a permanent Gaza ceasefire."),
        ("en", "Residents hope to go home once a ceasefire is reached."),
        ("en", "He was killed near the ceasefire line that divides Kashmir."),
        ("en", "The ceasefire monitoring committee met on Thursday."),
        ("en", "Israel-Hezbollah cease-fire holds for a second day"),
        ("en", "The minister warned that the truce in Hodeidah could collapse."),
        ("en", "The two presidents discussed de-escalation in northern Syria."),
        ("en", "Lawmakers called a truce in the budget fight."),
        ("en", "The two capitals extend trade truce by 90 days"),
        ("en", "Fans of both clubs agreed a truce before kick-off."),
        ("en", "The armistice that ended the Korean War was signed in 1953."),
        ("en", "Families went back to ruined homes during the truce."),
        ("en", "The cease-fire ended the war in 2006."),
        ("ar", "تشرف الأمم المتحدة على مراقبة وقف إطلاق النار في الحديدة."),
        ("ar", "منذ الهدنة التي أعلنت في أبريل عاد آلاف النازحين."),
        ("ar", "عادت عائلات منذ بدء سريان وقف إطلاق النار بين إسرائيل وحزب الله."),
        ("ar", "لن تدخل المساعدات ما لم يتم وقف إطلاق النار."),
        ("ar", "يقع المعبر قرب خط وقف إطلاق النار في الجولان."),
        ("ar", "شدد على ضرورة الالتزام بوقف إطلاق النار."),
        ("ar", "حزب الله يعلن التزامه بوقف إطلاق النار"),
        ("ar", "لا تزال الهدنة صامدة في الحديدة."),
        ("ar", "وحذر المبعوث من انهيار الهدنة في حال استمرار القصف."),
        ("ar", "بحث الوزيران سبل خفض التصعيد في شمالي سوريا."),
        ("ar", "تدخل المدرب لتهدئة اللاعبين."),
        ("ar", "دعا الوزير إلى تهدئة الأوضاع في الجامعات."),
        ("ar", "هدنة تجارية بين واشنطن وبكين لمدة 90 يوما"),
        ("ar", "أنهت اتفاقية الهدنة عام 1953 الحرب الكورية."),
        ("ar", "فشل الطرفان في التوصل إلى اتفاق لوقف إطلاق النار."),
        ("ar", "كشف وقف إطلاق النار في غزة عن حجم الدمار."),
    ],
)
def test_truce_in_passing_or_of_another_sort_is_no_claim(lang: str, text: str) -> None:
    assert claims_in(text, lang) == ()


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Families in Gaza hope the truce will last."),
        ("en", "Israel will respond if the attacks go on in violation of a truce."),
        ("en", "The leader met aides to approve a ceasefire deal."),
        ("en", "The states must disarm in addition to agreeing to a ceasefire."),
        ("en", "The truce brokered by Egypt entered its third day with clashes in Aleppo."),
        ("en", "The violence has strained a ceasefire signed by both sides in 2002."),
        ("en", "The group has kept similar ceasefires in years gone by."),
        ("en", "The minister announced that a school would open and that aid came with the truce."),
        ("ar", "أعلن وزير أن بلاده سترسل جنودا شريطة أن تحترم إسرائيل الهدنة."),
        ("ar", "وينتظر السكان إعلان هدنة تسمح لهم بالعودة."),
        ("ar", "قتل جنود في هجوم هو الأول منذ إعلان الهدنة."),
        ("ar", "الهدنة صامدة رغم الخروقات في الحديدة."),
        ("ar", "يجب أن تكون الخطة أساسا لأي وقف لإطلاق النار."),
    ],
)
def test_wish_condition_plan_or_side_remark_is_no_claim(lang: str, text: str) -> None:
    assert claims_in(text, lang) == ()


@pytest.mark.parametrize(
    ("lang", "text", "kind"),
    [
        ("en", "The truce was agreed on Tuesday and will start on Friday.", "AGREED"),
        ("en", "Russia said it had announced that the truce was over.", "ENDED"),
        ("en", "Hamas would accept a truce if Israel left Gaza.", "PROPOSED"),
        ("en", "A ceasefire proposal was rejected by Hamas.", "REJECTED"),
        ("en", "Ukraine agreed to a ceasefire, officials said.", "ACCEPTED"),
        ("en", "There will be no cease-fire, Israel said.", "REJECTED"),
        (
            "en",
            "The cessation of hostilities, which began on Monday, has all but collapsed.",
            "ENDED",
        ),
        ("ar", "تم أمس الأربعاء التوصل إلى هدنة في حلب.", "AGREED"),
        ("ar", "لن يكون هناك وقف لإطلاق النار، تقول إسرائيل.", "REJECTED"),
        ("ar", "أعلنت موسكو أن وقف إطلاق النار سيدخل حيز التنفيذ غدا.", "ENTERED_INTO_FORCE"),
        ("ar", "إسرائيل تستأنف الحرب وتنهي الهدنة", "ENDED"),
    ],
)
def test_sense_is_read_from_the_whole_wording(lang: str, text: str, kind: str) -> None:
    assert only_claim(text, lang).kind == CeasefireKind(kind)


def test_victims_do_not_break_the_truce() -> None:
    text = "قتل فلسطينيون في قصف نفذته إسرائيل على غزة رغم سريان وقف إطلاق النار."
    assert "Palestinians" not in names(only_claim(text, "ar").perpetrators)


def test_whoever_announced_the_truce_did_not_break_it() -> None:
    text = "Ethiopia shelled villages in breach of a truce announced by Qatar last month."
    assert names(only_claim(text, "en").perpetrators) == {"Ethiopia"}


def test_agreement_told_in_a_relative_clause_is_news_only_when_fresh() -> None:
    fresh = "رفع السكان الأعلام ابتهاجا بوقف إطلاق النار الذي تم التوصل إليه أمس."
    stale = "عاد السكان بموجب وقف إطلاق النار الذي تم التوصل إليه العام الماضي."
    assert only_claim(fresh, "ar").kind is CeasefireKind.AGREED
    assert claims_in(stale, "ar") == ()


def test_refused_candidate_is_declined_with_a_reason() -> None:
    text = "Since the truce took effect, families have gone home."
    document = Document(id="1", text=text, lang="en", published_on=THURSDAY)
    tagged = TaggedDocument(document=document, sentences=split_sentences(text), entities=())
    _, (declined,) = extract(tagged)
    assert (declined.kind, declined.quote) == ("ceasefire", text)
    assert declined.reason


@pytest.mark.parametrize(
    ("lang", "text", "hours"),
    [
        ("en", "Russia declares 36-hour ceasefire in Ukraine", 36),
        ("en", "The truce was extended for another five days.", 120),
        ("en", "The Taliban ended a three-day Eid ceasefire.", 72),
        ("en", "The Houthis accused Saudi Arabia of violating a month-old ceasefire.", None),
        ("ar", "أعلنت السعودية هدنة إنسانية ولمدة (خمسة) أيام.", 120),
        ("ar", "أعلنت قطر تمديد الهدنة في غزة ليومين إضافيين.", 48),
        ("ar", "وافقت حماس على هدنة مدتها ستة أسابيع.", 1008),
        ("ar", "خرقت إسرائيل الهدنة 30 مرة خلال 24 ساعة.", None),
    ],
)
def test_duration_is_the_truce_s_own(lang: str, text: str, hours: int | None) -> None:
    assert only_claim(text, lang).duration_hours == hours


@pytest.mark.parametrize(
    ("lang", "text", "declared_on", "effective_on"),
    [
        (
            "en",
            "Ethiopia declared a unilateral ceasefire on Monday.",
            date(2024, 5, 13),
            date(2024, 5, 13),
        ),
        (
            "en",
            "Russia announced on Tuesday a truce in Aleppo starting on Friday.",
            date(2024, 5, 14),
            date(2024, 5, 17),
        ),
        ("en", "The ceasefire went into effect on Friday, May 10.", None, date(2024, 5, 10)),
        ("en", "Israel-Hezbollah ceasefire takes effect", None, THURSDAY),
        ("en", "Armenia accused Azerbaijan of violating the truce on Monday.", None, None),
        (
            "ar",
            "دخل وقف إطلاق النار بين إسرائيل وحزب الله حيز التنفيذ أمس الأربعاء.",
            None,
            date(2024, 5, 15),
        ),
        ("ar", "أعلنت السعودية هدنة اعتبارا من مساء الأحد المقبل.", None, date(2024, 5, 19)),
        (
            "ar",
            "رغم سريان وقف إطلاق النار في 10 أبريل الماضي، خرقته إسرائيل مرارا.",
            None,
            date(2024, 4, 10),
        ),
    ],
)
def test_day_of_effect_is_kept_apart_from_day_of_declaration(
    lang: str, text: str, declared_on: date | None, effective_on: date | None
) -> None:
    claim = only_claim(text, lang)
    assert claim.effective_on == effective_on
    if declared_on:
        assert claim.declared_on == declared_on


def test_day_stays_null_without_publication() -> None:
    claim = only_claim("Ethiopia declared a ceasefire on Monday.", "en", None)
    assert (claim.declared_on, claim.effective_on) == (None, None)


def test_term_is_not_added_up_to_an_end() -> None:
    claim = only_claim("Ethiopia declared a three-day ceasefire on Monday.", "en")
    assert claim.ends_on is None


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Hamas denied that it had agreed to a new truce with Israel."),
        ("ar", "نفت حركة حماس التوصل إلى اتفاق هدنة مع إسرائيل."),
    ],
)
def test_denied_truce_is_not_reported_as_agreed(lang: str, text: str) -> None:
    claim = only_claim(text, lang)
    assert (claim.kind, claim.factuality) == (CeasefireKind.AGREED, Factuality.DENIED)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The truce in Hodeidah will be extended on Friday."),
        ("ar", "ستدخل الهدنة حيز التنفيذ يوم الجمعة."),
    ],
)
def test_truce_to_come_is_future(lang: str, text: str) -> None:
    assert only_claim(text, lang).factuality is Factuality.FUTURE


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


def test_vetoed_call_is_both_proposed_and_rejected() -> None:
    text = "Russia vetoed a resolution calling for a seven-day ceasefire in Aleppo."
    kinds = {claim.kind for claim in claims_in(text, "en")}
    assert kinds == {CeasefireKind.PROPOSED, CeasefireKind.REJECTED}


def test_refusal_by_pronoun_belongs_to_the_offer() -> None:
    text = "Saudi Arabia announced a ceasefire initiative, but the Houthis dismissed it."
    claims = {claim.kind: names(claim.parties) for claim in claims_in(text, "en")}
    assert claims[CeasefireKind.REJECTED] == {"Houthis"}
    assert claims[CeasefireKind.PROPOSED] == {"Saudi Arabia", "Houthis"}


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


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (
            "After fire in Idlib, Russia and Turkey agreed on Monday on a truce in Aleppo.",
            {"Aleppo"},
        ),
        ("Israel's war with Hamas resumes after Gaza truce ends", {"Gaza"}),
        ("Russian strikes hit Idlib and Aleppo despite a truce.", {"Idlib", "Aleppo"}),
    ],
)
def test_place_is_the_truce_s_and_a_breach_has_the_places_of_the_fire(
    text: str, places: set[str]
) -> None:
    assert names(only_claim(text, "en").places) == places


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


def test_link_line_is_not_read() -> None:
    text = "اقرأ أيضا: إسرائيل وحماس تتفقان على هدنة\nعقد الوزراء اجتماعا في القاهرة."
    assert claims_in(text, "ar") == ()


def test_marks_and_tatweel_change_nothing() -> None:
    plain = only_claim("أعلنت إسرائيل هدنة في غزة.", "ar")
    marked = only_claim("أعلنَت إسرائيل هُـدْنَةً\u200f في غزة.", "ar")
    assert (marked.kind, names(marked.parties)) == (plain.kind, names(plain.parties))


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
    ("lang", "text", "kind", "parties"),
    [
        ("tr", "İsrail ile Hamas ateşkes konusunda anlaştı.", "AGREED", {"Israel", "Hamas"}),
        ("tr", "Rusya 72 saatlik ateşkes ilan etti.", "DECLARED", {"Russia"}),
        ("tr", "İsrail ateşkesi ihlal etti.", "VIOLATED", {"Israel"}),
        ("fa", "روسیه آتش‌بس ۷۲ ساعته اعلام کرد.", "DECLARED", {"Russia"}),
        ("fa", "اوکراین آتش‌بس را رد کرد.", "REJECTED", {"Ukraine"}),
        (
            "fr",
            "Israël et le Hamas ont conclu une trêve de quatre jours.",
            "AGREED",
            {"Israel", "Hamas"},
        ),
        ("fr", "La trêve a été prolongée de deux jours.", "EXTENDED", set()),
        ("ru", "Россия объявила о перемирии на 72 часа.", "DECLARED", {"Russia"}),
        ("ru", "Израиль нарушил режим прекращения огня.", "VIOLATED", {"Israel"}),
    ],
)
def test_plain_sentence_of_another_language_is_read(
    lang: str, text: str, kind: str, parties: set[str]
) -> None:
    claim = only_claim(text, lang)
    assert claim.kind == CeasefireKind(kind)
    assert names(claim.parties) == parties


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("tr", "Ateşkes sürüyor."),
        ("fr", "Depuis la trêve, le calme est revenu."),
        ("fr", "La trêve hivernale commence bientôt."),
        ("ru", "Стороны соблюдают перемирие."),
    ],
)
def test_passing_truce_of_another_language_is_no_claim(lang: str, text: str) -> None:
    assert claims_in(text, lang) == ()


def test_sentence_without_full_stops_is_read_in_parts_with_exact_quotes() -> None:
    text = "The market was open, " * 100 + "Ethiopia declared a ceasefire on Monday."
    claim = only_claim(text, "en")
    assert claim.kind is CeasefireKind.DECLARED
    assert len(claim.quote) < len(text)


@given(st.text(max_size=120), st.sampled_from(["ar", "en", "tr", "xx"]))
def test_any_text_is_read_without_error(text: str, lang: str) -> None:
    claims_in(f"{text} truce هدنة {text}", lang)
