"""What a wording makes of a truce: news, a wish, a condition, a denial, a side remark."""

import pytest

from analysis.terms import CeasefireKind, Factuality
from analysis.tests.ceasefire_cases import claims_in, only_claim


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


def test_agreement_told_in_a_relative_clause_is_news_only_when_fresh() -> None:
    fresh = "رفع السكان الأعلام ابتهاجا بوقف إطلاق النار الذي تم التوصل إليه أمس."
    stale = "عاد السكان بموجب وقف إطلاق النار الذي تم التوصل إليه العام الماضي."
    assert only_claim(fresh, "ar").kind is CeasefireKind.AGREED
    assert claims_in(stale, "ar") == ()


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
    ("text", "kind"),
    [
        (
            "Clashes in Aleppo ended after a ceasefire took effect.",
            CeasefireKind.ENTERED_INTO_FORCE,
        ),
        ("Two weeks after a ceasefire took effect in Gaza, schools opened.", None),
        ("Families returned to Khartoum after the ceasefire took effect.", None),
        ("The Gaza truce, due to end on Monday, has been prolonged by 24 hours.", "EXTENDED"),
        ("The Gaza truce, which was due to end on Monday, has been prolonged.", "EXTENDED"),
        ("The Gaza truce, which began in January, collapsed on Tuesday.", "ENDED"),
        ("Russia declared a 36-hour truce over Orthodox Christmas in Ukraine.", "DECLARED"),
        ("Russia declared a truce over the trade fair.", None),
        ("Hamas and Israel agreed a lull of 48 hours in Gaza.", "AGREED"),
        ("A lull of two days gave traders in Gaza some rest.", None),
    ],
)
def test_what_is_said_last_of_a_truce_is_its_news(text: str, kind: str | None) -> None:
    assert [claim.kind for claim in claims_in(text, "en")] == ([kind] if kind else [])


def test_a_party_that_will_keep_to_a_truce_declares_it() -> None:
    told = only_claim("قالت قوات الدعم السريع إنها ستلتزم بهدنة مدتها 72 ساعة.", "ar")
    assert told.kind is CeasefireKind.DECLARED and told.duration_hours == 72
    assert claims_in("قالت حماس إنها ستلتزم بالهدنة ما دامت إسرائيل ملتزمة بها.", "ar") == ()
