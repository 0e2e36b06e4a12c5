"""Classes of language that say a stance without a plain verb between two names."""

import pytest

from analysis.documents import split_sentences
from analysis.records import Document, Entity, NamedActor, TaggedDocument
from analysis.stance.extraction import extract
from analysis.stance.reference import PLACE_OF_COUNTRY
from analysis.stance.words import LANGUAGES, cues, pairs, pattern
from analysis.terms import ActorKind, EntityType
from analysis.tests.test_stance import stances

BOTH = {("israel", "OPPOSE", "hamas"), ("hamas", "OPPOSE", "israel")}


@pytest.mark.parametrize(
    "text",
    [
        "Israel and Hamas each accused the other of breaking the truce.",
        "The truce fell apart within hours, with Israel and Hamas each blaming the other.",
        "Israel and Hamas accused one another on Tuesday of opening fire.",
        "Israel and Hamas traded accusations after the raid.",
        "Israel and Hamas met twice. Each side accused the other of bad faith.",
        "Israel and Hamas met twice, but the two sides blamed each other for the failure.",
        "اتهم كل من إسرائيل وحماس الطرف الآخر بخرق الهدنة.",
        "اتهمت إسرائيل وحماس بعضهما بعضا بخرق الهدنة.",
        "وقعت إسرائيل وحماس الاتفاق. واتهم كل طرف الآخر بخرقه.",
    ],
)
def test_each_against_the_other_runs_both_ways(text: str) -> None:
    assert stances(text) == BOTH


@pytest.mark.parametrize(
    "text",
    [
        "Israel and Hamas did not accuse each other of anything.",
        "Israel and Hamas met twice. Each side praised the mediators.",
        "Egypt spoke to Qatar about a school in Lebanon. Each side blamed the other.",
        "A strike hit the town. Each side blamed the other.",
        "Israel and Hamas each released prisoners to the other.",
        "وقعت إسرائيل وحماس الاتفاق. وأشاد كل طرف بالآخر.",
        "سقطت قذيفة على البلدة. واتهم كل طرف الآخر.",
    ],
)
def test_no_two_sides_are_made_up(text: str) -> None:
    assert stances(text) == set()


@pytest.mark.parametrize(
    ("text", "holder", "target"),
    [
        ("Qatar broke off diplomatic ties with Israel.", "qatar", "israel"),
        ("Egypt called off talks with Israel over the raid.", "egypt", "israel"),
        ("Syria walked out of peace talks with Israel.", "syria", "israel"),
        ("Egypt tore up a defence pact with Turkey.", "egypt", "turkey"),
        ("Canada shut its border with the United States.", "canada", "united-states"),
        ("Egypt summoned the ambassador of Israel.", "egypt", "israel"),
        ("Turkey refused to recognise Israel.", "turkey", "israel"),
        ("Canada outlawed Hezbollah.", "canada", "hezbollah"),
        ("Qatar said it would cut ties with Syria.", "qatar", "syria"),
        ("Hamas said it was no longer bound by the ceasefire with Israel.", "hamas", "israel"),
        ("أغلقت مصر حدودها مع إسرائيل.", "egypt", "israel"),
        ("علقت حماس المحادثات مع إسرائيل.", "hamas", "israel"),
        ("استدعت تركيا سفير إسرائيل.", "turkey", "israel"),
        ("رفضت قطر الاعتراف بإسرائيل.", "qatar", "israel"),
        ("أدرجت مصر حزب الله على قائمة الإرهاب.", "egypt", "hezbollah"),
        ("أعلنت حماس أنها لم تعد ملتزمة بوقف إطلاق النار مع إسرائيل.", "hamas", "israel"),
    ],
)
def test_a_tie_cut_is_opposition(text: str, holder: str, target: str) -> None:
    assert stances(text) == {(holder, "OPPOSE", target)}


