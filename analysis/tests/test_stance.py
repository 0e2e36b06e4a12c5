"""Rules of stance, on sentences written for the purpose with their actors marked by hand."""

import re
from datetime import date

import pytest

from analysis.documents import split_sentences
from analysis.records import (
    ActorEntry,
    AffiliationEntry,
    Document,
    Entity,
    NamedActor,
    StanceTag,
    TaggedDocument,
)
from analysis.stance.extraction import extract, governments_of
from analysis.terms import Act, ActorKind, AffiliationKind, EntityType, Polarity

STATE, FORCE, GROUP = ActorKind.STATE, ActorKind.STATE_FORCE, ActorKind.ARMED_GROUP
ACTORS: dict[str, tuple[str, str, ActorKind]] = {
    "Turkey": ("turkey", "Turkey", STATE),
    "Ankara": ("turkey", "Turkey", STATE),
    "Turkish": ("turkey", "Turkey", STATE),
    "Syria": ("syria", "Syria", STATE),
    "Damascus": ("syria", "Syria", STATE),
    "Russia": ("russia", "Russia", STATE),
    "Russian": ("russia", "Russia", STATE),
    "Iran": ("iran", "Iran", STATE),
    "Israel": ("israel", "Israel", STATE),
    "Israeli": ("israel", "Israel", STATE),
    "Israeli army": ("israeli-army", "Israeli army", FORCE),
    "Qatar": ("qatar", "Qatar", STATE),
    "Egypt": ("egypt", "Egypt", STATE),
    "Lebanon": ("lebanon", "Lebanon", STATE),
    "India": ("india", "India", STATE),
    "Pakistan": ("pakistan", "Pakistan", STATE),
    "United States": ("united-states", "United States", STATE),
    "Washington": ("united-states", "United States", STATE),
    "Hamas": ("hamas", "Hamas", GROUP),
    "Houthis": ("houthis", "Houthis", GROUP),
    "Hezbollah": ("hezbollah", "Hezbollah", GROUP),
    "SDF": ("sdf", "Syrian Democratic Forces", GROUP),
    "Islamic State": ("isis", "Islamic State", GROUP),
    "Assad": ("bashar-al-assad", "Bashar al-Assad", ActorKind.PERSON),
    "Netanyahu": ("benjamin-netanyahu", "Benjamin Netanyahu", ActorKind.PERSON),
    "Canada": ("canada", "Canada", STATE),
    "Italy": ("italy", "Italy", STATE),
    "Reuters": ("reuters", "Reuters", ActorKind.MEDIA),
    "Security Council": ("unsc", "UN Security Council", ActorKind.IGO),
    "السودان": ("sudan", "Sudan", STATE),
    "تركيا": ("turkey", "Turkey", STATE),
    "أنقرة": ("turkey", "Turkey", STATE),
    "التركية": ("turkey", "Turkey", STATE),
    "التركي": ("turkey", "Turkey", STATE),
    "سوريا": ("syria", "Syria", STATE),
    "دمشق": ("syria", "Syria", STATE),
    "روسيا": ("russia", "Russia", STATE),
    "موسكو": ("russia", "Russia", STATE),
    "المبعوث الروسي": ("alexander-lavrentiev", "Alexander Lavrentiev", ActorKind.PERSON),
    "الأمريكية": ("united-states", "United States", STATE),
    "واشنطن": ("united-states", "United States", STATE),
    "إيران": ("iran", "Iran", STATE),
    "إسرائيل": ("israel", "Israel", STATE),
    "الإسرائيلي": ("israel", "Israel", STATE),
    "قطر": ("qatar", "Qatar", STATE),
    "مصر": ("egypt", "Egypt", STATE),
    "لبنان": ("lebanon", "Lebanon", STATE),
    "حماس": ("hamas", "Hamas", GROUP),
    "الحوثيين": ("houthis", "Houthis", GROUP),
    "للحوثيين": ("houthis", "Houthis", GROUP),
    "الحوثيون": ("houthis", "Houthis", GROUP),
    "حزب الله": ("hezbollah", "Hezbollah", GROUP),
    "الدعم السريع": ("rsf", "Rapid Support Forces", GROUP),
    "الجيش السوداني": ("sudanese-armed-forces", "Sudanese Armed Forces", FORCE),
    "الأسد": ("bashar-al-assad", "Bashar al-Assad", ActorKind.PERSON),
    "مجلس الأمن": ("unsc", "UN Security Council", ActorKind.IGO),
    "سانا": ("sana", "SANA", ActorKind.MEDIA),
}
CLITICS = "(?:[وف]?[بلك]?|)"


