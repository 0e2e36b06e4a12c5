"""States and capitals act, or are acted upon, in every place that an actor has in a sentence."""

import cProfile

import pytest

from analysis.documents import split_sentences
from analysis.linking.linker import link
from analysis.records import Document, Span
from analysis.terms import EntityType
from analysis.tests.test_linking import Linker, gazetteer, linker, registry

__all__ = ["gazetteer", "linker", "registry"]


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("New Delhi and Islamabad traded accusations.", ["india", "pakistan"]),
        ("India accused Islamabad of a raid.", ["india", "pakistan"]),
        ("Pakistan told New Delhi to stop.", ["pakistan", "india"]),
        ("The Kremlin offered Kyiv a truce.", ["russia", "ukraine"]),
        ("Talks between Kyiv and Moscow resumed.", ["ukraine", "russia"]),
        ("Washington imposed sanctions on Tehran.", ["united-states", "iran"]),
        ("He called on Tehran to stop.", ["iran"]),
        ("Norway and four other states urged calm.", ["norway"]),
        ("Qatar and Egypt are to monitor the truce.", ["qatar", "egypt"]),
        ("Russia had informed Turkey that they had left.", ["russia", "turkey"]),
        ("توعد بوتين أنقرة بالرد.", ["vladimir-putin", "turkey"]),
        ("شككت أنقرة في الرواية.", ["turkey"]),
        ("وأبقت واشنطن عددا من الجنود.", ["united-states"]),
        ("الهدنة التي اتفقت عليها أنقرة وموسكو.", ["turkey", "russia"]),
        ("العقوبات على أنقرة باقية.", ["turkey"]),
        ("رفع العقوبات التي فرضها على تركيا.", ["turkey"]),
        ("رحبت الآلية الثلاثية وتركيا بالقرار.", ["turkey"]),
        ("تضم اللجنة ممثلين للرياض وأنقرة.", ["saudi-arabia", "turkey"]),
        ("أكدت بكين دعمها لموسكو.", ["china", "russia"]),
    ],
)
def test_subjects_and_objects_act(linker: Linker, text: str, actors: list[str]) -> None:
    tagged = {name: "PER" for name in ("بوتين",) if name in text}
    assert linker.actors(text, "2023-01-01", **tagged) == actors


@pytest.mark.parametrize(
    "text",
    [
        "A strike on Kyiv killed three.",
        "Residents of Islamabad fled.",
        "They met in New Delhi.",
        "Strikes on Tehran went on.",
        "Syria and the long war.",
        "وصل الوفد إلى واشنطن.",
        "غادر الوزير واشنطن.",
        "شهدت دمشق قصفا عنيفا.",
        "زارت الوفود روسيا.",
        "سارت الشاحنات على طريق بيروت دمشق.",
        "أرسلت المساعدات لسوريا.",
        "كانت أنقرة هادئة.",
    ],
)
def test_where_it_happens_does_not_act(linker: Linker, text: str) -> None:
    assert linker.actors(text) == []
    assert linker.places(text) != []


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("A fire in Washington state.", ["Washington State"]),
        ("They met in Washington.", ["Washington"]),
        ("The storm hit Georgia and Florida.", ["Georgia (US state)", "Florida"]),
        ("The storm hit Atlanta, Georgia.", ["Atlanta", "Georgia (US state)"]),
        ("In the US state of Georgia.", ["United States", "Georgia (US state)"]),
        ("A fire in Georgia.", ["Georgia"]),
        ("A fire in Tbilisi, Georgia.", ["Tbilisi", "Georgia"]),
        ("Fighting in eastern Congo.", ["eastern Democratic Republic of the Congo"]),
        ("فيضانات في ولاية تكساس.", ["Texas"]),
        ("لجؤوا إلى بنغلادش.", ["Bangladesh"]),
        ("الكرة في ملعب موسكو بعد قرار البيت الأبيض وحديث واشنطن.", ["Moscow"]),
    ],
)
def test_units_and_countries_of_one_name_are_told_apart(
    linker: Linker, text: str, places: list[str]
) -> None:
    assert linker.places(text)[: len(places)] == places


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Georgia and Russia signed a truce.", ["georgia", "russia"]),
        ("Georgia and Texas sent guards.", []),
        ("Washington state said no.", []),
    ],
)
def test_a_state_of_the_union_is_no_state(linker: Linker, text: str, actors: list[str]) -> None:
    assert linker.actors(text) == actors


