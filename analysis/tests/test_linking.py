"""Names link to one actor or place of the shipped registry, or to none with a reason."""

from datetime import date
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.documents import split_sentences
from analysis.gazetteer import Gazetteer
from analysis.linking.linker import Registry, link
from analysis.records import Document, Entity, Span
from analysis.registry import DATA_DIR, PLACES_FILE, read_actors, read_affiliations, read_places
from analysis.terms import EntityType


@pytest.fixture(scope="module")
def registry() -> Registry:
    actors = read_actors(DATA_DIR)
    return Registry(actors, read_affiliations(DATA_DIR, [actor.id for actor in actors]))


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer(read_places(DATA_DIR / PLACES_FILE))


class Linker:
    """Links a text whose tagged names are given as {text: type}."""

    def __init__(self, registry: Registry, gazetteer: Gazetteer) -> None:
        self.registry, self.gazetteer = registry, gazetteer

    def __call__(
        self, text: str, day: str | None = None, tagged: dict[str, str] | None = None
    ) -> tuple[Entity, ...]:
        spans = [
            Span(
                start=text.index(name),
                end=text.index(name) + len(name),
                text=name,
                type=EntityType(kind),
                score=0.9,
            )
            for name, kind in (tagged or {}).items()
        ]
        document = Document(
            id="1", text=text, published_on=date.fromisoformat(day) if day else None
        )
        sentences = split_sentences(text)
        return link(document, sentences, spans, self.registry, self.gazetteer)

    def actors(self, text: str, day: str | None = None, **tagged: str) -> list[str]:
        """Give the ids of the actors that act, in order."""
        return [e.actor for e in self(text, day, tagged) if e.actor and e.acts]

    def places(self, text: str, day: str | None = None, **tagged: str) -> list[str]:
        """Give the names of the places where nothing acts, adjectives left out, in order."""
        entities = self(text, day, tagged)
        return [
            e.place_name for e in entities if e.place_name and not e.acts and e.reason != "demonym"
        ]


@pytest.fixture(scope="module")
def linker(registry: Registry, gazetteer: Gazetteer) -> Linker:
    return Linker(registry, gazetteer)


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("أعلنت قوات سوريا الديمقراطية انسحابها.", ["sdf"]),
        ("وقالت قسد إن مقاتليها باقون.", ["sdf"]),
        ("شكرت القرية لوحدات الشعب الكردية صنيعها.", ["ypg"]),
        ("The SDF said its fighters had left.", ["sdf"]),
        ("The People's Protection Units (YPG) withdrew.", ["ypg", "ypg"]),
        ("أفاد مكتب الأمم المتحدة لتنسيق الشؤون الإنسانية (أوتشا) بذلك.", ["ocha", "ocha"]),
        ("فرّ عناصر من تنظيم داعش.", ["isis"]),
        ("IS claimed the attack.", ["isis"]),
        ("قالت حمـــاس إنها وافقت.", ["hamas"]),
        ("قالت \u202bحَماس\u202c إنها وافقت.", ["hamas"]),
    ],
)
def test_aliases_link_with_clitics_acronyms_and_marks(
    linker: Linker, text: str, actors: list[str]
) -> None:
    assert linker.actors(text) == actors