def entities(text: str) -> tuple[Entity, ...]:
    found: list[Entity] = []
    for surface in sorted(ACTORS, key=len, reverse=True):
        actor, name, kind = ACTORS[surface]
        for match in re.finditer(rf"(?<!\w){CLITICS}({re.escape(surface)})(?!\w)", text):
            start, end = match.span(1)
            if any(start < other.end and other.start < end for other in found):
                continue
            found.append(
                Entity(
                    start=start,
                    end=end,
                    text=text[start:end],
                    type=EntityType.ORG,
                    score=1.0,
                    actor=actor,
                    actor_name=name,
                    actor_kind=kind,
                    acts=True,
                )
            )
    return tuple(sorted(found, key=lambda entity: entity.start))


def tags(text: str, **options: dict[str, NamedActor]) -> tuple[StanceTag, ...]:
    document = Document(id="1", text=text)
    tagged = TaggedDocument(
        document=document, sentences=split_sentences(text), entities=entities(text)
    )
    found = extract(tagged, **options)
    assert all(text[tag.start : tag.end] == tag.quote for tag in found)
    return found


def stances(text: str) -> set[tuple[str, str, str]]:
    return {
        (str(tag.holder.actor), tag.polarity.value, str(tag.target.actor))
        for tag in tags(text)
        if tag.polarity is not Polarity.NEUTRAL
    }


@pytest.mark.parametrize(
    ("text", "holder", "target"),
    [
        ("Turkey has accused Iran of arming the group.", "turkey", "iran"),
        ("Qatar strongly condemned the Israeli strikes on Lebanon.", "qatar", "israel"),
        ("Egypt on Monday condemned the attack on Lebanon by Hezbollah.", "egypt", "hezbollah"),
        ("Israel, which had waited, attacked Hezbollah positions.", "israel", "hezbollah"),
        ("Israeli warplanes bombed Hamas targets overnight.", "israel", "hamas"),
        ("The Israeli army launched a new operation against Hamas.", "israeli-army", "hamas"),
        ("Washington imposed new sanctions on Iran.", "united-states", "iran"),
        ("Turkey halts trade with Israel", "turkey", "israel"),
        ("Iran threatened Israel with a harsh answer.", "iran", "israel"),
        ("Netanyahu vowed to destroy Hamas.", "benjamin-netanyahu", "hamas"),
        ("Lebanon urged Israel to withdraw from five hilltops.", "lebanon", "israel"),
        ("Syria demanded the withdrawal of Turkish troops.", "syria", "turkey"),
        ("Israel's war on Hezbollah entered its third month.", "israel", "hezbollah"),
        ("Islamic State swept through the valley, pushing back SDF units.", "isis", "sdf"),
        ("An Israeli airstrike on a village in the hills killed two Hezbollah men.", "israel",
         "hezbollah"),
        ("Egypt rejected Israeli claims about the crossing.", "egypt", "israel"),
        ("The army of Syria was attacked by Islamic State.", "isis", "syria"),
        ("Hamas closed the office in response to Israeli attacks.", "hamas", "israel"),
        ("Syria said that Israel violated the truce.", "syria", "israel"),
        ("Turkey supports the withdrawal of Russian forces.", "turkey", "russia"),
        ("Iran fired more than 200 rockets at Israel overnight.", "iran", "israel"),
        ("Israel says it has carried out 40 raids against Hezbollah.", "israel", "hezbollah"),
        ("Egypt drafted a resolution condemning Israel.", "egypt", "israel"),
        ("Qatar filed a lawsuit against Israel.", "qatar", "israel"),
        ("Egypt recalled its ambassador from Israel.", "egypt", "israel"),
        ("Turkey labelled the SDF a terrorist group.", "turkey", "sdf"),
        ("Israel pressed on with its offensive against Hamas.", "israel", "hamas"),
        ("Three Hezbollah men were killed in an Israeli strike.", "israel", "hezbollah"),
        ("Egypt blamed the delay on Israel.", "egypt", "israel"),
        ("Syria captured the town from Islamic State.", "syria", "isis"),
        ("Egypt and its allies invaded Lebanon.", "egypt", "lebanon"),
        ("Israel moved in to topple Assad.", "israel", "bashar-al-assad"),
    ],
)  # fmt: skip
def test_opposition_is_read_in_english(text: str, holder: str, target: str) -> None:
    assert (holder, "OPPOSE", target) in stances(text)
    assert len(stances(text)) == 1