def test_counted_russians_are_not_russia(linker: Linker) -> None:
    assert [e for e in linker("وصل 120 عسكريا روسيا.") if e.actor or e.place] == []
    assert linker.actors("اتهم المجلس روسيا.") == ["russia"]


def test_two_names_that_were_tagged_as_one_person_are_parted(linker: Linker) -> None:
    actors = linker.actors("حذر ترامب بكين من التصعيد.", "2025-05-01", **{"ترامب بكين": "PER"})
    assert actors == ["donald-trump", "china"]


@pytest.mark.parametrize(
    ("text", "tagged", "actors"),
    [
        (
            "اتهم أردوغان نتنياهو.",
            "أردوغان نتنياهو",
            ["recep-tayyip-erdogan", "benjamin-netanyahu"],
        ),
        ("قال حسن نصر الله ذلك.", "حسن نصر الله", ["hassan-nasrallah"]),
        ("انتقد عباس عراقجي القرار.", "عباس عراقجي", ["abbas-araghchi"]),
        ("قال إن ترامب نتنياهو.", "ترامب نتنياهو", []),
    ],
)
def test_two_people_behind_a_verb_are_two_and_a_full_name_is_one(
    linker: Linker, text: str, tagged: str, actors: list[str]
) -> None:
    assert linker.actors(text, "2024-05-01", **{tagged: "PER"}) == actors


@pytest.mark.parametrize(
    ("text", "tagged", "actors"),
    [
        ("وشكك أردوغان في ذلك.", {"أردوغان": "LOC"}, ["recep-tayyip-erdogan"]),
        ("عرض أردوغان خطة.", {"أردوغان": "ORG"}, ["recep-tayyip-erdogan"]),
        ("قال مايك بنس. وأضاف بنس ذلك.", {"وأضاف بنس": "ORG"}, ["mike-pence"]),
        ("انتقد صالح القرار.", {"صالح": "ORG"}, []),
        ("قال مشرف على المركز ذلك.", {}, []),
    ],
)
def test_a_surname_is_known_under_a_wrong_tag(
    linker: Linker, text: str, tagged: dict[str, str], actors: list[str]
) -> None:
    assert linker.actors(text, "2019-10-19", **tagged) == actors


def test_two_capitals_doubtfully_tagged_as_one_person_are_two_that_act(linker: Linker) -> None:
    text = "تبادلت باكو ويريفان الاتهامات بانتهاك الهدنة."
    joined = Span(start=7, end=19, text=text[7:19], type=EntityType.PER, score=0.57)
    document = Document(id="1", text=text)
    found = link(document, split_sentences(text), [joined], linker.registry, linker.gazetteer)
    assert [entity.actor for entity in found if entity.acts] == ["azerbaijan", "armenia"]


_PARAGRAPHS = (
    "Turkey accused the SDF of shelling Ras al-Ain, and Washington urged Ankara to stop.",
    "قالت وزارة الدفاع التركية إن القوات الروسية انسحبت من شمال شرق سوريا إلى القامشلي.",
    "The Syrian government, Sudan's army and Hamas met in Cairo, said Omar Haddad.",
)
_LONG = 40_000  # letters of a long article
_MOST_GROWTH = 2.5  # in calls, for a doubled text: a quadratic walk makes four times as many


def _calls(linker: Linker, size: int) -> int:
    text = "\n".join(_PARAGRAPHS * (size // sum(map(len, _PARAGRAPHS)) + 1))[:size]
    document, sentences = Document(id="1", text=text), split_sentences(text)
    spans = [
        Span(start=at, end=at + 5, text=text[at : at + 5], type=EntityType.ORG, score=0.9)
        for at in range(0, len(text) - 5, 25)
    ]
    profile = cProfile.Profile()
    profile.runcall(link, document, sentences, spans, linker.registry, linker.gazetteer)
    return sum(entry.callcount for entry in profile.getstats())


def test_the_work_on_a_text_grows_with_its_length_and_not_with_its_square(linker: Linker) -> None:
    _calls(linker, 1000)
    assert _calls(linker, _LONG) < _MOST_GROWTH * _calls(linker, _LONG // 2)