@pytest.mark.parametrize(
    "text",
    [
        "This is what they said to us and who they are.",
        "WHO FLED FIRST? THIS IS THE QUESTION",
        "They let the car pass with a tip.",
        "تقدم الجيش نحو البلدة ثم أفاد السكان بتقدمه.",
        "فتح الباب أمام العائلات.",
        "صدر بيان وقف فيه الجميع.",
        "بلغ نصف قطر الدائرة كيلومترين.",
    ],
)
def test_common_words_are_no_names(linker: Linker, text: str) -> None:
    assert [e.text for e in linker(text) if e.actor or e.place] == []


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("اتهمت تركيا روسيا بقصف القافلة.", ["turkey", "russia"]),
        ("دعا المبعوث الأممي إيران إلى التهدئة.", ["iran"]),
        ("بحثت واشنطن وأنقرة الهدنة.", ["united-states", "turkey"]),
        ("اتفاق بين موسكو وأنقرة على هدنة.", ["russia", "turkey"]),
        ("خرقت إسرائيل الهدنة.", ["israel"]),
        ("الهدنة خرقتها إسرائيل مرارا.", ["israel"]),
        ("بوساطة من قطر توقف القتال.", ["qatar"]),
        ("طهران: لن نغادر", ["iran"]),
        ("طالب المجلس كلا من روسيا وتركيا وإيران بالتهدئة.", ["russia", "turkey", "iran"]),
        ("Turkey and Russia agreed on a truce.", ["turkey", "russia"]),
        ("Kyiv accused Moscow of shelling the road.", ["ukraine", "russia"]),
        ("Talks between Ankara and Damascus stalled.", ["turkey", "syria"]),
        ("The truce was brokered by Egypt and Qatar.", ["egypt", "qatar"]),
        ("The deal prompted Ankara to halt the operation.", ["turkey"]),
        ("The Israel-Hamas war goes on.", ["israel", "hamas"]),
        ("Mediators pressed Israel to open the crossing.", ["israel"]),
    ],
)
def test_states_and_capitals_that_act_are_actors(
    linker: Linker, text: str, actors: list[str]
) -> None:
    assert linker.actors(text) == actors


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("عاد الوفد من موسكو إلى دمشق.", ["Moscow", "Damascus"]),
        ("أغلقت الشرطة شوارع تل أبيب.", ["Tel Aviv"]),
        ("غادر الوزير موسكو متوجها إلى أنقرة.", ["Moscow", "Ankara"]),
        ("لجأ الآلاف إلى تركيا والأردن.", ["Turkey", "Jordan"]),
        ("قصف الطريق بين دمشق وحلب.", ["Damascus", "Aleppo"]),
        ("نزحوا نحو الحدود مع تركيا.", ["Turkey"]),
        ("They fled from Sudan to Chad and Egypt.", ["Sudan", "Chad", "Egypt"]),
        ("She flew from Moscow to Kyiv.", ["Moscow", "Kyiv"]),
        ("The road between Damascus and Aleppo is cut.", ["Damascus", "Aleppo"]),
        ("Turkey's southern border is shut.", ["Turkey"]),
    ],
)
def test_states_and_capitals_where_something_happens_are_places(
    linker: Linker, text: str, places: list[str]
) -> None:
    assert linker.actors(text) == []
    assert linker.places(text) == places


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("شنت القوات التركية هجوما.", ["turkey"]),
        ("طالب بسحب القوات التركية والأميركية.", ["turkey", "united-states"]),
        ("ذكر مسؤولون روس أن الهدنة قائمة.", ["russia"]),
        ("قالت الخارجية الروسية إنها تراقب.", ["russia"]),
        ("Turkish forces shelled the town.", ["turkey"]),
        ("Russian and Syrian warplanes hit the camp.", ["russia", "syria"]),
        ("US officials met the group.", ["united-states"]),
    ],
)
def test_an_adjective_beside_an_institution_is_the_state(
    linker: Linker, text: str, actors: list[str]
) -> None:
    assert linker.actors(text) == actors


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("عاد آلاف اللاجئين السوريين.", "iso-SYR"),
        ("نزح 50 ألف يمني.", "iso-YEM"),
        ("وصلت عائلات سورية إلى البلدة.", "iso-SYR"),
        ("Thousands of Syrian refugees returned.", "iso-SYR"),
    ],
)
def test_an_adjective_of_people_is_a_country_hint_and_no_actor(
    linker: Linker, text: str, country: str
) -> None:
    (entity,) = linker(text)
    assert (entity.place, entity.actor, entity.acts) == (country, None, False)
    assert entity.reason == "demonym"