@pytest.mark.parametrize(
    ("text", "holder", "target"),
    [
        ("اتهمت تركيا إيران بتسليح الجماعة.", "turkey", "iran"),
        ("تركيا تتهم إيران بتسليح الجماعة", "turkey", "iran"),
        ("ونددت قطر بالهجوم الإسرائيلي على لبنان.", "qatar", "israel"),
        ("أدانت مصر بشدة الهجوم الذي شنه حزب الله على القرية.", "egypt", "hezbollah"),
        ("دانت مصر قصف إسرائيل للمدرسة.", "egypt", "israel"),
        ("شنت إسرائيل غارات عنيفة على مواقع حزب الله.", "israel", "hezbollah"),
        ("قصف الجيش السوداني مواقع الدعم السريع.", "sudanese-armed-forces", "rsf"),
        ("فرضت واشنطن عقوبات جديدة على إيران.", "united-states", "iran"),
        ("هددت إيران إسرائيل برد قاس.", "iran", "israel"),
        ("طالب لبنان إسرائيل بالانسحاب من التلال.", "lebanon", "israel"),
        ("طالبت دمشق بسحب القوات التركية.", "syria", "turkey"),
        ("قطعت قطر علاقاتها مع سوريا.", "qatar", "syria"),
        ("رفضت مصر الاتهامات التركية.", "egypt", "turkey"),
        ("حملت حماس إسرائيل المسؤولية عن المجزرة.", "hamas", "israel"),
        ("قالت دمشق إن إسرائيل انتهكت الهدنة.", "syria", "israel"),
        ("وكان الحوثيون قد هاجموا الجيش السوداني.", "houthis", "sudanese-armed-forces"),
        ("الحرب الإسرائيلية مستمرة، واتهمت مصر إسرائيل بعرقلة الاتفاق.", "egypt", "israel"),
        ("أعلنت إسرائيل إغلاق المعبر ردا على ما وصفته بخرق حماس للاتفاق.", "israel", "hamas"),
        ("قالت حماس إن الهدنة مع إسرائيل لم يعد لها معنى.", "hamas", "israel"),
        ("أطلقت إيران أكثر من 200 صاروخ على إسرائيل.", "iran", "israel"),
        ("رفعت مصر دعوى ضد إسرائيل.", "egypt", "israel"),
        ("سحبت مصر سفيرها من إسرائيل.", "egypt", "israel"),
        ("وصفت تركيا إسرائيل بأنها دولة إرهاب.", "turkey", "israel"),
        ("هددت واشنطن بفرض عقوبات على إيران.", "united-states", "iran"),
        ("نفذت واشنطن ضربات على مواقع للحوثيين.", "united-states", "houthis"),
        ("أعربت مصر عن إدانتها للهجوم الإسرائيلي.", "egypt", "israel"),
        ("وأكدت مصر أنها ستواصل قتال حماس.", "egypt", "hamas"),
        ("طالبت مصر بانسحاب فوري للقوات التركية.", "egypt", "turkey"),
        ("اتهم مصدر في حزب الله إسرائيل بالمماطلة.", "hezbollah", "israel"),
        ("أرسلت دمشق تعزيزات لصد الهجوم التركي.", "syria", "turkey"),
        ("لبنان الذي يواجه أزمة ويقاتل الحوثيين يطلب المال.", "lebanon", "houthis"),
    ],
)
def test_opposition_is_read_in_arabic(text: str, holder: str, target: str) -> None:
    assert (holder, "OPPOSE", target) in stances(text)
    assert len(stances(text)) == 1