@pytest.mark.parametrize(
    "text",
    [
        "Qatar restored diplomatic ties with Israel.",
        "Egypt held talks with Israel about the border.",
        "Qatar denied that it had cut ties with Syria.",
        "Egypt is considering sanctions on Turkey.",
        "Canada reopened its border with the United States.",
        "Qatar could call off talks with Israel.",
        "Egypt and Turkey signed a defence pact with Qatar.",
        "استأنفت مصر علاقاتها مع تركيا.",
        "فتحت مصر حدودها مع إسرائيل.",
        "تدرس واشنطن فرض عقوبات على تركيا.",
        "تجري حماس محادثات مع إسرائيل.",
        "نفت قطر قطع علاقاتها مع سوريا.",
    ],
)
def test_a_tie_kept_or_in_doubt_is_none(text: str) -> None:
    assert not {row for row in stances(text) if row[1] == "OPPOSE"}


@pytest.mark.parametrize(
    ("text", "holder", "target"),
    [
        ("Hamas dismissed the offer by Israel as a trick.", "hamas", "israel"),
        ("The Houthis called the truce announced by Egypt a sham.", "houthis", "egypt"),
        ("Iran mocked Israel's claims.", "iran", "israel"),
        ("Syria shut the road, blaming repeated breaches by Israel.", "syria", "israel"),
        ("Syria left the talks, citing attacks by Israel.", "syria", "israel"),
        (
            "Egypt condemned in strong terms the storming of the mosque by Israel.",
            "egypt",
            "israel",
        ),
        ("Iran pointed the finger at Israel.", "iran", "israel"),
        ("Qatar took Israel to the highest court.", "qatar", "israel"),
        ("سخرت حماس من عرض إسرائيل.", "hamas", "israel"),
        ("وصفت حماس عرض إسرائيل بأنه خدعة.", "hamas", "israel"),
        ("ألقت سوريا باللوم على إسرائيل.", "syria", "israel"),
        ("احتجت مصر على غارات إسرائيل.", "egypt", "israel"),
        ("طلبت سوريا من إسرائيل وقف الغارات.", "syria", "israel"),
        ("Israel warned Lebanon that it would strike again.", "israel", "lebanon"),
        ("Egypt said it would never negotiate with Hamas.", "egypt", "hamas"),
        ("قالت مصر إنها لن تتفاوض مع حماس.", "egypt", "hamas"),
        ("أعلن حزب الله استهداف تجمع في إسرائيل.", "hezbollah", "israel"),
        (
            "سيطر الجيش السوداني على البلدة بعد طرد الدعم السريع منها.",
            "sudanese-armed-forces",
            "rsf",
        ),
    ],
)
def test_scorn_and_blame_in_nouns_are_opposition(text: str, holder: str, target: str) -> None:
    assert (holder, "OPPOSE", target) in stances(text)
    assert len(stances(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Hamas described the offer by Egypt as generous.",
        "Syria shut the road, citing heavy snow.",
        "Hamas accepted the offer by Israel.",
        "Qatar took a delegation of Egypt to the museum.",
        "Syria did not blame Israel.",
        "وصفت حماس عرض مصر بأنه جيد.",
        "قبلت حماس عرض إسرائيل.",
        "لم تسخر حماس من عرض إسرائيل.",
        "طلبت سوريا من إسرائيل خرائط الألغام.",
        "Israel warned Lebanon about the storm.",
        "Egypt will negotiate with Hamas.",
        "ستتفاوض مصر مع حماس.",
        "أعلن حزب الله موعد الانتخابات في لبنان.",
        "سيطر الجيش السوداني على البلدة بعد خروج الدعم السريع منها.",
    ],
)
def test_plain_talk_is_no_scorn(text: str) -> None:
    assert stances(text) == set()


