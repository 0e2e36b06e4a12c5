"""What is told without the word truce, soon after one began, by foes together or in passing."""

import pytest

from analysis.tests.ceasefire_cases import claims_in

TOLD = [
    ("en", "Armenia and Azerbaijan said they would stop shooting at noon on Saturday.", "AGREED"),
    ("en", "Ukraine orders its forces to hold fire for a week", "DECLARED"),
    ("en", "Israel to halt Gaza offensive from 2 a.m., Olmert says", "DECLARED"),
    ("en", "Taliban said they would not attack soldiers during the three days of Eid.", "DECLARED"),
    ("en", "Israel struck Khartoum a day after a ceasefire with Hezbollah took hold.", "VIOLATED"),
    ("en", "Taliban refuse to prolong Eid ceasefire", "REJECTED"),
    ("en", "Russia ordered a 36-hour ceasefire, an offer that Ukraine brushed aside.", "REJECTED"),
    ("en", "Colombia lifts ceasefire with ELN", "ENDED"),
    ("en", "Armenia and Azerbaijan announced a new ceasefire.", "AGREED"),
    ("en", "A comprehensive halt to firing in Darfur took hold on Monday.", "ENTERED_INTO_FORCE"),
    ("ar", "الهند وباكستان توافقان على وقف فوري وشامل للنار", "AGREED"),
    ("ar", "أعلنت الحكومة الإثيوبية أنها ستوقف عملياتها ضد جبهة تحرير تيغراي.", "DECLARED"),
    ("ar", "قالت حركة طالبان إنها لن تهاجم القوات خلال أيام العيد.", "DECLARED"),
    ("ar", "اتهمت إسرائيل حركة حماس بقصف غزة بعد دقائق من سريان الهدنة.", "VIOLATED"),
    ("ar", "واصلت إسرائيل قصف غزة متجاهلة الهدنة.", "VIOLATED"),
    ("ar", "أعلنت جماعة الحوثي تعليق الهجمات على السعودية ثلاثة أيام", "DECLARED"),
    ("ar", "حث الأمين العام إسرائيل وحركة حماس على كتم أصوات السلاح.", "PROPOSED"),
]
TRAPS = [
    ("en", "Hamas said it had received no formal proposal for a truce."),
    ("en", "Firefighters declared a halt to operations because of the wind."),
    ("en", "The ELN have yet to respond to a call for a ceasefire."),
    ("en", "Bakers and millers declared a cease-fire in Egypt's flour war."),
    ("en", "Hamas raided Gaza hours before the truce began."),
    ("ar", "نفى مصدر حكومي أن يكون تسلم مقترحا لهدنة من ستين يوما."),
    ("ar", "لن يكون لوقف إطلاق النار في غزة أي معنى من دون عودة النازحين."),
    ("ar", "تنتهي فجر الخميس هدنة غزة ما لم يتفق الطرفان."),
    ("ar", "قبل ساعات من الهدنة شنت إسرائيل غارات على غزة."),
]


def kinds(text: str, lang: str) -> set[str]:
    return {claim.kind.value for claim in claims_in(text, lang)}


@pytest.mark.parametrize(("lang", "text", "kind"), TOLD)
def test_what_stops_the_fire_or_breaks_it_is_read(lang: str, text: str, kind: str) -> None:
    assert kind in kinds(text, lang)


@pytest.mark.parametrize(("lang", "text"), TRAPS)
def test_what_only_sounds_like_it_is_not(lang: str, text: str) -> None:
    assert kinds(text, lang) == set()


def test_who_tells_of_a_breach_did_not_commit_it() -> None:
    (claim,) = claims_in("Hezbollah says Turkish-backed fighters broke ceasefire in Idlib", "en")
    assert [actor.name for actor in claim.alleged_by] == ["Hezbollah"]
    assert (claim.perpetrators, claim.mediators) == ((), ())


def test_sides_of_a_land_are_not_the_land() -> None:
    (claim,) = claims_in("A ceasefire between Yemen's rival forces took effect on Sunday.", "en")
    assert claim.parties == ()


def test_an_extension_lasts_as_long_as_is_added() -> None:
    text = "Israel and Hamas agreed to extend their week-long truce by five days."
    (claim,) = claims_in(text, "en")
    assert claim.duration_hours == 120