@pytest.mark.parametrize(
    ("text", "holder", "target"),
    [
        ("Russia supports Syria.", "russia", "syria"),
        ("Qatar welcomed Egypt's decision to open the crossing.", "qatar", "egypt"),
        ("Iran reaffirmed its support for Syria and its people.", "iran", "syria"),
        ("The Houthis, backed by Iran, seized the port.", "iran", "houthis"),
        ("Iran-backed Houthis seized the port.", "iran", "houthis"),
        ("Qatar sent medical aid to Lebanon.", "qatar", "lebanon"),
        ("The Security Council adopted a text and Hamas welcomed the resolution.", "hamas", "unsc"),
        ("رحبت مصر بقرار مجلس الأمن.", "egypt", "unsc"),
        ("أيدت روسيا سوريا في المجلس.", "russia", "syria"),
        ("الحوثيين المدعومين من إيران يتقدمون نحو الميناء.", "iran", "houthis"),
        ("أعربت قطر عن تضامنها مع لبنان.", "qatar", "lebanon"),
        ("جددت إيران دعمها لسيادة سوريا.", "iran", "syria"),
        ("أكد المبعوث الروسي دعم بلاده الراسخ لسيادة سوريا.", "alexander-lavrentiev", "syria"),
        ("تبنى مجلس الأمن قرارا، ورحبت حماس بالقرار.", "hamas", "unsc"),
        ("وقفت إيران إلى جانب سوريا.", "iran", "syria"),
    ],
)
def test_support_is_read(text: str, holder: str, target: str) -> None:
    assert stances(text) == {(holder, "SUPPORT", target)}


@pytest.mark.parametrize(
    "text",
    [
        "Israel and Hamas accuse each other of breaking the truce.",
        "Fighting between Israel and Hamas resumed at dawn.",
        "تبادلت إسرائيل وحماس الاتهامات بخرق الهدنة.",
        "اندلعت اشتباكات عنيفة بين إسرائيل وحماس شمال المدينة.",
    ],
)
def test_mutual_acts_run_both_ways(text: str) -> None:
    assert stances(text) == {("israel", "OPPOSE", "hamas"), ("hamas", "OPPOSE", "israel")}


@pytest.mark.parametrize(
    "text",
    [
        "Turkey did not condemn Israel.",
        "Iran denied that it attacked Israel.",
        "Qatar could support Syria later.",
        "Turkey refused to condemn Russia.",
        "Thousands fled from Syria to Turkey and Lebanon.",
        "The talks in Egypt between Israel and Hamas end today.",
        "Residents in Syria condemned the price of bread in Turkey.",
        "Canada defeated Italy in the final of the hockey tournament.",
        "Reuters reported on Iran.",
        "The United States called on Turkey to attack nobody.",
        "Qatar condemned the killing of a doctor in Lebanon.",
        "لم تدن تركيا إسرائيل.",
        "لا تدعم قطر إيران.",
        "نفت إيران دعمها للحوثيين.",
        "نزح الآلاف من سوريا إلى تركيا ولبنان.",
        "تجري المحادثات في مصر بين إسرائيل وحماس.",
        "أدانت قطر استهداف لبنان.",
        "فازت مصر على قطر في مباراة الكأس.",
        "أعلنت إسرائيل وقف إطلاق النار مع حزب الله.",
        "قالت سانا إن الطقس بارد في سوريا.",
        "An Egyptian doctor denounced remarks by Hamas about Iran.",
        "Officials in Egypt say the aircraft was supporting Israel.",
        "A doctor who had criticised Hamas and expressed support for Egypt left.",
        "There is no possibility of an Israeli attack on Hezbollah.",
        "Iran accused nobody of arming the Houthis.",
        "A doctor who had criticised Hamas and praised Egypt spoke in Turkey.",
        "Egypt welcomed the withdrawal of the Houthis from the port.",
        "تعمل إيران لتجنب حرب بين إسرائيل وحزب الله.",
        "رحبت مصر بانسحاب الحوثيين من الميناء.",
        "تتراجع قطر إذا واصلت هجومها على الحوثيين.",
        "اعترفت مصر بأن الطريق إلى لبنان مغلق.",
        "تواجه مصر أزمة في سواحل لبنان.",
    ],
)
def test_nothing_is_made_of_what_is_not_said(text: str) -> None:
    assert stances(text) == set()


def test_the_holder_is_who_condemns_not_who_reports_it() -> None:
    assert stances("Egypt said that Qatar condemned Israel.") == {("qatar", "OPPOSE", "israel")}
    assert stances("قالت سانا إن مصر أدانت إسرائيل.") == {("egypt", "OPPOSE", "israel")}