def test_backed_and_led_are_not_institutions(linker: Linker) -> None:
    assert linker.actors("The US-backed fighters left.") == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("نزحوا من شمال سوريا", "northern Syria"),
        ("القتال في شمالي سوريا", "northern Syria"),
        ("في الشمال السوري", "northern Syria"),
        ("فر السوريون من شمال شرق البلاد", "northeastern Syria"),
        ("المعارك في شمال شرقي سوريا", "northeastern Syria"),
        ("في الجنوب الشرقي لتركيا", "southeastern Turkey"),
        ("north-eastern Syria", "northeastern Syria"),
        ("in Syria's north-west", "northwestern Syria"),
        ("the eastern part of Ukraine", "eastern Ukraine"),
        ("جنوبي قطاع غزة", "southern Gaza"),
        ("northern West Bank", "northern West Bank"),
        ("Sudan is at war, most of all in the north of the country", "northern Sudan"),
    ],
)
def test_directions_compose_parts_of_countries(linker: Linker, text: str, place: str) -> None:
    assert place in linker.places(text)


def test_a_direction_of_a_city_is_the_city(linker: Linker) -> None:
    assert linker.places("القتال شمالي حلب") == ["Aleppo"]


@pytest.mark.parametrize(
    ("text", "place_id"),
    [
        ("في محافظة إدلب", "ocha-SY07"),
        ("in Idlib province", "ocha-SY07"),
        ("في مدينة إدلب", "ocha-C3871"),
        ("في مخيم عين عيسى", "camp-ain-issa"),
        ("في بلدة عين عيسى", "ocha-C5905"),
        ("وصلوا إلى سري كانيه", "ocha-C4988"),
        ("They reached Kobane", "ocha-C1946"),
        ("في مدينة غزة", "gn-281133"),
        ("في غزة", "reg-gaza-strip"),
    ],
)
def test_the_word_beside_a_place_says_what_it_is(linker: Linker, text: str, place_id: str) -> None:
    assert [entity.place for entity in linker(text)] == [place_id]


@pytest.mark.parametrize(
    ("text", "tagged"),
    [
        ("قال طلاب جامعة دمشق إنهم باقون", {}),
        ("She teaches at Aleppo University", {}),
        ("Jordan Smith spoke", {"Jordan Smith": "PER"}),
        ("Gaza Health Centre opened", {"Gaza Health Centre": "ORG"}),
    ],
)
def test_a_place_inside_another_name_is_no_place(
    linker: Linker, text: str, tagged: dict[str, str]
) -> None:
    assert [e for e in linker(text, tagged=tagged) if e.place or e.actor] == []


def test_an_unknown_ministry_stays_beside_the_place_that_it_is_in(linker: Linker) -> None:
    text = "قالت هيئة الإيواء في درعا إنهم بخير"
    entities = linker(text, tagged={"هيئة الإيواء في درعا": "ORG"})
    assert [(e.text, e.place_name) for e in entities] == [
        ("هيئة الإيواء", None),
        ("درعا", "Daraa"),
    ]


def test_a_village_needs_a_tag_a_cue_or_a_known_neighbour(linker: Linker) -> None:
    assert linker.places("سار في الفوعة") == []
    assert linker.places("سار في بلدة الفوعة") == ["Fuaa"]
    assert linker.places("سار في الفوعة", الفوعة="LOC") == ["Fuaa"]
    assert linker.places("من إدلب والفوعة") == ["Idlib", "Fuaa"]


def test_the_lion_is_not_the_president(linker: Linker) -> None:
    assert linker.actors("زأر الأسد في الحديقة") == []
    assert linker.actors("قال الأسد إنه باق", الأسد="PER") == ["bashar-al-assad"]
    text = "التقى بشار الأسد الوفد. وأكد الأسد موقفه."
    assert linker.actors(text, "2019-10-19") == ["bashar-al-assad", "bashar-al-assad"]
    assert linker.actors("قوات الأسد قصفت البلدة", "2015-01-01") != []