@pytest.mark.parametrize(
    ("text", "holder", "target"),
    [
        ("Iran threw its full support behind Syria.", "iran", "syria"),
        ("Iran put its weight behind Hezbollah.", "iran", "hezbollah"),
        ("Turkey said it would stand by Qatar.", "turkey", "qatar"),
        ("Qatar congratulated Syria.", "qatar", "syria"),
        ("Hezbollah, which Iran funds, rebuilt the town.", "iran", "hezbollah"),
        ("The Iran-backed Houthis and Egypt agreed to talk.", "iran", "houthis"),
        ("ألقت إيران بكل ثقلها خلف حزب الله.", "iran", "hezbollah"),
        ("جددت إيران وقوفها إلى جانب سوريا.", "iran", "syria"),
        ("هنأت قطر سوريا.", "qatar", "syria"),
    ],
)
def test_weight_thrown_behind_is_support(text: str, holder: str, target: str) -> None:
    assert stances(text) == {(holder, "SUPPORT", target)}


@pytest.mark.parametrize(
    "text",
    [
        "Iran stood behind the curtain of Syria.",
        "Qatar put a wall behind the embassy of Syria.",
        "Russia vetoed a draft backed by Qatar.",
        "مرت إيران خلف سوريا في الترتيب.",
    ],
)
def test_what_stands_behind_something_is_no_support_by_itself(text: str) -> None:
    assert ("russia", "SUPPORT", "qatar") not in stances(text)
    assert ("qatar", "SUPPORT", "russia") not in stances(text)
    assert ("iran", "SUPPORT", "syria") not in stances(text) or "stood behind" in text


@pytest.mark.parametrize(
    ("text", "holder", "target"),
    [
        ("Hamas left the talks. Israel accused the group of stalling.", "israel", "hamas"),
        ("Israel and its prisoners were the topic. Hamas spoke. It accused Israel of lying.",
         "hamas", "israel"),
        ("The Houthis fired at a ship, and Egypt accused them of piracy.", "egypt", "houthis"),
        ("Israel said the deal with Hamas was close, then accused the latter of lying.",
         "israel", "hamas"),
        ("تقدم الدعم السريع نحو المدينة. واتهمته مصر بارتكاب مجازر.", "egypt", "rsf"),
        ("غادرت حماس القاعة. واتهمت إسرائيل الحركة بالمماطلة.", "israel", "hamas"),
    ],
)  # fmt: skip
def test_a_description_stands_for_the_one_named_before(text: str, holder: str, target: str) -> None:
    assert (holder, "OPPOSE", target) in stances(text)


@pytest.mark.parametrize(
    "text",
    [
        "Hamas met Hezbollah. Israel accused the group of stalling.",
        "Israel accused the group of stalling.",
        "Egypt welcomed a group of doctors. Israel accused them of nothing.",
        "التقت حماس حزب الله. واتهمت إسرائيل الحركة بالمماطلة.",
        "واتهمتها إسرائيل بالمماطلة.",
    ],
)
def test_a_description_of_two_or_of_none_names_nobody(text: str) -> None:
    assert stances(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "The SDF accused Turkey of striking civilian areas and called on Washington to act.",
        "The SDF accused Turkey of attacking Syria.",
        "The SDF accuses Turkey, which it says bombed Lebanon, of striking towns.",
        "SDF: Turkey bombed schools",
        "اتهمت SDF تركيا بقصف المدارس.",
    ],
)
def test_a_nested_claim_stays_with_who_makes_it(text: str) -> None:
    assert stances(text) == {("sdf", "OPPOSE", "turkey")}


@pytest.mark.parametrize(
    ("text", "holder", "target"),
    [
        ("Fighters loyal to Hamas attacked the SDF.", "hamas", "sdf"),
        ("Forces loyal to Syria fought troops of Turkey near the river.", "syria", "turkey"),
        ("هاجمت قوات موالية لإيران الحوثيين.", "iran", "houthis"),
        ("استهدفت مسيرة تابعة للحوثيين الجيش السوداني.", "houthis", "sudanese-armed-forces"),
    ],
)
def test_who_is_loyal_fights_for_his_lord(text: str, holder: str, target: str) -> None:
    assert stances(text) == {(holder, "OPPOSE", target)}