def test_a_sentence_may_hold_several_pairs() -> None:
    text = "Qatar condemned Israel and praised Egypt."
    assert stances(text) == {("qatar", "OPPOSE", "israel"), ("qatar", "SUPPORT", "egypt")}


def test_one_demand_is_against_all_who_are_to_leave() -> None:
    text = 'وأكد الأسد أن العمل يجب أن يتركز على "انسحاب كل القوات التركية والأمريكية من البلاد".'
    assert stances(text) == {
        ("bashar-al-assad", "OPPOSE", "turkey"),
        ("bashar-al-assad", "OPPOSE", "united-states"),
    }


def test_the_subject_of_the_sentence_before_goes_on_speaking() -> None:
    text = "قال الأسد إن الحرب طويلة. وطالب بسحب القوات التركية."
    assert ("bashar-al-assad", "OPPOSE", "turkey") in stances(text)


def test_a_paragraph_says_a_stance_once() -> None:
    text = "Qatar condemned Israel. Qatar again condemned Israel."
    assert len(tags(text)) == 1
    assert len(tags(text.replace(". Qatar", ".\nQatar"))) == 2


def test_a_state_and_its_army_hold_nothing_against_each_other() -> None:
    assert stances("The Israeli army attacked Israel.") == set()


def test_marks_and_tatweel_change_nothing() -> None:
    plain = "اتهمت تركيا إيران بتسليح الجماعة."
    marked = "اتّهـمت \u200fتركيا\u200e إيران بتسليح الجماعة."
    assert stances(marked) == stances(plain) == {("turkey", "OPPOSE", "iran")}


def test_a_list_of_actors_acts_as_one() -> None:
    text = "Egypt, Qatar and the United States condemned Iran."
    holders = {holder for holder, _, _ in stances(text)}
    assert holders == {"egypt", "qatar", "united-states"}
    arabic = {holder for holder, _, _ in stances("قطعت مصر وقطر علاقاتهما مع إيران.")}
    assert arabic == {"egypt", "qatar"}


def test_the_war_given_as_a_reason_is_the_accused_ones() -> None:
    found = stances("هددت واشنطن بفرض عقوبات على تركيا بسبب هجومها على الحوثيين.")
    assert found == {("united-states", "OPPOSE", "turkey"), ("turkey", "OPPOSE", "houthis")}


def test_a_joined_verb_has_the_first_verbs_subject_not_the_name_before_it() -> None:
    text = "رفضت مصر مبادرة قطر واتهمت إيران بالانحياز."
    assert ("egypt", "OPPOSE", "iran") in stances(text)
    assert ("qatar", "OPPOSE", "iran") not in stances(text)


def test_a_sentence_of_absurd_length_is_left_out() -> None:
    assert tags("Qatar condemned Israel and " * 400) == ()


def test_the_act_is_named() -> None:
    assert [tag.act for tag in tags("Washington imposed sanctions on Iran.")] == [Act.SANCTION]
    assert [tag.act for tag in tags("اتهمت تركيا إيران بالكذب.")] == [Act.ACCUSE]


def test_his_country_is_the_speakers_government() -> None:
    russia = NamedActor(actor="russia", name="Russia")
    text = "أكد المبعوث الروسي دعم بلاده لسوريا."
    found = tags(text, governments={"alexander-lavrentiev": russia})
    assert [tag.holder for tag in found] == [russia]
    assert [tag.holder.actor for tag in tags(text)] == ["alexander-lavrentiev"]


def test_governments_are_those_of_the_day() -> None:
    state = ActorEntry(id="syria", name_en="Syria", name_ar="سوريا", kind=STATE)
    office = AffiliationEntry(
        actor="bashar-al-assad",
        kind=AffiliationKind.LEADS,
        related="syria",
        valid_to=date(2024, 12, 8),
    )
    assert governments_of([state], [office], date(2019, 1, 1))["bashar-al-assad"].name == "Syria"
    assert governments_of([state], [office], date(2025, 1, 1)) == {}


@pytest.mark.parametrize("text", ["", "   \n", "؟!", "«»", "§1§ {H} <3>", "Turkey", "تركيا و"])
def test_odd_texts_give_nothing(text: str) -> None:
    assert tags(text) == ()