def test_a_namesake_is_not_the_one_named_in_full(linker: Linker) -> None:
    text = "التقى بشار الأسد الوفد. وغاب ماهر الأسد."
    entities = linker(text, "2019-10-19", {"ماهر الأسد": "PER"})
    assert [e.actor for e in entities if e.text == "ماهر الأسد"] in ([None], ["maher-al-assad"])


def test_an_office_is_its_holder_on_the_day(linker: Linker) -> None:
    text = "قال الرئيس الأميركي إن الهدنة قائمة."
    assert linker.actors(text, "2016-03-01") == ["barack-obama"]
    assert linker.actors(text, "2019-10-19") == ["donald-trump"]
    undated = [e for e in linker(text) if e.text.startswith("الرئيس")]
    assert [(e.actor, e.reason) for e in undated] == [(None, "several holders: date unknown")]


def test_a_former_holder_is_not_the_holder(linker: Linker) -> None:
    text = "قال الرئيس الأميركي السابق إن الهدنة قائمة."
    assert "barack-obama" not in linker.actors(text, "2016-03-01")


def test_a_title_before_the_name_is_one_mention(linker: Linker) -> None:
    text = "وصل الرئيس التركي رجب طيب أردوغان."
    assert [e.text for e in linker(text, "2019-10-19")] == ["رجب طيب أردوغان"]


@pytest.mark.parametrize(
    ("text", "day", "actor"),
    [
        ("قصف النظام بلدة الأتارب في حلب.", "2016-01-01", "syria"),
        ("أجبر الاحتلال سكان غزة على النزوح.", "2024-01-01", "israel"),
        ("The regime shelled Aleppo and Idlib.", "2016-01-01", "syria"),
        ("The government said Khartoum was calm in Sudan.", "2023-01-01", "sudan"),
    ],
)
def test_a_bare_noun_means_the_party_of_the_country_spoken_of(
    linker: Linker, text: str, day: str, actor: str
) -> None:
    assert linker.actors(text, day)[0] == actor


def test_a_bare_noun_without_a_country_stays_unnamed(linker: Linker) -> None:
    (entity,) = linker("The rebels accepted the truce.")
    assert (entity.actor, entity.actor_name, entity.acts) == (None, "rebels", True)
    assert entity.reason == "a party that the text does not name"


@pytest.mark.parametrize(
    "text", ["النظام الصحي منهك.", "The government-held town is calm.", "The health system failed."]
)
def test_nouns_with_another_meaning_are_no_party(linker: Linker, text: str) -> None:
    assert linker(text) == ()


def test_namesakes_follow_the_country_of_the_text(linker: Linker) -> None:
    assert linker.places("في طرابلس بلبنان")[0] == "Tripoli (Lebanon)"
    assert linker.places("في طرابلس غربي ليبيا")[0] == "Tripoli"


def test_a_long_name_takes_the_actor_of_its_abbreviation(linker: Linker) -> None:
    text = "The Agency for Palestine Works (UNRWA) said so."
    entities = linker(text, tagged={"Agency for Palestine Works": "ORG"})
    assert [e.actor for e in entities] == ["unrwa", "unrwa"]


def test_unknown_names_are_kept_with_a_reason(linker: Linker) -> None:
    entities = linker("Omar Qasoun left Burzoq.", tagged={"Omar Qasoun": "PER", "Burzoq": "LOC"})
    assert [(e.type, e.reason) for e in entities] == [
        (EntityType.PER, "not in the registry"),
        (EntityType.LOC, "not in the gazetteer"),
    ]


def test_unknown_people_and_places_are_spelled_in_latin_letters(linker: Linker) -> None:
    text = "قال محمد جرار إنهم وصلوا إلى بلدة الفتيحين"
    person, place = linker(text, tagged={"محمد جرار": "PER", "بلدة الفتيحين": "LOC"})
    assert (person.actor, person.actor_name) == (None, "Mohammed Jarar")
    assert (place.place, place.place_name) == (None, "al-Fatihin")
    assert place.text == "الفتيحين"