@pytest.mark.parametrize(
    "text",
    [
        "Egypt and Turkey called a truce in their trade war.",
        "The war of words between Egypt and Turkey went on.",
        "After a dinner between Israel and Egypt the price war ended.",
        "هدنة في الحرب التجارية بين مصر وتركيا.",
    ],
)
def test_a_war_of_tariffs_or_words_is_no_assault(text: str) -> None:
    assert stances(text) == set()


ADJECTIVES = {"Israeli": "israel", "الإسرائيلي": "israel", "الإسرائيلية": "israel"}
COUNTRY = f"{PLACE_OF_COUNTRY}ISR"


def by_adjective(text: str) -> set[tuple[str, str, str]]:
    """Read a text in which the adjective of a country is a place, as linking leaves it."""
    found = []
    for name, actor in {"Hamas": "hamas", "حماس": "hamas"}.items():
        if name in text:
            at = text.index(name)
            found.append(
                Entity(
                    start=at, end=at + len(name), text=name, type=EntityType.ORG, score=1.0,
                    actor=actor, actor_name="Hamas", actor_kind=ActorKind.ARMED_GROUP, acts=True,
                )
            )  # fmt: skip
    surface = next(word for word in sorted(ADJECTIVES, key=len, reverse=True) if word in text)
    at = text.index(surface)
    place = Entity(
        start=at, end=at + len(surface), text=surface, type=EntityType.LOC, score=0.6, place=COUNTRY
    )
    tagged = TaggedDocument(
        document=Document(id="1", text=text),
        sentences=split_sentences(text),
        entities=tuple(sorted([*found, place], key=lambda entity: entity.start)),
    )
    state = NamedActor(actor="israel", name="Israel")
    return {
        (str(tag.holder.actor), tag.polarity.value, str(tag.target.actor))
        for tag in extract(tagged, governments={COUNTRY: state})
    }


@pytest.mark.parametrize(
    "text",
    [
        "Hamas rejected the Israeli claims.",
        "Hamas shelled Israeli army positions.",
        "Hamas condemned Israeli violations of the truce.",
        "ترفض حماس الاتهامات الإسرائيلية.",
        "نددت حماس بالخروقات الإسرائيلية.",
        "سخرت حماس من العرض الإسرائيلي.",
    ],
)
def test_the_adjective_of_a_deed_is_its_state(text: str) -> None:
    assert by_adjective(text) == {("hamas", "OPPOSE", "israel")}


@pytest.mark.parametrize(
    "text",
    [
        "Hamas rejected the Israeli singer.",
        "Hamas attacked an Israeli.",
        "Hamas condemned the murder of an Israeli boy.",
        "ترفض حماس المغني الإسرائيلي.",
        "قتلت حماس الطفل الإسرائيلي.",
    ],
)
def test_the_adjective_of_a_person_is_no_state(text: str) -> None:
    assert by_adjective(text) == set()


def by_capital(text: str) -> set[tuple[str, str, str]]:
    """Read a text in which Hamas is linked and a capital is a place, as linking leaves it."""
    name = "Hamas" if "Hamas" in text else "حماس"
    capital = next(word for word in ("Moscow", "موسكو") if word in text)
    spans = [(text.index(name), len(name)), (text.index(capital), len(capital))]
    actor = Entity(
        start=spans[0][0], end=sum(spans[0]), text=name, type=EntityType.ORG, score=1.0,
        actor="hamas", actor_name="Hamas", actor_kind=ActorKind.ARMED_GROUP, acts=True,
    )  # fmt: skip
    place = Entity(
        start=spans[1][0], end=sum(spans[1]), text=capital, type=EntityType.LOC, score=0.9,
        place="gn-524901", place_country="RUS",
    )  # fmt: skip
    tagged = TaggedDocument(
        document=Document(id="1", text=text),
        sentences=split_sentences(text),
        entities=tuple(sorted([actor, place], key=lambda entity: entity.start)),
    )
    state = NamedActor(actor="russia", name="Russia")
    return {
        (str(tag.holder.actor), tag.polarity.value, str(tag.target.actor))
        for tag in extract(tagged, governments={f"{PLACE_OF_COUNTRY}RUS": state})
    }


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("Hamas reaffirmed its support for Moscow.", "SUPPORT"),
        ("Hamas cut all ties with Moscow.", "OPPOSE"),
        ("جددت حماس دعمها لموسكو.", "SUPPORT"),
        ("قطعت حماس علاقاتها مع موسكو.", "OPPOSE"),
    ],
)
def test_a_capital_that_is_dealt_with_is_its_state(text: str, polarity: str) -> None:
    assert by_capital(text) == {("hamas", polarity, "russia")}