def test_a_doubtful_place_is_not_named(linker: Linker) -> None:
    (entity,) = linker("نقلت الطائرة راكبا", tagged={"راكبا": "LOC"})
    assert entity.place_name is None


def test_what_the_tagger_takes_along_stays_outside_the_name(linker: Linker) -> None:
    text = "أوضح المتحدث الرسمي للمركز رأفت الصباغ ذلك، ومحمد جرار أيضا."
    entities = linker(text, tagged={"للمركز رأفت الصباغ": "PER", "ومحمد جرار": "PER"})
    assert [entity.text for entity in entities] == ["رأفت الصباغ", "محمد جرار"]


def test_what_a_person_leads_is_the_institution(linker: Linker) -> None:
    assert linker.actors("قصفت قوات حكومة نتنياهو القطاع", "2024-01-01") == ["israel"]
    assert linker.actors("Bashar al-Assad's government agreed.", "2016-01-01") == ["syria"]


def test_the_strip_is_gaza_and_a_sector_is_not(linker: Linker) -> None:
    assert linker.places("نزحوا في غزة إلى جنوب القطاع") == ["Gaza", "southern Gaza"]
    assert linker.places("تدهور القطاع الصحي في غزة") == ["Gaza"]


def test_the_place_of_an_office_is_free(linker: Linker) -> None:
    entities = linker("قال المبعوث الأممي إلى سوريا إنه باق", "2019-10-19")
    assert [entity.place_name for entity in entities if entity.place] == ["Syria"]


def test_land_of_a_country_is_in_it(linker: Linker) -> None:
    assert linker.places("قصف على الأراضي السورية") == ["Syria"]
    assert linker.places("near the Turkish border") == ["Turkey"]
    assert linker.places("قصف المخيمات الفلسطينية") == []


def test_the_registry_overrules_the_tag(linker: Linker) -> None:
    (entity,) = linker("رجب طيب أردوغان", tagged={"رجب طيب أردوغان": "LOC"})
    assert (entity.type, entity.actor) == (EntityType.PER, "recep-tayyip-erdogan")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "...",
        "وَلِلْيَمَنِ ودمشقَ وبسوريا ـــ \u200fوأنقرة",
        "U.S. and U.N. envoys; Sana’a—Ta'izz/Aden's port (YPG)",
        "سوريا\nالديمقراطية",
    ],
)
def test_offsets_are_exact_and_names_never_overlap(linker: Linker, text: str) -> None:
    last = 0
    for entity in linker(text):
        assert text[entity.start : entity.end] == entity.text
        assert entity.start >= last
        last = entity.end


_PIECES = (
    *("سوريا", "وتركيا", "الرئيس التركي", "السابق", "حكومة", "بشار الأسد", "شمال شرق البلاد"),
    *("القطاع", "الضفة", "بين", "«داعش»", "للأمم المتحدة", "ولليمن", "\u200f", "ــ", "(", ")"),
    *(":", ".", "،", "؟", "\n", "U.S.", "Turkey's", "-backed", "Israel-Hamas", "and the"),
    *("north-east Syria", "country's", "ﷺ", "٣٠٠", "é", "e\u0301", "''"),
)


@given(st.lists(st.sampled_from(_PIECES), max_size=20), st.randoms(use_true_random=False))
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_with_any_tags_gives_exact_names_in_order(
    linker: Linker, pieces: list[str], random: Random
) -> None:
    text = " ".join(pieces)
    spans = []
    for _ in range(3):
        start, end = sorted((random.randint(0, len(text)), random.randint(0, len(text))))
        kind = random.choice(list(EntityType))
        spans.append(Span(start=start, end=end, text=text[start:end], type=kind, score=0.9))
    document = Document(id="1", text=text)
    sentences = split_sentences(text)
    last = 0
    for entity in link(document, sentences, spans, linker.registry, linker.gazetteer):
        assert text[entity.start : entity.end] == entity.text != ""
        assert entity.start >= last
        last = entity.end