@pytest.mark.parametrize(
    "text",
    [
        "Hamas sent a delegation to Moscow.",
        "Hamas praised the weather in Moscow.",
        "غادرت حماس نحو موسكو.",
        "أشادت حماس بالطقس في موسكو.",
    ],
)
def test_a_capital_that_is_gone_to_is_a_place(text: str) -> None:
    assert by_capital(text) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_pattern_of_the_data_compiles(language: str) -> None:
    keys = ("retorts", "clashes", "own_support", "fights", "broken_truce", "left_truce", "sides")
    assert len(cues(language)) > 30
    assert len(pairs(language)) > 10
    assert all(pattern(key, language).pattern for key in keys)


@pytest.mark.parametrize(
    ("text", "holder", "polarity", "target"),
    [
        ("Egypt has voiced its strong condemnation of the Israeli strike.", "egypt", "OPPOSE",
         "israel"),
        ("Israel's raid on the port was condemned by Egypt.", "egypt", "OPPOSE", "israel"),
        ("Turkey's offer was welcomed by Iran.", "iran", "SUPPORT", "turkey"),
        ("Russia vetoed a resolution against Syria.", "russia", "SUPPORT", "syria"),
        ("Qatar called Israel's raid a reckless adventure.", "qatar", "OPPOSE", "israel"),
        ("Hezbollah vowed revenge on Israel.", "hezbollah", "OPPOSE", "israel"),
        ("Egypt severed Lebanon's ties with Iran.", "egypt", "OPPOSE", "iran"),
        ("Turkey offered Lebanon military training.", "turkey", "SUPPORT", "lebanon"),
        ("Qatar pledged two billion dollars to Pakistan.", "qatar", "SUPPORT", "pakistan"),
        ("Egypt warned Turkey that the line was a red line.", "egypt", "OPPOSE", "turkey"),
        ("استخدمت روسيا حق النقض لحماية سوريا.", "russia", "SUPPORT", "syria"),
        ("قالت تركيا إن إسرائيل دولة إرهابية.", "turkey", "OPPOSE", "israel"),
        ("علقت مصر محادثاتها مع السودان.", "egypt", "OPPOSE", "sudan"),
        ("هدد حزب الله بقصف إسرائيل.", "hezbollah", "OPPOSE", "israel"),
        ("وصف حزب الله الاتفاق بالفخ وتوعد إسرائيل بعقوبات.", "hezbollah", "OPPOSE", "israel"),
        ("قدمت قطر وديعة بمليار دولار إلى مصر.", "qatar", "SUPPORT", "egypt"),
    ],
)  # fmt: skip
def test_stances_are_said_in_nouns_passives_and_idioms(
    text: str, holder: str, polarity: str, target: str
) -> None:
    assert (holder, polarity, target) in stances(text)


@pytest.mark.parametrize(
    "text",
    [
        "Egypt accused neither Israel nor Iran.",
        "Russia's film was welcomed by critics.",
        "France offered Lebanon to host the conference.",
        "Israel gave Egypt the floor.",
        "عرضت مصر على تركيا جدول المباريات.",
        "أعلنت السعودية قطر ضيف شرف على المعرض.",
        "رفع العراق إنتاجه وصدر معظمه إلى الصين.",
    ],
)
def test_words_like_those_of_stance_are_none(text: str) -> None:
    assert {said for said in stances(text) if said[1] != "NEUTRAL"} == set()
